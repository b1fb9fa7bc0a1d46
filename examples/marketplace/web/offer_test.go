package web

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

var (
	fieldTag  = regexp.MustCompile(`(?s)<input[^>]*>|<textarea[^>]*>[^<]*</textarea>`)
	fieldName = regexp.MustCompile(` name="([^"]*)"`)
	valued    = regexp.MustCompile(` value="([^"]*)"`)
	within    = regexp.MustCompile(`(?s)>([^<]*)</textarea>`)
)

// filledIn are the fields of the service form on the page, as a browser sends them.
func (b *browser) filledIn() url.Values {
	b.t.Helper()
	_, page, ok := strings.Cut(b.page, `<form class="card"`)
	require.True(b.t, ok)
	page, _, _ = strings.Cut(page, `</form>`)
	f := url.Values{}
	for _, tag := range fieldTag.FindAllString(page, -1) {
		pattern := valued
		if strings.HasPrefix(tag, "<textarea") {
			pattern = within
		}
		said := ""
		if m := pattern.FindStringSubmatch(tag); m != nil {
			said = strings.ReplaceAll(html.UnescapeString(m[1]), "\n", "\r\n")
		}
		if !strings.Contains(tag, `type="checkbox"`) || strings.Contains(tag, " checked") {
			f.Add(fieldName.FindStringSubmatch(tag)[1], said)
		}
	}
	return f
}

func (b *browser) save(path string, f url.Values) *browser {
	b.t.Helper()
	var pairs []string
	for name, values := range f {
		for _, value := range values {
			pairs = append(pairs, name, value)
		}
	}
	return b.post(path, pairs...)
}

// A seller edits his service in the form that he offered it in, filled in; saving it
// as it is changes nothing.
func TestEditService(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	seller := w.as("ren", "en")
	draft := market.ServiceDraft{Title: `A <logo> & "more"`, Description: "one\ntwo", Price: money.New(4000, money.JPY), Notes: "請\nお願い", Capacity: 3, RequireFinished: true}
	for i := range 6 {
		draft.Options = append(draft.Options, market.OptionDraft{ID: fmt.Sprint("o", i), Title: fmt.Sprint("option ", i), Price: money.New(int64(100+i), money.JPY)})
	}
	ren, ok := w.m.Person("ren")
	require.True(t, ok)
	viewer := market.Viewer{Person: ren}
	done, err := w.m.Offer(t.Context(), viewer, draft, market.Call{})
	require.NoError(t, err)
	id := done.Value.ID
	service := func() market.Service {
		s, err := w.m.Service(t.Context(), viewer, id)
		require.NoError(t, err)
		return s
	}
	path := "/services/" + id + "/edit"
	require.Contains(t, seller.get("/services/"+id).page, `href="`+path+`"`)
	require.Equal(t, 200, seller.get(path).code)
	require.Contains(t, seller.page, "Orders that go on keep the price")
	require.Contains(t, w.as("ren", "ja").get(path).page, "進行中の取引には、購入時の価格・オプション・お願いがそのまま適用されます。")
	asIs := seller.filledIn()
	require.Len(t, asIs["option_title"], 7, "all that it has, and one more")
	require.Equal(t, "/services/"+id, seller.save(path, asIs).path)
	require.Equal(t, done.Value, service(), "nothing was changed")

	changed := seller.get(path).filledIn()
	changed.Set("title", "A logo")
	changed.Set("notes", "sizes")
	changed["option_title"][1], changed["option_price"][1] = "", ""
	changed["option_title"][6], changed["option_price"][6] = "new", "1,000"
	changed.Del("finished")
	require.Contains(t, seller.save(path, changed).page, "Saved. It holds for those who buy from now on.")
	now := service()
	require.Equal(t, []any{"A logo", "sizes", false, "one\ntwo", 2}, []any{now.Title, now.Notes, now.RequireFinished, now.Description, now.Seq})
	var ids []string
	for _, o := range now.Options {
		ids = append(ids, o.ID)
	}
	require.Equal(t, []string{"o0", "o2", "o3", "o4", "o5", "option-6"}, ids, "what stays keeps its id")

	asIs.Set("key", "another window")
	old := seller.save(path, asIs)
	require.Equal(t, 409, old.code)
	require.Contains(t, old.page, "changed meanwhile")
	require.Contains(t, old.page, `value="A &lt;logo&gt; &amp; &#34;more&#34;"`, "what was typed stays")
	require.Equal(t, "/services/"+id, seller.save(path, seller.filledIn()).path, "who saves once more means it")
	require.Equal(t, draft.Title, service().Title)
}

// Only its seller comes to the form; what cannot be saved stands there as it was
// typed, with the reason.
func TestEditService_Refuses(t *testing.T) {
	t.Parallel()
	w := openWith(t, "coconala", func(p *policy.Policy) {
		p.Contact.Actions[policy.FoundPhone] = policy.Hold
	})
	const path = "/services/logo/edit"
	for who, code := range map[string]int{"": 401, "aoi": 403, "sora": 403, "operator": 403} {
		b := w.as(who, "en")
		require.Equal(t, code, b.get(path).code, who)
		require.Equal(t, code, b.post(path, "title", "x", "price", "1").code, who)
	}
	seller := w.as("ren", "ja")
	require.Equal(t, 404, seller.get("/services/none/edit").code)
	require.Equal(t, 422, seller.post(path, "title", " ", "price", "たくさん", "seq", "1").code)
	require.Contains(t, seller.page, `value="たくさん"`)
	require.Equal(t, []string{"1"}, seller.filledIn()["seq"])
	require.Equal(t, 422, seller.post(path, "title", "ロゴ", "description", "taro@example.com まで", "price", "500").code)
	require.Contains(t, seller.page, "taro@example.com")

	seller.post(path, "title", "ロゴ", "description", "090-1234-5678 まで", "price", "500")
	require.Equal(t, "/services/logo", seller.path)
	require.Contains(t, seller.page, "運営が確認しています。")
	require.Equal(t, 404, w.as("aoi", "ja").get("/services/logo").code, "T8.4")
	seller.post(path, "title", "ロゴ", "description", "トークルームまで", "price", "500")
	require.Equal(t, 200, w.as("aoi", "ja").get("/services/logo").code, "healed")
}
