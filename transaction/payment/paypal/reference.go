package paypal

import (
	"encoding/hex"
	"strings"
)

// Our id of a transfer goes to PayPal and comes back in its webhooks and reports:
// as custom_id of an order or a refund, at most 127 of A–Z a–z 0–9 - _ . and comma,
// and as sender_item_id of a payout, at most 63. Every other byte, and the comma, is
// written as a comma and two hexadecimal digits.
const (
	maxCustomID     = 127
	maxSenderItemID = 63
)

// tooLong is our word for a transfer whose id does not fit.
const tooLong = "TRANSFER_ID_TOO_LONG"

func plain(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '-' || b == '_' || b == '.'
}

// reference is a transfer's id as PayPal takes it.
func reference(transfer string) string {
	var b strings.Builder
	for i := range len(transfer) {
		if plain(transfer[i]) {
			b.WriteByte(transfer[i])
			continue
		}
		b.WriteByte(',')
		b.WriteString(hex.EncodeToString([]byte{transfer[i]}))
	}
	return b.String()
}

// transferOf is the id that a reference was made from; empty if it is none of ours.
func transferOf(reference string) string {
	var b strings.Builder
	for i := 0; i < len(reference); i++ {
		if plain(reference[i]) {
			b.WriteByte(reference[i])
			continue
		}
		if reference[i] != ',' || i+3 > len(reference) {
			return ""
		}
		raw, err := hex.DecodeString(reference[i+1 : i+3])
		if err != nil || plain(raw[0]) {
			return ""
		}
		b.WriteByte(raw[0])
		i += 2
	}
	return b.String()
}

// isID reports what may stand in a path: PayPal's ids are letters, digits and
// dashes.
func isID(id string) bool {
	return id != "" && len(id) <= 64 && !strings.ContainsFunc(id, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
	})
}
