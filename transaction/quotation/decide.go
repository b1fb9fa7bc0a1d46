package quotation

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/internal/stamp"
)

// Facts is what a decision needs from outside the quotation. The engine gathers
// it; it never comes from a client.
type Facts struct {
	// Policy is the one in force: what it says of quotations is not frozen at the
	// request, and a proposal's end is computed when it is made (T1.3).
	Policy *policy.Policy
	// Service is the one that the command or the request is about; zero: none.
	Service Service
	// Sale is what stands against the purchase beside the quotation: T1.10, T1.12,
	// T1.13; nil: nothing.
	Sale *policy.Rejection
	// Found is what was found in the texts of the command (T8.4), by Writing.Name.
	Found map[string][]policy.Found
}

// Service is what a quotation needs to know of a seller's service.
type Service struct {
	ID, Seller string
	Currency   money.Currency
}

// Decide judges one command at an instant, on a state in which everything due by
// then has happened (Advance). It answers with the events that follow, or with a
// rejection that names its rule. The order of judgement is that of package
// transaction: party, form, actor, phase, limits.
func Decide(s State, c Command, f Facts, at time.Time) ([]Event, *policy.Rejection) {
	at = stamp.At(at, s.LastAt)
	if no := admit(&s, c, &f); no != nil {
		return nil, no
	}
	events, no := decide(&s, c, &f, at)
	if no != nil {
		return nil, no
	}
	if found := f.Found[textName]; len(found) > 0 {
		events[0] = MapText(events[0], func(t transaction.Text) transaction.Text {
			t.Found = slices.Clone(found)
			return t
		})
	}
	return events, nil
}

// Handle is Advance, then Decide (T0.3). Overdue events come back beside a
// rejection too, to be stored as any sweep would (T0.9).
func Handle(s State, c Command, f Facts, now time.Time) (State, []Event, *policy.Rejection) {
	at := stamp.At(now, s.LastAt)
	s, events := Advance(s, at)
	decided, no := Decide(s, c, f, at)
	if no != nil {
		return s, events, no
	}
	for _, e := range decided {
		s = Evolve(s, e)
	}
	s, due := Advance(s, at) // a proposal that lapses at once
	return s, slices.Concat(events, decided, due), nil
}

// Next is the instant at which something happens by itself: a proposal lapses
// (T1.3). The second result is false if nothing does.
func Next(s State) (time.Time, bool) {
	if s.Phase != Proposed || s.Proposal.Lapses.IsZero() {
		return time.Time{}, false
	}
	return s.Proposal.Lapses, true
}

// Advance lets happen what is due at now, at its own instant (T0.2).
func Advance(s State, now time.Time) (State, []Event) {
	due, ok := Next(s)
	if !ok || now.Before(due) {
		return s, nil
	}
	lapsed := ProposalLapsed{At: due}
	return Evolve(s, lapsed), []Event{lapsed}
}

// decide is what follows from a command that was admitted.
func decide(s *State, c Command, f *Facts, at time.Time) ([]Event, *policy.Rejection) {
	switch c := c.(type) {
	case Request:
		return []Event{RequestMade{
			At: at, ID: c.ID, Buyer: c.By.ID, Seller: asked(&c, f), Service: c.Service, Text: words(c.Text),
		}}, nil
	case Ask:
		return []Event{Asked{At: at, By: c.By.Role, Text: words(c.Text)}}, nil
	case Propose:
		return propose(s, &c, f, at)
	case Refuse:
		return []Event{RequestRefused{At: at, Reason: c.Reason, Text: words(c.Text)}}, nil
	case Withdraw:
		return []Event{TakenBack{At: at, By: c.By.Role}}, nil
	case Buy:
		return buy(s, &c, f, at)
	case OperatorClose:
		return []Event{TakenBack{At: at, By: policy.Operator, Text: words(c.Reason)}}, nil
	case OperatorShow:
		if no := s.waits(c.Seq); no != nil {
			return nil, no
		}
		return []Event{TextShown{At: at, By: c.By.ID, Seq: c.Seq, Text: words(c.Reason)}}, nil
	case OperatorWithhold:
		if no := s.waits(c.Seq); no != nil {
			return nil, no
		}
		return []Event{TextWithheld{At: at, By: c.By.ID, Seq: c.Seq, Text: words(c.Reason)}}, nil
	}
	return nil, unknown(c)
}

func words(body string) transaction.Text { return transaction.Text{Body: body} }

func unknown(c Command) *policy.Rejection {
	return policy.Reject(policy.Invalid, "T0.9", "unknown_command").With("command", fmt.Sprintf("%T", c))
}

// asked is the seller of a request: who is named, or whose service it is about.
func asked(c *Request, f *Facts) string {
	if c.Seller == "" {
		return f.Service.Seller
	}
	return c.Seller
}

// propose is T1.2 to T1.4.
func propose(s *State, c *Propose, f *Facts, at time.Time) ([]Event, *policy.Rejection) {
	limits := &f.Policy.Quotation.Price
	units := c.Price.Units()
	today := f.Policy.Time.Offset.Date(at)
	switch {
	case c.Delivery.Compare(today) < 0:
		var past faults
		past.add("delivery_date", "T1.1", "past", map[string]string{"day": c.Delivery.String(), "today": today.String()})
		return nil, past.reject("T1.1")
	case limits.Min != nil && units < limits.Min.Units():
		return nil, policy.Reject(policy.Invalid, "T1.4", "too_little").With("min", limits.Min.String())
	case limits.Max != nil && units > limits.Max.Units():
		return nil, policy.Reject(policy.Invalid, "T1.4", "too_much").With("max", limits.Max.String())
	}
	window := &f.Policy.Quotation.Lapse
	return []Event{ProposalMade{
		At: at, Version: s.Proposal.Version + 1, Price: c.Price, Delivery: c.Delivery, Service: offered(s, c),
		Text: words(c.Text), Lapses: window.Fires(window.End(at)),
	}}, nil
}

// offered is the service of a proposal: the one that it names, or that was asked about.
func offered(s *State, c *Propose) string {
	if c.Service == "" {
		return s.Service
	}
	return c.Service
}

// buy is T1.2. Who buys has to agree to what he has seen.
func buy(s *State, c *Buy, f *Facts, at time.Time) ([]Event, *policy.Rejection) {
	switch {
	case f.Sale != nil && f.Sale.Kind == policy.Invalid:
		return nil, f.Sale
	case c.Version != 0 && c.Version != s.Proposal.Version:
		return nil, policy.Reject(policy.Conflict, "T1.2", "edited").With("version", strconv.Itoa(s.Proposal.Version))
	case s.Proposal.Unseen:
		return nil, policy.Reject(policy.WrongState, "T8.4", "proposal_held")
	case f.Sale != nil:
		return nil, f.Sale
	}
	return []Event{ProposalBought{At: at, Version: s.Proposal.Version, Price: s.Proposal.Price, Begins: c.Begins}}, nil
}

// waits refuses a look at words that no operator has to look at (T8.4).
func (s *State) waits(seq int) *policy.Rejection {
	if !slices.Contains(s.HeldTexts, seq) {
		return policy.Reject(policy.WrongState, "T8.4", "not_held")
	}
	return nil
}
