package transaction_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// Section 0: deadlines happen at their own instants, however late anybody looks.
func TestTime(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T0.2 not before the deadline", script: `
			0 buyer buy
			48h-1us see | phase=open events=
			48h see | phase=cancelled ended=48h`},
		{name: "T0.2 at the deadline itself, though noticed months later", preset: fc, script: `
			0 buyer buy
			2h seller deliver
			4000h see | phase=closed events=approved@74h,closed@74h,reviews_ended@2234h`},
		{name: "T0.3 a command is judged by what the deadlines left", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			74h buyer decline -> T4.10 too_late closed opens=never | events=approved@74h,closed@74h`},
		{name: "T0.3 and is in time just before", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			74h-1us buyer decline | phase=open`},
		{name: "T0.3 several deadlines happen in the order of their instants", preset: live, script: `
			0 buyer buy
			1h seller message
			2h seller ask sellers_reasons
			5000h see | events=cancelled@26h,content_hidden@98h,reviews_ended@266h`},
		{name: "T0.4 within a period is over at its exact end", script: `
			0 buyer buy
			48h seller message -> T3.14 too_late cancelled`},
		{name: "T0.4 within a period holds to the last instant", script: `
			0 buyer buy
			48h-1us seller message | phase=open`},
		{name: "T0.4 so much or more has passed at the exact end", script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h buyer ask seller_unreachable | request=buyer`},
		{name: "T0.6 a command from the past is judged at the last event", script: `
			0 buyer buy
			5h seller message
			3h buyer message | events=message_posted@5h`},
		{name: "T0.6 and what is due at the last event happens for it", preset: fc,
			tweak: func(t *policy.Terms) { t.Delivery.Close = policy.Hours(0) }, script: `
			0 buyer buy
			5h seller deliver
			6h buyer message
			3h buyer approve | events=approved@6h,closed@6h`},
		{name: "T0.8 a pause counts from the deadline's instant", preset: live, script: `
			0 buyer buy
			60h see | pauses=true ended=48h events=cancelled@48h,review_given@48h`},
		{name: "T0.9 a refusal writes only what was overdue before", preset: fc, script: `
			0 buyer buy
			60h seller message -> T3.14 too_late cancelled | events=cancelled@48h`},
		{name: "T0.9 and nothing if nothing was", script: `
			0 buyer buy
			1h seller approve -> T4.3 wrong_actor wrong_actor | events=`},
	})
}

// T0.5: a deadline fires at the next full hour if the policy says so; stops and
// extensions move the unrounded end.
func TestRounding(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T0.5 off: to the microsecond", preset: fc, script: `
			0 buyer buy
			1h10m seller deliver | deadlines=approval@73h10m`},
		{name: "T0.5 on: the next full hour", preset: live, script: `
			0 buyer buy
			1h seller message
			1h10m seller deliver | deadlines=approval@74h,age_limit@2880h
			74h-1us see | phase=delivered
			74h see | phase=closed events=approved@74h,closed@74h`},
		{name: "T0.5 on the hour stays", preset: live, script: `
			0 buyer buy
			1h seller message
			2h seller deliver | deadlines=approval@74h,age_limit@2880h`},
		{name: "T0.5 a microsecond past the hour is the next", preset: live, script: `
			0 buyer buy
			1h seller message
			2h+1us seller deliver | deadlines=approval@75h,age_limit@2880h`},
		{name: "T0.5 stops move the unrounded end", preset: live, script: `
			0 buyer buy
			1h seller message
			1h10m seller deliver
			2h seller ask buyers_reasons | deadlines=cancel_answer@26h
			2h30m seller withdraw | deadlines=approval@74h,age_limit@2880h30m
			3h seller ask buyers_reasons
			3h30m seller withdraw | deadlines=approval@75h,age_limit@2881h`},
		{name: "T0.5 extensions move the unrounded end", preset: live, script: `
			0 buyer buy
			1h seller message
			1h10m seller deliver
			4h operator extend approval 10m | deadlines=approval@74h,age_limit@2880h
			4h operator extend approval 41m | deadlines=approval@75h,age_limit@2880h`},
		{name: "T0.5 a cancel answer is rounded", preset: live, script: `
			0 buyer buy
			1h20m seller ask sellers_reasons | deadlines=cancel_answer@26h
			26h-1us see | phase=open
			26h see | phase=cancelled ended=26h`},
		{name: "T0.5 a clock stopped while it waits for the full hour keeps what it had", preset: live, script: `
			0 buyer buy
			1h seller message
			1h10m seller deliver
			73h30m seller ask buyers_reasons
			80h30m seller withdraw | deadlines=approval@81h,age_limit@2887h`},
		{name: "T0.5 and fires at once if the full hour has passed", preset: live, script: `
			0 buyer buy
			1h seller message
			1h10m seller deliver
			73h30m seller ask buyers_reasons
			80h10m seller withdraw | phase=closed ended=80h10m`},
		{name: "T0.5 a silence is rounded where the policy says so", preset: fc,
			tweak: func(t *policy.Terms) { t.Cancel.SellerSilence = policy.Hours(96).RoundUp(t.Time.Offset) }, script: `
			0 buyer buy
			1h10m seller message
			2h buyer message
			98h-1us buyer ask seller_unreachable -> T3.2 too_early not_yet opens=98h
			98h buyer ask seller_unreachable`},
	})
}

// T0.7: of two deadlines at one instant the first of the fixed order happens; the
// other finds the state that it left.
func TestTies(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T0.7 first contact before the age limit", preset: fc,
			tweak: func(t *policy.Terms) { t.Delivery.AgeLimit = policy.Hours(48) }, script: `
			0 buyer buy | deadlines=first_contact@48h,age_limit@48h
			48h see | phase=cancelled events=cancelled@48h`},
		{name: "T0.7 approval before the age limit", preset: fc,
			tweak: func(t *policy.Terms) { t.Delivery.AgeLimit = policy.Hours(74) }, script: `
			0 buyer buy
			2h seller deliver | deadlines=approval@74h,age_limit@74h
			74h see | phase=closed closed=auto_approval events=approved@74h,closed@74h`},
		{name: "T0.7 close before the age limit", preset: fc,
			tweak: func(t *policy.Terms) { t.Delivery.AgeLimit = policy.Hours(27) }, script: `
			0 buyer buy
			2h seller deliver
			3h buyer approve | deadlines=close@27h,age_limit@27h
			27h see | phase=closed closed=time`},
		{name: "T0.7 the end of reviews before the hiding", preset: fc,
			tweak: func(t *policy.Terms) { t.Cancel.Hide = policy.Hours(90 * 24) }, script: `
			0 buyer buy
			48h see | deadlines=review_end@2208h,hide@2208h
			2208h see | events=reviews_ended@2208h,content_hidden@2208h`},
		{name: "T0.7 a deadline a microsecond earlier comes first, whatever its kind", preset: fc,
			tweak: func(t *policy.Terms) { t.Delivery.AgeLimit = policy.Elapsed(48*time.Hour - time.Microsecond) }, script: `
			0 buyer buy
			48h see | phase=closed closed=age`},
	})
	t.Run("T0.7 the order of the kinds", func(t *testing.T) {
		t.Parallel()
		require.Equal(t, []transaction.DeadlineKind{
			transaction.PaymentDue, transaction.CancelAnswer, transaction.FirstContact, transaction.Approval,
			transaction.Close, transaction.AgeLimit, transaction.ReviewEnd, transaction.Hide,
		}, transaction.DeadlineKinds())
	})
}

// T0.1: instants enter in UTC and whole microseconds, whatever zone and monotonic
// clock they came with.
func TestInstantsAreUTC(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	tokyo := time.FixedZone("Asia/Tokyo", 9*60*60)
	at := start.Add(1234 * time.Nanosecond).In(tokyo)
	s, events, no := transaction.Handle(l.s, l.command([]string{"0", "buyer", "buy"}), l.f, at)
	require.Nil(t, no)
	want := start.Add(time.Microsecond)
	for _, e := range events {
		require.Equal(t, want, e.When(), "T0.1 %T", e)
		require.Equal(t, time.UTC, e.When().Location())
	}
	d, ok := transaction.Next(s)
	require.True(t, ok)
	require.Equal(t, want.Add(48*time.Hour), d.At)
}
