package contact

import "strings"

// latinName reads an account name at i, an @ before it included.
func (sc *scan) latinName(i int) (from, to int, ok bool) {
	r := sc.f.runes
	from, to = i, i
	if sc.at(to) == '@' {
		to++
	}
	begin := to
	for to < len(r) && isNameRune(r[to]) && to-begin < 64 {
		to++
	}
	if to < len(r) && isNameRune(r[to]) {
		return 0, 0, false
	}
	for to > begin && (r[to-1] == '.' || r[to-1] == '-' || r[to-1] == ':') {
		to--
	}
	if to-begin < 3 || to-begin > 40 || sc.taken(from, to, inDetail) {
		return 0, 0, false
	}
	letters := 0
	for _, c := range r[begin:to] {
		if isLatin(c) {
			letters++
		}
	}
	return from, to, letters > 0
}

func isNameRune(r rune) bool { return isWord(r) || r == '.' || r == '-' || r == ':' }

// isPlainName reports what is no account name: a plain word that nothing but a
// blank joins to the service, a size, a version, a word of the trade.
func (sc *scan) isPlainName(from, to int, linked link) bool {
	if sc.at(from) == '@' {
		return false
	}
	name := sc.read(from, to)
	if linked != labelled && sc.isFile(from, to) {
		return true
	}
	if next := sc.at(to); !isSure(name) && (next == 'が' || next == 'を' || next == 'も') {
		return true // Messengerならreplyが早いです
	}
	if isMeasure(name) || plainNames[name] || sc.wordAt(from, isSubject, isService, isOther, isStop, isPlatform) >= to {
		return true
	}
	if next := sc.at(to); (next == 'が' || next == 'は') && (!isSure(name) || isHyphened(name)) && sc.endsLabel(from, isLinker) && isKana(sc.at(from-1)) {
		return true // Messengerならreplyが早いです
	}
	if !isSure(name) && isJapanese(sc.at(to)) && sc.wordAt(to, isTold, isFoundBy, isLinker, isAdding) == 0 && !strings.ContainsRune("でとだなねよま宛やっじさ", sc.at(to)) {
		return true // Facebookのほうでmessageくれたら
	}
	if linked == labelled {
		goesOn := sc.at(to) == ' ' && isWord(sc.at(to+1)) && (isDigit(sc.at(to+1)) || sc.endsLabel(from-1, isLinker) || !afterNames[sc.wordOn(to+1)] && sc.wordAt(to+1, isAdding, isReachEN, isActEN) == 0)
		return sc.at(to) == '(' && !hasSign(name) || !isSure(name) && goesOn
	}
	return !isSure(name)
}

// sureAfter reports that what follows is an account name and no plain word.
func (sc *scan) sureAfter(i int) bool {
	i = sc.blanks(i)
	from, to, ok := sc.latinName(i)
	return sc.taken(i, i+1, inHandle) || ok && (sc.at(from) == '@' || isSure(sc.read(from, to)))
}

// isSure reports a name that no one takes for a word: signs or digits between letters.
func isSure(name string) bool {
	if strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__") {
		return false // __init__
	}
	if before, after, ok := strings.Cut(name, ":"); ok && before != "live" {
		return isSure(after) // og:image
	}
	letters, signs := 0, 0
	for i, r := range name {
		if isLatin(r) {
			letters++
		} else if i > 0 {
			signs++
		}
	}
	return letters >= 2 && signs > 0 && len(name) >= 5 && !isMeasure(name) && !isPieceName(name)
}

// isHyphened reports words with a stroke between them and no other sign: kick-off.
func isHyphened(name string) bool {
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") == "" && strings.Contains(name, "-")
}

// isTheme reports such words that a sentence is about: Kick-offは, follow-upの.
func (sc *scan) isTheme(from, to int) bool {
	next := sc.blanks(to)
	switch sc.at(next) {
	case 'は', 'が', 'を', 'も', 'の':
		return sc.wordAt(next, isTyped) == 0 && isHyphened(sc.read(from, to))
	}
	return false
}

// afterNames are words that go on behind an account name.
var afterNames = set("and or but if so thanks thank please pls on for is works with my")

// isMeasure reports 1080x1080, 1920px, v1.2, 0.5pt, 3d, mp4 and the like.
func isMeasure(name string) bool {
	if formats[name] {
		return true
	}
	rest := strings.TrimLeft(name, "0123456789.-x")
	if digits, word, ok := strings.Cut(name, "-"); ok && strings.Trim(digits, "0123456789") == "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" {
		return true // 60-second
	}
	if rest != name && (rest == "" || units[rest]) {
		return true
	}
	letters := 0
	for _, r := range name {
		if isLatin(r) {
			letters++
		}
	}
	return letters <= 1
}

// isAccountLike reports a name with a dot, an underscore or a digit in it.
func isAccountLike(name string) bool {
	return strings.ContainsAny(strings.TrimPrefix(name, "@"), "._0123456789") && isSure(name)
}

// isPieceName reports the name of a piece of the work and its number: banner_02, header_v2.
func isPieceName(name string) bool {
	i := strings.IndexAny(name, "_-.")
	if i < 0 || !pieceNames[name[:i]] {
		return false
	}
	rest := name[i+1:]
	return strings.Trim(rest, "0123456789v._-") == "" || rest == "final" || rest == "fix" || rest == "new" || rest == "old" || rest == "rev"
}

// pieceNames are what pieces of the work and their files are called.
var pieceNames = set("bot user account admin member banner header icon stamp logo image img pic photo draft ver version sample test file page cover scene cut take ep vol chapter part " +
	"final fix rev data thumb thumbnail layer button btn item no num day week season story reel post slide sheet line row col col_ text font color")
