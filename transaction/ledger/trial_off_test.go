package ledger

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
)

// T10.1: a trial that does not add up, which no posting leads to, is told by
// currency and amount.
func TestTrial_Off(t *testing.T) {
	t.Parallel()
	var trial Trial
	require.NoError(t, trial.Post([]Posting{{From: Payer, To: Held, Amount: money.New(5, money.JPY)}}))
	trial.in(money.USD)[Fees] = 105
	require.EqualError(t, trial.Check(), "ledger: USD is off by 1.05; the balances have to add up to zero")
}
