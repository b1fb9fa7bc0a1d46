package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// act is one command as a form, or as the reason why there is none.
type act struct {
	market.Action
	Room   *roomPage
	Failed *failure
	Open   bool
	Opens  *moment
	Rows   []reasonRow
	Terms  *policy.Policy
	Items  []string
	// Hosts are those from which larger files may be linked (T7.7).
	Hosts string
}

// reasonRow is a cancel reason with what would follow.
type reasonRow struct {
	market.ReasonAction
	Name    string
	Follows []string
	Opens   *moment
}

// at hand are the commands that somebody is waited for; their forms stand open.
var atHand = []string{"pay", "approve", "agree-cancel", "refuse-cancel", "review", "reply-review"}

// In is what was typed into a field of a form that was refused.
func (a act) In(name string) string {
	if a.Failed == nil {
		return ""
	}
	return a.Failed.Typed.Get(name)
}

// Has reports a choice of a form that was refused.
func (a act) Has(name, value string) bool {
	return a.Failed != nil && slices.Contains(a.Failed.Typed.Values[name], value)
}

// Item is a private item that was typed.
func (a act) Item(id string) string { return a.In("item." + id) }

// Steps are the lines of the schedule's form: as typed, or as it stands, and room
// for more.
func (a act) Steps() []struct{ Title, Date string } {
	var list []struct{ Title, Date string }
	if a.Failed != nil {
		titles, dates := a.Failed.Typed.Values["title"], a.Failed.Typed.Values["date"]
		for i := range min(len(titles), len(dates), mostLines) {
			list = append(list, struct{ Title, Date string }{titles[i], dates[i]})
		}
		return list
	}
	for _, s := range a.Room.Schedule {
		list = append(list, struct{ Title, Date string }{s.Title, s.Date.String()})
	}
	for len(list) < scheduleLines || len(list) < len(a.Room.Schedule)+2 {
		list = append(list, struct{ Title, Date string }{})
	}
	return list[:min(len(list), mostLines)]
}

// A schedule's form begins with so many lines, grows by as many, and has at most
// so many.
const (
	scheduleLines = 4
	mostLines     = 50
)

// More reports whether the schedule's form can grow.
func (a act) More() bool { return len(a.Steps()) < mostLines }

// grown is the form of a schedule with more lines and what was typed in it;
// nothing is sent.
func grown(f form) *failure {
	for _, name := range []string{"title", "date"} {
		f.Values[name] = append(f.Values[name], make([]string, scheduleLines)...)
	}
	return &failure{Command: "schedule", Typed: f, Status: http.StatusOK}
}

// Metadata is the host's own data as it is typed.
func (a act) Metadata() string {
	if a.Failed != nil {
		return a.In("metadata")
	}
	var lines []string
	for name, value := range a.Room.Metadata {
		lines = append(lines, name+"="+value)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// acts sorts what the viewer can do: now, later by time alone, or not.
func (v *visit) acts(page *roomPage) {
	terms := v.terms(page.Policy)
	for _, action := range page.Actions {
		a := act{Action: action, Room: page, Terms: terms}
		if action.Command == "operator-show" || action.Command == "operator-withhold" {
			continue // its form stands beside the words
		}
		if page.Failed != nil && page.Failed.Command == action.Command {
			a.Failed, page.Loose = page.Failed, false
		}
		a.Open = a.Failed != nil || slices.Contains(atHand, action.Command)
		if action.Rejection != nil {
			a.Opens = v.maybe(action.Rejection.OpensAt)
		}
		a.Hosts = v.hosts()
		a.Rows = v.reasonRows(terms, action.Reasons)
		if action.Command == "review" {
			a.Items = terms.Review.BuyerItems
			if page.Role == policy.Seller {
				a.Items = terms.Review.SellerItems
			}
		}
		switch {
		case action.Command == "read":
		case action.Command == "message" && (a.Allowed || a.Failed != nil):
			page.Composer = &a
		case a.Allowed || a.Failed != nil:
			page.Now = append(page.Now, a)
		case a.Opens != nil:
			page.Later = append(page.Later, a)
		default:
			page.Not = append(page.Not, a)
		}
	}
	slices.SortStableFunc(page.Now, func(a, b act) int { return order(a) - order(b) })
}

// hosts are those from which larger files may be linked (T7.7).
func (v *visit) hosts() string { return strings.Join(v.market.Policy().Contact.AllowedHosts, ", ") }

// order puts what somebody is waited for first.
func order(a act) int {
	if i := slices.Index(atHand, a.Command); i >= 0 {
		return i
	}
	return len(atHand)
}

// terms is the policy that a transaction was bought under, for hints: the one in
// force, or the preset of that name. The rules themselves are frozen in the
// transaction.
func (v *visit) terms(name string) *policy.Policy {
	if name != v.market.Policy().Name {
		if p, err := policy.Preset(name); err == nil {
			return p
		}
	}
	return v.market.Policy()
}

func (v *visit) reasonRows(terms *policy.Policy, reasons []market.ReasonAction) []reasonRow {
	rows := make([]reasonRow, 0, len(reasons))
	for _, r := range reasons {
		row := reasonRow{ReasonAction: r, Name: reasonWords(v.lang, r.Reason)}
		if r.Rejection != nil {
			row.Opens = v.maybe(r.Rejection.OpensAt)
		}
		row.Follows = append(row.Follows, v.say("follows.silence."+r.OnSilence, "time", limit(v.lang, terms.Cancel.Answer)), v.mayReview(r.MayReview))
		if r.Counts {
			row.Follows = append(row.Follows, v.say("follows.counts"))
		} else {
			row.Follows = append(row.Follows, v.say("follows.counts.not"))
		}
		if r.IfSilent.Star > 0 {
			row.Follows = append(row.Follows, v.say("follows.star", "n", strconv.Itoa(r.IfSilent.Star), "who", v.say("role."+fmt.Sprint(r.IfSilent.StarOn))))
		}
		if r.IfSilent.PausesSeller {
			row.Follows = append(row.Follows, v.say("follows.pause"))
		}
		rows = append(rows, row)
	}
	return rows
}

func (v *visit) mayReview(sides []policy.Role) string {
	if len(sides) == 0 {
		return v.say("follows.review.nobody")
	}
	return v.say("follows.review", "who", v.roles(sides))
}

func (v *visit) roles(sides []policy.Role) string {
	switch len(sides) {
	case 0:
		return v.say("role.nobody")
	case 1:
		return v.say("role." + sides[0].String())
	}
	return v.say("role.both")
}

// command gives a command and leads back into the talkroom. What is refused comes
// back on the page, beside the form, with what was typed.
func (v *visit) command() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	id, name := v.r.PathValue("id"), v.r.PathValue("command")
	// Strangers find nothing here, whatever they send.
	room, err := v.market.Talkroom(v.r.Context(), v.viewer(), id)
	if err != nil {
		return err
	}
	f, err := v.carryOut(&room, name)
	if err == nil {
		return nil
	}
	if failed, ok := v.failed(name, f, err); ok && f.Values != nil {
		return v.roomPage(id, failed)
	}
	return err
}

// carryOut does what a form says, and leads on.
func (v *visit) carryOut(room *market.Talkroom, name string) (f form, err error) {
	currency := room.Price.Currency()
	if name == "message" || name == "deliver" {
		f, err = v.withFiles(room.ID, name, currency)
	} else if f, err = v.form(); err == nil {
		switch _, pays := payments[name]; {
		case pays:
			return f, v.payInRoom(room, name, f)
		case name == "schedule" && f.Get("more") != "":
			return f, v.roomPage(room.ID, grown(f))
		}
		err = v.do(room.ID, name, f, currency)
	}
	if err != nil {
		return f, err
	}
	return f, v.goTo("/talkrooms/"+room.ID+anchor(name, f), "done."+name)
}

// anchor is where the page shows what came of a command: the words that an
// operator decided on, or what is newest.
func anchor(name string, f form) string {
	if of, err := strconv.Atoi(f.Get("of")); err == nil && strings.HasPrefix(name, "operator-") {
		return "#e" + strconv.Itoa(of)
	}
	return "#latest"
}

func (v *visit) do(id, name string, f form, currency money.Currency) error {
	call := v.call(f, nil)
	if name == "read" {
		seq := 0
		if call.ExpectedSeq != nil {
			seq = *call.ExpectedSeq
		}
		_, err := v.market.MarkRead(v.r.Context(), v.viewer(), id, seq, call)
		return err
	}
	make, ok := makers[name]
	if !ok {
		return market.ErrNotFound
	}
	build, no := make(&filled{form: f, lang: v.lang, currency: currency})
	if no != nil {
		return no
	}
	_, err := v.market.Do(v.r.Context(), v.viewer(), id, build, call)
	return err
}

// withFiles gives a command whose form may carry files.
func (v *visit) withFiles(id, name string, currency money.Currency) (form, error) {
	u := v.market.Upload(attachment.Talkroom)
	defer u.Discard()
	f, err := v.upload(u)
	if err != nil {
		return f, err
	}
	var files []transaction.File
	if files, err = u.Judge(); err != nil {
		return f, err
	}
	call := v.call(f, u.Sum())
	call.Files = u
	build, no := makers[name](&filled{form: f, lang: v.lang, currency: currency, files: files})
	if no != nil {
		return f, no
	}
	_, err = v.market.Do(v.r.Context(), v.viewer(), id, build, call)
	return f, err
}
