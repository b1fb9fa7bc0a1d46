package codec

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
)

// An old record is brought up version by version before its fields are read.
func TestUpcast(t *testing.T) {
	t.Parallel()
	k := kind{name: "opened", older: []func([]byte) ([]byte, error){
		func(data []byte) ([]byte, error) { return bytes.ReplaceAll(data, []byte("one"), []byte("two")), nil },
		func(data []byte) ([]byte, error) {
			if bytes.Contains(data, []byte("bad")) {
				return nil, errors.New("bad")
			}
			return bytes.ReplaceAll(data, []byte("two"), []byte("three")), nil
		},
	}}
	require.Equal(t, 3, k.version())
	for version, data := range map[int]string{1: "one", 2: "two", 3: "three"} {
		newest, err := k.upcast(Record{Version: version, Data: []byte(data)})
		require.NoError(t, err)
		require.Equal(t, "three", string(newest))
	}
	_, err := k.upcast(Record{Version: 1, Data: []byte("bad")})
	require.ErrorContains(t, err, "bad")
	_, err = k.upcast(Record{Version: 4})
	require.ErrorContains(t, err, "1 to 3 are known")
}
