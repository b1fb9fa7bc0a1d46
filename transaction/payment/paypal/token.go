package paypal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// tokens keeps the access token until shortly before its end. Whoever finds none
// fetches one, and everybody else waits for it.
type tokens struct {
	// turn holds one element while somebody uses the fields below.
	turn  chan struct{}
	value string
	until time.Time
}

const tokenPath = "/v1/oauth2/token"

// token is a token that is good now.
func (p *Provider) token(ctx context.Context) (string, error) {
	t := &p.tokens
	select {
	case t.turn <- struct{}{}:
	case <-ctx.Done():
		return "", fmt.Errorf("paypal: POST %s: %w", tokenPath, ctx.Err())
	}
	defer func() { <-t.turn }()
	if t.value != "" && p.clock.Now().Before(t.until) {
		return t.value, nil
	}
	value, life, err := p.fetchToken(ctx)
	if err != nil {
		return "", err
	}
	t.value, t.until = value, p.clock.Now().Add(life-min(life/10, time.Minute))
	return value, nil
}

// drop forgets a token that PayPal refused, if nobody has replaced it yet.
func (t *tokens) drop(refused string) {
	t.turn <- struct{}{}
	defer func() { <-t.turn }()
	if t.value == refused {
		t.value = ""
	}
}

func (p *Provider) fetchToken(ctx context.Context) (string, time.Duration, error) {
	req, err := p.request(ctx, http.MethodPost, tokenPath, []byte("grant_type=client_credentials"))
	if err != nil {
		return "", 0, err
	}
	req.SetBasicAuth(p.options.ClientID, p.options.Secret)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	data, err := p.do(req, tokenPath)
	if err != nil {
		return "", 0, err
	}
	var said struct {
		Token string `json:"access_token"`
		Type  string `json:"token_type"`
		Life  int64  `json:"expires_in"`
	}
	if err := decode(http.MethodPost, tokenPath, data, &said); err != nil {
		return "", 0, err
	}
	if said.Token == "" || !visible(said.Token) || !strings.EqualFold(said.Type, "Bearer") || said.Life <= 0 || said.Life > 365*24*60*60 {
		return "", 0, errors.New("paypal: POST " + tokenPath + ": the answer is no bearer token")
	}
	return said.Token, time.Duration(said.Life) * time.Second, nil
}
