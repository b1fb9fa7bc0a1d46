package transaction_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// What is said of the presets is known, in both languages, and none of it is an error.
func TestLintOfPresets(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Preset(name)
			require.NoError(t, err)
			var got strings.Builder
			for _, a := range transaction.Lint(p) {
				require.NotEqual(t, policy.LintError, a.Severity)
				fmt.Fprintf(&got, "%s\n  %s %s\n", a, a.Text(policy.Japanese), a.Instead(policy.Japanese))
			}
			golden(t, got.String(), "lint", name+".txt")
		})
	}
}

// base is a policy of which little is said: the default preset with an age limit.
func base(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	p.Delivery.AgeLimit = policy.Hours(2880)
	return p
}

func codes(list []policy.Advice) []string {
	all := make([]string, len(list))
	for i, a := range list {
		all[i] = a.Code + " " + a.Path
	}
	return all
}

const (
	rounds = "life_unbounded cancel.answer"
	long   = "longest_life delivery.age_limit"
	noEnd  = "life_without_end delivery.age_limit"
	open   = "wait_without_end delivery.age_limit"
)

// lintRows are, for every code, a change that brings exactly the advice named.
var lintRows = []struct {
	name   string
	change func(*policy.Policy)
	want   []string
}{
	{"T4.9 a policy with every end", func(*policy.Policy) {}, []string{rounds, long}},
	{"T4.9 a talkroom that nobody ends", func(p *policy.Policy) { p.Delivery.AgeLimit = policy.Window{} },
		[]string{open, rounds, noEnd, "reminder_off notices.reminders[7]"}},
	{"T1.5 a payment that nobody makes", func(p *policy.Policy) { p.Purchase.PaymentDue = policy.Window{} },
		[]string{"wait_without_end purchase.payment_due", rounds, noEnd, "reminder_off notices.reminders[0]"}},
	{"T4.8 declines without limit", func(p *policy.Policy) {
		p.Delivery.Inspection, p.Delivery.AgeLimit = true, policy.Window{}
	}, []string{"declines_unbounded delivery.inspection", open, rounds, noEnd, "reminder_off notices.reminders[7]"}},
	{"T4.8 declines that an age limit ends", func(p *policy.Policy) { p.Delivery.Inspection = true }, []string{rounds, long}},
	{"T4.5 many declines are not without limit", func(p *policy.Policy) { p.Delivery.Declines = 1000 }, []string{rounds, long}},
	{"T3.2 a buyer whom nobody answers", func(p *policy.Policy) {
		p.Cancel.SellerSilence, p.Delivery.AgeLimit = policy.Window{}, policy.Window{}
		p.Notices.Reminders = p.Notices.Reminders[:7]
	}, []string{"buyer_stuck cancel.seller_silence", "reason_needs_silence cancel.reasons[9].condition", "buyer_no_way_out cancel.reasons", open, rounds, noEnd}},
	{"T4.6 a seller whom nobody approves", func(p *policy.Policy) {
		p.Delivery.Approval, p.Delivery.AgeLimit = policy.Window{}, policy.Window{}
		p.Notices.Reminders = p.Notices.Reminders[:6]
	}, []string{"seller_stuck delivery.approval", "wait_without_end delivery.approval", open, rounds, noEnd}},
	{"T4.4 an approval that never closes", func(p *policy.Policy) {
		p.Delivery.Close, p.Delivery.AgeLimit = policy.Window{}, policy.Window{}
		p.Notices.Reminders = p.Notices.Reminders[:7]
	}, []string{"seller_stuck delivery.close", "wait_without_end delivery.close", open, rounds, noEnd}},
	{"T3.7 a request that nobody answers", func(p *policy.Policy) {
		p.Cancel.Answer = policy.Window{}
		p.Notices.Reminders = append(p.Notices.Reminders[:5:5], p.Notices.Reminders[6:]...)
	}, []string{"answer_off cancel.answer", "wait_without_end cancel.answer", rounds, long}},
	{"T3.1 nothing that cancels", func(p *policy.Policy) {
		p.Cancel.Reasons, p.Cancel.FirstContact = p.Cancel.Reasons[10:], policy.Window{}
		p.Cancel.BuyerSilence, p.Cancel.SellerSilence = policy.Window{}, policy.Window{}
		p.Notices.Reminders = append(p.Notices.Reminders[:1:1], p.Notices.Reminders[5:]...)
	}, []string{"phase_unreachable cancel.reasons", "buyer_no_way_out cancel.reasons", "seller_no_reason cancel.reasons", "deadline_unused cancel.answer", long}},
	{"T3.4 a silence that the first contact never leaves", func(p *policy.Policy) {
		p.Cancel.BuyerSilence = policy.LaterOf(policy.Hours(96), policy.EndOfDay(120, 0))
	}, []string{"reason_unused cancel.reasons[2]", "silence_after_age cancel.buyer_silence", rounds, long}},
	{"T0.7 two deadlines at one instant", func(p *policy.Policy) { p.Cancel.Hide = p.Review.Window }, []string{"deadline_tie review.window", rounds, long}},
	{"T0.3 a silence at the instant of a deadline", func(p *policy.Policy) { p.Cancel.SellerSilence = p.Cancel.FirstContact },
		[]string{"silence_tie cancel.seller_silence", rounds, long}},
}

// Each change brings exactly the advice it should, of a policy that Validate takes,
// and twice the same.
func TestLint(t *testing.T) {
	t.Parallel()
	for _, row := range lintRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			p := base(t)
			row.change(p)
			require.Empty(t, p.Validate())
			list := transaction.Lint(p)
			require.ElementsMatch(t, row.want, codes(list))
			require.Equal(t, list, transaction.Lint(p))
			for _, a := range list {
				require.NotContains(t, a.Text(policy.English)+a.Instead(policy.Japanese), "{")
				require.NotEmpty(t, a.Text(policy.English), a.Code)
			}
		})
	}
}

// Every code that the source gives has a row that brings it; a dead end has a test
// of its own, because no policy is known to bring one.
func TestEveryAdviceIsProved(t *testing.T) {
	t.Parallel()
	proved := map[string]bool{"dead_end": true}
	for _, row := range lintRows {
		for _, want := range row.want {
			code, _, _ := strings.Cut(want, " ")
			proved[code] = true
		}
	}
	given := regexp.MustCompile(`(?:Advise\([^,]+, |side\()"([a-z_]+)"`)
	n := 0
	for _, file := range []string{"lint.go", "lint_life.go"} {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, match := range given.FindAllStringSubmatch(string(source), -1) {
			n++
			require.True(t, proved[match[1]], "no policy of the table brings %s", match[1])
		}
	}
	require.GreaterOrEqual(t, n, 13)
}
