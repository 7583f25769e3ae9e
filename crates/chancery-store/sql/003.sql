-- Version 3: stories.

-- A course of happenings that documents report; its key is that of its first document.
CREATE TABLE story (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    -- The story that it turned out to be part of.
    part_of INTEGER REFERENCES story (id)
) STRICT;

-- The last document of the last whole round of the clusterer.
CREATE TABLE story_round (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    document INTEGER NOT NULL
) STRICT;
