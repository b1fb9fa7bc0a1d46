package transaction_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// T1.5 and T1.6: the payment due date, and the opening.
func TestPayment(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T1.5 unpaid by the due date, it lapses", script: `
			0 buyer buy awaited | phase=awaiting_payment deadlines=payment_due@168h held=0
			168h-1us see | phase=awaiting_payment
			168h see | phase=lapsed events=lapsed@168h counts=false stars=buyer:-,seller:- deadlines=none`},
		{name: "T1.5 a payment that settles at once skips the wait", script: `
			0 buyer buy | phase=open events=purchased@0,paid@0,opened@0`},
		{name: "T1.5 the buyer pays", script: `
			0 buyer buy awaited
			167h buyer pay | phase=open events=paid@167h,opened@167h
			168h see | phase=open
			168h buyer pay -> T1.5 too_late paid opens=never
			168h buyer abandon -> T1.5 too_late paid opens=never`},
		{name: "T1.5 the provider reports the payment", script: `
			0 buyer buy awaited
			1h system pay | phase=open`},
		{name: "T1.5 the buyer abandons", script: `
			0 buyer buy awaited
			1h buyer abandon | phase=lapsed events=lapsed@1h`},
		{name: "T1.5 an operator cancels, and it ends as lapsed", script: `
			0 buyer buy awaited
			1h operator cancel counts buyer | phase=lapsed events=lapsed@1h counts=false may=buyer:false,seller:false
			2h buyer review 5 -> T1.5 too_late lapsed`},
		{name: "T1.5 a declined payment leaves it waiting", script: `
			0 buyer buy refused | phase=awaiting_payment events=purchased@0,payment_declined@0
			1h buyer pay refused | phase=awaiting_payment events=payment_declined@1h deadlines=payment_due@168h
			2h buyer pay | phase=open`},
		{name: "T1.5 everything else is the wrong state", script: `
			0 buyer buy awaited
			1h buyer message -> T1.5 wrong_state awaiting_payment opens=never
			1h seller message -> T1.5 wrong_state awaiting_payment
			1h seller deliver -> T1.5 wrong_state awaiting_payment
			1h buyer approve -> T1.5 wrong_state awaiting_payment
			1h buyer decline -> T1.5 wrong_state awaiting_payment
			1h seller ask sellers_reasons -> T1.5 wrong_state awaiting_payment
			1h buyer agree -> T1.5 wrong_state awaiting_payment
			1h buyer withdraw -> T1.5 wrong_state awaiting_payment
			1h buyer refuse -> T1.5 wrong_state awaiting_payment
			1h buyer extra 500 -> T1.5 wrong_state awaiting_payment
			1h buyer option fast -> T1.5 wrong_state awaiting_payment
			1h buyer review 5 -> T1.5 wrong_state awaiting_payment
			1h seller reply -> T1.5 wrong_state awaiting_payment
			1h seller schedule -> T1.5 wrong_state awaiting_payment
			1h operator close -> T1.5 wrong_state awaiting_payment
			1h operator refund 1 -> T1.5 wrong_state awaiting_payment`},
		{name: "T1.5 T1.10 T1.13 are judged at the purchase, not at the payment", script: `
			0 buyer buy awaited
			facts paused cap=1 open=5 require other=logo,open,0
			1h buyer pay | phase=open`},
		{name: "T1.5 late money goes back, once", preset: live, script: `
			0 buyer buy awaited
			168h buyer pay -> T1.5 too_late lapsed opens=never | events=lapsed@168h
			169h system pay refused -> T1.5 too_late lapsed
			170h system pay | phase=lapsed events=late_payment_refunded@170h held=0 refunded=10550 paid=10550
			171h system pay -> T1.5 conflict late_again opens=never`},
		{name: "T1.5 at the due date itself the money is late", preset: fc, script: `
			0 buyer buy awaited
			168h system pay | phase=lapsed events=lapsed@168h,late_payment_refunded@168h refunded=10000`},
		{name: "T1.5 late money after an abandoning goes back too", preset: fc, script: `
			0 buyer buy awaited
			1h buyer abandon
			2h system pay | refunded=10000 held=0`},
		{name: "T1.6 the talkroom opens when the payment is complete", script: `
			0 buyer buy awaited
			1h buyer message -> T1.5 wrong_state awaiting_payment
			2h buyer pay | phase=open events=paid@2h,opened@2h
			2h buyer message | phase=open`},
		{name: "T1.6 its clocks count from the opening", preset: live, script: `
			0 buyer buy awaited
			2h buyer pay | deadlines=first_contact@50h,age_limit@2882h`},
		{name: "T1.6 one transaction is bought once", script: `
			0 buyer buy
			1h buyer buy -> T1.6 conflict exists opens=never`},
	})
	t.Run("T1.5 it counts as an open order", func(t *testing.T) {
		t.Parallel()
		for p := transaction.None; p <= transaction.Lapsed; p++ {
			open := p == transaction.AwaitingPayment || p == transaction.Open || p == transaction.Delivered || p == transaction.Approved
			require.Equal(t, open, p.OpenOrder(), p.String())
		}
	})
}

// T1.7 and T1.8: notes for buyers are posted as the policy says.
func TestNotes(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T1.7 posted on a direct purchase", script: `
			0 buyer buy notes | events=purchased@0,paid@0,opened@0,notes_posted@0 contact=buyer:-,seller:-,last:nobody
			48h see | phase=cancelled`},
		{name: "T1.7 posted when the payment opens the talkroom", script: `
			0 buyer buy awaited notes | events=purchased@0
			1h buyer pay | events=paid@1h,opened@1h,notes_posted@1h`},
		{name: "T1.7 no notes, nothing posted", script: `
			0 buyer buy | events=purchased@0,paid@0,opened@0`},
		{name: "T1.8 not posted through a quotation", script: `
			0 buyer buy notes quotation | events=purchased@0,paid@0,opened@0`},
		{name: "T1.8 a platform can post them always",
			tweak: func(t *policy.Terms) { t.Purchase.PostNotesOnQuotation = true }, script: `
			0 buyer buy awaited notes quotation
			1h buyer pay | events=paid@1h,opened@1h,notes_posted@1h`},
		{name: "T1.7 or never",
			tweak: func(t *policy.Terms) { t.Purchase.PostNotes = false }, script: `
			0 buyer buy notes | events=purchased@0,paid@0,opened@0`},
	})
}

// T1.9: a running transaction keeps the terms it began with.
func TestTermsAreFrozen(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	l.run(`0 buyer buy`)
	before := l.terms
	l.terms = termsOf(t, fc, func(t *policy.Terms) { t.Cancel.FirstContact = policy.Hours(1) })
	l.run(`2h seller message | phase=open`)
	require.Same(t, before, l.s.Terms, "T1.9")

	_, no := transaction.Decide(transaction.State{}, transaction.Purchase{By: transaction.Buyer("aoi"), ID: "t1"}, transaction.Facts{}, start)
	require.Equal(t, "T1.9", no.Rule)
	require.Equal(t, policy.Invalid, no.Kind)
}

// T1.10 and T1.13: who cannot be bought from, and by whom.
func TestWhoMayBuy(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T1.10 nobody buys from himself", script: `0 buyer buy seller=aoi -> T1.10 wrong_actor self opens=never`},
		{name: "T1.10 a seller does not buy as a seller", script: `0 seller buy -> T1.10 wrong_actor no_buyer`},
		{name: "T1.10 an operator does not buy", script: `0 operator buy -> T1.10 wrong_actor no_buyer`},
		{name: "T1.10 paused", script: `
			facts paused
			0 buyer buy -> T1.10 wrong_state paused opens=never`},
		{name: "T1.10 at the cap", script: `
			facts cap=2 open=2
			0 buyer buy -> T1.10 wrong_state cap opens=never`},
		{name: "T1.10 below the cap", script: `
			facts cap=2 open=1
			0 buyer buy | phase=open`},
		{name: "T1.10 no cap by default", script: `
			facts open=1000
			0 buyer buy | phase=open`},
		{name: "T1.13 the earlier talkroom must be finished", script: `
			facts require other=web,delivered,0
			0 buyer buy -> T1.13 wrong_state unfinished opens=never`},
		{name: "T1.13 a finished one is", script: `
			facts require other=web,closed,0 other=web,cancelled,0 other=web,lapsed,0
			0 buyer buy | phase=open`},
		{name: "T1.13 an unpaid purchase has no talkroom", script: `
			facts require other=web,awaiting_payment,0
			0 buyer buy | phase=open`},
		{name: "T1.13 off by default", script: `
			facts other=web,open,0
			0 buyer buy | phase=open`},
	})
}

// T1.11: fees are rounded half up, each payment by itself.
func TestFees(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T1.11 no fees", preset: fc, script: `0 buyer buy | fees=10000+0-0 held=10000 fee=0`},
		{name: "T1.11 22 % and 5.5 %", preset: live, script: `0 buyer buy | fees=10000+550-2200 held=10550 fee=2750`},
		{name: "T1.11 half a unit of the buyer's fee goes up", preset: live, script: `0 buyer buy price=100 | fees=100+6-22`},
		{name: "T1.11 half a unit of the seller's fee goes up", preset: live, script: `0 buyer buy price=25 | fees=25+1-6`},
		{name: "T1.11 less than half goes down", preset: live, script: `0 buyer buy price=2 | fees=2+0-0`},
		{name: "T1.11 the smallest price", preset: live, script: `0 buyer buy price=1 | fees=1+0-0`},
		{name: "T1.11 each payment by itself", preset: live, script: `
			0 buyer buy price=100
			1h buyer extra 100 | fees=100+6-22,100+6-22 held=212 fee=56
			2h buyer option big | fees=100+6-22,100+6-22,500+28-110`},
		{name: "T1.11 picked options are part of the one payment", preset: live, script: `
			0 buyer buy price=100 picked=big | fees=600+33-132`},
	})
	t.Run("T1.11 a price whose fee would pass 18 digits", func(t *testing.T) {
		t.Parallel()
		l := newLife(t, live, nil)
		c := l.command([]string{"0", "buyer", "buy"}).(transaction.Purchase)
		c.Price = jpy(money.Max)
		_, no := transaction.Decide(l.s, c, l.f, start)
		require.NotNil(t, no)
		require.Equal(t, "T1.11", no.Rule)
		require.Equal(t, policy.Invalid, no.Kind)
	})
}

// T1.12: paid options, with the purchase or later.
func TestOptions(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T1.12 picked at the purchase", preset: fc, script: `
			0 buyer buy picked=fast,big | held=13500
			1h buyer option big -> T1.12 conflict bought opens=never`},
		{name: "T1.12 later, as a payment", preset: fc, script: `
			0 buyer buy
			1h buyer option fast | held=13000 events=paid@1h
			2h buyer option fast -> T1.12 conflict bought`},
		{name: "T1.12 until the close", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			2h buyer approve
			26h-1us buyer option fast | held=13000
			26h buyer option big -> T4.10 too_late closed`},
		{name: "T1.12 until the first final delivery", preset: live, script: `
			0 buyer buy
			1h seller message
			2h buyer option fast
			3h seller deliver
			4h buyer option big -> T1.12 too_late delivered opens=never
			5h buyer decline
			6h buyer option big -> T1.12 too_late delivered`},
		{name: "T1.12 through a quotation", preset: fc, script: `
			0 buyer buy quotation picked=fast
			1h buyer option big | held=13500`},
		{name: "T1.12 none through a quotation at the purchase", preset: live, script: `
			0 buyer buy quotation picked=fast -> T1.12 invalid quotation`},
		{name: "T1.12 none through a quotation later", preset: live, script: `
			0 buyer buy quotation
			1h buyer option fast -> T1.12 wrong_state quotation opens=never`},
		{name: "T1.12 ten options", script: `0 buyer buy options=10 picked=o0,o9 | phase=open`},
		{name: "T1.12 eleven options", script: `0 buyer buy options=11 -> T1.12 invalid form`},
		{name: "T1.12 an option that is none, at the purchase", script: `0 buyer buy picked=tall -> T1.12 invalid form`},
		{name: "T1.12 an option picked twice", script: `0 buyer buy picked=fast,fast -> T1.12 invalid form`},
		{name: "T1.12 an option that is none, later", script: `
			0 buyer buy
			1h buyer option tall -> T1.12 invalid form`},
		{name: "T1.12 a declined payment changes nothing", script: `
			0 buyer buy
			1h buyer option fast refused -> T4.11 conflict declined | events=
			2h buyer option fast | events=paid@2h`},
	})
	t.Run("T1.12 the sum passes 18 digits", func(t *testing.T) {
		t.Parallel()
		l := newLife(t, fc, nil)
		c := l.command([]string{"0", "buyer", "buy", "picked=fast"}).(transaction.Purchase)
		c.Price = jpy(money.Max - 1)
		_, no := transaction.Decide(l.s, c, l.f, start)
		require.NotNil(t, no)
		require.Equal(t, "T1.12/price", no.Rule+"/"+no.Code)
	})
}
