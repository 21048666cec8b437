package console_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"danbiet/console"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestAnAnnouncementsPreviewFollowsTheTypingAndItsProgressItself(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	for chat, place := range map[string]string{"1": "duong-hoa", "2": "phong-coc", "3": "phong-coc", "4": ""} {
		s.citizen(chat, place)
	}
	leader, other := s.officerAs("lanhdao", ward.RoleLeader), s.officerAs("khac", ward.RoleLeader)
	mux := http.NewServeMux() // with the style sheets, which the public pages serve
	mux.Handle("/console/", s.handler)
	mux.Handle("/phuong/", console.NewPublic(s.house))
	server := httptest.NewServer(mux)
	defer server.Close()
	b := openBrowser(t)
	b.enterAs(leader, server)
	look := func(name string) {
		t.Helper()
		for _, screen := range []struct {
			name          string
			width, height int64
			scheme        string
		}{{"phone-dark", 390, 844, "dark"}, {"phone", 390, 844, "light"}, {"tablet", 768, 1024, "light"}, {"desktop-dark", 1440, 900, "dark"}, {"desktop", 1440, 900, "light"}} {
			b.look(screen.width, screen.height, screen.scheme)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, screen.name, fault)
			}
			b.shot(name + "-" + screen.name)
		}
	}
	until := func(condition string) { t.Helper(); b.do(chromedp.Poll[chromedp.Void](condition)) }

	b.do(chromedp.Navigate(server.URL+deskPath+"thong-bao/moi"), chromedp.SendKeys(`#tieu-de`, "Ngừng cấp nước"))
	until(`document.querySelector('#xem-truoc .title')?.textContent === 'Ngừng cấp nước'`)
	b.do(chromedp.Click(`input[name="noi-nhan"][value="to"]`), chromedp.Click(`input[name="to"][value="phong-coc"]`))
	until(`document.querySelector('#xem-truoc .count strong').textContent === '2 người'`)
	b.do(chromedp.SendKeys(`#loi-tin`, "Từ 8 giờ đến 16 giờ ngày 26/11/2026, khu Phong Cốc ngừng cấp nước để sửa đường ống. Xin ông/bà trữ nước."),
		chromedp.Click(`input[name="da-xem"]`), chromedp.Click(`input[name="lich"][value="nhieu-ngay"]`),
		chromedp.SetValue(`#tu`, "2026-11-25"), chromedp.SetValue(`#den`, "2026-12-04"), chromedp.SetValue(`#cac-gio`, "06:30, 17:00"), chromedp.SendKeys(`#tru`, "28/11/2026"))
	until(`document.querySelectorAll('#xem-truoc table.month').length === 2`)
	look("compose")
	if words := ask[int](b, `document.querySelector('#loi-tin').offsetWidth`); words < 600 {
		t.Errorf("on a wide screen the words of a notice are written in a field of %d px", words)
	}
	b.do(chromedp.Click(`input[name="lich"][value="ngay"]`), chromedp.Click(`button[value="gui"]:not(.outline)`))
	b.do(chromedp.WaitVisible(`.steps-of`))
	look("waiting")

	at := ask[string](b, `location.pathname`)[len(deskPath):]
	other.do(http.MethodPost, at+"/duyet", url.Values{"viec": {"duyet"}, "phien-ban": {"1"}}).leads(at + "?viec=duyet")
	b.do(chromedp.Navigate(server.URL + deskPath + at))
	until(`document.querySelector('#tien-do .bar').textContent.includes('0/2')`)
	s.claim(1, ward.StateSent, "")
	until(`document.querySelector('#tien-do .bar').textContent.includes('1/2')`)
	look("running")
	s.claim(9, ward.StateFailed, "Bad Request: chat not found")
	s.claim(9, ward.StateSent, "") // there is nobody left: the run ends
	b.do(chromedp.WaitVisible(`#tien-do:not([data-song])`))
	if got := ask[string](b, `document.querySelector('#tinh-trang').textContent`); !strings.Contains(got, "Đã phát xong") {
		t.Errorf("at the end the page says %q", got)
	}
	b.do(chromedp.Navigate(server.URL + deskPath + "thong-bao"))
	look("list")
	b.do(chromedp.Navigate(server.URL + deskPath + "thong-bao/chien-dich?loai=leader-election&ngay=2026-12-13&ban-hanh=2026-11-24"))
	look("campaign")
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 {
		t.Errorf("the browser complains: %q", b.complaints)
	}
}
