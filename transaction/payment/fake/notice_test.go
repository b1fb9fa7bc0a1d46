package fake_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// mailbox takes notices, after it has checked them.
type mailbox struct {
	t    *testing.T
	p    *fake.Provider
	got  []payment.Notice
	fail error
}

func (m *mailbox) take(ctx context.Context, header http.Header, body []byte) error {
	if m.fail != nil {
		return m.fail
	}
	list, err := m.p.Webhook(ctx, header, body)
	require.NoError(m.t, err)
	m.got = append(m.got, list...)
	return nil
}

func (m *mailbox) transfers() []string {
	list := []string{}
	for _, n := range m.got {
		list = append(list, n.Transfer+" "+n.Status.String())
	}
	return list
}

func withMailbox(t *testing.T, o fake.Options) (*fake.Provider, *mailbox) {
	p := fake.New(o)
	m := &mailbox{t: t, p: p}
	p.SendTo(m.take)
	return p, m
}

func deliver(t *testing.T, p *fake.Provider, want int) {
	t.Helper()
	n, err := p.Deliver(t.Context())
	require.NoError(t, err)
	require.Equal(t, want, n)
}

// Notices come once and in order, unless a fault says otherwise.
func TestNotices(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		first, second fake.Fault
		want, later   []string
	}{
		"in order":  {0, 0, []string{"a succeeded", "b succeeded"}, nil},
		"lost":      {fake.NoticeLost, 0, []string{"b succeeded"}, nil},
		"doubled":   {fake.NoticeDoubled, 0, []string{"a succeeded", "a succeeded", "b succeeded"}, nil},
		"late":      {fake.NoticeLate, 0, []string{"b succeeded"}, []string{"a succeeded"}},
		"reordered": {0, fake.NoticeReordered, []string{"b succeeded", "a succeeded"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := newClock()
			p, m := withMailbox(t, fake.Options{Clock: clock.now, Delay: time.Minute})
			p.Next(transfer.Authorise, c.first, c.second)
			for _, id := range []string{"a", "b"} {
				_, err := p.Authorise(t.Context(), authorise("", id))
				require.NoError(t, err)
			}
			deliver(t, p, len(c.want))
			require.Equal(t, c.want, m.transfers())
			if name == "doubled" {
				require.Equal(t, m.got[0].ID, m.got[1].ID)
			}
			clock.pass(time.Minute)
			deliver(t, p, len(c.later))
			require.Equal(t, append(c.want, c.later...), m.transfers())
		})
	}
}

// A deed that turns out wrong tells so: success, then failure.
func TestNoticeOfSuccessThenFailure(t *testing.T) {
	t.Parallel()
	p, m := withMailbox(t, fake.Options{Clock: newClock().now})
	p.Next(transfer.Authorise, fake.SucceedsThenFails)
	_, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	require.NoError(t, p.SettlePending())
	deliver(t, p, 2)
	require.Equal(t, []string{"a succeeded", "a reversed"}, m.transfers())
}

// A notice can come before the answer of the call that it is about.
func TestNoticeFirst(t *testing.T) {
	t.Parallel()
	p, m := withMailbox(t, fake.Options{Clock: newClock().now})
	p.Next(transfer.Authorise, fake.NoticeFirst|fake.LostAfter)
	_, err := p.Authorise(t.Context(), authorise("", "a"))
	require.Error(t, err)
	require.Equal(t, []string{"a succeeded"}, m.transfers())
}

// A notice that is not taken is sent again, later and later, as long as the profile
// promises.
func TestNoticeIsSentAgain(t *testing.T) {
	t.Parallel()
	clock := newClock()
	profile := fake.DefaultProfile()
	profile.Webhooks.RetriedFor = time.Minute
	p, m := withMailbox(t, fake.Options{Clock: clock.now, Profile: profile})
	m.fail = errors.New("down")
	tries := func() int {
		n := 0
		for range 200 {
			if _, err := p.Deliver(t.Context()); err != nil {
				require.ErrorIs(t, err, m.fail)
				n++
			}
			clock.pass(time.Second)
		}
		return n
	}
	_, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	require.Equal(t, 6, tries(), "at once and after 1, 3, 7, 15 and 31 seconds; the next would be too late")
	_, err = p.Authorise(t.Context(), authorise("", "b"))
	require.NoError(t, err)
	_, err = p.Deliver(t.Context())
	require.ErrorIs(t, err, m.fail)
	m.fail = nil
	clock.pass(time.Second)
	deliver(t, p, 1)
	require.Equal(t, []string{"b succeeded"}, m.transfers())
}

// Notices go to a URL by POST; whatever is not 2xx was not taken.
func TestPost(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{})
	status := http.StatusServiceUnavailable
	var got []payment.Notice
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		list, no := p.Webhook(r.Context(), r.Header, body)
		if err != nil || no != nil || r.Method != http.MethodPost {
			status = http.StatusBadRequest
		}
		if status == http.StatusOK {
			got = append(got, list...)
		}
		w.WriteHeader(status)
	}))
	defer server.Close()
	p.SendTo(fake.Post(server.Client(), server.URL))
	_, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	n, err := p.Deliver(t.Context())
	require.ErrorContains(t, err, "503")
	require.Zero(t, n)
	status = http.StatusOK
	require.Eventually(t, func() bool { n, _ := p.Deliver(t.Context()); return n == 1 }, 5*time.Second, 50*time.Millisecond)
	require.Len(t, got, 1)
	server.Close()
	_, err = p.Authorise(t.Context(), authorise("", "b"))
	require.NoError(t, err)
	_, err = p.Deliver(t.Context())
	require.Error(t, err)
}

// Where nobody listens, nothing is kept.
func TestNoticesToNobody(t *testing.T) {
	t.Parallel()
	p, m := withMailbox(t, fake.Options{Clock: newClock().now})
	_, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	p.SendTo(nil)
	_, err = p.Authorise(t.Context(), authorise("", "b"))
	require.NoError(t, err)
	deliver(t, p, 0)
	p.SendTo(m.take)
	deliver(t, p, 0)
	require.Empty(t, m.got)
}

// A signature is good for five minutes, to both sides, and only with the secret.
func TestSignature(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		after time.Duration
		other string
		good  bool
	}{
		"at once":             {0, "s", true},
		"after five minutes":  {5 * time.Minute, "s", true},
		"a second later":      {5*time.Minute + time.Second, "s", false},
		"from the future":     {-5*time.Minute - time.Second, "s", false},
		"with another secret": {0, "t", false},
		"with no secret":      {0, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := newClock()
			from := fake.New(fake.Options{Clock: clock.now, Secret: "s"})
			to := fake.New(fake.Options{Clock: clock.now, Secret: c.other})
			header, body, err := from.Sign(payment.Notice{ID: "n", Transfer: "a", Status: transfer.Succeeded})
			require.NoError(t, err)
			clock.pass(c.after)
			list, err := to.Webhook(t.Context(), header, body)
			if c.good {
				require.NoError(t, err)
				require.Equal(t, []payment.Notice{{ID: "n", Transfer: "a", Status: transfer.Succeeded}}, list)
				return
			}
			require.ErrorIs(t, err, payment.ErrSignature)
		})
	}
	p := fake.New(fake.Options{})
	for _, bad := range []string{"", "t=1", "v1=00", "t=x,v1=00", "t=1,v1=zz", "t=99999999999999999999,v1=00", "t=1,v1="} {
		_, err := p.Webhook(t.Context(), http.Header{fake.SignatureHeader: {bad}}, []byte("{}"))
		require.ErrorIs(t, err, payment.ErrSignature, bad)
	}
}

// Run delivers by itself until it is told to end.
func TestRun(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{})
	got := make(chan struct{}, 1)
	p.SendTo(func(context.Context, http.Header, []byte) error { got <- struct{}{}; return nil })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { p.Run(ctx, time.Millisecond); close(ended) }()
	_, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	<-got
	cancel()
	<-ended
}
