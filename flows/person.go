package flows

import "danbiet/talk"

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
	phone := c.T("Số điện thoại: phường sẽ cập nhật.")
	if line, ok := p.Hotline(); ok {
		phone = c.T("Đường dây nóng: %s", line.Number)
	}
	c.Send(talk.Message{Title: c.T("Gặp cán bộ phường"), Text: lines(c.openNow(), c.T("Nơi tiếp: %s", p.Reception.Place), c.T("Địa chỉ: %s", p.Address), phone,
		c.T("Cần gặp Chủ tịch, xin xem lịch tiếp công dân.")), Rows: [][]talk.Button{
		{{Label: c.T(handoverFlow().Title), Data: goTo(handoverFlow().Name, "")}},
		{{Label: c.T(callbackFlow().Title), Data: goTo(callbackFlow().Name, "")}},
		{{Label: c.T(receptionFlow().Title), Data: goTo(receptionFlow().Name, "")}},
		{{Label: c.T(directoryFlow().Title), Data: goTo(directoryFlow().Name, "")}},
		{{Label: c.T(petitionFlow().Title), Data: goTo(petitionFlow().Name, "")}},
	}})
}
