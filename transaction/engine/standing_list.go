package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/torikime/torikime/store"
)

// ListingsByWeight lists services by their sellers' weights in a search, the
// largest first, then by id (T6.5). It weighs every service for each page: a
// marketplace of many thousands keeps an index of its own. Somebody whose weight
// changes between two pages may stand on both, or on none.
func (e *Engine) ListingsByWeight(ctx context.Context, q ListingQuery) (Page[ListingView], error) {
	after, err := parsePlace(q.Cursor)
	if err != nil {
		return Page[ListingView]{}, err
	}
	limit, err := limitOf(q.Limit)
	if err != nil {
		return Page[ListingView]{}, err
	}
	places, err := e.places(ctx, q.Seller)
	if err != nil {
		return Page[ListingView]{}, err
	}
	slices.SortFunc(places, place.compare)
	if q.Cursor != "" {
		begin, found := slices.BinarySearchFunc(places, after, place.compare)
		if found {
			begin++
		}
		places = places[begin:]
	}
	var page Page[ListingView]
	if len(places) > limit {
		places = places[:limit]
		page.Next = places[limit-1].String()
	}
	streams := make([]string, len(places))
	for i := range places {
		streams[i] = e.listings.stream(places[i].id)
	}
	page.Items, err = e.listingViews(ctx, streams)
	return page, err
}

// place is a service's place in a search. As text it is a cursor.
type place struct {
	weight int
	id     string
}

func (p place) String() string { return strconv.Itoa(p.weight) + "/" + p.id }

func (p place) compare(o place) int {
	return cmp.Or(cmp.Compare(o.weight, p.weight), strings.Compare(p.id, o.id))
}

func parsePlace(cursor string) (place, error) {
	if cursor == "" {
		return place{}, nil
	}
	number, id, ok := strings.Cut(cursor, "/")
	weight, err := strconv.Atoi(number)
	p := place{weight, id}
	if err != nil || !ok || weight < 0 || !validID(id) || p.String() != cursor {
		return place{}, fmt.Errorf("%w: Cursor: %.100q is no cursor of this list", store.ErrInvalid, cursor)
	}
	return p, nil
}

// places weighs every service, or those of one seller.
func (e *Engine) places(ctx context.Context, seller string) ([]place, error) {
	label := servicesLabel
	if seller != "" {
		label = offeredLabel(seller)
	}
	var places []place
	weights := map[string]int{}
	for s, err := range labelledStates(ctx, e, &e.listings, label, e.Now()) {
		if err != nil {
			return nil, err
		}
		if _, known := weights[s.Seller]; !known {
			v, err := e.Standing(ctx, s.Seller)
			if err != nil {
				return nil, err
			}
			weights[s.Seller] = v.Weight
		}
		places = append(places, place{weights[s.Seller], s.ID})
	}
	return places, nil
}
