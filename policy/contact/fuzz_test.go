package contact_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
)

var allKinds = []policy.Finding{policy.FoundAddress, policy.FoundPhone, policy.FoundHandle, policy.FoundForbiddenLink,
	policy.FoundServiceName, policy.FoundInvitation, policy.FoundOutsidePayment, policy.FoundMeeting}

// For any bytes at all a scan ends, says the same again, and what it finds stands in
// the text: in order, on whole runes, without overlaps in a kind.
func FuzzScan(f *testing.F) {
	s := scanner(f)
	texts, err := readCorpus("testdata/corpus/tuning.jsonl")
	require.NoError(f, err)
	for _, l := range texts {
		f.Add(l.Text)
	}
	for _, short := range []string{"line", "zoom", "@", "#", "ID", "LINE→", "a:", "…a_1", "「」と", "pass,"} {
		f.Add(short) // the text ends where more is looked for
	}
	for _, piece := range hostile {
		f.Add(strings.Repeat(piece, 50))
	}
	f.Fuzz(func(t *testing.T, text string) {
		list := s.Scan(text)
		require.Equal(t, list, s.Scan(text))
		last := map[policy.Finding]int{}
		for i, found := range list {
			require.Contains(t, allKinds, found.Kind)
			require.True(t, 0 <= found.Start && found.Start < found.End && found.End <= len(text), "%v in %d bytes", found, len(text))
			require.True(t, found.Confidence >= 50 && found.Confidence <= 100)
			require.NotEmpty(t, contact.Explain(found, policy.Japanese))
			require.GreaterOrEqual(t, found.Start, last[found.Kind])
			require.True(t, i == 0 || list[i-1].Start <= found.Start)
			last[found.Kind] = found.End
			if utf8.ValidString(text) {
				require.True(t, utf8.ValidString(text[found.Start:found.End]))
			}
		}
	})
}

// Ten times the text takes about ten times as long, whatever it says: nothing looks
// back or ahead without an end.
func TestScan_Linear(t *testing.T) {
	s := scanner(t)
	took := func(text string) time.Duration {
		var best []time.Duration
		for range 3 {
			begin := time.Now()
			s.Scan(text)
			best = append(best, time.Since(begin))
		}
		return slices.Min(best)
	}
	for name, piece := range hostile {
		const size = 20 << 10
		short, long := strings.Repeat(piece, size/len(piece)), strings.Repeat(piece, 10*size/len(piece))
		// Quadratic work would be a hundred times as much. Other work on the machine
		// may disturb one measurement, but not ten.
		require.Condition(t, func() bool {
			for range 10 {
				if took(long) < 40*took(short)+time.Millisecond {
					return true
				}
			}
			return false
		}, "%s: far more than ten times as long for ten times as much", name)
	}
}
