package console_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"danbiet/console"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestTheConsoleFitsItsReadersInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	mux := http.NewServeMux() // with the style sheets, which the public pages serve
	mux.Handle("/console/", s.handler)
	mux.Handle("/phuong/", console.NewPublic(s.house))
	server := httptest.NewServer(mux)
	defer server.Close()
	b := openBrowser(t)
	open := func(path string) { b.do(chromedp.Navigate(server.URL + deskPath + path)) }
	look := func(name string) {
		t.Helper()
		for _, screen := range []struct {
			name          string
			width, height int64
			scheme        string
		}{{"desktop-light", 1440, 900, "light"}, {"phone-dark", 390, 844, "dark"}, {"phone-light", 390, 844, "light"}} {
			b.look(screen.width, screen.height, screen.scheme)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, screen.name, fault)
			}
			b.shot(name + "-" + screen.name)
		}
	}
	open("dang-nhap")
	look("sign-in")
	open(s.invite("lanhdao", ward.RoleLeader))
	look("invitation")
	o, _ := s.enter(s.invite("quantri", ward.RoleAdministrator))
	other := s.invite("xuly", ward.RoleHandler)
	fresh := &officer{site: s}
	fresh.do(http.MethodPost, other, map[string][]string{"mat-khau": {aPassword}, "nhac-lai": {aPassword}}).leads("ma")
	as := func(o *officer) {
		b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			return target.Call(ctx, network.SetCookie.Method, network.SetCookieParams{Name: o.cookie.Name, Value: o.cookie.Value, URL: server.URL, Path: deskPath}, nil)
		}))
	}
	as(fresh)
	open("ma")
	look("enrol")
	as(o)
	for name, path := range map[string]string{"dashboard": "", "sessions": "phien", "staff": "can-bo", "missing": "khong-co"} {
		open(path)
		look(name)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, complaint := range b.complaints {
		if !strings.Contains(complaint, "404") {
			t.Errorf("the browser complains: %q", complaint)
		}
	}
}
