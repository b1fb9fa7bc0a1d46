package web

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// finds opens a marketplace in which something follows from every finding.
func finds(t *testing.T, what policy.Action) *world {
	t.Helper()
	return openWith(t, "coconala", func(p *policy.Policy) {
		for kind := range p.Contact.Actions {
			p.Contact.Actions[kind] = what
		}
	})
}

// last is the number of the last line of a talkroom.
func (b *browser) last(room string) string {
	b.t.Helper()
	all := regexp.MustCompile(`<li class="[^"]+" id="e(\d+)">`).FindAllStringSubmatch(b.get(room).page, -1)
	require.NotEmpty(b.t, all)
	return all[len(all)-1][1]
}

const address = `taro&#43;1@example.com`

// T8.4 what was found is marked in the writer's own words, with the reason, and is
// nobody else's business; nothing in the words becomes markup.
func TestWarningIsTheWritersAlone(t *testing.T) {
	t.Parallel()
	w := finds(t, policy.Warn)
	buyer, seller := w.as("aoi", "en"), w.as("ren", "ja")
	room := buyer.buy("logo")
	seller.write(room+"/message", "<b>宛先</b> taro+1@example.com です")
	require.Equal(t, 200, seller.code)
	require.Contains(t, seller.page, "&lt;b&gt;宛先&lt;/b&gt; <mark>"+address+"</mark> です")
	require.Contains(t, seller.page, policy.FoundAddress.Text(policy.Japanese))
	require.Contains(t, seller.page, say(policy.Japanese, "found.mine"))
	require.NotContains(t, seller.page, say(policy.Japanese, "held.mine.contact"))
	require.Contains(t, buyer.get(room).page, address+" です")
	require.NotContains(t, buyer.page, "<mark>")
	require.Contains(t, w.as("operator", "en").get(room).page, say(policy.English, "found.operator"))
}

// T8.4, T8.6 held words: their writer reads that they wait and count, the other
// side sees a neutral line, and an operator shows them with a reason.
func TestHeldWordsInTheTalkroom(t *testing.T) {
	t.Parallel()
	w := finds(t, policy.Hold)
	buyer, seller, operator := w.as("aoi", "en"), w.as("ren", "ja"), w.as("operator", "en")
	room := buyer.buy("logo")
	seller.write(room+"/message", "宛先は taro+1@example.com です")
	require.Contains(t, seller.page, say(policy.Japanese, "held.mine.contact"))
	require.Contains(t, seller.page, "<mark>"+address+"</mark>")
	require.NotContains(t, seller.page, "operator-show")
	require.Contains(t, buyer.get(room).page, say(policy.English, "held.theirs"))
	require.NotContains(t, buyer.page, address)
	require.NotContains(t, buyer.page, "operator-show")

	require.Contains(t, operator.get(room).page, `formaction="`+room+`/operator-withhold#e`)
	require.Contains(t, operator.page, "<mark>"+address+"</mark>")
	of := operator.last(room)
	operator.post(room+"/operator-show", "of", of, "reason", "")
	require.Equal(t, 422, operator.code, "a reason is needed")
	require.Contains(t, operator.page, `class="no"`)
	require.Equal(t, 403, seller.post(room+"/operator-show", "of", of, "reason", "x").code)
	operator.post(room+"/operator-show", "of", of, "reason", "an address of the work itself")
	require.Equal(t, 200, operator.code)
	require.NotContains(t, operator.page, "operator-withhold#")
	require.Contains(t, buyer.get(room).page, address)
	require.Contains(t, buyer.page, "Reason: an address of the work itself")
	require.NotContains(t, buyer.page, "<mark>")
}

// T8.4 withheld words never reach the other side, and all say so.
func TestWithheldWords(t *testing.T) {
	t.Parallel()
	w := finds(t, policy.Hold)
	buyer, seller, operator := w.as("aoi", "ja"), w.as("ren", "en"), w.as("operator", "ja")
	room := buyer.buy("logo")
	seller.write(room+"/message", "call 090-1234-5678")
	operator.post(room+"/operator-withhold", "of", operator.last(room), "reason", "電話番号のため")
	require.Equal(t, 200, operator.code)
	require.Contains(t, operator.page, "090-1234-5678")
	require.NotContains(t, operator.page, `name="of"`)
	require.Contains(t, seller.get(room).page, say(policy.English, "held.mine.withheld.contact"))
	require.Contains(t, seller.page, "Reason: 電話番号のため")
	require.Contains(t, buyer.get(room).page, say(policy.Japanese, "held.theirs.withheld"))
	require.Contains(t, buyer.page, "理由: 電話番号のため")
	require.NotContains(t, buyer.page, "090-1234-5678")
}

// T8.2, T8.6 a refused text was not sent: the page says what was found, which
// deadline runs on until when, and keeps what was typed.
func TestRefusedWords(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer := w.as("aoi", "en")
	room := buyer.buy("logo")
	for lang, want := range map[string][]string{
		"en": {"This was not sent.", "a mail address", "It is no contact, and this still runs: first contact", `class="moment"`, ">in 2 days<"},
		"ja": {"送信されていません。", "メールアドレス", "連絡したことにはならず、次の期限はそのまま進みます: 最初の連絡の期限", `class="moment"`, ">あと2日<"},
	} {
		seller := w.as("ren", lang)
		seller.write(room+"/message", "Write to taro+1@example.com")
		require.Equal(t, 422, seller.code)
		no := seller.page[strings.Index(seller.page, `<div class="no"`):]
		no = no[:strings.Index(no, "</div>")]
		for _, words := range append(want, "<mark><bdi>"+address, "T8.2", "T8.6") {
			require.True(t, strings.Contains(no, words), "%s: %s is not in %s", lang, words, no)
		}
		require.NotContains(t, no, "bytes ")
		require.Contains(t, seller.page, "Write to "+address+"</textarea>")
	}
	require.NotContains(t, buyer.get(room).page, address)
	seller := w.as("ren", "ja")
	seller.post("/services/new", "title", "ロゴ", "description", "090-1234-5678 まで", "price", "500")
	require.Equal(t, 422, seller.code)
	require.Contains(t, seller.page, policy.FoundPhone.Text(policy.Japanese)+": <mark><bdi>090-1234-5678")
	require.Contains(t, seller.page, "090-1234-5678 まで</textarea>")
	seller.write(room+"/message", "どうぞ", "taro@example.com.txt", "x")
	require.Equal(t, 422, seller.code)
	require.Contains(t, seller.page, "ファイル名の中")
	require.Contains(t, seller.page, say(policy.Japanese, "typed.files"))
}

// T8.4 the desk is the operators': what waits, with what was found, and the way
// there; a service is shown to everybody from its own page.
func TestDesk(t *testing.T) {
	t.Parallel()
	w := finds(t, policy.Hold)
	buyer, seller, operator := w.as("aoi", "en"), w.as("ren", "ja"), w.as("operator", "ja")
	require.Contains(t, operator.get("/desk").page, say(policy.Japanese, "desk.none"))
	room := buyer.buy("logo")
	buyer.write(room+"/message", "090-1234-5678")
	seller.post("/services/new", "title", "新しいロゴ", "description", "mail: taro+1@example.com", "price", "500", "notes", "大きさ")
	require.Equal(t, 200, seller.code)
	service := seller.path
	require.Contains(t, seller.page, say(policy.Japanese, "held.service"))
	require.Contains(t, seller.page, "<mark>"+address+"</mark>")
	require.NotContains(t, seller.page, service+"/show")
	require.Equal(t, 404, buyer.get(service).code)
	require.Equal(t, 403, seller.post(service+"/show").code)

	operator.get("/desk")
	require.Contains(t, operator.page, `href="`+room+`#e`)
	require.Contains(t, operator.page, `href="`+service+`"`)
	require.Contains(t, operator.page, "<mark>090-1234-5678</mark>")
	require.Contains(t, operator.page, say(policy.Japanese, "desk.parked"))
	require.Contains(t, operator.page, `href="/desk" aria-current="page"`)
	for who, code := range map[string]int{"": 401, "aoi": 403, "ren": 403} {
		b := w.as(who, "en").get("/desk")
		require.Equal(t, code, b.code, who)
		require.NotContains(t, b.page, `href="/desk"`)
	}
	operator.get(service)
	require.Contains(t, operator.page, say(policy.Japanese, "held.service.operator"))
	operator.post(service + "/show")
	require.Contains(t, operator.page, say(policy.Japanese, "said.shown"))
	require.Equal(t, 200, buyer.get(service).code)
	require.NotContains(t, buyer.page, "<mark>")
	require.NotContains(t, operator.get("/desk").page, `href="`+service+`"`)

	seller.post("/services/new", "title", "新しいロゴ", "price", "500", "option_id", "080-9876-5432", "option_title", "急ぎ", "option_price", "100")
	require.Equal(t, 200, seller.code)
	operator.get("/desk")
	require.Contains(t, operator.page, "<mark><bdi>080-9876-5432", "an option's id is the seller's word too")
}

// A text is cut at what was found and is whole again when put together, whatever
// the spans are.
func TestPieces(t *testing.T) {
	t.Parallel()
	span := func(from, to int) market.Finding { return market.Finding{Start: from, End: to} }
	const text = "宛先: a@b.jp と"
	for _, row := range []struct {
		name  string
		found []market.Finding
		marks []string
	}{
		{"none", nil, nil},
		{"one", []market.Finding{span(8, 14)}, []string{"a@b.jp"}},
		{"all of it", []market.Finding{span(0, len(text))}, []string{text}},
		{"overlapping and out of order", []market.Finding{span(10, 14), span(8, 12)}, []string{"a@b."}},
		{"empty, backwards, beyond, negative", []market.Finding{span(8, 8), span(9, 8), span(8, 99), span(-1, 3)}, nil},
		{"inside a sign", []market.Finding{span(1, 6), span(0, 2)}, nil},
	} {
		whole, marks := "", []string(nil)
		for _, p := range pieces(text, row.found) {
			whole += p.Text
			if p.Mark {
				marks = append(marks, p.Text)
			}
		}
		require.Equal(t, text, whole, row.name)
		require.Equal(t, row.marks, marks, row.name)
	}
}
