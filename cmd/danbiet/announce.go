package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// announceCmd broadcasts announcements.
type announceCmd struct {
	File    announceFileCmd    `cmd:"" default:"withargs" help:"Read an announcement from a YAML file and submit it for approval. The word file may be left out."`
	Show    announceShowCmd    `cmd:"" help:"Show an announcement as it goes out, its audience, its times and what happened to it."`
	List    announceListCmd    `cmd:"" help:"List the newest announcements."`
	Approve announceApproveCmd `cmd:"" help:"Let a submitted announcement go out. Whoever approves is not its author."`
	Pause   announcePauseCmd   `cmd:"" help:"Hold an announcement up."`
	Resume  announceResumeCmd  `cmd:"" help:"Let a paused announcement go on."`
	Stop    announceStopCmd    `cmd:"" help:"End an announcement for good."`
	Watch   announceWatchCmd   `cmd:"" help:"Show how far an announcement has come, until it has gone out."`
	Poster  announcePosterCmd  `cmd:"" help:"Write the poster of an announcement (A4, PDF) with a QR code that opens it."`
	Script  announceScriptCmd  `cmd:"" help:"Write what is read of an announcement on the loudspeaker."`
	Plan    announcePlanCmd    `cmd:"" help:"Tell what the law asks for by when before an election, a disclosure and the like."`
}

// announceFileCmd submits an announcement.
type announceFileCmd struct {
	deskFlags
	File      string `arg:"" placeholder:"FILE.yaml" help:"The announcement."`
	As        string `required:"" placeholder:"LOGIN" help:"Who writes it."`
	ApproveAs string `placeholder:"LOGIN" help:"Approve it at once, as a leader who is not its author. An emergency a leader may approve alone."`
	DryRun    bool   `help:"Check it, print audience and times, and change nothing."`
	Watch     bool   `help:"Then show its progress until it has gone out."`
}

// Help is shown after the command's one line.
func (announceFileCmd) Help() string {
	return `The file:

    title: Tiêm chủng tháng 12
    text: |
      Mời các cháu đến *Trạm Y tế* …
    topic: y-te-giao-duc          # a topic of the ward's profile
    audience: {neighbourhoods: [duong-hoa]}   # without it: the whole ward
    ground: Điều 13 Luật …        # the act that makes it mandatory: it reaches those too who want no notices
    emergency: true               # at once, also at night, to everybody who can be reached
    ask_seen: true                # a button “Đã xem”
    disclosure: lich-tiep-cong-dan-2024   # a button that opens a disclosed document
    files: [giay-moi.pdf]         # beside this file
    plan:                         # one of three, in the ward's time
      at: 2026-12-01 07:30        # once; now, for what is approved at once
      # from: 2026-12-01, to: 2026-12-05, times: ["06:30", "17:00"], skip: [2026-12-03], workdays: true
      # cron: 30 6 * * 1-5
      late: 2h                    # a run that is later is skipped`
}

// Run checks the file, tells whom it reaches and when, and submits it.
func (c announceFileCmd) Run(ctx context.Context, s streams) error {
	file, err := readNotice(c.File)
	if err != nil {
		return err
	}
	return c.at(ctx, s, func(d *desk) error {
		if c.DryRun {
			return d.read(ctx, func(w *ward.Ward) error {
				if _, err := staffOf(ctx, w, "--as", c.As); err != nil {
					return err
				}
				n, _, err := file.notice(ctx, w, c.File)
				if err != nil {
					return err
				}
				return d.preview(ctx, w, n)
			})
		}
		var id int64
		if err := d.write(ctx, func(w *ward.Ward) (err error) { id, err = c.submit(ctx, d, w, file); return err }); err != nil {
			return err
		}
		if !c.Watch {
			return nil
		}
		return d.watch(ctx, id)
	})
}

// submit writes the announcement in one transaction: where the approval fails, nothing is left behind.
func (c announceFileCmd) submit(ctx context.Context, d *desk, w *ward.Ward, file *noticeFile) (int64, error) {
	author, err := staffOf(ctx, w, "--as", c.As)
	if err != nil {
		return 0, err
	}
	n, files, err := file.notice(ctx, w, c.File)
	if err != nil {
		return 0, err
	}
	for _, f := range files {
		kept, err := w.Keep(ctx, f)
		if err != nil {
			return 0, err
		}
		n.Files = append(n.Files, ward.FileLink{ID: kept.ID, Name: kept.Name, Mime: kept.Mime, Size: kept.Size})
	}
	id, err := w.Compose(ctx, author, n)
	if err != nil {
		return 0, err
	}
	if err := w.Submit(ctx, id, author); err != nil {
		return 0, err
	}
	result := "chờ duyệt"
	if c.ApproveAs != "" {
		approver, err := staffOf(ctx, w, "--approve-as", c.ApproveAs)
		if err != nil {
			return 0, err
		}
		if err := w.Approve(ctx, id, 1, approver); err != nil {
			return 0, explained("--approve-as", err)
		}
		result = "đã duyệt"
	}
	if err := d.preview(ctx, w, n); err != nil {
		return 0, err
	}
	d.say("\nThông báo %s: %s.", idName(id), result)
	return id, nil
}

// staffOf finds who acts.
func staffOf(ctx context.Context, w *ward.Ward, flag, login string) (ward.Staff, error) {
	who, err := w.StaffByLogin(ctx, login)
	if err != nil {
		return who, nobody(flag, login, err)
	}
	return who, nil
}

// explained says what the ward's refusals mean for whoever has called the command.
func explained(flag string, err error) error {
	switch {
	case errors.Is(err, ward.ErrOwnApproval):
		return wrongUsage("%s: whoever wrote an announcement does not approve it; name another leader", flag)
	case errors.Is(err, ward.ErrMayNotApprove):
		return wrongUsage("%s: only a leader approves announcements", flag)
	case errors.Is(err, ward.ErrMayNotWrite):
		return wrongUsage("%s: only editors and leaders write and steer announcements", flag)
	case errors.Is(err, ward.ErrChanged):
		return wrongUsage("--version: the announcement has changed meanwhile; look at it again with danbiet announce show")
	case errors.Is(err, ward.ErrNoAnnouncement):
		return wrongUsage("ID: there is no such announcement; danbiet announce list shows them")
	}
	return err
}

// preview tells whom an announcement would reach now, and when it goes out.
func (d *desk) preview(ctx context.Context, w *ward.Ward, n ward.Notice) error {
	reach, err := w.Reach(ctx, n)
	if err != nil {
		return err
	}
	d.say("%s", n.Title)
	d.say("Người nhận hiện nay: %s", viet.Number(reach.Told))
	for _, why := range ward.Exclusions() {
		if count := reach.Excluded[why]; count > 0 {
			d.say("  không gửi %s: %s", viet.Number(count), why.Name())
		}
	}
	if n.Emergency {
		d.say("Tin khẩn: phát cả trong giờ yên tĩnh, đến mọi người liên lạc được.")
	} else if n.Ground != "" {
		d.say("Bắt buộc theo %s: gửi cả người không nhận tin.", n.Ground)
	}
	d.say("Lịch phát: %s", n.Plan.Describe())
	times, more := nextTimes(n.Plan, w.Now().Add(-time.Minute), w.Calendar())
	for _, at := range times {
		d.say("  %s", atInWords(at))
	}
	if more {
		d.say("  …")
	}
	return nil
}

// shownTimes is how many planned times are listed.
const shownTimes = 10

// nextTimes are the first planned times after another, and whether there are more.
func nextTimes(p ward.Plan, after time.Time, cal *law.Calendar) (times []time.Time, more bool) {
	for {
		next, ok := p.Next(after, cal)
		if !ok || len(times) == shownTimes {
			return times, ok
		}
		times, after = append(times, next), next
	}
}

func atInWords(at time.Time) string {
	day := law.DateOf(at)
	return at.Format("15:04") + ", " + law.WeekdayName(day.Weekday()) + " " + day.Vietnamese()
}

// idName is how an announcement's number is shown and read: in base 36, which is shorter to type.
func idName(id int64) string { return strconv.FormatInt(id, 36) }

// announcementArg names the announcement that a command is about.
type announcementArg struct {
	ID string `arg:"" placeholder:"ID" help:"The announcement, as danbiet announce list names it."`
}

func (a announcementArg) number() (int64, error) {
	id, err := strconv.ParseInt(a.ID, 36, 64)
	if err != nil || id <= 0 {
		return 0, wrongUsage("ID: %q is not the number of an announcement; danbiet announce list shows them", a.ID)
	}
	return id, nil
}

// read finds the announcement.
func (a announcementArg) read(ctx context.Context, w *ward.Ward) (ward.Announcement, error) {
	id, err := a.number()
	if err != nil {
		return ward.Announcement{}, err
	}
	found, err := w.Announcement(ctx, id)
	return found, explained("", err)
}

// nextRun tells when an announcement goes out next, or why it does not.
func nextRun(a ward.Announcement) string {
	switch {
	case a.State == ward.AnnouncementDraft:
		return "chưa gửi duyệt"
	case a.State == ward.AnnouncementSubmitted:
		return "sau khi được duyệt"
	case a.State == ward.AnnouncementPaused:
		return "khi cho phát tiếp"
	case !a.NextAt.IsZero():
		return a.NextAt.Format("15:04 02/01/2006")
	case a.State == ward.AnnouncementApproved:
		return "đang phát lần cuối"
	}
	return "không còn"
}

// announceListCmd lists announcements.
type announceListCmd struct {
	deskFlags
	Limit int `default:"20" help:"How many. Default: 20"`
}

// Run lists the newest.
func (c announceListCmd) Run(ctx context.Context, s streams) error {
	if c.Limit < 1 {
		return wrongUsage("--limit: it must be 1 or more")
	}
	return c.at(ctx, s, func(d *desk) error {
		return d.read(ctx, func(w *ward.Ward) error {
			all, err := w.Announcements(ctx, c.Limit)
			if err != nil {
				return err
			}
			if len(all) == 0 {
				d.say("Chưa có thông báo nào.")
				return nil
			}
			table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "Số\tTrạng thái\tLần phát tới\tTiêu đề")
			for _, a := range all {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", idName(a.ID), a.State.Name(), nextRun(a), a.Notice.Title)
			}
			return table.Flush() // which keeps the errors of the writes above
		})
	})
}
