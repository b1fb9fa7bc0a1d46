package transactiontest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/quotation"
)

// QuotationView is one quotation at one instant, as far as somebody may see it.
type QuotationView struct {
	Phase string
	// Price is the proposal's; zero before the first.
	Price money.Money
	// Description is the proposal's, as the viewer may see it.
	Description string
	// Lapses is when the proposal lapses; zero: nothing does.
	Lapses time.Time
	// Actions are the commands that the viewer's role can ever give.
	Actions []transaction.Action
	// Timeline is everything that has happened, but for what only a store cares about.
	Timeline []transaction.Entry
}

// quotationViewOf is what worlds with a State at hand make of it.
func quotationViewOf(s *quotation.State, events []quotation.Event, f quotation.Facts, who transaction.Actor, now time.Time) QuotationView {
	v := QuotationView{Phase: s.Phase.String(), Price: s.Proposal.Price, Actions: quotation.Actions(*s, who, f, now)}
	v.Lapses, _ = quotation.Next(*s)
	for _, e := range events {
		if made, ok := e.(quotation.ProposalMade); ok {
			v.Description = made.Text.Body
		}
		if _, ok := e.(quotation.TransactionStored); !ok {
			v.Timeline = append(v.Timeline, quotation.EntryOf(e))
		}
	}
	return v
}

// asked is a quotation, and how much of its timeline stands on paper.
type asked struct {
	name, buyer, seller, service string
	lines                        int
}

func (q *asked) actor(who string) transaction.Actor {
	return (&told{buyer: q.buyer, seller: q.seller}).actor(who)
}

func (q *asked) person(r policy.Role) string {
	return (&told{buyer: q.buyer, seller: q.seller}).person(r)
}

// quotationSentence is a form, and the command that it stands for.
type quotationSentence struct {
	form    string
	command func(who transaction.Actor, m map[string]string) (quotation.Command, error)
}

// quotationSentences are what people do in a quotation.
var quotationSentences = []quotationSentence{
	{"WHO asks TEXT", func(who transaction.Actor, m map[string]string) (quotation.Command, error) {
		return quotation.Ask{By: who, Text: m["TEXT"]}, nil
	}},
	{"WHO proposes AMOUNT CURRENCY by DAY TEXT", propose},
	{"WHO changes the proposal to AMOUNT CURRENCY by DAY TEXT", propose},
	{"WHO refuses the request: REASON", refuse},
	{"WHO refuses the request: REASON TEXT", refuse},
	{"WHO withdraws the quotation", func(who transaction.Actor, _ map[string]string) (quotation.Command, error) {
		return quotation.Withdraw{By: who}, nil
	}},
	{"WHO closes the quotation TEXT", func(who transaction.Actor, m map[string]string) (quotation.Command, error) {
		return quotation.OperatorClose{By: who, Reason: m["TEXT"]}, nil
	}},
}

func propose(who transaction.Actor, m map[string]string) (quotation.Command, error) {
	price, err := amount(m)
	if err != nil {
		return nil, err
	}
	day, err := policy.ParseDate(m["DAY"])
	return quotation.Propose{By: who, Price: price, Delivery: day, Text: m["TEXT"]}, err
}

func refuse(who transaction.Actor, m map[string]string) (quotation.Command, error) {
	return quotation.Refuse{By: who, Reason: m["REASON"], Text: m["TEXT"]}, nil
}

// requestForm begins the line with which a quotation begins.
const requestForm = "WHO asks SELLER for a quotation TEXT"

// isRequest reports such a line.
func isRequest(words []word) bool {
	_, ok := match(requestForm, head(words, len(strings.Fields(requestForm))))
	return ok
}

// request reads it, and what may follow.
func request(words []word) (asked, quotation.Request, error) {
	n := len(strings.Fields(requestForm))
	m, _ := match(requestForm, words[:n])
	q := asked{name: "quotation", buyer: m["WHO"], seller: m["SELLER"]}
	for rest := words[n:]; len(rest) > 0; rest = rest[2:] {
		if m, ok := match("about SERVICE", head(rest, 2)); ok {
			q.service = m["SERVICE"]
		} else if m, ok := match("as NAME", head(rest, 2)); ok {
			q.name = m["NAME"]
		} else {
			return q, quotation.Request{}, fmt.Errorf("a request goes on with \"about SERVICE\" or \"as NAME\", not %q", rest[0].text)
		}
	}
	c := quotation.Request{By: transaction.Buyer(q.buyer), ID: q.name, Seller: q.seller, Service: q.service, Text: m["TEXT"]}
	return q, c, nil
}

// ask plays the line with which a quotation begins.
func (r *runner) ask(l *line) error {
	q, c, err := request(l.words)
	if err != nil {
		return err
	}
	if q.service != "" {
		if _, err := r.script.service(q.service); err != nil {
			return err
		}
	}
	if err := r.world.Quote(q.name, c); err != nil {
		return err
	}
	r.quotations = append(r.quotations, &q)
	return nil
}

func (r *runner) quote(l *line, s quotationSentence, m map[string]string) error {
	q, err := r.quotation(l.room)
	if err != nil {
		return err
	}
	c, err := s.command(q.actor(m["WHO"]), m)
	if err != nil {
		return err
	}
	return r.world.Quote(q.name, c)
}

// quotation is the one that a line speaks of.
func (r *runner) quotation(name string) (*asked, error) {
	if name == "" && len(r.quotations) == 1 {
		return r.quotations[0], nil
	}
	i := slices.IndexFunc(r.quotations, func(q *asked) bool { return q.name == name })
	if i < 0 {
		return nil, fmt.Errorf("which quotation? The line ends with \"in NAME\", one that was asked for before")
	}
	return r.quotations[i], nil
}

// news of a quotation, oldest first.
func (r *runner) quotationNews() ([]news, error) {
	var list []news
	for _, q := range r.quotations {
		v, err := r.world.Quotation(q.name, transaction.Operator("operator"))
		if err != nil {
			return nil, err
		}
		if len(v.Timeline) < q.lines {
			return nil, fmt.Errorf("the timeline of %s has lost lines: it had %d, it has %d", q.name, q.lines, len(v.Timeline))
		}
		for _, e := range v.Timeline[q.lines:] {
			said, ok := quotationPhrases[e.Type]
			if !ok {
				return nil, fmt.Errorf("nobody has words for an event %q of a quotation", e.Type)
			}
			text := said(q, e)
			if len(r.script.quotations) > 1 {
				text = q.name + ": " + text
			}
			list = append(list, news{at: e.At, rule: e.Rule, text: text})
		}
		q.lines = len(v.Timeline)
	}
	return list, nil
}

// quotationPhrases are the words for each type of event of a quotation.
var quotationPhrases = map[string]func(q *asked, e transaction.Entry) string{
	"requested": func(q *asked, _ transaction.Entry) string {
		text := fmt.Sprintf("%s asks %s for a quotation", q.buyer, q.seller)
		if q.service != "" {
			text += " about " + q.service
		}
		return text
	},
	"asked": func(q *asked, e transaction.Entry) string {
		return q.person(e.By) + " writes to " + q.person(e.By.Other())
	},
	"proposed": func(q *asked, e transaction.Entry) string {
		if e.Rule == "T1.2" {
			return q.seller + " changes the proposal to " + price(e.Amount)
		}
		return q.seller + " proposes " + price(e.Amount)
	},
	"refused": func(q *asked, e transaction.Entry) string { return q.seller + " refuses the request: " + e.Reason },
	"withdrawn": func(q *asked, e transaction.Entry) string {
		if e.By == policy.Operator {
			return "the operator closes the quotation"
		}
		return q.person(e.By) + " withdraws the quotation"
	},
	"lapsed": func(*asked, transaction.Entry) string { return "the proposal lapses" },
	"purchased": func(q *asked, e transaction.Entry) string {
		return fmt.Sprintf("%s buys the proposal for %s", q.buyer, price(e.Amount))
	},
	"text_shown":    func(*asked, transaction.Entry) string { return "an operator shows held words" },
	"text_withheld": func(*asked, transaction.Entry) string { return "an operator withholds held words" },
}

// showQuotation prints what a reader asks to see of a quotation; false if the line
// speaks of something else.
func (r *runner) showQuotation(l *line) (bool, error) {
	q, err := r.quotation(l.room)
	_, asksProposal := match("show the proposal", l.words)
	if err != nil || l.room == "" && len(r.rooms) > 0 && !asksProposal {
		return false, nil
	}
	who, show := transaction.Operator("operator"), r.showLapse
	if m, ok := match("show what WHO can do", l.words); ok {
		who = q.actor(m["WHO"])
		show = func(q *asked, v QuotationView) { r.showActions(r.named(q), who.ID, View{Actions: v.Actions}) }
	} else if asksProposal {
		show = r.showProposal
	} else if _, ok := match("show deadlines", l.words); !ok {
		return true, fmt.Errorf("%q is nothing that can be shown of a quotation: deadlines, \"the proposal\" and \"what WHO can do\" are", l.text())
	}
	v, err := r.world.Quotation(q.name, who)
	if err == nil {
		show(q, v)
	}
	return true, err
}

func (r *runner) showProposal(q *asked, v QuotationView) {
	r.say(r.named(q), "%s: %s for %s: %q", v.Phase, q.seller, price(&v.Price), v.Description)
}

func (r *runner) showLapse(q *asked, v QuotationView) {
	if v.Lapses.IsZero() {
		r.say(r.named(q), "%s: no deadline runs", v.Phase)
		return
	}
	r.say(r.named(q), "%s: lapse at %s: lapsed", v.Phase, r.clock(v.Lapses))
}

// named is how a quotation is called where a script has several.
func (r *runner) named(q *asked) *told {
	if len(r.script.quotations) > 1 {
		return &told{name: q.name, several: true}
	}
	return nil
}
