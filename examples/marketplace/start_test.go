package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// fails starts the program and gives why it did not.
func fails(t *testing.T, args ...string) string {
	t.Helper()
	ctx, end := context.WithTimeout(context.Background(), 30*time.Second)
	defer end() // whoever starts after all ends then, without an error
	var out bytes.Buffer
	err := run(ctx, args, func(string) string { return "" }, &out)
	require.Error(t, err, out.String())
	return err.Error()
}

// Whatever keeps the program from starting is said in words that help.
func TestStartFaults(t *testing.T) {
	t.Parallel()
	folder := func(t *testing.T) string { return t.TempDir() }
	t.Run("a port in use", func(t *testing.T) {
		t.Parallel()
		taken, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer taken.Close()
		data := filepath.Join(folder(t), "new")
		require.Contains(t, fails(t, "-addr", taken.Addr().String(), "-data", data), "is another program there?")
		require.NoDirExists(t, data)
	})
	t.Run("a folder that is a file", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(folder(t), "file")
		require.NoError(t, os.WriteFile(file, nil, 0o600))
		require.Contains(t, fails(t, "-addr", "127.0.0.1:0", "-data", file), "can't be made")
	})
	t.Run("a folder that is open", func(t *testing.T) {
		t.Parallel()
		s := start(t)
		require.Contains(t, fails(t, "-addr", "127.0.0.1:0", "-data", s.data), "another process has the data folder")
	})
	t.Run("a policy with faults", func(t *testing.T) {
		t.Parallel()
		p, err := policy.Preset(policy.Default)
		require.NoError(t, err)
		data, err := p.JSON()
		require.NoError(t, err)
		text := strings.Replace(string(data), `"declines":1`, `"declines":-1,"extra":2`, 1)
		text = strings.Replace(text, `"post_notes":true`, `"post_notes":"yes"`, 1)
		file := filepath.Join(folder(t), "policy.json")
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		said := fails(t, "-policy", file, "-data", folder(t))
		for _, path := range []string{"delivery.declines", "delivery.extra", "purchase.post_notes"} {
			require.Contains(t, said, path)
		}
	})
	t.Run("no such policy", func(t *testing.T) {
		t.Parallel()
		require.Contains(t, fails(t, "-policy", "coconala-2027", "-data", folder(t)), "coconala-2026")
	})
	t.Run("the demo for others", func(t *testing.T) {
		t.Parallel()
		for _, addr := range []string{":8080", "0.0.0.0:8080", "[::]:8080", "example.org:80"} {
			require.Contains(t, fails(t, "-addr", addr, "-data", folder(t)), "-demo=false")
		}
	})
	t.Run("an unknown flag", func(t *testing.T) {
		t.Parallel()
		require.Contains(t, fails(t, "-port", "1"), "port")
		require.Contains(t, fails(t, "now"), "now")
	})
	for _, table := range []string{"torikime_schema", "market_schema"} {
		t.Run("a newer "+table, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			s.stop()
			db, err := sql.Open("sqlite", filepath.Join(s.data, "marketplace.db"))
			require.NoError(t, err)
			_, err = db.Exec("INSERT INTO " + table + " (version) VALUES (99)")
			require.NoError(t, err)
			require.NoError(t, db.Close())
			require.Contains(t, fails(t, "-addr", "127.0.0.1:0", "-data", s.data), "the database is newer than this program")
		})
	}
}

// The greeting says what the demo's tokens are, and how a program shows one.
func TestGreeting(t *testing.T) {
	t.Parallel()
	s := start(t)
	require.Regexp(t, `(?m)^  TOKEN +WHO \(programs send "Authorization: Bearer TOKEN"\)\n  demo-\S+ `, s.greeting)
}

// A restart on the same folder keeps everything: transactions, files, the clock,
// read marks, keys.
func TestRestart(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	bought := s.post("aoi", "/api/v1/purchases", `{"service_id":"logo"}`, "Idempotency-Key", "k")
	id := bought.ok().ID
	sent := s.multi("ren", "/api/v1/transactions/"+id+"/message", nil, text("body", "x"), upload("a.txt", "hello")).ok()
	file := sent.Timeline[len(sent.Timeline)-1].Files[0].ID
	s.do("aoi", id, "read", `{"seq":3}`).ok()
	s.advance("1h")
	before := string(s.get("aoi", "/api/v1/transactions/"+id).body)
	require.NoError(t, os.WriteFile(filepath.Join(s.data, "files", "orphan"), []byte("x"), 0o600))
	s.stop()

	again := startIn(t, s.data)
	require.Equal(t, market.Time{Now: at(3600e9), Frozen: true}, into[market.Time](again.get("aoi", "/api/v1/dev/clock")))
	require.Equal(t, before, string(again.get("aoi", "/api/v1/transactions/"+id).body))
	require.Equal(t, "hello", string(again.get("aoi", "/api/v1/transactions/"+id+"/files/"+file).body))
	repeat := again.post("aoi", "/api/v1/purchases", `{"service_id":"logo"}`, "Idempotency-Key", "k")
	require.Equal(t, string(bought.body), string(repeat.body))
	require.Len(t, into[market.Page[market.Service]](again.get("aoi", "/api/v1/services")).Items, 4)
	require.Equal(t, 1, again.onDisk(), "orphans are swept")
	require.False(t, into[market.Time](again.post("aoi", "/api/v1/dev/clock", `{"resume":true}`)).Frozen)
	again.stop()
	once := startIn(t, s.data)
	now := into[market.Time](once.get("aoi", "/api/v1/dev/clock"))
	require.False(t, now.Frozen)
	require.True(t, now.Now.After(at(3600e9)) && now.Now.Before(at(2*3600e9)), now)
}

// A clock that stood still far ahead never goes back, not even if its row is lost.
func TestClockAfterRestart(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	s.buy(`{"service_id":"logo"}`)
	s.stop()
	db, err := sql.Open("sqlite", filepath.Join(s.data, "marketplace.db"))
	require.NoError(t, err)
	_, err = db.Exec("DELETE FROM market_clock")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	again := startIn(t, s.data)
	require.Equal(t, at(0), into[market.Time](again.get("aoi", "/api/v1/dev/clock")).Now, "T0.6")
}

// Without the demo there are no demo people and no clock to move; the first
// start makes an operator, whose token is shown once and not kept.
func TestWithoutDemo(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := startIn(t, data, "-demo=false", "-test-provider")
	_, token, ok := strings.Cut(strings.TrimSpace(s.greeting), "token is ")
	require.True(t, ok, s.greeting)
	token = strings.Fields(token)[0]
	bearer := map[string][]string{"Authorization": {"Bearer " + token}}
	require.Equal(t, "operator", into[market.Person](s.send("GET", "/api/v1/me", bearer, nil)).ID)
	s.send("GET", "/api/v1/me", as("operator"), nil).no(401)
	s.send("GET", "/api/v1/dev/clock", bearer, nil).no(404)
	s.send("GET", "/api/v1/dev/clock", as("aoi"), nil).no(404)
	s.send("POST", "/api/v1/dev/clock", as("aoi"), strings.NewReader(`{"advance":"1h"}`)).no(404)
	s.send("POST", "/api/v1/dev/clock", bearer, strings.NewReader(`{"resume":true}`)).no(404)
	require.Empty(t, into[market.Page[market.Service]](s.send("GET", "/api/v1/services", bearer, nil)).Items)
	file := filepath.Join(data, "people.json")
	kept, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NotContains(t, string(kept), token)
	s.stop()

	var people []map[string]any
	require.NoError(t, json.Unmarshal(kept, &people))
	people = append(people, map[string]any{"id": "a b", "name": "x", "roles": []string{"system"}, "token_sha256": "00"})
	bad, err := json.Marshal(people)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, bad, 0o600))
	said := fails(t, "-addr", "127.0.0.1:0", "-data", data, "-demo=false", "-test-provider")
	for _, path := range []string{"[1].id", "[1].roles", "[1].token_sha256"} {
		require.Contains(t, said, path)
	}
}
