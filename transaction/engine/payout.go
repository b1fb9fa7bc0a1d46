package engine

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

// PayoutOrder is a seller's order to pay him out.
type PayoutOrder struct {
	// By is the seller himself.
	By transaction.Actor
	// Amount leaves his balance; the fee of the policy in force is taken from it (T10.5).
	Amount money.Money
	// Provider carries it out; empty: the first of Options.Providers. To is its own id
	// of the seller's account.
	Provider, To string
}

// PayOut withdraws earnings (T10.5). What has closed by now counts (T0.8); a seller
// whose account was deleted is refused (T9.4). It only notes the payout: React, or
// Run, has the provider carry it out. Errors are those of Do.
func (e *Engine) PayOut(ctx context.Context, o PayoutOrder, call AccountCall) (AccountOutcome, error) {
	now := e.Now()
	command := payout.PayOut{By: o.By, Amount: o.Amount, Provider: o.Provider, To: o.To}
	able := e.paysOut(&command)
	if !validID(o.By.ID) || o.Amount.Currency() == (money.Currency{}) {
		_, no := payout.Decide(payout.State{}, command, policy.Payout{}, now)
		return AccountOutcome{}, no
	}
	if !call.DryRun {
		if err := e.settlePerson(ctx, now, o.By.ID); err != nil {
			return AccountOutcome{}, err
		}
	}
	w, err := e.accountWork(o.By.ID, o.Amount.Currency(), command.Name(), now, call)
	if err != nil {
		return AccountOutcome{}, err
	}
	w.enter = func(ctx context.Context) (func(), error) { return e.present(ctx, o.By.ID) }
	w.judge = func(s payout.State, at time.Time) (payout.State, []payout.Event, *policy.Rejection) {
		after, events, no := payout.Handle(s, command, w.crediting.terms, at)
		if no == nil && !able {
			no = policy.Reject(policy.Invalid, "T10.5", "provider").With("provider", command.Provider)
		}
		return after, events, no
	}
	return w.do(ctx)
}

// paysOut reports whether the provider of a payout pays sellers in its currency. It
// names the first one if none is named.
func (e *Engine) paysOut(c *payout.PayOut) bool {
	p, err := e.provider(c.Provider)
	if err != nil {
		return false
	}
	profile := p.Profile()
	c.Provider = profile.Name
	return profile.Payouts && (len(profile.Currencies) == 0 || slices.Contains(profile.Currencies, c.Amount.Currency()))
}

// payoutTransferID names the transfer of a payout: the account's digest, for a
// seller's id may be as long as an id can be, and the payout's number.
func payoutTransferID(account string, no int) string {
	sum := sha256.Sum256([]byte(account))
	return "payout-" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:26]) + "." + strconv.Itoa(no)
}

// payoutOf is the account and the number of the payout that a transfer carries out.
func payoutOf(o *transfer.Order) (account string, no int) {
	_, digits, _ := strings.Cut(o.ID, ".")
	no, _ = strconv.Atoi(digits) // 0 is no payout's, and refused
	return accountID(o.Amount.Currency(), o.Seller), no
}

// payoutOrders are the transfers of the payouts that have none yet.
func payoutOrders(s *payout.State) []transfer.Order {
	var orders []transfer.Order
	account := accountID(s.Currency, s.Seller)
	for i := range s.Open {
		if p := &s.Open[i]; p.Stage == transfer.Asked {
			orders = append(orders, transfer.Order{
				ID: payoutTransferID(account, p.No), Kind: transfer.Payout, Provider: p.Provider,
				Amount: p.Net, Seller: s.Seller, Cause: p.Seq, To: p.To,
			})
		}
	}
	return orders
}

// notePayout lets an account hear how the transfer of one of its payouts stands;
// harmless if it knows.
func (e *Engine) notePayout(ctx context.Context, account string, no int, phase transfer.Phase, reason string) error {
	c := payout.NotePayout{No: no, Stage: phase, Reason: reason}
	w := &work[payout.State, payout.Event, AccountOutcome]{
		e: e, m: &e.accounts.machine, stream: e.accounts.stream(account), name: c.Name(), now: e.Now(),
	}
	w.judge = func(s payout.State, at time.Time) (payout.State, []payout.Event, *policy.Rejection) {
		return payout.Handle(s, c, policy.Payout{}, at)
	}
	w.outcome = func(context.Context, *change[payout.State, payout.Event]) (o AccountOutcome, err error) {
		return o, nil
	}
	_, err := w.do(ctx)
	return err
}

// requestPayouts makes the transfers of an account's payouts that have none. A process
// that dies between the two writes leaves a transfer that the next one meets.
func (e *Engine) requestPayouts(ctx context.Context, stream string) (made int, err error) {
	l, err := e.accounts.load(ctx, e.st, stream, false)
	if err != nil {
		return 0, err
	}
	for _, o := range payoutOrders(&l.state) {
		if err := e.requestTransfer(ctx, o); err != nil {
			return made, err
		}
		account, no := payoutOf(&o)
		if err := e.notePayout(ctx, account, no, transfer.Called, ""); err != nil {
			return made, err
		}
		made++
	}
	return made, nil
}

// tellPayout lets the account of a payout hear what became of it.
func (e *Engine) tellPayout(ctx context.Context, s *transfer.State) error {
	account, no := payoutOf(&s.Order)
	return e.notePayout(ctx, account, no, s.Phase, s.Reason)
}

// openPayouts adds the payouts of a seller's that are under way (T9.4).
func (e *Engine) openPayouts(ctx context.Context, seller string, open []Unfinished) ([]Unfinished, error) {
	for s, err := range labelledStates(ctx, e, &e.accounts.machine, payoutsLabel(seller), e.Now()) {
		if err != nil {
			return nil, err
		}
		for _, p := range s.Open {
			id := payoutTransferID(accountID(s.Currency, s.Seller), p.No)
			open = append(open, Unfinished{Kind: "payout", ID: id, Phase: p.Stage.String()})
		}
	}
	return open, nil
}
