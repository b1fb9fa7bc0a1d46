package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/transfer"
)

// transferRow is one movement of money as an operator reads it.
type transferRow struct {
	market.Transfer
	How, Who, Room string
	Since          moment
	// Last is the last thing that happened to it; nil: not looked at.
	Last  *moment
	Badge string
}

// RoomID is the transaction's id; empty: none.
func (r transferRow) RoomID() string {
	if r.Transaction == nil {
		return ""
	}
	return *r.Transaction
}

// transferBadges are the colours of a transfer's states.
var transferBadges = map[string]string{"asked": "warn", "sent": "warn", "confirmed": "good", "declined": "", "returned": "bad"}

func (v *visit) transferRow(t market.Transfer) transferRow {
	row := transferRow{Transfer: t, How: v.how(t.Provider, t.Method), Since: v.moment(t.RequestedAt), Badge: transferBadges[t.State]}
	if t.Work == "stuck" {
		row.Badge = "bad"
	}
	switch {
	case t.Buyer != nil:
		row.Who = v.say("transfer.buyer", "who", v.name(*t.Buyer))
	case t.Seller != nil:
		row.Who = v.say("transfer.seller", "who", v.name(*t.Seller))
	}
	return row
}

// transfersPage is a list of them.
type transfersPage struct {
	Rows  []transferRow
	Next  string
	First bool
	// What was asked for.
	Person, Transaction string
	Stuck               bool
	Failed              *failure
}

func (v *visit) transfersPage(q market.TransferQuery) (transfersPage, error) {
	q.Cursor, q.Limit = v.r.URL.Query().Get("cursor"), pageSize
	page := transfersPage{First: q.Cursor == "", Person: q.Person, Transaction: q.Transaction, Stuck: q.Stuck}
	list, err := v.market.Transfers(v.r.Context(), v.viewer(), q)
	for _, t := range list.Items {
		page.Rows = append(page.Rows, v.transferRow(t))
	}
	if list.NextCursor != nil {
		page.Next = *list.NextCursor
	}
	return page, err
}

// deskMoney lists the movements of money on which an operator decides (T10.3).
func (v *visit) deskMoney() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	page, err := v.transfersPage(market.TransferQuery{Stuck: true})
	if err != nil {
		return err
	}
	for i := range page.Rows {
		row := &page.Rows[i]
		t, err := v.market.Transfer(v.r.Context(), v.viewer(), row.ID)
		if err != nil {
			return err
		}
		if n := len(t.Events); n > 0 {
			row.Last = v.maybe(&t.Events[n-1].At)
		}
		if row.Room, err = v.roomTitle(row.Transaction); err != nil {
			return err
		}
	}
	return v.show(http.StatusOK, "money", "desk.money.title", page)
}

// roomTitle is that of a transaction; empty: there is none.
func (v *visit) roomTitle(id *string) (string, error) {
	if id == nil {
		return "", nil
	}
	room, err := v.market.Talkroom(v.r.Context(), v.viewer(), *id)
	if errors.Is(err, market.ErrNotFound) {
		return *id, nil
	}
	return room.Title, err
}

// transfers lists all movements of money, or those of a person or a transaction.
func (v *visit) transfers() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	q := v.r.URL.Query()
	of := market.TransferQuery{Person: q.Get("person"), Transaction: q.Get("transaction"), Stuck: q.Get("stuck") != ""}
	page, err := v.transfersPage(of)
	if failed, ok := v.failed("find", v.asked(), err); ok && err != nil {
		page.Failed = failed
		return v.show(failed.Status, "transfers", "transfers.title", page)
	}
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, "transfers", "transfers.title", page)
}

// transferPage is one movement of money with its history, and what can be decided.
type transferPage struct {
	transferRow
	First *moment
	Again *moment
	Lines []transferLine
	Acts  []takeoverAct
}

// transferLine is one line of its history.
type transferLine struct {
	market.TransferEntry
	At   moment
	What string
	Who  string
}

// takeoverAct is one of the three decisions, or the reason why it is none.
type takeoverAct struct {
	How, Follows string
	No           *market.Refusal
	Failed       *failure
}

func (v *visit) transfer() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	return v.transferPage(v.r.PathValue("id"), nil)
}

func (v *visit) transferPage(id string, f *failure) error {
	t, err := v.market.Transfer(v.r.Context(), v.viewer(), id)
	if err != nil {
		return err
	}
	page := transferPage{transferRow: v.transferRow(t.Transfer), First: v.maybe(t.SentAt), Again: v.maybe(t.NextAt)}
	if page.Room, err = v.roomTitle(t.Transaction); err != nil {
		return err
	}
	for _, e := range t.Events {
		line := transferLine{TransferEntry: e, At: v.moment(e.At), What: v.transferEvent(&e)}
		if e.By != "" {
			line.Who = v.name(e.By)
		}
		page.Lines = append(page.Lines, line)
	}
	slices.Reverse(page.Lines) // the newest first
	if t.Work == "stuck" || f != nil {
		page.Acts = v.takeovers(&t.Transfer, f)
	}
	code := http.StatusOK
	if f != nil {
		code = f.Status
	}
	v.back = "/desk/transfers/" + id
	return v.show(code, "transfer", v.say("transfer.title."+t.Kind), page)
}

// transferEvent says what happened.
func (v *visit) transferEvent(e *market.TransferEntry) string {
	step := ""
	if e.Step != "" {
		step = v.say("transfer.step." + e.Step)
	}
	fill := []string{"step", step}
	for _, way := range []string{"." + e.How, "." + e.State, ""} {
		if key := "transfer.event." + e.Type + way; known(key) {
			return v.say(key, fill...)
		}
	}
	return e.Type
}

// takeovers asks the rules which decisions are possible; nothing is written.
func (v *visit) takeovers(t *market.Transfer, f *failure) []takeoverAct {
	var list []takeoverAct
	for _, how := range []transfer.Takeover{transfer.Retry, transfer.Settle, transfer.Abandon} {
		a := takeoverAct{How: how.String(), Follows: v.say("takeover." + how.String() + "." + t.Kind)}
		if f != nil && f.Command == a.How {
			a.Failed = f
		}
		_, err := v.market.TakeOver(v.r.Context(), v.viewer(), t.ID, how, "-", market.Call{DryRun: true})
		var no *policy.Rejection
		if errors.As(err, &no) {
			a.No = market.RefusalOf(no, v.lang)
		}
		list = append(list, a)
	}
	slices.SortStableFunc(list, func(a, b takeoverAct) int { return refusedLast(a) - refusedLast(b) })
	return list
}

func refusedLast(a takeoverAct) int {
	if a.No != nil {
		return 1
	}
	return 0
}

// takeOver decides about a movement of money that is stuck.
func (v *visit) takeOver() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	id, act := v.r.PathValue("id"), v.r.PathValue("act")
	if _, err := v.market.Transfer(v.r.Context(), v.viewer(), id); err != nil {
		return err // strangers find nothing here
	}
	var how transfer.Takeover
	if how.UnmarshalText([]byte(act)) != nil {
		return market.ErrNotFound
	}
	if _, err = v.market.TakeOver(v.r.Context(), v.viewer(), id, how, f.text("reason"), v.call(f, nil)); err == nil {
		return v.goTo("/desk/transfers/"+id, "done.takeover."+act)
	}
	if failed, ok := v.failed(act, f, err); ok {
		return v.transferPage(id, failed)
	}
	return err
}
