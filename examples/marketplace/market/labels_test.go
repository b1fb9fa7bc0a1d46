package market

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// T10.2: what a seller has earned is found in a folder of a program that had no
// balances yet: the next start sets its labels, once.
func TestLabelsOfAnOlderFolder(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	folder := t.TempDir()
	start := func() *Market {
		m, err := Open(t.Context(), Options{Data: folder, Demo: true, Policy: p})
		require.NoError(t, err)
		return m
	}
	m := start()
	earn(t, m)
	for _, statement := range []string{"DELETE FROM torikime_label WHERE label LIKE 'earned/%'", "DELETE FROM market_labels"} {
		result, err := m.db.ExecContext(t.Context(), statement)
		require.NoError(t, err)
		rows, err := result.RowsAffected()
		require.NoError(t, err)
		require.NotZero(t, rows, statement)
	}
	require.NoError(t, m.Close())

	m = start()
	balance, err := m.Balance(t.Context(), viewer(t, m, "ren"), money.JPY, "", 10)
	require.NoError(t, err)
	require.Positive(t, balance.Available.Units())
	var version int
	require.NoError(t, m.db.QueryRowContext(t.Context(), "SELECT version FROM market_labels").Scan(&version))
	require.Equal(t, labels, version)
	require.NoError(t, m.Close())
}
