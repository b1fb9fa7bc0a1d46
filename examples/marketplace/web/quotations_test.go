package web

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// ask asks for a quotation about a service, and gives back its path.
func (b *browser) ask(service, words string) string {
	b.t.Helper()
	b.post("/quotations/new", "service", service, "request", words)
	require.Regexp(b.t, `^/quotations/[a-z0-9]+$`, b.path)
	return b.path
}

// days is the date of a day from today, where the marketplace is: in Japan it is tomorrow
// while it is still today elsewhere.
func (w *world) days(n int) string {
	return w.m.Now().In(time.FixedZone("JST", 9*3600)).AddDate(0, 0, n).Format("2006-01-02")
}

// proposal is the version that a page would buy.
func (b *browser) proposal() string {
	b.t.Helper()
	found := regexp.MustCompile(`name="proposal" value="(\d+)"`).FindStringSubmatch(b.page)
	require.NotNil(b.t, found, "no form to buy")
	return found[1]
}

// T1.1, T1.2 a buyer asks, both sides ask and answer, the seller proposes, changes
// it, and the purchase leads through the choice of payment into the talkroom, to and
// from which the pages link.
func TestQuotation(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "ja")
	require.Contains(t, buyer.get("/services/logo").page, `href="/quotations/new?service=logo"`)
	require.Contains(t, buyer.get("/quotations/new?service=logo").page, `name="service" value="logo"`)
	page := buyer.ask("logo", "A <bakery> & its sign")
	require.Contains(t, buyer.page, "Your request was sent to the seller.")
	require.Contains(t, buyer.page, "A &lt;bakery&gt; &amp; its sign")
	require.NotContains(t, buyer.page, `name="proposal"`)

	require.Contains(t, seller.get("/quotations").page, page)
	require.Contains(t, seller.page, "葵 Aoiさんからの相談")
	seller.post(page+"/ask", "message", "色の希望はありますか？")
	require.Contains(t, buyer.get(page).page, "色の希望はありますか？")
	buyer.post(page+"/ask", "message", "Brown, please.")
	seller.post(page+"/propose", "price", "14,000", "delivery_date", w.days(14), "service", "logo", "description", "三案と清書")
	require.Contains(t, seller.page, "提案を送りました。")
	require.Contains(t, buyer.get(page).page, "¥14,000")
	require.Equal(t, "1", buyer.proposal())
	buyer.get(page + "/checkout?proposal=1&options=rush")
	require.Contains(t, buyer.page, "¥17,000", "T1.12 the price with the option")
	require.Contains(t, buyer.page, `name="payment" value="later"`, "T1.5")
	seller.post(page+"/propose", "price", "12000", "delivery_date", w.days(20), "service", "logo", "description", "二案と清書")
	require.Contains(t, buyer.get(page).page, "Changed proposal (version 2): ¥12,000")

	buyer.post(page+"/purchase", "proposal", buyer.proposal(), "options", "rush", "payment", "instant")
	require.Regexp(t, `^/talkrooms/`, buyer.path)
	require.Contains(t, buyer.page, "¥15,000")
	require.Contains(t, buyer.page, `href="`+page+`"`)
	require.Contains(t, buyer.page, `href="/services/logo"`)
	room := buyer.path
	require.Contains(t, seller.get(page).page, `href="`+room+`"`)
	require.Contains(t, seller.page, "提案が購入されました。")
	require.Contains(t, buyer.get("/quotations?state=finished").page, `href="`+room+`"`)
	require.NotContains(t, buyer.get("/quotations?state=open").page, page)
}

// T1.2 nobody buys a proposal that was changed after he looked at it: the page shows
// the new one and what happened, and buys nothing.
func TestQuotation_Edited(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	page := buyer.ask("logo", "a sign")
	seller.post(page+"/propose", "price", "9000", "delivery_date", w.days(3), "service", "logo", "description", "one draft")
	buyer.get(page)
	seen, seq := buyer.proposal(), regexp.MustCompile(`name="seq" value="(\d+)"`).FindStringSubmatch(buyer.page)[1]
	seller.post(page+"/propose", "price", "90000", "delivery_date", w.days(3), "service", "logo", "description", "one draft")
	buyer.post(page+"/purchase", "proposal", seen, "seq", seq, "options", "rush", "payment", "later")
	require.Equal(t, 409, buyer.code)
	require.Contains(t, buyer.page, "T1.2")
	require.Contains(t, buyer.page, "Changed proposal (version 2): ¥90,000")
	require.Equal(t, "2", buyer.proposal())
	require.Regexp(t, `value="rush" checked`, buyer.page, "what was chosen is still there")
	for _, none := range []string{"", "0", "x"} {
		require.Equal(t, 400, buyer.post(page+"/purchase", "proposal", none, "payment", "instant").code)
	}
	require.NotContains(t, buyer.get("/talkrooms").page, "90,000", "nothing was bought")
}

// T1.3 the instant at which a proposal lapses is shown with the zone and the way to
// it; a microsecond earlier it can be bought, from then on it has lapsed.
func TestQuotation_Lapses(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	page := buyer.ask("logo", "a sign")
	seller.post(page+"/propose", "price", "9000", "delivery_date", w.days(3), "service", "logo", "description", "one draft")
	require.Regexp(t, `To be bought by</dt><dd><time.*JST.*<span class="relative">in 7 days`, buyer.get(page).page)
	seller.post("/clock", "move", "custom", "amount", "10079", "unit", "minutes", "back", page)
	require.Equal(t, "1", buyer.get(page).proposal())
	seller.post("/clock", "move", "custom", "amount", "1", "unit", "minutes", "back", page)
	require.NotContains(t, buyer.get(page).page, `name="proposal"`)
	require.Contains(t, buyer.page, "The proposal was not bought in time and has lapsed. You may ask anew.")
	buyer.post(page+"/purchase", "proposal", "1", "payment", "instant")
	require.Equal(t, 409, buyer.code)
	require.Contains(t, buyer.page, "T1.3")
}

// T1.3 where the policy lets a proposal stand for good, the page says so.
func TestQuotation_NeverLapses(t *testing.T) {
	t.Parallel()
	w := openWith(t, "coconala", func(p *policy.Policy) { p.Quotation.Lapse = policy.Window{} })
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	page := buyer.ask("logo", "a sign")
	seller.post(page+"/propose", "price", "9000", "delivery_date", w.days(3), "service", "logo", "description", "x")
	require.Contains(t, buyer.get(page).page, "<dd>no end</dd>")
	seller.get(page)
	require.NotContains(t, seller.page, "It can be bought for")
}

// T1.4 the form says within which limits a price lies, and one outside of them comes
// back with what was typed; without limits it says nothing of them.
func TestQuotation_Limits(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala-2026")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	page := buyer.ask("logo", "a sign")
	require.Contains(t, seller.get(page).page, "From ¥500 to ¥1,000,000.")
	for price, code := range map[string]int{"499": 422, "1000001": 422, "0": 422, "-5": 422, "1e9": 422, "": 422, "ten": 422} {
		seller.post(page+"/propose", "price", price, "delivery_date", w.days(3), "service", "logo", "description", "my <words>")
		require.Equal(t, code, seller.code, price)
		require.Contains(t, seller.page, "my &lt;words&gt;")
	}
	seller.post(page+"/propose", "price", "500", "delivery_date", w.days(-1), "service", "logo", "description", "x")
	require.Equal(t, 422, seller.code, "T1.1 a day that has gone by")
	for _, price := range []string{"500", "1000000"} {
		seller.post(page+"/propose", "price", price, "delivery_date", w.days(0), "service", "logo", "description", "x")
		require.Equal(t, 200, seller.code, price)
	}
	free := open(t, "coconala")
	page = free.as("aoi", "en").ask("logo", "a sign")
	require.NotContains(t, free.as("ren", "en").get(page).page, "T1.4")
}

// T1.8 before he proposes the seller reads that his notes are not posted, sees them,
// and takes them into the description without a script; where the policy posts them,
// nothing of it stands there.
func TestQuotation_Notes(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	page := buyer.ask("logo", "a sign")
	require.NotContains(t, buyer.page, "does not post your notes for buyers")
	require.Contains(t, seller.get(page).page, "does not post your notes for buyers")
	require.Contains(t, seller.page, "After the purchase please tell me")
	require.NotContains(t, seller.page, "お顔がはっきり写った写真", "the notes of another service")
	seller.post(page+"/propose", "notes", "logo", "price", "9000", "delivery_date", "", "service", "logo", "description", "First this.")
	require.Equal(t, 200, seller.code)
	require.Regexp(t, `(?s)<textarea id="propose-words"[^>]*>First this\.\n\nご購入後`, seller.page)
	require.NotContains(t, buyer.get(page).page, "First this.", "nothing was sent")
	require.Equal(t, 404, seller.post(page+"/propose", "notes", "jingle").code, "another seller's")

	posting := openWith(t, "coconala", func(p *policy.Policy) { p.Purchase.PostNotesOnQuotation = true })
	page = posting.as("aoi", "en").ask("logo", "a sign")
	require.NotContains(t, posting.as("ren", "en").get(page).page, "T1.8")
}

// T1.1 a seller refuses with a reason of the policy, T1.2 either side takes back what
// is his; each end is shown to both in their words, and offers nothing more to do.
func TestQuotation_Ends(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	propose := func(page string) {
		seller.post(page+"/propose", "price", "9000", "delivery_date", w.days(3), "service", "logo", "description", "x")
		require.Equal(t, 200, seller.code)
	}
	for _, end := range []struct {
		name          string
		act           func(page string)
		buyer, seller string
	}{
		{"T1.1 refused", func(page string) { seller.post(page+"/refuse", "reason", "budget", "message", "Too little.") }, "The seller has refused.", "You have refused."},
		{"T1.2 request taken back", func(page string) { buyer.post(page + "/withdraw") }, "You took your request back.", "The buyer took the request back."},
		{"T1.2 proposal taken back", func(page string) { propose(page); seller.post(page + "/withdraw") }, "The seller took the proposal back.", "You took your proposal back."},
	} {
		page := buyer.ask("logo", "a sign")
		end.act(page)
		require.Contains(t, buyer.get(page).page, end.buyer, end.name)
		require.Contains(t, seller.get(page).page, end.seller, end.name)
		require.NotContains(t, buyer.page+seller.page, `<textarea id="ask-text"`, end.name)
		require.NotContains(t, seller.page, `id="propose-price"`, end.name)
	}
	page := buyer.ask("logo", "a sign")
	require.Equal(t, 422, seller.post(page+"/refuse", "reason", "mood").code)
	require.Equal(t, 404, seller.post(page+"/none").code)
	require.Equal(t, 403, buyer.post(page+"/propose", "price", "1", "delivery_date", w.days(1), "description", "x").code)
}

// T1.1 a seller can be asked about none of his services; the talkroom that follows
// leads to no service (T1.8).
func TestQuotation_WithoutService(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("sora", "en")
	require.Contains(t, buyer.get("/quotations/new").page, `href="/quotations/new?seller=sora"`)
	require.Contains(t, buyer.get("/quotations/new?seller=sora").page, "空 Sora")
	buyer.post("/quotations/new", "seller", "sora", "request", "something else")
	page := buyer.path
	require.Contains(t, seller.get(page).page, "A request of one&#39;s own")
	seller.post(page+"/propose", "price", "7000", "delivery_date", w.days(3), "service", "", "description", "as asked")
	buyer.get(page)
	buyer.post(page+"/purchase", "proposal", buyer.proposal(), "payment", "instant")
	require.Contains(t, buyer.page, "As quoted")
	require.NotContains(t, strings.ReplaceAll(buyer.page, `href="/services"`, ""), `href="/services/`)
}

// T1.2 the form of a proposal begins with the service that was asked about, also where
// the seller has more of them than a page lists.
func TestQuotation_ManyServices(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	page := buyer.ask("portrait", "my cat")
	for range most {
		seller.post("/services/new", "title", "an icon", "description", "x", "price", "1000")
		require.Regexp(t, `^/services/`, seller.path)
	}
	require.Regexp(t, `<option value="portrait" selected>`, seller.get(page).page)
	require.Equal(t, 1, strings.Count(seller.page, " selected>"))
	require.NotContains(t, seller.page, `<option value="">`, "the request has a service")
}

// T1.1 who may not ask is told before he writes, and a stranger finds no quotation.
func TestQuotation_Others(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	seller, stranger := w.as("ren", "en"), w.as("haru", "en")
	require.Contains(t, seller.get("/quotations/new?service=jingle").page, "Only a buyer asks for a quotation.")
	require.Equal(t, 403, seller.post("/quotations/new", "service", "jingle", "request", "x").code)
	page := w.as("aoi", "en").ask("logo", "a secret")
	require.Equal(t, 404, stranger.get(page).code)
	require.NotContains(t, stranger.page, "a secret")
	require.Equal(t, 404, stranger.post(page+"/ask", "message", "x").code)
	require.Equal(t, 404, stranger.post(page+"/purchase", "proposal", "1").code)
	require.Equal(t, 404, stranger.get("/quotations/new?service=none").code)
	require.Equal(t, 404, stranger.get("/quotations/none").code)
	require.Equal(t, 404, stranger.get("/quotations/new?seller=nobody").code)
	require.Regexp(t, `<button disabled>`, stranger.get("/quotations/new?seller=aoi").page, "she sells nothing")
	nobody := w.as("", "en")
	for _, path := range []string{"/quotations", "/quotations/new", page, "/messages", "/messages/ren", "/account"} {
		require.Equal(t, 401, nobody.get(path).code, path)
	}
	require.Contains(t, w.as("operator", "en").get("/quotations?id="+strings.TrimPrefix(page, "/quotations/")).page, "a secret")
}

// T8.2, T8.4 words that the policy refuses come back with what was found; held ones
// wait, and an operator decides on them, also from his desk.
func TestQuotation_Words(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer := w.as("aoi", "en")
	buyer.post("/quotations/new", "service", "logo", "request", "Mail me: aoi@example.com")
	require.Equal(t, 422, buyer.code)
	require.Regexp(t, `(?s)class="no".*aoi@example\.com.*<textarea[^>]*>Mail me: aoi@example\.com`, buyer.page)

	w = openWith(t, "coconala", func(p *policy.Policy) { p.Contact.Actions[policy.FoundPhone] = policy.Hold })
	buyer, seller, operator := w.as("aoi", "en"), w.as("ren", "en"), w.as("operator", "en")
	page := buyer.ask("logo", "The shop is 090-1234-5678.")
	require.Contains(t, buyer.page, "Waits for an operator")
	require.NotContains(t, buyer.page, "it counts as your contact", "T3.3 it is none")
	require.NotContains(t, seller.get(page).page, "090-1234-5678")
	require.Contains(t, seller.page, "This is being looked at")
	require.Contains(t, operator.get("/desk").page, `href="`+page+`"`)
	require.Contains(t, operator.page, "<mark>090-1234-5678</mark>")
	operator.post(page+"/operator-show", "of", "1", "reason", " ")
	require.Equal(t, 422, operator.code)
	require.Contains(t, operator.page, page+"/operator-withhold#e1")
	operator.post(page+"/operator-show", "of", "1", "reason", "It is on the shop's sign.")
	require.Equal(t, 200, operator.code)
	require.Contains(t, seller.get(page).page, "090-1234-5678")
	require.Contains(t, seller.page, "Reason: It is on the shop&#39;s sign.")
	operator.post(page+"/operator-close", "reason", "T3.15 enough")
	require.Contains(t, buyer.get(page).page, "An operator ended this quotation; the reason stands below.")
}
