package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// T8.3, T8.4 a text can be checked before it is sent.
func TestCheckText(t *testing.T) {
	t.Parallel()
	s := start(t)
	const text = "料金は10,000円です。番号は090-1234-5678です"
	body, err := json.Marshal(map[string]string{"text": text})
	require.NoError(t, err)
	got := into[market.Findings](s.post("aoi", "/api/v1/check-text", string(body), "Accept-Language", "ja"))
	require.Len(t, got.Findings, 1)
	f := got.Findings[0]
	require.Equal(t, "phone refuse 090-1234-5678", fmt.Sprintf("%s %s %s", f.Kind, f.Action, text[f.Start:f.End]))
	require.NotEmpty(t, f.Why)
	require.Equal(t, policy.Refuse, got.Action)
	clean := into[market.Findings](s.post("aoi", "/api/v1/check-text", `{"text":"納期は9/5頃、価格は10,000円です。"}`))
	require.Equal(t, market.Findings{Findings: []market.Finding{}, Action: policy.Allow}, clean)
	require.Equal(t, "text", s.post("aoi", "/api/v1/check-text", `{"text":"a\u202eb"}`).no(422).Errors[0].Path)
	require.Equal(t, "text", s.post("aoi", "/api/v1/check-text", `{}`).no(422).Errors[0].Path)
}

// T8.2, T8.6 what is refused was never sent, wherever it is written; the answer
// says what, where, and which deadline runs on.
func TestContactIsRefused(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	for _, c := range []struct{ who, command, body, path string }{
		{"ren", "message", `{"body":"メールは taro@example.com です"}`, "body"},
		{"ren", "deliver", `{"message":"https://drive.google.com/x"}`, "message"},
		{"ren", "schedule", `{"steps":[{"title":"090-1234-5678","date":"2030-02-01"}]}`, "steps"},
		{"ren", "request-cancel", `{"reason":"schedule","message":"090-1234-5678"}`, "message"},
	} {
		no := s.do(c.who, room.ID, c.command, c.body).no(422)
		require.Equal(t, "T8.2", no.Rule, c.command)
		require.Equal(t, c.path, no.Errors[0].Path)
		require.Contains(t, no.Detail, at(48*time.Hour).Format("2006-01-02T15:04:05Z"), "T8.6")
	}
	require.Equal(t, room.Seq, s.room("ren", room.ID).Seq)
	require.Equal(t, "T8.2", s.post("ren", "/api/v1/services", `{"title":"ロゴ","description":"LINE ID: ren_design","price":{"amount":"500","currency":"JPY"},"notes_for_buyers":""}`).no(422).Rule)
	s.advance("48h")
	require.Equal(t, "cancelled", s.room("aoi", room.ID).Phase, "T2.1")
}

// holding is a policy file that holds whatever is found.
func holding(t *testing.T) string {
	t.Helper()
	p, err := policy.Preset("coconala")
	require.NoError(t, err)
	for kind := range p.Contact.Actions {
		p.Contact.Actions[kind] = policy.Hold
	}
	data, err := p.JSON()
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "holding.json")
	require.NoError(t, os.WriteFile(file, data, 0o600))
	return file
}

// T8.4, T8.6 held words count from the instant at which they were sent; the other
// side does not see them until an operator shows them, and never if he withholds them.
func TestContactIsHeld(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", holding(t))
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	const words = "メールは taro@example.com です"
	sent := s.do("ren", room.ID, "message", `{"body":"`+words+`"}`).ok()
	own := sent.Timeline[len(sent.Timeline)-1]
	require.True(t, own.Waiting)
	require.Equal(t, words, own.Body)
	require.True(t, slices.ContainsFunc(own.Findings, func(f market.Finding) bool { return f.Kind == policy.FoundAddress }))

	other := s.get("aoi", "/api/v1/transactions/"+room.ID)
	require.NotContains(t, string(other.body), "taro")
	seen := other.ok()
	line := seen.Timeline[own.Seq-1]
	require.True(t, line.Hidden)
	require.False(t, line.Waiting)
	require.Empty(t, line.Findings)
	s.advance("48h")
	require.Equal(t, "open", s.room("aoi", room.ID).Phase, "T8.6 it was a contact")

	look := fmt.Sprintf(`{"seq":%d,"reason":"ご案内のため"}`, own.Seq)
	require.Equal(t, "T8.4", s.do("aoi", room.ID, "operator-show", look).no(403).Rule)
	require.True(t, actionOf(s.room("operator", room.ID), "operator-show").Allowed)
	s.do("operator", room.ID, "operator-show", look).ok()
	require.Equal(t, words, s.room("aoi", room.ID).Timeline[own.Seq-1].Body)
	require.Equal(t, "T8.4", s.do("operator", room.ID, "operator-withhold", look).no(409).Rule)
	require.False(t, actionOf(s.room("operator", room.ID), "operator-withhold").Allowed)

	again := s.do("aoi", room.ID, "message", `{"body":"090-1234-5678"}`).ok()
	s.do("operator", room.ID, "operator-withhold", fmt.Sprintf(`{"seq":%d,"reason":"番号のため"}`, again.Seq)).ok()
	require.NotContains(t, string(s.get("ren", "/api/v1/transactions/"+room.ID).body), "090-1234")
	require.Contains(t, string(s.get("operator", "/api/v1/transactions/"+room.ID).body), "090-1234")
}

// T8.4 a held review shows its stars, not its words; a warning is told to the
// writer alone.
func TestContactInReviews(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", holding(t))
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	s.do("ren", room.ID, "deliver", `{"message":"できました"}`).ok()
	s.do("aoi", room.ID, "approve", `{}`).ok()
	mine := s.do("aoi", room.ID, "review", `{"stars":5,"comment":"次は taro@example.com まで"}`).ok()
	require.Contains(t, *mine.Reviews.Buyer.Comment, "taro")
	theirs := s.room("ren", room.ID)
	require.Equal(t, 5, theirs.Reviews.Buyer.Stars)
	require.Empty(t, *theirs.Reviews.Buyer.Comment)
	page := s.send("GET", "/services/logo", nil, strings.NewReader(""))
	require.NotContains(t, string(page.body), "taro@example.com")
}

// T8.4 a service whose texts are held is seen by its seller and operators alone
// and accepts no order, until an operator shows it.
func TestContactInServices(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", holding(t))
	s.freeze()
	r := s.post("ren", "/api/v1/services", `{"title":"ロゴ","description":"090-1234-5678","price":{"amount":"500","currency":"JPY"},"notes_for_buyers":""}`)
	require.Equal(t, 201, r.status, string(r.body))
	mine := into[market.Service](r)
	require.True(t, mine.Waiting)
	require.False(t, mine.Accepting)
	require.Equal(t, "description phone", mine.Findings[0].In+" "+string(mine.Findings[0].Kind))
	path := "/api/v1/services/" + mine.ID
	s.get("aoi", path).no(404)
	require.NotContains(t, string(s.get("aoi", "/api/v1/services").body), mine.ID)
	require.NotContains(t, string(s.get("sora", "/api/v1/services?seller=ren").body), mine.ID)
	require.Contains(t, string(s.get("ren", "/api/v1/services?seller=ren").body), mine.ID)
	require.Equal(t, "T1.10", s.post("aoi", "/api/v1/purchases", `{"service_id":"`+mine.ID+`"}`).no(409).Rule)
	require.Equal(t, "T8.4", s.post("ren", path+"/resume", `{}`).no(409).Rule)
	require.Equal(t, "T8.4", s.post("ren", path+"/show", `{}`).no(403).Rule)

	require.Equal(t, "T8.4", s.get("ren", "/api/v1/held").no(403).Rule)
	desk := into[market.Page[market.Held]](s.get("operator", "/api/v1/held"))
	require.Equal(t, []market.Held{{Kind: "service", ID: mine.ID}}, desk.Items)
	require.Equal(t, 200, s.post("operator", path+"/show", `{}`).status)
	require.True(t, into[market.Service](s.get("aoi", path)).Accepting)
	require.Empty(t, into[market.Page[market.Held]](s.get("operator", "/api/v1/held")).Items)
	require.Equal(t, "T8.4", s.post("operator", path+"/show", `{}`).no(409).Rule)
}
