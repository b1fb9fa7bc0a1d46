package contact

// trie finds every word of the lexicon in one pass over a text. Words are kept by
// key: hiragana for katakana and for small kana, one blank for any white space.
type trie struct {
	// symbols numbers the keys that stand in any word; 0 stands in none.
	symbols [1 << 16]uint16
	nodes   []node
	// roots leads from a first symbol to its node: most runes start no word.
	roots []int32
}

type node struct {
	next    []edge
	classes classes
	// latin: the word begins (ends) with a Latin letter or a digit, and so has to
	// begin (end) where no other one stands.
	latinStart, latinEnd bool
	// word: a word ends here.
	word bool
}

type edge struct {
	symbol uint16
	node   int32
}

// hit is a word that stands at runes[from:to].
type hit struct {
	from, to int
	classes  classes
}

func (h hit) is(list ...class) bool { return h.classes.any(of(list...)) }

// masked stands for a letter that the writer has struck out, as in L○NE.
const masked = '○'

// key is the form under which a folded rune is looked up.
func key(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z':
		return r
	case r == '\n' || r == '\t' || r == '\r':
		return ' '
	case r >= 'ァ' && r <= 'ヶ':
		r -= 0x60
	case r == '◯' || r == '●' || r == '〇' || r == '◎':
		return masked
	case r == '’' || r == '‘' || r == '`' || r == '´' || r == 'ʼ':
		return '\''
	}
	switch r {
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ':
		r++
	}
	return r
}

// add enters a word, which is folded already.
func (t *trie) add(word []rune, c class) {
	if len(word) == 0 {
		return
	}
	if t.nodes == nil {
		t.nodes, t.roots = make([]node, 1, 4096), make([]int32, 1, 1024)
	}
	at := int32(0)
	for i, r := range word {
		symbol := t.symbol(key(r))
		if i == 0 {
			if t.roots[symbol] == 0 {
				t.roots[symbol] = t.newNode()
			}
			at = t.roots[symbol]
			continue
		}
		at = t.child(at, symbol)
	}
	end := &t.nodes[at]
	end.classes[c/64] |= 1 << (c % 64)
	end.word = true
	end.latinStart, end.latinEnd = isWord(word[0]), isWord(word[len(word)-1])
}

func (t *trie) symbol(k rune) uint16 {
	if k > 0xffff || k < 0 {
		k = 0xfffd
	}
	if t.symbols[k] == 0 {
		t.symbols[k] = uint16(len(t.roots))
		t.roots = append(t.roots, 0)
	}
	return t.symbols[k]
}

func (t *trie) newNode() int32 {
	t.nodes = append(t.nodes, node{})
	return int32(len(t.nodes) - 1)
}

func (t *trie) child(at int32, symbol uint16) int32 {
	for _, e := range t.nodes[at].next {
		if e.symbol == symbol {
			return e.node
		}
	}
	made := t.newNode()
	t.nodes[at].next = append(t.nodes[at].next, edge{symbol, made})
	return made
}

// find appends the words of a text in the order of their beginnings, the shorter
// first.
func (t *trie) find(runes []rune, hits []hit) []hit {
	for i := range runes {
		symbol := t.lookup(runes[i])
		if symbol == 0 || t.roots[symbol] == 0 {
			continue
		}
		at := t.roots[symbol]
		inWord := i > 0 && isWord(runes[i-1])
		blank := false
		for j := i + 1; ; j++ {
			if n := &t.nodes[at]; n.word && !(n.latinStart && inWord) &&
				!(n.latinEnd && j < len(runes) && isWord(runes[j])) {
				hits = append(hits, hit{i, j, n.classes})
			}
			// A run of white space is one blank, as long as it is short.
			for blank && j < len(runes) && key(runes[j]) == ' ' && j-i < 100 {
				j++
			}
			if j >= len(runes) {
				break
			}
			blank = key(runes[j]) == ' '
			if at = t.step(at, t.lookup(runes[j])); at == 0 {
				break
			}
		}
	}
	return hits
}

func (t *trie) lookup(r rune) uint16 {
	if r >= 0x80 {
		r = key(r)
		if r > 0xffff || r < 0 {
			return 0
		}
	} else if r < ' ' || r == '`' {
		r = key(r)
	}
	return t.symbols[r]
}

func (t *trie) step(at int32, symbol uint16) int32 {
	if symbol == 0 {
		return 0
	}
	for _, e := range t.nodes[at].next {
		if e.symbol == symbol {
			return e.node
		}
	}
	return 0
}

func isWord(r rune) bool { return isLatin(r) || isDigit(r) || r == '_' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
