package contact

// accounts finds the account that one is to pay into, as banks write it: みずほ銀行 渋谷支店
// 普通 2234567. A form or a record has one too, so a word of the work beside it clears it.
func (sc *scan) accounts() {
	for _, h := range sc.hits {
		if !h.is(isBankNo) {
			continue
		}
		at, digits := h.to, 0
		for at-h.to < 3 && !isDigit(sc.at(at)) {
			at++
		}
		for isDigit(sc.at(at + digits)) {
			digits++
		}
		if digits < 5 || digits > 8 || sc.taken(at, at+digits, inDetail) || !sc.wordIn(h.from-30, h.from, isBank) {
			continue
		}
		if !sc.ofWork(h.from, at) && !sc.wordIn(h.from-30, min(at+30, len(sc.f.runes)), isSettled, isDummy) {
			sc.add(pays, h.from, at+digits, 78, whyPayOutside)
		}
	}
}
