package market

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/outbox"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/inbox/mail"
)

// mailName is what the outbox of mails is called.
const mailName = "mail"

// openOutbox prepares the mails, if there are any.
func (m *Market) openOutbox(ctx context.Context, o *Options) error {
	if o.Mail == nil {
		return nil
	}
	settings := *o.Mail
	settings.Recipient = m.recipient
	settings.Link = func(n inbox.Notice) string { return o.URL + PageOf(&n) }
	channel, err := mail.New(settings)
	if err != nil {
		return err
	}
	m.outbox, err = outbox.New(m.store, outbox.Options{
		Name: mailName, Channel: channel, Source: source{m}, Clock: m.clock, Log: m.log,
		Timeout: max(time.Minute, 2*settings.Timeout),
	})
	if err != nil {
		return err
	}
	return m.indexReminders(ctx)
}

// PageOf is the path of the page that a notice is about.
func PageOf(n *inbox.Notice) string {
	switch {
	case n.Transaction != "":
		return "/talkrooms/" + url.PathEscape(n.Transaction)
	case n.Quotation != "":
		return "/quotations/" + url.PathEscape(n.Quotation)
	case n.Conversation != "":
		return "/messages/" + url.PathEscape(n.Other)
	case n.Payout != "":
		currency, _, _ := strings.Cut(n.Payout, "-")
		return "/earnings?currency=" + url.QueryEscape(currency)
	}
	return "/inbox"
}

// runOutbox sends mails until the context ends.
func (m *Market) runOutbox(ctx context.Context) error {
	if m.outbox == nil {
		return nil
	}
	if err := m.outbox.Run(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// recipient is somebody as mail needs him. Whoever has left has no address.
func (m *Market) recipient(ctx context.Context, person string) (mail.Recipient, error) {
	chosen, err := m.preferences(ctx, person)
	if err != nil || m.people.left(person) {
		return mail.Recipient{}, err
	}
	c := m.people.reach[person]
	lang := cmp.Or(c.Language, policy.English)
	return mail.Recipient{Address: c.Email, Preferences: chosen, Reader: inbox.Reader{
		Language: lang, Platform: m.zone, Own: c.own(),
		Name: func(id string) string {
			p, _ := m.Person(id)
			return p.Name
		},
		Title: func(id string) string {
			title, err := m.titleOf(ctx, id, lang)
			if err != nil {
				m.log.WarnContext(ctx, "the title of a service in a mail", "service", id, "error", err)
			}
			return title
		},
	}}, nil
}

// mailed are notices as items for those who have an address.
func (m *Market) mailed(notices []inbox.Notice) ([]outbox.Item, error) {
	var items []outbox.Item
	for _, n := range notices {
		if m.people.reach[n.Person].Email == "" || m.people.left(n.Person) {
			continue
		}
		item, err := mail.Item(n)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

// OutboxItem is one notice on its way out of the house.
type OutboxItem struct {
	ID       string     `json:"id" doc:"The notice's"`
	Channel  string     `json:"channel" enum:"mail"`
	To       string     `json:"to" doc:"The id of whom it is for"`
	Kind     string     `json:"kind"`
	Status   string     `json:"status" enum:"waiting,sending,delivered,unwanted,rejected,given_up,unknown"`
	Attempts int        `json:"attempts" doc:"Since somebody last asked for it"`
	Detail   string     `json:"detail" doc:"What the channel said last"`
	At       time.Time  `json:"at" doc:"The instant of what it tells"`
	Changed  time.Time  `json:"changed"`
	Next     *time.Time `json:"next" doc:"When it is sent, or sent again; null: not by itself"`
}

// OutboxPage is what did not go out, or is waiting.
type OutboxPage struct {
	Items      []OutboxItem   `json:"items"`
	NextCursor *string        `json:"next_cursor"`
	Counts     map[string]int `json:"counts" doc:"By list: waiting, rejected, given_up, unknown"`
}

// failures are the lists of what needs somebody to look at it.
var failures = []outbox.List{outbox.Lost, outbox.GivenUp, outbox.RejectedOut}

// Outbox lists notices that did not go out, for operators; without a list the newest
// of each list of failures. Whatever is unknown may have gone out, and is never sent again.
func (m *Market) Outbox(ctx context.Context, v Viewer, list, cursor string, limit int) (OutboxPage, error) {
	page := OutboxPage{Items: []OutboxItem{}, Counts: map[string]int{}}
	if err := operates(v, "T9.2", "outbox"); err != nil {
		return page, err
	}
	lists := failures
	switch l := outbox.List(list); l {
	case "":
		if cursor != "" {
			return page, Invalid("cursor", "cursor", "belongs to one list; name it")
		}
	case outbox.Waiting, outbox.RejectedOut, outbox.GivenUp, outbox.Lost:
		lists = []outbox.List{l}
	default:
		return page, Invalid("list", "unknown", "waiting, rejected, given_up or unknown is right, or none for the last three")
	}
	if m.outbox == nil {
		if cursor != "" {
			return page, badCursor(store.ErrInvalid)
		}
		return page, nil
	}
	for _, l := range []outbox.List{outbox.Waiting, outbox.RejectedOut, outbox.GivenUp, outbox.Lost} {
		n, err := m.outbox.Count(ctx, l)
		if err != nil {
			return page, err
		}
		page.Counts[string(l)] = n
	}
	for _, l := range lists {
		items, next, err := m.outbox.Items(ctx, l, cursor, limit)
		if err != nil {
			return page, badCursor(err)
		}
		for i := range items {
			page.Items = append(page.Items, outboxItem(&items[i]))
		}
		if len(lists) == 1 {
			page.NextCursor = cursorOf(next)
		}
	}
	return page, nil
}

func outboxItem(r *outbox.Record) OutboxItem {
	return OutboxItem{
		ID: r.Item.ID, Channel: mailName, To: r.Item.To, Kind: r.Item.Kind, Status: string(r.Status),
		Attempts: r.Attempts, Detail: r.Detail, At: r.Item.At, Changed: r.Changed, Next: instant(r.Next),
	}
}

// Resend sends a notice again that was rejected or given up, by an operator. One that
// may have gone out is refused, and so is one that has.
func (m *Market) Resend(ctx context.Context, v Viewer, id string) (OutboxItem, error) {
	if err := operates(v, "T9.2", "retry"); err != nil {
		return OutboxItem{}, err
	}
	if m.outbox == nil || id == "" || len(id) > outbox.MaxID {
		return OutboxItem{}, ErrNotFound
	}
	err := m.outbox.Retry(ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrInvalid):
		return OutboxItem{}, ErrNotFound
	case errors.Is(err, outbox.ErrMayHaveBeenSent):
		return OutboxItem{}, policy.Reject(policy.WrongState, "T9.2", "maybe_sent")
	case errors.Is(err, store.ErrConflict):
		return OutboxItem{}, policy.Reject(policy.WrongState, "T9.2", "not_failed")
	case err != nil:
		return OutboxItem{}, fmt.Errorf("retry %.80q: %w", id, err)
	}
	r, err := m.outbox.Item(ctx, id)
	return outboxItem(&r), err
}
