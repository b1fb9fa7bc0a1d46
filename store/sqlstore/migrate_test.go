package sqlstore

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// Migrations are numbered from 1 without gaps, and a folder that is not is refused by name.
func TestMigrationNumbers(t *testing.T) {
	t.Parallel()
	file := &fstest.MapFile{Data: []byte("SELECT 1")}
	for name, c := range map[string]struct {
		files fstest.MapFS
		wrong string
	}{
		"in order":  {fstest.MapFS{"0001_a.sql": file, "0002_b.sql": file, "README": file}, ""},
		"a gap":     {fstest.MapFS{"0001_a.sql": file, "0003_c.sql": file}, "0003_c.sql"},
		"from zero": {fstest.MapFS{"0000_a.sql": file}, "0000_a.sql"},
		"twice":     {fstest.MapFS{"0001_a.sql": file, "0001_b.sql": file}, "0001_b.sql"},
		"no number": {fstest.MapFS{"a.sql": file}, "a.sql"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			texts, err := numbered(c.files)
			if c.wrong != "" {
				require.ErrorContains(t, err, c.wrong)
				return
			}
			require.NoError(t, err)
			require.Equal(t, []string{"SELECT 1", "SELECT 1"}, texts)
		})
	}
}

// The embedded migrations can be run.
func TestEmbeddedMigrations(t *testing.T) {
	t.Parallel()
	dir, err := fs.Sub(migrations, "migrations/sqlite")
	require.NoError(t, err)
	texts, err := numbered(dir)
	require.NoError(t, err)
	require.NotEmpty(t, texts)
}
