package web

import (
	"cmp"
	"io"
	"mime"
	"net/http"
	"time"
)

// file sends an attached file to a party or an operator.
func (v *visit) file() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	file, about, err := v.market.File(v.r.Context(), v.viewer(), v.r.PathValue("id"), v.r.PathValue("file"))
	if err != nil {
		return err
	}
	defer file.Close()
	v.download(file, cmp.Or(about.Name, "file"))
	return nil
}

// download sends a file to be kept, never to be shown here.
func (v *visit) download(file io.ReadSeeker, name string) {
	h := v.w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	http.ServeContent(v.w, v.r, "", time.Time{}, file)
}
