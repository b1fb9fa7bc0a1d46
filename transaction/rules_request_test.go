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
		{name: "T2.2 what follows is that of a cancel that nobody has to answer", preset: fc, tweak: func(t *policy.Terms) {
			for i := range t.Cancel.Reasons {
				if t.Cancel.Reasons[i].Condition == policy.NoFirstContact {
					t.Cancel.Reasons[i].Silence = policy.Outcome{Star: 1, StarOn: policy.Seller}
				}
			}
		}, script: `
			0 buyer buy
			48h see | counts=true stars=buyer:-,seller:-`},
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
			97h-1us buyer ask seller_unreachable -> T3.2 too_early not_yet opens=97h
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
			186h-1us buyer ask seller_unreachable -> T3.2 too_early not_yet opens=186h
			186h buyer ask seller_unreachable`},
		{name: "T3.2 before any word it counts from the opening", tweak: slowFirstContact, script: `
			0 buyer buy awaited
			5h buyer pay
			10h buyer message
			101h-1us buyer ask seller_unreachable -> T3.2 too_early not_yet opens=101h
			101h buyer ask seller_unreachable`},
		{name: "T3.2 never, if the first contact cancels before", script: `
			0 buyer buy
			10h buyer message
			20h buyer ask seller_unreachable -> T3.2 wrong_state not_yet opens=never`},
		{name: "T3.2 never, if the delivery approves itself before", script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h buyer message
			4h buyer ask seller_unreachable -> T3.2 wrong_state not_yet opens=never`},
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
			97h-1us seller ask buyer_unreachable -> T3.4 too_early not_yet opens=97h
			97h seller ask buyer_unreachable | request=seller`},
		{name: "T3.4 from the opening, if the buyer never wrote", script: `
			0 buyer buy
			1h seller message
			96h-1us seller ask buyer_unreachable -> T3.4 too_early not_yet opens=96h
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
		{name: "T3.5 the transaction itself is no other", script: `
			0 buyer buy
			facts self=logo,open,0
			1h seller ask duplicate_purchase -> T3.5 wrong_state no_duplicate
			1h seller ask moved_to_other_service -> T3.5 wrong_state no_other_talkroom`},
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
