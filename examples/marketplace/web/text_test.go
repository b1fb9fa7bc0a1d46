package web

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
)

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// Every text exists in both languages, and asks for the same values in both.
func TestTextsAreComplete(t *testing.T) {
	t.Parallel()
	for key, words := range texts {
		require.NotEmpty(t, words.en, key)
		require.NotEmpty(t, words.ja, key)
		want := map[string]bool{}
		for _, name := range placeholder.FindAllString(words.en, -1) {
			want[name] = true
		}
		for _, name := range placeholder.FindAllString(words.ja, -1) {
			require.True(t, want[name], "%s: the Japanese text asks for %s", key, name)
		}
	}
}

// No key stands in two tables: the later one would win unseen.
func TestTextsStandOnce(t *testing.T) {
	t.Parallel()
	sum := 0
	for _, table := range []map[string]text{frameTexts, peopleTexts, serviceTexts, roomTexts, actionTexts, eventTexts, findingTexts, policyTexts, quotationTexts, messageTexts, accountTexts, inboxTexts, payTexts, paperTexts, deskMoneyTexts} {
		sum += len(table)
	}
	require.Len(t, texts, sum)
}

// Every key that a template or the code names exists.
func TestKeysExist(t *testing.T) {
	t.Parallel()
	used := regexp.MustCompile(`\bt "([a-z0-9_.-]+)"[ )}]`)
	found := 0
	require.NoError(t, fs.WalkDir(embedded, "templates", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(embedded, path)
		for _, match := range used.FindAllStringSubmatch(string(data), -1) {
			require.True(t, known(match[1]), "%s uses %q", path, match[1])
			found++
		}
		return err
	}))
	require.Greater(t, found, 100)
}

// Every type of event has words in both languages, and none of them leaves a
// placeholder open.
func TestEventsHaveWords(t *testing.T) {
	t.Parallel()
	for _, name := range codec.Types() {
		has := false
		for key := range eventTexts {
			has = has || key == "event."+name || strings.HasPrefix(key, "event."+name+".")
		}
		require.True(t, has, "event %s", name)
	}
}

// Every command has its name, its hint, and what is said when it is done.
func TestCommandsHaveWords(t *testing.T) {
	t.Parallel()
	for name := range makers {
		for _, kind := range []string{"act.", "hint.", "done."} {
			require.True(t, known(kind+name), kind+name)
		}
	}
}

// Every phase, role, deadline, cancel reason, item and section has words.
func TestNamesHaveWords(t *testing.T) {
	t.Parallel()
	for p := transaction.AwaitingPayment; p <= transaction.Lapsed; p++ {
		require.True(t, known("phase."+p.String()))
		for _, r := range []policy.Role{policy.Buyer, policy.Seller, policy.Operator} {
			require.True(t, known("state."+p.String()+"."+r.String()))
		}
	}
	for r := policy.Nobody; r <= policy.System; r++ {
		require.True(t, known("role."+r.String()))
	}
	for _, k := range transaction.DeadlineKinds() {
		require.True(t, known("deadline."+k.String()))
	}
	for _, name := range policy.Presets() {
		p, err := policy.Preset(name)
		require.NoError(t, err)
		for _, r := range p.Standing.Ranks {
			require.True(t, known("rank."+r.ID), r.ID)
		}
		for _, r := range p.Cancel.Reasons {
			require.True(t, known("reason."+r.ID), r.ID)
		}
		for _, id := range append(p.Review.BuyerItems, p.Review.SellerItems...) {
			require.True(t, known("item."+id), id)
		}
		require.True(t, known("visibility."+string(p.Review.Visibility)))
	}
	for _, r := range policy.Rules() {
		require.True(t, known("section."+r.Section), r.Section)
	}
}
