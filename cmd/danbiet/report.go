package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

// reportCmd writes the report of a period.
type reportCmd struct {
	storageFlags
	From       law.Date `placeholder:"YYYY-MM-DD" help:"The first day."`
	To         law.Date `placeholder:"YYYY-MM-DD" help:"The last day, included."`
	Half       string   `placeholder:"YYYY-N" help:"Instead of --from and --to: the first (2024-1) or second (2024-2) half of a year, with the ward's own cut-off."`
	Format     string   `enum:"docx,pdf,xlsx,csv,json,md" default:"md" help:"docx, pdf (with LibreOffice), xlsx, csv, json or md. Default: md"`
	Output     string   `short:"o" placeholder:"FILE" help:"The file to write. Default: standard output."`
	Number     string   `placeholder:"TEXT" help:"The report's number and symbol, 25/BC-UBND. Default: room for the pen."`
	Date       law.Date `placeholder:"YYYY-MM-DD" help:"The day of the signature. Default: room for the pen."`
	Freeze     bool     `help:"Keep the report as it is now; later changes of the data show as differences."`
	Incomplete bool     `help:"With --freeze: keep it although the period is not over, or something is missing."`
	Frozen     int64    `placeholder:"N" help:"Write the report frozen under this number instead of computing one."`
	Ward       string   `placeholder:"SLUG" help:"Which ward. Default: the only one."`
}

// Help is shown after the command's one line.
func (reportCmd) Help() string {
	return `Figures are counted from the record; what no register holds is read from what was entered (danbiet import indicators). What is not known is marked in the text and listed on standard error, never made up. The format xlsx has a sheet for each dimension and one of definitions, csv a row for each figure.

  danbiet report --half 2024-1 --format docx -o bao-cao.docx
  danbiet report --from 2024-01-01 --to 2024-06-30 --freeze -o bao-cao.md
  danbiet report --frozen 1 --format docx -o bao-cao.docx`
}

// Run writes the report.
func (c reportCmd) Run(ctx context.Context, s streams) (err error) {
	if err := c.check(s); err != nil {
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
	r, err := c.report(ctx, h.House, slug, s)
	if err != nil {
		return err
	}
	for _, line := range r.Warnings() {
		fmt.Fprintln(s.err, line)
	}
	return c.write(ctx, s.out, r)
}

// check refuses flags that do not go together.
func (c reportCmd) check(s streams) error {
	dated := !c.From.IsZero() || !c.To.IsZero()
	switch {
	case c.Frozen != 0 && (dated || c.Half != "" || c.Freeze || c.Number != "" || !c.Date.IsZero()):
		return wrongUsage("--frozen: a frozen report is written as it was; leave out the other flags of the period and --freeze, --number, --date")
	case c.Frozen == 0 && c.Half == "" && (c.From.IsZero() || c.To.IsZero()):
		return wrongUsage("--from and --to, or --half, say of which period the report is")
	case c.Half != "" && dated:
		return wrongUsage("--half: it takes the place of --from and --to")
	case c.To.Before(c.From):
		return wrongUsage("--to: %s is before %s", c.To, c.From)
	case (c.Format == "xlsx" || c.Format == "docx" || c.Format == "pdf") && c.Output == "" && isTerminal(s.out):
		return wrongUsage("--output: a %s file is not for the screen; name a file with -o", c.Format)
	}
	return nil
}

// scope is the period of the flags.
func (c reportCmd) scope(p *ward.Profile) (report.Scope, error) {
	if c.Half == "" {
		return report.Scope{From: c.From, To: c.To}, nil
	}
	scope, ok := report.ParseHalf(c.Half, p.Reporting.LastDay)
	if !ok {
		return scope, wrongUsage("--half: write 2024-1 for the first half of 2024, 2024-2 for the second, not %q", c.Half)
	}
	return scope, nil
}

// report is the frozen one, or one that is computed now.
func (c reportCmd) report(ctx context.Context, h *ward.House, slug string, s streams) (r report.Report, err error) {
	if c.Frozen != 0 {
		err = h.Read(ctx, slug, func(w *ward.Ward) error {
			f, err := report.Thaw(ctx, w, c.Frozen)
			if errors.Is(err, ward.ErrNoFrozen) {
				return wrongUsage("--frozen: no report was frozen under the number %d", c.Frozen)
			}
			r = f.Report
			return err
		})
		return r, err
	}
	profile, err := h.Profile(ctx, slug)
	if err != nil {
		return r, err
	}
	scope, err := c.scope(profile)
	if err != nil {
		return r, err
	}
	within := h.Read
	if c.Freeze {
		within = h.Write
	}
	var said []string
	err = within(ctx, slug, func(w *ward.Ward) (err error) {
		said = nil // a transaction may run twice
		if r, err = report.Draft(ctx, w, scope); err != nil {
			return err
		}
		r.Number, r.Date = c.Number, c.Date
		if said, err = changedSince(ctx, w, r); err != nil || !c.Freeze {
			return err
		}
		if err := c.complete(r, w.Today()); err != nil {
			return err
		}
		number, err := report.Freeze(ctx, w, r, 0)
		said = append(said, fmt.Sprintf("frozen under the number %d", number))
		return err
	})
	if err == nil {
		for _, line := range said {
			fmt.Fprintln(s.err, line)
		}
	}
	return r, err
}

// complete refuses to freeze what is not ready to be signed, unless that is wanted.
func (c reportCmd) complete(r report.Report, today law.Date) error {
	switch to := r.Scope().To; {
	case c.Incomplete:
	case !to.Before(today):
		return fmt.Errorf("the period ends on %s: freeze the report after it, or with --incomplete", to)
	case len(r.Warnings()) > 0:
		return fmt.Errorf("the report is not complete (%s): danbiet report without --freeze lists what is missing; --incomplete freezes it as it is", r.Digest())
	}
	return nil
}

// changedSince says what has changed since the same period was frozen last.
func changedSince(ctx context.Context, w *ward.Ward, r report.Report) ([]string, error) {
	frozen, found, err := report.LastFrozen(ctx, w, r.Scope())
	if err != nil || !found {
		return nil, err
	}
	differences, err := report.Diff(ctx, w, frozen, r)
	if err != nil || len(differences) == 0 {
		return nil, err
	}
	said := []string{fmt.Sprintf("the data has changed since report %d was frozen on %s: %d differences", frozen.Number, frozen.At.Format("02/01/2006"), len(differences))}
	for _, d := range differences {
		said = append(said, "  "+d.String())
	}
	return said, nil
}

// write writes the report in its format.
func (c reportCmd) write(ctx context.Context, out io.Writer, r report.Report) error {
	var data []byte
	var err error
	switch c.Format {
	case "docx":
		data, err = r.Docx()
	case "pdf":
		data, err = officePDF(ctx, r)
	case "xlsx":
		data, err = r.Workbook()
	case "csv":
		data, err = r.CSV()
	case "json":
		data, err = r.JSON()
	default:
		data = []byte(r.Markdown())
	}
	if err != nil {
		return err
	}
	write := func(out io.Writer) error {
		_, err := out.Write(data)
		return err
	}
	if c.Output == "" {
		return write(out)
	}
	return intoFile(strings.TrimSpace(c.Output), write)
}
