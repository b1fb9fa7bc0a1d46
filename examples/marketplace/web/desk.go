package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/conversation"
)

// deskPage is what waits for an operator (T8.4), and how the marketplace does.
type deskPage struct {
	Items  []waiting
	Next   string
	First  bool
	Health market.Health
	Sweep  *moment
	Oldest *moment
}

// waiting is one thing with words that an operator looks at.
type waiting struct {
	Kind, Title, About string
	// Link leads to where he decides; empty: there is no page.
	Link  string
	Lines []line
	Found []found
}

// desk lists what waits; it is the operators' alone.
func (v *visit) desk() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	cursor := v.r.URL.Query().Get("cursor")
	list, err := v.market.Held(v.r.Context(), v.viewer(), cursor, pageSize)
	if err != nil {
		return err
	}
	page := deskPage{First: cursor == ""}
	if list.NextCursor != nil {
		page.Next = *list.NextCursor
	}
	for _, h := range list.Items {
		w, err := v.waiting(h)
		if err != nil {
			return err
		}
		page.Items = append(page.Items, w)
	}
	if page.Health, _, err = v.market.Health(v.r.Context()); err != nil {
		return err
	}
	page.Sweep, page.Oldest = v.maybe(page.Health.LastSweep), v.maybe(page.Health.OldestOverdue)
	return v.show(http.StatusOK, "desk", "desk.title", page)
}

// waiting is one held thing with what an operator wants to know at a glance.
func (v *visit) waiting(h market.Held) (waiting, error) {
	w := waiting{Kind: h.Kind, Title: v.say("desk.unnamed", "id", h.ID)}
	switch h.Kind {
	case "transaction":
		room, err := v.market.Talkroom(v.r.Context(), v.viewer(), h.ID)
		if err != nil {
			return w, err
		}
		w.Title, w.About, w.Link = room.Title, v.listed(room).With, "/talkrooms/"+h.ID
		w.Lines = undecided(v.lines(&room))
		if len(w.Lines) > 0 {
			w.Link += "#e" + strconv.Itoa(w.Lines[0].Seq)
		}
	case "service":
		s, err := v.market.Service(v.r.Context(), v.viewer(), h.ID)
		if err != nil {
			return w, err
		}
		w.Title, w.About, w.Link = s.Title, v.say("desk.written", "who", v.name(s.Seller)), "/services/"+h.ID
		w.Found = v.foundInService(&s)
	case "quotation":
		q, err := v.market.Quotation(v.r.Context(), v.viewer(), h.ID)
		if err != nil {
			return w, err
		}
		w.Title, w.About, w.Link = v.about(&q), v.withWhom(&q), "/quotations/"+h.ID
		w.Lines = undecided(v.quotationLines(&q))
	case "conversation":
		return v.waitingMessages(w, h.ID)
	}
	return w, nil
}

// waitingMessages is a conversation with messages that wait, among its newest.
func (v *visit) waitingMessages(w waiting, id string) (waiting, error) {
	a, b, ok := conversation.People(id)
	if !ok {
		return w, nil
	}
	list, err := v.market.Messages(v.r.Context(), v.viewer(), a, b, "", most)
	if err != nil {
		return w, err
	}
	at := conversationPage{User: a, Of: b}.Place()
	w.Title, w.Link = v.say("conversation.between", "one", v.name(a), "other", v.name(b)), at.Path+at.Query
	for i := range list.Items {
		w.Lines = append(w.Lines, v.messageLine(&list.Items[i], a))
	}
	w.Lines = undecided(w.Lines)
	return w, nil
}

// undecided are the lines on which an operator decides.
func undecided(lines []line) []line {
	return slices.DeleteFunc(lines, func(l line) bool { return !l.Decide })
}

// foundInService is what was found in a service's texts.
func (v *visit) foundInService(s *market.Service) []found {
	titles, ids := make([]string, len(s.Options)), make([]string, len(s.Options))
	for i, o := range s.Options {
		titles[i], ids[i] = o.Title, o.ID
	}
	var all []found
	for _, t := range []struct{ name, text string }{
		{"title", s.Title}, {"description", s.Description}, {"notes", s.Notes},
		{"options", strings.Join(titles, "\n")}, {"option_ids", strings.Join(ids, "\n")},
	} {
		all = append(all, v.foundIn(t.text, in(t.name, s.Findings))...)
	}
	return all
}

// showService lets everybody see a service whose texts were held.
func (v *visit) showService() error { return v.turn("said.shown", v.market.ShowService) }

// isOperator reports whether the viewer looks after the marketplace.
func (v *visit) isOperator() bool { return v.in && v.me.Has(policy.Operator) }
