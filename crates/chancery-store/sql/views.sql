-- Views for people and their tools: names instead of rows, ISO days instead of numbers.

-- What many rows say stands once in the file; these read as if every row said it.

CREATE VIEW claim AS
SELECT r.id, iif(typeof(r.key) = 'integer', printf('c:%012x', r.key), r.key) AS key, r.document, r.seq, r.anchor,
    (SELECT k.type FROM coding k WHERE k.id = r.coding) AS type, (SELECT k.mode FROM coding k WHERE k.id = r.coding) AS mode,
    (SELECT k.kind FROM coding k WHERE k.id = r.coding) AS kind, (SELECT k.cameo FROM coding k WHERE k.id = r.coding) AS cameo,
    (SELECT k.quad FROM coding k WHERE k.id = r.coding) AS quad,
    (SELECT k.intensity FROM coding k WHERE k.id = r.coding) AS intensity,
    (SELECT k.status FROM coding k WHERE k.id = r.coding) AS status,
    (SELECT k.certainty FROM coding k WHERE k.id = r.coding) AS certainty, r.core, r.source, r.target,
    iif(r.edtf = 1, date(r.day * 86400, 'unixepoch'), r.edtf) AS edtf, r.day,
    r.day_from + coalesce(r.day, 0) AS day_from, r.day_to + coalesce(r.day, 0) AS day_to,
    (SELECT s.place FROM spot s WHERE s.id = r.spot) AS place, (SELECT s.country FROM spot s WHERE s.id = r.spot) AS country,
    (SELECT s.latitude FROM spot s WHERE s.id = r.spot) AS latitude,
    (SELECT s.longitude FROM spot s WHERE s.id = r.spot) AS longitude,
    (SELECT s.place_precision FROM spot s WHERE s.id = r.spot) AS place_precision,
    iif(typeof(r.score) = 'integer', r.score / 10000.0, r.score) AS score, r.event, r.review
FROM claim_row r;

CREATE VIEW event AS
SELECT r.id, iif(typeof(r.key) = 'integer', printf('ev:%010x', r.key), r.key) AS key,
    (SELECT k.type FROM coding k WHERE k.id = r.coding) AS type, (SELECT k.mode FROM coding k WHERE k.id = r.coding) AS mode,
    (SELECT k.kind FROM coding k WHERE k.id = r.coding) AS kind, (SELECT k.cameo FROM coding k WHERE k.id = r.coding) AS cameo,
    (SELECT k.quad FROM coding k WHERE k.id = r.coding) AS quad,
    (SELECT k.intensity FROM coding k WHERE k.id = r.coding) AS intensity,
    (SELECT k.status FROM coding k WHERE k.id = r.coding) AS status,
    (SELECT k.certainty FROM coding k WHERE k.id = r.coding) AS certainty, r.core, r.happened, r.source, r.target,
    iif(r.edtf = 1, date(r.day * 86400, 'unixepoch'), r.edtf) AS edtf, r.day,
    r.day_from + coalesce(r.day, 0) AS day_from, r.day_to + coalesce(r.day, 0) AS day_to, r.spot,
    (SELECT s.place FROM spot s WHERE s.id = r.spot) AS place, (SELECT s.country FROM spot s WHERE s.id = r.spot) AS country,
    (SELECT s.latitude FROM spot s WHERE s.id = r.spot) AS latitude,
    (SELECT s.longitude FROM spot s WHERE s.id = r.spot) AS longitude,
    (SELECT s.place_precision FROM spot s WHERE s.id = r.spot) AS place_precision,
    r.claims, r.documents, r.outlets, r.origins, r.credibility, r.disputed, iif(r.human, 'human', 'machine') AS coder,
    iif(typeof(r.score) = 'integer', r.score / 10000.0, r.score) AS score, r.countries, r.first_version, r.version
FROM event_row r;

CREATE VIEW participant AS
SELECT r.claim, r.seq, (SELECT t.word FROM term t WHERE t.id = r.role) AS role, r.actor FROM participant_row r;

CREATE VIEW attribution AS
SELECT r.claim, r.step, coalesce(r.source, (SELECT a.name FROM actor a WHERE a.id = r.actor), '') AS source, r.actor,
    (SELECT t.word FROM term t WHERE t.id = r.cue) AS cue, r.named
FROM attribution_row r;

CREATE VIEW link AS
SELECT claim, version, event FROM link_row
UNION ALL
SELECT c.id, d.version, c.id FROM claim_row c JOIN document d ON d.id = c.document
WHERE NOT EXISTS (SELECT 1 FROM link_row l WHERE l.claim = c.id AND l.version = d.version);

CREATE VIEW documents AS
SELECT d.key AS document, d.given AS id, d.url, d.outlet, d.title, d.language,
    date(d.given_day * 86400, 'unixepoch') AS given_day, date(d.day * 86400, 'unixepoch') AS day,
    date(d.day_from * 86400, 'unixepoch') AS earliest, date(d.day_to * 86400, 'unixepoch') AS latest,
    d.day_method AS dated_by, s.key AS story, d.status, d.message, d.version, r.version AS read_by,
    d.claims
FROM document d JOIN run r ON r.id = d.run LEFT JOIN story s ON s.id = d.story;

CREATE VIEW claims AS
SELECT c.key AS claim, d.key AS document, c.type, c.mode, c.kind, c.cameo, c.quad, c.intensity,
    c.status, c.certainty, c.core, s.name AS source, s.country AS source_country, t.name AS target,
    t.country AS target_country, date(c.day * 86400, 'unixepoch') AS day,
    date(c.day_from * 86400, 'unixepoch') AS earliest, date(c.day_to * 86400, 'unixepoch') AS latest,
    c.edtf, c.place, c.country, c.latitude, c.longitude, c.score, e.key AS event,
    d.outlet, date(d.day * 86400, 'unixepoch') AS published
FROM claim c JOIN document d ON d.id = c.document
    LEFT JOIN event e ON e.id = c.event
    LEFT JOIN actor s ON s.id = c.source LEFT JOIN actor t ON t.id = c.target;

CREATE VIEW participants AS
SELECT c.key AS claim, p.seq, p.role, a.key AS actor, a.name, a.kind, a.country, a.sectors, e.key AS event
FROM participant p JOIN claim c ON c.id = p.claim JOIN actor a ON a.id = p.actor
    LEFT JOIN event e ON e.id = c.event;

CREATE VIEW attributions AS
SELECT c.key AS claim, v.step, v.source, a.key AS actor, v.cue, v.named
FROM attribution v JOIN claim c ON c.id = v.claim LEFT JOIN actor a ON a.id = v.actor;

CREATE VIEW events AS
SELECT e.key AS event, e.type, e.mode, e.kind, e.cameo, e.quad, e.intensity, e.status, e.certainty,
    e.core, s.name AS source, s.country AS source_country, t.name AS target, t.country AS target_country,
    date(e.day * 86400, 'unixepoch') AS day, date(e.day_from * 86400, 'unixepoch') AS earliest,
    date(e.day_to * 86400, 'unixepoch') AS latest, e.edtf, e.place, e.country, e.latitude, e.longitude,
    e.claims, e.documents, e.outlets, e.origins, e.credibility, e.disputed, e.coder, e.score,
    e.first_version, e.version
FROM event e LEFT JOIN actor s ON s.id = e.source LEFT JOIN actor t ON t.id = e.target;

CREATE VIEW actors AS
SELECT a.key AS actor, a.kind, a.name, a.country, a.sectors,
    (SELECT group_concat(n.name, '; ') FROM actor_name n WHERE n.actor = a.id) AS names,
    (SELECT count(*) FROM mention m WHERE m.actor = a.id) AS documents
FROM actor a;

CREATE VIEW quotes AS
SELECT d.key AS document, q.seq, q.kind, a.key AS actor, a.name AS speaker, q.first, q.last,
    date(d.day * 86400, 'unixepoch') AS published
FROM quote q JOIN document d ON d.id = q.document LEFT JOIN actor a ON a.id = q.speaker;

CREATE VIEW roles AS
SELECT a.key AS actor, a.name, r.title, r.organisation, r.country, r.tense,
    date(r.day * 86400, 'unixepoch') AS day, d.key AS document
FROM role_held r JOIN document d ON d.id = r.document JOIN actor a ON a.id = r.holder;

CREATE VIEW links AS
SELECT c.key AS claim, d.key AS document, l.version, e.key AS event
FROM link l JOIN claim c ON c.id = l.claim JOIN document d ON d.id = c.document
    LEFT JOIN event e ON e.id = l.event;

CREATE VIEW corrections AS
SELECT k.id AS correction, k.version, k.op, k.target, k.slot, k.value, k.why, k.who,
    datetime(k.made, 'unixepoch') AS made, u.reason AS unsettled
FROM correction k LEFT JOIN unsettled u ON u.correction = k.id;

CREATE VIEW versions AS
SELECT number AS version, what, datetime(made, 'unixepoch') AS made FROM version;
