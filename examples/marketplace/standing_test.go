package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// sell lets aoi buy a service, and the seller finish it, with a review.
func (s *server) sell(service, seller, review string) string {
	s.t.Helper()
	id := s.buy(fmt.Sprintf(`{"service_id":%q}`, service)).ID
	s.do(seller, id, "message", `{"body":"hello"}`).ok()
	s.do(seller, id, "deliver", `{"message":"here"}`).ok()
	s.do("aoi", id, "approve", ``).ok()
	s.do("aoi", id, "review", review).ok()
	return id
}

func (s *server) service(id string) market.Service {
	s.t.Helper()
	return into[market.Service](s.get("haru", "/api/v1/services/"+id))
}

func (s *server) standing(who string) market.Standing {
	s.t.Helper()
	return into[market.Standing](s.get(who, "/api/v1/sellers/ren/standing"))
}

// What a seller has done stands on his services: the stars of each, and his own
// completion rate and rank.
func TestStanding(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	fresh := s.service("logo")
	require.Nil(t, fresh.Rating, "T6.1 none yet")
	require.Nil(t, fresh.CompletionRate, "T6.2 none yet")
	require.Nil(t, fresh.Rank)
	require.Empty(t, fresh.ItemAverages)

	for _, stars := range []string{"5", "5", "4"} {
		s.sell("logo", "ren", `{"stars":`+stars+`,"items":{"quality":`+stars+`}}`)
	}
	s.sell("portrait", "ren", `{"stars":3}`)
	silent := s.buy(`{"service_id":"portrait"}`)
	s.advance("48h") // T2.1 cancels, and it counts
	require.Equal(t, "cancelled", s.room("aoi", silent.ID).Phase)

	logo, portrait := s.service("logo"), s.service("portrait")
	require.Equal(t, 4.7, *logo.Rating, "T6.1 14/3, one decimal")
	require.Equal(t, 3, logo.Reviews)
	require.Equal(t, 3.0, *portrait.Rating, "T5.9 each service its own")
	require.Equal(t, 4.3, *portrait.SellerRating, "T6.1 17/4 = 4.25, half up")
	require.Equal(t, 0.8, *portrait.CompletionRate, "T6.2 4 of 5")
	require.Empty(t, logo.ItemAverages, "T5.11 coconala shows none")
	require.Nil(t, logo.Rank, "T6.3 computed on the 1st alone")

	mine := s.standing("ren")
	require.Nil(t, mine.Rank)
	require.EqualValues(t, []int64{4, 1}, []int64{mine.Completed, mine.Cancelled})
	next := mine.NextRecompute
	require.Equal(t, time.Date(2030, 1, 31, 15, 0, 0, 0, time.UTC), next, "T6.3 the 1st in Tokyo")
	s.advance(next.Sub(mine.At).String())
	mine = s.standing("ren")
	require.Equal(t, "regular", *mine.Rank, "T6.3")
	require.Equal(t, "regular", *s.service("logo").Rank)
	require.EqualValues(t, 4, mine.Figures.Sales)
	require.Equal(t, "33500 JPY", mine.Figures.Revenue[0].String())
	require.True(t, mine.Figures.IdentityChecked)
	require.NotNil(t, mine.Figures.SeenAt, "T6.3 ren was there")
	require.Equal(t, mine.RecomputedAt, next)
	require.Positive(t, mine.SearchWeight, "T6.5")

	require.NotNil(t, s.standing("operator").Figures)
	other := s.standing("sora")
	require.Nil(t, other.Figures, "a seller's figures are his own")
	require.Equal(t, "regular", *other.Rank)
	for _, id := range []string{"aoi", "nobody", "%ff"} {
		s.get("aoi", "/api/v1/sellers/"+id+"/standing").no(http.StatusNotFound)
	}
}

// A seller sees the average of a buyer with whom he has a transaction; the buyer
// does not.
func TestBuyerRating(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	first := s.sell("logo", "ren", `{"stars":5}`)
	require.Nil(t, s.room("ren", first).BuyerRating, "T5.9 none yet")
	s.do("ren", first, "review", `{"stars":4}`).ok()
	s.do("ren", s.sell("logo", "ren", `{"stars":5}`), "review", `{"stars":5}`).ok()
	other := s.buy(`{"service_id":"translation"}`).ID
	require.Equal(t, 4.5, *s.room("ren", first).BuyerRating)
	require.Equal(t, 4.5, *s.room("sora", other).BuyerRating, "T5.9 from his purchase on")
	require.Equal(t, 4.5, *s.room("operator", first).BuyerRating)
	require.Nil(t, s.room("aoi", first).BuyerRating, "T5.9 not for the buyer")
}

// Services come in the order of their sellers' weights when that is asked for.
func TestServicesByWeight(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	s.sell("jingle", "sora", `{"stars":5}`)
	order := func(path string) (ids []string) {
		for path != "" {
			page := into[market.Page[market.Service]](s.get("haru", path))
			for _, item := range page.Items {
				ids = append(ids, item.ID)
			}
			if path = ""; page.NextCursor != nil {
				path = "/api/v1/services?sort=weight&limit=3&cursor=" + *page.NextCursor
			}
		}
		return ids
	}
	require.Equal(t, []string{"jingle", "translation", "logo", "portrait"}, order("/api/v1/services?sort=weight&limit=3"), "T6.5")
	require.Equal(t, order("/api/v1/services"), order("/api/v1/services?sort=newest"))
	require.Equal(t, "sort", s.get("haru", "/api/v1/services?sort=best").no(422).Errors[0].Path)
	require.Equal(t, "cursor", s.get("haru", "/api/v1/services?sort=weight&cursor=x").no(422).Errors[0].Path)
}

// After an automatic pause the seller resumes all his services at once.
func TestResumeAll(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	id := s.buy(`{"service_id":"translation"}`).ID
	s.do("sora", id, "message", `{"body":"hello"}`).ok()
	s.do("aoi", id, "message", `{"body":"hello?"}`).ok()
	s.advance("96h")
	s.do("aoi", id, "request-cancel", `{"reason":"seller_unreachable"}`).ok()
	s.advance("24h")
	standing := func(who string) market.Standing {
		return into[market.Standing](s.get(who, "/api/v1/sellers/sora/standing"))
	}
	require.Equal(t, &market.Pause{At: at(120 * time.Hour), Services: []string{"jingle", "translation"}}, standing("sora").Pause, "T3.9")
	require.Nil(t, standing("haru").Pause)
	require.Equal(t, 1.0, *standing("haru").Rating, "T5.10")

	const path = "/api/v1/services/resume-all"
	require.Equal(t, "T6.4", s.post("aoi", path, ``).no(http.StatusForbidden).Rule)
	require.Equal(t, "expected_seq", s.post("sora", path, `{"expected_seq":1}`).no(422).Errors[0].Path)
	require.Equal(t, 2, into[market.Resumed](s.post("sora", path, `{"dry_run":true}`)).Resumed)
	require.False(t, s.service("jingle").Accepting, "a dry run writes nothing")
	require.Equal(t, 2, into[market.Resumed](s.post("sora", path, ``, "Idempotency-Key", "k")).Resumed, "T6.4")
	require.True(t, s.service("jingle").Accepting)
	require.True(t, s.service("translation").Accepting)
	require.Empty(t, standing("sora").Pause.Services)

	s.post("sora", "/api/v1/services/jingle/pause", ``)
	require.Equal(t, 2, into[market.Resumed](s.post("sora", path, ``, "Idempotency-Key", "k")).Resumed, "the first answer again")
	require.False(t, s.service("jingle").Accepting, "a repeat resumes nothing")
	require.Equal(t, 1, into[market.Resumed](s.post("sora", path, ``)).Resumed)
	require.Equal(t, 0, into[market.Resumed](s.post("sora", path, ``)).Resumed, "T6.4 harmless")
}
