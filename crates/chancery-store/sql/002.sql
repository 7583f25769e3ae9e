-- Version 2: smaller, and events by country. Cards are packed together for a document, the index of words holds no places of words (phrases
-- are looked for in the texts), the keys of the linker are halves of their hashes.

-- What the linker compares: the cards of the claims of a document in their order, postcard, zstd with the dictionary of cards.
CREATE TABLE cards (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    pack BLOB NOT NULL
) STRICT;

-- Where a claim is looked for by the linker: half of the hash of a key, first day, claim, days from the first to the last.
-- Open ends are the least and greatest numbers of 32 bits.
ALTER TABLE block RENAME TO block_1;
CREATE TABLE block (
    key INTEGER NOT NULL,
    day_from INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim (id),
    more INTEGER NOT NULL,
    PRIMARY KEY (key, day_from, claim)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO block (key, day_from, claim, more)
SELECT (key & 4294967295) - iif(key & 2147483648, 4294967296, 0), day_from, claim, day_to - day_from FROM block_1;
DROP TABLE block_1;

-- Words of titles and texts; rebuilt from them at will. In which documents a word is, not where.
DROP TABLE fts;
CREATE VIRTUAL TABLE fts USING fts5 (words, content = '', detail = none, tokenize = "unicode61 remove_diacritics 2");
-- A batch of a thousand documents is one segment of the index, not several to be merged.
INSERT INTO fts (fts, rank) VALUES ('hashsize', 16777216);

-- The countries that take part in an event, by code with blanks between: what hangs on an event is found by its own row.
ALTER TABLE event ADD COLUMN countries TEXT NOT NULL DEFAULT '';

-- Events by country, the newest last (no reference to the event: each would ask for an index by it); undated ones have the least number of 32 bits as day. Background (core 0) apart.
CREATE TABLE country_event (
    country TEXT NOT NULL,
    core INTEGER NOT NULL,
    day INTEGER NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (country, core, day, event)
) STRICT, WITHOUT ROWID;

-- Events by every pair of countries that take part, first the lesser code; made anew from the events by the step.
DROP TABLE dyad;
CREATE TABLE dyad (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    day INTEGER NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (a, b, day, event)
) STRICT, WITHOUT ROWID;
