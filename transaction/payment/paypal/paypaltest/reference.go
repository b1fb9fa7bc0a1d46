package paypaltest

import (
	"net/url"
	"strings"
)

// encode and decode are how the adapter writes our ids of transfers: percent
// encoding with a comma, of everything but letters, digits and - _ .
func encode(id string) string {
	id = strings.ReplaceAll(url.QueryEscape(id), "+", "%20")
	id = strings.ReplaceAll(id, "~", "%7e")
	var b strings.Builder
	for i := 0; i < len(id); i++ {
		if id[i] == '%' && i+2 < len(id) {
			b.WriteString("," + strings.ToLower(id[i+1:i+3]))
			i += 2
			continue
		}
		b.WriteByte(id[i])
	}
	return b.String()
}

func decode(id string) string {
	plain, err := url.QueryUnescape(strings.ReplaceAll(id, ",", "%"))
	if err != nil {
		return id
	}
	return plain
}
