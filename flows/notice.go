package flows

import (
	"context"
	"errors"
	"strconv"
	"time"

	"danbiet/talk"
	"danbiet/ward"
)

// Notice is what a citizen gets of an announcement in one of its runs, a message for each file and in the last one the
// text with its buttons; a zero run makes the preview, which reads the same. It is one text for all its readers, in
// Vietnamese. What the law makes mandatory says why it came; of all else it is told how to stop it.
func Notice(p *ward.Profile, a ward.Announcement, run ward.Run) []talk.Message {
	messages := make([]talk.Message, 0, max(1, len(a.Notice.Files)))
	for _, f := range a.Notice.Files {
		messages = append(messages, talk.Message{Apart: true, File: &talk.Sent{ID: f.ID, Name: f.Name, Mime: f.Mime, Size: f.Size}})
	}
	m := noticeText(p, a.Notice, run)
	if n := len(messages); n > 0 {
		m.File = messages[n-1].File
		return append(messages[:n-1], m)
	}
	return append(messages, m)
}

// noticeText is a notice without its files.
func noticeText(p *ward.Profile, n ward.Notice, run ward.Run) talk.Message {
	m := talk.Message{Title: n.Title, Marked: true, Apart: true}
	footer := "Dừng nhận tin: gõ /dung"
	switch {
	case n.Emergency:
		m.Title = "KHẨN: " + n.Title
		footer = "Ông/bà nhận tin này vì đây là tin khẩn cấp, " + p.Unit() + " gửi cho mọi người."
	case n.Ground != "":
		footer = "Ông/bà nhận tin này vì " + p.Unit() + " phải thông báo theo " + n.Ground + "."
	}
	m.Text = n.Text + "\n\n" + footer
	if n.AskSeen {
		m.Rows = append(m.Rows, []talk.Button{{Label: "Đã xem", Data: goTo(seenName, strconv.FormatInt(run.ID, 36))}})
	}
	if open := goTo(disclosuresFlow().Name, n.Disclosure); n.Disclosure != "" && len(open) <= talk.MaxButton {
		m.Rows = append(m.Rows, []talk.Button{{Label: "Xem tài liệu", Data: open}})
	}
	return m
}

// noticeMark begins the payload of a link to an announcement, as on its poster.
const noticeMark = "n-"

// showNotice shows an announcement to whoever has followed a link to it. It reports false for one that is none, or that
// nobody has approved: that is answered like any other unknown link.
func (t *turn) showNotice(number string) (bool, error) {
	id, err := strconv.ParseInt(number, 36, 64)
	if err != nil {
		return false, nil
	}
	a, err := t.ward.Announcement(t.ctx, id)
	if errors.Is(err, ward.ErrNoAnnouncement) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	switch a.State {
	case ward.AnnouncementApproved, ward.AnnouncementPaused, ward.AnnouncementFinished:
	default:
		return false, nil
	}
	a.Notice.AskSeen = false // it was not sent: there is nothing to count
	shown := Notice(t.ward.Profile, a, ward.Run{})
	m := shown[len(shown)-1]
	m.Text = a.Notice.Text
	m.Rows = append(m.Rows, []talk.Button{{Label: t.T(subscribeFlow().Title), Data: goTo(subscribeFlow().Name, "")}},
		[]talk.Button{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}})
	t.introduce()
	t.putAside()
	t.messages = append(t.messages, shown[:len(shown)-1]...)
	t.offer(m)
	return true, nil
}

// RunMessage shows how a run of an announcement goes, or how it has gone.
func RunMessage(s ward.Showing, now time.Time) talk.Message {
	return talk.Message{Title: s.Title(), Text: s.Text(now)}
}

// RunEnded tells the author of an announcement how a run of it has gone.
func RunEnded(ctx context.Context, w *ward.Ward, run ward.Run) error {
	s, err := w.Showing(ctx, run.ID)
	if errors.Is(err, ward.ErrNoStaff) || err == nil && s.To.Chat == "" {
		return nil
	}
	if err != nil {
		return err
	}
	return w.Notify(ctx, s.To.Channel, s.To.Chat, ward.LaneNotice, RunMessage(s, w.Now()))
}

// seen notes that the citizen has read a notice. Whatever they are in the middle of stays as it is.
func (t *turn) seen(arg string) error {
	run, err := strconv.ParseInt(arg, 36, 64)
	if err != nil {
		run = 0 // no button of ours
	}
	counted, err := t.ward.MarkSeen(t.ctx, run, t.talk.CitizenID)
	if err != nil {
		return err
	}
	m := talk.Message{Text: t.T("Xin cảm ơn ông/bà đã xem tin.")}
	if !counted { // a preview, or a notice that somebody else got
		m.Text = t.T("Lượt xem này không được tính: tin không gửi đến trò chuyện này.")
	}
	t.aside(m)
	return nil
}

// aside says something in the middle of whatever is going on. The button back to an open question also keeps Telegram from
// taking the question's keyboard away.
func (t *turn) aside(m talk.Message) {
	if s := t.memory.Active; s.Running() && s.Open != "" {
		m.Rows = append(m.Rows, []talk.Button{{Label: t.T("Tiếp tục"), Data: s.ID + ":" + s.Open + ":~"}})
		t.offer(m)
		t.memory.Beside = true // a typed number must not answer a question that stands further up
		return
	}
	t.messages = append(t.messages, m)
}
