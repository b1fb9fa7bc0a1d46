package web

import (
	"net/http"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// reconciliationPage is a provider's own books beside the marketplace's.
type reconciliationPage struct {
	market.Reconciliation
	Providers []choice
	// From and To are the days that were asked for, as they were typed.
	First, Last string
	Made        moment
	Groups      []differences
	Decided     []differences
	// Healable: something goes away once it is looked up.
	Healable bool
	Failed   *failure
}

// choice is one of a list that can be chosen.
type choice struct {
	ID, Name string
	Chosen   bool
}

// differences are those of one kind, with what an operator does about them.
type differences struct {
	Title, ToDo string
	List        []difference
}

// difference is one thing in which the books differ.
type difference struct {
	market.Difference
	When *moment
}

// reconciliation compares the books of a provider with ours, for operators.
func (v *visit) reconciliation() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	f := v.asked()
	q, err := v.window(f)
	if err == nil {
		var r market.Reconciliation
		if r, err = v.market.Reconcile(v.r.Context(), v.viewer(), q); err == nil {
			return v.reconciliationPage(f, r, nil)
		}
	}
	if failed, ok := v.failed("reconcile", f, err); ok && v.isOperator() {
		return v.reconciliationPage(f, market.Reconciliation{}, failed)
	}
	return err
}

// window is what is compared: whole days of the marketplace's zone.
func (v *visit) window(f form) (q market.ReconcileQuery, err error) {
	q.Provider = f.Get("provider")
	offset := v.market.Policy().Time.Offset
	for _, end := range []struct {
		name string
		to   *time.Time
		days int
	}{{"from", &q.From, 0}, {"to", &q.To, 1}} {
		text := f.Get(end.name)
		if text == "" {
			continue
		}
		date, err := policy.ParseDate(text)
		if err != nil {
			return q, market.Invalid(end.name, "date", v.say("date.bad", "value", text))
		}
		*end.to = date.Start(offset).AddDate(0, 0, end.days)
	}
	if now := v.market.Now(); q.To.After(now) {
		q.To = now
	}
	return q, nil
}

func (v *visit) reconciliationPage(f form, r market.Reconciliation, failed *failure) error {
	page := reconciliationPage{Reconciliation: r, First: f.Get("from"), Last: f.Get("to"), Made: v.moment(r.At), Failed: failed}
	for _, name := range v.market.Providers() {
		page.Providers = append(page.Providers, choice{name, v.provider(name), name == r.Provider})
	}
	page.Groups, page.Decided = v.byKind(r.Differences), v.byKind(r.Settled)
	for i := range r.Differences {
		page.Healable = page.Healable || r.Differences[i].Heals
	}
	code := http.StatusOK
	if failed != nil {
		code = failed.Status
	}
	v.back = "/desk/reconciliation"
	return v.show(code, "reconciliation", "reconciliation.title", page)
}

// byKind puts what differs in one way together, in the order of the first of each.
func (v *visit) byKind(list []market.Difference) []differences {
	var groups []differences
	at := map[string]int{}
	for _, d := range list {
		i, ok := at[d.Kind]
		if !ok {
			i = len(groups)
			at[d.Kind] = i
			groups = append(groups, differences{Title: d.Title, ToDo: d.ToDo})
		}
		groups[i].List = append(groups[i].List, difference{d, v.maybe(d.Since)})
	}
	return groups
}

// heal has everything looked up that the provider can say more about.
func (v *visit) heal() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	q, err := v.window(f)
	if err != nil {
		return err
	}
	if _, err = v.market.Heal(v.r.Context(), v.viewer(), q); err != nil {
		return err
	}
	return v.goTo("/desk/reconciliation?"+kept(form{f.Values}, "provider", "from", "to").Encode(), "said.healed")
}
