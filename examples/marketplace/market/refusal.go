package market

import (
	"time"

	"github.com/torikime/torikime/policy"
)

// Refusal is a rule's "no" as it is answered.
type Refusal struct {
	Rule    string     `json:"rule" doc:"The rule that said no, such as T3.2"`
	Kind    string     `json:"kind" enum:"invalid,wrong_actor,not_party,too_early,too_late,wrong_state,conflict"`
	Detail  string     `json:"detail" doc:"In words, in the caller's language"`
	OpensAt *time.Time `json:"opens_at" doc:"The earliest instant at which the same command would be accepted if nobody did anything until then; null: never"`
	Errors  []Fault    `json:"errors,omitempty"`
}

// Fault is one thing that is wrong with an input.
type Fault = policy.Fault

// RefusalOf puts a rejection into words; nil stays nil.
func RefusalOf(no *policy.Rejection, lang policy.Language) *Refusal {
	if no == nil {
		return nil
	}
	return &Refusal{
		Rule: no.Rule, Kind: string(no.Kind), Detail: no.Text(lang),
		OpensAt: instant(no.OpensAt), Errors: policy.Faults(no.Faults).In(lang),
	}
}

// instant is null for no instant.
func instant(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	at = at.UTC()
	return &at
}
