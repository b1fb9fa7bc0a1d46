package api

import (
	"strings"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Common may stand in the body of every command.
type Common struct {
	ExpectedSeq *int `json:"expected_seq,omitempty" doc:"The seq that the caller has seen; if something other than a message, a payment or a schedule came after it, the answer is 409 and says what"`
	DryRun      bool `json:"dry_run,omitempty" doc:"Answers with what would follow, and writes nothing"`
}

func (c Common) common() Common { return c }

// The bodies of the commands.
type (
	// Empty is the body of a command that says everything by its name.
	Empty struct{ Common }
	// Message writes in the talkroom.
	Message struct {
		Common
		Body string `json:"body"`
	}
	// Deliver makes a final delivery.
	Deliver struct {
		Common
		Message string `json:"message"`
	}
	// Answer carries an optional message.
	Answer struct {
		Common
		Message string `json:"message,omitempty"`
	}
	// RequestCancel asks to cancel.
	RequestCancel struct {
		Common
		Reason  string `json:"reason" doc:"A code of the policy's table of reasons; actions lists the caller's"`
		Message string `json:"message,omitempty"`
	}
	// Pay completes the awaited payment.
	Pay struct {
		Common
		Payment payment `json:"payment,omitempty" enum:"instant,decline" doc:"What the fake provider does; instant by default"`
	}
	// PayAdditional makes an additional payment.
	PayAdditional struct {
		Common
		Amount  money.Money `json:"amount"`
		Payment payment     `json:"payment,omitempty" enum:"instant,decline" doc:"What the fake provider does; instant by default"`
	}
	// BuyOption buys a paid option.
	BuyOption struct {
		Common
		Option  string  `json:"option" doc:"An option's id"`
		Payment payment `json:"payment,omitempty" enum:"instant,decline" doc:"What the fake provider does; instant by default"`
	}
	// WriteReview sends one's review.
	WriteReview struct {
		Common
		Stars   int            `json:"stars" minimum:"1" maximum:"5"`
		Comment string         `json:"comment,omitempty"`
		Items   map[string]int `json:"items,omitempty" doc:"Private items, each 1 to 5 (T5.3)"`
	}
	// ReplyReview answers the buyer's review.
	ReplyReview struct {
		Common
		Comment string `json:"comment"`
	}
	// Schedule posts or changes the delivery schedule.
	Schedule struct {
		Common
		Steps  []ScheduleStep `json:"steps"`
		Reason string         `json:"reason,omitempty" doc:"Needed for a change"`
	}
	// ScheduleStep is one line of it.
	ScheduleStep struct {
		Title string      `json:"title"`
		Date  policy.Date `json:"date" format:"date"`
	}
	// Operate carries an operator's written reason.
	Operate struct {
		Common
		Reason string `json:"reason" doc:"Both sides see it"`
	}
	// OperatorCancel cancels.
	OperatorCancel struct {
		Common
		Reason  string        `json:"reason" doc:"Both sides see it"`
		Reviews []policy.Role `json:"reviews,omitempty" doc:"Who may review: buyer, seller"`
		Counts  bool          `json:"counts,omitempty" doc:"Counts against the completion rate"`
	}
	// OperatorRefund sends money back.
	OperatorRefund struct {
		Common
		Reason string      `json:"reason" doc:"Both sides see it"`
		Amount money.Money `json:"amount"`
	}
	// OperatorExtend moves a running deadline to later.
	OperatorExtend struct {
		Common
		Reason   string                   `json:"reason" doc:"Both sides see it"`
		Deadline transaction.DeadlineKind `json:"deadline" enum:"payment_due,cancel_answer,first_contact,approval,close,age_limit,review_end,hide"`
		By       period                   `json:"by" doc:"How much later, such as 24h"`
	}
	// OperatorLook decides on held words.
	OperatorLook struct {
		Common
		Reason string `json:"reason" doc:"Both sides see it"`
		Seq    int    `json:"seq" minimum:"1" doc:"The event whose words were held"`
	}
	// Annotate replaces the host's own data.
	Annotate struct {
		Common
		Metadata map[string]string `json:"metadata" doc:"At most 16 short texts"`
	}
)

// payment is what the fake provider does with a payment.
type payment string

// UnmarshalText reads one of the three.
func (p *payment) UnmarshalText(text []byte) error {
	switch *p = payment(text); *p {
	case "instant", "later", "decline":
		return nil
	}
	return errText("instant, later or decline is right")
}

func (p payment) settlement() transaction.Settlement {
	switch p {
	case "later":
		return transaction.Awaited
	case "decline":
		return transaction.Refused
	}
	return transaction.Settled
}

// period is a time in Go's form, such as 72h.
type period time.Duration

// UnmarshalText reads it; it is whole microseconds.
func (p *period) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil || d%time.Microsecond != 0 {
		return errText("a period of whole microseconds such as 72h or 90m is right")
	}
	*p = period(d)
	return nil
}

type errText string

func (e errText) Error() string { return string(e) }

// body is a form with what every command may carry.
type body interface{ common() Common }

// command is one command of a transaction: its path, its form, and what it
// gives the machine. No rule stands here.
type command struct {
	name, by, summary string
	// files: the body may be multipart, text its field of words.
	files bool
	text  string
	form  func() body
	make  func(b body, files []transaction.File, by transaction.Actor) transaction.Command
}

// of makes a row of the table of commands.
func of[B body](by, summary string, build func(*B, transaction.Actor) transaction.Command) command {
	name := build(new(B), transaction.Actor{}).Name()
	return command{
		name: name, by: by, summary: summary,
		form: func() body { return any(new(B)).(body) },
		make: func(b body, _ []transaction.File, by transaction.Actor) transaction.Command {
			return build(any(b).(*B), by)
		},
	}
}

// withFiles makes a row whose body may be multipart.
func withFiles[B body](by, summary, text string, build func(*B, []transaction.File, transaction.Actor) transaction.Command) command {
	name := build(new(B), nil, transaction.Actor{}).Name()
	return command{
		name: name, by: by, summary: summary, files: true, text: text,
		form: func() body { return any(new(B)).(body) },
		make: func(b body, files []transaction.File, by transaction.Actor) transaction.Command {
			return build(any(b).(*B), files, by)
		},
	}
}

// commands is every command of a transaction; "read" is the marketplace's own.
func commands() []command {
	type cmd = transaction.Command
	type act = transaction.Actor
	return []command{
		of("buyer", "Pay the awaited purchase (T1.5)", func(b *Pay, by act) cmd {
			return transaction.Pay{By: by, Payment: b.Payment.settlement()}
		}),
		of("buyer", "Give the purchase up before the payment (T1.5)", func(_ *Empty, by act) cmd { return transaction.Abandon{By: by} }),
		withFiles("buyer, seller", "Write in the talkroom (T4.3)", "body", func(b *Message, files []transaction.File, by act) cmd {
			return transaction.Message{By: by, Text: b.Body, Files: files}
		}),
		withFiles("seller", "Make a final delivery (T4.1)", "message", func(b *Deliver, files []transaction.File, by act) cmd {
			return transaction.Deliver{By: by, Text: b.Message, Files: files}
		}),
		of("buyer", "Approve the delivery (T4.4)", func(_ *Empty, by act) cmd { return transaction.Approve{By: by} }),
		of("buyer", "Decline the delivery (T4.5)", func(b *Answer, by act) cmd { return transaction.Decline{By: by, Text: b.Message} }),
		of("buyer, seller", "Ask to cancel (T3.1, T3.2)", func(b *RequestCancel, by act) cmd {
			return transaction.RequestCancel{By: by, Reason: b.Reason, Text: b.Message}
		}),
		of("who asked", "Take one's cancel request back (T3.6)", func(_ *Empty, by act) cmd { return transaction.WithdrawCancel{By: by} }),
		of("the other side", "Agree to the cancel (T3.6)", func(b *Answer, by act) cmd {
			return transaction.AgreeCancel{By: by, Text: b.Message}
		}),
		of("the other side", "Refuse the cancel (T3.6)", func(b *Answer, by act) cmd {
			return transaction.RefuseCancel{By: by, Text: b.Message}
		}),
		of("buyer", "Pay more (T4.11)", func(b *PayAdditional, by act) cmd {
			return transaction.PayAdditional{By: by, Amount: b.Amount, Payment: b.Payment.settlement()}
		}),
		of("buyer", "Buy a paid option (T1.12)", func(b *BuyOption, by act) cmd {
			return transaction.BuyOption{By: by, Option: b.Option, Payment: b.Payment.settlement()}
		}),
		of("buyer, seller", "Review, once and for good (T5.1, T5.6)", func(b *WriteReview, by act) cmd {
			return transaction.WriteReview{By: by, Stars: b.Stars, Comment: b.Comment, Items: b.Items}
		}),
		of("seller", "Answer the buyer's review (T5.7)", func(b *ReplyReview, by act) cmd {
			return transaction.ReplyReview{By: by, Text: b.Comment}
		}),
		of("seller", "Post or change the delivery schedule (T4.12)", func(b *Schedule, by act) cmd {
			steps := make([]transaction.Step, len(b.Steps))
			for i, s := range b.Steps {
				steps[i] = transaction.Step{Title: s.Title, Date: s.Date}
			}
			return transaction.SetSchedule{By: by, Steps: steps, Reason: b.Reason}
		}),
		of("operator", "Cancel (T3.15)", func(b *OperatorCancel, by act) cmd {
			return transaction.OperatorCancel{By: by, Reason: b.Reason, Reviews: b.Reviews, Counts: b.Counts}
		}),
		of("operator", "Close; the seller is paid (T3.15)", func(b *Operate, by act) cmd {
			return transaction.OperatorClose{By: by, Reason: b.Reason}
		}),
		of("operator", "Stop every deadline (T3.17)", func(b *Operate, by act) cmd {
			return transaction.OperatorHold{By: by, Reason: b.Reason}
		}),
		of("operator", "End the hold (T3.17)", func(b *Operate, by act) cmd {
			return transaction.OperatorRelease{By: by, Reason: b.Reason}
		}),
		of("operator", "Refund a part, or earnings after the close (T3.15)", func(b *OperatorRefund, by act) cmd {
			return transaction.OperatorRefund{By: by, Reason: b.Reason, Amount: b.Amount}
		}),
		of("operator", "Move a running deadline to later (T3.15)", func(b *OperatorExtend, by act) cmd {
			return transaction.OperatorExtend{By: by, Reason: b.Reason, Deadline: b.Deadline, Later: time.Duration(b.By)}
		}),
		of("operator", "Show words that were held (T8.4)", func(b *OperatorLook, by act) cmd {
			return transaction.OperatorShow{By: by, Reason: b.Reason, Seq: b.Seq}
		}),
		of("operator", "Withhold words that were held, for good (T8.4)", func(b *OperatorLook, by act) cmd {
			return transaction.OperatorWithhold{By: by, Reason: b.Reason, Seq: b.Seq}
		}),
		of("buyer, seller, operator", "Replace the host's own data; no effect on rules", func(b *Annotate, by act) cmd {
			return transaction.Annotate{By: by, Metadata: b.Metadata}
		}),
	}
}

// The bodies of the other calls.
type (
	// Purchase buys a service, or a quotation's proposal: one of the two.
	Purchase struct {
		Common
		ServiceID   string            `json:"service_id,omitempty"`
		QuotationID string            `json:"quotation_id,omitempty" doc:"Buys its proposal (T1.2)"`
		Proposal    int               `json:"proposal,omitempty" minimum:"1" doc:"With quotation_id: the version of the proposal that the caller has seen; another is a conflict"`
		Options     []string          `json:"options,omitempty" doc:"Ids of paid options (T1.12)"`
		Inspection  bool              `json:"inspection,omitempty" doc:"Declines without limit, where the policy offers it (T4.8)"`
		Metadata    map[string]string `json:"metadata,omitempty" doc:"At most 16 short texts of the host's own"`
		Payment     payment           `json:"payment,omitempty" enum:"instant,later,decline" doc:"What the fake provider does; instant by default, later where there is none"`
	}
	// Offer lists a service, or is all that its seller writes of one anew.
	Offer struct {
		Common
		market.ServiceDraft
	}
	// CheckText asks what would be found in a text.
	CheckText struct {
		Text string `json:"text"`
	}
	// Read sets a read mark.
	Read struct {
		Common
		Seq int `json:"seq" minimum:"0"`
	}
	// MoveClock moves the demo's clock: exactly one of the three.
	MoveClock struct {
		Common
		Freeze  *instant `json:"freeze,omitempty" doc:"Stand still at that instant"`
		Advance *period  `json:"advance,omitempty" doc:"Move on by exactly that much, such as 72h"`
		Resume  bool     `json:"resume,omitempty" doc:"Run on from there"`
	}
)

// instant is RFC 3339 in UTC, at most microseconds.
type instant time.Time

// UnmarshalText reads it.
func (i *instant) UnmarshalText(text []byte) error {
	at, err := time.Parse(time.RFC3339Nano, string(text))
	if err != nil || !strings.HasSuffix(string(text), "Z") || at.Nanosecond()%1000 != 0 {
		return errText("an instant in UTC with at most microseconds such as 2030-01-10T00:00:00Z is right")
	}
	*i = instant(at)
	return nil
}
