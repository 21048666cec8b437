package console_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

var seenVersion = regexp.MustCompile(`name="phien-ban" value="(\d+)"`)

// letter is the form of a letter of reply, at the version that the page shows.
func (r reply) letter(fields ...string) url.Values {
	r.t.Helper()
	found := seenVersion.FindStringSubmatch(r.body)
	if found == nil {
		r.t.Fatalf("the page has no form of a letter:\n%s", r.main())
	}
	form := url.Values{"phien-ban": {found[1]}}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return form
}

func TestAWardWritesALetterAndOfficersBeginWithIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		code := s.fileCase(law.PhanAnh, flooded)
		o := s.officerAs("xuly", ward.RoleHandler)
		o.visit("ho-so").ok().says("Mẫu trả lời")
		o.visit("mau-tra-loi").ok().says("Đã giải quyết", "Đơn chưa ký", "có sẵn", "Thêm mẫu")
		form := o.visit("mau-tra-loi/moi").ok().letter("ten", "Đã thông cống", "dung-de", "tra-loi", "loai", "phan-anh", "noi-dung", "Kính gửi ông/bà {họ tên}, hồ sơ {ma} đã xong.")

		for _, button := range []string{"luu", "xem"} {
			form.Set("viec", button)
			got := o.do(http.MethodPost, "mau-tra-loi/moi", form)
			got.says("Không có trường {họ tên}.", "hồ sơ {ma} đã xong.</textarea>", `value="Đã thông cống"`, `aria-invalid="true"`)
			if got.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: status %d; want 422", button, got.status)
			}
		}
		form.Set("noi-dung", "Kính gửi ông/bà {ten}, hồ sơ {ma} đã xong trước {hạn}.")
		form.Set("viec", "xem")
		o.do(http.MethodPost, "mau-tra-loi/moi", form).ok().says("Kính gửi ông/bà Nguyễn Văn A, hồ sơ HS-2345-6789A đã xong trước")
		o.visit("mau-tra-loi").ok().neverSays("Đã thông cống")
		form.Set("viec", "luu")
		o.do(http.MethodPost, "mau-tra-loi/moi", form).leads("mau-tra-loi?da=luu")
		o.visit("mau-tra-loi?da=luu").ok().says("Đã lưu mẫu.", "Đã thông cống", "phường soạn")

		due := s.caseOf(code).DueOn.Vietnamese()
		o.visit("ho-so/"+string(code)).ok().says("Đã thông cống", "đã giải quyết như sau")
		o.visit("ho-so/" + string(code) + "?mau=da-thong-cong").ok().says("Kính gửi ông/bà Trần Thị Kín, hồ sơ " + string(code) + " đã xong trước " + due + ".</textarea>")
		proposal := s.fileCase(law.KienNghi, "Mong phường lắp thêm đèn đường ở tổ dân phố Phong Cốc.")
		o.visit("ho-so/" + string(proposal)).ok().says("Đã giải quyết").neverSays("Đã thông cống")
	})
}

func TestALetterIsRemovedPutBackAndLedBackToTheProgramsOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		code := s.fileCase(law.PhanAnh, flooded)
		one, two := s.officerAs("xuly", ward.RoleHandler), s.officerAs("lanhdao", ward.RoleLeader)
		const path = "mau-tra-loi/giai-thich"
		page := one.visit(path).ok().says("Theo quy định tại", "Bỏ mẫu này").neverSays("Về nội dung có sẵn", "Lịch sử")
		stale := two.visit(path).ok()
		write := []string{"viec", "luu", "ten", "Căn cứ pháp luật", "dung-de", "tra-loi", "noi-dung", "Căn cứ […], {đơn vị} trả lời: […]"}
		one.do(http.MethodPost, path, page.letter(write...)).leads("mau-tra-loi?da=luu")

		got := two.do(http.MethodPost, path, stale.letter("viec", "luu", "ten", "Giải thích", "dung-de", "tra-loi", "noi-dung", "Lời của lãnh đạo."))
		got.says("Người khác vừa sửa mẫu này.", "Căn cứ […], {đơn vị} trả lời: […]", "Lời của lãnh đạo.</textarea>")
		if got.status != http.StatusConflict {
			t.Errorf("status %d; want 409", got.status)
		}
		two.do(http.MethodPost, path, stale.letter("viec", "bo")).says("Người khác vừa sửa mẫu này. Xin xem nội dung mới", "Căn cứ […]")

		page = two.visit(path).ok().says("Căn cứ pháp luật", "Về nội dung có sẵn", "Lịch sử", "Cán bộ xử lý")
		two.do(http.MethodPost, path, page.letter("viec", "bo")).leads("mau-tra-loi?da=bo")
		one.visit("mau-tra-loi").ok().says("Đã bỏ (1)")
		one.visit("ho-so/" + string(code)).ok().neverSays("Căn cứ pháp luật")
		page = one.visit("mau-tra-loi/moi").ok()
		one.do(http.MethodPost, "mau-tra-loi/moi", page.letter(write...)).leads("mau-tra-loi?da=luu")
		page = one.visit(path).ok().says("Mẫu này đã bỏ")
		one.do(http.MethodPost, path, page.letter("viec", "dung-lai")).says("Đã có mẫu khác mang tên này.", "Căn cứ […], {đơn vị} trả lời: […]</textarea>")
		other := one.visit("mau-tra-loi/can-cu-phap-luat").ok()
		one.do(http.MethodPost, "mau-tra-loi/can-cu-phap-luat", other.letter("viec", "bo")).leads("mau-tra-loi?da=bo")
		page = one.visit(path).ok()
		one.do(http.MethodPost, path, page.letter("viec", "dung-lai")).leads("mau-tra-loi?da=dung-lai")
		one.visit("ho-so/" + string(code)).ok().says("Căn cứ pháp luật")
		page = one.visit(path).ok()
		one.do(http.MethodPost, path, page.letter("viec", "mac-dinh")).leads("mau-tra-loi?da=mac-dinh")
		page = one.visit(path).ok().says("Theo quy định tại", "Giải thích quy định").neverSays("Về nội dung có sẵn</button>")
		earlier := regexp.MustCompile(`\?ban=(\d+)`).FindAllStringSubmatch(page.body, -1)
		one.visit(path+"?ban="+earlier[len(earlier)-1][1]).ok().says("chưa được lưu", "Căn cứ […], {đơn vị} trả lời: […]</textarea>")

		two.visit("nhat-ky?viec=wrote-reply").ok().says("Sửa mẫu trả lời", "giai-thich", "bỏ", "dùng lại", "về nội dung có sẵn")
		for _, missing := range []string{"mau-tra-loi/khong-co", "mau-tra-loi/moi/gi-do"} {
			if got := one.visit(missing); got.status != http.StatusNotFound {
				t.Errorf("%s: status %d; want 404", missing, got.status)
			}
		}
		one.do(http.MethodPost, path, url.Values{"noi-dung": {strings.Repeat("á", 40_000)}}).says("quá dài")
	})
}

func TestWhatACitizenIsAskedForBeginsWithALetterToo(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	code := s.fileCase(law.PhanAnh, flooded)
	path := "ho-so/" + string(code)
	o := s.officerAs("tiepnhan", ward.RoleReception)
	o.visit(path).ok().says("Thiếu tài liệu").neverSays("Sửa các mẫu", "cần ông/bà gửi thêm")
	page := o.visit(path + "?mau=thieu-tai-lieu").ok().says("Để xem xét phản ánh này, phường cần ông/bà gửi thêm: […].")
	got := o.do(http.MethodPost, path+"/buoc", page.form("buoc", "cho-ky", "ly-do", "Cần ông/bà gửi thêm: […]."))
	got.says("Xin thay bằng điều cần bổ sung.", "Cần ông/bà gửi thêm: […].</textarea>")
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d; want 422", got.status)
	}
	o.do(http.MethodPost, path+"/buoc", page.form("buoc", "cho-ky", "ly-do", "Cần ông/bà gửi thêm ảnh.")).leads(path)
}
