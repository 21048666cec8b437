package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// exportCmd writes records.
type exportCmd struct {
	storageFlags
	Kind   string   `arg:"" enum:"interactions,petitions,receptions,disclosures,announcements" help:"interactions, petitions, receptions, disclosures or announcements."`
	From   law.Date `required:"" placeholder:"YYYY-MM-DD" help:"The first day."`
	To     law.Date `required:"" placeholder:"YYYY-MM-DD" help:"The last day, included."`
	Format string   `enum:"csv,xlsx,json" default:"csv" help:"csv (UTF-8, for any spreadsheet), xlsx or json (a list of objects). Default: csv"`
	Output string   `short:"o" placeholder:"FILE" help:"The file to write. Default: standard output."`
	Ward   string   `placeholder:"SLUG" help:"Which ward. Default: the only one."`
}

// Help is shown after the command's one line.
func (exportCmd) Help() string {
	return `Names, phones and what citizens wrote are never exported. Days are the ward's.

interactions: the steps of conversations.
  at            when, in the ward's time
  conversation  a pseudonym: the same for all steps of one chat, in every export of this installation; it leads back to nobody without the secret key
  channel       telegram, web or terminal
  lang          vi or en
  flow, step    where in which conversation
  kind          started, asked, answered, abandoned, completed or not-understood

petitions: those received on the days.
  code, received_at, kind, field, neighbourhood, status, channel, due_on, due_rule

receptions: the reception sessions held by the schedule.
  date, who, by (a substitute), from, to (a row for each shift), place, moved_from, reason, document

disclosures: documents issued on the days.
  slug, group (1 to 14, Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11), title, number, issued, issuer, signer, valid_from, valid_to, superseded_by

announcements: the runs of announcements that were planned on the days.
  announcement, planned, started, ended, state (running, paused, done, stopped or skipped), title, topic, emergency, ground
  total         how many were to be told; of these:
  sent, gone (the chat cannot be reached any more), failed, stopped, waiting
  seen          how many have pressed “Đã xem”
  unreachable, no_place, no_consent, opted_out, topic_off: how many were left out, by reason
  neighbourhoods  sent/total of each, as in "duong-hoa 12/13"; "unknown" are those who have not said where they live`
}

// records is what is exported of one kind: its columns, and its rows in order, handed to each.
type records struct {
	columns []string
	rows    func(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error
}

func recordsOf(kind string) (records, bool) {
	switch kind {
	case "interactions":
		return records{[]string{"at", "conversation", "channel", "lang", "flow", "step", "kind"}, interactionRows}, true
	case "petitions":
		return records{[]string{"code", "received_at", "kind", "field", "neighbourhood", "status", "channel", "due_on", "due_rule"}, petitionRows}, true
	case "receptions":
		return records{[]string{"date", "who", "by", "from", "to", "place", "moved_from", "reason", "document"}, receptionRows}, true
	case "disclosures":
		return records{[]string{"slug", "group", "title", "number", "issued", "issuer", "signer", "valid_from", "valid_to", "superseded_by"}, disclosureRows}, true
	case "announcements":
		return records{announcementColumns, announcementRows}, true
	}
	return records{}, false
}

// Run writes the export.
func (c exportCmd) Run(ctx context.Context, s streams) (err error) {
	what, ok := recordsOf(c.Kind)
	switch {
	case !ok:
		return fmt.Errorf("%s cannot be exported: this version sends none", c.Kind)
	case c.To.Before(c.From):
		return wrongUsage("--to: %s is before %s", c.To, c.From)
	case c.Format == "xlsx" && c.Output == "" && isTerminal(s.out):
		return wrongUsage("--output: an xlsx file is not for the screen; name a file with -o")
	}
	config, err := c.config()
	if err != nil {
		return err
	}
	h, err := openExisting(ctx, config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	slug, err := onlyWard(ctx, h.House, c.Ward)
	if err != nil {
		return err
	}
	err = h.Write(ctx, slug, func(w *ward.Ward) error { w.Note(ward.Staff{}, ward.ActExported, "", c.Kind); return nil })
	if err != nil {
		return err
	}
	return c.to(s.out, func(out io.Writer) error {
		return h.Read(ctx, slug, func(w *ward.Ward) error {
			table, err := newTable(c.Format, out, what.columns)
			if err != nil {
				return err
			}
			if err := what.rows(ctx, w, c.From, c.To, table.row); err != nil {
				return err
			}
			return table.end()
		})
	})
}

// to writes to the named file, or to standard output.
func (c exportCmd) to(out io.Writer, write func(io.Writer) error) error {
	if c.Output == "" {
		return write(out)
	}
	return intoFile(c.Output, write)
}

// intoFile writes a file, which appears only when it is complete.
func intoFile(path string, write func(io.Writer) error) error {
	draft, err := os.CreateTemp(filepath.Dir(path), ".danbiet-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() { _ = os.Remove(draft.Name()) }() // after a rename there is none
	err = write(draft)
	if err := errors.Join(err, draft.Close()); err != nil {
		return err
	}
	if err := os.Rename(draft.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// moment is a time as spreadsheets read it, in the ward's zone.
func moment(t time.Time) string { return t.Format("2006-01-02 15:04:05") }

func interactionRows(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	names := map[int64]string{} // one conversation has many steps
	return w.Interactions(ctx, from, to, func(i ward.Interaction) error {
		name, ok := names[i.Conversation]
		if !ok {
			var err error
			if name, err = w.Pseudonym(i.Conversation); err != nil {
				return err
			}
			names[i.Conversation] = name
		}
		return each(moment(i.At), name, i.Channel, i.Lang, i.Flow, i.Step, i.Kind)
	})
}

func petitionRows(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	return w.Register(ctx, from, to, func(p ward.Petition) error {
		return each(string(p.Code), moment(p.ReceivedAt), string(p.Kind), p.Field, p.Neighbourhood, string(p.Status), p.Channel, p.DueOn.String(), p.DueRule)
	})
}

func receptionRows(_ context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	for _, s := range w.Profile.Sessions(w.Calendar(), from, to) {
		for _, shift := range s.Shifts {
			if err := each(s.Date.String(), s.Who, s.By, shift.From, shift.To, s.Place, s.MovedFrom.String(), s.Reason, s.Document); err != nil {
				return err
			}
		}
	}
	return nil
}

// disclosureRows hands out the documents issued on the days, the oldest first. One without a date is in no period.
func disclosureRows(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	all, err := w.Disclosures(ctx, 0)
	if err != nil {
		return err
	}
	for i := len(all) - 1; i >= 0; i-- {
		d := all[i]
		issued, err := law.ParseDate(d.Issued)
		if err != nil || issued.Before(from) || issued.After(to) {
			continue
		}
		err = each(d.Slug, d.Group, oneLine(d.Title), d.Number, d.Issued, d.Issuer, d.Signer, d.ValidFrom, d.ValidTo, d.SupersededBy)
		if err != nil {
			return err
		}
	}
	return nil
}

var announcementColumns = []string{
	"announcement", "planned", "started", "ended", "state", "title", "topic", "emergency", "ground", "total", "sent", "gone", "failed", "stopped",
	"waiting", "seen", "unreachable", "no_place", "no_consent", "opted_out", "topic_off", "neighbourhoods",
}

func announcementRows(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	return w.AnnouncementRuns(ctx, from, to, func(r ward.RunRecord) error {
		ended, failed := "", int64(0)
		if !r.EndedAt.IsZero() {
			ended = moment(r.EndedAt)
		}
		for _, n := range r.Progress.Failed {
			failed += n
		}
		places := make([]string, len(r.Places))
		for i, p := range r.Places {
			places[i] = fmt.Sprintf("%s %d/%d", cmp.Or(p.Neighbourhood, "unknown"), p.Sent, p.Total)
		}
		n, p := r.Notice, r.Progress
		values := []any{
			idName(r.AnnouncementID), moment(r.PlannedAt), moment(r.StartedAt), ended, string(r.State), oneLine(n.Title), n.Topic,
			strconv.FormatBool(n.Emergency), oneLine(n.Ground), r.Total, p.Sent, p.Gone, failed, p.Stopped, p.Waiting, p.Seen,
		}
		for _, why := range []ward.Exclusion{ward.Unreachable, ward.NoPlace, ward.NoConsent, ward.OptedOut, ward.TopicOff} {
			values = append(values, r.Excluded[why])
		}
		return each(append(values, strings.Join(places, "; "))...)
	})
}

// harmless keeps a cell from being read as a formula: one that begins like one gets an apostrophe.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
