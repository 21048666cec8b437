package flows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// AnnouncementNews tells in the linked chats what somebody has done with an announcement at the console: of one that is
// "submitted" the leaders, who may answer in their chat, of one "approved-alone" they too, of one "approved" or "rejected"
// its author. It is called in the transaction of that; other kinds tell nobody.
func AnnouncementNews(ctx context.Context, w *ward.Ward, a ward.Announcement, by ward.Staff, kind, note string) error {
	switch kind {
	case "submitted", "approved-alone":
		return tellApprovers(ctx, w, a, by, kind == "approved-alone")
	case "approved":
		return tellWriter(ctx, w, a, by, talk.Message{
			Title: "Thông báo đã được duyệt",
			Text:  lines("“"+a.Notice.Title+"” – người duyệt: "+by.Name, "Lịch phát: "+a.Notice.Plan.Describe()),
		})
	case "rejected":
		return tellWriter(ctx, w, a, by, talk.Message{
			Title: "Thông báo bị trả lại", Text: lines("“"+a.Notice.Title+"” – người trả lại: "+by.Name, "Lý do: "+note),
			Rows: [][]talk.Button{{{Label: "Sửa và gửi lại", Data: goTo(announceFlow().Name, number(a.ID))}}},
		})
	}
	return nil
}

func tellApprovers(ctx context.Context, w *ward.Ward, a ward.Announcement, by ward.Staff, alone bool) error {
	approvers, err := w.Approvers(ctx, by.ID)
	if err != nil {
		return err
	}
	reach, err := w.Reach(ctx, a.Notice)
	if err != nil {
		return err
	}
	topic, _ := w.Profile.Topic(a.Notice.Topic)
	next := ""
	if at, ok := a.Notice.Plan.Next(w.Now().Add(-time.Minute), w.Calendar()); ok {
		next = "Lần phát tới: " + moment(at)
	}
	schedule := a.Notice.Plan.Describe()
	if alone && a.Notice.Plan.Soon {
		schedule = atOnce
	}
	card := talk.Message{Title: "Thông báo chờ duyệt", Apart: true, Text: lines(
		"Người dân sẽ nhận đúng nội dung trên.", "Người soạn: "+by.Name, "Chủ đề: "+topic.Name,
		fmt.Sprintf("Gửi đến: %s: %s người sẽ nhận", audienceIn(w.Profile, a.Notice.Audience), viet.Number(reach.Told)),
		"Lịch phát: "+schedule, next)}
	ticket := ticketOf(a.ID, a.Version)
	if alone {
		card.Title = "Tin khẩn cấp, phát không chờ duyệt"
	} else {
		card.Rows = [][]talk.Button{{{Label: "Duyệt", Data: goTo(approveFlow().Name, ticket)}, {Label: "Trả lại", Data: goTo(rejectFlow().Name, ticket)}}}
	}
	for _, to := range approvers {
		if to.Chat == "" {
			continue
		}
		for _, m := range append(Notice(w.Profile, a, ward.Run{}), card) {
			if err := w.Notify(ctx, to.Channel, to.Chat, ward.LaneNotice, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellWriter tells the author of an announcement what somebody else has done with it.
func tellWriter(ctx context.Context, w *ward.Ward, a ward.Announcement, by ward.Staff, m talk.Message) error {
	author, err := w.Author(ctx, a)
	if errors.Is(err, ward.ErrNoStaff) || err == nil && (author.Chat == "" || author.ID == by.ID) {
		return nil
	}
	if err != nil {
		return err
	}
	return w.Notify(ctx, author.Channel, author.Chat, ward.LaneNotice, m)
}
