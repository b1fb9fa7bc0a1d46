package transaction_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// T3.13, T3.16 and T3.17: clocks that stand still, and what waits.
func TestStops(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T3.13 first contact stands still and runs on", preset: fc, tweak: func(t *policy.Terms) {
			t.Cancel.FirstContact, t.Cancel.SellerSilence = policy.Hours(48), policy.Hours(10)
		}, script: `
			0 buyer buy
			1h buyer message
			20h buyer ask seller_unreachable | deadlines=cancel_answer@44h
			30h buyer withdraw | deadlines=first_contact@58h`},
		{name: "T3.13 approval", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			11h seller ask mutual_agreement | deadlines=cancel_answer@35h
			35h see | deadlines=approval@97h events=cancel_lapsed@35h
			97h-1us see | phase=delivered
			97h see | phase=closed`},
		{name: "T3.13 close", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			2h buyer approve
			12h seller ask schedule | deadlines=cancel_answer@36h
			20h buyer refuse | deadlines=close@34h`},
		{name: "T3.13 age limit", preset: live, script: `
			0 buyer buy
			1h seller message
			12h seller ask schedule | deadlines=cancel_answer@36h
			20h buyer refuse | deadlines=age_limit@2888h`},
		{name: "T3.13 after a void", preset: live, script: `
			0 buyer buy
			1h seller message
			96h seller ask buyer_unreachable
			100h buyer message | deadlines=age_limit@2884h`},
		{name: "T3.13 silence is measured on the wall", preset: fc, script: `
			0 buyer buy
			1h seller message
			2h buyer message
			3h seller ask mutual_agreement
			27h buyer message
			99h buyer ask seller_unreachable`},
		{name: "T3.13 two stops add up", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			2h seller ask schedule
			3h buyer refuse
			5h seller ask schedule
			9h seller withdraw | deadlines=approval@78h`},
		{name: "T3.16 what waits for a seller's request", script: `
			0 buyer buy
			1h seller message
			2h seller ask mutual_agreement
			3h seller deliver -> T3.16 conflict pending
			3h buyer extra 500 -> T3.16 conflict pending opens=26h
			3h buyer option fast -> T3.16 conflict pending opens=26h
			3h seller schedule -> T3.16 conflict pending opens=26h
			3h seller ask schedule -> T3.6 conflict pending opens=26h
			3h buyer message | request=seller
			3h seller message | request=seller`},
		{name: "T3.16 approve, decline and review wait", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h seller ask mutual_agreement
			4h buyer approve -> T3.16 conflict pending opens=27h
			4h buyer decline -> T3.16 conflict pending opens=27h
			28h buyer approve
			29h seller ask mutual_agreement
			30h buyer review 5 -> T3.16 conflict pending opens=53h`},
		{name: "T3.16 what silence cancels never opens", script: `
			0 buyer buy
			1h seller message
			2h seller ask schedule
			3h buyer extra 500 -> T3.16 conflict pending opens=never`},
		{name: "T3.16 an operator may act", script: `
			0 buyer buy
			1h seller ask schedule
			2h operator refund 100 | request=seller
			3h operator extend cancel_answer 1h
			4h operator hold
			5h operator release
			6h operator close | phase=closed`},
		{name: "T3.17 a hold stops every deadline", preset: live, script: `
			0 buyer buy
			1h operator hold | deadlines=none
			1000h see | phase=open
			1001h operator release | deadlines=first_contact@1048h,age_limit@3880h`},
		{name: "T3.17 the payment due date too", script: `
			0 buyer buy awaited
			68h operator hold | deadlines=none
			1000h see | phase=awaiting_payment
			1000h operator release | deadlines=payment_due@1100h`},
		{name: "T3.17 the cancel answer too", preset: fc, script: `
			0 buyer buy
			1h seller ask schedule
			5h operator hold | deadlines=none
			105h operator release | deadlines=cancel_answer@125h
			125h see | phase=cancelled`},
		{name: "T3.17 both sides may still write and act", preset: fc, script: `
			0 buyer buy
			1h operator hold
			2h seller message
			3h buyer message
			4h buyer extra 500
			5h seller deliver | phase=delivered deadlines=none
			6h buyer decline | phase=open
			7h seller deliver
			8h buyer approve | phase=approved deadlines=none
			9h operator release | deadlines=close@33h`},
		{name: "T3.17 silence runs on, but nobody is unreachable while held", script: `
			0 buyer buy
			1h seller message
			2h buyer message
			3h operator hold
			200h buyer ask seller_unreachable -> T3.17 wrong_state held opens=never
			200h seller ask buyer_unreachable -> T3.17 wrong_state held opens=never
			200h operator release
			200h buyer ask seller_unreachable | request=buyer`},
		{name: "T3.17 a hold inside a request", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			11h seller ask schedule | deadlines=cancel_answer@35h
			12h operator hold
			22h operator release | deadlines=cancel_answer@45h
			31h buyer refuse | deadlines=approval@93h`},
		{name: "T3.17 a request inside a hold", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			11h operator hold
			12h seller ask schedule
			22h buyer refuse | deadlines=none
			31h operator release | deadlines=approval@93h`},
		{name: "T3.17 a request that outlives a hold", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			11h operator hold
			12h seller ask schedule
			21h operator release | deadlines=cancel_answer@45h
			31h buyer refuse | deadlines=approval@93h`},
		{name: "T3.17 a hold that outlives a request", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			11h seller ask schedule
			12h operator hold
			21h seller withdraw | deadlines=none
			31h operator release | deadlines=approval@93h`},
		{name: "T3.17 two requests inside a hold", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			11h operator hold
			12h seller ask schedule
			13h seller withdraw
			14h seller ask schedule
			31h operator release | deadlines=cancel_answer@55h
			32h seller withdraw | deadlines=approval@94h`},
		{name: "T3.17 a clock that starts during a hold has all its time", preset: fc, script: `
			0 buyer buy awaited
			1h operator hold
			5h buyer pay | deadlines=none
			15h operator release | deadlines=first_contact@63h`},
		{name: "T3.17 not twice, and not without", script: `
			0 buyer buy
			1h operator release -> T3.17 wrong_state not_held opens=never
			1h operator hold
			2h operator hold -> T3.17 wrong_state already_held opens=never`},
	})
}

// T3.15: what operators may do.
func TestOperators(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T3.15 cancel, saying who may review and that it counts", preset: fc, script: `
			0 buyer buy
			1h operator cancel counts buyer | phase=cancelled how=operator reason=operator counts=true pauses=false may=buyer:true,seller:false refunded=10000
			2h seller review 5 -> T5.1 too_late not_after_cancel
			2h buyer review 5`},
		{name: "T3.15 cancel, nobody reviews, not counted", script: `
			0 buyer buy
			1h operator cancel | counts=false may=buyer:false,seller:false
			2h buyer review 5 -> T5.1 too_late not_after_cancel`},
		{name: "T3.15 close: the seller is paid", preset: live, script: `
			0 buyer buy
			1h operator close | phase=closed closed=operator held=0 earned=7800`},
		{name: "T3.15 refund a part, without fees", preset: fc, script: `
			0 buyer buy
			1h operator refund 4000 | phase=open held=6000 refunded=4000
			2h operator close | earned=6000`},
		{name: "T3.15 both fees are computed anew", preset: live, script: `
			0 buyer buy
			1h operator refund 5000 | phase=open fees=5000+275-1100 held=5275 refunded=5275
			2h operator close | earned=3900 refunded=5275`},
		{name: "T3.15 the last payment goes first", preset: live, script: `
			0 buyer buy
			1h buyer extra 1000 | fees=10000+550-2200,1000+55-220
			2h operator refund 1500 | fees=9500+523-2090,0+0-0 held=10023 refunded=1582`},
		{name: "T3.15 all of it, and the transaction goes on", preset: live, script: `
			0 buyer buy
			1h operator refund 10550 | phase=open held=0 refunded=10550 fees=0+0-0
			2h operator refund 1 -> T3.15 invalid more_than_held
			3h seller message
			4h operator close | phase=closed earned=0 held=0`},
		{name: "T3.15 at most what is held", preset: live, script: `
			0 buyer buy
			1h operator refund 10551 -> T3.15 invalid more_than_held
			1h operator refund 0 -> T3.15 invalid form`},
		{name: "T3.15 twice", preset: live, script: `
			0 buyer buy price=100
			1h operator refund 1 | fees=99+5-22 refunded=2
			2h operator refund 1 | fees=98+5-22 refunded=3
			3h operator cancel | refunded=106 held=0`},
		{name: "T3.15 extend a running deadline, only later", script: `
			0 buyer buy
			1h operator extend first_contact 2h
			50h-1us see | phase=open
			50h see | phase=cancelled`},
		{name: "T3.15 never earlier", script: `
			0 buyer buy
			1h operator extend first_contact 0 -> T3.15 invalid form
			1h operator extend first_contact -1h -> T3.15 invalid form
			1h operator extend first_contact 90000h -> T3.15 invalid form`},
		{name: "T3.15 only one that runs", script: `
			0 buyer buy
			1h operator extend approval 2h -> T3.15 wrong_state not_running opens=never
			1h operator extend review_end 2h -> T3.15 wrong_state not_running opens=never`},
		{name: "T3.15 a stopped one runs again when silence lets the request lapse", preset: live, script: `
			0 buyer buy
			2h seller ask mutual_agreement
			3h operator extend age_limit 2h -> T3.15 too_early not_running opens=26h
			26h operator extend age_limit 2h | deadlines=age_limit@2906h`},
		{name: "T3.15 the payment due date", script: `
			0 buyer buy awaited
			1h operator extend payment_due 1h | deadlines=payment_due@169h`},
		{name: "T3.15 after the close: the earnings", preset: live, script: `
			0 buyer buy
			1h operator close | earned=7800
			2h operator refund 800 | phase=closed earned=7000 refunded=800
			3h operator refund 7001 -> T3.15 invalid more_than_earned
			3h operator refund 7000 | phase=closed earned=0 refunded=7800
			4h operator refund 1 -> T3.15 invalid more_than_earned`},
		{name: "T3.15 after the close nothing else", script: `
			0 buyer buy
			1h operator close
			2h operator close -> T4.10 too_late closed
			2h operator hold -> T4.10 too_late closed
			2h operator release -> T4.10 too_late closed
			2h operator extend review_end 1h -> T4.10 too_late closed`},
		{name: "T3.15 after a cancel or a lapse nothing", script: `
			0 buyer buy awaited
			1h buyer abandon
			2h operator cancel -> T1.5 too_late lapsed
			2h operator close -> T1.5 too_late lapsed
			2h operator refund 1 -> T1.5 too_late lapsed
			2h operator hold -> T1.5 too_late lapsed
			2h operator extend payment_due 1h -> T1.5 too_late lapsed`},
	})
}

// An event that ends a request names the clocks that run on, and no other: the
// seller's answer is his first contact, so that deadline does not run on (T2.1,
// T3.13).
func TestResumedClocks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, order string
		want        []transaction.DeadlineKind
	}{
		{"T3.13 the buyer withdraws", "buyer withdraw", []transaction.DeadlineKind{transaction.FirstContact, transaction.AgeLimit}},
		{"T2.1 the seller refuses", "seller refuse", []transaction.DeadlineKind{transaction.AgeLimit}},
		{"T2.1 the seller writes", "seller message", []transaction.DeadlineKind{transaction.AgeLimit}},
		{"T2.1 the seller delivers", "seller deliver", []transaction.DeadlineKind{transaction.AgeLimit}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := newLife(t, fc, func(t *policy.Terms) {
				t.Cancel.SellerSilence, t.Delivery.AgeLimit = policy.Hours(10), policy.Hours(500)
			})
			l.run(`
				0 buyer buy
				1h buyer message
				20h buyer ask seller_unreachable
				30h ` + tt.order)
			var got []transaction.DeadlineKind
			for _, e := range l.last {
				for _, r := range resumedBy(e) {
					got = append(got, r.Kind)
				}
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func resumedBy(e transaction.Event) []transaction.Resumed {
	switch e := e.(type) {
	case transaction.CancelWithdrawn:
		return e.Resumed
	case transaction.CancelRefused:
		return e.Resumed
	case transaction.CancelVoided:
		return e.Resumed
	}
	return nil
}
