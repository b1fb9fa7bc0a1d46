package transaction

import (
	"bytes"
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/ledger"
)

// visitor visits states, one after the other.
type visitor struct {
	*explorer
	next           []*trail
	n              int
	tr             *trail
	s              State
	now            time.Time
	before, after  []byte
	key            []byte
	later          []moment
	acceptedByRole map[policy.Role]map[string]bool
}

// moment is the state at an instant to come, if nobody does anything until then.
type moment struct {
	at time.Time
	s  State
}

// must fails the exploration once, with the history that led there.
func (v *visitor) must(ok bool, format string, args ...any) bool {
	if !ok && v.failed.CompareAndSwap(false, true) {
		v.t.Errorf(format+"\nafter\n%s\nphase %s", append(args, v.tr, v.s.Phase)...)
	}
	return ok
}

// visit checks one state and takes every step from it.
func (v *visitor) visit(tr *trail) {
	v.n++
	v.tr, v.now, v.s = tr, tr.now, v.state(tr)
	v.later = v.later[:0]
	v.visited.Add(1)
	v.before = fingerprint(v.before, &v.s)
	v.checkMoney()
	v.checkReviews()
	v.acceptedByRole = map[policy.Role]map[string]bool{policy.Buyer: {}, policy.Seller: {}, policy.Operator: {}, policy.System: {}}
	for _, c := range v.commands {
		v.step(c)
	}
	for _, c := range v.moneyCommands() {
		v.step(c)
	}
	if v.n%16 == 0 {
		v.refuseWrong()
	}
	v.checkActions()
	v.checkExit()
	v.wait()
	v.after = fingerprint(v.after, &v.s)
	v.must(bytes.Equal(v.before, v.after), "a step changed the state that it came from")
}

// step gives one command.
func (v *visitor) step(c Command) {
	v.steps.Add(1)
	after, events, no := Handle(v.s, c, v.facts, v.now)
	if no != nil {
		v.must(len(events) == 0, "a refusal wrote %v", events)
		v.checkRefusal(c, no)
		return
	}
	v.acceptedByRole[c.Actor().Role][c.Name()] = true
	_, repeats := c.(NoteRefund)
	v.must(len(events) > 0 || repeats, "%s was accepted and left nothing", c.Name())
	v.checkStep(c.Name(), after, events)
	v.visitLater(&trail{v.tr, c, v.now}, &after)
}

// moneyCommands are what the payments' side can bring in this state: another charge
// for each kind of payment, and every word about every refund.
func (v *visitor) moneyCommands() []Command {
	fresh := fmt.Sprintf("c%d", len(v.s.Charges))
	list := []Command{
		receiving(v.terms, System(), fresh, ForPurchase, 997), receiving(v.terms, System(), fresh, ForOption, 313),
		receiving(v.terms, System(), fresh, Additional, 151),
	}
	for _, r := range v.s.Refunds {
		for stage := RefundSent; stage < refundStages; stage++ {
			list = append(list, NoteRefund{By: System(), Seq: r.Seq, Charge: r.Charge, Stage: stage})
		}
	}
	return list
}

// wait lets time pass to every instant at which something changes.
func (v *visitor) wait() {
	for _, at := range v.instants() {
		after, events := Advance(v.s, at)
		v.checkStep("time", after, events)
		v.visitLater(&trail{v.tr, nil, at}, &after)
	}
}

// instants are the next deadline and the turns before it, each with the
// microsecond before.
func (v *visitor) instants() []time.Time {
	var list []time.Time
	d, ok := Next(v.s)
	add := func(at time.Time) {
		for _, at := range []time.Time{at.Add(-time.Microsecond), at} {
			if at.After(v.now) && !(ok && at.After(d.At)) {
				list = append(list, at)
			}
		}
	}
	if ok {
		add(d.At)
	}
	for _, turn := range turns(&v.s) {
		if !turn.IsZero() {
			add(turn)
		}
	}
	return list
}

func (v *visitor) visitLater(tr *trail, s *State) {
	var key [16]byte
	key, v.key = keyOf(v.key, s, tr.now)
	if v.isNew(key) {
		v.next = append(v.next, tr)
	}
}

// checkStep: replay is the live state, time never runs backwards, the end is the
// end, reviews stand, and every posting could be made.
func (v *visitor) checkStep(what string, after State, events []Event) {
	s, last, book := v.s, v.s.LastAt, v.s.Book
	for _, e := range events {
		v.must(!e.When().Before(last) && !e.When().After(v.now) || what == "time", "%s: %T at %s, after %s", what, e, e.When(), last)
		v.must(!e.When().Before(last), "%s: %T at %s, after %s", what, e, e.When(), last)
		last = e.When()
		if postings := postingsOf(e); len(postings) > 0 {
			err := book.Check(postings)
			v.must(err == nil, "%s: %T: %v", what, e, err)
			book = book.Post(postings)
		}
		s = Evolve(s, e)
	}
	v.after = fingerprint(v.after, &after)
	v.key = fingerprint(v.key, &s)
	v.must(bytes.Equal(v.after, v.key), "%s: the replayed state is another", what)
	v.must(after.Seq == v.s.Seq+len(events), "%s: %d events are counted as %d", what, len(events), after.Seq-v.s.Seq)
	v.must(!v.s.Phase.Finished() || after.Phase == v.s.Phase, "%s: finished as %s, then %s", what, v.s.Phase, after.Phase)
	for _, side := range []policy.Role{policy.Buyer, policy.Seller} {
		old, now := v.s.ReviewBy(side), after.ReviewBy(side)
		v.must(!old.Sent() || old.At.Equal(now.At) && old.Stars == now.Stars && old.Automatic == now.Automatic, "%s: a second review by the %s", what, side)
	}
	v.must(!after.Phase.Finished() || after.Held().IsZero(), "%s: finished with %s held", what, after.Held())
	if d, ok := Next(after); ok && what != "time" {
		v.must(d.At.After(v.now), "%s: %s is overdue", what, d.Kind)
	}
}

// checkMoney: nothing is created, lost or rounded away (T10.1).
func (v *visitor) checkMoney() {
	s := &v.s
	b := &s.Book
	v.must(b.Sum() == 0, "the book sums to %d", b.Sum())
	in, left := s.charged(), v.checkCharges()
	v.must(-b.Balance(ledger.Payer) == s.Paid.Units()-in, "paid %s, %d of it by charges, the book says %d", s.Paid, in, -b.Balance(ledger.Payer))
	v.must(b.Balance(ledger.Clearing) == left-in, "%d came by charges, %d has left, the book says %d", in, left, b.Balance(ledger.Clearing))
	v.must(s.Paid.Units() == b.Balance(ledger.Held)+b.Balance(ledger.Fees)+b.Balance(ledger.Available)+b.Balance(ledger.Refunds)+left, "paid is not held + fees + earned + refunded")
	v.must(s.Refunded().Units() == b.Balance(ledger.Refunds)+left, "refunded is %s", s.Refunded())
	for _, a := range []ledger.Account{ledger.Held, ledger.Fees, ledger.Available, ledger.Refunds} {
		v.must(b.Balance(a) >= 0, "%s stands at %d", a, b.Balance(a))
	}
	if s.Phase.Talkroom() {
		var held int64
		for _, p := range s.Payments {
			held += p.Net + p.BuyerFee
			v.must(p == charge(s.Terms, p.Net), "the fees on %d are %d and %d", p.Net, p.BuyerFee, p.SellerFee)
		}
		v.must(held == b.Balance(ledger.Held), "the payments say %d held, the book %d", held, b.Balance(ledger.Held))
	}
	if s.Phase == Closed {
		v.must(s.Fee().Units() == b.Balance(ledger.Fees), "the fees are %s, the book says %d", s.Fee(), b.Balance(ledger.Fees))
	}
}

// checkCharges: of no charge goes back more than it brought, and of a cancelled or
// lapsed transaction all of it (T3.11); every part of it is a refund. It gives back
// what has left.
func (v *visitor) checkCharges() (left int64) {
	back := map[string]int64{}
	names := map[string]bool{}
	for _, r := range v.s.Refunds {
		name := fmt.Sprint(r.Seq, r.Charge)
		v.must(r.Amount.Sign() > 0 && !names[name], "the refund %s of %s stands twice, or of nothing", name, r.Amount)
		names[name] = true
		back[r.Charge] += r.Amount.Units()
		if r.Stage == RefundConfirmed {
			left += r.Amount.Units()
		}
	}
	for _, c := range v.s.Charges {
		v.must(c.Back == back[c.ID] && c.Back <= c.In, "%d of the %d of %s goes back; the refunds say %d", c.Back, c.In, c.ID, back[c.ID])
		v.must(v.s.Phase != Cancelled && v.s.Phase != Lapsed || c.Back == c.In, "%s: %d of the %d of %s stays", v.s.Phase, c.In-c.Back, c.In, c.ID)
	}
	return left
}

// checkReviews: a blind review is not readable before its time: while the other
// side could still write one, and the blind time lasts (T5.8).
func (v *visitor) checkReviews() {
	s := &v.s
	for _, side := range []policy.Role{policy.Buyer, policy.Seller} {
		shown := ReviewShown(s, side, v.now)
		mine, other := s.ReviewBy(side), s.ReviewBy(side.Other())
		v.must(!shown || mine.Sent(), "a review by the %s is shown that is none", side)
		if !mine.Sent() || mine.Automatic || s.Terms.Review.Visibility != policy.DoubleBlind {
			v.must(shown == mine.Sent(), "the review by the %s is not shown", side)
			continue
		}
		author := Actor{side.Other(), s.Buyer}
		if side == policy.Buyer {
			author.ID = s.Seller
		}
		_, no := decide(s, WriteReview{By: author, Stars: 5, Comment: "words"}, &v.facts, v.now)
		over := !s.BlindUntil.IsZero() && !v.now.Before(s.BlindUntil)
		v.must(shown == (other.Sent() || no != nil || over), "the blind review by the %s: shown %t", side, shown)
	}
}

// checkExit: whoever waits does not wait for ever: time or an operator ends it.
func (v *visitor) checkExit() {
	if v.s.Phase.Finished() {
		return
	}
	v.must(v.acceptedByRole[policy.Operator]["operator-cancel"], "no operator can end this")
	if _, timed := Next(v.s); !timed {
		held, waits := !v.s.HeldAt.IsZero(), v.s.Request.By != policy.Nobody
		v.must(held || waits || v.terms.Delivery.AgeLimit.Off(), "nothing will ever happen by itself")
	}
}

// checkActions: what Actions allows is what Decide accepts, for each role.
func (v *visitor) checkActions() {
	for _, who := range []Actor{Buyer("aoi"), Seller("ren"), Operator("kei"), System()} {
		listed := map[string]bool{}
		for _, a := range Actions(v.s, who, v.facts, v.now) {
			listed[a.Command] = true
			accepted := v.acceptedByRole[who.Role][a.Command]
			v.must(a.Allowed == accepted, "Actions says %t to %s %s, Decide %t", a.Allowed, who.Role, a.Command, accepted)
			v.must(a.Allowed == (a.Rejection == nil), "%s is allowed and refused at once", a.Command)
		}
		for name := range v.acceptedByRole[who.Role] {
			v.must(listed[name], "Actions leaves %s of the %s out", name, who.Role)
		}
	}
}

// refuseWrong gives the commands of those who may never.
func (v *visitor) refuseWrong() {
	for _, c := range v.wrong {
		v.steps.Add(1)
		_, events, no := Handle(v.s, c, v.facts, v.now)
		if !v.must(no != nil, "%s %s is accepted", c.Actor().Role, c.Name()) {
			continue
		}
		v.must(len(events) == 0, "a refusal wrote %v", events)
		v.must(no.Kind == policy.WrongActor || no.Kind == policy.NotParty, "%s by %s is %s", c.Name(), c.Actor().Role, no.Kind)
		v.checkWords(no)
	}
}

// checkRefusal: it names a rule, says why in both languages, and OpensAt is exact.
func (v *visitor) checkRefusal(c Command, no *policy.Rejection) {
	v.checkWords(no)
	if no.OpensAt.IsZero() {
		v.must(no.Kind != policy.TooEarly, "%s: too early, but it never opens", c.Name())
		if v.n%8 == 0 && no.Kind != policy.Invalid && no.Kind != policy.WrongActor && no.Kind != policy.NotParty {
			v.checkNever(c, no)
		}
		return
	}
	v.must(no.Kind == policy.TooEarly || no.Kind == policy.Conflict, "%s: %s, but it opens", c.Name(), no.Kind)
	v.must(no.OpensAt.After(v.now), "%s opens at %s, before now", c.Name(), no.OpensAt)
	before, after := v.moment(no.OpensAt.Add(-time.Microsecond)), v.moment(no.OpensAt)
	_, early := decide(before, c, &v.facts, no.OpensAt.Add(-time.Microsecond))
	v.must(early != nil, "%s %s opens before OpensAt %s", no.Rule, c.Name(), no.OpensAt.Sub(epoch))
	_, still := decide(after, c, &v.facts, no.OpensAt)
	v.must(still == nil, "%s %s does not open at OpensAt %s: %v", no.Rule, c.Name(), no.OpensAt.Sub(epoch), still)
}

// checkNever: what does not open is refused at every instant to come.
func (v *visitor) checkNever(c Command, no *policy.Rejection) {
	s, now := v.s, v.now
	for {
		d, ok := Next(s)
		for _, turn := range turns(&s) {
			if turn.After(now) && (!ok || turn.Before(d.At)) {
				_, still := decide(&s, c, &v.facts, turn)
				v.must(still != nil, "%s %s opens at %s, though it says never", no.Rule, c.Name(), turn.Sub(epoch))
			}
		}
		if !ok {
			return
		}
		now = d.At
		s, _ = Advance(s, now)
		_, still := decide(&s, c, &v.facts, now)
		v.must(still != nil, "%s %s opens at %s, though it says never", no.Rule, c.Name(), now.Sub(epoch))
	}
}

// moment is the state at an instant to come, if nobody does anything until then.
func (v *visitor) moment(at time.Time) *State {
	for i := range v.later {
		if v.later[i].at.Equal(at) {
			return &v.later[i].s
		}
	}
	s, _ := Advance(v.s, at)
	v.later = append(v.later, moment{at, s})
	return &v.later[len(v.later)-1].s
}

// checkWords: a rule of the catalogue, and words in both languages.
func (v *visitor) checkWords(no *policy.Rejection) {
	name := no.Rule + "/" + no.Code
	if _, done := v.said.LoadOrStore(name, true); done {
		return
	}
	_, known := policy.FindRule(no.Rule)
	v.must(known, "%s names no rule of the catalogue", name)
	en, ja := no.Text(policy.English), no.Text(policy.Japanese)
	v.must(en != "" && ja != "" && en != ja && en != no.Rule, "%s has no words: %q, %q", name, en, ja)
}

func postingsOf(e Event) []ledger.Posting {
	switch e := e.(type) {
	case Paid:
		return e.Postings
	case LatePaymentRefunded:
		return e.Postings
	case TalkroomClosed:
		return e.Postings
	case TransactionCancelled:
		return e.Postings
	case PartRefunded:
		return e.Postings
	case EarningsRefunded:
		return e.Postings
	case RefundNoted:
		return e.Postings
	}
	return nil
}
