package contact

// trie finds every word of the lexicon in one pass over a text. Words are kept by
// key: hiragana for katakana and for small kana, one blank for any white space.
type trie struct {
	// symbols numbers the keys that stand in any word; 0 stands in none.
	symbols [1 << 16]uint16
	nodes   []node
	edges   []edge
	// sets are the classes of words; those of a single class c stand at 1+c.
	sets []classes
	// last are the places of the word that was added last.
	last []edge
	// roots leads from a first symbol to its node: most runes start no word.
	roots []int32
}

// node is a place in the trie. Its children are a list through their siblings while words
// are added; close sets them side by side.
type node struct {
	child, sibling int32
	// set is where the classes of the word that ends here stand; 0 if none does.
	set    int32
	symbol uint16
	// latinStart, latinEnd: the word begins (ends) with a Latin letter or a digit, and so
	// has to begin (end) where no other one stands.
	latinStart, latinEnd bool
}

// edge leads to a child; a node's edges begin at the number that is its child then.
type edge struct {
	symbol uint16
	last   bool
	node   int32
}

// hit is a word that stands at runes[from:to]; its classes are the trie's, which a scan
// never changes.
type hit struct {
	from, to int
	classes  *classes
}

func (h hit) is(list ...class) bool {
	for _, c := range list {
		if h.classes[c/64]>>(c%64)&1 == 1 {
			return true
		}
	}
	return false
}

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
		t.nodes, t.roots = make([]node, 1, 1<<17), make([]int32, 1, 4096)
		t.sets = make([]classes, 1+lastClass, 1<<13)
		for c := range lastClass {
			t.sets[1+c] = of(c)
		}
	}
	at, same := int32(0), true
	for i, r := range word {
		symbol := t.symbol(key(r))
		// Words come in the order of their beginnings, mostly: what is the same as in the
		// one before need not be looked for.
		if same = same && i < len(t.last) && t.last[i].symbol == symbol; same {
			at = t.last[i].node
			continue
		}
		t.last = t.last[:i]
		switch {
		case i > 0:
			at = t.child(at, symbol)
		case t.roots[symbol] == 0:
			at = t.newNode(node{symbol: symbol})
			t.roots[symbol] = at
		default:
			at = t.roots[symbol]
		}
		t.last = append(t.last, edge{symbol: symbol, node: at})
	}
	t.mark(at, c)
	t.nodes[at].latinStart, t.nodes[at].latinEnd = isWord(word[0]), isWord(word[len(word)-1])
}

// mark gives the word that ends at a node a class more.
func (t *trie) mark(at int32, c class) {
	end := &t.nodes[at]
	switch {
	case end.set == 0:
		end.set = int32(1 + c)
	case end.set <= int32(lastClass):
		t.sets = append(t.sets, t.sets[end.set])
		end.set = int32(len(t.sets) - 1)
		fallthrough
	default:
		t.sets[end.set][c/64] |= 1 << (c % 64)
	}
}

// close sets the edges of every node side by side, once all words are in.
func (t *trie) close() {
	t.edges, t.last = make([]edge, 1, len(t.nodes)), nil
	for i := range t.nodes {
		from := len(t.edges)
		for k := t.nodes[i].child; k != 0; k = t.nodes[k].sibling {
			t.edges = append(t.edges, edge{symbol: t.nodes[k].symbol, node: k})
		}
		t.nodes[i].child = 0
		if to := len(t.edges); to > from {
			t.edges[to-1].last, t.nodes[i].child = true, int32(from)
		}
	}
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

func (t *trie) newNode(n node) int32 {
	t.nodes = append(t.nodes, n)
	return int32(len(t.nodes) - 1)
}

func (t *trie) child(at int32, symbol uint16) int32 {
	for k := t.nodes[at].child; k != 0; k = t.nodes[k].sibling {
		if t.nodes[k].symbol == symbol {
			return k
		}
	}
	made := t.newNode(node{symbol: symbol, sibling: t.nodes[at].child})
	t.nodes[at].child = made
	return made
}

// find appends the words of a text in the order of their beginnings, the shorter
// first.
func (t *trie) find(runes []rune, hits []hit) []hit {
	for i := range runes {
		inWord := i > 0 && isWord(runes[i-1])
		if inWord && runes[i] < 0x80 && isWord(runes[i]) {
			continue // no word begins in the middle of another one
		}
		symbol := t.lookup(runes[i])
		if symbol == 0 || t.roots[symbol] == 0 {
			continue
		}
		at := t.roots[symbol]
		blank := false
		for j := i + 1; ; j++ {
			if n := &t.nodes[at]; n.set != 0 && !(n.latinStart && inWord) &&
				!(n.latinEnd && j < len(runes) && isWord(runes[j])) {
				hits = append(hits, hit{i, j, &t.sets[n.set]})
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
	first := t.nodes[at].child
	if symbol == 0 || first == 0 {
		return 0
	}
	for i := first; ; i++ {
		if t.edges[i].symbol == symbol {
			return t.edges[i].node
		}
		if t.edges[i].last {
			return 0
		}
	}
}

func isWord(r rune) bool { return isLatin(r) || isDigit(r) || r == '_' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
