package web

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// T4.12 a schedule of several steps is posted and changed with a reason, without a
// script; the history keeps both, and a missed date is shown plainly.
func TestSchedule(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	room := buyer.buy("logo")
	rows := func() int { return strings.Count(seller.page, `type="date" name="date"`) }
	seller.get(room)
	require.Equal(t, 4, rows())
	require.NotContains(t, seller.page, "Reason for the change")
	day := w.m.Now().AddDate(0, 0, 1).Format("2006-01-02")
	later := w.m.Now().AddDate(0, 0, 9).Format("2006-01-02")
	seller.post(room+"/schedule", "more", "yes", "title", "first draft", "date", day, "title", "", "date", "")
	require.Equal(t, 200, seller.code)
	require.Equal(t, 6, rows(), "what was typed, and four more lines")
	require.Contains(t, seller.page, `value="first draft"`)
	require.NotContains(t, seller.page, `class="no"`)
	require.NotContains(t, buyer.get(room).page, "first draft", "nothing was sent")

	seller.post(room+"/schedule", "title", "first draft", "date", day, "title", "final", "date", later)
	require.Contains(t, seller.page, "The schedule was posted.")
	require.Contains(t, buyer.get(room).page, "first draft")
	require.NotContains(t, buyer.page, "the day has gone by")
	seller.write(room+"/message", "on it")
	seller.post("/clock", "move", "72h", "back", room)
	require.Contains(t, buyer.get(room).page, "the day has gone by")
	require.Contains(t, buyer.page, "A missed date has no consequence.")

	seller.post(room+"/schedule", "title", "first draft", "date", later, "reason", "")
	require.Equal(t, 422, seller.code)
	require.Contains(t, seller.page, `class="no"`)
	seller.post(room+"/schedule", "title", "first draft", "date", later, "reason", "I was ill & <slow>")
	require.Equal(t, 200, seller.code)
	require.Contains(t, buyer.get(room).page, "The schedule was changed")
	require.Contains(t, buyer.page, "I was ill &amp; &lt;slow&gt;")
	require.Contains(t, buyer.page, "replaced by a later one")
	require.NotContains(t, buyer.page, "the day has gone by", "the schedule that stands has no such day")
}

// The form of a schedule grows up to the most that a schedule can have.
func TestScheduleFormEnds(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	room := w.as("aoi", "en").buy("logo")
	seller := w.as("ren", "en")
	fields := []string{"more", "yes"}
	for range mostLines {
		fields = append(fields, "title", "x", "date", "2031-01-01")
	}
	seller.post(room+"/schedule", fields...)
	require.Equal(t, mostLines, strings.Count(seller.page, `type="date" name="date"`))
	require.NotContains(t, seller.page, `name="more"`)
}

// T3.15, T3.17 an operator's acts carry a reason that both sides read, and while he
// holds, both see which clocks stand still with how much time.
func TestOperatorActs(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala-2026")
	buyer, seller, operator := w.as("aoi", "en"), w.as("ren", "ja"), w.as("operator", "en")
	room := buyer.buy("logo")
	operator.post(room+"/operator-hold", "reason", " ")
	require.Equal(t, 422, operator.code, "T3.15 a reason is needed")
	operator.post(room+"/operator-hold", "reason", "We look into a report.")
	require.Equal(t, 200, operator.code)
	require.Contains(t, buyer.get(room).page, "Reason: We look into a report.")
	require.Regexp(t, `First contact: 2 days left`, buyer.page)
	require.Contains(t, buyer.page, "Both sides can still write and act.")
	require.Contains(t, seller.get(room).page, "最初の連絡の期限: 残り2日")
	require.Contains(t, seller.page, "理由: We look into a report.")
	operator.post("/clock", "move", "72h", "back", room)
	require.Contains(t, buyer.get(room).page, "First contact: 2 days left", "T3.17 it stands still")
	operator.post(room+"/operator-release", "reason", "All is well.")
	require.NotContains(t, buyer.get(room).page, "Both sides can still write and act.")
	require.Contains(t, buyer.page, "Reason: All is well.")

	operator.post(room+"/operator-extend", "reason", "A holiday.", "deadline", "first_contact", "later", "24")
	require.Contains(t, buyer.get(room).page, "Reason: A holiday.")
	require.Contains(t, buyer.page, "in 3 days")
	operator.post(room+"/operator-refund", "reason", "Goodwill.", "amount", "500")
	require.Contains(t, seller.get(room).page, "理由: Goodwill.")
	operator.post(room+"/operator-cancel", "reason", "Both asked for it.", "reviews", "buyer", "counts", "yes")
	require.Equal(t, 200, operator.code)
	require.Contains(t, buyer.get(room).page, "Reason: Both asked for it.")
	require.Contains(t, buyer.page, "Afterwards may review: buyer.")
	require.Contains(t, buyer.page, "It counts against the seller")

	other := buyer.buy("logo")
	operator.post(other+"/operator-close", "reason", "Delivered by post.")
	require.Contains(t, seller.get(other).page, "理由: Delivered by post.")
}

// T3.14 three days after a cancel both sides read since when the content is hidden;
// an operator still sees it.
func TestHiddenRoom(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala-2026")
	buyer, seller, operator := w.as("aoi", "en"), w.as("ren", "ja"), w.as("operator", "en")
	room := buyer.buy("logo")
	seller.write(room+"/message", "秘密の下書き", "下書き.txt", "x")
	operator.post(room+"/operator-cancel", "reason", "A report.")
	require.Contains(t, buyer.get(room).page, "秘密の下書き")
	at := w.m.Now().AddDate(0, 0, 3).Format("2006-01-02T15:04")
	buyer.post("/clock", "move", "96h", "back", room)
	for b, words := range map[*browser]string{buyer: say(policy.English, "room.hidden"), seller: say(policy.Japanese, "room.hidden")} {
		b.get(room)
		require.Regexp(t, regexp.QuoteMeta(words)+`</strong> <time class="moment" datetime="`+at, b.page)
		require.NotContains(t, b.page, "秘密の下書き")
		require.NotContains(t, b.page, "下書き.txt")
		require.NotContains(t, b.page, `id="message-text"`)
	}
	require.Contains(t, operator.get(room).page, "秘密の下書き")
	require.Contains(t, operator.page, say(policy.English, "room.hidden.operator"))
}

// T6.4 a seller lets orders in again for all his services at once.
func TestResumeAll(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	seller, buyer := w.as("ren", "en"), w.as("aoi", "en")
	require.NotContains(t, seller.get("/services").page, "resume-all")
	mine := regexp.MustCompile(`href="(/services/[a-z-]+)"><bdi>`).FindAllStringSubmatch(seller.page, -1)
	paused := 0
	for _, m := range mine {
		if seller.post(m[1] + "/pause"); seller.code == 200 {
			paused++
		}
	}
	require.Positive(t, paused)
	require.Contains(t, seller.get("/services").page, "Services of yours that accept no orders:")
	require.Contains(t, seller.get("/services/logo").page, "resume-all")
	require.NotContains(t, buyer.get("/services").page, "resume-all")
	seller.post("/services/resume-all", "back", "/services", "key", "once")
	require.Equal(t, "/services", seller.path)
	require.Contains(t, seller.page, "All your services accept orders again.")
	require.NotContains(t, seller.page, "resume-all")
	require.Equal(t, 403, buyer.post("/services/resume-all").code)
	require.Equal(t, 401, w.as("", "en").post("/services/resume-all").code)
}

// T7.7 the file field names where larger files may be linked from; T9.5 every page
// says which zone its times are in.
func TestSmallPrint(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	b := w.as("aoi", "ja")
	b.buy("logo")
	for _, host := range w.m.Policy().Contact.AllowedHosts {
		require.Contains(t, b.page, host)
	}
	require.Contains(t, b.page, "時刻はJSTです。 <span id=\"zone\" data-offset=\"540\">括弧内: <span class=\"mine\">UTC</span>")
}
