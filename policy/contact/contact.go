// Package contact finds contact details and invitations to leave the platform in
// Japanese and English texts (T8.2, T8.3). It says what stands where and why;
// what follows is the policy's business (T8.4, T8.5).
//
// A text is folded first: one width, small letters, no accents, nothing unseen,
// look-alike letters as Latin ones, words that are spelled out letter by letter closed
// up. Every rune keeps its place in the text. The words of a lexicon are found in
// one pass; links, addresses, numbers and account names are read where they begin;
// then short rules join words to what is said. Last an opinion, learned from labelled
// texts, is asked of every sentence and of every service's name: it finds wordings that
// no rule knows, and doubts a rule that misread one. Names and hosts are the policy's.
package contact

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
)

// Options are what a marketplace may add to the scanner.
type Options struct {
	// ValidPhone gives a second opinion on an international number, written as "+"
	// and digits: false drops it. Package policy/contact/phone has one by a
	// library. Nil: the scanner's own table of countries alone.
	ValidPhone func(number string) bool
}

// Scanner finds contact details in texts. It never changes after New and is safe
// for concurrent use.
type Scanner struct {
	actions map[policy.Finding]policy.Action
	options Options
	hosts   hosts
	// labels are those of the hosts.
	labels map[string]bool
	trie   trie
	rules  [lastClass][]*rule
}

// New prepares a scanner for a policy's hosts and names. It keeps no reference to
// c. The error names every value that can't be meant.
func New(c *policy.Contact, o Options) (*Scanner, error) {
	if c == nil {
		return nil, errors.New("contact: no configuration; hand in a policy's Contact")
	}
	s := &Scanner{actions: maps.Clone(c.Actions), options: o, hosts: hosts{}, labels: map[string]bool{}, rules: byFirst()}
	var faults []error
	for _, list := range []struct {
		path  string
		names []string
		as    verdict
	}{{"forbidden_hosts", c.ForbiddenHosts, forbidden}, {"allowed_hosts", c.AllowedHosts, allowed}} {
		for i, name := range list.names {
			host, ok := hostOf(name)
			if !ok {
				faults = append(faults, fmt.Errorf("contact: %s[%d]: %q is no host: write its name in small letters, such as \"gigafile.nu\"", list.path, i, name))
				continue
			}
			if before, twice := s.hosts[host]; twice && before != list.as {
				faults = append(faults, fmt.Errorf("contact: %s[%d]: %q is forbidden too", list.path, i, name))
			}
			s.hosts[host] = list.as
			for _, label := range strings.Split(host, ".") {
				s.labels[label] = true
			}
		}
	}
	for _, e := range slices.Concat(japaneseWords, elsewhereWords, englishWords, addressWords, payWords, meetWords, comeWords, dueWords, accountWords, nameWords, offerWords, workWords, voiceWords, voiceMeetWords, voicePayWords, cashWords, declineWords, visitWords, dealWords, alongWords, callWords, mannerWords) {
		s.enter(e.words, e.class)
	}
	for _, name := range strings.Split(maskable, "|") {
		s.struck(fold(name).runes, isMeans, isWallet)
	}
	for _, n := range noises {
		s.enter(n.words, isNoise)
	}
	s.enter(otherServices, isOther)
	for _, name := range strings.Split(otherServices, "|") {
		s.mark(name)
		if folded := fold(name).runes; len(folded) > 4 && !ambiguous[string(folded)] {
			s.leet(folded, isOther)
		}
	}
	for i, name := range c.ServiceNames {
		if !s.name(name) {
			faults = append(faults, fmt.Errorf("contact: service_names[%d]: %q is no name: write at least one letter", i, name))
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	s.trie.close()
	return s, nil
}

// hostOf checks a host of the configuration and writes it as links are read.
func hostOf(name string) (string, bool) {
	labels := strings.Split(name, ".")
	for i, l := range labels {
		if l == "" || strings.TrimFunc(l, func(r rune) bool { return r == '-' || isDigit(r) || isLatin(r) }) != "" {
			return "", false
		}
		labels[i] = unpuny(l)
	}
	return strings.Join(labels, "."), len(labels) > 1
}

// enter adds words, with | between them, to the lexicon.
func (s *Scanner) enter(words string, c class) {
	var buf [64]rune
	for words != "" {
		var w string
		w, words, _ = strings.Cut(words, "|")
		runes, plain := plainRunes(w, buf[:0])
		if !plain {
			runes = fold(w).runes
		}
		s.trie.add(runes, c)
	}
}

// plainRunes reads a word that is folded as it stands: kana, kanji and small letters,
// none of them alone between blanks. Nearly all words of the lexicon are such.
func plainRunes(word string, runes []rune) ([]rune, bool) {
	blank := -1
	for _, r := range word {
		switch {
		case r >= 'a' && r <= 'z', r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30ff:
		case r >= 0x4e00 && r <= 0x9fff && !isLookalike(r):
		case r == ' ' && len(runes)-blank > 2:
			blank = len(runes)
		default:
			return nil, false
		}
		runes = append(runes, r)
	}
	return runes, true
}

// mark says of a name whether it is a plain word too, or one of meetings.
func (s *Scanner) mark(name string) {
	folded := string(fold(name).runes)
	if ambiguous[folded] || len([]rune(folded)) < 2 {
		s.enter(name, isAmbiguous)
	}
	if meetingServices[folded] {
		s.enter(name, isMeetingService)
	}
}

// name enters a service's name with its further names, its nicknames, and the
// forms with one letter struck out.
func (s *Scanner) name(name string) bool {
	runes := fold(name).runes
	if policy.Blank(string(runes)) {
		return false
	}
	folded := string(runes)
	names := []string{folded}
	if more := aliases[folded]; more != "" {
		names = append(names, strings.Split(more, "|")...)
	}
	for _, n := range names {
		s.enter(n, isService)
		s.mark(n)
		for _, more := range []string{"ID", "_ID", "グループ", "アカウント", "アプリ"} {
			s.enter(n+more, isService)
			s.enterMeeting(n, more)
		}
		for _, more := range []string{"URL", "リンク"} {
			s.enter(n+more, isService)
			s.enter(n+more, isRoomURL)
		}
		s.struck(fold(n).runes, isService)
		s.parted(fold(n).runes)
		s.leet(fold(n).runes, isService)
	}
	if more := nicknames[folded]; more != "" {
		s.enter(more, isOther)
	}
	return true
}

// enterMeeting enters a name with a word behind it as one of meetings: ZoomID.
func (s *Scanner) enterMeeting(name, more string) {
	if meetingServices[string(fold(name).runes)] {
		s.enter(name+more, isMeetingService)
	}
}

// leet enters a name with digits for some of its letters: Z00m, 1nst4gr4m.
func (s *Scanner) leet(name []rune, as class) {
	var letters []rune
	for _, r := range name {
		if leetDigits[r] != 0 && !slices.Contains(letters, r) {
			letters = append(letters, r)
		}
	}
	for set := 1; set < 1<<len(letters) && len(name) > 3; set++ {
		out := slices.Clone(name)
		for i, r := range out {
			if k := slices.Index(letters, r); k >= 0 && set>>k&1 == 1 {
				out[i] = leetDigits[r]
			}
		}
		s.trie.add(out, as)
	}
}

// leetDigits look like the letters.
var leetDigits = map[rune]rune{'a': '4', 'e': '3', 'i': '1', 'o': '0', 's': '5', 't': '7'}

// parted enters a name with a blank between its letters: zo om, ライ ン. Two letters of
// the Latin ones stay together, so that no plain word becomes a part.
func (s *Scanner) parted(name []rune) {
	least := 1
	if len(name) > 0 && isLatin(name[0]) {
		least = 2
	}
	for i := least; i+least <= len(name) && len(name) > 2 && !slices.Contains(name, ' '); i++ {
		parted := slices.Insert(slices.Clone(name), i, ' ')
		s.trie.add(parted, isService)
	}
}

// struck enters a name with one letter after the first replaced: L○NE, ラ○ン.
func (s *Scanner) struck(name []rune, as ...class) {
	if len(name) < 3 {
		return
	}
	for i := 1; i < len(name); i++ {
		out := append([]rune(nil), name...)
		out[i] = masked
		for _, c := range as {
			s.trie.add(out, c)
		}
		for _, like := range map[rune]string{'i': "1!|l", 'o': "0", 'e': "3", 's': "5$", 'a': "@4", 'y': "¥"}[name[i]] {
			if len(name) > 3 {
				out[i] = like
				for _, c := range as {
					s.trie.add(out, c) // L1NE, L!NE
				}
			}
		}
	}
}

// Scan finds everything in a text, by Start and then by kind; findings of one
// kind never overlap. Nil for none. It takes any bytes, and time in proportion to
// their number. Nothing below a confidence of 50 is told.
func (s *Scanner) Scan(text string) []policy.Found {
	if policy.Blank(text) {
		return nil
	}
	sc := s.read(text)
	sc.opine()
	return sc.list()
}

// read is a text with what the rules find in it.
func (s *Scanner) read(text string) *scan {
	sc := &scan{s: s, f: fold(text)}
	sc.hits = s.trie.find(sc.f.runes, make([]hit, 0, len(sc.f.runes)/2))
	if sc.strip() || sc.dictated() {
		sc.hits = s.trie.find(sc.f.runes, sc.hits[:0])
	}
	sc.screens()
	sc.signs()
	sc.links()
	sc.backwards()
	sc.addressParts()
	sc.phones()
	sc.halves()
	sc.handles()
	sc.speech()
	return sc
}
