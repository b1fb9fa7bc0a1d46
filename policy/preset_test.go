package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// Every preset is a policy without a fault, and two calls share nothing.
func TestPresetsAreWhole(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Preset(name)
			require.NoError(t, err)
			require.Equal(t, name, p.Name)
			require.Empty(t, p.Validate())

			p.Cancel.Reasons[0].ID = "changed"
			p.Cancel.Reasons[0].Agreed.MayReview = nil
			p.Contact.Actions[policy.FoundPhone] = policy.Allow
			again, err := policy.Preset(name)
			require.NoError(t, err)
			require.Equal(t, "duplicate_purchase", again.Cancel.Reasons[0].ID)
			require.Equal(t, policy.Refuse, again.Contact.Actions[policy.FoundPhone])
		})
	}
}
