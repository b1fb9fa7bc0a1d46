package market

import (
	"context"
	"fmt"

	"github.com/torikime/torikime/store"
)

// labels is the version of the engine's labels. It goes up with a release whose engine
// looks for what was written before under a new label:
// 1: closed transactions by their sellers' earnings, for balances (T10.2).
const labels = 1

// setLabels sets the labels of a folder that an older program wrote, once.
func (m *Market) setLabels(ctx context.Context) error {
	var version int
	err := m.db.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM market_labels").Scan(&version)
	if err != nil || version >= labels {
		return err
	}
	changed, err := m.engine.Reindex(ctx)
	if err != nil {
		return fmt.Errorf("set the labels of what was written before: %w", err)
	}
	if changed > 0 {
		m.log.Info("set the labels of what was written before", "streams", changed)
	}
	_, _, err = m.write(ctx, m.Now(), Call{}, nil, func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO market_labels (id, version) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version", labels)
		return err
	})
	return err
}
