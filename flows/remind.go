package flows

import (
	"context"
	"fmt"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// remindAt is the hour of the afternoon in which citizens are reminded of the next day.
const remindAt = 15

// remind notes that the citizen wants to be reminded of the next reception day of the chairman, on the day before.
func (c *Chat) remind(i int) {
	now := c.Ward.Now()
	from := law.DateOf(now).AddDays(1)
	if now.Hour() >= remindAt { // today's reminders are out
		from = from.AddDays(1)
	}
	session, ok := nextOfChair(c.Ward, from)
	if !ok {
		c.Say("Hiện chưa có buổi tiếp công dân nào của Chủ tịch để nhắc.")
		return
	}
	talk.Once(c, fmt.Sprintf("remind.%d", i), func(ctx context.Context) (bool, error) {
		return true, c.Ward.Remind(ctx, c.Conversation, session.Date, session.Who)
	})
	c.Say("Đã ghi nhận. Chiều ngày %s tôi sẽ nhắc ông/bà về buổi tiếp công dân %s.", session.Date.AddDays(-1).Vietnamese(), c.T(viet.WeekdayName(session.Date.Weekday()))+", "+session.Date.Vietnamese())
}

func nextOfChair(w *ward.Ward, from law.Date) (law.Session, bool) {
	for _, s := range w.Profile.Sessions(w.Calendar(), from, from.AddDays(remindAhead)) {
		if s.Chair {
			return s, true
		}
	}
	return law.Session{}, false
}

// remindAhead is how many days ahead a reception is looked for.
const remindAhead = 62

// Reminder is what a citizen is told on the day before a reception that they want to be reminded of; nil when the day is
// over. A reception that does not take place after all is told of as well.
func Reminder(w *ward.Ward, r ward.Reminder) any {
	if !r.Day.After(w.Today()) {
		return nil
	}
	t := translator(r.Lang)
	day := func(d law.Date) string { return t(viet.WeekdayName(d.Weekday())) + ", " + d.Vietnamese() }
	menu := [][]talk.Button{{{Label: t("Lịch tiếp công dân"), Data: goTo(receptionFlow().Name, "")}}}
	for _, s := range w.Profile.Sessions(w.Calendar(), r.Day, r.Day) {
		if s.Who == r.Who {
			if r.Slot != "" {
				return talk.Message{
					Title: t("Nhắc giờ hẹn tiếp công dân"), Rows: [][]talk.Button{{{Label: t("Đổi hoặc hủy giờ hẹn"), Data: goTo(bookingFlow().Name, "")}}},
					Text: fmt.Sprintf(t("Ngày mai, %s, lúc %s, ông/bà có hẹn với %s tại %s. Xin ông/bà mang theo giấy tờ tùy thân và tài liệu liên quan, có mặt trước 10 phút."),
						day(s.Date), r.Slot, t(s.Who), placeOf(w.Profile, s)),
				}
			}
			return talk.Message{
				Title: t("Nhắc lịch tiếp công dân"), Rows: menu,
				Text: fmt.Sprintf(t("Ngày mai, %s, %s tiếp công dân: %s, tại %s. Mời ông/bà mang theo giấy tờ tùy thân và tài liệu liên quan."),
					day(s.Date), t(s.Who), hoursOf(s), placeOf(w.Profile, s)),
			}
		}
	}
	next, ok := nextOfChair(w, r.Day.AddDays(1))
	text := fmt.Sprintf(t("Buổi tiếp công dân ngày %s không diễn ra như đã báo. Xin ông/bà thông cảm."), r.Day.Vietnamese())
	if ok {
		text += " " + fmt.Sprintf(t("Buổi gần nhất: %s, %s."), day(next.Date), hoursOf(next))
	}
	return talk.Message{Title: t("Lịch tiếp công dân thay đổi"), Text: text, Rows: menu}
}

func placeOf(p *ward.Profile, s law.Session) string { return or(s.Place, p.Reception.Place) }
