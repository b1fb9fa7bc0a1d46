package paymenttest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// An adapter that breaks one promise fails the suite, and one that breaks none passes
// it in the same harness. Each case is failed by one of them at least.
func TestBrokenAdaptersFail(t *testing.T) {
	t.Parallel()
	require.Empty(t, failures(func() Harness { return start(func(*broken) {}) }), "the harness fails an adapter that is intact")
	var mu sync.Mutex
	noticed := map[string]bool{}
	t.Run("mutants", func(t *testing.T) {
		for name, breaks := range mutants {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				failed := failures(func() Harness { return start(breaks) })
				require.NotEmpty(t, failed, "no case noticed")
				mu.Lock()
				defer mu.Unlock()
				for what, why := range failed {
					require.NotContains(t, why, "panic", what)
					noticed[what] = true
				}
			})
		}
	})
	for _, c := range cases() {
		require.True(t, noticed[c.name], "nothing fails the case %q: it proves nothing", c.name)
	}
}

// What a harness can't play is left out, by name; nothing is left out without need.
func TestCasesThatAreLeftOut(t *testing.T) {
	t.Parallel()
	h := start(func(*broken) {})
	bare := Harness{Provider: struct{ payment.Provider }{h.Provider}, Moved: h.Moved}
	left := map[string]bool{}
	for _, c := range cases() {
		require.Empty(t, c.missing(&h), c.name)
		require.Equal(t, c.needs != 0, c.missing(&bare) != "", c.name)
		left[c.missing(&bare)] = true
	}
	require.Len(t, left, 9, "%v", left)
}

// What was left out is said in the end, in the same order whoever ran first.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	var none, some leftOut
	require.Empty(t, none.String())
	some.add("b", "there are no payouts")
	require.Equal(t, `1 case left out: "b" (there are no payouts)`, some.String())
	some.add("a", "no buyer approves")
	require.Equal(t, `2 cases left out: "a" (no buyer approves), "b" (there are no payouts)`, some.String())
}

// A failure names what an adapter answered, not the number that it is stored as.
func TestFailuresName(t *testing.T) {
	t.Parallel()
	why := strings.Join(slices.Collect(maps.Values(failures(func() Harness {
		return start(func(b *broken) {
			b.refund = func(ctx, payment.Call) (payment.Answer, error) {
				return payment.Answer{Status: transfer.AwaitsBuyer}, nil
			}
		})
	}))), "\n")
	require.Contains(t, why, `"awaits_buyer"`)
	require.NotContains(t, why, "0x")
}

func start(breaks func(*broken)) Harness {
	at := time.Date(2026, 4, 1, 3, 0, 0, 0, time.UTC)
	profile := fake.DefaultProfile()
	dinar, err := money.ParseCurrency("KWD")
	if err != nil {
		panic(err)
	}
	profile.Currencies = []money.Currency{money.JPY, money.USD, dinar}
	profile.Least = map[money.Currency]int64{money.JPY: 50}
	profile.Most = map[money.Currency]int64{money.JPY: 99_999}
	b := &broken{Provider: fake.New(fake.Options{Clock: func() time.Time { return at }, Profile: profile})}
	breaks(b)
	return around(b, &at)
}

var errBroken = errors.New("the connection broke")

// anew makes every call under a key of its own, as an adapter does that hands no key over.
func anew(p deed) deed {
	var n atomic.Int64
	return func(ctx ctx, c payment.Call) (payment.Answer, error) {
		c.Key = transfer.Key(c.Key, int(n.Add(1)))
		return p(ctx, c)
	}
}

// changed edits the answers of a call.
func changed(p deed, edit func(a *payment.Answer, c payment.Call)) deed {
	return func(ctx ctx, c payment.Call) (payment.Answer, error) {
		a, err := p(ctx, c)
		if err == nil {
			edit(&a, c)
		}
		return a, err
	}
}

// noes are adapters that take a broken connection for a no.
func noes(p deed) deed {
	return func(ctx ctx, c payment.Call) (payment.Answer, error) {
		a, err := p(ctx, c)
		if err != nil {
			return payment.Answer{Status: transfer.Failed, Reason: err.Error()}, nil
		}
		return a, nil
	}
}

// asked edits the calls before they are made.
func asked(p deed, edit func(c *payment.Call)) deed {
	return func(ctx ctx, c payment.Call) (payment.Answer, error) {
		edit(&c)
		return p(ctx, c)
	}
}

var mutants = map[string]func(b *broken){
	"its captures have no key": func(b *broken) { b.capture = anew(b.Provider.Capture); b.lookup = byRef(b) },
	"its refunds have no key":  func(b *broken) { b.refund = anew(b.Provider.Refund) },
	"its payouts have no key":  func(b *broken) { b.payout = anew(b.Provider.Payout) },
	"it opens a payment anew":  func(b *broken) { b.authorise = anew(b.Provider.Authorise) },
	"one key for all":          func(b *broken) { b.refund = asked(b.Provider.Refund, func(c *payment.Call) { c.Key = "same" }) },
	"it cuts keys short":       func(b *broken) { b.payout = asked(b.Provider.Payout, func(c *payment.Call) { c.Key = c.Key[:1] }) },
	"a lost answer is a no":    func(b *broken) { b.refund = noes(b.Provider.Refund) },
	"a lost capture is a no":   func(b *broken) { b.capture = noes(b.Provider.Capture) },
	"a lost opening is a no":   func(b *broken) { b.authorise = noes(b.Provider.Authorise) },
	"a lost lookup is no find": func(b *broken) {
		b.lookup = func(ctx ctx, c payment.Call) (payment.Answer, error) {
			a, _ := b.Provider.Lookup(ctx, c)
			return a, nil
		}
	},
	"it goes on without a context": func(b *broken) {
		b.payout = func(_ ctx, c payment.Call) (payment.Answer, error) { return b.Provider.Payout(context.Background(), c) }
	},
	"an answer stands beside an error": func(b *broken) {
		b.refund = func(ctx ctx, c payment.Call) (payment.Answer, error) {
			a, err := b.Provider.Refund(ctx, c)
			if err != nil {
				a.Status = transfer.Pending
			}
			return a, err
		}
	},
	"its errors tell the secret": func(b *broken) {
		b.capture = func(ctx ctx, c payment.Call) (payment.Answer, error) {
			a, err := b.Provider.Capture(ctx, c)
			if err != nil {
				err = fmt.Errorf("POST with sk_secret: %w", err)
			}
			return a, err
		}
	},
	"a no is an error": func(b *broken) {
		b.refund = func(ctx ctx, c payment.Call) (payment.Answer, error) {
			a, err := b.Provider.Refund(ctx, c)
			if a.Status == transfer.Failed {
				return payment.Answer{}, errBroken
			}
			return a, err
		}
	},
	"a no has no reason": func(b *broken) {
		b.refund = changed(b.Provider.Refund, func(a *payment.Answer, _ payment.Call) { a.Reason = "" })
	},
	"it always says yes": func(b *broken) {
		b.refund = changed(b.Provider.Refund, func(a *payment.Answer, _ payment.Call) { a.Status = transfer.Succeeded })
	},
	"its deeds have no id": func(b *broken) {
		b.payout = changed(b.Provider.Payout, func(a *payment.Answer, _ payment.Call) { a.Ref = "" })
	},
	"it refunds everything": func(b *broken) {
		b.refund = asked(b.Provider.Refund, func(c *payment.Call) { c.Amount = money.New(12345, c.Amount.Currency()) })
	},
	"it rounds": func(b *broken) {
		b.payout = asked(b.Provider.Payout, func(c *payment.Call) { c.Amount = money.New(c.Amount.Units()/10*10, c.Amount.Currency()) })
	},
	"it takes dinars for cents": func(b *broken) {
		b.authorise = asked(b.Provider.Authorise, func(c *payment.Call) {
			if c.Amount.Currency().Digits() == 3 {
				c.Amount = money.New(c.Amount.Units()/10, c.Amount.Currency())
			}
		})
	},
	"it says another amount": func(b *broken) {
		b.lookup = changed(b.Provider.Lookup, func(a *payment.Answer, _ payment.Call) {
			if a.Status == transfer.Succeeded {
				a.Amount = money.New(a.Amount.Units()*100, a.Amount.Currency())
			}
		})
	},
	"it captures before the buyer approves": func(b *broken) {
		b.authorise = func(ctx ctx, c payment.Call) (payment.Answer, error) {
			a, err := b.Provider.Authorise(ctx, c)
			if err == nil && a.Status == transfer.AwaitsBuyer {
				err = b.Provider.Approve(a.Ref)
			}
			return a, err
		}
	},
	"it sends buyers to no page": func(b *broken) {
		b.authorise = changed(b.Provider.Authorise, func(a *payment.Answer, _ payment.Call) { a.URL = "pay" })
	},
	"it needs a method": func(b *broken) {
		b.authorise = func(ctx ctx, c payment.Call) (payment.Answer, error) {
			if c.Method == "" {
				return payment.Answer{Status: transfer.Failed, Reason: "method"}, nil
			}
			return b.Provider.Authorise(ctx, c)
		}
	},
	"it refuses long texts": func(b *broken) {
		b.authorise = func(ctx ctx, c payment.Call) (payment.Answer, error) {
			if len(c.Description) > 127 {
				return payment.Answer{Status: transfer.Failed, Reason: "description"}, nil
			}
			return b.Provider.Authorise(ctx, c)
		}
	},
	"it finds what nobody did": func(b *broken) {
		b.lookup = changed(b.Provider.Lookup, func(a *payment.Answer, _ payment.Call) {
			if a.Status == transfer.NotFound {
				*a = payment.Answer{Status: transfer.Failed, Reason: "unknown"}
			}
		})
	},
	"it finds nothing": func(b *broken) {
		b.lookup = changed(b.Provider.Lookup, func(a *payment.Answer, _ payment.Call) { *a = payment.Answer{Status: transfer.NotFound} })
	},
	"it finds the deed before": func(b *broken) { b.lookup = byRef(b) },
	"its lookup pays": func(b *broken) {
		b.lookup = func(ctx ctx, c payment.Call) (payment.Answer, error) {
			if c.Kind == transfer.Payout {
				return b.Provider.Payout(ctx, c)
			}
			return b.Provider.Lookup(ctx, c)
		}
	},
	"it never hears of returns": func(b *broken) {
		b.lookup = changed(b.Provider.Lookup, func(a *payment.Answer, _ payment.Call) {
			if a.Status == transfer.Reversed {
				a.Status = transfer.Succeeded
			}
		})
	},
	"a second capture is a no": func(b *broken) {
		var seen sync.Map
		b.capture = func(ctx ctx, c payment.Call) (payment.Answer, error) {
			if key, known := seen.LoadOrStore(c.Ref, c.Key); known && key != c.Key {
				return payment.Answer{Status: transfer.Failed, Reason: "already captured"}, nil
			}
			return b.Provider.Capture(ctx, c)
		}
	},
	"its profile promises too much": func(b *broken) {
		b.profile = func() payment.Profile {
			p := b.Provider.Profile()
			p.Most = map[money.Currency]int64{money.JPY: 200_000}
			return p
		}
	},
	"its profile forgets a limit": func(b *broken) {
		b.profile = func() payment.Profile {
			p := b.Provider.Profile()
			p.Most = map[money.Currency]int64{money.JPY: 50_000}
			return p
		}
	},
	"its profile hides a currency": func(b *broken) {
		b.profile = func() payment.Profile {
			p := b.Provider.Profile()
			p.Currencies = slices.Clone(p.Currencies[:2])
			return p
		}
	},
	"its profile has no name": func(b *broken) {
		b.profile = func() payment.Profile { p := b.Provider.Profile(); p.Name = ""; return p }
	},
	"it says that it pays nobody": func(b *broken) {
		b.profile = func() payment.Profile { p := b.Provider.Profile(); p.Payouts = false; return p }
	},
	"it pays nobody in particular": func(b *broken) {
		b.payout = asked(b.Provider.Payout, func(c *payment.Call) {
			if c.To == "" {
				c.To = "somebody"
			}
		})
	},
	"it moves less than nothing": func(b *broken) {
		b.payout = asked(b.Provider.Payout, func(c *payment.Call) {
			if c.Amount.Sign() < 0 {
				c.Amount = c.Amount.Neg()
			}
		})
	},
	"it believes every notice": func(b *broken) {
		b.webhook = func(_ http.Header, body []byte) ([]payment.Notice, error) { return read(body) }
	},
	"it believes every signature": func(b *broken) {
		b.webhook = func(h http.Header, body []byte) ([]payment.Notice, error) {
			if h.Get(fake.SignatureHeader) == "" {
				return nil, payment.ErrSignature
			}
			return read(body)
		}
	},
	"it believes old notices": func(b *broken) {
		b.webhook = func(h http.Header, body []byte) ([]payment.Notice, error) {
			list, err := b.Provider.Webhook(context.Background(), h, body)
			if err != nil && strings.Contains(err.Error(), "another time") {
				return read(body)
			}
			return list, err
		}
	},
	"its notices are new each time": func(b *broken) {
		n := 0
		b.webhook = func(h http.Header, body []byte) ([]payment.Notice, error) {
			list, err := b.Provider.Webhook(context.Background(), h, body)
			for i := range list {
				n++
				list[i].ID = fmt.Sprint(n)
			}
			return list, err
		}
	},
	"its notices name nothing": func(b *broken) {
		b.webhook = func(h http.Header, body []byte) ([]payment.Notice, error) {
			list, err := b.Provider.Webhook(context.Background(), h, body)
			for i := range list {
				list[i].Transfer = ""
			}
			return list, err
		}
	},
	"its reports leave refunds out": func(b *broken) {
		b.movements = told(b, func(m *payment.Movement) bool { return m.Kind != transfer.Refund })
	},
	"its reports name no transfer": func(b *broken) {
		b.movements = told(b, func(m *payment.Movement) bool { m.Transfer = ""; return true })
	},
	"its reports go on": func(b *broken) {
		b.movements = func(ctx context.Context, from, to time.Time, yield func(payment.Movement) error) error {
			return b.Provider.Movements(ctx, from, to, func(m payment.Movement) error { _ = yield(m); return nil })
		}
	},
	"its reports know no end": func(b *broken) {
		b.movements = func(ctx context.Context, from, _ time.Time, yield func(payment.Movement) error) error {
			return b.Provider.Movements(ctx, from, from.Add(1000*time.Hour), yield)
		}
	},
}

// byRef looks up by the provider's ids alone.
func byRef(b *broken) deed {
	return asked(b.Provider.Lookup, func(c *payment.Call) {
		if c.DoneRef != "" {
			c.Key = ""
		}
	})
}

func told(b *broken, edit func(m *payment.Movement) bool) func(ctx context.Context, from, to time.Time, yield func(payment.Movement) error) error {
	return func(ctx context.Context, from, to time.Time, yield func(payment.Movement) error) error {
		return b.Provider.Movements(ctx, from, to, func(m payment.Movement) error {
			if !edit(&m) {
				return nil
			}
			return yield(m)
		})
	}
}

// read believes what a body says.
func read(body []byte) ([]payment.Notice, error) {
	var n payment.Notice
	if err := json.Unmarshal(body, &n); err != nil || n.Transfer == "" {
		return nil, payment.ErrSignature
	}
	return []payment.Notice{n}, nil
}
