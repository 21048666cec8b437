package flows

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"danbiet/talk"
	"danbiet/ward"
)

// What the ward's staff do in their own chats. They write and read Vietnamese, so the files announce*.go and figures.go have no
// English. For everybody else none of it exists: their words and buttons are treated as if it were not there.

// deskFlows lists the flows of the staff.
func deskFlows() []Flow {
	return []Flow{announceFlow(), announcementsFlow(), approveFlow(), rejectFlow()}
}

// staffMark begins the payload of a one-time link that joins a chat to somebody of the staff.
const staffMark = "tk-"

// deskWords are commands of the staff, folded, and the flows that they start.
var deskWords = map[string]string{
	"/thongbao": "announce", "soan thong bao": "announce",
	"/thongbao ds": "announcements", "danh sach thong bao": "announcements", "thong bao da soan": "announcements",
	"/thongke": "figures", "xem thong ke": "figures",
}

// deskCommand carries out a command of the staff. From anybody else it is none.
func (t *turn) deskCommand(text string) (done bool, err error) {
	if len(text) > maxCommand {
		return false, nil
	}
	word, slash := plain(text), ""
	if strings.HasPrefix(text, "/") {
		slash = "/"
	}
	name, ok := deskWords[slash+word]
	if _, known := t.byName[name]; !ok || !known {
		return false, nil
	}
	if ok, err = t.mayRun(t.byName[name]); !ok || err != nil {
		return false, err
	}
	return true, t.run(name, "")
}

// mayRun reports whether a flow exists for this chat: that of the staff for those whose role may.
func (t *turn) mayRun(f Flow) (bool, error) {
	if f.Desk == "" {
		return true, nil
	}
	by, err := t.ward.StaffOf(t.ctx, t.talk.Channel, t.talk.Chat)
	if errors.Is(err, ward.ErrNoStaff) {
		return false, nil
	}
	return err == nil && by.Role.Can(f.Desk), err
}

// leaveDesk drops a flow of the staff that was left open in a chat that is no longer theirs.
func (t *turn) leaveDesk() error {
	for _, s := range []*talk.State{&t.memory.Active, &t.memory.Aside} {
		ok, err := t.mayRun(t.byName[s.Flow])
		if err != nil {
			return err
		}
		if !ok {
			*s, t.memory.Offered = talk.State{}, nil
		}
	}
	return nil
}

// linkStaff joins the chat to whoever a one-time link was made for. It reports false for a token that is none, which is
// then answered like any other unknown link.
func (t *turn) linkStaff(token string) (bool, error) {
	by, err := t.ward.LinkStaff(t.ctx, token, t.talk.Channel, t.talk.Chat)
	if errors.Is(err, ward.ErrNoStaff) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	t.putAside()
	t.memory.Greeted = true
	if !by.Role.Can(ward.MayWriteNotices) {
		t.offer(linkedReader(t, by))
		return true, nil
	}
	may := "soạn thông báo gửi người dân; lãnh đạo duyệt rồi mới phát"
	if by.Role.Approves() {
		may = "soạn thông báo, duyệt thông báo người khác soạn, phát ngay tin khẩn cấp"
	}
	t.offer(talk.Message{
		Hush:  true, // a typed token is not kept
		Title: "Kính chào ông/bà " + by.Name,
		Text: lines("Trò chuyện này đã được liên kết với tài khoản “"+by.Login+"”, vai trò: "+by.Role.Name()+".",
			"Ông/bà được: "+may+".", "Soạn thông báo: gõ /thongbao. Xem, tạm dừng, dừng hẳn: gõ /thongbao ds. Số liệu: gõ /thongke."),
		Rows: [][]talk.Button{
			{{Label: announceFlow().Title, Data: goTo(announceFlow().Name, "")}},
			{{Label: announcementsFlow().Title, Data: goTo(announcementsFlow().Name, "")}},
			{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}},
		},
	})
	return true, nil
}

// linkedReader greets somebody who reads figures and writes no announcements: whoever handles cases is told of them, too.
func linkedReader(t *turn, by ward.Staff) talk.Message {
	told := ""
	if by.Role.Can(ward.MayHandleCases) {
		told = "Mỗi sáng làm việc, tôi báo ông/bà tại đây những hồ sơ sắp đến hạn, quá hạn hoặc lâu chưa xử lý. "
	}
	return talk.Message{
		Hush:  true, // a typed token is not kept
		Title: "Kính chào ông/bà " + by.Name,
		Text: lines("Trò chuyện này đã được liên kết với tài khoản “"+by.Login+"”, vai trò: "+by.Role.Name()+".",
			told+"Số liệu: gõ /thongke."),
		Rows: [][]talk.Button{
			{{Label: figuresFlow().Title, Data: goTo(figuresFlow().Name, "")}},
			{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}},
		},
	}
}

// staff is who the chat belongs to. The router has made sure that it is somebody's.
func (c *Chat) staff() ward.Staff {
	by, err := c.Ward.StaffOf(c.Context(), c.Conversation.Channel, c.Conversation.Chat)
	if err != nil {
		c.Fail(err)
	}
	return by
}

// tell says something in the chat of somebody of the staff, if they have one, and reports whether they have.
func (c *Chat) tell(ctx context.Context, to ward.Staff, messages ...talk.Message) (bool, error) {
	if to.Chat == "" {
		return false, nil
	}
	for _, m := range messages {
		if err := c.Ward.Notify(ctx, to.Channel, to.Chat, ward.LaneNotice, m); err != nil {
			return false, err
		}
	}
	return true, nil
}

// sendAll sends messages one after the other.
func (c *Chat) sendAll(messages []talk.Message) {
	for _, m := range messages {
		c.Send(m)
	}
}

// tellAuthor tells whoever has written an announcement last what has become of it, if they are still there.
func (c *Chat) tellAuthor(ctx context.Context, a ward.Announcement, m talk.Message) error {
	author, err := c.Ward.Author(ctx, a)
	if errors.Is(err, ward.ErrNoStaff) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = c.tell(ctx, author, m)
	return err
}

// deskDraft says of a notice what is said of a draft: it is written (soạn), not declared (khai).
var deskDraft = strings.NewReplacer("ản khai", "ản soạn", "khai dở", "soạn dở", "khai bản mới", "soạn bản mới", "khai lại", "soạn lại")

// ofDraft is T for what is said of a flow's draft.
func (t *turn) ofDraft(flow, format string, args ...any) string {
	format = t.lang.Translate(format)
	if t.byName[flow].Desk != "" {
		format = deskDraft.Replace(format)
	}
	return fmt.Sprintf(format, args...)
}

// number writes an announcement's number as buttons carry it.
func number(id int64) string { return strconv.FormatInt(id, 36) }

func parseNumber(s string) (int64, bool) {
	id, err := strconv.ParseInt(s, 36, 64)
	return id, err == nil && id > 0
}

// problemOf is a refusal of the ward as a sentence for whoever asked; what is no refusal stays an error.
func problemOf(err error) (string, error) {
	var plan ward.PlanProblem
	var notice ward.AnnouncementProblem
	switch {
	case errors.As(err, &plan):
		return string(plan), nil
	case errors.As(err, &notice):
		return string(notice), nil
	}
	for _, known := range []struct {
		err  error
		said string
	}{
		{ward.ErrChanged, "Thông báo đã được sửa sau khi gửi bản này; bản mới cần được xem và duyệt lại."},
		{ward.ErrOwnApproval, "Thông báo do chính ông/bà soạn nên phải do người khác duyệt."},
		{ward.ErrMayNotApprove, "Vai trò của ông/bà không duyệt thông báo."},
		{ward.ErrMayNotWrite, "Vai trò của ông/bà không soạn và điều hành thông báo."},
		{ward.ErrWrongState, "Thông báo này không còn ở trạng thái làm được việc đó; xem lại ở /thongbao ds."},
		{ward.ErrNoAnnouncement, "Không còn thông báo này."},
	} {
		if errors.Is(err, known.err) {
			return known.said, nil
		}
	}
	return "", err
}
