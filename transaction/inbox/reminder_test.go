package inbox_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/inbox"
)

const (
	h   = time.Hour
	m   = time.Minute
	far = 5000 * h
)

// Each reminder comes at its instant, to the side that it concerns, and only
// while there is something to remind of.
func TestReminders(t *testing.T) {
	t.Parallel()
	write := func(by transaction.Actor) transaction.Command { return transaction.Message{By: by, Text: "hello"} }
	cases := []struct {
		name   string
		preset string
		live   func(*life)
		want   []string
	}{
		{"T9.3 first contact: half time, 6 h before, and the buyer after a day", "coconala", func(*life) {},
			[]string{"24h0m0s seller remind_first_contact", "24h0m0s buyer remind_first_contact_other", "42h0m0s seller remind_first_contact"}},
		{"T9.3 no first contact after the seller has written", "coconala", func(l *life) { l.do(24*h, write(ren)) },
			[]string{"72h0m0s buyer remind_silence"}},
		{"T9.3 silence of the seller, a day before", "coconala", func(l *life) { l.do(1*h, write(ren)).do(2*h, write(aoi)) },
			[]string{"73h0m0s seller remind_silence"}},
		{"T9.3 silence of the buyer, a day before", "coconala", func(l *life) { l.do(1*h, write(aoi)).do(2*h, write(ren)) },
			[]string{"73h0m0s buyer remind_silence"}},
		{"T9.3 silence: at once when the other writes within the last day", "coconala", func(l *life) { l.do(1*h, write(ren)).do(90*h, write(aoi)) },
			[]string{"72h0m0s buyer remind_silence", "90h0m0s seller remind_silence"}},
		{"T9.3 silence: just before the other may ask", "coconala", func(l *life) { l.do(1*h, write(ren)).do(97*h-us, write(aoi)) },
			[]string{"72h0m0s buyer remind_silence", "96h59m59.999999s seller remind_silence"}},
		{"T9.3 silence: not when he may already", "coconala", func(l *life) { l.do(1*h, write(ren)).do(97*h, write(aoi)) },
			[]string{"72h0m0s buyer remind_silence"}},
		{"T9.3 T3.17 silence: while held nobody may ask, so it is told when the hold ends", "coconala", func(l *life) {
			l.do(1*h, write(ren)).do(2*h, write(aoi)).hold(70 * h).release(80 * h)
		}, []string{"80h0m0s seller remind_silence"}},
		{"T9.3 T3.6 silence: nor while another request is pending", "coconala", func(l *life) {
			l.do(1*h, write(ren)).do(2*h, write(aoi)).do(70*h, transaction.RequestCancel{By: ren, Reason: "mutual_agreement"})
			l.do(76*h, transaction.RefuseCancel{By: aoi}).hold(77 * h)
		}, nil},
		{"T9.3 approval 24 h before", "coconala", func(l *life) { l.do(1*h, transaction.Deliver{By: ren, Text: "done"}) },
			[]string{"49h0m0s buyer remind_approval"}},
		{"T9.3 T0.5 approval 24 h before the full hour at which it fires", "coconala-2026", func(l *life) {
			l.do(1*h, write(ren)).do(2*h+20*time.Minute, transaction.Deliver{By: ren, Text: "done"})
		}, []string{"51h0m0s buyer remind_approval"}},
		{"T9.3 cancel answer", "coconala", func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.RequestCancel{By: ren, Reason: "sellers_reasons"})
		}, []string{"20h0m0s buyer remind_cancel_answer"}},
		{"T3.17 held: nobody is reminded, and the rest moves by the time it stood", "coconala", func(l *life) { l.hold(20 * h).release(120 * h) },
			[]string{"124h0m0s seller remind_first_contact", "124h0m0s buyer remind_first_contact_other", "142h0m0s seller remind_first_contact"}},
		{"T3.17 held after the half time: it is not told twice", "coconala", func(l *life) { l.hold(30 * h).release(130 * h) },
			[]string{"24h0m0s seller remind_first_contact", "24h0m0s buyer remind_first_contact_other", "142h0m0s seller remind_first_contact"}},
		{"T3.17 held at the very instant of the half time", "coconala", func(l *life) { l.hold(24 * h).release(100 * h) },
			[]string{"100h0m0s seller remind_first_contact", "100h0m0s buyer remind_first_contact_other", "118h0m0s seller remind_first_contact"}},
		{"T3.17 T0.5 held after it was told: the full hour that follows does not tell it again", "coconala-2026", func(l *life) {
			l.do(1*h, write(ren)).do(2*h+20*m, transaction.Deliver{By: ren, Text: "done"}).hold(51*h + 10*m).release(51*h + 55*m)
		}, []string{"51h0m0s buyer remind_approval"}},
		{"T3.17 T0.5 held over its instant: it is told when the hold ends", "coconala-2026", func(l *life) {
			l.do(1*h, write(ren)).do(2*h+20*m, transaction.Deliver{By: ren, Text: "done"}).hold(50*h + 50*m).release(51*h + 30*m)
		}, []string{"51h30m0s buyer remind_approval"}},
		{"T3.13 a pending request stops the approval's", "coconala", func(l *life) {
			l.do(1*h, transaction.Deliver{By: ren, Text: "done"}).
				do(40*h, transaction.RequestCancel{By: ren, Reason: "mutual_agreement"}).do(50*h, transaction.RefuseCancel{By: aoi})
		}, []string{"59h0m0s buyer remind_approval"}},
		{"T3.15 an extended deadline is told anew before its new end", "coconala", func(l *life) {
			l.do(1*h, transaction.Deliver{By: ren, Text: "done"}).
				do(60*h, transaction.OperatorExtend{By: kei, Reason: "x", Deadline: transaction.Approval, Later: 48 * h})
		}, []string{"49h0m0s buyer remind_approval", "97h0m0s buyer remind_approval"}},
		{"T3.15 but not when that lies in the past", "coconala", func(l *life) {
			l.do(1*h, transaction.Deliver{By: ren, Text: "done"}).
				do(60*h, transaction.OperatorExtend{By: kei, Reason: "x", Deadline: transaction.Approval, Later: 2 * h})
		}, []string{"49h0m0s buyer remind_approval"}},
		{"T4.9 age limit, both sides", "coconala-2026", func(l *life) {
			for at := h; at < 2800*h; at += 40 * h { // they keep in touch
				l.do(at, write(ren)).do(at+h, write(aoi))
			}
			l.do(2800*h, write(ren))
		}, []string{"2712h0m0s buyer remind_age_limit", "2712h0m0s seller remind_age_limit"}},
		{"T4.12 a missed date, when its day is over in Japan", "coconala", func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.SetSchedule{By: ren, Steps: []transaction.Step{{Title: "end", Date: policy.Date{Year: 2030, Month: 1, Day: 11}}}})
			l.do(60*h, write(aoi)).do(61*h, write(ren))
		}, []string{"39h0m0s buyer schedule_missed_buyer", "39h0m0s seller schedule_missed_seller"}},
		{"T4.12 a draft's date is kept by a message since the day before it, the last one is not", "coconala", func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.SetSchedule{By: ren, Steps: []transaction.Step{
				{Title: "draft", Date: policy.Date{Year: 2030, Month: 1, Day: 13}}, {Title: "end", Date: policy.Date{Year: 2030, Month: 1, Day: 15}}}})
			l.do(50*h, write(ren)).do(134*h, write(ren))
		}, []string{"135h0m0s buyer schedule_missed_buyer", "135h0m0s seller schedule_missed_seller"}},
		{"T4.12 a draft of which nothing was heard", "coconala", func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.SetSchedule{By: ren, Steps: []transaction.Step{
				{Title: "draft", Date: policy.Date{Year: 2030, Month: 1, Day: 13}}, {Title: "end", Date: policy.Date{Year: 2030, Month: 1, Day: 15}}}})
			l.do(39*h-us, write(ren)).do(88*h, write(ren)).do(100*h, transaction.Deliver{By: ren, Text: "done"})
		}, []string{"87h0m0s buyer schedule_missed_buyer", "87h0m0s seller schedule_missed_seller", "148h0m0s buyer remind_approval"}},
		{"T4.12 T3.17 a date that passes while held is told when the hold ends", "coconala", func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.SetSchedule{By: ren, Steps: []transaction.Step{{Title: "end", Date: policy.Date{Year: 2030, Month: 1, Day: 11}}}})
			l.hold(38 * h).release(50 * h)
		}, []string{"50h0m0s buyer schedule_missed_buyer", "50h0m0s seller schedule_missed_seller"}},
		{"T4.12 a date that was kept", "coconala", func(l *life) {
			l.do(1*h, write(ren)).do(1*h, transaction.SetSchedule{By: ren, Steps: []transaction.Step{{Title: "end", Date: policy.Date{Year: 2030, Month: 1, Day: 11}}}})
			l.do(38*h, transaction.Deliver{By: ren, Text: "done"}).do(40*h, transaction.Decline{By: aoi}).do(41*h, write(ren))
		}, nil},
		{"T5.8 a blind review is shown when its time is over", "coconala-2026", func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.Deliver{By: ren, Text: "done"}).do(3*h, transaction.Approve{By: aoi}).
				do(4*h, transaction.WriteReview{By: aoi, Stars: 4, Comment: "fine"})
		}, []string{"244h0m0s seller review_shown"}},
		{"T5.8 not when both have reviewed", "coconala-2026", func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.Deliver{By: ren, Text: "done"}).do(3*h, transaction.Approve{By: aoi}).
				do(4*h, transaction.WriteReview{By: aoi, Stars: 4, Comment: "fine"}).do(5*h, transaction.WriteReview{By: ren, Stars: 4, Comment: "fine"})
		}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := opened(t, c.preset)
			c.live(l)
			got := l.told(0, far)
			if !strings.HasPrefix(c.name, "T9.3") { // silence is other rows' matter
				got = slices.DeleteFunc(got, func(s string) bool { return strings.HasSuffix(s, "remind_silence") })
			}
			require.Equal(t, c.want, orNil(got))
		})
	}
}

func orNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}

// The payment: 24 h before it is due, and none once it is paid.
func TestReminders_PaymentDue(t *testing.T) {
	t.Parallel()
	l := begin(t, preset(t, "coconala"), transaction.Awaited)
	require.Equal(t, []string{"144h0m0s buyer remind_payment_due"}, l.told(0, far), "T9.3")
	require.Empty(t, l.told(0, 144*h), "T9.3 at the end of an interval it belongs to the next")
	require.Len(t, l.told(144*h, 144*h+us), 1)
	l.do(144*h-us, transaction.Pay{By: aoi, Payment: transaction.Settled})
	require.NotContains(t, l.told(0, far), "144h0m0s buyer remind_payment_due")
}

// A reminder that would come before its clock began is none, also when the clock
// has stood still since.
func TestReminders_BeforeTheBeginning(t *testing.T) {
	t.Parallel()
	p := preset(t, "coconala", func(p *policy.Policy) {
		p.Notices.Reminders = []policy.Reminder{{Of: policy.RemindFirstContact, Before: policy.Period(49 * h)}}
	})
	l := begin(t, p, transaction.Settled).hold(2 * h).release(50 * h)
	require.Empty(t, l.told(0, far), "T9.3")
}

// Any division of time into intervals tells the same as one interval, though each
// sweep knows only what had been stored when it looked, and some come days late: nothing twice, nothing
// missed.
func TestIntervalsTellTheSame(t *testing.T) {
	t.Parallel()
	rounding := func(p *policy.Policy) {
		p.Notices.Reminders = append(p.Notices.Reminders,
			policy.Reminder{Of: policy.RemindApproval, HalfTime: true}, policy.Reminder{Of: policy.RemindApproval, To: policy.Seller, After: policy.Period(10 * h)},
			policy.Reminder{Of: policy.RemindSilence, HalfTime: true}, policy.Reminder{Of: policy.RemindPaymentDue, To: policy.Seller, HalfTime: true},
			policy.Reminder{Of: policy.RemindCancelAnswer, To: policy.Seller, HalfTime: true}, policy.Reminder{Of: policy.RemindCancelAnswer, HalfTime: true})
	}
	histories := 150
	if testing.Short() {
		histories = 20
	}
	total := map[string]int{}
	for _, name := range policy.Presets() {
		p := preset(t, name, rounding)
		for seed := range histories {
			r := rand.New(rand.NewPCG(9, uint64(seed)))
			l := wild(t, p, r)
			end := start.Add(far)
			want := inbox.Reminders(l.events, &p.Notices, start, end)
			var got []inbox.Notice
			for from := start; from.Before(end); {
				to := l.boundary(from, want, r)
				known := l.known(to)
				got = append(got, inbox.Reminders(known, &p.Notices, from, to)...)
				from = to
			}
			require.Equal(t, want, got, "T9.3 %s, history %d", name, seed)
			ids := map[string]bool{}
			for _, n := range want {
				require.False(t, ids[n.ID], "T9.3 %s tells %s twice", name, n.ID)
				ids[n.ID] = true
				total[string(n.Kind)]++
			}
		}
	}
	for _, kind := range inbox.Kinds() {
		if kind.Topic() == inbox.Deadlines && kind != "remind_first_contact_other" {
			require.Positive(t, total[string(kind)], "the histories have %s", kind)
		}
	}
}

// boundary is the end of the next interval: at a reminder, at an event, or somewhere.
func (l *life) boundary(from time.Time, told []inbox.Notice, r *rand.Rand) time.Time {
	to := from.Add(time.Duration(1+r.IntN(200)) * h)
	switch r.IntN(3) {
	case 0:
		if len(told) > 0 {
			to = told[r.IntN(len(told))].At.Add(time.Duration(r.IntN(3)-1) * us)
		}
	case 1:
		to = l.events[r.IntN(len(l.events))].When().Add(time.Duration(r.IntN(2)) * us)
	}
	if !to.After(from) {
		to = from.Add(time.Duration(1+r.IntN(48)) * h)
	}
	return to
}

// known is what a sweep knows at an instant: what people have done before it.
// What deadlines do may not be stored yet, so the last of them are taken away.
func (l *life) known(at time.Time) []transaction.Event {
	n := 0
	for n < len(l.events) && l.events[n].When().Before(at) {
		n++
	}
	known := l.events[:n:n]
	for n > 1 && transaction.ByOf(known[n-1]) == policy.System {
		s := transaction.Replay(known[:n-1])
		if _, again := transaction.Advance(s, at.Add(-us)); len(again) == 0 || fmt.Sprint(again[0]) != fmt.Sprint(known[n-1]) {
			break
		}
		n--
	}
	return known[:n]
}

// NextReminder is the first that Reminders has from an instant on.
func TestNextReminder(t *testing.T) {
	t.Parallel()
	l := opened(t, "coconala")
	at, ok := inbox.NextReminder(l.events, &l.p.Notices, start)
	require.True(t, ok)
	require.Equal(t, start.Add(24*h), at, "T9.3")
	at, ok = inbox.NextReminder(l.events, &l.p.Notices, start.Add(24*h+us))
	require.True(t, ok)
	require.Equal(t, start.Add(42*h), at)
	_, ok = inbox.NextReminder(l.events, &l.p.Notices, start.Add(42*h+us))
	require.False(t, ok)
	_, ok = inbox.NextReminder(nil, &l.p.Notices, start)
	require.False(t, ok, "a history without events")
}
