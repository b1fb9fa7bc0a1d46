package contact

import "strings"

// chain is a row of labels with dots between them, however these are written:
// the local part of an address, a domain, a host.
type chain struct {
	labels   []label
	from, to int
	// disguised: a dot is spelled out, bracketed or spaced; broken: white space follows one.
	disguised, broken bool
}

// label is one part of a chain as it stands in the text and as it reads.
type label struct {
	from, to int
	name     string
}

// maxLabels is more than a host has; a longer chain is no host.
const maxLabels = 24

// chainAt reads a chain that begins at i. Without labels there is none; to is
// then still after what was read.
func (sc *scan) chainAt(i int, buffer *[]label) chain {
	c := chain{from: i, to: i, labels: (*buffer)[:0]}
	for at := i; ; {
		l, ok := sc.labelAt(at)
		if !ok {
			break
		}
		c.to = l.to
		if len(c.labels) < maxLabels {
			c.labels = append(c.labels, l)
		}
		next, disguised := sc.dotAt(l.to)
		if next == 0 {
			break
		}
		if _, ok := sc.labelAt(next); !ok {
			break
		}
		c.disguised = c.disguised || disguised
		c.broken = c.broken || sc.at(l.to) == '.' && isBlank(sc.at(l.to+1))
		at = next
	}
	if len(c.labels) > 1 {
		sc.spell(c.labels)
	}
	*buffer = c.labels[:0]
	return c
}

// labelAt reads one label: letters, digits, hyphens, or a name in katakana that
// stands for a Latin one.
func (sc *scan) labelAt(i int) (label, bool) {
	r := sc.f.runes
	if i < len(r) && isKatakana(r[i]) {
		return sc.kanaLabel(i)
	}
	to, plain := i, true
	for to < len(r) && isLabel(r[to]) {
		plain = plain && r[to] < 0x80 && r[to] != '%'
		to++
	}
	if to == i {
		return label{}, false
	}
	if plain || to-i > 200 {
		return label{i, to, ""}, true // no host has a label so long
	}
	// An encoded dot ends a label.
	for at := i; at+2 < to; at++ {
		if r[at] == '%' && r[at+1] == '2' && r[at+2] == 'e' && at > i {
			to = at
			break
		}
	}
	return label{i, to, ""}, true
}

// spell reads the names of a chain's labels. Most words are the only label of a
// chain that is nothing; their names are never read.
func (sc *scan) spell(labels []label) {
	for i := range labels {
		if l := &labels[i]; l.name == "" && l.to-l.from <= 200 {
			l.name = readLabel(sc.f.runes[l.from:l.to])
		}
	}
}

func (sc *scan) kanaLabel(i int) (label, bool) {
	to := i
	for to < len(sc.f.runes) && isKatakana(sc.f.runes[to]) && to-i < 12 {
		to++
	}
	name, ok := kanaLabels[string(sc.f.runes[i:to])]
	return label{i, to, name}, ok
}

// readLabel undoes %-codes and look-alike letters.
func readLabel(runes []rune) string {
	var b strings.Builder
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case r == '%' && i+2 < len(runes) && hex(runes[i+1]) >= 0 && hex(runes[i+2]) >= 0:
			b.WriteRune(hex(runes[i+1])<<4 | hex(runes[i+2]))
			i += 2
		case r == 'ー':
			b.WriteRune('-')
		case lookalikes[r] != 0:
			b.WriteRune(lookalikes[r])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hex(r rune) rune {
	switch {
	case isDigit(r):
		return r - '0'
	case 'a' <= r && r <= 'f':
		return r - 'a' + 10
	}
	return -1
}

// isLabel reports what a label is written with. Letters of other scripts count if
// they look like Latin ones.
func isLabel(r rune) bool {
	if r < 0x80 {
		return isLatin(r) || isDigit(r) || r == '-' || r == '_' || r == '+' || r == '%'
	}
	return isLookalike(r) && !isKanji(r)
}

// dotAt reads what stands for a dot between two labels and says where the next
// label begins; 0 if there is none.
func (sc *scan) dotAt(i int) (next int, disguised bool) {
	r, n := sc.f.runes, len(sc.f.runes)
	if i+1 >= n {
		return 0, false
	}
	switch {
	case r[i] == '.' && !isBlank(r[i+1]) && r[i+1] != '.':
		return i + 1, false
	case r[i] == '.' && isBlank(r[i+1]) && sc.brokenHost(i):
		return i + 2, true
	case r[i] == '.' && r[i+1] == '.' && isLatin(sc.at(i+2)):
		return i + 2, true
	case (r[i] == '。' || r[i] == ',') && isLatin(r[i+1]):
		return i + 1, true
	case r[i] == ' ' && sc.missesDot(i):
		return i + 1, true // github com/taro
	case isBlank(r[i]) && r[i+1] == '。' && (sc.labelled(i, i+2) || sc.topAt(i+2)):
		return i + 2, true // drive 。google 。com
	case r[i] == '%' && i+3 < n && r[i+1] == '2' && r[i+2] == 'e':
		return i + 3, true
	}
	at := sc.blanks(i)
	spaced := at > i
	closing := rune(0)
	if at < n {
		if closing = closer(r[at]); closing != 0 {
			at = sc.blanks(at + 1)
		}
	}
	if at >= n {
		return 0, false
	}
	switch word := sc.wordAt(at, isDot); {
	case word > 0:
		if isLatin(r[at]) && !spaced && closing == 0 {
			return 0, false
		}
		at = word
	case closing != 0 && r[at] == 'd' && sc.at(at+1) == closing:
		at++
	case (r[at] == '.' || r[at] == '。' || r[at] == '・' || r[at] == ',') && closing != 0, r[at] == '.' && spaced:
		at++
	default:
		return 0, false
	}
	at = sc.blanks(at)
	if closing != 0 {
		if at >= n || r[at] != closing {
			return 0, false
		}
		at = sc.blanks(at + 1)
	}
	return at, true
}

// brokenHost reports a dot with white space behind it, both between labels of hosts of
// the configuration: drive. google. com.
func (sc *scan) brokenHost(i int) bool { return sc.labelled(i, i+2) }

// missesDot reports a blank where the dot of a host of the configuration would stand, with
// a path behind it.
func (sc *scan) missesDot(i int) bool {
	from, to := i, i+1
	for isLatin(sc.at(to)) && to-i < 8 {
		to++
	}
	if sc.at(to) != '/' || !isWord(sc.at(to+1)) || to-i < 4 || !isTopLevel(sc.read(i+1, to)) {
		return false
	}
	for from > 0 && i-from < 16 && isLabel(sc.f.runes[from-1]) {
		from--
	}
	return sc.s.labels[sc.read(from, i)]
}

// topAt reports a top-level domain at i, which ends there.
func (sc *scan) topAt(i int) bool {
	to := i
	for isLabel(sc.at(to)) && to-i < 10 {
		to++
	}
	return to > i+1 && isLatin(sc.at(i)) && isTopLevel(sc.read(i, to))
}

// labelled reports such labels that end at i and begin at next.
func (sc *scan) labelled(i, next int) bool {
	from, to := i, next
	for from > 0 && i-from < 16 && isLabel(sc.f.runes[from-1]) {
		from--
	}
	for to < len(sc.f.runes) && to-next < 16 && isLabel(sc.f.runes[to]) {
		to++
	}
	return sc.s.labels[sc.read(from, i)] && sc.s.labels[sc.read(next, to)]
}

// blanks passes over a blank or two.
func (sc *scan) blanks(i int) int {
	for k := 0; k < 2 && i < len(sc.f.runes) && isBlank(sc.f.runes[i]); k++ {
		i++
	}
	return i
}

func isBlank(r rune) bool { return r == ' ' || r == '\n' || r == '\r' || r == '\t' }

// closer is the bracket that ends what a bracket begins.
func closer(r rune) rune {
	switch r {
	case '(':
		return ')'
	case '[':
		return ']'
	case '{':
		return '}'
	case '<':
		return '>'
	case '【':
		return '】'
	case '「':
		return '」'
	case '『':
		return '』'
	case '〔':
		return '〕'
	case '〈':
		return '〉'
	case '《':
		return '》'
	case '*', '_', '-', '/', '|', '~':
		return r
	}
	return 0
}

// domain cuts a chain behind the last label that is a top-level domain; no label
// is left if none is.
func (c *chain) domain() []label {
	for k := len(c.labels); k >= 2; k-- {
		if isTopLevel(c.labels[k-1].name) {
			return c.labels[:k]
		}
	}
	return nil
}
