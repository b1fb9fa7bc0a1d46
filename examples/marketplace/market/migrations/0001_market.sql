-- Instants are microseconds since 1970, UTC.

-- Where the demo's clock stands; one row, or none before the first move.
CREATE TABLE market_clock (
	id            INTEGER PRIMARY KEY CHECK (id = 1),
	offset_micros INTEGER NOT NULL, -- ahead of the machine's clock while it runs
	frozen_at     INTEGER,          -- where it stands still, if it does
	seen_at       INTEGER NOT NULL  -- it never goes behind this
) STRICT;

-- How far somebody has read a talkroom.
CREATE TABLE market_read (
	person     TEXT    NOT NULL,
	talkroom   TEXT    NOT NULL,
	seq        INTEGER NOT NULL,
	PRIMARY KEY (person, talkroom)
) STRICT, WITHOUT ROWID;

-- The files on disk that a committed message names; any other is an orphan.
CREATE TABLE market_file (
	id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
