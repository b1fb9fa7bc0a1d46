package main

import (
	"fmt"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// words are those of the table in one language. What differs is said by package
// reconcile.
type words struct {
	window, beginning                       string
	ours, theirs                            string
	captured, refunded, paidOut             string
	expected, same                          string
	transfer, transaction, reference, since string
	counts                                  func(c *market.Reconciliation) string
	soFar                                   func(young int, grace string) string
}

var (
	english = words{
		window: "%s: from %s to before %s\n", beginning: "the beginning",
		ours: "ours", theirs: "theirs", captured: "captured", refunded: "refunded", paidOut: "paid out",
		expected: "Expected:", same: "Nothing differs.",
		transfer: "transfer", transaction: "transaction", reference: "reference", since: "since",
		counts: func(c *market.Reconciliation) string {
			return fmt.Sprintf("%s of the provider's, %s of ours; %s, %d not yet",
				count(c.Lines, "line"), count(c.Transfers, "transfer"), count(len(c.Differences), "difference"), c.Young)
		},
		soFar: func(young int, grace string) string {
			are := "are"
			if young == 1 {
				are = "is"
			}
			return fmt.Sprintf("Nothing differs so far; %s %s younger than %s.", count(young, "movement"), are, span(grace, policy.English))
		},
	}
	japanese = words{
		window: "%s：%sから%sより前まで\n", beginning: "最初",
		ours: "こちら", theirs: "決済会社", captured: "受領", refunded: "返金", paidOut: "出金",
		expected: "想定どおりのもの：", same: "相違はありません。",
		transfer: "送金", transaction: "取引", reference: "参照番号", since: "発生",
		counts: func(c *market.Reconciliation) string {
			return fmt.Sprintf("決済会社の記録%d件、こちらの入出金%d件：相違%d件、判定待ち%d件", c.Lines, c.Transfers, len(c.Differences), c.Young)
		},
		soFar: func(young int, grace string) string {
			return fmt.Sprintf("今のところ相違はありません。%d件は発生から%sたっていないため、判定を待っています。", young, span(grace, policy.Japanese))
		},
	}
)

func wordsOf(lang policy.Language) *words {
	if lang == policy.Japanese {
		return &japanese
	}
	return &english
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// span is a duration, such as 15m0s, in words, if it is one of whole minutes.
func span(text string, lang policy.Language) string {
	d, err := time.ParseDuration(text)
	if err != nil || d%time.Minute != 0 || d == 0 {
		return text
	}
	n, word, kanji := int(d/time.Minute), "minute", "分"
	if d%time.Hour == 0 {
		n, word, kanji = int(d/time.Hour), "hour", "時間"
	}
	if lang == policy.Japanese {
		return fmt.Sprintf("%d%s", n, kanji)
	}
	return count(n, word)
}
