package inbox

import (
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
)

// Topic is a kind of notice as a person chooses channels for it.
type Topic string

// The topics.
const (
	Orders    Topic = "orders"    // purchases, their payments and their ends; payouts
	Messages  Topic = "messages"  // what the other side writes, and schedules
	Delivery  Topic = "delivery"  // deliveries and their answers
	Cancels   Topic = "cancels"   // cancel requests and cancels
	Reviews   Topic = "reviews"   // reviews and their answers
	Platform  Topic = "platform"  // what operators do
	Deadlines Topic = "deadlines" // reminders (T9.3)
)

// Topics lists every topic, in the order in which a page shows them.
func Topics() []Topic {
	return []Topic{Orders, Messages, Delivery, Cancels, Reviews, Platform, Deadlines}
}

// Channel is a way in which a notice reaches somebody.
type Channel string

// The channels. InApp is the list that Feed gives; the others need a port.
const (
	InApp Channel = "in_app"
	Mail  Channel = "mail"
	Push  Channel = "push"
)

// Channels lists every channel.
func Channels() []Channel { return []Channel{InApp, Mail, Push} }

// Preferences are a person's choices: which channels bring which topics (T9.2).
// What is not named is on. The zero value is everything on.
type Preferences map[Topic]map[Channel]bool

// Check refuses preferences that cannot be kept: the list in the app cannot be
// switched off (T9.2), and a topic or channel that does not exist. It names every fault.
func (p Preferences) Check() *policy.Rejection {
	var faults []policy.Fault
	for _, topic := range Topics() {
		if on, set := p[topic][InApp]; set && !on {
			faults = append(faults, policy.Fault{Path: string(topic) + "." + string(InApp), Code: "in_app", Rule: "T9.2", Message: "cannot be switched off; leave it out, or set it to true"})
		}
	}
	if len(faults) > 0 {
		no := policy.Reject(policy.Invalid, "T9.2", "in_app")
		no.Faults = append(faults, p.unknown()...)
		return no
	}
	if faults = p.unknown(); len(faults) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, "T9.2", "preferences")
	no.Faults = faults
	return no
}

func (p Preferences) unknown() []policy.Fault {
	var faults []policy.Fault
	for topic, channels := range p {
		if !slices.Contains(Topics(), topic) {
			faults = append(faults, policy.Fault{Path: cut(string(topic)), Code: "topic", Rule: "T9.2", Message: "is no kind of notice; " + join(Topics()) + " are"})
		}
		for channel := range channels {
			if !slices.Contains(Channels(), channel) {
				faults = append(faults, policy.Fault{Path: cut(string(topic) + "." + string(channel)), Code: "channel", Rule: "T9.2", Message: "is no channel; " + join(Channels()) + " are"})
			}
		}
	}
	slices.SortFunc(faults, func(a, b policy.Fault) int { return strings.Compare(a.Path, b.Path) })
	return faults
}

// Wants reports whether somebody wants notices of a kind through a channel.
func (p Preferences) Wants(k Kind, c Channel) bool {
	if c == InApp {
		return true
	}
	on, set := p[k.Topic()][c]
	return on || !set
}

func join[T ~string](list []T) string {
	names := make([]string, len(list))
	for i, item := range list {
		names[i] = string(item)
	}
	return strings.Join(names, ", ")
}

// cut keeps what somebody sent short enough for an answer.
func cut(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if r := []rune(s); len(r) > 50 {
		return string(r[:50]) + "…"
	}
	return s
}
