package fake

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/transfer"
)

// Handler is the provider's own pages, where a buyer approves, declines or abandons a
// payment: GET and POST /pay/{id}. It stands where Options.URL leads; under a path
// it needs http.StripPrefix. The language is that of the browser, or ?lang=en, ja.
//
// A buyer is sent back to the URLs of the payment's Call and nowhere else, and what a
// page of another site posts is refused.
func (p *Provider) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /pay/{id}", p.show)
	mux.HandleFunc("POST /pay/{id}", p.act)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { p.missing(w, r) })
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.page(w, r, http.StatusForbidden, &view{Title: "foreign", Said: "foreign.said"})
	}))
	return guard.Handler(mux)
}

// maxForm is what a form may hold: one button.
const maxForm = 1 << 10

func (p *Provider) show(w http.ResponseWriter, r *http.Request) {
	pay, err := p.Payment(r.PathValue("id"))
	if err != nil || pay.ID != r.PathValue("id") { // a transfer's id is no address
		p.missing(w, r)
		return
	}
	p.page(w, r, http.StatusOK, p.view(&pay))
}

func (p *Provider) act(w http.ResponseWriter, r *http.Request) {
	pay, err := p.Payment(r.PathValue("id"))
	if err != nil || pay.ID != r.PathValue("id") {
		p.missing(w, r)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	target := pay.ReturnURL
	switch r.PostFormValue("do") {
	case "pay":
		err = p.Approve(pay.ID)
	case "decline":
		err = p.Decline(pay.ID)
	case "abandon":
		err, target = p.Abandon(pay.ID), pay.CancelURL
	default:
		p.page(w, r, http.StatusBadRequest, &view{Title: "unclear", Said: "unclear.said"})
		return
	}
	switch now, _ := p.Payment(pay.ID); {
	case errors.Is(err, ErrNotNow): // decided in another tab, or too late
		p.page(w, r, http.StatusConflict, p.view(&now))
	case err != nil:
		p.page(w, r, http.StatusInternalServerError, &view{Title: "trouble", Said: "trouble.said"})
	case target == "":
		// Said from where the browser is: a prefix that was stripped is not known here.
		w.Header().Set("Location", pay.ID+"?lang="+string(language(r)))
		w.WriteHeader(http.StatusSeeOther)
	default:
		http.Redirect(w, r, target, http.StatusSeeOther)
	}
}

func (p *Provider) missing(w http.ResponseWriter, r *http.Request) {
	p.page(w, r, http.StatusNotFound, &view{Title: "missing", Said: "missing.said"})
}

// view is what one page shows. Title and Said are keys of words.
type view struct {
	Lang              policy.Language
	Other             string // the same page in the other language
	Title, Said       string
	Payment           *Payment
	Amount, Merchant  string
	Until, UntilClock string
	UntilStamp        string
	Open, Later       bool
	Back              string // where the buyer came from
	Provider          string
}

// view is the page of one payment.
func (p *Provider) view(pay *Payment) *view {
	v := &view{Title: "open", Payment: pay, Back: pay.ReturnURL, Later: pay.Method == Later}
	switch pay.Stage {
	case AwaitsBuyer:
		v.Open = true
		if !pay.ExpiresAt.IsZero() {
			v.UntilStamp = pay.ExpiresAt.Format(time.RFC3339)
		}
	case Authorised:
		v.Title, v.Said = "done", "authorised.said"
	case Taken:
		v.Title, v.Said = "done", p.takenSaid(pay)
	case Declined:
		v.Title, v.Said = "declined", "declined.said"
	case Abandoned:
		v.Title, v.Said, v.Back = "abandoned", "abandoned.said", pay.CancelURL
	case Expired:
		v.Title, v.Said, v.Back = "expired", "expired.said", pay.CancelURL
	}
	if v.Later {
		v.Open = v.Open || pay.Stage == Expired || pay.Stage == Abandoned
		if v.Title == "open" {
			v.Title = "later"
		}
	}
	return v
}

func (p *Provider) takenSaid(pay *Payment) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch p.deeds[pay.Capture].Status {
	case transfer.Pending:
		return "pending.said"
	case transfer.Failed:
		return "declined.said"
	case transfer.Reversed:
		return "reversed.said"
	}
	return "taken.said"
}

// page writes one page.
func (p *Provider) page(w http.ResponseWriter, r *http.Request, status int, v *view) {
	v.Lang = language(r)
	other := policy.Japanese
	if v.Lang == other {
		other = policy.English
	}
	v.Other = "?lang=" + string(other)
	v.Merchant, v.Provider = p.o.Merchant, p.o.Profile.Name
	if v.Merchant == "" {
		v.Merchant = say(v.Lang, "merchant")
	}
	var targets []string
	if v.Payment != nil {
		v.Amount = amount(v.Lang, v.Payment.Amount)
		targets = []string{v.Payment.ReturnURL, v.Payment.CancelURL}
		if v.UntilStamp != "" {
			at := v.Payment.ExpiresAt.In(p.zone())
			v.Until, v.UntilClock = day(v.Lang, at), at.Format("15:04 MST")
		}
	}
	var body bytes.Buffer
	if err := pageTemplate.Execute(&body, v); err != nil {
		http.Error(w, "the page can't be shown", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(v.Lang))
	h.Set("Content-Security-Policy", securityPolicy(targets))
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Vary", "Accept-Language")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body.Bytes()) // whoever went away needs no page
	}
}

func (p *Provider) zone() *time.Location {
	if p.o.Zone == nil {
		return time.UTC
	}
	return p.o.Zone
}

// securityPolicy lets the page's own style in, and nothing else. Browsers count where
// a form's answer leads to as well, so the way back is named.
func securityPolicy(targets []string) string {
	csp := "default-src 'none'; style-src '" + styleHash + "'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
	for _, target := range targets {
		if u, err := url.Parse(target); err == nil && u.Host != "" {
			csp += " " + u.Scheme + "://" + u.Host
		}
	}
	return csp
}

// language is the one that the address names, or that the browser prefers.
func language(r *http.Request) policy.Language {
	switch lang := policy.Language(r.URL.Query().Get("lang")); lang {
	case policy.English, policy.Japanese:
		return lang
	}
	best, lang := 0.0, policy.English
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if text, ok := strings.CutPrefix(strings.TrimSpace(weight), "q="); ok {
			q, _ = strconv.ParseFloat(text, 64) // what is no number is no wish
		}
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if l := policy.Language(primary); q > best && (l == policy.English || l == policy.Japanese) {
			best, lang = q, l
		}
	}
	return lang
}
