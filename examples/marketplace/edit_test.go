package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy/money"
)

const (
	editLogo = "/api/v1/services/logo/edit"
	// edited is all of a service, with an option that it had, one that it had not,
	// and one without an id.
	edited = `{"title":"看板のロゴ","description":"5案をお出しします。","price":{"amount":"12000","currency":"JPY"},"notes_for_buyers":"寸法をお知らせください。",` +
		`"options":[{"id":"rush","title":"お急ぎ便","price":{"amount":"4000","currency":"JPY"}},{"title":"名刺","price":{"amount":"2000","currency":"JPY"}}],"capacity":2,"require_finished":true`
)

// A seller edits his service at any time: what was bought before keeps its price,
// options and notes, what is bought after has the new ones, and the new title stands
// wherever the service is named.
func TestEditService(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	before := s.buy(`{"service_id":"logo"}`)
	was := into[market.Service](s.get("ren", "/api/v1/services/logo"))
	r := s.post("ren", editLogo, edited+`,"expected_seq":1}`)
	require.Equal(t, 200, r.status, string(r.body))
	now := into[market.Service](r)
	require.Equal(t, now, into[market.Service](s.get("ren", "/api/v1/services/logo")))
	require.Equal(t, []string{"看板のロゴ", "5案をお出しします。", "寸法をお知らせください。"}, []string{now.Title, now.Description, now.Notes})
	require.Equal(t, money.New(12000, money.JPY), now.Price)
	require.Equal(t, []string{"rush", "option-2"}, []string{now.Options[0].ID, now.Options[1].ID})
	require.Equal(t, 2, now.Capacity)
	require.True(t, now.RequireFinished)
	require.True(t, now.Accepting)
	require.Equal(t, was.Seq+1, now.Seq)

	kept := s.room("aoi", before.ID)
	require.Equal(t, before.Timeline, kept.Timeline, "T1.7 the posted notes, and all else")
	require.Equal(t, before.Price, kept.Price, "T1.9")
	require.Equal(t, before.Options, kept.Options, "T1.12")
	require.Equal(t, "看板のロゴ", kept.Title)
	require.Equal(t, "看板のロゴ", into[market.Page[market.Talkroom]](s.get("aoi", "/api/v1/transactions")).Items[0].Title)
	require.Equal(t, "T1.13", s.post("aoi", "/api/v1/purchases", `{"service_id":"logo"}`).no(409).Rule, "T1.13 holds for who buys now")
	after := into[market.Talkroom](s.post("haru", "/api/v1/purchases", `{"service_id":"logo","options":["option-2"]}`))
	require.Equal(t, money.New(14000, money.JPY), after.Price)
	require.Contains(t, string(s.get("haru", "/api/v1/transactions/"+after.ID).body), "寸法をお知らせください。")
	require.Equal(t, "T1.10", s.post("haru", "/api/v1/purchases", `{"service_id":"logo"}`).no(409).Rule)
}

// An edit is judged in the contract's order, and carried out as every command is.
func TestEditService_Calls(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	s.post("ren", "/api/v1/services/none/edit", edited+`}`).no(404)
	s.post("ren", editLogo, `{"title":1,"extra":{}}`).no(422)
	blank := s.post("ren", editLogo, `{"title":" ","description":"","price":{"amount":"0","currency":"USD"},"notes_for_buyers":""}`).no(422)
	require.Equal(t, []string{"title", "price"}, []string{blank.Errors[0].Path, blank.Errors[1].Path})
	for _, who := range []string{"aoi", "sora", "operator"} {
		require.Equal(t, "T1.7", s.post(who, editLogo, edited+`}`).no(403).Rule, who)
	}
	require.Equal(t, "T8.2", s.post("ren", editLogo, `{"title":"ロゴ","description":"LINE ID: ren_design","price":{"amount":"500","currency":"JPY"},"notes_for_buyers":""}`).no(422).Rule)
	s.post("ren", editLogo, edited+`,"expected_seq":9}`).no(422)
	require.Equal(t, 1, into[market.Service](s.get("ren", "/api/v1/services/logo")).Seq, "nothing of it was written")

	dry := into[market.Service](s.post("ren", editLogo, edited+`,"dry_run":true}`))
	require.Equal(t, "看板のロゴ", dry.Title)
	room := s.buy(`{"service_id":"logo"}`)
	require.Contains(t, room.Title, "お店のロゴ", "a dry run changes no title")
	first, second := s.post("ren", editLogo, edited+`}`, "Idempotency-Key", "k"), s.post("ren", editLogo, edited+`}`, "Idempotency-Key", "k")
	require.Equal(t, first.body, second.body)
	require.Equal(t, 2, into[market.Service](s.post("ren", editLogo, edited+`}`)).Seq, "nothing changes")
	s.post("ren", editLogo, edited+`,"dry_run":false}`, "Idempotency-Key", "k").no(422)
	require.Equal(t, "conflict", s.post("ren", editLogo, edited+`,"expected_seq":1}`).no(409).Kind)
	s.post("ren", "/api/v1/services/logo/pause", ``)
	require.True(t, into[market.Service](s.post("ren", editLogo, `{"title":"ロゴ","description":"","price":{"amount":"500","currency":"JPY"},"notes_for_buyers":""}`)).Paused, "T6.4 an edit lifts no pause")
}

// T8.4 an edit whose texts are held hides the service, and its new title from those
// who have bought it, until an operator shows it or another edit heals it.
func TestEditService_Held(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", holding(t))
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	bad := `{"title":"090-1234-5678","description":"","price":{"amount":"500","currency":"JPY"},"notes_for_buyers":""}`
	held := into[market.Service](s.post("ren", editLogo, bad))
	require.True(t, held.Waiting)
	require.False(t, held.Accepting)
	s.get("aoi", "/api/v1/services/logo").no(404)
	s.post("sora", editLogo, bad).no(404)
	require.NotContains(t, string(s.get("aoi", "/api/v1/services").body), `"logo"`)
	require.Equal(t, room.Title, s.room("aoi", room.ID).Title)
	require.Equal(t, "T1.10", s.post("haru", "/api/v1/purchases", `{"service_id":"logo"}`).no(409).Rule)
	require.Equal(t, []market.Held{{Kind: "service", ID: "logo"}}, into[market.Page[market.Held]](s.get("operator", "/api/v1/held")).Items)

	require.False(t, into[market.Service](s.post("ren", editLogo, edited+`}`)).Waiting)
	require.Empty(t, into[market.Page[market.Held]](s.get("operator", "/api/v1/held")).Items)
	require.Equal(t, "看板のロゴ", s.room("aoi", room.ID).Title)
	require.True(t, into[market.Service](s.get("aoi", "/api/v1/services/logo")).Accepting)

	s.post("ren", editLogo, bad)
	require.Equal(t, 200, s.post("operator", "/api/v1/services/logo/show", `{}`).status)
	require.Equal(t, "090-1234-5678", s.room("aoi", room.ID).Title)
}
