package policy_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// A role is written by its name and read by no other; only the two sides have an
// opposite.
func TestRole(t *testing.T) {
	t.Parallel()
	for role, name := range map[policy.Role]string{
		policy.Nobody: "nobody", policy.Buyer: "buyer", policy.Seller: "seller", policy.Operator: "operator", policy.System: "system",
	} {
		written, err := json.Marshal(role)
		require.NoError(t, err)
		require.Equal(t, `"`+name+`"`, string(written))
		var back policy.Role
		require.NoError(t, json.Unmarshal(written, &back))
		require.Equal(t, role, back)
		require.Equal(t, role == policy.Buyer || role == policy.Seller, role.Other() != policy.Nobody)
	}
	var role policy.Role
	for _, text := range []string{`"Buyer"`, `""`, `1`, `"buyer "`} {
		require.Error(t, json.Unmarshal([]byte(text), &role), text)
	}
	_, err := policy.Role(9).MarshalText()
	require.Error(t, err)
	require.Equal(t, "role(9)", policy.Role(9).String())
}
