package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// checkOut begins a payment on the provider's pages.
func (s *server) checkOut(id, body string, headers ...string) market.CheckedOut {
	s.t.Helper()
	r := s.do("aoi", id, "checkout", body, headers...)
	require.Equal(s.t, 200, r.status, string(r.body))
	return into[market.CheckedOut](r)
}

// atProvider does what the buyer does at the fake provider.
func (s *server) atProvider(transfer, act string) market.Payment {
	s.t.Helper()
	r := s.post("aoi", "/api/v1/dev/payments/"+transfer, `{"do":"`+act+`"}`)
	require.Equal(s.t, 200, r.status, string(r.body))
	return into[market.Payment](r)
}

// soon waits until something is so: what notices lead to happens beside the answers.
func soon(t *testing.T, what string, is func() bool) {
	t.Helper()
	require.Eventually(t, is, 20*time.Second, 20*time.Millisecond, what)
}

// A purchase is paid at the provider in the same call, and everybody who may see it
// sees by which payment.
func TestPaidAtOnce(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	require.Equal(t, []market.Payment{{
		ID: "p1." + room.ID, For: "purchase", Amount: room.Price, State: "confirmed", Provider: "fake", Method: "instant", At: at(0),
	}}, room.Payments, "T10.4")
	require.Equal(t, room.Payments[0].ID, room.Timeline[1].Payment)
	declined := s.buy(`{"service_id":"logo","payment":"decline"}`)
	require.Equal(t, []string{"purchased", "payment_declined"}, types(declined), "T1.5")
	require.Equal(t, "declined", declined.Payments[0].State)
	paid := s.do("aoi", declined.ID, "pay", `{}`).ok()
	require.Equal(t, "open", paid.Phase, "T1.5")
	require.Len(t, paid.Payments, 2)
	require.Equal(t, "confirmed", s.do("aoi", room.ID, "buy-option", `{"option":"rush"}`).ok().Payments[1].State, "T1.12")
	more := s.do("aoi", room.ID, "pay-additional", `{"amount":{"amount":"500","currency":"JPY"}}`).ok()
	require.Equal(t, "additional", more.Payments[2].For, "T4.11")
	require.Len(t, s.room("ren", room.ID).Payments, 3)
	require.Equal(t, "13500 JPY", more.Paid.String())
}

// A checkout leads to the provider's page; what the buyer does there reaches the
// talkroom, and for him alone there is a place to pay.
func TestCheckout(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	room := s.buy(`{"service_id":"logo","payment":"later"}`)
	require.Empty(t, room.Payments)
	out := s.checkOut(room.ID, `{"for":"purchase"}`)
	require.Equal(t, "awaits_buyer", out.Checkout.State)
	require.Equal(t, "awaiting_payment", out.Phase)
	require.True(t, strings.HasPrefix(out.Checkout.URL, s.url+market.TestPages+"/pay/"), out.Checkout.URL)
	require.Equal(t, out.Checkout.URL, out.Payments[0].URL)
	require.Empty(t, s.room("ren", room.ID).Payments[0].URL, "where he pays is the buyer's business")
	require.Equal(t, out.Checkout, s.checkOut(room.ID, `{"for":"purchase"}`).Checkout, "two tabs have one payment")

	page := s.send(http.MethodGet, strings.TrimPrefix(out.Checkout.URL, s.url), nil, nil)
	require.Equal(t, 200, page.status)
	require.Equal(t, "confirmed", s.atProvider(out.Checkout.Transfer, "pay").State)
	room = s.room("aoi", room.ID)
	require.Equal(t, []string{"purchased", "paid", "opened", "notes_posted"}, types(room), "T1.6")
	s.post("aoi", "/api/v1/dev/payments/"+out.Checkout.Transfer, `{"do":"pay"}`).no(409)
	s.do("aoi", room.ID, "checkout", `{"for":"purchase"}`).no(409)

	option := s.checkOut(room.ID, `{"for":"option","option":"rush","method":"later"}`)
	s.advance("100h") // too late for the provider's page, and the talkroom is cancelled
	require.Equal(t, "cancelled", s.room("aoi", room.ID).Phase, "T2.1")
	s.atProvider(option.Checkout.Transfer, "pay")
	s.advance("1s")
	room = s.room("aoi", room.ID)
	require.Contains(t, types(room), "late_payment_refunded", "T1.5")
	require.Equal(t, []market.Refund{{Amount: room.Price, State: "confirmed"}, {Amount: room.Options[0].Price, State: "confirmed"}}, room.Refunds, "T10.3")
	require.True(t, room.Held.IsZero(), "T10.1")

	other := s.buy(`{"service_id":"logo","payment":"later"}`)
	first := s.checkOut(other.ID, `{"for":"purchase","method":"checkout"}`)
	require.Equal(t, "declined", s.atProvider(first.Checkout.Transfer, "decline").State)
	second := s.checkOut(other.ID, `{"for":"purchase","method":"checkout"}`)
	require.NotEqual(t, first.Checkout.Transfer, second.Checkout.Transfer, "T1.5 it may be tried again")
	require.Equal(t, "declined", s.atProvider(second.Checkout.Transfer, "abandon").State)
	require.Equal(t, "awaiting_payment", s.room("aoi", other.ID).Phase, "T1.5")
}

// Whoever may not, asks for nonsense, or has nothing to pay is told so, and no
// provider hears of it.
func TestCheckout_Refused(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	s.do("ren", room.ID, "checkout", `{"for":"additional","amount":{"amount":"1","currency":"JPY"}}`).no(403)
	s.do("operator", room.ID, "checkout", `{"for":"option","option":"rush"}`).no(403)
	s.do("haru", room.ID, "checkout", `{"nonsense`).no(404)
	for _, bad := range []string{
		``, `{}`, `{"for":"fun"}`, `{"for":"option"}`, `{"for":"option","option":"none"}`, `{"for":"additional"}`, `{"for":"purchase","option":"rush"}`,
		`{"for":"additional","amount":{"amount":"0","currency":"JPY"}}`, `{"for":"additional","amount":{"amount":"5","currency":"USD"}}`,
		`{"for":"purchase","amount":{"amount":"5","currency":"JPY"}}`, `{"for":"option","option":"rush","provider":"bank"}`,
		`{"for":"option","option":"rush","method":"Ä"}`, `{"for":"option","option":"rush","method":"` + strings.Repeat("x", 51) + `"}`,
		`{"for":"option","option":"rush","expected_seq":99}`, `{"for":"option","option":"rush","method":"Checkout"}`,
	} {
		s.do("aoi", room.ID, "checkout", bad).no(422)
	}
	dry := s.checkOut(room.ID, `{"for":"option","option":"rush","dry_run":true}`, "Idempotency-Key", "dry")
	require.Empty(t, dry.Checkout.Transfer)
	require.Len(t, s.room("aoi", room.ID).Payments, 1, "nothing was begun")
	for _, dry := range []string{"", `,"dry_run":true`} {
		typo := s.do("aoi", room.ID, "checkout", `{"for":"option","option":"rush","method":"chekout"`+dry+`}`).no(422)
		require.Equal(t, "method", typo.Errors[0].Path)
		require.Equal(t, "one of checkout, later, instant, hold, decline is right, or none", typo.Errors[0].Message)
	}
	require.Len(t, s.room("aoi", room.ID).Payments, 1, "nothing was begun")
	require.Equal(t, "declined", s.checkOut(room.ID, `{"for":"option","option":"rush","method":"decline"}`).Checkout.State)
	s.post("aoi", "/api/v1/dev/payments/nothing", `{"do":"pay"}`).no(404)
	s.post("aoi", "/api/v1/dev/payments/p1."+room.ID, `{"do":"run"}`).no(422)
	unpaid := s.checkOut(room.ID, `{"for":"option","option":"rush"}`).Checkout.Transfer
	s.post("aoi", "/api/v1/dev/payments/"+unpaid, `{"do":"refuse-refund"}`).no(422)
}

// A key stands for one payment, whatever it takes: the same answer byte for byte,
// and another input is refused; after a no it is judged from scratch.
func TestPaymentKeys(t *testing.T) {
	t.Parallel()
	s := start(t)
	const key = "Idempotency-Key"
	first := s.post("aoi", "/api/v1/purchases", `{"service_id":"logo","payment":"decline"}`, key, "a")
	room := first.ok()
	require.Equal(t, string(first.body), string(s.post("aoi", "/api/v1/purchases", `{"service_id":"logo","payment":"decline"}`, key, "a").body))
	s.post("aoi", "/api/v1/purchases", `{"service_id":"logo"}`, key, "a").no(422)
	s.do("aoi", room.ID, "pay", ``, key, "a").no(422)

	paid := s.do("aoi", room.ID, "pay", ``, key, "b")
	require.Equal(t, "open", paid.ok().Phase)
	require.Equal(t, string(paid.body), string(s.do("aoi", room.ID, "pay", ``, key, "b").body))
	require.Equal(t, "T1.5", s.do("aoi", room.ID, "pay", ``, key, "c").no(409).Rule)

	const more = `{"amount":{"amount":"100","currency":"JPY"}}`
	no := s.do("aoi", room.ID, "pay-additional", `{"amount":{"amount":"100","currency":"JPY"},"payment":"decline"}`, key, "d").no(409)
	require.Equal(t, "T4.11", no.Rule)
	require.Equal(t, "T4.11", s.do("aoi", room.ID, "pay-additional", `{"amount":{"amount":"100","currency":"JPY"},"payment":"decline"}`, key, "d").no(409).Rule)
	replies := s.atOnce(6, "aoi", "/api/v1/transactions/"+room.ID+"/pay-additional", more, key, "e")
	for _, r := range replies {
		require.Equal(t, 200, r.status, string(r.body))
		require.Equal(t, string(replies[0].body), string(r.body))
	}
	require.Equal(t, "10100 JPY", s.room("aoi", room.ID).Paid.String())

	begun := s.do("aoi", room.ID, "checkout", `{"for":"option","option":"rush"}`, key, "f")
	require.Equal(t, 200, begun.status)
	require.Equal(t, string(begun.body), string(s.do("aoi", room.ID, "checkout", `{"for":"option","option":"rush"}`, key, "f").body))
	s.do("aoi", room.ID, "checkout", `{"for":"option","option":"source"}`, key, "f").no(422)
	s.do("aoi", room.ID, "message", `{"body":"x"}`, key, "f").no(422)
}

// Two tabs that pay one purchase pay it once; the others hear that it is paid.
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo","payment":"later"}`)
	count := map[int]int{}
	for _, r := range s.atOnce(6, "aoi", "/api/v1/transactions/"+room.ID+"/pay", ``) {
		count[r.status]++
	}
	require.Equal(t, map[int]int{200: 1, 409: 5}, count)
	room = s.room("aoi", room.ID)
	require.Len(t, room.Payments, 1)
	require.Equal(t, room.Price.String(), room.Paid.String())
}

// A webhook is taken from who signed it alone, and is harmless whatever it says.
func TestWebhooks(t *testing.T) {
	t.Parallel()
	s := start(t)
	body := `{"id":"x","transfer":"y","status":"succeeded"}`
	post := func(path, body string, header http.Header) reply {
		return s.send(http.MethodPost, path, header, strings.NewReader(body))
	}
	post("/webhooks/fake", body, nil).no(400)
	post("/webhooks/fake", body, http.Header{"Fake-Signature": {"t=1,v1=00"}}).no(400)
	post("/webhooks/fake", "", nil).no(400)
	post("/webhooks/nobody", body, nil).no(404)
	post("/webhooks/fake", strings.Repeat("x", 300_000), nil).no(413)
	require.Equal(t, 405, s.send(http.MethodGet, "/webhooks/fake", nil, nil).status)
	// The provider's own notice, with nobody asking.
	room := s.buy(`{"service_id":"logo","payment":"later"}`)
	out := s.checkOut(room.ID, `{"for":"purchase"}`)
	path := strings.TrimPrefix(out.Checkout.URL, s.url)
	r, err := http.NewRequest(http.MethodPost, s.url+path, strings.NewReader("do=pay"))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, 303, answer.StatusCode)
	require.Equal(t, s.url+market.ReturnPath(out.Checkout.Transfer), answer.Header.Get("Location"))
	soon(t, "T1.6 the notice opens the talkroom", func() bool { return s.room("aoi", room.ID).Phase == "open" })
}

// What somebody has cancelled goes back by the payment that brought it, and every
// step of it is shown (T3.11, T10.3).
func TestRefundsConfirmed(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	s.do("aoi", room.ID, "pay-additional", `{"amount":{"amount":"500","currency":"JPY"}}`).ok()
	part := s.do("operator", room.ID, "operator-refund", `{"reason":"a part","amount":{"amount":"600","currency":"JPY"}}`).ok()
	require.Contains(t, []string{"asked", "sent", "confirmed"}, part.Refunds[0].State)
	soon(t, "T10.3", func() bool { return s.room("aoi", room.ID).Refunds[0].State == "confirmed" })
	s.do("operator", room.ID, "operator-cancel", `{"reason":"all"}`).ok()
	soon(t, "T10.3", func() bool {
		refunds := s.room("aoi", room.ID).Refunds
		return len(refunds) == 2 && refunds[1].State == "confirmed"
	})
	trial := into[market.TrialBalance](s.get("operator", "/api/v1/trial-balance"))
	require.True(t, trial.Sound, trial.Fault)
	for _, a := range trial.Currencies[0].Accounts {
		require.True(t, a.Balance.IsZero(), "T10.1 %s", a.Account)
	}
	s.get("aoi", "/api/v1/trial-balance").no(404)
}
