package main

import (
	"fmt"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/paypal"
)

// paying are the payment providers that the environment configures.
func paying(env func(string) string) ([]payment.Provider, error) {
	var list []payment.Provider
	options, ok, err := paypal.FromEnv(env)
	if err != nil {
		return nil, err
	}
	if ok {
		p, err := paypal.New(options)
		if err != nil {
			return nil, fmt.Errorf("paypal: %w", err)
		}
		list = append(list, p)
	}
	return list, nil
}
