package crowd

import (
	"fmt"
	"slices"
	"strings"

	"danbiet/bot/telegramtest"
)

// Petition is the visit of a citizen who files a phản ánh and leaves: about seven presses and five messages.
var Petition = Script{Next: nextOfPetition, Asks: asks, Code: codeIn}

// Hasty is the same visit of a citizen who writes a word more in the same breath, every third time. Two updates are
// then under way at once, which is when one can overtake the other.
var Hasty = Script{Next: nextOfHasty, Asks: asks, Code: codeIn}

func nextOfHasty(c *Citizen, m telegramtest.Message) (Act, error) {
	act, err := nextOfPetition(c, m)
	if m.ID != 0 && c.random.IntN(3) == 0 {
		act.Aside = "alo" // too short for an answer wherever it arrives, so something is asked anew
	}
	return act, err
}

// codeIn is the tracking code in a receipt: on its button, and in its words.
func codeIn(m telegramtest.Message) string {
	for _, row := range m.Inline {
		for _, b := range row {
			if code, ok := strings.CutPrefix(b.Data, "go:track:"); ok && code != "" && strings.Contains(m.Text, code) {
				return code
			}
		}
	}
	return ""
}

// asks tells a question from what is only said: a question has buttons, or a keyboard below the chat.
func asks(m telegramtest.Message) bool {
	return len(m.Inline) > 0 || m.Keyboard != nil && len(m.Keyboard.Rows) > 0
}

func nextOfPetition(c *Citizen, m telegramtest.Message) (Act, error) {
	switch {
	case m.ID == 0:
		return Act{Text: "/start"}, nil
	case len(m.Inline) == 0 && asksPlace(m):
		return Act{Text: pick(c, places)}, nil
	case len(m.Inline) == 0:
		return c.phone(), nil
	}
	for _, row := range m.Inline {
		for _, b := range row {
			stay := strings.HasSuffix(b.Data, ":~") // asked whether a place that came twice was a wish for something else
			if strings.HasPrefix(b.Data, "go:petition:") || b.Data == "go:resume:" || stay {
				return Act{Press: b.Data}, nil
			}
		}
	}
	parts := strings.SplitN(m.Inline[0][0].Data, ":", 3)
	if len(parts) != 3 {
		return Act{}, fmt.Errorf("citizen %d cannot read a button", c.User.ID())
	}
	return c.answer(m, parts[1])
}

// asksPlace tells whether the keyboard below the chat offers to send where one is.
func asksPlace(m telegramtest.Message) bool {
	return m.Keyboard != nil && slices.ContainsFunc(m.Keyboard.Rows, func(row []telegramtest.Key) bool {
		return slices.ContainsFunc(row, func(k telegramtest.Key) bool { return k.Location })
	})
}

// answer answers the open question, which is known by its key.
func (c *Citizen) answer(m telegramtest.Message, key string) (Act, error) {
	switch key {
	case "kind":
		return c.press(m, "phan-anh")
	case "consent":
		return c.press(m, "yes")
	case "field", "hood":
		return c.pressAny(m), nil
	case "what":
		return Act{Text: fmt.Sprintf("%s (tin số %d)", pick(c, incidents), c.User.ID())}, nil
	case "photo.0":
		return c.press(m, "done")
	case "name":
		return Act{Text: pick(c, names)}, nil
	case "send":
		act, err := c.press(m, "yes")
		act.Last = true
		return act, err
	}
	return Act{}, fmt.Errorf("citizen %d does not know the question %q", c.User.ID(), key)
}

// phone is shared with the button by half of the citizens and typed by the others.
func (c *Citizen) phone() Act {
	if c.random.IntN(2) == 0 {
		return Act{Phone: true}
	}
	return Act{Text: fmt.Sprintf("09%08d", c.random.IntN(1e8))}
}

// press presses the button with a value.
func (c *Citizen) press(m telegramtest.Message, value string) (Act, error) {
	for _, b := range choices(m) {
		if strings.HasSuffix(b.Data, ":"+value) {
			return Act{Press: b.Data}, nil
		}
	}
	return Act{}, fmt.Errorf("citizen %d finds no button for %q", c.User.ID(), value)
}

func (c *Citizen) pressAny(m telegramtest.Message) Act { return Act{Press: pick(c, choices(m)).Data} }

// choices are the buttons that answer a question: not those that lead back or out.
func choices(m telegramtest.Message) []telegramtest.Button {
	var all []telegramtest.Button
	for _, row := range m.Inline {
		for _, b := range row {
			if !strings.HasSuffix(b.Data, ":<") && !strings.HasSuffix(b.Data, ":!") {
				all = append(all, b)
			}
		}
	}
	return all
}

func pick[T any](c *Citizen, all []T) T { return all[c.random.IntN(len(all))] }

var incidents = []string{
	"Từ đầu tháng có người đổ rác ra bờ mương, mùi rất khó chịu, mong phường cho dọn và đặt biển cấm",
	"Đèn đường hỏng hơn một tuần, buổi tối các cháu đi học về rất tối, đề nghị phường cho sửa",
	"Đường có ổ gà sâu, mưa xuống đọng nước không thấy, đã có người ngã xe",
	"Cống thoát nước bị tắc, cứ mưa là ngập vào sân các nhà thấp, mong phường cho khơi thông",
	"Quán hát karaoke mở nhạc lớn đến khuya, nhà có người già và trẻ nhỏ không ngủ được",
}

var places = []string{"sau nhà văn hóa", "ngõ cạnh trường tiểu học", "đoạn đường từ cầu vào chợ", "trước cổng trạm y tế", "cuối ngõ, gần bờ mương"}

// names are the placeholders of Vietnamese form books.
var names = []string{"Nguyễn Văn A", "Trần Thị B", "Lê Văn C", "Phạm Thị D", "nguyễn thị e"}
