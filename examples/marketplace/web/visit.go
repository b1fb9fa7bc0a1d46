package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// The cookies: who somebody is, the language that he chose, and what is to be
// said on the next page.
const (
	cookieWho  = "who"
	cookieLang = "lang"
	cookieSaid = "said"
)

// visit is one request: who asks, and in which language.
type visit struct {
	*site
	w    http.ResponseWriter
	r    *http.Request
	lang policy.Language
	me   market.Person
	in   bool // signed in
	back string
	next *time.Time // the next deadline of the talkroom that is shown
}

func (s *site) visit(w http.ResponseWriter, r *http.Request) *visit {
	v := &visit{site: s, w: w, r: r, lang: market.LanguageOf(r.Header.Get("Accept-Language"))}
	if c, err := r.Cookie(cookieLang); err == nil && (c.Value == "en" || c.Value == "ja") {
		v.lang = policy.Language(c.Value)
	}
	if c, err := r.Cookie(cookieWho); err == nil {
		if v.me, v.in = s.market.Login(c.Value); v.in {
			s.market.Saw(r.Context(), v.me)
		}
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		v.back = r.URL.RequestURI()
	}
	return v
}

// viewer is who looks, for package market.
func (v *visit) viewer() market.Viewer { return market.Viewer{Person: v.me, Language: v.lang} }

func (v *visit) say(key string, fill ...string) string { return say(v.lang, key, fill...) }

// setCookie sets a cookie that no script reads and no other site sends along.
func (v *visit) setCookie(name, value string, life time.Duration) {
	c := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.r.TLS != nil, MaxAge: int(life.Seconds())}
	if life < 0 {
		c.MaxAge = -1
	}
	http.SetCookie(v.w, c)
}

const (
	longLife  = 365 * 24 * time.Hour
	shortLife = time.Minute
	noLife    = -time.Second
)

// goTo ends a POST: the browser asks for the page anew, so a reload repeats
// nothing. What is said stands on that page once.
func (v *visit) goTo(path, said string) error {
	if said != "" {
		v.setCookie(cookieSaid, said, shortLife)
	}
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// said is what the last act left to be said, once.
func (v *visit) said() string {
	c, err := v.r.Cookie(cookieSaid)
	if err != nil {
		return ""
	}
	v.setCookie(cookieSaid, "", noLife)
	if !known(c.Value) || !strings.HasPrefix(c.Value, "said.") && !strings.HasPrefix(c.Value, "done.") {
		return ""
	}
	return v.say(c.Value, "who", v.me.Name)
}

// local is a path of this site, or the services: a form's way back never leads
// elsewhere.
func local(path string) string {
	u, err := url.Parse(path)
	if err != nil || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsRune(path, '\\') || u.Host != "" || u.Scheme != "" {
		return "/services"
	}
	return u.String()
}

// nowhere is every path that is no page.
func (v *visit) nowhere() error { return status(http.StatusNotFound) }

// people is the first page: who would you like to be?
func (v *visit) people() error {
	return v.show(http.StatusOK, "people", "people.title", struct {
		People []market.DemoPerson
		Wrong  bool
		Back   string
	}{v.market.DemoPeople(), false, local(v.r.URL.Query().Get("back"))})
}

// login remembers who somebody is.
func (v *visit) login() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	token := strings.TrimSpace(f.Get("token"))
	me, ok := v.market.Login(token)
	if !ok {
		v.back = "/"
		return v.show(http.StatusUnprocessableEntity, "people", "people.title", struct {
			People []market.DemoPerson
			Wrong  bool
			Back   string
		}{v.market.DemoPeople(), true, local(f.Get("back"))})
	}
	v.me, v.in = me, true
	v.setCookie(cookieWho, token, longLife)
	return v.goTo(local(f.Get("back")), "said.signed_in")
}

func (v *visit) logout() error {
	v.setCookie(cookieWho, "", noLife)
	return v.goTo("/", "said.signed_out")
}

// language remembers the language that somebody chose.
func (v *visit) language() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	lang := f.Get("lang")
	if lang != "en" && lang != "ja" {
		return status(http.StatusBadRequest)
	}
	v.setCookie(cookieLang, lang, longLife)
	return v.goTo(local(f.Get("back")), "")
}
