package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/engine"
)

// accountPage is the viewer's own account.
type accountPage struct {
	Person market.Person
	Zone   string
	// Open is what keeps the account from being deleted (T9.4).
	Open []listed
	// Payouts are under way.
	Payouts []market.Payout
	Typed   form
	Failed  *failure
	Wrong   bool // the id was not typed as it is
}

func (v *visit) account() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	return v.accountPage(http.StatusOK, accountPage{})
}

func (v *visit) accountPage(code int, page accountPage) error {
	page.Person = v.me
	page.Zone = v.market.Policy().Time.Zone
	list, err := v.market.Talkrooms(v.r.Context(), v.viewer(), engine.Unended, "", most)
	if err != nil {
		return err
	}
	for _, room := range list.Items {
		page.Open = append(page.Open, v.listed(room))
	}
	if page.Payouts, err = v.underWay(); err != nil {
		return err
	}
	v.back = "/account"
	return v.show(code, "account", "account.title", page)
}

// leave deletes the viewer's account (T9.4). Whoever does it types his id: it
// cannot be undone.
func (v *visit) leave() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	if strings.TrimSpace(f.Get("id")) != v.me.ID {
		return v.accountPage(http.StatusUnprocessableEntity, accountPage{Typed: f, Wrong: true})
	}
	_, err = v.market.Leave(v.r.Context(), v.viewer())
	var no *policy.Rejection
	if errors.As(err, &no) {
		bare := *no
		bare.Faults = nil // the page lists what stands open, with links
		if failed, ok := v.failed("leave", f, &bare); ok {
			return v.accountPage(failed.Status, accountPage{Typed: f, Failed: failed})
		}
	}
	if err != nil {
		return err
	}
	v.setCookie(cookieWho, "", noLife)
	return v.goTo("/", "said.left")
}

// left reports somebody whose account was deleted.
func (v *visit) left(id string) bool {
	p, known := v.market.Person(id)
	return !known || p.Name == market.Nobody
}
