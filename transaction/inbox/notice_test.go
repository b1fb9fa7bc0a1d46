package inbox_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/inbox"
)

// concernNobody are the events that tell no side anything, and why.
var concernNobody = map[string]string{
	"CancelAgreed": "the cancel that follows at once tells both",
	"ReviewsEnded": "the to-do goes away; a blind review that it opens is a reminder of its own",
	"Annotated":    "the host's own data, without effect",
}

// told are one event of each kind that tells somebody, and whom it tells what.
func told() []struct {
	e    transaction.Event
	want string
} {
	yen := money.New(5000, money.JPY)
	held := transaction.Text{Body: "LINE", Found: []policy.Found{{Action: policy.Hold}}}
	return []struct {
		e    transaction.Event
		want string
	}{
		{transaction.Purchased{Price: yen}, "seller purchased"},
		{transaction.PaymentDeclined{}, "buyer payment_declined"},
		{transaction.Paid{Kind: transaction.ForPurchase, Amount: yen}, ""}, // the opening tells
		{transaction.Paid{Kind: transaction.ForOption, Amount: yen}, "seller paid_option"},
		{transaction.Paid{Kind: transaction.Additional, Amount: yen}, "seller paid_additional"},
		{transaction.LatePaymentRefunded{Amount: yen}, "buyer late_payment_refunded"},
		{transaction.Opened{}, "seller opened_seller, buyer opened_buyer"},
		{transaction.NotesPosted{}, "buyer notes_posted"},
		{transaction.PurchaseLapsed{How: transaction.Unpaid}, "buyer lapsed_unpaid, seller lapsed_unpaid"},
		{transaction.PurchaseLapsed{How: transaction.Abandoned}, "seller lapsed_abandoned"},
		{transaction.PurchaseLapsed{How: transaction.ByOperator}, "buyer lapsed_operator, seller lapsed_operator"},
		{transaction.MessagePosted{By: policy.Buyer}, "seller message"},
		{transaction.MessagePosted{By: policy.Seller}, "buyer message"},
		{transaction.MessagePosted{By: policy.Seller, Text: held}, "buyer message_held"},
		{transaction.ScheduleSet{}, "buyer schedule_set"},
		{transaction.FinalDelivered{}, "buyer delivered"},
		{transaction.DeliveryApproved{By: policy.Buyer}, "seller approved"},
		{transaction.DeliveryApproved{By: policy.System}, ""}, // the close tells
		{transaction.DeliveryDeclined{}, "seller declined"},
		{transaction.TalkroomClosed{How: transaction.ByReview, Earned: yen}, "seller closed_review_seller"},
		{transaction.TalkroomClosed{How: transaction.ByTime, Earned: yen}, "seller closed_time_seller, buyer closed_time_buyer"},
		{transaction.TalkroomClosed{How: transaction.ByAutoApprove, Earned: yen}, "seller closed_auto_approval_seller, buyer closed_auto_approval_buyer"},
		{transaction.TalkroomClosed{How: transaction.ByAge, Earned: yen}, "seller closed_age_seller, buyer closed_age_buyer"},
		{transaction.TalkroomClosed{How: transaction.ByOperator, Earned: yen}, "seller closed_operator_seller, buyer closed_operator_buyer"},
		{transaction.CancelRequested{By: policy.Seller, Reason: "sellers_reasons"}, "buyer cancel_requested"},
		{transaction.CancelRequested{By: policy.Seller, Reason: "mutual_agreement"}, "buyer cancel_requested_lapses"},
		{transaction.CancelWithdrawn{By: policy.Buyer}, "seller cancel_withdrawn"},
		{transaction.CancelRefused{By: policy.Buyer}, "seller cancel_refused"},
		{transaction.CancelVoided{By: policy.Seller}, "buyer cancel_voided"},
		{transaction.CancelLapsed{}, "buyer cancel_lapsed, seller cancel_lapsed"},
		{transaction.TransactionCancelled{How: transaction.ByAgreement, Refunded: yen}, "buyer cancelled_agreed, seller cancelled_agreed"},
		{transaction.TransactionCancelled{How: transaction.BySilence, Refunded: yen}, "buyer cancelled_silence, seller cancelled_silence"},
		{transaction.TransactionCancelled{How: transaction.BySystem, Refunded: yen}, "buyer cancelled_system, seller cancelled_system"},
		{transaction.TransactionCancelled{How: transaction.ByOperator, Refunded: yen}, "buyer cancelled_operator, seller cancelled_operator"},
		{transaction.ReviewSent{At: start, By: policy.Buyer, Stars: 4}, "seller review_sent"},
		{transaction.ReviewGiven{By: policy.Buyer, Stars: 1}, "seller review_given, buyer review_given_for_you"},
		{transaction.ReviewReplied{}, "buyer review_replied"},
		{transaction.ContentHidden{}, "buyer content_hidden, seller content_hidden"},
		{transaction.Held{By: "kei"}, "buyer held, seller held"},
		{transaction.Released{By: "kei"}, "buyer released, seller released"},
		{transaction.DeadlineExtended{By: "kei", Kind: transaction.Approval}, "buyer deadline_extended, seller deadline_extended"},
		{transaction.PartRefunded{By: "kei", Amount: yen}, "buyer part_refunded, seller part_refunded"},
		{transaction.EarningsRefunded{By: "kei", Amount: yen}, "buyer earnings_refunded, seller earnings_refunded"},
		{transaction.RefundNoted{Stage: transaction.RefundSent, Amount: yen}, ""},
		{transaction.RefundNoted{Stage: transaction.RefundConfirmed, Amount: yen}, "buyer refund_confirmed"},
		{transaction.RefundNoted{Stage: transaction.RefundReturned, Amount: yen}, "buyer refund_returned"},
		{transaction.TextShown{By: "kei"}, "buyer text_shown, seller text_shown"},
		{transaction.TextWithheld{By: "kei"}, "buyer text_withheld, seller text_withheld"},
		{transaction.CancelAgreed{By: policy.Buyer}, ""},
		{transaction.ReviewsEnded{}, ""},
		{transaction.Annotated{By: policy.Buyer}, ""},
	}
}

// Every event tells whom it concerns; nobody is told what he did himself. A type
// that is new in the closed set fails here until somebody has decided whom it tells.
func TestEveryEventTells(t *testing.T) {
	t.Parallel()
	tells := map[string]bool{}
	for _, row := range told() {
		l := opened(t, "coconala")
		s := transaction.Evolve(l.state, row.e)
		var got []string
		for _, n := range inbox.Notices(row.e, s, s.Seq) {
			got = append(got, n.To.String()+" "+string(n.Kind))
			require.Contains(t, inbox.Kinds(), n.Kind, "T9.2 a kind without words")
			require.NotEqual(t, n.To, whose(row.e), "T9.2 %T tells its author", row.e)
		}
		require.Equal(t, row.want, strings.Join(got, ", "), "T9.2 %T", row.e)
		if len(got) > 0 {
			tells[reflect.TypeOf(row.e).Name()] = true
		}
	}
	types := eventTypes(t, "../*.go")
	require.Greater(t, len(types), 30)
	for _, name := range types {
		why := concernNobody[name]
		require.NotEqual(t, tells[name], why != "", "T9.2 %s: tells somebody, or stands in concernNobody with the reason, not both", name)
	}
}

// whose is the side that did it by an act of its own; the reviews that the system
// gives and cancels by silence are nobody's.
func whose(e transaction.Event) policy.Role {
	switch e := e.(type) {
	case transaction.MessagePosted:
		return e.By
	case transaction.CancelRequested:
		return e.By
	case transaction.CancelWithdrawn:
		return e.By
	case transaction.CancelRefused:
		return e.By
	case transaction.CancelVoided:
		return e.By
	case transaction.ReviewSent:
		return e.By
	case transaction.FinalDelivered, transaction.ScheduleSet, transaction.ReviewReplied:
		return policy.Seller
	case transaction.Purchased, transaction.Paid, transaction.DeliveryDeclined:
		return policy.Buyer
	}
	return policy.Nobody
}

// eventTypes are the variants of the closed set, as the source has them.
func eventTypes(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	var types []string
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		for _, d := range tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Name.Name != "event" {
				continue
			}
			if name, ok := fn.Recv.List[0].Type.(*ast.Ident); ok {
				types = append(types, name.Name)
			}
		}
	}
	return types
}

var placeholder = regexp.MustCompile(`\{[a-z]*\}`)

// Every notice of wild histories is put into words in both languages without a
// gap, is told once, in order, under an id that stays, and says nothing that people wrote.
func TestFeed(t *testing.T) {
	t.Parallel()
	tokyo := inbox.FixedZone(9 * 3600)
	seen := map[inbox.Kind]bool{}
	for _, name := range policy.Presets() {
		p := preset(t, name)
		for seed := range 120 {
			l := wild(t, p, rand.New(rand.NewPCG(5, uint64(seed))))
			for _, side := range []policy.Role{policy.Buyer, policy.Seller} {
				all := inbox.Feed(l.events, side, &p.Notices, start.Add(far))
				ids := map[string]bool{}
				for _, n := range all {
					require.False(t, ids[n.ID], "T9.2 %s comes twice", n.ID)
					ids[n.ID], seen[n.Kind] = true, true
					require.Equal(t, side, n.To)
					require.Equal(t, map[policy.Role]string{policy.Buyer: "aoi", policy.Seller: "ren"}[side], n.Person)
					texts := map[string]bool{}
					for _, lang := range []policy.Language{policy.English, policy.Japanese} {
						title, body := n.Text(inbox.Reader{Language: lang, Platform: tokyo})
						require.Empty(t, placeholder.FindString(title+body), "%s: %s %s", n.Kind, title, body)
						require.NotContains(t, title, "\n")
						require.NotContains(t, title+body, "0001", "%s has no instant: %s", n.Kind, body)
						texts[body] = true
					}
					require.Len(t, texts, 2, "T9.2 in both languages")
					data, err := json.Marshal(n)
					require.NoError(t, err)
					require.NotContains(t, string(data), "fine", "what people wrote")
					var back inbox.Notice
					require.NoError(t, json.Unmarshal(data, &back))
					require.Equal(t, n, back)
				}
				require.True(t, slices.IsSortedFunc(all, inbox.Compare))
				for _, n := range all {
					if n.Seq > 0 && n.Seq <= len(l.events) {
						require.Contains(t, inbox.NoticesOf(l.events, n.Seq), n)
					}
				}
				half := inbox.Feed(l.events, side, &p.Notices, l.events[len(l.events)/2].When())
				require.Equal(t, all[:len(half)], half, "T9.2 what was told stays told, in its place")
			}
		}
	}
	for _, kind := range []inbox.Kind{"message", "opened_buyer", "cancelled_silence", "closed_auto_approval_buyer", "review_sent_blind", "remind_approval", "schedule_missed_buyer", "delivered_last"} {
		require.True(t, seen[kind], "the histories have %s", kind)
	}
	require.Empty(t, inbox.NoticesOf(nil, 1))
	require.Empty(t, inbox.NoticesOf(nil, 0))
	require.Empty(t, inbox.Feed(nil, policy.Buyer, &policy.Notices{}, start))
}

// Both languages of every kind speak of the same things, and every kind has a
// topic by which it can be switched off.
func TestCatalogue(t *testing.T) {
	t.Parallel()
	for _, kind := range inbox.Kinds() {
		require.Contains(t, inbox.Topics(), kind.Topic(), kind)
		for _, due := range []time.Time{{}, start} {
			n := inbox.Notice{Kind: kind, Other: "WHO", Service: "ORDER", Reason: "REASON", Deadline: "DEADLINE", Stars: 3, Due: due}
			amount := money.New(1234567, money.JPY)
			fee := money.New(7654321, money.JPY)
			n.Amount, n.Fee = &amount, &fee
			var used [2][]string
			for i, lang := range []policy.Language{policy.English, policy.Japanese} {
				title, body := n.Text(inbox.Reader{Language: lang})
				require.NotEmpty(t, title)
				require.NotEqual(t, string(kind), body)
				require.LessOrEqual(t, utf8.RuneCountInString(title), 80, title)
				for _, word := range []string{"WHO", "ORDER", "REASON", "DEADLINE", "3", "1,234,567", "7,654,321"} {
					if strings.Contains(body, word) {
						used[i] = append(used[i], word)
					}
				}
			}
			require.Equal(t, used[0], used[1], "T9.2 %s", kind)
		}
	}
	n := inbox.Notice{Kind: "no such kind"}
	title, _ := n.Text(inbox.Reader{})
	require.Equal(t, "no such kind", title)
	require.Equal(t, inbox.Platform, inbox.Kind("no such kind").Topic())
}

// A notice says who, what, how much and by when, in the reader's language, with
// times in the platform's zone and in his own.
func TestNotice_Text(t *testing.T) {
	t.Parallel()
	l := opened(t, "coconala")
	list := inbox.Feed(l.events, policy.Seller, &l.p.Notices, start)
	require.Len(t, list, 1)
	reader := inbox.Reader{
		Platform: time.FixedZone("JST", 9*3600), Own: time.FixedZone("PST", -8*3600),
		Name:  func(id string) string { return map[string]string{"aoi": "Aoi"}[id] },
		Title: func(id string) string { return map[string]string{"logo": "ロゴ"}[id] },
	}
	reader.Language = policy.English
	title, body := list[0].Text(reader)
	require.Equal(t, "The talkroom is open: ロゴ", title)
	require.Equal(t, "Aoi has paid for “ロゴ” (¥10,000), and the talkroom is open. Please write to the buyer by Sat 12 January 2030, 9:00 JST (Fri 11 January 2030, 16:00 PST your time); otherwise the order is cancelled by itself.", body, "T9.5")
	reader.Language = policy.Japanese
	_, body = list[0].Text(reader)
	require.Equal(t, "Aoiさんのお支払いが完了し、「ロゴ」（10,000円）のトークルームが開きました。2030年1月12日(土) 9:00 JST（現地時間 2030年1月11日(金) 16:00 PST）までに購入者へご連絡ください。ご連絡がない場合は自動的にキャンセルされます。", body, "T9.5")
	l = begin(t, l.p, transaction.Awaited)
	_, body = inbox.Feed(l.events, policy.Seller, &l.p.Notices, start)[0].Text(reader)
	require.Equal(t, "Aoiさんが「ロゴ」を購入しました（10,000円）。お支払いが完了するとトークルームが開きます。", body)
}

// A purchase that is paid at once, within a minute, is told by the opening alone; one
// that is paid later, or whose payment was declined first, by both.
func TestFeed_PaidAtOnce(t *testing.T) {
	t.Parallel()
	p := preset(t, "coconala")
	pay := transaction.Pay{By: aoi, Payment: transaction.Settled}
	both := []string{"0s seller purchased", "1µs seller opened_seller"}
	for _, row := range []struct {
		name string
		life *life
		want []string
	}{
		{"T9.2 at once", begin(t, p, transaction.Settled), []string{"0s seller opened_seller"}},
		{"T9.2 a minute later", begin(t, p, transaction.Awaited).do(time.Minute, pay), []string{"1m0s seller opened_seller"}},
		{"T9.2 a minute and a microsecond later", begin(t, p, transaction.Awaited).do(time.Minute+us, pay), []string{"0s seller purchased", "1m0.000001s seller opened_seller"}},
		{"T9.2 declined first", begin(t, p, transaction.Refused).do(us, pay), both},
		{"T9.2 declined first, at one instant", begin(t, p, transaction.Refused).do(0, pay), []string{"0s seller purchased", "0s seller opened_seller"}},
		{"T9.2 not paid", begin(t, p, transaction.Awaited), both[:1]},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			events := row.life.events
			require.Equal(t, row.want, lines(inbox.Feed(events, policy.Seller, &p.Notices, events[len(events)-1].When())))
			var each []inbox.Notice
			for seq := range events {
				each = append(each, inbox.NoticesOf(events, seq+1)...)
			}
			each = slices.DeleteFunc(each, func(n inbox.Notice) bool { return n.To != policy.Seller })
			require.Equal(t, row.want, lines(each))
		})
	}
}

// A delivery that answers the buyer's cancel request says by when to answer it, as
// any other does; one that is made while everything is held says nothing of a time.
func TestNotice_DeliveryDue(t *testing.T) {
	t.Parallel()
	l := opened(t, "coconala").do(1*h, transaction.Message{By: ren, Text: "a"}).do(2*h, transaction.Message{By: aoi, Text: "b"})
	l.do(97*h, transaction.RequestCancel{By: aoi, Reason: "seller_unreachable"}).do(98*h, transaction.Deliver{By: ren, Text: "done"})
	require.Equal(t, start.Add(170*h), deliveryDue(l), "T3.8 T4.6")
	require.Equal(t, []string{"answer_delivery 170h0m0s soon", "check_talkroom - soon"}, l.owes(policy.Buyer, 0, 98*h))
	l = opened(t, "coconala").do(1*h, transaction.Deliver{By: ren, Text: "done"})
	require.Equal(t, start.Add(73*h), deliveryDue(l))
	l = opened(t, "coconala").hold(1*h).do(2*h, transaction.Deliver{By: ren, Text: "done"})
	require.Zero(t, deliveryDue(l), "T3.17")
}

func deliveryDue(l *life) time.Time {
	for _, n := range inbox.Feed(l.events, policy.Buyer, &l.p.Notices, l.state.LastAt) {
		if n.Kind == "delivered" {
			return n.Due
		}
	}
	return start
}

// Names cannot break a line, turn the direction of writing, hide, or drown what
// the notice says.
func TestNotice_NamesAreCleaned(t *testing.T) {
	t.Parallel()
	n := inbox.Notice{Kind: "message", Other: "aoi", Service: "logo"}
	for name, want := range map[string]string{
		"a\r\nBcc: x@example.com": "a Bcc: x@example.com",
		"\u202egnp.exe":           "gnp.exe",
		"a\u200bb\x00c\x1b[31m":   "abc[31m",
		"\u3000 \u200b":           "aoi",
		"\xff":                    "\uFFFD",
		strings.Repeat("字", 200):  strings.Repeat("字", 59) + "…",
		"{order} {amount}":        "{order} {amount}",
	} {
		title, _ := n.Text(inbox.Reader{Language: policy.English, Name: func(string) string { return name }})
		require.Equal(t, "New message from "+want, title)
	}
}
