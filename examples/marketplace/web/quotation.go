package web

import (
	"net/http"
	"strconv"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// quotationPage is one quotation as the viewer sees it.
type quotationPage struct {
	market.Quotation
	About, With, State string
	Lapses             *moment
	// Offered is the last proposal's line, with its words as the viewer sees them.
	Offered  *line
	Lines    []line
	Composer *quoteAct
	Now, Not []quoteAct
	Failed   *failure
	Conflict bool
	Loose    bool // the refused command has no form here
}

// Place is where its forms lead.
func (p quotationPage) Place() place { return place{Path: "/quotations/" + p.ID} }

func (v *visit) quotation() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	return v.quotationPage(v.r.PathValue("id"), nil)
}

func (v *visit) quotationPage(id string, f *failure) error {
	q, err := v.market.Quotation(v.r.Context(), v.viewer(), id)
	if err != nil {
		return err
	}
	page := quotationPage{
		Quotation: q, About: v.about(&q), With: v.withWhom(&q), State: v.quotationState(&q), Lapses: v.lapses(&q),
		Lines: v.quotationLines(&q), Failed: f,
	}
	for i := range page.Lines {
		if page.Lines[i].Type == "proposed" {
			page.Offered = &page.Lines[i]
		}
	}
	code := http.StatusOK
	if f != nil {
		code = f.Status
		f.since(page.Lines)
		page.Conflict = len(f.Changed) > 0 && f.Status == http.StatusConflict
		page.Loose = !decided(page.Lines, f)
	}
	if len(q.Deadlines) > 0 {
		v.next = &q.Deadlines[0].At
	}
	v.back = "/quotations/" + q.ID
	if err := v.quoteActs(&page); err != nil {
		return err
	}
	return v.show(code, "quotation", v.say("quotation.title", "about", page.About), page)
}

// Elsewhere is the proposal's service where it is not the one that was asked about;
// empty: it is, or there is none.
func (p quotationPage) Elsewhere() string {
	if service := offered(&p); service != p.asked() {
		return service
	}
	return ""
}

// quotationState says where a quotation stands; how it was withdrawn, by whom.
func (v *visit) quotationState(q *market.Quotation) string {
	key := "quotation." + q.Phase + "." + q.Role.String()
	if q.EndedBy != nil && known(key+"."+q.EndedBy.String()) {
		key += "." + q.EndedBy.String()
	}
	return v.say(key)
}

// quotationSpoken are the entries that belong to one of the two sides.
var quotationSpoken = map[string]bool{"requested": true, "asked": true, "proposed": true, "refused": true}

// quotationLines are a quotation's history, as a talkroom's.
func (v *visit) quotationLines(q *market.Quotation) []line {
	list := make([]line, 0, len(q.Timeline))
	withheld := map[int]bool{}
	for _, e := range q.Timeline {
		withheld[e.Of] = withheld[e.Of] || e.Type == "text_withheld"
	}
	left := q.Role.Other() // the other side stands on the left
	if q.Role == policy.Operator {
		left = policy.Seller
	}
	for i := range q.Timeline {
		e := &q.Timeline[i]
		l := line{
			Entry: market.Entry{
				Seq: e.Seq, Entry: transaction.Entry{At: e.At, Type: e.Type, By: e.By, Rule: e.Rule, Reason: e.Reason, Amount: e.Amount},
				Body: e.Body, Of: e.Of, Hidden: e.Hidden, Waiting: e.Waiting, Erased: e.Erased, Findings: e.Findings,
			},
			moment: v.moment(e.At), Side: "event", Weighty: true, Operator: e.By == policy.Operator, Who: v.quoter(q, e.By), What: v.quotationEvent(q, e),
		}
		if quotationSpoken[e.Type] {
			l.Side = "mine"
			if e.By == left {
				l.Side = "theirs"
			}
		}
		v.look(q.Role, false, &l, withheld[e.Seq])
		list = append(list, l)
	}
	return list
}

// quoter is who did something in a quotation, by name where it is one of the two.
func (v *visit) quoter(q *market.Quotation, by policy.Role) string {
	switch by {
	case policy.Buyer:
		return v.name(q.Buyer)
	case policy.Seller:
		return v.name(q.Seller)
	}
	return v.say("role." + by.String())
}

// quotationEvent says what an entry is; empty for a plain question or answer.
func (v *visit) quotationEvent(q *market.Quotation, e *market.QuotationEntry) string {
	if e.Type == "asked" {
		return ""
	}
	fill := []string{"who", v.quoter(q, e.By), "version", strconv.Itoa(e.Version), "reason", refusalWords(v.lang, e.Reason)}
	if e.Amount != nil {
		fill = append(fill, "amount", amount(v.lang, *e.Amount))
	}
	if e.DeliveryDate != nil {
		fill = append(fill, "date", day(v.lang, e.DeliveryDate.Start(policy.Offset(0))))
	}
	key := "quotation.event." + e.Type
	switch {
	case e.Type == "proposed" && e.Version > 1:
		key += ".again"
	case e.Type == "refused" && e.Reason == "":
		key += ".plain"
	case known(key + "." + e.By.String()):
		key += "." + e.By.String()
	}
	return v.say(key, fill...)
}

// refusalWords names a seller's reason; one of a policy of one's own shows its id.
func refusalWords(lang policy.Language, id string) string {
	if key := "refusal." + id; known(key) {
		return say(lang, key)
	}
	return id
}
