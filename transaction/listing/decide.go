package listing

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

// The limits of what no rule of a marketplace limits: bytes of an id, code points
// of a title, open orders of a service.
const (
	maxTitle    = 200
	maxOptions  = 64
	maxCapacity = 1_000_000
)

// Decide judges one command at an instant. autoPauses are the instants at which
// all services of the seller were stopped (T3.9). A command that asks for what is
// so already is accepted and leads to no event.
func Decide(s State, c Command, autoPauses []time.Time, at time.Time) ([]Event, *policy.Rejection) {
	at = stamp.At(at, s.LastAt)
	switch c := c.(type) {
	case List:
		if no := mayList(s, &c); no != nil {
			return nil, no
		}
		return []Event{c.listed(&s, at)}, nil
	case Edit:
		l := c.anew(&s)
		if no := mayEdit(&s, c.By, &l); no != nil || s.says(&l) {
			return nil, no
		}
		return []Event{Edited(l.listed(&s, at))}, nil
	case Pause:
		waiting := s.Held && !s.Paused // it would accept orders once an operator shows it
		if no := maySwitch(s, c); no != nil || !waiting && !Accepting(s, autoPauses, at) {
			return nil, no
		}
		return []Event{Paused{at}}, nil
	case Resume: // T6.4
		if no := maySwitch(s, c); no != nil || Accepting(s, autoPauses, at) {
			return nil, no
		}
		if !s.WithdrawnAt.IsZero() {
			return nil, policy.Reject(policy.TooLate, "T9.4", "withdrawn")
		}
		if s.Held {
			return nil, policy.Reject(policy.WrongState, "T8.4", "held")
		}
		return []Event{Resumed{at}}, nil
	case Show:
		if no := mayShow(s, c); no != nil {
			return nil, no
		}
		return []Event{Shown{at, c.By.ID}}, nil
	case Withdraw:
		if no := maySwitch(s, c); no != nil || !s.WithdrawnAt.IsZero() {
			return nil, no
		}
		return []Event{Withdrawn{at}}, nil
	}
	return nil, policy.Reject(policy.Invalid, "T0.9", "unknown_command").With("command", fmt.Sprintf("%T", c))
}

// Handle is Decide, and the state after it.
func Handle(s State, c Command, autoPauses []time.Time, at time.Time) (State, []Event, *policy.Rejection) {
	events, no := Decide(s, c, autoPauses, at)
	for _, e := range events {
		s = Evolve(s, e)
	}
	return s, events, no
}

// listed is what becomes of a service. For an edit, the state has its words.
func (c *List) listed(s *State, at time.Time) Listed {
	e := Listed{
		At: at, ID: c.ID, Seller: c.By.ID, Title: c.Title, Description: c.Description, Price: c.Price,
		Options: c.Options, Notes: c.Notes, Capacity: c.Capacity, RequireFinished: c.RequireFinished, Found: c.Found,
	}
	e.Held = heldTexts(s, &e)
	return e
}

// maySwitch: only its seller pauses, resumes and withdraws a service.
func maySwitch(s State, c Command) *policy.Rejection {
	switch by := c.Actor(); {
	case s.Seq == 0:
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	case by.Role != policy.Seller || by.ID != s.Seller:
		return policy.Reject(policy.WrongActor, "T6.4", "wrong_actor").With("command", c.Name()).With("role", by.Role.String())
	}
	return nil
}

// mayShow: an operator shows what waits for one (T8.4).
func mayShow(s State, c Show) *policy.Rejection {
	switch {
	case s.Seq == 0:
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	case c.By.Role != policy.Operator || c.By.ID == "":
		return policy.Reject(policy.WrongActor, "T8.4", "wrong_actor").With("command", c.Name()).With("role", c.By.Role.String())
	case !s.WithdrawnAt.IsZero():
		return policy.Reject(policy.TooLate, "T9.4", "withdrawn")
	case !s.Held:
		return policy.Reject(policy.WrongState, "T8.4", "not_held")
	}
	return nil
}

func mayList(s State, c *List) *policy.Rejection {
	switch {
	case c.By.Role != policy.Seller || c.By.ID == "":
		return policy.Reject(policy.WrongActor, "T1.10", "no_seller").With("role", c.By.Role.String())
	case s.Seq > 0:
		return policy.Reject(policy.Conflict, "T0.9", "exists").With("id", s.ID)
	}
	if no := c.form(c.Price.Currency()); no != nil {
		return no
	}
	return c.forbidden()
}

// mayEdit: only its seller edits a service, until he withdraws it. Whatever could
// not be listed is no edit either.
func mayEdit(s *State, by transaction.Actor, c *List) *policy.Rejection {
	if s.Seq == 0 {
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	}
	if no := c.form(s.Price.Currency()); no != nil {
		return no
	}
	switch {
	case by != transaction.Seller(s.Seller):
		return policy.Reject(policy.WrongActor, "T1.7", "wrong_actor").With("command", Edit{}.Name()).With("role", by.Role.String())
	case !s.WithdrawnAt.IsZero():
		return policy.Reject(policy.TooLate, "T9.4", "withdrawn")
	}
	return c.forbidden()
}

// says reports a state in which everything stands already as it is to be.
func (s *State) says(c *List) bool {
	return s.Title == c.Title && s.Description == c.Description && s.Price == c.Price && slices.Equal(s.Options, c.Options) &&
		s.Notes == c.Notes && s.Capacity == c.Capacity && s.RequireFinished == c.RequireFinished
}

// form is every fault of what a seller wrote; its prices are in one currency.
func (c *List) form(currency money.Currency) *policy.Rejection {
	var f faults
	f.id("id", c.ID)
	f.id("seller", c.By.ID)
	f.text("title", c.Title, maxTitle, true)
	f.text("description", c.Description, policy.MaxText, false)
	f.text("notes_for_buyers", c.Notes, policy.MaxText, false)
	f.price("price", c.Price, currency)
	f.options(c)
	if c.Capacity < 0 || c.Capacity > maxCapacity {
		f.add("capacity", "range", "T1.10", fmt.Sprintf("%d is no number of open orders; 1 to %d are, or 0 for no cap", c.Capacity, maxCapacity))
	}
	if len(f) > 0 {
		no := policy.Reject(policy.Invalid, "T1.12", "listing")
		no.Faults = f
		return no
	}
	return nil
}

// forbidden is what was found in the texts and may not stand there (T8.2).
func (c *List) forbidden() *policy.Rejection {
	var f faults
	for _, w := range c.Writings() {
		f = append(f, policy.Forbidden(w.Path, c.Found[w.Name])...)
	}
	if len(f) > 0 {
		no := policy.Reject(policy.Invalid, "T8.2", "contact")
		no.Faults = f
		return no
	}
	return nil
}

// faults collects everything that is wrong with a listing.
type faults []policy.Fault

func (f *faults) add(path, code, rule, message string) {
	*f = append(*f, policy.Fault{Path: path, Code: code, Message: message, Rule: rule})
}

func (f *faults) id(path, id string) {
	if fault, bad := policy.CheckID(path, id); bad {
		f.add(fault.Path, fault.Code, "", fault.Message)
	}
}

func (f *faults) text(path, text string, max int, needed bool) {
	if fault, bad := policy.CheckText(path, text, max); bad {
		*f = append(*f, fault)
	} else if needed && policy.Blank(text) {
		f.add(path, "empty", "", "is empty; it has to say something")
	}
}

func (f *faults) price(path string, m money.Money, want money.Currency) {
	switch {
	case want == (money.Currency{}):
		f.add(path, "currency", "", "a price has a currency")
	case m.Currency() != want:
		f.add(path, "currency", "", fmt.Sprintf("is in %q; %s, as the price is, would be right", m.Currency(), want))
	case m.Sign() <= 0 || m.Units() > money.Max:
		f.add(path, "amount", "", "a price is above zero and has at most 18 digits")
	}
}

// options is T1.12.
func (f *faults) options(c *List) {
	if most := min(c.MaxOptions, maxOptions); len(c.Options) > most {
		f.add("options", "too_many", "T1.12", strconv.Itoa(len(c.Options))+" options; at most "+strconv.Itoa(most)+" are allowed")
		return
	}
	seen := make(map[string]bool, len(c.Options))
	for i, o := range c.Options {
		path := fmt.Sprintf("options[%d]", i)
		f.id(path+".id", o.ID)
		f.text(path+".title", o.Title, maxTitle, true)
		f.price(path+".price", o.Price, c.Price.Currency())
		if seen[o.ID] {
			f.add(path+".id", "duplicate", "T1.12", fmt.Sprintf("%.50q is the id of another option too", o.ID))
		}
		seen[o.ID] = true
	}
}
