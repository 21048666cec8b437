package console_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"danbiet/console"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// overlaps tells of the bar for assigning lying over a row while nothing is ticked, and of a row with the focus below it.
const overlaps = `(() => {
  const bar = document.querySelector('form.assign').getBoundingClientRect();
  const covered = [...document.querySelectorAll('#danh-sach li[data-code]')].filter((row) => {
    const r = row.getBoundingClientRect();
    return r.top < bar.bottom - 1 && r.bottom > bar.top + 1;
  });
  return covered.length;
})()`

func TestEveryFormOfACaseFitsAndNothingLiesOverTheInbox(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	for range 8 {
		s.fileCase(law.PhanAnh, flooded)
	}
	code, complaint := s.fileCase(law.PhanAnh, flooded), s.fileCase(law.KhieuNai, "Không đồng ý với quyết định xử phạt.")
	o := s.officerAs("lanhdao", ward.RoleLeader)
	mux := http.NewServeMux() // with the style sheets, which the public pages serve
	mux.Handle("/console/", s.handler)
	mux.Handle("/phuong/", console.NewPublic(s.house))
	server := httptest.NewServer(mux)
	defer server.Close()
	b := openBrowser(t)
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		return target.Call(ctx, network.SetCookie.Method, network.SetCookieParams{Name: o.cookie.Name, Value: o.cookie.Value, URL: server.URL, Path: deskPath}, nil)
	}))
	open := func(path string) {
		b.do(chromedp.Navigate(server.URL+deskPath+path), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('details').forEach((d) => { d.open = true; })`))
	}
	for _, screen := range []struct {
		name          string
		width, height int64
		scheme        string
	}{{"phone-dark", 390, 844, "dark"}, {"phone", 390, 844, "light"}, {"tablet", 768, 1024, "light"}, {"desktop-dark", 1440, 900, "dark"}, {"desktop", 1440, 900, "light"}} {
		b.look(screen.width, screen.height, screen.scheme)
		for name, path := range map[string]string{
			"forms": "ho-so/" + string(code), "forms-complaint": "ho-so/" + string(complaint), "letters": "mau-tra-loi", "letter": "mau-tra-loi/hen-ket-qua", "new-letter": "mau-tra-loi/moi",
		} {
			open(path)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, screen.name, fault)
			}
			b.shot(name + "-" + screen.name)
		}
		b.do(chromedp.Navigate(server.URL + deskPath + "ho-so?view=all"))
		if rows := ask[int](b, `new Set([...document.querySelectorAll('header.site nav a')].map((a) => Math.round(a.getBoundingClientRect().top))).size`); rows > 2 {
			t.Errorf("the leader's navigation takes %d rows on %s", rows, screen.name)
		}
		if covered := ask[int](b, overlaps); covered > 0 {
			t.Errorf("on %s the bar for assigning lies over %d rows before anything is ticked", screen.name, covered)
		}
		b.do(chromedp.Click(`#danh-sach input[name="chon"]`))
		if !ask[bool](b, `(() => { const bar = document.querySelector('form.assign').getBoundingClientRect(); return bar.top >= 0 && bar.bottom <= innerHeight + 1; })()`) {
			t.Errorf("on %s the bar for assigning does not come up with a tick", screen.name)
		}
		if hidden := ask[int](b, `[...document.querySelectorAll('#danh-sach a.code')].filter((link) => {
			link.scrollIntoView({ block: 'nearest' });
			return link.getBoundingClientRect().bottom > document.querySelector('form.assign').getBoundingClientRect().top + 1;
		}).length`); hidden > 0 {
			t.Errorf("on %s %d cases would have the focus below the bar for assigning", screen.name, hidden)
		}
		b.shot("inbox-ticked-" + screen.name)
	}
}
