package transaction_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// The form of every command that has one: what is wrong, where, under which rule;
// all faults at once.
func TestForms(t *testing.T) {
	t.Parallel()
	buyer, seller, kei := transaction.Buyer("aoi"), transaction.Seller("ren"), transaction.Operator("kei")
	long := strings.Repeat("語", policy.MaxText+1)
	date := policy.Date{Year: 2030, Month: 1, Day: 20}
	many := make([]transaction.Step, 51)
	for i := range many {
		many[i] = transaction.Step{Title: "x", Date: date}
	}
	metadata := map[string]string{}
	for i := range 17 {
		metadata[fmt.Sprint(i)] = "x"
	}
	tests := []struct {
		name, rule string
		c          transaction.Command
		want       []string
	}{
		{"a message that says nothing", "T4.3", transaction.Message{By: buyer}, []string{"body empty"}},
		{"a message too long", "T4.3", transaction.Message{By: buyer, Text: long}, []string{"body too_long"}},
		{"a message of too many files", "T4.3", transaction.Message{By: buyer, Files: make([]transaction.File, 101)}, []string{"files too_many"}},
		{"a file name of two lines", "T4.3", transaction.Message{By: buyer, Files: named("a.pdf", "b\nc.pdf")}, []string{"files[1].name control"}},
		{"a file name with a carriage return", "T4.1", transaction.Deliver{By: seller, Text: "words", Files: named("b\rc.pdf")}, []string{"files[0].name control"}},
		{"a file name with a tab", "T4.3", transaction.Message{By: buyer, Files: named("b\tc.pdf")}, []string{"files[0].name control"}},
		{"a file name with a control character", "T4.3", transaction.Message{By: buyer, Files: named("b\u0085c.pdf")}, []string{"files[0].name control"}},
		{"a file name that is not UTF-8", "T4.1", transaction.Deliver{By: seller, Text: "words", Files: named("b\xff.pdf")}, []string{"files[0].name utf8"}},
		{"a file whose id has a line break", "T4.3", transaction.Message{By: buyer, Files: []transaction.File{{ID: "f\n1"}}}, []string{"files[0].id id"}},
		{"a delivery without words", "T4.1", transaction.Deliver{By: seller, Files: []transaction.File{{ID: "f"}}}, []string{"message empty"}},
		{"a decline with a control character", "T4.3", transaction.Decline{By: buyer, Text: "\x07"}, []string{"message control"}},
		{"a request, two faults", "T3.1", transaction.RequestCancel{By: seller, Reason: "whim", Text: "\xff"}, []string{"message utf8", "reason unknown"}},
		{"an agreement", "T3.6", transaction.AgreeCancel{By: buyer, Text: "\xff"}, []string{"message utf8"}},
		{"a refusal", "T3.6", transaction.RefuseCancel{By: buyer, Text: "\xff"}, []string{"message utf8"}},
		{"a payment that waits", "T1.5", transaction.Pay{By: buyer}, []string{"payment settlement"}},
		{"an additional payment, two faults", "T4.11", transaction.PayAdditional{By: buyer, Amount: jpy(-1)}, []string{"amount amount", "payment settlement"}},
		{"an amount beyond", "T4.11", transaction.PayAdditional{By: buyer, Amount: jpy(money.Max + 1), Payment: transaction.Settled}, []string{"amount amount"}},
		{"an option that is none", "T1.12", transaction.BuyOption{By: buyer, Option: "tall"}, []string{"option unknown", "payment settlement"}},
		{"an answer to a review that says nothing", "T5.7", transaction.ReplyReview{By: seller, Text: " "}, []string{"comment empty"}},
		{"a schedule without steps", "T4.12", transaction.SetSchedule{By: seller}, []string{"steps count"}},
		{"a schedule of too many", "T4.12", transaction.SetSchedule{By: seller, Steps: many}, []string{"steps count"}},
		{"a step without title and day", "T4.12", transaction.SetSchedule{By: seller, Steps: []transaction.Step{{}}}, []string{"steps[0].title empty", "steps[0].date date"}},
		{"a day that does not exist", "T4.12", transaction.SetSchedule{By: seller, Steps: []transaction.Step{{Title: "x", Date: policy.Date{Year: 2030, Month: 2, Day: 29}}}}, []string{"steps[0].date date"}},
		{"a title of two lines", "T4.12", transaction.SetSchedule{By: seller, Steps: []transaction.Step{{Title: "a\nb", Date: date}}}, []string{"steps[0].title line"}},
		{"an operator's cancel without a reason", "T3.15", transaction.OperatorCancel{By: kei}, []string{"reason empty"}},
		{"an operator's cancel, sides", "T3.15", transaction.OperatorCancel{By: kei, Reason: "words", Reviews: []policy.Role{policy.Buyer, policy.System, policy.Buyer}}, []string{"reviews[1] role", "reviews[2] duplicate"}},
		{"an operator's close without a reason", "T3.15", transaction.OperatorClose{By: kei, Reason: "\u200b"}, []string{"reason empty"}},
		{"a hold without a reason", "T3.17", transaction.OperatorHold{By: kei}, []string{"reason empty"}},
		{"a release without a reason", "T3.17", transaction.OperatorRelease{By: kei}, []string{"reason empty"}},
		{"a refund without a reason, of nothing", "T3.15", transaction.OperatorRefund{By: kei, Amount: jpy(0)}, []string{"reason empty", "amount amount"}},
		{"an extension of nothing, backwards", "T3.15", transaction.OperatorExtend{By: kei, Reason: "words", Deadline: 99, Later: -time.Hour}, []string{"deadline unknown", "by period"}},
		{"an extension finer than a microsecond", "T3.15", transaction.OperatorExtend{By: kei, Reason: "words", Later: time.Nanosecond}, []string{"by period"}},
		{"metadata of too many entries", "T1.9", transaction.Annotate{By: buyer, Metadata: metadata}, []string{"metadata too_many"}},
		{"metadata too long", "T1.9", transaction.Annotate{By: buyer, Metadata: map[string]string{"a": strings.Repeat("x", 501)}}, []string{"metadata.a too_long"}},
		{"metadata with a long key", "T1.9", transaction.Annotate{By: buyer, Metadata: map[string]string{strings.Repeat("k", 65): "x"}}, []string{"metadata key", "metadata too_long"}},
	}
	l := newLife(t, fc, nil)
	l.run("0 buyer buy")
	for _, tt := range tests {
		t.Run(tt.rule+" "+tt.name, func(t *testing.T) {
			t.Parallel()
			_, no := transaction.Decide(l.s, tt.c, l.f, start)
			require.NotNil(t, no)
			require.Equal(t, tt.rule+" invalid form", no.Rule+" "+string(no.Kind)+" "+no.Code)
			var got []string
			for _, f := range no.Faults {
				got = append(got, f.Path+" "+f.Code)
				require.NotEmpty(t, f.Message)
			}
			require.Equal(t, tt.want, got)
		})
	}
}

// T4.12: a schedule keeps its dates and the titles in their order, a line each.
func TestScheduleKeepsItsSteps(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	l.run("0 buyer buy")
	first, last := policy.Date{Year: 2030, Month: 1, Day: 20}, policy.Date{Year: 2030, Month: 2, Day: 1}
	events, no := transaction.Decide(l.s, transaction.SetSchedule{By: transaction.Seller("ren"), Steps: []transaction.Step{{Title: "初稿", Date: first}, {Title: "Final", Date: last}}}, l.f, start)
	require.Nil(t, no)
	set := events[0].(transaction.ScheduleSet)
	require.Equal(t, []policy.Date{first, last}, set.Dates)
	require.Equal(t, "初稿\nFinal", set.Titles.Body)
}

// Names are stored and printed; each is read back, and nothing else is.
func TestNames(t *testing.T) {
	t.Parallel()
	for _, k := range transaction.DeadlineKinds() {
		text, err := k.MarshalText()
		require.NoError(t, err)
		var back transaction.DeadlineKind
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, k, back)
	}
	for h := transaction.HowNone; h <= transaction.Abandoned; h++ {
		text, err := h.MarshalText()
		require.NoError(t, err)
		var back transaction.How
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, h, back)
	}
	for k := transaction.ForPurchase; k <= transaction.Additional; k++ {
		text, err := k.MarshalText()
		require.NoError(t, err)
		var back transaction.PaymentKind
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, k, back)
	}
	var how transaction.How
	var kind transaction.PaymentKind
	var deadline transaction.DeadlineKind
	require.ErrorContains(t, how.UnmarshalText([]byte("by magic")), "by magic")
	require.ErrorContains(t, kind.UnmarshalText([]byte("tip")), "tip")
	require.ErrorContains(t, deadline.UnmarshalText([]byte("dinner")), "dinner")
	_, err := transaction.DeadlineKind(99).MarshalText()
	require.Error(t, err)
	require.NotEmpty(t, transaction.How(99).String()+transaction.PaymentKind(99).String()+transaction.Phase(99).String())
}

// What a deadline will do, in the words of a page (T0.2).
func TestOutcomes(t *testing.T) {
	t.Parallel()
	l := newLife(t, live, nil)
	l.run("0 buyer buy")
	want := map[transaction.DeadlineKind]string{
		transaction.PaymentDue: "lapsed", transaction.CancelAnswer: "cancelled", transaction.FirstContact: "cancelled",
		transaction.Approval: "closed", transaction.Close: "closed", transaction.AgeLimit: "closed",
		transaction.ReviewEnd: "reviews_end", transaction.Hide: "hidden",
	}
	for _, k := range transaction.DeadlineKinds() {
		require.Equal(t, want[k], l.s.Outcome(k), k.String())
	}
	l.run("1h seller ask mutual_agreement")
	require.Equal(t, "request_lapses", l.s.Outcome(transaction.CancelAnswer))
}

// A state answers who somebody is, and since when a side has been silent.
func TestStateAnswers(t *testing.T) {
	t.Parallel()
	var none transaction.State
	require.Equal(t, policy.Nobody, none.RoleOf("aoi"))
	require.Zero(t, none.DeclinesLeft())
	require.True(t, none.SilentSince(policy.Buyer).IsZero())
	require.True(t, none.SilentEnough(policy.Buyer).IsZero())
	require.False(t, transaction.ReviewShown(&none, policy.Buyer, start))

	l := newLife(t, fc, nil)
	l.run(`
		0 buyer buy
		2h seller message`)
	for id, role := range map[string]policy.Role{"aoi": policy.Buyer, "ren": policy.Seller, "kei": policy.Nobody, "": policy.Nobody} {
		require.Equal(t, role, l.s.RoleOf(id), id)
	}
	require.Equal(t, l.at("0"), l.s.SilentSince(policy.Buyer), "T3.2 from the opening")
	require.Equal(t, l.at("2h"), l.s.SilentSince(policy.Seller))
	require.Equal(t, l.at("98h"), l.s.SilentEnough(policy.Seller))
}

func named(names ...string) []transaction.File {
	files := make([]transaction.File, len(names))
	for i, name := range names {
		files[i] = transaction.File{ID: "f", Name: name, Size: 1, Kind: "pdf"}
	}
	return files
}
