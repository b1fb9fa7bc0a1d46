package transaction

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

var epoch = time.Date(2030, 1, 10, 0, 7, 0, 0, time.UTC)

func yen(units int64) money.Money {
	c, err := money.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return money.New(units, c)
}

// presetTerms is a fresh copy of a preset's terms.
func presetTerms(t testing.TB, name string) *policy.Terms {
	p, err := policy.Preset(name)
	require.NoError(t, err)
	return &p.Terms
}

// adversary is a policy whose periods tie wherever they can, with odd fees and
// every switch turned to the side that the presets don't use.
func adversary(t testing.TB) *policy.Terms {
	p, err := policy.Preset("coconala-2026")
	require.NoError(t, err)
	tick := policy.Hours(6)
	p.Name = "adversary"
	floor, most := yen(2), yen(200)
	p.Fees.Seller = policy.Fee{Rate: money.MustRate("33.3333"), Max: &most, Round: money.Down}
	p.Fees.Buyer = policy.Fee{Rate: money.MustRate("0.5"), Min: &floor, Round: money.HalfEven}
	p.Purchase.PaymentDue = tick
	p.Purchase.OptionsOnQuotation, p.Purchase.PostNotesOnQuotation = true, true
	p.Purchase.Additional = policy.Limits{}
	p.Cancel.FirstContact, p.Cancel.SellerSilence, p.Cancel.BuyerSilence = tick, policy.Hours(3), tick
	p.Cancel.Answer, p.Cancel.Hide = tick, policy.Hours(12)
	p.Delivery.NeedsMessage, p.Delivery.Declines = false, 2
	p.Delivery.Approval, p.Delivery.Close = tick.RoundUp(p.Time.Offset), tick
	p.Delivery.AgeLimit = policy.Hours(12)
	p.Review.Window, p.Review.Blind = policy.Hours(12), tick
	require.Empty(t, p.Validate())
	return &p.Terms
}

// Every short history, breadth first: all commands of all actors, at every
// instant at which something changes. Each state and each step must keep what
// holds everywhere (explore_check_test.go). TORIKIME_EXPLORE=full visits more than
// a million states.
func TestExploreEveryShortHistory(t *testing.T) {
	if raceEnabled && os.Getenv("TORIKIME_EXPLORE") == "" {
		t.Skip("the explorer is for states, not for races; the other tests run with the race detector")
	}
	budget := 35_000
	switch {
	case os.Getenv("TORIKIME_EXPLORE") == "full":
		budget = 350_000
	case testing.Short():
		budget = 5_000
	}
	total := 0
	began := time.Now()
	for _, terms := range []*policy.Terms{presetTerms(t, "coconala"), presetTerms(t, "coconala-2026"), adversary(t)} {
		t.Run(terms.Name, func(t *testing.T) {
			x := newExplorer(t, terms, budget)
			x.run()
			t.Logf("%s: %d distinct states visited, %d more seen, %d steps, depth %d, %d kinds of refusal",
				terms.Name, x.visited.Load(), x.seenCount()-int(x.visited.Load()), x.steps.Load(), x.depth, x.refusals())
			total += int(x.visited.Load())
			require.GreaterOrEqual(t, int(x.visited.Load()), budget, "the space is larger than that")
		})
	}
	t.Logf("%d distinct states in %s", total, time.Since(began).Round(time.Millisecond))
}

// trail is a history, as the steps that made it: a command, or a wait if there is
// none, at an instant.
type trail struct {
	before *trail
	c      Command
	now    time.Time
}

type explorer struct {
	t        *testing.T
	terms    *policy.Terms
	facts    Facts
	commands []Command
	wrong    []Command // by actors who may never
	budget   int64
	depth    int

	visited, steps atomic.Int64
	failed         atomic.Bool
	shards         [64]struct {
		sync.Mutex
		seen map[[16]byte]struct{}
	}
	said sync.Map // refusals whose words were checked: rule/code
}

func newExplorer(t *testing.T, terms *policy.Terms, budget int) *explorer {
	x := &explorer{t: t, terms: terms, budget: int64(budget)}
	for i := range x.shards {
		x.shards[i].seen = map[[16]byte]struct{}{}
	}
	x.facts.Others = []Other{{ID: "t2", Service: "logo", PurchasedAt: epoch, Phase: Open}}
	actors := []Actor{Buyer("aoi"), Seller("ren"), Operator("kei"), System()}
	for _, who := range actors {
		for _, c := range alphabet(terms, who) {
			if gates[c.command()].by.has(who.Role) {
				x.commands = append(x.commands, c)
			} else {
				x.wrong = append(x.wrong, c)
			}
		}
	}
	for _, who := range []Actor{Buyer("mio"), Seller("mio"), Operator(""), {}} {
		x.wrong = append(x.wrong, alphabet(terms, who)...)
	}
	return x
}

// alphabet is every command, as one actor could give it. For cancel reasons that
// the table treats alike, one stands for all.
func alphabet(terms *policy.Terms, who Actor) []Command {
	step := []Step{{Title: "Draft", Date: policy.Date{Year: 2030, Month: 2, Day: 1}}}
	list := []Command{
		Pay{By: who, Payment: Settled}, Pay{By: who, Payment: Refused}, Abandon{By: who},
		Message{By: who, Text: "words"}, Deliver{By: who, Text: "words"}, Approve{By: who}, Decline{By: who},
		WithdrawCancel{By: who}, AgreeCancel{By: who}, RefuseCancel{By: who},
		PayAdditional{By: who, Amount: yen(151), Payment: Settled}, PayAdditional{By: who, Amount: yen(151), Payment: Refused},
		BuyOption{By: who, Option: "fast", Payment: Settled},
		WriteReview{By: who, Stars: 1, Comment: "words"}, ReplyReview{By: who, Text: "words"},
		SetSchedule{By: who, Steps: step, Reason: "words"},
		OperatorCancel{By: who, Reason: "words"},
		OperatorCancel{By: who, Reason: "words", Reviews: []policy.Role{policy.Buyer, policy.Seller}, Counts: true},
		OperatorCancel{By: who, Reason: "words", Reviews: []policy.Role{policy.Seller}},
		OperatorClose{By: who, Reason: "words"}, OperatorHold{By: who, Reason: "words"}, OperatorRelease{By: who, Reason: "words"},
		OperatorRefund{By: who, Reason: "words", Amount: yen(1)}, OperatorRefund{By: who, Reason: "words", Amount: yen(997)},
		receiving(terms, who, "c0", ForPurchase, 997), NoteRefund{By: who, Seq: 1, Charge: "c0", Stage: RefundSent},
		Annotate{By: who}, OperatorShow{By: who, Reason: "words", Seq: 1}, OperatorWithhold{By: who, Reason: "words", Seq: 1},
	}
	for k := range deadlineKinds {
		list = append(list, OperatorExtend{By: who, Reason: "words", Deadline: k, Later: 90 * time.Minute})
	}
	type like struct {
		by        policy.Role
		condition policy.Condition
		silence   policy.OnSilence
		outcomes  string
	}
	alike := map[like]bool{}
	for i := range terms.Cancel.Reasons {
		r := &terms.Cancel.Reasons[i]
		kind := like{r.By, r.Condition, r.OnSilence, fmt.Sprint(r.Agreed, r.Silence)}
		if r.Condition == policy.Duplicate || r.Condition == policy.OtherTalkroom {
			kind.condition = policy.Always // the facts allow both
		}
		if !alike[kind] {
			alike[kind] = true
			list = append(list, RequestCancel{By: who, Reason: r.ID})
		}
	}
	return list
}

// receiving is captured money for something at a price, with the buyer's fee on it.
func receiving(terms *policy.Terms, who Actor, id string, kind PaymentKind, net int64) Receive {
	bill := charge(terms, net)
	return Receive{By: who, Charge: id, Kind: kind, Option: "fast", Net: yen(net), Amount: yen(bill.Net + bill.BuyerFee)}
}

// beginnings are the purchases that a history can begin with.
func (x *explorer) beginnings() []Command {
	first := Purchase{
		By: Buyer("aoi"), ID: "t1", Seller: "ren", Service: "logo", Terms: x.terms, Price: yen(997), Notes: "words",
		Options: []Option{{ID: "fast", Title: "Faster", Price: yen(313)}},
	}
	var list []Command
	for _, how := range []Settlement{Settled, Awaited, Refused} {
		for _, quotation := range []string{"", "q1"} {
			c := first
			c.Payment, c.Quotation = how, quotation
			list = append(list, c)
		}
	}
	if x.terms.Delivery.Inspection {
		first.Inspection, first.Payment = true, Settled
		list = append(list, first)
	}
	return list
}

func (x *explorer) run() {
	var level []*trail
	for _, c := range x.beginnings() {
		level = append(level, &trail{c: c, now: epoch})
	}
	for len(level) > 0 && x.visited.Load() < x.budget && !x.failed.Load() {
		level = x.expand(level)
		x.depth++
	}
}

// expand visits a level of histories and gives back the next.
func (x *explorer) expand(level []*trail) []*trail {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var index atomic.Int64
	var next []*trail
	for range runtime.GOMAXPROCS(0) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			v := visitor{explorer: x}
			for !x.failed.Load() && x.visited.Load() < x.budget {
				i := int(index.Add(1)) - 1
				if i >= len(level) {
					break
				}
				v.visit(level[i])
			}
			mu.Lock()
			next = append(next, v.next...)
			mu.Unlock()
		}()
	}
	wg.Wait()
	return next
}

// isNew notes a state; false if it was seen before.
func (x *explorer) isNew(key [16]byte) bool {
	shard := &x.shards[key[0]%64]
	shard.Lock()
	defer shard.Unlock()
	if _, seen := shard.seen[key]; seen {
		return false
	}
	shard.seen[key] = struct{}{}
	return true
}

func (x *explorer) seenCount() int {
	n := 0
	for i := range x.shards {
		n += len(x.shards[i].seen)
	}
	return n
}

func (x *explorer) refusals() int {
	n := 0
	x.said.Range(func(any, any) bool { n++; return true })
	return n
}

// state follows a trail from its beginning.
func (x *explorer) state(tr *trail) State {
	var steps [64]*trail
	n := 0
	for ; tr != nil; tr = tr.before {
		steps[n] = tr
		n++
	}
	var s State
	for n--; n >= 0; n-- {
		if steps[n].c == nil {
			s, _ = Advance(s, steps[n].now)
		} else {
			s, _, _ = Handle(s, steps[n].c, x.facts, steps[n].now)
		}
	}
	return s
}

// String is the history, a line per step.
func (tr *trail) String() string {
	var lines []string
	for ; tr != nil; tr = tr.before {
		what := "wait"
		if tr.c != nil {
			what = fmt.Sprintf("%s %s %T", tr.c.Actor().Role, tr.c.Name(), tr.c)
		}
		lines = append([]string{fmt.Sprintf("%10s %s", tr.now.Sub(epoch), what)}, lines...)
	}
	return strings.Join(lines, "\n")
}
