package console_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"danbiet/console"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestTalksFitTheirReadersInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	mux := http.NewServeMux()
	mux.Handle("/console/", s.handler)
	mux.Handle("/phuong/", console.NewPublic(s.house))
	server := httptest.NewServer(mux)
	defer server.Close()
	first := s.talk("a", "Tôi muốn hỏi thủ tục làm sổ đỏ cho con, cần những giấy tờ gì và nộp ở đâu?", ward.File{Name: "so-do-thua-dat-cua-gia-dinh.jpg", Mime: "image/jpeg", Data: []byte("ảnh")})
	s.talk("b", "Tôi hỏi về hộ nghèo")
	s.wish("+84912345678", "Trợ cấp người cao tuổi")
	o, _ := s.enter(s.invite("tiepnhan", ward.RoleReception))
	path := "hoi-thoai/" + strconv.FormatInt(first, 10)
	o.do(http.MethodPost, path, map[string][]string{"viec": {"gui"}, "loi": {"Mời ông/bà mang sổ và giấy tờ tùy thân đến phòng Một cửa."}}).leads(path + "#cuoi")
	b := openBrowser(t)
	b.enterAs(o, server)
	for name, path := range map[string]string{"talks": "hoi-thoai", "talk": path} {
		b.do(chromedp.Navigate(server.URL + deskPath + path))
		for _, screen := range []struct {
			name          string
			width, height int64
			scheme        string
		}{{"desktop", 1440, 900, "light"}, {"phone", 390, 844, "dark"}} {
			b.look(screen.width, screen.height, screen.scheme)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, screen.name, fault)
			}
			b.shot(name + "-" + screen.name)
		}
	}
}
