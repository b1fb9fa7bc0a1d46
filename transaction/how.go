package transaction

// How says in which way a transaction or a request ended.
type How uint8

// The ways. Stored by name; only ever appended.
const (
	HowNone       How = iota
	ByAgreement       // the other side agreed (T3.6)
	BySilence         // nobody answered in time (T3.7)
	BySystem          // a deadline of the system (T2.1)
	ByOperator        // an operator's act (T3.15)
	ByReview          // the buyer's review closed it (T4.4)
	ByTime            // the time after the approval ran out (T4.4)
	ByAutoApprove     // approved by itself (T4.6)
	ByAge             // the talkroom's age limit (T4.9)
	Unpaid            // the payment due date passed (T1.5)
	Abandoned         // the buyer gave up before paying (T1.5)
	howCount
)

var howNames = [howCount]string{"none", "agreed", "silence", "system", "operator", "review", "time", "auto_approval", "age", "unpaid", "abandoned"}

// String is the way's stored and printed name.
func (h How) String() string {
	if h < howCount {
		return howNames[h]
	}
	return "how?"
}

// MarshalText writes the way's name.
func (h How) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads a way's name.
func (h *How) UnmarshalText(text []byte) error {
	for i, name := range howNames {
		if name == string(text) {
			*h = How(i)
			return nil
		}
	}
	return unknownName("way", string(text), howNames[:])
}

// PaymentKind says what a payment was for.
type PaymentKind uint8

// The kinds of payment. Stored by name; only ever appended.
const (
	ForPurchase PaymentKind = iota
	ForOption
	Additional
	paymentKinds
)

var paymentNames = [paymentKinds]string{"purchase", "option", "additional"}

// String is the kind's stored and printed name.
func (k PaymentKind) String() string {
	if k < paymentKinds {
		return paymentNames[k]
	}
	return "payment?"
}

// MarshalText writes the kind's name.
func (k PaymentKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind's name.
func (k *PaymentKind) UnmarshalText(text []byte) error {
	for i, name := range paymentNames {
		if name == string(text) {
			*k = PaymentKind(i)
			return nil
		}
	}
	return unknownName("kind of payment", string(text), paymentNames[:])
}
