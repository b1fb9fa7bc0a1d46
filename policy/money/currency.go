package money

import (
	"fmt"
	"strings"
)

// Currency is an ISO 4217 currency such as JPY. It is comparable; the zero
// Currency is none.
type Currency struct {
	code [3]byte
}

// The currencies that the presets and most hosts name.
var (
	JPY = Currency{[3]byte{'J', 'P', 'Y'}}
	USD = Currency{[3]byte{'U', 'S', 'D'}}
	EUR = Currency{[3]byte{'E', 'U', 'R'}}
)

// Codes of ISO 4217 by the number of digits after the point. Metals, funds
// without a smallest unit and test codes are left out: nothing is sold in them.
const (
	codes0 = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
	codes2 = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD " +
		"CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD " +
		"HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL " +
		"MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN " +
		"QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS " +
		"UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
	codes3 = "BHD IQD JOD KWD LYD OMR TND"
	codes4 = "CLF UYW"
)

var digitsOf = table()

func table() map[Currency]int {
	m := make(map[Currency]int, 180)
	for digits, codes := range map[int]string{0: codes0, 2: codes2, 3: codes3, 4: codes4} {
		for _, code := range strings.Fields(codes) {
			m[Currency{[3]byte([]byte(code))}] = digits
		}
	}
	return m
}

// ParseCurrency reads an ISO 4217 code: three capital letters that are in use.
func ParseCurrency(code string) (Currency, error) {
	if len(code) != 3 {
		return Currency{}, fmt.Errorf("%s is no currency: three capital letters of ISO 4217 are, such as \"JPY\"", quote(code))
	}
	c := Currency{[3]byte{code[0], code[1], code[2]}}
	if _, known := digitsOf[c]; !known {
		return Currency{}, fmt.Errorf("%s is no known currency: three capital letters of ISO 4217 are, such as \"JPY\"", quote(code))
	}
	return c, nil
}

// String is the code; empty for no currency.
func (c Currency) String() string {
	if c == (Currency{}) {
		return ""
	}
	return string(c.code[:])
}

// Digits is the number of digits after the point: 0 for JPY, 2 for USD.
func (c Currency) Digits() int { return digitsOf[c] }

// MarshalText writes the code; no currency is an error.
func (c Currency) MarshalText() ([]byte, error) {
	if c == (Currency{}) {
		return nil, errNoCurrency
	}
	return c.code[:], nil
}

// UnmarshalText reads a code as ParseCurrency does.
func (c *Currency) UnmarshalText(text []byte) error {
	parsed, err := ParseCurrency(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// quote shows somebody's input in a message: escaped, and cut when it is long.
func quote(s string) string {
	const most = 40
	if len(s) > most {
		return fmt.Sprintf("%q…", s[:most])
	}
	return fmt.Sprintf("%q", s)
}
