// The reconcile command compares the books of a marketplace with those of its payment
// provider, and says what differs and what to do about it.
//
//	go run ./examples/reconcile -data marketplace-data            # one that is stopped
//	go run ./examples/reconcile -url http://127.0.0.1:8080 -token demo-operator
//	go run ./examples/reconcile -url … -token … -from 2026-04-01 -to 2026-05-01 -json
//	go run ./examples/reconcile -url … -token … -provider paypal -grace 3h
//
// Of a stopped marketplace it knows the books of the test provider alone, and changes
// none of its files. The token stands in the environment as well (TORIKIME_TOKEN),
// where other users of the machine do not see it.
//
// What differs for less than the grace period is no difference yet: a provider writes
// its reports some time after the money moved (PayPal up to three hours), and nobody
// can say before that anything is missing. It is counted as "not yet"; ask again later.
//
// It exits with 0 if nothing differs (so far), with 1 if something does, and with 2 if
// the books could not be compared: a wrong command line, a server that does not answer.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/signal"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/payment/reconcile"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// The ends of the program.
const (
	same    = 0
	differs = 1
	failed  = 2
)

// request is what the command line asks for.
type request struct {
	data, url, token string
	lang             policy.Language
	json             bool
	query            market.ReconcileQuery
}

func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	req, err := parse(args, env, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return same
	case err != nil:
		fmt.Fprintln(stderr, "reconcile:", err)
		return failed
	}
	compare := ofServer
	if req.data != "" {
		compare = ofFolder
	}
	found, err := compare(ctx, req)
	if err == nil {
		err = show(stdout, req, &found)
	}
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "reconcile:", err)
		return failed
	case found.Clean:
		return same
	}
	return differs
}

const usage = `Compare the books of a marketplace with those of its payment provider.

  reconcile -data FOLDER [flags]               one that is stopped
  reconcile -url ADDRESS -token TOKEN [flags]  one that runs

"Not yet" is what differs for less than the grace period. The provider may only not
have written its report: ask again later.

Exit code: 0 nothing differs (so far), 1 something does, 2 the books could not be compared.

`

func parse(args []string, env func(string) string, stderr io.Writer) (request, error) {
	var req request
	var lang, from, to string
	flags := flag.NewFlagSet("reconcile", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	flags.StringVar(&req.data, "data", "", "`folder` of a marketplace that is stopped")
	flags.StringVar(&req.url, "url", "", "`address` of one that runs, such as http://127.0.0.1:8080")
	flags.StringVar(&req.token, "token", "", "an operator's `token`, for -url; the environment's TORIKIME_TOKEN by default")
	flags.StringVar(&from, "from", "", "the window's beginning, an `instant` (RFC 3339) or a date, which begins at 00:00 UTC; everything by default")
	flags.StringVar(&to, "to", "", "the `instant` or date before which the window ends; now by default")
	flags.DurationVar(&req.query.Grace, "grace", reconcile.DefaultGrace, "for how `long` something may differ as \"not yet\"; 3h or more at PayPal, 0 for no patience")
	flags.StringVar(&req.query.Provider, "provider", "", "whose books; the `name` of the default provider by default")
	flags.StringVar(&lang, "lang", "en", "`en or ja`")
	flags.BoolVar(&req.json, "json", false, "print everything as JSON")
	if err := flags.Parse(args); err != nil {
		return req, err
	}
	if req.query.Grace == 0 {
		req.query.Grace = market.NoGrace
	} else if req.query.Grace < 0 || req.query.Grace > market.MaxGrace {
		return req, fmt.Errorf("-grace %s: from 0 to %s is right", req.query.Grace, market.MaxGrace)
	}
	req.lang, req.token = policy.Language(lang), cmp.Or(req.token, env("TORIKIME_TOKEN"))
	switch {
	case flags.NArg() > 0:
		return req, fmt.Errorf("%q is no flag; -h lists them", flags.Arg(0))
	case (req.data == "") == (req.url == ""):
		return req, errors.New("one of -data and -url is right; -h says more")
	case req.lang != policy.English && req.lang != policy.Japanese:
		return req, fmt.Errorf("-lang %q: en or ja is right", lang)
	}
	if req.url != "" {
		if u, err := url.Parse(req.url); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return req, fmt.Errorf("-url %q: an address such as http://127.0.0.1:8080 is right", req.url)
		}
		if req.token == "" {
			return req, errors.New("-token: an operator's token is needed")
		}
	}
	var err error
	if req.query.From, err = at("-from", from); err != nil {
		return req, err
	}
	if req.query.To, err = at("-to", to); err != nil {
		return req, err
	}
	if !req.query.To.IsZero() && !req.query.From.Before(req.query.To) {
		return req, fmt.Errorf("-to %s: an instant after -from is right", to)
	}
	return req, nil
}

func at(name, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return t, fmt.Errorf("%s %q: an instant such as 2026-04-01T09:00:00+09:00, or a date (00:00 UTC) such as 2026-04-01, is right", name, text)
	}
	return t, nil
}

func show(w io.Writer, req request, c *market.Reconciliation) error {
	if !req.json {
		return table(w, wordsOf(req.lang), c)
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(c)
}
