package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// roomPage is a talkroom as the viewer sees it.
type roomPage struct {
	market.Talkroom
	With, State, Pending string
	OnHold               *moment
	OnHoldWhy            string
	Still                []still
	HiddenFrom           *moment
	Money                roomMoney
	Steps                []step
	Next                 []deadline
	Stopped              bool
	Sides                []silence
	Lines                []line
	Unread               bool
	Composer             *act
	Now, Later, Not      []act
	Failed               *failure
	Conflict             bool
	Loose                bool // the refused command has no form here
	Both                 []reviewed
	// Outside is the other side, who can be written to outside of the talkroom (T8.1).
	Outside *market.Person
}

// Place is where its forms and files lead.
func (p roomPage) Place() place { return place{Path: "/talkrooms/" + p.ID} }

// step is one of the strip of phases; its State is done, now, later or broken.
type step struct{ Key, State string }

// still is a clock that a hold stopped, with the time it has left.
type still struct{ Title, Left string }

// deadline is what will happen by itself, and when.
type deadline struct {
	moment
	Title, Words string
	Kind         string
	Over         bool
}

// silence is one side's, in words.
type silence struct {
	Who         string
	Since, From *moment
}

// reviewed is one side's review.
type reviewed struct {
	*market.Review
	By    policy.Role
	Who   string
	Items []item
}

// item is a private item of a review.
type item struct {
	Name  string
	Stars int
}

func (v *visit) room() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	return v.roomPage(v.r.PathValue("id"), nil)
}

func (v *visit) roomPage(id string, f *failure) error {
	receipt, err := v.market.Receipt(v.r.Context(), v.viewer(), id)
	if err != nil {
		return err
	}
	code, room := http.StatusOK, receipt.Talkroom
	page := roomPage{Talkroom: room, Money: v.roomMoney(&receipt), Failed: f, Unread: unread(&room), OnHold: v.maybe(room.HeldSince)}
	page.With = v.listed(room).With
	page.State = v.say("state." + room.Phase + "." + room.Role.String())
	page.Pending = v.pending(&room)
	page.Steps = steps(&room)
	page.Next = v.deadlines(&room)
	page.Stopped = len(page.Next) == 0 && room.ClosedAt == nil && room.CancelledAt == nil && room.Phase != "lapsed"
	page.Sides = v.silences(&room)
	page.Lines = v.lines(&room)
	page.Both = v.reviews(&room)
	page.Outside = v.outside(&room)
	if err := v.standstill(&page); err != nil {
		return err
	}
	if f != nil {
		code = f.Status
		page.Loose = !decided(page.Lines, f)
		f.since(page.Lines)
		page.Conflict = len(f.Changed) > 0 && f.Status == http.StatusConflict
	}
	if len(room.Deadlines) > 0 {
		v.next = &room.Deadlines[0].At
	}
	v.back = "/talkrooms/" + room.ID
	if err := v.hasLooked(&room); err != nil {
		return err
	}
	v.acts(&page)
	return v.show(code, "room", room.Title, page)
}

// outside is the other side of a talkroom that has opened; nil for operators, and
// for somebody who has left.
func (v *visit) outside(room *market.Talkroom) *market.Person {
	other := room.Seller
	if room.Role == policy.Seller {
		other = room.Buyer
	}
	if room.Role == policy.Operator || room.OpenedAt == nil || v.left(other) {
		return nil
	}
	return &market.Person{ID: other, Name: v.name(other)}
}

// standstill says since when and why clocks stand still (T3.17), or the content is
// hidden (T3.14).
func (v *visit) standstill(page *roomPage) error {
	for _, e := range page.Timeline {
		switch e.Type {
		case "held":
			page.OnHoldWhy = e.Body
		case "content_hidden":
			page.HiddenFrom = v.maybe(&e.Entry.At)
		}
	}
	if page.HeldSince == nil {
		return nil
	}
	list, err := v.market.Stopped(v.r.Context(), v.viewer(), page.ID)
	for _, s := range list {
		page.Still = append(page.Still, still{v.say("deadline." + s.Kind), period(v.lang, s.Left.Truncate(time.Second))})
	}
	return err
}

// decided puts a refused decision beside the words that it is about; false if it
// is about none of them.
func decided(lines []line, f *failure) (found bool) {
	of, err := strconv.Atoi(f.Typed.Get("of"))
	for i := range lines {
		if l := &lines[i]; err == nil && l.Seq == of && l.Decide {
			l.Failed, found = f, true
		}
	}
	return found
}

// since notes what came while somebody was looking at an older page.
func (f *failure) since(lines []line) {
	seen, err := strconv.Atoi(f.Typed.Get("seq"))
	if err != nil {
		return
	}
	for _, l := range lines {
		if l.Seq > seen {
			f.Changed = append(f.Changed, l)
		}
	}
}

func (v *visit) pending(room *market.Talkroom) string {
	if room.Cancel == nil {
		return ""
	}
	key := "pending.theirs"
	switch room.Role {
	case room.Cancel.By:
		key = "pending.mine"
	case policy.Operator:
		key = "pending.operator"
	}
	return v.say(key, "who", v.say("role."+room.Cancel.By.String()), "reason", reasonWords(v.lang, room.Cancel.Reason))
}

// steps is the strip: how far the transaction has come, and where it broke off.
func steps(room *market.Talkroom) []step {
	keys := []string{"step.paid", "step.open", "step.deliver", "step.approve", "step.close"}
	at := map[string]int{"awaiting_payment": 0, "open": 1, "delivered": 2, "approved": 3, "closed": 5, "lapsed": 0, "cancelled": 1}[room.Phase]
	broken := room.Phase == "lapsed" || room.Phase == "cancelled"
	if broken && room.DeliveredAt != nil {
		at = 2
	}
	if broken && room.ApprovedAt != nil {
		at = 3
	}
	var list []step
	for i, key := range keys {
		switch {
		case i < at:
			list = append(list, step{key, "done"})
		case i == at && broken:
			return append(list, step{"phase." + room.Phase, "broken"})
		case i == at:
			list = append(list, step{key, "now"})
		default:
			list = append(list, step{key, "later"})
		}
	}
	return list
}

// deadlines is what happens by itself, in words.
func (v *visit) deadlines(room *market.Talkroom) []deadline {
	list := make([]deadline, 0, len(room.Deadlines))
	for _, d := range room.Deadlines {
		shown := deadline{moment: v.moment(d.At), Title: v.say("deadline." + d.Kind), Kind: d.Kind}
		if key := "deadline." + d.Kind + "." + d.Outcome; known(key) {
			shown.Words = v.say(key)
		}
		list = append(list, shown)
	}
	return list
}

func (v *visit) silences(room *market.Talkroom) []silence {
	var list []silence
	for _, side := range []struct {
		who  string
		role policy.Role
		of   market.Silent
	}{{room.Seller, policy.Seller, room.Silence.Seller}, {room.Buyer, policy.Buyer, room.Silence.Buyer}} {
		if side.of.Since == nil {
			continue
		}
		who := v.name(side.who)
		if side.role == room.Role {
			who = v.say("talk.you", "who", who)
		}
		list = append(list, silence{who, v.maybe(side.of.Since), v.maybe(side.of.OtherMayCancelFrom)})
	}
	return list
}

func (v *visit) reviews(room *market.Talkroom) []reviewed {
	var list []reviewed
	for _, r := range []reviewed{
		{Review: room.Reviews.Buyer, By: policy.Buyer, Who: v.name(room.Buyer)},
		{Review: room.Reviews.Seller, By: policy.Seller, Who: v.name(room.Seller)},
	} {
		if r.Review == nil {
			continue
		}
		r.Items = v.items(r.Review.Items)
		list = append(list, r)
	}
	return list
}

// items are private items in an order that does not change.
func (v *visit) items(of map[string]int) []item {
	var list []item
	for id, n := range of {
		list = append(list, item{v.itemName(id), n})
	}
	slices.SortFunc(list, func(a, b item) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return list
}

func (v *visit) itemName(id string) string {
	if key := "item." + id; known(key) {
		return v.say(key)
	}
	return id
}
