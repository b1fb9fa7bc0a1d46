package policy

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
)

func percent(text string) money.Rate { return money.MustRate(text) }

// A fee never lies beyond its floor and its cap, and nothing is taken of nothing;
// the seller's is never more than the price.
func TestFee(t *testing.T) {
	t.Parallel()
	bounded := Fee{Rate: percent("10"), Min: yen(50), Max: yen(200)}
	for _, row := range []struct {
		name      string
		fee       Fee
		net       int64
		want      int64
		ofSellers int64
	}{
		{"T1.11 plain", Fee{Rate: percent("22")}, 10_000, 2_200, 2_200},
		{"T1.11 none", Fee{}, 10_000, 0, 0},
		{"T1.11 just below the floor", bounded, 494, 50, 50},
		{"T1.11 at the floor", bounded, 500, 50, 50},
		{"T1.11 just above the floor", bounded, 505, 51, 51},
		{"T1.11 at the cap", bounded, 2_000, 200, 200},
		{"T1.11 beyond the cap", bounded, 2_010, 200, 200},
		{"T1.11 a floor as high as the price", bounded, 50, 50, 50},
		{"T1.11 a floor above the price", bounded, 49, 50, 49},
		{"T1.11 a floor on the least price", bounded, 1, 50, 1},
		{"T1.11 of nothing", bounded, 0, 0, 0},
		{"T1.11 of less than nothing", bounded, -100, 0, 0},
		{"T1.11 a floor alone", Fee{Min: yen(30)}, 1_000, 30, 30},
		{"T1.11 a cap of nothing", Fee{Rate: percent("10"), Max: yen(0)}, 1_000, 0, 0},
		{"T1.11 half a unit, up", Fee{Rate: percent("50"), Round: money.HalfUp}, 5, 3, 3},
		{"T1.11 half a unit, even", Fee{Rate: percent("50"), Round: money.HalfEven}, 5, 2, 2},
		{"T1.11 any part, up", Fee{Rate: percent("0.0001"), Round: money.Up}, 1, 1, 1},
		{"T1.11 any part, down", Fee{Rate: percent("99"), Round: money.Down}, 1, 0, 0},
		{"T1.11 the most", Fee{Rate: percent("100")}, money.Max, money.Max, money.Max},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, row.want, row.fee.OfUnits(row.net))
			require.Equal(t, money.New(row.want, money.JPY), row.fee.Of(money.New(row.net, money.JPY)))
			fees := Fees{Seller: row.fee, Buyer: row.fee}
			seller, buyer := fees.On(row.net)
			require.Equal(t, row.ofSellers, seller)
			require.Equal(t, row.want, buyer)
		})
	}
}

// A higher price never has a lower fee, whatever the bounds and the rounding are: so
// a part refund never takes more of anybody (T3.15).
func TestFeeGrows(t *testing.T) {
	t.Parallel()
	for _, how := range []money.Rounding{money.HalfUp, money.HalfEven, money.Up, money.Down} {
		fees := Fees{Seller: Fee{Rate: percent("33.3333"), Min: yen(7), Max: yen(90), Round: how}, Buyer: Fee{Rate: percent("0.5"), Min: yen(2), Round: how}}
		var seller, buyer int64
		for net := range int64(600) {
			s, b := fees.On(net)
			require.True(t, s >= seller && b >= buyer && s <= net, "T1.11 %s: %d and %d on %d", how, s, b, net)
			seller, buyer = s, b
		}
	}
}

// A plain fee is written as its rate, as it always was: frozen terms keep their
// digests. The long form comes back as it was.
func TestFeeJSON(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		fee  Fee
		want string
	}{
		{"T1.11 plain", Fee{Rate: percent("5.5")}, `"5.5"`},
		{"T1.11 nothing", Fee{}, `"0"`},
		{"T1.11 a floor", Fee{Rate: percent("22"), Min: yen(100)}, `{"rate":"22","min":{"amount":"100","currency":"JPY"}}`},
		{"T1.11 a cap", Fee{Rate: percent("22"), Max: yen(100)}, `{"rate":"22","max":{"amount":"100","currency":"JPY"}}`},
		{"T1.11 a rounding", Fee{Rate: percent("22"), Round: money.HalfEven}, `{"rate":"22","round":"half_even"}`},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			text, err := json.Marshal(row.fee)
			require.NoError(t, err)
			require.Equal(t, row.want, string(text))
			var back Fee
			require.NoError(t, json.Unmarshal(text, &back))
			require.Equal(t, row.fee, back)
		})
	}
	var f Fee
	require.NoError(t, json.Unmarshal([]byte(`{"rate":"22","round":"half_up"}`), &f))
	require.Equal(t, Fee{Rate: percent("22")}, f, "what is said and what is meant by saying nothing are one")
	for _, bad := range []string{`22`, `null`, `[]`, `"101"`, `{}`, `{"rate":22}`, `{"rate":"22","rate":"22"}`, `{"rate":"22","floor":1}`, `{"rate":"22","round":"up "}`, `"22" "22"`} {
		require.Error(t, f.UnmarshalJSON([]byte(bad)), bad)
	}
}

// A fee that nobody can keep is a fault at its place in the policy.
func TestFeeFaults(t *testing.T) {
	t.Parallel()
	const least, most = `"min": {"amount": "100", "currency": "JPY"}`, `"max": {"amount": "99", "currency": "JPY"}`
	for _, row := range []struct{ name, fee, path, code string }{
		{"T1.11 no rate", `{` + least + `}`, "fees.seller.rate", "missing"},
		{"T1.11 a floor above the cap", `{"rate": "5", ` + least + `, ` + most + `}`, "fees.seller", "conflict"},
		{"T1.11 two currencies", `{"rate": "5", ` + least + `, "max": {"amount": "9", "currency": "USD"}}`, "fees.seller", "conflict"},
		{"T1.11 below zero", `{"rate": "5", "min": {"amount": "-1", "currency": "JPY"}}`, "fees.seller.min", "out_of_range"},
		{"T1.11 no amount", `{"rate": "5", "max": {"amount": "x", "currency": "JPY"}}`, "fees.seller.max", "invalid_value"},
		{"T1.11 no rounding", `{"rate": "5", "round": "bankers"}`, "fees.seller.round", "invalid_value"},
		{"T1.11 a field too many", `{"rate": "5", "flat": "1"}`, "fees.seller.flat", "unknown_field"},
		{"T1.11 a name twice", `{"rate": "5", "min": {"amount": "1", "amount": "1", "currency": "JPY"}}`, "fees.seller.min.amount", "duplicate"},
		{"T1.11 a list", `["5"]`, "fees.seller", "wrong_type"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse([]byte(replaceOnce(t, presetText(t, Default), `"seller": "0"`, `"seller": `+row.fee)))
			var faults Faults
			require.ErrorAs(t, err, &faults)
			require.Len(t, faults, 1, "%s", faults)
			require.Equal(t, row.path+" "+row.code, faults[0].Path+" "+faults[0].Code)
		})
	}
	p, err := Preset(Default)
	require.NoError(t, err)
	p.Fees.Buyer.Round = 9
	require.Equal(t, "fees.buyer.round", p.Validate()[0].Path, "T1.11 a program's own")
}

// People read a fee with its bounds, in both languages.
func TestFeeWords(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		fee    Fee
		en, ja string
	}{
		{Fee{Rate: percent("22")}, "22 %", "22%"},
		{Fee{Rate: percent("5.5"), Min: yen(100)}, "5.5 %, at least 100 JPY", "5.5%・最低 100 JPY"},
		{Fee{Rate: percent("5.5"), Min: yen(100), Max: yen(2000)}, "5.5 %, at least 100 JPY, at most 2000 JPY", "5.5%・最低 100 JPY・上限 2000 JPY"},
	} {
		require.Equal(t, row.en, row.fee.Words(English), "T1.11")
		require.Equal(t, row.ja, row.fee.Words(Japanese), "T1.11")
	}
	require.True(t, new(Fee).None())
	require.True(t, new(Fee{Rate: percent("5"), Max: yen(0)}).None())
	require.False(t, new(Fee{Min: yen(1)}).None())
	require.False(t, new(Fee{Rate: percent("0.0001")}).None())
}

// The presets' terms have the digests that they had when a fee was nothing but a
// rate: what was frozen then is still found. A digest changes with the preset's data,
// and with nothing else.
func TestFeesKeepDigests(t *testing.T) {
	t.Parallel()
	for name, digest := range map[string]string{
		"coconala":      "0e8b112a39dabeb79a65665daab43a3facb874274cf770520c617b0e3363b7bc",
		"coconala-2026": "2f3407e7184affd1bcd9803dd1d94cc68a56f59860bd07fa2c41929f05f6061a",
	} {
		p, err := Preset(name)
		require.NoError(t, err)
		require.Equal(t, digest, p.Terms.Digest(), "T1.9 %s", name)
	}
}
