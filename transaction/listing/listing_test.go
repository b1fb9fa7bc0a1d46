package listing_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/listing"
)

var (
	noon = time.Date(2030, 1, 10, 12, 0, 0, 0, time.UTC)
	ren  = transaction.Seller("ren")
)

func offer() listing.List {
	return listing.List{
		By: ren, ID: "logo", Title: "ロゴ", Description: "three drafts", Price: money.New(10000, money.JPY),
		Options: []transaction.Option{{ID: "fast", Title: "急ぎ", Price: money.New(500, money.JPY)}},
		Notes:   "colours, please", Capacity: 3, RequireFinished: true, MaxOptions: 10,
	}
}

func listed(t *testing.T, at time.Time) listing.State {
	t.Helper()
	s, events, no := listing.Handle(listing.State{}, offer(), nil, at)
	require.Nil(t, no)
	require.Len(t, events, 1)
	return s
}

// A listing is what its seller said, and accepts orders.
func TestList(t *testing.T) {
	t.Parallel()
	s := listed(t, noon.Add(time.Nanosecond))
	require.Equal(t, "logo", s.ID)
	require.Equal(t, "ren", s.Seller)
	require.Equal(t, offer().Options, s.Options)
	require.Equal(t, noon, s.LastAt, "whole microseconds")
	require.True(t, listing.Accepting(s, nil, noon))
	require.False(t, listing.Accepting(s, nil, noon.Add(-time.Microsecond)), "not yet listed")
	_, _, no := listing.Handle(s, offer(), nil, noon)
	require.Equal(t, policy.Conflict, no.Kind)
}

// What can never be a listing is refused, with every fault and its place.
func TestList_Refuses(t *testing.T) {
	t.Parallel()
	yen := money.New(500, money.JPY)
	cases := []struct {
		name   string
		change func(*listing.List)
		path   string
		code   string
	}{
		{"no title", func(c *listing.List) { c.Title = " \u3000" }, "title", "empty"},
		{"long title", func(c *listing.List) { c.Title = strings.Repeat("字", 201) }, "title", "too_long"},
		{"no UTF-8", func(c *listing.List) { c.Notes = "\xff" }, "notes_for_buyers", "utf8"},
		{"free", func(c *listing.List) { c.Price = money.New(0, money.JPY) }, "price", "amount"},
		{"negative", func(c *listing.List) { c.Price = money.New(-1, money.JPY) }, "price", "amount"},
		{"beyond 18 digits", func(c *listing.List) { c.Price = money.New(money.Max+1, money.JPY) }, "price", "amount"},
		{"no currency", func(c *listing.List) { c.Price, c.Options = money.Money{}, nil }, "price", "currency"},
		{"two currencies", func(c *listing.List) { c.Options[0].Price = money.New(5, money.USD) }, "options[0].price", "currency"},
		{"T1.12 eleven options", func(c *listing.List) { c.Options = make([]transaction.Option, 11) }, "options", "too_many"},
		{"T1.12 options when there are none", func(c *listing.List) { c.MaxOptions = 0 }, "options", "too_many"},
		{"T1.12 one id twice", func(c *listing.List) {
			c.Options = append(c.Options, transaction.Option{ID: "fast", Title: "x", Price: yen})
		}, "options[1].id", "duplicate"},
		{"option without id", func(c *listing.List) { c.Options[0].ID = "" }, "options[0].id", "id"},
		{"T1.10 negative cap", func(c *listing.List) { c.Capacity = -1 }, "capacity", "range"},
		{"huge cap", func(c *listing.List) { c.Capacity = 1 << 40 }, "capacity", "range"},
		{"id with a line break", func(c *listing.List) { c.ID = strings.Repeat("x", 201) }, "id", "id"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := offer()
			c.change(&l)
			_, no := listing.Decide(listing.State{}, l, nil, noon)
			require.NotNil(t, no)
			require.Equal(t, policy.Invalid, no.Kind)
			require.Len(t, no.Faults, 1)
			require.Equal(t, c.path+" "+c.code, no.Faults[0].Path+" "+no.Faults[0].Code)
		})
	}
	for _, by := range []transaction.Actor{{}, transaction.Buyer("ren"), transaction.Operator("op"), transaction.Seller("")} {
		l := offer()
		l.By = by
		_, no := listing.Decide(listing.State{}, l, nil, noon)
		require.Equal(t, policy.WrongActor, no.Kind)
	}
}

// Pauses and resumes count from their own instants; what is so already leads to
// no event.
func TestAccepting(t *testing.T) {
	t.Parallel()
	pause, resume := listing.Pause{By: ren}, listing.Resume{By: ren}
	type step struct {
		after time.Duration
		c     listing.Command
		event bool
	}
	cases := []struct {
		name  string
		steps []step
		auto  []time.Duration
		at    time.Duration
		want  bool
	}{
		{"listed", nil, nil, 0, true},
		{"paused", []step{{1, pause, true}}, nil, 1, false},
		{"before the pause", []step{{2, pause, true}}, nil, 1, true},
		{"paused twice", []step{{1, pause, true}, {2, pause, false}}, nil, 3, false},
		{"resumed without a pause", []step{{1, resume, false}}, nil, 3, true},
		{"resumed", []step{{1, pause, true}, {2, resume, true}}, nil, 2, true},
		{"all at one instant: the last word counts", []step{{0, pause, true}, {0, resume, true}, {0, pause, true}}, nil, 0, false},
		{"T3.9 automatic pause", nil, []time.Duration{5}, 5, false},
		{"T0.4 just before the automatic pause", nil, []time.Duration{5}, 4, true},
		{"T6.4 resume after the automatic pause", []step{{6, resume, true}}, []time.Duration{5}, 6, true},
		{"T0.8 resume at the pause's instant comes after it", []step{{5, resume, true}}, []time.Duration{5}, 5, true},
		{"T0.8 resume before a pause that is stored later", []step{{1, pause, true}, {3, resume, true}}, []time.Duration{5}, 9, false},
		{"T0.8 pauses in any order", []step{{6, resume, true}}, []time.Duration{5, 2, 4}, 9, true},
		{"pause while automatically paused", []step{{6, pause, false}}, []time.Duration{5}, 9, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var auto []time.Time
			for _, d := range c.auto {
				auto = append(auto, noon.Add(d*time.Hour))
			}
			s := listed(t, noon)
			for _, step := range c.steps {
				before := s
				after, events, no := listing.Handle(s, step.c, auto, noon.Add(step.after*time.Hour))
				require.Nil(t, no)
				require.Equal(t, step.event, len(events) == 1)
				require.Equal(t, before, s, "the state before is not changed")
				s = after
			}
			require.Equal(t, c.want, listing.Accepting(s, auto, noon.Add(c.at*time.Hour)))
		})
	}
}

// T9.4 a service that was withdrawn accepts no order from then on, whatever its
// seller says later; before, it did.
func TestWithdraw(t *testing.T) {
	t.Parallel()
	withdraw := listing.Withdraw{By: ren}
	s, events, no := listing.Handle(listed(t, noon), withdraw, nil, noon.Add(time.Hour))
	require.Nil(t, no)
	require.Equal(t, []listing.Event{listing.Withdrawn{At: noon.Add(time.Hour)}}, events)
	require.True(t, listing.Accepting(s, nil, noon.Add(time.Hour-time.Microsecond)))
	require.False(t, listing.Accepting(s, nil, noon.Add(time.Hour)))
	_, no = listing.Decide(s, listing.Resume{By: ren}, nil, noon.Add(2*time.Hour))
	require.Equal(t, policy.TooLate, no.Kind)
	require.Equal(t, "T9.4/withdrawn", no.Rule+"/"+no.Code)
	for _, c := range []listing.Command{withdraw, listing.Pause{By: ren}} {
		events, no = listing.Decide(s, c, nil, noon.Add(2*time.Hour))
		require.Nil(t, no)
		require.Empty(t, events, "it is so already")
	}
	_, no = listing.Decide(s, listing.Withdraw{By: transaction.Seller("sora")}, nil, noon)
	require.Equal(t, policy.WrongActor, no.Kind)
}

// T6.4 only its seller pauses and resumes a service.
func TestSwitch_Actor(t *testing.T) {
	t.Parallel()
	s := listed(t, noon)
	for _, by := range []transaction.Actor{{}, transaction.Seller("sora"), transaction.Buyer("ren"), transaction.Operator("op")} {
		_, no := listing.Decide(s, listing.Pause{By: by}, nil, noon)
		require.Equal(t, policy.WrongActor, no.Kind)
		_, no = listing.Decide(s, listing.Resume{By: by}, nil, noon)
		require.Equal(t, policy.WrongActor, no.Kind)
	}
	_, no := listing.Decide(listing.State{}, listing.Pause{By: ren}, nil, noon)
	require.Equal(t, policy.NotParty, no.Kind)
	_, no = listing.Decide(s, &listing.Pause{By: ren}, nil, noon)
	require.Equal(t, policy.Invalid, no.Kind, "a pointer is no command")
	_, no = listing.Decide(s, nil, nil, noon)
	require.Equal(t, policy.Invalid, no.Kind)
}

// T0.6 a pause stamped before the last event is recorded at that event's instant.
func TestSwitch_ClockSetBack(t *testing.T) {
	t.Parallel()
	s, events, _ := listing.Handle(listed(t, noon), listing.Pause{By: ren}, nil, noon.Add(-time.Hour))
	require.Equal(t, []listing.Event{listing.Paused{At: noon}}, events)
	require.False(t, listing.Accepting(s, nil, noon))
}

// suspicious is an offer in whose description something was found.
func suspicious(action policy.Action) listing.List {
	l := offer()
	l.Found = map[string][]policy.Found{"description": {{Kind: policy.FoundPhone, Start: 1, End: 4, Confidence: 90, Why: "digits", Action: action}}}
	return l
}

// T8.2, T8.4 a service's texts are looked through: what is refused is not offered,
// what is held waits for an operator, and accepts no order until then.
func TestFindings(t *testing.T) {
	t.Parallel()
	l := offer()
	require.Equal(t, []transaction.Writing{
		{Name: "title", Path: "title", Text: "ロゴ"}, {Name: "description", Path: "description", Text: "three drafts"},
		{Name: "notes", Path: "notes_for_buyers", Text: "colours, please"}, {Name: "options", Path: "options", Text: "急ぎ"},
		{Name: "option_ids", Path: "options", Text: "fast"},
	}, l.Writings())

	_, no := listing.Decide(listing.State{}, suspicious(policy.Refuse), nil, noon)
	require.Equal(t, "T8.2 invalid", no.Rule+" "+string(no.Kind))
	require.Equal(t, "description phone", no.Faults[0].Path+" "+no.Faults[0].Code)

	s, _, no := listing.Handle(listing.State{}, suspicious(policy.Warn), nil, noon)
	require.Nil(t, no)
	require.True(t, listing.Accepting(s, nil, noon))

	s, events, no := listing.Handle(listing.State{}, suspicious(policy.Hold), nil, noon)
	require.Nil(t, no)
	require.True(t, s.Held)
	require.False(t, listing.Accepting(s, nil, noon))
	_, no = listing.Decide(s, listing.Resume{By: ren}, nil, noon)
	require.Equal(t, "T8.4 wrong_state", no.Rule+" "+string(no.Kind), "its seller cannot")
	for _, by := range []transaction.Actor{{}, ren, transaction.Buyer("aoi"), transaction.Operator("")} {
		_, no = listing.Decide(s, listing.Show{By: by}, nil, noon)
		require.Equal(t, "T8.4 wrong_actor", no.Rule+" "+string(no.Kind))
	}
	show := listing.Show{By: transaction.Operator("op")}
	shown, more, no := listing.Handle(s, show, nil, noon.Add(time.Hour))
	require.Nil(t, no)
	require.True(t, listing.Accepting(shown, nil, noon.Add(time.Hour)))
	require.False(t, listing.Accepting(shown, nil, noon.Add(time.Hour-time.Microsecond)))
	_, no = listing.Decide(shown, show, nil, noon)
	require.Equal(t, "not_held", no.Code)
	_, no = listing.Decide(listing.State{}, show, nil, noon)
	require.Equal(t, policy.NotParty, no.Kind)
	require.Equal(t, []string{"description"}, events[0].(listing.Listed).Held)
	require.Equal(t, []listing.Event{listing.Shown{At: noon.Add(time.Hour), By: "op"}}, more)
}

// A seller who pauses while an operator looks stays paused.
func TestFindings_Paused(t *testing.T) {
	t.Parallel()
	s, _, no := listing.Handle(listing.State{}, suspicious(policy.Hold), nil, noon)
	require.Nil(t, no)
	s, events, no := listing.Handle(s, listing.Pause{By: ren}, nil, noon)
	require.Nil(t, no)
	require.Len(t, events, 1)
	s, _, no = listing.Handle(s, listing.Show{By: transaction.Operator("op")}, nil, noon)
	require.Nil(t, no)
	require.False(t, listing.Accepting(s, nil, noon))
	s, _, no = listing.Handle(s, listing.Resume{By: ren}, nil, noon)
	require.Nil(t, no)
	require.True(t, listing.Accepting(s, nil, noon))
}

// T6.4 an operator who shows a service does not lift the pause that came while he
// looked (T3.9): only its seller resumes it.
func TestFindings_PausedByACancel(t *testing.T) {
	t.Parallel()
	s, _, no := listing.Handle(listing.State{}, suspicious(policy.Hold), nil, noon)
	require.Nil(t, no)
	pauses := []time.Time{noon.Add(time.Hour)}
	at := noon.Add(2 * time.Hour)
	s, _, no = listing.Handle(s, listing.Show{By: transaction.Operator("op")}, pauses, at)
	require.Nil(t, no)
	require.False(t, listing.Accepting(s, pauses, at))
	s, events, no := listing.Handle(s, listing.Resume{By: ren}, pauses, at)
	require.Nil(t, no)
	require.Len(t, events, 1)
	require.True(t, listing.Accepting(s, pauses, at))
}
