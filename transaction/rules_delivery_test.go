package transaction_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Section 4: deliveries and their answers.
func TestDelivery(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T4.1 the seller alone", script: `
			0 buyer buy
			1h seller message
			2h buyer deliver -> T4.1 wrong_actor wrong_actor
			2h operator deliver -> T4.1 wrong_actor wrong_actor
			2h system deliver -> T4.1 wrong_actor wrong_actor
			2h seller deliver | phase=delivered events=delivered@2h`},
		{name: "T4.1 not while a delivery awaits its answer", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h seller deliver -> T4.1 wrong_state phase opens=never
			3h seller files | phase=delivered`},
		{name: "T4.1 nor after the approval", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer approve
			4h seller deliver -> T4.1 wrong_state phase opens=never
			4h seller files | phase=approved`},
		{name: "T4.2 not asked for", preset: fc, script: `
			0 buyer buy
			0 seller deliver | phase=delivered`},
		{name: "T4.2 a message of the seller comes first", preset: live, script: `
			0 buyer buy
			1h buyer message
			2h seller schedule
			3h seller deliver -> T4.2 wrong_state write_first opens=never
			4h seller message
			4h seller deliver | phase=delivered`},
		{name: "T4.3 approve needs a delivery", script: `
			0 buyer buy
			1h buyer approve -> T4.3 wrong_state phase opens=never
			1h buyer decline -> T4.3 wrong_state phase opens=never`},
		{name: "T4.3 the buyer answers, nobody else", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h seller approve -> T4.3 wrong_actor wrong_actor
			3h operator approve -> T4.3 wrong_actor wrong_actor
			3h seller decline -> T4.3 wrong_actor wrong_actor
			3h system decline -> T4.3 wrong_actor wrong_actor`},
		{name: "T4.3 messages until the close", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer message
			3h buyer approve
			27h-1us buyer message
			27h-1us seller message
			27h buyer message -> T4.10 too_late closed
			27h seller message -> T4.10 too_late closed`},
		{name: "T4.4 closes a day after the approval", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			2h buyer approve | phase=approved deadlines=close@26h
			26h-1us see | phase=approved
			26h see | phase=closed closed=time ended=26h earned=10000`},
		{name: "T4.4 or at the buyer's review", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer approve
			4h buyer review 5 | phase=closed closed=review events=review_sent@4h,closed@4h`},
		{name: "T4.4 an approval cannot be undone", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer approve
			4h buyer decline -> T4.3 wrong_state phase opens=never
			4h buyer approve -> T4.3 wrong_state phase opens=never`},
		{name: "T4.5 back to the state before, once", preset: fc, script: `
			0 buyer buy | declines=1
			1h seller deliver
			2h buyer decline | phase=open declines=0 deadlines=none
			3h seller deliver | phase=delivered deadlines=approval@75h
			4h buyer decline -> T4.5 wrong_state none_left opens=never`},
		{name: "T4.5 as often as the policy says", preset: fc,
			tweak: func(t *policy.Terms) { t.Delivery.Declines = 2 }, script: `
			0 buyer buy
			1h seller deliver
			2h buyer decline
			3h seller deliver
			4h buyer decline
			5h seller deliver
			6h buyer decline -> T4.5 wrong_state none_left`},
		{name: "T4.5 never", preset: fc,
			tweak: func(t *policy.Terms) { t.Delivery.Declines = 0 }, script: `
			0 buyer buy
			1h seller deliver
			2h buyer decline -> T4.5 wrong_state none_left`},
		{name: "T4.6 approved by itself, and closed at that instant", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			73h-1us buyer decline | phase=open
			74h seller deliver
			146h see | phase=closed closed=auto_approval ended=146h events=approved@146h,closed@146h deadlines=review_end@2306h`},
		{name: "T4.6 an approval in the last instant keeps its day", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			72h59m buyer approve | deadlines=close@96h59m`},
		{name: "T4.7 after the last decline: approve", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			2h buyer decline
			3h seller deliver
			4h buyer approve | phase=approved`},
		{name: "T4.7 after the last decline: T4.6 holds", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			2h buyer decline
			3h seller deliver
			75h see | phase=closed closed=auto_approval`},
		{name: "T4.8 off", preset: fc, script: `0 buyer buy inspection -> T4.8 invalid off`},
		{name: "T4.8 on request: declines without limit", preset: live, script: `
			0 buyer buy inspection | declines=-1
			1h seller message
			2h seller deliver
			3h buyer decline
			4h seller deliver
			5h buyer decline
			6h seller deliver
			7h buyer decline | phase=open declines=-1`},
		{name: "T4.8 not by itself", preset: live, script: `0 buyer buy | declines=1`},
		{name: "T4.8 through a policy of one's own", preset: fc,
			tweak: func(t *policy.Terms) { t.Delivery.Inspection, t.Delivery.Declines = true, 0 }, script: `
			0 buyer buy inspection
			1h seller deliver
			2h buyer decline
			3h seller deliver
			4h buyer decline | phase=open`},
		{name: "T4.9 off", preset: fc, script: `
			0 buyer buy
			1h seller message | deadlines=none
			90000h see | phase=open`},
		{name: "T4.9 it closes, and the seller is paid, delivered or not", preset: live, script: `
			0 buyer buy
			1h seller message | deadlines=age_limit@2880h
			2880h-1us seller message
			2880h see | phase=closed closed=age ended=2880h earned=7800`},
		{name: "T4.9 while a delivery awaits its answer", preset: live, script: `
			0 buyer buy
			1h seller message
			2879h seller deliver
			2880h see | phase=closed closed=age`},
		{name: "T4.9 stops count", preset: live, script: `
			0 buyer buy
			1h seller message
			2h operator hold
			12h seller ask mutual_agreement
			22h operator release | deadlines=cancel_answer@46h
			46h see | deadlines=age_limit@2924h
			2924h see | phase=closed`},
		{name: "T4.10 after the close reviews only", preset: live, script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer approve
			27h see | phase=closed held=0 earned=7800 fee=2750
			28h buyer message -> T4.10 too_late closed opens=never
			28h seller files -> T4.10 too_late closed
			28h buyer extra 500 -> T4.10 too_late closed
			28h buyer option fast -> T4.10 too_late closed
			28h seller deliver -> T4.10 too_late closed
			28h seller schedule -> T4.10 too_late closed
			28h buyer approve -> T4.10 too_late closed
			28h buyer decline -> T4.10 too_late closed
			28h buyer pay -> T4.10 too_late closed
			28h buyer ask seller_unreachable -> T3.12 too_late closed
			28h seller review 5
			28h buyer review 5`},
		{name: "T4.11 from the opening to the close", preset: fc, script: `
			0 buyer buy
			0 buyer extra 1 | held=10001
			1h seller deliver
			2h buyer extra 500
			3h buyer approve
			27h-1us buyer extra 99 | held=10600
			27h buyer extra 99 -> T4.10 too_late closed`},
		{name: "T4.11 the buyer alone", script: `
			0 buyer buy
			1h seller extra 500 -> T4.11 wrong_actor wrong_actor
			1h operator extra 500 -> T4.11 wrong_actor wrong_actor`},
		{name: "T4.11 in limits", preset: live, script: `
			0 buyer buy
			1h buyer extra 99 -> T4.11 invalid too_little
			1h buyer extra 100
			1h buyer extra 99999
			1h buyer extra 100000 -> T4.11 invalid too_much`},
		{name: "T4.11 no limits, but above zero", preset: fc, script: `
			0 buyer buy
			1h buyer extra 0 -> T4.11 invalid form
			1h buyer extra -5 -> T4.11 invalid form
			1h buyer extra 1`},
		{name: "T4.11 a failed payment changes nothing", script: `
			0 buyer buy
			1h buyer extra 500 refused -> T4.11 conflict declined opens=never | events=`},
		{name: "T4.12 posted by the seller, changed with a reason", script: `
			0 buyer buy
			1h buyer schedule -> T4.12 wrong_actor wrong_actor
			1h seller schedule | events=schedule_set@1h
			2h seller schedule -> T4.12 invalid form
			2h seller schedule later | events=schedule_set@2h`},
		{name: "T4.12 a missed date is never punished", preset: fc, script: `
			0 buyer buy
			1h seller message
			2h seller schedule
			9000h see | phase=open deadlines=none`},
		{name: "T10.1 everything paid is held until the close", preset: live, script: `
			0 buyer buy
			1h buyer extra 1000 | paid=11605 held=11605 earned=0 refunded=0
			2h seller message
			3h seller deliver
			4h buyer approve | held=11605
			28h see | held=0 earned=8580 fee=3025`},
		{name: "T10.2 on the close the earnings, on a cancel everything", preset: live, script: `
			0 buyer buy
			1h seller ask sellers_reasons
			2h buyer agree | held=0 earned=0 refunded=10550`},
	})
}

// T4.1: a final delivery says something; a decline and a request need not.
func TestWhatMustSaySomething(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"T4.1 empty": "", "T4.1 blanks": " \n\t ", "T4.1 invisible": "\u200b\u202e", "T4.1 broken UTF-8": "a\xff", "T4.1 control": "a\x00",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLife(t, fc, nil)
			l.run(`0 buyer buy`)
			_, no := transaction.Decide(l.s, transaction.Deliver{By: transaction.Seller("ren"), Text: text}, l.f, start)
			require.NotNil(t, no)
			require.Equal(t, "T4.1", no.Rule)
			require.Equal(t, policy.Invalid, no.Kind)
			require.Equal(t, "message", no.Faults[0].Path)
		})
	}
	newLife(t, fc, nil).run(`
		0 buyer buy
		1h seller deliver
		2h buyer decline
		3h seller ask schedule`)
}

// T4.11: an additional payment in another currency, or one beyond every sum, is
// refused; and so is a purchase that the policy's limits could not measure.
func TestOddPayments(t *testing.T) {
	t.Parallel()
	usd, err := money.ParseCurrency("USD")
	require.NoError(t, err)
	l := newLife(t, fc, nil)
	l.run(`0 buyer buy`)
	pay := func(m money.Money) *policy.Rejection {
		_, no := transaction.Decide(l.s, transaction.PayAdditional{By: transaction.Buyer("aoi"), Amount: m, Payment: transaction.Settled}, l.f, start)
		require.NotNil(t, no)
		return no
	}
	no := pay(money.New(500, usd))
	require.Equal(t, "T4.11/form", no.Rule+"/"+no.Code)
	require.Equal(t, "currency", no.Faults[0].Code)
	require.Equal(t, "T4.11/beyond", pay(jpy(money.Max)).Rule+"/"+pay(jpy(money.Max)).Code)

	for _, preset := range policy.Presets() {
		l := newLife(t, preset, nil)
		c := l.command([]string{"0", "buyer", "buy"}).(transaction.Purchase)
		c.Price, c.Options = money.New(500, usd), nil
		_, no := transaction.Decide(l.s, c, l.f, start)
		if l.terms.Purchase.Additional.Min == nil {
			require.Nil(t, no, "T4.11 no limits: any currency")
			continue
		}
		require.NotNil(t, no)
		require.Equal(t, "price", no.Faults[0].Path)
		require.Equal(t, "currency", no.Faults[0].Code)
	}
}
