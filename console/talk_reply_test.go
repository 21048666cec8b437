package console_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

var broughtAlong = regexp.MustCompile(`name="co-tep" value="([^"]+)"`)

func TestAFileIsSentToTheCitizenAfterALookAtIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		var told []ward.FromStaff
		s.house.StaffWords = func(said ward.FromStaff) any { told = append(told, said); return said }
		id := s.talk("a", "Cho tôi xin mẫu đơn")
		path := "hoi-thoai/" + strconv.FormatInt(id, 10)
		o, other := s.officerAs("tiepnhan", ward.RoleReception), s.officerAs("xuly", ward.RoleHandler)

		for name, data := range map[string][]byte{"trang.html": []byte("<!DOCTYPE html><script>1</script>"), "trong.pdf": nil, "to.pdf": append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("x"), ward.MaxNoticeFile)...)} {
			got := o.send(path, url.Values{"loi": {"Gửi ông/bà mẫu đơn."}, "viec": {"gui"}}, name, data).says("Tệp “"+name+"”", "Gửi ông/bà mẫu đơn.")
			if got.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: status %d; want 422", name, got.status)
			}
		}
		seen := o.send(path, url.Values{"loi": {"Gửi ông/bà mẫu đơn."}, "viec": {"xem"}}, "mau.png", aPicture()).ok().says("Người dân sẽ nhận được", "Chưa gửi", "mau.png", "/tep/")
		brought := seen.take(broughtAlong)
		if len(told) > 0 {
			t.Fatalf("the preview was sent: %+v", told)
		}
		if got := o.visit(path + "/tep/" + brought).ok(); got.header.Get("Content-Type") != "image/png" {
			t.Errorf("the picture to be sent is shown as %v", got.header)
		}
		if got := other.visit(path + "/tep/" + brought); got.status != http.StatusNotFound {
			t.Errorf("another officer opens a file that was not sent: status %d", got.status)
		}
		form := url.Values{"loi": {"Gửi ông/bà mẫu đơn."}, "co-tep": {brought}, "viec": {"bo:" + brought}}
		o.do(http.MethodPost, path, form).ok().neverSays("mau.png")
		form.Set("viec", "gui")
		o.do(http.MethodPost, path, form).leads(path + "#cuoi")
		o.send(path, url.Values{"loi": {""}, "viec": {"gui"}}, "mau.pdf", []byte("%PDF-1.7\n")).leads(path + "#cuoi")
		page := o.visit(path).ok().says("mau.png", "mau.pdf", "Gửi ông/bà mẫu đơn.")
		if n := strings.Count(page.main(), "<img"); n != 1 {
			t.Errorf("the page shows %d pictures; want the one that was sent", n)
		}

		if len(told) != 3 || told[0].Text != "Gửi ông/bà mẫu đơn." || told[0].File != nil || told[1].File == nil || told[1].File.Name != "mau.png" || told[2].File == nil || told[2].File.Mime != "application/pdf" {
			t.Fatalf("the citizen got %+v; want the words, then each file", told)
		}
		s.write(func(ctx context.Context, w *ward.Ward) error {
			f, err := w.OpenFile(ctx, told[1].File.ID)
			if f.Owner != ward.OwnerOf("web", "a") || !bytes.Equal(f.Data, aPicture()) {
				t.Errorf("the file is of %q; want the citizen's chat, which opens its own", f.Owner)
			}
			return err
		})
		if got := o.do(http.MethodPost, path, url.Values{"loi": {" "}, "viec": {"gui"}}).says("Xin viết nội dung hoặc chọn tệp"); got.status != http.StatusUnprocessableEntity {
			t.Errorf("nothing at all: status %d; want 422", got.status)
		}
	})
}

func TestWordsThatWereTypedOutliveTheTakingAndTheEndOfATalk(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	id := s.talk("a", "Cho tôi xin mẫu đơn")
	o := s.officerAs("tiepnhan", ward.RoleReception)
	const typed = "Gửi ông/bà mẫu đơn."
	taken := o.inTalk(id, "nhan", typed).ok().says(typed+"</textarea>", "Trả lại để người khác nhận")
	if strings.Contains(taken.main(), `<p class="words">`+typed) {
		t.Error("the words were sent")
	}
	o.inTalk(id, "ket-thuc", typed).ok().says("Nội dung chưa gửi", typed+"</textarea>", "Đã kết thúc")
}
