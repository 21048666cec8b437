package console_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"danbiet/console"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// pages are all kinds of pages for everybody, with words that each must show.
var pages = []struct {
	path string
	says []string
}{
	{"", []string{"<h1>Kính chào ông/bà</h1>", `href="/chat/minh-duc"`, "Ủy ban nhân dân phường Minh Đức, tỉnh Hưng Yên.", "07:30–11:30", "tel:114"}},
	{"tiep-cong-dan", []string{"Tháng 11 năm 2026", "Thứ Hai", "Chủ nhật", "Bùi Danh Cẩn", "Thông báo số 81/TB-UBND"}},
	{"tiep-cong-dan?thang=2024-02", []string{"Tháng 2 năm 2024", "Tết Nguyên đán"}},
	{"cong-khai", []string{"Điều 11 Luật Thực hiện dân chủ ở cơ sở 2022", "Dự toán, quyết toán và tình hình thực hiện ngân sách"}},
	{"cong-khai?q=ho+ngheo", []string{"văn bản."}},
	{"cong-khai?nhom=ngan-sach&con=1", []string{"<h1>Dự toán, quyết toán"}},
	{"thu-tuc", []string{"Đăng ký khai sinh"}},
	{"thu-tuc/khai-sinh", []string{"<h2>Giấy tờ cần có</h2>", "Luật Hộ tịch 2014"}},
	{"danh-ba", []string{"Chủ tịch UBND phường", "Phường sẽ cập nhật họ tên và số điện thoại.", "Phường sẽ cập nhật địa chỉ.", "Tổ dân phố Dương Hòa", "Thanh tra tỉnh Hưng Yên", "tel:115"}},
	{"ho-so", []string{"Mã hồ sơ"}},
}

func TestEveryPageSaysWhatItIsFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openSite(t, d)
		for _, p := range pages {
			s.get(p.path).ok().says(p.says...)
		}
	})
}

func TestEveryPageHasLandmarksAndOneHeading(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	headings := regexp.MustCompile(`<h1[ >]`)
	for _, p := range append(pages, struct {
		path string
		says []string
	}{"khong-co-trang-nay", nil}) {
		r := s.get(p.path)
		r.says(`<html lang="vi">`, `<a class="skip" href="#noi-dung">`, `<main id="noi-dung"`, `<nav aria-label="Các mục">`, "<footer", "Dữ liệu mẫu để minh họa")
		if n := len(headings.FindAllString(r.body, -1)); n != 1 {
			t.Errorf("%q has %d first headings", p.path, n)
		}
	}
}

func TestEveryAnswerCarriesStrictHeaders(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "same-origin",
	}
	for _, path := range []string{"", "tiep-cong-dan", "tiep-cong-dan.ics", "cong-khai", "cong-khai/feed.xml", "ho-so", "khong-co", "/phuong/khong-co/", "/phuong/_/khong-co.css"} {
		r := s.get(path)
		for name, value := range want {
			if got := r.header.Get(name); got != value {
				t.Errorf("%q: %s is %q, want %q", path, name, got, value)
			}
		}
		if r.header.Get("Set-Cookie") != "" {
			t.Errorf("%q sets a cookie", path)
		}
		if strings.Contains(r.body, "<script") || strings.Contains(r.body, " style=") {
			t.Errorf("%q holds a script or a style of its own, which the policy forbids", path)
		}
	}
}

func TestPagesLoadNothingFromElsewhere(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	loaded := regexp.MustCompile(`<link rel="(?:stylesheet|icon)" href="([^"]+)"`)
	for _, match := range loaded.FindAllStringSubmatch(s.get("").ok().body, -1) {
		file := s.get(match[1])
		file.ok()
		if !strings.HasPrefix(match[1], "/phuong/_/") || !strings.Contains(file.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s is kept as %q", match[1], file.header.Get("Cache-Control"))
		}
	}
}

func TestReaderWithTheLatestPageIsToldSo(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	first := s.get("danh-ba").ok()
	tag := first.header.Get("ETag")
	if tag == "" || first.header.Get("Cache-Control") != "public, max-age=60" {
		t.Fatalf("ETag %q, Cache-Control %q", tag, first.header.Get("Cache-Control"))
	}
	if again := s.get("danh-ba", "If-None-Match", tag); again.status != http.StatusNotModified || again.body != "" {
		t.Errorf("the same page again: status %d with %d bytes, want 304", again.status, len(again.body))
	}
	s.change(func(p *ward.Profile) { p.Email = "ubnd@example.vn"; p.Address = "Số 1" })
	s.get("danh-ba", "If-None-Match", tag).ok().says("Số 1")
}

func TestUnknownAddressesGetAPageInVietnamese(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	tests := map[string]string{
		"khong-co": "Không tìm thấy trang này", "cong-khai/khong-co": "Không tìm thấy trang này", "cong-khai/khong-co.pdf": "Không tìm thấy trang này",
		"thu-tuc/khong-co": "Không tìm thấy trang này", "cong-khai?nhom=khong-co": "Không tìm thấy trang này", "cong-khai?trang=0": "Không tìm thấy trang này",
		"cong-khai?q=ngheo&trang=90": "Không tìm thấy trang này", "tiep-cong-dan?thang=khong": "Không tìm thấy trang này", "tiep-cong-dan?thang=1900-01": "Không tìm thấy trang này",
		"tiep-cong-dan.ics?ai=khong-co": "Không tìm thấy trang này", "/phuong/khong-co/": "Không tìm thấy đơn vị này", "/phuong/khong-co/cong-khai/feed.xml": "Không tìm thấy đơn vị này",
		"/phuong/": "Hỏi Trợ lý ảo", "/abc": "Không tìm thấy trang này", "/chat/": "Về trang đầu của phường",
	}
	for path, want := range tests {
		r := s.get(path)
		r.says(want, "<meta name=\"robots\" content=\"noindex\"")
		if r.status != http.StatusNotFound {
			t.Errorf("%q: status %d, want 404", path, r.status)
		}
	}
}

func TestAddressWithoutTheLastSlashLeadsHome(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	r := s.get("/phuong/minh-duc")
	if r.status != http.StatusMovedPermanently || r.header.Get("Location") != "/phuong/minh-duc/" {
		t.Errorf("status %d to %q", r.status, r.header.Get("Location"))
	}
}

func TestPagesCannotBeWrittenTo(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		r := s.ask(httptest.NewRequestWithContext(t.Context(), method, "/phuong/minh-duc/danh-ba", nil))
		if r.status != http.StatusMethodNotAllowed || r.header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: status %d, Allow %q", method, r.status, r.header.Get("Allow"))
		}
	}
}

func TestOpeningHoursFollowTheClock(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	tests := []struct{ name, at, want string }{
		{"in the morning", "2026-11-24 09:15", "Đang mở cửa."},
		{"before it opens", "2026-11-24 06:00", "Mở cửa lúc 07:30 hôm nay."},
		{"in the break at noon", "2026-11-24 12:00", "Mở cửa lúc 13:30 hôm nay."},
		{"in the evening", "2026-11-24 17:00", "Mở cửa lúc 07:30 thứ Tư, 25/11/2026."},
		{"on Saturday", "2026-11-28 09:00", "Mở cửa lúc 07:30 thứ Hai, 30/11/2026."},
		{"on a holiday", "2026-09-02 09:00", "Hôm nay: Quốc khánh."},
		{"at Tết", "2026-02-16 09:00", "Mở cửa lúc 07:30 thứ Hai, 23/02/2026."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			at, err := time.ParseInLocation("2006-01-02 15:04", test.at, law.Zone())
			if err != nil {
				t.Fatal(err)
			}
			s.now = at
			s.get("").ok().says(test.want)
		})
	}
}

// A ward types its own profile; whatever stands in it must come out as text.
func TestHostileProfileComesOutAsText(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	const evil = `<script>alert(1)</script>"><img src=x onerror=alert(2)>`
	s.change(func(p *ward.Profile) {
		p.Name, p.Short, p.Address, p.Province, p.SampleNote, p.HoursNote, p.Email = evil, evil, evil, evil, evil, evil, evil
		p.Website = "javascript:alert(3)"
		p.Hotlines = []ward.Line{{Slug: "phuong", Name: evil, Number: `javascript:alert(4)"`, Note: evil}}
		p.Officials = []ward.Official{{Slug: "chu-tich", Name: evil, Title: evil, Duties: evil, Room: evil, Phone: evil}}
		p.Neighbourhoods = []ward.Neighbourhood{{Slug: "mot", Name: evil, Hall: evil, Head: evil, Phone: evil, Note: evil}}
		p.Above = []ward.Office{{Name: evil, Address: evil, Note: evil}}
		p.Reception.Place = evil
		p.Reception.Weekly[0].Name, p.Reception.Weekly[0].Document = evil, evil
		p.Reception.Moves = []ward.ReceptionMove{{Who: "chairman", Date: "2026-11-26", To: "2026-11-27", Reason: evil, Document: evil}}
		p.Reception.Substitutes = []ward.ReceptionReplace{{Who: "office", Date: "2026-11-25", By: evil, Reason: evil}}
	})
	s.put(ward.Disclosure{
		Slug: "xau", Group: 1, Title: evil, Number: evil, Issued: "2026-11-01", Signer: evil, Issuer: evil, Summary: evil,
		Body: "## " + evil + "\n" + evil, Table: [][]string{{evil, evil}, {evil, evil}}, Source: evil, Posted: []ward.Posting{{Place: evil}},
	})
	for _, path := range []string{"", "tiep-cong-dan", "cong-khai", "cong-khai/xau", "cong-khai?q=" + "%3Cscript%3E", "thu-tuc", "danh-ba", "ho-so?ma=%3Cscript%3E", "khong-co", "cong-khai/feed.xml"} {
		r := s.get(path)
		r.neverSays("<script", "<img", "onerror=alert(2)&gt;>", `href="javascript:`, `"tel:javascript`)
		if strings.HasSuffix(path, "khong-co") != (r.status == http.StatusNotFound) && !strings.HasPrefix(path, "ho-so") {
			t.Errorf("%q: status %d", path, r.status)
		}
	}
	s.get("").says("&lt;script&gt;alert(1)&lt;/script&gt;")
}

func TestDatabaseThatIsGoneGetsAPoliteAnswer(t *testing.T) {
	d := dbtest.SQLite(t)
	var log strings.Builder
	s := openSite(t, d, console.WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	r := s.get("cong-khai?q=bi-mat")
	r.says("Hệ thống đang bận", "thử lại sau ít phút").neverSays("sql", "database")
	if r.status != http.StatusServiceUnavailable || r.header.Get("Retry-After") == "" {
		t.Errorf("status %d, Retry-After %q", r.status, r.header.Get("Retry-After"))
	}
	if !strings.Contains(log.String(), "public pages: answer") || strings.Contains(log.String(), "bi-mat") {
		t.Errorf("the log says %q", log.String())
	}
}
