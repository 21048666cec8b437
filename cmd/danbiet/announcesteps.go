package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"danbiet/flows"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// announceShowCmd shows an announcement.
type announceShowCmd struct {
	deskFlags
	announcementArg
}

// Run shows all that an approver must see.
func (c announceShowCmd) Run(ctx context.Context, s streams) error {
	return c.at(ctx, s, func(d *desk) error {
		return d.read(ctx, func(w *ward.Ward) error {
			a, err := c.announcementArg.read(ctx, w)
			if err != nil {
				return err
			}
			return d.show(ctx, w, a)
		})
	})
}

// show prints an announcement and what happened to it.
func (d *desk) show(ctx context.Context, w *ward.Ward, a ward.Announcement) error {
	d.say("Thông báo %s, bản %d: %s\n", idName(a.ID), a.Version, a.State.Name())
	if err := d.preview(ctx, w, a.Notice); err != nil {
		return err
	}
	d.say("\nNgười dân nhận được:")
	for _, m := range flows.Notice(w.Profile, a, ward.Run{}) {
		d.sayMessage(m)
	}
	log, err := w.AnnouncementLog(ctx, a.ID)
	if err != nil {
		return err
	}
	d.say("")
	for _, e := range log {
		d.say("%s", strings.TrimRight(fmt.Sprintf("%s  %s %s %s", e.At.Format("02/01/2006 15:04"), cmp.Or(eventNames[e.Kind], e.Kind), e.Staff, e.Note), " "))
	}
	return nil
}

// sayMessage prints a message as a citizen gets it, as far as a terminal can show it.
func (d *desk) sayMessage(m talk.Message) {
	if m.Text != "" {
		d.say("%s\n%s", m.Title, talk.Unmarked(m.Text))
	}
	if m.File != nil {
		d.say("[%s, %s]", m.File.Name, viet.FileSize(m.File.Size))
	}
	for _, row := range m.Rows {
		for _, button := range row {
			d.say("[%s]", button.Label)
		}
	}
}

// eventNames are the kinds of a log's entries in Vietnamese.
var eventNames = map[string]string{
	"composed": "soạn", "edited": "sửa", "submitted": "gửi duyệt", "approved": "duyệt", "approved-alone": "tự duyệt tin khẩn", "rejected": "trả lại",
	"paused": "tạm dừng", "resumed": "cho phát tiếp", "stopped": "dừng hẳn", "finished": "đã phát xong",
}

// announceStep is what every command needs that does something with an announcement as somebody.
type announceStep struct {
	deskFlags
	announcementArg
	As string `required:"" placeholder:"LOGIN" help:"Who does it."`
}

// take does it, and says how the announcement stands then.
func (c announceStep) take(ctx context.Context, s streams, do func(*desk, *ward.Ward, ward.Announcement, ward.Staff) error) error {
	return c.at(ctx, s, func(d *desk) error {
		return d.write(ctx, func(w *ward.Ward) error { return c.takeIn(ctx, d, w, do) })
	})
}

func (c announceStep) takeIn(ctx context.Context, d *desk, w *ward.Ward, do func(*desk, *ward.Ward, ward.Announcement, ward.Staff) error) error {
	a, err := c.read(ctx, w)
	if err != nil {
		return err
	}
	by, err := staffOf(ctx, w, "--as", c.As)
	if err != nil {
		return err
	}
	err = do(d, w, a, by)
	if errors.Is(err, ward.ErrWrongState) {
		return wrongUsage("ID: this cannot be done with it: it stands at “%s”", a.State.Name())
	}
	if err != nil {
		return explained("--as", err)
	}
	if a, err = w.Announcement(ctx, a.ID); err != nil {
		return err
	}
	d.say("Thông báo %s: %s.", idName(a.ID), a.State.Name())
	return nil
}

// announceApproveCmd approves.
type announceApproveCmd struct {
	announceStep
	Version int64 `placeholder:"N" help:"The version that was looked at; a later one is then not approved. Default: the present one."`
}

// Run approves what is shown by announce show.
func (c announceApproveCmd) Run(ctx context.Context, s streams) error {
	return c.take(ctx, s, func(d *desk, w *ward.Ward, a ward.Announcement, by ward.Staff) error {
		if err := d.show(ctx, w, a); err != nil {
			return err
		}
		return w.Approve(ctx, a.ID, cmp.Or(c.Version, a.Version), by)
	})
}

// announcePauseCmd pauses.
type announcePauseCmd struct{ announceStep }

// Run pauses.
func (c announcePauseCmd) Run(ctx context.Context, s streams) error {
	return c.take(ctx, s, func(_ *desk, w *ward.Ward, a ward.Announcement, by ward.Staff) error { return w.Pause(ctx, a.ID, by) })
}

// announceResumeCmd resumes.
type announceResumeCmd struct{ announceStep }

// Run resumes.
func (c announceResumeCmd) Run(ctx context.Context, s streams) error {
	return c.take(ctx, s, func(_ *desk, w *ward.Ward, a ward.Announcement, by ward.Staff) error { return w.Resume(ctx, a.ID, by) })
}

// announceStopCmd stops.
type announceStopCmd struct{ announceStep }

// Run stops.
func (c announceStopCmd) Run(ctx context.Context, s streams) error {
	return c.take(ctx, s, func(_ *desk, w *ward.Ward, a ward.Announcement, by ward.Staff) error { return w.Stop(ctx, a.ID, by) })
}
