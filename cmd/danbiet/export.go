package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/report/records"
	"danbiet/ward"
)

// exportCmd writes records.
type exportCmd struct {
	storageFlags
	Kind       string   `arg:"" enum:"interactions,handoffs,callbacks,petitions,actions,ratings,receptions,disclosures,announcements,deliveries,indicators,audit,dictionary" help:"interactions, handoffs, callbacks, petitions, actions, ratings, receptions, disclosures, announcements, deliveries, indicators, audit; or dictionary, which explains them all."`
	From       law.Date `placeholder:"YYYY-MM-DD" help:"The first day."`
	To         law.Date `placeholder:"YYYY-MM-DD" help:"The last day, included."`
	Format     string   `enum:"csv,xlsx,json,jsonl" default:"csv" help:"csv (UTF-8, for any spreadsheet), xlsx (1,048,575 rows at most), json (a list of objects) or jsonl (an object a line). Default: csv"`
	Output     string   `short:"o" placeholder:"FILE" help:"The file to write, which only its owner can read. Default: standard output."`
	Identities bool     `help:"Of petitions, also who sent them and what they wrote, but for denunciations. It needs a reason and a file."`
	Reason     string   `placeholder:"WORDS" help:"Why names leave the house, in at least ten letters. It stands in the log."`
	Ward       string   `placeholder:"SLUG" help:"Which ward. Default: the only one."`
}

// Help is shown after the command's one line.
func (exportCmd) Help() string {
	var b strings.Builder
	b.WriteString("Names, phones and what citizens wrote are not exported without --identities. Days are the ward's. What each column means: danbiet export dictionary\n")
	for _, k := range records.Kinds() {
		fmt.Fprintf(&b, "\n%s: %s.\n  ", k.Name, k.English)
		for i, c := range k.Columns {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(c.Name)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// dictionaryKind is no kind of record: it explains them.
const dictionaryKind = "dictionary"

// Run writes the export.
func (c exportCmd) Run(ctx context.Context, s streams) (err error) {
	if c.Kind == dictionaryKind {
		return c.to(s.out, func(out io.Writer) error {
			_, err := io.WriteString(out, records.Dictionary())
			return err
		})
	}
	what, ok := records.Find(c.Kind)
	if !ok {
		return fmt.Errorf("%s cannot be exported: this version sends none", c.Kind)
	}
	if err := c.wrong(what, s); err != nil {
		return err
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
	if c.Identities {
		what = what.WithIdentities()
	}
	total, err := c.total(ctx, h.House, slug, what, s)
	if err = errors.Join(err, records.Fits(c.Format, total)); err != nil {
		return err
	}
	if err := c.note(ctx, h.House, slug, s); err != nil {
		return err
	}
	return c.to(s.out, func(out io.Writer) error {
		return h.Read(ctx, slug, func(w *ward.Ward) error { return c.write(ctx, w, what, out, total, s) })
	})
}

// wrong says what of the flags does not go together, nil for nothing.
func (c exportCmd) wrong(what records.Kind, s streams) error {
	switch {
	case c.From.IsZero():
		return wrongUsage("missing flags: --from=YYYY-MM-DD")
	case c.To.IsZero():
		return wrongUsage("missing flags: --to=YYYY-MM-DD")
	case c.To.Before(c.From):
		return wrongUsage("--to: %s is before %s", c.To, c.From)
	case c.Format == "xlsx" && c.Output == "" && isTerminal(s.out):
		return wrongUsage("--output: an xlsx file is not for the screen; name a file with -o")
	case c.Identities && what.Identified == nil:
		return wrongUsage("--identities: only petitions have senders, and %s name nobody", c.Kind)
	case c.Identities && c.Output == "":
		return wrongUsage("--identities: names go into a file that only its owner can read; name it with -o")
	case c.Reason != "" && !c.Identities:
		return wrongUsage("--reason: it is for --identities")
	}
	return nil
}

// total is how many rows there are, -1 where neither a person nor the format asks.
func (c exportCmd) total(ctx context.Context, h *ward.House, slug string, what records.Kind, s streams) (n int64, err error) {
	if c.Format != "xlsx" && !isTerminal(s.err) {
		return -1, nil
	}
	err = h.Read(ctx, slug, func(w *ward.Ward) (err error) {
		n, err = what.Count(ctx, w, c.From, c.To)
		return err
	})
	return n, err
}

// note notes in the ward's log that records leave the house, before they do. Where they name citizens it says why, and
// whoever takes them is warned.
func (c exportCmd) note(ctx context.Context, h *ward.House, slug string, s streams) error {
	e := ward.Export{Kind: c.Kind, From: c.From, To: c.To, Format: c.Format, Identities: c.Identities, Reason: c.Reason}
	err := h.Write(ctx, slug, func(w *ward.Ward) error { return w.NoteExport(ward.Staff{}, e) })
	if errors.Is(err, ward.ErrShortReason) {
		return wrongUsage("--reason: say in at least ten letters why names leave the house")
	}
	if err != nil || !c.Identities {
		return err
	}
	_, err = fmt.Fprintln(s.err, "danbiet: warning: the file holds names, phones and words of citizens; keep it as such, and delete it when it has served. This export stands in the log.")
	return err
}

// write writes the rows and, where a person looks, how far of a total it is.
func (c exportCmd) write(ctx context.Context, w *ward.Ward, what records.Kind, out io.Writer, total int64, s streams) (err error) {
	table, err := records.NewTable(c.Format, out, what)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, table.Close()) }()
	row := table.Row
	end := func() {}
	if isTerminal(s.err) {
		bar := newProgressBar(s.err, total, time.Now)
		row = func(values ...any) error {
			bar.step()
			return table.Row(values...)
		}
		end = bar.end
	}
	err = what.Rows(ctx, w, c.From, c.To, row)
	end()
	if err != nil {
		return err
	}
	return table.End()
}

// to writes to the named file, or to standard output.
func (c exportCmd) to(out io.Writer, write func(io.Writer) error) error {
	if c.Output == "" {
		return write(out)
	}
	return intoFile(c.Output, write)
}

// intoFile writes a file, which appears only when it is complete. Only its owner can read it.
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
