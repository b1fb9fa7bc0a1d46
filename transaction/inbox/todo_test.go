package inbox_test

import (
	"encoding/json"
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

// owes is what a side has to do, as "what due-since-start urgency".
func (l *life) owes(side policy.Role, read int, after time.Duration) []string {
	var list []string
	for _, item := range inbox.ToDos(l.state, side, read, start.Add(after)) {
		due := "-"
		if item.Due != nil {
			due = item.Due.Sub(start).String()
		}
		list = append(list, strings.Join([]string{string(item.What), due, item.Urgency.String()}, " "))
	}
	return list
}

// A side owes exactly what the rules let the other side, or the clock, wait for.
func TestToDos(t *testing.T) {
	t.Parallel()
	write := func(by transaction.Actor) transaction.Command { return transaction.Message{By: by, Text: "hello"} }
	cases := []struct {
		name          string
		preset        string
		awaited       bool // not yet paid
		live          func(*life)
		at            time.Duration
		buyer, seller []string
	}{
		{name: "T9.1 payment", awaited: true, at: 1 * h,
			buyer: []string{"pay 168h0m0s later"}},
		{name: "T9.1 payment, within a day", awaited: true, at: 144 * h,
			buyer: []string{"pay 168h0m0s today"}},
		{name: "T9.1 payment, a microsecond more than a day", awaited: true, at: 144*h - us,
			buyer: []string{"pay 168h0m0s soon"}},
		{name: "T9.1 lapsed: nothing", awaited: true, at: 168 * h},
		{name: "T9.1 first contact", at: 1 * h,
			seller: []string{"first_contact 48h0m0s soon", "deliver - later"}},
		{name: "T9.1 T4.2 no delivery before a message", preset: "coconala-2026", at: 1 * h,
			seller: []string{"first_contact 48h0m0s soon"}},
		{name: "T9.1 the other side has written", live: func(l *life) { l.do(1*h, write(ren)) }, at: 2 * h,
			buyer: []string{"check_talkroom - soon", "keep_in_touch 96h0m0s later"}, seller: []string{"deliver - later"}},
		{name: "T9.1 silent for too long", live: func(l *life) { l.do(1*h, write(ren)).do(2*h, write(aoi)) }, at: 97 * h,
			seller: []string{"keep_in_touch 97h0m0s overdue", "check_talkroom - soon", "deliver - later"}},
		{name: "T9.1 one's own contact answers", live: func(l *life) { l.do(1*h, write(aoi)).do(2*h, write(ren)) }, at: 2 * h,
			buyer: []string{"check_talkroom - soon", "keep_in_touch 97h0m0s later"}, seller: []string{"deliver - later"}},
		{name: "T9.1 delivered", live: func(l *life) { l.do(1*h, transaction.Deliver{By: ren, Text: "x"}) }, at: 70 * h,
			buyer: []string{"answer_delivery 73h0m0s today", "check_talkroom - soon"}},
		{name: "T9.1 T3.16 a pending request comes first", live: func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.RequestCancel{By: ren, Reason: "sellers_reasons"})
		}, at: 3 * h,
			buyer: []string{"answer_cancel 26h0m0s today", "check_talkroom - soon"}},
		{name: "T9.1 T3.17 held: everything stands, nothing has an instant", live: func(l *life) { l.do(1*h, write(aoi)).hold(2 * h) }, at: 500 * h,
			seller: []string{"check_talkroom - soon", "first_contact - later", "keep_in_touch - later", "deliver - later"}},
		{name: "T9.1 T4.12 the schedule's next date", live: func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.SetSchedule{By: ren, Steps: []transaction.Step{
				{Title: "draft", Date: policy.Date{Year: 2030, Month: 1, Day: 11}}, {Title: "end", Date: policy.Date{Year: 2030, Month: 1, Day: 14}}}})
		}, at: 3 * h,
			buyer: []string{"check_talkroom - soon", "keep_in_touch 96h0m0s later"}, seller: []string{"deliver 39h0m0s soon"}},
		{name: "T9.1 T4.12 a missed date", live: func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.SetSchedule{By: ren, Steps: []transaction.Step{{Title: "end", Date: policy.Date{Year: 2030, Month: 1, Day: 11}}}})
		}, at: 39 * h,
			buyer: []string{"keep_in_touch 96h0m0s soon", "check_talkroom - soon"}, seller: []string{"schedule_missed 39h0m0s overdue", "deliver - later"}},
		{name: "T9.1 T4.12 not yet missed", live: func(l *life) {
			l.do(1*h, write(ren)).do(2*h, transaction.SetSchedule{By: ren, Steps: []transaction.Step{{Title: "end", Date: policy.Date{Year: 2030, Month: 1, Day: 11}}}})
		}, at: 39*h - us,
			buyer: []string{"keep_in_touch 96h0m0s soon", "check_talkroom - soon"}, seller: []string{"deliver 39h0m0s today"}},
		{name: "T9.1 T5.1 a review is never urgent", live: func(l *life) {
			l.do(1*h, transaction.Deliver{By: ren, Text: "x"}).do(2*h, transaction.Approve{By: aoi})
		}, at: 26*h + 90*24*h - us,
			buyer: []string{"check_talkroom - soon", "review 2186h0m0s later"}, seller: []string{"review 2186h0m0s later"}},
		{name: "T9.1 nothing more after the reviews", live: func(l *life) {
			l.do(1*h, transaction.Deliver{By: ren, Text: "x"}).do(2*h, transaction.Approve{By: aoi}).do(3*h, transaction.WriteReview{By: aoi, Stars: 5})
		}, at: 26*h + 90*24*h,
			buyer: []string{"check_talkroom - soon"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.preset == "" {
				c.preset = "coconala"
			}
			payment := transaction.Settled
			if c.awaited {
				payment = transaction.Awaited
			}
			l := begin(t, preset(t, c.preset), payment)
			if c.live != nil {
				c.live(l)
			}
			require.Equal(t, c.buyer, l.owes(policy.Buyer, 0, c.at), "the buyer")
			require.Equal(t, c.seller, l.owes(policy.Seller, 0, c.at), "the seller")
			require.Empty(t, l.owes(policy.Operator, 0, c.at))
		})
	}
}

// "Check the talkroom" stands from the other side's contact until one's own, or a
// read mark at or behind it.
func TestCheckTalkroom(t *testing.T) {
	t.Parallel()
	const check = "check_talkroom - soon"
	l := opened(t, "coconala")
	l.do(1*h, transaction.Message{By: ren, Text: "hello"})
	seq := l.state.Seq
	require.Equal(t, seq, l.state.ContactSeq)
	require.Contains(t, l.owes(policy.Buyer, seq-1, 1*h), check, "T9.1 read up to just before it")
	require.NotContains(t, l.owes(policy.Buyer, seq, 1*h), check, "T9.1 read")
	require.NotContains(t, l.owes(policy.Seller, 0, 1*h), check)
	l.do(2*h, transaction.PayAdditional{By: aoi, Amount: l.state.Price, Payment: transaction.Settled})
	require.NotContains(t, l.owes(policy.Seller, 0, 2*h), check, "a payment is nobody's contact")
	require.Contains(t, l.owes(policy.Buyer, 0, 2*h), check)
	l.do(3*h, transaction.Message{By: aoi, Text: "hello"})
	require.NotContains(t, l.owes(policy.Buyer, 0, 3*h), check, "T9.1 one's own contact")
	require.Contains(t, l.owes(policy.Seller, 0, 3*h), check)
}

// What is due has happened for whoever asks, stored or not, and asking changes
// nothing.
func TestToDos_OfAStateAsItWasStored(t *testing.T) {
	t.Parallel()
	l := opened(t, "coconala")
	before := l.state
	require.NotEmpty(t, l.owes(policy.Seller, 0, 48*h-us), "T9.1 T0.2")
	require.Equal(t, []string{"review 2208h0m0s later"}, l.owes(policy.Seller, 0, 48*h), "cancelled at 48 h")
	require.Equal(t, before, l.state)
	require.Empty(t, inbox.ToDos(transaction.State{}, policy.Buyer, 0, start))
}

// To-dos of many transactions have one order, whatever the order they came in.
func TestCompareToDos(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) *time.Time { i := start.Add(d); return &i }
	sorted := []inbox.ToDo{
		{"b", inbox.Pay, at(-h), inbox.Overdue},
		{"a", inbox.AnswerCancel, at(h), inbox.Today},
		{"a", inbox.AnswerDelivery, at(h), inbox.Today},
		{"b", inbox.AnswerDelivery, at(h), inbox.Today},
		{"a", inbox.Pay, at(2 * h), inbox.Today},
		{"a", inbox.CheckTalkroom, nil, inbox.Soon},
		{"a", inbox.Review, at(h), inbox.Later},
		{"a", inbox.Deliver, nil, inbox.Later},
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		list := slices.Clone(sorted)
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		slices.SortFunc(list, inbox.CompareToDos)
		require.Equal(t, sorted, list, "T9.1 most urgent first")
	}
	data, err := json.Marshal(sorted[1])
	require.NoError(t, err)
	require.JSONEq(t, `{"transaction_id":"a","what":"answer_cancel","due":"2030-01-10T01:00:00Z","urgency":"today"}`, string(data))
	data, err = json.Marshal(sorted[5])
	require.NoError(t, err)
	require.JSONEq(t, `{"transaction_id":"a","what":"check_talkroom","due":null,"urgency":"soon"}`, string(data))
	var u inbox.Urgency
	require.NoError(t, u.UnmarshalText([]byte("later")))
	require.Equal(t, inbox.Later, u)
	require.Error(t, u.UnmarshalText([]byte("never")))
	_, err = inbox.Urgency(9).MarshalText()
	require.Error(t, err)
}

// Every act is said in both languages, and every one of wild histories is known.
func TestToDos_HaveWords(t *testing.T) {
	t.Parallel()
	seen := map[inbox.What]bool{}
	for _, name := range policy.Presets() {
		p := preset(t, name)
		for seed := range 60 {
			r := rand.New(rand.NewPCG(3, uint64(seed)))
			l := wild(t, p, r)
			var s transaction.State
			for _, e := range l.events {
				s = transaction.Evolve(s, e)
				for _, side := range []policy.Role{policy.Buyer, policy.Seller} {
					list := inbox.ToDos(s, side, 0, s.LastAt)
					require.True(t, slices.IsSortedFunc(list, inbox.CompareToDos))
					for _, item := range list {
						seen[item.What] = true
						requireSaid(t, item, s.LastAt)
					}
				}
			}
		}
	}
	require.Len(t, seen, 9, "the histories have every act: %v", seen)
}

// requireSaid is what holds for every to-do.
func requireSaid(t *testing.T, item inbox.ToDo, now time.Time) {
	t.Helper()
	if item.Due != nil && item.What != inbox.KeepInTouch && item.What != inbox.ScheduleMissed {
		require.True(t, item.Due.After(now), "a deadline that has come has happened: %+v", item)
	}
	require.NotEqual(t, item.What.Text(policy.English), item.What.Text(policy.Japanese))
	require.NotEqual(t, string(item.What), item.What.Text(policy.English))
}
