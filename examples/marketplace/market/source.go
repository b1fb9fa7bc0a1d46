package market

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/outbox"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/inbox"
)

// source makes the mails of what happens and of the time that passes. So that time
// need not ask every transaction, a table says from when on which may have a reminder.
type source struct{ m *Market }

// Events are the mails that follow from events.
func (s source) Events(ctx context.Context, entries []store.Entry) ([]outbox.Item, error) {
	var items []outbox.Item
	histories := map[string][]transaction.Event{}
	quotations := map[string]*engine.QuotationView{}
	for i := range entries {
		notices, err := s.noticesOf(ctx, &entries[i], histories, quotations)
		if err != nil {
			return nil, err
		}
		more, err := s.m.mailed(notices)
		if err != nil {
			return nil, err
		}
		items = append(items, more...)
	}
	return items, s.m.remind(ctx, histories, entries[0].Event.At, false)
}

func (s source) noticesOf(ctx context.Context, e *store.Entry, histories map[string][]transaction.Event, quotations map[string]*engine.QuotationView) (_ []inbox.Notice, err error) {
	if id, ok := strings.CutPrefix(e.Stream, transactionStream); ok {
		events, known := histories[id]
		if !known {
			if events, err = s.m.engine.History(ctx, id); err != nil {
				return nil, err
			}
			histories[id] = events
		}
		return inbox.NoticesOf(events, e.Seq), nil
	}
	if id, ok := strings.CutPrefix(e.Stream, quotationStream); ok {
		if quotations[id] == nil {
			view, err := s.m.engine.Quotation(ctx, id)
			if err != nil {
				return nil, err
			}
			quotations[id] = &view
		}
		return quotationNotices(quotations[id], e.Seq), nil
	}
	if id, ok := strings.CutPrefix(e.Stream, conversationStream); ok {
		return s.message(ctx, id, e)
	}
	return s.payoutNotice(ctx, e)
}

// message tells of a message outside of talkrooms: at once, or when an operator shows
// it or keeps it back (T8.4).
func (s source) message(ctx context.Context, id string, e *store.Entry) ([]inbox.Notice, error) {
	event, err := conversation.Decode(codec.Record{Type: e.Event.Type, Version: e.Event.Version, At: e.Event.At, Data: e.Event.Data}, nil)
	if err != nil {
		return nil, fmt.Errorf("%s, event %d: %w", e.Stream, e.Seq, err)
	}
	seq := e.Seq
	switch looked := event.(type) {
	case conversation.TextShown:
		seq = looked.Seq
	case conversation.TextWithheld:
		seq = looked.Seq
	}
	one, other, _ := conversation.People(id)
	page, err := s.m.engine.Conversation(ctx, engine.MessageQuery{A: one, B: other, Cursor: strconv.Itoa(seq + 1), Limit: 1})
	if err != nil {
		return nil, err
	}
	for i := range page.Items {
		if n, ok := messageNotice(id, &page.Items[i]); ok && page.Items[i].Seq == seq {
			return []inbox.Notice{n}, nil
		}
	}
	return nil, nil
}

// Between are the reminders of an interval (T9.3).
func (s source) Between(ctx context.Context, from, to time.Time) ([]outbox.Item, error) {
	due, err := s.m.reminded(ctx, to)
	if err != nil {
		return nil, err
	}
	var items []outbox.Item
	histories := map[string][]transaction.Event{}
	for _, id := range due {
		events, err := s.m.engine.History(ctx, id)
		if err != nil && !errors.Is(err, engine.ErrNotFound) {
			return nil, err
		}
		histories[id] = events
		// To the instant itself, too: a clock that stands still may stand on one.
		more, err := s.m.mailed(inbox.Reminders(events, &s.m.policy.Notices, from, to.Add(instantly)))
		if err != nil {
			return nil, err
		}
		items = append(items, more...)
	}
	// From its beginning: the interval may be asked for again.
	return items, s.m.remind(ctx, histories, from, true)
}

// reminded are the transactions that may have a reminder by an instant.
func (m *Market) reminded(ctx context.Context, by time.Time) (ids []string, err error) {
	rows, err := m.db.QueryContext(ctx, "SELECT talkroom FROM market_reminder WHERE due <= ? ORDER BY due", by.UnixMicro())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// remind notes when transactions may have their next reminder, from an instant on.
// settled: nothing before it is still to be sent. Otherwise a row never moves on: after a
// jump of the clock an event comes before the reminders in front of it.
func (m *Market) remind(ctx context.Context, histories map[string][]transaction.Event, from time.Time, settled bool) error {
	if len(histories) == 0 {
		return nil
	}
	_, _, err := m.write(ctx, m.Now(), Call{}, nil, func(ctx context.Context, tx store.Tx) error {
		for id, events := range histories {
			next, ok := inbox.NextReminder(events, &m.policy.Notices, from)
			var err error
			if settled {
				_, err = tx.Exec(ctx, "DELETE FROM market_reminder WHERE talkroom = ?", id)
			}
			if err == nil && ok {
				_, err = tx.Exec(ctx, "INSERT INTO market_reminder (talkroom, due) VALUES (?, ?) ON CONFLICT (talkroom) DO UPDATE SET due = min(due, excluded.due)", id, next.UnixMicro())
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// indexReminders lists every transaction anew if the table is not for the reminders
// in force: at the first start with mail, and under another policy.
func (m *Market) indexReminders(ctx context.Context) error {
	inForce, err := json.Marshal(m.policy.Notices)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(inForce)
	digest, stored := hex.EncodeToString(sum[:]), ""
	err = m.db.QueryRowContext(ctx, "SELECT coalesce(max(digest), '') FROM market_reminder_basis").Scan(&stored)
	if err != nil || stored == digest {
		return err
	}
	_, _, err = m.write(ctx, m.Now(), Call{}, nil, func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO market_reminder (talkroom, due) SELECT substr(id, length(?1) + 1), 0 FROM torikime_stream
			WHERE substr(id, 1, length(?1)) = ?1 ON CONFLICT (talkroom) DO UPDATE SET due = 0`, transactionStream)
		if err == nil {
			_, err = tx.Exec(ctx, "INSERT INTO market_reminder_basis (id, digest) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET digest = excluded.digest", digest)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("list the reminders: %w", err)
	}
	return nil
}
