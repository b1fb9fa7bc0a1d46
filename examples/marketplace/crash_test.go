package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// sent is one command of the crash test and what is known of it.
type sent struct {
	who, path, key, kind, body string
	// status and answer of the first success; 0: nobody knows.
	status int
	answer string
}

// The program is killed again and again while several clients write. Whatever
// was confirmed is found after the restart, a repeat is answered with the same
// bytes, what was not confirmed is done wholly or not at all, and no file stays
// that no message names. TORIKIME_CRASH says how many times.
func TestKilled(t *testing.T) {
	t.Parallel()
	kills := 8
	if n, err := strconv.Atoi(os.Getenv("TORIKIME_CRASH")); err == nil {
		kills = n
	}
	binary := filepath.Join(t.TempDir(), "marketplace")
	built, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	require.NoError(t, err, string(built))
	data := t.TempDir()
	confirmed, unknown, files := 0, 0, 0
	for i := range kills {
		p := spawn(t, binary, data)
		rounds := make([][]*sent, 4)
		var wait sync.WaitGroup
		for c := range rounds {
			wait.Go(func() { rounds[c] = p.load(fmt.Sprintf("%d-%d", i, c)) })
		}
		time.Sleep(time.Duration(50+rand.IntN(250)) * time.Millisecond)
		require.NoError(t, p.cmd.Process.Kill())
		wait.Wait()
		_ = p.cmd.Wait()

		p = spawn(t, binary, data)
		for _, round := range rounds {
			c, u := p.check(round)
			confirmed += c
			unknown += u
			files += len(round[1:]) / 2 // every other message has one
		}
		require.Equal(t, files, (&server{t: t, data: data}).onDisk(), "no file stays that no message names")
		require.NoError(t, p.cmd.Process.Signal(os.Interrupt))
		require.NoError(t, p.cmd.Wait())
	}
	t.Logf("%d kills: %d confirmed commands found, %d unconfirmed ones completed", kills, confirmed, unknown)
	require.Positive(t, confirmed)
}

// process is the real program as a process of its own.
type process struct {
	t   *testing.T
	cmd *exec.Cmd
	url string
	out *bytes.Buffer
}

func spawn(t *testing.T, binary, data string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.Command(binary, "-addr", "127.0.0.1:0", "-data", data), out: &bytes.Buffer{}}
	stdout, err := p.cmd.StdoutPipe()
	require.NoError(t, err)
	p.cmd.Stderr = p.out
	require.NoError(t, p.cmd.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err, p.out)
	go func() { _, _ = io.Copy(io.Discard, stdout) }()
	_, rest, _ := strings.Cut(line, "http://")
	p.url = "http://" + rest[:strings.Index(rest, "/")]
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	return p
}

// load writes until the program is gone: a purchase, then messages, every other
// with a file.
func (p *process) load(name string) (round []*sent) {
	buy := &sent{who: "aoi", path: "/api/v1/purchases", key: name, kind: "application/json", body: `{"service_id":"logo"}`}
	round = append(round, buy)
	if !p.try(buy) {
		return round
	}
	for i := 0; ; i++ {
		m := message(name, idOf(buy.answer), i)
		round = append(round, m)
		if !p.try(m) {
			return round
		}
	}
}

func message(name, room string, i int) *sent {
	words := fmt.Sprintf("%s message %d.", name, i)
	m := &sent{who: "ren", path: "/api/v1/transactions/" + room + "/message", key: words[:len(words)-1], kind: "application/json", body: `{"body":"` + words + `"}`}
	m.key = strings.ReplaceAll(m.key, " ", "-")
	if i%2 == 1 {
		m.kind = "multipart/form-data; boundary=b"
		m.body = "--b\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n" + words +
			"\r\n--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n" + words + "\r\n--b--\r\n"
	}
	return m
}

// idOf is the id of the transaction in an answer.
func idOf(answer string) string {
	_, rest, _ := strings.Cut(answer, `"id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

// try sends a command once; false if no answer came.
func (p *process) try(s *sent) bool {
	req, err := http.NewRequest("POST", p.url+s.path, strings.NewReader(s.body))
	if err != nil {
		return false
	}
	req.Header = as(s.who)
	req.Header.Set("Content-Type", s.kind)
	req.Header.Set("Idempotency-Key", s.key)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode >= 300 {
		return false
	}
	s.status, s.answer = resp.StatusCode, string(body)
	return true
}

// check repeats every command of a round and looks at what it led to.
func (p *process) check(round []*sent) (confirmed, unknown int) {
	for _, s := range round {
		before := *s
		require.True(p.t, p.try(s), "%s %s\n%s", s.key, s.answer, p.out)
		if before.status == 0 {
			unknown++
			continue
		}
		confirmed++
		require.Equal(p.t, before.status, s.status)
		require.Equal(p.t, before.answer, s.answer, s.key)
	}
	s := server{t: p.t, url: p.url}
	room := s.room("aoi", idOf(round[0].answer))
	require.Len(p.t, room.Payments, 1, "nobody pays twice")
	require.Equal(p.t, "confirmed", room.Payments[0].State)
	require.Equal(p.t, []string{"purchased", "paid", "opened", "notes_posted"}, types(room)[:4], "nothing is half done")
	require.Len(p.t, room.Timeline, 4+len(round)-1, "everything stands there once")
	for i, line := range room.Timeline[4:] {
		words := line.Body
		require.Contains(p.t, round[i+1].body, words)
		for _, f := range line.Files {
			require.Equal(p.t, words, string(s.get("aoi", "/api/v1/transactions/"+room.ID+"/files/"+f.ID).body))
		}
		require.Len(p.t, line.Files, i%2)
	}
	return confirmed, unknown
}
