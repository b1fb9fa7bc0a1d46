package main

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// slowly gives its text a piece at a time.
type slowly struct {
	text  string
	begun chan struct{}
}

func (s *slowly) Read(p []byte) (int, error) {
	if s.text == "" {
		return 0, io.EOF
	}
	if s.begun != nil {
		close(s.begun)
		s.begun = nil
	}
	time.Sleep(20 * time.Millisecond)
	n := copy(p, s.text[:1])
	s.text = s.text[1:]
	return n, nil
}

// A program that is told to end answers what is under way first.
func TestShutdown(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	body := &slowly{text: `{"body":"the last words"}`, begun: make(chan struct{})}
	begun := body.begun
	got := make(chan int, 1)
	go func() {
		req, err := http.NewRequestWithContext(context.Background(), "POST", s.url+"/api/v1/transactions/"+room.ID+"/message", body)
		if err != nil {
			got <- 0
			return
		}
		req.Header = as("ren")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			got <- 0
			return
		}
		_ = resp.Body.Close()
		got <- resp.StatusCode
	}()
	<-begun
	time.Sleep(50 * time.Millisecond) // the request is at the server by now
	s.stop()
	require.Equal(t, 200, <-got)
	again := startIn(t, s.data)
	require.Equal(t, "the last words", again.room("aoi", room.ID).Timeline[4].Body)
}

// A body that ends early is refused, and one that is no body of its kind too.
func TestBrokenBodies(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	path := "/api/v1/transactions/" + room.ID + "/message"
	h := as("aoi")
	h.Set("Content-Type", "multipart/form-data")
	s.send("POST", path, h, strings.NewReader("x")).no(422)
	h.Set("Content-Type", "multipart/form-data; boundary=b")
	s.send("POST", path, h, strings.NewReader("no boundary at all")).no(422)
	s.send("POST", path, h, strings.NewReader("")).no(422)
	require.Equal(t, 4, s.room("aoi", room.ID).Seq)
}
