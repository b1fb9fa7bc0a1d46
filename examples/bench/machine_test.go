package bench_test

import (
	"context"
	"testing"
	"time"

	"github.com/looplab/fsm"
	"github.com/qmuntal/stateless"
	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// BenchmarkFiveSteps compares a whole purchase (purchase, message, delivery,
// approval, close), with every rule asked and every posting made, with five bare
// steps of two state-machine libraries: one entry callback a state, nothing
// decided, nothing booked. "reused" builds the machine once, "new" for each life,
// as one does who keeps many lives in a database.
func BenchmarkFiveSteps(b *testing.B) {
	b.Run("torikime", benchTorikime)
	b.Run("looplab-fsm/new", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			walkFSM(b, newFSM())
		}
	})
	b.Run("looplab-fsm/reused", func(b *testing.B) {
		m := newFSM()
		b.ReportAllocs()
		for b.Loop() {
			m.SetState("requested")
			walkFSM(b, m)
		}
	})
	b.Run("stateless/new", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			walkStateless(b, newStateless(stateless.NewStateMachine("requested")))
		}
	})
	b.Run("stateless/reused", func(b *testing.B) {
		state := any("requested")
		m := newStateless(stateless.NewStateMachineWithExternalStorage(
			func(context.Context) (any, error) { return state, nil },
			func(_ context.Context, s any) error { state = s; return nil },
			stateless.FiringQueued)) // the library's default
		b.ReportAllocs()
		for b.Loop() {
			state = "requested"
			walkStateless(b, m)
		}
	})
}

var steps = []string{"accept", "pay", "deliver", "complete", "review"}
var states = []string{"requested", "accepted", "paid", "delivered", "completed", "reviewed"}

func newFSM() *fsm.FSM {
	events := fsm.Events{}
	callbacks := fsm.Callbacks{}
	for i, step := range steps {
		events = append(events, fsm.EventDesc{Name: step, Src: []string{states[i]}, Dst: states[i+1]})
		callbacks["enter_"+states[i+1]] = func(context.Context, *fsm.Event) {}
	}
	events = append(events, fsm.EventDesc{Name: "cancel", Src: states[:4], Dst: "cancelled"})
	return fsm.NewFSM("requested", events, callbacks)
}

func walkFSM(b *testing.B, m *fsm.FSM) {
	ctx := context.Background()
	for _, step := range steps {
		if err := m.Event(ctx, step); err != nil {
			b.Fatal(err)
		}
	}
}

func newStateless(m *stateless.StateMachine) *stateless.StateMachine {
	for i, step := range steps {
		c := m.Configure(states[i]).Permit(step, states[i+1])
		if i < 4 {
			c.Permit("cancel", "cancelled")
		}
		m.Configure(states[i+1]).OnEntry(func(context.Context, ...any) error { return nil })
	}
	return m
}

func walkStateless(b *testing.B, m *stateless.StateMachine) {
	for _, step := range steps {
		if err := m.Fire(step); err != nil {
			b.Fatal(err)
		}
	}
}

func benchTorikime(b *testing.B) {
	p, err := policy.Preset("coconala-2026")
	require.NoError(b, err)
	price, err := money.Parse("10000", "JPY")
	require.NoError(b, err)
	start := time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
	buyer, seller := transaction.Buyer("aoi"), transaction.Seller("ren")
	b.ReportAllocs()
	for b.Loop() {
		var s transaction.State
		var f transaction.Facts
		s, _, _ = transaction.Handle(s, transaction.Purchase{By: buyer, ID: "t1", Seller: "ren", Service: "logo", Terms: &p.Terms, Price: price, Payment: transaction.Settled}, f, start)
		s, _, _ = transaction.Handle(s, transaction.Message{By: seller, Text: "Thank you for your order."}, f, start.Add(time.Hour))
		s, _, _ = transaction.Handle(s, transaction.Deliver{By: seller, Text: "Here it is."}, f, start.Add(2*time.Hour))
		s, _, _ = transaction.Handle(s, transaction.Approve{By: buyer}, f, start.Add(3*time.Hour))
		s, _ = transaction.Advance(s, start.Add(28*time.Hour))
		if s.Phase != transaction.Closed {
			b.Fatal(s.Phase)
		}
	}
}
