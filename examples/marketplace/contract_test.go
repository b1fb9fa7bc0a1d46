package main

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// A purchase goes its whole way over HTTP, and every answer has the contract's form.
func TestStory(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()

	room := s.buy(`{"service_id":"logo","options":["rush"],"metadata":{"order":"17"}}`)
	require.Equal(t, "open", room.Phase)
	require.Equal(t, []string{"purchased", "paid", "opened", "notes_posted"}, types(room), "T1.7")
	require.Contains(t, room.Timeline[3].Body, "ご購入後")
	require.Equal(t, "13000 JPY", room.Price.String(), "T1.12")
	require.Equal(t, "13000 JPY", room.Held.String(), "T10.1")
	require.Equal(t, map[string]string{"order": "17"}, room.Metadata)
	require.Equal(t, []market.Deadline{{Kind: "first_contact", At: at(48 * time.Hour), Outcome: "cancelled"}}, room.Deadlines, "T2.1")
	require.True(t, room.PurchasedAt.Equal(at(0)))
	id := room.ID

	require.Equal(t, "T3.2", s.do("aoi", id, "request-cancel", `{"reason":"seller_unreachable"}`).no(409).Rule)
	room = s.do("ren", id, "message", `{"body":"はじめまして"}`).ok()
	require.Empty(t, room.Deadlines)
	room = s.do("ren", id, "schedule", `{"steps":[{"title":"draft","date":"2030-01-12"},{"title":"final","date":"2030-01-20"}]}`).ok()
	require.Equal(t, "draft", room.Schedule[0].Title, "T4.12")

	s.advance("1h")
	room = s.do("ren", id, "deliver", `{"message":"できました"}`).ok()
	require.Equal(t, "delivered", room.Phase)
	require.Equal(t, []market.Deadline{{Kind: "approval", At: at(73 * time.Hour), Outcome: "closed"}}, room.Deadlines, "T4.6")
	room = s.do("aoi", id, "decline", `{"message":"色を変えてください"}`).ok()
	require.Equal(t, 0, *room.DeclinesLeft, "T4.5")
	s.do("ren", id, "deliver", `{"message":"直しました"}`).ok()
	require.Equal(t, "T4.5", s.do("aoi", id, "decline", ``).no(409).Rule, "T4.7")
	room = s.do("aoi", id, "pay-additional", `{"amount":{"amount":"500","currency":"JPY"}}`).ok()
	require.Equal(t, "13500 JPY", room.Paid.String(), "T4.11")
	room = s.do("aoi", id, "buy-option", `{"option":"source"}`).ok()
	require.Equal(t, "18500 JPY", room.Held.String())
	room = s.do("aoi", id, "approve", ``).ok()
	require.Equal(t, "approved", room.Phase, "T4.4")
	room = s.do("aoi", id, "review", `{"stars":5,"comment":"ありがとう","items":{"quality":4}}`).ok()
	require.Equal(t, "closed", room.Phase)
	require.Equal(t, "18500 JPY", room.Earned.String(), "T10.2")
	require.True(t, room.Held.IsZero())
	require.Equal(t, map[string]int{"quality": 4}, room.Reviews.Buyer.Items)

	seller := s.room("ren", id)
	require.Nil(t, seller.Reviews.Buyer.Items, "T5.3 private items are their writer's")
	require.Equal(t, "ありがとう", *seller.Reviews.Buyer.Comment)
	s.do("ren", id, "reply-review", `{"comment":"こちらこそ"}`).ok()
	s.do("ren", id, "review", `{"stars":4}`).ok()
	require.Equal(t, "こちらこそ", s.room("aoi", id).Reviews.Buyer.Reply.Comment, "T5.7")
	require.Equal(t, "T3.12", s.do("ren", id, "request-cancel", `{"reason":"other_trouble"}`).no(409).Rule)

	service := into[market.Service](s.get("haru", "/api/v1/services/logo"))
	require.Equal(t, 1, service.Reviews, "T5.9")
	require.Equal(t, 5.0, *service.Rating, "T6.1")
	require.Equal(t, 1.0, *service.CompletionRate, "T6.2")
}

// Whatever the rules let happen by themselves has happened when an advance answers.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	lapses := s.buy(`{"service_id":"logo","payment":"later"}`)
	require.Equal(t, "awaiting_payment", lapses.Phase, "T1.5")
	require.Equal(t, "payment_due", lapses.Deadlines[0].Kind)
	silent := s.buy(`{"service_id":"portrait"}`)
	require.Equal(t, at(48*time.Hour), s.advance("48h").Now)
	room := s.room("aoi", silent.ID)
	require.Equal(t, "cancelled", room.Phase, "T2.1")
	require.True(t, room.CancelledAt.Equal(at(48*time.Hour)), "T0.2")
	require.Equal(t, &market.CancelledBy{By: policy.System, Reason: "no_first_contact", How: "system"}, room.CancelledBy)
	require.Equal(t, "3500 JPY", room.Refunded.String(), "T3.11")
	require.Equal(t, []market.Refund{{Amount: room.Refunded, State: "confirmed"}}, room.Refunds, "T10.3 what follows at the provider has happened too")

	asks := s.buy(`{"service_id":"translation"}`)
	s.do("sora", asks.ID, "message", `{"body":"hello"}`).ok()
	s.do("aoi", asks.ID, "message", `{"body":"hello?"}`).ok()
	no := s.do("aoi", asks.ID, "request-cancel", `{"reason":"seller_unreachable"}`).no(409)
	require.Equal(t, "too_early", no.Kind)
	require.True(t, no.OpensAt.Equal(at((48+96)*time.Hour)), "T3.2")
	s.advance("96h")
	room = s.do("aoi", asks.ID, "request-cancel", `{"reason":"seller_unreachable","message":"no word"}`).ok()
	require.Equal(t, policy.Buyer, room.Cancel.By)
	require.True(t, room.Cancel.AnswerBy.Equal(at((48+96+24)*time.Hour)), "T3.7")
	require.Equal(t, "T3.16", s.do("aoi", asks.ID, "pay-additional", `{"amount":{"amount":"1","currency":"JPY"}}`).no(409).Rule)
	s.advance("24h")
	room = s.room("aoi", asks.ID)
	require.Equal(t, "silence", room.CancelledBy.How)
	require.True(t, *room.Reviews.Buyer.Automatic, "T3.9")
	require.Equal(t, 1, room.Reviews.Buyer.Stars)
	require.Equal(t, "T1.10", s.post("haru", "/api/v1/purchases", `{"service_id":"translation"}`).no(409).Rule, "T3.9 pauses the seller's services")
	require.False(t, into[market.Service](s.get("haru", "/api/v1/services/jingle")).Accepting)
	s.post("sora", "/api/v1/services/jingle/resume", ``)
	require.True(t, into[market.Service](s.get("haru", "/api/v1/services/jingle")).Accepting, "T6.4")
	require.Equal(t, "lapsed", s.room("aoi", lapses.ID).Phase, "T1.5")
}

// An operator's acts are his alone, and both sides see his reason.
func TestOperator(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	require.Equal(t, "wrong_actor", s.do("aoi", room.ID, "operator-hold", `{"reason":"x"}`).no(403).Kind)
	held := s.do("operator", room.ID, "operator-hold", `{"reason":"we look into it"}`).ok()
	require.Empty(t, held.Deadlines, "T3.17")
	require.NotNil(t, held.HeldSince)
	s.advance("100h")
	s.do("operator", room.ID, "operator-release", `{"reason":"done"}`).ok()
	extended := s.do("operator", room.ID, "operator-extend", `{"reason":"more time","deadline":"first_contact","by":"24h"}`).ok()
	require.Equal(t, at((48+100+24)*time.Hour), extended.Deadlines[0].At, "T3.15")
	last := extended.Timeline[len(extended.Timeline)-1]
	require.Equal(t, "first_contact", last.For)
	require.True(t, last.Until.Equal(extended.Deadlines[0].At))
	refunded := s.do("operator", room.ID, "operator-refund", `{"reason":"a part","amount":{"amount":"1000","currency":"JPY"}}`).ok()
	require.Equal(t, "9000 JPY", refunded.Held.String())
	cancelled := s.do("operator", room.ID, "operator-cancel", `{"reason":"as agreed by phone","reviews":["buyer"],"counts":false}`).ok()
	require.Equal(t, "operator", cancelled.CancelledBy.How)
	seen := s.room("ren", room.ID)
	require.Equal(t, "as agreed by phone", seen.Timeline[len(seen.Timeline)-1].Body, "T3.15")
	require.Equal(t, "T5.1", s.do("ren", room.ID, "review", `{"stars":5}`).no(409).Rule)
	s.do("aoi", room.ID, "review", `{"stars":5}`).ok()
}

// actions lists every command of the caller's role, and read for both sides.
func TestActions(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	names := func(who string) []string {
		var list []string
		for _, a := range s.room(who, room.ID).Actions {
			require.Equal(t, a.Allowed, a.Rejection == nil, a.Command)
			list = append(list, a.Command)
		}
		slices.Sort(list)
		return list
	}
	require.Equal(t, []string{"abandon", "agree-cancel", "annotate", "approve", "buy-option", "decline", "message", "pay", "pay-additional",
		"read", "refuse-cancel", "request-cancel", "review", "withdraw-cancel"}, names("aoi"))
	require.Equal(t, []string{"agree-cancel", "annotate", "deliver", "message", "read", "refuse-cancel", "reply-review", "request-cancel",
		"review", "schedule", "withdraw-cancel"}, names("ren"))
	require.Equal(t, []string{"annotate", "operator-cancel", "operator-close", "operator-extend", "operator-hold", "operator-refund",
		"operator-release", "operator-show", "operator-withhold"}, names("operator"))
	asks := actionOf(s.room("ren", room.ID), "request-cancel")
	require.True(t, asks.Allowed, "T3.1")
	require.Equal(t, "duplicate_purchase", asks.Reasons[0].Reason)
	require.Equal(t, "T3.5", asks.Reasons[0].Rejection.Rule)
}

// Services, people and lists have the contract's form.
func TestServicesAndLists(t *testing.T) {
	t.Parallel()
	s := start(t)
	require.Equal(t, market.Person{ID: "ren", Name: "蓮 Ren", Roles: []policy.Role{policy.Seller}}, into[market.Person](s.get("ren", "/api/v1/me")))
	offered := s.post("ren", "/api/v1/services", `{"title":"t","description":"d","price":{"amount":"1000","currency":"JPY"},"notes_for_buyers":"n","options":[{"title":"o","price":{"amount":"1","currency":"JPY"}}],"capacity":1}`)
	require.Equal(t, 201, offered.status, string(offered.body))
	service := into[market.Service](offered)
	require.Equal(t, "option-1", service.Options[0].ID)
	require.Equal(t, 403, s.post("aoi", "/api/v1/services", `{"title":"t","description":"d","price":{"amount":"1000","currency":"JPY"},"notes_for_buyers":"n"}`).status)
	first := s.buy(`{"service_id":"` + service.ID + `"}`)
	require.Equal(t, "T1.10", s.post("haru", "/api/v1/purchases", `{"service_id":"`+service.ID+`"}`).no(409).Rule, "T1.10 the cap")
	require.Equal(t, "T1.10", s.post("ren", "/api/v1/purchases", `{"service_id":"logo"}`).no(403).Rule, "T1.10 from himself")
	require.Equal(t, 403, s.post("sora", "/api/v1/services/"+service.ID+"/pause", ``).no(403).Status)
	for range 2 {
		require.False(t, into[market.Service](s.post("ren", "/api/v1/services/"+service.ID+"/pause", ``)).Accepting)
	}
	second := s.buy(`{"service_id":"logo"}`)
	page := into[market.Page[market.Talkroom]](s.get("aoi", "/api/v1/transactions?limit=1"))
	require.Equal(t, second.ID, page.Items[0].ID)
	page = into[market.Page[market.Talkroom]](s.get("aoi", "/api/v1/transactions?limit=1&cursor="+*page.NextCursor))
	require.Equal(t, first.ID, page.Items[0].ID)
	require.Nil(t, page.NextCursor)
	s.do("operator", first.ID, "operator-close", `{"reason":"done"}`).ok()
	require.Equal(t, second.ID, into[market.Page[market.Talkroom]](s.get("ren", "/api/v1/transactions?state=open")).Items[0].ID)
	require.Equal(t, first.ID, into[market.Page[market.Talkroom]](s.get("aoi", "/api/v1/transactions?state=finished")).Items[0].ID)
	require.Empty(t, into[market.Page[market.Talkroom]](s.get("haru", "/api/v1/transactions")).Items)
	for _, bad := range []string{"?state=closed", "?cursor=nonsense", "?limit=0", "?limit=x"} {
		s.get("aoi", "/api/v1/transactions"+bad).no(422)
	}
	_, err := policy.Parse(s.get("aoi", "/api/v1/policies/current").body)
	require.NoError(t, err)
}

// A read mark is no event and no contact, and never goes back.
func TestRead(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	require.Equal(t, 4, s.do("ren", room.ID, "read", `{"seq":4}`).ok().ReadSeq)
	require.Equal(t, 4, s.do("ren", room.ID, "read", `{"seq":2}`).ok().ReadSeq)
	require.Equal(t, 4, s.room("ren", room.ID).Seq)
	require.Equal(t, "first_contact", s.room("ren", room.ID).Deadlines[0].Kind, "T9.1")
	s.do("ren", room.ID, "read", `{"seq":5}`).no(422)
	s.do("operator", room.ID, "read", `{"seq":1}`).no(403)

	seen := `{"seq":4,"expected_seq":4}`
	first := s.post("aoi", "/api/v1/transactions/"+room.ID+"/read", seen, "Idempotency-Key", "read")
	first.ok()
	s.do("ren", room.ID, "message", `{"body":"x"}`).ok()
	s.do("aoi", room.ID, "read", seen).ok() // a message takes nobody by surprise
	s.do("ren", room.ID, "deliver", `{"message":"x"}`).ok()
	require.Equal(t, "conflict", s.do("aoi", room.ID, "read", seen).no(409).Kind)
	require.Equal(t, string(first.body), string(s.post("aoi", "/api/v1/transactions/"+room.ID+"/read", seen, "Idempotency-Key", "read").body))
	s.do("aoi", room.ID, "read", `{"seq":4,"expected_seq":99}`).no(422)
}

// The clock stands, moves and runs as it is told, and never back.
func TestClock(t *testing.T) {
	t.Parallel()
	s := start(t)
	require.False(t, into[market.Time](s.get("aoi", "/api/v1/dev/clock")).Frozen)
	s.freeze()
	require.Equal(t, market.Time{Now: at(0), Frozen: true}, into[market.Time](s.get("haru", "/api/v1/dev/clock")))
	require.Equal(t, at(90*time.Minute+time.Microsecond), s.advance("90m1us").Now)
	back := s.post("aoi", "/api/v1/dev/clock", `{"freeze":"`+begin+`"}`).no(409)
	require.Equal(t, "T0.6", back.Rule)
	for _, bad := range []string{``, `{}`, `{"advance":"-1h"}`, `{"advance":"1ns"}`, `{"advance":5}`, `{"freeze":"2030-01-10"}`, `{"freeze":"2031-01-10T00:00:00+09:00"}`,
		`{"resume":false}`, `{"resume":true,"advance":"1h"}`, `{"freeze":"9999-01-01T00:00:00Z"}`} {
		s.post("aoi", "/api/v1/dev/clock", bad).no(422)
	}
	require.Equal(t, at(90*time.Minute+time.Microsecond), into[market.Time](s.get("aoi", "/api/v1/dev/clock")).Now)
	require.False(t, into[market.Time](s.post("aoi", "/api/v1/dev/clock", `{"resume":true}`)).Frozen)
	now := into[market.Time](s.get("aoi", "/api/v1/dev/clock")).Now
	require.True(t, now.After(at(90*time.Minute)) && now.Before(at(2*time.Hour)), now)
	require.False(t, s.advance("1000h").Now.Before(now.Add(1000*time.Hour)))
}

// Whoever looks without a right, a token or a known path is told so in one form.
func TestAuthorization(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	for _, h := range []map[string][]string{{}, {"Authorization": {"Bearer nobody"}}, {"Authorization": {"Basic demo-aoi"}}, {"Authorization": {"demo-aoi"}}} {
		r := s.send("GET", "/api/v1/me", h, nil)
		r.no(401)
		require.Contains(t, r.header.Get("WWW-Authenticate"), "Bearer")
	}
	s.get("haru", "/api/v1/transactions/"+room.ID).no(404)
	s.do("haru", room.ID, "message", `{"nonsense`).no(404)
	s.do("aoi", "nothing", "message", `{"body":"x"}`).no(404)
	s.do("aoi", room.ID, "no-such-command", ``).no(404)
	s.get("aoi", "/api/v1/nothing").no(404)
	for _, path := range []string{"/api/v1/nothing", "/api/v1/purchases", "/api/v1/transactions/nothing"} {
		s.send("GET", path, nil, nil).no(401) // the token is judged before the path
	}
	wrong := s.send("DELETE", "/api/v1/transactions/"+room.ID, as("aoi"), nil)
	wrong.no(405)
	require.Equal(t, "GET, HEAD", wrong.header.Get("Allow"))
	ja := s.do("aoi", room.ID, "deliver", `{"message":"x"}`, "Accept-Language", "fr, ja;q=0.8, en;q=0.5").no(403)
	require.Contains(t, ja.Detail, "出品者")
	require.Equal(t, "ok", into[market.Health](s.send("GET", "/healthz", nil, nil)).Status)
	require.Equal(t, "nosniff", wrong.header.Get("X-Content-Type-Options"))
	require.Contains(t, string(s.send("GET", "/api/", nil, nil).body), "/api/v1/purchases")
	_ = into[map[string]any](s.send("GET", "/api/openapi.json", nil, nil))
}
