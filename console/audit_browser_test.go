package console_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"danbiet/console"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestTheLogAndWhatItWatchesFitTheirReadersInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	lying := s.fileCase(law.PhanAnh, flooded)
	s.now = s.now.AddDate(0, 0, 46)
	handler, leader := s.officerAs("xuly", ward.RoleHandler), s.officerAs("lanhdao", ward.RoleLeader)
	code := s.fileCase(law.ToCao, "Cán bộ nhận tiền.")
	path := "ho-so/" + string(code)
	leader.do(http.MethodPost, path+"/giao", leader.visit(path).form("nguoi", strconv.FormatInt(s.staffID("xuly"), 10))).leads(path)
	handler.do(http.MethodPost, path+"/danh-tinh", handler.visit(path).form("ly-do", "Mời người tố cáo đến làm việc ngày 12/01")).leads(path)
	handler.visit(path).ok()
	leader.visit("ho-so/" + string(lying)).ok()
	mux := http.NewServeMux()
	mux.Handle("/console/", s.handler)
	mux.Handle("/phuong/", console.NewPublic(s.house))
	server := httptest.NewServer(mux)
	defer server.Close()
	b := openBrowser(t)
	for _, page := range []struct {
		name, path string
		as         *officer
	}{
		{"log", "nhat-ky", leader},
		{"log-wrong", "nhat-ky?ma=sai", leader},
		{"alerts", "", leader},
		{"identity", path, handler},
	} {
		b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			return target.Call(ctx, network.SetCookie.Method, network.SetCookieParams{
				Name: page.as.cookie.Name, Value: page.as.cookie.Value, URL: server.URL, Path: deskPath,
			}, nil)
		}), chromedp.Navigate(server.URL+deskPath+page.path))
		for _, screen := range []struct {
			name          string
			width, height int64
			scheme        string
		}{{"desktop-light", 1440, 900, "light"}, {"phone-dark", 390, 844, "dark"}, {"phone-light", 390, 844, "light"}} {
			b.look(screen.width, screen.height, screen.scheme)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", page.name, screen.name, fault)
			}
			b.shot(page.name + "-" + screen.name)
		}
	}
}
