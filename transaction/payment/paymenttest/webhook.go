package paymenttest

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// same: two answers are about one deed.
func (e *env) same(a, b payment.Answer) {
	e.Helper()
	require.Equal(e, a.Ref, b.Ref)
}

func (e *env) webhooks() payment.Webhooks {
	e.Helper()
	w, ok := e.Provider.(payment.Webhooks)
	require.True(e, ok, "the harness signs webhooks, and the adapter is no payment.Webhooks")
	return w
}

var webhookCases = []testCase{
	{"a signed notice names our transfer, and a doubled one has the same id", signing, func(e *env) {
		w := e.webhooks()
		c, _ := e.captured(e.amount())
		header, body := e.Signed(c.Transfer)
		first, err := w.Webhook(e.ctx, header, body)
		require.NoError(e, err)
		require.NotEmpty(e, first)
		for _, n := range first {
			require.NotEmpty(e, n.ID)
			require.Equal(e, c.Transfer, n.Transfer)
		}
		again, err := w.Webhook(e.ctx, header, body)
		require.NoError(e, err)
		require.Equal(e, first, again)
		e.moved(c, 1, c.Amount.Units())
	}},
	{"a notice that anybody has touched is not the provider's", signing, func(e *env) {
		w := e.webhooks()
		c, _ := e.captured(e.amount())
		header, body := e.Signed(c.Transfer)
		forged := map[string][]byte{"no body": nil, "more": append([]byte(" "), body...), "other": []byte(`{"id":"x"}`)}
		for what, b := range forged {
			e.forged(w, what, header, b)
		}
		e.forged(w, "no header", http.Header{}, body)
		for name := range header {
			for i, v := range header[name] {
				if len(v) == 0 || name == "Content-Type" {
					continue
				}
				touched := header.Clone()
				touched[name][i] = touch(v)
				list, err := w.Webhook(e.ctx, touched, body)
				if err == nil { // a header that the signature does not cover
					require.Equal(e, c.Transfer, list[0].Transfer)
				}
			}
		}
		other, _ := e.captured(e.amount())
		foreign, _ := e.Signed(other.Transfer)
		e.forged(w, "another notice's header", foreign, body)
	}},
	{"an old notice is refused", signing | aging, func(e *env) {
		c, _ := e.captured(e.amount())
		header, body := e.Stale(c.Transfer)
		e.forged(e.webhooks(), "old", header, body)
	}},
}

// touch changes the last letter or digit.
func touch(v string) string {
	last := byte('0')
	if v[len(v)-1] == last {
		last = '1'
	}
	return v[:len(v)-1] + string(last)
}

func (e *env) forged(w payment.Webhooks, what string, header http.Header, body []byte) {
	e.Helper()
	list, err := w.Webhook(e.ctx, header, body)
	require.ErrorIs(e, err, payment.ErrSignature, what)
	require.Empty(e, list, what)
	for _, secret := range e.Secrets {
		require.NotContains(e, err.Error(), secret)
	}
}

var errEnough = errors.New("enough")

var reportCases = []testCase{
	{"the reports tell every movement, with our transfer", reporting, func(e *env) {
		r := e.Provider.(payment.Reports)
		c, paid := e.captured(e.amount())
		want := []payment.Call{c}
		back := e.refund(paid, half(e.amount()))
		e.done(back, e.settled(back, e.must(e.Provider.Refund(e.ctx, back))))
		want = append(want, back)
		if e.Payee != "" {
			out := e.call(transfer.Payout, half(e.amount()))
			e.done(out, e.settled(out, e.must(e.Provider.Payout(e.ctx, out))))
			want = append(want, out)
		}
		got := map[string]payment.Movement{}
		require.NoError(e, r.Movements(e.ctx, e.since(), e.until(), func(m payment.Movement) error {
			got[m.Transfer] = m
			return nil
		}))
		for _, c := range want {
			m := got[c.Transfer]
			require.Equal(e, c.Kind.String(), m.Kind.String(), c.Transfer)
			require.Equal(e, c.Amount.String(), m.Amount.String())
			require.False(e, m.Reversal)
			require.NotEmpty(e, m.Ref)
			require.False(e, m.At.IsZero())
		}
		e.window(r, got[c.Transfer].At)
	}},
	{"whoever has heard enough of a report ends it", reporting, func(e *env) {
		r := e.Provider.(payment.Reports)
		e.captured(e.amount())
		require.ErrorIs(e, r.Movements(e.ctx, e.since(), e.until(), func(payment.Movement) error { return errEnough }), errEnough)
		ctx, cancel := context.WithCancel(e.ctx)
		cancel()
		require.Error(e, r.Movements(ctx, e.since(), e.until(), func(payment.Movement) error { return nil }))
	}},
}

// since and until are a day around what the suite does.
func (e *env) since() time.Time { return e.now().Add(-24 * time.Hour) }
func (e *env) until() time.Time { return e.now().Add(24 * time.Hour) }

func (e *env) now() time.Time {
	if e.Now != nil {
		return e.Now()
	}
	return time.Now()
}

// window: a report begins with its first instant, and ends before its last.
func (e *env) window(r payment.Reports, at time.Time) {
	e.Helper()
	count := func(from, to time.Time) int {
		n := 0
		require.NoError(e, r.Movements(e.ctx, from, to, func(payment.Movement) error { n++; return nil }))
		return n
	}
	require.Positive(e, count(at, at.Add(time.Microsecond)))
	require.Zero(e, count(at.Add(-time.Microsecond), at))
}
