package transfer

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// answer is what follows from a provider's word.
func (s *State) answer(c *Answer, at time.Time) ([]Event, *policy.Rejection) {
	if s.Work != Calling || c.Call != s.Call || c.Step != s.Step {
		return nil, s.as(policy.Reject(policy.WrongState, "T10.3", "no_answer_awaited"))
	}
	e := s.understand(c, at)
	switch {
	case s.Settled:
		s.afterSettled(&e, c)
	case s.Phase == Confirmed:
		s.afterConfirmed(&e, c)
	case s.Phase == Returned:
		s.afterReturned(&e, c)
	case s.Phase == Declined:
		s.afterDeclined(&e, c)
	default:
		if s.underWay(&e, c) {
			return []Event{e, Expired{At: at}}, nil
		}
	}
	return s.givenUp(e, c), nil
}

// understand keeps what can be kept of an answer. One that cannot be is no answer.
func (s *State) understand(c *Answer, at time.Time) Answered {
	e := Answered{At: at, Step: s.Step, Status: c.Status, Ref: kept(c.Ref, policy.MaxID), Reason: shortened(c.Reason), Attempts: s.Attempts + 1}
	if s.Nudged {
		e.Attempts = s.Attempts // whoever sends hints uses no attempts up
	}
	switch e.Status {
	case AwaitsBuyer:
		e.URL = kept(c.URL, maxURL)
		fallthrough
	case Authorised:
		if s.Order.Kind != Capture {
			e.Status, e.Reason = Unknown, "no such answer to a "+s.Order.Kind.String()
		}
	case Succeeded:
		e.Amount = c.Amount
		if e.Amount == (money.Money{}) {
			e.Amount = s.Order.Amount
		}
		if err := s.Book.Check(out(s.Order.Kind, e.Amount)); err != nil || e.Amount.Units() > money.Max || e.Amount.Currency() == (money.Currency{}) {
			e.Status, e.Amount, e.Reason = Unknown, money.Money{}, "done, but of an amount that cannot be"
		}
	case Failed:
		e.Unpaid = c.Unpaid && s.Order.Kind == Capture
	case NotFound, Pending, Reversed:
	default:
		e.Status = Unknown
	}
	return e
}

// underWay is what follows as long as the deed is to be done. It reports that the
// buyer's time is over.
func (s *State) underWay(e *Answered, c *Answer) (expired bool) {
	switch e.Status {
	case Succeeded:
		s.done(e)
	case Reversed: // done and undone before anybody heard of it: not done
		e.Status = Failed
		s.refused(e, c)
	case Failed:
		s.refused(e, c)
	case Pending:
		s.pending(e, c)
	case AwaitsBuyer:
		e.Attempts = s.Refused
		return s.unpaid(e, c, Look)
	case Authorised:
		switch {
		case s.Deed == Take && !s.Spent: // sent, and perhaps on its way: the same once more
			e.then(Take, c)
		case s.over(e.At):
			return true
		default:
			e.Next, e.RetryAt, e.Anew, e.Attempts = Take, e.At, true, 0
		}
	case NotFound:
		return s.notFound(e, c)
	default:
		s.unclear(e, c)
	}
	return false
}

// longestPending is how long a provider may be at a deed before an operator has to
// look at it: what nobody claims comes back from the slowest after 30 days.
const longestPending = 60 * 24 * time.Hour

// pending waits for the provider to finish.
func (s *State) pending(e *Answered, c *Answer) {
	e.Attempts = s.Refused
	if s.FirstSent.IsZero() || e.At.Before(s.FirstSent.Add(longestPending)) {
		e.then(Look, c)
	}
}

// unclear: whether it was done is not known, and it is looked up; where no lookup can
// find it, the provider is told once more under the same key, if that is safe.
func (s *State) unclear(e *Answered, c *Answer) {
	e.then(Look, c)
	if !c.RepeatSafe || e.Step != Look || s.Order.Kind == Capture || s.DoneRef != "" || s.Spent || s.FirstSent.IsZero() {
		return
	}
	if c.KeyLife == 0 {
		e.Next = s.Deed
		return
	}
	// Half, so that nobody who is slow comes after the key was forgotten.
	until := s.FirstSent.Add(c.KeyLife / 2)
	if !c.RetryAt.Before(s.FirstSent) && e.RetryAt.Before(until) {
		e.Next, e.Until = s.Deed, until
	}
}

// notFound: the deed was not done under its key, and is sent again under the same.
func (s *State) notFound(e *Answered, c *Answer) (expired bool) {
	switch {
	case s.Spent && s.Order.Kind == Refund:
		s.refused(e, c)
		return false
	case s.Ref != "" && (s.Deed == Authorise || s.Spent): // it was there; another would confuse the buyer who is at it
		return s.unpaid(e, c, Look)
	case s.keyTooOld(c):
		return s.over(e.At) // a capture that nobody found in time is over; else it stays as it is: stuck
	}
	return s.unpaid(e, c, s.Deed)
}

// unpaid waits for the buyer, and has a last look when his time is over.
func (s *State) unpaid(e *Answered, c *Answer, next Step) (expired bool) {
	if s.over(e.At) && !s.Hinted {
		return true
	}
	e.then(next, c)
	if end := s.Order.Expires; s.Order.Kind == Capture && !end.IsZero() && end.Before(e.RetryAt) {
		e.RetryAt = end
	}
	return false
}

// over reports that the buyer's time to pay has passed.
func (s *State) over(at time.Time) bool {
	return s.Order.Kind == Capture && !s.Order.Expires.IsZero() && !at.Before(s.Order.Expires)
}

// keyTooOld reports that the provider may have forgotten the key before the deed is
// sent again: its NotFound says nothing then, and the deed could be done twice. How
// much time has passed under a clock that was set far back, nobody knows.
func (s *State) keyTooOld(c *Answer) bool {
	return c.KeyLife > 0 && !s.FirstSent.IsZero() && c.RetryAt.Sub(s.FirstSent).Abs() >= c.KeyLife
}

// refused: a refund is tried again until it is done (T10.3), under another key:
// providers answer a key as they did at first. Anything else is over.
func (s *State) refused(e *Answered, c *Answer) {
	if s.Order.Kind != Refund {
		e.Phase = Declined
		return
	}
	e.then(Return, c)
	e.Anew, e.Attempts = true, max(e.Attempts, s.Refused+1)
}

// done: the money has moved.
func (s *State) done(e *Answered) {
	e.Phase, e.Attempts, e.Postings = Confirmed, 0, out(s.Order.Kind, e.Amount)
}

// afterConfirmed: what was confirmed is not undone by a word that is unclear.
func (s *State) afterConfirmed(e *Answered, c *Answer) {
	switch e.Status {
	case Succeeded:
		e.Amount, e.Attempts = money.Money{}, 0
	case Reversed:
		e.Phase, e.Attempts = Returned, 0
		e.Amount, e.Postings = s.Moved, back(s.Order.Kind, s.Moved)
	default:
		e.then(Look, c)
	}
}

func (s *State) afterReturned(e *Answered, c *Answer) {
	switch e.Status {
	case Succeeded:
		s.done(e)
	case Unknown, Pending:
		e.then(Look, c)
	default:
		e.Attempts = 0
	}
}

// afterDeclined: nothing is tried any more, and what the buyer authorises too late
// is not captured. Money that came all the same is there.
func (s *State) afterDeclined(e *Answered, c *Answer) {
	switch e.Status {
	case Succeeded:
		s.done(e)
	case Pending:
		s.pending(e, c)
	case Unknown:
		e.then(Look, c)
	default:
		e.Attempts = 0
	}
}

// afterSettled: done by another way, and whatever the provider does is too much.
func (s *State) afterSettled(e *Answered, c *Answer) {
	switch {
	case e.Status == Succeeded && s.Extra.IsZero():
		e.Attempts, e.Postings = 0, out(s.Order.Kind, e.Amount)
	case e.Status == Reversed && !s.Extra.IsZero():
		e.Attempts, e.Amount, e.Postings = 0, s.Extra, back(s.Order.Kind, s.Extra)
	case e.Status == Unknown, e.Status == Pending:
		e.then(Look, c)
	default:
		e.Attempts, e.Amount = 0, money.Money{}
	}
}

func (e *Answered) then(next Step, c *Answer) { e.Next, e.RetryAt = next, later(c.RetryAt, e.At) }

// givenUp adds that an operator has to look at it: after too many calls that led
// nowhere, or if what is known now must not stay as it is.
func (s *State) givenUp(e Answered, c *Answer) []Event {
	why := ""
	switch after := Evolve(*s, e); {
	case e.Next != 0 && e.Attempts >= c.Most && e.Attempts > 0:
		why = tooMany(e.Status, s.Phase)
		e.Next, e.RetryAt, e.Anew = 0, time.Time{}, false
	case e.Next == 0 && e.Status == Pending:
		why = "the provider has not finished it for 60 days"
	case e.Next == 0 && after.Phase == Called:
		why = "the provider may have forgotten the key; sent again, it could be done twice"
	case e.Next == 0 && (s.GaveUp || after.trouble() != s.trouble()):
		why = after.trouble()
	}
	if why == "" {
		return []Event{e}
	}
	if e.Reason != "" {
		why += ": " + e.Reason
	}
	return []Event{e, GivenUp{At: e.At, Reason: why}}
}

func tooMany(status Status, phase Phase) string {
	switch {
	case phase == Confirmed:
		return "the provider no longer confirms what it has confirmed"
	case status == Failed:
		return "the provider refuses it"
	case status == NotFound:
		return "the provider never has it"
	}
	return "no clear answer"
}

// trouble is what an operator has to know about what is known; empty: nothing.
func (s *State) trouble() string {
	switch {
	case !s.Extra.IsZero():
		return "the provider has done it too, and it was done by another way before"
	case s.Phase == Returned && s.Order.Kind != Payout:
		return "the provider took it back"
	case s.Phase == Confirmed && s.Order.Kind != Capture && s.Moved != s.Order.Amount:
		return "the provider moved another amount than was asked for"
	}
	return ""
}

// The longest that is kept of a provider's words, in bytes.
const (
	maxURL   = 4000
	maxWords = 1000
)

// kept is an id or a URL as it is; nothing, if it is none.
func kept(text string, most int) string {
	if len(text) > most || !utf8.ValidString(text) {
		return ""
	}
	return text
}

// shortened are a provider's words, as far as they are kept.
func shortened(words string) string {
	words = strings.ToValidUTF8(words, "\uFFFD")
	if len(words) <= maxWords {
		return words
	}
	cut := maxWords
	for !utf8.RuneStart(words[cut]) {
		cut--
	}
	return words[:cut]
}
