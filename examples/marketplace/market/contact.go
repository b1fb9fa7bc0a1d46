package market

import (
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
)

// Contact is how somebody is reached outside of the marketplace. It is nobody
// else's business, and stands in no answer of the API.
type Contact struct {
	// Email is an address alone; empty: no mail.
	Email string `json:"email,omitempty"`
	// Language is that of his mails; empty: English.
	Language policy.Language `json:"language,omitempty"`
	// Zone is his own, by its name in the IANA table (T9.5); empty: the platform's.
	Zone string `json:"zone,omitempty"`
	// PayoutTo is a payment provider's own id of his account, where his earnings go
	// (T10.5), such as an e-mail address at PayPal; PayoutBy is that provider's name,
	// empty: the first. Empty: he can't withdraw, but from the test provider.
	PayoutTo string `json:"payout_to,omitempty"`
	PayoutBy string `json:"payout_by,omitempty"`
}

// demoContact is that of somebody of the demo, by a pattern of addresses.
func demoContact(id, pattern string) Contact {
	return Contact{Email: strings.ReplaceAll(pattern, "{id}", id), Language: policy.Japanese}
}

func (c *Contact) faults(at string) policy.Faults {
	var list policy.Faults
	if c.Email != "" {
		if a, err := netmail.ParseAddress(c.Email); err != nil || a.Address != c.Email {
			list = append(list, policy.Fault{Path: at + ".email", Code: "email", Message: fmt.Sprintf("%.100q: an address alone such as mika@example.com is right, or none", c.Email)})
		}
	}
	if c.Language != "" && c.Language != policy.English && c.Language != policy.Japanese {
		list = append(list, policy.Fault{Path: at + ".language", Code: "language", Message: fmt.Sprintf("%.20q: en or ja is right, or none for en", c.Language)})
	}
	if _, err := time.LoadLocation(c.Zone); err != nil {
		list = append(list, policy.Fault{Path: at + ".zone", Code: "zone", Message: fmt.Sprintf("%.50q: a name of the IANA table such as Europe/Paris is right, or none", c.Zone)})
	}
	return list
}

// own is the zone; nil: the platform's.
func (c *Contact) own() *time.Location {
	if c.Zone == "" {
		return nil
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return nil // it was there when people.json was read
	}
	return zone
}
