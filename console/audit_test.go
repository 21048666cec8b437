package console_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestTheLeaderReadsWhoSawAndDidWhat(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		handler, leader := s.officerAs("xuly", ward.RoleHandler), s.officerAs("lanhdao", ward.RoleLeader)
		code := s.fileCase(law.ToCao, "Cán bộ nhận tiền.")
		path := "ho-so/" + string(code)
		id := s.staffID("xuly")
		leader.do(http.MethodPost, path+"/giao", leader.visit(path).form("nguoi", strconv.FormatInt(id, 10))).leads(path)
		handler.do(http.MethodPost, path+"/danh-tinh", handler.visit(path).form("ly-do", "Mời bà Kín đến làm việc")).leads(path)
		handler.visit(path)
		handler.visit(path) // seeing it again soon is the same act

		log := leader.visit("nhat-ky").ok().says("Cán bộ xử lý", "Xem danh tính", "Mời bà Kín đến làm việc", "Giao xử lý", "192.0.2.0/24", string(code), "thêm với vai trò xử lý", "Lệnh trên máy chủ")
		if n := strings.Count(log.main(), "<strong>Mở hồ sơ</strong>"); n != 2 { // the leader's and the handler's
			t.Errorf("the case was opened %d times; want 2", n)
		}
		mine := leader.visit("nhat-ky?" + url.Values{"nguoi": {strconv.FormatInt(id, 10)}, "viec": {"saw-identity"}, "ma": {strings.ToLower(string(code))}, "ngay": {"24/11/2026"}}.Encode()).ok()
		if n := strings.Count(mine.main(), "<li>"); n != 1 {
			t.Errorf("filtered to %d rows; want 1", n)
		}
		leader.visit("nhat-ky?ngay=2026-11-23").ok().says("Không có dòng nào khớp")
		wrong := leader.visit("nhat-ky?ma=khong-phai-ma")
		if wrong.says("Mã hồ sơ này chưa đúng", `value="khong-phai-ma"`); wrong.status != http.StatusUnprocessableEntity {
			t.Errorf("a code that is none: status %d", wrong.status)
		}
		csv := leader.visit("nhat-ky.csv?ma="+string(code)).ok().says("so,luc,can_bo,viec", "Xem danh tính", string(code)).neverSays("bà Kín", "Đăng nhập")
		if got := csv.header.Get("Content-Disposition"); got != `attachment; filename="nhat-ky-2026-11-24.csv"` {
			t.Errorf("Content-Disposition %q", got)
		}
		leader.visit("nhat-ky?viec=exported").ok().says("Xuất dữ liệu")
	})
}

func TestTheAdministratorReadsOfAccountsAlone(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	handler, administrator := s.officerAs("xuly", ward.RoleHandler), s.officerAs("quantri", ward.RoleAdministrator)
	code := s.fileCase(law.PhanAnh, flooded)
	handler.visit("ho-so/" + string(code)).ok()
	for _, path := range []string{"nhat-ky", "nhat-ky?viec=opened-case", "nhat-ky?ma=" + string(code), "nhat-ky.csv"} {
		page := administrator.visit(path).ok().neverSays("Mở hồ sơ")
		if rows := strings.Count(page.body, "Đăng nhập"); path == "nhat-ky" && rows < 2 {
			t.Errorf("%s tells of %d sign-ins; want both", path, rows)
		}
		if strings.Contains(page.main(), "/ho-so/") {
			t.Errorf("%s leads to a case", path)
		}
	}
}

func TestTheLogGoesOnOnItsNextPage(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	leader := s.officerAs("lanhdao", ward.RoleLeader)
	s.write(func(_ context.Context, w *ward.Ward) error {
		for range 120 {
			w.Note(ward.Staff{}, ward.ActExported, "", "petitions")
		}
		return nil
	})
	seen := 0
	for path := "nhat-ky?viec=exported"; path != ""; {
		page := leader.visit(path).ok()
		seen += strings.Count(page.main(), "<li>")
		_, rest, more := strings.Cut(page.main(), `<a rel="next" href="`+deskPath)
		path = ""
		if more {
			path, _, _ = strings.Cut(strings.ReplaceAll(rest, "&amp;", "&"), `"`)
		}
	}
	if seen != 120 {
		t.Errorf("the pages hold %d entries; want 120", seen)
	}
}
