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
	Kind string   `arg:"" enum:"indicators,petitions" help:"indicators: figures that no register of the program holds, such as residents, turnout and funds; petitions: an old register of petitions."`
	File string   `arg:"" placeholder:"FILE" help:"The file, .xlsx or .csv; with --form, the form to write."`
	Form bool     `help:"Write the form to fill in, an Excel file, instead of reading one; that of indicators has a row for each and what was entered already."`
	From law.Date `placeholder:"YYYY-MM-DD" help:"With --form, the first day of the period of indicators."`
	To   law.Date `placeholder:"YYYY-MM-DD" help:"With --form, its last day."`
	Ward string   `placeholder:"SLUG" help:"Which ward. Default: the only one."`
}

// Help is shown after the command's one line.
func (importCmd) Help() string {
	return `Either all rows are taken or none: a row that cannot be understood is named with its number. What was entered before for the same period stays in the history.

Begin with the form:
  danbiet import indicators so-lieu.xlsx --form --from 2024-01-01 --to 2024-06-30
fill in "Giá trị" and "Văn bản nguồn", leave empty what is not known, then:
  danbiet import indicators so-lieu.xlsx

An old register of petitions, such as the ward's paper register of the past half-year, comes in the same way:
  danbiet import petitions so-don.xlsx --form
  danbiet import petitions so-don.xlsx
A petition keeps the day on which it was received, and the day and way in which it was settled, so that reports count it in its own period. What has no “Hướng xử lý” appears at the desk as open. Its year and “Số đến” tell it from others: what is there already is passed over.`
}

// Run reads the file into the ward, or writes the form.
func (c importCmd) Run(ctx context.Context, s streams) (err error) {
	if c.Kind == "indicators" && c.Form && (c.From.IsZero() || c.To.Before(c.From)) {
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
	switch {
	case c.Kind == "petitions" && c.Form:
		return c.writePetitionForm(ctx, h.House, slug, s)
	case c.Kind == "petitions":
		return c.readPetitions(ctx, h.House, slug, s)
	case c.Form:
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
