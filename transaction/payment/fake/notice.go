package fake

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// SignatureHeader carries "t=<unix seconds>,v1=<hex of HMAC-SHA256 over t.body>".
const SignatureHeader = "Fake-Signature"

// maxAge is how old a signed notice may be, or how far ahead.
const maxAge = 5 * time.Minute

// Hook takes one notice, as a request's header and body. An error means that it was
// not taken, and has to be sent again.
type Hook func(ctx context.Context, header http.Header, body []byte) error

// Post is a Hook that sends notices to a URL. A client without a timeout waits as
// long as ctx does.
func Post(client *http.Client, url string) Hook {
	return func(ctx context.Context, header http.Header, body []byte) error {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
		if err != nil {
			return err
		}
		r.Header = header
		answer, err := client.Do(r)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		if _, err := io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16)); err != nil {
			return err
		}
		if answer.StatusCode/100 != 2 {
			return fmt.Errorf("payment/fake: %s answered %s", url, answer.Status)
		}
		return nil
	}
}

// noticeQueue are the notices that wait to be sent. It is guarded by Provider.mu.
type noticeQueue struct {
	hook    Hook
	waiting []queued
	n       int
}

type queued struct {
	payment.Notice
	at    time.Time // when it is sent
	since time.Time
	tries int
}

// message is the body of a notice.
type message struct {
	ID       string          `json:"id"`
	Transfer string          `json:"transfer"`
	Status   transfer.Status `json:"status"`
}

// SendTo says where notices go; nil: nowhere. Those from before are not sent.
func (p *Provider) SendTo(h Hook) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.notices.hook = h
	if h == nil {
		p.notices.waiting = nil
	}
}

// notice puts a notice in the queue, as its faults have it.
func (p *Provider) notice(n payment.Notice, f Fault, now time.Time) {
	q := &p.notices
	if q.hook == nil || f.has(NoticeLost) {
		return
	}
	q.n++
	n.ID = fmt.Sprintf("ntc_%d_%d", now.UnixMicro(), q.n)
	one := queued{Notice: n, at: now, since: now}
	if f.has(NoticeLate) {
		one.at = now.Add(p.o.Delay)
	}
	list := []queued{one}
	if f.has(NoticeDoubled) {
		list = append(list, one)
	}
	if f.has(NoticeReordered) {
		q.waiting = append(list, q.waiting...)
		return
	}
	q.waiting = append(q.waiting, list...)
}

// Deliver sends the notices that are due, each once, and says how many were taken.
// Those that were not are sent again at a later Deliver, for as long as the profile
// promises; the errors say why.
func (p *Provider) Deliver(ctx context.Context) (int, error) {
	p.mu.Lock()
	now, hook := p.now(), p.notices.hook
	if err := p.settle(now, false); err != nil {
		p.mu.Unlock()
		return 0, err
	}
	var due, rest []queued
	for _, q := range p.notices.waiting {
		if q.at.After(now) {
			rest = append(rest, q)
		} else {
			due = append(due, q)
		}
	}
	p.notices.waiting = rest
	p.mu.Unlock()
	slices.SortStableFunc(due, func(a, b queued) int { return a.at.Compare(b.at) })
	taken := 0
	var errs []error
	for _, q := range due {
		header, body, err := p.Sign(q.Notice)
		if err == nil {
			err = hook(ctx, header, body)
		}
		if err == nil {
			taken++
			continue
		}
		errs = append(errs, err)
		p.again(q, now)
	}
	return taken, errors.Join(errs...)
}

// again sends a notice once more, later and later.
func (p *Provider) again(q queued, now time.Time) {
	q.at = now.Add(time.Second << min(q.tries, 12))
	q.tries++
	if q.at.Sub(q.since) > p.o.Profile.Webhooks.RetriedFor {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.notices.hook != nil {
		p.notices.waiting = append(p.notices.waiting, q)
	}
}

// Run delivers what is due, as often as every says, until ctx ends.
func (p *Provider) Run(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			_, _ = p.Deliver(ctx) // what is not taken is sent again
		}
	}
}

// Sign is a notice as it is sent.
func (p *Provider) Sign(n payment.Notice) (http.Header, []byte, error) {
	body, err := json.Marshal(message(n))
	if err != nil {
		return nil, nil, err
	}
	at := strconv.FormatInt(p.now().Unix(), 10)
	header := http.Header{}
	header.Set("Content-Type", "application/json")
	header.Set(SignatureHeader, "t="+at+",v1="+hex.EncodeToString(p.mac(at, body)))
	return header, body, nil
}

func (p *Provider) mac(at string, body []byte) []byte {
	h := hmac.New(sha256.New, p.secret)
	h.Write([]byte(at + "."))
	h.Write(body)
	return h.Sum(nil)
}

// Webhook reads a notice. It fails with payment.ErrSignature if it is not signed, or
// was signed more than five minutes ago.
func (p *Provider) Webhook(ctx context.Context, header http.Header, body []byte) ([]payment.Notice, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	at, sum, ok := strings.Cut(strings.TrimPrefix(header.Get(SignatureHeader), "t="), ",v1=")
	seconds, err := strconv.ParseInt(at, 10, 64)
	given, bad := hex.DecodeString(sum)
	if !ok || err != nil || bad != nil || !hmac.Equal(given, p.mac(at, body)) {
		return nil, payment.ErrSignature
	}
	if age := p.now().Sub(time.Unix(seconds, 0)); age > maxAge || age < -maxAge {
		return nil, fmt.Errorf("%w: it is of another time (%s)", payment.ErrSignature, age)
	}
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		return nil, fmt.Errorf("payment/fake: notice: %w", err)
	}
	if m.Transfer == "" {
		return nil, nil
	}
	return []payment.Notice{payment.Notice(m)}, nil
}
