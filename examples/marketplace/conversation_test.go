package main

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
)

const outside = "/api/v1/conversations/"

// T8.1 two people write to each other before any purchase, with files; the two and
// an operator read it, nobody else.
func TestConversation(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	first := s.post("aoi", outside+"ren/messages", `{"body":"Could you draw a cat?"}`)
	require.Equal(t, 201, first.status, string(first.body))
	require.Equal(t, market.Message{Seq: 1, At: at(0), By: "aoi", To: "ren", Body: "Could you draw a cat?", Files: []market.File{}}, into[market.Message](first))
	s.advance("1h")
	second := into[market.Message](s.multi("ren", outside+"aoi/messages", nil, text("body", "Like this one"), upload("../ねこ.txt", "meow")))
	require.Equal(t, "ねこ.txt", second.Files[0].Name)
	require.Equal(t, 1, s.onDisk())

	for who, path := range map[string]string{"aoi": "ren/messages", "ren": "aoi/messages", "operator": "ren/messages?of=aoi"} {
		page := into[market.Page[market.Message]](s.get(who, outside+path))
		require.Len(t, page.Items, 2, who)
		require.Equal(t, "Could you draw a cat?", page.Items[0].Body)
		require.Equal(t, 2, page.Items[1].Seq)
		require.Nil(t, page.NextCursor)
	}
	require.Empty(t, into[market.Page[market.Message]](s.get("haru", outside+"ren/messages")).Items)
	s.get("haru", outside+"ren/messages?of=aoi").no(404)
	s.get("aoi", outside+"nobody/messages").no(404)
	s.post("aoi", outside+"nobody/messages", `{"body":"x"}`).no(404)
	require.Equal(t, "T8.1", s.post("aoi", outside+"aoi/messages", `{"body":"x"}`).no(422).Rule)
	require.Equal(t, "T8.1", s.get("aoi", outside+"aoi/messages").no(422).Rule)
	require.Equal(t, "T8.1", s.post("aoi", outside+"ren/messages", `{"body":" "}`).no(422).Rule)
	s.post("aoi", outside+"ren/messages", `{"text":"x"}`).no(422)
	s.send("POST", outside+"ren/messages", nil, nil).no(401)

	file := second.Files[0].ID
	for who, path := range map[string]string{"aoi": "ren/files/" + file, "ren": "aoi/files/" + file, "operator": "aoi/files/" + file + "?of=ren"} {
		got := s.get(who, outside+path)
		require.Equal(t, "meow", string(got.body), who)
		require.Equal(t, "application/octet-stream", got.header.Get("Content-Type"))
	}
	s.get("haru", outside+"ren/files/"+file).no(404)
	s.get("aoi", outside+"sora/files/"+file).no(404)
	s.get("operator", outside+"ren/files/"+file).no(404)

	list := into[market.Page[market.Conversation]](s.get("ren", "/api/v1/conversations"))
	require.Len(t, list.Items, 1)
	require.Equal(t, []any{"aoi", "葵 Aoi", false, "Like this one"}, []any{list.Items[0].With, list.Items[0].Name, list.Items[0].Left, list.Items[0].Last.Body})
	require.Empty(t, into[market.Page[market.Conversation]](s.get("haru", "/api/v1/conversations")).Items)
	s.get("ren", "/api/v1/conversations?waiting=true").no(403)
	s.get("operator", "/api/v1/conversations?waiting=x").no(422)
}

// T2.1, T3.3: nothing that is written outside of the talkroom touches it.
func TestConversation_NoContact(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	require.Equal(t, 201, s.post("ren", outside+"aoi/messages", `{"body":"I begin today"}`).status)
	s.advance("47h59m59.999999s")
	require.Equal(t, "open", s.room("aoi", room.ID).Phase)
	s.advance("1us")
	require.Equal(t, "no_first_contact", s.room("aoi", room.ID).CancelledBy.Reason)
}

// Pages lead from the newest message back to the first.
func TestConversation_Pages(t *testing.T) {
	t.Parallel()
	s := start(t)
	for i := range 7 {
		require.Equal(t, 201, s.post("aoi", outside+"ren/messages", `{"body":"`+strings.Repeat("x", i+1)+`"}`).status)
	}
	var seqs []int
	cursor := ""
	for {
		page := into[market.Page[market.Message]](s.get("ren", outside+"aoi/messages?limit=3"+cursor))
		for i := len(page.Items) - 1; i >= 0; i-- {
			seqs = append(seqs, page.Items[i].Seq)
			require.Len(t, page.Items[i].Body, page.Items[i].Seq)
		}
		if page.NextCursor == nil {
			break
		}
		cursor = "&cursor=" + *page.NextCursor
	}
	require.Equal(t, []int{7, 6, 5, 4, 3, 2, 1}, seqs)
	s.get("ren", outside+"aoi/messages?cursor=x").no(422)
	s.get("ren", outside+"aoi/messages?limit=0").no(422)
}

// A repeat with the same key is one message; a dry run is none.
func TestConversation_Key(t *testing.T) {
	t.Parallel()
	s := start(t)
	first := s.post("aoi", outside+"ren/messages", `{"body":"x"}`, "Idempotency-Key", "k")
	again := s.post("aoi", outside+"ren/messages", `{"body":"x"}`, "Idempotency-Key", "k")
	require.Equal(t, 201, again.status)
	require.Equal(t, string(first.body), string(again.body))
	s.post("aoi", outside+"ren/messages", `{"body":"y"}`, "Idempotency-Key", "k").no(422)
	s.post("aoi", outside+"sora/messages", `{"body":"x"}`, "Idempotency-Key", "k").no(422)

	key := http.Header{"Idempotency-Key": {"f"}}
	file := s.multi("aoi", outside+"ren/messages", key, upload("a.txt", "one"))
	require.Equal(t, 201, file.status)
	require.Equal(t, string(file.body), string(s.multi("aoi", outside+"ren/messages", key, upload("a.txt", "one")).body))
	s.multi("aoi", outside+"ren/messages", key, upload("a.txt", "two")).no(422)
	dry := s.multi("aoi", outside+"ren/messages", nil, text("body", "x"), text("dry_run", "true"), upload("a.txt", "one"))
	require.Equal(t, 200, dry.status)
	require.Equal(t, 1, s.onDisk())
	require.Len(t, into[market.Page[market.Message]](s.get("aoi", outside+"ren/messages")).Items, 2)
}

// T7.2 each channel has its own limit: with the policy of 2026 a message outside
// carries half of what one in the talkroom does. The limit itself is allowed.
func TestConversation_Limit(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", "coconala-2026")
	room := s.buy(`{"service_id":"logo"}`)
	large := func(n int64) part { return part{"files", "large.txt", io.LimitReader(letters{}, n)} }
	path := outside + "ren/messages"
	require.Equal(t, 201, s.multi("aoi", path, nil, large(100_000_000)).status)
	require.Equal(t, "T7.2", s.multi("aoi", path, nil, large(100_000_001)).no(413).Rule)
	require.Equal(t, "T7.2", s.multi("aoi", path, nil, large(50_000_000), large(50_000_001)).no(413).Rule)
	s.multi("aoi", "/api/v1/transactions/"+room.ID+"/message", nil, large(100_000_001)).ok()
	require.Equal(t, 2, s.onDisk())
	six := make([]part, 6)
	for i := range six {
		six[i] = upload("a.txt", "x")
	}
	require.Equal(t, "T7.1", s.multi("aoi", path, nil, six...).no(422).Rule)
	require.Equal(t, "T7.3", s.multi("aoi", path, nil, upload("a.pdf", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00")).no(422).Rule)
	require.Equal(t, 2, s.onDisk())
	require.Len(t, into[market.Page[market.Message]](s.get("aoi", path)).Items, 1)
}

// T8.2, T8.4: what the policy refuses is not sent; what it holds, only its author
// and operators see until one of them shows it.
func TestConversation_Held(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", holding(t))
	path := outside + "ren/messages"
	p := start(t).post("aoi", path, `{"body":"mail me: aoi@example.com"}`).no(422)
	require.Equal(t, "T8.2", p.Rule)
	require.Equal(t, "address", p.Errors[0].Code)
	sent := into[market.Message](s.post("aoi", path, `{"body":"090-1234-5678"}`))
	require.True(t, sent.Waiting)
	require.Equal(t, "phone", string(sent.Findings[0].Kind))

	see := func(who, path string) market.Message {
		items := into[market.Page[market.Message]](s.get(who, outside+path)).Items
		return items[len(items)-1]
	}
	hidden := see("ren", "aoi/messages")
	require.True(t, hidden.Hidden)
	require.Empty(t, hidden.Body+hidden.Reason)
	require.Empty(t, hidden.Findings)
	require.Nil(t, into[market.Page[market.Conversation]](s.get("ren", "/api/v1/conversations")).Items[0].Last)
	require.Equal(t, "090-1234-5678", see("aoi", "ren/messages").Body)
	waiting := into[market.Page[market.Conversation]](s.get("operator", "/api/v1/conversations?waiting=true"))
	require.Equal(t, []string{"aoi", "ren"}, waiting.Items[0].People)
	require.Equal(t, "090-1234-5678", see("operator", "aoi/messages?of=ren").Body)

	body := `{"of":"aoi","seq":1,"reason":"the shop's number"}`
	s.post("ren", outside+"ren/operator-show", body).no(403)
	s.post("haru", outside+"ren/operator-show", body).no(404)
	s.post("ren", outside+"aoi/operator-show", `{"of":"ren","seq":1,"reason":"x"}`).no(403)
	require.Equal(t, 200, s.post("operator", outside+"ren/operator-show", body).status)
	s.post("operator", outside+"ren/operator-withhold", body).no(409)
	shown := see("ren", "aoi/messages")
	require.Equal(t, "090-1234-5678", shown.Body)
	require.Equal(t, "the shop's number", shown.Reason)
}

// T7.6 the verdict on files names every bad one with its reason, and good ones with
// their kind; nothing is kept, and both channels are judged by their own limits.
func TestCheckFiles(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", "coconala-2026")
	const path = "/api/v1/attachments/check"
	check := func(query string, parts ...part) market.Verdict {
		r := s.multi("aoi", path+query, nil, parts...)
		require.Equal(t, 200, r.status, string(r.body))
		return into[market.Verdict](r)
	}
	good := check("", upload("dir/notes.txt", "hello"), upload("notes.txt", "hello!"))
	require.True(t, good.Accepted)
	require.Equal(t, market.FileVerdict{Name: "notes.txt", Size: 5, Kind: "txt", Errors: []market.Fault{}}, good.Files[0])
	require.NotEqual(t, "notes.txt", good.Files[1].Name, "names are distinct")

	bad := check("?channel=message", upload("good.txt", "hello"), upload("a.pdf", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"), upload("b.zip", bomb(t)), upload("empty.txt", ""))
	require.False(t, bad.Accepted)
	require.Equal(t, "txt", bad.Files[0].Kind)
	require.Empty(t, bad.Files[0].Errors)
	for i, rule := range map[int]string{1: "T7.3", 2: "T7.4", 3: "T7.3"} {
		require.Equal(t, rule, bad.Files[i].Errors[0].Rule, bad.Files[i].Name)
		require.Empty(t, bad.Files[i].Kind)
	}
	six := make([]part, 6)
	for i := range six {
		six[i] = upload("a.txt", "x")
	}
	said := s.multi("aoi", path, http.Header{"Accept-Language": {"ja"}}, upload("空.txt", ""))
	require.Equal(t, "空.txtは空です。", into[market.Verdict](said).Files[0].Errors[0].Message, "in the caller's language")
	many := check("", six...)
	require.Len(t, many.Files, 6)
	require.Equal(t, "T7.1", many.Errors[0].Rule)
	require.True(t, check("").Accepted)
	require.Zero(t, s.onDisk())

	large := func(n int64) part { return part{"files", "large.txt", io.LimitReader(letters{}, n)} }
	require.True(t, check("?channel=talkroom", large(100_000_001)).Accepted)
	require.Equal(t, "T7.2", s.multi("aoi", path+"?channel=message", nil, large(100_000_001)).no(413).Rule)
	require.Zero(t, s.onDisk())
	s.multi("aoi", path+"?channel=pigeon", nil, upload("a.txt", "x")).no(422)
	s.post("aoi", path, `{}`).no(415)
	s.send("POST", path, nil, nil).no(401)
}
