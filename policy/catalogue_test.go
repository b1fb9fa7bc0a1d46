package policy

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

var ruleID = regexp.MustCompile(`^T(10|[0-9])\.([1-9][0-9]?)$`)

// place is where a rule stands: section, number.
func placeOf(t *testing.T, id string) (int, int) {
	t.Helper()
	match := ruleID.FindStringSubmatch(id)
	require.NotNil(t, match, "%q is no rule id", id)
	section, err := strconv.Atoi(match[1])
	require.NoError(t, err)
	number, err := strconv.Atoi(match[2])
	require.NoError(t, err)
	return section, number
}

// The catalogue counts every section and every rule without a gap, once and in order,
// and says each in both languages.
func TestCatalogueIsWhole(t *testing.T) {
	t.Parallel()
	section, number, name := -1, 0, ""
	for _, r := range Rules() {
		s, n := placeOf(t, r.ID)
		if s != section {
			require.Equal(t, section+1, s, r.ID)
			require.NotEqual(t, name, r.Section, r.ID)
			section, number, name = s, 0, r.Section
		}
		require.Equal(t, number+1, n, r.ID)
		require.Equal(t, name, r.Section, r.ID)
		number = n
		requireWords(t, r.ID, r.English, r.Japanese)
	}
	require.Equal(t, 10, section)
	require.Len(t, Rules(), 93)
}

// Every refusal names a rule of the catalogue, and has its words in both languages,
// with the same placeholders.
func TestRefusalsHaveRulesAndWords(t *testing.T) {
	t.Parallel()
	placeholder := regexp.MustCompile(`\{[^}]*\}`)
	for key, text := range refusals {
		rule, code, ok := strings.Cut(key, "/")
		require.True(t, ok && code != "", "%q is no rule/code", key)
		_, known := FindRule(rule)
		require.True(t, known, "%q names no rule of the catalogue", key)
		requireWords(t, key, text.en, text.ja)
		require.ElementsMatch(t, placeholder.FindAllString(text.en, -1), placeholder.FindAllString(text.ja, -1), key)
	}
}

func requireWords(t *testing.T, of, english, japanese string) {
	t.Helper()
	require.NotEmpty(t, strings.TrimSpace(english), of)
	require.NotEmpty(t, strings.TrimSpace(japanese), of)
	require.NotContains(t, english+japanese, "\n", of)
	isJapanese := func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }
	require.True(t, strings.ContainsFunc(japanese, isJapanese), "%s has no Japanese", of)
	require.False(t, strings.ContainsFunc(english, isJapanese), "%s has Japanese in its English", of)
}

// A rule is found by its id alone, and the list that a caller gets is his own.
func TestFindRule(t *testing.T) {
	t.Parallel()
	r, ok := FindRule("T3.2")
	require.True(t, ok)
	require.Equal(t, "Cancellation", r.Section)
	for _, id := range []string{"", "T3", "T3.99", "t3.2", "T3.2 "} {
		_, ok := FindRule(id)
		require.False(t, ok, id)
	}
	Rules()[0].ID = "changed"
	require.Equal(t, "T0.1", Rules()[0].ID)
}

// A refusal speaks in its own words, else in its rule's, else by the rule's id; a
// language that is not spoken is answered in English.
func TestRefusalText(t *testing.T) {
	t.Parallel()
	rule, _ := FindRule("T3.2")
	own := Reject(WrongState, "T1.10", "paused")
	require.Equal(t, refusals["T1.10/paused"].en, own.Text(English))
	require.Equal(t, refusals["T1.10/paused"].ja, own.Text(Japanese))
	require.Equal(t, own.Text(English), own.Text("fr"))
	require.Equal(t, "T1.10: "+own.Text(English), own.Error())
	require.Equal(t, rule.English, Reject(TooEarly, "T3.2", "no_such_code").Text(English))
	require.Equal(t, rule.Japanese, Reject(TooEarly, "T3.2", "").Text(Japanese))
	require.Equal(t, "T99.1", Reject(Invalid, "T99.1", "x").Text(English))
}
