package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

// importCmd reads records.
type importCmd struct {
	storageFlags
	Kind string   `arg:"" enum:"indicators" help:"indicators: figures that no register of the program holds, such as residents, turnout and funds."`
	File string   `arg:"" placeholder:"FILE" help:"The file, .xlsx or .csv; with --form, the form to write."`
	Form bool     `help:"Write the form to fill in, an Excel file with a row for each indicator and what was entered already, instead of reading one."`
	From law.Date `placeholder:"YYYY-MM-DD" help:"With --form, the first day of the period."`
	To   law.Date `placeholder:"YYYY-MM-DD" help:"With --form, its last day."`
	Ward string   `placeholder:"SLUG" help:"Which ward. Default: the only one."`
}

// Help is shown after the command's one line.
func (importCmd) Help() string {
	return `Either all rows are taken or none: a row that cannot be understood is named with its number. What was entered before for the same period stays in the history.

Begin with the form:
  danbiet import indicators so-lieu.xlsx --form --from 2024-01-01 --to 2024-06-30
fill in "Giá trị" and "Văn bản nguồn", leave empty what is not known, then:
  danbiet import indicators so-lieu.xlsx`
}

// Run reads the file into the ward, or writes the form.
func (c importCmd) Run(ctx context.Context, s streams) (err error) {
	if c.Form && (c.From.IsZero() || c.To.Before(c.From)) {
		return wrongUsage("--form: it needs --from and --to, the first and the last day of the period")
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
	if c.Form {
		return c.writeForm(ctx, h.House, slug, s)
	}
	return c.read(ctx, h.House, slug, s)
}

func (c importCmd) writeForm(ctx context.Context, h *ward.House, slug string, s streams) error {
	var entered map[string]ward.Entry
	err := h.Read(ctx, slug, func(w *ward.Ward) (err error) {
		entered, err = w.Entries(ctx, c.From, c.To)
		return err
	})
	if err != nil {
		return err
	}
	err = intoFile(c.File, func(out io.Writer) error {
		return report.WriteEntryForm(out, report.Scope{From: c.From, To: c.To}, entered)
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s: a form of %d indicators, %d of them filled in\n", c.File, len(report.Indicators()), len(entered))
	return err
}

func (c importCmd) read(ctx context.Context, h *ward.House, slug string, s streams) error {
	file, err := os.Open(c.File)
	if err != nil {
		return wrongUsage("%s: it cannot be read", c.File)
	}
	entries, err := report.ReadEntries(c.File, file)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	err = h.Write(ctx, slug, func(w *ward.Ward) error {
		for _, e := range entries {
			if err := w.Enter(ctx, e); err != nil {
				return fmt.Errorf("%s: %w", e.Indicator, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%d figures entered\n", len(entries))
	return err
}
