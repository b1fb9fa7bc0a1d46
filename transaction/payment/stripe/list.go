package stripe

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"

	sdk "github.com/stripe/stripe-go/v85"
	"github.com/stripe/stripe-go/v85/form"
)

// mostPages is how many pages of a hundred are read in search of one thing, or for
// one report.
const mostPages = 1000

var errTooMany = errors.New("there are more pages than are read")

// page is one page of a list, whose parts are looked at before they are believed.
type page[T any] struct {
	sdk.APIResource
	Object string `json:"object"`
	Data   []*T   `json:"data"`
	More   *bool  `json:"has_more"`
}

// pages are the items of all pages, newest first, or the error that ends them. An
// answer that is no list is an error, not an empty list. (The SDK's own walk through
// pages takes anything for a list, panics at a null in it, and never ends when a
// server says for ever that there is more.)
func pages[T any](ctx context.Context, p *Provider, path string, params sdk.ListParamsContainer) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		params.GetListParams().Limit = sdk.Int64(100)
		for range mostPages {
			list, err := read[T](ctx, p, path, params)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, item := range list.Data {
				if !yield(item, nil) {
					return
				}
			}
			if !*list.More {
				return
			}
			last := idOf(list.Data[len(list.Data)-1])
			if last == "" {
				yield(nil, fmt.Errorf("%w: a list of things without ids", errNonsense))
				return
			}
			params.GetListParams().StartingAfter = &last
		}
		yield(nil, errTooMany)
	}
}

func read[T any](ctx context.Context, p *Provider, path string, params sdk.ListParamsContainer) (*page[T], error) {
	values, list := &form.Values{}, &page[T]{}
	form.AppendTo(values, params)
	err := p.backend.CallRaw(http.MethodGet, path, p.o.Key, []byte(values.Encode()), &sdk.Params{Context: ctx}, list)
	switch {
	case err != nil:
		return nil, err
	case list.Object != "list", list.Data == nil, list.More == nil, slices.Contains(list.Data, nil):
		return nil, fmt.Errorf("%w: no list", errNonsense)
	case *list.More && len(list.Data) == 0:
		return nil, fmt.Errorf("%w: an empty page, and more behind it", errNonsense)
	}
	return list, nil
}

func idOf(item any) string {
	switch item := item.(type) {
	case *sdk.CheckoutSession:
		return item.ID
	case *sdk.Dispute:
		return item.ID
	case *sdk.Refund:
		return item.ID
	case *sdk.Transfer:
		return item.ID
	case *sdk.BalanceTransaction:
		return item.ID
	}
	return ""
}

// find is the first item that fits; nil: none does.
func find[T any](list iter.Seq2[*T, error], fits func(*T) bool) (*T, error) {
	for item, err := range list {
		if err != nil {
			return nil, err
		}
		if fits(item) {
			return item, nil
		}
	}
	return nil, nil
}

// checkRef reports an id without one of the prefixes that Stripe gives its kind.
func checkRef(id string, prefixes ...string) error {
	if !slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(id, prefix) && len(id) > len(prefix) }) {
		return fmt.Errorf("%w: an id without %s", errNonsense, strings.Join(prefixes, " or "))
	}
	return nil
}
