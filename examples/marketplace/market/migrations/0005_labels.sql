-- The labels by which the engine finds things that the streams carry; one row, or
-- none. A newer program may look for more, and sets them anew.
CREATE TABLE market_labels (
	id      INTEGER PRIMARY KEY CHECK (id = 1),
	version INTEGER NOT NULL
) STRICT;
