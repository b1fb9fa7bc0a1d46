package transaction

import (
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
)

// Lint is policy.Lint, and what living through the machine under the policy shows
// besides: dead ends, waits that only an act ends, a side that is stuck while the
// other is silent, reasons and deadlines that no history ever uses, deadlines that
// can come at one instant, and how long a life can be. It tries every command of
// both parties and every deadline in all states that differ in what rules ask; an
// operator, who can end everything (T3.15), does nothing in it.
//
// The policy has passed Validate. The order is that of policy.SortAdvice.
func Lint(p *policy.Policy) []policy.Advice {
	l := linter{terms: &p.Terms, walk: walkThrough(&p.Terms, policy.Buyer, policy.Seller)}
	l.ends()
	l.stuck()
	l.waits()
	l.unused()
	l.ties()
	l.life()
	list := policy.Lint(p)
	for _, a := range l.found {
		if !explained(list, a) {
			list = append(list, a)
		}
	}
	policy.SortAdvice(list)
	return list
}

// explained: the values alone say already why something at or around a path is
// never used.
func explained(list []policy.Advice, a policy.Advice) bool {
	return strings.HasSuffix(a.Code, "_unused") && slices.ContainsFunc(list, func(known policy.Advice) bool {
		return known.Severity != policy.LintNote && strings.HasPrefix(known.Path, a.Path)
	})
}

// linter gathers what a walk shows.
type linter struct {
	terms *policy.Terms
	walk  *walk
	found []policy.Advice
}

func (l *linter) add(a policy.Advice) { l.found = append(l.found, a) }

// windowPaths and windowRules are where a deadline's window stands in a policy, and
// whose rule it is.
var (
	windowPaths = [deadlineKinds]string{
		"purchase.payment_due", "cancel.answer", "cancel.first_contact", "delivery.approval",
		"delivery.close", "delivery.age_limit", "review.window", "cancel.hide",
	}
	windowRules = [deadlineKinds]string{"T1.5", "T3.7", "T2.1", "T4.6", "T4.4", "T4.9", "T5.2", "T3.14"}
)

func (l *linter) window(k DeadlineKind) policy.Window { return *windowOf(l.terms, k) }

func (l *linter) off(k DeadlineKind) bool { return windowOf(l.terms, k).Off() }

// windowOf is the window of a deadline under terms.
func windowOf(terms *policy.Terms, k DeadlineKind) *policy.Window {
	s := State{Terms: terms}
	return s.window(k)
}

// ends finds states without a way to an end, and phases that nobody comes to.
func (l *linter) ends() {
	finishes := l.walk.reaches(func(p *place) bool { return p.s.Phase.Finished() }, policy.Buyer, policy.Seller)
	var seen [phaseCount]bool
	var dead []string
	for i := range l.walk.places {
		p := &l.walk.places[i]
		seen[p.s.Phase] = true
		if !finishes[i] {
			dead = include(dead, p.box())
		}
	}
	for _, box := range dead {
		l.add(policy.Advise("T4.9", "dead_end", "delivery.age_limit").With("state", box))
	}
	for phase := Open; phase < phaseCount; phase++ {
		if !seen[phase] {
			l.add(policy.Advise("T3.1", "phase_unreachable", "cancel.reasons").With("state", phase.String()))
		}
	}
}

// stuck finds where one side alone can't get on while the other is silent: a buyer
// to any end, a seller to his pay.
func (l *linter) stuck() {
	side := func(code, rule, path string, role policy.Role, goal func(*place) bool) {
		reaches := l.walk.reaches(goal, role)
		var boxes []string
		for i := range l.walk.places {
			p := &l.walk.places[i]
			if p.s.Phase.Talkroom() && !reaches[i] {
				boxes = include(boxes, p.box())
			}
		}
		if len(boxes) > 0 {
			l.add(policy.Advise(rule, code, path).With("state", strings.Join(boxes, ", ")))
		}
	}
	side("buyer_stuck", "T3.2", "cancel.seller_silence", policy.Buyer, func(p *place) bool { return p.s.Phase.Finished() })
	path := "delivery.approval"
	if !l.off(Approval) {
		path = "delivery.close"
	}
	side("seller_stuck", "T4.6", path, policy.Seller, func(p *place) bool { return p.s.Phase == Closed })
}

// include adds a name that is not there yet.
func include(list []string, name string) []string {
	if slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

// waits finds states in which no deadline runs.
func (l *linter) waits() {
	for _, wait := range []struct {
		box string
		k   DeadlineKind
	}{
		{"awaiting_payment", PaymentDue}, {"open", AgeLimit}, {"delivered", Approval}, {"approved", Close}, {requestedBox, CancelAnswer},
	} {
		var acts []string
		waits := false
		for i := range l.walk.places {
			p := &l.walk.places[i]
			if p.box() != wait.box {
				continue
			}
			if _, timed := next(&p.s); timed {
				continue
			}
			waits = true
			for _, out := range p.out {
				if to := &l.walk.places[out.to]; !out.passing && to.box() != wait.box {
					acts = include(acts, out.move.String())
				}
			}
		}
		if waits {
			slices.Sort(acts)
			l.add(policy.Advise(windowRules[wait.k], "wait_without_end", windowPaths[wait.k]).
				With("state", wait.box).With("acts", strings.Join(acts, ", ")).With("path", windowPaths[wait.k]))
		}
	}
}

// unused finds reasons and deadlines that no life has.
func (l *linter) unused() {
	var fired [deadlineKinds]bool
	used := map[string]bool{}
	for i := range l.walk.places {
		for _, out := range l.walk.places[i].out {
			if out.reason != "" {
				used[out.reason] = true
			}
			if out.move.Timed() && !out.passing {
				fired[out.move.Deadline] = true
			}
		}
	}
	for i, r := range l.terms.Cancel.Reasons {
		if (r.By == policy.Buyer || r.By == policy.Seller) && !used[r.ID] {
			l.add(policy.Advise("T3.1", "reason_unused", reasonPath(i)).With("reason", r.ID))
		}
	}
	for k := range deadlineKinds {
		if !fired[k] && !l.off(k) {
			l.add(policy.Advise(windowRules[k], "deadline_unused", windowPaths[k]).With("deadline", k.String()).WithWindow("window", l.window(k)))
		}
	}
}

// ties finds what can come at one instant. Of two deadlines the one that T0.7 names
// first happens first; a deadline happens before anybody asks (T0.3).
func (l *linter) ties() {
	type pair struct{ first, second DeadlineKind }
	type silence struct {
		side policy.Role
		k    DeadlineKind
	}
	pairs, silences := map[pair]bool{}, map[silence]bool{}
	for i := range l.walk.places {
		s := &l.walk.places[i].s
		due := Deadlines(*s)
		for j, d := range due {
			for _, later := range due[j+1:] {
				if later.At.Equal(d.At) {
					pairs[pair{d.Kind, later.Kind}] = true
				}
			}
			for _, side := range []policy.Role{policy.Buyer, policy.Seller} {
				if s.Request.By == policy.Nobody && l.asks(side.Other()) && s.SilentEnough(side).Equal(d.At) {
					silences[silence{side, d.Kind}] = true
				}
			}
		}
	}
	for p := range pairs {
		l.add(policy.Advise("T0.7", "deadline_tie", windowPaths[p.first]).With("first", p.first.String()).With("second", p.second.String()))
	}
	for t := range silences {
		path := map[policy.Role]string{policy.Buyer: "cancel.buyer_silence", policy.Seller: "cancel.seller_silence"}[t.side]
		l.add(policy.Advise("T0.3", "silence_tie", path).With("side", t.side.String()).With("deadline", t.k.String()))
	}
	slices.SortFunc(l.found, func(a, b policy.Advice) int { return strings.Compare(a.String(), b.String()) })
}

// asks: a side has a reason that needs the other's silence.
func (l *linter) asks(side policy.Role) bool {
	return slices.ContainsFunc(l.terms.Cancel.Reasons, func(r policy.Reason) bool {
		return r.By == side && r.Condition == policy.OtherSilent
	})
}

// most is the longest that a deadline's window can take.
func (l *linter) most(k DeadlineKind) time.Duration {
	_, most := l.window(k).Bounds()
	return most
}
