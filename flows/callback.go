package flows

import (
	"context"
	"strconv"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

func callbackFlow() Flow {
	return Flow{
		Name: "callback", Version: 1, Run: callback, Title: "Đề nghị gọi lại",
		Phrases: []string{"xin phường gọi lại", "đề nghị gọi lại", "gọi lại cho tôi", "phường gọi điện cho tôi", "call me back", "request a call back"},
	}
}

// callbackSlots is how many times to be called are offered.
const callbackSlots = 4

// partNames are the parts of a day.
var partNames = map[ward.DayPart]string{ward.Morning: "buổi sáng", ward.Afternoon: "buổi chiều"}

// callback notes that the citizen wants to be called, on which number and when. It may be started with the code of a case
// of theirs.
func callback(c *Chat) {
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
	call := ward.Callback{Channel: c.Conversation.Channel, Chat: c.Conversation.Chat, PetitionID: about.Petition.ID}
	known := look(c, "known", func(ctx context.Context) (ward.Citizen, error) { return c.Ward.Citizen(ctx, c.Conversation.CitizenID) })
	phone := talk.Ask(c, "phone", talk.Phone{Check: c.checkCallPhone, Options: again(viet.DisplayPhone(known.Phone))}, "Xin cho biết số điện thoại để phường gọi.")
	call.Said.Phone = given(phone, known.Phone)
	c.thank("Xin cảm ơn ông/bà.")
	slots := look(c, "slots", func(context.Context) ([]ward.Callback, error) { return c.Ward.CallSlots(callbackSlots), nil })
	if len(slots) == 0 {
		c.Say("Phường chưa công bố giờ làm việc nên chưa hẹn gọi được.")
		return
	}
	options := make([]talk.Option, len(slots))
	for i, s := range slots {
		options[i] = talk.Option{Value: strconv.Itoa(i), Label: c.slot(s), Proper: true}
	}
	chosen, err := strconv.Atoi(talk.Ask(c, "when", talk.Choose{Options: options}, "Ông/bà muốn phường gọi vào lúc nào?"))
	if err != nil || chosen >= len(slots) {
		c.Again("when")
	}
	call.On, call.Part = slots[chosen].On, slots[chosen].Part
	if about.Petition.ID == 0 {
		call.Said.About = talk.Ask(c, "matter", talk.Words{Min: 5, Max: 500, Check: c.noTitle}, "Ông/bà cần trao đổi việc gì? Xin ghi ngắn gọn để cán bộ chuẩn bị.")
	}
	talk.Once(c, "asked", func(ctx context.Context) (bool, error) { return true, c.Ward.AskCallback(ctx, call) })
	c.Say("Đã ghi nhận. Phường sẽ gọi số %s: %s.", viet.DisplayPhone(call.Said.Phone), c.slot(slots[chosen]))
}

func (c *Chat) slot(s ward.Callback) string {
	return capital(c.T(partNames[s.Part])) + ", " + c.T(viet.WeekdayName(s.On.Weekday())) + ", " + s.On.Vietnamese()
}

func (c *Chat) checkCallPhone(typed string) (string, error) {
	phone, err := viet.ParsePhone(typed)
	if err != nil {
		return "", talk.Problem(c.T("Số điện thoại chưa đúng. Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09."))
	}
	return phone.String(), nil
}
