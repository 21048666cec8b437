package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"danbiet/report"
	"danbiet/ward"
)

// Desk configures the console, the staff's pages below /console/.
type Desk struct {
	House *ward.House
	// Log is where failures are told; nil is silent. It is never given what somebody typed, nor an address with a token.
	Log *slog.Logger
	// Client is where a visitor's address stands behind a proxy, as for WithClient; nil for nowhere.
	Client func(*http.Request) string
	// Stop is closed when the server begins to shut down: streams of events end then, which nothing else would hurry. Nil is
	// never.
	Stop <-chan struct{}
	// PublicURL is where browsers reach the server, "" where it has no public address. With https the cookie is sent over
	// https alone.
	PublicURL string
	// Notices is how announcements look, sound and are told outside the desk.
	Notices Notices
	// PDF sets a report as PDF, in seconds; nil where nothing here can.
	PDF func(context.Context, report.Report) ([]byte, error)
}

// attemptsAMinute is how many passwords and codes may come from one address in a minute: an office shares one.
const attemptsAMinute = 30

// hashesAtOnce bounds how many passwords are hashed at a time: each takes 32 MiB and a processor.
const hashesAtOnce = 2

// desk serves the console.
type desk struct {
	Desk
	assets  assets
	limit   *lookups
	hashing chan struct{}
	setting chan struct{} // of PDFs: one at a time
	exports chan struct{} // under way
	live    *live
	tally   *tally
	process string // names this one among those that serve the console
	lists   *together[listQuestion, caseList]
	beat    time.Duration // of streams
}

// Handler returns the console's pages. A form that another site sends is refused; no page may be framed or stored, and none
// runs a script but this server's own file. Its error says that PublicURL is no address.
func (c Desk) Handler() (http.Handler, error) { return c.handler(liveEvery, liveBeat) }

// handler is Handler with a rhythm for the live inbox.
func (c Desk) handler(every, beat time.Duration) (http.Handler, error) {
	d := &desk{Desk: c, assets: newAssets(), limit: newLookups(attemptsAMinute), hashing: make(chan struct{}, hashesAtOnce), setting: make(chan struct{}, 1), exports: make(chan struct{}, exportsAtOnce), tally: newTally(), process: strconv.FormatInt(c.House.IDs.Next(), 36), lists: newTogether[listQuestion, caseList](), beat: beat}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	d.live = newLive(c.House, every, func(err error) { d.Log.Error("console: look for changes", "error", err) })
	guard := http.NewCrossOriginProtection()
	if c.PublicURL != "" {
		if err := guard.AddTrustedOrigin(c.PublicURL); err != nil {
			return nil, fmt.Errorf("the console's public URL: %w", err)
		}
	}
	mux := http.NewServeMux()
	for _, r := range routes() {
		mux.HandleFunc(r.method+" /console/{ward}/"+r.path, d.guarded(r))
	}
	mux.HandleFunc("GET /console/{ward}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, deskBase(r.PathValue("ward")), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /console/{$}", d.front)
	mux.HandleFunc("/console/{ward}/{rest...}", d.unknown)
	mux.HandleFunc("/console/", func(w http.ResponseWriter, r *http.Request) { d.missing(&visit{w: w, r: r}) })
	return secured(deskPolicy, unstored(compressed(guard.Handler(mux)))), nil
}

// front leads to the only ward's desk; where there are several, nobody is told which.
func (d *desk) front(w http.ResponseWriter, r *http.Request) {
	v := &visit{w: w, r: r}
	switch slugs, err := d.House.Slugs(v.ctx()); {
	case err != nil:
		d.fail(v, err)
	case len(slugs) == 1:
		http.Redirect(w, r, deskBase(slugs[0]), http.StatusSeeOther)
	default:
		d.missing(v)
	}
}

// unstored keeps pages out of every cache and search engine.
func unstored(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Robots-Tag", "noindex")
		next.ServeHTTP(w, r)
	})
}

// visit is one request to the console.
type visit struct {
	w       http.ResponseWriter
	r       *http.Request
	ward    *ward.Profile
	session *ward.Session // nil for nobody
}

func (v *visit) ctx() context.Context { return v.r.Context() }

func (v *visit) path(below string) string { return deskBase(v.ward.Slug) + below }

func (v *visit) redirect(below string) {
	http.Redirect(v.w, v.r, v.path(below), http.StatusSeeOther)
}

// can reports whether the visitor is signed in with a role that may do something.
func (v *visit) can(p ward.Permission) bool {
	return v.session != nil && v.session.Passed && v.session.Staff.Role.Can(p)
}

// deskBase is the path of a ward's console, with a slash at the end.
func deskBase(slug string) string { return "/console/" + url.PathEscape(slug) + "/" }

// Forms are bounded, in bytes: a password and a code are fewer than a thousand; a letter of Vietnamese takes nine on its way.
const (
	largestForm   = 8 << 10
	largestInside = 64 << 10
)

// guarded finds out who asks, and serves the page where it exists for them.
func (d *desk) guarded(r route) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		req.Body = http.MaxBytesReader(w, req.Body, r.largest())
		v := &visit{w: w, r: req}
		if err := d.recognize(v); err != nil {
			d.fail(v, err)
			return
		}
		switch next := elsewhere(r, v.session); {
		case next != "":
			v.redirect(strings.TrimPrefix(next, "."))
		case r.stage == inside && !v.can(r.may):
			d.missing(v)
		default:
			d.noteChange(v)
			r.serve(d, v)
		}
		if req.Method == http.MethodPost { // whatever it changed, the inboxes show it
			d.tally.forget(v.ward.Slug)
			d.live.look(v.ward.Slug)
		}
	}
}

// unknown answers for an address that no route has, as guarded does for one that the role may not see.
func (d *desk) unknown(w http.ResponseWriter, r *http.Request) {
	v := &visit{w: w, r: r}
	if err := d.recognize(v); err != nil {
		d.fail(v, err)
		return
	}
	d.missing(v)
}

// elsewhere is where somebody goes first who has not come as far as a page asks, or has come further; "" for nowhere and
// "." for the dashboard.
func elsewhere(r route, s *ward.Session) string {
	switch {
	case r.stage == anybody:
		return ""
	case s == nil:
		return "dang-nhap"
	case r.stage == inside && !s.Passed:
		return "ma"
	case r.stage == halfway && s.Passed:
		return "."
	}
	return ""
}

// recognize reads the ward and the session of the cookie, and notes that the session is used.
func (d *desk) recognize(v *visit) error {
	slug := v.r.PathValue("ward")
	stale := false
	err := d.House.Read(v.ctx(), slug, func(w *ward.Ward) error {
		v.ward = w.Profile
		cookie, err := v.r.Cookie(cookieName)
		if err != nil {
			return nil // nobody
		}
		s, err := w.SessionOf(v.ctx(), cookie.Value)
		s.Staff.From = d.origin(v.r)
		if errors.Is(err, ward.ErrNoSession) {
			return nil
		}
		// A stream that the browser opens again by itself is not somebody at the desk.
		v.session, stale = &s, err == nil && w.Stale(s) && v.r.Header.Get("Accept") != "text/event-stream"
		return err
	})
	if err != nil || !stale {
		return err
	}
	return d.House.Write(v.ctx(), slug, func(w *ward.Ward) error { return w.SeeSession(v.ctx(), v.session.ID) })
}

const cookieName = "danbiet_console"

// remember gives the browser a session's token, "" to take it away. The cookie goes to the console of this ward alone.
func (d *desk) remember(v *visit, token string) {
	age := 0 // until the browser is closed
	if token == "" {
		age = -1
	}
	d.setCookie(v, cookieName, token, age)
}

// setCookie gives the browser a cookie for the console of this ward, for an age in seconds as in http.Cookie.
func (d *desk) setCookie(v *visit, name, value string, age int) {
	http.SetCookie(v.w, &http.Cookie{
		Name: name, Value: value, Path: deskBase(v.ward.Slug), MaxAge: age, HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: strings.HasPrefix(d.PublicURL, "https://"),
	})
}

// show renders a page with a status.
func (d *desk) show(v *visit, status int, title, section string, body templ.Component) {
	var html bytes.Buffer
	f := deskFrame{visit: v, title: title, section: section, assets: d.assets}
	if err := deskLayout(f, body).Render(v.ctx(), &html); err != nil {
		d.fail(v, err)
		return
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	_, _ = html.WriteTo(v.w) // the reader has gone: nobody to tell
}

// missing answers for what is not there, or not for this role: the two look alike.
func (d *desk) missing(v *visit) {
	d.show(v, http.StatusNotFound, "Không tìm thấy trang", "", deskMissing(v))
}

// fail answers for what went wrong.
func (d *desk) fail(v *visit, err error) {
	switch {
	case v.ctx().Err() != nil: // the reader has gone
	case errors.Is(err, ward.ErrNoWard), errors.Is(err, ward.ErrNoSession):
		d.missing(v)
	default:
		d.Log.Error("console: answer", "page", v.r.Pattern, "error", err)
		v.w.Header().Set("Retry-After", "60")
		http.Error(v.w, busy, http.StatusServiceUnavailable)
	}
}

// visitor tells one visitor from another, as for the public pages.
func (d *desk) visitor(r *http.Request) string {
	if d.Client != nil {
		if address := d.Client(r); address != "" {
			return household(address)
		}
	}
	return household(r.RemoteAddr)
}
