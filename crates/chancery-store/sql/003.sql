-- Version 3: stories.

-- A course of happenings that documents report, by the number that the clusterer gave it; its key is that of its first document.
CREATE TABLE story (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    -- The story that it turned out to be part of.
    part_of INTEGER REFERENCES story (id)
) STRICT;

-- What the clusterer knew after so many reports, the last of them this document: postcard, zstd. Later documents are told to it again.
CREATE TABLE story_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    document INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    state BLOB NOT NULL
) STRICT;
