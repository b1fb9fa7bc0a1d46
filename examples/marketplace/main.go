// The marketplace command is a whole skill marketplace on torikime: a server with
// a JSON API, pages, files and a clock that can be moved, over one SQLite file.
//
//	go run ./examples/marketplace
//
// The demo (the default) has people with well-known tokens and listens to this
// machine alone. With -demo=false people stand in people.json of the data folder,
// which is read at the start and made at the first one, with an operator whose
// token is printed once, and payments go to a real provider (README.md):
//
//	[{"id": "mika", "name": "Mika", "roles": ["buyer", "seller"], "token_sha256": "…"}]
//
// The file keeps no token, only its SHA-256: printf %s TOKEN | sha256sum. Mail goes
// out if the environment names a server (README.md).
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/torikime/torikime/examples/marketplace/api"
	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/examples/marketplace/web"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdout)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "marketplace:", err)
		os.Exit(1)
	}
}

// settings are what the command line says.
type settings struct {
	addr, data, policy string
	demo, verbose      bool
	testProvider       bool
}

// run is the whole program: it serves until ctx ends, then answers what is under
// way, stops the sweeps and closes the database.
func run(ctx context.Context, args []string, env func(string) string, stdout io.Writer) error {
	s, err := parse(args, stdout)
	if err != nil {
		return err
	}
	mails, err := mailing(env)
	if err != nil {
		return err
	}
	providers, err := paying(env)
	if err != nil {
		return err
	}
	if err := s.suits(providers); err != nil {
		return err
	}
	inForce, err := readPolicy(s.policy)
	if err != nil {
		return err
	}
	level := slog.LevelInfo
	if s.verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	if err := lint(inForce, slices.Contains(policy.Presets(), s.policy), log); err != nil {
		return fmt.Errorf("-policy %s: %w", s.policy, err)
	}
	// The address first: whoever can't have it leaves no folder behind.
	listener, err := net.Listen("tcp", s.addr)
	if err != nil {
		return fmt.Errorf("-addr %s: %w (is another program there? -addr 127.0.0.1:0 takes any free port)", s.addr, err)
	}
	defer listener.Close() // harmless after the server closed it
	m, err := market.Open(ctx, market.Options{
		Data: s.data, Demo: s.demo, TestProvider: s.testProvider, Policy: inForce, Log: log, Mail: mails, DemoMail: env(envDemoMail), Providers: providers,
		URL: strings.TrimSuffix(cmp.Or(env(envURL), "http://"+listener.Addr().String()), "/"),
	})
	if err != nil {
		return explain(s, err)
	}
	err = serve(ctx, m, listener, log, stdout)
	return errors.Join(err, m.Close())
}

func parse(args []string, stdout io.Writer) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("marketplace", flag.ContinueOnError)
	flags.SetOutput(stdout)
	flags.StringVar(&s.addr, "addr", "127.0.0.1:8080", "`address` to listen on; port 0 takes any free one")
	flags.StringVar(&s.data, "data", "marketplace-data", "`folder` of the database and the files; made if need be")
	flags.StringVar(&s.policy, "policy", policy.Default, "`file or preset` in force for purchases from now on: a JSON file, or "+strings.Join(policy.Presets(), ", "))
	flags.BoolVar(&s.demo, "demo", true, "demo people with well-known tokens and a clock that can be moved, for this machine alone; without it, people stand in people.json of the data folder")
	flags.BoolVar(&s.testProvider, "test-provider", false, "without the demo and without a real payment provider: payments are made up, and nobody is charged")
	flags.BoolVar(&s.verbose, "v", false, "log every request")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	if flags.NArg() > 0 {
		return s, fmt.Errorf("%q is no flag; -h lists them", flags.Arg(0))
	}
	if s.demo && !loopback(s.addr) {
		return s, fmt.Errorf("-addr %s: the demo's tokens are known to everybody, so it listens to this machine alone (127.0.0.1, [::1] or localhost); -demo=false serves others", s.addr)
	}
	return s, nil
}

// loopback reports an address that only this machine can reach.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return true // Listen will say what is wrong with it
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// readPolicy finds a preset by its name, or reads a file.
func readPolicy(name string) (*policy.Policy, error) {
	for _, preset := range policy.Presets() {
		if name == preset {
			return policy.Preset(name)
		}
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("-policy %s: there is no such file and no such preset; the presets are %s", name, strings.Join(policy.Presets(), ", "))
	}
	if err != nil {
		return nil, fmt.Errorf("-policy: %w", err)
	}
	p, err := policy.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("-policy %s: %w", name, err)
	}
	return p, nil
}

// lint refuses a policy that can't work, with everything that is wrong with it, and
// tells the log what is hardly meant; of a preset that is known.
func lint(p *policy.Policy, preset bool, log *slog.Logger) error {
	var faults policy.Faults
	for _, a := range transaction.Lint(p) {
		switch {
		case a.Severity == policy.LintError:
			faults = append(faults, policy.Fault{Path: a.Path, Code: a.Code, Rule: a.Rule, Message: a.Text(policy.English) + " " + a.Instead(policy.English)})
		case a.Severity == policy.LintWarning && !preset:
			log.Warn("policy", "path", a.Path, "rule", a.Rule, "code", a.Code, "says", a.Text(policy.English), "instead", a.Instead(policy.English))
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

// explain adds what somebody can do about it.
func explain(s settings, err error) error {
	if errors.Is(err, market.ErrNewer) {
		return fmt.Errorf("%w. Nothing was changed; start the newer program, or another folder with -data", err)
	}
	return fmt.Errorf("-data %s: %w", s.data, err)
}

// The times of a connection. Bodies have their own (package api): an upload may
// be slow.
const (
	headerTime   = 10 * time.Second
	writeTime    = time.Hour
	idleTime     = 2 * time.Minute
	shutdownTime = 20 * time.Second
	maxHeader    = 64 << 10
)

func serve(ctx context.Context, m *market.Market, listener net.Listener, log *slog.Logger, stdout io.Writer) error {
	handler, err := routes(m, log)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	sweeps, stopSweeps := context.WithCancel(context.WithoutCancel(ctx))
	swept := make(chan error, 1)
	go func() { swept <- m.Run(sweeps) }()
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	greet(stdout, m, listener.Addr())

	select {
	case err = <-served:
	case <-ctx.Done():
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
		defer cancel()
		if err = server.Shutdown(end); err != nil {
			err = errors.Join(fmt.Errorf("some requests did not end in time: %w", err), server.Close())
		}
		<-served
	}
	stopSweeps()
	return errors.Join(err, <-swept)
}

// routes puts the API and the pages under one roof.
func routes(m *market.Market, log *slog.Logger) (http.Handler, error) {
	calls, err := api.New(m, log)
	if err != nil {
		return nil, err
	}
	pages, err := web.New(m, log)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", calls)
	mux.Handle("/healthz", calls)
	mux.Handle("/webhooks/", calls)
	if shop := m.TestProvider(); shop != nil {
		mux.Handle(market.TestPages+"/", shop)
	}
	mux.Handle("/", pages)
	return mux, nil
}

// greet says where to look and who is there.
func greet(w io.Writer, m *market.Market, addr net.Addr) {
	fmt.Fprintf(w, "marketplace on http://%s/ (policy %s)\n", addr, m.Policy().Name)
	fmt.Fprintf(w, "API, for people and programs: http://%s/api/\n", addr)
	if people := m.DemoPeople(); len(people) > 0 {
		fmt.Fprintf(w, "  %-16s %s\n", "TOKEN", "WHO (programs send \"Authorization: Bearer TOKEN\")")
	}
	for _, p := range m.DemoPeople() {
		fmt.Fprintf(w, "  %-16s %s, %s\n", p.Token, p.Name, p.About)
	}
	if token := m.FirstToken(); token != "" {
		fmt.Fprintf(w, "first start: the operator's token is %s\n", token)
		fmt.Fprintln(w, "It is shown this once. People stand in people.json of the data folder.")
	}
}
