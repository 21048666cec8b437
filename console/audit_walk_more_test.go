package console_test

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/ward"
)

// filledForm is the workbook for figures with one figure in it.
func filledForm(t *testing.T, blank string) []byte {
	t.Helper()
	file, err := excelize.OpenReader(strings.NewReader(blank))
	if err != nil {
		t.Fatal(err)
	}
	for cell, value := range map[string]any{"F3": 4405, "G3": "Báo cáo hội"} {
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

// noticesAndFigures are public; who wrote what stands in the log all the same.
func (w *walk) noticesAndFigures() {
	w.t.Helper()
	const post = http.MethodPost
	editor, leader := w.officerAs("viet2", ward.RoleEditor), w.officerAs("duyet2", ward.RoleLeader)
	w.logged()
	made := func(route string, got reply) (subject string) {
		w.t.Helper()
		rows := w.logged()
		if got.status != http.StatusSeeOther || len(rows) == 0 {
			w.t.Fatalf("%s: status %d, and %d rows", route, got.status, len(rows))
		}
		w.stands(rows, route, "viet2", ward.ActAnnounced, rows[0].Subject)
		return rows[0].Subject
	}
	first := editor.do(post, "thong-bao/moi", noticeForm("viec", "luu"))
	subject, at := made("POST thong-bao/moi", first), first.made()
	w.step("POST thong-bao/{id}/sua", "viet2", ward.ActAnnounced, subject, editor.do(post, at+"/sua", noticeForm("viec", "luu", "phien-ban", "1", "tieu-de", "Cắt nước khu Dương Hòa")))
	w.step("POST thong-bao/{id}/buoc", "viet2", ward.ActAnnounced, subject, editor.do(post, at+"/buoc", url.Values{"viec": {"gui"}, "phien-ban": {"2"}}))
	w.step("POST thong-bao/{id}/duyet", "duyet2", ward.ActApproved, subject, leader.do(post, at+"/duyet", url.Values{"viec": {"duyet"}, "phien-ban": {"2"}}))
	campaign := url.Values{
		"loai": {"leader-election"}, "ngay": {"2027-01-30"}, "ban-hanh": {"2026-11-24"}, "da-chon": {"1"}, "chu-de": {"bau-cu-hop-dan"},
		"o-ten_phuong": {"phường Minh Đức"}, "o-to_dan_pho": {"Dương Hòa"},
	}
	suggested := editor.visit("thong-bao/chien-dich?loai=leader-election&ngay=2027-01-30&ban-hanh=2026-11-24").ok()
	campaign.Set("buoc", suggested.take(regexp.MustCompile(`name="buoc" value="([^"]+)"`)))
	made("POST thong-bao/chien-dich", editor.do(post, "thong-bao/chien-dich", campaign))

	w.step("POST so-lieu/nhap", "viet2", ward.ActEntered, "", editor.do(post, "so-lieu/nhap", url.Values{"noi-dung": {"1"}, "so.dan-so": {"8.805"}, "vb.dan-so": {"Báo cáo dân số số 12/BC-UBND"}}))
	w.step("POST so-lieu/nhap/tep", "viet2", ward.ActEntered, "", editor.send("so-lieu/nhap/tep", nil, "so-lieu.xlsx", filledForm(w.t, editor.visit("so-lieu/nhap/mau.xlsx").ok().body)))
	w.step("GET so-lieu/{metric}/{rows}", "duyet2", ward.ActExported, "", leader.visit("so-lieu/A1/dong.csv"))

	form := leader.visit("bao-cao/2026-1/phan/giai-trinh").ok().hidden("phien-ban")
	form.Set("viec", "luu")
	form.Set("noi-dung", "- Tiếp nhận {A1} đơn.")
	w.step("POST bao-cao/{period}/phan/{section}", "duyet2", ward.ActNarrated, "", leader.do(post, "bao-cao/2026-1/phan/giai-trinh", form))
	form = leader.visit("bao-cao/2026-1").ok().hidden("ban")
	form.Set("con-thieu", "1")
	form.Set("xac-nhan", "1")
	w.step("POST bao-cao/{period}/chot", "duyet2", ward.ActFroze, "", leader.do(post, "bao-cao/2026-1/chot", form))
}
