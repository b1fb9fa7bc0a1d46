// Package review judges what a review may say and when it is shown (rule
// section 5). Who may review in a transaction, and from when, the transaction
// itself says.
package review

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/torikime/torikime/policy"
)

// Draft is a review before it is sent.
type Draft struct {
	// By is the side that writes it.
	By policy.Role
	// Stars is the public rating, 1 to 5.
	Stars int
	// Comment is public.
	Comment string
	// Items are the private items by id, each 1 to 5 (T5.3).
	Items map[string]int
}

// Check lists everything that is wrong with a draft; nil if nothing is. It does
// not look at the time or at the transaction.
func (d Draft) Check(r *policy.Review) *policy.Rejection {
	var faults policy.Faults
	add := func(rule, path, code, message string) {
		faults = append(faults, policy.Fault{Path: path, Code: code, Message: message, Rule: rule})
	}
	if d.Stars < 1 || d.Stars > 5 {
		add("T5.3", "stars", "range", fmt.Sprintf("%d is no rating; whole stars from 1 to 5 are", d.Stars))
	}
	comment := strings.TrimSpace(d.Comment)
	if fault, bad := policy.CheckText("comment", comment, policy.MaxText); bad {
		add("T5.3", fault.Path, fault.Code, fault.Message)
	} else if n := utf8.RuneCountInString(comment); r.CommentMax > 0 && n > r.CommentMax {
		add("T5.5", "comment", "too_long", fmt.Sprintf("%d code points; at most %d are allowed", n, r.CommentMax))
	}
	if d.Stars >= 1 && d.Stars <= r.CommentUpTo && policy.Blank(comment) {
		add("T5.4", "comment", "needed", fmt.Sprintf("a review of %d stars or fewer needs a comment", r.CommentUpTo))
	}
	for _, id := range sortedKeys(d.Items) {
		if !slices.Contains(items(r, d.By), id) {
			add("T5.3", "items."+id, "unknown", fmt.Sprintf("no such item; %s are", strings.Join(items(r, d.By), ", ")))
		} else if n := d.Items[id]; n < 1 || n > 5 {
			add("T5.3", "items."+id, "range", fmt.Sprintf("%d is no rating; 1 to 5 are", n))
		}
	}
	if len(faults) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, faults[0].Rule, "draft")
	no.Faults = faults
	return no
}

func items(r *policy.Review, by policy.Role) []string {
	if by == policy.Seller {
		return r.SellerItems
	}
	return r.BuyerItems
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Side is what visibility needs to know of one side's review.
type Side struct {
	// Sent: there is one; Automatic: the system gave it (T5.10).
	Sent, Automatic bool
	// May: this side may still send one.
	May bool
}

// Shown reports whether a review that was sent is shown to others (T5.8):
// at once, or, double blind, as soon as the other side has reviewed or cannot, or
// the blind window is over. An automatic star is shown at once.
func Shown(v policy.Visibility, mine, other Side, blindOver bool) bool {
	if !mine.Sent {
		return false
	}
	return v != policy.DoubleBlind || mine.Automatic || other.Sent || !other.May || blindOver
}
