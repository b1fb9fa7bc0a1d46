package web

import (
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// filled is a form of a command, ready to become one.
type filled struct {
	form
	lang     policy.Language
	currency money.Currency
	files    []transaction.File
}

type (
	actor   = transaction.Actor
	command = transaction.Command
)

// makers turn a filled form into a command, by the command's name. No rule stands
// here: what a command may say, the machine knows. A form that is no command, such
// as an amount that is no number, is refused with the field's name.
var makers = map[string]func(f *filled) (func(by actor) command, *policy.Rejection){
	"abandon": plainly(func(_ *filled, by actor) command { return transaction.Abandon{By: by} }),
	"message": plainly(func(f *filled, by actor) command {
		return transaction.Message{By: by, Text: f.text("message"), Files: f.files}
	}),
	"deliver": plainly(func(f *filled, by actor) command {
		return transaction.Deliver{By: by, Text: f.text("message"), Files: f.files}
	}),
	"approve": plainly(func(_ *filled, by actor) command { return transaction.Approve{By: by} }),
	"decline": plainly(func(f *filled, by actor) command { return transaction.Decline{By: by, Text: f.text("message")} }),
	"request-cancel": plainly(func(f *filled, by actor) command {
		return transaction.RequestCancel{By: by, Reason: f.Get("reason"), Text: f.text("message")}
	}),
	"withdraw-cancel": plainly(func(_ *filled, by actor) command { return transaction.WithdrawCancel{By: by} }),
	"agree-cancel": plainly(func(f *filled, by actor) command {
		return transaction.AgreeCancel{By: by, Text: f.text("message")}
	}),
	"refuse-cancel": plainly(func(f *filled, by actor) command {
		return transaction.RefuseCancel{By: by, Text: f.text("message")}
	}),
	"review": review,
	"reply-review": plainly(func(f *filled, by actor) command {
		return transaction.ReplyReview{By: by, Text: f.text("message")}
	}),
	"schedule": schedule,
	"operator-cancel": plainly(func(f *filled, by actor) command {
		return transaction.OperatorCancel{By: by, Reason: f.text("reason"), Reviews: roles(f.Values["reviews"]), Counts: f.Get("counts") != ""}
	}),
	"operator-close": plainly(func(f *filled, by actor) command {
		return transaction.OperatorClose{By: by, Reason: f.text("reason")}
	}),
	"operator-hold": plainly(func(f *filled, by actor) command {
		return transaction.OperatorHold{By: by, Reason: f.text("reason")}
	}),
	"operator-release": plainly(func(f *filled, by actor) command {
		return transaction.OperatorRelease{By: by, Reason: f.text("reason")}
	}),
	"operator-refund": func(f *filled) (func(by actor) command, *policy.Rejection) {
		amount, no := f.money(f.lang, "amount", f.currency)
		return func(by actor) command {
			return transaction.OperatorRefund{By: by, Reason: f.text("reason"), Amount: amount}
		}, no
	},
	"operator-extend": extend,
	"operator-show": func(f *filled) (func(by actor) command, *policy.Rejection) {
		seq, no := f.whole(f.lang, "of")
		return func(by actor) command {
			return transaction.OperatorShow{By: by, Reason: f.text("reason"), Seq: seq}
		}, no
	},
	"operator-withhold": func(f *filled) (func(by actor) command, *policy.Rejection) {
		seq, no := f.whole(f.lang, "of")
		return func(by actor) command {
			return transaction.OperatorWithhold{By: by, Reason: f.text("reason"), Seq: seq}
		}, no
	},
	"annotate": plainly(func(f *filled, by actor) command {
		return transaction.Annotate{By: by, Metadata: pairs(f.text("metadata"))}
	}),
}

// plainly is a form that can't be anything but a command.
func plainly(build func(f *filled, by actor) command) func(f *filled) (func(by actor) command, *policy.Rejection) {
	return func(f *filled) (func(by actor) command, *policy.Rejection) {
		return func(by actor) command { return build(f, by) }, nil
	}
}

func review(f *filled) (func(by actor) command, *policy.Rejection) {
	stars, no := f.whole(f.lang, "stars")
	items := map[string]int{}
	for name := range f.Values {
		id, ok := strings.CutPrefix(name, "item.")
		if !ok || f.Get(name) == "" {
			continue
		}
		n, bad := f.whole(f.lang, name)
		if bad != nil {
			no = bad
		}
		items[id] = n
	}
	return func(by actor) command {
		return transaction.WriteReview{By: by, Stars: stars, Comment: f.text("comment"), Items: items}
	}, no
}

// schedule leaves out lines that are blank altogether.
func schedule(f *filled) (func(by actor) command, *policy.Rejection) {
	var steps []transaction.Step
	titles, dates := f.Values["title"], f.Values["date"]
	for i := range min(len(titles), len(dates)) {
		if titles[i] == "" && dates[i] == "" {
			continue
		}
		date, err := policy.ParseDate(dates[i])
		if err != nil {
			return nil, market.Invalid("date", "date", say(f.lang, "date.bad", "value", dates[i]))
		}
		steps = append(steps, transaction.Step{Title: titles[i], Date: date})
	}
	return func(by actor) command {
		return transaction.SetSchedule{By: by, Steps: steps, Reason: f.text("reason")}
	}, nil
}

func extend(f *filled) (func(by actor) command, *policy.Rejection) {
	hours, no := f.whole(f.lang, "later")
	const most = 100_000 // hours; beyond it a duration would overflow, and no deadline is that far
	if hours > most || hours < -most {
		no = market.Invalid("later", "range", say(f.lang, "offer.number", "value", strconv.Itoa(hours)))
	}
	var kind transaction.DeadlineKind
	if err := kind.UnmarshalText([]byte(f.Get("deadline"))); err != nil && no == nil {
		no = market.Invalid("deadline", "unknown", err.Error())
	}
	return func(by actor) command {
		return transaction.OperatorExtend{By: by, Reason: f.text("reason"), Deadline: kind, Later: time.Duration(hours) * time.Hour}
	}, no
}

func roles(names []string) []policy.Role {
	var list []policy.Role
	for _, name := range names {
		var r policy.Role
		if r.UnmarshalText([]byte(name)) == nil {
			list = append(list, r)
		}
	}
	return list
}

// pairs reads a name=value a line.
func pairs(lines string) map[string]string {
	m := map[string]string{}
	for line := range strings.SplitSeq(lines, "\n") {
		name, value, _ := strings.Cut(line, "=")
		if name = strings.TrimSpace(name); name != "" {
			m[name] = strings.TrimSpace(value)
		}
	}
	return m
}
