package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

func kindOf(r *http.Request) string {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

// upload answers a command with files: each part is streamed to disk as it
// arrives, so that memory does not grow with them.
func (a *API) upload(w http.ResponseWriter, r *http.Request, v market.Viewer, c command) error {
	u := a.market.Upload(attachment.Talkroom)
	defer u.Discard()
	if r.ContentLength > u.Limit()+maxOverhead {
		return market.ErrTooLarge
	}
	id := r.PathValue("id")
	if _, err := a.market.Part(r.Context(), v.Person, id); err != nil {
		return err
	}
	deadline(w, uploadTime)
	parts, err := readParts(limitBody(r, u), u, c.text)
	if err != nil {
		return err
	}
	files, err := u.Judge()
	if err != nil {
		return err
	}
	b := c.form()
	if no := decode(parts.json(c.text), b); no != nil {
		return no
	}
	how, err := call(r, append(parts.json(c.text), u.Sum()...), b.common())
	if err != nil {
		return err
	}
	how.Files = u
	done, err := a.market.Do(r.Context(), v, id, func(by transaction.Actor) transaction.Command { return c.make(b, files, by) }, how)
	u.Discard() // what a repeat or a dry run brought is gone before they hear of it
	return a.done(w, done.JSON, http.StatusOK, err)
}

// limitBody is a request whose body ends where files and their overhead must. The
// answer to what is too large still has to read the request's own body to its end.
func limitBody(r *http.Request, u *market.Upload) *http.Request {
	limited := *r
	limited.Body = http.MaxBytesReader(nil, r.Body, u.Limit()+maxOverhead)
	return &limited
}

// parts are the fields of a multipart body that are no files.
type parts map[string]string

// readParts reads part after part; files go to disk at once.
func readParts(r *http.Request, u *market.Upload, text string) (parts, error) {
	form, err := r.MultipartReader()
	if err != nil {
		return nil, invalid("", "multipart", "the body is no multipart/form-data: "+err.Error())
	}
	read := parts{}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return read, nil
		}
		if err != nil {
			return nil, broken(err)
		}
		if err := readPart(read, part, u, text); err != nil {
			return nil, err
		}
	}
}

func readPart(read parts, part *multipart.Part, u *market.Upload, text string) (err error) {
	body := heard{from: part}
	switch name := part.FormName(); name {
	case "files":
		err = u.Add(fileName(part), &body)
	case "":
		err = invalid("", "unknown", "a part without a name")
	case text, "expected_seq", "dry_run":
		err = read.add(name, &body)
	default:
		err = invalid(name, "unknown", fmt.Sprintf("no such part; %s, files, expected_seq and dry_run are", text))
	}
	if body.err != nil {
		return broken(body.err)
	}
	return err
}

// heard remembers why a body could not be read on, to tell a sender's fault from
// a disk's.
type heard struct {
	from io.Reader
	err  error
}

func (h *heard) Read(p []byte) (int, error) {
	n, err := h.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		h.err = err
	}
	return n, err
}

// fileName is the name as its sender wrote it, path and all: what is wrong with
// it, the rules say (T7.5).
func fileName(part *multipart.Part) string {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return part.FileName()
	}
	return params["filename"]
}

// broken is a body that can't be read on.
func broken(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return err
	case errors.Is(err, os.ErrDeadlineExceeded):
		return plain(http.StatusRequestTimeout, policy.English)
	}
	return invalid("", "multipart", "the body ends in the middle or can't be read as multipart/form-data")
}

func (p parts) add(name string, part io.Reader) error {
	if _, twice := p[name]; twice {
		return invalid(name, "duplicate", "stands there twice")
	}
	data, err := io.ReadAll(io.LimitReader(part, maxBody+1))
	if err != nil {
		return err
	}
	if len(data) > maxBody {
		return market.ErrTooLarge
	}
	p[name] = string(data)
	return nil
}

// json is the fields as a JSON body, so that they are judged as one: the text as
// it is, the others as they would stand there.
func (p parts) json(text string) []byte {
	out := []byte(`{`)
	add := func(name, value string) {
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(out, strconv.Quote(name)+":"+value...)
	}
	add(text, quoteJSON(p[text]))
	for _, name := range []string{"expected_seq", "dry_run"} {
		if value, ok := p[name]; ok {
			if _, err := strconv.Atoi(value); err != nil && value != "true" && value != "false" {
				value = quoteJSON(value) // it will be said to be a text
			}
			add(name, value)
		}
	}
	return append(out, '}')
}

// quoteJSON is a JSON text that keeps every byte, so that what is no UTF-8 is
// found by whoever reads it.
func quoteJSON(s string) string {
	out := []byte{'"'}
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c < ' ':
			out = fmt.Appendf(out, `\u%04x`, c)
		default:
			out = append(out, c)
		}
	}
	return string(append(out, '"'))
}

// download sends an attached file to a party or an operator.
func (a *API) download(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	file, about, err := a.market.File(r.Context(), v, r.PathValue("id"), r.PathValue("file"))
	if err != nil {
		return err
	}
	return sendFile(w, r, file, about)
}

// sendFile sends a file that nothing is done with but keeping it.
func sendFile(w http.ResponseWriter, r *http.Request, file *os.File, about market.File) error {
	defer file.Close()
	name := about.Name
	if name == "" {
		name = "file"
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}
