package transactiontest

import (
	"fmt"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// sight is something of the marketplace that a reader can ask to see.
type sight struct {
	form string
	show func(r *runner, m map[string]string) error
}

var sights = []sight{
	{"show services", func(r *runner, _ map[string]string) error { return r.showServices() }},
	{"show to-do of WHO", func(r *runner, m map[string]string) error { return r.showToDos(m["WHO"]) }},
	{"show notices of WHO", func(r *runner, m map[string]string) error { return r.showNotices(m["WHO"]) }},
	{"show standing of WHO", func(r *runner, m map[string]string) error { return r.showStanding(m["WHO"]) }},
	{"show the average of WHO to SELLER", func(r *runner, m map[string]string) error { return r.showAverage(m["WHO"], m["SELLER"]) }},
}

// roomSight is something of a transaction: as WHO may see it, or as an operator.
type roomSight struct {
	form string
	show func(r *runner, room *told, who string, v View)
}

var roomSights = []roomSight{
	{"show money", (*runner).showMoney},
	{"show deadlines", (*runner).showDeadlines},
	{"show notes", (*runner).showNotes},
	{"show reviews to WHO", (*runner).showReviews},
	{"show what WHO can do", (*runner).showActions},
}

// show prints what a reader asks to see: it changes nothing.
func (r *runner) show(l *line) error {
	for _, s := range sights {
		if m, ok := match(s.form, l.words); ok {
			return s.show(r, m)
		}
	}
	if done, err := r.showQuotation(l); done {
		return err
	}
	room, err := r.room(l.room)
	if err != nil {
		return err
	}
	for _, s := range roomSights {
		m, ok := match(s.form, l.words)
		if !ok {
			continue
		}
		who := transaction.Operator("operator")
		if m["WHO"] != "" {
			who = room.actor(m["WHO"])
		}
		v, err := r.world.View(room.name, who)
		if err == nil {
			s.show(r, room, who.ID, v)
		}
		return err
	}
	return fmt.Errorf("%q is nothing that can be shown: the package's documentation lists what can", l.text())
}

func (r *runner) say(room *told, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if room != nil && (room.several || len(r.script.purchases) > 1) {
		text = room.name + ": " + text
	}
	r.out.WriteString("  " + text + "\n")
}

func (r *runner) showMoney(room *told, _ string, v View) {
	r.say(room, "%s: paid %s, held %s, refunded %s, earned %s, fees %s",
		v.Phase, price(&v.Paid), price(&v.Held), price(&v.Refunded), price(&v.Earned), price(&v.Fee))
}

func (r *runner) showDeadlines(room *told, _ string, v View) {
	if len(v.Deadlines) == 0 {
		r.say(room, "%s: no deadline runs", v.Phase)
	}
	for _, d := range v.Deadlines {
		r.say(room, "%s: %s at %s: %s", v.Phase, d.Kind, r.clock(d.At), d.Outcome)
	}
}

// showNotes prints the notes for buyers as they stand in the talkroom (T1.7).
func (r *runner) showNotes(room *told, _ string, v View) {
	if v.Notes == "" {
		r.say(room, "no notes for buyers stand in the talkroom")
		return
	}
	r.say(room, "the notes for buyers: %q", v.Notes)
}

func (r *runner) showReviews(room *told, who string, v View) {
	for _, side := range []struct {
		by policy.Role
		Review
	}{{policy.Buyer, v.BuyerReview}, {policy.Seller, v.SellerReview}} {
		r.say(room, "%s sees of the review by %s: %s", who, room.person(side.by), side.Review)
	}
}

// String is a review in words.
func (v Review) String() string {
	switch {
	case !v.Sent:
		return "none"
	case !v.Shown:
		return "that it was sent"
	}
	text := stars(v.Stars)
	if v.Automatic {
		text += ", automatic"
	}
	if v.Replied {
		text += ", answered"
	}
	return text
}

func (r *runner) showServices() error {
	for _, s := range r.script.services {
		accepting, err := r.world.Accepting(s.Name)
		if err != nil {
			return err
		}
		state := "accepts orders"
		if !accepting {
			state = "is paused"
		}
		r.say(nil, "%s of %s %s", s.Name, s.Seller, state)
	}
	return nil
}

// showActions prints what somebody can do now, and what time alone will open.
func (r *runner) showActions(room *told, who string, v View) {
	var now, later []string
	for i := range v.Actions {
		a := &v.Actions[i]
		switch {
		case a.Allowed:
			now = append(now, a.Command+reasons(a))
		case a.Rejection != nil && !a.Rejection.OpensAt.IsZero():
			later = append(later, fmt.Sprintf("%s from %s (%s)", a.Command, r.clock(a.Rejection.OpensAt), a.Rejection.Rule))
		}
	}
	if len(now) == 0 {
		now = []string{"do nothing"}
	}
	r.say(room, "%s can %s", who, strings.Join(now, ", "))
	for _, text := range later {
		r.say(room, "%s can %s", who, text)
	}
}

// reasons are the cancel reasons that would be accepted now.
func reasons(a *transaction.Action) string {
	var ids []string
	for i := range a.Reasons {
		if a.Reasons[i].Allowed {
			ids = append(ids, a.Reasons[i].Reason)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return " (" + strings.Join(ids, ", ") + ")"
}
