package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/engine"
)

// roomsPage lists transactions.
type roomsPage struct {
	Items    []listed
	State    string
	Next     string
	First    bool
	Operator bool
	Buyer    bool
}

// listed is one transaction in a list.
type listed struct {
	market.Talkroom
	With    string
	Started moment
	Next    *deadline
	Unread  bool
}

func (v *visit) rooms() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	q := v.r.URL.Query()
	if id := q.Get("id"); id != "" {
		return v.goTo("/talkrooms/"+url.PathEscape(id), "")
	}
	which := whichOf(q.Get("state"))
	page := roomsPage{State: string(which), First: q.Get("cursor") == "", Operator: v.me.Has(policy.Operator), Buyer: v.me.Has(policy.Buyer)}
	list, err := v.market.Talkrooms(v.r.Context(), v.viewer(), which, q.Get("cursor"), pageSize)
	if err == nil && page.Operator {
		list, err = v.everybodys(which)
	}
	if err != nil {
		return err
	}
	for _, room := range list.Items {
		page.Items = append(page.Items, v.listed(room))
	}
	if list.NextCursor != nil {
		page.Next = *list.NextCursor
	}
	title := "rooms.title"
	if page.Operator {
		title = "rooms.title.operator"
	}
	return v.show(http.StatusOK, "rooms", title, page)
}

// most is how many of each seller's transactions an operator is shown; any other
// is opened by its number.
const most = 50

// everybodys are the newest transactions of the demo's sellers, for an operator.
func (v *visit) everybodys(which engine.Which) (market.Page[market.Talkroom], error) {
	var page market.Page[market.Talkroom]
	for _, p := range v.market.DemoPeople() {
		if !p.Has(policy.Seller) {
			continue
		}
		list, err := v.market.Talkrooms(v.r.Context(), market.Viewer{Person: p.Person, Language: v.lang}, which, "", most)
		if err != nil {
			return page, err
		}
		for _, room := range list.Items {
			mine, err := v.market.Talkroom(v.r.Context(), v.viewer(), room.ID)
			if err != nil {
				return page, err
			}
			page.Items = append(page.Items, mine)
		}
	}
	slices.SortStableFunc(page.Items, func(a, b market.Talkroom) int { return b.PurchasedAt.Compare(*a.PurchasedAt) })
	return page, nil
}

func (v *visit) listed(room market.Talkroom) listed {
	l := listed{Talkroom: room, Started: v.moment(*room.PurchasedAt)}
	switch room.Role {
	case policy.Buyer:
		l.With = v.say("room.with", "who", v.name(room.Seller), "role", v.say("role.seller"))
	case policy.Seller:
		l.With = v.say("room.with", "who", v.name(room.Buyer), "role", v.say("role.buyer"))
	default:
		l.With = v.say("room.between", "buyer", v.name(room.Buyer), "seller", v.name(room.Seller))
	}
	if next := v.deadlines(&room); len(next) > 0 {
		l.Next = &next[0]
	}
	l.Unread = unread(&room)
	return l
}

// unread reports something of the other side, or of the system, behind the read mark.
func unread(room *market.Talkroom) bool {
	if room.Role == policy.Operator {
		return false
	}
	for _, e := range room.Timeline {
		if e.Seq > room.ReadSeq && e.By != room.Role {
			return true
		}
	}
	return false
}
