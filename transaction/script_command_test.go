package transaction_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

func (l *life) actor(name string) transaction.Actor {
	switch name {
	case "buyer":
		return transaction.Buyer("aoi")
	case "seller":
		return transaction.Seller("ren")
	case "operator":
		return transaction.Operator("kei")
	case "system":
		return transaction.System()
	case "stranger":
		return transaction.Buyer("mio")
	case "nobody":
		return transaction.Actor{}
	}
	require.Fail(l.t, "no such actor", l.line)
	return transaction.Actor{}
}

// command reads "OFFSET WHO COMMAND ARGS".
func (l *life) command(words []string) transaction.Command {
	who, args := l.actor(words[1]), words[3:]
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	settled := transaction.Settled
	if slices.Contains(args, "refused") {
		settled = transaction.Refused
	}
	switch words[2] {
	case "buy":
		return l.purchase(who, args)
	case "pay":
		return transaction.Pay{By: who, Payment: settled}
	case "abandon":
		return transaction.Abandon{By: who}
	case "message":
		return transaction.Message{By: who, Text: "words"}
	case "files":
		return transaction.Message{By: who, Files: []transaction.File{{ID: "f1", Name: "a.pdf", Size: 1, Kind: "pdf"}}}
	case "deliver":
		return transaction.Deliver{By: who, Text: "words"}
	case "approve":
		return transaction.Approve{By: who}
	case "decline":
		return transaction.Decline{By: who}
	case "ask":
		return transaction.RequestCancel{By: who, Reason: arg(0)}
	case "withdraw":
		return transaction.WithdrawCancel{By: who}
	case "agree":
		return transaction.AgreeCancel{By: who}
	case "refuse":
		return transaction.RefuseCancel{By: who}
	case "extra":
		return transaction.PayAdditional{By: who, Amount: jpy(int64(l.number(arg(0)))), Payment: settled}
	case "option":
		return transaction.BuyOption{By: who, Option: arg(0), Payment: settled}
	case "review":
		return transaction.WriteReview{By: who, Stars: l.number(arg(0)), Comment: strings.Join(args[1:], " ")}
	case "reply":
		return transaction.ReplyReview{By: who, Text: "words"}
	case "schedule":
		return transaction.SetSchedule{By: who, Reason: arg(0), Steps: []transaction.Step{{Title: "Draft", Date: policy.Date{Year: 2030, Month: 1, Day: 20}}}}
	}
	if c := l.provider(who, words[2], args); c != nil {
		return c
	}
	return l.operator(who, words[2], args)
}

// provider reads what a payment provider's word leads to: "receive c1 purchase NET
// AMOUNT", "receive c1 option ID NET AMOUNT", "receive c1 extra NET AMOUNT", "note SEQ
// CHARGE STAGE". "fee" for AMOUNT is NET with the buyer's fee.
func (l *life) provider(who transaction.Actor, verb string, args []string) transaction.Command {
	switch verb {
	case "receive":
		kinds := map[string]transaction.PaymentKind{"purchase": transaction.ForPurchase, "option": transaction.ForOption, "extra": transaction.Additional}
		kind, ok := kinds[args[1]]
		require.True(l.t, ok, l.line)
		c := transaction.Receive{By: who, Charge: args[0], Kind: kind}
		if c.Kind == transaction.ForOption {
			c.Option = args[2]
		}
		amounts := args[len(args)-2:]
		c.Net = jpy(int64(l.number(amounts[0])))
		if _, fee := l.terms.Fees.On(c.Net.Units()); amounts[1] == "fee" {
			c.Amount = jpy(c.Net.Units() + fee)
		} else {
			c.Amount = jpy(int64(l.number(amounts[1])))
		}
		return c
	case "note":
		c := transaction.NoteRefund{By: who, Seq: l.number(args[0]), Charge: args[1]}
		require.NoError(l.t, c.Stage.UnmarshalText([]byte(args[2])))
		return c
	}
	return nil
}

func (l *life) operator(who transaction.Actor, verb string, args []string) transaction.Command {
	switch verb {
	case "cancel":
		c := transaction.OperatorCancel{By: who, Reason: "words", Counts: slices.Contains(args, "counts")}
		for _, side := range []policy.Role{policy.Buyer, policy.Seller} {
			if slices.Contains(args, side.String()) {
				c.Reviews = append(c.Reviews, side)
			}
		}
		return c
	case "close":
		return transaction.OperatorClose{By: who, Reason: "words"}
	case "hold":
		return transaction.OperatorHold{By: who, Reason: "words"}
	case "release":
		return transaction.OperatorRelease{By: who, Reason: "words"}
	case "refund":
		c := transaction.OperatorRefund{By: who, Reason: "words", Amount: jpy(int64(l.number(args[0])))}
		if len(args) > 1 {
			c.Ref = strings.TrimPrefix(args[1], "ref=")
		}
		return c
	case "extend":
		var kind transaction.DeadlineKind
		require.NoError(l.t, kind.UnmarshalText([]byte(args[0])))
		return transaction.OperatorExtend{By: who, Reason: "words", Deadline: kind, Later: l.period(args[1])}
	case "annotate":
		return transaction.Annotate{By: who, Metadata: map[string]string{"order": "1"}}
	}
	require.Fail(l.t, "no such command", l.line)
	return nil
}

func (l *life) purchase(who transaction.Actor, args []string) transaction.Command {
	c := transaction.Purchase{
		By: who, ID: "t1", Seller: "ren", Service: "logo", Terms: l.terms, Price: jpy(10_000), Payment: transaction.Settled,
		Options: []transaction.Option{{ID: "fast", Title: "Faster", Price: jpy(3_000)}, {ID: "big", Title: "Bigger", Price: jpy(500)}},
	}
	for _, a := range args {
		name, value, _ := strings.Cut(a, "=")
		switch name {
		case "awaited":
			c.Payment = transaction.Awaited
		case "refused":
			c.Payment = transaction.Refused
		case "price":
			c.Price = jpy(int64(l.number(value)))
		case "seller":
			c.Seller = value
		case "quotation":
			c.Quotation = "q1"
		case "notes":
			c.Notes = "words"
		case "inspection":
			c.Inspection = true
		case "picked":
			c.Picked = strings.Split(value, ",")
		case "options":
			c.Options = make([]transaction.Option, l.number(value))
			for i := range c.Options {
				c.Options[i] = transaction.Option{ID: fmt.Sprintf("o%d", i), Price: jpy(1)}
			}
		default:
			require.Fail(l.t, "no such argument", a)
		}
	}
	return c
}
