package console_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
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
	"danbiet/report"
	"danbiet/ward"
)

// firstHalf is the half-year that is over on the clock's day, 24/11/2026.
var firstHalf = report.HalfYear(2026, false, 31)

// frozenReport freezes the first half of 2026 and returns the end of its address.
func (s *site) frozenReport() string {
	s.t.Helper()
	var number int64
	s.write(func(ctx context.Context, w *ward.Ward) error {
		r, err := report.Draft(ctx, w, firstHalf)
		if err != nil {
			return err
		}
		number, err = report.Freeze(ctx, w, r, 0)
		return err
	})
	return "chot/" + strconv.FormatInt(number, 10)
}

// fileOn is a petition that was filed on a day, with its code.
func (s *site) fileOn(day string) (code ward.Code) {
	s.t.Helper()
	now := s.now
	defer func() { s.now = now }()
	s.now = law.MustDate(day).At(9, 0, law.Zone())
	s.write(func(ctx context.Context, w *ward.Ward) error {
		filed, err := w.File(ctx, ward.Draft{
			Key: "bao-cao-" + day, Kind: law.PhanAnh, Field: s.profile().Fields[0].Slug, Neighbourhood: s.profile().Neighbourhoods[0].Slug,
			Channel: "web", Chat: "chat", Content: ward.Content{What: "Nội dung chỉ cán bộ đọc", Name: "Trần Thị Kín", Phone: "+84912345678"},
		})
		code = filed.Code
		return err
	})
	return code
}

// hidden is a form with what the page keeps in a field for the next press.
func (r reply) hidden(name string) url.Values {
	r.t.Helper()
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(r.body)
	if found == nil {
		r.t.Fatalf("the page keeps no %s", name)
	}
	return url.Values{name: {found[1]}}
}

func TestAReportIsWrittenCheckedFrozenAndTellsWhatHasChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		s.fileOn("2026-03-02")
		leader, observer := s.officerAs("lanhdao", ward.RoleLeader), s.officerAs("giamsat", ward.RoleObserver)
		leader.visit("bao-cao").ok().says("6 tháng cuối năm 2026", "Kỳ đang diễn ra", "Còn thiếu cho báo cáo 6 tháng đầu năm 2026", "Dân số sinh sống thường xuyên", "Chưa có báo cáo nào được chốt")

		page := leader.visit("bao-cao/2026-1").ok().says("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Từ 01/01/2026 đến 30/06/2026", "<mark>", "[cần bổ sung:", "Sửa phần này", "/so-lieu/A1?", "Phụ lục:")
		page.neverSays("Trần Thị Kín", "Nội dung chỉ cán bộ đọc", "PDF")
		observer.visit("bao-cao/2026-1").ok().says("Tải bản thảo").neverSays("Sửa phần này", "Chốt báo cáo kỳ này")

		form := page.hidden("ban")
		refused := leader.do(http.MethodPost, "bao-cao/2026-1/chot", form).says("Báo cáo còn chỗ chưa có nội dung")
		if refused.status != http.StatusUnprocessableEntity {
			t.Errorf("status %d; want 422", refused.status)
		}
		form.Set("con-thieu", "1")
		leader.do(http.MethodPost, "bao-cao/2026-1/chot", form).says("Xin đánh dấu đã xem lại")
		form.Set("xac-nhan", "1")
		form.Set("so", "25/BC-UBND")
		form.Set("ngay-ky", "31/02/2026")
		leader.do(http.MethodPost, "bao-cao/2026-1/chot", form).says("Ngày ký chưa đúng", `value="25/BC-UBND"`)
		form.Set("ngay-ky", "2026-06-20")
		leader.do(http.MethodPost, "bao-cao/2026-1/chot", form).leads("bao-cao/chot/1?moi=1")
		leader.visit("bao-cao/chot/1?moi=1").ok().says("Đã chốt báo cáo số 1", "Số: 25/BC-UBND", "ngày 20 tháng 6 năm 2026", "không có gì thay đổi", "Cán bộ lãnh đạo")

		code := s.fileOn("2026-04-02")
		leader.visit("bao-cao/chot/1").ok().says("Đơn tiếp nhận", "<del>01</del>", "<ins>02</ins>", string(code), "/ho-so/"+string(code))
		observer.visit("bao-cao/chot/1").ok().says("Thêm 1 dòng").neverSays(string(code))
		leader.visit("bao-cao").ok().says("Đã chốt", "Bản chốt số 1")
		leader.visit("bao-cao/2026-1").ok().says("Kỳ này đã chốt")
		leader.do(http.MethodPost, "bao-cao/2026-1/chot", form).says("vừa thay đổi sau khi trang được mở")
		leader.visit("nhat-ky").ok().says("Chốt báo cáo", "số 1")
	})
}

func TestAPeriodThatRunsIsFrozenOnlyOnPurpose(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	leader := s.officerAs("lanhdao", ward.RoleLeader)
	form := url.Values{"con-thieu": {"1"}, "xac-nhan": {"1"}}
	leader.do(http.MethodPost, "bao-cao/2026-2/chot", form).says("Kỳ báo cáo đến hết ngày 31/12/2026 mới kết thúc")
	form.Set("chua-het", "1")
	leader.do(http.MethodPost, "bao-cao/2026-2/chot", form).leads("bao-cao/chot/1?moi=1")
	for _, path := range []string{"bao-cao/2027-1", "bao-cao/2026-3", "bao-cao/nay", "bao-cao/chot/2", "bao-cao/chot/mot", "bao-cao/2026-1/bao-cao.exe", "bao-cao/2026-1/bao-cao.pdf", "bao-cao/2026-1/phan/khong-co", "bao-cao/2027-1/kiem-tra"} {
		if got := leader.visit(path); got.status != http.StatusNotFound {
			t.Errorf("%s: status %d; want 404", path, got.status)
		}
	}
}

func TestASectionIsWrittenWithItsFieldsItsFaultsAndItsHistory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		s.fileOn("2026-03-02")
		leader := s.officerAs("lanhdao", ward.RoleLeader)
		const path = "bao-cao/2026-1/phan/giai-trinh"
		page := leader.visit(path).ok().says("Nội dung mặc định của chương trình", "đang dùng", "{A1}", "Đơn tiếp nhận", "01 đơn", "{dan-so}", "chưa nhập", "Xem trước")
		form := page.hidden("phien-ban")
		form.Set("viec", "luu")
		form.Set("noi-dung", "- Tiếp nhận {A1} đơn.\n- Còn {A99} đơn.")
		refused := leader.do(http.MethodPost, path, form).says("Dòng 2, cột 8", "không có chỉ tiêu hay từ nào tên “A99”", "Còn {A99} đơn.")
		if refused.status != http.StatusUnprocessableEntity {
			t.Errorf("status %d; want 422", refused.status)
		}
		form.Set("noi-dung", strings.Repeat("ờ", 30_000))
		leader.do(http.MethodPost, path, form).says("nhiều nhất là 60.000", "ờờờ")

		form.Set("noi-dung", "- Tiếp nhận {A1} đơn <b>.")
		form.Set("viec", "xem")
		leader.do(http.MethodPost, path, form).ok().says("Tiếp nhận <a href", ">01</a> đơn &lt;b&gt;.")
		leader.visit(path).ok().neverSays("&lt;b&gt;")
		form.Set("viec", "luu")
		leader.do(http.MethodPost, path, form).leads(path + "?da-luu=1")
		leader.visit(path+"?da-luu=1").ok().says("Đã lưu", "Cán bộ lãnh đạo</strong>, "+s.now.Format("15:04, 02/01/2006"), "6 tháng đầu năm 2026")
		leader.visit("bao-cao/2026-1").ok().says(">01</a> đơn &lt;b&gt;.")
		leader.visit("bao-cao/2025-2").ok().neverSays("đơn &lt;b&gt;.")

		conflict := leader.do(http.MethodPost, path, form).says("vừa được người khác sửa", "chưa được lưu") // the form is that of before
		if conflict.status != http.StatusConflict {
			t.Errorf("status %d; want 409", conflict.status)
		}
		form.Set("phien-ban", conflict.hidden("phien-ban").Get("phien-ban"))
		form.Set("noi-dung", "- Bản thứ hai.")
		form.Set("ky", "moi")
		leader.do(http.MethodPost, path, form).leads(path + "?da-luu=1")
		leader.visit("bao-cao/2025-2").ok().says("Bản thứ hai.")
		leader.visit("bao-cao/2026-1").ok().neverSays("Bản thứ hai.") // its own text stays

		leader.visit(path+"?ban=mac-dinh").ok().says("nội dung mặc định, chưa được lưu", "Tương tác với chính quyền")
		form = leader.visit(path).hidden("phien-ban")
		form.Set("viec", "luu")
		leader.do(http.MethodPost, path, form).leads(path + "?da-luu=1") // an empty text: what holds without it
		leader.visit("bao-cao/2026-1").ok().says("Bản thứ hai.")
		leader.visit("nhat-ky").ok().says("Soạn báo cáo", "Trách nhiệm giải trình với người dân")
	})
}

func TestTheCheckerReadsTheDraftBeforeItIsSigned(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	s.fileOn("2026-03-02")
	s.write(func(ctx context.Context, w *ward.Ward) error {
		return w.WriteNarrative(ctx, ward.Narrative{Section: "uu-diem", Text: "- Phường đã tiếp nhận 12 đơn thư của công dân. Có 45/50 hộ tham gia, đạt 95%."})
	})
	leader, observer := s.officerAs("lanhdao", ward.RoleLeader), s.officerAs("giamsat", ward.RoleObserver)
	page := leader.visit("bao-cao/2026-1/kiem-tra").ok()
	page.says("<code>record</code>", "dữ liệu của phường là 1", "<code>percentage</code>", "Có 45/50 hộ tham gia, đạt 95%.", "#phan-uu-diem", "/phan/uu-diem")
	observer.visit("bao-cao/2026-1/kiem-tra").ok().says("<code>percentage</code>").neverSays("/phan/uu-diem")
}

func TestAReportIsTakenAlongAsAFile(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	handler, err := console.Desk{House: s.house, Notices: plainNotices, PDF: func(_ context.Context, r report.Report) ([]byte, error) {
		return []byte("%PDF " + r.Title), nil
	}}.Handler()
	if err != nil {
		t.Fatal(err)
	}
	s.handler = handler
	frozen := s.frozenReport()
	observer := s.officerAs("giamsat", ward.RoleObserver)
	for format, want := range map[string]string{"docx": "PK", "xlsx": "PK", "md": "# BÁO CÁO", "csv": "\ufeffNội dung,", "json": "{\n", "pdf": "%PDF Kết quả"} {
		for path, name := range map[string]string{"2026-1/bao-cao.": "bao-cao-2026-1.", frozen + ".": "bao-cao-chot-1."} {
			got := observer.visit("bao-cao/" + path + format).ok()
			if !strings.HasPrefix(got.body, want) {
				t.Errorf("%s%s begins with %.20q", path, format, got.body)
			}
			if disposition := got.header.Get("Content-Disposition"); disposition != `attachment; filename="`+name+format+`"` {
				t.Errorf("%s%s: %s", path, format, disposition)
			}
		}
	}
	s.now = s.now.Add(time.Minute)
	observer.visit("bao-cao/2026-1").ok().says(">PDF</a>")
}

func TestPagesOfTheReportFitTheirReadersInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	s.fileOn("2026-03-02")
	s.write(func(ctx context.Context, w *ward.Ward) error {
		return w.WriteNarrative(ctx, ward.Narrative{Section: "uu-diem", Text: "- Có 45/50 hộ tham gia, đạt 95%.\n- Đã làm tốt công tác tiếp công dân."})
	})
	frozen := s.frozenReport()
	s.fileOn("2026-04-02")
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
	for name, path := range map[string]string{
		"reports": "", "report": "/2026-1", "section": "/2026-1/phan/uu-diem", "checked": "/2026-1/kiem-tra", "frozen": "/" + frozen,
	} {
		b.do(chromedp.Navigate(server.URL + deskPath + "bao-cao" + path))
		if name == "report" {
			b.do(chromedp.Click(`#chot > summary`))
		}
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
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 {
		t.Errorf("the browser complains: %q", b.complaints)
	}
}
