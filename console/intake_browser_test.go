package console_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"danbiet/console"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestAClerkTakesAPaperInWithTheKeyboardAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	o := s.officerAs("tiepnhan", ward.RoleReception)
	mux := http.NewServeMux() // with the style sheets, which the public pages serve
	mux.Handle("/console/", s.handler)
	mux.Handle("/phuong/", console.NewPublic(s.house))
	server := httptest.NewServer(mux)
	defer server.Close()
	b := openBrowser(t)
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		return target.Call(ctx, network.SetCookie.Method, network.SetCookieParams{Name: o.cookie.Name, Value: o.cookie.Value, URL: server.URL, Path: deskPath}, nil)
	}))
	look := func(name string) {
		t.Helper()
		for _, screen := range []struct {
			name          string
			width, height int64
			scheme        string
		}{{"phone-dark", 390, 844, "dark"}, {"phone", 390, 844, "light"}, {"tablet", 768, 1024, "light"}, {"desktop", 1440, 900, "light"}} {
			b.look(screen.width, screen.height, screen.scheme)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, screen.name, fault)
			}
			b.shot(name + "-" + screen.name)
		}
	}
	typing := func(field, text string) {
		t.Helper()
		if got := ask[string](b, `document.activeElement.id`); got != field {
			t.Fatalf("the keyboard is at %q; want %q", got, field)
		}
		b.do(chromedp.KeyEvent(text), chromedp.KeyEvent(kb.Tab))
	}
	tab := func(times int) {
		for range times {
			b.do(chromedp.KeyEvent(kb.Tab))
		}
	}
	b.do(chromedp.Navigate(server.URL+deskPath+"tiep-nhan"), chromedp.WaitVisible(`form.intake`))
	look("intake")
	if ask[bool](b, `document.querySelector('.dispute').checkVisibility()`) {
		t.Error("the fields of complaints are there before a kind is chosen")
	}
	b.do(chromedp.KeyEvent(" "), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown)) // Khiếu nại
	if !ask[bool](b, `document.querySelector('[value="khieu-nai"]').checked && document.querySelector('.dispute').checkVisibility() && !document.querySelector('.denunciation').checkVisibility()`) {
		t.Error("a complaint does not have its own fields alone")
	}
	b.do(chromedp.KeyEvent(kb.ArrowUp))
	tab(2)
	b.do(chromedp.Focus(`#so-den`)) // a date has three fields of its own
	typing("so-den", "12")
	typing("ten", "Trần Thị A")
	tab(1)
	typing("dien-thoai", "12")
	typing("dia-chi", "Tổ dân phố Dương Hòa")
	tab(1)
	typing("noi-dung", "Ngõ 12 ngập nước sau mỗi trận mưa.")
	typing("dia-diem", "Ngõ 12")
	typing("linh-vuc", "Môi")
	b.do(chromedp.Focus(`#ten`), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(`.problem`))
	look("intake-refused")
	if got := ask[string](b, `document.activeElement.id`); got != "dien-thoai" {
		t.Errorf("the keyboard is at %q; want the field that is wrong", got)
	}
	b.do(chromedp.SetValue(`#dien-thoai`, "0912 345 678"), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(`dl.receipt`))
	look("intake-done")
	if got := ask[string](b, `document.activeElement.textContent`); got != "In biên nhận (PDF)" {
		t.Errorf("the keyboard is at %q; want the receipt", got)
	}
}
