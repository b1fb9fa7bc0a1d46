package sqlstore

import "strings"

// Statements of the write connection.
const (
	begin = iota
	commit
	rollback
	savepoint
	release
	undo
	insertCommand
	insertCommands // manyRows at once
	insertStream
	moveStream
	headOfStream
	insertEvent
	insertEvents // manyRows at once
	insertBody
	insertBodies // manyRows at once
	insertLabel
	deleteLabel
	insertDocument
	deleteBody
	deleteBodies
	deleteCommand
	upsertParked
	deleteParked
	writeCount
)

// manyRows is how many rows the statements for many rows take: a statement costs
// as much as two rows.
const manyRows = 8

// Each command, event and body is so many arguments.
const (
	commandColumns = 6
	eventColumns   = 6
	bodyColumns    = 3
)

const (
	intoCommand = `INSERT INTO torikime_command (id, digest, result, at, stream, seq) VALUES `
	commandRow  = `(?, ?, ?, ?, ?, ?)`
	unlessThere = ` ON CONFLICT DO NOTHING`
	intoEvent   = `INSERT INTO torikime_event (stream, seq, type, version, at, data) VALUES `
	eventRow    = `((SELECT no FROM torikime_stream WHERE id = ?), ?, ?, ?, ?, ?)`
	intoBody    = `INSERT INTO torikime_body (position, name, data) VALUES `
	bodyRow     = `(?, ?, ?)`
)

// many is the statement's part for manyRows.
func many(row string) string { return strings.Repeat(row+", ", manyRows-1) + row }

var writeText = [writeCount]string{
	begin:     "BEGIN IMMEDIATE",
	commit:    "COMMIT",
	rollback:  "ROLLBACK",
	savepoint: "SAVEPOINT torikime_batch",
	release:   "RELEASE torikime_batch",
	undo:      "ROLLBACK TO torikime_batch",

	insertStream: `INSERT INTO torikime_stream (id, version, at, wake) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
	moveStream: `UPDATE torikime_stream SET version = ?1, at = coalesce(?2, at), wake = ?3
		WHERE id = ?4 AND version = ?5 AND at <= coalesce(?6, at)`,
	headOfStream:   `SELECT no, version, at FROM torikime_stream WHERE id = ?`,
	insertCommand:  intoCommand + commandRow + unlessThere,
	insertCommands: intoCommand + many(commandRow) + unlessThere,
	insertEvent:    intoEvent + eventRow,
	insertEvents:   intoEvent + many(eventRow),
	insertBody:     intoBody + bodyRow,
	insertBodies:   intoBody + many(bodyRow),
	insertLabel: `INSERT INTO torikime_label (label, stream)
		SELECT ?, no FROM torikime_stream WHERE id = ? ON CONFLICT DO NOTHING`,
	deleteLabel: `DELETE FROM torikime_label WHERE label = ?
		AND stream = (SELECT no FROM torikime_stream WHERE id = ?)`,
	insertDocument: `INSERT INTO torikime_document (digest, data) VALUES (?, ?) ON CONFLICT DO NOTHING`,
	deleteBody: `DELETE FROM torikime_body WHERE name = ?3 AND position =
		(SELECT position FROM torikime_event WHERE stream = ?1 AND seq = ?2)`,
	deleteBodies: `DELETE FROM torikime_body WHERE position IN
		(SELECT position FROM torikime_event WHERE stream = ?)`,
	deleteCommand: `DELETE FROM torikime_command WHERE id = ? AND at < ?`,
	upsertParked: `INSERT INTO torikime_parked (stream, error, since, attempts, retry)
		SELECT no, ?, ?, ?, ? FROM torikime_stream WHERE id = ?
		ON CONFLICT (stream) DO UPDATE SET error = excluded.error, attempts = excluded.attempts, retry = excluded.retry`,
	deleteParked: `DELETE FROM torikime_parked WHERE stream = (SELECT no FROM torikime_stream WHERE id = ?)`,
}

// Statements of the read connections. Each answer is one statement, so that it
// is one moment.
const (
	load = iota
	loadBodies
	listDue
	listLabel
	countLabel
	listStreams
	tail
	oneCommand
	oldCommands
	oneDocument
	listParked
	readCount
)

// CROSS JOIN keeps SQLite from turning the loops around.
const loadEvents = `SELECT i.key, s.version, s.wake, 0, e.seq, e.type, e.version, e.at, e.data
	FROM json_each(?1) i CROSS JOIN torikime_stream s ON s.id = i.value
	LEFT JOIN torikime_event e ON e.stream = s.no AND e.seq > ?2`

var readText = [readCount]string{
	load: loadEvents,
	loadBodies: loadEvents + `
		UNION ALL SELECT i.key, s.version, s.wake, 1, e.seq, b.name, NULL, NULL, b.data
		FROM json_each(?1) i CROSS JOIN torikime_stream s ON s.id = i.value
		CROSS JOIN torikime_event e ON e.stream = s.no AND e.seq > ?2
		CROSS JOIN torikime_body b ON b.position = e.position`,
	listDue: `SELECT s.id, s.wake FROM torikime_stream s LEFT JOIN torikime_parked p ON p.stream = s.no
		WHERE s.wake IS NOT NULL AND s.wake <= ?1
		AND (?2 OR p.stream IS NULL OR p.retry <= ?1)
		AND (?3 = '' OR EXISTS (SELECT 1 FROM torikime_label l WHERE l.label = ?3 AND l.stream = s.no))
		ORDER BY s.wake, s.no LIMIT ?4`,
	listLabel: `SELECT s.no, s.id FROM torikime_label l CROSS JOIN torikime_stream s ON s.no = l.stream
		WHERE l.label = ? AND l.stream < ? ORDER BY l.stream DESC LIMIT ?`,
	countLabel:  `SELECT count(*) FROM torikime_label WHERE label = ?`,
	listStreams: `SELECT id FROM torikime_stream WHERE id >= ? AND id > ? ORDER BY id LIMIT ?`,
	tail: `SELECT e.position, s.id, e.seq, e.type, e.version, e.at, e.data
		FROM torikime_event e CROSS JOIN torikime_stream s ON s.no = e.stream
		WHERE e.position > ? ORDER BY e.position LIMIT ?`,
	oneCommand:  `SELECT digest, result, at, stream, seq FROM torikime_command WHERE id = ?`,
	oldCommands: `SELECT id FROM torikime_command WHERE id > ? AND at < ? ORDER BY id LIMIT ?`,
	oneDocument: `SELECT data FROM torikime_document WHERE digest = ?`,
	listParked: `SELECT s.id, p.error, p.since, p.attempts, p.retry
		FROM torikime_parked p CROSS JOIN torikime_stream s ON s.no = p.stream
		ORDER BY p.since, p.stream LIMIT ?`,
}
