package market

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/inbox"
)

// Notice is one notice in words (T9.2).
type Notice struct {
	ID             string       `json:"id" doc:"Stable: the same notice always has it"`
	TransactionID  *string      `json:"transaction_id" doc:"null: it is about something else"`
	QuotationID    *string      `json:"quotation_id" doc:"null: it is about something else"`
	ConversationID *string      `json:"conversation_id" doc:"Of messages outside of talkrooms; null: it is about something else"`
	PayoutID       *string      `json:"payout_id" doc:"Of withdrawals (T10.5); null: it is about something else"`
	Kind           string       `json:"kind" doc:"What it tells, for programs; those that begin with remind_ are reminders (T9.3)"`
	Topic          string       `json:"topic" doc:"What channels are chosen by"`
	At             time.Time    `json:"at" doc:"When it happened, or when the reminder was due"`
	Seq            int          `json:"seq,omitempty" doc:"Of the event; none: a reminder"`
	Other          string       `json:"other" doc:"The other side's id; empty: there is none"`
	Title          string       `json:"title" doc:"In the language that is asked for"`
	Body           string       `json:"body" doc:"In the language that is asked for; instants in the platform's zone"`
	Amount         *money.Money `json:"amount,omitempty"`
	Fee            *money.Money `json:"fee,omitempty" doc:"Of a payout"`
	Due            *time.Time   `json:"due" doc:"By when to act, or when something happens by itself; null: no instant"`
	Read           bool         `json:"read"`
}

// NoticePage is one page of notices.
type NoticePage struct {
	Items      []Notice `json:"items"`
	NextCursor *string  `json:"next_cursor" doc:"Send it back as after, or as cursor; null at the end"`
	Unread     int      `json:"unread" doc:"Of all notices, not of this page alone"`
}

// NoticeQuery asks for notices.
type NoticeQuery struct {
	// After is the NextCursor of the page before, or a notice's id: what comes behind it
	// in the list. Empty: from its beginning.
	After string
	// Newest turns the list around.
	Newest bool
	Limit  int
}

// Notices lists what the viewer was told, up to now, the oldest first or the newest.
// The list is derived from what happened; the marks of what was read are stored.
//
// Whoever goes on after the cursor of an ascending page misses nothing and gets
// nothing twice, whatever bears the same instant. The list holds the newest 1,000.
func (m *Market) Notices(ctx context.Context, v Viewer, q NoticeQuery) (NoticePage, error) {
	page := NoticePage{Items: []Notice{}}
	all, read, err := m.noticesOf(ctx, v.Person)
	if err != nil {
		return page, err
	}
	for i := range all {
		if !read.has(&all[i]) {
			page.Unread++
		}
	}
	list, next, err := q.take(all)
	if err != nil {
		return page, err
	}
	page.NextCursor = cursorOf(next)
	for i := range list {
		shown, err := m.notice(ctx, v, &list[i])
		if err != nil {
			return page, err
		}
		shown.Read = read.has(&list[i])
		page.Items = append(page.Items, shown)
	}
	return page, nil
}

// noticesOf is the whole list, ascending, and what of it was read.
func (m *Market) noticesOf(ctx context.Context, p Person) (all []inbox.Notice, read seen, err error) {
	kept, err := m.inboxOf(ctx, p)
	if err != nil {
		return nil, read, err
	}
	var text string
	err = m.db.QueryRowContext(ctx, "SELECT seen FROM market_noticed WHERE person = ?", p.ID).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return kept.notices, read, nil
	}
	read, _ = readSeen(text)
	return kept.notices, read, err
}

// take is one page of a list, and the cursor of the next.
func (q *NoticeQuery) take(all []inbox.Notice) (page []inbox.Notice, next string, err error) {
	var had seen
	at := slices.IndexFunc(all, func(n inbox.Notice) bool { return n.ID == q.After })
	cursor, isCursor := readSeen(q.After)
	switch {
	case q.After == "":
		at = len(all) // where the newest begin
	case at >= 0:
		had = had.and(all, func(i int) bool { return i <= at })
	case isCursor && !q.Newest:
		had = cursor
	default:
		return nil, "", Invalid("after", "cursor", "is no cursor of this list; take next_cursor of the page before, or the id of a notice, or none")
	}
	if q.Newest {
		from := max(0, at-q.Limit)
		page = slices.Clone(all[from:at])
		slices.Reverse(page)
		if from > 0 {
			next = page[len(page)-1].ID
		}
		return page, next, nil
	}
	given := map[string]bool{}
	for i := range all {
		if had.has(&all[i]) {
			continue
		}
		if len(page) == q.Limit {
			last := had.and(all, func(i int) bool { return given[all[i].ID] })
			return page, last.String(), nil
		}
		given[all[i].ID] = true
		page = append(page, all[i])
	}
	return page, "", nil
}

// notice puts one into words.
func (m *Market) notice(ctx context.Context, v Viewer, n *inbox.Notice) (Notice, error) {
	reader, err := m.reader(ctx, n, v.Language, nil)
	if err != nil {
		return Notice{}, err
	}
	shown := Notice{
		ID: n.ID, TransactionID: nullable(n.Transaction), QuotationID: nullable(n.Quotation), ConversationID: nullable(n.Conversation),
		PayoutID: nullable(n.Payout), Kind: string(n.Kind), Topic: string(n.Kind.Topic()), At: n.At, Seq: n.Seq, Other: n.Other, Amount: n.Amount, Fee: n.Fee, Due: instant(n.Due),
	}
	shown.Title, shown.Body = n.Text(reader)
	return shown, nil
}

// reader is somebody for whom a notice is put into words.
func (m *Market) reader(ctx context.Context, n *inbox.Notice, lang policy.Language, own *time.Location) (inbox.Reader, error) {
	title, err := m.titleOf(ctx, n.Service, lang)
	return inbox.Reader{
		Language: lang, Platform: m.zone, Own: own,
		Name: func(id string) string {
			p, _ := m.Person(id)
			return p.Name
		},
		Title: func(string) string { return title },
	}, err
}

// homeZone is the platform's zone, under the name that people know.
func homeZone(t *policy.Time) *time.Location {
	if t.Zone == "Asia/Tokyo" {
		return time.FixedZone("JST", int(t.Offset))
	}
	return inbox.FixedZone(t.Offset)
}

// Unread is how many notices are not read yet.
type Unread struct {
	Unread int `json:"unread"`
}

// MarkNotices notes that the viewer has read his notices up to one, in the
// ascending list. A mark never goes back.
func (m *Market) MarkNotices(ctx context.Context, v Viewer, upTo string, call Call) (Done[Unread], error) {
	var done Done[Unread]
	all, read, err := m.noticesOf(ctx, v.Person)
	if err != nil {
		return done, err
	}
	at := slices.IndexFunc(all, func(n inbox.Notice) bool { return n.ID == upTo })
	if at < 0 {
		return done, Invalid("up_to", "unknown", "is no notice of yours; the id of one is right")
	}
	read = read.and(all, func(i int) bool { return i <= at })
	for i := range all {
		if !read.has(&all[i]) {
			done.Value.Unread++
		}
	}
	if done.JSON, err = json.Marshal(done.Value); err != nil || call.DryRun {
		return done, err
	}
	call.Key = scoped(v.Person, call.Key)
	done.JSON, done.Repeated, err = m.write(ctx, m.Now(), call, done.JSON, func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO market_noticed (person, seen) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET seen = excluded.seen", v.ID, read.String())
		return err
	})
	if err != nil {
		return done, err
	}
	return done, json.Unmarshal(done.JSON, &done.Value)
}

// Counts are what a frame shows: how much is owed, and how much was not read.
type Counts struct{ ToDos, Unread int }

// Counts counts the viewer's to-dos and his unread notices.
func (m *Market) Counts(ctx context.Context, v Viewer) (c Counts, err error) {
	kept, err := m.inboxOf(ctx, v.Person)
	if err != nil {
		return c, err
	}
	all, read, err := m.noticesOf(ctx, v.Person)
	c.ToDos = len(kept.todos)
	for i := range all {
		if !read.has(&all[i]) {
			c.Unread++
		}
	}
	return c, err
}
