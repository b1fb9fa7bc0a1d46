package cancel_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/cancel"
	"github.com/torikime/torikime/policy"
)

var update = flag.Bool("update", false, "write testdata anew")

var noon = time.Date(2030, 1, 10, 12, 0, 0, 0, time.UTC)

func presetCancel(t *testing.T, name string) *policy.Cancel {
	p, err := policy.Preset(name)
	require.NoError(t, err)
	return &p.Cancel
}

// The whole decision table of both editions stands in a file, so that a change of
// any consequence is a visible diff.
func TestTableIsTheGolden(t *testing.T) {
	t.Parallel()
	const file = "testdata/table.golden.md"
	var b strings.Builder
	b.WriteString("# Cancel reasons\n\nWho may cancel, when, and what follows, by edition.\n\n")
	for i, name := range policy.Presets() {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(cancel.Table(name, presetCancel(t, name)))
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String(), "go test ./cancel -update writes it anew")
}

// Every row of the table has as many cells as its head.
func TestTableIsRectangular(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		c := presetCancel(t, name)
		rows := 0
		for _, line := range strings.Split(cancel.Table(name, c), "\n") {
			if strings.HasPrefix(line, "|") {
				rows++
				require.Equal(t, 14, strings.Count(line, "|"), line)
			}
		}
		require.Equal(t, len(c.Reasons)+2, rows)
	}
}

// Judge, condition by condition: when it holds, and the rule that says no.
func TestJudge(t *testing.T) {
	t.Parallel()
	silent := func(by policy.Role) *policy.Reason {
		return &policy.Reason{ID: "x", By: by, Condition: policy.OtherSilent}
	}
	tests := []struct {
		name   string
		reason *policy.Reason
		facts  cancel.Facts
		want   string
		opens  time.Time
	}{
		{"T3.1 always", &policy.Reason{Condition: policy.Always}, cancel.Facts{}, "", time.Time{}},
		{"T3.1 always, also while held", &policy.Reason{Condition: policy.Always}, cancel.Facts{Held: true}, "", time.Time{}},
		{"T3.2 silent enough", silent(policy.Buyer), cancel.Facts{At: noon, LastContact: policy.Buyer, SilentEnough: noon}, "", time.Time{}},
		{"T3.2 a microsecond early", silent(policy.Buyer), cancel.Facts{At: noon, LastContact: policy.Buyer, SilentEnough: noon.Add(time.Microsecond)}, "T3.2 too_early not_yet", noon.Add(time.Microsecond)},
		{"T3.2 the seller's was the last", silent(policy.Buyer), cancel.Facts{At: noon, LastContact: policy.Seller, SilentEnough: noon}, "T3.2 wrong_state write_first", time.Time{}},
		{"T3.2 nobody's was the last", silent(policy.Buyer), cancel.Facts{At: noon, SilentEnough: noon}, "T3.2 wrong_state write_first", time.Time{}},
		{"T3.2 off", silent(policy.Buyer), cancel.Facts{At: noon, LastContact: policy.Buyer}, "T3.2 wrong_state never", time.Time{}},
		{"T3.4 silent enough", silent(policy.Seller), cancel.Facts{At: noon, LastContact: policy.Seller, SilentEnough: noon}, "", time.Time{}},
		{"T3.4 early", silent(policy.Seller), cancel.Facts{At: noon, LastContact: policy.Seller, SilentEnough: noon.Add(1)}, "T3.4 too_early not_yet", noon.Add(1)},
		{"T3.4 the buyer's was the last", silent(policy.Seller), cancel.Facts{At: noon, LastContact: policy.Buyer, SilentEnough: noon}, "T3.4 wrong_state write_first", time.Time{}},
		{"T3.5 a duplicate", &policy.Reason{Condition: policy.Duplicate}, cancel.Facts{Duplicate: true}, "", time.Time{}},
		{"T3.5 no duplicate", &policy.Reason{Condition: policy.Duplicate}, cancel.Facts{OtherTalkroom: true}, "T3.5 wrong_state no_duplicate", time.Time{}},
		{"T3.5 another talkroom", &policy.Reason{Condition: policy.OtherTalkroom}, cancel.Facts{OtherTalkroom: true}, "", time.Time{}},
		{"T3.5 no other talkroom", &policy.Reason{Condition: policy.OtherTalkroom}, cancel.Facts{Duplicate: true}, "T3.5 wrong_state no_other_talkroom", time.Time{}},
		{"T3.17 held", silent(policy.Buyer), cancel.Facts{At: noon, LastContact: policy.Buyer, SilentEnough: noon, Held: true}, "T3.17 wrong_state held", time.Time{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			no := cancel.Judge(tt.reason, tt.facts)
			if tt.want == "" {
				require.Nil(t, no)
				return
			}
			require.NotNil(t, no)
			require.Equal(t, tt.want, no.Rule+" "+string(no.Kind)+" "+no.Code)
			require.Equal(t, tt.opens, no.OpensAt)
		})
	}
}

// Each reason is for the side that the table names, and for nobody else; what the
// table does not have is no reason (T3.6).
func TestFind(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		c := presetCancel(t, name)
		for i := range c.Reasons {
			want := &c.Reasons[i]
			for _, by := range []policy.Role{policy.Buyer, policy.Seller, policy.Operator, policy.System, policy.Nobody} {
				got, no := cancel.Find(c, want.ID, by)
				if by == want.By {
					require.Nil(t, no)
					require.Same(t, want, got)
					continue
				}
				require.Nil(t, got)
				require.Equal(t, policy.WrongActor, no.Kind, "T3.6 %s by %s", want.ID, by)
			}
		}
		_, no := cancel.Find(c, "whim", policy.Seller)
		require.Equal(t, policy.Invalid, no.Kind)
	}
}

// T3.8: a message answers a buyer's request, and a seller's only if he asked
// because the buyer was silent.
func TestAnsweredByMessage(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		c := presetCancel(t, name)
		for i := range c.Reasons {
			r := &c.Reasons[i]
			want := r.ID == "seller_unreachable" || r.ID == "buyer_unreachable"
			require.Equal(t, want, cancel.AnsweredByMessage(r), "T3.8 %s", r.ID)
		}
	}
	require.True(t, cancel.AnsweredByMessage(&policy.Reason{By: policy.Buyer, Condition: policy.Always}))
}

// T3.5: the same service, and open now or bought within the period, before or
// after; the period is half open (T0.4).
func TestIsDuplicate(t *testing.T) {
	t.Parallel()
	const week = 7 * 24 * time.Hour
	this := cancel.Purchase{Service: "logo", At: noon}
	tests := []struct {
		name  string
		other cancel.Purchase
		want  bool
	}{
		{"T3.5 open, however old", cancel.Purchase{Service: "logo", At: noon.AddDate(-1, 0, 0), Open: true}, true},
		{"T3.5 at the same instant", cancel.Purchase{Service: "logo", At: noon}, true},
		{"T3.5 just within, before", cancel.Purchase{Service: "logo", At: noon.Add(-week + time.Microsecond)}, true},
		{"T3.5 the period before", cancel.Purchase{Service: "logo", At: noon.Add(-week)}, false},
		{"T3.5 just within, after", cancel.Purchase{Service: "logo", At: noon.Add(week - time.Microsecond)}, true},
		{"T3.5 the period after", cancel.Purchase{Service: "logo", At: noon.Add(week)}, false},
		{"T3.5 another service", cancel.Purchase{Service: "web", At: noon, Open: true, Talkroom: true}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, cancel.IsDuplicate(this, tt.other, week))
		})
	}
}
