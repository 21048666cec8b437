package console_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

const anotherPassword = "một câu khác hẳn mà chỉ mình nhớ"

func TestAPasswordIsChangedAndTheOtherSessionsEnd(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		o, _ := s.enter(s.invite("tiepnhan", ward.RoleReception))
		change := func(present, next, again string) reply {
			return o.do(http.MethodPost, "tai-khoan/mat-khau", url.Values{"hien-tai": {present}, "mat-khau": {next}, "nhac-lai": {again}})
		}
		for name, c := range map[string]struct{ present, next, again, says string }{
			"another's":  {"không phải mật khẩu này", anotherPassword, anotherPassword, "Mật khẩu hiện tại chưa đúng."},
			"too short":  {aPassword, "ngắn", "ngắn", "Mật khẩu cần ít nhất"},
			"two of one": {aPassword, anotherPassword, anotherPassword + ".", "không giống nhau"},
		} {
			if r := change(c.present, c.next, c.again); r.status != http.StatusUnprocessableEntity || !strings.Contains(r.body, c.says) {
				t.Errorf("%s: %d, without %q", name, r.status, c.says)
			}
		}
		change(aPassword, anotherPassword, anotherPassword).leads("phien?da-doi")
		if r := o.visit("phien?da-doi"); !strings.Contains(r.body, "Đã đổi mật khẩu") {
			t.Error("nothing says that the password was changed")
		}
		stranger := &officer{site: s}
		if r := stranger.do(http.MethodPost, "dang-nhap", url.Values{"ten": {"tiepnhan"}, "mat-khau": {aPassword}}); r.status != http.StatusUnprocessableEntity {
			t.Errorf("the old password: %d", r.status)
		}
		stranger.do(http.MethodPost, "dang-nhap", url.Values{"ten": {"tiepnhan"}, "mat-khau": {anotherPassword}}).leads("ma")
	})
}

var recoveryForm = regexp.MustCompile(`<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>`)

func TestNewRecoveryCodesTakeThePlaceOfTheOld(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		o, first := s.enter(s.invite("tiepnhan", ward.RoleReception))
		old := recoveryForm.FindAllStringSubmatch(first.body, -1)
		if len(old) < 2 {
			t.Fatalf("the first sign-in shows %d recovery codes", len(old))
		}
		renew := func(code string) reply {
			return o.do(http.MethodPost, "tai-khoan/ma-du-phong", url.Values{"ma": {code}})
		}
		if r := renew("000000"); r.status != http.StatusUnprocessableEntity || !strings.Contains(r.body, "Mã chưa đúng") {
			t.Errorf("a wrong code: %d", r.status)
		}
		fresh := recoveryForm.FindAllStringSubmatch(renew(old[0][1]).body, -1)
		if len(fresh) != len(old) {
			t.Fatalf("%d new codes; want %d", len(fresh), len(old))
		}
		again := &officer{site: s}
		again.do(http.MethodPost, "dang-nhap", url.Values{"ten": {"tiepnhan"}, "mat-khau": {aPassword}}).leads("ma")
		if r := again.do(http.MethodPost, "ma", url.Values{"ma": {old[1][1]}}); r.status != http.StatusUnprocessableEntity {
			t.Errorf("a code of before: %d", r.status)
		}
		again.do(http.MethodPost, "ma", url.Values{"ma": {fresh[0][1]}}).leads("")
	})
}

var invitationForm = regexp.MustCompile(`<code class="long">/console/minh-duc/(loi-moi/[^<]+)</code>`)

func TestTheAdministratorAddsInvitesAndDisablesStaff(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		admin, _ := s.enter(s.invite("quantri", ward.RoleAdministrator))
		add := func(name, login, role string) reply {
			return admin.do(http.MethodPost, "can-bo", url.Values{"ho-ten": {name}, "ten": {login}, "vai-tro": {role}})
		}
		for name, c := range map[string]struct{ name, login, role, says string }{
			"nameless":       {" ", "tiep-dan", "tiep-nhan", "Xin nhập họ và tên."},
			"a wrong login":  {"Cán bộ tiếp dân", "Tiếp dân", "tiep-nhan", "Tên đăng nhập chỉ gồm"},
			"no such role":   {"Cán bộ tiếp dân", "tiep-dan", "chu-tich", "Xin chọn vai trò."},
			"somebody's own": {"Cán bộ tiếp dân", "quantri", "tiep-nhan", "đã có người dùng"},
		} {
			if r := add(c.name, c.login, c.role); r.status < 400 || r.status >= 500 || !strings.Contains(r.body, c.says) || !strings.Contains(r.body, `value="`+c.login+`"`) {
				t.Errorf("%s: %d, without %q or what was typed", name, r.status, c.says)
			}
		}
		link := invitationForm.FindStringSubmatch(add("Cán bộ tiếp dân", "tiep-dan", "tiep-nhan").body)
		if link == nil {
			t.Fatal("no invitation is shown")
		}
		if strings.Contains(admin.visit("can-bo").body, link[1]) {
			t.Error("the invitation is shown again")
		}
		officer, _ := s.enter(link[1])
		if r := officer.visit("ho-so"); r.status != http.StatusOK {
			t.Errorf("whoever was invited sees the inbox: %d", r.status)
		}
		if renewed := invitationForm.FindStringSubmatch(admin.do(http.MethodPost, "can-bo/tiep-dan/loi-moi", nil).body); renewed == nil || renewed[1] == link[1] {
			t.Error("no new invitation is shown")
		}
		admin.do(http.MethodPost, "can-bo/tiep-dan/khoa", nil).leads("can-bo")
		officer.visit("ho-so").leads("dang-nhap")
		if r := admin.do(http.MethodPost, "can-bo/tiep-dan/khoa", nil); r.status != http.StatusNotFound {
			t.Errorf("disabling again: %d", r.status)
		}
		if r := admin.do(http.MethodPost, "can-bo/quantri/khoa", nil); r.status != http.StatusNotFound {
			t.Errorf("disabling oneself: %d", r.status)
		}
	})
}
