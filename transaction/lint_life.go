package transaction

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
)

func reasonPath(i int) string { return fmt.Sprintf("cancel.reasons[%d]", i) }

// reaches says of every place whether the acts of some roles, and time, lead from
// it to a goal.
func (w *walk) reaches(goal func(*place) bool, roles ...policy.Role) []bool {
	back := make([][]int, len(w.places))
	var queue []int
	reached := make([]bool, len(w.places))
	for i := range w.places {
		if goal(&w.places[i]) {
			reached[i] = true
			queue = append(queue, i)
		}
		for _, out := range w.places[i].out {
			if out.passing || out.move.Timed() || slices.Contains(roles, out.move.By) {
				back[out.to] = append(back[out.to], i)
			}
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, from := range back[at] {
			if !reached[from] {
				reached[from] = true
				queue = append(queue, from)
			}
		}
	}
	return reached
}

// rounds are the circles of a walk between boxes: for each pair, in the order of a
// life, what leads there and back again and again.
func (w *walk) rounds() map[[2]string][2][]string {
	circle := w.circles()
	all := map[[2]string][2][]string{}
	for i := range w.places {
		for _, out := range w.places[i].out {
			from, to := w.places[i].box(), w.places[out.to].box()
			if circle[i] != circle[out.to] || from == to {
				continue
			}
			way, pair := 0, [2]string{from, to}
			if order(from) > order(to) {
				way, pair = 1, [2]string{to, from}
			}
			moves := all[pair]
			moves[way] = include(moves[way], out.move.String())
			all[pair] = moves
		}
	}
	return all
}

// circles numbers the places so that two have one number if each leads to the other
// (Tarjan's way).
func (w *walk) circles() []int {
	n := len(w.places)
	number, low, circle := make([]int, n), make([]int, n), make([]int, n)
	var stack []int
	count := 0
	var visit func(int)
	visit = func(i int) {
		count++
		number[i], low[i] = count, count
		stack = append(stack, i)
		for _, out := range w.places[i].out {
			if number[out.to] == 0 {
				visit(out.to)
			}
			if circle[out.to] == 0 {
				low[i] = min(low[i], low[out.to])
			}
		}
		for low[i] == number[i] && circle[i] == 0 {
			last := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			circle[last] = number[i]
		}
	}
	for i := range w.places {
		if number[i] == 0 {
			visit(i)
		}
	}
	return circle
}

// life says how long a life can be, and which rounds can make it longer still.
func (l *linter) life() {
	rounds := l.walk.rounds()
	var from, there, back []string
	for _, box := range []string{"open", "delivered", "approved"} {
		if moves, ok := rounds[[2]string{box, requestedBox}]; ok {
			from, there, back = append(from, box), includeAll(there, moves[0]), includeAll(back, moves[1])
		}
	}
	if len(from) > 0 {
		slices.Sort(there)
		slices.Sort(back)
		l.add(policy.Advise("T3.13", "life_unbounded", "cancel.answer").With("from", strings.Join(from, ", ")).With("to", requestedBox).
			With("there", strings.Join(there, ", ")).With("back", strings.Join(back, ", ")).With("round", l.span(CancelAnswer)))
	}
	if _, ok := rounds[[2]string{"open", "delivered"}]; ok && l.terms.Delivery.Inspection && l.off(AgeLimit) {
		l.add(policy.Advise("T4.8", "declines_unbounded", "delivery.inspection").With("round", l.span(Approval)))
	}
	l.longest()
}

func includeAll(list, more []string) []string {
	for _, name := range more {
		list = include(list, name)
	}
	return list
}

// span is the longest that a deadline leaves, for a text: "25h", "∞".
func (l *linter) span(k DeadlineKind) string {
	if l.off(k) {
		return "∞"
	}
	most := l.most(k) // a rounded window stays a microsecond below the hour
	return policy.Period((most + time.Second - 1).Truncate(time.Second)).String()
}

// longest is the life of two sides that use up every time there is, without the
// rounds of cancel requests.
func (l *linter) longest() {
	parts := []string{windowPaths[PaymentDue] + " " + l.span(PaymentDue)}
	if !l.off(AgeLimit) {
		parts = append(parts, windowPaths[AgeLimit]+" "+l.span(AgeLimit))
	} else {
		times := fmt.Sprint(l.terms.Delivery.Declines + 1)
		if l.terms.Delivery.Inspection {
			times = "∞"
		}
		parts = append(parts, "open ∞", times+" × "+windowPaths[Approval]+" "+l.span(Approval), windowPaths[Close]+" "+l.span(Close))
	}
	sum := strings.Join(parts, " + ")
	if l.off(PaymentDue) || l.off(AgeLimit) {
		l.add(policy.Advise("T4.9", "life_without_end", "delivery.age_limit").With("sum", sum))
		return
	}
	whole := l.most(PaymentDue) + l.most(AgeLimit)
	l.add(policy.Advise("T4.9", "longest_life", "delivery.age_limit").WithWindow("life", policy.Elapsed((whole+time.Second-1).Truncate(time.Second))).With("sum", sum))
}
