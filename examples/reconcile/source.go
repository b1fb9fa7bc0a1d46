package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// ofFolder compares the books of a marketplace that is stopped.
func ofFolder(ctx context.Context, req request) (market.Reconciliation, error) {
	c, err := market.ReconcileStopped(ctx, req.data, req.query, req.lang)
	switch {
	case errors.Is(err, market.ErrNoBooks) && !exists(filepath.Join(req.data, "marketplace.db")):
		return c, fmt.Errorf("-data %s: no marketplace lies there", req.data)
	case errors.Is(err, market.ErrNoBooks) && errors.Is(err, fs.ErrNotExist):
		return c, fmt.Errorf("-data %s: its payments went to a real provider, whose books only the running server can ask for: start it, and use -url and -token", req.data)
	case errors.Is(err, market.ErrInUse):
		return c, fmt.Errorf("-data %s: a marketplace runs there: ask it with -url and -token, or stop it first (%w)", req.data, err)
	case err != nil:
		return c, fmt.Errorf("-data %s: %w", req.data, err)
	}
	return c, nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// patience is how long a server may take to read all its books.
const patience = 10 * time.Minute

// ofServer asks a marketplace that runs.
func ofServer(ctx context.Context, req request) (market.Reconciliation, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	query := url.Values{}
	for name, at := range map[string]time.Time{"from": req.query.From, "to": req.query.To} {
		if !at.IsZero() {
			query.Set(name, at.UTC().Format(time.RFC3339Nano))
		}
	}
	query.Set("grace", max(req.query.Grace, 0).String())
	if req.query.Provider != "" {
		query.Set("provider", req.query.Provider)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(req.url, "/")+"/api/v1/reconciliation?"+query.Encode(), nil)
	if err != nil {
		return market.Reconciliation{}, err
	}
	r.Header.Set("Authorization", "Bearer "+req.token)
	r.Header.Set("Accept-Language", string(req.lang))
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return market.Reconciliation{}, err
	}
	defer resp.Body.Close()
	const most = 256 << 20
	body, err := io.ReadAll(io.LimitReader(resp.Body, most))
	if err != nil {
		return market.Reconciliation{}, err
	}
	return read(resp.StatusCode, body)
}

// read understands what a server answered.
func read(status int, body []byte) (c market.Reconciliation, err error) {
	switch status {
	case http.StatusOK:
		if err := json.Unmarshal(body, &c); err != nil || c.Provider == "" {
			return c, errors.Join(errors.New("the server's answer is no reconciliation; is it a marketplace?"), err)
		}
		return c, nil
	case http.StatusUnauthorized:
		return c, errors.New("-token: the server does not know it")
	case http.StatusNotFound:
		return c, errors.New("the server has no reconciliation for this token; an operator's is right")
	}
	var problem struct {
		Title, Detail string
		Errors        []struct{ Path, Message string }
	}
	_ = json.Unmarshal(body, &problem) // anything else is said by its status
	said := strings.TrimSpace(problem.Title + " " + problem.Detail)
	for _, e := range problem.Errors {
		said += "; " + e.Path + ": " + e.Message
	}
	return c, fmt.Errorf("the server answered %d %s", status, said)
}
