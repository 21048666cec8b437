package console_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

var (
	intakeKey  = regexp.MustCompile(`name="khoa" value="([^"]+)"`)
	filedCode  = regexp.MustCompile(`<dt>Mã hồ sơ</dt><dd class="key">([^<]+)</dd>`)
	filedPIN   = regexp.MustCompile(`<dt>Mã PIN</dt><dd class="key">(\d{6})</dd>`)
	keptScan   = regexp.MustCompile(`name="da-gui" value="([^"]+)"`)
	oneVersion = regexp.MustCompile(`name="phien-ban" value="(\d+)"`)
)

// take is the first part of what a pattern finds in the page.
func (r reply) take(pattern *regexp.Regexp) string {
	r.t.Helper()
	found := pattern.FindStringSubmatch(r.body)
	if found == nil {
		r.t.Fatalf("the page has no %s:\n%s", pattern, r.main())
	}
	return found[1]
}

// paperForm is what a clerk types of a paper, on a fresh form.
func (o *officer) paperForm(kind law.PetitionKind, more ...string) url.Values {
	o.t.Helper()
	form := url.Values{
		"khoa": {o.visit("tiep-nhan").ok().take(intakeKey)}, "kenh": {"paper"}, "loai": {string(kind)}, "ngay": {"2026-11-20"},
		"ten": {"Trần Thị A"}, "dien-thoai": {"0912 345 678"}, "dia-chi": {"Tổ dân phố Dương Hòa"}, "noi-dung": {flooded}, "linh-vuc": {"moi-truong"}, "to": {"duong-hoa"},
		"hanh-vi": {"Quyết định 45/QĐ-UBND"}, "cua-ai": {"Công chức địa chính"}, "yeu-cau": {"Xem lại"}, "chu-ky": {"ky"},
	}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

// upload sends the form of the counter with a file.
func (o *officer) upload(form url.Values, name string, data []byte) reply {
	o.t.Helper()
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for field, values := range form {
		for _, v := range values {
			if err := parts.WriteField(field, v); err != nil {
				o.t.Fatal(err)
			}
		}
	}
	part, err := parts.CreateFormFile("tep", name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = parts.Close()
	}
	if err != nil {
		o.t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(o.t.Context(), http.MethodPost, deskPath+"tiep-nhan", &body)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	r.AddCookie(o.cookie)
	return o.ask(r)
}

func TestAPetitionOnPaperGetsACodeAPINOnceAndAReceipt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		before := s.fileCase(law.PhanAnh, flooded)
		o := s.officerAs("tiepnhan", ward.RoleReception)
		form := o.paperForm(law.PhanAnh, "so-den", "12")
		done := o.do(http.MethodPost, "tiep-nhan", form).ok().says("Đã tiếp nhận", "chỉ hiện lần này", "Có thể trùng với", string(before))
		code, pin := done.take(filedCode), done.take(filedPIN)
		o.do(http.MethodPost, "tiep-nhan", form).ok().says(code, "không hiện lại").neverSays(pin)

		c := s.caseOf(ward.Code(code))
		if c.Channel != ward.ChannelPaper || law.DateOf(c.ReceivedAt) != law.MustDate("2026-11-20") || c.ClockFrom != law.MustDate("2026-11-20") {
			t.Errorf("the case is %+v", c)
		}
		o.visit("ho-so/"+code).ok().says("Trần Thị A", "0912 345 678", flooded, "Cán bộ tiếp nhận")
		for _, receipt := range []reply{
			o.visit("tiep-nhan/" + code + "/phieu.pdf").ok(), o.do(http.MethodPost, "tiep-nhan/"+code+"/phieu.pdf", url.Values{"pin": {pin}}).ok(),
		} {
			if !strings.HasPrefix(receipt.body, "%PDF-") || receipt.header.Get("Content-Type") != "application/pdf" {
				t.Errorf("the receipt is %q", receipt.header)
			}
		}
		s.write(func(ctx context.Context, w *ward.Ward) error {
			check, err := w.TryPIN(ctx, ward.Code(code), pin)
			if check != ward.PINRight {
				t.Errorf("the citizen's PIN is %s", check)
			}
			return err
		})
	})
}

func TestARefusedFormOfTheCounterKeepsWhatWasTypedAndMarksEachField(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	o := s.officerAs("tiepnhan", ward.RoleReception)
	form := o.paperForm(
		law.KhieuNai, "ten", "", "dien-thoai", "12", "ngay", "2026-11-25", "linh-vuc", "", "so-nguoi", "nhiều", "vuot-cap", "co", "kenh", "phone", "dia-diem", "Ngõ <12>",
	)
	got := o.upload(form, "đơn.pdf", []byte("%PDF-1.7 đơn"))
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d; want 422", got.status)
	}
	got.says(
		"còn 6 mục", "Xin ghi họ tên", "Số điện thoại chưa đúng", "không được sau hôm nay", "Xin chọn lĩnh vực", "Xin ghi số người bằng chữ số", "cơ quan đã chuyển đơn về",
		flooded, `value="Ngõ &lt;12&gt;"`, "Quyết định 45/QĐ-UBND", `aria-invalid="true"`, "Đã nhận: đơn.pdf",
	)
	again := o.paperForm(law.KhieuNai, "khoa", form.Get("khoa"), "da-gui", got.take(keptScan))
	code := ward.Code(o.do(http.MethodPost, "tiep-nhan", again).ok().take(filedCode))
	s.write(func(ctx context.Context, w *ward.Ward) error {
		files, err := w.CaseFiles(ctx, s.mustFind(ctx, w, code).ID)
		if len(files) != 1 || files[0].Mime != "application/pdf" {
			t.Errorf("files %+v; want the scan of the refused form", files)
		}
		return err
	})
}

func (s *site) mustFind(ctx context.Context, w *ward.Ward, code ward.Code) ward.Petition {
	s.t.Helper()
	p, err := w.Petition(ctx, code)
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func TestOnlyPicturesAndPDFAreTakenAsScans(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	o := s.officerAs("tiepnhan", ward.RoleReception)
	for name, data := range map[string]string{"a.html": "<!DOCTYPE html><script>1</script>", "a.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`, "a.exe": "MZ\x90\x00"} {
		o.upload(o.paperForm(law.PhanAnh), name, []byte(data)).says("Chỉ nhận ảnh", flooded)
	}
	o.upload(o.paperForm(law.PhanAnh), "a.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")).ok().says("Đã tiếp nhận")
	if got := o.upload(o.paperForm(law.PhanAnh), "a.pdf", bytes.Repeat([]byte("%PDF-1.7\n"), 3<<20)); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("27 MB: status %d; want 413", got.status)
	}
}

func TestAnUnsignedComplaintOnPaperWaitsAndTheReceiptAsksForTheSignature(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	o := s.officerAs("tiepnhan", ward.RoleReception)
	done := o.do(http.MethodPost, "tiep-nhan", o.paperForm(law.KhieuNai, "chu-ky", "")).ok().says("Chờ ký, bổ sung", "chữ ký hoặc điểm chỉ").neverSays("<dt>Hạn</dt>")
	if c := s.caseOf(ward.Code(done.take(filedCode))); c.Status != ward.StatusUnsigned || !c.DueOn.IsZero() {
		t.Errorf("the case is %s, due %s", c.Status, c.DueOn)
	}
}

func TestADenunciationOfALeaderIsSeenByItsReceptionOfficerAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		s.fileCase(law.PhanAnh, "Rác không được thu gom.")
		keeper, other := s.officerAs("tiepnhan", ward.RoleReception), s.officerAs("tiepnhan2", ward.RoleReception)
		leader, handler, observer := s.officerAs("lanhdao", ward.RoleLeader), s.officerAs("xuly", ward.RoleHandler), s.officerAs("giamsat", ward.RoleObserver)
		const act = "Chủ tịch phường nhận tiền cấp đất."
		form := keeper.paperForm(law.ToCao, "noi-dung", act, "lanh-dao", "co")
		leader.visit("tiep-nhan").ok().neverSays(`name="lanh-dao"`)
		leader.do(http.MethodPost, "tiep-nhan", leader.paperForm(law.ToCao, "lanh-dao", "co")).says("lãnh đạo phường không nhận đơn")
		code := keeper.do(http.MethodPost, "tiep-nhan", form).ok().says("Mở hồ sơ để chuyển lên tỉnh").take(filedCode)
		own := "tiep-nhan/" + code
		keeper.visit("ho-so/" + code).leads(own)
		page := keeper.visit(own).ok().says(act, "Điều 13 Luật Tố cáo 2018", "5 ngày làm việc", "27/11/2026")
		keeper.visit("tiep-nhan").ok().says(code, "chỉ ông/bà thấy")
		keeper.visit(own + "/phieu.pdf").ok()
		keeper.visit(own + "/phieu-chuyen.docx").ok()

		pages := []string{
			"ho-so/" + code, "ho-so/" + code + "/phieu-chuyen.docx", own, own + "/phieu.pdf", own + "/phieu-chuyen.docx", own + "/tep/x",
		}
		for name, o := range map[string]*officer{"another": other, "leader": leader, "handler": handler, "observer": observer} {
			unknown := o.visit("khong-co").body
			for _, path := range pages {
				if got := o.visit(path); got.status != http.StatusNotFound || got.body != unknown {
					t.Errorf("%s opens %s: status %d", name, path, got.status)
				}
			}
			for _, path := range []string{own + "/chuyen", own + "/phieu.pdf", "ho-so/" + code + "/buoc", "ho-so/" + code + "/ghi-chu", "ho-so/" + code + "/lanh-dao"} {
				if got := o.do(http.MethodPost, path, url.Values{"phien-ban": {page.take(oneVersion)}, "pin": {"123456"}}); got.status != http.StatusNotFound {
					t.Errorf("%s posts to %s: status %d", name, path, got.status)
				}
			}
			if o != observer {
				o.visit("ho-so?xem=all").ok().neverSays(code)
				o.visit("ho-so?tim=" + url.QueryEscape(code)).ok().neverSays("ho-so/" + code)
			}
		}

		sent := url.Values{"phien-ban": {page.take(oneVersion)}, "ly-do": {"Chủ tịch UBND tỉnh"}, "van-ban": {""}, "ngay": {"2026-11-24"}}
		keeper.do(http.MethodPost, own+"/chuyen", sent).says("số văn bản", "Chủ tịch UBND tỉnh")
		sent.Set("van-ban", "3/PC-UBND")
		keeper.do(http.MethodPost, own+"/chuyen", sent).leads(own)
		keeper.visit(own).ok().says("Đã chuyển").neverSays("Xác nhận đã chuyển lên tỉnh")
	})
}

func TestADenunciationIsMarkedAsAboutALeaderOnItsPage(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	code := s.fileCase(law.ToCao, "Phó Chủ tịch nhận tiền.")
	keeper, leader := s.officerAs("tiepnhan", ward.RoleReception), s.officerAs("lanhdao", ward.RoleLeader)
	page := leader.visit("ho-so/" + string(code)).ok().neverSays("Đánh dấu và giữ")
	leader.do(http.MethodPost, "ho-so/"+string(code)+"/lanh-dao", page.form()).says("Chỉ cán bộ tiếp nhận đánh dấu được")
	page = keeper.visit("ho-so/" + string(code)).ok().says("Đánh dấu và giữ")
	keeper.do(http.MethodPost, "ho-so/"+string(code)+"/lanh-dao", page.form()).leads("ho-so/" + string(code))
	keeper.visit("ho-so/" + string(code)).leads("tiep-nhan/" + string(code))
	if got := leader.visit("ho-so/" + string(code)); got.status != http.StatusNotFound {
		t.Errorf("the leader opens it: status %d", got.status)
	}
}

func TestTheRegisterNamesSendersButNoDenouncer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		o := s.officerAs("tiepnhan", ward.RoleReception)
		o.do(http.MethodPost, "tiep-nhan", o.paperForm(law.KienNghi, "so-den", "12", "noi-dung", "=1+1 là sai.")).ok()
		o.do(http.MethodPost, "tiep-nhan", o.paperForm(law.ToCao, "ten", "Lê Thị Kín")).ok()
		o.do(http.MethodPost, "tiep-nhan", o.paperForm(law.ToCao, "ten", "Lê Thị Kín", "noi-dung", "Chủ tịch.", "lanh-dao", "co")).ok()
		got := o.visit("tiep-nhan/so.xlsx?tu=2026-11-01&den=2026-11-30").ok()
		file, err := excelize.OpenReader(strings.NewReader(got.body))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := file.GetRows(file.GetSheetName(0))
		if err != nil || len(rows) != 7 {
			t.Fatalf("%d rows, %v; want what stands above, the head and two petitions: %q", len(rows), err, rows)
		}
		if want := "12 20/11/2026 Trần Thị A, Tổ dân phố Dương Hòa Kiến nghị =1+1 là sai."; !strings.HasPrefix(strings.Join(rows[5], " "), want) {
			t.Errorf("the first line is %q; want %q", rows[5], want)
		}
		if !strings.Contains(rows[6][2], "giữ kín") || strings.Contains(strings.Join(rows[6], " "), "Kín") {
			t.Errorf("the denunciation's line is %q", rows[6])
		}
		o.visit("tiep-nhan/so.xlsx?tu=2026-11-30&den=2026-11-01").says("ngày đầu kỳ phải trước")
	})
}

func TestWhoKeepsADenunciationOfALeaderIsFollowedByAColleague(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	keeper, next, leader := s.officerAs("tiepnhan", ward.RoleReception), s.officerAs("kecan", ward.RoleReception), s.officerAs("lanhdao", ward.RoleLeader)
	keeper.do(http.MethodPost, "tiep-nhan", keeper.paperForm(law.ToCao, "ten", "Lê Thị Kín", "noi-dung", "Chủ tịch nhận tiền.", "lanh-dao", "co")).ok()
	next.visit("tiep-nhan").ok().neverSays("không còn người giữ")
	s.write(func(ctx context.Context, w *ward.Ward) error { return w.DisableStaff(ctx, "tiepnhan") })
	leader.visit("tiep-nhan").ok().neverSays("không còn người giữ")
	page := next.visit("tiep-nhan").ok().says("không còn người giữ")
	field := page.take(regexp.MustCompile(`name="(vi-sao-[^"]+)"`))
	code := strings.TrimPrefix(field, "vi-sao-")
	next.do(http.MethodPost, "tiep-nhan/"+code+"/nhan-giu", url.Values{field: {"nghỉ"}}).says("ít nhất mười chữ cái", ">nghỉ<")
	why := url.Values{field: {"Cán bộ cũ đã nghỉ hưu"}}
	if got := leader.do(http.MethodPost, "tiep-nhan/"+code+"/nhan-giu", why); got.status != http.StatusNotFound {
		t.Errorf("a leader takes it: status %d", got.status)
	}
	next.do(http.MethodPost, "tiep-nhan/"+code+"/nhan-giu", why).leads("tiep-nhan/" + code)
	next.visit("tiep-nhan/" + code).ok().says("Chủ tịch nhận tiền.")
	next.visit("so-lieu/A1?ky=nam").ok().says(code)
	leader.visit("so-lieu/A1?ky=nam").ok().says("Tố cáo").neverSays(code)
	leader.visit("so-lieu/A1/dong.csv?ky=nam").ok().neverSays(code)
}
