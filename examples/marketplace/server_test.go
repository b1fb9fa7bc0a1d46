package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/api"
	"github.com/torikime/torikime/examples/marketplace/market"
)

// server is the real program on a port of its own.
type server struct {
	t    testing.TB
	url  string
	data string
	// greeting is what it printed before the last line that it needed.
	greeting string
	end      context.CancelFunc
	ended    chan error
}

// start starts the program over a fresh folder and waits until it serves.
func start(t testing.TB, args ...string) *server {
	t.Helper()
	return startIn(t, t.TempDir(), args...)
}

func startIn(t testing.TB, data string, args ...string) *server {
	t.Helper()
	return startWith(t, data, nil, args...)
}

// startWith starts it with an environment of its own.
func startWith(t testing.TB, data string, env map[string]string, args ...string) *server {
	t.Helper()
	ctx, end := context.WithCancel(context.Background())
	out, in := io.Pipe()
	s := &server{t: t, data: data, end: end, ended: make(chan error, 1)}
	gone := make(chan struct{})
	go func() {
		err := run(ctx, append([]string{"-addr", "127.0.0.1:0", "-data", data}, args...), func(name string) string { return env[name] }, in)
		in.CloseWithError(io.EOF)
		s.ended <- err
		close(gone)
	}()
	last := "operator" // the last person, or the operator's first token
	if _, err := os.Stat(filepath.Join(data, "people.json")); err == nil {
		last = "API" // nobody is named
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		s.greeting += lines.Text() + "\n"
		if s.url == "" {
			if _, rest, ok := strings.Cut(lines.Text(), "http://"); ok {
				s.url = "http://" + rest[:strings.Index(rest, "/")]
			}
		}
		if strings.Contains(lines.Text(), last) {
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	if s.url == "" {
		end()
		t.Fatalf("it did not start: %v", <-s.ended)
	}
	t.Cleanup(func() { // the folder is removed after this
		end()
		<-gone
	})
	return s
}

// stop ends the program as a signal would, and waits for its end.
func (s *server) stop() {
	s.t.Helper()
	s.end()
	select {
	case err := <-s.ended:
		require.NoError(s.t, err)
	case <-time.After(30 * time.Second):
		s.t.Fatal("it did not end")
	}
}

// reply is what the server answered.
type reply struct {
	t      testing.TB
	status int
	header http.Header
	body   []byte
}

// as is a demo person's token.
func as(name string) http.Header {
	return http.Header{"Authorization": {"Bearer demo-" + name}}
}

func (s *server) send(method, path string, header http.Header, body io.Reader) reply {
	s.t.Helper()
	req, err := http.NewRequest(method, s.url+path, body)
	require.NoError(s.t, err)
	for name, values := range header {
		req.Header[name] = values
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(s.t, err)
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	require.NoError(s.t, err)
	return reply{s.t, resp.StatusCode, resp.Header, data}
}

func (s *server) get(who, path string) reply {
	s.t.Helper()
	return s.send(http.MethodGet, path, as(who), nil)
}

// post sends a JSON text.
func (s *server) post(who, path, body string, headers ...string) reply {
	s.t.Helper()
	h := as(who)
	h.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return s.send(http.MethodPost, path, h, strings.NewReader(body))
}

// do gives a command in a transaction.
func (s *server) do(who, id, command, body string, headers ...string) reply {
	s.t.Helper()
	return s.post(who, "/api/v1/transactions/"+id+"/"+command, body, headers...)
}

// ok is the transaction that a call answered with.
func (r reply) ok() market.Talkroom {
	r.t.Helper()
	require.Contains(r.t, []int{200, 201}, r.status, string(r.body))
	return into[market.Talkroom](r)
}

// no is the problem that a call answered with; it checks the status.
func (r reply) no(status int) api.Problem {
	r.t.Helper()
	require.Equal(r.t, status, r.status, string(r.body))
	require.Equal(r.t, "application/problem+json", r.header.Get("Content-Type"))
	p := into[api.Problem](r)
	require.Equal(r.t, status, p.Status)
	require.NotEmpty(r.t, p.Title)
	require.NotEmpty(r.t, p.Detail)
	return p
}

func into[T any](r reply) T {
	r.t.Helper()
	var v T
	dec := json.NewDecoder(bytes.NewReader(r.body))
	dec.DisallowUnknownFields()
	require.NoError(r.t, dec.Decode(&v), string(r.body))
	return v
}

// begin is when the tests' clock begins.
const begin = "2030-01-10T00:00:00Z"

func (s *server) freeze() {
	s.t.Helper()
	r := s.post("operator", "/api/v1/dev/clock", `{"freeze":"`+begin+`"}`)
	require.Equal(s.t, 200, r.status, string(r.body))
}

func (s *server) advance(by string) market.Time {
	s.t.Helper()
	r := s.post("operator", "/api/v1/dev/clock", `{"advance":"`+by+`"}`)
	require.Equal(s.t, 200, r.status, string(r.body))
	return into[market.Time](r)
}

func (s *server) buy(body string) market.Talkroom {
	s.t.Helper()
	r := s.post("aoi", "/api/v1/purchases", body)
	require.Equal(s.t, 201, r.status, string(r.body))
	return r.ok()
}

func (s *server) room(who, id string) market.Talkroom {
	s.t.Helper()
	return s.get(who, "/api/v1/transactions/"+id).ok()
}

// at is an instant after the beginning.
func at(after time.Duration) time.Time {
	t, err := time.Parse(time.RFC3339, begin)
	if err != nil {
		panic(err)
	}
	return t.Add(after)
}

// types are the types of a timeline.
func types(room market.Talkroom) []string {
	list := make([]string, len(room.Timeline))
	for i, e := range room.Timeline {
		list[i] = e.Type
	}
	return list
}

// actionOf is one command as the caller could give it.
func actionOf(room market.Talkroom, command string) market.Action {
	for _, a := range room.Actions {
		if a.Command == command {
			return a
		}
	}
	return market.Action{}
}
