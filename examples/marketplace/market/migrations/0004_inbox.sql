-- Which channels somebody chose for which kind of notice (T9.2), as JSON; without a
-- row, all of them.
CREATE TABLE market_preferences (
	person  TEXT NOT NULL PRIMARY KEY,
	choices TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which notices somebody has read, as seen.go writes it.
CREATE TABLE market_noticed (
	person TEXT NOT NULL PRIMARY KEY,
	seen   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- From when on a transaction may have a reminder to send (T9.3). An index of its
-- history, not a truth: a row may be early, and all of them can be made anew.
CREATE TABLE market_reminder (
	talkroom TEXT    NOT NULL PRIMARY KEY,
	due      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX market_reminder_due ON market_reminder (due);

-- The reminders that the rows are right for; one row, or none.
CREATE TABLE market_reminder_basis (
	id     INTEGER PRIMARY KEY CHECK (id = 1),
	digest TEXT NOT NULL
) STRICT;
