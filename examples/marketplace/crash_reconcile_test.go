package main

import (
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
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// The program is killed at random instants, also while it comes back, and its people
// go on: whoever gets no answer asks again with his key. They buy at once, on the
// provider's pages, options and more; they cancel, refund, withdraw, and pay what
// they have cancelled. Once everything has come to its end the provider's own books
// and ours agree to the yen, no key stood for two deeds, nothing was done twice, and
// each order is there once (T10.1, T10.3). TORIKIME_CRASH says how many times.
func TestKilled_Reconciled(t *testing.T) {
	t.Parallel()
	kills := 25
	if n, err := strconv.Atoi(os.Getenv("TORIKIME_CRASH")); err == nil {
		kills = n
	}
	binary := filepath.Join(t.TempDir(), "marketplace")
	built, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	require.NoError(t, err, string(built))
	town := &town{t: t, rooms: map[string]*bought{}}
	data := t.TempDir()
	began := time.Now()
	p := spawn(t, binary, data)
	town.url.Store(&p.url)
	var clients sync.WaitGroup
	for c := range 4 {
		clients.Go(func() { town.live(c) })
	}
	for range kills {
		time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
		require.NoError(t, p.cmd.Process.Kill())
		_ = p.cmd.Wait()
		p = spawn(t, binary, data)
		town.url.Store(&p.url)
	}
	town.over.Store(true)
	clients.Wait()
	killed := time.Since(began)

	s := &server{t: t, url: p.url, data: data}
	soon(t, "T10.3 what was under way is done, or waits for the buyer", func() bool {
		s.advance("5s")
		for _, m := range all[market.Transfer](s, "operator", "/api/v1/transfers") {
			if m.Said != "awaits_buyer" && (m.Work != "idle" || !m.Told) {
				return false
			}
		}
		return true
	})
	for range 60 { // past every deadline of a talkroom without a word
		s.advance("5h")
	}
	soon(t, "T10.3 every movement of money comes to its end", func() bool {
		s.advance("1h")
		return s.settled()
	})
	found := into[market.Reconciliation](s.get("operator", "/api/v1/reconciliation"))
	require.Empty(t, found.Differences)
	require.Empty(t, found.Settled)
	require.True(t, found.Clean)
	require.Zero(t, found.Young)
	s.nothingLeft()
	town.accounted(s)
	require.NoError(t, p.cmd.Process.Signal(os.Interrupt))
	require.NoError(t, p.cmd.Wait())
	town.onlyOnce(data)
	t.Logf("%d kills in %s, %d orders, %d requests asked again, %d lines in the provider's books, %d movements here: no difference",
		kills, killed.Round(time.Second), len(town.rooms), town.repeated.Load(), found.Lines, found.Transfers)
	require.Positive(t, town.repeated.Load())
}

// town are the people who use a program that is killed again and again.
type town struct {
	t        *testing.T
	url      atomic.Pointer[string] // where the program is now, or was
	over     atomic.Bool
	repeated atomic.Int64
	client   http.Client

	mu    sync.Mutex
	rooms map[string]*bought
}

// bought is what its buyer knows of an order.
type bought struct {
	paid       bool // at once
	additional int
	options    int
}

// ask sends a command until it is answered: always the same, with the same key.
func (w *town) ask(who, path, key, body string) (status int, answer string) {
	return w.send(http.MethodPost, who, path, key, body)
}

func (w *town) send(method, who, path, key, body string) (status int, answer string) {
	for try := 0; ; try++ {
		if try > 0 {
			w.repeated.Add(1)
			time.Sleep(10 * time.Millisecond)
		}
		if try > 6000 {
			w.t.Errorf("%s %s: no answer", path, key)
			return 0, ""
		}
		r, err := http.NewRequest(method, *w.url.Load()+path, strings.NewReader(body))
		if err != nil {
			w.t.Error(err)
			return 0, ""
		}
		r.Header = as(who)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", key)
		resp, err := w.client.Do(r)
		if err != nil {
			continue
		}
		data, err := io.ReadAll(resp.Body)
		if resp.Body.Close(); err == nil && resp.StatusCode < 500 {
			return resp.StatusCode, string(data)
		}
	}
}

// done is ask for what must be done.
func (w *town) done(who, path, key, body string) string {
	status, answer := w.ask(who, path, key, body)
	if status/100 != 2 {
		w.t.Errorf("%s %s %s: %d %s", path, key, body, status, answer)
	}
	return answer
}

// live is one person's days, until it is over.
func (w *town) live(c int) {
	who := []string{"aoi", "haru"}[c%2]
	for i := 0; !w.over.Load() && !w.t.Failed(); i++ {
		key := fmt.Sprintf("%d-%d", c, i)
		switch rand.IntN(8) {
		case 0, 1, 2, 3:
			w.buys(who, key)
		case 4, 5:
			w.checksOut(who, key)
		case 6:
			w.paysTooLate(who, key)
		case 7:
			w.withdraws(key)
		}
		time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond)
	}
}

func (w *town) order(who, key, body string) (path string, b *bought) {
	id := idOf(w.done(who, "/api/v1/purchases", key, body))
	b = &bought{}
	w.mu.Lock()
	defer w.mu.Unlock()
	if id == "" || w.rooms[id] != nil {
		w.t.Errorf("%s: %q is no new order", key, id)
	}
	w.rooms[id] = b
	return "/api/v1/transactions/" + id, b
}

// buys pays at once, perhaps more, and ends it somehow, or not.
func (w *town) buys(who, key string) {
	room, b := w.order(who, key, `{"service_id":"logo"}`)
	b.paid = true
	if !w.opens(who, room) {
		return
	}
	if rand.IntN(2) == 0 {
		w.done(who, room+"/pay-additional", key+"a", `{"amount":{"amount":"500","currency":"JPY"}}`)
		b.additional++
	}
	if rand.IntN(2) == 0 {
		w.done(who, room+"/buy-option", key+"o", `{"option":"rush"}`)
		b.options++
	}
	const part = `{"reason":"a part","amount":{"amount":"1234","currency":"JPY"}}`
	switch rand.IntN(5) {
	case 0:
		w.done("operator", room+"/operator-cancel", key+"c", `{"reason":"x"}`)
	case 1:
		w.done("operator", room+"/operator-refund", key+"r", part)
		w.done("operator", room+"/operator-cancel", key+"c", `{"reason":"x"}`)
	case 2:
		w.done("operator", room+"/operator-close", key+"c", `{"reason":"x"}`)
	case 3:
		w.done("operator", room+"/operator-close", key+"c", `{"reason":"x"}`)
		w.ask("operator", room+"/operator-refund", key+"r", part) // unless it is withdrawn
	}
}

// opens waits for the payment of a purchase: whoever asked for it while the program
// was killed may have heard that it is under way.
func (w *town) opens(who, room string) bool {
	for range 1000 {
		if _, answer := w.send(http.MethodGet, who, room, "", ""); !strings.Contains(answer, `"phase":"awaiting_payment"`) {
			return true
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.t.Errorf("%s is not paid", room)
	return false
}

// checksOut pays on the provider's pages, or does not.
func (w *town) checksOut(who, key string) {
	room, _ := w.order(who, key, `{"service_id":"portrait","payment":"later"}`)
	do := []string{"pay", "pay", "decline", "abandon", ""}[rand.IntN(5)]
	w.atProvider(w.done(who, room+"/checkout", key+"p", `{"for":"purchase"}`), do)
}

// paysTooLate pays what has been cancelled.
func (w *town) paysTooLate(who, key string) {
	room, _ := w.order(who, key, `{"service_id":"jingle","payment":"later"}`)
	begun := w.done(who, room+"/checkout", key+"p", `{"for":"purchase","method":"later"}`)
	w.done("operator", room+"/operator-cancel", key+"c", `{"reason":"x"}`)
	w.atProvider(begun, "pay")
}

// atProvider is what the buyer does there; done before, it can't be done again.
func (w *town) atProvider(begun, do string) {
	_, rest, _ := strings.Cut(begun, `"transfer":"`)
	id, _, _ := strings.Cut(rest, `"`)
	if do != "" && id != "" {
		w.ask("aoi", "/api/v1/dev/payments/"+id, "", `{"do":"`+do+`"}`)
	}
}

// withdraws is a seller who takes what he has, if he has it.
func (w *town) withdraws(key string) {
	w.ask("ren", "/api/v1/payouts", key, fmt.Sprintf(`{"amount":{"amount":"%d","currency":"JPY"}}`, 1000+rand.IntN(9000)))
}

// accounted: every order is there once, and was paid as its buyer paid it.
func (w *town) accounted(s *server) {
	w.t.Helper()
	found := 0
	for _, who := range []string{"aoi", "haru"} {
		for _, room := range all[market.Talkroom](s, who, "/api/v1/transactions") {
			found++
			b := w.rooms[room.ID]
			require.NotNil(w.t, b, "an order that nobody has made: %s", room.ID)
			count, sum := map[string]int{}, int64(0)
			for _, p := range room.Payments {
				if p.State == "confirmed" {
					count[p.For]++
					sum += p.Amount.Units()
				}
			}
			require.Equal(w.t, sum, room.Paid.Units(), room.ID)
			require.Equal(w.t, []int{b.additional, b.options}, []int{count["additional"], count["option"]}, room.ID)
			require.LessOrEqual(w.t, count["purchase"], 1, room.ID)
			if b.paid {
				require.Equal(w.t, 1, count["purchase"], room.ID)
			}
			require.True(w.t, room.Held.IsZero(), room.ID)
			var back int64
			for _, r := range room.Refunds {
				back += r.Amount.Units()
			}
			if room.Phase != "closed" {
				require.Equal(w.t, sum, back, "%s is %s", room.ID, room.Phase)
			}
		}
	}
	require.Len(w.t, w.rooms, found, "one order for each key")
}

// nothingLeft: after the end nobody but sellers and the platform has anything.
func (s *server) nothingLeft() {
	s.t.Helper()
	trial := into[market.TrialBalance](s.get("operator", "/api/v1/trial-balance"))
	require.True(s.t, trial.Sound, trial.Fault)
	for _, cur := range trial.Currencies {
		for _, a := range cur.Accounts {
			switch a.Account {
			case "held", "clearing", "refunds", "payouts":
				require.True(s.t, a.Balance.IsZero(), "%s: %s", a.Account, a.Balance)
			}
		}
	}
}

// onlyOnce reads the provider's own books: no key stood for two deeds, and no movement
// of ours was made twice.
func (w *town) onlyOnce(data string) {
	w.t.Helper()
	bank, err := fake.Open(fake.Options{Journal: filepath.Join(data, "test-provider.jsonl")})
	require.NoError(w.t, err)
	defer bank.Close()
	require.Empty(w.t, bank.Violations())
	done := map[string]int{}
	for _, d := range bank.Books().Deeds {
		if d.Status == transfer.Succeeded {
			done[d.Transfer]++
			require.Equal(w.t, 1, done[d.Transfer], d.Transfer)
		}
	}
	require.NotEmpty(w.t, done)
}
