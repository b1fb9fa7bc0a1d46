package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// The program is killed again and again while buyers pay and operators cancel, and
// nobody ever comes back with his key. After the restart every payment that the
// provider has taken is a talkroom's or on its way back, and every other order still
// awaits one (T10.1, T10.3). TORIKIME_CRASH says how many times.
func TestKilled_Paying(t *testing.T) {
	t.Parallel()
	kills := 4
	if n, err := strconv.Atoi(os.Getenv("TORIKIME_CRASH")); err == nil {
		kills = n
	}
	binary := filepath.Join(t.TempDir(), "marketplace")
	built, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	require.NoError(t, err, string(built))
	var data string
	paid, awaiting := 0, 0
	for i := range kills {
		fresh := i%10 == 0 // every order is looked at after every kill
		if fresh {
			data = t.TempDir()
		}
		p := spawn(t, binary, data)
		if fresh {
			(&server{t: t, url: p.url}).freeze()
		}
		var wait sync.WaitGroup
		for c := range 4 {
			wait.Go(func() { p.buyAndCancel(fmt.Sprintf("%d-%d", i, c)) })
		}
		time.Sleep(time.Duration(50+rand.IntN(250)) * time.Millisecond)
		require.NoError(t, p.cmd.Process.Kill())
		wait.Wait()
		_ = p.cmd.Wait()

		p = spawn(t, binary, data)
		s := &server{t: t, url: p.url}
		soon(t, "T10.3 every movement of money comes to its end", func() bool {
			if s.settled() {
				return true
			}
			s.advance("1s")
			return false
		})
		taken, open := s.accounted()
		paid, awaiting = paid+taken, awaiting+open
		require.NoError(t, p.cmd.Process.Signal(os.Interrupt))
		require.NoError(t, p.cmd.Wait())
	}
	t.Logf("%d kills: %d times an order stood there paid, %d times it awaited its payment", kills, paid, awaiting)
	require.Positive(t, paid)
}

// buyAndCancel buys, and every other time has it cancelled, until the program is gone.
func (p *process) buyAndCancel(name string) {
	for i := 0; ; i++ {
		buy := &sent{who: "aoi", path: "/api/v1/purchases", key: fmt.Sprintf("%s-%d", name, i), kind: "application/json", body: `{"service_id":"logo"}`}
		if !p.try(buy) {
			return
		}
		cancel := &sent{who: "operator", path: "/api/v1/transactions/" + idOf(buy.answer) + "/operator-cancel", key: buy.key, kind: "application/json", body: `{"reason":"x"}`}
		if i%2 == 1 && !p.try(cancel) {
			return
		}
	}
}

// settled: no movement of money waits for anything.
func (s *server) settled() bool {
	s.t.Helper()
	for _, m := range all[market.Transfer](s, "operator", "/api/v1/transfers") {
		if m.Work != "idle" || !m.Told {
			return false
		}
	}
	for _, room := range all[market.Talkroom](s, "aoi", "/api/v1/transactions") {
		for _, r := range room.Refunds {
			if r.State != "confirmed" {
				return false
			}
		}
	}
	return true
}

// accounted compares what was paid with what the talkrooms know.
func (s *server) accounted() (paid, awaiting int) {
	s.t.Helper()
	for _, room := range all[market.Talkroom](s, "aoi", "/api/v1/transactions") {
		var confirmed int64
		for _, p := range room.Payments {
			if p.State == "confirmed" {
				confirmed += p.Amount.Units()
			}
		}
		require.Equal(s.t, room.Paid.Units(), confirmed, room.ID)
		if room.Phase == "awaiting_payment" {
			require.Zero(s.t, confirmed, "captured and lost: %s", room.ID)
			awaiting++
			continue
		}
		require.Equal(s.t, room.Price.Units(), confirmed, "paid once: %s", room.ID)
		paid++
	}
	trial := into[market.TrialBalance](s.get("operator", "/api/v1/trial-balance"))
	require.True(s.t, trial.Sound, trial.Fault)
	for _, cur := range trial.Currencies {
		for _, a := range cur.Accounts {
			if a.Account == "clearing" || a.Account == "refunds" {
				require.True(s.t, a.Balance.IsZero(), "%s: %s", a.Account, a.Balance)
			}
		}
	}
	return paid, awaiting
}

// all is a whole list.
func all[T any](s *server, who, path string) (items []T) {
	s.t.Helper()
	for cursor := ""; ; {
		page := into[market.Page[T]](s.get(who, path+"?limit=100&cursor="+cursor))
		items = append(items, page.Items...)
		if page.NextCursor == nil {
			return items
		}
		cursor = *page.NextCursor
	}
}
