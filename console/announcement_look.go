package console

import (
	"context"
	"slices"

	"danbiet/paper"
	"danbiet/ward"
)

// Notices is what announcements are outside the desk. The conversations and the channels know it; whoever starts the
// program hands it over.
type Notices struct {
	// Messages are what a citizen's channel gets of an announcement, in this order.
	Messages func(p *ward.Profile, a ward.Announcement) []NoticeMessage
	// Words are a text as its marks show it, for paper.
	Words func(text string) []paper.Words
	// Spoken is what the loudspeaker's reader says.
	Spoken func(p *ward.Profile, a ward.Announcement) string
	// Address is where an announcement opens, for the QR code of its poster; "" where the ward has no public address.
	Address func(slug string, id int64) string
	// Tell tells in the linked chats what has become of an announcement: the approvers that one waits for them ("submitted",
	// "approved-alone"), its author that it was "approved" or "rejected". It is called in the transaction of that. Nil tells
	// nobody.
	Tell func(ctx context.Context, w *ward.Ward, a ward.Announcement, by ward.Staff, kind, note string) error
}

// NoticeMessage is one message of an announcement.
type NoticeMessage struct {
	Title   string
	Text    []paper.Words
	File    *ward.FileLink // nil for none
	Buttons []string
}

// messages are what citizens get; without the conversations there is nothing to show.
func (n Notices) messages(p *ward.Profile, a ward.Announcement) []NoticeMessage {
	if n.Messages == nil {
		return nil
	}
	return n.Messages(p, a)
}

// words are a text as its marks show it.
func (n Notices) words(text string) []paper.Words {
	if n.Words == nil {
		return []paper.Words{{Text: text}}
	}
	return n.Words(text)
}

// tell tells the linked chats.
func (n Notices) tell(ctx context.Context, w *ward.Ward, id int64, by ward.Staff, kind, note string) error {
	if n.Tell == nil {
		return nil
	}
	a, err := w.Announcement(ctx, id)
	if err != nil {
		return err
	}
	return n.Tell(ctx, w, a, by, kind, note)
}

// noticeTab is a part of the list of announcements.
type noticeTab struct {
	slug, label string
	states      []ward.AnnouncementState
	empty       string // said when it holds nothing
}

// noticeTabs are the parts of the list in the order in which an announcement goes through them.
func noticeTabs() []noticeTab {
	return []noticeTab{
		{"soan", "Đang soạn", []ward.AnnouncementState{ward.AnnouncementDraft}, "Không có bản nào đang soạn. Bản lưu mà chưa gửi duyệt và bản bị trả lại sẽ hiện ở đây."},
		{"cho-duyet", "Chờ duyệt", []ward.AnnouncementState{ward.AnnouncementSubmitted}, "Không có thông báo nào chờ duyệt."},
		{"dang-phat", "Đang phát", []ward.AnnouncementState{ward.AnnouncementApproved, ward.AnnouncementPaused}, "Không có thông báo nào đang phát hoặc chờ đến giờ phát."},
		{"da-xong", "Đã xong", []ward.AnnouncementState{ward.AnnouncementFinished, ward.AnnouncementStopped}, "Chưa có thông báo nào đã phát xong hoặc dừng hẳn."},
	}
}

// count is how many announcements a part holds.
func (t noticeTab) count(counts map[ward.AnnouncementState]int) (n int) {
	for _, s := range t.states {
		n += counts[s]
	}
	return n
}

// tabOf is the part that a slug names; otherwise, for whoever approves, what waits for them, and for the others what they write.
func tabOf(slug string, approves bool, counts map[ward.AnnouncementState]int) noticeTab {
	all := noticeTabs()
	if i := slices.IndexFunc(all, func(t noticeTab) bool { return t.slug == slug }); i >= 0 {
		return all[i]
	}
	if approves && all[1].count(counts) > 0 {
		return all[1]
	}
	if i := slices.IndexFunc(all, func(t noticeTab) bool { return t.count(counts) > 0 }); i >= 0 {
		return all[i]
	}
	return all[0]
}
