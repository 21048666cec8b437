package flows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/talk"
	"danbiet/ward"
)

// Drafts are kept for a day after the citizen's last word; a nudge comes after half an hour.
const (
	draftAge   = 24 * time.Hour
	nudgeAfter = 30 * time.Minute
)

// draft reports whether a state holds answers that would be missed.
func (t *turn) draft(s talk.State) bool {
	return s.Running() && t.byName[s.Flow].Keep && slices.ContainsFunc(s.Answers, func(r talk.Record) bool { return r.Made == talk.Answered })
}

// expire drops what is older than a day, and what was said of it.
func (t *turn) expire() error {
	if t.talk.ExpireAt.IsZero() || t.ward.Now().Before(t.talk.ExpireAt) {
		return nil
	}
	told := "" // the flow of the draft
	for _, s := range []talk.State{t.memory.Active, t.memory.Aside} {
		if t.draft(s) {
			told = s.Flow
		}
		if s.Running() {
			t.events = append(t.events, talk.Event{Flow: s.Flow, Step: s.Open, Kind: talk.EventAbandoned})
		}
	}
	t.memory.Active, t.memory.Aside, t.memory.Told = talk.State{}, talk.State{}, nil
	t.talk.ExpireAt, t.talk.NudgeAt = time.Time{}, time.Time{}
	if told != "" {
		if err := t.eraseDraft(); err != nil {
			return err
		}
		t.notes = append(t.notes, talk.Message{Text: t.ofDraft(told, "Bản khai dở của ông/bà đã quá 24 giờ nên được xóa; chưa có gì được gửi đi. Khi cần, mời ông/bà khai lại.")})
	}
	return nil
}

// eraseDraft erases the messages of a draft that comes to nothing from the conversation's log.
func (t *turn) eraseDraft() error {
	return t.ward.EraseDraft(t.ctx, t.talk.Channel, t.talk.Chat, t.memory.Began)
}

// nudge reminds once of a draft. A question that is no draft's is shown again: that is asked for only after the bot was
// away for so long that a pressed button may have been lost.
func (t *turn) nudge() error {
	if t.talk.NudgeAt.IsZero() || t.ward.Now().Before(t.talk.NudgeAt) {
		return nil
	}
	t.talk.NudgeAt = time.Time{}
	s := t.memory.Active
	if !s.Running() {
		return nil
	}
	if !t.draft(s) {
		return t.show()
	}
	button := func(label, value string) talk.Button {
		return talk.Button{Label: t.T(label), Data: s.ID + ":" + s.Open + ":" + value}
	}
	t.offer(talk.Message{
		Text: t.ofDraft(s.Flow, "Ông/bà đang khai dở “%s”. Bản khai được giữ thêm 24 giờ kể từ lần trả lời trước. Ông/bà có muốn tiếp tục không?", t.T(t.byName[s.Flow].Title)),
		Rows: [][]talk.Button{{button("Tiếp tục", "~")}, {button("Dừng lại", "!")}},
	})
	return nil
}

// earlier answers a button of another run than the one that is going on. One of the draft put aside leads back to it, and
// answers it where it belongs to its open question. One of a petition that was filed names its code.
func (t *turn) earlier(in talk.Input) error {
	run, _, _ := strings.Cut(in.Button, ":")
	if t.memory.Aside.Running() && run == t.memory.Aside.ID {
		t.putAside()
		t.memory.Active, t.memory.Aside = t.memory.Aside, talk.State{}
		t.notes = append(t.notes, talk.Message{Text: t.ofDraft(t.memory.Active.Flow, "Ông/bà trở lại bản khai dở “%s”.", t.T(t.byName[t.memory.Active.Flow].Title))})
		if in.Button == run+":"+t.memory.Active.Open+":!" {
			return t.cancel()
		}
		return t.step(in)
	}
	filed, err := t.ward.FiledBefore(t.ctx, draftKey(t.talk, run))
	switch {
	case err != nil:
		return err
	case filed.Code != "":
		return t.alreadyFiled(filed.Code)
	case t.memory.Active.Running():
		return t.step(in) // the flow says that the button is old, and shows its question
	}
	t.notes = append(t.notes, talk.Message{Text: t.T("Nút này thuộc một lượt trước đã xong, nay không dùng nữa.")})
	t.menu()
	return nil
}

// alreadyFiled tells whoever presses “Gửi” once more that it was sent, and under which code.
func (t *turn) alreadyFiled(code ward.Code) error {
	p, err := t.ward.Petition(t.ctx, code)
	if err != nil {
		return err
	}
	m := talk.Message{Text: t.T("Phường đã tiếp nhận nội dung này, mã hồ sơ %s. Không cần gửi lại.", string(code))}
	if p.Status == ward.StatusUnsigned {
		m.Text = t.T("Đơn này đã soạn xong, mã hồ sơ %s. Phường chờ ông/bà nộp đơn đã ký.", string(code))
	}
	if t.memory.Active.Running() {
		t.notes = append(t.notes, m)
		return t.show()
	}
	m.Rows = append([][]talk.Button{{{Label: t.T("Theo dõi hồ sơ này"), Data: goTo(trackFlow().Name, string(code))}}}, t.backToDraft()...)
	m.Rows = append(m.Rows, []talk.Button{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}})
	t.offer(m)
	return nil
}

// draftKey names the draft of one run in one conversation: whatever is filed from it, is filed once.
func draftKey(c *ward.Conversation, run string) string { return fmt.Sprintf("%d/%s", c.ID, run) }

// backToDraft is the row that leads back to the draft put aside, none where there is none.
func (t *turn) backToDraft() [][]talk.Button {
	if !t.memory.Aside.Running() {
		return nil
	}
	return [][]talk.Button{{{Label: t.ofDraft(t.memory.Aside.Flow, "Tiếp tục bản khai dở"), Data: goTo(resumeName, "")}}}
}

func (t *turn) putAside() {
	s := t.memory.Active
	switch {
	case t.draft(s):
		t.memory.Aside = s
	case s.Running():
		t.events = append(t.events, talk.Event{Flow: s.Flow, Step: s.Open, Kind: talk.EventAbandoned})
	}
	t.memory.Active = talk.State{}
}

// askWhichDraft asks before a second draft would take the place of the first.
func (t *turn) askWhichDraft(f Flow, arg string) {
	t.putAside()
	t.offer(talk.Message{Text: t.ofDraft(t.memory.Aside.Flow, "Ông/bà đang có một bản khai dở “%s”. Ông/bà muốn làm gì?", t.T(t.byName[t.memory.Aside.Flow].Title)), Rows: [][]talk.Button{
		{{Label: t.ofDraft(t.memory.Aside.Flow, "Tiếp tục bản khai dở"), Data: goTo(resumeName, "")}},
		{{Label: t.ofDraft(f.Name, "Bỏ bản dở, khai bản mới"), Data: goTo(freshName, f.Name+":"+arg)}},
	}})
}

// discard drops the draft put aside, and what was said of it.
func (t *turn) discard() error {
	s := t.memory.Aside
	if !s.Running() {
		return nil
	}
	t.events = append(t.events, talk.Event{Flow: s.Flow, Step: s.Open, Kind: talk.EventAbandoned})
	t.memory.Aside = talk.State{}
	return t.eraseDraft()
}

// resume goes on with the draft put aside, or with the running flow.
func (t *turn) resume() error {
	if t.memory.Aside.Running() && !t.draft(t.memory.Active) {
		t.putAside()
		t.memory.Active, t.memory.Aside = t.memory.Aside, talk.State{}
	}
	if !t.memory.Active.Running() {
		t.menu()
		return nil
	}
	return t.show()
}
