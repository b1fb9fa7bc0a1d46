package contact

import (
	"strconv"
	"strings"
)

// entities are names by which HTML writes signs of addresses and links.
var entities = map[string]byte{
	"lt": '<', "gt": '>', "amp": '&', "quot": '"', "apos": '\'', "nbsp": ' ', "commat": '@', "period": '.', "lowbar": '_', "sol": '/', "colon": ':', "num": '#',
	"lpar": '(', "rpar": ')', "lsqb": '[', "rsqb": ']', "plus": '+', "hyphen": '-', "dash": '-',
}

// isEncodedAt reports %40 between letters: taro%40example.com.
func (f *folded) isEncodedAt(text string, at int) bool {
	n := len(f.runes)
	return n > 0 && isWord(f.runes[n-1]) && at+3 < len(text) && text[at+1] == '4' && text[at+2] == '0' && ('a' <= text[at+3]|0x20 && text[at+3]|0x20 <= 'z')
}

// entity reads what HTML writes for a sign at the beginning of a text: &lt;, &#64;,
// &#x2e;. size is how long that is; 0 for none.
func entity(text string) (r rune, size int) {
	end := strings.IndexByte(text[:min(len(text), 10)], ';')
	if end < 3 {
		return 0, 0
	}
	name := text[1:end]
	if c, ok := entities[strings.ToLower(name)]; ok {
		return rune(c), end + 1
	}
	if name[0] != '#' {
		return 0, 0
	}
	number, base := name[1:], 10
	if number[0] == 'x' || number[0] == 'X' {
		number, base = number[1:], 16
	}
	n, err := strconv.ParseUint(number, base, 8)
	if err != nil || n < ' ' || n > '~' {
		return 0, 0
	}
	if 'A' <= n && n <= 'Z' {
		n += 'a' - 'A'
	}
	return rune(n), end + 1
}
