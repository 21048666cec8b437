package console_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

// invitation is the path of a new invitation for somebody of the staff.
func (s *site) invitation(login string) (path string) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		token, err := w.NewInvitation(ctx, login)
		path = "loi-moi/" + token
		return err
	})
	return path
}

// inTalk acts in a talk by one of its buttons.
func (o *officer) inTalk(id int64, act, words string) reply {
	o.t.Helper()
	return o.do(http.MethodPost, "hoi-thoai/"+strconv.FormatInt(id, 10), url.Values{"viec": {act}, "loi": {words}})
}

// shut fails unless there is no such talk for the officer, nor any way to act in it.
func (o *officer) shut(name string, id int64, words string) {
	o.t.Helper()
	o.visit("hoi-thoai").ok().neverSays(words)
	if got := o.visit("hoi-thoai/" + strconv.FormatInt(id, 10)); got.status != http.StatusNotFound {
		o.t.Errorf("%s opens the talk: status %d", name, got.status)
	}
	for _, act := range []string{"gui", "nhan", "tra-lai", "giu-kin", "ket-thuc"} {
		if got := o.inTalk(id, act, "Kính gửi ông/bà."); got.status != http.StatusNotFound {
			o.t.Errorf("%s does %q in the talk: status %d", name, act, got.status)
		}
	}
}

// open fails unless the officer sees the talk in the list and opens it.
func (o *officer) open(id int64, words string) reply {
	o.t.Helper()
	o.visit("hoi-thoai").ok().says(words)
	return o.visit("hoi-thoai/" + strconv.FormatInt(id, 10)).ok().says(words)
}

func TestATalkIsReadByWhoeverHasTakenItAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		const asked = "Tôi hỏi về sổ đỏ"
		id := s.talk("a", asked)
		reception, handler, leader := s.officerAs("tiepnhan", ward.RoleReception), s.officerAs("xuly", ward.RoleHandler), s.officerAs("lanhdao", ward.RoleLeader)
		for _, o := range []*officer{reception, handler, leader} {
			o.open(id, asked)
		}
		handler.inTalk(id, "nhan", "").leads("hoi-thoai/" + strconv.FormatInt(id, 10) + "#cuoi")
		reception.shut("reception", id, asked)
		leader.shut("the leader", id, asked)
		reception.inTalk(id, "gui", "Mời ông/bà đến.").says("chưa được gửi", "Mời ông/bà đến.</textarea>").neverSays(asked)
		handler.inTalk(id, "tra-lai", "").leads("hoi-thoai")
		reception.inTalk(id, "gui", "Mời ông/bà đến phòng Một cửa.").leads("hoi-thoai/" + strconv.FormatInt(id, 10) + "#cuoi")
		handler.shut("the handler who gave it back", id, asked)

		s.talk("a", "Mấy giờ mở cửa?")
		s.now = s.now.Add(2 * time.Hour) // of the working day
		handler.shut("another, while the citizen waits for two hours", id, asked)
		s.now = s.now.Add(25 * time.Hour)
		again := &officer{site: s}
		again.do(http.MethodPost, "dang-nhap", url.Values{"ten": {"xuly"}, "mat-khau": {aPassword}})
		again.do(http.MethodPost, "ma", url.Values{"ma": {handler.app.CodeAt(s.now)}}).leads("")
		again.open(id, asked).says("Tôi nhận trả lời")
		again.visit("hoi-thoai").says("chưa trả lời được, xin nhận thay")
		again.inTalk(id, "ket-thuc", "").leads("hoi-thoai/" + strconv.FormatInt(id, 10) + "#cuoi")
		again.visit("hoi-thoai/" + strconv.FormatInt(id, 10)).ok().says("Đã kết thúc")
	})
}

func TestATalkOfSomebodyWhoHasLeftWaitsForAnyone(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	id := s.talk("a", "Tôi hỏi về sổ đỏ")
	gone, other := s.officerAs("cu", ward.RoleHandler), s.officerAs("xuly", ward.RoleHandler)
	gone.inTalk(id, "nhan", "")
	other.shut("another", id, "Tôi hỏi về sổ đỏ")
	s.write(func(ctx context.Context, w *ward.Ward) error { return w.DisableStaff(ctx, "cu") })
	other.open(id, "Tôi hỏi về sổ đỏ")
}

func TestATalkAboutALeaderOrADenunciationIsKeptFromThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		s.write(func(ctx context.Context, w *ward.Ward) error {
			_, err := w.AddStaff(ctx, ward.Staff{Login: "hoa", Name: "Trần Thị Hoa", Role: ward.RoleReception})
			return err
		})
		hoa, _ := s.enter(s.invitation("hoa"))
		s.now = s.now.Add(time.Minute)
		reception, handler, leader := s.officerAs("tiepnhan", ward.RoleReception), s.officerAs("xuly", ward.RoleHandler), s.officerAs("lanhdao", ward.RoleLeader)

		const denounced = "Toi muon to cao ba Hoa o bo phan tiep nhan"
		about := s.talk("a", denounced)
		hoa.shut("whoever is denounced", about, denounced)
		leader.shut("the leader", about, denounced)
		handler.shut("a handler", about, denounced)
		reception.open(about, denounced).says("được giữ kín").neverSays("Giữ kín: về")

		turned := s.talk("b", "Tôi có việc cần trao đổi")
		leader.inTalk(turned, "nhan", "")
		leader.open(turned, "Tôi có việc cần trao đổi")
		s.talk("b", "Ông Cẩn nhận tiền của tôi")
		leader.shut("the leader who had taken it", turned, "Tôi có việc cần trao đổi")
		reception.open(turned, "Tôi có việc cần trao đổi").says("Ông Cẩn nhận tiền của tôi", "Tôi nhận trả lời")

		marked := s.talk("c", "Có người làm sai, ông ấy ngồi phòng to nhất")
		handler.open(marked, "phòng to nhất")
		handler.inTalk(marked, "giu-kin", "").leads("hoi-thoai")
		handler.shut("the handler who marked it", marked, "phòng to nhất")
		leader.shut("the leader", marked, "phòng to nhất")
		reception.open(marked, "phòng to nhất")

		secret := s.fileCase("to-cao", "Cán bộ nhận tiền.")
		coded := s.talk("d", "Hồ sơ "+string(secret)+" đến đâu rồi?")
		handler.shut("a handler", coded, string(secret))
		leader.shut("the leader", coded, string(secret))
		reception.open(coded, string(secret))
	})
}

func TestATalkThatNobodyMayReadIsCounted(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	s.officerAs("lanhdao", ward.RoleLeader)
	s.talk("a", "Tôi hỏi về sổ đỏ")
	s.talk("b", "Tôi muốn tố cáo")
	waiting := func() (n int) {
		s.write(func(ctx context.Context, w *ward.Ward) (err error) { n, err = w.TalksForNobody(ctx); return err })
		return n
	}
	if n := waiting(); n != 1 {
		t.Errorf("with a leader alone %d talks wait for nobody; want the one that denounces", n)
	}
	s.officerAs("tiepnhan", ward.RoleReception)
	if n := waiting(); n != 0 {
		t.Errorf("with somebody at the reception %d talks wait for nobody", n)
	}
}

func TestACallIsMadeByWhoeverMayReadItAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		reception, leader := s.officerAs("tiepnhan", ward.RoleReception), s.officerAs("lanhdao", ward.RoleLeader)
		call := "goi-lai/" + strconv.FormatInt(s.wish("+84912345678", "Tố cáo chủ tịch nhận tiền"), 10)
		leader.visit("hoi-thoai").ok().neverSays("0912 345 678", "nhận tiền")
		if got := leader.do(http.MethodPost, call, nil); got.status != http.StatusNotFound {
			t.Errorf("the leader ends a call about the leaders: status %d", got.status)
		}
		reception.visit("hoi-thoai").ok().says("0912 345 678")
		reception.do(http.MethodPost, call, nil).leads("hoi-thoai#goi-lai")

		code := s.fileCase("to-cao", "Cán bộ nhận tiền.")
		var secret int64
		s.write(func(ctx context.Context, w *ward.Ward) error {
			c, err := w.Case(ctx, code)
			if err != nil {
				return err
			}
			cb := w.CallSlots(1)[0]
			cb.Channel, cb.Chat, cb.PetitionID, cb.Said = "web", "chat", c.ID, ward.Call{Phone: "+84912345678"}
			if err := w.AskCallback(ctx, cb); err != nil {
				return err
			}
			all, err := w.CallbacksOf(ctx, c.ID)
			secret = all[0].ID
			return err
		})
		for name, o := range map[string]*officer{"reception": reception, "the leader": leader} {
			if got := o.do(http.MethodPost, "goi-lai/"+strconv.FormatInt(secret, 10), nil); got.status != http.StatusNotFound {
				t.Errorf("%s ends the call of whoever denounced: status %d", name, got.status)
			}
		}
	})
}
