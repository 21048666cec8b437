package console_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// entriesOf are the values that hold for a period, by indicator.
func (s *site) entriesOf(from, to string) map[string]float64 {
	s.t.Helper()
	values := map[string]float64{}
	s.write(func(ctx context.Context, w *ward.Ward) error {
		all, err := w.Entries(ctx, law.MustDate(from), law.MustDate(to))
		for id, e := range all {
			values[id] = e.Value
		}
		return err
	})
	return values
}

func TestFiguresAreEnteredWithTheirDocumentAndTheirHistory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		o := s.officerAs("bientap", ward.RoleEditor)
		form := url.Values{
			"noi-dung": {"1"}, "so.dan-so": {"8.805"}, "vb.dan-so": {"Báo cáo dân số số 12/BC-UBND"}, "so.hoi-vien": {"bốn nghìn"}, "vb.hoi-vien": {"Báo cáo hội"},
			"so.bau-cu.du": {"437"}, "vb.bau-cu.du": {""},
		}
		refused := o.do(http.MethodPost, "so-lieu/nhap", form).says("Chưa ghi số liệu nào", "Giá trị chưa phải là số", "Xin ghi văn bản nguồn", `value="8.805"`, `value="bốn nghìn"`)
		if refused.status != http.StatusUnprocessableEntity || len(s.entriesOf("2026-07-01", "2026-12-31")) > 0 {
			t.Fatalf("status %d, and %v is entered; want 422 and nothing", refused.status, s.entriesOf("2026-07-01", "2026-12-31"))
		}
		form.Set("so.hoi-vien", "4.405")
		form.Set("vb.bau-cu.du", "Biên bản")
		o.do(http.MethodPost, "so-lieu/nhap", form).leads("so-lieu/nhap?da-nhap=3&ky=nua-nam")
		o.visit("so-lieu/nhap?da-nhap=3&ky=nua-nam").ok().says("Đã ghi 03 số liệu.", "Cán bộ biên tập nhập lúc", `value="4.405"`)
		if again := o.do(http.MethodPost, "so-lieu/nhap", form).says("Không có số liệu nào mới"); again.status != http.StatusUnprocessableEntity {
			t.Errorf("the same again: status %d; want 422", again.status)
		}
		form.Set("so.dan-so", "8.810")
		o.do(http.MethodPost, "so-lieu/nhap", form).leads("so-lieu/nhap?da-nhap=1&ky=nua-nam")
		o.visit("so-lieu/nhap/dan-so").ok().says("8.805", "8.810", "Cán bộ biên tập", "01/07/2026 – 31/12/2026")
		o.visit("so-lieu").ok().says("3 chỉ tiêu nhập tay", "8.810 người")
		if got := o.visit("so-lieu/nhap/hanh-phuc"); got.status != http.StatusNotFound {
			t.Errorf("an indicator that is none: status %d; want 404", got.status)
		}
	})
}

func TestAFilledWorkbookIsEnteredWhollyOrNotAtAll(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	o := s.officerAs("bientap", ward.RoleEditor)
	form := o.visit("so-lieu/nhap/mau.xlsx").ok()
	fill := func(cells map[string]any) []byte {
		t.Helper()
		file, err := excelize.OpenReader(strings.NewReader(form.body))
		if err != nil {
			t.Fatal(err)
		}
		for cell, value := range cells {
			if err := file.SetCellValue("Số liệu", cell, value); err != nil {
				t.Fatal(err)
			}
		}
		var out bytes.Buffer
		if err := file.Write(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	wrong := fill(map[string]any{"F2": 8805, "G2": "Báo cáo dân số", "F3": "nhiều", "G3": "Báo cáo", "F4": 3})
	refused := o.send("so-lieu/nhap/tep", nil, "so-lieu.xlsx", wrong).says("Chưa ghi số liệu nào của tệp", "Dòng 3: giá trị “nhiều” không phải là số", "Dòng 4: thiếu văn bản nguồn")
	if refused.status != http.StatusUnprocessableEntity || len(s.entriesOf("2026-07-01", "2026-12-31")) > 0 {
		t.Errorf("status %d, and %v is entered; want 422 and nothing", refused.status, s.entriesOf("2026-07-01", "2026-12-31"))
	}
	right := fill(map[string]any{"F2": 8805, "G2": "Báo cáo dân số", "F3": "4.405", "G3": "Báo cáo"})
	o.send("so-lieu/nhap/tep", nil, "so-lieu.xlsx", right).leads("so-lieu/nhap?da-nhap=2&ky=nua-nam")
	if got := s.entriesOf("2026-07-01", "2026-12-31"); got["dan-so"] != 8805 || got["hoi-vien"] != 4405 {
		t.Errorf("entered is %v", got)
	}
	o.send("so-lieu/nhap/tep", nil, "so-lieu.pdf", []byte("%PDF")).says("Chỉ nhận tệp .xlsx hoặc .csv.")
	o.send("so-lieu/nhap/tep", nil, "so-lieu.xlsx", []byte("không phải Excel")).says("Không mở được tệp Excel này")
}

func TestAReportIsCheckedAtTheDesk(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	o := s.officerAs("lanhdao", ward.RoleLeader)
	s.write(func(ctx context.Context, w *ward.Ward) error {
		return w.Enter(ctx, ward.Entry{Indicator: "dan-so", From: law.MustDate("2026-07-01"), To: law.MustDate("2026-12-31"), Value: 8805, Document: "Báo cáo"})
	})
	text := "Toàn phường có 8.850 người dân sinh sống thường xuyên.\n\nĐã có 437/484 đại diện hộ dự họp, đạt 95,3%.\n"
	page := o.send("so-lieu/kiem-tra", nil, "bao-cao.txt", []byte(text)).ok().says("Kết quả: bao-cao.txt", "dữ liệu của phường là 8.805", "Dòng 1", "Dòng 3", "lỗi phải sửa trước khi ký")
	page.neverSays("sinh sống thường xuyên.\n\nĐã có")
	o.send("so-lieu/kiem-tra", nil, "bao-cao.txt", []byte("Phường đã họp.\n")).ok().says("Kết quả", "kỳ từ 01/07/2026 đến 31/12/2026")
	earlier := "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2025\n\n" + text // what it counts is not this half-year's
	o.send("so-lieu/kiem-tra", nil, "bao-cao.txt", []byte(earlier)).ok().says("kỳ từ 01/01/2025 đến 30/06/2025").neverSays("dữ liệu của phường là 8.805")
	for name, data := range map[string]string{"anh.png": "\x89PNG", "hong.docx": "không phải docx"} {
		if got := o.send("so-lieu/kiem-tra", nil, name, []byte(data)).says("Không đọc được tệp này"); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d; want 422", name, got.status)
		}
	}
	o.do(http.MethodPost, "so-lieu/kiem-tra", nil).says("Xin chọn tệp báo cáo")
	seed, err := os.ReadFile(filepath.Join("..", "report", "check", "testdata", "minh-duc-2024-h1.txt"))
	if err != nil {
		t.Fatal(err)
	}
	o.send("so-lieu/kiem-tra", nil, "bao-cao.txt", seed).ok().says("lỗi phải sửa")
}
