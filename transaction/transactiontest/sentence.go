package transactiontest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// word is one word of a line, or what stands between quotation marks.
type word struct {
	text   string
	quoted bool
}

func (w word) is(text string) bool { return !w.quoted && w.text == text }

// split cuts a line into words.
func split(row string) ([]word, error) {
	var words []word
	for row = strings.TrimSpace(row); row != ""; row = strings.TrimSpace(row) {
		if row[0] != '"' {
			end := strings.IndexAny(row, " \t")
			if end < 0 {
				end = len(row)
			}
			words = append(words, word{text: row[:end]})
			row = row[end:]
			continue
		}
		quoted, err := strconv.QuotedPrefix(row)
		if err != nil {
			return nil, fmt.Errorf("a quotation mark is never closed")
		}
		text, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, err
		}
		words = append(words, word{text, true})
		row = row[len(quoted):]
	}
	return words, nil
}

// match compares words with a form: a word in capitals stands for anything, TEXT and TEXT2
// for something in quotation marks, anything else for itself.
func match(form string, words []word) (map[string]string, bool) {
	parts := strings.Fields(form)
	if len(parts) != len(words) {
		return nil, false
	}
	found := map[string]string{}
	for i, part := range parts {
		switch {
		case part != strings.ToUpper(part):
			if !words[i].is(part) {
				return nil, false
			}
		case words[i].quoted != strings.HasPrefix(part, "TEXT"):
			return nil, false
		default:
			found[part] = words[i].text
		}
	}
	return found, true
}

// sentence is a form, and the command that it stands for.
type sentence struct {
	form    string
	command func(who transaction.Actor, m map[string]string) (transaction.Command, error)
}

// sentences are what people do in a transaction. A form may stand there twice,
// with and without words.
var sentences = []sentence{
	{"WHO pays", func(who transaction.Actor, _ map[string]string) (transaction.Command, error) {
		return transaction.Pay{By: who, Payment: transaction.Settled}, nil
	}},
	{"WHO pays in vain", func(who transaction.Actor, _ map[string]string) (transaction.Command, error) {
		return transaction.Pay{By: who, Payment: transaction.Refused}, nil
	}},
	{"WHO abandons the purchase", func(who transaction.Actor, _ map[string]string) (transaction.Command, error) {
		return transaction.Abandon{By: who}, nil
	}},
	{"WHO writes TEXT", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.Message{By: who, Text: m["TEXT"]}, nil
	}},
	{"WHO delivers TEXT", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.Deliver{By: who, Text: m["TEXT"]}, nil
	}},
	{"WHO approves", func(who transaction.Actor, _ map[string]string) (transaction.Command, error) {
		return transaction.Approve{By: who}, nil
	}},
	{"WHO declines TEXT", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.Decline{By: who, Text: m["TEXT"]}, nil
	}},
	{"WHO asks to cancel: REASON", requestCancel},
	{"WHO asks to cancel: REASON TEXT", requestCancel},
	{"WHO withdraws the request", func(who transaction.Actor, _ map[string]string) (transaction.Command, error) {
		return transaction.WithdrawCancel{By: who}, nil
	}},
	{"WHO agrees to cancel", func(who transaction.Actor, _ map[string]string) (transaction.Command, error) {
		return transaction.AgreeCancel{By: who}, nil
	}},
	{"WHO refuses to cancel", func(who transaction.Actor, _ map[string]string) (transaction.Command, error) {
		return transaction.RefuseCancel{By: who}, nil
	}},
	{"WHO pays AMOUNT CURRENCY extra", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		extra, err := amount(m)
		return transaction.PayAdditional{By: who, Amount: extra, Payment: transaction.Settled}, err
	}},
	{"WHO pays AMOUNT CURRENCY extra in vain", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		extra, err := amount(m)
		return transaction.PayAdditional{By: who, Amount: extra, Payment: transaction.Refused}, err
	}},
	{"WHO adds OPTION", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.BuyOption{By: who, Option: m["OPTION"], Payment: transaction.Settled}, nil
	}},
	{"WHO gives N stars", review},
	{"WHO gives N star TEXT", review},
	{"WHO gives N stars TEXT", review},
	{"WHO gives N stars TEXT ITEM N2", review},
	{"WHO answers the review TEXT", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.ReplyReview{By: who, Text: m["TEXT"]}, nil
	}},
	{"WHO plans STEP for DAY", schedule},
	{"WHO plans STEP for DAY because TEXT", schedule},
	{"WHO plans TEXT", plan},
	{"WHO plans TEXT because TEXT2", plan},
	{"WHO notes KEY VALUE", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.Annotate{By: who, Metadata: map[string]string{m["KEY"]: m["VALUE"]}}, nil
	}},
	{"WHO cancels TEXT", operatorCancel()},
	{"WHO cancels TEXT buyer may review", operatorCancel(policy.Buyer)},
	{"WHO cancels TEXT seller may review", operatorCancel(policy.Seller)},
	{"WHO cancels TEXT both may review", operatorCancel(policy.Buyer, policy.Seller)},
	{"WHO closes TEXT", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.OperatorClose{By: who, Reason: m["TEXT"]}, nil
	}},
	{"WHO holds TEXT", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.OperatorHold{By: who, Reason: m["TEXT"]}, nil
	}},
	{"WHO releases TEXT", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.OperatorRelease{By: who, Reason: m["TEXT"]}, nil
	}},
	{"WHO refunds AMOUNT CURRENCY TEXT", func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		back, err := amount(m)
		return transaction.OperatorRefund{By: who, Amount: back, Reason: m["TEXT"]}, err
	}},
	{"WHO extends DEADLINE by PERIOD TEXT", extend},
}

func requestCancel(who transaction.Actor, m map[string]string) (transaction.Command, error) {
	return transaction.RequestCancel{By: who, Reason: m["REASON"], Text: m["TEXT"]}, nil
}

func review(who transaction.Actor, m map[string]string) (transaction.Command, error) {
	stars, err := number(m["N"])
	if err != nil {
		return nil, err
	}
	c := transaction.WriteReview{By: who, Stars: stars, Comment: m["TEXT"]}
	if m["ITEM"] != "" {
		n, err := number(m["N2"])
		c.Items = map[string]int{m["ITEM"]: n}
		return c, err
	}
	return c, nil
}

func schedule(who transaction.Actor, m map[string]string) (transaction.Command, error) {
	day, err := policy.ParseDate(m["DAY"])
	return transaction.SetSchedule{By: who, Steps: []transaction.Step{{Title: m["STEP"], Date: day}}, Reason: m["TEXT"]}, err
}

// plan reads several steps: "Draft 2030-01-15, Delivery 2030-01-20".
func plan(who transaction.Actor, m map[string]string) (transaction.Command, error) {
	c := transaction.SetSchedule{By: who, Reason: m["TEXT2"]}
	for step := range strings.SplitSeq(m["TEXT"], ",") {
		title, date := cutLast(strings.TrimSpace(step))
		day, err := policy.ParseDate(date)
		if err != nil {
			return nil, fmt.Errorf("%q is no step of a schedule, \"Draft 2030-01-15\" is: %w", step, err)
		}
		c.Steps = append(c.Steps, transaction.Step{Title: title, Date: day})
	}
	return c, nil
}

func cutLast(text string) (before, last string) {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 {
		return "", text
	}
	return text[:i], text[i+1:]
}

func operatorCancel(reviews ...policy.Role) func(transaction.Actor, map[string]string) (transaction.Command, error) {
	return func(who transaction.Actor, m map[string]string) (transaction.Command, error) {
		return transaction.OperatorCancel{By: who, Reason: m["TEXT"], Reviews: reviews}, nil
	}
}

func extend(who transaction.Actor, m map[string]string) (transaction.Command, error) {
	c := transaction.OperatorExtend{By: who, Reason: m["TEXT"]}
	if err := c.Deadline.UnmarshalText([]byte(m["DEADLINE"])); err != nil {
		return nil, err
	}
	later, err := period(m["PERIOD"])
	c.Later = later
	return c, err
}

func amount(m map[string]string) (money.Money, error) {
	return money.Parse(m["AMOUNT"], m["CURRENCY"])
}

func number(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("%q is no whole number", text)
	}
	return n, nil
}

// order reads "WHO buys SERVICE" and what may follow it.
func order(words []word) (Order, error) {
	o := Order{Buyer: words[0].text, Service: words[2].text, Name: purchaseName(words), Payment: transaction.Settled}
	rest := words[3:]
	if buysProposal(words) {
		o.Service, rest = "", words[4:]
	}
	for len(rest) > 0 {
		taken := 3
		if _, ok := match("in inspection mode", head(rest, 3)); ok {
			o.Inspection = true
		} else if _, ok := match("and pays later", head(rest, 3)); ok {
			o.Payment = transaction.Awaited
		} else if _, ok := match("and pays in vain", head(rest, 4)); ok {
			o.Payment, taken = transaction.Refused, 4
		} else if m, ok := match("with OPTION", head(rest, 2)); ok {
			o.Picked, taken = append(o.Picked, m["OPTION"]), 2
		} else if _, ok := match("as NAME", head(rest, 2)); ok {
			taken = 2
		} else {
			return o, fmt.Errorf("a purchase goes on with \"as NAME\", \"with OPTION\", \"in inspection mode\", \"and pays later\" or \"and pays in vain\", not %q", rest[0].text)
		}
		rest = rest[taken:]
	}
	return o, nil
}

func head(words []word, n int) []word { return words[:min(n, len(words))] }

// buysProposal reports "WHO buys the proposal".
func buysProposal(words []word) bool {
	_, ok := match("WHO buys the proposal", head(words, 4))
	return ok
}

// purchaseName is what a transaction is called: by "as NAME", or like its service,
// or "talkroom" after a quotation.
func purchaseName(words []word) string {
	for i := 3; i+1 < len(words); i++ {
		if words[i].is("as") {
			return words[i+1].text
		}
	}
	if buysProposal(words) {
		return "talkroom"
	}
	return words[2].text
}
