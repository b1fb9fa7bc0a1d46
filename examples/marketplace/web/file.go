package web

import (
	"cmp"
	"mime"
	"net/http"
	"time"
)

// file sends an attached file to a party or an operator, never to be shown here.
func (v *visit) file() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	file, about, err := v.market.File(v.r.Context(), v.viewer(), v.r.PathValue("id"), v.r.PathValue("file"))
	if err != nil {
		return err
	}
	defer file.Close()
	h := v.w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": cmp.Or(about.Name, "file")}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	http.ServeContent(v.w, v.r, "", time.Time{}, file)
	return nil
}
