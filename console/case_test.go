package console_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// fileCase files a petition that says something, from a citizen who gave name and number.
func (s *site) fileCase(kind law.PetitionKind, what string) (code ward.Code) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		filed, err := w.File(ctx, ward.Draft{
			Key: strconv.FormatInt(s.house.IDs.Next(), 10), Kind: kind, Field: "moi-truong", Neighbourhood: "duong-hoa", Channel: "web", Chat: "chat",
			Content: ward.Content{What: what, Name: "Trần Thị Kín", Phone: "+84912345678"},
		})
		code = filed.Code
		return err
	})
	return code
}

// attach ties a file to the case that was filed last, and returns its id.
func (s *site) attach(name, mime string, data []byte) (id string) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		page, err := w.OwnPetitions(ctx, "web", "chat", 1)
		if err != nil {
			return err
		}
		f, err := w.Keep(ctx, ward.File{Owner: ward.OwnerOf("web", "chat"), Name: name, Mime: mime, Data: data})
		id = f.ID
		if err != nil {
			return err
		}
		return w.AddFile(ctx, page[0].ID, f.ID, "evidence")
	})
	return id
}

func (s *site) caseOf(code ward.Code) (c ward.Case) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) (err error) { c, err = w.Case(ctx, code); return err })
	return c
}

// officerAs is somebody of a role, signed in.
func (s *site) officerAs(login string, role ward.Role) *officer {
	s.t.Helper()
	o, _ := s.enter(s.invite(login, role))
	s.now = s.now.Add(time.Minute) // the next one's attempts
	return o
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="(phien-ban|luc)" value="(\d+)">`)

// form is a form of a page with what it carries unseen.
func (r reply) form(fields ...string) url.Values {
	r.t.Helper()
	form := url.Values{}
	for _, f := range hiddenField.FindAllStringSubmatch(r.body, -1) {
		form.Set(f[1], f[2])
	}
	if len(form) != 2 {
		r.t.Fatalf("the page has no form with its version:\n%s", r.main())
	}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return form
}

const flooded = "Ngõ 12 đường Nguyễn Văn Linh ngập nước sau mỗi trận mưa, cống bị tắc."

func TestFeedbackIsAnsweredFromItsPageAndTheCitizenReadsIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		code := s.fileCase(law.PhanAnh, flooded)
		path := "ho-so/" + string(code)
		o := s.officerAs("xuly", ward.RoleHandler)
		page := o.visit(path).ok().says(flooded, "Trần Thị Kín", "0912 345 678", "Đã tiếp nhận", "Hạn ", "Kính gửi ông/bà", string(code), "công dân không thấy")

		got := o.do(http.MethodPost, path+"/tra-loi", page.form("viec", "xem", "noi-dung", "Kính gửi ông/bà, phường trả lời: […]"))
		got.says("Mẫu còn chỗ trống", "Kính gửi ông/bà, phường trả lời: […]", `aria-invalid="true"`)
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("status %d; want 422", got.status)
		}
		const answer = "Kính gửi ông/bà,\n\nPhường đã thông cống <12>."
		preview := o.do(http.MethodPost, path+"/tra-loi", page.form("viec", "xem", "noi-dung", answer, "van-ban", "12/UBND")).ok()
		preview.says("Xem trước trả lời", "Phường đã thông cống &lt;12&gt;.", "12/UBND", "Gửi trả lời")
		if s.caseOf(code).Status != ward.StatusReceived {
			t.Error("the preview has sent the answer")
		}
		o.do(http.MethodPost, path+"/tra-loi", preview.form("viec", "sua", "noi-dung", answer)).ok().says("Phường đã thông cống", "Xem trước</button>")
		o.do(http.MethodPost, path+"/tra-loi", preview.form("viec", "gui", "noi-dung", answer, "van-ban", "12/UBND")).leads(path)
		o.visit(path).ok().says("Đã trả lời", "Phường đã thông cống &lt;12&gt;.", "Văn bản 12/UBND", "Cán bộ xử lý", "Kết thúc hồ sơ").neverSays("Xem trước</button>")
		answered := s.caseOf(code)
		s.write(func(ctx context.Context, w *ward.Ward) error {
			events, err := w.Timeline(ctx, answered.ID)
			if last, ok := ward.AnswerIn(events); !ok || last.Answer() != answer {
				t.Errorf("the citizen reads %q", last.Answer())
			}
			return err
		})
	})
}

func TestAStepAsksForWhatTheLawNeedsAndKeepsWhatWasTyped(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		code := s.fileCase(law.PhanAnh, flooded)
		path := "ho-so/" + string(code)
		o := s.officerAs("lanhdao", ward.RoleLeader)
		page := o.visit(path).ok()
		o.do(http.MethodPost, path+"/buoc", page.form("buoc", "phan-loai")).leads(path)
		page = o.visit(path).ok().says("Đã phân loại", "Chuyển đơn", "Nghị định 20/2008/NĐ-CP")
		for _, c := range []struct{ reason, document, day, problem string }{
			{"", "12/PC-UBND", "2026-11-24", "cần ghi lý do"},
			{"Việc của thành phố", "", "2026-11-24", "cần số văn bản"},
			{"Việc của thành phố", "12/PC-UBND", "2026-11-25", "từ ngày tiếp nhận đến hôm nay"},
			{"Việc của thành phố", "12/PC-UBND", "hôm qua", "từ ngày tiếp nhận đến hôm nay"},
		} {
			got := o.do(http.MethodPost, path+"/buoc", page.form("buoc", "chuyen-don", "ly-do", c.reason, "van-ban", c.document, "ngay", c.day))
			got.says(c.problem, `aria-invalid="true"`, c.reason, c.document)
			if got.status != http.StatusUnprocessableEntity {
				t.Errorf("%+v: status %d; want 422", c, got.status)
			}
		}
		o.do(http.MethodPost, path+"/buoc", page.form("buoc", "ket-luan")).says("không thể chuyển như vậy")
		o.do(http.MethodPost, path+"/buoc", page.form("buoc", "chuyen-don", "ly-do", "Việc của thành phố", "van-ban", "12/PC-UBND", "ngay", "24/11/2026")).leads(path)
		o.visit(path).ok().says("Đã chuyển đơn", "Lý do: Việc của thành phố", "Văn bản 12/PC-UBND", "Không có thời hạn nào đang tính")
	})
}

func TestOfTwoOfficersTheSecondSeesWhatHasChangedAndLosesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		code := s.fileCase(law.PhanAnh, flooded)
		path := "ho-so/" + string(code)
		one, two := s.officerAs("mot", ward.RoleReception), s.officerAs("hai", ward.RoleHandler)
		first, second := one.visit(path).ok(), two.visit(path).ok()
		s.now = s.now.Add(time.Minute)
		one.do(http.MethodPost, path+"/buoc", first.form("buoc", "phan-loai")).leads(path)
		got := two.do(http.MethodPost, path+"/tra-loi", second.form("viec", "gui", "noi-dung", "Phường đã thông cống."))
		if got.status != http.StatusConflict {
			t.Errorf("status %d; want 409", got.status)
		}
		got.says("Hồ sơ vừa được người khác thay đổi", "Cán bộ tiếp nhận: Đã phân loại", ">Phường đã thông cống.</textarea>").neverSays("Cán bộ tiếp nhận: Gửi đến phường")
		if s.caseOf(code).Status != ward.StatusClassified {
			t.Error("the second has overwritten the first")
		}
		two.do(http.MethodPost, path+"/tra-loi", got.form("viec", "gui", "noi-dung", "Phường đã thông cống.")).leads(path)
		if s.caseOf(code).Status != ward.StatusAnswered {
			t.Error("having seen the change, the second may go on")
		}
		two.do(http.MethodPost, path+"/tra-loi", second.form("viec", "gui", "noi-dung", "Lời chưa gửi.")).says("chưa gửi</h2>", "Lời chưa gửi.")
	})
}

func TestNotesFlagsHandlersAndKindsAreKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		code := s.fileCase(law.PhanAnh, flooded)
		path := "ho-so/" + string(code)
		s.invite("xuly", ward.RoleHandler)
		o := s.officerAs("lanhdao", ward.RoleLeader)
		do := func(action string, fields ...string) {
			t.Helper()
			o.do(http.MethodPost, path+"/"+action, o.visit(path).ok().form(fields...)).leads(path)
		}
		do("ghi-chu", "ghi-chu", "Đã gọi điện.\nHẹn thứ Năm.")
		do("giao", "nguoi", strconv.FormatInt(s.staffID("xuly"), 10))
		do("co", "keo-dai", "1")
		do("phan-loai", "loai", "khieu-nai", "linh-vuc", "dat-dai", "ly-do", "Về một quyết định")
		page := o.visit(path).ok().says("Hẹn thứ Năm.", "Giao cho Cán bộ xử lý", "Đánh dấu: kéo dài", "Về một quyết định", "Khiếu nại", "Chờ ký, bổ sung", "chờ công dân ký")
		page.neverSays("Trả lời công dân")
		o.do(http.MethodPost, path+"/ghi-chu", page.form()).says("Xin ghi nội dung ghi chú.")
		o.do(http.MethodPost, path+"/giao", page.form("nguoi", "7")).says("không còn tài khoản")
		o.do(http.MethodPost, path+"/ghi-chu", url.Values{"ghi-chu": {strings.Repeat("á", 40_000)}}).says("quá dài")
	})
}

func TestAPetitionIsSplitAndDuplicatesAreMergedAndAnsweredTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		main := s.fileCase(law.PhanAnh, flooded)
		s.now = s.now.Add(time.Hour)
		twin := s.fileCase(law.PhanAnh, "Đường Nguyễn Văn Linh ngập nước sau mỗi trận mưa, mong phường xử lý.")
		s.attach("anh.png", "image/png", []byte("\x89PNG"))
		other := s.fileCase(law.PhanAnh, "Đèn đường hỏng ba tối nay chưa ai sửa.")
		o := s.officerAs("lanhdao", ward.RoleLeader)
		path := "ho-so/" + string(twin)
		page := o.visit(path).ok().says("có thể trùng: 1", string(main)).neverSays(string(other))

		o.do(http.MethodPost, path+"/tach", page.form("loai", "kien-nghi", "linh-vuc", "moi-truong", "noi-dung", "")).says("Xin ghi phần nội dung")
		split := o.do(http.MethodPost, path+"/tach", page.form("loai", "kien-nghi", "linh-vuc", "moi-truong", "noi-dung", "Mong phường xử lý."))
		split.ok().says("Đã tách thành hồ sơ mới", "chỉ hiện lần này", "In biên nhận")
		receipt := o.do(http.MethodPost, "tiep-nhan/"+split.take(filedCode)+"/phieu.pdf", url.Values{"pin": {split.take(filedPIN)}}).ok()
		if !strings.HasPrefix(receipt.body, "%PDF") {
			t.Error("the receipt of the part is no PDF")
		}
		page = o.visit(path).ok().says("không nhận tin trong trò chuyện", "Tách một phần thành hồ sơ")
		part := ward.Code(regexp.MustCompile(`thành hồ sơ (HS-[\w-]+)`).FindStringSubmatch(page.body)[1])
		o.visit("ho-so/"+string(part)).ok().says("Mong phường xử lý.", "Được tách ra từ hồ sơ "+string(twin), "Kiến nghị", "Ảnh 1", "Trần Thị Kín")
		if c := s.caseOf(part); !c.ReceivedAt.Equal(s.caseOf(twin).ReceivedAt) || c.DueOn.IsZero() {
			t.Errorf("the part was received at %v and is due on %v", c.ReceivedAt, c.DueOn)
		}

		for _, into := range []string{"", "HS-2222-22222", string(twin)} {
			o.do(http.MethodPost, path+"/gop", page.form("ma", into)).says("Không gộp được vào mã này", `aria-invalid="true"`)
		}
		o.do(http.MethodPost, path+"/gop", page.form("ma", strings.ToLower(string(main)))).leads(path)
		o.visit(path).ok().says("Gộp vào hồ sơ "+string(main), "Đã kết thúc").neverSays("Gộp vào hồ sơ chính</button>")
		page = o.visit("ho-so/"+string(main)).ok().says("Nhận gộp hồ sơ "+string(twin), "Mở hồ sơ")
		o.do(http.MethodPost, "ho-so/"+string(main)+"/tra-loi", page.form("viec", "xem", "noi-dung", "Phường đã thông cống.")).ok().says("Người gửi hồ sơ đã gộp (" + string(twin) + ") cũng đọc nội dung này")
		o.do(http.MethodPost, "ho-so/"+string(main)+"/tra-loi", page.form("viec", "gui", "noi-dung", "Phường đã thông cống.")).leads("ho-so/" + string(main))
		o.visit(path).ok().says("Phường đã thông cống.")
	})
}

func TestFilesAreShownSafelyAndOnlyWithTheirCase(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	stranger := s.fileCase(law.PhanAnh, "Việc khác.")
	code := s.fileCase(law.PhanAnh, flooded)
	files := map[string]struct{ id, disposition, mime string }{
		"a picture":      {s.attach("ảnh \"ngập\".png", "image/png", []byte("\x89PNG")), "inline", "image/png"},
		"a page":         {s.attach("x.html", "text/html", []byte("<script>alert(1)</script>")), "attachment", "application/octet-stream"},
		"a drawing":      {s.attach("../x.svg", "image/svg+xml", []byte("<svg/>")), "attachment", "application/octet-stream"},
		"without a name": {s.attach("", "application/pdf", []byte("%PDF")), "attachment", "application/octet-stream"},
	}
	o := s.officerAs("xuly", ward.RoleHandler)
	o.visit("ho-so/"+string(code)).ok().says("Ảnh ", "<img src=")
	for name, f := range files {
		got := o.visit("ho-so/" + string(code) + "/tep/" + f.id).ok()
		if d := got.header.Get("Content-Disposition"); !strings.HasPrefix(d, f.disposition+";") || strings.Contains(d, "..") || got.header.Get("Content-Type") != f.mime {
			t.Errorf("%s goes out as %q, %q", name, d, got.header.Get("Content-Type"))
		}
		if policy := got.header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "sandbox;") || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s has the policy %q", name, policy)
		}
		if got := o.visit("ho-so/" + string(stranger) + "/tep/" + f.id); got.status != http.StatusNotFound {
			t.Errorf("%s opens with another case: status %d", name, got.status)
		}
	}
}

func TestWhoDenouncedIsKnownToWhoeverTheCaseIsGivenToAlone(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	code := s.fileCase(law.ToCao, "Cán bộ nhận tiền.")
	file := s.attach("cccd.png", "image/png", []byte("\x89PNG"))
	path := "ho-so/" + string(code)
	handler, leader := s.officerAs("xuly", ward.RoleHandler), s.officerAs("lanhdao", ward.RoleLeader)
	for name, o := range map[string]*officer{"a handler": handler, "the leader": leader} {
		o.visit(path).ok().says("Cán bộ nhận tiền.", "Danh tính được giữ kín").neverSays("Trần Thị Kín", "912", "<img src=", "/tep/")
		if got := o.visit(path + "/tep/" + file); got.status != http.StatusNotFound {
			t.Errorf("%s opens the file: status %d", name, got.status)
		}
	}
	leader.do(http.MethodPost, path+"/giao", leader.visit(path).form("nguoi", strconv.FormatInt(s.staffID("xuly"), 10))).leads(path)
	hidden := handler.visit(path).ok().says("Xem danh tính người tố cáo").neverSays("Trần Thị Kín", "912", "/tep/")
	if got := leader.do(http.MethodPost, path+"/danh-tinh", hidden.form("ly-do", "muốn biết ai đã tố cáo")); got.status != http.StatusNotFound {
		t.Errorf("the leader asks for what was not given to them: status %d", got.status)
	}
	short := handler.do(http.MethodPost, path+"/danh-tinh", hidden.form("ly-do", "cần xem"))
	if short.says("ít nhất mười chữ cái", "cần xem").neverSays("Trần Thị Kín"); short.status != http.StatusUnprocessableEntity {
		t.Errorf("a short reason: status %d", short.status)
	}
	handler.do(http.MethodPost, path+"/danh-tinh", hidden.form("ly-do", "Mời người tố cáo đến làm việc")).leads(path)
	handler.visit(path).ok().says("Trần Thị Kín", "0912 345 678", "/tep/"+file, "tự ẩn lại sau 10 phút")
	handler.visit(path + "/tep/" + file).ok()
	if diff := cmp.Diff([]string{"opened-case", "saw-identity Mời người tố cáo đến làm việc", "opened-file"}, s.acts("xuly", code)); diff != "" {
		t.Errorf("the log of what the handler saw:\n%s", diff)
	}
	leader.visit(path).ok().neverSays("Trần Thị Kín")
	defer func() {
		s.now = s.now.Add(11 * time.Minute)
		handler.visit(path).ok().neverSays("Trần Thị Kín", "/tep/")
	}()
	for _, o := range []*officer{handler, leader} {
		if text := letterText(t, o.visit(path+"/phieu-chuyen.docx?den=Thanh+tra").ok().body); strings.Contains(text, "Trần Thị Kín") || !strings.Contains(text, "Kính gửi: Thanh tra") {
			t.Errorf("the letter says:\n%s", text)
		}
	}
}

// acts are what somebody did to a case, as the log has it, the first first.
func (s *site) acts(login string, code ward.Code) (lines []string) {
	s.t.Helper()
	who := s.staffID(login)
	s.write(func(ctx context.Context, w *ward.Ward) error {
		all, err := w.AuditLog(ctx, ward.AuditQuery{Staff: who, Subject: string(code), Limit: 100})
		for _, e := range slices.Backward(all) {
			if e.From != "192.0.2.0/24" {
				s.t.Errorf("%s from %q; want the network of the browser", e.Act, e.From)
			}
			lines = append(lines, strings.TrimSpace(string(e.Act)+" "+e.Reason))
		}
		return err
	})
	return lines
}

// letterText is the document of a .docx.
func letterText(t *testing.T, data string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader([]byte(data)), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestReceptionTakesInAndDoesNotDecide(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	code := s.fileCase(law.PhanAnh, flooded)
	path := "ho-so/" + string(code)
	o := s.officerAs("tiepnhan", ward.RoleReception)
	page := o.visit(path).ok().says("Vào sổ", "Phân loại lại", "Tách đơn").neverSays("Trả lời công dân", "Giao xử lý", "Đánh dấu")
	if got := o.do(http.MethodPost, path+"/buoc", page.form("buoc", "xac-minh")); got.status != http.StatusNotFound {
		t.Errorf("reception verifies: status %d", got.status)
	}
	if got := o.do(http.MethodPost, path+"/tra-loi", page.form("viec", "gui", "noi-dung", "Xong.")); got.status != http.StatusNotFound {
		t.Errorf("reception answers: status %d", got.status)
	}
	if text := letterText(t, o.visit(path+"/phieu-chuyen.docx").ok().body); !strings.Contains(text, "Trần Thị Kín") || !strings.Contains(text, string(code)) {
		t.Errorf("the letter says:\n%s", text)
	}
	for _, missing := range []string{"ho-so/HS-2222-22222", "ho-so/gi-do", "ho-so/gi-do/phieu-chuyen.docx", path + "/tep/khong-co"} {
		if got := o.visit(missing); got.status != http.StatusNotFound {
			t.Errorf("%s: status %d; want 404", missing, got.status)
		}
	}
}
