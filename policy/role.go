// Package policy holds every number and table a marketplace can turn, the rule
// catalogue, and the words in which a rule says no.
//
// A Policy is plain data: another marketplace is another JSON file. Nothing in
// this module asks for the name of a policy; whatever differs between two
// marketplaces is a value in it.
package policy

import "fmt"

// Role is the part somebody plays in a transaction. The zero Role is nobody: a
// command that names no actor is refused.
type Role uint8

// The roles, in the order in which they are printed.
const (
	Nobody Role = iota
	Buyer
	Seller
	Operator
	System
)

var roleNames = [...]string{"nobody", "buyer", "seller", "operator", "system"}

// String is the role's stored and printed name.
func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return fmt.Sprintf("role(%d)", uint8(r))
}

// Other is the opposite side: the seller's is the buyer, the buyer's the
// seller. Nobody else has one.
func (r Role) Other() Role {
	switch r {
	case Buyer:
		return Seller
	case Seller:
		return Buyer
	}
	return Nobody
}

// MarshalText writes the role's name.
func (r Role) MarshalText() ([]byte, error) {
	if int(r) >= len(roleNames) {
		return nil, fmt.Errorf("policy: %s has no name", r)
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads a role's name.
func (r *Role) UnmarshalText(text []byte) error {
	for i, name := range roleNames {
		if string(text) == name {
			*r = Role(i)
			return nil
		}
	}
	return fmt.Errorf("%q is no role; one of buyer, seller, operator, system is", text)
}
