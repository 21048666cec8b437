package flows

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"danbiet/talk"
	"danbiet/ward"
)

func approveFlow() Flow {
	return Flow{Name: "approve", Version: 1, Desk: ward.MayWriteNotices, Run: approve, Title: "Duyệt thông báo"}
}

// approve lets an announcement go out, in the version that the approver has seen. It is started by the button below that.
func approve(c *Chat) {
	id, version := c.ticket()
	problem := talk.Once(c, "approve", func(ctx context.Context) (string, error) {
		by := c.staff()
		if err := c.Ward.Approve(ctx, id, version, by); err != nil {
			return problemOf(err)
		}
		a, err := c.Ward.Announcement(ctx, id)
		if err != nil || a.AuthorID == by.ID {
			return "", err
		}
		return "", c.tellAuthor(ctx, a, talk.Message{
			Title: "Thông báo đã được duyệt", Text: lines("“"+a.Notice.Title+"” – người duyệt: "+by.Name, "Lịch phát: "+c.planInWords(a.Notice.Plan, false)),
		})
	})
	c.Say("%s", or(problem, "Đã duyệt. Thông báo được phát theo lịch; người soạn đã được báo."))
}

// ticketOf names a version of an announcement, as buttons carry it.
func ticketOf(id, version int64) string { return number(id) + "." + strconv.FormatInt(version, 10) }

// ticket is the announcement and the version that a button is about; a mistyped one is none of the ward's.
func (c *Chat) ticket() (id, version int64) {
	first, second, _ := strings.Cut(c.Arg(), ".")
	id, _ = parseNumber(first)
	version, err := strconv.ParseInt(second, 10, 64)
	if err != nil {
		version = 0
	}
	return id, version
}

func rejectFlow() Flow {
	return Flow{Name: "reject", Version: 1, Desk: ward.MayWriteNotices, Run: reject, Title: "Trả lại thông báo"}
}

// reject gives an announcement back to its author, with a reason.
func reject(c *Chat) {
	id, version := c.ticket()
	// Looked at before the question, so that nobody writes a reason in vain, and again when it is given.
	before := look(c, "before", func(ctx context.Context) (string, error) { return c.rejectable(ctx, id, version) })
	if before != "" {
		c.Say("%s", before)
		return
	}
	reason := talk.Ask(c, "reason", talk.Words{Min: 5, Max: 500}, "Vì sao trả lại? Người soạn sẽ đọc đúng lời này.")
	problem := talk.Once(c, "reject", func(ctx context.Context) (string, error) {
		by := c.staff()
		if problem, err := c.rejectable(ctx, id, version); problem != "" || err != nil {
			return problem, err
		}
		if err := c.Ward.Reject(ctx, id, by, reason); err != nil {
			return problemOf(err)
		}
		a, err := c.Ward.Announcement(ctx, id)
		if err != nil {
			return "", err
		}
		return "", c.tellAuthor(ctx, a, talk.Message{
			Title: "Thông báo bị trả lại", Text: lines("“"+a.Notice.Title+"” – người trả lại: "+by.Name, "Lý do: "+reason),
			Rows: [][]talk.Button{{{Label: "Sửa và gửi lại", Data: goTo(announceFlow().Name, number(id))}}},
		})
	})
	c.Say("%s", or(problem, "Đã trả lại; người soạn đã được báo."))
}

// rejectable is why a version of an announcement cannot be given back, "" when it can.
func (c *Chat) rejectable(ctx context.Context, id, version int64) (string, error) {
	a, err := c.Ward.Announcement(ctx, id)
	switch {
	case err != nil:
	case !c.staff().Role.Approves():
		err = ward.ErrMayNotApprove
	case a.Version != version:
		err = ward.ErrChanged
	case a.State != ward.AnnouncementSubmitted:
		err = ward.ErrWrongState
	default:
		return "", nil
	}
	return problemOf(err)
}

func announcementsFlow() Flow {
	return Flow{Name: "announcements", Version: 1, Desk: ward.MayWriteNotices, Run: announcements, Title: "Các thông báo đã soạn"}
}

// lastAnnouncements is how many of the newest announcements are looked through.
const lastAnnouncements = 30

// announcements lists what somebody has written, for a leader what everybody has, and lets them steer it.
func announcements(c *Chat) {
	by := c.staff()
	list := look(c, "list", func(ctx context.Context) (list []listed, err error) {
		all, err := c.Ward.Announcements(ctx, lastAnnouncements)
		for _, a := range all {
			if a.AuthorID == by.ID || by.Role.Approves() {
				list = append(list, listed{number(a.ID), a.Notice.Title + " – " + a.State.Name()})
			}
		}
		return list, err
	})
	if len(list) == 0 {
		c.Say("Chưa có thông báo nào. Soạn thông báo: gõ /thongbao.")
		return
	}
	slug := c.pickTitle("list", list, "Các thông báo mới nhất", talk.Option{Value: otherPlace, Label: "Soạn thông báo mới"})
	if slug == otherPlace {
		c.Go(announceFlow().Name, "")
	}
	id, _ := parseNumber(slug)
	for i := 0; c.steer(i, id, by); i++ {
	}
}

// steer shows how an announcement stands and does one thing with it. It reports false when there is nothing more to do.
func (c *Chat) steer(turn int, id int64, by ward.Staff) bool {
	key := func(name string) string { return fmt.Sprintf("%s.%d", name, turn) }
	// The state is remembered, so that an answer to the question that it led to still holds after it has changed.
	shown := look(c, key("state"), func(ctx context.Context) (standing, error) { return c.standing(ctx, id, by) })
	c.sendAll(shown.Notice)
	c.Send(talk.Message{Title: shown.Title, Text: shown.Text})
	var options []talk.Option
	switch shown.State {
	case ward.AnnouncementSubmitted:
		if len(shown.Notice) > 0 {
			options = append(options, talk.Option{Value: "approve", Label: "Duyệt"}, talk.Option{Value: "reject", Label: "Trả lại"})
		}
	case ward.AnnouncementApproved:
		options = append(options, talk.Option{Value: "pause", Label: "Tạm dừng"})
	case ward.AnnouncementPaused:
		options = append(options, talk.Option{Value: "resume", Label: "Tiếp tục phát"})
	}
	if shown.State != ward.AnnouncementStopped && shown.State != ward.AnnouncementFinished {
		options = append(options, talk.Option{Value: "stop", Label: "Dừng hẳn"}, talk.Option{Value: "edit", Label: "Sửa và gửi duyệt lại"})
	}
	options = append(options, talk.Option{Value: "progress", Label: "Xem tiến độ"}, talk.Option{Value: "done", Label: "Xong", Aliases: []string{"thôi"}})
	what := c.Choice(key("do"), "Ông/bà muốn làm gì?", options...)
	switch what {
	case "done":
		return false
	case "progress":
		return true
	case "edit":
		c.Go(announceFlow().Name, number(id))
	case "approve":
		c.Go(approveFlow().Name, ticketOf(id, shown.Version))
	case "reject":
		c.Go(rejectFlow().Name, ticketOf(id, shown.Version))
	case "stop":
		if !c.yes(key("sure"), "Dừng hẳn thông báo này? Người chưa nhận sẽ không nhận nữa, và không phát tiếp lại được.") {
			return true
		}
	}
	problem := talk.Once(c, key("done"), func(ctx context.Context) (string, error) {
		act := map[string]func(context.Context, int64, ward.Staff) error{"pause": c.Ward.Pause, "resume": c.Ward.Resume, "stop": c.Ward.Stop}[what]
		return problemOf(act(ctx, id, by))
	})
	if problem != "" {
		c.Say("%s", problem)
	}
	return true
}

// standing is how an announcement stands, as it is shown. To whoever may approve it the notice itself is shown too, in the
// version that their answer is then about.
type standing struct {
	State   ward.AnnouncementState `json:"state"`
	Version int64                  `json:"version"`
	Title   string                 `json:"title"`
	Text    string                 `json:"text"`
	Notice  []talk.Message         `json:"messages,omitempty"`
}

func (c *Chat) standing(ctx context.Context, id int64, by ward.Staff) (s standing, err error) {
	a, err := c.Ward.Announcement(ctx, id)
	if err != nil {
		return s, err
	}
	next := ""
	if !a.NextAt.IsZero() && a.State == ward.AnnouncementApproved {
		next = "Lần phát tới: " + moment(a.NextAt)
	}
	topic, _ := c.Ward.Profile.Topic(a.Notice.Topic)
	s = standing{State: a.State, Version: a.Version, Title: a.Notice.Title, Text: lines("Trạng thái: "+a.State.Name(), "Chủ đề: "+topic.Name,
		"Gửi đến: "+c.audienceName(a.Notice.Audience), "Lịch phát: "+a.Notice.Plan.Describe(), next)}
	if a.State == ward.AnnouncementSubmitted && by.Role.Approves() && a.AuthorID != by.ID {
		s.Notice = Notice(c.Ward.Profile, a, ward.Run{})
	}
	runs, err := c.Ward.Runs(ctx, id)
	if err != nil || len(runs) == 0 {
		return s, err
	}
	showing, err := c.Ward.Showing(ctx, runs[0].ID)
	if err != nil {
		return s, err
	}
	s.Text = lines(s.Text, "Đợt phát lúc "+moment(runs[0].PlannedAt)+":", showing.Text(c.Ward.Now()))
	return s, nil
}
