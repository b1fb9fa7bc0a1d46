package main

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// Whatever is wrong with an input is said with its path, and nothing is written.
func TestBadInput(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	for _, c := range []struct {
		name, who, command, body string
		status                   int
		path                     string
	}{
		{"empty", "aoi", "message", ``, 422, "body"},
		{"blank", "aoi", "message", `{"body":" \u3000\n"}`, 422, "body"},
		{"only invisible", "aoi", "message", `{"body":"\u202e\u200b"}`, 422, "body"},
		{"not JSON", "aoi", "message", `{"body":"x"`, 422, ""},
		{"something behind", "aoi", "message", `{"body":"x"} {}`, 422, ""},
		{"a list", "aoi", "message", `[]`, 422, ""},
		{"null", "aoi", "message", `{"body":null}`, 422, "body"},
		{"unknown field", "aoi", "approve", `{"approve":true}`, 422, "approve"},
		{"a field twice", "aoi", "message", `{"body":"a","body":"b"}`, 422, "body"},
		{"another case", "aoi", "message", `{"Body":"a"}`, 422, "Body"},
		{"invalid UTF-8", "aoi", "message", "{\"body\":\"\xff\"}", 422, ""},
		{"control character", "aoi", "message", `{"body":"a\u0000b"}`, 422, "body"},
		{"too long", "aoi", "message", `{"body":"` + strings.Repeat("あ", 20_001) + `"}`, 422, "body"},
		{"nested", "aoi", "annotate", `{"metadata":` + strings.Repeat(`{"a":`, 40) + `1` + strings.Repeat(`}`, 40) + `}`, 422, ""},
		{"negative amount", "aoi", "pay-additional", `{"amount":{"amount":"-1","currency":"JPY"}}`, 422, "amount"},
		{"no amount", "aoi", "pay-additional", `{"amount":{"amount":"0","currency":"JPY"}}`, 422, "amount"},
		{"huge amount", "aoi", "pay-additional", `{"amount":{"amount":"9999999999999999999","currency":"JPY"}}`, 422, "amount"},
		{"half a yen", "aoi", "pay-additional", `{"amount":{"amount":"0.5","currency":"JPY"}}`, 422, "amount"},
		{"a number as amount", "aoi", "pay-additional", `{"amount":{"amount":500,"currency":"JPY"}}`, 422, "amount.amount"},
		{"wrong currency", "aoi", "pay-additional", `{"amount":{"amount":"5","currency":"USD"}}`, 422, "amount"},
		{"no currency", "aoi", "pay-additional", `{"amount":{"amount":"5","currency":"yen"}}`, 422, "amount"},
		{"no such reason", "ren", "request-cancel", `{"reason":"bored"}`, 422, "reason"},
		{"the other side's reason", "aoi", "request-cancel", `{"reason":"other_trouble"}`, 403, ""},
		{"no such option", "aoi", "buy-option", `{"option":"none"}`, 422, "option"},
		{"six stars", "aoi", "review", `{"stars":6}`, 422, "stars"},
		{"half a star", "aoi", "review", `{"stars":4.5}`, 422, "stars"},
		{"the other side's item", "aoi", "review", `{"stars":5,"items":{"request_clarity":5}}`, 422, "items.request_clarity"},
		{"no such day", "ren", "schedule", `{"steps":[{"title":"x","date":"2030-02-30"}]}`, 422, "steps[0].date"},
		{"no such deadline", "operator", "operator-extend", `{"reason":"x","deadline":"never","by":"1h"}`, 422, "deadline"},
		{"a deadline to earlier", "operator", "operator-extend", `{"reason":"x","deadline":"first_contact","by":"-1h"}`, 422, "by"},
		{"no written reason", "operator", "operator-close", `{"reason":""}`, 422, "reason"},
		{"too much metadata", "aoi", "annotate", `{"metadata":{` + strings.TrimSuffix(strings.Repeat(`"k":"v",`, 1), ",") + `,"l":"` + strings.Repeat("x", 501) + `"}}`, 422, "metadata.l"},
		{"a seq that nobody saw", "aoi", "message", `{"body":"x","expected_seq":99}`, 422, "expected_seq"},
		{"wrong actor", "aoi", "deliver", `{"message":"x"}`, 403, ""},
		{"wrong phase", "aoi", "approve", ``, 409, ""},
		{"4 MB", "aoi", "message", `{"body":"` + strings.Repeat("x", 4_000_000) + `"}`, 413, ""},
		{"just too large", "aoi", "message", `{"body":"` + strings.Repeat("x", 256<<10) + `"}`, 413, ""},
	} {
		p := s.do(c.who, room.ID, c.command, c.body).no(c.status)
		if c.path != "" {
			require.NotEmpty(t, p.Errors, c.name)
			require.Equal(t, c.path, p.Errors[0].Path, c.name)
			require.NotEmpty(t, p.Errors[0].Message, c.name)
		}
		require.Equal(t, room.Seq, s.room("aoi", room.ID).Seq, c.name+": nothing is written")
	}
	for _, c := range []struct {
		body   string
		status int
	}{
		{`{}`, 422}, {`{"service_id":"nothing"}`, 404}, {`{"quotation_id":"q"}`, 404}, {`{"service_id":"logo","options":["none"]}`, 422},
		{`{"service_id":"logo","options":["rush","rush"]}`, 422}, {`{"service_id":"logo","inspection":true}`, 422},
		{`{"service_id":"logo","payment":"cash"}`, 422}, {`{"service_id":"` + strings.Repeat("x", 300) + `"}`, 404},
	} {
		s.post("aoi", "/api/v1/purchases", c.body).no(c.status)
	}
	require.Len(t, into[market.Page[market.Talkroom]](s.get("aoi", "/api/v1/transactions")).Items, 1)
	s.post("aoi", "/api/v1/purchases", `{"service_id":"logo","options":null,"metadata":null,"payment":null,"inspection":null,"dry_run":true}`).ok()
	many := s.post("ren", "/api/v1/services", `{"title":1,"extra":{}}`).no(422)
	require.Len(t, many.Errors, 5, "every fault is listed: %v", many.Errors)
}

// A service that nobody could buy is not listed.
func TestBadServices(t *testing.T) {
	t.Parallel()
	s := start(t)
	option := `{"id":"o","title":"t","price":{"amount":"1","currency":"JPY"}}`
	for _, c := range []struct{ name, from, to string }{
		{"no title", `"title":"t"`, `"title":" "`},
		{"a long title", `"title":"t"`, `"title":"` + strings.Repeat("x", 1000) + `"`},
		{"an override in the title", `"title":"t"`, `"title":"a\u0007b"`},
		{"for nothing", `"amount":"1000"`, `"amount":"0"`},
		{"for less than nothing", `"amount":"1000"`, `"amount":"-1"`},
		{"in no currency", `"currency":"JPY"`, `"currency":"XXX"`},
		{"eleven options", `"options":[]`, `"options":[` + strings.TrimSuffix(strings.Repeat(`{"title":"t","price":{"amount":"1","currency":"JPY"}},`, 11), ",") + `]`},
		{"an option twice", `"options":[]`, `"options":[` + option + `,` + option + `]`},
		{"an option in another currency", `"options":[]`, `"options":[{"title":"t","price":{"amount":"1","currency":"USD"}}]`},
		{"a negative cap", `"capacity":0`, `"capacity":-1`},
	} {
		body := `{"title":"t","description":"d","price":{"amount":"1000","currency":"JPY"},"notes_for_buyers":"n","options":[],"capacity":0}`
		wrong := strings.Replace(body, c.from, c.to, 1)
		require.NotEqual(t, body, wrong, c.name)
		p := s.post("ren", "/api/v1/services", wrong).no(422)
		require.NotEmpty(t, p.Errors, c.name)
	}
	require.Len(t, into[market.Page[market.Service]](s.get("aoi", "/api/v1/services")).Items, 4)
}

// A declined payment waits on and may be tried again; a declined additional
// payment changes nothing.
func TestDeclinedPayments(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	room := s.buy(`{"service_id":"logo","payment":"decline"}`)
	require.Equal(t, "awaiting_payment", room.Phase, "T1.5")
	require.True(t, room.Paid.IsZero())
	s.do("aoi", room.ID, "pay", `{"payment":"decline"}`).ok()
	require.Equal(t, "T1.5", s.do("ren", room.ID, "message", `{"body":"x"}`).no(409).Rule)
	require.Equal(t, "open", s.do("aoi", room.ID, "pay", ``).ok().Phase)
	s.do("aoi", room.ID, "pay-additional", `{"amount":{"amount":"1","currency":"JPY"},"payment":"decline"}`).no(409)
	require.Equal(t, "10000 JPY", s.room("aoi", room.ID).Paid.String(), "T4.11")
	given := s.buy(`{"service_id":"logo","payment":"later"}`)
	require.Equal(t, "lapsed", s.do("aoi", given.ID, "abandon", ``).ok().Phase)
	require.Equal(t, "lapsed", s.do("aoi", s.buy(`{"service_id":"logo","payment":"later"}`).ID, "abandon", `{"dry_run":true}`).ok().Phase)
}

// A key makes a repeat harmless: the same answer, byte for byte, and nothing
// written again; another input is refused, and so is a bad key.
func TestIdempotency(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	const key = "Idempotency-Key"
	first := s.post("aoi", "/api/v1/purchases", `{"service_id":"logo"}`, key, "k1")
	require.Equal(t, 201, first.status)
	id := first.ok().ID
	s.do("ren", id, "message", `{"body":"x"}`).ok()
	again := s.post("aoi", "/api/v1/purchases", `{"service_id":"logo"}`, key, "k1")
	require.Equal(t, 201, again.status)
	require.Equal(t, string(first.body), string(again.body))
	s.post("aoi", "/api/v1/purchases", `{"service_id":"portrait"}`, key, "k1").no(422)
	s.do("aoi", id, "message", `{"body":"x"}`, key, "k1").no(422)
	s.do("aoi", id, "read", `{"seq":1}`, key, "k1").no(422)
	require.NotEqual(t, id, s.post("haru", "/api/v1/purchases", `{"service_id":"logo"}`, key, "k1").ok().ID, "keys are the caller's own")

	s.do("aoi", id, "approve", ``, key, "k2").no(409)
	s.do("ren", id, "deliver", `{"message":"x"}`).ok()
	require.Equal(t, "approved", s.do("aoi", id, "approve", ``, key, "k2").ok().Phase, "a refusal is not recorded")
	require.Equal(t, "approved", s.do("aoi", id, "approve", ``, key, "k2").ok().Phase)

	require.Equal(t, 200, s.post("aoi", "/api/v1/dev/clock", `{"advance":"1h"}`, key, "k3").status)
	moved := into[market.Time](s.post("aoi", "/api/v1/dev/clock", `{"advance":"1h"}`, key, "k3"))
	require.Equal(t, moved, into[market.Time](s.get("aoi", "/api/v1/dev/clock")), "a repeated advance moves once")
	for range 2 { // a move longer than keys are kept moves once as well
		s.post("aoi", "/api/v1/dev/clock", `{"advance":"1000h"}`, key, "k4")
	}
	require.Equal(t, moved.Now.Add(1000*60*60*1e9), into[market.Time](s.get("aoi", "/api/v1/dev/clock")).Now)
	seq := s.do("aoi", id, "annotate", `{"metadata":{}}`, key, "k5").ok().Seq
	s.advance("720h")
	require.Equal(t, seq, s.do("aoi", id, "annotate", `{"metadata":{}}`, key, "k5").ok().Seq, "kept 30 days")
	s.advance("1us")
	require.Less(t, seq, s.do("aoi", id, "annotate", `{"metadata":{}}`, key, "k5").ok().Seq, "and no longer")
	for _, bad := range []string{strings.Repeat("x", 256), "a b", "ä"} {
		s.post("aoi", "/api/v1/purchases", `{"service_id":"logo"}`, key, bad).no(422)
	}
	service := `{"title":"t","description":"d","price":{"amount":"1000","currency":"JPY"},"notes_for_buyers":"n"}`
	a, b := s.post("ren", "/api/v1/services", service, key, "k"), s.post("ren", "/api/v1/services", service, key, "k")
	require.Equal(t, string(a.body), string(b.body))
	require.Equal(t, 201, b.status)
}

// expected_seq keeps somebody from agreeing to what he has not seen, and dry_run
// tells without doing.
func TestExpectedSeqAndDryRun(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	s.do("ren", room.ID, "message", `{"body":"x"}`).ok()
	s.do("ren", room.ID, "deliver", `{"message":"x","expected_seq":4}`).ok()
	no := s.do("aoi", room.ID, "approve", `{"expected_seq":4}`).no(409)
	require.Equal(t, "conflict", no.Kind)
	dry := s.do("aoi", room.ID, "approve", `{"expected_seq":6,"dry_run":true}`, "Idempotency-Key", "dry").ok()
	require.Equal(t, "approved", dry.Phase)
	require.Equal(t, "delivered", s.room("aoi", room.ID).Phase)
	s.do("aoi", room.ID, "approve", `{"expected_seq":6}`, "Idempotency-Key", "dry").ok()
	bought := s.post("haru", "/api/v1/purchases", `{"service_id":"logo","dry_run":true}`)
	require.Equal(t, 200, bought.status)
	require.Empty(t, into[market.Page[market.Talkroom]](s.get("haru", "/api/v1/transactions")).Items)
}

// atOnce sends the same request many times at the same time.
func (s *server) atOnce(n int, who, path, body string, headers ...string) []reply {
	s.t.Helper()
	replies := make([]reply, n)
	var wait sync.WaitGroup
	for i := range replies {
		wait.Go(func() {
			req, err := http.NewRequest("POST", s.url+path, strings.NewReader(body))
			if err != nil {
				return
			}
			req.Header = as(who)
			for h := 0; h < len(headers); h += 2 {
				req.Header.Set(headers[h], headers[h+1])
			}
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				return
			}
			defer resp.Body.Close()
			data, err := io.ReadAll(resp.Body)
			if err == nil {
				replies[i] = reply{s.t, resp.StatusCode, resp.Header, data}
			}
		})
	}
	wait.Wait()
	return replies
}

// Of many approvals at once one is done, and the others are told that they came
// too late; of many purchases with one key there is one, and all are told of it.
func TestRaces(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	s.do("ren", room.ID, "deliver", `{"message":"x"}`).ok()
	count := map[int]int{}
	for _, r := range s.atOnce(8, "aoi", "/api/v1/transactions/"+room.ID+"/approve", ``) {
		count[r.status]++
	}
	require.Equal(t, map[int]int{200: 1, 409: 7}, count)
	require.Equal(t, 6, s.room("aoi", room.ID).Seq)

	replies := s.atOnce(8, "haru", "/api/v1/purchases", `{"service_id":"logo"}`, "Idempotency-Key", "once")
	for _, r := range replies {
		require.Equal(t, 201, r.status, string(r.body))
		require.Equal(t, string(replies[0].body), string(r.body))
	}
	require.Len(t, into[market.Page[market.Talkroom]](s.get("haru", "/api/v1/transactions")).Items, 1)

	s.freeze()
	s.atOnce(8, "aoi", "/api/v1/dev/clock", `{"advance":"1h"}`, "Idempotency-Key", "hour")
	require.Equal(t, at(time.Hour), into[market.Time](s.get("aoi", "/api/v1/dev/clock")).Now)
	s.atOnce(8, "aoi", "/api/v1/dev/clock", `{"advance":"1h"}`)
	require.Equal(t, at(9*time.Hour), into[market.Time](s.get("aoi", "/api/v1/dev/clock")).Now)
}

// A blind review is announced, and not readable by the other side before its time.
func TestBlindReview(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", "coconala-2026")
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	s.do("ren", room.ID, "message", `{"body":"x"}`).ok()
	s.do("ren", room.ID, "deliver", `{"message":"x"}`).ok()
	s.do("aoi", room.ID, "approve", ``).ok()
	s.do("aoi", room.ID, "review", `{"stars":1,"comment":"a secret"}`).ok()
	seen := s.get("ren", "/api/v1/transactions/"+room.ID)
	require.NotContains(t, string(seen.body), "a secret", "T5.8")
	require.Equal(t, &market.Review{Sent: true}, seen.ok().Reviews.Buyer, "T5.8")
	require.Contains(t, string(s.get("operator", "/api/v1/transactions/"+room.ID).body), "a secret")
	require.Zero(t, into[market.Service](s.get("aoi", "/api/v1/services/logo")).Reviews, "T5.8")
	s.do("ren", room.ID, "review", `{"stars":5}`).ok()
	require.Equal(t, 1, into[market.Service](s.get("aoi", "/api/v1/services/logo")).Reviews, "T5.8")
	require.Equal(t, "a secret", *s.room("ren", room.ID).Reviews.Buyer.Comment)
}
