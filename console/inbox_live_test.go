package console_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"danbiet/console"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// liveDesk is a desk behind a real server, with streams. Close stop to shut it down.
func liveDesk(t *testing.T, d *db.DB) (s *site, server *httptest.Server, stop chan struct{}) {
	t.Helper()
	s = openDesk(t, d, "")
	stop = make(chan struct{})
	handler, err := console.Quick(console.Desk{House: s.house, Stop: stop})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux() // with the assets, which the public pages serve
	mux.Handle("/console/", handler)
	mux.Handle("/phuong/", console.NewPublic(s.house))
	server = httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return s, server, stop
}

// run lets the site's clock go, from where it stands.
func (s *site) run() {
	from, began := s.now, time.Now()
	s.house.Now = func() time.Time { return from.Add(time.Since(began)) }
}

// stream opens the live inbox of an officer. next returns the next line that begins with a prefix, "" at the end.
func (o *officer) stream(server *httptest.Server, query string) (status int, next func(prefix string) string) {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), patience)
	o.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+deskPath+"ho-so/song"+query, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	r.AddCookie(o.cookie)
	answer, err := server.Client().Do(r)
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(func() { _ = answer.Body.Close() })
	lines := bufio.NewScanner(answer.Body)
	return answer.StatusCode, func(prefix string) string {
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), prefix) {
				return lines.Text()
			}
		}
		return ""
	}
}

func TestAnOpenInboxHearsOfNewCases(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, server, stop := liveDesk(t, d)
		leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
		_, next := leader.stream(server, "?tu="+strconv.FormatInt(s.now.Add(-time.Millisecond).UnixMilli(), 10))
		if got := next("data:"); !strings.Contains(got, `"new":0`) || !strings.Contains(got, `"news":0`) {
			t.Errorf("at first it says %s", got)
		}
		s.petitionNow(law.PhanAnh, "moi-truong", "")
		if got := next("data:"); !strings.Contains(got, `"new":1`) || !strings.Contains(got, `"news":1`) {
			t.Errorf("after a petition it says %s", got)
		}
		close(stop)
		if got := next("data:"); got != "" {
			t.Errorf("after the shutdown began it says %s", got)
		}
	})
}

func TestAStreamEndsWithItsSession(t *testing.T) {
	s, server, _ := liveDesk(t, dbtest.SQLite(t))
	leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
	_, next := leader.stream(server, "")
	next("data:")
	leader.do(http.MethodPost, "dang-xuat", nil).leads("dang-nhap")
	if got := next("event: over"); got == "" {
		t.Error("the page is not told that the session is over")
	}
	if got := next(""); got != "data: {}" {
		t.Errorf("then it says %q", got)
	}
	for rest := next(""); rest != ""; rest = next("") {
		t.Errorf("after the end it says %q", rest)
	}
}

func TestASessionHasOnlyAFewStreams(t *testing.T) {
	s, server, _ := liveDesk(t, dbtest.SQLite(t))
	leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
	for range console.LiveStreams {
		if status, next := leader.stream(server, ""); status != http.StatusOK || next("data:") == "" {
			t.Fatalf("status %d; want a stream", status)
		}
	}
	if status, _ := leader.stream(server, ""); status != http.StatusTooManyRequests {
		t.Errorf("one more: status %d; want 429", status)
	}
	other, _ := s.enter(s.invite("tiepnhan", ward.RoleReception))
	if status, _ := other.stream(server, ""); status != http.StatusOK {
		t.Errorf("somebody else: status %d; want a stream", status)
	}
}
