package console_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
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

// petition files a petition at a time.
func (s *site) petition(kind law.PetitionKind, field, neighbourhood string, at time.Time) ward.Code {
	s.t.Helper()
	now := s.now
	defer func() { s.now = now }()
	s.now = at
	return s.petitionNow(kind, field, neighbourhood)
}

// petitionNow files a petition with what its citizen would not want to be read by everybody, and returns its code.
func (s *site) petitionNow(kind law.PetitionKind, field, neighbourhood string) (code ward.Code) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		filed, err := w.File(ctx, ward.Draft{
			Key: strconv.FormatInt(s.house.IDs.Next(), 10), Kind: kind, Field: field, Neighbourhood: neighbourhood, Channel: "web", Chat: "chat",
			Content: ward.Content{What: "Nội dung chỉ người xử lý đọc", Name: "Trần Thị Kín", Phone: "+84912345678"},
		})
		code = filed.Code
		return err
	})
	return code
}

func (s *site) staffID(login string) (id int64) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		who, err := w.StaffByLogin(ctx, login)
		id = who.ID
		return err
	})
	return id
}

// withInbox is a desk with a case that is late, one due soon, one new and a complaint that waits for its signature.
func withInbox(t *testing.T, d *db.DB) (s *site, codes map[string]ward.Code) {
	t.Helper()
	s = openDesk(t, d, "")
	return s, map[string]ward.Code{
		"late":     s.petition(law.PhanAnh, "moi-truong", "duong-hoa", s.now.AddDate(0, 0, -40)),
		"soon":     s.petition(law.PhanAnh, "dat-dai", "", s.now.AddDate(0, 0, -19)),
		"new":      s.petition(law.KienNghi, "moi-truong", "", s.now),
		"unsigned": s.petition(law.KhieuNai, "dat-dai", "", s.now),
	}
}

var codeShown = regexp.MustCompile(`data-code="([^"]+)"`)

// cases are the codes that a page lists, in its order.
func (r reply) cases() string {
	var all []string
	for _, m := range codeShown.FindAllStringSubmatch(r.body, -1) {
		all = append(all, m[1])
	}
	return strings.Join(all, " ")
}

// ticks are what the boxes of some cases send.
func (r reply) ticks(codes ...ward.Code) (values []string) {
	r.t.Helper()
	for _, code := range codes {
		found := regexp.MustCompile(`name="chon" value="(` + string(code) + `\.\d+)"`).FindStringSubmatch(r.body)
		if found == nil {
			r.t.Fatalf("%s cannot be ticked", code)
		}
		values = append(values, found[1])
	}
	return values
}

func joined(codes map[string]ward.Code, names string) string {
	var all []string
	for name := range strings.FieldsSeq(names) {
		all = append(all, string(codes[name]))
	}
	return strings.Join(all, " ")
}

func TestTheInboxListsWhatBurnsFirstAndNothingOfTheCitizen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, codes := withInbox(t, d)
		leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
		all := leader.visit("ho-so?view=all").ok().
			says("quá hạn", "còn 2 ngày làm việc", "Tổ dân phố Dương Hòa", "chờ người dân bổ sung", "Đã tiếp nhận", "Chưa giao", "Phím tắt").
			neverSays("Nội dung chỉ người xử lý đọc", "Trần Thị Kín", "0912345678", "912345678")
		leader.visit("ho-so/" + string(codes["soon"])).ok().says("còn 2 ngày làm việc") // the case and the list say the same
		for _, q := range []struct{ query, want string }{
			{"view=all", "late soon new unsigned"},
			{"", "late soon new"}, // a leader begins with what is new
			{"view=overdue", "late"},
			{"view=soon", "soon"},
			{"view=waiting", "unsigned"},
			{"view=mine", ""},
			{"view=all&kind=khieu-nai", "unsigned"},
			{"view=all&field=moi-truong", "late new"},
			{"view=all&channel=telegram", ""},
			{"view=all&handler=chua-giao", "late soon new unsigned"},
			{"view=all&q=kien+nghi", "new"},
			{"view=all&q=" + url.QueryEscape("Kiến nghị"), "new"},
			{"view=all&q=" + strings.ToLower(string(codes["soon"])), "soon"},
			{"view=all&q=" + url.QueryEscape("Trần Thị Kín"), ""},
			{"view=all&kind=khong-co&field=khong-co&handler=-1&channel=khong-co", "late soon new unsigned"},
		} {
			if got, want := leader.visit("ho-so?"+q.query).ok().cases(), joined(codes, q.want); got != want {
				t.Errorf("%s: %q; want %q", q.query, got, want)
			}
		}
		if got := regexp.MustCompile(`<span class="number( late)?">(\d+)</span>`).FindAllStringSubmatch(all.body, -1); len(got) != 6 || got[3][2] != "1" || got[3][1] == "" {
			t.Errorf("the tabs count %v", got)
		}
		leader.visit("ho-so?view=all&after=2026").leads("ho-so?view=all")
	})
}

func TestAnEmptyInboxTellsWhereTheWorkIs(t *testing.T) {
	s, codes := withInbox(t, dbtest.SQLite(t))
	handler, _ := s.enter(s.invite("xuly", ward.RoleHandler))
	handler.visit("ho-so").ok().says("Ông/bà không có hồ sơ nào đang xử lý", "Xem 3 hồ sơ mới").neverSays("Giao hồ sơ đã chọn", `type="checkbox" form=`)
	handler.visit("ho-so?view=overdue&kind=khieu-nai").ok().says("Không có hồ sơ nào trong mục Quá hạn khớp với bộ lọc.", "Xem 1 hồ sơ khớp trong Tất cả", "Xóa bộ lọc")
	handler.visit("").ok().says("Việc hôm nay", "Ông/bà không có hồ sơ nào đang xử lý")
	reception, _ := s.enter(s.invite("tiepnhan", ward.RoleReception))
	if got := reception.visit("").ok().says("Gấp nhất", "Mở danh sách hồ sơ").cases(); got != joined(codes, "late soon new unsigned") {
		t.Errorf("today's work is %q", got)
	}
	observer, _ := s.enter(s.invite("giamsat", ward.RoleObserver))
	observer.visit("").ok().neverSays("Việc hôm nay", "/ho-so", string(codes["late"]))
}

func TestALeaderHandsSeveralCasesOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, codes := withInbox(t, d)
		s.invite("xuly", ward.RoleHandler)
		s.invite("bientap", ward.RoleEditor)
		handler := strconv.FormatInt(s.staffID("xuly"), 10)
		leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
		page := leader.visit("ho-so?view=all&field=moi-truong").ok()
		chosen := page.ticks(codes["late"], codes["new"])
		back := "field=moi-truong&view=all"
		for want, form := range map[string]url.Values{
			"Chưa chọn hồ sơ nào":     {"nguoi": {handler}, "ve": {back}},
			"Chưa chọn người xử lý":   {"chon": chosen, "ve": {back}},
			"không còn nhận hồ sơ":    {"chon": chosen, "nguoi": {strconv.FormatInt(s.staffID("bientap"), 10)}, "ve": {back}},
			"Mỗi lần giao được nhiều": {"chon": strings.Fields(strings.Repeat("PA-1.1 ", 41)), "nguoi": {handler}},
		} {
			if got := leader.do(http.MethodPost, "ho-so/giao", form).says(want); got.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: status %d; want 422", want, got.status)
			}
		}
		leader.do(http.MethodPost, "ho-so/giao", url.Values{"chon": chosen, "nguoi": {handler}, "ve": {back}}).leads("ho-so?da-giao=2&field=moi-truong&view=all")
		leader.visit("ho-so?da-giao=2&field=moi-truong&view=all").ok().says("Đã giao các hồ sơ được chọn.", "Cán bộ xử lý")
		if got := leader.visit("ho-so?view=all&handler=" + handler).cases(); got != joined(codes, "late new") {
			t.Errorf("the handler has %q", got)
		}
	})
}

// mine is the number at the tab of one's own cases.
func (r reply) mine() string {
	r.t.Helper()
	found := regexp.MustCompile(`<span class="number(?: late)?">(\d+)</span>`).FindAllStringSubmatch(r.body, -1)
	if len(found) < 2 {
		r.t.Fatalf("the tabs count %v", found)
	}
	return found[1][1]
}

func TestOfficersWithOneFilterCountTheirOwnCasesAndSeeAtOnceWhatAFormChanged(t *testing.T) {
	s, codes := withInbox(t, dbtest.SQLite(t))
	handler, _ := s.enter(s.invite("xuly", ward.RoleHandler))
	leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
	const filtered = "ho-so?view=all&field=moi-truong"
	if got := leader.visit(filtered).ok().mine() + handler.visit(filtered).ok().mine(); got != "00" {
		t.Errorf("before anything is given they count %s", got)
	}
	leader.do(http.MethodPost, "ho-so/giao", url.Values{"chon": leader.visit(filtered).ticks(codes["late"]), "nguoi": {strconv.FormatInt(s.staffID("xuly"), 10)}})
	if got := leader.visit(filtered).ok().mine() + handler.visit(filtered).ok().mine(); got != "01" {
		t.Errorf("with one case given to the handler they count %s", got)
	}
	if got := handler.visit("ho-so?view=all&field=dat-dai").ok().mine(); got != "0" {
		t.Errorf("behind another filter the handler counts %s", got)
	}
}

func TestWhoeverHasChangedSomethingSeesItAtAnotherProcessToo(t *testing.T) {
	s, codes := withInbox(t, dbtest.SQLite(t))
	leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
	first := s.handler
	second, err := console.Desk{House: s.house, Notices: plainNotices}.Handler()
	if err != nil {
		t.Fatal(err)
	}
	const all = "ho-so?view=all"
	s.handler = second
	if got := leader.visit(all).ok().mine(); got != "0" {
		t.Errorf("before anything is given the second process counts %s", got)
	}
	s.handler = first
	chosen := leader.visit(all).ok().ticks(codes["late"])
	leader.do(http.MethodPost, "ho-so/giao", url.Values{"chon": chosen, "nguoi": {strconv.FormatInt(s.staffID("lanhdao"), 10)}})
	s.handler = second
	if got := leader.visit(all).ok().mine(); got != "1" {
		t.Errorf("with a case of their own, whoever took it reads %s at the second process", got)
	}
}

func TestOfTwoWhoAssignAtOnceTheSecondIsToldAndOverwritesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, codes := withInbox(t, d)
		s.invite("mot", ward.RoleHandler)
		s.invite("hai", ward.RoleHandler)
		one, two := strconv.FormatInt(s.staffID("mot"), 10), strconv.FormatInt(s.staffID("hai"), 10)
		leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
		page := leader.visit("ho-so?view=all").ok() // both look at the same list
		leader.do(http.MethodPost, "ho-so/giao", url.Values{"chon": page.ticks(codes["late"]), "nguoi": {one}, "ve": {"view=all"}})
		got := leader.do(http.MethodPost, "ho-so/giao", url.Values{"chon": page.ticks(codes["late"], codes["soon"]), "nguoi": {two}, "ve": {"view=all"}})
		if got.status != http.StatusConflict {
			t.Errorf("status %d; want 409", got.status)
		}
		got.says("Đã giao 1 hồ sơ.", "1 hồ sơ chưa giao vì người khác vừa thay đổi: "+string(codes["late"])+".", `value="`+two+`" selected`)
		for handler, want := range map[string]string{one: "late", two: "soon"} {
			if got := leader.visit("ho-so?view=all&handler=" + handler).cases(); got != joined(codes, want) {
				t.Errorf("handler %s has %q; want %s", handler, got, want)
			}
		}
	})
}

func TestPagesOfTheInboxHoldEachCaseOnce(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	for i := range 45 {
		s.petition(law.PhanAnh, "moi-truong", "", s.now.Add(time.Duration(i)*time.Second))
	}
	leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
	first := leader.visit("ho-so").ok().says("Trang sau")
	next := regexp.MustCompile(`rel="next" href="` + deskPath + `([^"]+)"`).FindStringSubmatch(first.body)
	if next == nil {
		t.Fatal("there is no link to the next page")
	}
	second := leader.visit(strings.ReplaceAll(next[1], "&amp;", "&")).ok().says("Về trang đầu").neverSays("Trang sau")
	seen := map[string]int{}
	for _, code := range strings.Fields(first.cases() + " " + second.cases()) {
		seen[code]++
	}
	if len(seen) != 45 || len(strings.Fields(first.cases())) != 40 {
		t.Errorf("%d cases on two pages, %d on the first", len(seen), len(strings.Fields(first.cases())))
	}
	for code, times := range seen {
		if times != 1 {
			t.Errorf("%s stands there %d times", code, times)
		}
	}
	if len(first.body) > 150<<10 {
		t.Errorf("%s", fmt.Sprintf("a full page weighs %d bytes before it is packed", len(first.body)))
	}
}
