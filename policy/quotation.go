package policy

// Quotation is the part of rule section 1 that comes before a purchase.
type Quotation struct {
	// Lapse is the time to buy a proposal; an edit starts it anew (T1.3).
	Lapse Window `json:"lapse"`
	// Price limits a proposal's price (T1.4).
	Price Limits `json:"price"`
	// RefusalReasons are the reasons a seller may refuse a request with (T1.1).
	RefusalReasons []string `json:"refusal_reasons"`
}
