// Package transactiontest is what users of the library test time-driven code
// with: weeks pass in milliseconds, and nothing sleeps.
//
// Three things, from small to large:
//
//   - [Clock] is a clock that one sets. The engine takes it as its own.
//   - [Given], When, Then tell one transaction on the bare rules.
//   - [RunScripts] plays the stories of testdata in any [World]: the bare rules, the
//     engine over a store, a server over HTTP. What happens must be what the file
//     says, letter by letter, in each of them. [RunDir] plays one's own.
//
// A story of one transaction reads from its purchase to its end:
//
//	transactiontest.Given(t, policy).
//		At("47h59m59.999999s").ThenPhase(transaction.Open).
//		At("48h").Then("cancelled")
//
// # Scripts
//
// A script is a text file that somebody who runs a marketplace can read:
//
//	# The 48 hours: the seller never writes, the system cancels (T2.1).
//	policy coconala
//	service logo by ren for 10000 JPY
//
//	2030-01-10 09:00 JST  aoi buys logo
//	+48h                  nothing happens
//	+0s                   ren writes "Sorry!"  (refused T3.14)
//	show money
//	----
//	2030-01-10 09:00 JST  T1.9   aoi buys logo from ren for 10,000 JPY
//	…
//
// It has a head and paragraphs. Lines that begin with # are comments. A paragraph
// ends with ----; below it, up to an empty line, stands what happened: the instant,
// the rule, and what it was. The instants are those of the policy's zone.
//
// The head:
//
//	policy NAME                                     a preset, or a .json file beside the script
//	service SERVICE by SELLER for AMOUNT CURRENCY   then "at most N orders" (T1.10), "one after another" (T1.13)
//	option ID of SERVICE for AMOUNT CURRENCY        a paid option (T1.12)
//	notes of SERVICE TEXT                           the notes for buyers (T1.7)
//
// A line of a paragraph begins with a time: a day and a clock, with seconds and
// microseconds if need be, or +D after the line before, such as +48h, +4d or +1us.
// Then comes who does what. Where a script has several transactions, or several
// quotations, the line ends with "in NAME". A line that a rule must refuse ends with "(refused RULE)"; one
// that is refused without saying so, or by another rule, ends the test.
//
//	WHO asks SELLER for a quotation TEXT    then "about SERVICE", "as NAME"
//	WHO asks TEXT
//	WHO proposes AMOUNT CURRENCY by DAY TEXT
//	WHO changes the proposal to AMOUNT CURRENCY by DAY TEXT
//	WHO refuses the request: REASON
//	WHO refuses the request: REASON TEXT
//	WHO withdraws the quotation
//	operator closes the quotation TEXT
//	WHO buys the proposal       as the next
//	WHO buys SERVICE            then "as NAME", "with OPTION",
//	                            "in inspection mode", "and pays later", "and pays in vain"
//	WHO pays
//	WHO pays in vain
//	the provider reports the payment
//	charge CHARGE brings AMOUNT CURRENCY for a purchase of NET    with the buyer's fee (T1.11)
//	charge CHARGE brings AMOUNT CURRENCY for OPTION of NET
//	charge CHARGE brings AMOUNT CURRENCY extra of NET
//	the provider has STAGE refund SEQ of CHARGE    sent, confirmed or returned; SEQ is the event that owed it
//	WHO abandons the purchase
//	WHO writes TEXT
//	WHO delivers TEXT
//	WHO approves
//	WHO declines TEXT
//	WHO asks to cancel: REASON
//	WHO asks to cancel: REASON TEXT
//	WHO withdraws the request
//	WHO agrees to cancel
//	WHO refuses to cancel
//	WHO pays AMOUNT CURRENCY extra
//	WHO pays AMOUNT CURRENCY extra in vain
//	WHO adds OPTION
//	WHO gives N stars
//	WHO gives N star TEXT
//	WHO gives N stars TEXT
//	WHO gives N stars TEXT ITEM N2
//	WHO answers the review TEXT
//	WHO plans STEP for DAY
//	WHO plans STEP for DAY because TEXT
//	WHO plans TEXT
//	WHO plans TEXT because TEXT2
//	WHO notes KEY VALUE
//	WHO changes the notes of SERVICE to TEXT    what was bought before keeps its own (T1.7)
//	WHO changes the price of SERVICE to AMOUNT CURRENCY
//	WHO pauses SERVICE
//	WHO resumes SERVICE
//	WHO sends WHOM a message TEXT    outside of any talkroom (T8.1)
//	WHO looks into the talkroom      no event, no contact (T9.1)
//	WHO switches CHANNEL off for TOPIC    such as "push off for orders" (T9.2)
//	WHO switches CHANNEL on for TOPIC
//	operator cancels TEXT
//	operator cancels TEXT buyer may review
//	operator cancels TEXT seller may review
//	operator cancels TEXT both may review
//	operator closes TEXT
//	operator holds TEXT
//	operator releases TEXT
//	operator refunds AMOUNT CURRENCY TEXT
//	operator extends DEADLINE by PERIOD TEXT
//	nothing happens
//
// TEXT stands in quotation marks; that of a plan is its steps, "Draft 2030-01-15,
// Delivery 2030-01-20". WHO plays the part that he has in the
// transaction; a stranger tries as a buyer, and "operator" is one of the platform's.
//
// What a reader wants to see has no time:
//
//	show money
//	show deadlines
//	show services
//	show notes
//	show the proposal
//	show to-do of WHO
//	show notices of WHO              what came since he was last shown them
//	show standing of WHO
//	show the average of WHO to SELLER
//	show reviews to WHO
//	show what WHO can do
//
// testdata/README.md leads from what the platform's and a seller's article advise to the
// scripts that tell how it ends. The library's own scripts are rewritten with
//
//	go test ./transaction/transactiontest -run Core -rewrite
//
// Read the difference before you commit it: a script that nobody has read proves
// nothing.
package transactiontest
