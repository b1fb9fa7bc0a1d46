package inbox_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/inbox"
)

// start is 9:00 in Japan.
var start = time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)

const us = time.Microsecond

var (
	aoi = transaction.Buyer("aoi")
	ren = transaction.Seller("ren")
	kei = transaction.Operator("kei")
)

// life is one transaction: what was stored of it, and its policy.
type life struct {
	t      *testing.T
	p      *policy.Policy
	state  transaction.State
	events []transaction.Event
}

func preset(t *testing.T, name string, change ...func(*policy.Policy)) *policy.Policy {
	t.Helper()
	p, err := policy.Preset(name)
	require.NoError(t, err)
	for _, c := range change {
		c(p)
	}
	return p
}

// begin is a purchase at start, paid at once or later.
func begin(t *testing.T, p *policy.Policy, how transaction.Settlement) *life {
	t.Helper()
	l := &life{t: t, p: p}
	return l.do(0, purchase(p, how))
}

func purchase(p *policy.Policy, how transaction.Settlement) transaction.Purchase {
	return transaction.Purchase{
		By: aoi, ID: "t1", Seller: "ren", Service: "logo", Terms: &p.Terms, Price: money.New(10000, money.JPY), Payment: how,
		Options: []transaction.Option{{ID: "fast", Title: "Faster", Price: money.New(300, money.JPY)}}, Notes: "colours, please",
	}
}

func opened(t *testing.T, name string) *life {
	t.Helper()
	return begin(t, preset(t, name), transaction.Settled)
}

// do carries a command out, so long after start; it must be accepted.
func (l *life) do(after time.Duration, c transaction.Command) *life {
	l.t.Helper()
	require.Nil(l.t, l.try(after, c))
	return l
}

func (l *life) try(after time.Duration, c transaction.Command) *policy.Rejection {
	s, events, no := transaction.Handle(l.state, c, transaction.Facts{}, start.Add(after))
	l.state, l.events = s, append(l.events, events...)
	return no
}

func (l *life) hold(after time.Duration) *life {
	return l.do(after, transaction.OperatorHold{By: kei, Reason: "a look"})
}

func (l *life) release(after time.Duration) *life {
	return l.do(after, transaction.OperatorRelease{By: kei, Reason: "seen"})
}

// told are the reminders of a stretch of time: when, to whom, and what.
func (l *life) told(from, to time.Duration) []string {
	return lines(inbox.Reminders(l.events, &l.p.Notices, start.Add(from), start.Add(to)))
}

func lines(list []inbox.Notice) []string {
	said := make([]string, len(list))
	for i, n := range list {
		said[i] = n.At.Sub(start).String() + " " + n.To.String() + " " + string(n.Kind)
	}
	return said
}

// wild is a life of random acts at and around its deadlines.
func wild(t *testing.T, p *policy.Policy, r *rand.Rand) *life {
	t.Helper()
	l := wildOf(p, r)
	l.t = t
	return l
}

func wildOf(p *policy.Policy, r *rand.Rand) *life {
	how := []transaction.Settlement{transaction.Settled, transaction.Awaited}[r.IntN(2)]
	l := &life{p: p}
	_ = l.try(0, purchase(p, how))
	at := time.Duration(0)
	for range 12 + r.IntN(20) {
		at = l.later(at, r)
		c := acts[r.IntN(len(acts))]
		_ = l.try(at, c) // most are refused; what was overdue is stored all the same
	}
	return l
}

var acts = []transaction.Command{
	transaction.Pay{By: aoi, Payment: transaction.Settled},
	transaction.Message{By: aoi, Text: "a"}, transaction.Message{By: ren, Text: "b"}, transaction.Message{By: ren, Text: "b"},
	transaction.Deliver{By: ren, Text: "c"}, transaction.Deliver{By: ren, Text: "c"}, transaction.Approve{By: aoi}, transaction.Decline{By: aoi},
	transaction.RequestCancel{By: ren, Reason: "sellers_reasons"}, transaction.RequestCancel{By: ren, Reason: "mutual_agreement"},
	transaction.RequestCancel{By: ren, Reason: "buyer_unreachable"}, transaction.RequestCancel{By: aoi, Reason: "seller_unreachable"},
	transaction.WithdrawCancel{By: ren}, transaction.RefuseCancel{By: aoi}, transaction.RefuseCancel{By: ren}, transaction.AgreeCancel{By: aoi},
	transaction.OperatorHold{By: kei, Reason: "x"}, transaction.OperatorRelease{By: kei, Reason: "x"}, transaction.OperatorRelease{By: kei, Reason: "x"},
	transaction.OperatorExtend{By: kei, Reason: "x", Deadline: transaction.Approval, Later: 30 * time.Hour},
	transaction.OperatorExtend{By: kei, Reason: "x", Deadline: transaction.FirstContact, Later: time.Hour},
	transaction.OperatorExtend{By: kei, Reason: "x", Deadline: transaction.PaymentDue, Later: 5 * time.Minute},
	transaction.OperatorExtend{By: kei, Reason: "x", Deadline: transaction.AgeLimit, Later: 500 * time.Hour},
	transaction.SetSchedule{By: ren, Reason: "r", Steps: []transaction.Step{{Title: "draft", Date: policy.Date{Year: 2030, Month: 1, Day: 11}}, {Title: "end", Date: policy.Date{Year: 2030, Month: 1, Day: 13}}}},
	transaction.WriteReview{By: aoi, Stars: 5, Comment: "fine"}, transaction.WriteReview{By: ren, Stars: 2, Comment: "fine"},
	transaction.PayAdditional{By: aoi, Amount: money.New(500, money.JPY), Payment: transaction.Settled},
	transaction.BuyOption{By: aoi, Option: "fast", Payment: transaction.Settled},
	transaction.OperatorRefund{By: kei, Reason: "x", Amount: money.New(100, money.JPY)},
	transaction.OperatorCancel{By: kei, Reason: "x"}, transaction.Annotate{By: aoi, Metadata: map[string]string{"a": "b"}},
	transaction.ReplyReview{By: ren, Text: "thanks"},
}

// later is the next instant: at or around what comes next, or some hours on.
func (l *life) later(at time.Duration, r *rand.Rand) time.Duration {
	next := at + time.Duration(r.IntN(30))*time.Hour
	switch r.IntN(4) {
	case 0:
		if d, ok := transaction.Next(l.state); ok {
			next = d.At.Sub(start)
		}
	case 1:
		if when, ok := inbox.NextReminder(l.events, &l.p.Notices, start.Add(at)); ok {
			next = when.Sub(start)
		}
	case 2:
		next = at
	}
	return max(at, next+time.Duration(r.IntN(3)-1)*us)
}
