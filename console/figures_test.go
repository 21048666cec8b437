package console_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"danbiet/console"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// figuresRecord is a year of a ward's work until the clock's day, 24/11/2026: petitions answered in time and late, and talks.
func (s *site) figuresRecord() {
	s.t.Helper()
	today := s.now
	defer func() { s.now = today }()
	kinds := []law.PetitionKind{law.PhanAnh, law.KienNghi, law.PhanAnh}
	for i := range 36 {
		s.now = time.Date(2025, time.December, 1, 9, 30, 0, 0, law.Zone()).AddDate(0, 0, 10*i)
		if !s.now.Before(today) {
			break
		}
		hood, field := s.profile().Neighbourhoods[i%3].Slug, s.profile().Fields[i%5].Slug
		s.write(func(ctx context.Context, w *ward.Ward) error {
			filed, err := w.File(ctx, ward.Draft{
				Key: "so-lieu-" + strconv.Itoa(i), Kind: kinds[i%3], Field: field, Neighbourhood: hood, Channel: []string{"web", "telegram", "paper"}[i%3], Chat: "chat",
				Content: ward.Content{What: "Nội dung chỉ cán bộ đọc", Name: "Trần Thị Kín", Phone: "+84912345678"},
			})
			if err != nil || i%6 == 5 {
				return err
			}
			if s.now = s.now.AddDate(0, 0, 3+(i%7)*8); s.now.After(today) {
				return nil
			}
			c, err := w.Case(ctx, filed.Code)
			if err != nil {
				return err
			}
			if c, err = w.Move(ctx, c.ID, ward.Transition{To: ward.StatusAnswered, On: w.Today()}, ward.Staff{ID: 9}, c.Version); err != nil || i%2 == 1 {
				return err
			}
			return w.Rate(ctx, &ward.Conversation{ID: 7, Channel: "web", Lang: "vi"}, c.Petition, 3+i%3)
		})
	}
	s.write(func(ctx context.Context, w *ward.Ward) error { return w.Count(ctx, talksOf(today)) })
}

// talksOf are steps of citizens over the four months before a day: most in office hours, some in the evening.
func talksOf(today time.Time) (all []ward.Interaction) {
	step := func(i int, at time.Time, flow, step, kind string) {
		all = append(all, ward.Interaction{At: at, Conversation: int64(1 + i%90), Channel: []string{"web", "telegram"}[i%2], Lang: "vi", Flow: flow, Step: step, Kind: kind})
	}
	for i := range 600 {
		at := today.AddDate(0, 0, -i%120).Truncate(24 * time.Hour).Add(time.Duration(i*i%14+1) * time.Hour)
		switch i % 4 {
		case 0:
			step(i, at, "petition", "", "started")
			for j, one := range []string{"field", "what", "hood.0", "phone", "next"} {
				step(i, at, "petition", one, "asked")
				if i%(5+3*j) == 0 {
					step(i, at, "petition", one, "not-understood")
				}
				if i%(11-j) == 1 || one == "phone" && i%3 == 0 {
					step(i, at, "petition", one, "abandoned")
					break
				}
				step(i, at, "petition", one, "answered")
				if one == "next" {
					step(i, at, "petition", "", "completed")
				}
			}
		case 1:
			step(i, at, "procedures", "", "started")
			step(i, at, "procedures", "page.0", "asked")
			if i%5 > 0 {
				step(i, at, "procedures", "page.0", "answered")
				step(i, at, "procedures", "", "completed")
			}
		default:
			step(i, at, []string{"directory", "reception", "disclosures"}[i%3], "", "started")
			step(i, at, []string{"directory", "reception", "disclosures"}[i%3], "", "completed")
		}
	}
	return all
}

func TestTheFiguresOfAPeriodOpenToTheirCases(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		s.figuresRecord()
		leader, observer := s.officerAs("lanhdao", ward.RoleLeader), s.officerAs("giamsat", ward.RoleObserver)
		page := leader.visit("so-lieu").ok().says("Kỳ từ 01/07/2026 đến 24/11/2026", "so với kỳ trước", "không phải điểm PAPI", "Trách nhiệm giải trình với người dân",
			"Gửi kiến nghị, phản ánh, khiếu nại", "bỏ dở nhiều nhất ở “Số điện thoại”", "Giờ và thứ trong tuần", "Theo tổ dân phố", "Dương Hòa")
		page.neverSays("Trần Thị Kín", "0912", "Nội dung chỉ cán bộ đọc")
		figure := leader.visit("so-lieu/A3?ky=nam").ok().says("Giải quyết đúng hạn", "Tử số", "Mẫu số", "Cách tính", "Tính lúc", "Tổ dân phố", "HS-", "/ho-so/HS-", "không đạt")
		figure.neverSays("Trần Thị Kín")
		observer.visit("so-lieu").ok().says("Kỳ từ 01/07/2026")
		observer.visit("so-lieu/A3?ky=nam").ok().says("Hồ sơ 1").neverSays("HS-")
		observer.visit("so-lieu/A3/dong.csv?ky=nam").ok().neverSays("HS-")
		people := leader.visit("so-lieu/E3").ok().says("Bí danh", "Trang sau")
		people.neverSays(">7<")
		leader.visit("so-lieu/E3?trang=2").ok().says("Trang trước")
		csv := leader.visit("so-lieu/A1/dong.csv?ky=nam").ok()
		if got := csv.header.Get("Content-Disposition"); got != `attachment; filename="A1-2026-01-01-2026-11-24.csv"` {
			t.Errorf("the file is %q", got)
		}
		if lines := strings.Count(csv.body, "\n"); lines != 33 || !strings.HasPrefix(csv.body, "\ufeffMã,Thời điểm") {
			t.Errorf("the file has %d lines; want 33:\n%s", lines, csv.body)
		}
		if got := leader.visit("so-lieu/A1/dong.xlsx").ok(); !strings.HasPrefix(got.body, "PK") {
			t.Error("the workbook is none")
		}
	})
}

func TestFiguresAreAskedForByPeriodNeighbourhoodAndChannel(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	s.figuresRecord()
	o := s.officerAs("lanhdao", ward.RoleLeader)
	o.visit("so-lieu?ky=ngay&tu=2026-03-01&den=2026-03-31").ok().says("Kỳ từ 01/03/2026 đến 31/03/2026", "từ 29/01/2026 đến 28/02/2026", "từ 01/03/2025 đến 31/03/2025")
	wrong := o.visit("so-lieu?ky=ngay&tu=2026-03-31&den=2026-03-01").says("Ngày cuối của kỳ không thể trước ngày đầu.", `value="2026-03-31"`)
	if wrong.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d; want 422", wrong.status)
	}
	o.visit("so-lieu?khu=duong-hoa").ok().says("không hiện khi đang lọc", "Đơn tiếp nhận").neverSays("Phiên tự phục vụ", "Giờ và thứ trong tuần")
	o.visit("so-lieu/E1?khu=duong-hoa").ok().says("không theo bộ lọc đã chọn")
	o.visit("so-lieu?kenh=telegram").ok().says("Phiên tự phục vụ")
	empty := o.visit("so-lieu?ky=ngay&tu=2020-01-01&den=2020-01-31").ok().says("không phát sinh", "Kỳ này không phát sinh đánh giá nào")
	empty.neverSays("NaN", "100%")
	for _, path := range []string{"so-lieu/A99", "so-lieu/A1/dong.exe", "so-lieu/A99/dong.csv"} {
		if got := o.visit(path); got.status != http.StatusNotFound {
			t.Errorf("%s: status %d; want 404", path, got.status)
		}
	}
}

func TestPagesOfFiguresFitTheirReadersInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	s.figuresRecord()
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
		}{{"phone-dark", 390, 844, "dark"}, {"phone", 390, 844, "light"}, {"tablet", 768, 1024, "light"}, {"desktop", 1440, 900, "light"}, {"desktop-dark", 1440, 900, "dark"}} {
			b.look(screen.width, screen.height, screen.scheme)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, screen.name, fault)
			}
			b.shot(name + "-" + screen.name)
		}
	}
	for name, path := range map[string]string{"figures": "so-lieu", "figure": "so-lieu/A3?ky=nam", "history": "so-lieu/nhap/dan-so"} {
		b.do(chromedp.Navigate(server.URL + deskPath + path))
		look(name)
	}
	b.do(chromedp.Navigate(server.URL + deskPath + "so-lieu/nhap"))
	ask[bool](b, `document.querySelectorAll('details').forEach((d) => { d.open = true; }) === undefined`)
	look("entries")
	b.do(chromedp.Navigate(server.URL + deskPath + "so-lieu/kiem-tra"))
	ask[bool](b, `(() => {
		const chosen = new DataTransfer();
		chosen.items.add(new File(['Đã có 437/484 đại diện hộ dự họp, đạt 95,3%.\n\nHội nghị ngày 30/02/2024.\n'], 'bao-cao.txt'));
		document.querySelector('#tep').files = chosen.files;
		document.querySelector('form.act').submit();
		return true;
	})()`)
	b.do(chromedp.WaitVisible(`.findings li`))
	look("checker")
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 {
		t.Errorf("the browser complains: %q", b.complaints)
	}
}
