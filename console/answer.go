package console

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"danbiet/ward"
)

// answer is a page before it is put into the frame that all pages share.
type answer struct {
	title   string
	section string // which entry of the navigation it stands under
	body    templ.Component
	status  int  // 0: 200
	private bool // of one person's case: not stored by anybody, not found by search engines
	retry   time.Duration
}

// errNoPage is returned for an address that names nothing.
var errNoPage = errors.New("no such page")

// page makes a handler of a function that fills a page from one reading transaction.
func (s *public) page(fill func(context.Context, *ward.Ward, *http.Request) (answer, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var a answer
		var profile *ward.Profile
		err := s.house.Read(r.Context(), r.PathValue("ward"), func(wd *ward.Ward) (err error) {
			profile = wd.Profile
			a, err = fill(r.Context(), wd, r)
			return err
		})
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.show(w, r, profile, a)
	}
}

// show renders a page. A nil profile is a page of no ward.
func (s *public) show(w http.ResponseWriter, r *http.Request, profile *ward.Profile, a answer) {
	var html bytes.Buffer
	f := frame{ward: profile, title: a.title, section: a.section, noIndex: a.private || a.status != 0, assets: s.assets}
	if err := layout(f, a.body).Render(r.Context(), &html); err != nil {
		if r.Context().Err() == nil {
			s.log.Error("public pages: render", "page", r.Pattern, "error", err)
			http.Error(w, busy, http.StatusInternalServerError)
		}
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if a.private {
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex")
	}
	if a.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(int(a.retry.Seconds())))
	}
	if a.status == 0 && !a.private {
		send(w, r, aMinute, html.Bytes())
		return
	}
	w.WriteHeader(max(a.status, http.StatusOK))
	_, _ = html.WriteTo(w) // the reader has gone: nobody to tell
}

// How long a browser or a proxy may use a copy without asking again.
const (
	aMinute = "public, max-age=60"
	anHour  = "public, max-age=3600"
)

// send answers with content that anybody may keep, and with 304 where the reader has it already. The Content-Type is set.
func send(w http.ResponseWriter, r *http.Request, cache string, content []byte) {
	sum := sha256.Sum256(content)
	w.Header().Set("Cache-Control", cache)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

const busy = "Hệ thống đang bận, xin ông/bà thử lại sau ít phút."

// fail answers for what went wrong: 404 for what is not there, 503 for everything else.
func (s *public) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // the reader has gone
	}
	for _, missing := range []error{errNoPage, ward.ErrNoWard, ward.ErrNoDisclosure, ward.ErrNoProcedure, ward.ErrNoFile} {
		if errors.Is(err, missing) {
			s.showMissing(w, r)
			return
		}
	}
	s.log.Error("public pages: answer", "page", r.Pattern, "error", err)
	s.show(w, r, nil, answer{title: "Hệ thống đang bận", body: faultPage(busy), status: http.StatusServiceUnavailable, retry: time.Minute})
}

// showMissing is the 404 page, in the ward's frame where there is one.
func (s *public) showMissing(w http.ResponseWriter, r *http.Request) {
	profile, err := s.house.Profile(r.Context(), r.PathValue("ward"))
	if err != nil {
		s.show(w, r, nil, answer{title: "Không tìm thấy trang", body: missingWardPage(), status: http.StatusNotFound})
		return
	}
	s.show(w, r, profile, answer{title: "Không tìm thấy trang", body: missingPage(profile), status: http.StatusNotFound})
}

// serveUnknown answers for every address and method that has no page.
func (s *public) serveUnknown(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Trang này chỉ để đọc.", http.StatusMethodNotAllowed)
		return
	}
	r.SetPathValue("ward", s.wardMeant(r))
	s.showMissing(w, r)
}

// wardMeant is the ward that an address names, or the only one there is: nobody who mistypes an address should be left
// without a way on.
func (s *public) wardMeant(r *http.Request) string {
	if slug := wardIn(r.URL.Path); slug != "" {
		return slug
	}
	if slugs, err := s.house.Slugs(r.Context()); err == nil && len(slugs) == 1 {
		return slugs[0]
	}
	return ""
}

// base is the path of a ward's pages, with a slash at the end.
func base(slug string) string { return "/phuong/" + url.PathEscape(slug) + "/" }
