// Package phone gives the scanner of package policy/contact a second opinion on
// international telephone numbers (T8.3), by the numbering plans of libphonenumber.
// It is a module of its own, so that nobody who does without it carries the plans.
//
//	contact.New(&p.Contact, contact.Options{ValidPhone: phone.Valid})
package phone

import "github.com/nyaruka/phonenumbers"

// Valid reports whether a number is one that the plan of its country gives out: "+"
// and the digits of the country code and the number, such as "+819012345678".
// Anything else is false.
func Valid(number string) bool {
	if len(number) < 8 || len(number) > 16 || number[0] != '+' {
		return false
	}
	for _, r := range number[1:] {
		if r < '0' || r > '9' {
			return false
		}
	}
	parsed, err := phonenumbers.Parse(number, "")
	return err == nil && phonenumbers.IsValidNumber(parsed)
}
