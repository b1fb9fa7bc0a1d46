package transaction_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
)

// Fees in the script: the buyer's is 5.5 %, the seller's 22 % (coconala-2026).

// T1.5: what a charge brings pays for what it was meant, or goes back.
func TestReceive(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T1.5 T1.6 a charge pays the purchase", preset: live, script: `
			0 buyer buy awaited notes
			1h system receive c1 purchase 10000 10550 | phase=open events=paid@1h,opened@1h,notes_posted@1h held=10550 paid=10550 charges=c1:10550-0 refunds=none clearing=-10550
			2h system receive c1 purchase 10000 10550 -> T1.5 conflict received opens=never
			2h buyer pay -> T1.5 too_late paid`},
		{name: "T1.5 T3.17 also while an operator holds it", preset: live, script: `
			0 buyer buy awaited
			1h operator hold
			2h system receive c1 purchase 10000 10550 | phase=open`},
		{name: "T1.5 a second charge for the same purchase goes back", preset: live, script: `
			0 buyer buy awaited
			1h system receive c1 purchase 10000 10550
			2h system receive c2 purchase 10000 10550 | phase=open events=late_payment_refunded@2h held=10550 paid=21100 refunded=10550 charges=c1:10550-0,c2:10550-10550 refunds=4:c2:10550:asked`},
		{name: "T1.5 at the due date itself it is late", preset: live, script: `
			0 buyer buy awaited
			168h-1us see | phase=awaiting_payment
			168h system receive c1 purchase 10000 10550 | phase=lapsed events=lapsed@168h,late_payment_refunded@168h held=0 refunded=10550 refunds=3:c1:10550:asked clearing=-10550`},
		{name: "T1.5 a moment before, it is not", preset: live, script: `
			0 buyer buy awaited
			168h-1us system receive c1 purchase 10000 10550 | phase=open`},
		{name: "T1.5 each late charge counts for itself", preset: live, script: `
			0 buyer buy awaited
			1h buyer abandon
			2h system receive c1 purchase 10000 10550 | paid=10550
			3h system receive c2 purchase 10000 10550 | paid=21100 refunded=21100 refunds=3:c1:10550:asked,4:c2:10550:asked
			4h system pay | paid=31650 refunded=31650 clearing=-21100
			5h system pay -> T1.5 conflict late_again`},
		{name: "T1.12 an option is bought once", preset: live, script: `
			0 buyer buy
			1h system receive c1 option fast 3000 3165 | events=paid@1h held=13715
			2h system receive c2 option fast 3000 3165 | events=late_payment_refunded@2h held=13715 refunds=5:c2:3165:asked
			3h buyer option fast -> T1.12 conflict bought`},
		{name: "T1.12 paid before the delivery, heard of after it", preset: live, script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer option fast -> T1.12 too_late delivered
			3h system receive c1 option fast 3000 3165 | events=paid@3h phase=delivered`},
		{name: "T4.11 T3.16 an addition is taken while a request is pending", preset: live, script: `
			0 buyer buy
			1h seller message
			2h seller ask sellers_reasons
			3h buyer extra 1000 -> T3.16 conflict pending opens=never
			3h system receive c1 extra 1000 1055 | events=paid@3h held=11605 request=seller`},
		{name: "T4.11 not before the talkroom is open, nor after it", preset: live, script: `
			0 buyer buy awaited
			1h system receive c1 extra 1000 1055 | events=late_payment_refunded@1h phase=awaiting_payment held=0 deadlines=payment_due@168h
			2h system receive c2 purchase 10000 10550 | phase=open held=10550
			3h operator close | phase=closed earned=7800
			4h system receive c3 extra 1000 1055 | events=late_payment_refunded@4h phase=closed earned=7800 refunded=2110
			5h system receive c4 option fast 3000 3165 | events=late_payment_refunded@5h`},
		{name: "T3.14 nor in a cancelled one", preset: live, script: `
			0 buyer buy
			1h operator cancel
			2h system receive c1 extra 1000 1055 | events=late_payment_refunded@2h phase=cancelled refunded=11605`},
		{name: "T1.11 another amount than the price and its fee pays for nothing", preset: live, script: `
			0 buyer buy awaited
			1h system receive c1 purchase 10000 10549 -> T10.3 invalid form
			1h system receive c1 purchase 10000 10551 -> T10.3 invalid form
			1h system receive c1 purchase 9999 10549 -> T10.3 invalid form
			1h system receive c1 option fast 3001 3166 -> T10.3 invalid form
			1h system receive c1 option slow 3000 3165 -> T10.3 invalid form
			1h system receive c1 extra 1000 1000 -> T10.3 invalid form
			1h system receive c1 extra 0 0 -> T10.3 invalid form
			1h system receive c1 purchase 10000 10550 | phase=open`},
		{name: "T10.3 by the system alone", preset: live, script: `
			0 buyer buy awaited
			1h buyer receive c1 purchase 10000 10550 -> T10.3 wrong_actor wrong_actor
			1h seller receive c1 purchase 10000 10550 -> T10.3 wrong_actor wrong_actor
			1h operator receive c1 purchase 10000 10550 -> T10.3 wrong_actor wrong_actor
			1h operator note 1 c1 sent -> T10.3 wrong_actor wrong_actor
			1h stranger receive c1 purchase 10000 10550 -> T0.9 not_party not_party`},
	})
}

// T3.11 and T3.15: what goes back goes by the charges that brought it.
func TestBack(t *testing.T) {
	t.Parallel()
	const bought = `
		0 buyer buy awaited
		1h system receive c1 purchase 10000 10550
		2h system receive c2 option fast 3000 3165
		3h system receive c3 extra 1000 1055 | held=14770
		`
	runRows(t, []row{
		{name: "T3.11 a cancel sends all of every charge back", preset: live, script: bought + `
			4h operator cancel | refunded=14770 held=0 refunds=6:c3:1055:asked,6:c2:3165:asked,6:c1:10550:asked charges=c1:10550-10550,c2:3165-3165,c3:1055-1055`},
		{name: "T3.11 by silence too", preset: live, script: `
			0 buyer buy awaited
			1h system receive c1 purchase 10000 10550
			49h see | phase=cancelled refunds=4:c1:10550:asked`},
		{name: "T3.11 less what went back before", preset: live, script: bought + `
			4h operator refund 2000 | refunds=6:c3:1055:asked,6:c2:1055:asked
			5h operator cancel | refunds=6:c3:1055:asked,6:c2:1055:asked,7:c2:2110:asked,7:c1:10550:asked held=0`},
		{name: "T3.15 a part: the last payment first, with its fee", preset: live, script: bought + `
			4h operator refund 1 | refunds=6:c3:1:asked fees=10000+550-2200,3000+165-660,999+55-220
			5h operator refund 999 | refunds=6:c3:1:asked,7:c3:1054:asked
			6h operator refund 500 | refunds=6:c3:1:asked,7:c3:1054:asked,8:c2:527:asked`},
		{name: "T3.15 payments without a charge are in no part", preset: live, script: `
			0 buyer buy
			1h system receive c1 extra 1000 1055
			2h buyer extra 500
			3h operator refund 2000 | refunds=6:c1:1055:asked held=10023 refunded=2110
			4h operator cancel | refunds=6:c1:1055:asked refunded=12133`},
		{name: "T3.11 a host without charges: nothing changes", preset: live, script: `
			0 buyer buy
			1h operator cancel | refunded=10550 refunds=none charges=none clearing=0`},
		{name: "T3.15 earnings: the last charge first, never more than it brought", preset: live, script: bought + `
			4h operator close | earned=10920 fee=3850
			5h operator refund 2000 | earned=8920 refunds=7:c3:1055:asked,7:c2:945:asked
			6h operator refund 8920 | earned=0 refunds=7:c3:1055:asked,7:c2:945:asked,8:c2:2220:asked,8:c1:6700:asked`},
		{name: "T3.15 earnings that no charge brought", preset: live, script: `
			0 buyer buy
			1h system receive c1 extra 1000 1055
			2h operator close | earned=8580
			3h operator refund 8580 | refunds=6:c1:1055:asked earned=0 refunded=8580`},
		{name: "T3.15 earnings: at most what the seller's account still has", preset: live, script: `
			0 buyer buy
			1h operator close | earned=7800
			facts earnings=5000
			2h operator refund 5001 -> T3.15 invalid more_than_earned
			2h operator refund 5000 ref=a1 | earned=2800
			facts earnings=9000
			3h operator refund 2801 -> T3.15 invalid more_than_earned
			facts earnings=0
			3h operator refund 1 -> T3.15 invalid more_than_earned
			facts earnings=-1
			3h operator refund 1 -> T3.15 invalid more_than_earned`},
		{name: "T3.15 the same decision of the account counts once", preset: live, script: `
			0 buyer buy
			1h operator close
			2h operator refund 100 ref=a1 | earned=7700
			3h operator refund 100 ref=a1 -> T3.15 conflict taken_back opens=never
			3h operator refund 100 ref=a2 | earned=7600
			4h operator refund 100 | earned=7500
			5h operator refund 100 | earned=7400`},
	})
}

// T10.1 and T10.2: everything is held until the end; then the seller has his
// earnings and the platform its fees, or the buyer everything.
func TestHeldUntilTheEnd(t *testing.T) {
	t.Parallel()
	const bought = `
		0 buyer buy awaited
		1h system receive c1 purchase 10000 10550 | held=10550 earned=0 refunded=0
		2h system receive c2 extra 1001 1056 | held=11606 earned=0 refunded=0 fees=10000+550-2200,1001+55-220
		`
	runRows(t, []row{
		{name: "T10.1 T10.2 the close", preset: live, script: bought + `
			3h seller message
			4h seller deliver | held=11606
			5h buyer approve | held=11606
			29h see | phase=closed held=0 fee=3025 earned=8581 refunded=0 paid=11606 clearing=-11606`},
		{name: "T10.1 T10.2 the cancel", preset: live, script: bought + `
			3h seller ask sellers_reasons | held=11606
			4h buyer agree | phase=cancelled held=0 fee=0 earned=0 refunded=11606 paid=11606 clearing=-11606
			5h system note 7 c1 confirmed | clearing=-1056 refunded=11606
			6h system note 7 c2 confirmed | clearing=0 refunded=11606 paid=11606`},
	})
}

// T10.3: how far a refund is, and what its stages move (T10.1).
func TestRefundStages(t *testing.T) {
	t.Parallel()
	const owed = `
		0 buyer buy awaited
		1h system receive c1 purchase 10000 10550
		2h operator cancel | refunds=4:c1:10550:asked clearing=-10550 refunded=10550
		`
	runRows(t, []row{
		{name: "T10.3 asked, sent, confirmed", preset: live, script: owed + `
			3h system note 4 c1 sent | events=refund_noted@3h refunds=4:c1:10550:sent clearing=-10550 refunded=10550
			4h system note 4 c1 confirmed | refunds=4:c1:10550:confirmed clearing=0 refunded=10550`},
		{name: "T10.3 confirmed at once", preset: live, script: owed + `
			3h system note 4 c1 confirmed | refunds=4:c1:10550:confirmed clearing=0`},
		{name: "T10.3 it returned, and is owed again", preset: live, script: owed + `
			3h system note 4 c1 confirmed | clearing=0
			4h system note 4 c1 returned | refunds=4:c1:10550:returned clearing=-10550 refunded=10550
			5h system note 4 c1 sent | refunds=4:c1:10550:sent clearing=-10550
			6h system note 4 c1 confirmed | refunds=4:c1:10550:confirmed clearing=0
			7h system note 4 c1 returned | clearing=-10550
			8h system note 4 c1 confirmed | clearing=0`},
		{name: "T10.3 returned before anybody saw it leave: nothing moved", preset: live, script: owed + `
			3h system note 4 c1 sent
			4h system note 4 c1 returned | refunds=4:c1:10550:returned clearing=-10550
			5h system note 4 c1 confirmed | clearing=0`},
		{name: "T10.3 no such refund, no such stage", preset: live, script: owed + `
			3h system note 3 c1 sent -> T10.3 conflict no_refund opens=never
			3h system note 4 c2 sent -> T10.3 conflict no_refund opens=never
			3h system note 0 c1 sent -> T10.3 invalid form
			3h system note 4 c1 asked -> T10.3 invalid form`},
	})
}

// T10.3: what is known already is taken without an event, so that a word may come
// twice, or behind a later one.
func TestRefundStagesRepeat(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, noted, again string }{
		{"T10.3 sent twice", "sent", "sent"},
		{"T10.3 confirmed twice", "confirmed", "confirmed"},
		{"T10.3 sent behind confirmed", "confirmed", "sent"},
		{"T10.3 returned twice", "returned", "returned"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			l := newLife(t, live, nil)
			l.run(`0 buyer buy awaited
				1h system receive c1 purchase 10000 10550
				2h operator cancel
				3h system note 4 c1 ` + row.noted)
			after, events, no := transaction.Handle(l.s, l.command([]string{"4h", "system", "note", "4", "c1", row.again}), l.f, l.at("4h"))
			require.Nil(t, no)
			require.Empty(t, events)
			require.Equal(t, l.s, after)
		})
	}
}

// T10.1: money beyond what can be counted is refused before anything is written.
func TestReceiveBeyond(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	l.run("0 buyer buy price=999999999999999999")
	receive := transaction.Receive{By: transaction.System(), Charge: "c1", Kind: transaction.Additional, Net: jpy(1), Amount: jpy(1)}
	_, no := transaction.Decide(l.s, receive, l.f, l.at("1h"))
	require.NotNil(t, no, "T10.1")
	require.Equal(t, "T4.11/beyond", no.Rule+"/"+no.Code)
	receive.Net, receive.Amount = money.New(1, money.USD), money.New(1, money.USD)
	_, no = transaction.Decide(l.s, receive, l.f, l.at("1h"))
	require.NotNil(t, no, "T10.1 another currency")
	require.Len(t, no.Faults, 2)
	receive.Net, receive.Amount, receive.Kind, receive.Charge = jpy(1), jpy(1), 9, ""
	_, no = transaction.Decide(l.s, receive, l.f, l.at("1h"))
	require.NotNil(t, no, "T10.1 no kind, and no charge")
	require.Len(t, no.Faults, 2)
}

// T10.1: the postings say where the money came from: a charge's from Clearing, a
// host's own from the payer.
func TestReceivePostings(t *testing.T) {
	t.Parallel()
	l := newLife(t, live, nil)
	l.run(`0 buyer buy awaited
		1h system receive c1 purchase 10000 10550`)
	got := l.last[0].(transaction.Paid)
	require.Equal(t, "c1", got.Charge)
	require.Equal(t, []ledger.Posting{{From: ledger.Clearing, To: ledger.Held, Amount: jpy(10_550)}}, got.Postings)
	l.run("2h system receive c2 purchase 10000 10550")
	late := l.last[0].(transaction.LatePaymentRefunded)
	require.Equal(t, []transaction.Back{{Charge: "c2", Amount: jpy(10_550)}}, late.Back)
	require.Equal(t, []ledger.Posting{
		{From: ledger.Clearing, To: ledger.Held, Amount: jpy(10_550)}, {From: ledger.Held, To: ledger.Refunds, Amount: jpy(10_550)},
	}, late.Postings)
	require.Equal(t, policy.System, transaction.ByOf(late))
}

// T1.11: a fee with a floor and a cap, each payment by itself.
func TestFeeBounds(t *testing.T) {
	t.Parallel()
	bounded := func(t *policy.Terms) {
		low, high := jpy(100), jpy(1_000)
		t.Fees.Buyer = policy.Fee{Rate: money.MustRate("5"), Min: &low, Max: &high}
		t.Fees.Seller = policy.Fee{Rate: money.MustRate("10"), Min: &low, Round: money.Down}
	}
	runRows(t, []row{
		{name: "T1.11 the floor", preset: fc, tweak: bounded, script: `
			0 buyer buy price=999 | fees=999+100-100 held=1099`},
		{name: "T1.11 between", preset: fc, tweak: bounded, script: `
			0 buyer buy price=10009 | fees=10009+500-1000`},
		{name: "T1.11 the cap", preset: fc, tweak: bounded, script: `
			0 buyer buy price=99999 | fees=99999+1000-9999`},
		{name: "T1.11 a floor above the price takes the price, no more", preset: fc, tweak: bounded, script: `
			0 buyer buy price=60 | fees=60+100-60 held=160
			1h operator close | earned=0 fee=160 held=0`},
		{name: "T1.11 T3.15 nothing bought, no floor", preset: fc, tweak: bounded, script: `
			0 buyer buy price=999
			1h operator refund 999 | fees=0+0-0 held=0 refunded=1099`},
		{name: "T1.11 each payment by itself", preset: fc, tweak: bounded, script: `
			0 buyer buy
			1h system receive c1 extra 100 200 | fees=10000+500-1000,100+100-100`},
	})
	l := newLife(t, fc, bounded)
	buy := l.purchase(transaction.Buyer("aoi"), nil).(transaction.Purchase)
	buy.Price, buy.Options = money.New(500, money.USD), nil
	_, no := transaction.Decide(transaction.State{}, buy, transaction.Facts{}, start)
	require.NotNil(t, no, "T1.11 a price in another currency than the floor")
	require.Equal(t, "price", no.Faults[0].Path)
}
