package contact

import (
	"strings"

	"github.com/torikime/torikime/policy"
)

// verdict is what the configuration says of a host.
type verdict int

const (
	neutral verdict = iota
	allowed
	forbidden
)

// hosts are the hosts of the configuration, looked up from the right: the most
// precise entry decides, so that a subdomain may be told apart from its parent.
type hosts map[string]verdict

// judge reads a host's labels.
func (h hosts) judge(labels []label) verdict {
	name := ""
	found := neutral
	for i := len(labels) - 1; i >= 0 && len(name) < 256; i-- {
		part := unpuny(labels[i].name)
		if name == "" {
			name = part
		} else {
			name = part + "." + name
		}
		if v, ok := h[name]; ok {
			found = v
		}
	}
	return found
}

// links reads the whole text once for chains: links, addresses, accounts in links.
func (sc *scan) links() {
	r := sc.f.runes
	for i := 0; i < len(r); {
		switch {
		case r[i] == '@':
			i = sc.bareDomain(i)
		case isLabel(r[i]) || isKatakana(r[i]):
			i = max(sc.chainFrom(i), i+1)
		default:
			i++
		}
	}
}

// chainFrom reads the chain at i and says where to go on.
func (sc *scan) chainFrom(i int) int {
	r := sc.f.runes
	if isKatakana(r[i]) && i > 0 && isKatakana(r[i-1]) {
		return i + 1
	}
	if i >= 2 && r[i-1] == '/' && (r[i-2] == '/' || r[i-2] == ':') || i >= 2 && r[i-1] == '\\' && r[i-2] == '\\' {
		return sc.url(i)
	}
	local := sc.chainAt(i, &sc.local)
	if len(local.labels) == 0 {
		return i + 1
	}
	if to := sc.address(local); to > 0 {
		return to
	}
	if len(local.labels) < 2 {
		sc.underscored(local.labels[0])
		return local.to
	}
	last := local.labels[len(local.labels)-1]
	if sc.underscored(label{local.from, last.to, ""}) {
		return last.to
	}
	return sc.host(local, local.from)
}

// url reads what follows a scheme: the host is what a browser would go to, which
// stands behind the last @ before the path.
func (sc *scan) url(i int) int {
	r, at, end := sc.f.runes, i, i
	for ; end < len(r) && end-i < 512 && r[end] > ' ' && r[end] < 0x3000 && r[end] != '/' && r[end] != '?' && r[end] != '#' && r[end] != '\\'; end++ {
		if r[end] == '@' {
			at = end + 1
		}
	}
	c := sc.chainAt(at, &sc.local)
	if len(c.labels) < 2 {
		return max(c.to, at, i+1)
	}
	return sc.host(c, i)
}

// host judges a chain as a host. from is where its link begins.
func (sc *scan) host(c chain, from int) int {
	labels := c.domain()
	if labels == nil {
		return c.to
	}
	end := labels[len(labels)-1].to
	if sc.at(end) == '(' && sc.at(end+1) == ')' {
		return end // x.com() is a call
	}
	judged := sc.s.hosts.judge(labels)
	if judged != forbidden {
		if start, ok := sc.cutHost(labels); ok {
			judged, from, c.disguised = forbidden, start, true
		}
	}
	to := sc.path(end)
	if c.broken && to == end {
		return end // the end of a sentence: …on line. me too
	}
	switch {
	case judged == forbidden:
		confidence, why := 97, whyLink
		if c.disguised {
			confidence, why = 88, whyLinkDisguised
		}
		sc.add(policy.FoundForbiddenLink, from, max(end, to), confidence, why)
		if !sc.delivers(hostName(labels), end, to) {
			sc.take(from, max(end, to), inContact)
		}
	case judged == neutral && accountHosts[hostName(labels)] && to > end+1:
		sc.add(policy.FoundHandle, from, to, 92, whyAccountLink)
	}
	if judged == neutral && to == end {
		sc.domains = append(sc.domains, part{labels[0].from, end})
	}
	// A bare neutral domain may be an account name: sora.to.umi.photo.
	if judged != neutral || c.from >= 2 && sc.at(c.from-1) == '/' || to > end {
		sc.take(from, max(end, to), inLink)
	}
	if judged != forbidden {
		sc.behind(end, to, judged)
	}
	// What follows a domain that was cut short is read again.
	return max(end, to)
}

// delivers reports a link under which a file lies, so that who is sent there is asked to
// take it and no more; a form or an invitation to a team is none.
func (sc *scan) delivers(host string, from, to int) bool {
	for _, label := range strings.Split(host, ".") {
		if fileHosts[label] {
			path := sc.read(from, max(from, to))
			return !strings.Contains(path, "join") && !strings.Contains(path, "invite") && !strings.Contains(path, "forms")
		}
	}
	return false
}

// cutHost finds a host of the list whose first label is cut in two: git hub . com. It
// says where that begins.
func (sc *scan) cutHost(labels []label) (from int, ok bool) {
	first := labels[0]
	if !isBlank(sc.at(first.from-1)) && sc.at(first.from-1) != '-' || !isLatin(sc.at(first.from-2)) {
		return 0, false
	}
	before := sc.wordBefore(first.from - 1)
	name := before + first.name
	if before == "" || !sc.s.labels[name] || sc.s.labels[first.name] {
		return 0, false
	}
	whole := append([]label{{first.from - 1 - len(before), first.to, name}}, labels[1:]...)
	return whole[0].from, sc.s.hosts.judge(whole) == forbidden
}

// behind reads what stands behind a host that may be linked: an address there is
// read by whoever reads the link, and behind an allowed host a forbidden one is.
func (sc *scan) behind(from, to int, judged verdict) {
	for i := from; i < to; {
		if !isLabel(sc.at(i)) {
			i++
			continue
		}
		c := sc.chainAt(i, &sc.local)
		if len(c.labels) == 0 || c.to <= i {
			i++
			continue
		}
		if end := sc.address(c); end > 0 {
			i = max(end, i+1)
			continue
		}
		next := c.to // the buffer is used again
		if domain := c.domain(); judged == allowed && domain != nil && sc.s.hosts.judge(domain) == forbidden {
			sc.add(policy.FoundForbiddenLink, i, min(to, max(next, i+1)), 88, whyLinkDisguised)
		}
		i = max(next, i+1)
	}
}

func hostName(labels []label) string {
	names := make([]string, len(labels))
	for i := range labels {
		names[i] = labels[i].name
	}
	return strings.TrimPrefix(strings.Join(names, "."), "www.")
}

// path says where a link ends: before white space, Japanese, or another scheme.
func (sc *scan) path(i int) int {
	r := sc.f.runes
	begin := i
	if begin < len(r) && r[begin] == '.' {
		begin++ // the dot of the root
	}
	if sc.at(begin) == ' ' && sc.at(begin+1) == '/' {
		begin++
	}
	if begin >= len(r) || !strings.ContainsRune("/:?#\\", r[begin]) {
		return i
	}
	for i = begin; i < len(r); i++ {
		if r[i] == ' ' && (sc.at(i+1) == '/' || sc.at(i-1) == '/' && sc.at(i-2) == ' ') {
			continue // letters apart: line . me / ti / p
		}
		if c := r[i]; c <= ' ' || c >= 0x2190 && !isLookalike(c) || c == '"' || c == '<' || c == '>' {
			return i
		}
		if r[i] == '/' && i > begin+2 && r[i-1] == '/' && r[i-2] == ':' {
			return i + 1
		}
	}
	return i
}

// unpuny reads a label as it is shown, its look-alike letters as Latin ones.
func unpuny(name string) string {
	coded, ok := strings.CutPrefix(name, "xn--")
	if !ok {
		return name
	}
	runes, ok := punycode(coded)
	if !ok {
		return name
	}
	f := fold(string(runes))
	for i, r := range f.runes {
		if l := lookalikes[r]; l != 0 {
			f.runes[i] = l
		}
	}
	return string(f.runes)
}

// punycode decodes a label by RFC 3492; false for what is none.
func punycode(s string) ([]rune, bool) {
	if len(s) > 63 {
		return nil, false
	}
	var out []rune
	if at := strings.LastIndexByte(s, '-'); at >= 0 {
		out, s = []rune(s[:at]), s[at+1:]
	}
	n, i, bias := 128, 0, 72
	for first := true; s != ""; first = false {
		old, weight := i, 1
		for k := 36; ; k += 36 {
			if s == "" {
				return nil, false
			}
			digit := int(s[0]-'0') + 26
			if s[0] >= 'a' && s[0] <= 'z' {
				digit = int(s[0] - 'a')
			} else if !isDigit(rune(s[0])) {
				return nil, false
			}
			s = s[1:]
			i += digit * weight
			t := min(max(k-bias, 1), 26)
			if digit < t {
				break
			}
			weight *= 36 - t
			if i > 1<<40 || weight > 1<<40 {
				return nil, false
			}
		}
		bias = adapt(i-old, len(out)+1, first)
		n += i / (len(out) + 1)
		i %= len(out) + 1
		if n > 0x10ffff {
			return nil, false
		}
		out = append(out[:i], append([]rune{rune(n)}, out[i:]...)...)
		i++
	}
	return out, true
}

func adapt(delta, points int, first bool) int {
	if first {
		delta /= 700
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > 35*26/2; k += 36 {
		delta /= 35
	}
	return k + 36*delta/(delta+38)
}
