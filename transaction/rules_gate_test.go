package transaction_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// stations are scripts that lead to each phase; every command is then given at 5h.
var stations = []struct{ phase, script string }{
	{"awaiting_payment", `0 buyer buy awaited`},
	{"open", `
		0 buyer buy
		1h seller message`},
	{"delivered", `
		0 buyer buy
		1h seller message
		2h seller deliver`},
	{"approved", `
		0 buyer buy
		1h seller message
		2h seller deliver
		3h buyer approve`},
	{"closed", `
		0 buyer buy
		1h operator close`},
	{"cancelled", `
		0 buyer buy
		1h operator cancel buyer seller`},
	{"lapsed", `
		0 buyer buy awaited
		1h buyer abandon`},
}

// gates is who may do what, and what every phase says to it, in the order of the
// stations: "ok", or the refusal. The roles left out are refused by the rule of
// the second column.
var gates = []struct{ roles, rule, order, answers string }{
	{"buyer system", "T1.5", "pay", "ok, T1.5 too_late, T1.5 too_late, T1.5 too_late, T4.10 too_late, T3.14 too_late, -"},
	{"buyer", "T1.5", "abandon", "ok, T1.5 too_late, T1.5 too_late, T1.5 too_late, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer seller", "T4.3", "message", "T1.5 wrong_state, ok, ok, ok, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"seller", "T4.1", "deliver", "T1.5 wrong_state, ok, T4.1 wrong_state, T4.1 wrong_state, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer", "T4.3", "approve", "T1.5 wrong_state, T4.3 wrong_state, ok, T4.3 wrong_state, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer", "T4.3", "decline", "T1.5 wrong_state, T4.3 wrong_state, ok, T4.3 wrong_state, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"seller", "", "ask sellers_reasons", "T1.5 wrong_state, ok, ok, ok, T3.12 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer seller", "T3.6", "withdraw", "T1.5 wrong_state, T3.6 wrong_state, T3.6 wrong_state, T3.6 wrong_state, T3.12 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer seller", "T3.6", "agree", "T1.5 wrong_state, T3.6 wrong_state, T3.6 wrong_state, T3.6 wrong_state, T3.12 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer seller", "T3.6", "refuse", "T1.5 wrong_state, T3.6 wrong_state, T3.6 wrong_state, T3.6 wrong_state, T3.12 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer", "T4.11", "extra 500", "T1.5 wrong_state, ok, ok, ok, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer", "T1.12", "option fast", "T1.5 wrong_state, ok, ok, ok, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer", "", "review 5", "T1.5 wrong_state, T5.1 wrong_state, T5.1 too_early, ok, ok, ok, T1.5 too_late"},
	{"seller", "", "review 5", "T1.5 wrong_state, T5.1 wrong_state, T5.1 too_early, T5.1 too_early, ok, ok, T1.5 too_late"},
	{"seller", "T5.7", "reply", "T1.5 wrong_state, T5.7 wrong_state, T5.7 wrong_state, T5.7 wrong_state, T5.7 wrong_state, T5.7 wrong_state, T1.5 too_late"},
	{"seller", "T4.12", "schedule", "T1.5 wrong_state, ok, ok, ok, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"operator", "T3.15", "cancel", "ok, ok, ok, ok, T3.12 too_late, T3.14 too_late, T1.5 too_late"},
	{"operator", "T3.15", "close", "T1.5 wrong_state, ok, ok, ok, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"operator", "T3.17", "hold", "ok, ok, ok, ok, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"operator", "T3.17", "release", "T3.17 wrong_state, T3.17 wrong_state, T3.17 wrong_state, T3.17 wrong_state, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"operator", "T3.15", "refund 1", "T1.5 wrong_state, ok, ok, ok, ok, T3.14 too_late, T1.5 too_late"},
	{"operator", "T3.15", "extend payment_due 1h", "ok, T3.15 wrong_state, T3.15 wrong_state, T3.15 wrong_state, T4.10 too_late, T3.14 too_late, T1.5 too_late"},
	{"buyer seller operator", "T1.9", "annotate", "ok, ok, ok, ok, ok, ok, ok"},
}

// Every command, by everybody, in every phase: who may, when, and by which rule
// not. Whoever has no part in the transaction is told that there is none.
func TestGates(t *testing.T) {
	t.Parallel()
	for _, g := range gates {
		answers := strings.Split(g.answers, ", ")
		require.Len(t, answers, len(stations), g.order)
		for i, station := range stations {
			t.Run(g.order+" by "+g.roles+" when "+station.phase, func(t *testing.T) {
				t.Parallel()
				l := newLife(t, fc, nil)
				l.run(station.script + "\n4h see | phase=" + station.phase)
				for _, who := range []string{"buyer", "seller", "operator", "system", "stranger", "nobody"} {
					_, _, no := transaction.Handle(l.s, l.command(append([]string{"5h", who}, strings.Fields(g.order)...)), l.f, l.at("5h"))
					switch {
					case who == "stranger" || who == "nobody":
						require.Equal(t, "T0.9 not_party", answer(no), who)
					case strings.Contains(g.roles, who):
						if answers[i] != "-" {
							require.Equal(t, answers[i], answer(no), who)
						}
					case g.rule != "":
						require.Equal(t, g.rule+" wrong_actor", answer(no), who)
					}
				}
			})
		}
	}
}

func answer(no *policy.Rejection) string {
	if no == nil {
		return "ok"
	}
	return no.Rule + " " + string(no.Kind)
}

// Before a purchase there is nothing, for anybody (T0.9); and another person's id
// in the right role is a stranger's.
func TestStrangers(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	for _, who := range []string{"buyer", "seller", "operator", "system"} {
		l.run("0 " + who + " message -> T0.9 not_party not_party opens=never")
	}
	l.run("0 buyer buy")
	for _, who := range []transaction.Actor{
		transaction.Buyer("ren"), transaction.Seller("aoi"), transaction.Buyer(""), transaction.Seller(""), transaction.Operator(""),
		{Role: policy.Nobody, ID: "aoi"}, {Role: 9, ID: "aoi"},
	} {
		_, no := transaction.Decide(l.s, transaction.Message{By: who, Text: "words"}, l.f, start)
		require.Equal(t, "T0.9 not_party", answer(no), "%v", who)
	}
	require.Nil(t, transaction.Actions(l.s, transaction.Buyer("mio"), l.f, start))
}

// Only the values of the closed set are commands: pointers to them, nil ones too,
// and nothing at all are refused, before a purchase and after.
func TestPointersAreRefused(t *testing.T) {
	t.Parallel()
	var none *transaction.Approve
	l := newLife(t, fc, nil)
	bought := newLife(t, fc, nil)
	bought.run("0 buyer buy")
	buy := l.command([]string{"0", "buyer", "buy"}).(transaction.Purchase)
	for _, c := range []transaction.Command{&buy, &transaction.Message{By: transaction.Buyer("aoi"), Text: "words"}, none, nil} {
		for _, s := range []transaction.State{{}, bought.s} {
			events, no := transaction.Decide(s, c, l.f, start)
			require.Empty(t, events)
			require.NotNil(t, no, "%T", c)
			require.Equal(t, "T0.9/unknown_command", no.Rule+"/"+no.Code)
			require.Equal(t, policy.Invalid, no.Kind)
		}
	}
}

// One refusal at a time, in this order: party, form, actor, phase, pending
// request, time, limits. Each row hurts everything from its own step on.
func TestOrderOfJudgement(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T0.9 party before form", preset: fc, script: `
			0 buyer buy
			1h stranger extra -5 -> T0.9 not_party not_party`},
		{name: "T4.11 form before actor", preset: fc, script: `
			0 buyer buy awaited
			1h seller extra -5 -> T4.11 invalid form`},
		{name: "T4.11 actor before phase", preset: fc, script: `
			0 buyer buy awaited
			1h seller extra 5 -> T4.11 wrong_actor wrong_actor`},
		{name: "T3.6 the other side's reason before phase", preset: live, script: `
			0 buyer buy awaited
			1h buyer ask sellers_reasons -> T3.6 wrong_actor others_reason`},
		{name: "T3.6 the other side's reason before pending", preset: live, script: `
			0 buyer buy
			1h seller ask mutual_agreement
			2h buyer ask sellers_reasons -> T3.6 wrong_actor others_reason`},
		{name: "T3.6 the other side's reason after the close", preset: live, script: `
			0 buyer buy
			1h operator close
			2h buyer ask sellers_reasons -> T3.6 wrong_actor others_reason`},
		{name: "T4.10 phase before pending", preset: live, script: `
			0 buyer buy
			1h operator close
			2h buyer extra 5 -> T4.10 too_late closed`},
		{name: "T4.3 phase before pending, in the talkroom", preset: live, script: `
			0 buyer buy
			1h seller ask mutual_agreement
			2h buyer approve -> T4.3 wrong_state phase`},
		{name: "T3.6 pending before time", preset: live, script: `
			0 buyer buy
			1h seller message
			2h seller ask mutual_agreement
			3h buyer ask seller_unreachable -> T3.6 conflict pending`},
		{name: "T3.16 pending before limits", preset: live, script: `
			0 buyer buy
			1h seller ask mutual_agreement
			2h buyer extra 5 -> T3.16 conflict pending`},
		{name: "T4.11 limits last", preset: live, script: `
			0 buyer buy
			1h buyer extra 5 -> T4.11 invalid too_little`},
		{name: "T4.11 limits before the provider's word", preset: live, script: `
			0 buyer buy
			1h buyer extra 5 refused -> T4.11 invalid too_little`},
		{name: "T1.12 form of a purchase before its actor", preset: fc, script: `
			0 seller buy picked=tall -> T1.12 invalid form`},
		{name: "T1.10 himself before the pause, the pause before the cap", preset: fc, script: `
			facts paused cap=1 open=1 require other=logo,open,0
			0 buyer buy seller=aoi -> T1.10 wrong_actor self
			0 buyer buy -> T1.10 wrong_state paused
			facts cap=1 open=1 require other=logo,open,0
			0 buyer buy -> T1.10 wrong_state cap
			facts require other=logo,open,0
			0 buyer buy -> T1.13 wrong_state unfinished`},
	})
}
