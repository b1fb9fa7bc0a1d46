package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

func (s *server) balance(who, query string) market.Balance {
	s.t.Helper()
	r := s.get(who, "/api/v1/balance"+query)
	require.Equal(s.t, 200, r.status, string(r.body))
	return into[market.Balance](r)
}

// sold lets a seller earn a service's price.
func (s *server) sold(service, seller string) string {
	s.t.Helper()
	room := s.buy(`{"service_id":"` + service + `"}`)
	s.do(seller, room.ID, "message", `{"body":"hello"}`).ok()
	s.do(seller, room.ID, "deliver", `{"message":"done"}`).ok()
	s.do("aoi", room.ID, "approve", ``).ok()
	require.Equal(s.t, "closed", s.do("aoi", room.ID, "review", `{"stars":5}`).ok().Phase)
	return room.ID
}

// T10.5: what a seller has earned can be withdrawn once, arrives, and what does not
// arrive is his again.
func TestPayouts(t *testing.T) {
	t.Parallel()
	s := start(t)
	require.Equal(t, "0 JPY", s.balance("ren", "").Available.String())
	id := s.sold("logo", "ren")
	b := s.balance("ren", "")
	require.Equal(t, "10000 JPY", b.Available.String(), "T10.2")
	require.Equal(t, []string{"earning", id}, []string{b.Items[0].Kind, b.Items[0].Transaction})

	const key = "Idempotency-Key"
	order := `{"amount":{"amount":"4000","currency":"JPY"}}`
	dry := s.post("ren", "/api/v1/payouts", `{"amount":{"amount":"4000","currency":"JPY"},"dry_run":true}`)
	require.Equal(t, 200, dry.status)
	first := s.post("ren", "/api/v1/payouts", order, key, "k")
	require.Equal(t, 201, first.status, string(first.body))
	require.Equal(t, string(first.body), string(s.post("ren", "/api/v1/payouts", order, key, "k").body))
	s.post("ren", "/api/v1/payouts", `{"amount":{"amount":"1","currency":"JPY"}}`, key, "k").no(422)
	p := into[market.Payout](first)
	require.Equal(t, "4000 JPY", p.Net.String())
	b = s.balance("ren", "")
	require.Equal(t, "6000 JPY", b.Available.String())
	require.Equal(t, "payout", b.Items[0].Kind)
	soon(t, "T10.3 it arrives", func() bool { return s.balance("ren", "").PaidOut.String() == "4000 JPY" })
	require.True(t, s.balance("ren", "").UnderWay.IsZero())
	told := s.notices("ren", "?order=newest").Items[0]
	require.Equal(t, []string{"payout_confirmed", p.ID, "4000 JPY", "0 JPY"}, []string{told.Kind, *told.PayoutID, told.Amount.String(), told.Fee.String()}, "T9.2")
	require.Nil(t, told.TransactionID)
	require.Contains(t, s.page("ren", "/inbox"), `href="/earnings?currency=JPY"`, "T9.2 its page is that of his earnings")

	require.Equal(t, "T10.5", s.post("ren", "/api/v1/payouts", `{"amount":{"amount":"6001","currency":"JPY"}}`).no(409).Rule)
	for _, bad := range []string{``, `{"amount":null}`, `{"amount":{"amount":"0","currency":"JPY"}}`, `{"amount":{"amount":"-1","currency":"JPY"}}`,
		`{"amount":{"amount":"0.5","currency":"JPY"}}`, `{"amount":{"amount":"1","currency":"yen"}}`, `{"amount":{"amount":"99999999999999999999","currency":"JPY"}}`} {
		s.post("ren", "/api/v1/payouts", bad).no(422)
	}
	for _, who := range []string{"aoi", "operator"} {
		s.get(who, "/api/v1/balance").no(403)
		s.get(who, "/api/v1/payouts").no(403)
		s.post(who, "/api/v1/payouts", order).no(403)
	}
	count := map[int]int{}
	for _, r := range s.atOnce(4, "ren", "/api/v1/payouts", `{"amount":{"amount":"6000","currency":"JPY"}}`) {
		count[r.status]++
	}
	require.Equal(t, map[int]int{201: 1, 409: 3}, count, "nothing is withdrawn twice")
	require.Len(t, into[market.Page[market.Payout]](s.get("ren", "/api/v1/payouts")).Items, 2)

	page := s.balance("ren", "?limit=2")
	require.Len(t, page.Items, 2)
	rest := s.balance("ren", "?limit=2&cursor="+*page.NextCursor)
	require.Equal(t, id, rest.Items[0].Transaction)
	require.Nil(t, rest.NextCursor)
	require.True(t, s.balance("ren", "?currency=USD").Available.IsZero())
	soon(t, "T10.3", func() bool { return s.balance("ren", "?currency=USD").Others[0].PaidOut.String() == "10000 JPY" })
	for _, bad := range []string{"?cursor=x", "?cursor=-1", "?currency=yen", "?limit=0"} {
		s.get("ren", "/api/v1/balance"+bad).no(422)
	}
	require.True(t, into[market.TrialBalance](s.get("operator", "/api/v1/trial-balance")).Sound, "T10.1")
}

// T10.5, T3.15: a small payout costs the policy's fee, and what an operator refunds
// after the close can't be withdrawn any more, nor the other way round.
func TestPayouts_FeeAndRefund(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset("coconala-2026")
	require.NoError(t, err)
	inForce, err := json.Marshal(p)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(file, inForce, 0o600))
	s := start(t, "-policy", file)
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	s.do("ren", room.ID, "message", `{"body":"hello"}`).ok()
	s.do("ren", room.ID, "deliver", `{"message":"done"}`).ok()
	s.do("operator", room.ID, "operator-close", `{"reason":"both say so"}`).ok()
	require.Equal(t, "7800 JPY", s.balance("ren", "").Available.String(), "T1.11")
	require.Equal(t, "160 JPY", s.balance("ren", "").Fee.String())
	small := into[market.Payout](s.post("ren", "/api/v1/payouts", `{"amount":{"amount":"2999","currency":"JPY"}}`))
	require.Equal(t, []string{"160 JPY", "2839 JPY"}, []string{small.Fee.String(), small.Net.String()}, "T10.5")
	require.Equal(t, "T10.5", s.post("ren", "/api/v1/payouts", `{"amount":{"amount":"160","currency":"JPY"}}`).no(422).Rule, "T10.5 the fee takes all")
	s.do("operator", room.ID, "operator-refund", `{"reason":"broken","amount":{"amount":"4000","currency":"JPY"}}`).ok()
	b := s.balance("ren", "")
	require.Equal(t, "801 JPY", b.Available.String(), "T3.15")
	require.Equal(t, "refund", b.Items[0].Kind)
	s.do("operator", room.ID, "operator-refund", `{"reason":"broken","amount":{"amount":"802","currency":"JPY"}}`).no(422)
	s.advance("1h")
	require.Equal(t, []market.Refund{{Amount: b.Items[0].Amount, State: "confirmed"}}, s.room("aoi", room.ID).Refunds, "T10.3")
	require.Equal(t, "2839 JPY", s.balance("ren", "").PaidOut.String())
	require.True(t, into[market.TrialBalance](s.get("operator", "/api/v1/trial-balance")).Sound, "T10.1")
}

// Operators see every movement of money with its history, nobody else does.
func TestTransfers(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	s.do("operator", room.ID, "operator-cancel", `{"reason":"all"}`).ok()
	soon(t, "T10.3", func() bool { return s.room("aoi", room.ID).Refunds[0].State == "confirmed" })
	list := into[market.Page[market.Transfer]](s.get("operator", "/api/v1/transfers?transaction="+room.ID))
	require.Equal(t, []string{"refund", "capture"}, []string{list.Items[0].Kind, list.Items[1].Kind})
	require.Len(t, into[market.Page[market.Transfer]](s.get("operator", "/api/v1/transfers?person=aoi&limit=1")).Items, 1)
	require.Empty(t, into[market.Page[market.Transfer]](s.get("operator", "/api/v1/transfers?stuck=true")).Items)
	require.Len(t, into[market.Page[market.Transfer]](s.get("operator", "/api/v1/transfers")).Items, 2)
	one := into[market.TransferDetail](s.get("operator", "/api/v1/transfers/"+list.Items[0].ID))
	require.Equal(t, list.Items[1].ID, one.Of)
	require.Equal(t, "requested", one.Events[0].Type)
	require.Equal(t, "succeeded", one.Said)
	s.post("operator", "/api/v1/transfers/"+one.ID+"/take-over", `{"how":"retry","reason":"x"}`).no(409)
	s.post("operator", "/api/v1/transfers/"+one.ID+"/take-over", `{"how":"guess","reason":"x"}`).no(422)
	s.post("operator", "/api/v1/transfers/"+one.ID+"/take-over", `{"how":"settle","reason":""}`).no(422)
	s.post("operator", "/api/v1/transfers/nothing/take-over", `{"how":"retry","reason":"x"}`).no(404)
	for _, who := range []string{"aoi", "ren"} {
		s.get(who, "/api/v1/transfers").no(404)
		s.get(who, "/api/v1/transfers/"+one.ID).no(404)
		s.post(who, "/api/v1/transfers/"+one.ID+"/take-over", `{"how":"retry","reason":"x"}`).no(404)
	}
	for _, bad := range []string{"?stuck=maybe", "?cursor=nonsense", "?stuck=true&person=aoi", "?limit=0"} {
		s.get("operator", "/api/v1/transfers"+bad).no(422)
	}
}

// A refund that the provider refuses waits for an operator, who has it tried again once
// the provider takes it: the money goes back once (T10.3).
func TestTransfers_Stuck(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	paid := s.room("aoi", room.ID).Payments[0].ID
	s.atProvider(paid, "refuse-refund")
	s.do("operator", room.ID, "operator-cancel", `{"reason":"all"}`).ok()
	stuck := func() []market.Transfer {
		return into[market.Page[market.Transfer]](s.get("operator", "/api/v1/transfers?stuck=true")).Items
	}
	for range 30 {
		s.advance("24h")
		if len(stuck()) > 0 {
			break
		}
	}
	require.Len(t, stuck(), 1)
	require.NotEqual(t, "confirmed", s.room("aoi", room.ID).Refunds[0].State)
	s.atProvider(paid, "allow-refund")
	r := s.post("operator", "/api/v1/transfers/"+stuck()[0].ID+"/take-over", `{"how":"retry","reason":"the bank says yes now"}`)
	require.Equal(t, 200, r.status, string(r.body))
	soon(t, "T10.3", func() bool { return s.room("aoi", room.ID).Refunds[0].State == "confirmed" })
	require.Empty(t, stuck())
	s.get("operator", "/api/v1/reconciliation?grace=-1h").no(422)
	s.get("operator", "/api/v1/reconciliation?grace=soon").no(422)
	s.get("operator", "/api/v1/reconciliation?grace=721h").no(422)
	c := into[market.Reconciliation](s.get("operator", "/api/v1/reconciliation?grace=0s"))
	require.True(t, c.Clean)
	require.Equal(t, "0s", c.Grace)
	require.Equal(t, "15m0s", into[market.Reconciliation](s.get("operator", "/api/v1/reconciliation")).Grace)
}
