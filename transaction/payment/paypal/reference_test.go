package paypal

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
)

// Our id of a transfer comes back from PayPal as it was, and goes there in signs
// that PayPal takes.
func TestReference(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{"": "", "tx-1.r2.0": "tx-1.r2.0", "a/b": "a,2fb", "a,b": "a,2cb", "取引": "e5,8f,96,e5,bc,95"} {
		if id == "取引" {
			want = "," + want
		}
		require.Equal(t, want, reference(id))
		require.Equal(t, id, transferOf(want))
	}
	for _, foreign := range []string{"a b", "a,", "a,2", "a,zz", "a,61", "日", "a/b", ",,,"} {
		require.Empty(t, transferOf(foreign), "%q was not made here", foreign)
	}
}

// Whatever the id: there and back again.
func FuzzReference(f *testing.F) {
	f.Add("tx-1.r2.0")
	f.Add("a,b/取引\x00")
	f.Fuzz(func(t *testing.T, id string) {
		r := reference(id)
		if transferOf(r) != id {
			t.Fatalf("%q came back as %q by %q", id, transferOf(r), r)
		}
		if strings.ContainsFunc(r, func(c rune) bool { return c >= utf8.RuneSelf || c != ',' && !plain(byte(c)) }) {
			t.Fatalf("%q has a sign that PayPal does not take", r)
		}
	})
}

// Amounts are written and read with the digits that PayPal gives a currency.
func TestAmounts(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ amount, code, written, no string }{
		{"1", "JPY", "1", ""}, {"999999999999999999", "JPY", "999999999999999999", ""}, {"0.01", "USD", "0.01", ""}, {"1", "USD", "1.00", ""},
		{"12.00", "HUF", "12", ""}, {"12.50", "HUF", "", "DECIMALS_NOT_SUPPORTED"}, {"1", "TWD", "1", ""}, {"0.01", "TWD", "", "DECIMALS_NOT_SUPPORTED"},
		{"1", "KRW", "", "CURRENCY_NOT_SUPPORTED"}, {"1", "BHD", "", "CURRENCY_NOT_SUPPORTED"}, {"-1", "USD", "", "CANNOT_BE_ZERO_OR_NEGATIVE"}, {"0", "JPY", "", "CANNOT_BE_ZERO_OR_NEGATIVE"},
	} {
		m, err := money.Parse(row.amount, row.code)
		require.NoError(t, err)
		written, no := format(m)
		require.Equal(t, row.written, written, row)
		require.Equal(t, row.no, no, row)
		if no == "" {
			back, err := amount{row.code, written}.money()
			require.NoError(t, err)
			require.Equal(t, m, back)
		}
	}
	_, no := format(money.Money{})
	require.Equal(t, "CURRENCY_NOT_SUPPORTED", no)
	_, no = format(money.New(money.Max+1, money.USD))
	require.NotEmpty(t, no)
	for value, units := range map[string]int64{"12.00": 12, "12": 12, "-12.00": -12, "-0.00": 0, "0": 0} {
		m, err := amount{"JPY", value}.signed()
		require.NoError(t, err)
		require.Equal(t, units, m.Units())
	}
	for _, bad := range []string{"", ".", "12.", "12.5", "1e3", "NaN", "+1", "1,000", " 1", "１２"} {
		_, err := amount{"JPY", bad}.signed()
		require.Error(t, err, "%q", bad)
	}
	require.Len(t, supported(), 25)
}
