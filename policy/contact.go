package policy

import (
	"slices"
	"strconv"
)

// Contact is rule section 8: what is looked for in texts, and what follows when it
// is found.
type Contact struct {
	// Actions says for every kind of finding what follows (T8.4).
	Actions map[Finding]Action `json:"actions"`
	// AllowedHosts may be linked, their subdomains included (T7.7, T8.5).
	AllowedHosts []string `json:"allowed_hosts"`
	// ForbiddenHosts may not: contact details may stand there (T8.2).
	ForbiddenHosts []string `json:"forbidden_hosts"`
	// ServiceNames are the names, in any script, of services through which people
	// get in touch outside (T8.2).
	ServiceNames []string `json:"service_names"`
}

// Finding is a kind of thing that is found in a text (T8.2).
type Finding string

// The kinds of finding.
const (
	// FoundAddress: a mail address.
	FoundAddress Finding = "address"
	// FoundPhone: a telephone number.
	FoundPhone Finding = "phone"
	// FoundHandle: an account name at another service.
	FoundHandle Finding = "handle"
	// FoundForbiddenLink: a link to a forbidden host.
	FoundForbiddenLink Finding = "forbidden_link"
	// FoundServiceName: the bare name of a service.
	FoundServiceName Finding = "service_name"
	// FoundInvitation: an invitation to get in touch outside, or the agreement to one.
	FoundInvitation Finding = "invitation"
	// FoundOutsidePayment: an offer to pay outside.
	FoundOutsidePayment Finding = "outside_payment"
	// FoundMeeting: an offer to meet in person.
	FoundMeeting Finding = "meeting"
)

var findings = []Finding{
	FoundAddress, FoundPhone, FoundHandle, FoundForbiddenLink,
	FoundServiceName, FoundInvitation, FoundOutsidePayment, FoundMeeting,
}

// Action is what follows from a finding (T8.4), from the mildest to the strictest.
type Action string

// The actions.
const (
	Allow  Action = "allow"
	Warn   Action = "warn"
	Hold   Action = "hold"
	Refuse Action = "refuse"
)

var actions = []Action{Allow, Warn, Hold, Refuse}

// Found is one thing that was found in a text (T8.4).
type Found struct {
	Kind Finding `json:"kind"`
	// Start and End are the span in the text as it was written, in bytes of UTF-8.
	Start int `json:"start"`
	End   int `json:"end"`
	// Confidence is how sure the finding is, in percent: 1 to 100.
	Confidence int `json:"confidence"`
	// Why says by what it was found: a code that package contact puts into words.
	Why string `json:"why"`
	// Action is what follows by the policy (T8.4).
	Action Action `json:"action"`
}

// Strictest is the strictest action among findings; Allow for none (T8.4).
func Strictest(list []Found) Action {
	strictest := 0
	for i := range list {
		strictest = max(strictest, slices.Index(actions, list[i].Action))
	}
	return actions[strictest]
}

// Forbidden is a fault for every finding that the policy refuses (T8.2, T8.5), in
// the text that stands at a path of the input. Its code is the finding's kind.
func Forbidden(path string, list []Found) Faults {
	var faults Faults
	for i := range list {
		f := &list[i]
		if f.Action == Refuse {
			faults = append(faults, FaultOf(path, "T8.2", string(f.Kind), map[string]string{
				"start": strconv.Itoa(f.Start), "end": strconv.Itoa(f.End),
			}))
		}
	}
	return faults
}

// Text is what a finding is called.
func (f Finding) Text(lang Language) string {
	w := findingWords[f]
	return inLanguage(lang, w.en, w.ja)
}

// RefuseHeld gives back the findings with every held one refused: for words that
// cannot wait for an operator, such as a file's name.
func RefuseHeld(list []Found) []Found {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Action == Hold {
			list[i].Action = Refuse
		}
	}
	return list
}
