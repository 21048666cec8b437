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

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// talk has a citizen begin a talk with the staff, or say more in it, and returns its number.
func (s *site) talk(chat, text string, files ...ward.File) (id int64) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		all, err := w.Lock(ctx, "web", []string{chat})
		if err != nil {
			return err
		}
		said := ward.Said{Text: text}
		for _, f := range files {
			f.Owner = ward.OwnerOf("web", chat)
			kept, err := w.Keep(ctx, f)
			if err != nil {
				return err
			}
			said.Files = append(said.Files, kept.ID)
		}
		if err := w.BeginHandover(ctx, all[chat], said); err != nil {
			return err
		}
		id = all[chat].HandoverID
		return w.SaveConversations(ctx, []*ward.Conversation{all[chat]})
	})
	return id
}

// wish has a citizen ask to be called, and returns the call's number.
func (s *site) wish(phone, about string) (id int64) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		cb := w.CallSlots(1)[0]
		cb.Channel, cb.Chat, cb.Said = "web", "chat", ward.Call{Phone: phone, About: about}
		if err := w.AskCallback(ctx, cb); err != nil {
			return err
		}
		all, err := w.Callbacks(ctx)
		if err == nil {
			id = all[0].ID
		}
		return err
	})
	return id
}

var fileLink = regexp.MustCompile(`hoi-thoai/\d+/tep/[^"]+`)

func TestATalkWithACitizenGoesBothWays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		var read []ward.FromStaff
		s.house.StaffWords = func(said ward.FromStaff) any { read = append(read, said); return said }
		first := s.talk("a", "<b>Tôi hỏi</b> về sổ đỏ", ward.File{Name: "so-do.jpg", Mime: "image/jpeg", Data: []byte("ảnh")})
		s.talk("a", "", ward.File{Name: "trang.html", Mime: "text/html", Data: []byte("<script>")})
		second := s.talk("b", "Tôi hỏi về hộ nghèo")
		o, _ := s.enter(s.invite("tiepnhan", ward.RoleReception))
		o.visit("").ok().says("Trò chuyện")
		list := o.visit("hoi-thoai").ok().says("&lt;b&gt;Tôi hỏi&lt;/b&gt;", "Tôi hỏi về hộ nghèo", "chờ trả lời từ").neverSays("<b>Tôi hỏi")
		if strings.Index(list.body, "sổ đỏ") > strings.Index(list.body, "hộ nghèo") {
			t.Error("whoever has waited longest does not stand first")
		}
		path := "hoi-thoai/" + strconv.FormatInt(first, 10)
		page := o.visit(path).ok().says("Chưa có ai nhận", "so-do.jpg", "trang.html")
		links := slices.Compact(fileLink.FindAllString(page.body, -1)) // a picture is shown in its link
		if len(links) != 2 {
			t.Fatalf("links to files: %q", links)
		}
		if got := o.visit(links[0]).ok(); got.header.Get("Content-Type") != "image/jpeg" || !strings.HasPrefix(got.header.Get("Content-Disposition"), "inline") || got.body != "ảnh" {
			t.Errorf("the picture is %q as %v", got.body, got.header)
		}
		if got := o.visit(links[1]).ok(); got.header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("a page of the citizen's is sent as %v", got.header)
		}
		if got := o.visit("hoi-thoai/" + strconv.FormatInt(second, 10) + "/tep/" + links[0][strings.LastIndex(links[0], "/")+1:]); got.status != http.StatusNotFound {
			t.Errorf("another talk's file: status %d", got.status)
		}

		if got := o.do(http.MethodPost, path, url.Values{"viec": {"gui"}, "loi": {strings.Repeat("dài ", 600)}}); got.status != http.StatusUnprocessableEntity {
			t.Errorf("a reply that is too long: status %d", got.status)
		} else {
			got.says("2.000 ký tự", "dài dài dài")
		}
		o.do(http.MethodPost, path, url.Values{"viec": {"nhan"}}).leads(path + "#cuoi")
		o.do(http.MethodPost, path, url.Values{"viec": {"gui"}, "loi": {"Mời ông/bà đến phòng Một cửa."}}).leads(path + "#cuoi")
		o.visit(path).ok().says("Mời ông/bà đến phòng Một cửa.", "Cán bộ tiếp nhận đang trả lời").neverSays("Tôi nhận trả lời")
		o.do(http.MethodPost, path, url.Values{"viec": {"ket-thuc"}}).leads(path + "#cuoi")
		late := o.do(http.MethodPost, path, url.Values{"viec": {"gui"}, "loi": {"Còn một điều nữa."}})
		if late.status != http.StatusConflict {
			t.Errorf("a reply after the end: status %d", late.status)
		}
		late.says("Trò chuyện đã kết thúc", "Còn một điều nữa.")
		want := []ward.FromStaff{{Lang: "vi", Text: "Mời ông/bà đến phòng Một cửa."}, {Lang: "vi", Ended: true}}
		if len(read) != len(want) || read[0] != want[0] || read[1] != want[1] {
			t.Errorf("the citizen read %+v", read)
		}
	})
}

func TestACallThatIsMadeLeavesTheList(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	call := "goi-lai/" + strconv.FormatInt(s.wish("+84912345678", "Trợ cấp người cao tuổi"), 10)
	o, _ := s.enter(s.invite("xuly", ward.RoleHandler))
	o.visit("hoi-thoai").ok().says("0912 345 678", "Trợ cấp người cao tuổi", "Đã gọi")
	o.do(http.MethodPost, call, nil).leads("hoi-thoai#goi-lai")
	o.visit("hoi-thoai").ok().says("Không có ai chờ phường gọi").neverSays("0912 345 678")
	if got := o.do(http.MethodPost, call, nil); got.status != http.StatusNotFound {
		t.Errorf("called again: status %d", got.status)
	}
}

func TestWhoDenouncedIsNotCalledByEverybody(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	code := s.petitionNow(law.ToCao, "moi-truong", "")
	s.write(func(ctx context.Context, w *ward.Ward) error {
		c, err := w.Case(ctx, code)
		if err != nil {
			return err
		}
		cb := w.CallSlots(1)[0]
		cb.Channel, cb.Chat, cb.PetitionID, cb.Said = "web", "chat", c.ID, ward.Call{Phone: "+84912345678"}
		return w.AskCallback(ctx, cb)
	})
	o, _ := s.enter(s.invite("tiepnhan", ward.RoleReception))
	for _, path := range []string{"hoi-thoai", "ho-so/" + string(code)} {
		o.visit(path).ok().neverSays("0912 345 678", "84912345678")
	}
}
