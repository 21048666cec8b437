package console_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// book has a citizen of a chat book a slot. Whoever is not heard of has no chat that a message could go to.
func (s *site) book(chat, slot string, day law.Date, heardOf bool) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		all, err := w.Lock(ctx, "web", []string{chat})
		if err != nil {
			return err
		}
		c := all[chat]
		if err := w.SaveCitizen(ctx, ward.Citizen{ID: c.CitizenID, Phone: "+84912345678"}); err != nil {
			return err
		}
		if heardOf {
			if err := w.SaveConversations(ctx, []*ward.Conversation{c}); err != nil {
				return err
			}
		}
		_, err = w.Book(ctx, ward.Visit{Channel: "web", Chat: chat, CitizenID: c.CitizenID, Day: day, Who: chairman, Slot: slot, People: 1, Said: ward.VisitorSaid{Matter: "Hỏi về đất"}})
		return err
	})
}

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)

// confirmed is the form of a page that asks before a change is made.
func (r reply) confirmed() url.Values {
	form := url.Values{}
	for _, f := range hiddenInput.FindAllStringSubmatch(r.main(), -1) {
		form.Set(f[1], f[2])
	}
	return form
}

func TestADayOffTellsHowManyBookingsItTouchesBeforeItIsDecided(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		var told []ward.VisitNews
		s.house.VisitWords = func(_ *ward.Ward, n ward.VisitNews) any { told = append(told, n); return n }
		day := s.nextThursday().AddDays(7)
		s.book("a", "07:30", day, true)
		s.book("b", "07:45", day, false)
		o := s.officerAs("tiepnhan", ward.RoleReception)
		month := "lich-tiep?thang=" + day.String()[:7]

		asked := o.do(http.MethodPost, "doi-lich", decision("day-off", day.String(), "", "")).ok()
		asked.says("Xác nhận thay đổi lịch", "ảnh hưởng đến 2 giờ đã đặt: không giờ nào còn.", "1 người không báo được", "07:30", "07:45", "Chưa có gì thay đổi")
		o.visit("hoi-thoai").ok().says("Không có ai chờ phường gọi")
		o.visit(month).ok().neverSays("Họp cấp trên")
		o.do(http.MethodPost, "doi-lich", asked.confirmed()).leads("lich-tiep?can-goi=1&da-bao=1&thang=" + day.String()[:7])
		o.visit(month+"&can-goi=1&da-bao=1").ok().says("Đã báo qua trò chuyện cho 1 người", "Còn 1 người chưa báo được, cần gọi điện", "Họp cấp trên")
		o.visit("hoi-thoai").ok().says("0912 345 678", "Báo cho người đã hẹn 07:45 ngày "+day.Vietnamese()+": buổi tiếp không tổ chức")
		last := told[len(told)-1]
		if last.Visit.Chat != "a" || last.Visit.State != ward.VisitCancelled {
			t.Errorf("the citizen is told %+v; want that the slot of chat a is gone", last)
		}
	})
}

func TestAMovedSessionTakesItsBookingsAlongAfterAQuestion(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	s.house.VisitWords = func(_ *ward.Ward, n ward.VisitNews) any { return n }
	day := s.nextThursday().AddDays(7)
	s.book("a", "07:30", day, true)
	o := s.officerAs("tiepnhan", ward.RoleReception)
	to := day.AddDays(1)
	asked := o.do(http.MethodPost, "doi-lich", decision("move", day.String(), to.String(), chairman)).ok()
	asked.says("ảnh hưởng đến 1 giờ đã đặt: tất cả dời theo buổi tiếp.", "Dời sang", to.Vietnamese())
	o.do(http.MethodPost, "doi-lich", asked.confirmed()).leads("lich-tiep?can-goi=0&da-bao=1&thang=" + day.String()[:7])
	change := regexp.MustCompile(`doi-lich/\d+`).FindString(o.visit("lich-tiep?thang=" + day.String()[:7]).ok().body)
	back := o.do(http.MethodPost, change, url.Values{"thang": {day.String()[:7]}}).ok().says("Xác nhận thay đổi lịch", "Thu hồi một thay đổi lịch")
	o.do(http.MethodPost, change, back.confirmed()).leads("lich-tiep?can-goi=0&da-bao=1&thang=" + day.String()[:7])
}
