package market

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/quotation"
)

// What is derived for one person is bounded: all that goes on, but of what has
// ended the newest alone, and of conversations those in which something happened
// last; and never more notices than these.
const (
	mostEnded         = 300
	mostConversations = 50
	mostMessages      = 50
	mostNotices       = 1000
	mostInboxes       = 200
)

// derived is what somebody owes and was told, as it stands until an instant, or
// until something happens in one of his transactions, quotations or conversations.
type derived struct {
	until   time.Time
	todos   []owed
	notices []inbox.Notice // ascending (sortNotices)
}

// inboxes keep what was derived for those who looked last, so that a page can show
// a count without reading all of somebody's transactions again. Nothing of it is
// stored, and it cannot be wrong: whoever the feed names since is derived anew.
type inboxes struct {
	mu       sync.Mutex
	position int64 // how far the feed was read
	kept     map[string]*derived
	turn     map[string]int // how often somebody was dropped
}

// drop forgets what was derived for somebody.
func (b *inboxes) drop(people ...string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.dropLocked(people...)
}

func (b *inboxes) dropLocked(people ...string) {
	for _, id := range people {
		delete(b.kept, id)
		b.turn[id]++
	}
}

// openInboxes begins at the end of the feed.
func (m *Market) openInboxes(ctx context.Context) error {
	m.inboxes.kept, m.inboxes.turn = map[string]*derived{}, map[string]int{}
	return m.skipFeed(ctx)
}

func (m *Market) skipFeed(ctx context.Context) error {
	err := m.db.QueryRowContext(ctx, "SELECT coalesce(max(position), 0) FROM torikime_event").Scan(&m.inboxes.position)
	if err != nil {
		return fmt.Errorf("read the end of the feed: %w", err)
	}
	return nil
}

// inboxOf is what somebody owes and was told, at the clock's now.
func (m *Market) inboxOf(ctx context.Context, p Person) (*derived, error) {
	b := &m.inboxes
	b.mu.Lock()
	err := m.follow(ctx)
	kept, turn := b.kept[p.ID], b.turn[p.ID]
	b.mu.Unlock()
	if err != nil {
		return nil, err
	}
	now := m.Now()
	if kept != nil && (kept.until.IsZero() || now.Before(kept.until)) {
		return kept, nil
	}
	if kept, err = m.derive(ctx, p, now); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.turn[p.ID] != turn {
		return kept, nil // right for whoever asked, old for the next
	}
	for other := range b.kept {
		if len(b.kept) < mostInboxes {
			break
		}
		delete(b.kept, other)
	}
	b.kept[p.ID] = kept
	return kept, nil
}

const (
	feedPage = 200
	// mostFeed is how much of the feed is read to find out whom it names; after a
	// longer rest, all are derived anew.
	mostFeed = 2000
)

// follow drops what the feed has changed since the last time. The lock is held.
func (m *Market) follow(ctx context.Context) error {
	b := &m.inboxes
	known := map[string]bool{}
	for read := 0; ; {
		entries, err := m.store.Tail(ctx, b.position, feedPage)
		if err != nil || len(entries) == 0 {
			return err
		}
		if read += len(entries); read > mostFeed {
			for id := range b.kept {
				b.dropLocked(id)
			}
			return m.skipFeed(ctx)
		}
		for _, e := range entries {
			if known[e.Stream] || untold(&e) {
				continue
			}
			known[e.Stream] = true
			people, err := m.peopleIn(ctx, e.Stream)
			if err != nil {
				return err
			}
			b.dropLocked(people...)
		}
		b.position = entries[len(entries)-1].Position
	}
}

// The kinds of streams that concern people as an inbox has it.
const (
	transactionStream  = "transaction/"
	quotationStream    = "quotation/"
	conversationStream = "conversation/"
)

// peopleIn are those whom a stream is about; none for other kinds.
func (m *Market) peopleIn(ctx context.Context, stream string) ([]string, error) {
	if id, ok := strings.CutPrefix(stream, transactionStream); ok {
		s, err := m.engine.State(ctx, id)
		return []string{s.Buyer, s.Seller}, ignoreUnknown(err)
	}
	if id, ok := strings.CutPrefix(stream, quotationStream); ok {
		s, err := m.engine.QuotationState(ctx, id)
		return []string{s.Buyer, s.Seller}, ignoreUnknown(err)
	}
	if id, ok := strings.CutPrefix(stream, conversationStream); ok {
		one, other, _ := conversation.People(id)
		return []string{one, other}, nil
	}
	if seller, _, ok := accountOf(stream); ok {
		return []string{seller}, nil
	}
	return nil, nil
}

func ignoreUnknown(err error) error {
	if errors.Is(err, engine.ErrNotFound) {
		return nil
	}
	return err
}

// derive reads all of somebody's transactions, quotations, conversations and
// withdrawals, as far as the bounds go.
func (m *Market) derive(ctx context.Context, p Person, now time.Time) (*derived, error) {
	d := &derived{}
	marks, err := m.readMarks(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	for _, part := range []func() error{
		func() error { return m.deriveTransactions(ctx, d, p.ID, engine.Unended, 0, marks, now) },
		func() error { return m.deriveTransactions(ctx, d, p.ID, engine.Finished, mostEnded, marks, now) },
		func() error { return m.deriveQuotations(ctx, d, p.ID, engine.Unended, 0, now) },
		func() error { return m.deriveQuotations(ctx, d, p.ID, engine.Finished, mostEnded, now) },
		func() error { return m.deriveMessages(ctx, d, p) },
		func() error { return m.derivePayouts(ctx, d, p.ID) },
	} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	sortOwed(d.todos)
	if err := m.sortNotices(ctx, d.notices); err != nil {
		return nil, err
	}
	if extra := len(d.notices) - mostNotices; extra > 0 {
		d.notices = slices.Clone(d.notices[extra:])
	}
	for i := range d.todos {
		d.turns(&d.todos[i], now)
	}
	return d, nil
}

// lasts shortens the time for which it is right.
func (d *derived) lasts(until, now time.Time) {
	if until.After(now) && (d.until.IsZero() || until.Before(d.until)) {
		d.until = until
	}
}

// turns: a to-do becomes more urgent by time alone.
func (d *derived) turns(o *owed, now time.Time) {
	if o.Due == nil {
		return
	}
	for _, u := range urgencies {
		d.lasts(o.Due.Add(-u.left), now)
	}
}

// deriveTransactions adds a list of somebody's transactions; most 0: all of it.
func (m *Market) deriveTransactions(ctx context.Context, d *derived, person string, which engine.Which, most int, marks map[string]int, now time.Time) error {
	notices := &m.policy.Notices
	q := engine.Query{Party: person, Which: which, Limit: feedPage}
	for read := 0; ; {
		page, err := m.engine.Transactions(ctx, q)
		if err != nil {
			return err
		}
		for i := range page.Items {
			s := &page.Items[i].State
			side := s.RoleOf(person)
			for _, todo := range inbox.ToDos(*s, side, marks[s.ID], now) {
				d.todos = append(d.todos, owed{ToDo: todo, service: s.Service, with: other(s.Buyer, s.Seller, side)})
			}
			events, err := m.engine.History(ctx, s.ID)
			if err != nil {
				return err
			}
			d.notices = append(d.notices, told(events, side, notices, now)...)
			if next, ok := inbox.NextReminder(events, notices, now.Add(instantly)); ok {
				d.lasts(next, now)
			}
			if next, ok := transaction.Next(*s); ok {
				d.lasts(next.At, now)
			}
		}
		read += len(page.Items)
		if q.Cursor = page.Next; q.Cursor == "" || most > 0 && read >= most {
			return nil
		}
	}
}

// instantly is the least that time moves on by.
const instantly = time.Microsecond

// told is what a side was told of a transaction, the reminders of now included: a
// clock that stands still may stand on one.
func told(events []transaction.Event, side policy.Role, n *policy.Notices, now time.Time) []inbox.Notice {
	list := inbox.Feed(events, side, n, now)
	for _, reminder := range inbox.Reminders(events, n, now, now.Add(instantly)) {
		if reminder.To == side {
			list = append(list, reminder)
		}
	}
	return list
}

func other(buyer, seller string, side policy.Role) string {
	if side == policy.Buyer {
		return seller
	}
	return buyer
}

func (m *Market) deriveQuotations(ctx context.Context, d *derived, person string, which engine.Which, most int, now time.Time) error {
	q := engine.QuotationQuery{Party: person, Which: which, Limit: feedPage}
	for read := 0; ; {
		page, err := m.engine.Quotations(ctx, q)
		if err != nil {
			return err
		}
		for i := range page.Items {
			view, err := m.engine.Quotation(ctx, page.Items[i].ID)
			if err != nil {
				return err
			}
			side := view.State.RoleOf(person)
			d.todos = append(d.todos, owedInQuotation(&view.State, view.Events, side, now)...)
			for seq := range view.Events {
				for _, n := range quotationNotices(&view, seq+1) {
					if n.To == side {
						d.notices = append(d.notices, n)
					}
				}
			}
			if lapses, ok := quotation.Next(view.State); ok {
				d.lasts(lapses, now)
			}
		}
		read += len(page.Items)
		if q.Cursor = page.Next; q.Cursor == "" || most > 0 && read >= most {
			return nil
		}
	}
}

// quotationNotices are what one event of a quotation tells, by its place from 1.
// What they say is what held then: a later proposal has an end of its own.
func quotationNotices(view *engine.QuotationView, seq int) []inbox.Notice {
	if seq > len(view.Events) {
		return nil
	}
	before := quotation.Replay(view.Events[:seq-1])
	s := quotation.Evolve(before, view.Events[seq-1])
	q := inbox.Quoted{
		ID: s.ID, Buyer: s.Buyer, Seller: s.Seller, Service: s.Service, Lapses: s.Proposal.Lapses, Price: s.Proposal.Price,
		Unseen: s.Proposal.Unseen, Appears: s.Phase == quotation.Proposed && before.Proposal.Unseen && !s.Proposal.Unseen,
	}
	return inbox.QuotationNotices(q, quotation.EntryOf(view.Events[seq-1]), seq)
}

// messageNotice is what a message outside of talkrooms tells, once an operator has
// nothing to look at any more, and from then on: whom it was sent to if he sees it,
// and its author if it is kept back (T8.4).
func messageNotice(id string, msg *conversation.Message) (inbox.Notice, bool) {
	at := msg.At.UTC()
	if !msg.LookedAt.IsZero() {
		at = msg.LookedAt.UTC()
	}
	switch {
	case msg.Held:
		return inbox.Notice{}, false
	case msg.Withheld:
		return inbox.WithheldNotice(id, msg.Seq, msg.By, msg.To, at), true
	}
	return inbox.MessageNotice(id, msg.Seq, msg.By, msg.To, at), true
}

// deriveMessages adds what somebody was told of messages outside of talkrooms.
func (m *Market) deriveMessages(ctx context.Context, d *derived, p Person) error {
	ids, err := m.liveliest(ctx, p.ID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		one, other, _ := conversation.People(id)
		page, err := m.engine.Conversation(ctx, engine.MessageQuery{A: one, B: other, Limit: mostMessages})
		if err != nil {
			return err
		}
		for i := range page.Items {
			if n, ok := messageNotice(id, &page.Items[i]); ok && n.Person == p.ID {
				d.notices = append(d.notices, n)
			}
		}
	}
	return nil
}

// liveliest are the conversations of somebody's in which something happened last. The
// engine lists them as they were begun, and an old one may have a new message.
func (m *Market) liveliest(ctx context.Context, person string) (ids []string, err error) {
	rows, err := m.db.QueryContext(ctx, `SELECT substr(s.id, length(?1) + 1) FROM torikime_label l JOIN torikime_stream s ON s.no = l.stream
		WHERE l.label = 'conversing/' || ?2 ORDER BY s.at DESC, s.no DESC LIMIT ?3`, conversationStream, person, mostConversations)
	if err != nil {
		return nil, fmt.Errorf("list the conversations of %s: %w", person, err)
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
