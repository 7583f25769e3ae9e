-- The Ledger, version 1. Days are civil day numbers from 1970-01-01; spans are in Readings, in code points.
-- Rowids stay inside: ids that leave the file are the texts made from content (d:, c:, a:, ev:).

-- What the file says of itself.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Dictionaries that texts and Readings are compressed with; without their row the file could not be read.
CREATE TABLE dictionary (
    id INTEGER PRIMARY KEY,
    -- text or reading; the newest of each packs.
    use TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- What read: program, knowledge and models, options.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE
) STRICT;

-- A numbered state of the Ledger: each addition and each correction makes one.
CREATE TABLE version (
    number INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    -- Instant as the command gave it (seconds, UTC); never part of an export of events.
    made INTEGER
) STRICT;

-- A press report as one outlet published it, with its Reading. The same words from two outlets are two rows of one origin.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    -- Id as given, else the hash of the text.
    given TEXT NOT NULL,
    text_hash BLOB NOT NULL,
    url TEXT,
    outlet TEXT,
    title TEXT,
    language TEXT NOT NULL,
    -- The day: as handed over, best, first and last that it can be.
    given_day INTEGER,
    day INTEGER,
    day_from INTEGER,
    day_to INTEGER,
    day_method TEXT NOT NULL,
    -- What tells whose words it prints: least hashes of its runs of words, agency.
    page BLOB NOT NULL,
    -- Hash of what names the article (address, else id), of which this may be one of several versions.
    article INTEGER,
    -- Instant (seconds, UTC) at which this version is known to have stood: the later one is current.
    issued INTEGER NOT NULL,
    story INTEGER,
    status TEXT NOT NULL CHECK (status IN ('read', 'failed', 'redacted', 'withdrawn')),
    message TEXT,
    run INTEGER NOT NULL REFERENCES run (id),
    version INTEGER NOT NULL REFERENCES version (number)
) STRICT;
CREATE INDEX document_given ON document (given);
CREATE INDEX document_day ON document (day);
CREATE INDEX document_article ON document (article) WHERE article IS NOT NULL;
CREATE INDEX document_story ON document (story);
CREATE INDEX document_failed ON document (status) WHERE status <> 'read';

-- Text and Reading of a document, apart from it so that scans of documents stay thin: zstd with the dictionary of
-- texts; the same of the Reading as JSON without its text.
CREATE TABLE content (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    text BLOB NOT NULL,
    reading BLOB NOT NULL
) STRICT;

-- Who is in the documents; country and sectors as the newest document that tells them has them.
CREATE TABLE actor (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    sectors TEXT NOT NULL,
    -- Day of that document.
    day INTEGER
) STRICT;
CREATE INDEX actor_country ON actor (country);

-- Every form of a name, folded: without marks and case.
CREATE TABLE actor_name (
    folded TEXT NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id),
    name TEXT NOT NULL,
    -- Last word of the folded name: the family name of most persons.
    last TEXT NOT NULL,
    PRIMARY KEY (folded, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_name_last ON actor_name (last);
CREATE INDEX actor_name_actor ON actor_name (actor);

-- In which documents an actor is; those of a document stand in its Reading.
CREATE TABLE mention (
    actor INTEGER NOT NULL REFERENCES actor (id),
    document INTEGER NOT NULL REFERENCES document (id),
    PRIMARY KEY (actor, document)
) STRICT, WITHOUT ROWID;

-- What one document says of one happening.
CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id),
    seq INTEGER NOT NULL,
    -- Hash of text and trigger: ties corrections to the claim whatever reads it again.
    anchor INTEGER NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    kind TEXT,
    cameo TEXT NOT NULL,
    quad INTEGER NOT NULL,
    intensity REAL NOT NULL,
    status TEXT NOT NULL,
    certainty TEXT NOT NULL,
    core INTEGER NOT NULL,
    -- First actor and first recipient (among equals the second side).
    source INTEGER REFERENCES actor (id),
    target INTEGER REFERENCES actor (id),
    edtf TEXT,
    day INTEGER,
    day_from INTEGER,
    day_to INTEGER,
    place TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    place_precision TEXT,
    score REAL NOT NULL,
    -- The claim that names its event; itself where it stands alone. None inside the transaction that adds it, and for a claim that was rejected.
    event INTEGER,
    -- 0 read by the machine, 1 confirmed or corrected by a person, 2 rejected.
    review INTEGER NOT NULL DEFAULT 0,
    -- What the linker compares.
    card BLOB NOT NULL,
    UNIQUE (document, seq)
) STRICT;
CREATE INDEX claim_event ON claim (event);
CREATE INDEX claim_anchor ON claim (anchor);
CREATE INDEX claim_key ON claim (key);

CREATE TABLE participant (
    claim INTEGER NOT NULL REFERENCES claim (id),
    seq INTEGER NOT NULL,
    role TEXT NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id),
    PRIMARY KEY (claim, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_actor ON participant (actor, claim);

-- Who vouches for a claim, innermost first.
CREATE TABLE attribution (
    claim INTEGER NOT NULL REFERENCES claim (id),
    step INTEGER NOT NULL,
    source TEXT NOT NULL,
    actor INTEGER REFERENCES actor (id),
    cue TEXT NOT NULL,
    named INTEGER NOT NULL,
    PRIMARY KEY (claim, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_actor ON attribution (actor, claim);

CREATE TABLE quote (
    document INTEGER NOT NULL REFERENCES document (id),
    seq INTEGER NOT NULL,
    speaker INTEGER REFERENCES actor (id),
    kind TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (document, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_speaker ON quote (speaker, document);

CREATE TABLE role_held (
    document INTEGER NOT NULL REFERENCES document (id),
    seq INTEGER NOT NULL,
    holder INTEGER NOT NULL REFERENCES actor (id),
    title TEXT NOT NULL,
    organisation TEXT,
    country TEXT,
    tense TEXT NOT NULL,
    day INTEGER,
    PRIMARY KEY (document, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_held_holder ON role_held (holder, day);

-- Where a claim is looked for by the linker: hash of a key, first and last day, claim. Open ends are the least and greatest numbers of 32 bits.
CREATE TABLE block (
    key INTEGER NOT NULL,
    day_from INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim (id),
    day_to INTEGER NOT NULL,
    PRIMARY KEY (key, day_from, claim)
) STRICT, WITHOUT ROWID;

-- Two claims that may tell of one happening: points in halves; one is a plan and the other its outcome.
CREATE TABLE pair (
    a INTEGER NOT NULL REFERENCES claim (id),
    b INTEGER NOT NULL REFERENCES claim (id),
    halves INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    ahead INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_b ON pair (b);

-- How the happenings of two claims hang together, with what that rests on.
CREATE TABLE tie (
    a INTEGER NOT NULL REFERENCES claim (id),
    kind TEXT NOT NULL,
    b INTEGER NOT NULL REFERENCES claim (id),
    evidence TEXT NOT NULL,
    PRIMARY KEY (a, kind, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_b ON tie (b);

-- What several claims are judged to tell of, under the id of the claim that names it.
CREATE TABLE event (
    id INTEGER PRIMARY KEY REFERENCES claim (id),
    key TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    mode TEXT,
    kind TEXT,
    cameo TEXT NOT NULL,
    quad INTEGER NOT NULL,
    intensity REAL NOT NULL,
    status TEXT NOT NULL,
    certainty TEXT NOT NULL,
    core INTEGER NOT NULL,
    source INTEGER REFERENCES actor (id),
    target INTEGER REFERENCES actor (id),
    edtf TEXT,
    day INTEGER,
    day_from INTEGER,
    day_to INTEGER,
    place TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    place_precision TEXT,
    claims INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    credibility INTEGER NOT NULL,
    disputed INTEGER NOT NULL,
    coder TEXT NOT NULL,
    score REAL NOT NULL,
    -- Version at which it was first there, and at which it last changed.
    first_version INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX event_day ON event (day, type);
CREATE INDEX event_version ON event (version);
CREATE INDEX event_status ON event (status, day) WHERE status <> 'happened';
CREATE INDEX event_place ON event (place COLLATE NOCASE) WHERE place IS NOT NULL;
CREATE INDEX event_disputed ON event (day) WHERE disputed;

-- Events by every pair of countries that take part, first the lesser code.
CREATE TABLE dyad (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    day INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES event (id),
    PRIMARY KEY (a, b, day, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX dyad_other ON dyad (b, day);
CREATE INDEX dyad_event ON dyad (event);

-- Every event that a claim was ever put to; the newest version counts.
CREATE TABLE link (
    claim INTEGER NOT NULL REFERENCES claim (id),
    version INTEGER NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (claim, version)
) STRICT, WITHOUT ROWID;

-- What people said of the record, in order; nothing is changed or taken out but by redaction.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (number),
    op TEXT NOT NULL CHECK (op IN ('set', 'merge', 'split', 'reject', 'confirm', 'restore', 'redact')),
    -- JSON: anchors of the claims, texts of the documents, keys of the actors that it is about.
    target TEXT NOT NULL,
    slot TEXT,
    old_hash TEXT,
    value TEXT,
    why TEXT NOT NULL,
    who TEXT NOT NULL,
    made INTEGER
) STRICT;

-- For which claims a correction speaks.
CREATE TABLE correction_claim (
    anchor INTEGER NOT NULL,
    correction INTEGER NOT NULL REFERENCES correction (id),
    PRIMARY KEY (anchor, correction)
) STRICT, WITHOUT ROWID;

-- What people decided of two claims, from the corrections: one happening, or two.
CREATE TABLE decided (
    a INTEGER NOT NULL REFERENCES claim (id),
    b INTEGER NOT NULL REFERENCES claim (id),
    one INTEGER NOT NULL,
    correction INTEGER NOT NULL REFERENCES correction (id),
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX decided_b ON decided (b);

-- A correction that no longer fits what was read.
CREATE TABLE unsettled (
    correction INTEGER PRIMARY KEY REFERENCES correction (id),
    reason TEXT NOT NULL
) STRICT;

-- Sums for pages over time: a row for each pair of countries of an event, its day and type, first the lesser code.
CREATE TABLE rollup_dyad_day (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    day INTEGER NOT NULL,
    type TEXT NOT NULL,
    events INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    intensity REAL NOT NULL,
    PRIMARY KEY (a, b, day, type)
) STRICT, WITHOUT ROWID;
-- Holds all of a row: pages of the network read nothing else.
CREATE INDEX rollup_day ON rollup_dyad_day (day, a, b, type, events, claims, documents, intensity);

-- Ids of events that are no event of their own any more, with the claim that bore them: an old id leads on to where that claim is now.
CREATE TABLE gone (
    key TEXT PRIMARY KEY,
    claim INTEGER NOT NULL REFERENCES claim (id),
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX gone_version ON gone (version);

-- Words of the documents; rebuilt from them at will.
CREATE VIRTUAL TABLE fts USING fts5 (title, body, content = '', tokenize = "unicode61 remove_diacritics 2");
