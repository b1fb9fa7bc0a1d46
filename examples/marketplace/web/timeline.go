package web

import (
	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// line is one entry of the timeline as it is shown: in the conversation on one of
// its sides, or between them.
type line struct {
	market.Entry
	moment
	// Side is mine, theirs or event.
	Side string
	Who  string
	// What says what happened; empty for a plain message.
	What string
	// More are short sentences that follow from it.
	More    []string
	Weighty bool
	New     bool
	Rated   []item
	Until   *moment
	// Pieces are the words, with what was found marked; Found names it, and Told
	// says what follows by ToldRule.
	Pieces         []piece
	Found          []found
	Told, ToldRule string
	// Instead stands for words that the viewer does not see, by InsteadRule.
	Instead, InsteadRule string
	// Decided is what an operator wrote who looked at the words of a message.
	Decided string
	// Decide: an operator shows the words, or withholds them; Failed is his try.
	Decide bool
	Failed *failure
	// Operator: the words are an operator's reason. Replaced: a later schedule stands.
	Operator, Replaced bool
}

// spoken are the events that belong into the conversation.
var spoken = map[string]bool{
	"message_posted": true, "delivered": true, "declined": true, "cancel_requested": true, "cancel_refused": true,
	"cancel_agreed": true, "review_sent": true, "review_replied": true, "schedule_set": true,
}

// weighty are the events between the sides that nobody should overlook.
var weighty = map[string]bool{
	"notes_posted": true, "approved": true, "closed": true, "cancelled": true, "lapsed": true, "held": true, "released": true,
	"review_given": true, "part_refunded": true, "earnings_refunded": true, "deadline_extended": true, "text_shown": true, "text_withheld": true,
	"content_hidden": true,
}

func (v *visit) lines(room *market.Talkroom) []line {
	list := make([]line, 0, len(room.Timeline))
	withheld, schedule := map[int]bool{}, -1
	for _, e := range room.Timeline {
		withheld[e.Of] = withheld[e.Of] || e.Type == "text_withheld"
	}
	for i, e := range room.Timeline {
		l := v.line(room, e)
		v.look(room.Role, room.Hidden, &l, withheld[e.Seq])
		if e.Type == "schedule_set" {
			if schedule >= 0 {
				l.What = v.say("event.schedule_set.changed")
				list[schedule].Replaced = !l.Hidden
			}
			schedule = i
		}
		list = append(list, l)
	}
	return list
}

func (v *visit) line(room *market.Talkroom, e market.Entry) line {
	l := line{Entry: e, moment: v.moment(e.Entry.At), Side: "event", Who: v.by(room, e.By), Weighty: weighty[e.Type], Rated: v.items(e.Items), Until: v.maybe(e.Until)}
	left := room.Role.Other() // the other side stands on the left
	if room.Role == policy.Operator {
		left = policy.Seller
	}
	if spoken[e.Type] {
		l.Side = "mine"
		if e.By == left {
			l.Side = "theirs"
		}
	}
	if e.Type != "message_posted" {
		l.What = v.happened(room, e)
	}
	l.Operator = e.By == policy.Operator
	if e.Type == "cancelled" && l.Operator {
		l.More = append(l.More, v.mayReview(e.MayReview))
	}
	if e.Counts {
		l.More = append(l.More, v.say("event.counts"))
	}
	if e.PausesSeller {
		l.More = append(l.More, v.say("event.pauses"))
	}
	if e.Fee != nil && !e.Fee.IsZero() {
		l.More = append(l.More, v.say("event.fee", "amount", amount(v.lang, *e.Fee)))
	}
	l.New = room.Role != policy.Operator && e.Seq > room.ReadSeq && e.By != room.Role
	return l
}

// by is who did something, by name where it is a person of this transaction.
func (v *visit) by(room *market.Talkroom, by policy.Role) string {
	name := v.say("role." + by.String())
	switch by {
	case policy.Buyer:
		name = v.name(room.Buyer)
	case policy.Seller:
		name = v.name(room.Seller)
	}
	return name
}

// happened says what an event is, in the words for its type and its way.
func (v *visit) happened(room *market.Talkroom, e market.Entry) string {
	fill := []string{
		"who", v.by(room, e.By), "other", v.say("role." + e.By.Other().String()), "reason", reasonWords(v.lang, e.Reason), "type", e.Type,
	}
	if e.Amount != nil {
		fill = append(fill, "amount", amount(v.lang, *e.Amount))
	}
	if known("deadline." + e.For) {
		fill = append(fill, "deadline", v.say("deadline."+e.For))
	}
	fill = append(fill, "option", v.option(room, e.Option))
	for _, way := range []string{"." + e.How, "." + e.For, "." + e.By.String(), ""} {
		if key := "event." + e.Type + way; known(key) {
			return v.say(key, fill...)
		}
	}
	return v.say("event.unknown", fill...)
}

func (v *visit) option(room *market.Talkroom, id string) string {
	for _, o := range room.Options {
		if o.ID == id {
			return o.Title
		}
	}
	return v.say("event.option.gone")
}
