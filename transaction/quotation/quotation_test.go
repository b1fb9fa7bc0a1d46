package quotation_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/quotation"
)

var (
	noon     = time.Date(2030, 1, 10, 3, 0, 0, 0, time.UTC) // 12:00 in Tokyo
	aoi      = transaction.Buyer("aoi")
	ren      = transaction.Seller("ren")
	operator = transaction.Operator("op")
	week     = 7 * 24 * time.Hour
	logo     = quotation.Service{ID: "logo", Seller: "ren", Currency: money.JPY}
)

const microsecond = time.Microsecond

// story is one quotation that is being told.
type story struct {
	t      *testing.T
	state  quotation.State
	events []quotation.Event
	facts  quotation.Facts
	now    time.Time
}

func begin(t *testing.T, preset string) *story {
	t.Helper()
	p, err := policy.Preset(preset)
	require.NoError(t, err)
	s := &story{t: t, facts: quotation.Facts{Policy: p, Service: logo}, now: noon}
	return s.do(quotation.Request{By: aoi, ID: "q", Service: "logo", Text: "a logo for my bakery?"})
}

func (s *story) try(c quotation.Command) *policy.Rejection {
	state, events, no := quotation.Handle(s.state, c, s.facts, s.now)
	s.state, s.events = state, append(s.events, events...)
	require.Equal(s.t, quotation.Replay(s.events), s.state, "a history leads to its state")
	require.Len(s.t, s.events, s.state.Seq)
	return no
}

func (s *story) do(commands ...quotation.Command) *story {
	s.t.Helper()
	for _, c := range commands {
		require.Nil(s.t, s.try(c), c.Name())
	}
	return s
}

func (s *story) at(since time.Duration) *story {
	s.now = noon.Add(since)
	return s
}

func (s *story) refused(c quotation.Command, kind policy.Kind, rule, code string) {
	s.t.Helper()
	before := s.state.Seq
	no := s.try(c)
	require.NotNil(s.t, no, c.Name())
	require.Equal(s.t, []string{string(kind), rule, code}, []string{string(no.Kind), no.Rule, no.Code})
	require.NotContains(s.t, no.Text(policy.English)+no.Text(policy.Japanese), "{", "every placeholder is filled")
	_, due := quotation.Advance(s.state, s.now)
	require.Empty(s.t, due)
	require.LessOrEqual(s.t, s.state.Seq-before, 1, "T0.9 only what was overdue")
}

func (s *story) phase(want quotation.Phase) *story {
	s.t.Helper()
	require.Equal(s.t, want, s.state.Phase)
	return s
}

func propose(units int64) quotation.Propose {
	return quotation.Propose{
		By: ren, Price: money.New(units, money.JPY), Delivery: policy.Date{Year: 2030, Month: 1, Day: 20}, Text: "three drafts, then one of them",
	}
}

// T1.1: a buyer asks; the seller asks back, proposes or refuses.
func TestRequest(t *testing.T) {
	t.Parallel()
	t.Run("T1.1 asks and is asked", func(t *testing.T) {
		t.Parallel()
		s := begin(t, "coconala").phase(quotation.Requested)
		s.do(quotation.Ask{By: ren, Text: "which colours?"}, quotation.Ask{By: aoi, Text: "brown"}, propose(8000)).phase(quotation.Proposed)
		s.do(quotation.Ask{By: aoi, Text: "can it be cheaper?"}).phase(quotation.Proposed)
		require.Equal(t, "logo", s.state.Proposal.Service, "what the request was about")
	})
	t.Run("T1.1 refuses for every reason of the policy", func(t *testing.T) {
		t.Parallel()
		for _, reason := range []string{"content", "budget", "deadline", "other"} {
			s := begin(t, "coconala").do(quotation.Refuse{By: ren, Reason: reason, Text: "sorry"}).phase(quotation.Refused)
			require.Equal(t, reason, s.state.Reason)
			s.refused(propose(8000), policy.TooLate, "T1.1", "refused")
			s.refused(quotation.Ask{By: aoi, Text: "why?"}, policy.TooLate, "T1.1", "refused")
		}
	})
	t.Run("T1.1 refuses without a reason where the policy has none", func(t *testing.T) {
		t.Parallel()
		s := begin(t, "coconala")
		p := *s.facts.Policy
		p.Quotation.RefusalReasons = nil
		s.facts.Policy = &p
		s.refused(quotation.Refuse{By: ren, Reason: "other"}, policy.Invalid, "T1.1", "form")
		s.do(quotation.Refuse{By: ren}).phase(quotation.Refused)
	})
	t.Run("T1.1 who may not ask", func(t *testing.T) {
		t.Parallel()
		s := begin(t, "coconala")
		for _, c := range []struct {
			name string
			c    quotation.Request
			kind policy.Kind
			code string
		}{
			{"himself", quotation.Request{By: transaction.Buyer("ren"), ID: "x", Seller: "ren", Text: "?"}, policy.WrongActor, "self"},
			{"about his own service", quotation.Request{By: transaction.Buyer("ren"), ID: "x", Service: "logo", Text: "?"}, policy.WrongActor, "self"},
			{"a seller", quotation.Request{By: transaction.Seller("sora"), ID: "x", Seller: "ren", Text: "?"}, policy.WrongActor, "no_buyer"},
			{"nobody", quotation.Request{ID: "x", Seller: "ren", Text: "?"}, policy.Invalid, "form"},
			{"no seller", quotation.Request{By: aoi, ID: "x", Text: "?"}, policy.Invalid, "form"},
			{"another's service", quotation.Request{By: aoi, ID: "x", Seller: "sora", Service: "logo", Text: "?"}, policy.Invalid, "form"},
			{"without a word", quotation.Request{By: aoi, ID: "x", Seller: "ren", Text: " \u200b\n"}, policy.Invalid, "form"},
			{"too long", quotation.Request{By: aoi, ID: "x", Seller: "ren", Text: strings.Repeat("あ", policy.MaxText+1)}, policy.Invalid, "form"},
			{"no UTF-8", quotation.Request{By: aoi, ID: "x", Seller: "ren", Text: "\xff"}, policy.Invalid, "form"},
			{"an id of two lines", quotation.Request{By: aoi, ID: "x\ny", Seller: "ren", Text: "?"}, policy.Invalid, "form"},
		} {
			f := s.facts
			if c.c.Service == "" {
				f.Service = quotation.Service{}
			}
			_, no := quotation.Decide(quotation.State{}, c.c, f, noon)
			require.NotNil(t, no, c.name)
			require.Equal(t, string(c.kind)+" "+c.code, string(no.Kind)+" "+no.Code, c.name)
		}
		s.refused(quotation.Request{By: aoi, ID: "q", Service: "logo", Text: "again"}, policy.Conflict, "T1.1", "exists")
	})
	t.Run("T1.1 bad answers", func(t *testing.T) {
		t.Parallel()
		s := begin(t, "coconala")
		s.refused(quotation.Refuse{By: ren, Reason: "bored"}, policy.Invalid, "T1.1", "form")
		s.refused(quotation.Ask{By: ren, Text: " "}, policy.Invalid, "T1.1", "form")
		s.refused(quotation.Refuse{By: aoi, Reason: "budget"}, policy.WrongActor, "T1.1", "wrong_actor")
		by := propose(8000)
		by.By = aoi
		s.refused(by, policy.WrongActor, "T1.1", "wrong_actor")
		for _, stranger := range []transaction.Actor{{}, transaction.Buyer("haru"), transaction.Seller("aoi"), transaction.Buyer("ren"), transaction.System(), transaction.Operator("")} {
			s.refused(quotation.Ask{By: stranger, Text: "hm"}, policy.NotParty, "T0.9", "not_party")
		}
		s.do(propose(8000))
		s.refused(quotation.Refuse{By: ren, Reason: "budget"}, policy.WrongState, "T1.1", "proposed")
	})
}

// T1.2: a proposal is edited or withdrawn until it is bought; the buyer agrees to
// what he has seen.
func TestProposal(t *testing.T) {
	t.Parallel()
	t.Run("T1.2 edited", func(t *testing.T) {
		t.Parallel()
		s := begin(t, "coconala").do(propose(8000)).at(time.Hour).do(propose(7000))
		require.Equal(t, 2, s.state.Proposal.Version)
		s.refused(quotation.Buy{By: aoi, Version: 1}, policy.Conflict, "T1.2", "edited")
		s.do(quotation.Buy{By: aoi, Version: 2}).phase(quotation.Purchased)
		require.Equal(t, "q", s.state.Bought())
		require.Equal(t, money.New(7000, money.JPY), s.events[len(s.events)-1].(quotation.ProposalBought).Price)
		require.True(t, s.state.Unstored)
		for _, c := range []quotation.Command{propose(1), quotation.Withdraw{By: ren}, quotation.Withdraw{By: aoi}, quotation.Buy{By: aoi}, quotation.OperatorClose{By: operator, Reason: "x"}} {
			s.refused(c, policy.TooLate, "T1.2", "purchased")
		}
	})
	t.Run("T1.2 withdrawn by the seller", func(t *testing.T) {
		t.Parallel()
		s := begin(t, "coconala")
		s.refused(quotation.Withdraw{By: ren}, policy.WrongState, "T1.2", "nothing_proposed")
		s.refused(quotation.Buy{By: aoi}, policy.WrongState, "T1.2", "nothing_proposed")
		s.do(propose(8000), quotation.Withdraw{By: ren}).phase(quotation.Withdrawn)
		require.Equal(t, policy.Seller, s.state.EndedBy)
		s.refused(quotation.Buy{By: aoi}, policy.TooLate, "T1.2", "withdrawn")
	})
	t.Run("T1.2 withdrawn by the buyer", func(t *testing.T) {
		t.Parallel()
		begin(t, "coconala").do(quotation.Withdraw{By: aoi}).phase(quotation.Withdrawn)
		begin(t, "coconala").do(propose(8000), quotation.Withdraw{By: aoi}).phase(quotation.Withdrawn)
	})
	t.Run("T3.15 closed by an operator", func(t *testing.T) {
		t.Parallel()
		s := begin(t, "coconala")
		s.refused(quotation.OperatorClose{By: operator, Reason: " "}, policy.Invalid, "T3.15", "form")
		s.refused(quotation.OperatorClose{By: aoi, Reason: "x"}, policy.WrongActor, "T3.15", "wrong_actor")
		s.do(quotation.OperatorClose{By: operator, Reason: "spam"}).phase(quotation.Withdrawn)
		require.Equal(t, policy.Operator, s.state.EndedBy)
	})
	t.Run("T1.2 only its buyer", func(t *testing.T) {
		t.Parallel()
		s := begin(t, "coconala").do(propose(8000))
		s.refused(quotation.Buy{By: ren}, policy.WrongActor, "T1.2", "wrong_actor")
		s.refused(quotation.Buy{By: transaction.Buyer("haru")}, policy.NotParty, "T0.9", "not_party")
		s.refused(quotation.Buy{By: aoi, Version: -1}, policy.Invalid, "T1.2", "form")
	})
	t.Run("T1.10 what the purchase says no to", func(t *testing.T) {
		t.Parallel()
		s := begin(t, "coconala").do(propose(8000))
		s.facts.Sale = policy.Reject(policy.WrongState, "T1.10", "paused")
		s.refused(quotation.Buy{By: aoi}, policy.WrongState, "T1.10", "paused")
		s.phase(quotation.Proposed)
	})
}

// T1.3: a proposal lapses at the end of its period, at that very instant, and an
// edit starts the period anew.
func TestLapse(t *testing.T) {
	t.Parallel()
	for _, preset := range []string{"coconala", "coconala-2026"} {
		proposed := func() *story { return begin(t, preset).do(propose(8000)) }
		proposed().at(week - microsecond).do(quotation.Buy{By: aoi}).phase(quotation.Purchased)
		for _, late := range []time.Duration{week, week + microsecond, 100 * week} {
			s := proposed().at(late)
			s.refused(quotation.Buy{By: aoi}, policy.TooLate, "T1.3", "lapsed")
			require.Equal(t, quotation.ProposalLapsed{At: noon.Add(week)}, s.events[2], "T0.2")
			require.Equal(t, noon.Add(week), s.state.EndedAt)
			s.refused(propose(1000), policy.TooLate, "T1.3", "lapsed")
		}
		s := proposed().at(week - microsecond).do(propose(8000)) // T1.3: an edit at the last moment
		due, ok := quotation.Next(s.state)
		require.True(t, ok)
		require.Equal(t, noon.Add(2*week-microsecond), due)
		s.at(2*week - 2*microsecond).do(quotation.Ask{By: aoi, Text: "a question moves nothing"})
		s.at(2*week-microsecond).refused(quotation.Withdraw{By: ren}, policy.TooLate, "T1.3", "lapsed")
	}
	// A request waits as long as both sides like; so does a proposal without a period.
	_, ok := quotation.Next(begin(t, "coconala").state)
	require.False(t, ok)
	s := begin(t, "coconala")
	p := *s.facts.Policy
	p.Quotation.Lapse = policy.Window{}
	s.facts.Policy = &p
	s.do(propose(8000)).at(1000 * week).do(quotation.Buy{By: aoi})
	// A period of nothing lapses at once, and leaves no proposal that nobody can buy.
	s = begin(t, "coconala")
	p.Quotation.Lapse = policy.Elapsed(0)
	s.facts.Policy = &p
	s.do(propose(8000)).phase(quotation.Lapsed)
	// T0.6: time never runs backwards.
	s = begin(t, "coconala").at(time.Hour).do(propose(8000)).at(0).do(quotation.Ask{By: aoi, Text: "?"})
	require.Equal(t, noon.Add(time.Hour), s.state.LastAt)
}

// T1.4: a price is an amount that can be paid, within the policy's limits.
func TestPrice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		preset string
		price  money.Money
		code   string // empty: accepted
		path   string
	}{
		{"T1.4 one yen, no limits", "coconala", money.New(1, money.JPY), "", ""},
		{"T1.4 zero", "coconala", money.New(0, money.JPY), "form", "amount"},
		{"T1.4 negative", "coconala", money.New(-1, money.JPY), "form", "amount"},
		{"T1.4 the largest amount", "coconala", money.New(money.Max, money.JPY), "", ""},
		{"T1.4 beyond it", "coconala", money.New(money.Max+1, money.JPY), "form", "beyond"},
		{"T1.4 another currency than the service's", "coconala", money.New(80, money.USD), "form", "currency"},
		{"T1.4 no currency", "coconala", money.Money{}, "form", "no_currency"},
		{"T1.4 below the least", "coconala-2026", money.New(499, money.JPY), "too_little", ""},
		{"T1.4 the least", "coconala-2026", money.New(500, money.JPY), "", ""},
		{"T1.4 the most", "coconala-2026", money.New(1_000_000, money.JPY), "", ""},
		{"T1.4 above the most", "coconala-2026", money.New(1_000_001, money.JPY), "too_much", ""},
		{"T1.4 another currency than the limits'", "coconala-2026", money.New(50_000, money.USD), "form", "currency"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t, c.preset)
			p := propose(1)
			p.Price = c.price
			no := s.try(p)
			if c.code == "" {
				require.Nil(t, no)
				require.Equal(t, c.price, s.state.Proposal.Price)
				return
			}
			require.NotNil(t, no)
			require.Equal(t, policy.Invalid, no.Kind)
			require.Equal(t, c.code, no.Code)
			if c.path != "" {
				fault := no.Faults[0]
				require.Equal(t, []string{"price", c.path, "T1.4"}, []string{fault.Path, fault.Code, fault.Rule})
				require.NotEqual(t, fault.Message, fault.Text(policy.Japanese), "in both languages")
			} else {
				require.Equal(t, "T1.4", no.Rule)
			}
		})
	}
}

// A proposal says when and what, for a service of the seller's own.
func TestProposal_Form(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*story, *quotation.Propose)
		path   string // empty: accepted
		code   string
	}{
		{"today in the policy's zone", func(s *story, p *quotation.Propose) {
			s.now = time.Date(2030, 1, 10, 15, 0, 0, 0, time.UTC) // 0:00 on the 11th in Tokyo
			p.Delivery = policy.Date{Year: 2030, Month: 1, Day: 11}
		}, "", ""},
		{"yesterday in the policy's zone", func(s *story, p *quotation.Propose) {
			s.now = time.Date(2030, 1, 10, 15, 0, 0, 0, time.UTC)
			p.Delivery = policy.Date{Year: 2030, Month: 1, Day: 10}
		}, "delivery_date", "past"},
		{"no day", func(_ *story, p *quotation.Propose) { p.Delivery = policy.Date{} }, "delivery_date", "date"},
		{"a day that does not exist", func(_ *story, p *quotation.Propose) {
			p.Delivery = policy.Date{Year: 2031, Month: 2, Day: 29}
		}, "delivery_date", "date"},
		{"no description", func(_ *story, p *quotation.Propose) { p.Text = "\u3000" }, "description", "empty"},
		{"another's service", func(s *story, p *quotation.Propose) {
			p.Service = "portrait"
			s.facts.Service = quotation.Service{ID: "portrait", Seller: "sora", Currency: money.JPY}
		}, "service_id", "not_his"},
		{"no such service", func(s *story, p *quotation.Propose) { p.Service, s.facts.Service = "none", quotation.Service{} }, "service_id", "not_his"},
		{"another service of his", func(s *story, p *quotation.Propose) {
			p.Service = "banner"
			s.facts.Service = quotation.Service{ID: "banner", Seller: "ren", Currency: money.JPY}
		}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t, "coconala")
			p := propose(8000)
			c.change(s, &p)
			no := s.try(p)
			if c.path == "" {
				require.Nil(t, no)
				return
			}
			require.NotNil(t, no)
			require.Len(t, no.Faults, 1)
			require.Equal(t, c.path+" "+c.code, no.Faults[0].Path+" "+no.Faults[0].Code)
		})
	}
	_, no := quotation.Decide(begin(t, "coconala").state, propose(1), quotation.Facts{}, noon)
	require.Equal(t, "no_terms", no.Code)
	for _, c := range []quotation.Command{nil, &quotation.Withdraw{By: aoi}} {
		_, no := quotation.Decide(begin(t, "coconala").state, c, quotation.Facts{}, noon)
		require.Equal(t, "unknown_command", no.Code, "a pointer is no command of the set")
	}
}

// T8.2, T8.4: refused words are never sent; held words wait for an operator, and a
// proposal whose description the buyer cannot read is not for sale.
func TestFindings(t *testing.T) {
	t.Parallel()
	found := func(a policy.Action) map[string][]policy.Found {
		return map[string][]policy.Found{"text": {{Kind: policy.FoundPhone, Start: 0, End: 3, Confidence: 90, Why: "digits", Action: a}}}
	}
	s := begin(t, "coconala")
	s.facts.Found = found(policy.Refuse)
	for _, c := range []quotation.Command{quotation.Ask{By: aoi, Text: "090…"}, propose(8000), quotation.Refuse{By: ren, Reason: "other", Text: "090…"}} {
		s.refused(c, policy.Invalid, "T8.2", "contact")
	}
	_, no := quotation.Decide(quotation.State{}, quotation.Request{By: aoi, ID: "x", Seller: "ren", Text: "090…"}, quotation.Facts{Found: found(policy.Refuse)}, noon)
	require.Equal(t, "request", no.Faults[0].Path)

	s.facts.Found = found(policy.Warn)
	s.do(quotation.Ask{By: aoi, Text: "on LINE?"})
	require.Empty(t, s.state.HeldTexts)
	require.Len(t, s.events[1].(quotation.Asked).Text.Found, 1)

	s.facts.Found = found(policy.Hold)
	s.do(quotation.Ask{By: aoi, Text: "090…"}, propose(8000))
	require.Equal(t, []int{3, 4}, s.state.HeldTexts)
	require.Equal(t, map[int]bool{3: true, 4: true}, quotation.Waiting(s.events))
	s.facts.Found = nil
	s.refused(quotation.Buy{By: aoi}, policy.WrongState, "T8.4", "proposal_held")
	s.refused(quotation.OperatorShow{By: aoi, Reason: "x", Seq: 4}, policy.WrongActor, "T8.4", "wrong_actor")
	s.refused(quotation.OperatorShow{By: operator, Reason: "x", Seq: 1}, policy.WrongState, "T8.4", "not_held")
	s.do(quotation.OperatorWithhold{By: operator, Reason: "a number", Seq: 3}, quotation.OperatorShow{By: operator, Reason: "a size", Seq: 4})
	require.Empty(t, s.state.HeldTexts)
	require.Equal(t, map[int]bool{3: true}, quotation.Waiting(s.events), "what is withheld stays away")
	s.do(quotation.Buy{By: aoi})
}

// Actions says what Decide says, for every role and phase.
func TestActions(t *testing.T) {
	t.Parallel()
	allowed := func(s *story, who transaction.Actor) string {
		var names []string
		for _, a := range quotation.Actions(s.state, who, s.facts, s.now) {
			require.Equal(t, a.Allowed, a.Rejection == nil)
			if a.Allowed {
				names = append(names, a.Command)
			} else {
				require.NotEqual(t, policy.Invalid, a.Rejection.Kind, a.Command)
			}
		}
		return strings.Join(names, " ")
	}
	for _, preset := range []string{"coconala", "coconala-2026"} {
		s := begin(t, preset)
		require.Equal(t, "ask withdraw", allowed(s, aoi))
		require.Equal(t, "ask propose refuse", allowed(s, ren))
		require.Equal(t, "operator-close", allowed(s, operator))
		require.Empty(t, quotation.Actions(s.state, transaction.Buyer("haru"), s.facts, s.now))
		s.do(propose(8000))
		require.Equal(t, "ask withdraw purchase", allowed(s, aoi))
		require.Equal(t, "ask propose withdraw", allowed(s, ren))
		s.at(week)
		require.Empty(t, allowed(s, aoi)+allowed(s, ren)+allowed(s, operator))
		require.Len(t, quotation.Actions(s.state, aoi, s.facts, s.now), 3)
		require.Len(t, quotation.Actions(s.state, ren, s.facts, s.now), 4)
	}
}
