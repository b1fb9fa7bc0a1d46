package contact

import "slices"

// shape is a row of digits with what was seen of how it is written.
type shape struct {
	digits string
	groups []int
	// foreign: a + stands before it; bracket: its first group is in brackets.
	foreign, bracket bool
	// listed: commas with blanks; blanks: blanks alone between the groups.
	listed, blanks bool
	// dashes: a stroke in it.
	dashes bool
	// spoken: in words or kanji; mixed: plain digits too.
	spoken, mixed bool
	// english: the words are English, among which plain digits are as good.
	english bool
}

// candidate is a number that can be dialled.
type candidate struct {
	confidence int
	why        why
	// needsLabel: only a word such as "call" tells it from another number.
	needsLabel bool
	// formatted: in the groups in which people write such a number.
	formatted bool
	// blank: digits as forms show them, such as 000-0000-0000.
	blank bool
}

// classify says what number a row of digits can be; confidence 0 for none.
func (s *Scanner) classify(x shape) candidate {
	c := candidate{}
	switch {
	case same(x.digits), x.listed && ones(x.groups) && !x.spoken:
		return c
	case x.foreign:
		return s.international(x.digits)
	}
	d := x.digits
	switch {
	case d[0] == '0' && len(d) >= 11 && (d[1] == '0' || d[1] == '1' && d[2] == '0' && len(d) > 11):
		c = s.dialledOut(x)
	case d[0] == '0' && len(d) == 11:
		c = mobile(x)
	case d[0] == '0' && len(d) == 10:
		c = landline(x)
	case d[0] == '8' && len(d) == 12 && d[1] == '1' && x.groups[0] == 2 && len(x.groups) > 2 && (d[2] >= '5' && d[3] == '0'):
		c = candidate{confidence: 80, why: whyPhoneForeign, formatted: true}
	case !x.spoken || !x.mixed || x.english:
		c = american(x)
	}
	if c.confidence > 0 && x.spoken {
		c.why = whyPhoneSpoken
	}
	c.blank = c.blank || len(d) > 8 && (same(d[len(d)-8:]) || d[len(d)-8:] == "12345678" || same(d[len(d)-4:]) && same(d[len(d)-8:len(d)-4]))
	return c
}

func same(digits string) bool {
	for i := range len(digits) {
		if digits[i] != digits[0] {
			return false
		}
	}
	return true
}

// mobile reads eleven digits: 070, 080, 090, 060, 050 and 0800.
func mobile(x shape) candidate {
	d := x.digits
	if d[1] < '5' || d[2] != '0' {
		if d[:3] == "010" && slices.Equal(x.groups, []int{3, 4, 4}) {
			return candidate{confidence: 70, why: whyPhone, formatted: true} // Korean
		}
		if (d[1] == '1' || d[1] == '2' || d[1] == '7') && d[2] != '0' || d[:2] == "02" {
			return candidate{confidence: 62, why: whyPhone, needsLabel: true} // British
		}
		return candidate{}
	}
	first := x.groups[0]
	switch {
	case slices.Equal(x.groups, []int{3, 4, 4}), d[:4] == "0800" && first == 4:
		return candidate{confidence: 95, why: whyPhone, formatted: true}
	case len(x.groups) == 1 && !x.spoken:
		return candidate{confidence: 85, why: whyPhone}
	case ones(x.groups) && x.blanks && !x.dashes && d[3:] == "12345678":
		return candidate{confidence: 60, why: whyPhone, needsLabel: true} // an exercise counts so too
	case first == 3, ones(x.groups), x.spoken, first == 7, first == 11:
		return candidate{confidence: 85, why: whyPhone, formatted: true}
	case slices.Equal(x.groups, []int{4, 3, 4}), slices.Equal(x.groups, []int{4, 4, 3}), slices.Equal(x.groups, []int{2, 1, 4, 4}):
		return candidate{confidence: 70, why: whyPhone}
	}
	return candidate{confidence: 60, why: whyPhone, needsLabel: true}
}

// landline reads ten digits: an area code, and numbers that are free to call.
func landline(x shape) candidate {
	d, g := x.digits, x.groups
	switch d[:4] {
	case "0120", "0570", "0990":
		if g[0] == 4 && len(g) <= 3 || len(g) == 1 || ones(g) || x.spoken {
			return candidate{confidence: 88, why: whyPhone, formatted: len(g) > 1}
		}
		return candidate{}
	}
	whole := false
	for n := 2; n <= 5; n++ {
		if !isArea(d[:n]) {
			continue
		}
		whole = true
		if slices.Equal(g, []int{n, 6 - n, 4}) {
			return candidate{confidence: 90, why: whyPhone, formatted: true}
		}
		if slices.Equal(g, []int{n, 10 - n}) || slices.Equal(g, []int{6, 4}) {
			return candidate{confidence: 72, why: whyPhone, formatted: true}
		}
	}
	switch {
	case !whole || d[2:] == "00000000":
		return candidate{}
	case len(g) == 1 && !x.spoken:
		return candidate{confidence: 62, why: whyPhone}
	case ones(g) && !x.listed, x.spoken && !x.mixed:
		return candidate{confidence: 66, why: whyPhone}
	}
	return candidate{}
}

// dialledOut reads a number with the prefix for calls abroad: 00 or 010.
func (s *Scanner) dialledOut(x shape) candidate {
	rest, first := x.digits[2:], x.groups[0]-2
	if x.digits[1] == '1' {
		rest, first = x.digits[3:], x.groups[0]-3
	}
	c := s.international(rest)
	code := countryOf(rest)
	if c.confidence == 0 || code == "" || first != 0 && first != len(code) && len(x.groups) > 1 {
		return candidate{}
	}
	c.confidence -= 14
	c.needsLabel = len(x.groups) == 1 && code == "1"
	return c
}

// international reads what stands behind a +.
func (s *Scanner) international(digits string) candidate {
	code := countryOf(digits)
	if code == "" {
		return candidate{}
	}
	national := digits[len(code):]
	lengths := countries[code]
	if national != "" && national[0] == '0' && (code == "81" || code == "44" || code == "49" || code == "82" || code == "886" || code == "33" || code == "61") {
		national = national[1:] // +81 (0)90
	}
	if len(national) < lengths[0] || len(national) > lengths[1] {
		return candidate{}
	}
	if s.options.ValidPhone != nil && !s.options.ValidPhone("+"+code+national) {
		return candidate{}
	}
	return candidate{confidence: 90, why: whyPhoneForeign, formatted: true}
}

// countryOf is the country code with which digits begin; "" for none.
func countryOf(digits string) string {
	for n := 1; n <= 3 && n <= len(digits); n++ {
		if _, ok := countries[digits[:n]]; ok {
			return digits[:n]
		}
	}
	return ""
}

// american reads (212) 555-0187 and 1-800-555-0199; and a Chinese mobile number
// where a word says that it is one.
func american(x shape) candidate {
	d, g := x.digits, x.groups
	if len(g) == 4 && g[0] == 1 && d[0] == '1' {
		d, g = d[1:], g[1:]
	}
	if len(d) == 11 && len(g) == 1 && d[0] == '1' && d[1] >= '3' {
		return candidate{confidence: 70, why: whyPhone, needsLabel: true}
	}
	if len(d) == 10 && d[0] >= '7' && d[1] == '0' && x.groups[0] != 3 {
		return candidate{confidence: 60, why: whyPhone, needsLabel: true} // a mobile number without its zero
	}
	if len(d) == 10 && x.english && !slices.Equal(g, []int{3, 3, 4}) && !x.mixed && d[0] >= '2' && d[3] >= '2' {
		return candidate{confidence: 62, why: whyPhone, needsLabel: true} // two-oh-six five-five-five …
	}
	if len(d) != 10 || !slices.Equal(g, []int{3, 3, 4}) || d[0] < '2' || d[3] < '2' || x.listed && !x.spoken {
		return candidate{}
	}
	c := candidate{confidence: 66, why: whyPhone, formatted: true, needsLabel: x.blanks && !x.bracket && !x.spoken}
	if x.bracket {
		c.confidence = 85
	}
	return c
}

// isArea reports an area code of Japan with its zero.
func isArea(d string) bool {
	if len(d) < 2 || d[0] != '0' || d[1] == '0' {
		return false
	}
	switch len(d) {
	case 2:
		return d == "03" || d == "04" || d == "06"
	case 3:
		return areas3[d]
	case 4:
		// Nearly all codes of four digits are given out; those of mobile numbers and
		// services are not areas.
		return d[2] != '0' && d[1] != '0' && d[:3] != "011" && d != "0120" && d != "0570" && d[:2] != "03" && d[:2] != "06"
	case 5:
		return areas5[d]
	}
	return false
}
