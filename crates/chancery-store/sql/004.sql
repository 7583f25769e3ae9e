-- Version 4: smaller again. What says the same in many rows stands once: codes (`coding`), places (`spot`), words of few kinds (`term`).
-- The tables `claim_row`, `event_row`, `participant_row`, `attribution_row`, `link_row` hold numbers; the views without `_row` (views.sql)
-- read as the tables of version 3 did. The claims of a document follow one another by row: the document names the first.

-- Words that many rows say: parts in claims, verbs of saying.
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
) STRICT;

-- What claims and events are coded as.
CREATE TABLE coding (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    mode TEXT,
    kind TEXT,
    cameo TEXT NOT NULL,
    quad INTEGER NOT NULL,
    intensity REAL NOT NULL,
    status TEXT NOT NULL,
    certainty TEXT NOT NULL
) STRICT;
CREATE INDEX coding_cameo ON coding (cameo, kind, status);

-- Where happenings are.
CREATE TABLE spot (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    country TEXT,
    latitude REAL,
    longitude REAL,
    place_precision TEXT NOT NULL
) STRICT;
CREATE INDEX spot_place ON spot (place COLLATE NOCASE);

ALTER TABLE document ADD COLUMN first_claim INTEGER;
ALTER TABLE document ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
UPDATE document SET first_claim = (SELECT min(id) FROM claim WHERE document = document.id),
    claims = (SELECT count(*) FROM claim WHERE document = document.id);

-- The Reading apart from the text: whoever looks for words opens texts alone. Parts of the text that are furniture stand beside it
-- (postcard, code points), nothing where there are none.
CREATE TABLE reading (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    pack BLOB NOT NULL
) STRICT;
INSERT INTO reading SELECT document, reading FROM content;
ALTER TABLE content DROP COLUMN reading;
ALTER TABLE content ADD COLUMN furniture BLOB;

INSERT INTO term (word)
SELECT role FROM participant UNION SELECT cue FROM attribution ORDER BY 1;
INSERT INTO coding (type, mode, kind, cameo, quad, intensity, status, certainty)
SELECT type, mode, kind, cameo, quad, intensity, status, certainty FROM claim
UNION SELECT type, mode, kind, cameo, quad, intensity, status, certainty FROM event;
INSERT INTO spot (place, country, latitude, longitude, place_precision)
SELECT place, country, latitude, longitude, place_precision FROM claim WHERE place IS NOT NULL
UNION SELECT place, country, latitude, longitude, place_precision FROM event WHERE place IS NOT NULL;

-- References to the tables follow their names.
ALTER TABLE claim RENAME TO claim_row;
ALTER TABLE event RENAME TO event_row;

CREATE TABLE claim_4 (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    seq INTEGER NOT NULL,
    -- The twelve digits of `c:` as a number; any other id as it is.
    key ANY NOT NULL,
    anchor INTEGER NOT NULL,
    coding INTEGER NOT NULL REFERENCES coding (id),
    core INTEGER NOT NULL,
    source INTEGER REFERENCES actor (id),
    target INTEGER REFERENCES actor (id),
    -- 1 where it is the day.
    edtf ANY,
    day INTEGER,
    -- First and last day, counted from the day where there is one.
    day_from INTEGER,
    day_to INTEGER,
    spot INTEGER REFERENCES spot (id),
    -- Ten thousandths where it is a whole number of them.
    score ANY NOT NULL,
    event INTEGER,
    review INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO claim_4
SELECT c.id, c.document, c.seq,
    iif(c.key GLOB 'c:*' AND length(c.key) = 14 AND substr(c.key, 3) NOT GLOB '*[^0-9a-f]*',
        CAST(json_extract('[0x' || substr(c.key, 3) || ']', '$[0]') AS INTEGER), c.key),
    c.anchor,
    (SELECT k.id FROM coding k WHERE k.cameo = c.cameo AND k.kind IS c.kind AND k.status = c.status AND k.type = c.type
        AND k.mode IS c.mode AND k.quad = c.quad AND k.intensity = c.intensity AND k.certainty = c.certainty),
    c.core, c.source, c.target,
    iif(c.edtf = date(c.day * 86400, 'unixepoch'), 1, c.edtf), c.day,
    c.day_from - coalesce(c.day, 0), c.day_to - coalesce(c.day, 0),
    (SELECT s.id FROM spot s WHERE s.place = c.place COLLATE NOCASE AND s.place = c.place AND s.country IS c.country
        AND s.latitude IS c.latitude AND s.longitude IS c.longitude AND s.place_precision = c.place_precision),
    iif(round(c.score * 10000) / 10000.0 = c.score, CAST(round(c.score * 10000) AS INTEGER), c.score),
    c.event, c.review
FROM claim_row c;
DROP TABLE claim_row;
ALTER TABLE claim_4 RENAME TO claim_row;
CREATE INDEX claim_event ON claim_row (event);
-- Parts of long numbers find their rows among few.
CREATE INDEX claim_anchor ON claim_row (anchor & 65535);
CREATE INDEX claim_key ON claim_row (key & 65535);

CREATE TABLE participant_row (
    claim INTEGER NOT NULL REFERENCES claim_row (id),
    seq INTEGER NOT NULL,
    role INTEGER NOT NULL REFERENCES term (id),
    actor INTEGER NOT NULL REFERENCES actor (id),
    PRIMARY KEY (claim, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO participant_row
SELECT claim, seq, (SELECT id FROM term WHERE word = role), actor FROM participant;
DROP TABLE participant;
CREATE INDEX participant_actor ON participant_row (actor, claim);

CREATE TABLE attribution_row (
    claim INTEGER NOT NULL REFERENCES claim_row (id),
    step INTEGER NOT NULL,
    -- Nothing where it is the name of the actor.
    source TEXT,
    actor INTEGER REFERENCES actor (id),
    cue INTEGER NOT NULL REFERENCES term (id),
    named INTEGER NOT NULL,
    PRIMARY KEY (claim, step)
) STRICT, WITHOUT ROWID;
INSERT INTO attribution_row
SELECT v.claim, v.step, nullif(v.source, (SELECT name FROM actor WHERE id = v.actor)), v.actor,
    (SELECT id FROM term WHERE word = v.cue), v.named
FROM attribution v;
DROP TABLE attribution;

CREATE TABLE event_4 (
    id INTEGER PRIMARY KEY REFERENCES claim_row (id),
    -- The ten digits of `ev:` as a number.
    key ANY NOT NULL,
    coding INTEGER NOT NULL REFERENCES coding (id),
    core INTEGER NOT NULL,
    -- Status happened.
    happened INTEGER NOT NULL,
    source INTEGER REFERENCES actor (id),
    target INTEGER REFERENCES actor (id),
    -- Date as in claim_row.
    edtf ANY,
    day INTEGER,
    day_from INTEGER,
    day_to INTEGER,
    spot INTEGER REFERENCES spot (id),
    claims INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    credibility INTEGER NOT NULL,
    disputed INTEGER NOT NULL,
    -- A person looked at one of its claims.
    human INTEGER NOT NULL,
    score ANY NOT NULL,
    countries TEXT NOT NULL,
    first_version INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
INSERT INTO event_4
SELECT e.id, CAST(json_extract('[0x' || substr(e.key, 4) || ']', '$[0]') AS INTEGER),
    (SELECT k.id FROM coding k WHERE k.cameo = e.cameo AND k.kind IS e.kind AND k.status = e.status AND k.type = e.type
        AND k.mode IS e.mode AND k.quad = e.quad AND k.intensity = e.intensity AND k.certainty = e.certainty),
    e.core, e.status = 'happened', e.source, e.target,
    iif(e.edtf = date(e.day * 86400, 'unixepoch'), 1, e.edtf), e.day,
    e.day_from - coalesce(e.day, 0), e.day_to - coalesce(e.day, 0),
    (SELECT s.id FROM spot s WHERE s.place = e.place COLLATE NOCASE AND s.place = e.place AND s.country IS e.country
        AND s.latitude IS e.latitude AND s.longitude IS e.longitude AND s.place_precision = e.place_precision),
    e.claims, e.documents, e.outlets, e.origins, e.credibility, e.disputed, e.coder = 'human',
    iif(round(e.score * 10000) / 10000.0 = e.score, CAST(round(e.score * 10000) AS INTEGER), e.score),
    e.countries, e.first_version, e.version
FROM event_row e;
DROP TABLE event_row;
ALTER TABLE event_4 RENAME TO event_row;
CREATE INDEX event_key ON event_row (key & 65535);
CREATE INDEX event_day ON event_row (day);
CREATE INDEX event_version ON event_row (version);
CREATE INDEX event_ahead ON event_row (day) WHERE happened = 0;
CREATE INDEX event_spot ON event_row (spot) WHERE spot IS NOT NULL;
CREATE INDEX event_disputed ON event_row (day) WHERE disputed;

-- Every event that a claim was ever put to; the newest version counts. A claim that came as an event of its own has no row for
-- the version of its document.
CREATE TABLE link_row (
    claim INTEGER NOT NULL REFERENCES claim_row (id),
    version INTEGER NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (claim, version)
) STRICT, WITHOUT ROWID;
INSERT INTO link_row
SELECT l.claim, l.version, l.event FROM link l JOIN claim_row c ON c.id = l.claim JOIN document d ON d.id = c.document
WHERE l.event <> l.claim OR l.version <> d.version;
DROP TABLE link;
