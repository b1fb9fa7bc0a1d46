package transactiontest

import (
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// moneySentences are what a payment provider's word leads to.
var moneySentences = []sentence{
	{"the provider reports the payment", func(transaction.Actor, map[string]string) (transaction.Command, error) {
		return transaction.Pay{By: transaction.System(), Payment: transaction.Settled}, nil
	}},
	{"charge CHARGE brings AMOUNT CURRENCY for a purchase of NET", brings(transaction.ForPurchase)},
	{"charge CHARGE brings AMOUNT CURRENCY for OPTION of NET", brings(transaction.ForOption)},
	{"charge CHARGE brings AMOUNT CURRENCY extra of NET", brings(transaction.Additional)},
	{"the provider has STAGE refund SEQ of CHARGE", refundStage},
}

func brings(kind transaction.PaymentKind) func(transaction.Actor, map[string]string) (transaction.Command, error) {
	return func(_ transaction.Actor, m map[string]string) (transaction.Command, error) {
		c := transaction.Receive{By: transaction.System(), Charge: m["CHARGE"], Kind: kind, Option: m["OPTION"]}
		var err error
		if c.Amount, err = amount(m); err != nil {
			return nil, err
		}
		c.Net, err = money.Parse(m["NET"], m["CURRENCY"])
		return c, err
	}
}

func refundStage(_ transaction.Actor, m map[string]string) (transaction.Command, error) {
	c := transaction.NoteRefund{By: transaction.System(), Charge: m["CHARGE"]}
	if err := c.Stage.UnmarshalText([]byte(m["STAGE"])); err != nil {
		return nil, err
	}
	var err error
	c.Seq, err = number(m["SEQ"])
	return c, err
}
