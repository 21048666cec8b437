package console_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"danbiet/console"
	"danbiet/db"
	"danbiet/law"
	"danbiet/sample"
	"danbiet/seal"
	"danbiet/ward"
)

const minhDuc = "minh-duc"

// site is the public pages of the sample ward on a real database, at a fixed time.
type site struct {
	t       *testing.T
	house   *ward.House
	now     time.Time
	handler http.Handler
}

// openSite begins on Tuesday 24 November 2026 at 09:15.
func openSite(t *testing.T, d *db.DB, options ...console.Option) *site {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, house: ward.NewHouse(d, key), now: time.Date(2026, time.November, 24, 9, 15, 0, 0, law.Zone())}
	s.house.Now = func() time.Time { return s.now }
	if _, err := s.house.ApplyFolder(t.Context(), sample.FS, "ward.yaml"); err != nil {
		t.Fatal(err)
	}
	s.handler = console.NewPublic(s.house, options...)
	return s
}

// change applies the profile again with something changed.
func (s *site) change(edit func(*ward.Profile)) {
	s.t.Helper()
	p := *s.profile()
	edit(&p)
	if err := s.house.Apply(s.t.Context(), &p); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) profile() *ward.Profile {
	s.t.Helper()
	p, err := s.house.Profile(s.t.Context(), minhDuc)
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// put adds disclosed documents.
func (s *site) put(documents ...ward.Disclosure) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		for _, d := range documents {
			if err := w.PutDisclosure(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *site) write(do func(context.Context, *ward.Ward) error) {
	s.t.Helper()
	ctx := s.t.Context()
	if err := s.house.Write(ctx, minhDuc, func(w *ward.Ward) error { return do(ctx, w) }); err != nil {
		s.t.Fatal(err)
	}
}

// reply is an answer as a browser sees it.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	body   string
}

// get asks for a page below the sample ward; an address that begins with / is taken as it is.
func (s *site) get(path string, headers ...string) reply {
	s.t.Helper()
	if !strings.HasPrefix(path, "/") {
		path = "/phuong/" + minhDuc + "/" + path
	}
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return s.ask(r)
}

func (s *site) post(path string, form url.Values) reply {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, "/phuong/"+minhDuc+"/"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.ask(r)
}

func (s *site) ask(r *http.Request) reply {
	s.t.Helper()
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, r)
	result := recorder.Result()
	defer result.Body.Close()
	body, err := io.ReadAll(result.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return reply{t: s.t, status: result.StatusCode, header: result.Header, body: string(body)}
}

// main is what stands between a page's frame.
func (r reply) main() string {
	_, rest, found := strings.Cut(r.body, "<main")
	if !found {
		return r.body
	}
	content, _, _ := strings.Cut(rest, "</main>")
	return content
}

// ok fails unless the answer is 200, and returns it.
func (r reply) ok() reply {
	r.t.Helper()
	if r.status != http.StatusOK {
		r.t.Fatalf("status %d, want 200; body:\n%s", r.status, r.body)
	}
	return r
}

func (r reply) says(texts ...string) reply {
	r.t.Helper()
	for _, text := range texts {
		if !strings.Contains(r.body, text) {
			r.t.Errorf("the page does not say %q:\n%s", text, r.main())
		}
	}
	return r
}

func (r reply) neverSays(texts ...string) reply {
	r.t.Helper()
	for _, text := range texts {
		if strings.Contains(r.body, text) {
			r.t.Errorf("the page says %q:\n%s", text, r.main())
		}
	}
	return r
}
