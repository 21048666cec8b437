package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"danbiet/law"
	"danbiet/report"
	"danbiet/report/check"
	"danbiet/ward"
)

// checkCmd reads a report for contradictions before it is signed.
type checkCmd struct {
	storageFlags
	File   string   `arg:"" placeholder:"FILE" help:"The report: a .txt, .md or .docx file."`
	Format string   `enum:"text,json" default:"text" help:"text (a line each) or json. Default: text"`
	From   law.Date `placeholder:"YYYY-MM-DD" help:"The first day of the report's period: its figures are then compared with the ward's record of --from to --to."`
	To     law.Date `placeholder:"YYYY-MM-DD" help:"The last day, included."`
	Ward   string   `placeholder:"SLUG" help:"With --from, which ward. Default: the only one."`
}

// Help is shown after the command's one line.
func (checkCmd) Help() string {
	return `A line for each finding: LINE SEVERITY RULE message. LINE is a line of the text, or a paragraph of a .docx (a row of a table is one). SEVERITY, error or warning, and RULE are codes, the same in --format json; the message is Vietnamese, for whoever wrote the report, as is the count at the end, on standard error. An error is wrong or contradicted in the same report; a warning is to be looked at again.

The program ends with 0 without an error (there may be warnings), with 1 when there is one, with 2 when the report cannot be read or the command is used wrongly. docs/checker.md describes the rules. With --from and --to the figures of the report are compared with the record in the database as well.`
}

// errFindings is what the program ends with when a report has errors; the findings themselves were written.
type errFindings struct{ errors, warnings int }

func (e errFindings) Error() string {
	return fmt.Sprintf("%d lỗi, %d cảnh báo", e.errors, e.warnings)
}

// Run writes the findings.
func (c checkCmd) Run(ctx context.Context, s streams) error {
	if c.From.IsZero() != c.To.IsZero() || c.To.Before(c.From) {
		return wrongUsage("--from, --to: name both, the first and the last day of the report's period")
	}
	document, err := c.read()
	if err != nil {
		return err
	}
	options, err := c.record(ctx)
	if err != nil {
		return err
	}
	findings, err := check.Check(document, options)
	if err != nil {
		return err
	}
	if err := c.write(s, findings); err != nil {
		return err
	}
	count := errFindings{}
	for _, f := range findings {
		if f.Severity == check.Error {
			count.errors++
		} else {
			count.warnings++
		}
	}
	if check.Worst(findings) {
		return count
	}
	_, err = fmt.Fprintln(s.err, "danbiet: "+count.Error())
	return err
}

// read reads the report. What is wrong with the file is said in the language of the findings.
func (c checkCmd) read() (check.Document, error) {
	file, err := os.Open(c.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return check.Document{}, wrongUsage("check: không có tệp %s", c.File)
	case err != nil:
		return check.Document{}, wrongUsage("check: không mở được tệp %s", c.File)
	}
	defer func() { _ = file.Close() }() // it was read, not written
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return check.Document{}, wrongUsage("check: %s là thư mục, không phải tệp", c.File)
	}
	document, err := check.Read(filepath.Base(c.File), file)
	if err != nil {
		return check.Document{}, wrongUsage("check: %v", err)
	}
	return document, nil
}

// record are the figures of the ward's record over the period that was named; none without one.
func (c checkCmd) record(ctx context.Context) (options check.Options, err error) {
	if c.From.IsZero() {
		return options, nil
	}
	config, err := c.config()
	if err != nil {
		return options, err
	}
	h, err := openExisting(ctx, config)
	if err != nil {
		return options, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	slug, err := onlyWard(ctx, h.House, c.Ward)
	if err != nil {
		return options, err
	}
	err = h.Read(ctx, slug, func(w *ward.Ward) error {
		sheet, err := report.NewSheet(ctx, w, report.Scope{From: c.From, To: c.To})
		options.Figures = sheet.Checked()
		return err
	})
	return options, err
}

func (c checkCmd) write(s streams, findings []check.Finding) error {
	if c.Format == "json" {
		encoder := json.NewEncoder(s.out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if findings == nil {
			findings = []check.Finding{}
		}
		return encoder.Encode(findings)
	}
	var errs []error
	for _, f := range findings {
		_, err := fmt.Fprintln(s.out, f)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
