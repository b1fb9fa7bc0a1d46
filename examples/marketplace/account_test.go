package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
)

func (s *server) leave(who string) reply {
	s.t.Helper()
	return s.send(http.MethodDelete, "/api/v1/me", as(who), nil)
}

// T9.4 an account whose transactions are open is kept, and the refusal lists each of
// them; a microsecond before the last deadline too, not at it.
func TestLeave_Refused(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	one := s.buy(`{"service_id":"logo"}`)
	two := s.buy(`{"service_id":"portrait","payment":"later"}`)
	for _, who := range []string{"aoi", "ren"} {
		p := s.leave(who).no(409)
		require.Equal(t, "T9.4", p.Rule)
		require.Equal(t, "conflict", p.Kind)
		require.Len(t, p.Errors, 2)
		for _, id := range []string{one.ID, two.ID} {
			require.Contains(t, p.Errors[0].Path+p.Errors[1].Path, id)
		}
	}
	require.Equal(t, 200, s.get("aoi", "/api/v1/me").status)
	s.do("aoi", two.ID, "abandon", `{}`).ok()
	s.do("ren", one.ID, "deliver", `{"message":"done"}`).ok()
	s.advance("71h59m59.999999s")
	require.Len(t, s.leave("aoi").no(409).Errors, 1)
	s.advance("1us")
	require.Equal(t, 200, s.leave("aoi").status)
}

// T9.4 whoever leaves is gone: token, name, words, files. Events, money and stars
// stay, the other side and operators see what was erased, and a restart changes
// nothing of it.
func TestLeave(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := startIn(t, data)
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	path := "/api/v1/transactions/" + room.ID
	sent := s.multi("aoi", path+"/message", nil, text("body", "secret words"), upload("secret.txt", "x")).ok()
	file := sent.Timeline[len(sent.Timeline)-1].Files[0].ID
	kept := s.multi("ren", path+"/deliver", nil, text("message", "the work"), upload("work.txt", "y")).ok()
	s.do("aoi", room.ID, "approve", `{}`).ok()
	s.do("aoi", room.ID, "review", `{"stars":4,"comment":"secret comment"}`).ok()
	s.do("ren", room.ID, "reply-review", `{"comment":"thank you"}`).ok()
	outsideFile := into[market.Message](s.multi("aoi", outside+"ren/messages", nil, text("body", "secret question"), upload("secret2.txt", "z"))).Files[0].ID
	before := s.room("ren", room.ID)
	require.Equal(t, 3, s.onDisk())

	left := into[market.Departure](s.leave("aoi"))
	require.Equal(t, market.Departure{ID: "aoi", DeletedAt: at(0)}, left)
	check := func(s *server) {
		t.Helper()
		s.get("aoi", "/api/v1/me").no(401)
		s.leave("aoi").no(401)
		require.Equal(t, 1, s.onDisk())
		for _, who := range []string{"ren", "operator"} {
			raw := s.get(who, path)
			require.NotContains(t, string(raw.body), "secret")
			seen := raw.ok()
			require.Equal(t, types(before), types(seen))
			require.Equal(t, []any{before.Paid, before.Earned, before.Phase, before.Seq}, []any{seen.Paid, seen.Earned, seen.Phase, seen.Seq})
			require.Equal(t, 4, seen.Reviews.Buyer.Stars)
			require.True(t, seen.Reviews.Buyer.Erased)
			require.Equal(t, "thank you", seen.Reviews.Buyer.Reply.Comment)
			erased := map[string]bool{}
			for _, line := range seen.Timeline {
				if line.Erased {
					erased[line.Type] = true
					require.Empty(t, line.Files)
				}
			}
			require.Equal(t, map[string]bool{"message_posted": true, "review_sent": true}, erased)
			s.get(who, path+"/files/"+file).no(404)
			require.Equal(t, "y", string(s.get(who, path+"/files/"+kept.Timeline[len(kept.Timeline)-1].Files[0].ID).body))
		}
		messages := into[market.Page[market.Message]](s.get("ren", outside+"aoi/messages"))
		require.True(t, messages.Items[0].Erased)
		require.Empty(t, messages.Items[0].Body)
		require.Empty(t, messages.Items[0].Files)
		s.get("ren", outside+"aoi/files/"+outsideFile).no(404)
		list := into[market.Page[market.Conversation]](s.get("ren", "/api/v1/conversations"))
		require.Equal(t, []any{"aoi", market.Nobody, true}, []any{list.Items[0].With, list.Items[0].Name, list.Items[0].Left})
		p := s.post("ren", outside+"aoi/messages", `{"body":"are you there?"}`).no(409)
		require.Equal(t, "T9.4", p.Rule)
	}
	check(s)
	s.stop()
	s = startIn(t, data)
	check(s)
	require.NotContains(t, s.greeting, "demo-aoi")
}

// T9.4 a deleted seller's services are sold no longer; they are not listed, and
// nobody resumes them, not even a restart of the demo.
func TestLeave_Seller(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := startIn(t, data)
	require.Equal(t, 200, s.leave("ren").status)
	for range 2 {
		for _, service := range into[market.Page[market.Service]](s.get("aoi", "/api/v1/services")).Items {
			require.Equal(t, "sora", service.Seller)
		}
		require.False(t, into[market.Service](s.get("aoi", "/api/v1/services/logo")).Accepting)
		require.Equal(t, "T9.4", s.post("aoi", "/api/v1/purchases", `{"service_id":"logo"}`).no(409).Rule)
		s.post("ren", "/api/v1/services/logo/resume", `{}`).no(401)
		s.stop()
		s = startIn(t, data)
	}
}

// T9.4 somebody operates: the last operator cannot leave.
func TestLeave_LastOperator(t *testing.T) {
	t.Parallel()
	s := start(t)
	require.Equal(t, "T9.4", s.leave("operator").no(409).Rule)
	no := s.send(http.MethodDelete, "/api/v1/me", as("haru"), strings.NewReader(`{"reason":"x"}`)).no(422)
	require.Equal(t, "no such field; this call takes no fields", no.Errors[0].Message)
	require.Equal(t, 200, s.send(http.MethodDelete, "/api/v1/me", as("haru"), strings.NewReader(`{}`)).status)
	s.get("haru", "/api/v1/me").no(401)
}

// T9.4 who stands in people.json stands there no longer, and an operator who writes
// him in again does not bring him back.
func TestLeave_PeopleFile(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	person := func(id, role string) map[string]any {
		return map[string]any{"id": id, "name": "Name of " + id, "roles": []string{role}, "token_sha256": sha256Hex("token-" + id)}
	}
	write := func(people ...map[string]any) {
		text, err := json.Marshal(people)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(data, "people.json"), text, 0o600))
	}
	token := func(id string) http.Header { return http.Header{"Authorization": {"Bearer token-" + id}} }
	write(person("op", "operator"), person("mika", "buyer"))
	s := startIn(t, data, "-demo=false", "-test-provider")
	require.Equal(t, 200, s.send(http.MethodDelete, "/api/v1/me", token("mika"), nil).status)
	text, err := os.ReadFile(filepath.Join(data, "people.json"))
	require.NoError(t, err)
	require.NotContains(t, string(text), "mika")
	require.Contains(t, string(text), "Name of op")
	s.stop()

	write(person("op", "operator"), person("mika", "buyer"))
	s = startIn(t, data, "-demo=false", "-test-provider")
	s.send(http.MethodGet, "/api/v1/me", token("mika"), nil).no(401)
	require.Equal(t, 200, s.send(http.MethodGet, "/api/v1/me", token("op"), nil).status)
}

// T9.4 a purchase and a deletion at the same time: one of the two.
func TestLeave_Race(t *testing.T) {
	t.Parallel()
	s := start(t)
	var wg sync.WaitGroup
	statuses := make([]int, 6)
	for i := range 5 {
		wg.Go(func() { statuses[i] = s.post("haru", "/api/v1/purchases", `{"service_id":"logo"}`).status })
	}
	wg.Go(func() { statuses[5] = s.leave("haru").status })
	wg.Wait()
	bought := 0
	for _, status := range statuses[:5] {
		if status == 201 {
			bought++
		} else {
			require.Contains(t, []int{401, 409}, status)
		}
	}
	require.Equal(t, statuses[5] == 200, bought == 0, "%v", statuses)
}

func sha256Hex(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
