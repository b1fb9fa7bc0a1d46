-- Whose account was deleted. done: nothing of it is left to be removed.
CREATE TABLE market_deleted (
	person TEXT    NOT NULL PRIMARY KEY,
	at     INTEGER NOT NULL,
	done   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
