package transaction_test

import "testing"

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
