package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/api"
	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

var update = flag.Bool("update", false, "write the golden files anew")

// ran is what the program says and how it ends.
func ran(t *testing.T, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(t.Context(), args, func(string) string { return "" }, &out, &err)
	return code, out.String(), err.String()
}

// open is a marketplace over a folder; what ends it is called at the end at the latest.
func open(t *testing.T, data string) (url string, end func()) {
	t.Helper()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	log := slog.New(slog.DiscardHandler)
	m, err := market.Open(t.Context(), market.Options{Data: data, Demo: true, Policy: p, Log: log})
	require.NoError(t, err)
	handler, err := api.New(m, log)
	require.NoError(t, err)
	server := httptest.NewServer(handler)
	ended := false
	end = func() {
		if !ended {
			ended = true
			server.Close()
			require.NoError(t, m.Close())
		}
	}
	t.Cleanup(end)
	return server.URL, end
}

func post(t *testing.T, who, url, body string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer demo-"+who)
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	said, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Less(t, resp.StatusCode, 300, string(said))
}

// bought is a stopped marketplace in which one service was paid for.
func bought(t *testing.T) (data string) {
	t.Helper()
	data = t.TempDir()
	url, end := open(t, data)
	post(t, "operator", url+"/api/v1/dev/clock", `{"freeze":"2030-04-01T00:00:00Z"}`)
	post(t, "aoi", url+"/api/v1/purchases", `{"service_id":"logo"}`)
	post(t, "operator", url+"/api/v1/dev/clock", `{"freeze":"2030-04-01T06:00:00Z"}`)
	end()
	return data
}

// strangers adds money to the test provider's books that nobody here asked for.
func strangers(t *testing.T, data string) {
	t.Helper()
	file, err := os.OpenFile(filepath.Join(data, "test-provider.jsonl"), os.O_WRONLY|os.O_APPEND, 0)
	require.NoError(t, err)
	_, err = file.WriteString(`{"moved":[{"Ref":"out_strange","Kind":"payout","Amount":{"amount":"777","currency":"JPY"},"At":"2030-04-01T01:00:00Z"},` +
		`{"Ref":"cap_strange","Transfer":"not-ours","Kind":"capture","Amount":{"amount":"12.50","currency":"USD"},"At":"2030-04-01T02:00:00Z"}]}` + "\n")
	require.NoError(t, err)
	require.NoError(t, file.Close())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	got = regexp.MustCompile(`[a-z2-7]{26}`).ReplaceAllString(got, "ID")
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// contents are all files of a folder but the lock.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, name := range []string{"marketplace.db", "test-provider.jsonl"} {
		data, err := os.ReadFile(filepath.Join(folder, name))
		require.NoError(t, err)
		all[name] = string(data)
	}
	return all
}

// T10.1: a stopped marketplace's books are compared, and stay as they are.
func TestFolder(t *testing.T) {
	t.Parallel()
	data := bought(t)
	before := contents(t, data)
	code, out, said := ran(t, "-data", data)
	require.Equal(t, same, code, out+said)
	golden(t, "same.txt", out)
	require.Equal(t, before, contents(t, data))

	strangers(t, data)
	code, out, _ = ran(t, "-data", data)
	require.Equal(t, differs, code)
	golden(t, "differs.txt", out)
	code, out, _ = ran(t, "-data", data, "-lang", "ja")
	require.Equal(t, differs, code)
	golden(t, "differs_ja.txt", out)
	code, out, _ = ran(t, "-data", data, "-json")
	require.Equal(t, differs, code)
	golden(t, "differs.json", out)

	code, out, _ = ran(t, "-data", data, "-from", "2030-04-01T02:00:00.000001Z", "-to", "2030-04-02T00:00:00+09:00")
	require.Equal(t, same, code, out)
	code, out, _ = ran(t, "-data", data, "-from", "2030-04-01T02:00:00Z")
	require.Equal(t, differs, code)
	require.Contains(t, out, "1 difference, 0 not yet")
	code, _, _ = ran(t, "-data", data, "-from", "2030-04-02")
	require.Equal(t, failed, code, "the window begins after now")
	code, out, _ = ran(t, "-data", data, "-from", "2030-03-31", "-to", "2030-04-01")
	require.Equal(t, same, code, out)
	require.Contains(t, out, "from 2030-03-31T00:00:00Z to before 2030-04-01T00:00:00Z", "days are UTC's")
}

// unreported takes what moved out of the test provider's books, as if its report were late.
func unreported(t *testing.T, data string) {
	t.Helper()
	file := filepath.Join(data, "test-provider.jsonl")
	lines, err := os.ReadFile(file)
	require.NoError(t, err)
	moved := regexp.MustCompile(`,"moved":\[[^]]*\]`)
	require.Len(t, moved.FindAll(lines, -1), 1)
	require.NoError(t, os.WriteFile(file, moved.ReplaceAll(lines, nil), 0o600))
}

// What is younger than the grace period is no difference yet, and nobody is told that
// nothing differs: in a folder, and at a server.
func TestNotYet(t *testing.T) {
	t.Parallel()
	data := bought(t)
	unreported(t, data)
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"", differs, "1 difference, 0 not yet"},
		{"-grace 0", differs, "1 difference, 0 not yet"},
		{"-grace 6h", differs, "1 difference, 0 not yet"},
		{"-grace 6h0m0.000001s", same, "Nothing differs so far; 1 movement is younger than 6h0m0.000001s.\n"},
		{"-grace 7h", same, "\n\nNothing differs so far; 1 movement is younger than 7 hours.\n"},
		{"-grace 390m", same, "\n\nNothing differs so far; 1 movement is younger than 390 minutes.\n"},
		{"-grace 7h -lang ja", same, "\n\n今のところ相違はありません。1件は発生から7時間たっていないため、判定を待っています。\n"},
	} {
		code, out, said := ran(t, append([]string{"-data", data}, strings.Fields(c.args)...)...)
		require.Equal(t, c.code, code, c.args+said)
		require.Contains(t, out, c.says, c.args)
		require.NotContains(t, out, "Nothing differs.")
	}
	strangers(t, data)
	code, out, _ := ran(t, "-data", data, "-grace", "7h")
	require.Equal(t, differs, code)
	require.Contains(t, out, "2 differences, 1 not yet")
	url, _ := open(t, data)
	code, out, said := ran(t, "-url", url, "-token", "demo-operator", "-grace", "7h", "-to", "2030-04-01T00:00:01Z")
	require.Equal(t, same, code, said)
	require.Contains(t, out, "Nothing differs so far; 1 movement is younger than 7 hours.")
	code, out, said = ran(t, "-url", url, "-token", "demo-operator", "-grace", "0", "-json")
	require.Equal(t, differs, code, said)
	require.Contains(t, out, `"grace": "0s"`)
}

// T10.1: a running marketplace's folder is refused, and it is asked instead; by operators.
func TestServer(t *testing.T) {
	t.Parallel()
	data := bought(t)
	strangers(t, data)
	url, end := open(t, data)
	code, _, said := ran(t, "-data", data)
	require.Equal(t, failed, code)
	require.Contains(t, said, "ask it with -url and -token, or stop it first")

	code, out, said := ran(t, "-url", url, "-token", "demo-operator")
	require.Equal(t, differs, code, said)
	golden(t, "differs.txt", out)
	code, out, said = ran(t, "-url", url+"/", "-token", "demo-operator", "-json", "-to", "2030-04-01T01:00:00Z", "-provider", "fake")
	require.Equal(t, same, code, said)
	var c market.Reconciliation
	require.NoError(t, json.Unmarshal([]byte(out), &c))
	require.True(t, c.Clean)
	require.Equal(t, 1, c.Lines)

	for _, no := range []struct{ token, provider, says string }{
		{"demo-aoi", "", "an operator's is right"}, {"x", "", "does not know it"}, {"demo-operator", "bank", "GET /providers"},
	} {
		code, _, said := ran(t, "-url", url, "-token", no.token, "-provider", no.provider)
		require.Equal(t, failed, code)
		require.Contains(t, said, no.says)
	}
	post(t, "operator", url+"/api/v1/reconciliation/heal", `{"from":"2030-04-01T00:00:00Z"}`)
	end()
	code, _, _ = ran(t, "-url", url, "-token", "x")
	require.Equal(t, failed, code, "nobody is there")
}

// What is wrong with the command line, or the folder, is said with what would be right.
func TestMisused(t *testing.T) {
	t.Parallel()
	paid := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(paid, "marketplace.db"), nil, 0o600))
	for _, test := range []struct{ args, says string }{
		{"", "one of -data and -url"},
		{"-data a -url http://b", "one of -data and -url"},
		{"-url http://b", "token is needed"},
		{"-url b -token x", "http://127.0.0.1:8080 is right"},
		{"-url file:///etc/passwd -token x", "http://127.0.0.1:8080 is right"},
		{"-data a b", "is no flag"},
		{"-data a -lang fr", "en or ja"},
		{"-data a -from yesterday", "2026-04-01T09:00:00+09:00, or a date"},
		{"-data a -from 2030-01-01T00:00:00Z -to 2030-01-01T00:00:00Z", "after -from"},
		{"-data a -grace -1s", "from 0 to"},
		{"-data a -grace 721h", "from 0 to"},
		{"-data /nowhere/at/all", "no marketplace lies there"},
		{"-data " + paid, "only the running server can ask"},
		{"-what", "not defined"},
	} {
		code, out, said := ran(t, strings.Fields(test.args)...)
		require.Equal(t, failed, code, test.args)
		require.Empty(t, out)
		require.Contains(t, said, test.says)
	}
	require.NoDirExists(t, "/nowhere")
	code, _, said := ran(t, "-h")
	require.Equal(t, same, code)
	for _, word := range []string{"-provider", "-grace", "Not yet", "Exit code: 0", "2 the books could not be compared"} {
		require.Contains(t, said, word)
	}
}
