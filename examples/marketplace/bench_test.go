package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

// BenchmarkMessage is one message over HTTP with its commit, in talkrooms of a
// few messages each, as several clients send them.
func BenchmarkMessage(b *testing.B) {
	s := benchServer(b)
	var n atomic.Int64
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		id := ""
		for i := 0; pb.Next(); i++ {
			if i%10 == 0 {
				id = idOf(send(b, s, "aoi", "/api/v1/purchases", `{"service_id":"logo"}`))
			}
			send(b, s, "ren", "/api/v1/transactions/"+id+"/message", fmt.Sprintf(`{"body":"message %d"}`, n.Add(1)))
		}
	})
}

// BenchmarkPurchase is one purchase over HTTP, as several clients send them: "later"
// is the order alone, "instant" the order, the provider's call and all that is
// written around it.
func BenchmarkPurchase(b *testing.B) {
	for _, payment := range []string{"later", "instant"} {
		b.Run(payment, func(b *testing.B) {
			s := benchServer(b)
			b.SetParallelism(4)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					send(b, s, "aoi", "/api/v1/purchases", `{"service_id":"logo","payment":"`+payment+`"}`)
				}
			})
		})
	}
}

func send(b *testing.B, url, who, path, body string) string {
	req, err := http.NewRequest("POST", url+path, strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	req.Header = as(who)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode >= 300 {
		b.Fatal(err, string(data))
	}
	return string(data)
}

func benchServer(b *testing.B) string {
	out, in := io.Pipe()
	go func() {
		_ = run(b.Context(), []string{"-addr", "127.0.0.1:0", "-data", b.TempDir()}, func(string) string { return "" }, in)
	}()
	line := make([]byte, 200)
	n, err := out.Read(line)
	if err != nil {
		b.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	_, rest, _ := strings.Cut(string(line[:n]), "http://")
	return "http://" + rest[:strings.Index(rest, "/")]
}
