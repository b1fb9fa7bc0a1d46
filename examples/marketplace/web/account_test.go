package web

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// T9.4 who deletes his account types his id and is refused with what stands open,
// with a link to each; from then on he is out, and others see a neutral name and
// that his words are gone.
func TestLeave(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "ja")
	quotation := buyer.ask("portrait", "my secret request")
	offered := w.as("haru", "en").ask("portrait", "a cat")
	seller.post(offered+"/propose", "price", "4000", "delivery_date", w.days(3), "service", "portrait", "description", "a secret of the seller's")
	buyer.write("/messages/ren/message", "my secret question")
	room := buyer.buy("logo")
	buyer.write(room+"/message", "my secret words")

	require.Contains(t, buyer.get("/account").page, `href="`+room+`"`)
	for _, id := range []string{"", "Aoi", "ren"} {
		require.Equal(t, 422, buyer.post("/account/leave", "id", id).code, id)
		require.Contains(t, buyer.page, "This is not your id. Nothing was deleted.")
	}
	buyer.post("/account/leave", "id", "aoi")
	require.Equal(t, 409, buyer.code)
	require.Contains(t, buyer.page, "1 still stand open")
	require.Contains(t, buyer.page, `href="`+room+`"`)
	require.NotContains(t, buyer.page, "transactions/", "no path of the API")

	seller.write(room+"/deliver", "できました")
	buyer.post(room+"/approve").post(room+"/review", "stars", "4", "comment", "my secret comment")
	buyer.post("/account/leave", "id", " aoi ")
	require.Equal(t, "/", buyer.path)
	require.Contains(t, buyer.page, "Your account was deleted.")
	require.NotContains(t, buyer.page, "demo-aoi")
	require.Equal(t, 401, buyer.get("/account").code)

	for _, path := range []string{room, quotation, "/messages/aoi", "/services/logo"} {
		seller.get(path)
		require.Equal(t, 200, seller.code, path)
		require.NotContains(t, seller.page, "secret", path)
		require.NotContains(t, seller.page, "葵", path)
		require.Contains(t, seller.page, "アカウントの削除により、内容は消去されました。", path)
	}
	require.Contains(t, seller.page, "★★★★☆", "T5.6 the stars stay")
	require.Contains(t, seller.get("/messages").page, "退会した利用者")
	require.NotContains(t, seller.get("/messages/aoi").page, "message-text")
	require.Equal(t, 409, seller.write("/messages/aoi/message", "もしもし").code)
	require.NotContains(t, seller.get(room).page, `href="/messages/aoi"`)

	seller.post("/account/leave", "id", "ren")
	require.Equal(t, "/", seller.path)
	other := w.as("haru", "en").get(offered)
	require.NotContains(t, other.page, "secret")
	require.Equal(t, 2, strings.Count(other.page, "The words are gone with their writer&#39;s account."), "in the history and in the proposal")
}

// T9.4 the last operator can't leave; a seller who leaves is told of his services.
func TestLeave_Who(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	operator := w.as("operator", "en")
	operator.post("/account/leave", "id", "operator")
	require.Equal(t, 409, operator.code)
	require.Contains(t, operator.page, "the last operator cannot leave")
	seller := w.as("ren", "en")
	require.Contains(t, seller.get("/account").page, "Your services are withdrawn for good")
	seller.post("/account/leave", "id", "ren")
	require.Equal(t, "/", seller.path)
	require.NotContains(t, w.as("aoi", "en").get("/services").page, "/services/logo")
}

// The account page says who one is and in which zones times stand (T9.5), in both
// languages; every page leads to it.
func TestAccount(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	for lang, words := range map[string][]string{"en": {"Your account", "Buyer", "English", "Asia/Tokyo"}, "ja": {"アカウント", "購入者", "日本語", "Asia/Tokyo"}} {
		b := w.as("aoi", lang)
		require.Contains(t, b.get("/services").page, `href="/account"`)
		b.get("/account")
		for _, word := range words {
			require.Contains(t, strings.SplitN(b.page, "<main", 2)[1], word)
		}
	}
}

// Every text of a quotation's states and reasons is there for every role, and every
// command has its words.
func TestQuotationsHaveWords(t *testing.T) {
	t.Parallel()
	for _, phase := range []string{"requested", "proposed", "refused", "withdrawn", "lapsed", "purchased"} {
		require.True(t, known("quotation.phase."+phase))
		for _, role := range []string{"buyer", "seller", "operator"} {
			require.True(t, known("quotation."+phase+"."+role), phase+" "+role)
		}
	}
	for _, command := range []string{"ask", "propose", "refuse", "withdraw", "operator-close"} {
		for _, kind := range []string{"quotation.act.", "quotation.hint.", "done.quotation."} {
			require.True(t, known(kind+command), kind+command)
		}
	}
	for _, reason := range []string{"content", "budget", "deadline", "other"} {
		require.True(t, known("refusal."+reason))
	}
}
