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

func TestAPetitionIsAnsweredFromTheInboxInFourClicks(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	s.fileCase(law.PhanAnh, "Đường Nguyễn Văn Linh ngập nước sau mỗi trận mưa, mong phường xử lý.")
	code := s.fileCase(law.PhanAnh, flooded)
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
	look := func(name string) {
		t.Helper()
		for _, screen := range []struct {
			name          string
			width, height int64
			scheme        string
		}{{"phone-dark", 390, 844, "dark"}, {"phone", 390, 844, "light"}, {"desktop", 1440, 900, "light"}} {
			b.look(screen.width, screen.height, screen.scheme)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, screen.name, fault)
			}
			b.shot(name + "-" + screen.name)
		}
	}
	clicks := 0
	click := func(selector string) {
		t.Helper()
		clicks++
		b.do(chromedp.Click(selector))
	}
	b.do(chromedp.Navigate(server.URL + deskPath + "ho-so"))
	click(`a.code[href$="` + string(code) + `"]`)
	b.do(chromedp.WaitVisible(`.reply summary`))
	look("case")
	click(`.reply summary`)
	b.do(chromedp.WaitVisible(`#tra-loi-noi-dung`), chromedp.SetValue(`#tra-loi-noi-dung`, "Kính gửi ông/bà,\n\nPhường đã thông cống."))
	look("case-reply")
	click(`button[value="xem"]`)
	b.do(chromedp.WaitVisible(`.bubble`))
	look("case-preview")
	click(`button[value="gui"]`)
	b.do(chromedp.WaitVisible(`.timeline .said`))
	look("case-answered")
	if clicks > 4 {
		t.Errorf("%d clicks; want four at most", clicks)
	}
	if got := s.caseOf(code).Status; got != ward.StatusAnswered {
		t.Errorf("the case is %s", got)
	}
}
