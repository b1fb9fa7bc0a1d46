package paypal

// The parts of PayPal's objects that are written or read here. PayPal adds fields
// as it likes; what is needed of them is checked where it is used.

type order struct {
	ID            string         `json:"id,omitempty"`
	Intent        string         `json:"intent,omitempty"`
	Status        string         `json:"status,omitempty"`
	PurchaseUnits []purchaseUnit `json:"purchase_units"`
	Source        *paymentSource `json:"payment_source,omitempty"`
	Links         []link         `json:"links,omitempty"`
}

type purchaseUnit struct {
	CustomID    string    `json:"custom_id,omitempty"`
	InvoiceID   string    `json:"invoice_id,omitempty"`
	Description string    `json:"description,omitempty"`
	Amount      amount    `json:"amount,omitzero"`
	Payments    *payments `json:"payments,omitempty"`
}

type payments struct {
	Captures []capture `json:"captures"`
	Refunds  []refund  `json:"refunds"`
}

type paymentSource struct {
	PayPal *payPalSource `json:"paypal,omitempty"`
}

type payPalSource struct {
	Experience experience `json:"experience_context"`
}

type experience struct {
	Brand       string `json:"brand_name,omitempty"`
	LandingPage string `json:"landing_page,omitempty"`
	Shipping    string `json:"shipping_preference"`
	UserAction  string `json:"user_action"`
	Preference  string `json:"payment_method_preference"`
	ReturnURL   string `json:"return_url,omitempty"`
	CancelURL   string `json:"cancel_url,omitempty"`
}

type statusDetails struct {
	Reason string `json:"reason"`
}

type capture struct {
	ID            string        `json:"id"`
	Status        string        `json:"status"`
	StatusDetails statusDetails `json:"status_details"`
	Amount        amount        `json:"amount"`
	CustomID      string        `json:"custom_id"`
	InvoiceID     string        `json:"invoice_id"`
	Supplementary struct {
		Related struct {
			OrderID string `json:"order_id"`
		} `json:"related_ids"`
	} `json:"supplementary_data"`
}

type refund struct {
	ID            string        `json:"id"`
	Status        string        `json:"status"`
	StatusDetails statusDetails `json:"status_details"`
	Amount        amount        `json:"amount"`
	CustomID      string        `json:"custom_id"`
	InvoiceID     string        `json:"invoice_id"`
}

type refundRequest struct {
	Amount    amount `json:"amount"`
	CustomID  string `json:"custom_id"`
	InvoiceID string `json:"invoice_id"`
}

type payoutRequest struct {
	Header senderHeader `json:"sender_batch_header"`
	Items  []payoutItem `json:"items"`
}

type senderHeader struct {
	ID      string `json:"sender_batch_id"`
	Subject string `json:"email_subject,omitempty"`
}

type payoutItem struct {
	RecipientType string       `json:"recipient_type"`
	Receiver      string       `json:"receiver"`
	Amount        payoutAmount `json:"amount"`
	SenderItemID  string       `json:"sender_item_id"`
}

type payoutBatch struct {
	Header struct {
		ID     string       `json:"payout_batch_id"`
		Status string       `json:"batch_status"`
		Sender senderHeader `json:"sender_batch_header"`
	} `json:"batch_header"`
	Items []payoutItemStatus `json:"items"`
}

type payoutItemStatus struct {
	ID     string     `json:"payout_item_id"`
	Status string     `json:"transaction_status"`
	Item   payoutItem `json:"payout_item"`
	Errors struct {
		Name string `json:"name"`
	} `json:"errors"`
}
