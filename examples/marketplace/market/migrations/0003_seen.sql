-- When somebody was there: the first request of each day.
CREATE TABLE market_seen (
	person TEXT    NOT NULL,
	at     INTEGER NOT NULL,
	PRIMARY KEY (person, at)
) STRICT, WITHOUT ROWID;
