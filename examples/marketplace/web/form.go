package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// form is what somebody filled in.
type form struct{ url.Values }

const (
	maxForm     = 1 << 20          // words alone
	maxOverhead = 2 << 20          // words and headers beside files
	maxDrain    = 1_000_000_000    // of an upload that is too large, so that its sender hears the answer
	formTime    = 30 * time.Second // for words to arrive
	uploadTime  = time.Hour        // for files
)

// form reads a form without files.
func (v *visit) form() (form, error) {
	_ = http.NewResponseController(v.w).SetReadDeadline(time.Now().Add(formTime)) // a connection that knows no deadlines has none
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxForm)
	err := v.r.ParseForm()
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return form{}, err
	}
	if err != nil {
		return form{}, status(http.StatusBadRequest)
	}
	return form{v.r.PostForm}, nil
}

// call is how a form's command is carried out: its key makes a second click
// harmless, its seq keeps a person from agreeing to what he has not seen.
func (v *visit) call(f form, files []byte) market.Call {
	c := market.Call{Input: append([]byte(v.r.Method+" "+v.r.URL.Path+"\n"+f.Encode()), files...)}
	if key := f.Get("key"); key != "" && len(key) <= 100 {
		c.Key = "page-" + key
	}
	if seq, err := strconv.Atoi(f.Get("seq")); err == nil {
		c.ExpectedSeq = &seq
	}
	return c
}

// whole is a whole number of a field; blank is the zero.
func (f form) whole(lang policy.Language, name string) (int, *policy.Rejection) {
	text := strings.TrimSpace(f.Get(name))
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, market.Invalid(name, "number", say(lang, "offer.number", "value", text))
	}
	return n, nil
}

// money is an amount of a field, with or without commas.
func (f form) money(lang policy.Language, name string, c money.Currency) (money.Money, *policy.Rejection) {
	text := strings.ReplaceAll(strings.TrimSpace(f.Get(name)), ",", "")
	m, err := money.Parse(text, c.String())
	if err != nil {
		return m, market.Invalid(name, "amount", say(lang, "offer.money", "value", text))
	}
	return m, nil
}

// text is a field with the line breaks that people mean; browsers send \r\n.
func (f form) text(name string) string { return strings.ReplaceAll(f.Get(name), "\r\n", "\n") }

// upload reads a form with files: they go to disk as they arrive, so memory does
// not grow with them. The words stand before the files in every form, and are
// given back with an error, too.
func (v *visit) upload(u *market.Upload) (form, error) {
	_ = http.NewResponseController(v.w).SetReadDeadline(time.Now().Add(uploadTime)) // as in form
	f := form{url.Values{}}
	body := v.r.Body
	if v.r.ContentLength > maxDrain {
		return f, market.ErrTooLarge
	}
	v.r.Body = http.MaxBytesReader(nil, body, u.Limit()+maxOverhead)
	err := v.readParts(u, f)
	if err != nil {
		_, _ = io.CopyN(io.Discard, body, maxDrain) // whoever is told "too large" has to be able to hear it
	}
	return f, err
}

func (v *visit) readParts(u *market.Upload, f form) error {
	reader, err := v.r.MultipartReader()
	if err != nil {
		return status(http.StatusBadRequest)
	}
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = readPart(u, f, part)
		}
		if err != nil {
			return broken(err)
		}
	}
}

func readPart(u *market.Upload, f form, part *multipart.Part) error {
	name := part.FormName()
	if name != "files" {
		data, err := io.ReadAll(io.LimitReader(part, maxForm+1))
		if err == nil && len(data) > maxForm {
			err = market.ErrTooLarge
		}
		f.Add(name, string(data))
		return err
	}
	// A field in which no file was chosen is sent as a file without a name.
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		params = map[string]string{"filename": part.FileName()}
	}
	if params["filename"] == "" {
		return nil
	}
	return u.Add(params["filename"], part)
}

// broken tells a body that can't be read from what was judged.
func broken(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, multipart.ErrMessageTooLarge) || errors.Is(err, os.ErrDeadlineExceeded) {
		return status(http.StatusBadRequest)
	}
	return err
}
