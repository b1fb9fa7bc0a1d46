package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/quotation"
	"github.com/torikime/torikime/transaction/transactiontest"
)

// Every story that the bare rules tell is told over HTTP, letter by letter. The
// people of the scripts are those of the demo.
func TestScripts_HTTP(t *testing.T) {
	t.Parallel()
	transactiontest.RunScripts(t, newHTTPWorld)
}

// noDoor are the stories that cannot be told over HTTP, and why.
var noDoor = map[string]string{
	"charges":         "its charges are made up; the server knows only those of its provider",
	"charge-too-late": "as charges",
	"own-service":     "nobody in the demo both sells and buys",
}

// paidByItself are the stories in which money comes that nobody brings: their
// purchases have a payment under way at the provider from the beginning.
var paidByItself = map[string]bool{"late-money": true}

// httpWorld plays a script against the real program, and knows nothing of it but
// its HTTP.
type httpWorld struct {
	server   *server
	byItself bool
	now      time.Time
	// services, rooms and quotations are the ids that the server gave to the script's names.
	services, rooms, quotations map[string]string
	// later are the payments that are begun and not paid, by the script's name of the room.
	later map[string]string
	// pairs are rooms by their seller and buyer.
	pairs map[[2]string]string
}

func newHTTPWorld(t testing.TB, s transactiontest.Setup) transactiontest.World {
	inForce, err := json.Marshal(s.Policy)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(file, inForce, 0o600))
	w := &httpWorld{
		server: start(t, "-policy", file), byItself: paidByItself[filepath.Base(t.Name())], later: map[string]string{},
		services: map[string]string{}, rooms: map[string]string{}, quotations: map[string]string{}, pairs: map[[2]string]string{},
	}
	t.Cleanup(w.server.stop)
	t.Cleanup(func() { // a story that is skipped without a reason fails
		script := filepath.Base(t.Name())
		if _, ok := noDoor[script]; ok != t.Skipped() {
			t.Errorf("%s: skipped is %t; noDoor says %t", script, t.Skipped(), ok)
		}
	})
	require.NoError(t, w.MoveTo(s.Start))
	return w
}

func (w *httpWorld) MoveTo(at time.Time) error {
	if at.Equal(w.now) {
		return nil
	}
	w.now = at
	return w.post("operator", "dev/clock", fields{"freeze": at.Format(time.RFC3339Nano)}, nil)
}

func (w *httpWorld) Offer(s transactiontest.Service) error {
	var listed market.Service
	err := w.post(s.Seller, "services", offered(s), &listed)
	w.services[s.Name] = listed.ID
	return err
}

func (w *httpWorld) Edit(by string, s transactiontest.Service) error {
	return w.post(by, "services/"+w.services[s.Name]+"/edit", offered(s), nil)
}

// offered is a service as its seller writes it.
func offered(s transactiontest.Service) fields {
	options := []market.OptionDraft{}
	for _, o := range s.Options {
		options = append(options, market.OptionDraft{ID: o.ID, Title: o.Title, Price: o.Price})
	}
	return fields{
		"title": s.Name, "description": s.Name, "price": s.Price, "notes_for_buyers": s.Notes,
		"options": options, "capacity": s.Capacity, "require_finished": s.RequireFinished,
	}
}

func (w *httpWorld) Pause(seller, service string) error {
	return w.post(seller, "services/"+w.services[service]+"/pause", nil, nil)
}

func (w *httpWorld) Resume(seller, service string) error {
	return w.post(seller, "services/"+w.services[service]+"/resume", nil, nil)
}

func (w *httpWorld) Accepting(service string) (bool, error) {
	var s market.Service
	err := w.get("operator", "services/"+w.services[service], &s)
	return !s.Paused, err
}

func (w *httpWorld) Purchase(o transactiontest.Order) error {
	if err := w.buys(o.Buyer); err != nil {
		return err
	}
	body := fields{"inspection": o.Inspection, "payment": payments[o.Payment]}
	if o.Quotation != "" {
		body["quotation_id"] = w.quotations[o.Quotation]
	} else {
		body["service_id"] = w.services[o.Service]
	}
	if len(o.Picked) > 0 {
		body["options"] = o.Picked
	}
	var room market.Talkroom
	if err := w.post(o.Buyer, "purchases", body, &room); err != nil {
		return err
	}
	w.rooms[o.Name], w.pairs[[2]string{room.Seller, room.Buyer}] = room.ID, room.ID
	if o.Payment != transaction.Awaited || !w.byItself {
		return nil
	}
	// By bank transfer: the provider hears of it, and the money comes when it comes.
	var out market.CheckedOut
	err := w.post(o.Buyer, "transactions/"+room.ID+"/checkout", fields{"for": "purchase", "method": "later"}, &out)
	w.later[o.Name] = out.Checkout.Transfer
	return err
}

// buys is ErrCannot for somebody who only sells in the demo.
func (w *httpWorld) buys(person string) error {
	var who market.Person
	if err := w.get(person, "me", &who); err != nil {
		return err
	}
	if !who.Has(policy.Buyer) {
		return fmt.Errorf("a purchase by %s, who only sells in the demo: %w", person, transactiontest.ErrCannot)
	}
	return nil
}

func (w *httpWorld) Send(by, to, text string) error {
	return w.post(by, "conversations/"+to+"/messages", fields{"body": text}, nil)
}

func (w *httpWorld) Quote(name string, c quotation.Command) error {
	who := c.Actor().ID
	path := "quotations/" + w.quotations[name] + "/" + c.Name()
	var body fields
	switch c := c.(type) {
	case quotation.Request:
		body, path = fields{"seller": c.Seller, "request": c.Text}, "quotations"
		if c.Service != "" {
			body["service_id"] = w.services[c.Service]
		}
	case quotation.Ask:
		body = fields{"body": c.Text}
	case quotation.Propose:
		body = fields{"price": c.Price, "delivery_date": c.Delivery, "description": c.Text}
	case quotation.Refuse:
		body = fields{"reason": c.Reason, "message": c.Text}
	case quotation.OperatorClose:
		body = fields{"reason": c.Reason}
	}
	var q market.Quotation
	err := w.post(who, path, body, &q)
	if err == nil {
		w.quotations[name] = q.ID
	}
	return err
}

func (w *httpWorld) Quotation(name string, who transaction.Actor) (transactiontest.QuotationView, error) {
	var q market.Quotation
	if err := w.get(who.ID, "quotations/"+w.quotations[name], &q); err != nil {
		return transactiontest.QuotationView{}, err
	}
	v := transactiontest.QuotationView{Phase: q.Phase, Actions: seenActions(q.Actions)}
	if q.Price != nil {
		v.Price = *q.Price
	}
	if q.Description != nil {
		v.Description = *q.Description
	}
	for _, d := range q.Deadlines {
		v.Lapses = d.At
	}
	for _, e := range q.Timeline {
		v.Timeline = append(v.Timeline, transaction.Entry{At: e.At, Type: e.Type, By: e.By, Rule: e.Rule, Reason: e.Reason, Amount: e.Amount})
	}
	return v, nil
}

// Look marks the whole talkroom as read.
func (w *httpWorld) Look(name string, who transaction.Actor) error {
	var room market.Talkroom
	if err := w.get(who.ID, "transactions/"+w.rooms[name], &room); err != nil {
		return err
	}
	return w.post(who.ID, "transactions/"+room.ID+"/read", fields{"seq": room.Seq}, nil)
}

func (w *httpWorld) ToDos(who string) ([]inbox.ToDo, error) {
	var todo market.ToDoList
	if err := w.get(who, "todo", &todo); err != nil {
		return nil, err
	}
	if todo.Count != len(todo.Items) {
		return nil, fmt.Errorf("%d to-dos are counted, %d are listed", todo.Count, len(todo.Items))
	}
	var list []inbox.ToDo
	for _, item := range todo.Items {
		if item.TransactionID == nil {
			continue
		}
		t := inbox.ToDo{Transaction: w.called(*item.TransactionID), What: inbox.What(item.What), Due: item.Due}
		if err := t.Urgency.UnmarshalText([]byte(item.Urgency)); err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

// Notices goes through the list page by page, as a program that follows it.
func (w *httpWorld) Notices(who string) ([]inbox.Notice, error) {
	var list []inbox.Notice
	for after := ""; ; {
		var page market.NoticePage
		if err := w.get(who, "notices?limit=7&after="+url.QueryEscape(after), &page); err != nil {
			return nil, err
		}
		for _, item := range page.Items {
			if item.TransactionID == nil {
				continue
			}
			n := inbox.Notice{ID: item.ID, Transaction: w.called(*item.TransactionID), Kind: inbox.Kind(item.Kind), At: item.At}
			if item.Due != nil {
				n.Due = *item.Due
			}
			list = append(list, n)
		}
		if page.NextCursor == nil {
			return list, nil
		}
		after = *page.NextCursor
	}
}

// called is the script's name for a transaction.
func (w *httpWorld) called(id string) string {
	for name, room := range w.rooms {
		if room == id {
			return name
		}
	}
	return id
}

func (w *httpWorld) Preferences(who string) (inbox.Preferences, error) {
	var answer struct{ Preferences inbox.Preferences }
	err := w.get(who, "preferences", &answer)
	return answer.Preferences, err
}

func (w *httpWorld) Prefer(who string, p inbox.Preferences) error {
	return w.post(who, "preferences", fields{"preferences": p}, nil)
}

// payments are what the fake provider is asked to do.
var payments = map[transaction.Settlement]string{
	transaction.Settled: "instant", transaction.Awaited: "later", transaction.Refused: "decline",
}

func (w *httpWorld) Do(room string, c transaction.Command) error {
	who := c.Actor()
	if pay, ok := c.(transaction.Pay); ok && who.Role == policy.System {
		return w.reports(room, pay.Payment)
	}
	if who.Role == policy.System {
		return fmt.Errorf("%s by the provider: %w", c.Name(), transactiontest.ErrCannot)
	}
	body, err := bodyOf(c)
	if err != nil {
		return err
	}
	return w.post(who.ID, "transactions/"+w.rooms[room]+"/"+c.Name(), body, nil)
}

// reports lets the money of a purchase that is paid later arrive, or not.
func (w *httpWorld) reports(room string, how transaction.Settlement) error {
	act := map[transaction.Settlement]string{transaction.Settled: "pay", transaction.Refused: "decline"}[how]
	return w.post("operator", "dev/payments/"+w.later[room], fields{"do": act}, nil)
}

func (w *httpWorld) View(name string, who transaction.Actor) (transactiontest.View, error) {
	var room market.Talkroom
	if err := w.get(who.ID, "transactions/"+w.rooms[name], &room); err != nil {
		return transactiontest.View{}, err
	}
	if room.Role != who.Role {
		return transactiontest.View{}, fmt.Errorf("%s is %s to the server, not %s", who.ID, room.Role, who.Role)
	}
	v := transactiontest.View{
		Phase: room.Phase, Paid: room.Paid, Held: room.Held, Refunded: room.Refunded, Earned: room.Earned, Fee: room.Fee,
		Actions: seenActions(room.Actions), BuyerReview: seenReview(room.Reviews.Buyer), SellerReview: seenReview(room.Reviews.Seller),
	}
	for _, d := range room.Deadlines {
		v.Deadlines = append(v.Deadlines, transactiontest.Deadline{Kind: d.Kind, Outcome: d.Outcome, At: d.At})
	}
	for _, e := range room.Timeline {
		if e.Type == "refund_noted" {
			continue // the provider's progress, of which the bare rules know nothing
		}
		v.Timeline = append(v.Timeline, e.Entry)
		if e.Type == "notes_posted" {
			v.Notes = e.Body
		}
	}
	return v, refundsAddUp(&room)
}

func (w *httpWorld) Standing(seller string) (transactiontest.Standing, error) {
	var s market.Standing
	if err := w.get("operator", "sellers/"+seller+"/standing", &s); err != nil {
		return transactiontest.Standing{}, err
	}
	v := transactiontest.Standing{Reviews: s.Reviews, Completed: s.Completed, Ended: s.Completed + s.Cancelled, Weight: s.SearchWeight}
	if s.Rating != nil {
		v.Rating = *s.Rating
	}
	if s.Rank != nil {
		v.Rank = *s.Rank
	}
	return v, nil
}

// BuyerRating is what a talkroom of the two shows to its seller. Without one there
// is no door at which he could ask.
func (w *httpWorld) BuyerRating(seller, buyer string) (float64, error) {
	id, ok := w.pairs[[2]string{seller, buyer}]
	if !ok {
		return 0, policy.Reject(policy.WrongState, "T5.9", "no_transaction")
	}
	var room market.Talkroom
	if err := w.get(seller, "transactions/"+id, &room); err != nil || room.BuyerRating == nil {
		return 0, err
	}
	return *room.BuyerRating, nil
}

// refundsAddUp compares the list of refunds with their sum: all that goes back is
// on its way (T10.1).
func refundsAddUp(room *market.Talkroom) error {
	var sum int64
	for _, r := range room.Refunds {
		sum += r.Amount.Units()
	}
	if back := money.New(sum, room.Price.Currency()); back.String() != room.Refunded.String() {
		return fmt.Errorf("refunds list %s, refunded is %s", back, room.Refunded)
	}
	return nil
}

// seenActions leaves out the read mark, which is the marketplace's own.
func seenActions(list []market.Action) []transaction.Action {
	var actions []transaction.Action
	for _, a := range list {
		if a.Command == "read" {
			continue
		}
		action := transaction.Action{Command: a.Command, Allowed: a.Allowed, Rejection: rejected(a.Rejection)}
		for _, r := range a.Reasons {
			action.Reasons = append(action.Reasons, transaction.ReasonAction{Reason: r.Reason, Allowed: r.Allowed, Rejection: rejected(r.Rejection)})
		}
		actions = append(actions, action)
	}
	return actions
}

func rejected(no *market.Refusal) *policy.Rejection {
	if no == nil {
		return nil
	}
	return rejection(no.Rule, no.Kind, no.OpensAt, no.Errors)
}

func rejection(rule, kind string, opensAt *time.Time, faults []policy.Fault) *policy.Rejection {
	no := policy.Reject(policy.Kind(kind), rule, "")
	no.Faults = faults
	if opensAt != nil {
		no.OpensAt = *opensAt
	}
	return no
}

func seenReview(r *market.Review) transactiontest.Review {
	if r == nil {
		return transactiontest.Review{}
	}
	return transactiontest.Review{
		Sent: r.Sent, Shown: r.SentAt != nil, Stars: r.Stars,
		Automatic: r.Automatic != nil && *r.Automatic, Replied: r.Reply != nil,
	}
}
