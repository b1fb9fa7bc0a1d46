package paypal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// maxBody is how many bytes of an answer, or of a webhook, are read.
	maxBody = 1 << 20
	// patience is how long a call takes at most if its context has no deadline.
	patience  = time.Minute
	userAgent = "torikime-paypal (+https://github.com/torikime/torikime)"
)

// link is one of PayPal's HATEOAS links.
type link struct {
	Href string `json:"href"`
	Rel  string `json:"rel"`
}

// call makes one call and reads its answer into out. key is the request id, for a
// POST. A token that PayPal no longer takes is replaced once.
func (p *Provider) call(ctx context.Context, method, path, key string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("paypal: %s %s: %w", method, path, err)
		}
	}
	if _, bounded := ctx.Deadline(); !bounded {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
	}
	for try := 0; ; try++ {
		token, err := p.token(ctx)
		if err != nil {
			return err
		}
		data, err := p.send(ctx, method, path, key, token, body)
		var said *Error
		if try == 0 && errors.As(err, &said) && said.Status == http.StatusUnauthorized {
			p.tokens.drop(token)
			continue
		}
		if err != nil {
			return err
		}
		return decode(method, path, data, out)
	}
}

func (p *Provider) send(ctx context.Context, method, path, key, token string, body []byte) ([]byte, error) {
	req, err := p.request(ctx, method, path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if method == http.MethodPost {
		req.Header.Set("PayPal-Request-Id", key)
		req.Header.Set("Prefer", "return=representation")
	}
	return p.do(req, path)
}

func (p *Provider) request(ctx context.Context, method, path string, body []byte) (*http.Request, error) {
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, p.base+path, reader)
	if err != nil {
		return nil, fmt.Errorf("paypal: %s %s: the request can't be made", method, path)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", userAgent)
	return req, nil
}

// do makes one call. Whatever is not a 200 or 201 with a whole body is an error.
func (p *Provider) do(req *http.Request, path string) ([]byte, error) {
	path, _, _ = strings.Cut(path, "?")
	res, err := p.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("paypal: %s %s: %w", req.Method, path, cause(err))
	}
	defer func() { _ = res.Body.Close() }()
	data, err := readAll(res.Body)
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusCreated {
		return nil, newError(req.Method, path, res.StatusCode, res.Header, data, p.clock.Now())
	}
	if err != nil {
		return nil, fmt.Errorf("paypal: %s %s: the answer broke off: %w", req.Method, path, err)
	}
	return data, nil
}

// cause is a transport's error without its URL, which the caller names itself.
func cause(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

var errTooMuch = errors.New("it is larger than 1 MB")

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBody+1))
	if err == nil && len(data) > maxBody {
		return nil, errTooMuch
	}
	return data, err
}

// decode reads one JSON object and nothing behind it. Fields that PayPal adds are
// let through; what is needed is checked where it is used.
func decode(method, path string, data []byte, out any) error {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) || !json.Valid(data) {
		return fmt.Errorf("paypal: %s %s: the answer is no JSON object", method, path)
	}
	if err := json.Unmarshal(data, out); err != nil {
		return fmt.Errorf("paypal: %s %s: the answer has another form than PayPal's: %w", method, path, shape(err))
	}
	return nil
}

// shape says where a form differs without repeating what stood there.
func shape(err error) error {
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) {
		return fmt.Errorf("%s is a %.20s", t.Field, t.Value)
	}
	return err
}
