package console_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"danbiet/console"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/paper"
	"danbiet/ward"
)

// plainNotices show an announcement as a title, a text and its buttons.
var plainNotices = console.Notices{
	Messages: func(_ *ward.Profile, a ward.Announcement) []console.NoticeMessage {
		m := console.NoticeMessage{Title: a.Notice.Title, Text: []paper.Words{{Text: a.Notice.Text + "\n\nDừng nhận tin: gõ /dung"}}}
		for i := range a.Notice.Files {
			m.File = &a.Notice.Files[i]
		}
		if a.Notice.AskSeen {
			m.Buttons = append(m.Buttons, "Đã xem")
		}
		return []console.NoticeMessage{m}
	},
	Spoken: func(_ *ward.Profile, a ward.Announcement) string { return a.Notice.Text },
}

// staffAs adds somebody who never signs in.
func (s *site) staffAs(login string, role ward.Role) (who ward.Staff) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) (err error) {
		if _, err = w.AddStaff(ctx, ward.Staff{Login: login, Name: "Cán bộ " + login, Role: role}); err == nil {
			who, err = w.StaffByLogin(ctx, login)
		}
		return err
	})
	return who
}

// approvedNotice is an announcement that goes out next week, and a file that everybody may open.
func (s *site) approvedNotice() (number, file string) {
	s.t.Helper()
	editor, leader := s.staffAs("viet", ward.RoleEditor), s.staffAs("duyet", ward.RoleLeader)
	s.write(func(ctx context.Context, w *ward.Ward) error {
		f, err := w.Keep(ctx, ward.File{Name: "anh.png", Mime: "image/png", Data: aPicture()})
		if err != nil {
			return err
		}
		file = f.ID
		id, err := w.Compose(ctx, editor, ward.Notice{Title: "Tiêm chủng", Text: "Mời các cháu.", Topic: "y-te-giao-duc", Plan: ward.Plan{At: s.now.AddDate(0, 0, 7)}})
		number = strconv.FormatInt(id, 36)
		return errors.Join(err, w.Submit(ctx, id, editor), w.Approve(ctx, id, 1, leader))
	})
	return number, file
}

func aPicture() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))) // a buffer takes everything
	return b.Bytes()
}

// citizen is a chat that wants notices, in a neighbourhood.
func (s *site) citizen(chat, neighbourhood string) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		found, err := w.Lock(ctx, "telegram", []string{chat})
		if err != nil {
			return err
		}
		if err := w.SaveConversations(ctx, []*ward.Conversation{found[chat]}); err != nil {
			return err
		}
		return w.Subscribe(ctx, found[chat].CitizenID, ward.Subscription{News: true, Neighbourhood: neighbourhood})
	})
}

// send posts a form with a file, as a browser does: the button comes with it.
func (o *officer) send(path string, form url.Values, name string, data []byte) reply {
	o.t.Helper()
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for field, values := range form {
		for _, value := range values {
			if err := parts.WriteField(field, value); err != nil {
				o.t.Fatal(err)
			}
		}
	}
	file, err := parts.CreateFormFile("tep", name)
	if err == nil {
		_, err = file.Write(data)
	}
	if err = errors.Join(err, parts.Close()); err != nil {
		o.t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(o.t.Context(), http.MethodPost, deskPath+path, &body)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	r.AddCookie(o.cookie)
	return o.ask(r)
}

// noticeForm is what an officer types, with changes.
func noticeForm(changes ...string) url.Values {
	form := url.Values{
		"tieu-de": {"Cắt điện khu Dương Hòa"}, "noi-dung": {"Ngành điện *tạm ngừng* cấp điện từ 8 giờ."}, "chu-de": {"thong-bao-chung"},
		"noi-nhan": {"toan"}, "lich": {"ngay"}, "viec": {"gui"},
	}
	for i := 0; i+1 < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return form
}

// made is the address of the announcement to which a reply leads.
func (r reply) made() string {
	r.t.Helper()
	at, _, found := strings.Cut(strings.TrimPrefix(r.header.Get("Location"), deskPath), "?")
	if r.status != http.StatusSeeOther || !found {
		r.t.Fatalf("status %d to %q; want an announcement; body:\n%s", r.status, r.header.Get("Location"), r.main())
	}
	return at
}

// claim hands recipients of running announcements to a sender, and settles their letters.
func (s *site) claim(limit int, state, problem string) {
	s.t.Helper()
	var settled []ward.Sending
	s.write(func(ctx context.Context, w *ward.Ward) error {
		d, err := w.Claim(ctx, 1, limit, func(a ward.Announcement, _ ward.Run) ([]json.RawMessage, error) {
			body, err := json.Marshal(a.Notice.Text)
			return []json.RawMessage{body}, err
		})
		for _, l := range d.Letters {
			settled = append(settled, ward.Sending{WardID: w.ID, ID: l.ID, RunID: l.RunID, CitizenID: l.CitizenID, State: state, Problem: problem})
		}
		return err
	})
	if err := s.house.Settle(s.t.Context(), settled); err != nil {
		s.t.Fatal(err)
	}
}

var keptFile = regexp.MustCompile(`name="co-tep" value="([^"]+)"`)

func TestAnAnnouncementIsWrittenApprovedByAnotherAndSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		for chat, place := range map[string]string{"1": "duong-hoa", "2": "duong-hoa", "3": "phong-coc", "4": ""} {
			s.citizen(chat, place)
		}
		editor, leader := s.officerAs("bientap", ward.RoleEditor), s.officerAs("lanhdao", ward.RoleLeader)
		editor.visit("thong-bao").ok().says("Soạn thông báo", "Không có bản nào đang soạn")
		look := editor.send("thong-bao/moi", noticeForm("viec", "xem", "noi-nhan", "to", "to", "duong-hoa", "da-xem", "1"), "anh.png", aPicture()).ok()
		look.says("<strong>2 người</strong> sẽ nhận", "1 người chưa cho biết tổ dân phố", "Cắt điện khu Dương Hòa", "Đã xem", "/thong-bao/moi/tep/")
		file := keptFile.FindStringSubmatch(look.body)
		if file == nil {
			t.Fatal("the file is not kept with the form")
		}
		at := editor.do(http.MethodPost, "thong-bao/moi", noticeForm("noi-nhan", "to", "to", "duong-hoa", "da-xem", "1", "co-tep", file[1])).made()
		editor.visit(at).ok().says("Chờ duyệt", "Đang chờ lãnh đạo duyệt", "Dương Hòa").neverSays(`value="duyet"`, "to-roi.pdf")
		leader.visit("thong-bao").ok().says("Cắt điện khu Dương Hòa", "Chờ duyệt")
		page := leader.visit(at).ok().says(`value="duyet"`)
		picture := regexp.MustCompile(`thong-bao/moi/tep/\w+`).FindString(page.body)
		if got := leader.visit(picture).ok().header.Get("Content-Type"); got != "image/png" {
			t.Errorf("the approver gets a file of type %q; want the picture", got)
		}
		leader.do(http.MethodPost, at+"/duyet", url.Values{"viec": {"duyet"}, "phien-ban": {"1"}}).leads(at + "?viec=duyet")
		leader.visit(at).ok().says("Đang phát", "data-song", "0/2 người", "Cán bộ lãnh đạo")
		s.claim(1, ward.StateSent, "")
		editor.visit(at).ok().says("1/2 người", "50", "đang chờ")
		s.claim(9, ward.StateFailed, "chat not found")
		s.claim(9, ward.StateSent, "") // there is nobody left: the run ends
		editor.visit(at).ok().says("Đã phát xong", "2/2 người", "1 tin lỗi: chat not found", "Dương Hòa</th>", "1/2").neverSays("data-song", "Dừng hẳn")
		for _, printed := range []string{"/to-roi.pdf", "/loa.pdf"} {
			if got := editor.visit(at + printed).ok(); !strings.HasPrefix(got.body, "%PDF") {
				t.Errorf("%s is no PDF", printed)
			}
		}
	})
}

func TestWhoWroteAnAnnouncementDoesNotApproveItAndAnEditNeedsANewApproval(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		one, two := s.officerAs("mot", ward.RoleLeader), s.officerAs("hai", ward.RoleLeader)
		at := one.do(http.MethodPost, "thong-bao/moi", noticeForm("lich", "mot-lan", "ngay", "2026-12-01", "gio", "6h30")).made()
		one.visit(at).ok().says("do lãnh đạo khác duyệt").neverSays(`value="duyet"`)
		approve := url.Values{"viec": {"duyet"}, "phien-ban": {"1"}}
		if got := one.do(http.MethodPost, at+"/duyet", approve).says("phải do người khác duyệt"); got.status != http.StatusUnprocessableEntity {
			t.Errorf("status %d; want 422", got.status)
		}
		two.do(http.MethodPost, at+"/duyet", url.Values{"viec": {"tra-lai"}, "phien-ban": {"1"}}).says("Xin ghi lý do trả lại")
		two.do(http.MethodPost, at+"/duyet", url.Values{"viec": {"tra-lai"}, "phien-ban": {"1"}, "ly-do": {"Sai giờ cắt điện"}}).leads(at + "?viec=tra-lai")
		one.visit(at).ok().says("Bản này đã bị trả lại", "Sai giờ cắt điện")
		one.do(http.MethodPost, at+"/buoc", url.Values{"viec": {"gui"}, "phien-ban": {"1"}}).leads(at + "?viec=gui")
		two.do(http.MethodPost, at+"/duyet", approve).leads(at + "?viec=duyet")
		two.visit(at).ok().says("Đã duyệt", "Lần tới: 06:30, 01/12/2026")
		for _, step := range []struct{ what, says string }{{"tam-dung", "Tạm dừng"}, {"tiep-tuc", "Đã duyệt"}} {
			one.do(http.MethodPost, at+"/buoc", url.Values{"viec": {step.what}, "phien-ban": {"1"}}).leads(at + "?viec=" + step.what)
			one.visit(at).ok().says(`<li class="mark strong">` + step.says)
		}
		one.visit(at+"/sua").ok().says("phải được duyệt lại", `value="2026-12-01"`)
		one.do(http.MethodPost, at+"/sua", noticeForm("phien-ban", "1", "viec", "luu")).leads(at + "?viec=luu")
		two.visit(at).ok().says("Đang soạn").neverSays("to-roi.pdf")
		if got := two.do(http.MethodPost, at+"/duyet", approve).says("vừa được người khác thay đổi"); got.status != http.StatusConflict {
			t.Errorf("status %d; want 409", got.status)
		}
		one.do(http.MethodPost, at+"/buoc", url.Values{"viec": {"dung-han"}, "phien-ban": {"2"}}).leads(at + "?viec=dung-han")
		one.visit(at + "/sua").leads(at)
	})
}

func TestOfTwoWhoEditAnAnnouncementTheSecondIsToldAndKeepsWhatTheyTyped(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		one, two := s.officerAs("mot", ward.RoleEditor), s.officerAs("hai", ward.RoleEditor)
		at := one.do(http.MethodPost, "thong-bao/moi", noticeForm("viec", "luu")).made()
		one.do(http.MethodPost, at+"/sua", noticeForm("viec", "luu", "phien-ban", "1", "tieu-de", "Bản của người thứ nhất")).leads(at + "?viec=luu")
		got := two.do(http.MethodPost, at+"/sua", noticeForm("viec", "luu", "phien-ban", "1", "tieu-de", "Bản của người thứ hai"))
		if got.status != http.StatusConflict {
			t.Errorf("status %d; want 409", got.status)
		}
		got.says("vừa được người khác thay đổi", "Bản của người thứ hai", `name="phien-ban" value="2"`)
		one.visit(at).ok().says("Bản của người thứ nhất").neverSays("Bản của người thứ hai")
	})
}

func TestARefusedAnnouncementKeepsWhatWasTyped(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	editor := s.officerAs("bientap", ward.RoleEditor)
	for want, changes := range map[string][]string{
		"Xin ghi tiêu đề của thông báo.":           {"tieu-de", " "},
		"Còn chỗ trống “{gio}”":                    {"noi-dung", "Mời họp lúc {gio}, xin đến đúng giờ."},
		"Xin chọn ít nhất một khu dân cư":          {"noi-nhan", "to"},
		"rơi vào giờ yên tĩnh 21:00–06:00":         {"lich", "mot-lan", "ngay", "2026-12-01", "gio", "22:00"},
		"Giờ phát “25:00” không đúng":              {"lich", "nhieu-ngay", "tu", "2026-12-01", "den", "2026-12-03", "cac-gio", "06:30, 25:00"},
		"Dòng cron không đọc được":                 {"lich", "cron", "dong-cron", "mỗi sáng"},
		"Ngày kết thúc đứng trước ngày bắt đầu":    {"lich", "nhieu-ngay", "tu", "2026-12-03", "den", "2026-12-01", "cac-gio", "06:30"},
		"Ngày không phát “32/12/2026” không đúng":  {"lich", "nhieu-ngay", "tu", "2026-12-01", "den", "2026-12-03", "cac-gio", "06:30", "tru", "32/12/2026"},
		"Lịch phát không còn lần nào ở phía trước": {"lich", "mot-lan", "ngay", "2026-11-01", "gio", "08:00"},
		"Nội dung dài 3001 ký tự, tối đa là 3000":  {"noi-dung", strings.Repeat("a", 3001)},
	} {
		got := editor.do(http.MethodPost, "thong-bao/moi", noticeForm(changes...)).says(want, `id="loi"`)
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d; want 422", want, got.status)
		}
		for i := 0; i+1 < len(changes); i += 2 {
			if value := strings.TrimSpace(changes[i+1]); !strings.Contains(got.body, value) {
				t.Errorf("%s: what was typed is lost: %q", want, value)
			}
		}
	}
	editor.visit("thong-bao").ok().says("Không có bản nào đang soạn")
}

func TestFilesOfAnAnnouncementAreBoundedTypedAndOnesOwn(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	editor := s.officerAs("bientap", ward.RoleEditor)
	s.fileCase(law.PhanAnh, "Rác không được thu gom.")
	secret := s.attach("don-to-cao.png", "image/png", aPicture())
	for want, file := range map[string]struct {
		name string
		data []byte
	}{
		"không gửi được: chỉ nhận ảnh": {"bai.html", []byte("<html><script>1</script></html>")},
		"lớn hơn 10 MB":                {"to.png", append(aPicture(), make([]byte, 10<<20)...)},
		"không có nội dung":            {"rong.png", nil},
	} {
		got := editor.send("thong-bao/moi", noticeForm("viec", "luu"), file.name, file.data).says(want, "Cắt điện khu Dương Hòa")
		if got.status != http.StatusUnprocessableEntity || keptFile.MatchString(got.body) {
			t.Errorf("%s: status %d; want 422 without the file", file.name, got.status)
		}
	}
	editor.do(http.MethodPost, "thong-bao/moi", noticeForm("viec", "xem", "co-tep", secret)).ok().neverSays(secret)
	if got := editor.visit("thong-bao/moi/tep/" + secret); got.status != http.StatusNotFound {
		t.Errorf("a citizen's file: status %d; want 404", got.status)
	}
	form := noticeForm("viec", "xem")
	for range ward.MaxNoticeFiles {
		page := editor.send("thong-bao/moi", form, "anh.png", aPicture()).ok()
		form["co-tep"] = nil
		for _, m := range keptFile.FindAllStringSubmatch(page.body, -1) {
			form.Add("co-tep", m[1])
		}
	}
	editor.send("thong-bao/moi", form, "anh.png", aPicture()).ok().says("kèm tối đa 5 tệp")
	form.Set("viec", "bo:"+form["co-tep"][0])
	left := keptFile.FindAllString(editor.do(http.MethodPost, "thong-bao/moi", form).ok().body, -1)
	if len(left) != ward.MaxNoticeFiles-1 {
		t.Errorf("%d files are left; want four", len(left))
	}
}

func TestALeaderLetsAnEmergencyGoAloneAndAnEditorDoesNot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		s.citizen("1", "")
		editor, leader := s.officerAs("bientap", ward.RoleEditor), s.officerAs("lanhdao", ward.RoleLeader)
		at := editor.do(http.MethodPost, "thong-bao/moi", noticeForm("khan", "1", "viec", "phat")).made()
		editor.visit(at).ok().says("Chờ duyệt").neverSays("Khẩn cấp")
		leader.do(http.MethodPost, "thong-bao/moi", noticeForm("khan", "1", "viec", "xem")).ok().says("Phát ngay, không chờ duyệt")
		at = leader.do(http.MethodPost, "thong-bao/moi", noticeForm("khan", "1", "viec", "phat")).made()
		leader.visit(at).ok().says("Khẩn cấp", "Tự duyệt tin khẩn cấp", "0/1 người")
	})
}

func TestACampaignOfTheLawBecomesDrafts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		editor := s.officerAs("bientap", ward.RoleEditor)
		page := editor.visit("thong-bao/chien-dich?loai=leader-election&ngay=2027-01-10&ban-hanh=2026-11-24").ok()
		page.says("Nghị định 59/2023/NĐ-CP", "Chậm nhất", "Mời họp bầu tổ trưởng", `value="phường Minh Đức"`)
		steps := regexp.MustCompile(`name="buoc" value="([^"]+)"`).FindAllStringSubmatch(page.body, -1)
		if len(steps) < 2 {
			t.Fatalf("%d notices are suggested; want several", len(steps))
		}
		form := url.Values{
			"loai": {"leader-election"}, "ngay": {"2027-01-10"}, "ban-hanh": {"2026-11-24"}, "da-chon": {"1"}, "chu-de": {"bau-cu-hop-dan"},
			"o-ten_phuong": {"phường Minh Đức"}, "o-to_dan_pho": {"Dương Hòa"},
		}
		editor.do(http.MethodPost, "thong-bao/chien-dich", form).says("Xin chọn ít nhất một thông báo.", `value="Dương Hòa"`)
		form.Set("buoc", steps[0][1])
		editor.do(http.MethodPost, "thong-bao/chien-dich", form).leads("thong-bao?muc=soan&viec=da-soan")
		list := editor.visit("thong-bao?muc=soan").ok().says("bầu tổ trưởng Dương Hòa", "06:30, 17:00 hằng ngày")
		at := regexp.MustCompile(`thong-bao/\w{6,}`).FindString(list.body)
		editor.visit(at+"/sua").ok().says("{Nơi niêm yết}", `class="month`)
		editor.do(http.MethodPost, at+"/buoc", url.Values{"viec": {"gui"}, "phien-ban": {"1"}}).says("chưa đủ để gửi duyệt")
		editor.visit("thong-bao/chien-dich?loai=leader-election&ngay=mai").says("Xin ghi ngày như 24/11/2026.")
	})
}

func TestThePlanStandsOnACalendarWithItsDaysLeftOut(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	editor := s.officerAs("bientap", ward.RoleEditor)
	first := law.DateOf(s.now).AddDays(4) // a Saturday
	page := editor.do(http.MethodPost, "thong-bao/moi", noticeForm("viec", "xem", "lich", "nhieu-ngay", "tu", first.String(),
		"den", first.AddDays(9).String(), "cac-gio", "06:30 và 17:00", "tru", first.AddDays(3).Vietnamese())).ok()
	page.says("06:30, 17:00 hằng ngày", "Còn 18 lần phát", "Tháng 11 năm 2026", "Tháng 12 năm 2026", "không phát", "Có phát vào ngày nghỉ: 28/11/2026, 29/11/2026, 05/12/2026 và 06/12/2026.")
	editor.do(http.MethodPost, "thong-bao/moi", noticeForm("viec", "xem", "lich", "cron", "dong-cron", "*/5 * * * *")).ok().says("ít nhất 500 lần phát", "rơi vào giờ yên tĩnh")
}
