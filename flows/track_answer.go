package flows

import (
	"context"
	"errors"
	"fmt"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

// answered is what a citizen may do about the desk's answer.
type answered struct {
	Asked  string   `json:"asked,omitempty"` // what the desk waits for
	Given  bool     `json:"given,omitempty"` // there is an answer
	Stars  int      `json:"stars,omitempty"`
	Reopen law.Date `json:"reopen"` // the last day for taking the case up again, zero for none

	Main ward.Code `json:"main,omitempty"` // the case that this one goes on in, "" for none
	Due  law.Date  `json:"due"`            // of that case, zero for none
}

// readAnswered reads what the desk has asked or answered.
func (c *Chat) readAnswered(ctx context.Context, p ward.Petition) (a answered, err error) {
	if p.Status == ward.StatusUnsigned {
		steps, err := c.Ward.Timeline(ctx, p.ID)
		for _, s := range steps {
			if s.Kind == "status" && s.Status == ward.StatusUnsigned {
				a.Asked = s.Note
			}
		}
		return a, err
	}
	answer, err := c.Ward.LastAnswer(ctx, p.ID)
	if errors.Is(err, ward.ErrNoAnswer) {
		return a, c.readMain(ctx, p, &a)
	}
	if err != nil {
		return a, err
	}
	a.Given, a.Stars = true, answer.Stars
	until, err := c.Ward.ReopenUntil(ctx, p)
	if !c.Ward.Today().After(until) {
		a.Reopen = until
	}
	return a, err
}

// readMain reads the case that a closed one goes on in, as long as that has no answer.
func (c *Chat) readMain(ctx context.Context, p ward.Petition, a *answered) error {
	if p.Status != ward.StatusClosed {
		return nil
	}
	events, err := c.Ward.Timeline(ctx, p.ID)
	if err != nil {
		return err
	}
	for _, link := range ward.LinksOf(events) {
		if link.Kind != ward.LinkMerged {
			continue
		}
		main, err := c.Ward.Petition(ctx, link.Code)
		if err != nil {
			return err
		}
		a.Main, a.Due = main.Code, main.DueOn
	}
	return nil
}

// ours reports whether the petition came from this chat.
func (c *Chat) ours(p ward.Petition) bool {
	return p.Channel == c.Conversation.Channel && p.Chat == c.Conversation.Chat
}

// answerActions are what may be done about the desk's answer.
func (o *opened) answerActions() []talk.Option {
	var options []talk.Option
	if o.answered.Given && o.answered.Stars == 0 && o.ours(o.petition) {
		options = append(options, talk.Option{Value: "rate", Label: "Đánh giá kết quả", Aliases: []string{"đánh giá", "chấm điểm", "rate"}})
	}
	switch {
	case !o.answered.Reopen.IsZero():
		options = append(options, talk.Option{Value: "reopen", Label: "Đề nghị xem xét lại", Aliases: []string{"xem xét lại", "mở lại", "chưa xong", "reopen"}})
	case o.answered.Given && (o.petition.Kind == law.KhieuNai || o.petition.Kind == law.ToCao):
		options = append(options, talk.Option{Value: "next", Label: "Nếu không đồng ý kết quả", Aliases: []string{"không đồng ý", "khiếu nại tiếp", "disagree"}})
	}
	return options
}

// write takes words for the petition, such as the answer to a question of the desk.
func (o *opened) write(i int) {
	if !o.agreed() {
		o.Say("Ông/bà chưa đồng ý nên phường không nhận nội dung.")
		return
	}
	text := talk.Ask(o, fmt.Sprintf("write.%d", i), talk.Words{Min: 2, Options: []talk.Option{
		{Value: skip, Label: "Không gửi nữa", Aliases: []string{"thôi"}},
	}}, "Xin ông/bà viết điều muốn gửi thêm cho cán bộ giải quyết hồ sơ này.")
	if text == skip {
		o.Say("Chưa gửi gì.")
		return
	}
	talk.Once(o, fmt.Sprintf("wrote.%d", i), func(ctx context.Context) (bool, error) { return true, o.Ward.Reply(ctx, o.petition, text) })
	o.Say("Phường đã nhận ý kiến của ông/bà vào hồ sơ %s.", string(o.petition.Code))
}

// reopen has an answered petition taken up again. The law sets no term for it; the ward's window does.
func (o *opened) reopen(i int) {
	reason := talk.Ask(o, fmt.Sprintf("why.%d", i), talk.Words{Min: 10, Options: []talk.Option{
		{Value: skip, Label: "Thôi, không cần", Aliases: []string{"không", "thôi"}},
	}}, "Xin cho biết vì sao cần xem xét lại: việc gì chưa được giải quyết? Ông/bà có thể đề nghị đến hết ngày %s.", o.answered.Reopen.Vietnamese())
	if reason == skip {
		o.Say("Hồ sơ được giữ nguyên.")
		return
	}
	again := talk.Once(o, fmt.Sprintf("reopened.%d", i), func(ctx context.Context) (tracked, error) {
		c, err := o.Ward.Reopen(ctx, o.petition, reason)
		if errors.Is(err, ward.ErrTooLate) {
			return tracked{}, nil
		}
		return tracked{Found: true, Petition: c.Petition}, err
	})
	if !again.Found {
		o.answered.Reopen = law.Date{}
		o.Say("Đã hết thời gian đề nghị xem xét lại. Mời ông/bà gửi hồ sơ mới hoặc gặp cán bộ.")
		return
	}
	o.petition, o.answered = again.Petition, answered{}
	o.Say("Phường sẽ xem xét lại hồ sơ %s. Hạn trả lời: %s.", string(o.petition.Code), o.petition.DueOn.Vietnamese())
}

// lawfulNext tells what the law leaves open to who does not agree with a decision or a conclusion.
func (o *opened) lawfulNext() {
	if o.petition.Kind == law.ToCao {
		o.Say("Tố cáo đã có kết luận thì không mở lại tại phường. Nếu có căn cứ cho rằng việc giải quyết không đúng pháp luật, ông/bà có quyền tố cáo tiếp với người đứng đầu cơ quan cấp trên trực tiếp của người đã giải quyết (Luật Tố cáo 2018, Điều 37).")
		return
	}
	o.Say("Khiếu nại đã giải quyết thì không mở lại tại phường. Trong 30 ngày kể từ ngày nhận quyết định, hoặc từ ngày hết hạn mà chưa được giải quyết, ông/bà có quyền khiếu nại lần hai đến người có thẩm quyền (Luật Khiếu nại 2011, Điều 33), hoặc khởi kiện tại Tòa án theo Luật Tố tụng hành chính.")
}
