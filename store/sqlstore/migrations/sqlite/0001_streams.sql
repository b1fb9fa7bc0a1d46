-- Instants are microseconds since 1970, UTC. Text is compared byte by byte.

-- One row per stream: the head that a batch compares and sets. "no" counts
-- streams in the order of creation, and is what the other tables refer to.
CREATE TABLE torikime_stream (
	no      INTEGER PRIMARY KEY,
	id      TEXT    NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	at      INTEGER NOT NULL, -- of the last event
	wake    INTEGER           -- the next deadline, if any
) STRICT;

CREATE INDEX torikime_stream_wake ON torikime_stream (wake) WHERE wake IS NOT NULL;

-- One writer at a time, and no row is ever deleted: position is the order of commits.
CREATE TABLE torikime_event (
	position INTEGER PRIMARY KEY,
	stream   INTEGER NOT NULL,
	seq      INTEGER NOT NULL,
	type     TEXT    NOT NULL,
	version  INTEGER NOT NULL,
	at       INTEGER NOT NULL,
	data     BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX torikime_event_stream ON torikime_event (stream, seq);

-- By the event's position, so that new bodies stand together at the end: a
-- commit of many streams then writes few pages.
CREATE TABLE torikime_body (
	position INTEGER NOT NULL,
	name     TEXT    NOT NULL,
	data     BLOB    NOT NULL,
	PRIMARY KEY (position, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE torikime_label (
	label  TEXT    NOT NULL,
	stream INTEGER NOT NULL,
	PRIMARY KEY (label, stream)
) STRICT, WITHOUT ROWID;

-- A command may have led to no stream, so it names it by id.
-- Ids come in any order: with its rows at the end and a small index beside
-- them, a commit of 64 commands writes fewer pages than by one tree of whole rows.
CREATE TABLE torikime_command (
	id     TEXT    NOT NULL PRIMARY KEY,
	digest BLOB    NOT NULL,
	result BLOB    NOT NULL,
	at     INTEGER NOT NULL,
	stream TEXT    NOT NULL,
	seq    INTEGER NOT NULL
) STRICT;

CREATE TABLE torikime_document (
	digest TEXT NOT NULL PRIMARY KEY,
	data   BLOB NOT NULL
) STRICT;

CREATE TABLE torikime_parked (
	stream   INTEGER PRIMARY KEY,
	error    TEXT    NOT NULL,
	since    INTEGER NOT NULL,
	attempts INTEGER NOT NULL,
	retry    INTEGER NOT NULL
) STRICT;
