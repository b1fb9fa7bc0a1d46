package sqlstore

import (
	"context"

	"github.com/torikime/torikime/store"
)

// contents writes what batches hold beside their heads and commands.
func (w *writer) contents(ctx context.Context, group []entry) error {
	if err := w.events(ctx, group); err != nil {
		return err
	}
	var rows []any
	for _, e := range group {
		before := e.result.Position - int64(len(e.Events)) // one writer: positions have no gaps
		for _, b := range e.Bodies {
			rows = append(rows, before+int64(b.Seq-e.Expected), b.Name, blob(b.Data))
		}
	}
	if _, _, err := w.insert(ctx, insertBody, bodyColumns, rows); err != nil {
		return err
	}
	for _, e := range group {
		if err := w.rest(ctx, e.Batch); err != nil {
			return err
		}
	}
	return nil
}

// events writes the events of batches, and completes their results.
func (w *writer) events(ctx context.Context, group []entry) error {
	rows := make([]any, 0, len(group)*eventColumns)
	for _, e := range group {
		for i, v := range e.Events {
			rows = append(rows, e.Stream, e.Expected+i+1, v.Type, v.Version, v.At.UnixMicro(), v.Data)
		}
	}
	last, _, err := w.insert(ctx, insertEvent, eventColumns, rows)
	if err != nil {
		return err
	}
	position := last - int64(len(rows)/eventColumns)
	for _, e := range group {
		n := len(e.Events)
		*e.result = store.Result{Version: e.Expected + n}
		if n > 0 {
			position += int64(n)
			e.result.Position = position
		}
	}
	return nil
}

// rest writes labels and documents.
func (w *writer) rest(ctx context.Context, b *store.Batch) error {
	for _, l := range b.Label {
		if err := w.exec(ctx, insertLabel, l, b.Stream); err != nil {
			return err
		}
	}
	for _, l := range b.Unlabel {
		if err := w.exec(ctx, deleteLabel, l, b.Stream); err != nil {
			return err
		}
	}
	for _, d := range b.Documents {
		if err := w.exec(ctx, insertDocument, d.Digest, blob(d.Data)); err != nil {
			return err
		}
	}
	return nil
}
