package console_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"danbiet/console"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// unlogged are the routes that leave nothing in the log, each with why. A route that stands neither here nor in the walk
// fails the test.
var unlogged = map[string]string{
	"GET loi-moi/{token}": "a blank form", "GET dang-nhap": "a blank form", "GET ma": "a blank form",
	"POST dang-nhap":                      "the first step opens nothing; the second stands in the log, and attempts are counted",
	"GET {$}":                             "counts, and one's own alerts by code",
	"GET phien":                           "one's own sessions",
	"GET ho-so":                           "codes, kinds, fields and dates; nobody's name and nothing that somebody wrote",
	"GET ho-so/song":                      "as the inbox",
	"GET tiep-nhan":                       "a blank form, and codes of kept cases",
	"GET so-lieu":                         "counts",
	"GET so-lieu/{metric}":                "codes and dates behind a count",
	"GET so-lieu/kiem-tra":                "a blank form",
	"POST so-lieu/kiem-tra":               "reads a file that is not kept, and changes nothing",
	"GET so-lieu/nhap":                    "counts",
	"GET so-lieu/nhap/mau.xlsx":           "counts",
	"GET so-lieu/nhap/{indicator}":        "counts, with who entered them",
	"GET thong-bao":                       "public notices",
	"GET thong-bao/moi":                   "a blank form",
	"GET thong-bao/moi/tep/{file}":        "a file of a public notice, or one's own",
	"GET thong-bao/chien-dich":            "public notices",
	"GET thong-bao/{id}":                  "a public notice",
	"GET thong-bao/{id}/sua":              "a public notice",
	"GET thong-bao/{id}/to-roi.pdf":       "a public notice",
	"GET thong-bao/{id}/loa.pdf":          "a public notice",
	"GET lich-tiep":                       "the schedule, and how many have booked",
	"GET xuat-du-lieu":                    "counts",
	"GET xuat-du-lieu/tu-dien":            "names nobody",
	"GET xuat-du-lieu/tu-dien.xlsx":       "names nobody",
	"GET bao-cao":                         "names nobody",
	"GET bao-cao/chot/{file}":             "names nobody",
	"GET bao-cao/{period}":                "names nobody",
	"GET bao-cao/{period}/{file}":         "names nobody",
	"GET bao-cao/{period}/phan/{section}": "names nobody",
	"GET can-bo":                          "the staff's own names and roles",
	"GET mau-tra-loi":                     "letters that name nobody",
	"GET mau-tra-loi/moi":                 "a blank form",
	"GET mau-tra-loi/{reply}":             "a letter that names nobody",
}

// walk goes through the console and looks into the log after every step.
type walk struct {
	*site
	seen   int64           // the last row that was looked at
	walked map[string]bool // routes
}

// logged are the rows since the last look.
func (w *walk) logged() (all []ward.AuditEntry) {
	w.t.Helper()
	w.write(func(ctx context.Context, desk *ward.Ward) (err error) {
		all, err = desk.AuditLog(ctx, ward.AuditQuery{Kept: true, Limit: 1000})
		return err
	})
	seen := w.seen
	if len(all) > 0 {
		w.seen = all[0].Seq
	}
	return slices.DeleteFunc(all, func(e ward.AuditEntry) bool { return e.Seq <= seen })
}

// step fails unless what was just done on a route was taken, and stands in the log as an act of that login on a subject.
func (w *walk) step(route, login string, act ward.Act, subject string, got reply) reply {
	w.t.Helper()
	if got.status != http.StatusOK && got.status != http.StatusSeeOther {
		w.t.Fatalf("%s as %s: status %d:\n%s", route, login, got.status, got.main())
	}
	w.stands(w.logged(), route, login, act, subject)
	return got
}

// stands fails unless rows of the log hold an act of that login on a subject, from the browser's network, without anything
// that somebody wrote.
func (w *walk) stands(rows []ward.AuditEntry, route, login string, act ward.Act, subject string) {
	w.t.Helper()
	w.walked[route] = true
	by := w.staffID(login)
	if !slices.ContainsFunc(rows, func(e ward.AuditEntry) bool {
		return e.Act == act && e.StaffID == by && e.Subject == subject && e.From == "192.0.2.0/24" && !e.At.IsZero()
	}) {
		w.t.Errorf("%s as %s leaves no entry %s of %q; the log says %+v", route, login, act, subject, rows)
	}
	for _, e := range rows {
		for _, secret := range []string{"Kín", "912345678", "Hỏi về đất", "034190001234"} {
			if strings.Contains(e.Subject, secret) || strings.Contains(e.Detail, secret) {
				w.t.Errorf("%s: the log holds %q in %q, %q", route, secret, e.Subject, e.Detail)
			}
		}
	}
}

func TestEveryActAndEveryLookAtSomethingPersonalStandsInTheLog(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		w := &walk{site: s, walked: map[string]bool{}}
		w.accounts()
		reception, handler := s.officerAs("tiepnhan", ward.RoleReception), s.officerAs("xuly", ward.RoleHandler)
		leader := s.officerAs("lanhdao", ward.RoleLeader)
		w.logged()
		w.cases(reception, handler, leader)
		w.letters(handler)
		w.counter(reception)
		w.talks(reception, handler)
		w.receptions(reception)
		w.noticesAndFigures()
		for _, r := range console.DeskRoutes() {
			route := r.Method + " " + r.Path
			if unlogged[route] == "" && !w.walked[route] {
				t.Errorf("%s: the walk does not go there, and no reason says why not", route)
			}
			if unlogged[route] != "" && w.walked[route] {
				t.Errorf("%s leaves an entry, although a reason says that it leaves none", route)
			}
		}
	})
}

// accounts are what is done about accounts.
func (w *walk) accounts() {
	w.t.Helper()
	const post = http.MethodPost
	invitation := w.invite("quantri", ward.RoleAdministrator)
	w.logged()
	admin, codes := w.enter(invitation)
	rows, id := w.logged(), strconv.FormatInt(w.staffID("quantri"), 10)
	w.stands(rows, "POST loi-moi/{token}", "quantri", ward.ActChangedStaff, id)
	w.stands(rows, "POST ma", "quantri", ward.ActSignedIn, "")
	recovery := recoveryForm.FindAllStringSubmatch(codes.body, -1)
	w.step("POST tai-khoan/ma-du-phong", "quantri", ward.ActChangedStaff, id, admin.do(post, "tai-khoan/ma-du-phong", url.Values{"ma": {recovery[0][1]}}))
	w.step("POST tai-khoan/mat-khau", "quantri", ward.ActChangedStaff, id,
		admin.do(post, "tai-khoan/mat-khau", url.Values{"hien-tai": {aPassword}, "mat-khau": {anotherPassword}, "nhac-lai": {anotherPassword}}))

	added := admin.do(post, "can-bo", url.Values{"ho-ten": {"Cán bộ mới"}, "ten": {"moi"}, "vai-tro": {string(ward.RoleHandler)}})
	rows, id = w.logged(), strconv.FormatInt(w.staffID("moi"), 10)
	w.stands(rows, "POST can-bo", "quantri", ward.ActChangedStaff, id)
	w.step("POST can-bo/{login}/loi-moi", "quantri", ward.ActChangedStaff, id, admin.do(post, "can-bo/moi/loi-moi", nil))
	w.step("POST can-bo/{login}/khoa", "quantri", ward.ActChangedStaff, id, admin.do(post, "can-bo/moi/khoa", nil))
	added.neverSays("Xin chọn vai trò")

	other, _ := w.enter(w.invite("hai", ward.RoleLeader))
	w.now = w.now.Add(time.Minute) // the attempts of an address
	third := &officer{site: w.site}
	third.do(post, "dang-nhap", url.Values{"ten": {"hai"}, "mat-khau": {aPassword}}).leads("ma")
	third.do(post, "ma", url.Values{"ma": {other.app.CodeAt(w.now)}}).leads("")
	session := regexp.MustCompile(`/phien/(\d+)`).FindStringSubmatch(third.visit("phien").body)
	w.logged()
	w.step("POST phien/{session}", "hai", ward.ActSignedOut, session[1], third.do(post, "phien/"+session[1], nil))
	w.step("GET nhat-ky", "hai", ward.ActOpenedList, "log", third.visit("nhat-ky"))
	w.step("GET nhat-ky.csv", "hai", ward.ActExported, "", third.visit("nhat-ky.csv"))
	third.do(post, "dang-xuat", nil).leads("dang-nhap")
	rows = w.logged()
	if len(rows) != 1 {
		w.t.Fatalf("signing out left %+v; want one row", rows)
	}
	w.stands(rows, "POST dang-xuat", "hai", ward.ActSignedOut, rows[0].Subject)
	w.now = w.now.Add(time.Minute)
}

// cases are what is seen and done on the page of a case.
func (w *walk) cases(reception, handler, leader *officer) {
	w.t.Helper()
	const post = http.MethodPost
	code, spare := w.fileCase(law.PhanAnh, flooded), w.fileCase(law.PhanAnh, flooded)
	file := w.attach("anh.png", "image/png", aPicture())
	path, other := "ho-so/"+string(code), "ho-so/"+string(spare)
	w.step("GET ho-so/{code}", "tiepnhan", ward.ActOpenedCase, string(code), reception.visit(path))
	w.step("GET ho-so/{code}/tep/{file}", "tiepnhan", ward.ActOpenedFile, string(spare), reception.visit(other+"/tep/"+file))
	w.step("GET ho-so/{code}/phieu-chuyen.docx", "tiepnhan", ward.ActExported, string(code), reception.visit(path+"/phieu-chuyen.docx"))
	for _, one := range []struct {
		o      *officer
		login  string
		action string
		act    ward.Act
		fields []string
	}{
		{reception, "tiepnhan", "phan-loai", ward.ActReclassified, []string{"loai", "kien-nghi", "linh-vuc", "moi-truong", "to", "duong-hoa"}},
		{leader, "lanhdao", "giao", ward.ActAssigned, []string{"nguoi", strconv.FormatInt(w.staffID("xuly"), 10)}},
		{handler, "xuly", "co", ward.ActFlagged, []string{"keo-dai", "1"}},
		{handler, "xuly", "ghi-chu", ward.ActNoted, []string{"ghi-chu", "Đã gọi bà Kín."}},
		{reception, "tiepnhan", "tach", ward.ActSplit, []string{"loai", "kien-nghi", "linh-vuc", "moi-truong", "noi-dung", "Mong phường xử lý."}},
		{handler, "xuly", "buoc", ward.ActMoved, []string{"buoc", "xac-minh"}},
		{handler, "xuly", "tra-loi", ward.ActReplied, []string{"viec", "gui", "noi-dung", "Phường đã thông cống."}},
	} {
		form := one.o.visit(path).ok().form(one.fields...)
		w.step("POST ho-so/{code}/"+one.action, one.login, one.act, string(code), one.o.do(post, path+"/"+one.action, form))
	}
	main := w.fileCase(law.PhanAnh, flooded)
	w.step("POST ho-so/{code}/gop", "tiepnhan", ward.ActMerged, string(spare), reception.do(post, other+"/gop", reception.visit(other).form("ma", string(main))))
	tick := regexp.MustCompile(`name="chon" value="(` + string(main) + `[^"]*)"`).FindStringSubmatch(leader.visit("ho-so?view=all").ok().body)
	if tick == nil {
		w.t.Fatal("the inbox does not list the case")
	}
	w.step("POST ho-so/giao", "lanhdao", ward.ActAssigned, string(main), leader.do(post, "ho-so/giao", url.Values{"chon": {tick[1]}, "nguoi": {strconv.FormatInt(w.staffID("xuly"), 10)}}))

	secret := w.fileCase(law.ToCao, "Cán bộ nhận tiền.")
	hidden := "ho-so/" + string(secret)
	leader.do(post, hidden+"/giao", leader.visit(hidden).form("nguoi", strconv.FormatInt(w.staffID("xuly"), 10))).leads(hidden)
	w.step("POST ho-so/{code}/danh-tinh", "xuly", ward.ActSawIdentity, string(secret), handler.do(post, hidden+"/danh-tinh", handler.visit(hidden).form("ly-do", "Mời người tố cáo đến làm việc")))
	w.step("POST ho-so/{code}/lanh-dao", "tiepnhan", ward.ActFlagged, string(secret), reception.do(post, hidden+"/lanh-dao", reception.visit(hidden).form()))
}

// letters are those that officers begin with.
func (w *walk) letters(handler *officer) {
	w.t.Helper()
	const post = http.MethodPost
	fields := []string{"ten", "Đã xong", "dung-de", "tra-loi", "noi-dung", "Việc đã xong."}
	w.step("POST mau-tra-loi/moi", "xuly", ward.ActWroteReply, "da-xong", handler.do(post, "mau-tra-loi/moi", handler.visit("mau-tra-loi/moi").letter(fields...)))
	w.step("POST mau-tra-loi/{reply}", "xuly", ward.ActWroteReply, "da-xong", handler.do(post, "mau-tra-loi/da-xong", handler.visit("mau-tra-loi/da-xong").letter("viec", "bo")))
}

// counter is what is done at the counter.
func (w *walk) counter(reception *officer) {
	w.t.Helper()
	const post = http.MethodPost
	done := reception.do(post, "tiep-nhan", reception.paperForm(law.PhanAnh)).ok()
	code := done.take(filedCode)
	w.stands(w.logged(), "POST tiep-nhan", "tiepnhan", ward.ActTookIn, code)
	w.step("GET tiep-nhan/{code}/phieu.pdf", "tiepnhan", ward.ActExported, code, reception.visit("tiep-nhan/"+code+"/phieu.pdf"))
	w.step("POST tiep-nhan/{code}/phieu.pdf", "tiepnhan", ward.ActExported, code, reception.do(post, "tiep-nhan/"+code+"/phieu.pdf", url.Values{"pin": {done.take(filedPIN)}}))
	w.step("GET tiep-nhan/so.xlsx", "tiepnhan", ward.ActExported, "", reception.visit("tiep-nhan/so.xlsx"))
	w.step("POST xuat-du-lieu", "tiepnhan", ward.ActExported, "", reception.do(post, "xuat-du-lieu", url.Values{"loai": {"petitions"}, "dang": {"csv"}}))

	gone := w.officerAs("cu", ward.RoleReception)
	kept := gone.upload(gone.paperForm(law.ToCao, "noi-dung", "Chủ tịch phường nhận tiền cấp đất.", "lanh-dao", "co"), "don.pdf", []byte("%PDF-1.7\n")).ok().take(filedCode)
	path := "tiep-nhan/" + kept
	w.write(func(ctx context.Context, desk *ward.Ward) error { return desk.DisableStaff(ctx, "cu") })
	w.logged()
	w.step("POST tiep-nhan/{kept}/nhan-giu", "tiepnhan", ward.ActTookOver, kept, reception.do(post, path+"/nhan-giu", url.Values{"vi-sao-" + kept: {"Người giữ đã chuyển công tác"}}))
	page := w.step("GET tiep-nhan/{kept}", "tiepnhan", ward.ActOpenedCase, kept, reception.visit(path))
	file := regexp.MustCompile(path + `/tep/[^"]+`).FindString(page.body)
	w.step("GET tiep-nhan/{kept}/tep/{file}", "tiepnhan", ward.ActOpenedFile, kept, reception.visit(file))
	w.step("GET tiep-nhan/{kept}/phieu-chuyen.docx", "tiepnhan", ward.ActExported, kept, reception.visit(path+"/phieu-chuyen.docx"))
	w.step("POST tiep-nhan/{kept}/chuyen", "tiepnhan", ward.ActMoved, kept, reception.do(post, path+"/chuyen",
		url.Values{"phien-ban": {page.take(oneVersion)}, "ly-do": {"Chủ tịch UBND tỉnh"}, "van-ban": {"12/PC-UBND"}, "ngay": {w.now.Format("2006-01-02")}}))
}

// talks are what citizens write to the staff, and the calls that they wait for.
func (w *walk) talks(reception, handler *officer) {
	w.t.Helper()
	const post = http.MethodPost
	id := strconv.FormatInt(w.talk("a", "Tôi là Kín, số 0912345678, hỏi về đất", ward.File{Name: "Kín.jpg", Mime: "image/jpeg", Data: []byte("ảnh")}), 10)
	call := strconv.FormatInt(w.wish("+84912345678", "Hỏi về đất"), 10)
	w.step("GET hoi-thoai", "tiepnhan", ward.ActOpenedList, "talks", reception.visit("hoi-thoai"))
	page := w.step("GET hoi-thoai/{talk}", "tiepnhan", ward.ActOpenedTalk, id, reception.visit("hoi-thoai/"+id))
	w.step("GET hoi-thoai/{talk}/tep/{file}", "tiepnhan", ward.ActOpenedFile, id, reception.visit(fileLink.FindString(page.body)))
	for _, act := range []string{"nhan", "gui", "ket-thuc"} {
		w.step("POST hoi-thoai/{talk}", "tiepnhan", ward.ActTalked, id, reception.do(post, "hoi-thoai/"+id, url.Values{"viec": {act}, "loi": {"Kính gửi bà Kín."}}))
	}
	w.step("POST goi-lai/{call}", "xuly", ward.ActCalled, call, handler.do(post, "goi-lai/"+call, nil))
}

// receptions are the days on which citizens are received.
func (w *walk) receptions(reception *officer) {
	w.t.Helper()
	const post = http.MethodPost
	day := w.nextThursday()
	reception.do(post, "dang-nhap", url.Values{"ten": {"tiepnhan"}, "mat-khau": {aPassword}}).leads("ma") // a session does not last until then
	reception.do(post, "ma", url.Values{"ma": {reception.app.CodeAt(w.now)}}).leads("")
	w.logged()
	off := day.AddDays(7)
	reception.do(post, "doi-lich", decision("cancel", off.String(), "", chairman)).leads("lich-tiep?thang=" + off.String()[:7])
	rows := w.logged()
	if len(rows) != 1 {
		w.t.Fatalf("a decision left %+v; want one row", rows)
	}
	w.stands(rows, "POST doi-lich", "tiepnhan", ward.ActScheduled, rows[0].Subject)
	w.step("POST doi-lich/{change}", "tiepnhan", ward.ActScheduled, rows[0].Subject, reception.do(post, "doi-lich/"+rows[0].Subject, nil))

	path := "lich-tiep/" + day.String()
	came := url.Values{"ai": {chairman}, "ten": {"Trần Thị Kín"}, "giay-to": {"034190001234"}, "so-nguoi": {"1"}, "noi-dung": {"Hỏi về đất"}, "phien-ban": {"1"}}
	reception.do(post, path+"/khach", came).leads(path)
	rows = w.logged()
	visit := rows[0].Subject
	w.stands(rows, "POST lich-tiep/{date}/khach", "tiepnhan", ward.ActReceived, visit)
	w.step("GET lich-tiep/{date}", "tiepnhan", ward.ActOpenedList, "receptions", reception.visit(path))
	came.Set("viec", "case")
	came.Set("loai", string(law.KienNghi))
	came.Set("linh-vuc", "dat-dai")
	filed := reception.do(post, path+"/khach/"+visit, came).ok()
	rows = w.logged()
	w.stands(rows, "POST lich-tiep/{date}/khach/{visit}", "tiepnhan", ward.ActReceived, visit)
	w.stands(rows, "POST lich-tiep/{date}/khach/{visit}", "tiepnhan", ward.ActTookIn, regexp.MustCompile(`HS-[0-9A-Z]{4}-[0-9A-Z]{5}`).FindString(filed.main()))
	w.step("POST lich-tiep/{date}/buoi", "tiepnhan", ward.ActReceived, day.String(), reception.do(post, path+"/buoi", url.Values{"ai": {chairman}, "viec": {"co"}}))
	w.step("GET lich-tiep/so", "tiepnhan", ward.ActOpenedList, "receptions", reception.visit("lich-tiep/so"))
	w.step("GET lich-tiep/so.docx", "tiepnhan", ward.ActExported, "", reception.visit("lich-tiep/so.docx"))
	w.step("GET lich-tiep/so.xlsx", "tiepnhan", ward.ActExported, "", reception.visit("lich-tiep/so.xlsx"))
}
