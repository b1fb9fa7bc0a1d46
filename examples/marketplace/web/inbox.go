package web

import (
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/transaction/inbox"
)

// inboxPage is what somebody owes (T9.1) and what he was told (T9.2).
type inboxPage struct {
	ToDos   []todo
	Notices []notice
	Unread  int
	// UpTo is the newest notice on the first page: marking it marks all.
	UpTo, Next string
	First      bool
	Outbox     *unsent // for operators
}

// todo is one act with its page.
type todo struct {
	market.ToDo
	Link, Name string
	By         *moment
}

// notice is one notice with its page.
type notice struct {
	market.Notice
	moment
	Link string
	By   *moment // if it is still to come
}

// unsent are the notices that did not go out.
type unsent struct {
	market.OutboxPage
	Failed int
}

// most notices on a page.
const noticesShown = 30

func (v *visit) inbox() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	page := inboxPage{First: v.r.URL.Query().Get("cursor") == ""}
	todos, err := v.market.ToDos(v.r.Context(), v.viewer())
	if err != nil {
		return err
	}
	for _, t := range todos.Items {
		page.ToDos = append(page.ToDos, todo{t, linkTo(t.TransactionID, t.QuotationID, nil, nil, "") + doing(t.What), v.name(t.With), v.maybe(t.Due)})
	}
	list, err := v.market.Notices(v.r.Context(), v.viewer(), market.NoticeQuery{After: v.r.URL.Query().Get("cursor"), Newest: true, Limit: noticesShown})
	if err != nil {
		return err
	}
	page.Unread = list.Unread
	for _, n := range list.Items {
		shown := notice{n, v.moment(n.At), linkTo(n.TransactionID, n.QuotationID, n.ConversationID, n.PayoutID, n.Other), nil}
		if n.Due != nil && n.Due.After(v.market.Now()) {
			shown.By = v.maybe(n.Due)
		}
		page.Notices = append(page.Notices, shown)
	}
	if page.First && len(list.Items) > 0 {
		page.UpTo = list.Items[0].ID
	}
	if list.NextCursor != nil {
		page.Next = *list.NextCursor
	}
	if v.isOperator() {
		out, err := v.market.Outbox(v.r.Context(), v.viewer(), "", "", noticesShown)
		if err != nil {
			return err
		}
		page.Outbox = &unsent{out, out.Counts["unknown"] + out.Counts["given_up"] + out.Counts["rejected"]}
	}
	return v.show(http.StatusOK, "inbox", "inbox.title", page)
}

// doing is where on its page something is done at once.
func doing(what string) string {
	if what == string(inbox.Pay) {
		return "#do-pay"
	}
	return ""
}

// linkTo is the page that something is about.
func linkTo(transaction, quotation, conversation, payout *string, other string) string {
	n := inbox.Notice{Other: other}
	for _, id := range []struct {
		from *string
		to   *string
	}{{transaction, &n.Transaction}, {quotation, &n.Quotation}, {conversation, &n.Conversation}, {payout, &n.Payout}} {
		if id.from != nil {
			*id.to = *id.from
		}
	}
	return market.PageOf(&n)
}

// readNotices marks as read what stood on the page, and not what came since.
func (v *visit) readNotices() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	if _, err := v.market.MarkNotices(v.r.Context(), v.viewer(), f.Get("up_to"), v.call(f, nil)); err != nil {
		return err
	}
	return v.goTo("/inbox", "said.notices_read")
}

// resend sends a notice again that did not go out, for an operator.
func (v *visit) resend() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	if _, err := v.market.Resend(v.r.Context(), v.viewer(), f.Get("id")); err != nil {
		return err
	}
	return v.goTo("/inbox", "said.resent")
}

// preferencesPage lets somebody choose his channels (T9.2).
type preferencesPage struct {
	Topics []topic
	Mail   bool
}

// topic is one kind of notice.
type topic struct {
	ID   inbox.Topic
	Mail bool
}

func (v *visit) preferences() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	chosen, err := v.market.Preferences(v.r.Context(), v.viewer())
	if err != nil {
		return err
	}
	page := preferencesPage{Mail: chosen.Mail}
	for _, id := range inbox.Topics() {
		page.Topics = append(page.Topics, topic{id, chosen.Preferences[string(id)][string(inbox.Mail)]})
	}
	return v.show(http.StatusOK, "preferences", "preferences.title", page)
}

// choose takes over what the page offers; other channels stay as they were.
func (v *visit) choose() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	chosen, err := v.market.Preferences(v.r.Context(), v.viewer())
	if err != nil {
		return err
	}
	for topic, channels := range chosen.Preferences {
		channels[string(inbox.Mail)] = f.Has("mail." + topic)
	}
	if _, err := v.market.Choose(v.r.Context(), v.viewer(), chosen.Preferences, v.call(f, nil)); err != nil {
		return err
	}
	return v.goTo("/preferences", "said.chosen")
}

// counts are for the bell of every page. A page is shown without them rather than
// not at all.
func (v *visit) counts() *market.Counts {
	if !v.in {
		return nil
	}
	c, err := v.market.Counts(v.r.Context(), v.viewer())
	if err != nil {
		v.log.Error("counts", "path", v.r.URL.Path, "error", err)
		return nil
	}
	return &c
}

// hasLooked marks a talkroom as read by whoever has its page before him: looking is no
// event and no contact (T9.1).
func (v *visit) hasLooked(room *market.Talkroom) error {
	if room.ReadSeq >= room.Seq {
		return nil
	}
	return v.market.ReadTo(v.r.Context(), v.viewer(), room.ID, room.Seq)
}
