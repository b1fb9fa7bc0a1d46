package transactiontest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
)

const small = `# A comment stays.
policy coconala
service logo by ren for 10000 JPY

2030-01-10 09:00 JST  aoi buys logo
+1h  ren writes "Hello"
----
`

// playText plays a script on the bare rules.
func playText(t *testing.T, text string) (string, error) {
	t.Helper()
	return play(t, fstest.MapFS{}, text, NewCoreWorld)
}

// What happened stands below the paragraph, and played again it is the same.
func TestPlay(t *testing.T) {
	t.Parallel()
	got, err := playText(t, small)
	require.NoError(t, err)
	require.Equal(t, small+`2030-01-10 09:00 JST  T1.9   aoi buys logo from ren for 10,000 JPY
2030-01-10 09:00 JST  T10.1  aoi pays 10,000 JPY
2030-01-10 09:00 JST  T1.6   the talkroom opens
2030-01-10 10:00 JST  T4.3   ren writes
`, got)
	again, err := playText(t, strings.ReplaceAll(got, "\n", "\r\n"))
	require.NoError(t, err)
	require.Equal(t, got, again)
}

// A line that does not keep its word about a refusal ends the play, also when
// the script is being rewritten; so does everything the language does not know.
func TestPlay_Refuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, more, want string }{
		{"refused without a word", `+1h  aoi approves`, `line 9: "aoi approves" was refused: T4.3`},
		{"not refused", `+1h  aoi writes "Hi"  (refused T4.3)`, `went through; it should be refused by T4.3`},
		{"another rule", `+1h  aoi approves  (refused T4.4)`, `was refused by T4.3, not by T4.4`},
		{"no such rule", `+1h  aoi approves  (refused T99)`, `(refused T99): there is no such rule`},
		{"no sentence", `+1h  aoi dances`, `"aoi dances" is no sentence`},
		{"no time", `aoi approves`, `a line begins with a time`},
		{"bad time", `2030-13-01 09:00  aoi approves`, `"2030-13-01 09:00" is no time`},
		{"bad period", `+soon  aoi approves`, `"soon" is no period`},
		{"backwards", `2030-01-10 09:59  aoi approves`, `lies before the line above`},
		{"nobody", `+1h`, `nobody does anything`},
		{"open quotation", `+1h aoi writes "Hi`, `a quotation mark is never closed`},
		{"unknown option", `+1h aoi buys logo as two with`, `a purchase goes on with`},
		{"unknown service", `+1h aoi buys icon`, `nobody offers a service "icon"`},
		{"same name", `+1h aoi buys logo`, `there is already a transaction "logo"; end the line with "as NAME"`},
		{"which one", "+1h aoi buys logo as two\n+1h aoi approves", `which transaction?`},
		{"show nothing", `show colours`, `is nothing that can be shown`},
		{"no currency", `+1h aoi pays 5 XXX extra`, `XXX`},
		{"no number", `+1h aoi gives five stars`, `"five" is no whole number`},
		{"no deadline", `+1h operator extends lunch by 1h "Hungry"`, `lunch`},
		{"no step", `+1h ren plans "Draft soon"`, `"Draft soon" is no step of a schedule`},
		{"no date", `+1h ren plans "Draft"`, `"Draft" is no step of a schedule`},
		{"no channel", `+1h ren switches pigeon off for orders`, `T9.2`},
		{"stranger's look", `+1h haru looks into the talkroom`, `T0.9`},
		{"operator's look", `+1h operator looks into the talkroom`, `T9.1`},
		{"no quotation", `show the proposal`, `is nothing that can be shown`},
		{"stranger's pause", `+1h aoi pauses logo`, `aoi offers no service "logo"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := playText(t, small+"\n"+tt.more+"\n----\n")
			require.ErrorContains(t, err, tt.want)
		})
	}
}

// A file without a head, a policy or an end says so.
func TestParseScript_Refuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"empty", "", `a script begins with "policy NAME"`},
		{"no end", strings.TrimSuffix(small, "----\n"), `the last paragraph has no "----" below it`},
		{"no policy", "2030-01-10 09:00  nothing happens\n----\n", `a script begins with "policy NAME"`},
		{"head line", "policy coconala\nservice logo by ren\n----\n", "line 2: a head line is"},
		{"after the price", "policy coconala\nservice logo by ren for 1 JPY cheap\n----\n", `after a price comes`},
		{"option of nothing", "policy coconala\noption rush of logo for 1 JPY\n----\n", `nobody offers a service "logo"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := parseScript(tt.text)
			require.ErrorContains(t, err, tt.want)
		})
	}
	for text, want := range map[string]string{
		"policy nowhere\n\n2030-01-10 09:00 nothing happens\n----\n":      `there is no preset "nowhere"`,
		"policy nowhere.json\n\n2030-01-10 09:00 nothing happens\n----\n": "nowhere.json",
		"policy coconala\n\n+1h nothing happens\n----\n":                  `the first line has a day and a clock`,
		"policy coconala\n----\n":                                         "the first paragraph tells nothing",
	} {
		_, err := playText(t, text)
		require.ErrorContains(t, err, want)
	}
}

// A policy of one's own stands beside the script.
func TestPlay_OwnPolicy(t *testing.T) {
	t.Parallel()
	preset, err := os.ReadFile(filepath.Join("..", "..", "policy", "presets", "coconala.json"))
	require.NoError(t, err)
	own := strings.Replace(string(preset), `"first_contact": "48h"`, `"first_contact": "12h"`, 1)
	require.NotEqual(t, string(preset), own)
	text := strings.Replace(small, "policy coconala", "policy own.json", 1)
	text = strings.Replace(text, `+1h  ren writes "Hello"`, `+12h  nothing happens`, 1)
	got, err := play(t, fstest.MapFS{"own.json": {Data: []byte(own)}}, text, NewCoreWorld)
	require.NoError(t, err)
	require.Contains(t, got, "2030-01-10 21:00 JST  T2.1   cancelled (system)")
}

// RunDir writes what happened into the files, and is then content with them.
func TestRunDir(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "small.txt")
	require.NoError(t, os.WriteFile(file, []byte(small), 0o600))
	t.Run("rewrite", func(t *testing.T) { RunDir(t, dir, true, NewCoreWorld) })
	t.Run("compare", func(t *testing.T) { RunDir(t, dir, false, NewCoreWorld) })
	got, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(got), "the talkroom opens\n")
}

// The difference shows where two texts part, and what stands around it.
func TestDiff(t *testing.T) {
	t.Parallel()
	require.Equal(t, "  2\n  3\n  4\n- 5\n+ five\n+ more\n  6\n  7\n  8\n",
		diff("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\nfive\nmore\n6\n7\n8\n9"))
	require.Equal(t, "  a\n- b\n", diff("a\nb", "a"))
}

// There are words for every event that the log knows, and for no other.
func TestPhrases(t *testing.T) {
	t.Parallel()
	names := codec.Types()
	require.Len(t, phrases, len(names))
	for _, name := range names {
		said, ok := phrases[name]
		require.True(t, ok, "no words for %q", name)
		require.NotEmpty(t, said(&told{}, transaction.Entry{Type: name}))
	}
}

// The package's documentation lists every sentence.
func TestSentencesAreDocumented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	doc := strings.ReplaceAll(string(text), "operator ", "WHO ")
	forms := []string{requestForm, "show the proposal"}
	for _, s := range slices.Concat(sentences, moneySentences) {
		forms = append(forms, s.form)
	}
	for _, s := range quotationSentences {
		forms = append(forms, s.form)
	}
	for _, d := range deeds {
		forms = append(forms, d.form)
	}
	for _, s := range sights {
		forms = append(forms, s.form)
	}
	for _, s := range roomSights {
		forms = append(forms, s.form)
	}
	for _, form := range forms {
		require.Regexp(t, `(?m)^//\t`+regexp.QuoteMeta(form)+`($|  )`, doc)
	}
}
