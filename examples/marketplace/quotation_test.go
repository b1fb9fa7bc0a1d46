package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// propose is a proposal as a client writes it.
const propose = `{"price":{"amount":"12000","currency":"JPY"},"delivery_date":"2030-02-01","description":"3案をお出しします"}`

// ask asks ren for a quotation about the logo.
func (s *server) ask(body string) market.Quotation {
	s.t.Helper()
	r := s.post("aoi", "/api/v1/quotations", body)
	require.Equal(s.t, 201, r.status, string(r.body))
	return into[market.Quotation](r)
}

func (s *server) quote(who, id, command, body string, headers ...string) reply {
	s.t.Helper()
	return s.post(who, "/api/v1/quotations/"+id+"/"+command, body, headers...)
}

func (r reply) quoted() market.Quotation {
	r.t.Helper()
	require.Equal(r.t, 200, r.status, string(r.body))
	return into[market.Quotation](r)
}

// A quotation goes its whole way over HTTP, and every answer has the contract's form.
func TestQuotation(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	q := s.ask(`{"service_id":"logo","request":"ロゴをお願いできますか"}`)
	require.Equal(t, []any{"requested", "aoi", "ren", "logo", policy.Buyer, "ロゴをお願いできますか", 1},
		[]any{q.Phase, q.Buyer, q.Seller, *q.ServiceID, q.Role, q.Request, q.Seq})
	require.Nil(t, q.Price)
	require.Empty(t, q.Deadlines)
	require.Contains(t, q.Title, "ロゴ")
	require.Nil(t, q.Warning, "the seller's")
	seller := s.quote("ren", q.ID, "ask", `{"body":"何色がお好きですか"}`).quoted()
	require.False(t, seller.NotesPosted, "T1.8")
	require.Contains(t, *seller.Warning, "notes for buyers", "T1.8")
	s.quote("aoi", q.ID, "ask", `{"body":"茶色です"}`).quoted()
	require.Equal(t, "T1.2", s.post("aoi", "/api/v1/purchases", `{"quotation_id":"`+q.ID+`"}`).no(409).Rule, "T1.2 nothing is proposed")
	s.quote("ren", q.ID, "propose", propose).quoted()
	s.advance("1h")
	q = s.quote("ren", q.ID, "propose", `{"price":{"amount":"9000","currency":"JPY"},"delivery_date":"2030-02-01","description":"1案です","expected_seq":4}`).quoted()
	require.Equal(t, []any{"proposed", "9000 JPY", "2030-02-01", "1案です", 2}, []any{q.Phase, q.Price.String(), q.DeliveryDate.String(), *q.Description, q.Proposal.Version})
	require.Equal(t, []market.QuotationDeadline{{Kind: "lapse", At: at(169 * time.Hour), Outcome: "lapsed"}}, q.Deadlines, "T1.3 an edit starts the time anew")
	require.Len(t, q.Thread, 2)
	require.Equal(t, "何色がお好きですか", q.Thread[0].Body)

	buy := `{"quotation_id":"` + q.ID + `"`
	require.Equal(t, "conflict", s.post("aoi", "/api/v1/purchases", buy+`,"proposal":1}`).no(409).Kind, "T1.2 he saw another price")
	require.Equal(t, "conflict", s.post("aoi", "/api/v1/purchases", buy+`,"expected_seq":4}`).no(409).Kind)
	require.Equal(t, 200, s.post("aoi", "/api/v1/purchases", buy+`,"dry_run":true}`).status)
	s.post("haru", "/api/v1/purchases", buy+`}`).no(404)
	s.post("ren", "/api/v1/purchases", buy+`}`).no(403)
	s.post("operator", "/api/v1/purchases", buy+`}`).no(403)
	const key = "Idempotency-Key"
	first := s.post("aoi", "/api/v1/purchases", buy+`,"options":["rush"],"expected_seq":5}`, key, "tab")
	require.Equal(t, 201, first.status, string(first.body))
	room := first.ok()
	require.Equal(t, q.ID, *room.QuotationID)
	require.Equal(t, "12000 JPY", room.Price.String(), "T1.12 with the option")
	require.Equal(t, []string{"purchased", "paid", "opened"}, types(room), "T1.8 no notes")
	again := s.post("aoi", "/api/v1/purchases", buy+`,"options":["rush"],"expected_seq":5}`, key, "tab")
	require.Equal(t, []any{201, string(first.body)}, []any{again.status, string(again.body)})
	require.Equal(t, "T1.2", s.post("aoi", "/api/v1/purchases", buy+`}`).no(409).Rule)
	require.Len(t, into[market.Page[market.Talkroom]](s.get("aoi", "/api/v1/transactions")).Items, 1)

	q = s.get("ren", "/api/v1/quotations/"+q.ID).quoted()
	require.Equal(t, []any{"purchased", room.ID, policy.Buyer}, []any{q.Phase, *q.TransactionID, *q.EndedBy})
	require.Nil(t, q.Warning)
	var list []string
	for _, e := range q.Timeline {
		list = append(list, e.Type+" "+e.Rule)
	}
	require.Equal(t, []string{"requested T1.1", "asked T1.1", "asked T1.1", "proposed T1.1", "proposed T1.2", "purchased T1.2"}, list)
	s.get("haru", "/api/v1/quotations/"+q.ID).no(404)
	require.Equal(t, policy.Operator, s.get("operator", "/api/v1/quotations/"+q.ID).quoted().Role)
}

// A quotation about none of the seller's services becomes a talkroom, too.
func TestQuotation_WithoutService(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	q := s.ask(`{"seller":"sora","request":"a song for our shop"}`)
	require.Nil(t, q.ServiceID)
	s.quote("sora", q.ID, "propose", propose).quoted()
	room := s.buy(`{"quotation_id":"` + q.ID + `"}`)
	require.Nil(t, room.ServiceID)
	require.Equal(t, "As quoted", room.Title)
	s.do("sora", room.ID, "message", `{"body":"hello"}`).ok()
	s.do("sora", room.ID, "deliver", `{"message":"here you are"}`).ok()
	require.Equal(t, "closed", func() string {
		s.do("aoi", room.ID, "approve", ``).ok()
		return s.do("aoi", room.ID, "review", `{"stars":5}`).ok().Phase
	}())
}

// Every way out of a quotation but the purchase, and what is refused on it.
func TestQuotation_Ends(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	const request = `{"service_id":"logo","request":"a logo?"}`
	refused := s.ask(request)
	require.Equal(t, []string{"refused", "budget"}, func() []string {
		q := s.quote("ren", refused.ID, "refuse", `{"reason":"budget","message":"sorry"}`).quoted()
		return []string{q.Phase, *q.Reason}
	}(), "T1.1")
	no := s.quote("ren", refused.ID, "propose", propose).no(409)
	require.Equal(t, []string{"T1.1", "too_late"}, []string{no.Rule, no.Kind})

	taken := s.ask(request)
	require.Equal(t, "wrong_state", s.quote("ren", taken.ID, "withdraw", ``).no(409).Kind, "T1.2 nothing is proposed")
	s.quote("ren", taken.ID, "propose", propose).quoted()
	require.Equal(t, "T1.1", s.quote("ren", taken.ID, "refuse", `{"reason":"budget"}`).no(409).Rule)
	require.Equal(t, "withdrawn", s.quote("ren", taken.ID, "withdraw", ``).quoted().Phase, "T1.2")
	require.Equal(t, "T1.2", s.post("aoi", "/api/v1/purchases", `{"quotation_id":"`+taken.ID+`"}`).no(409).Rule)

	closed := s.ask(request)
	s.quote("aoi", closed.ID, "operator-close", `{"reason":"x"}`).no(403)
	closed = s.quote("operator", closed.ID, "operator-close", `{"reason":"spam"}`).quoted()
	require.Equal(t, []any{"withdrawn", policy.Operator, "spam"}, []any{closed.Phase, *closed.EndedBy, closed.Timeline[1].Body}, "T3.15")

	lapses := s.ask(request)
	s.quote("ren", lapses.ID, "propose", propose).quoted()
	s.advance("167h59m59.999999s")
	require.Equal(t, "proposed", s.get("aoi", "/api/v1/quotations/"+lapses.ID).quoted().Phase, "T1.3")
	s.advance("1us")
	q := s.get("aoi", "/api/v1/quotations/"+lapses.ID).quoted()
	require.Equal(t, []any{"lapsed", policy.System, at(168 * time.Hour)}, []any{q.Phase, *q.EndedBy, q.EndedAt.UTC()}, "T0.2")
	no = s.post("aoi", "/api/v1/purchases", `{"quotation_id":"`+lapses.ID+`"}`).no(409)
	require.Equal(t, []string{"T1.3", "too_late"}, []string{no.Rule, no.Kind})
	require.Nil(t, no.OpensAt)

	page := into[market.Page[market.Quotation]](s.get("ren", "/api/v1/quotations?state=finished&limit=3"))
	require.Len(t, page.Items, 3)
	require.Len(t, into[market.Page[market.Quotation]](s.get("ren", "/api/v1/quotations?state=finished&limit=3&cursor="+*page.NextCursor)).Items, 1)
	require.Empty(t, into[market.Page[market.Quotation]](s.get("aoi", "/api/v1/quotations?state=open")).Items)
	require.Empty(t, into[market.Page[market.Quotation]](s.get("haru", "/api/v1/quotations")).Items)
	s.get("aoi", "/api/v1/quotations?state=old").no(422)
	s.get("aoi", "/api/v1/quotations?cursor=x").no(422)
}

// Whatever is wrong with an input is said with its path, and nothing is written.
func TestQuotation_BadInput(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", "coconala-2026")
	s.freeze()
	for _, c := range []struct {
		who, body string
		status    int
		path      string
	}{
		{"aoi", `{"request":"?"}`, 422, "seller"},
		{"aoi", `{"seller":"ren"}`, 422, "request"},
		{"aoi", `{"seller":"ren","request":" "}`, 422, "request"},
		{"aoi", `{"seller":"nobody","request":"?"}`, 404, ""},
		{"aoi", `{"seller":"haru","request":"?"}`, 422, "seller"},
		{"aoi", `{"service_id":"nothing","request":"?"}`, 404, ""},
		{"aoi", `{"seller":"sora","service_id":"logo","request":"?"}`, 422, "service_id"},
		{"aoi", `{"seller":"ren","request":"call 090-1234-5678"}`, 422, "request"},
		{"aoi", `{"seller":"ren","request":"?","price":1}`, 422, "price"},
		{"ren", `{"seller":"ren","request":"?"}`, 403, ""},
		{"operator", `{"seller":"ren","request":"?"}`, 403, ""},
	} {
		p := s.post(c.who, "/api/v1/quotations", c.body).no(c.status)
		if c.path != "" {
			require.Equal(t, c.path, p.Errors[0].Path, c.body)
		}
	}
	require.Empty(t, into[market.Page[market.Quotation]](s.get("ren", "/api/v1/quotations")).Items)
	q := s.ask(`{"service_id":"logo","request":"a logo?"}`)
	price := func(amount, currency string) string {
		return `{"price":{"amount":"` + amount + `","currency":"` + currency + `"},"delivery_date":"2030-02-01","description":"x"}`
	}
	for _, c := range []struct {
		name, who, command, body string
		status                   int
		path                     string
	}{
		{"T1.4 zero", "ren", "propose", price("0", "JPY"), 422, "price"},
		{"T1.4 negative", "ren", "propose", price("-1", "JPY"), 422, "price"},
		{"T1.4 half a yen", "ren", "propose", price("500.5", "JPY"), 422, "price"},
		{"T1.4 beyond all digits", "ren", "propose", price("9999999999999999999", "JPY"), 422, "price"},
		{"T1.4 another currency", "ren", "propose", price("500", "USD"), 422, "price"},
		{"T1.4 too little", "ren", "propose", price("499", "JPY"), 422, ""},
		{"T1.4 too much", "ren", "propose", price("1000001", "JPY"), 422, ""},
		{"no day", "ren", "propose", `{"price":{"amount":"500","currency":"JPY"},"description":"x"}`, 422, "delivery_date"},
		{"no such day", "ren", "propose", `{"price":{"amount":"500","currency":"JPY"},"delivery_date":"2030-02-30","description":"x"}`, 422, "delivery_date"},
		{"a past day", "ren", "propose", `{"price":{"amount":"500","currency":"JPY"},"delivery_date":"2030-01-09","description":"x"}`, 422, "delivery_date"},
		{"no description", "ren", "propose", `{"price":{"amount":"500","currency":"JPY"},"delivery_date":"2030-02-01","description":" "}`, 422, "description"},
		{"a contact", "ren", "propose", `{"price":{"amount":"500","currency":"JPY"},"delivery_date":"2030-02-01","description":"ren@example.com"}`, 422, "description"},
		{"another's service", "ren", "propose", `{"price":{"amount":"500","currency":"JPY"},"delivery_date":"2030-02-01","description":"x","service_id":"jingle"}`, 422, "service_id"},
		{"the buyer proposes", "aoi", "propose", propose, 403, ""},
		{"no such reason", "ren", "refuse", `{"reason":"bored"}`, 422, "reason"},
		{"the buyer refuses", "aoi", "refuse", `{"reason":"budget"}`, 403, ""},
		{"nothing asked", "aoi", "ask", `{"body":""}`, 422, "body"},
		{"a field too many", "aoi", "withdraw", `{"reason":"x"}`, 422, "reason"},
		{"nothing held", "operator", "operator-show", `{"reason":"x","seq":1}`, 409, ""},
		{"a stranger", "haru", "ask", `{"body":"x"}`, 404, ""},
		{"a seq that nobody saw", "aoi", "withdraw", `{"expected_seq":99}`, 422, "expected_seq"},
	} {
		p := s.quote(c.who, q.ID, c.command, c.body).no(c.status)
		if c.path != "" {
			require.NotEmpty(t, p.Errors, c.name)
			require.Equal(t, c.path, p.Errors[0].Path, c.name)
		}
		require.Equal(t, 1, s.get("aoi", "/api/v1/quotations/"+q.ID).quoted().Seq, c.name)
	}
	s.quote("ren", "nothing", "propose", propose).no(404)
	for _, body := range []string{`{"quotation_id":"` + q.ID + `","service_id":"logo"}`, `{"service_id":"logo","proposal":1}`} {
		s.post("aoi", "/api/v1/purchases", body).no(422)
	}
	s.post("aoi", "/api/v1/purchases", `{"quotation_id":"nothing"}`).no(404)
	s.quote("ren", q.ID, "propose", propose).quoted()
	require.Equal(t, "T1.12", s.post("aoi", "/api/v1/purchases", `{"quotation_id":"`+q.ID+`","options":["rush"]}`).no(422).Rule, "none through a quotation in this edition")
}

// A key makes a repeat harmless, and of many clicks at once one buys.
func TestQuotation_Races(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	const key = "Idempotency-Key"
	body := `{"service_id":"logo","request":"a logo?"}`
	first, again := s.post("aoi", "/api/v1/quotations", body, key, "k"), s.post("aoi", "/api/v1/quotations", body, key, "k")
	require.Equal(t, []any{201, string(first.body)}, []any{again.status, string(again.body)})
	q := into[market.Quotation](first)
	s.quote("ren", q.ID, "propose", propose).quoted()
	count := map[int]int{}
	for _, r := range s.atOnce(8, "aoi", "/api/v1/purchases", `{"quotation_id":"`+q.ID+`"}`) {
		count[r.status]++
	}
	require.Equal(t, map[int]int{201: 1, 409: 7}, count)
	require.Len(t, into[market.Page[market.Talkroom]](s.get("aoi", "/api/v1/transactions")).Items, 1)

	paused := s.ask(body)
	s.quote("ren", paused.ID, "propose", propose).quoted()
	s.post("ren", "/api/v1/services/logo/pause", ``)
	require.Equal(t, "T1.10", s.post("aoi", "/api/v1/purchases", `{"quotation_id":"`+paused.ID+`"}`).no(409).Rule)
	for _, a := range s.get("aoi", "/api/v1/quotations/"+paused.ID).quoted().Actions {
		require.Equal(t, a.Command != "purchase", a.Allowed, a.Command)
	}
	s.post("ren", "/api/v1/services/logo/resume", ``)
	s.buy(`{"quotation_id":"` + paused.ID + `"}`)
}
