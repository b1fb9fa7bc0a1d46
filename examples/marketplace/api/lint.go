package api

import (
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// Lint is what is said of the policy in force.
type Lint struct {
	// Advice is in the order of its severity.
	Advice []Advice `json:"advice"`
}

// Advice is one finding, in the caller's language.
type Advice struct {
	Severity policy.Severity `json:"severity" enum:"error,warning,note"`
	Code     string          `json:"code"`
	Path     string          `json:"path" doc:"Where the value stands in the policy"`
	Rule     string          `json:"rule"`
	Message  string          `json:"message"`
	Instead  string          `json:"instead" doc:"What to do about it"`
}

// lintOf puts advice into words.
func lintOf(list []policy.Advice, lang policy.Language) Lint {
	l := Lint{Advice: make([]Advice, len(list))}
	for i, a := range list {
		l.Advice[i] = Advice{a.Severity, a.Code, a.Path, a.Rule, a.Text(lang), a.Instead(lang)}
	}
	return l
}

// currentLint reads the policy in force anew each time: it takes some milliseconds,
// and hardly anybody asks.
func (a *API) currentLint(w http.ResponseWriter, _ *http.Request, v market.Viewer) error {
	return answerWith(w, lintOf(transaction.Lint(a.market.Policy()), v.Language))
}
