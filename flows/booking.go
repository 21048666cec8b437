package flows

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

func bookingFlow() Flow {
	return Flow{
		Name: "booking", Version: 1, Stay: true, Run: booking, Title: "Đặt giờ tiếp công dân",
		Phrases: []string{
			"đặt lịch tiếp công dân", "đặt giờ gặp chủ tịch", "đặt lịch gặp chủ tịch", "đặt hẹn gặp lãnh đạo", "đăng ký gặp chủ tịch", "đăng ký tiếp công dân", "hẹn gặp chủ tịch phường",
			"hủy lịch hẹn", "hủy giờ hẹn", "đổi giờ hẹn", "giờ hẹn của tôi", "book an appointment", "cancel my appointment", "change my appointment",
		},
	}
}

// openingsShown is how many days are offered for a talk.
const openingsShown = 5

// booked is what came of asking for a slot: Taken where somebody else was quicker.
type booked struct {
	Visit ward.Visit `json:"visit"`
	File  talk.Sent  `json:"file"`
	Taken bool       `json:"taken,omitempty"`
}

// booking gives the citizen a time at which they are received. It may be started with the code of a petition of theirs.
func booking(c *Chat) {
	mine := look(c, "mine", func(ctx context.Context) ([]ward.Visit, error) {
		return c.Ward.Booked(ctx, c.Conversation.Channel, c.Conversation.Chat)
	})
	if len(mine) > 0 && !c.rebooks(mine[0]) {
		return
	}
	if !c.agree() {
		return
	}
	about := look(c, "about", func(ctx context.Context) (tracked, error) {
		code, ok := ward.ParseCode(c.Arg())
		if !ok {
			return tracked{}, nil
		}
		return c.readPetition(ctx, code)
	})
	v := ward.Visit{
		Channel: c.Conversation.Channel, Chat: c.Conversation.Chat, CitizenID: c.Conversation.CitizenID, PetitionID: about.Petition.ID,
		Who: c.askReceiver(),
	}
	for i := 0; ; i++ {
		var ok bool
		if v.Day, v.Slot, ok = c.askSlot(v.Who, i); !ok {
			return
		}
		if i == 0 {
			v.People, v.Said.Matter = c.askPeople(), c.askMatter(about)
		}
		got := talk.Once(c, fmt.Sprintf("book.%d", i), func(ctx context.Context) (booked, error) { return c.book(ctx, v) })
		if !got.Taken {
			c.confirm(got, about)
			return
		}
		c.Say("Giờ này vừa có người đặt trước. Xin lỗi ông/bà; mời chọn một giờ khác còn trống.")
	}
}

// rebooks tells of the slot that the citizen has, and reports whether they want another one.
func (c *Chat) rebooks(v ward.Visit) bool {
	c.Say("Ông/bà đang có hẹn lúc %s, %s, với %s.", v.Slot, c.day(v.Day), c.T(v.Who))
	switch c.Choice("have", "Ông/bà muốn làm gì với giờ hẹn này?",
		talk.Option{Value: "keep", Label: "Giữ nguyên", Aliases: []string{"giữ", "keep"}},
		talk.Option{Value: "change", Label: "Đổi giờ khác", Aliases: []string{"đổi", "change"}},
		talk.Option{Value: "cancel", Label: "Hủy giờ hẹn", Aliases: []string{"hủy", "cancel"}},
	) {
	case "change":
		return true
	case "cancel":
		talk.Once(c, "cancelled", func(ctx context.Context) (bool, error) { return true, c.Ward.CancelVisit(ctx, v) })
		c.Say("Đã hủy giờ hẹn. Ông/bà vẫn có thể đến bất cứ buổi tiếp công dân nào mà không cần đặt giờ.")
	default:
		c.Say("Giờ hẹn được giữ nguyên. Phường chờ ông/bà.")
	}
	return false
}

// askReceiver asks whom the citizen wants to see, where several receive.
func (c *Chat) askReceiver() string {
	var names []string
	for _, r := range c.Ward.Profile.Reception.Weekly {
		if !slices.Contains(names, r.Name) {
			names = append(names, r.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	if len(names) == 1 {
		return names[0]
	}
	options := make([]talk.Option, len(names))
	for i, name := range names {
		options[i] = talk.Option{Value: strconv.Itoa(i), Label: c.T(name), Proper: true}
	}
	i, err := strconv.Atoi(talk.Ask(c, "who", talk.Choose{Options: options}, "Ông/bà muốn gặp ai?"))
	if err != nil || i < 0 || i >= len(names) {
		c.Again("who")
	}
	return names[i]
}

// askSlot asks for a day and a time that are free; false where there is none.
func (c *Chat) askSlot(who string, i int) (law.Date, string, bool) {
	open := look(c, fmt.Sprintf("open.%d", i), func(ctx context.Context) ([]ward.Opening, error) { return c.Ward.Openings(ctx, who, openingsShown) })
	if len(open) == 0 {
		c.Say("Hiện chưa có giờ nào đặt được. Mời ông/bà đến trực tiếp trong giờ tiếp công dân, hoặc xem lại sau.")
		return law.Date{}, "", false
	}
	days := make([]talk.Option, len(open))
	for j, o := range open {
		days[j] = talk.Option{Value: o.Session.Date.String(), Label: c.T("%s (còn %d giờ trống)", c.day(o.Session.Date), len(o.Free)), Proper: true}
	}
	day := talk.Ask(c, fmt.Sprintf("day.%d", i), talk.Choose{Options: days}, "Ông/bà muốn đến ngày nào?")
	j := slices.IndexFunc(open, func(o ward.Opening) bool { return o.Session.Date.String() == day })
	if j < 0 {
		c.Again(fmt.Sprintf("day.%d", i))
	}
	hours := make([]talk.Option, len(open[j].Free))
	for k, slot := range open[j].Free {
		hours[k] = talk.Option{Value: slot, Label: slot, Means: meansHour(slot), Proper: true}
	}
	slot := talk.Ask(c, fmt.Sprintf("slot.%d", i), talk.Choose{Options: hours, Columns: hourColumns}, "Mời ông/bà chọn giờ. Mỗi cuộc gặp khoảng %d phút.", int(c.Ward.Profile.SlotLength().Minutes()))
	return open[j].Session.Date, slot, true
}

// meansHour tells whether words name the time of a slot: "8h", "8:00", "8 giờ 15", "8 rưỡi", "2 giờ chiều". Nobody is
// received at night, so that "2 giờ" with no part of the day is the afternoon's.
func meansHour(slot string) func(typed string) bool {
	return func(typed string) bool {
		folded := foldWhen(typed)
		w, ok := readWhen(lateHalf.ReplaceAllString(folded, "$1 gio ruoi"), law.Date{})
		if !ok || len(w.days) > 0 || len(w.times) != 1 {
			return false
		}
		t := w.times[0]
		afternoon := t.hour < nightEnds && !strings.Contains(folded, "sang")
		return slot == slotAt(t) || afternoon && slot == slotAt(clockTime{t.hour + 12, t.minute})
	}
}

func slotAt(t clockTime) string { return fmt.Sprintf("%02d:%02d", t.hour, t.minute) }

// lateHalf is a half hour without the word for hour: "8 rưỡi".
var lateHalf = regexp.MustCompile(`\b(\d{1,2})\s*ruoi\b`)

// nightEnds is the first hour of a day at which an office may receive.
const nightEnds = 6

// hourColumns is how many times stand beside each other.
const hourColumns = 3

// askPeople asks how many come with the same content.
func (c *Chat) askPeople() int {
	answer := talk.Words{Max: 20, Check: c.checkPeople, Options: []talk.Option{{Value: "1", Label: "Chỉ mình tôi", Aliases: []string{"một mình", "1 người", "alone"}}}}
	n, err := strconv.Atoi(talk.Ask(c, "people", answer, "Có bao nhiêu người cùng nội dung này, kể cả ông/bà? Xin gõ một số."))
	if err != nil {
		c.Again("people")
	}
	switch {
	case n > ward.ManyMorePeople:
		c.Say("Từ hơn 10 người cùng một nội dung, xin cử người đại diện trình bày, nhiều nhất 5 người (Luật Tiếp công dân 2013, Điều 29).")
	case n >= ward.ManyPeople:
		c.Say("Từ 5 đến 10 người cùng một nội dung, xin cử 1 hoặc 2 người đại diện trình bày (Luật Tiếp công dân 2013, Điều 29).")
	}
	return n
}

func (c *Chat) checkPeople(typed string) (string, error) {
	const most = 1000
	digits := strings.TrimSpace(strings.TrimSuffix(plain(typed), "nguoi"))
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > most {
		return "", talk.Problem(c.T("Xin gõ số người, từ 1 đến 1000, ví dụ: 3."))
	}
	return strconv.Itoa(n), nil
}

// askMatter asks what the talk is about, unless it is about a case.
func (c *Chat) askMatter(about tracked) string {
	if about.Found {
		return ""
	}
	return talk.Ask(c, "matter", talk.Words{Min: 5, Max: 500, Check: c.noTitle}, "Ông/bà muốn trình bày việc gì? Xin ghi ngắn gọn để phường chuẩn bị; chỉ cán bộ tiếp công dân đọc được.")
}

// book books a slot and makes the file for the citizen's calendar.
func (c *Chat) book(ctx context.Context, v ward.Visit) (booked, error) {
	v, err := c.Ward.Book(ctx, v)
	if errors.Is(err, ward.ErrSlotTaken) {
		return booked{Taken: true}, nil
	}
	if err != nil {
		return booked{}, err
	}
	f, err := c.Ward.VisitCalendar(ctx, v, c.placeOn(v))
	v.Said = ward.VisitorSaid{} // not for the conversation's memory
	return booked{Visit: v, File: *sent(f)}, err
}

func (c *Chat) placeOn(v ward.Visit) string {
	if s, ok := c.Ward.SessionOn(v.Day, v.Who); ok {
		return placeOf(c.Ward.Profile, s)
	}
	return c.Ward.Profile.Reception.Place
}

// confirm tells where and when to be, and what to bring.
func (c *Chat) confirm(got booked, about tracked) {
	v := got.Visit
	text := lines(
		c.T("Thời gian: %s, %s", v.Slot, c.day(v.Day)),
		c.T("Người tiếp: %s", c.T(v.Who)),
		c.T("Nơi tiếp: %s", c.placeOn(v)))
	if about.Found {
		text = lines(text, c.T("Về hồ sơ: %s", string(about.Petition.Code)))
	}
	c.Send(talk.Message{
		Title: c.T("Đã đặt giờ tiếp công dân"), File: &got.File,
		Text: lines(text,
			c.T("Xin mang theo căn cước hoặc hộ chiếu, đơn và tài liệu liên quan nếu có, và có mặt trước giờ hẹn 10 phút."),
			c.T("Chiều hôm trước tôi sẽ nhắc ông/bà. Muốn đổi hoặc hủy, ông/bà gõ “giờ hẹn của tôi”.")),
	})
}

// VisitWords are what a citizen is told of a slot that the schedule has moved or taken away.
func VisitWords(w *ward.Ward, n ward.VisitNews) any {
	t := translator(n.Lang)
	day := func(d law.Date) string { return capital(t(law.WeekdayName(d.Weekday()))) + ", " + d.Vietnamese() }
	v := n.Visit
	text := fmt.Sprintf(t("Buổi tiếp công dân ngày %s của %s không diễn ra như đã báo nên giờ hẹn %s của ông/bà không còn. Xin lỗi ông/bà; mời đặt giờ khác."),
		n.Was.Vietnamese(), t(v.Who), v.Slot)
	if v.State == ward.VisitBooked {
		text = fmt.Sprintf(t("Buổi tiếp công dân ngày %s của %s dời sang %s. Giờ hẹn của ông/bà được giữ: %s, cùng nơi tiếp. Nếu không tiện, mời đổi giờ khác."),
			n.Was.Vietnamese(), t(v.Who), day(v.Day), v.Slot)
	}
	if n.Reason != "" {
		text = lines(text, fmt.Sprintf(t("Lý do: %s"), n.Reason))
	}
	return talk.Message{
		Title: t("Giờ hẹn tiếp công dân thay đổi"), Text: text,
		Rows: [][]talk.Button{{{Label: t("Đổi hoặc đặt giờ khác"), Data: goTo(bookingFlow().Name, "")}}},
	}
}
