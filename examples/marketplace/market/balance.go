package market

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

// Sums are a seller's earnings in one currency (T10.2, T10.5).
type Sums struct {
	Available money.Money `json:"available" doc:"What can be withdrawn"`
	UnderWay  money.Money `json:"under_way" doc:"Withdrawn, and not arrived yet; fees included"`
	PaidOut   money.Money `json:"paid_out" doc:"What has arrived; without fees"`
}

// Balance is what a seller has earned and withdrawn.
type Balance struct {
	Sums
	Items      []BalanceEntry `json:"items" doc:"What led to it, newest first"`
	NextCursor *string        `json:"next_cursor"`
	Others     []Sums         `json:"others" doc:"The same in other currencies; currency asks for their items"`
	Fee        *money.Money   `json:"fee" doc:"What a payout of less than free_from costs; null: nothing"`
	FreeFrom   *money.Money   `json:"free_from"`
}

// BalanceEntry is one line of an account.
type BalanceEntry struct {
	Seq         int         `json:"seq"`
	Kind        string      `json:"kind" enum:"earning,refund,payout"`
	At          time.Time   `json:"at"`
	Amount      money.Money `json:"amount" doc:"What came, or what went"`
	Transaction string      `json:"transaction,omitempty" doc:"Of an earning, or of earnings that were refunded (T3.15)"`
	Undone      bool        `json:"undone,omitempty" doc:"A refund that could not be made; the seller has it again"`
	Payout      *Payout     `json:"payout,omitempty"`
}

// Payout is one withdrawal, as it stands.
type Payout struct {
	ID      string      `json:"id"`
	Amount  money.Money `json:"amount" doc:"What left the balance"`
	Fee     money.Money `json:"fee"`
	Net     money.Money `json:"net" doc:"What arrives"`
	State   string      `json:"state" enum:"asked,sent,confirmed,declined,returned" doc:"declined, returned: amount and fee are available again"`
	Reason  string      `json:"reason,omitempty" doc:"Why it did not arrive"`
	At      time.Time   `json:"at"`
	EndedAt *time.Time  `json:"ended_at"`
}

// home is the currency in which the policy counts; yen where it names none.
func (m *Market) home() money.Currency {
	for _, named := range []*money.Money{m.policy.Payout.FreeFrom, m.policy.Quotation.Price.Min, m.policy.Purchase.Additional.Min} {
		if named != nil {
			return named.Currency()
		}
	}
	return money.JPY
}

// Balance is the viewer's, in a currency; the zero Currency is the policy's. It is
// refused to whoever is no seller.
func (m *Market) Balance(ctx context.Context, v Viewer, cur money.Currency, cursor string, limit int) (b Balance, err error) {
	if err := sells(v); err != nil {
		return b, err
	}
	if cur == (money.Currency{}) {
		cur = m.home()
	}
	before := int64(0)
	if cursor != "" {
		if before, err = store.CursorNumber(cursor); err != nil {
			return b, badCursor(err)
		}
	}
	account, err := m.engine.Account(ctx, v.ID, cur)
	if err != nil {
		return b, notFound(err)
	}
	b = Balance{Sums: sumsOf(&account), Others: []Sums{}, Fee: account.Terms.Fee, FreeFrom: account.Terms.FreeFrom}
	b.Items, b.NextCursor = cut(balanceEntries(&account), before, limit)
	all, err := m.engine.Accounts(ctx, v.ID)
	if err != nil {
		return b, err
	}
	for i := range all {
		if all[i].Currency != cur {
			b.Others = append(b.Others, sumsOf(&all[i]))
		}
	}
	return b, nil
}

// sells refuses whoever has no earnings of his own.
func sells(v Viewer) error {
	if v.Has(policy.Seller) {
		return nil
	}
	return policy.Reject(policy.WrongActor, "T10.5", "wrong_actor")
}

// cut is the page of a list, newest first, that comes before a number; 0: the first.
func cut(list []BalanceEntry, before int64, limit int) (page []BalanceEntry, next *string) {
	page = []BalanceEntry{}
	for i := range list {
		if before > 0 && int64(list[i].Seq) >= before {
			continue
		}
		if len(page) == limit {
			last := strconv.Itoa(page[limit-1].Seq)
			return page, &last
		}
		page = append(page, list[i])
	}
	return page, nil
}

func sumsOf(v *engine.AccountView) Sums {
	var way, out int64
	for _, p := range v.State.History() {
		switch {
		case p.UnderWay():
			way += p.Amount.Units()
		case p.Stage == transfer.Confirmed:
			out += p.Net.Units()
		}
	}
	return Sums{
		Available: money.New(v.State.Balance().Units(), v.Currency), UnderWay: money.New(way, v.Currency), PaidOut: money.New(out, v.Currency),
	}
}

// balanceEntries are the lines of an account, newest first.
func balanceEntries(v *engine.AccountView) []BalanceEntry {
	payouts := map[int]Payout{}
	for _, p := range v.State.History() {
		payouts[p.No] = payoutOf(&p)
	}
	list := []BalanceEntry{}
	for i, e := range v.Events {
		line := BalanceEntry{Seq: i + 1, At: e.When().UTC()}
		switch e := e.(type) {
		case payout.Credited:
			line.Kind, line.At, line.Amount, line.Transaction = "earning", e.ClosedAt.UTC(), e.Amount, e.Transaction
		case payout.TakenBack:
			line.Kind, line.Amount, line.Transaction = "refund", e.Amount, e.Transaction
		case payout.PayoutRequested:
			p := payouts[e.No]
			line.Kind, line.Amount, line.Payout = "payout", e.Amount, &p
		}
		if line.Kind != "" && line.Amount.Sign() > 0 {
			list = append(list, line)
		}
	}
	markUndone(v.Events, list)
	slices.Reverse(list)
	return list
}

// markUndone finds the refunds that did not come about.
func markUndone(events []payout.Event, list []BalanceEntry) {
	for _, e := range events {
		undo, ok := e.(payout.TakenBackUndone)
		if !ok {
			continue
		}
		for i := range list {
			if t, ok := events[list[i].Seq-1].(payout.TakenBack); ok && t.Ref == undo.Ref {
				list[i].Undone = true
			}
		}
	}
}

// payoutID is the id of one of a seller's withdrawals: he has it among his own alone.
func payoutID(cur money.Currency, no int) string { return cur.String() + "-" + strconv.Itoa(no) }

func payoutOf(p *payout.Payout) Payout {
	return Payout{
		ID: payoutID(p.Amount.Currency(), p.No), Amount: p.Amount, Fee: p.Fee, Net: p.Net,
		State: p.Stage.String(), Reason: p.Reason, At: p.RequestedAt.UTC(), EndedAt: instant(p.EndedAt),
	}
}

// Payouts are the viewer's withdrawals in all currencies, newest first.
func (m *Market) Payouts(ctx context.Context, v Viewer) (Page[Payout], error) {
	page := Page[Payout]{Items: []Payout{}}
	if err := sells(v); err != nil {
		return page, err
	}
	all, err := m.engine.Accounts(ctx, v.ID)
	if err != nil {
		return page, err
	}
	for i := range all {
		for _, p := range all[i].State.History() {
			page.Items = append(page.Items, payoutOf(&p))
		}
	}
	slices.SortStableFunc(page.Items, func(a, b Payout) int { return b.At.Compare(a.At) })
	return page, nil
}

// PayOut withdraws a part of the viewer's earnings (T10.5). The provider carries it
// out beside; Payouts says how it stands.
func (m *Market) PayOut(ctx context.Context, v Viewer, amount money.Money, call Call) (done Done[Payout], err error) {
	if err := sells(v); err != nil {
		return done, err
	}
	provider, to, err := m.payee(v.ID)
	if err != nil {
		return done, err
	}
	out, err := m.engine.PayOut(ctx, engine.PayoutOrder{By: transaction.Seller(v.ID), Amount: amount, Provider: provider, To: to}, engine.AccountCall{
		Key: scoped(v.Person, call.Key), Input: call.Input, ExpectedSeq: call.ExpectedSeq, DryRun: call.DryRun,
		Answer: func(o engine.AccountOutcome) ([]byte, error) {
			done.Value = payoutOf(&o.State.History()[0])
			return json.Marshal(done.Value)
		},
	})
	if err != nil {
		return Done[Payout]{}, notFound(err)
	}
	done.JSON, done.Repeated = out.Answer, out.Repeated
	if out.Repeated {
		return done, json.Unmarshal(done.JSON, &done.Value)
	}
	if !call.DryRun {
		m.providers.background(func(ctx context.Context) {
			if _, err := m.engine.React(ctx); err != nil && ctx.Err() == nil {
				m.log.WarnContext(ctx, "payout not carried on yet", "seller", v.ID, "error", err)
			}
		})
	}
	return done, nil
}

// payee is who pays a seller out, and the provider's own id of his account.
func (m *Market) payee(seller string) (provider, to string, err error) {
	if c := m.people.reach[seller]; c.PayoutTo != "" {
		return c.PayoutBy, c.PayoutTo, nil
	}
	if m.providers.fake != nil {
		return m.providers.fake.Profile().Name, "test-account-" + seller, nil
	}
	return "", "", Invalid("", "payee", "no account is known to pay out to; payout_to in people.json names it")
}
