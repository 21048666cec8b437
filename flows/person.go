package flows

import (
	"danbiet/law"
	"danbiet/talk"
)

func personFlow() Flow {
	return Flow{
		Name: "person", Version: 1, Run: person,
		Title: "Gặp cán bộ",
		Phrases: []string{
			"gặp cán bộ", "nói chuyện với người thật", "cho tôi gặp người", "muốn gặp nhân viên", "gọi cho tôi", "nói chuyện với cán bộ", "gặp người trực",
			"tôi không biết dùng", "khó quá không làm được", "cần người giúp", "talk to a person", "talk to a human", "speak to staff",
		},
	}
}

// person tells how to reach a person now: whether the office is open, where it is, and its line.
func person(c *Chat) {
	p := c.Ward.Profile
	now := c.Ward.Now()
	open, hours := p.OpenNow(c.Ward.Calendar(), now)
	var state string
	switch {
	case open:
		state = c.T("Trụ sở đang mở cửa (hôm nay %s).", hours)
	case hours != "" && now.Format("15:04") < hours:
		state = c.T("Trụ sở chưa đến giờ mở cửa (hôm nay %s).", hours)
	default:
		next := c.Ward.Calendar().NextWorking(law.DateOf(now).AddDays(1))
		state = c.T("Trụ sở đang đóng cửa. Ngày làm việc tiếp theo: %s.", c.day(next))
		if hours != "" && now.Format("15:04") < lastShift(hours) {
			state = c.T("Trụ sở đang nghỉ giữa buổi (hôm nay %s).", hours)
		}
	}
	phone := c.T("Số điện thoại: phường sẽ cập nhật.")
	if line, ok := p.Hotline(); ok {
		phone = c.T("Đường dây nóng: %s", line.Number)
	}
	c.Send(talk.Message{Title: c.T("Gặp cán bộ phường"), Text: lines(state, c.T("Nơi tiếp: %s", p.Reception.Place), c.T("Địa chỉ: %s", p.Address), phone,
		c.T("Cần gặp Chủ tịch, xin xem lịch tiếp công dân.")), Rows: [][]talk.Button{
		{{Label: c.T(receptionFlow().Title), Data: goTo(receptionFlow().Name, "")}},
		{{Label: c.T(directoryFlow().Title), Data: goTo(directoryFlow().Name, "")}},
		{{Label: c.T(petitionFlow().Title), Data: goTo(petitionFlow().Name, "")}},
	}})
}

// lastShift is the end of the last shift of "07:30–11:30, 13:30–17:00".
func lastShift(hours string) string {
	const clock = len("17:00")
	if len(hours) < clock {
		return hours
	}
	return hours[len(hours)-clock:]
}
