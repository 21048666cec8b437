package flows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

func handoverFlow() Flow {
	return Flow{
		Name: "handover", Version: 1, Run: handover, Title: "Nhắn với cán bộ",
		Phrases: []string{"nhắn với cán bộ", "nhắn tin cho cán bộ", "chat với cán bộ", "trò chuyện với cán bộ", "write to the staff", "chat with the staff"},
	}
}

// Times of a talk with staff.
const (
	quietAfter   = 24 * time.Hour // it ends by itself so long after the staff's last word
	waitsAtMost  = 72 * time.Hour // and so long after a citizen's that nobody has answered
	remarkedOnce = time.Hour      // for so long the remark on the office's hours is not repeated
)

const endArg = "end"

// handover hands the conversation over to the staff, with the citizen's first word.
func handover(c *Chat) {
	if c.Arg() == endArg {
		c.Say("Ông/bà đang trò chuyện với trợ lý ảo.")
		return
	}
	if !c.agree() {
		return
	}
	text := talk.Ask(c, "what", talk.Words{Min: 2, Check: c.noTitle}, "Xin ông/bà viết điều cần trao đổi với cán bộ. Nếu hỏi về một hồ sơ, xin ghi mã hồ sơ.")
	reserved := talk.Once(c, "reserved", func(ctx context.Context) (bool, error) { return c.Ward.Confides(ctx, text) })
	ahead := talk.Once(c, "asked", func(ctx context.Context) (int, error) {
		if err := c.Ward.BeginHandover(ctx, c.Conversation, ward.Said{Text: text}); err != nil {
			return 0, err
		}
		return c.Ward.AheadOf(ctx, c.Conversation.HandoverID)
	})
	place := c.T("Ông/bà là người tiếp theo được trả lời.")
	if ahead > 0 {
		place = c.T("Trước ông/bà còn %d người đang chờ.", ahead)
	}
	reader := ""
	if reserved {
		reader = c.T("Lời của ông/bà có nhắc đến tố cáo hoặc lãnh đạo phường nên chỉ cán bộ tiếp nhận đọc được. Muốn tố cáo và được giữ bí mật theo luật, xin gõ “tố cáo” sau khi kết thúc trò chuyện.")
	}
	c.Send(talk.Message{
		Title: c.T("Đã chuyển đến cán bộ"), Text: lines(place, reader, c.openNow(),
			c.T("Cán bộ trả lời ngay tại đây, trong giờ làm việc. Từ giờ, điều ông/bà viết và gửi ở đây đến thẳng cán bộ. Muốn thôi, bấm “Kết thúc trò chuyện”. Khẩn cấp xin gọi 113, 114 hoặc 115.")),
		Rows: [][]talk.Button{endRow(c.T)},
	})
}

func endRow(t func(string, ...any) string) []talk.Button {
	return []talk.Button{{Label: t("Kết thúc trò chuyện"), Data: goTo(handoverFlow().Name, endArg)}}
}

// StaffSays is what a citizen reads of the staff in a talk with them.
func StaffSays(said ward.FromStaff) any {
	t := translator(said.Lang)
	if said.Ended {
		return talk.Message{
			Text: t("Cán bộ đã kết thúc trò chuyện. Từ đây trợ lý ảo (máy) trả lời ông/bà."),
			Rows: [][]talk.Button{{{Label: t("Menu chính"), Data: goTo(menuName, "")}}},
		}
	}
	end := [][]talk.Button{endRow(func(s string, _ ...any) string { return t(s) })}
	if f := said.File; f != nil {
		return talk.Message{Title: t("Cán bộ phường gửi tệp"), File: &talk.Sent{ID: f.ID, Name: f.Name, Mime: f.Mime, Size: f.Size}, Rows: end}
	}
	return talk.Message{Title: t("Cán bộ phường trả lời"), Text: said.Text, Rows: end}
}

// endWords end a talk with staff when they are all that is written, folded.
var endWords = []string{"ket thuc", "ket thuc tro chuyen", "ketthuc", "end", "end the talk", "stop"}

// withStaff takes a turn of a conversation that was handed over: what the citizen says goes to the staff. It reports false
// where the talk is over.
func (t *turn) withStaff(in talk.Input) (bool, error) {
	h, err := t.ward.Handover(t.ctx, t.talk.HandoverID)
	if errors.Is(err, ward.ErrNoHandover) || err == nil && !h.EndedAt.IsZero() {
		t.talk.HandoverID = 0
		return false, nil
	}
	if err != nil {
		return true, err
	}
	switch {
	case in.Tick:
		return true, t.quiet(h)
	case in.Button == goTo(handoverFlow().Name, endArg), in.Button == "" && slices.Contains(endWords, plain(in.Text)):
		return true, t.leaveStaff(ward.EndedByCitizen, t.T("Đã kết thúc trò chuyện với cán bộ. Từ đây trợ lý ảo (máy) trả lời ông/bà."))
	case in.Button != "", in.Start != "", strings.HasPrefix(in.Text, "/"), commands[plain(in.Text)] == menuName:
		t.messages = append(t.messages, talk.Message{
			Text: t.T("Ông/bà đang trò chuyện với cán bộ. Muốn dùng mục này, xin kết thúc trò chuyện trước."), Rows: [][]talk.Button{endRow(t.T)},
		})
		return true, nil
	}
	if line, emergency := viet.Emergency(in.Text); emergency {
		t.notes = append(t.notes, t.emergency(line, viet.Despair(in.Text)))
	}
	return true, t.tellStaff(h, in)
}

// tellStaff hands on what the citizen says, and tells once when it will be read where the office is closed.
func (t *turn) tellStaff(h ward.Handover, in talk.Input) error {
	said := ward.Said{Text: in.Text}
	for _, f := range in.Files {
		said.Files = append(said.Files, f.ID)
	}
	switch {
	case in.Location != nil:
		said.Text = lines(said.Text, fmt.Sprintf("%.5f, %.5f", in.Location.Latitude, in.Location.Longitude))
	case in.Contact != nil:
		said.Text = lines(said.Text, in.Contact.Phone)
	}
	for _, r := range in.Refused {
		t.notes = append(t.notes, talk.Message{Text: t.T("Tệp “%s” không gửi được cho cán bộ: chỉ nhận ảnh, ghi âm, PDF, Word, Excel, mỗi tệp không quá 20 MB.", r.Name)})
	}
	if said.Text == "" && len(said.Files) == 0 {
		return nil
	}
	if err := t.ward.SayToStaff(t.ctx, t.talk, said); err != nil {
		return err
	}
	now := t.ward.Now()
	if open, _ := t.ward.Profile.OpenNow(t.ward.Calendar(), now); open || now.Sub(h.SaidAt) < remarkedOnce {
		return nil
	}
	t.messages = append(t.messages, talk.Message{Text: lines(t.T("Đã chuyển lời của ông/bà; cán bộ sẽ đọc trong giờ làm việc."), openNow(t.ward, t.T)), Rows: [][]talk.Button{endRow(t.T)}})
	return nil
}

// quiet ends a talk in which nobody has said anything for long.
func (t *turn) quiet(h ward.Handover) error {
	t.talk.NudgeAt = time.Time{}
	limit, said := quietAfter, t.T("Trò chuyện với cán bộ đã kết thúc vì lâu không có tin mới. Khi cần, mời ông/bà nhắn lại.")
	if h.Waits {
		limit, said = waitsAtMost, t.T("Phường xin lỗi: chưa có cán bộ nào trả lời ông/bà. Trò chuyện này đã đóng; mời ông/bà đề nghị gọi lại hoặc đến gặp cán bộ trong giờ làm việc.")
	}
	if ends := h.SaidAt.Add(limit); t.ward.Now().Before(ends) {
		t.talk.ExpireAt = ends
		return nil
	}
	return t.leaveStaff(ward.EndedByQuiet, said)
}

// leaveStaff gives the conversation back to the program.
func (t *turn) leaveStaff(endedBy, said string) error {
	if err := t.ward.LeaveHandover(t.ctx, t.talk, endedBy); err != nil {
		return err
	}
	t.talk.ExpireAt = time.Time{}
	t.offer(talk.Message{Text: said, Rows: append(t.backToDraft(),
		[]talk.Button{{Label: t.T(callbackFlow().Title), Data: goTo(callbackFlow().Name, "")}},
		[]talk.Button{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}})})
	return nil
}
