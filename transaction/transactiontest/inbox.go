package transactiontest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/inbox"
)

// marks are what a host stores beside the transactions: how far somebody has read, and
// his channels. The bare rules and the engine leave both to it.
type marks struct {
	read    map[[2]string]int // by transaction and person
	choices map[string]inbox.Preferences
}

func newMarks() marks { return marks{map[[2]string]int{}, map[string]inbox.Preferences{}} }

func (m *marks) Preferences(who string) (inbox.Preferences, error) { return m.choices[who], nil }

func (m *marks) Prefer(who string, p inbox.Preferences) error {
	if no := p.Check(); no != nil {
		return no
	}
	m.choices[who] = p
	return nil
}

// sideOf is the part that somebody plays in a transaction.
func sideOf(s *transaction.State, who string) policy.Role {
	switch who {
	case s.Buyer:
		return policy.Buyer
	case s.Seller:
		return policy.Seller
	}
	return policy.Nobody
}

// look notes a read mark; only the two of a talkroom have one.
func (m *marks) look(name string, s *transaction.State, who transaction.Actor) error {
	switch {
	case who.Role == policy.Operator:
		return policy.Reject(policy.WrongActor, "T9.1", "wrong_actor")
	case sideOf(s, who.ID) == policy.Nobody:
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	}
	m.read[[2]string{name, who.ID}] = s.Seq
	return nil
}

func (w *coreWorld) Look(name string, who transaction.Actor) error {
	return w.look(name, &w.rooms[name].state, who)
}

func (w *coreWorld) ToDos(who string) ([]inbox.ToDo, error) {
	var list []inbox.ToDo
	for _, name := range w.order {
		s := &w.rooms[name].state
		list = append(list, todosOf(name, inbox.ToDos(*s, sideOf(s, who), w.marks.read[[2]string{name, who}], w.clock.Now()))...)
	}
	return list, nil
}

func (w *coreWorld) Notices(who string) ([]inbox.Notice, error) {
	var list []inbox.Notice
	for _, name := range w.order {
		r := w.rooms[name]
		list = append(list, noticesOf(name, inbox.Feed(r.events, sideOf(&r.state, who), &w.policy.Notices, w.clock.Now()))...)
	}
	return list, nil
}

func (w *engineWorld) Look(name string, who transaction.Actor) error {
	v, err := w.engine.View(w.ctx, w.rooms[name])
	if err != nil {
		return err
	}
	return w.look(name, &v.State, who)
}

func (w *engineWorld) ToDos(who string) ([]inbox.ToDo, error) {
	var list []inbox.ToDo
	for name, id := range w.rooms {
		v, err := w.engine.View(w.ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, todosOf(name, inbox.ToDos(v.State, sideOf(&v.State, who), w.marks.read[[2]string{name, who}], v.At))...)
	}
	return list, nil
}

func (w *engineWorld) Notices(who string) ([]inbox.Notice, error) {
	var list []inbox.Notice
	for name, id := range w.rooms {
		v, err := w.engine.View(w.ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, noticesOf(name, inbox.Feed(v.Events, sideOf(&v.State, who), w.notices, v.At))...)
	}
	return list, nil
}

// todosOf and noticesOf name the transaction as the script does.
func todosOf(name string, list []inbox.ToDo) []inbox.ToDo {
	for i := range list {
		list[i].Transaction = name
	}
	return list
}

func noticesOf(name string, list []inbox.Notice) []inbox.Notice {
	for i := range list {
		list[i].Transaction = name
	}
	return list
}

func (r *runner) look(l *line, who string) error {
	room, err := r.room(l.room)
	if err != nil {
		return err
	}
	return r.world.Look(room.name, room.actor(who))
}

// prefer changes one of somebody's channels (T9.2).
func (r *runner) prefer(m map[string]string, on bool) error {
	old, err := r.world.Preferences(m["WHO"])
	if err != nil {
		return err
	}
	changed := inbox.Preferences{}
	for topic, channels := range old {
		changed[topic] = map[inbox.Channel]bool{}
		for channel, on := range channels {
			changed[topic][channel] = on
		}
	}
	topic := inbox.Topic(m["TOPIC"])
	if changed[topic] == nil {
		changed[topic] = map[inbox.Channel]bool{}
	}
	changed[topic][inbox.Channel(m["CHANNEL"])] = on
	return r.world.Prefer(m["WHO"], changed)
}

// place is where a transaction stands in the script: what is as urgent, or of one
// instant, is listed in that order, whatever ids a world gives.
func (r *runner) place(name string) int {
	return slices.IndexFunc(r.rooms, func(t *told) bool { return t.name == name })
}

func (r *runner) showToDos(who string) error {
	list, err := r.world.ToDos(who)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b inbox.ToDo) int {
		a.Transaction, b.Transaction = fmt.Sprintf("%06d", r.place(a.Transaction)), fmt.Sprintf("%06d", r.place(b.Transaction))
		return inbox.CompareToDos(a, b)
	})
	if len(list) == 0 {
		r.say(nil, "%s has nothing to do", who)
		return nil
	}
	r.say(nil, "%s has %d to do:", who, len(list))
	for _, t := range list {
		by := ""
		if t.Due != nil {
			by = " by " + r.clock(*t.Due)
		}
		r.say(r.rooms[r.place(t.Transaction)], "%s: %s%s", t.Urgency, t.What, by)
	}
	return nil
}

// showNotices prints what somebody was told since he was last shown his notices, and
// through which channels.
func (r *runner) showNotices(who string) error {
	list, err := r.world.Notices(who)
	if err != nil {
		return err
	}
	choices, err := r.world.Preferences(who)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(n inbox.Notice) bool { return r.seen[who+" "+n.ID] })
	slices.SortStableFunc(list, func(a, b inbox.Notice) int {
		if a.At.Equal(b.At) {
			return r.place(a.Transaction) - r.place(b.Transaction)
		}
		return a.At.Compare(b.At)
	})
	if len(list) == 0 {
		r.say(nil, "%s is told nothing new", who)
	}
	for _, n := range list {
		r.seen[who+" "+n.ID] = true
		r.say(r.rooms[r.place(n.Transaction)], "%s is told at %s: %s%s (%s)", who, r.clock(n.At), n.Kind, r.until(n), channels(choices, n.Kind))
	}
	return nil
}

func (r *runner) until(n inbox.Notice) string {
	if n.Due.IsZero() {
		return ""
	}
	return ", by " + r.clock(n.Due)
}

// channels are those through which a kind of notice reaches somebody.
func channels(p inbox.Preferences, k inbox.Kind) string {
	var on []string
	for _, c := range inbox.Channels() {
		if p.Wants(k, c) {
			on = append(on, string(c))
		}
	}
	return strings.Join(on, ", ")
}
