package payout

import (
	"fmt"
	"strconv"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/internal/stamp"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/transfer"
)

// Decide judges one command at an instant, by what the policy in force says of
// payouts (T1.9). It answers with the events that follow, none if the command
// changes nothing, or with a rejection that names its rule.
func Decide(s State, c Command, p policy.Payout, at time.Time) ([]Event, *policy.Rejection) {
	at = stamp.At(at, s.LastAt)
	switch c := c.(type) {
	case Credit:
		return s.credit(&c, at)
	case TakeBackEarnings:
		return s.takeBack(&c, at)
	case NoteTakenBack:
		return s.noteTakenBack(&c, at)
	case UndoTakenBack:
		return s.undo(&c, at)
	case PayOut:
		return s.payOut(&c, p, at)
	case NotePayout:
		return s.notePayout(&c, at)
	}
	return nil, policy.Reject(policy.Invalid, "T0.9", "unknown_command").With("command", fmt.Sprintf("%T", c))
}

// Handle is Decide, and the state that follows. Nothing is ever overdue here.
func Handle(s State, c Command, p policy.Payout, at time.Time) (State, []Event, *policy.Rejection) {
	events, no := Decide(s, c, p, at)
	if no != nil {
		return s, nil, no
	}
	for _, e := range events {
		s = Evolve(s, e)
	}
	return s, events, nil
}

// credit is T10.2.
func (s *State) credit(c *Credit, at time.Time) ([]Event, *policy.Rejection) {
	if no := s.checkCredit(c); no != nil {
		return nil, no
	}
	known := make(map[string]bool, s.Transactions+len(c.Earnings))
	for old := range s.credits.all() {
		known[old.Transaction] = true
	}
	var events []Event
	total := s.Credited
	for _, e := range c.Earnings {
		if known[e.Transaction] {
			continue
		}
		known[e.Transaction] = true
		if total += e.Amount.Units(); total > money.Max {
			return nil, policy.Reject(policy.Conflict, "T10.2", "beyond").With("max", money.New(money.Max, e.Amount.Currency()).String())
		}
		events = append(events, Credited{At: at, Seller: c.Seller, Transaction: e.Transaction, Amount: e.Amount, ClosedAt: e.ClosedAt})
	}
	return events, nil
}

// takeBack is T3.15: not more than the transaction earned, and than is still there.
func (s *State) takeBack(c *TakeBackEarnings, at time.Time) ([]Event, *policy.Rejection) {
	if no := s.checkTakeBack(c); no != nil {
		return nil, no
	}
	if t, ok := s.TookBack(c.Ref); ok {
		if t.Transaction != c.Transaction || t.Amount != c.Amount {
			return nil, policy.Reject(policy.Conflict, "T3.15", "taken_back").With("ref", c.Ref)
		}
		return nil, nil
	}
	if left := s.Left(c.Transaction); c.Amount.Units() > left.Units() {
		return nil, policy.Reject(policy.Invalid, "T3.15", "more_than_earned").With("max", left.String())
	}
	return []Event{TakenBack{
		At: at, Ref: c.Ref, Transaction: c.Transaction, Amount: c.Amount, By: c.By.ID, Reason: transaction.Text{Body: c.Reason},
	}}, nil
}

func (s *State) noteTakenBack(c *NoteTakenBack, at time.Time) ([]Event, *policy.Rejection) {
	if _, ok := s.TookBack(c.Ref); !ok {
		return nil, noTakeBack(c.Ref)
	}
	if s.uncopied(c.Ref) < 0 {
		return nil, nil
	}
	return []Event{TakenBackStored{At: at, Ref: c.Ref}}, nil
}

func (s *State) undo(c *UndoTakenBack, at time.Time) ([]Event, *policy.Rejection) {
	if s.uncopied(c.Ref) < 0 {
		return nil, noTakeBack(c.Ref)
	}
	return []Event{TakenBackUndone{At: at, Ref: c.Ref}}, nil
}

func noTakeBack(ref string) *policy.Rejection {
	return policy.Reject(policy.WrongState, "T3.15", "no_take_back").With("ref", ref)
}

// FeeOf is what a payout of an amount costs (T10.5): the policy's fee below its
// threshold, in its currency; nothing in another.
func FeeOf(p policy.Payout, amount money.Money) money.Money {
	if p.Fee != nil && p.FreeFrom != nil {
		if order, err := amount.Cmp(*p.FreeFrom); err == nil && order < 0 {
			return *p.Fee
		}
	}
	return money.New(0, amount.Currency())
}

// payOut is T10.5.
func (s *State) payOut(c *PayOut, p policy.Payout, at time.Time) ([]Event, *policy.Rejection) {
	if no := s.checkPayOut(c); no != nil {
		return nil, no
	}
	if c.Amount.Units() > s.balance() {
		available := money.New(s.balance(), c.Amount.Currency())
		return nil, policy.Reject(policy.Conflict, "T10.5", "more_than_available").With("max", available.String())
	}
	fee := FeeOf(p, c.Amount)
	net := money.New(c.Amount.Units()-fee.Units(), c.Amount.Currency())
	if net.Sign() <= 0 {
		least := money.New(fee.Units()+1, fee.Currency())
		return nil, policy.Reject(policy.Invalid, "T10.5", "fee_takes_all").With("fee", fee.String()).With("min", least.String())
	}
	return []Event{PayoutRequested{
		At: at, No: s.Payouts + 1, Amount: c.Amount, Fee: fee, Net: net, Provider: c.Provider, To: c.To,
		Postings: posted(c.Amount.Currency(), move{ledger.Available, ledger.Payouts, net.Units()}, move{ledger.Available, ledger.Fees, fee.Units()}),
	}}, nil
}

// notePayout takes what a transfer says, in whatever order it comes.
func (s *State) notePayout(c *NotePayout, at time.Time) ([]Event, *policy.Rejection) {
	if no := checkStage(c); no != nil {
		return nil, no
	}
	p, ok := s.payout(c.No)
	if !ok {
		return nil, policy.Reject(policy.Conflict, "T10.5", "no_payout").With("no", strconv.Itoa(c.No))
	}
	switch back := p.Stage == transfer.Declined || p.Stage == transfer.Returned; {
	case p.Stage == c.Stage, c.Stage == transfer.Called && p.Stage != transfer.Asked, c.Stage != transfer.Confirmed && back:
		return nil, nil
	case c.Stage == transfer.Called:
		return []Event{PayoutSent{At: at, No: p.No}}, nil
	case c.Stage == transfer.Confirmed:
		return []Event{s.confirmed(&p, at)}, nil
	case c.Stage == transfer.Declined:
		return []Event{PayoutDeclined{At: at, No: p.No, Reason: tidy(c.Reason), Postings: p.comesBack()}}, nil
	}
	return []Event{PayoutReturned{At: at, No: p.No, Reason: tidy(c.Reason), Postings: p.comesBack()}}, nil
}

// confirmed is the arrival of a payout. One that the seller was given back before,
// and that arrives after all, is taken from his balance again, as far as it goes:
// the account is never below zero, and what is missing the platform has lost.
func (s *State) confirmed(p *Payout, at time.Time) PayoutConfirmed {
	e := PayoutConfirmed{At: at, No: p.No}
	net := p.Net.Units()
	if p.UnderWay() {
		e.Postings = posted(s.Currency, move{ledger.Payouts, ledger.Clearing, net})
		return e
	}
	taken := min(p.Amount.Units(), s.balance())
	if lost := p.Amount.Units() - taken; lost > 0 {
		e.Lost = money.New(lost, s.Currency)
	}
	e.Postings = posted(s.Currency,
		move{ledger.Available, ledger.Clearing, min(taken, net)}, move{ledger.Fees, ledger.Clearing, net - min(taken, net)},
		move{ledger.Available, ledger.Fees, max(0, taken-net)},
	)
	return e
}

// comesBack gives the seller what was taken from him, from where it is now.
func (p *Payout) comesBack() []ledger.Posting {
	net, cur := p.Net.Units(), p.Amount.Currency()
	if p.UnderWay() {
		return posted(cur, move{ledger.Payouts, ledger.Available, net}, move{ledger.Fees, ledger.Available, p.Fee.Units()})
	}
	return posted(cur,
		move{ledger.Clearing, ledger.Available, min(p.taken, net)}, move{ledger.Clearing, ledger.Fees, net - min(p.taken, net)},
		move{ledger.Fees, ledger.Available, max(0, p.taken-net)},
	)
}

// move is a posting that may be of nothing.
type move struct {
	from, to ledger.Account
	units    int64
}

// posted leaves out what moves nothing.
func posted(cur money.Currency, list ...move) []ledger.Posting {
	postings := make([]ledger.Posting, 0, len(list))
	for _, m := range list {
		if m.units > 0 {
			postings = append(postings, ledger.Posting{From: m.from, To: m.to, Amount: money.New(m.units, cur)})
		}
	}
	return postings
}
