package fake

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Stage is how a buyer's payment stands.
type Stage string

// The stages.
const (
	AwaitsBuyer Stage = "awaits_buyer"
	Authorised  Stage = "authorised"
	// Taken: a capture was asked for; how it stands is the capture's own.
	Taken     Stage = "taken"
	Declined  Stage = "declined"
	Abandoned Stage = "abandoned"
	Expired   Stage = "expired"
)

// Payment is a buyer's payment.
type Payment struct {
	ID          string      `json:"id"`
	Transfer    string      `json:"transfer"`
	Key         string      `json:"key"`
	Method      string      `json:"method"`
	Amount      money.Money `json:"amount"`
	Description string      `json:"description,omitempty"`
	ReturnURL   string      `json:"return_url,omitempty"`
	CancelURL   string      `json:"cancel_url,omitempty"`
	Stage       Stage       `json:"stage"`
	Reason      string      `json:"reason,omitempty"`
	// Capture is the id of its capture.
	Capture string `json:"capture,omitempty"`
	// ExpiresAt is until when the stage lasts; zero: for ever.
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at,omitzero"`
	// WasAuthorised: the buyer has approved it once.
	WasAuthorised bool `json:"was_authorised,omitempty"`
	// Faults go wrong when it is captured by the buyer's own act.
	Faults Fault `json:"faults,omitempty"`
}

// Deed is a capture, a refund or a payout.
type Deed struct {
	ID       string        `json:"id"`
	Kind     transfer.Kind `json:"kind"`
	Transfer string        `json:"transfer"`
	Key      string        `json:"key"`
	// Of is the payment of a capture, and the capture of a refund.
	Of string `json:"of,omitempty"`
	To string `json:"to,omitempty"`
	// Asked is the amount that was asked for, Amount that which moves.
	Asked  money.Money     `json:"asked"`
	Amount money.Money     `json:"amount"`
	Status transfer.Status `json:"status"`
	Reason string          `json:"reason,omitempty"`
	At     time.Time       `json:"at"`
	// Then is what it comes to yet, at ThenAt or when SettlePending says so.
	Then   transfer.Status `json:"then,omitempty"`
	ThenAt time.Time       `json:"then_at,omitzero"`
}

// keyed is what is remembered of a key.
type keyed struct {
	Key    string `json:"key"`
	Digest string `json:"digest"`
	// ID is that of the payment or the deed that it stands for; empty: none was made.
	ID     string    `json:"id,omitempty"`
	At     time.Time `json:"at"`
	Answer said      `json:"answer"`
}

// said is a payment.Answer as it is stored.
type said struct {
	Status transfer.Status `json:"status"`
	Ref    string          `json:"ref,omitempty"`
	URL    string          `json:"url,omitempty"`
	Amount money.Money     `json:"amount,omitzero"`
	Reason string          `json:"reason,omitempty"`
	Unpaid bool            `json:"unpaid,omitempty"`
}

// Violation is a breach of the rule that a key stands for one deed.
type Violation struct {
	Key string `json:"key"`
	// Transfer is that of the second call.
	Transfer string `json:"transfer"`
	// Done: the second deed was done too, for the key had been forgotten; else the
	// call was refused.
	Done bool      `json:"done"`
	At   time.Time `json:"at"`
}

// change is one line of the journal: all that one act changes, at once.
type change struct {
	N         int                `json:"n,omitempty"`
	Payment   *Payment           `json:"payment,omitempty"`
	Deed      *Deed              `json:"deed,omitempty"`
	Key       *keyed             `json:"key,omitempty"`
	Moved     []payment.Movement `json:"moved,omitempty"`
	Violation *Violation         `json:"violation,omitempty"`

	seed   uint64
	faults Fault
	told   []payment.Notice
}

// begin is an empty change.
func (p *Provider) begin(f Fault) *change {
	return &change{N: p.n, seed: p.o.Seed, faults: f}
}

// id gives the next id out. It can't be guessed from another without the seed.
func (c *change) id(prefix string) string {
	c.N++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d/%d", prefix, c.seed, c.N))
	return prefix + "_" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// tell sends a notice once the change is done.
func (c *change) tell(transferID string, s transfer.Status) {
	c.told = append(c.told, payment.Notice{Transfer: transferID, Status: s})
}

// commit makes a change true: first on disk, then in memory.
func (p *Provider) commit(c *change, now time.Time) error {
	if p.journal != nil {
		if err := p.journal.append(c); err != nil {
			return fmt.Errorf("payment/fake: journal: %w", err)
		}
	}
	p.apply(c)
	for _, n := range c.told {
		p.notice(n, c.faults, now)
	}
	return nil
}

// apply is the only place where anything changes.
func (p *Provider) apply(c *change) {
	p.n = max(p.n, c.N)
	if c.Payment != nil {
		p.payments[c.Payment.ID] = c.Payment
		p.byTransfer[c.Payment.Transfer] = c.Payment.ID
	}
	if d := c.Deed; d != nil {
		if p.deeds[d.ID] == nil {
			p.order = append(p.order, d.ID)
			if d.Kind == transfer.Refund {
				p.refunds[d.Of] = append(p.refunds[d.Of], d.ID)
			}
		}
		p.deeds[d.ID] = d
		if d.Kind != transfer.Capture {
			p.byTransfer[d.Transfer] = d.ID
		}
		i := slices.Index(p.waiting, d.ID)
		switch {
		case d.Then != transfer.Unknown && i < 0:
			p.waiting = append(p.waiting, d.ID)
		case d.Then == transfer.Unknown && i >= 0:
			p.waiting = slices.Delete(p.waiting, i, i+1)
		}
	}
	if c.Key != nil {
		p.keys[c.Key.Key] = c.Key
	}
	p.movements = append(p.movements, c.Moved...)
	if c.Violation != nil {
		p.violations = append(p.violations, *c.Violation)
	}
}

// finish ends a deed, and moves the money if the end is one that does.
func (c *change) finish(d *Deed, s transfer.Status, now time.Time) {
	was := d.Status
	d.Status = s
	if s == transfer.Succeeded || s == transfer.Reversed && was == transfer.Succeeded {
		c.Moved = append(c.Moved, payment.Movement{
			Ref: d.ID, Transfer: d.Transfer, Kind: d.Kind, Reversal: s == transfer.Reversed, Amount: d.Amount, At: now,
		})
	}
	c.Deed = d
	c.tell(d.Transfer, s)
}

// settle lets come true what was to come, if it is due, or all of it.
func (p *Provider) settle(now time.Time, all bool) error {
	for _, id := range slices.Clone(p.waiting) {
		d := p.deeds[id]
		if !all && (d.ThenAt.IsZero() || d.ThenAt.After(now)) {
			continue
		}
		c, copied := p.begin(0), *d
		then := d.Then
		copied.Then, copied.ThenAt = transfer.Unknown, time.Time{}
		if then == transfer.Reversed {
			copied.Reason = "returned"
		}
		c.finish(&copied, then, now)
		if err := p.commit(c, now); err != nil {
			return err
		}
	}
	return nil
}
