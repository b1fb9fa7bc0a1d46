package transaction_test

import (
	"testing"

	"github.com/torikime/torikime/policy"
)

func slowFirstContact(t *policy.Terms) { t.Cancel.FirstContact = policy.Hours(200) }

// Section 2: no contact of the seller in time.
func TestFirstContact(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T2.1 the system cancels and refunds", preset: fc, script: `
			0 buyer buy | deadlines=first_contact@48h
			48h-1us see | phase=open
			48h see | phase=cancelled how=system reason=no_first_contact held=0 refunded=10000`},
		{name: "T2.1 a message stops it", script: `
			0 buyer buy
			48h-1us seller message
			49h see | phase=open`},
		{name: "T2.1 files alone are a message", script: `
			0 buyer buy
			1h seller files
			49h see | phase=open`},
		{name: "T2.1 a cancel request is contact", script: `
			0 buyer buy
			1h seller ask mutual_agreement
			100h see | phase=open`},
		{name: "T2.1 a final delivery is contact", preset: fc, script: `
			0 buyer buy
			1h seller deliver
			49h see | phase=delivered`},
		{name: "T2.1 a schedule is none", script: `
			0 buyer buy
			1h seller schedule
			48h see | phase=cancelled`},
		{name: "T2.1 the buyer's message is not the seller's", script: `
			0 buyer buy
			1h buyer message
			48h see | phase=cancelled`},
		{name: "T2.1 off", tweak: func(t *policy.Terms) { t.Cancel.FirstContact = policy.Window{} }, preset: fc, script: `
			0 buyer buy | deadlines=none
			4000h see | phase=open`},
		{name: "T2.2 counted, nothing else; both may review", preset: fc, script: `
			0 buyer buy
			48h see | counts=true pauses=false may=buyer:true,seller:true stars=buyer:-,seller:-
			49h buyer review 5
			49h seller review 5`},
		{name: "T2.2 the whole package", preset: live, script: `
			0 buyer buy
			48h see | counts=true pauses=true may=buyer:false,seller:false stars=buyer:1auto,seller:-
			49h seller review 1 words -> T5.1 too_late not_after_cancel
			49h buyer review 1 words -> T5.10 conflict automatic`},
	})
}

// T3.1 to T3.5: who may ask, when.
func TestRequest(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T3.1 the seller at the opening", script: `
			0 buyer buy
			0 seller ask sellers_reasons | request=seller`},
		{name: "T3.1 after a delivery", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h seller ask other_trouble | request=seller phase=delivered`},
		{name: "T3.1 after the approval, to the last instant", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer approve
			27h-1us seller ask schedule | request=seller phase=approved`},
		{name: "T3.1 not at the close", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer approve
			27h seller ask schedule -> T3.12 too_late closed opens=never`},
		{name: "T3.2 four days of silence and a word of one's own", script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h-1us buyer ask seller_unreachable -> T3.2 too_early - opens=97h
			97h buyer ask seller_unreachable | request=buyer deadlines=cancel_answer@121h`},
		{name: "T3.2 the last contact must be the buyer's", script: `
			0 buyer buy
			2h buyer message
			3h seller message
			200h buyer ask seller_unreachable -> T3.2 wrong_state write_first opens=never
			200h buyer message
			200h buyer ask seller_unreachable | request=buyer`},
		{name: "T3.2 each word of the seller starts the period anew", script: `
			0 buyer buy
			1h seller message
			90h seller message
			91h buyer message
			186h-1us buyer ask seller_unreachable -> T3.2 too_early - opens=186h
			186h buyer ask seller_unreachable`},
		{name: "T3.2 before any word it counts from the opening", tweak: slowFirstContact, script: `
			0 buyer buy awaited
			5h buyer pay
			10h buyer message
			101h-1us buyer ask seller_unreachable -> T3.2 too_early - opens=101h
			101h buyer ask seller_unreachable`},
		{name: "T3.2 never, if the first contact cancels before", script: `
			0 buyer buy
			10h buyer message
			20h buyer ask seller_unreachable -> T3.2 wrong_state - opens=never`},
		{name: "T3.2 never, if the delivery approves itself before", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer message
			4h buyer ask seller_unreachable -> T3.2 wrong_state - opens=never`},
		{name: "T3.2 after an answer that time will bring", preset: fc, script: `
			0 buyer buy
			1h seller ask mutual_agreement
			2h buyer message
			3h buyer ask seller_unreachable -> T3.6 conflict pending opens=97h`},
		{name: "T3.2 off", tweak: func(t *policy.Terms) { t.Cancel.SellerSilence = policy.Window{} }, script: `
			0 buyer buy
			1h seller message
			2h buyer message
			2000h buyer ask seller_unreachable -> T3.2 wrong_state never opens=never`},
		{name: "T3.3 what is contact", preset: fc, script: `
			0 buyer buy notes | contact=buyer:-,seller:-,last:nobody
			1h buyer message | contact=buyer:1h,seller:-,last:buyer
			2h seller message | contact=buyer:1h,seller:2h,last:seller
			3h seller deliver | contact=buyer:1h,seller:3h,last:seller
			4h buyer decline | contact=buyer:4h,seller:3h,last:buyer
			5h seller ask sellers_reasons | contact=buyer:4h,seller:5h,last:seller
			6h buyer refuse | contact=buyer:6h,seller:5h,last:buyer
			7h seller ask sellers_reasons
			8h seller withdraw | contact=buyer:6h,seller:8h,last:seller
			9h seller ask sellers_reasons
			10h buyer agree | contact=buyer:10h,seller:9h,last:buyer`},
		{name: "T3.3 what is none", preset: fc, script: `
			0 buyer buy
			1h buyer message
			2h seller message
			3h buyer extra 500 | contact=buyer:1h,seller:2h,last:seller
			4h buyer option fast | contact=buyer:1h,seller:2h,last:seller
			5h seller schedule | contact=buyer:1h,seller:2h,last:seller
			6h operator hold | contact=buyer:1h,seller:2h,last:seller
			7h operator release | contact=buyer:1h,seller:2h,last:seller
			8h operator refund 1 | contact=buyer:1h,seller:2h,last:seller
			9h buyer annotate | contact=buyer:1h,seller:2h,last:seller
			10h seller deliver
			11h buyer approve | contact=buyer:1h,seller:10h,last:seller
			12h buyer review 5 | contact=buyer:1h,seller:10h,last:seller`},
		{name: "T3.3 a lapse is nobody's contact", script: `
			0 buyer buy
			1h seller ask mutual_agreement
			30h see | request=nobody contact=buyer:-,seller:1h,last:seller`},
		{name: "T3.4 four days of the buyer's silence", script: `
			0 buyer buy
			1h buyer message
			2h seller message
			97h-1us seller ask buyer_unreachable -> T3.4 too_early - opens=97h
			97h seller ask buyer_unreachable | request=seller`},
		{name: "T3.4 from the opening, if the buyer never wrote", script: `
			0 buyer buy
			1h seller message
			96h-1us seller ask buyer_unreachable -> T3.4 too_early - opens=96h
			96h seller ask buyer_unreachable`},
		{name: "T3.4 the last contact must be the seller's", script: `
			0 buyer buy
			1h seller message
			2h buyer message
			200h seller ask buyer_unreachable -> T3.4 wrong_state write_first opens=never`},
		{name: "T3.5 no other purchase", script: `
			0 buyer buy
			1h seller ask duplicate_purchase -> T3.5 wrong_state no_duplicate opens=never
			1h seller ask moved_to_other_service -> T3.5 wrong_state no_other_talkroom opens=never`},
		{name: "T3.5 another of the same service that is open", script: `
			0 buyer buy
			facts other=logo,open,-9000h
			1h seller ask duplicate_purchase`},
		{name: "T3.5 one that waits for its payment is open too", script: `
			0 buyer buy
			facts other=logo,awaiting_payment,-9000h
			1h seller ask moved_to_other_service -> T3.5 wrong_state no_other_talkroom
			1h seller ask duplicate_purchase`},
		{name: "T3.5 one bought within the period before", script: `
			0 buyer buy
			facts other=logo,closed,-168h
			1h seller ask duplicate_purchase -> T3.5 wrong_state no_duplicate
			facts other=logo,closed,-168h+1us
			1h seller ask duplicate_purchase`},
		{name: "T3.5 or after", script: `
			0 buyer buy
			1h seller message
			facts other=logo,cancelled,168h
			200h seller ask duplicate_purchase -> T3.5 wrong_state no_duplicate
			facts other=logo,cancelled,168h-1us
			200h seller ask duplicate_purchase`},
		{name: "T3.5 another service is no duplicate, but another talkroom", script: `
			0 buyer buy
			facts other=web,approved,0
			1h seller ask duplicate_purchase -> T3.5 wrong_state no_duplicate
			1h seller ask moved_to_other_service`},
		{name: "T3.5 a closed talkroom is none to move to", script: `
			0 buyer buy
			facts other=web,closed,0
			1h seller ask moved_to_other_service -> T3.5 wrong_state no_other_talkroom`},
		{name: "T3.6 a reason of the other side", script: `
			0 buyer buy
			1h buyer ask sellers_reasons -> T3.6 wrong_actor others_reason
			1h seller ask seller_unreachable -> T3.6 wrong_actor others_reason
			1h seller ask operator -> T3.6 wrong_actor others_reason
			1h seller ask no_first_contact -> T3.6 wrong_actor others_reason`},
		{name: "T3.6 a reason that is none", script: `
			0 buyer buy
			1h seller ask whim -> T3.1 invalid form`},
	})
}

// T3.6 to T3.8: answers, silence, and what makes a request void.
func TestAnswer(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T3.6 one request at a time", script: `
			0 buyer buy
			1h seller ask sellers_reasons
			2h seller ask schedule -> T3.6 conflict pending
			2h buyer ask seller_unreachable -> T3.6 conflict pending`},
		{name: "T3.6 the sender withdraws, and may ask anew", script: `
			0 buyer buy
			1h seller ask sellers_reasons
			2h buyer withdraw -> T3.6 wrong_actor other_side
			2h seller withdraw | phase=open request=nobody events=cancel_withdrawn@2h
			3h seller ask schedule | request=seller`},
		{name: "T3.6 the other side agrees: cancelled at once", preset: fc, script: `
			0 buyer buy
			1h seller ask sellers_reasons
			2h seller agree -> T3.6 wrong_actor other_side
			2h buyer agree | phase=cancelled how=agreed reason=sellers_reasons counts=true ended=2h refunded=10000`},
		{name: "T3.6 the other side refuses: as before", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h seller ask sellers_reasons
			4h seller refuse -> T3.6 wrong_actor other_side
			4h buyer refuse | phase=delivered request=nobody
			5h seller ask schedule | request=seller`},
		{name: "T3.6 nothing to answer", script: `
			0 buyer buy
			1h buyer agree -> T3.6 wrong_state no_request opens=never
			1h buyer refuse -> T3.6 wrong_state no_request
			1h seller withdraw -> T3.6 wrong_state no_request`},
		{name: "T3.7 the seller's request takes effect by silence", script: `
			0 buyer buy
			1h seller ask buyers_reasons | deadlines=cancel_answer@25h
			25h-1us see | phase=open
			25h see | phase=cancelled how=silence reason=buyers_reasons counts=false`},
		{name: "T3.7 the buyer's request takes effect by silence", script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h buyer ask seller_unreachable
			121h see | phase=cancelled how=silence reason=seller_unreachable`},
		{name: "T3.7 an answer in the last instant is in time", script: `
			0 buyer buy
			1h seller ask buyers_reasons
			25h-1us buyer refuse | phase=open`},
		{name: "T3.7 an answer at the deadline is late", script: `
			0 buyer buy
			1h seller ask buyers_reasons
			25h buyer refuse -> T3.14 too_late cancelled`},
		{name: "T3.7 by mutual agreement, silence lets it lapse", script: `
			0 buyer buy
			1h seller ask mutual_agreement
			25h-1us see | request=seller
			25h see | phase=open request=nobody events=cancel_lapsed@25h
			26h buyer agree -> T3.6 wrong_state no_request
			26h seller ask mutual_agreement
			27h buyer agree | phase=cancelled how=agreed reason=mutual_agreement`},
		{name: "T3.7 no answer window: it waits for a person", preset: fc,
			tweak: func(t *policy.Terms) { t.Cancel.Answer = policy.Window{} }, script: `
			0 buyer buy
			1h seller ask buyers_reasons | deadlines=none
			4000h see | request=seller
			4000h seller withdraw | request=nobody`},
		{name: "T3.8 the seller's message voids the buyer's request", script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h buyer ask seller_unreachable
			98h seller message | phase=open request=nobody events=message_posted@98h,cancel_voided@98h`},
		{name: "T3.8 the seller's files too", script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h buyer ask seller_unreachable
			98h seller files | request=nobody`},
		{name: "T3.8 the seller's delivery voids it, and is a delivery", preset: fc, script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h buyer ask seller_unreachable
			98h seller deliver | phase=delivered request=nobody events=cancel_voided@98h,delivered@98h deadlines=approval@170h`},
		{name: "T3.8 the buyer's own message does not", script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h buyer ask seller_unreachable
			98h buyer message | request=buyer events=message_posted@98h
			121h see | phase=cancelled`},
		{name: "T3.8 the buyer's message voids buyer_unreachable", script: `
			0 buyer buy
			1h seller message
			96h seller ask buyer_unreachable
			97h seller message | request=seller
			98h buyer message | request=nobody events=message_posted@98h,cancel_voided@98h`},
		{name: "T3.8 and no other request of the seller's", script: `
			0 buyer buy
			1h seller ask sellers_reasons
			2h buyer message | request=seller events=message_posted@2h
			25h see | phase=cancelled`},
	})
}

// T3.9 to T3.14, and the table of reasons: what follows from a cancel.
func TestConsequences(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T3.9 the seller's silence: a star, a pause, counted", script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h buyer ask seller_unreachable
			121h see | stars=buyer:1auto,seller:- pauses=true counts=true may=buyer:false,seller:false events=cancelled@121h,review_given@121h`},
		{name: "T3.9 by agreement: counted alone", preset: fc, script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h buyer ask seller_unreachable
			98h seller agree | stars=buyer:-,seller:- pauses=false counts=true may=buyer:true,seller:true`},
		{name: "T3.9 by agreement: the buyer reviews the seller", preset: live, script: `
			0 buyer buy
			1h seller message
			2h buyer message
			97h buyer ask seller_unreachable
			98h seller agree | stars=buyer:-,seller:- pauses=false counts=true may=buyer:true,seller:false`},
		{name: "T3.10 the buyer's silence: a star on the buyer", preset: live, script: `
			0 buyer buy
			1h seller message
			96h seller ask buyer_unreachable
			121h see | phase=cancelled stars=buyer:-,seller:1auto pauses=false counts=false may=buyer:false,seller:false`},
		{name: "T3.10 off: the request, not the star", preset: fc, script: `
			0 buyer buy
			1h seller message
			96h seller ask buyer_unreachable
			120h see | phase=cancelled stars=buyer:-,seller:- pauses=false counts=false may=buyer:true,seller:true`},
		{name: "T3.11 everything paid goes back", preset: live, script: `
			0 buyer buy
			1h buyer option fast
			2h buyer extra 1000 | held=14770
			3h seller ask sellers_reasons
			4h buyer agree | held=0 refunded=14770 fee=0 earned=0`},
		{name: "T3.12 after the close nothing can be cancelled", script: `
			0 buyer buy
			1h operator close
			2h seller ask sellers_reasons -> T3.12 too_late closed
			2h buyer ask seller_unreachable -> T3.12 too_late closed
			2h operator cancel -> T3.12 too_late closed
			2h buyer agree -> T3.12 too_late closed
			2h buyer refuse -> T3.12 too_late closed
			2h buyer withdraw -> T3.12 too_late closed`},
		{name: "T3.14 a cancelled talkroom is read-only", script: `
			0 buyer buy
			1h operator cancel
			2h buyer message -> T3.14 too_late cancelled
			2h seller message -> T3.14 too_late cancelled
			2h seller deliver -> T3.14 too_late cancelled
			2h buyer approve -> T3.14 too_late cancelled
			2h seller ask schedule -> T3.14 too_late cancelled
			2h buyer extra 500 -> T3.14 too_late cancelled
			2h seller schedule -> T3.14 too_late cancelled
			2h operator cancel -> T3.14 too_late cancelled
			2h operator refund 1 -> T3.14 too_late cancelled`},
		{name: "T3.14 and never hidden", preset: fc, script: `
			0 buyer buy
			1h operator cancel | deadlines=none
			4000h see | hidden=false`},
		{name: "T3.14 hidden three days after", preset: live, script: `
			0 buyer buy
			1h operator cancel | deadlines=hide@73h
			73h-1us see | hidden=false
			73h see | hidden=true events=content_hidden@73h deadlines=none`},
		{name: "T3.14 a closed talkroom is not hidden", preset: live, script: `
			0 buyer buy
			1h operator close | deadlines=review_end@241h
			4000h see | hidden=false`},
	})
	reasons := []struct{ reason, may, counts string }{
		{"duplicate_purchase", "buyer:false,seller:true", "false"},
		{"moved_to_other_service", "buyer:false,seller:false", "false"},
		{"buyers_reasons", "buyer:false,seller:true", "false"},
		{"sellers_reasons", "buyer:true,seller:false", "true"},
		{"schedule", "buyer:true,seller:true", "true"},
		{"expectations_differ", "buyer:true,seller:true", "true"},
		{"other_trouble", "buyer:true,seller:true", "true"},
		{"mutual_agreement", "buyer:false,seller:false", "false"},
	}
	for _, r := range reasons {
		runRows(t, []row{
			{name: "T3.6 table " + r.reason, preset: live, script: `
				0 buyer buy
				facts other=logo,open,0
				1h seller ask ` + r.reason + `
				2h buyer agree | reason=` + r.reason + ` may=` + r.may + ` counts=` + r.counts},
			{name: "T3.6 table " + r.reason, preset: fc, script: `
				0 buyer buy
				facts other=logo,open,0
				1h seller ask ` + r.reason + `
				2h buyer agree | reason=` + r.reason + ` may=buyer:true,seller:true counts=` + r.counts},
		})
	}
}

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
