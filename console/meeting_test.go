package console_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

const chairman = "Chủ tịch UBND phường"

// nextThursday is the chairman's next day, with the clock set to eight in its morning.
func (s *site) nextThursday() law.Date {
	day := law.DateOf(s.now).AddDays(1)
	for day.Weekday() != time.Thursday {
		day = day.AddDays(1)
	}
	s.now = day.At(8, 0, law.Zone())
	return day
}

func decision(kind, day, to, who string) url.Values {
	return url.Values{
		"viec": {kind}, "ngay": {day}, "den": {to}, "ai": {who}, "thay": {"Phó Chủ tịch"}, "gio": {"8h – 10h"}, "ly-do": {"Họp cấp trên"},
		"van-ban": {"Thông báo số 12/TB-UBND ngày 01/11/2026"},
	}
}

func TestADecisionIsEnteredWithItsWarningAndCanBeTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		day := s.nextThursday().AddDays(7)
		o := s.officerAs("tiepnhan", ward.RoleReception)
		month := day.String()[:7]
		page := o.visit("lich-tiep?thang="+month).ok().says("Lịch tiếp công dân", "Thay đổi lịch", day.Vietnamese())

		o.do(http.MethodPost, "doi-lich?thang="+month, decision("move", day.AddDays(1).String(), "", "Văn phòng UBND phường")).leads("lich-tiep?thang=" + day.AddDays(1).String()[:7])
		got := o.do(http.MethodPost, "doi-lich?thang="+month, decision("move", day.AddDays(2).String(), "", chairman))
		got.says("không có buổi tiếp theo lịch", "Họp cấp trên", `aria-invalid="true"`)
		o.do(http.MethodPost, "doi-lich", decision("substitute", day.String(), "", chairman)).leads("lich-tiep?thang=" + month)
		page = o.visit("lich-tiep?thang="+month).ok().says("Phó Chủ tịch tiếp thay "+chairman, "không ủy quyền cho cấp phó", "12/TB-UBND", "Cán bộ tiếp nhận ghi lúc")
		change := regexp.MustCompile(`doi-lich/\d+`).FindString(page.body)
		o.do(http.MethodPost, change, url.Values{"thang": {month}}).leads("lich-tiep?thang=" + month)
		o.visit("lich-tiep?thang=" + month).ok().says("đã thu hồi").neverSays("không ủy quyền cho cấp phó tiếp công dân định kỳ; cần")
	})
}

func TestTheDaysListBecomesTheRegisterAndACase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		day := s.nextThursday()
		o := s.officerAs("tiepnhan", ward.RoleReception)
		path := "lich-tiep/" + day.String()
		o.visit(path).ok().says(chairman, "Chưa có ai đặt giờ")

		o.do(http.MethodPost, path+"/khach", url.Values{"ai": {chairman}, "ten": {""}, "so-nguoi": {"1"}, "noi-dung": {"Hỏi về đất"}}).says("Xin ghi họ tên", "Hỏi về đất")
		o.do(http.MethodPost, path+"/khach", url.Values{"ai": {chairman}, "ten": {"=Trần Thị Kín"}, "so-nguoi": {"1"}, "noi-dung": {"Hỏi về đất"}, "giay-to": {"12"}}).says("Số giấy tờ gồm 6 đến 12")
		o.do(http.MethodPost, path+"/khach", url.Values{
			"ai": {chairman}, "ten": {"=Trần Thị Kín"}, "dia-chi": {"Tổ dân phố Dương Hòa"}, "giay-to": {"034 190 001 234"}, "so-nguoi": {"7"}, "noi-dung": {"Hỏi về đất"},
		}).leads(path)
		page := o.visit(path).ok().says("=Trần Thị Kín", "••••1234", "cử 1 hoặc 2 người đại diện").neverSays("034190001234")

		visit := regexp.MustCompile(`khach/\d+`).FindString(page.body)
		result := url.Values{
			"phien-ban": {"1"}, "ten": {"=Trần Thị Kín"}, "dia-chi": {"Tổ dân phố Dương Hòa"}, "so-nguoi": {"7"}, "noi-dung": {"Hỏi về đất"},
			"viec": {"case"}, "linh-vuc": {"dat-dai"}, "tham-quyen": {"1"}, "thu-ly": {"UBND phường"},
		}
		o.do(http.MethodPost, path+"/"+visit, result).says("Xin chọn loại")
		result.Set("loai", string(law.KienNghi))
		filed := o.do(http.MethodPost, path+"/"+visit, result).ok().says("Đã lập hồ sơ", "Mã PIN chỉ hiện một lần")
		code := regexp.MustCompile(`HS-[0-9A-Z]{4}-[0-9A-Z]{5}`).FindString(filed.body)
		o.do(http.MethodPost, path+"/"+visit, result).says("Người khác vừa sửa")
		o.visit(path).ok().says("Tiếp nhận thành hồ sơ", "ho-so/"+code)
		if c := s.caseOf(ward.Code(code)); c.Kind != law.KienNghi || c.DueOn.IsZero() {
			t.Errorf("the case is %+v", c)
		}

		o.do(http.MethodPost, path+"/buoi", url.Values{"ai": {chairman}, "viec": {"khong"}}).says("Xin ghi vì sao không tổ chức")
		o.do(http.MethodPost, path+"/buoi", url.Values{"ai": {chairman}, "viec": {"co"}}).leads(path)
		o.visit(path).ok().says("Đã tổ chức.")
		o.visit("lich-tiep/so").ok().says("Hỏi về đất", "••••1234", "Sổ có dữ liệu cá nhân").neverSays("034190001234")

		book := o.visit("lich-tiep/so.docx").ok()
		if text := partOf(t, book.body, "word/document.xml"); !strings.Contains(text, "034190001234") || !strings.Contains(text, "Thuộc thẩm quyền") || !strings.Contains(text, `w:orient="landscape"`) {
			t.Error("the document lacks the number, a column or its direction")
		}
		sheet := o.visit("lich-tiep/so.xlsx").ok()
		if text := partOf(t, sheet.body, "xl/worksheets/sheet1.xml"); !strings.Contains(text, "=Trần Thị Kín") || strings.Contains(text, "<f>") {
			t.Error("the sheet lacks the visitor, or takes a name for a formula")
		}
		s.write(func(ctx context.Context, w *ward.Ward) error {
			log, err := w.AuditLog(ctx, ward.AuditQuery{Acts: []ward.Act{ward.ActExported}, Limit: 10})
			if err == nil && len(log) != 2 {
				t.Errorf("%d exports stand in the log; want both", len(log))
			}
			return err
		})
	})
}

func TestWhoDenouncedAtTheCounterIsKnownToTheirOfficerAlone(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	day := s.nextThursday()
	one, other := s.officerAs("mot", ward.RoleReception), s.officerAs("hai", ward.RoleReception)
	path := "lich-tiep/" + day.String()
	form := url.Values{"ai": {chairman}, "ten": {"Trần Thị Kín"}, "giay-to": {"034190001234"}, "so-nguoi": {"1"}, "noi-dung": {"Tố cáo việc thu tiền sai"}, "loai": {string(law.ToCao)}}
	one.do(http.MethodPost, path+"/khach", form).leads(path)
	one.visit(path).ok().says("Trần Thị Kín")
	other.visit(path).ok().says("Giữ bí mật").neverSays("Trần Thị Kín", "thu tiền sai")
	if text := partOf(t, one.visit("lich-tiep/so.docx").ok().body, "word/document.xml"); strings.Contains(text, "Trần Thị Kín") || strings.Contains(text, "034190001234") {
		t.Error("the register names who denounced")
	}
}

// partOf is one file of an office document.
func partOf(t *testing.T, document, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader([]byte(document)), int64(len(document)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
