package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// part is one part of a multipart body; a file if it has a file name.
type part struct {
	field, file string
	content     io.Reader
}

func text(field, value string) part { return part{field: field, content: strings.NewReader(value)} }

func upload(name, content string) part { return part{"files", name, strings.NewReader(content)} }

// multi sends a multipart body as it is made, without a length.
func (s *server) multi(who, path string, headers http.Header, parts ...part) reply {
	s.t.Helper()
	out, in := io.Pipe()
	form := multipart.NewWriter(in)
	go func() { in.CloseWithError(write(form, parts)) }()
	h := as(who)
	for name, values := range headers {
		h[name] = values
	}
	h.Set("Content-Type", form.FormDataContentType())
	return s.send("POST", path, h, out)
}

func write(form *multipart.Writer, parts []part) error {
	for _, p := range parts {
		disposition := map[string]string{"name": p.field}
		if p.file != "" {
			disposition["filename"] = p.file
		}
		w, err := form.CreatePart(map[string][]string{"Content-Disposition": {mime.FormatMediaType("form-data", disposition)}})
		if err == nil {
			_, err = io.Copy(w, p.content)
		}
		if err != nil {
			return err
		}
	}
	return form.Close()
}

// onDisk counts the files that the server keeps.
func (s *server) onDisk() int {
	s.t.Helper()
	n := 0
	err := filepath.WalkDir(filepath.Join(s.data, "files"), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	require.NoError(s.t, err)
	return n
}

// Files reach the other side as they were sent, and nobody else.
func TestFiles(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	path := "/api/v1/transactions/" + room.ID
	sent := s.multi("aoi", path+"/message", nil, text("body", "see \"both\"\n二つ"), upload("../../お願い.txt", "hello"), upload("a.txt", "world"), text("expected_seq", "4")).ok()
	last := sent.Timeline[len(sent.Timeline)-1]
	require.Equal(t, "see \"both\"\n二つ", last.Body)
	require.Len(t, last.Files, 2)
	require.Equal(t, "お願い.txt", last.Files[0].Name, "T7.5")
	require.Equal(t, "txt", last.Files[0].Kind, "T7.3")
	got := s.get("ren", path+"/files/"+last.Files[0].ID)
	require.Equal(t, "hello", string(got.body))
	disposition, params, err := mime.ParseMediaType(got.header.Get("Content-Disposition"))
	require.NoError(t, err)
	require.Equal(t, "attachment", disposition)
	require.Equal(t, "お願い.txt", params["filename"])
	require.Equal(t, "nosniff", got.header.Get("X-Content-Type-Options"))
	require.Equal(t, "application/octet-stream", got.header.Get("Content-Type"))
	require.Equal(t, 200, s.get("operator", path+"/files/"+last.Files[1].ID).status)
	s.get("haru", path+"/files/"+last.Files[0].ID).no(404)
	s.get("aoi", path+"/files/nothing").no(404)
	other := s.buy(`{"service_id":"logo"}`)
	s.get("aoi", "/api/v1/transactions/"+other.ID+"/files/"+last.Files[0].ID).no(404)

	only := s.multi("aoi", path+"/message", nil, upload("b.txt", "without words")).ok()
	require.Empty(t, only.Timeline[len(only.Timeline)-1].Body)
	s.multi("ren", path+"/deliver", nil, text("message", "done"), upload("c.txt", "work")).ok()
	require.Equal(t, 4, s.onDisk())
	s.multi("ren", path+"/message", nil, text("body", "x"), text("dry_run", "true"), upload("d.txt", "dry")).ok()
	require.Equal(t, 4, s.onDisk(), "dry_run keeps nothing")
}

// What may not be sent is refused as a whole, every bad file is named, and no
// byte of it stays.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	path := "/api/v1/transactions/" + room.ID + "/message"
	six := make([]part, 6)
	for i := range six {
		six[i] = upload(fmt.Sprintf("%d.txt", i), "x")
	}
	for _, c := range []struct {
		name   string
		status int
		rule   string
		parts  []part
	}{
		{"T7.1 six files", 422, "T7.1", six},
		{"T7.3 a renamed executable", 422, "T7.3", []part{upload("a.pdf", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"), upload("good.txt", "x"), upload("b.png", "\x7fELF\x02\x01\x01")}},
		{"T7.4 a zip bomb", 422, "T7.4", []part{upload("a.zip", bomb(t))}},
		{"empty file", 422, "T7.3", []part{upload("a.txt", "")}},
		{"unknown part", 422, "", []part{text("body", "x"), text("to", "y")}},
		{"a part twice", 422, "", []part{text("body", "x"), text("body", "y")}},
		{"no number", 422, "", []part{text("body", "x"), text("expected_seq", "4,\"dry_run\":true")}},
		{"invalid UTF-8", 422, "", []part{text("body", "\xff")}},
		{"nothing at all", 422, "T4.3", []part{text("body", " ")}},
		{"long words", 413, "", []part{text("body", strings.Repeat("x", 4_000_000))}},
	} {
		p := s.multi("aoi", path, nil, c.parts...).no(c.status)
		require.Equal(t, c.rule, p.Rule, "%s: %s", c.name, p.Detail)
		if c.name == "T7.3 a renamed executable" {
			require.Len(t, p.Errors, 2, "T7.6")
			require.Equal(t, []string{"files[0]", "files[2]"}, []string{p.Errors[0].Path, p.Errors[1].Path})
		}
		require.Equal(t, 4, s.room("aoi", room.ID).Seq, c.name)
		require.Zero(t, s.onDisk(), c.name)
	}
	s.multi("haru", path, nil, upload("a.txt", "x")).no(404)
	s.multi("aoi", "/api/v1/transactions/"+room.ID+"/approve", nil, text("body", "x")).no(415)
	s.multi("aoi", "/api/v1/transactions/"+room.ID+"/deliver", nil, text("message", "x"), upload("a.txt", "x")).no(403)
	h := as("aoi")
	h.Set("Content-Type", "multipart/form-data; boundary=b")
	s.send("POST", path, h, strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nhalf")).no(422)
	require.Zero(t, s.onDisk())
}

// bomb is a small archive of very many zeros.
func bomb(t *testing.T) string {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	w, err := archive.Create("zeros.txt")
	require.NoError(t, err)
	_, err = io.CopyN(w, zeros{}, 300_000_000)
	require.NoError(t, err)
	require.NoError(t, archive.Close())
	return out.String()
}

// zeros are without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// letters are without end.
type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// The limit of bytes itself is allowed, one byte more is not, with and without a
// length said before, and the memory of the server does not grow with a file
// (T7.2). It measures memory, so no other test runs beside it.
func TestLargeFiles(t *testing.T) {
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	path := "/api/v1/transactions/" + room.ID + "/message"
	large := func(n int64) part { return part{"files", "large.txt", io.LimitReader(letters{}, n)} }
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s.multi("aoi", path, nil, large(200_000_000)).ok()
	runtime.ReadMemStats(&after)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(40_000_000))
	require.Equal(t, 1, s.onDisk())

	require.Equal(t, "T7.2", s.multi("aoi", path, nil, large(200_000_001)).no(413).Rule)
	require.Equal(t, "T7.2", s.multi("aoi", path, nil, large(100_000_000), large(100_000_001)).no(413).Rule)
	req, err := http.NewRequest("POST", s.url+path, io.LimitReader(letters{}, 300_000_000))
	require.NoError(t, err)
	req.ContentLength = 300_000_000
	req.Header = as("aoi")
	req.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, 413, resp.StatusCode)
	require.Equal(t, 5, s.room("aoi", room.ID).Seq)
	require.Equal(t, 1, s.onDisk())
}

// A repeated upload with the same key is one message with one set of files;
// another file under the same name is another input.
func TestUploadKey(t *testing.T) {
	t.Parallel()
	s := start(t)
	room := s.buy(`{"service_id":"logo"}`)
	path := "/api/v1/transactions/" + room.ID + "/message"
	key := http.Header{"Idempotency-Key": {"k"}}
	first := s.multi("aoi", path, key, text("body", "x"), upload("a.txt", "one"))
	again := s.multi("aoi", path, key, text("body", "x"), upload("a.txt", "one"))
	require.Equal(t, string(first.body), string(again.body))
	s.multi("aoi", path, key, text("body", "x"), upload("a.txt", "two")).no(422)
	s.multi("aoi", path, key, text("body", "x"), upload("b.txt", "one")).no(422)
	require.Equal(t, 5, s.room("aoi", room.ID).Seq)
	require.Equal(t, 1, s.onDisk())
}

// The content of a cancelled talkroom is hidden from both sides in time, its
// files and the host's own data too; an operator still sees it (T3.14).
func TestHidden(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", "coconala-2026")
	s.freeze()
	room := s.buy(`{"service_id":"logo","metadata":{"memo":"a secret purpose"}}`)
	path := "/api/v1/transactions/" + room.ID
	require.Contains(t, string(s.get("ren", path).body), "a secret purpose")
	sent := s.multi("ren", path+"/message", nil, text("body", "a secret"), upload("secret.txt", "x")).ok()
	file := sent.Timeline[len(sent.Timeline)-1].Files[0].ID
	noted := s.do("aoi", room.ID, "annotate", `{"metadata":{"memo":"another secret"}}`).ok().Seq
	s.do("operator", room.ID, "operator-cancel", `{"reason":"the shop closed"}`).ok()
	require.Equal(t, 200, s.get("aoi", path+"/files/"+file).status)
	s.advance("72h")
	for _, who := range []string{"aoi", "ren"} {
		seen := s.get(who, path)
		require.NotContains(t, string(seen.body), "secret", "T3.14")
		require.Contains(t, string(seen.body), "the shop closed")
		require.True(t, seen.ok().Hidden)
		require.Empty(t, seen.ok().Metadata)
		require.True(t, seen.ok().Timeline[0].Hidden && seen.ok().Timeline[noted-1].Hidden, "it says that there is some")
		s.get(who, path+"/files/"+file).no(404)
	}
	for _, words := range []string{"a secret", "a secret purpose", "another secret"} {
		require.Contains(t, string(s.get("operator", path).body), words)
	}
	require.Equal(t, 200, s.get("operator", path+"/files/"+file).status)
	require.True(t, s.room("aoi", room.ID).CancelledAt.Before(at(time.Hour)))
}
