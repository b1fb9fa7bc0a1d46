package transfer_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/transfer"
)

// play is one transfer, and whoever works on it.
type play struct {
	t *testing.T
	s transfer.State
}

func begin(t *testing.T, k transfer.Kind) *play {
	t.Helper()
	p := &play{t: t, s: transfer.State{LastAt: noon}}
	return p.do(transfer.Request{Order: orders()[k-1]})
}

func (p *play) do(c transfer.Command) *play {
	p.t.Helper()
	s, _, no := transfer.Handle(p.s, c, p.s.LastAt)
	require.Nil(p.t, no, "%+v", no)
	p.s = s
	return p
}

func (p *play) refuses(code string, c transfer.Command) *play {
	p.t.Helper()
	s, _, no := transfer.Handle(p.s, c, p.s.LastAt)
	require.NotNil(p.t, no)
	require.Equal(p.t, "T10.3", no.Rule)
	require.Equal(p.t, code, no.Code)
	require.Equal(p.t, p.s, s)
	return p
}

func (p *play) send() *play { return p.do(transfer.Dispatch{Until: p.s.LastAt.Add(lease)}) }

func (p *play) said(status transfer.Status) transfer.Answer {
	return transfer.Answer{Step: p.s.Step, Call: p.s.Call, Status: status, Ref: status.String(), RetryAt: p.s.LastAt.Add(again), Most: most, KeyLife: keyLife}
}

// hear lets what is due happen, makes the call and hears each of the answers.
func (p *play) hear(list ...transfer.Status) *play {
	p.t.Helper()
	for _, status := range list {
		if p.s.Work == transfer.Waits {
			p.wait()
		}
		p.send().do(p.said(status))
	}
	return p
}

func (p *play) wait() *play {
	at, ok := transfer.Next(p.s)
	require.True(p.t, ok)
	p.s, _ = transfer.Advance(p.s, at)
	return p
}

func (p *play) operator(how transfer.Takeover) transfer.TakeOver {
	return transfer.TakeOver{By: transaction.Operator("op"), How: how, Reason: "looked at it"}
}

func (p *play) is(phase transfer.Phase, work transfer.Work, step transfer.Step) *play {
	p.t.Helper()
	require.Equal(p.t, phase, p.s.Phase, "phase")
	require.Equal(p.t, work, p.s.Work, "work")
	require.Equal(p.t, step, p.s.Step, "step")
	return p
}

const (
	unknown  = transfer.Unknown
	missing  = transfer.NotFound
	awaits   = transfer.AwaitsBuyer
	allowed  = transfer.Authorised
	pending  = transfer.Pending
	done     = transfer.Succeeded
	failed   = transfer.Failed
	reversed = transfer.Reversed
)

// Row by row: what a provider says, and how the transfer stands then.
func TestAnswers(t *testing.T) {
	t.Parallel()
	const capture, refund, payout = transfer.Capture, transfer.Refund, transfer.Payout
	for _, c := range []struct {
		name  string
		kind  transfer.Kind
		said  []transfer.Status
		phase transfer.Phase
		work  transfer.Work
		step  transfer.Step
	}{
		{"T10.3 a capture at once", capture, []transfer.Status{done}, transfer.Confirmed, transfer.Idle, 0},
		{"T10.3 a buyer pays", capture, []transfer.Status{awaits, awaits, allowed, done}, transfer.Confirmed, transfer.Idle, 0},
		{"T10.3 a capture without a clear answer is the same capture once more", capture, []transfer.Status{allowed, unknown, allowed}, transfer.Called, transfer.Waits, transfer.Take},
		{"T10.3 a card that is declined", capture, []transfer.Status{awaits, allowed, failed}, transfer.Declined, transfer.Idle, 0},
		{"T10.3 a payment that was there is not opened twice", capture, []transfer.Status{awaits, missing}, transfer.Called, transfer.Waits, transfer.Look},
		{"T10.3 one that never was is opened again", capture, []transfer.Status{unknown, missing}, transfer.Called, transfer.Waits, transfer.Authorise},
		{"T10.3 captured late after a decline", capture, []transfer.Status{failed}, transfer.Declined, transfer.Idle, 0},
		{"T10.3 captured and gone before anybody heard of it", capture, []transfer.Status{unknown, reversed}, transfer.Declined, transfer.Idle, 0},
		{"T10.3 a refund that fails is tried again", refund, []transfer.Status{failed}, transfer.Called, transfer.Waits, transfer.Return},
		{"T10.3 until an operator takes it over", refund, []transfer.Status{failed, pending, failed, failed}, transfer.Called, transfer.Stuck, 0},
		{"T10.3 unclear, it is looked up", refund, []transfer.Status{unknown}, transfer.Called, transfer.Waits, transfer.Look},
		{"T10.3 and sent again if it was not done", refund, []transfer.Status{unknown, missing}, transfer.Called, transfer.Waits, transfer.Return},
		{"T10.3 too many unclear answers", refund, []transfer.Status{unknown, unknown, unknown}, transfer.Called, transfer.Stuck, 0},
		{"T10.3 a refund waits for no buyer", refund, []transfer.Status{awaits}, transfer.Called, transfer.Waits, transfer.Look},
		{"T10.3 a payout that fails is over", payout, []transfer.Status{failed}, transfer.Declined, transfer.Idle, 0},
		{"T10.3 a payout is pending for long", payout, []transfer.Status{pending, pending, pending, pending, done}, transfer.Confirmed, transfer.Idle, 0},
		{"T10.3 a status that nobody knows", payout, []transfer.Status{99}, transfer.Called, transfer.Waits, transfer.Look},
	} {
		t.Run(c.kind.String()+" "+c.name, func(t *testing.T) {
			t.Parallel()
			begin(t, c.kind).hear(c.said...).is(c.phase, c.work, c.step)
		})
	}
}

// T10.3: after the end, money still moves: late, and back.
func TestAfterTheEnd(t *testing.T) {
	t.Parallel()
	t.Run("T10.3 money that comes after the decline is there", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Capture).hear(failed).do(transfer.Tell{Phase: transfer.Declined, Since: 3})
		require.False(t, p.s.Ready())
		p.do(transfer.Hint{}).hear(done).is(transfer.Confirmed, transfer.Idle, 0)
		require.True(t, p.s.Ready(), "whoever asked hears of it anew")
		require.Equal(t, int64(1000), p.s.Book.Balance(ledger.Clearing), "T10.1")
	})
	t.Run("T10.3 what is authorised too late is not captured", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Capture).hear(awaits)
		p.s, _ = transfer.Advance(p.s, p.s.Order.Expires)
		p.s.LastAt = p.s.Order.Expires
		p.is(transfer.Called, transfer.ToCall, transfer.Look).hear(allowed).is(transfer.Declined, transfer.Idle, 0)
		p.do(transfer.Hint{}).hear(allowed).is(transfer.Declined, transfer.Idle, 0)
	})
	t.Run("T10.3 a deed whose end is unknown does not expire", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Capture).hear(allowed, unknown)
		p.s, _ = transfer.Advance(p.s, noon.Add(24*time.Hour))
		p.is(transfer.Called, transfer.ToCall, transfer.Look)
	})
	t.Run("T10.3 never called, it expires by itself", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Capture)
		before, _ := transfer.Advance(p.s, p.s.Order.Expires.Add(-1))
		require.Equal(t, transfer.Asked, before.Phase)
		p.s, _ = transfer.Advance(p.s, p.s.Order.Expires)
		p.is(transfer.Declined, transfer.Idle, 0)
	})
	t.Run("T10.1 a refund comes back, and is sent under another key", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Refund).hear(done)
		first := p.s.Key()
		told := transfer.Tell{Phase: transfer.Confirmed, Since: p.s.Since}
		p.do(told).do(transfer.Hint{}).hear(reversed).is(transfer.Returned, transfer.Stuck, 0)
		require.Zero(t, p.s.Book.Balance(ledger.Payer), "T10.1")
		p.do(transfer.Hint{}).hear(reversed).is(transfer.Returned, transfer.Stuck, 0)
		p.refuses("refund_is_owed", p.operator(transfer.Abandon)).do(p.operator(transfer.Retry)).is(transfer.Called, transfer.ToCall, transfer.Return)
		require.NotEqual(t, first, p.s.Key())
		require.Empty(t, p.s.DoneRef, "the old deed's id is not the new one's")
		p.hear(done)
		require.True(t, p.do(told).s.Ready(), "confirmed again is told again, whoever told it before")
		require.False(t, p.do(transfer.Tell{Phase: transfer.Confirmed, Since: p.s.Since}).s.Ready())
	})
	t.Run("T10.3 a payout comes back", func(t *testing.T) {
		t.Parallel()
		begin(t, transfer.Payout).hear(done).do(transfer.Hint{}).hear(reversed).is(transfer.Returned, transfer.Idle, 0)
	})
	t.Run("T10.3 what was confirmed is not done again", func(t *testing.T) {
		t.Parallel()
		for _, status := range []transfer.Status{unknown, missing, awaits, allowed, pending, failed} {
			p := begin(t, transfer.Capture).hear(done).do(transfer.Hint{}).hear(status).is(transfer.Confirmed, transfer.Waits, transfer.Look)
			p.hear(status, status, status).is(transfer.Confirmed, transfer.Stuck, 0)
			p.do(p.operator(transfer.Retry)).is(transfer.Confirmed, transfer.ToCall, transfer.Look)
		}
	})
}

// T10.3: what an operator decides.
func TestTakeOver(t *testing.T) {
	t.Parallel()
	t.Run("T10.3 unknown, it is looked up and never sent under another key", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Refund).hear(unknown, unknown, unknown)
		key := p.s.Key()
		p.do(p.operator(transfer.Retry)).is(transfer.Called, transfer.ToCall, transfer.Look).hear(missing).wait().is(transfer.Called, transfer.ToCall, transfer.Return)
		require.Equal(t, key, p.s.Key())
	})
	t.Run("T10.3 refused, it is sent under another key", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Refund).hear(failed, failed, failed)
		key := p.s.Key()
		p.do(p.operator(transfer.Retry)).is(transfer.Called, transfer.ToCall, transfer.Return)
		require.NotEqual(t, key, p.s.Key())
	})
	t.Run("T10.3 a key that may be forgotten is never sent again", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Payout).hear(unknown)
		p.s, _ = transfer.Advance(p.s, noon.Add(keyLife))
		p.s.LastAt = noon.Add(keyLife - again) // sent at its end, it would be too late
		p.hear(missing).is(transfer.Called, transfer.Stuck, 0)
		require.Contains(t, p.s.Reason, "forgotten")
	})
	t.Run("T10.1 done by another way, and by the provider too", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Refund).hear(unknown, unknown, unknown)
		p.do(p.operator(transfer.Settle)).is(transfer.Confirmed, transfer.Idle, 0)
		for _, status := range []transfer.Status{missing, failed, reversed} {
			p.do(transfer.Hint{}).hear(status).is(transfer.Confirmed, transfer.Idle, 0)
		}
		p.do(transfer.Hint{}).hear(done).is(transfer.Confirmed, transfer.Stuck, 0)
		require.Equal(t, int64(2000), p.s.Book.Balance(ledger.Payer), "T10.1 the buyer has it twice")
		p.refuses("already_confirmed", p.operator(transfer.Settle))
		p.do(transfer.Hint{}).hear(reversed).is(transfer.Confirmed, transfer.Idle, 0)
		require.Equal(t, int64(1000), p.s.Book.Balance(ledger.Payer), "T10.1")
	})
	t.Run("T10.3 given up, and done all the same", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Payout).hear(unknown, unknown, unknown)
		p.do(p.operator(transfer.Abandon)).is(transfer.Declined, transfer.Idle, 0)
		p.do(transfer.Hint{}).hear(done).is(transfer.Confirmed, transfer.Idle, 0)
	})
	t.Run("T10.3 another amount", func(t *testing.T) {
		t.Parallel()
		less := func(p *play) *play {
			a := p.send().said(done)
			a.Amount = money.New(999, money.JPY)
			return p.do(a)
		}
		p := less(begin(t, transfer.Refund)).is(transfer.Confirmed, transfer.Stuck, 0)
		require.Equal(t, int64(999), p.s.Book.Balance(ledger.Payer), "T10.1 what was moved, and no more")
		p.do(p.operator(transfer.Abandon)).do(transfer.Hint{}).hear(done).is(transfer.Confirmed, transfer.Idle, 0)
		require.True(t, less(begin(t, transfer.Capture)).is(transfer.Confirmed, transfer.Idle, 0).s.Mismatch())
	})
	t.Run("T10.3 who, when and why", func(t *testing.T) {
		t.Parallel()
		p := begin(t, transfer.Refund)
		p.refuses("not_stuck", p.operator(transfer.Retry))
		p.hear(failed, failed, failed)
		for _, by := range []transaction.Actor{{}, transaction.System(), transaction.Buyer("aoi"), {Role: policy.Operator}, transaction.Operator("\xff")} {
			p.refuses("no_operator", transfer.TakeOver{By: by, How: transfer.Retry, Reason: "r"})
		}
		for _, reason := range []string{"", " \u200b", "\xff", "\u202e"} {
			p.refuses("reason", transfer.TakeOver{By: transaction.Operator("op"), How: transfer.Retry, Reason: reason})
		}
		p.refuses("takeover", transfer.TakeOver{By: transaction.Operator("op"), How: 9, Reason: "r"})
		p.refuses("no_answer_awaited", p.said(done))
		p.refuses("not_to_call", transfer.Dispatch{})
		p.refuses("exists", transfer.Request{Order: p.s.Order})
		(&play{t: t}).refuses("no_transfer", transfer.Hint{}).refuses("form", transfer.Request{})
	})
}

// T10.3: an answer to a call whose lease was missed answers nothing; it is looked up.
func TestLateAnswer(t *testing.T) {
	t.Parallel()
	p := begin(t, transfer.Refund).send()
	late := p.said(failed)
	p.wait().is(transfer.Called, transfer.ToCall, transfer.Look).refuses("no_answer_awaited", late)
	p.hear(failed).wait().send().refuses("no_answer_awaited", late) // it was said of the old key
	p.s.Attempts = 49
	p.wait().is(transfer.Called, transfer.Stuck, 0)
}

// A hint while a call is under way is looked up after it: the call may have been
// answered before what it says.
func TestHintBetween(t *testing.T) {
	t.Parallel()
	p := begin(t, transfer.Capture).hear(awaits).wait().send().do(transfer.Hint{})
	p.do(p.said(awaits)).is(transfer.Called, transfer.ToCall, transfer.Look)
	p.hear(awaits).is(transfer.Called, transfer.Waits, transfer.Look)
}

// An instant that has passed, as after a clock that jumped, hangs nothing.
func TestPastDeadlines(t *testing.T) {
	t.Parallel()
	p := begin(t, transfer.Refund).do(transfer.Dispatch{})
	require.Equal(t, noon.Add(time.Second), p.s.WakeAt)
	a := p.said(unknown)
	a.RetryAt = time.Time{}
	p.do(a)
	require.Equal(t, noon.Add(time.Second), p.s.WakeAt)
}

// What a provider says is kept as far as it can be stored; that the deed was done
// counts for more.
func TestUnstorableAnswer(t *testing.T) {
	t.Parallel()
	p := begin(t, transfer.Capture).send()
	a := p.said(failed)
	a.Ref, a.URL, a.Reason = "\xff", "\xff", "no\xff"
	_, events, no := transfer.Handle(p.s, a, noon)
	require.Nil(t, no)
	require.Len(t, events, 1)
	_, err := transfer.Encode(events[0])
	require.NoError(t, err)
	require.Equal(t, "no\uFFFD", events[0].(transfer.Answered).Reason)
	a.Status, a.Amount = done, money.New(-5, money.JPY)
	p.do(a).is(transfer.Called, transfer.Waits, transfer.Look)
}

// T10.3: under a clock that was set far back nobody knows how old a key is, and what
// is not found is not sent again; a clock that is put right by minutes changes nothing.
func TestKeyUnderAClockSetBack(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		back time.Duration
		work transfer.Work
	}{{keyLife - time.Microsecond, transfer.Waits}, {keyLife, transfer.Stuck}, {365 * 24 * time.Hour, transfer.Stuck}} {
		p := begin(t, transfer.Payout).hear(unknown).wait().send()
		a := p.said(missing)
		a.RetryAt = p.s.FirstSent.Add(-tt.back)
		p.do(a)
		require.Equal(t, tt.work, p.s.Work, tt.back)
	}
}

// T10.3: only what has gone out, cannot be looked up and stands under a young key is
// sent again without its end being known, and not after half of the key's life.
func TestRepeatSafe(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		kind transfer.Kind
		life time.Duration
		wait time.Duration
		next transfer.Step
	}{
		{"a payout", transfer.Payout, keyLife, again, transfer.Send},
		{"a refund", transfer.Refund, keyLife, again, transfer.Return},
		{"a capture is looked up", transfer.Capture, keyLife, again, transfer.Look},
		{"a key that is remembered for ever", transfer.Payout, 0, 1000 * time.Hour, transfer.Send},
		{"just before half of its life", transfer.Payout, 24 * time.Hour, 12*time.Hour - time.Microsecond, transfer.Send},
		{"at half of its life", transfer.Payout, 24 * time.Hour, 12 * time.Hour, transfer.Look},
	} {
		p := begin(t, tt.kind).hear(unknown).wait().send()
		a := p.said(unknown)
		a.RepeatSafe, a.KeyLife, a.RetryAt = true, tt.life, p.s.FirstSent.Add(tt.wait)
		p.do(a)
		require.Equal(t, tt.next, p.s.Step, tt.name)
	}
	// What was not sent in time is looked up instead.
	p := begin(t, transfer.Payout).hear(unknown).wait().send()
	a := p.said(unknown)
	a.RepeatSafe = true
	p.do(a).wait()
	late, events, no := transfer.Handle(p.s, transfer.Dispatch{Until: p.s.FirstSent.Add(time.Hour)}, p.s.FirstSent.Add(keyLife/2))
	require.Nil(t, no)
	require.Equal(t, transfer.Look, events[0].(transfer.Sent).Step)
	require.Equal(t, transfer.Look, late.Step)
	require.Equal(t, p.s.Key(), late.Key())
	// An id that was heard is looked up.
	p = begin(t, transfer.Payout).hear(pending).wait().send()
	a = p.said(unknown)
	a.RepeatSafe = true
	p.do(a).is(transfer.Called, transfer.Waits, transfer.Look)
}

// T10.3: what a provider never finishes comes to an operator after 60 days; he may
// have it looked up again, and what it comes to is heard.
func TestPendingForLong(t *testing.T) {
	t.Parallel()
	const days = 60 * 24 * time.Hour
	for _, k := range []transfer.Kind{transfer.Capture, transfer.Refund, transfer.Payout} {
		p := begin(t, k).hear(pending).wait().send()
		at := func(when time.Time) *play {
			s, _, no := transfer.Handle(p.s, p.said(pending), when)
			require.Nil(t, no)
			return &play{t: t, s: s}
		}
		p.s.WakeAt = p.s.FirstSent.Add(2 * days) // a lease that has not ended
		at(p.s.FirstSent.Add(days-time.Microsecond)).is(transfer.Called, transfer.Waits, transfer.Look)
		p = at(p.s.FirstSent.Add(days)).is(transfer.Called, transfer.Stuck, 0)
		require.Contains(t, p.s.Reason, "60 days")
		p.do(p.operator(transfer.Retry)).hear(pending).is(transfer.Called, transfer.Stuck, 0)
		p.do(transfer.Hint{}).hear(done).is(transfer.Confirmed, transfer.Idle, 0)
	}
	// Given up by an operator, and the provider is still at it.
	p := begin(t, transfer.Payout).hear(pending)
	p.s.LastAt = p.s.FirstSent.Add(days)
	p.hear(pending).do(p.operator(transfer.Abandon)).do(transfer.Hint{}).hear(pending)
	p.is(transfer.Declined, transfer.Stuck, 0)
	p.do(p.operator(transfer.Abandon)).is(transfer.Declined, transfer.Idle, 0)
}
