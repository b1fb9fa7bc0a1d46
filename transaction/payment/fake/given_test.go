package fake_test

import (
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func newClock() *clock { return &clock{time.Date(2026, 4, 1, 3, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time       { return c.at }
func (c *clock) pass(d time.Duration) { c.at = c.at.Add(d) }

func yen(n int64) money.Money { return money.New(n, money.JPY) }

func authorise(method, id string) payment.Call {
	return payment.Call{Transfer: id, Kind: transfer.Capture, Key: transfer.Key(id, 1), Amount: yen(3000), Method: method, Description: "ロゴ制作"}
}
