package console_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"danbiet/console"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// submitted is a page that only a form leads to, kept as it was answered, for the browser to show.
type submitted struct {
	path string
	page reply
}

func TestPagesOfReceptionFitTheirReadersInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	s.house.VisitWords = func(_ *ward.Ward, n ward.VisitNews) any { return n }
	gone := s.officerAs("cu", ward.RoleReception)
	kept := gone.do(http.MethodPost, "tiep-nhan", gone.paperForm(law.ToCao, "noi-dung", "Chủ tịch phường nhận tiền cấp đất.", "lanh-dao", "co")).ok().take(filedCode)
	s.write(func(ctx context.Context, w *ward.Ward) error { return w.DisableStaff(ctx, "cu") })
	day := s.nextThursday().AddDays(7)
	s.book("a", "07:30", day, true)
	s.book("b", "07:45", day, false)
	talk := s.talk("c", "Tôi muốn tố cáo một cán bộ, xin cho biết phải gửi đơn ở đâu?")
	o := s.officerAs("tiepnhan", ward.RoleReception)
	path := "hoi-thoai/" + strconv.FormatInt(talk, 10)
	forms := []submitted{
		{"xem/doi-lich", o.do(http.MethodPost, "doi-lich", decision("day-off", day.String(), "", "")).ok()},
		{"xem/tra-loi", o.send(path, url.Values{"loi": {"Mời ông/bà nộp đơn tại bộ phận tiếp nhận, giờ hành chính."}, "viec": {"xem"}}, "mau-don-to-cao.png", aPicture()).ok()},
	}
	mux := http.NewServeMux()
	mux.Handle("/console/", s.handler)
	mux.Handle("/phuong/", console.NewPublic(s.house))
	for _, f := range forms {
		mux.HandleFunc(deskPath+f.path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(f.page.body))
		})
	}
	server := httptest.NewServer(mux)
	defer server.Close()
	b := openBrowser(t)
	b.enterAs(o, server)
	for name, path := range map[string]string{
		"take-over": "tiep-nhan", "schedule-confirm": forms[0].path, "talk-preview": forms[1].path, "reception-day": "lich-tiep/" + day.String(), "reception-month": "lich-tiep?thang=" + day.String()[:7],
	} {
		b.do(chromedp.Navigate(server.URL + deskPath + path))
		for _, screen := range []struct {
			name          string
			width, height int64
			scheme        string
		}{{"desktop", 1440, 900, "light"}, {"tablet", 768, 1024, "dark"}, {"phone", 390, 844, "light"}} {
			b.look(screen.width, screen.height, screen.scheme)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, screen.name, fault)
			}
			b.shot(name + "-" + screen.name)
		}
	}
	o.visit("tiep-nhan").ok().says(kept, "Nhận giữ")
}
