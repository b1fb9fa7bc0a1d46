package listing_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/listing"
)

// edit is the offer, written by its seller once more.
func edit(change func(*listing.Edit)) listing.Edit {
	l := offer()
	c := listing.Edit{
		By: l.By, Title: l.Title, Description: l.Description, Price: l.Price, Options: l.Options, Notes: l.Notes,
		Capacity: l.Capacity, RequireFinished: l.RequireFinished, MaxOptions: l.MaxOptions,
	}
	if change != nil {
		change(&c)
	}
	return c
}

// suspect is an edit whose title is another, and in one of whose texts something
// was found.
func suspect(name string, action policy.Action, change func(*listing.Edit)) listing.Edit {
	return edit(func(c *listing.Edit) {
		c.Found = map[string][]policy.Found{name: {{Kind: policy.FoundPhone, Start: 1, End: 4, Confidence: 90, Why: "digits", Action: action}}}
		if change != nil {
			change(c)
		}
	})
}

// do carries out commands at instants of which each is an hour after the one before.
func do(t *testing.T, s listing.State, auto []time.Time, commands ...listing.Command) listing.State {
	t.Helper()
	for _, c := range commands {
		after, _, no := listing.Handle(s, c, auto, s.LastAt.Add(time.Hour))
		require.Nil(t, no)
		s = after
	}
	return s
}

// An edit replaces everything that the seller wrote, and nothing else; the state
// before it is not changed.
func TestEdit(t *testing.T) {
	t.Parallel()
	s := listed(t, noon)
	was := listed(t, noon)
	c := listing.Edit{By: ren, Title: "ロゴとアイコン", Description: "five drafts", Price: money.New(12000, money.JPY), Notes: "sizes, please", Capacity: 5, MaxOptions: 10}
	after, events, no := listing.Handle(s, c, nil, noon.Add(time.Hour))
	require.Nil(t, no)
	require.Equal(t, []listing.Event{listing.Edited{
		At: noon.Add(time.Hour), ID: "logo", Seller: "ren", Title: "ロゴとアイコン", Description: "five drafts", Price: money.New(12000, money.JPY), Notes: "sizes, please", Capacity: 5,
	}}, events)
	require.Equal(t, was, s)
	want := was
	want.Title, want.ShownTitle, want.Description, want.Price, want.Options = c.Title, c.Title, c.Description, c.Price, nil
	want.Notes, want.Capacity, want.RequireFinished, want.Seq, want.LastAt = c.Notes, 5, false, 2, noon.Add(time.Hour)
	require.Equal(t, want, after)
	require.True(t, listing.Accepting(after, nil, noon), "before the edit too")
}

// An edit that changes nothing is accepted and leads to no event; each thing that
// a seller writes is a change.
func TestEdit_Nothing(t *testing.T) {
	t.Parallel()
	events, no := listing.Decide(listed(t, noon), edit(nil), nil, noon)
	require.Nil(t, no)
	require.Empty(t, events)
	for name, change := range map[string]func(*listing.Edit){
		"title":       func(c *listing.Edit) { c.Title = "x" },
		"description": func(c *listing.Edit) { c.Description = "" },
		"price":       func(c *listing.Edit) { c.Price = money.New(10001, money.JPY) },
		"no options":  func(c *listing.Edit) { c.Options = nil },
		"option price": func(c *listing.Edit) {
			c.Options = []transaction.Option{{ID: "fast", Title: "急ぎ", Price: money.New(501, money.JPY)}}
		},
		"notes":            func(c *listing.Edit) { c.Notes = "" },
		"T1.10 cap":        func(c *listing.Edit) { c.Capacity = 0 },
		"T1.13 one by one": func(c *listing.Edit) { c.RequireFinished = false },
	} {
		events, no := listing.Decide(listed(t, noon), edit(change), nil, noon)
		require.Nil(t, no, name)
		require.Len(t, events, 1, name)
	}
}

// Only its seller edits a service, with what could be listed, in its currency,
// until he withdraws it.
func TestEdit_Refuses(t *testing.T) {
	t.Parallel()
	s := listed(t, noon)
	cases := []struct {
		name   string
		state  listing.State
		change func(*listing.Edit)
		want   string
	}{
		{"T0.9 nothing there", listing.State{}, nil, "T0.9 not_party not_party"},
		{"T1.7 another seller", s, func(c *listing.Edit) { c.By = transaction.Seller("sora") }, "T1.7 wrong_actor wrong_actor"},
		{"T1.7 its seller as a buyer", s, func(c *listing.Edit) { c.By = transaction.Buyer("ren") }, "T1.7 wrong_actor wrong_actor"},
		{"T1.7 an operator", s, func(c *listing.Edit) { c.By = transaction.Operator("op") }, "T1.7 wrong_actor wrong_actor"},
		{"T1.7 nobody", s, func(c *listing.Edit) { c.By = transaction.Actor{} }, "T1.7 wrong_actor wrong_actor"},
		{"T9.4 withdrawn", do(t, s, nil, listing.Withdraw{By: ren}), func(c *listing.Edit) { c.Title = "x" }, "T9.4 too_late withdrawn"},
		{"blank title", s, func(c *listing.Edit) { c.Title = "\u3000" }, "T1.12 invalid listing"},
		{"free", s, func(c *listing.Edit) { c.Price = money.New(0, money.JPY) }, "T1.12 invalid listing"},
		{"another currency", s, func(c *listing.Edit) { c.Price, c.Options = money.New(5, money.USD), nil }, "T1.12 invalid listing"},
		{"no currency", s, func(c *listing.Edit) { c.Price, c.Options = money.Money{}, nil }, "T1.12 invalid listing"},
		{"T1.12 fewer options are allowed now", s, func(c *listing.Edit) { c.MaxOptions = 0 }, "T1.12 invalid listing"},
		{"T1.10 negative cap", s, func(c *listing.Edit) { c.Capacity = -1 }, "T1.12 invalid listing"},
		{"T8.2 contact", s, func(c *listing.Edit) { *c = suspect("notes", policy.Refuse, nil) }, "T8.2 invalid contact"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			events, no := listing.Decide(c.state, edit(c.change), nil, noon)
			require.Empty(t, events)
			require.NotNil(t, no)
			require.Equal(t, c.want, no.Rule+" "+string(no.Kind)+" "+no.Code)
		})
	}
	_, no := listing.Decide(s, &listing.Edit{By: ren}, nil, noon)
	require.Equal(t, "unknown_command", no.Code, "a pointer is no command")
}

// An edit whose texts are held hides the service until an operator shows it or an
// edit heals it; what everybody has seen before is not held once more.
func TestEdit_Held(t *testing.T) {
	t.Parallel()
	const description, notes = "description", "notes"
	show := listing.Show{By: transaction.Operator("op")}
	bad := func(c *listing.Edit) { c.Description = "call me" }
	hold := suspect(description, policy.Hold, bad)
	dearer := suspect(description, policy.Hold, func(c *listing.Edit) { bad(c); c.Price = money.New(11000, money.JPY) })
	both := suspect(description, policy.Hold, func(c *listing.Edit) {
		bad(c)
		c.Notes, c.Found[notes] = "or mail me", c.Found[description]
	})
	cases := []struct {
		name     string
		commands []listing.Command
		held     []string
		title    string
	}{
		{"T8.4 held", []listing.Command{hold}, []string{description}, ""},
		{"a warning holds nothing", []listing.Command{suspect(description, policy.Warn, bad)}, nil, ""},
		{"shown", []listing.Command{hold, show}, nil, ""},
		{"healed", []listing.Command{hold, edit(nil)}, nil, ""},
		{"another price heals nothing", []listing.Command{hold, dearer}, []string{description}, ""},
		{"what an operator has shown stays shown", []listing.Command{hold, show, dearer}, nil, ""},
		{"another text beside it is held alone", []listing.Command{hold, show, both}, []string{notes}, ""},
		{"which its removal heals", []listing.Command{hold, show, both, hold}, nil, ""},
		{"both are held, one is healed", []listing.Command{both, hold}, []string{description}, ""},
		{"what was shown and changed is held again", []listing.Command{hold, show, suspect(description, policy.Hold, func(c *listing.Edit) { c.Description = "do call me" })}, []string{description}, ""},
		{"what stood there before a stricter policy", []listing.Command{suspect(description, policy.Hold, func(c *listing.Edit) { c.Price = money.New(11000, money.JPY) })}, nil, ""},
		{"a held title is not what others know it by", []listing.Command{suspect("title", policy.Hold, func(c *listing.Edit) { c.Title = "090-1234" })}, []string{"title"}, ""},
		{"a shown one is", []listing.Command{suspect("title", policy.Hold, func(c *listing.Edit) { c.Title = "090-1234" }), show}, nil, "090-1234"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := do(t, listed(t, noon), nil, c.commands...)
			require.Equal(t, c.held, s.HeldTexts)
			require.Equal(t, len(c.held) > 0, s.Held)
			require.Equal(t, len(c.held) == 0, listing.Accepting(s, nil, s.LastAt))
			if c.title == "" {
				c.title = offer().Title
			}
			require.Equal(t, c.title, s.ShownTitle)
		})
	}
	first, _, no := listing.Handle(listing.State{}, suspicious(policy.Hold), nil, noon)
	require.Nil(t, no)
	require.Empty(t, first.ShownTitle, "nobody else has ever seen it")
	require.Equal(t, "ロゴ", do(t, first, nil, show).ShownTitle)
	healed := do(t, first, nil, edit(func(c *listing.Edit) { c.Description = "plain words" }))
	require.True(t, listing.Accepting(healed, nil, noon.Add(time.Hour)))
	require.False(t, listing.Accepting(healed, nil, noon.Add(time.Hour-time.Microsecond)))
}

// Neither an edit nor what comes of its texts lifts or brings a pause; every
// instant keeps what was true then, but that held words are sold at none.
func TestEdit_Accepting(t *testing.T) {
	t.Parallel()
	pause, resume, show := listing.Pause{By: ren}, listing.Resume{By: ren}, listing.Show{By: transaction.Operator("op")}
	change := edit(func(c *listing.Edit) { c.Title = "x" })
	hold := suspect("title", policy.Hold, func(c *listing.Edit) { c.Title = "call me" })
	cases := []struct {
		name     string
		commands []listing.Command // at one, two, three … hours
		auto     []time.Duration
		want     map[time.Duration]bool // by the hour
	}{
		{"edited", []listing.Command{change}, nil, map[time.Duration]bool{0: true, 1: true}},
		{"T0.8 paused, then edited", []listing.Command{pause, change}, nil, map[time.Duration]bool{0: true, 1: false, 2: false}},
		{"resumed after it", []listing.Command{pause, change, resume}, nil, map[time.Duration]bool{0: true, 2: false, 3: true}},
		{"edited, then paused", []listing.Command{change, pause}, nil, map[time.Duration]bool{1: true, 2: false}},
		{"T3.9 automatic pause, then edited", []listing.Command{change, change}, []time.Duration{1}, map[time.Duration]bool{0: true, 1: false, 2: false}},
		{"T0.8 automatic pause stored after the edit", []listing.Command{change}, []time.Duration{5}, map[time.Duration]bool{4: true, 5: false}},
		{"held: at no instant", []listing.Command{change, hold}, nil, map[time.Duration]bool{0: false, 1: false, 2: false}},
		{"held and shown: not between", []listing.Command{change, hold, show}, nil, map[time.Duration]bool{1: true, 2: false, 3: true}},
		{"held and healed: not between", []listing.Command{hold, change}, nil, map[time.Duration]bool{0: true, 1: false, 2: true}},
		{"twice", []listing.Command{hold, show, suspect("notes", policy.Hold, func(c *listing.Edit) { c.Notes = "call me" }), change}, nil, map[time.Duration]bool{0: true, 1: false, 2: true, 3: false, 4: true}},
		{"paused, held and shown", []listing.Command{pause, hold, show}, nil, map[time.Duration]bool{0: true, 1: false, 3: false}},
		{"paused while held, and healed", []listing.Command{hold, pause, change}, nil, map[time.Duration]bool{0: true, 1: false, 3: false}},
		{"T6.4 automatic pause while held, and healed", []listing.Command{hold, change}, []time.Duration{1}, map[time.Duration]bool{0: true, 2: false}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var auto []time.Time
			for _, d := range c.auto {
				auto = append(auto, noon.Add(d*time.Hour))
			}
			s := do(t, listed(t, noon), auto, c.commands...)
			for at, want := range c.want {
				require.Equal(t, want, listing.Accepting(s, auto, noon.Add(at*time.Hour)), "at %d", at)
			}
		})
	}
}
