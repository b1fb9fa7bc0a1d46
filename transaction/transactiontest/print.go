package transactiontest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// news is something that has happened; room is the name of its transaction.
type news struct {
	at         time.Time
	rule, text string
	room       string
}

// tell prints what has happened since it was last asked, oldest first.
func (r *runner) tell() error {
	list, err := r.quotationNews()
	if err != nil {
		return err
	}
	for _, room := range r.rooms {
		v, err := r.world.View(room.name, transaction.Operator("operator"))
		if err != nil {
			return err
		}
		if len(v.Timeline) < room.lines {
			return fmt.Errorf("the timeline of %s has lost lines: it had %d, it has %d", room.name, room.lines, len(v.Timeline))
		}
		for _, e := range v.Timeline[room.lines:] {
			said, ok := phrases[e.Type]
			if !ok {
				return fmt.Errorf("nobody has words for an event %q", e.Type)
			}
			list = append(list, news{e.At, e.Rule, said(room, e), room.name})
		}
		room.lines = len(v.Timeline)
	}
	slices.SortStableFunc(list, func(a, b news) int { return a.at.Compare(b.at) })
	for _, n := range list {
		if err := r.print(n.at, n.rule, n.text, n.room); err != nil {
			return err
		}
	}
	return nil
}

// print is one line: instant, rule, what; with the transaction's name where a
// script has several.
func (r *runner) print(at time.Time, rule, what, room string) error {
	if room != "" && len(r.script.purchases) > 1 {
		what = room + ": " + what
	}
	_, err := fmt.Fprintf(&r.out, "%s  %-5s  %s\n", r.clock(at), rule, what)
	return err
}

// clock shows an instant in the policy's zone (T9.5), as exactly as it needs.
func (r *runner) clock(at time.Time) string {
	form := "2006-01-02 15:04"
	if at.Second() != 0 || at.Nanosecond() != 0 {
		form = "2006-01-02 15:04:05.999999"
	}
	return at.In(r.zone).Format(form) + " " + r.zoneName
}

// phrases are the words for each type of event.
var phrases = map[string]func(t *told, e transaction.Entry) string{
	"purchased": func(t *told, e transaction.Entry) string {
		return fmt.Sprintf("%s buys %s from %s for %s", t.buyer, t.service, t.seller, price(e.Amount))
	},
	"payment_declined":      func(*told, transaction.Entry) string { return "the payment is declined" },
	"paid":                  paid,
	"late_payment_refunded": goesBack("arrive too late, and "),
	"opened":                func(*told, transaction.Entry) string { return "the talkroom opens" },
	"notes_posted":          func(*told, transaction.Entry) string { return "the notes for buyers are posted" },
	"lapsed":                func(_ *told, e transaction.Entry) string { return "the purchase lapses: " + e.How },
	"message_posted":        does("writes"),
	"schedule_set":          does("posts the schedule"),
	"delivered":             does("makes the final delivery"),
	"approved":              does("approves"),
	"declined":              does("declines"),
	"closed": func(t *told, e transaction.Entry) string {
		return fmt.Sprintf("the talkroom closes: %s; %s earns %s, fees are %s", e.How, t.seller, price(e.Amount), price(e.Fee))
	},
	"cancel_requested": func(t *told, e transaction.Entry) string {
		return fmt.Sprintf("%s asks to cancel: %s", t.person(e.By), e.Reason)
	},
	"cancel_withdrawn": does("withdraws the request"),
	"cancel_refused":   does("refuses to cancel"),
	"cancel_agreed":    does("agrees to cancel"),
	"cancel_voided":    does("has answered: the request is void"),
	"cancel_lapsed":    func(*told, transaction.Entry) string { return "nobody has answered: the request lapses" },
	"cancelled":        cancelled,
	"review_sent": func(t *told, e transaction.Entry) string {
		return fmt.Sprintf("%s gives %s %s", t.person(e.By), t.person(e.By.Other()), stars(e.Stars))
	},
	"review_given": func(t *told, e transaction.Entry) string {
		return fmt.Sprintf("%s automatically gets %s from %s", t.person(e.By.Other()), stars(e.Stars), t.person(e.By))
	},
	"review_replied": does("answers the review"),
	"reviews_ended":  func(*told, transaction.Entry) string { return "the time for reviews is over" },
	"content_hidden": func(*told, transaction.Entry) string { return "the talkroom is hidden from both sides" },
	"held":           does("holds it: every deadline stands still"),
	"released":       does("releases it: the deadlines run on"),
	"deadline_extended": func(t *told, e transaction.Entry) string {
		return fmt.Sprintf("%s moves the deadline %s to later", t.person(e.By), e.For)
	},
	"part_refunded":     goesBack(""),
	"earnings_refunded": goesBack("of the earnings "),
	"refund_noted":      refundNoted,
	"text_shown":        does("shows the held words"),
	"text_withheld":     does("withholds the held words"),
	"annotated":         does("notes something"),
}

func does(what string) func(*told, transaction.Entry) string {
	return func(t *told, e transaction.Entry) string { return t.person(e.By) + " " + what }
}

func goesBack(how string) func(*told, transaction.Entry) string {
	return func(t *told, e transaction.Entry) string {
		return fmt.Sprintf("%s %sgo back to %s", price(e.Amount), how, t.buyer)
	}
}

func refundNoted(t *told, e transaction.Entry) string {
	what := price(e.Amount)
	switch e.For {
	case transaction.RefundConfirmed.String():
		return what + " have gone back to " + t.buyer
	case transaction.RefundReturned.String():
		return what + " come back from " + t.buyer + ", and are still owed"
	}
	return what + " are sent back to " + t.buyer
}

func paid(t *told, e transaction.Entry) string {
	what := t.buyer + " pays " + price(e.Amount)
	switch e.For {
	case transaction.ForOption.String():
		return what + " for an option"
	case transaction.Additional.String():
		return what + " extra"
	}
	return what
}

func cancelled(t *told, e transaction.Entry) string {
	parts := []string{fmt.Sprintf("cancelled (%s): %s", e.How, e.Reason), price(e.Amount) + " go back to " + t.buyer}
	switch len(e.MayReview) {
	case 0:
		parts = append(parts, "nobody may review")
	case 1:
		parts = append(parts, t.person(e.MayReview[0])+" may review")
	default:
		parts = append(parts, "both may review")
	}
	if e.Counts {
		parts = append(parts, "counts against "+t.seller)
	}
	if e.PausesSeller {
		parts = append(parts, "all services of "+t.seller+" pause")
	}
	return strings.Join(parts, "; ")
}

func (t *told) person(r policy.Role) string {
	switch r {
	case policy.Buyer:
		return t.buyer
	case policy.Seller:
		return t.seller
	}
	return "the " + r.String()
}

func stars(n int) string {
	n = min(max(n, 0), 5)
	return strings.Repeat("★", n) + strings.Repeat("☆", 5-n)
}

// price is "10,000 JPY".
func price(m *money.Money) string {
	if m == nil {
		return "no amount"
	}
	whole, rest, _ := strings.Cut(m.Amount(), ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole + " " + m.Currency().String()
}
