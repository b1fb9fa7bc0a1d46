package web

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// T8.1 a question before a purchase and its answer, with files, between two people
// alone; the page of the service leads there.
func TestMessages(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller, stranger := w.as("aoi", "en"), w.as("ren", "ja"), w.as("haru", "en")
	require.Contains(t, buyer.get("/services/logo").page, `href="/messages/ren"`)
	require.Contains(t, buyer.get("/messages/ren").page, "Nobody has written yet.")
	require.Contains(t, buyer.page, "An answer is voluntary.")
	buyer.write("/messages/ren/message", "May I see a <draft>?", "sketch.txt", "a sketch")
	require.Equal(t, "/messages/ren", buyer.path)
	require.Contains(t, buyer.page, "Your message was sent.")
	require.Contains(t, seller.get("/messages").page, "May I see a &lt;draft&gt;?")
	require.Contains(t, seller.page, "ファイル1件")
	file := regexp.MustCompile(`/messages/aoi/files/[a-z0-9]+`).FindString(seller.get("/messages/aoi").page)
	require.Equal(t, "a sketch", seller.get(file).page)
	require.Equal(t, 404, stranger.get(strings.Replace(file, "aoi", "ren", 1)).code)
	require.Equal(t, 404, stranger.get(file+"?of=ren").code)
	seller.write("/messages/aoi/message", "どうぞ。", "draft.txt", "a draft")
	require.Contains(t, buyer.get("/messages/ren").page, "どうぞ。")
	require.Less(t, strings.Index(buyer.page, "&lt;draft&gt;"), strings.Index(buyer.page, "どうぞ。"), "the newest stands last")

	require.NotContains(t, stranger.get("/messages/ren").page, "draft")
	require.Contains(t, stranger.get("/messages").page, "Nothing here yet.")
	for _, path := range []string{"/messages/nobody", "/messages/aoi", "/messages/haru", "/messages/aoi?of=ren"} {
		want := map[bool]int{true: 200, false: 404}[path == "/messages/aoi"]
		require.Equal(t, want, stranger.get(path).code, path)
	}
	require.Equal(t, 404, stranger.write("/messages/nobody/message", "x").code)
	require.Equal(t, 404, buyer.post("/messages/ren/none").code)
}

// T7.1, T7.2, T8.1 what can't be sent comes back with the reason and the words; the
// limits are those of messages, not of talkrooms.
func TestMessages_Refused(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala-2026")
	buyer := w.as("aoi", "en")
	require.Contains(t, buyer.get("/messages/ren").page, "At most 5, 100 MB together")
	var six []string
	for i := range 6 {
		six = append(six, strconv.Itoa(i)+".txt", "x")
	}
	buyer.write("/messages/ren/message", "all of them", six...)
	require.Equal(t, 422, buyer.code)
	require.Contains(t, buyer.page, "T7.1")
	require.Regexp(t, `<textarea[^>]*>all of them`, buyer.page)
	require.Equal(t, 422, buyer.write("/messages/ren/message", " ").code, "T8.1 nothing in it")
	buyer.write("/messages/ren/message", "or 090-1234-5678?")
	require.Equal(t, 422, buyer.code)
	require.Contains(t, buyer.page, "<mark><bdi>090-1234-5678</bdi></mark>", "T8.2")
	require.NotContains(t, buyer.page, "It is no contact", "T8.6 no deadline of a talkroom is at stake here")
	require.Contains(t, w.as("ren", "en").get("/messages/aoi").page, "Nobody has written yet.")
}

// T2.1, T8.1 while the two have an open talkroom, the page of their messages says
// that these are no contact there, links to it and names what runs on; the talkroom
// says the same the other way round, and after its close where to write.
func TestMessages_AreNoContact(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	const note = "A message here is no contact in a talkroom; its deadlines run on."
	box := regexp.MustCompile(`(?s)<div class="care">.*?</div>`)
	require.Contains(t, seller.get("/messages/aoi").page, note)
	require.Empty(t, box.FindString(seller.page), "there is no talkroom yet")
	room := buyer.buy("logo")
	other := buyer.buy("jingle")
	seller.get("/messages/aoi")
	found := box.FindString(seller.page)
	require.Contains(t, found, note)
	require.Contains(t, found, `href="`+room+`"`)
	require.NotContains(t, found, other, "that one is another seller's")
	require.Regexp(t, `First contact: <time.*in 2 days`, found)
	seller.write("/messages/aoi/message", "I will begin soon.")
	require.Contains(t, box.FindString(seller.page), "in 2 days", "the clock runs on")
	require.NotContains(t, seller.page, "If you stay silent there", "nobody waits for an answer yet")
	seller.post("/clock", "move", "1h", "back", room)
	buyer.write(room+"/message", "When will you begin?")
	require.Regexp(t, `If you stay silent there, the other side may ask to cancel from <time.*in 3 days`, box.FindString(seller.get("/messages/aoi").page), "T3.2")
	require.Contains(t, seller.get(room).page, "Write here: a message outside the talkroom is no contact")
	require.Contains(t, seller.page, `href="/messages/aoi"`)

	seller.write(room+"/deliver", "done")
	buyer.post(room+"/approve").post(room+"/review", "stars", "5")
	require.Contains(t, buyer.get(room).page, "This talkroom takes no more messages.")
	require.Contains(t, buyer.page, `href="/messages/ren"`)
	require.Empty(t, box.FindString(buyer.get("/messages/ren").page))
}

// T8.1 a long conversation is read page by page, each message on one of them.
func TestMessages_Paging(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer := w.as("aoi", "en")
	for i := range messagesShown + 1 {
		buyer.write("/messages/ren/message", "word-"+strconv.Itoa(i)+".")
	}
	require.NotContains(t, buyer.page, "word-0.")
	require.Contains(t, buyer.page, "word-1.")
	require.NotContains(t, buyer.page, "Back to the newest")
	older := regexp.MustCompile(`href="(\?cursor=[^"]+)" rel="prev"`).FindStringSubmatch(buyer.page)
	require.NotNil(t, older)
	require.Contains(t, buyer.get("/messages/ren"+older[1]).page, "word-0.")
	require.NotContains(t, buyer.page, "word-1.")
	require.Contains(t, buyer.page, "Back to the newest")
	require.NotContains(t, buyer.page, `rel="prev"`)
	require.Equal(t, 422, buyer.get("/messages/ren?cursor=x").code)
}

// T8.4 a held message waits for an operator, who comes from his desk; his reason is
// seen by both, and what he withholds is seen by its writer alone.
func TestMessages_Held(t *testing.T) {
	t.Parallel()
	w := openWith(t, "coconala", func(p *policy.Policy) { p.Contact.Actions[policy.FoundPhone] = policy.Hold })
	buyer, seller, operator := w.as("aoi", "en"), w.as("ren", "en"), w.as("operator", "en")
	buyer.write("/messages/ren/message", "Call 090-1234-5678.")
	require.Contains(t, buyer.page, "Waits for an operator: the other side does not see it yet.")
	require.NotContains(t, buyer.page, "counts as your contact")
	buyer.write("/messages/ren/message", "Or 080-1234-5678.")
	seller.get("/messages/aoi")
	require.Equal(t, 2, strings.Count(seller.page, "This is being looked at"))
	require.NotContains(t, seller.page, "1234")
	require.Contains(t, operator.get("/desk").page, `href="/messages/aoi?of=ren"`)
	operator.get("/messages/aoi?of=ren")
	require.Contains(t, operator.page, `action="/messages/aoi/operator-show?of=ren#e1"`)
	require.NotContains(t, operator.page, "message-text", "an operator who is neither does not write there")
	operator.post("/messages/aoi/operator-show?of=ren", "of", "1", "reason", "the shop's own")
	require.Equal(t, 200, operator.code)
	operator.post("/messages/aoi/operator-withhold?of=ren", "of", "2", "reason", "private")
	require.Equal(t, 200, operator.code)
	require.Equal(t, 409, operator.post("/messages/aoi/operator-show?of=ren", "of", "2", "reason", "x").code)
	seller.get("/messages/aoi")
	require.Contains(t, seller.page, "090-1234-5678")
	require.NotContains(t, seller.page, "080-1234-5678")
	require.Contains(t, seller.page, "Not shown, by an operator&#39;s decision.")
	require.Contains(t, seller.page, "Reason: private")
	require.Contains(t, buyer.get("/messages/ren").page, "An operator keeps this from the other side.")
	require.Equal(t, 403, seller.post("/messages/aoi/operator-show", "of", "2", "reason", "x").code)
	require.NotContains(t, operator.get("/desk").page, "/messages/")
}
