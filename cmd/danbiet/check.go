package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"danbiet/report/check"
)

// checkCmd reads a report for contradictions before it is signed.
type checkCmd struct {
	File   string `arg:"" placeholder:"FILE" help:"The report: a .txt, .md or .docx file."`
	Format string `enum:"text,json" default:"text" help:"text (a line each) or json. Default: text"`
}

// Help is shown after the command's one line.
func (checkCmd) Help() string {
	return `A line for each finding: LINE SEVERITY RULE message. LINE is a line of the text, or a paragraph of a .docx (a row of a table is one). An error is wrong or contradicted in the same report; a warning is to be looked at again. The program ends with 1 when there is an error, with 0 without one. docs/checker.md describes the rules.`
}

// errFindings is what the program ends with when a report has errors; the findings themselves were written.
type errFindings struct{ errors, warnings int }

func (e errFindings) Error() string {
	return fmt.Sprintf("%d errors, %d warnings", e.errors, e.warnings)
}

// Run writes the findings.
func (c checkCmd) Run(s streams) error {
	file, err := os.Open(c.File)
	if err != nil {
		return wrongUsage("check: %v", err)
	}
	defer func() { _ = file.Close() }() // it was read, not written
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return wrongUsage("check: %s is a folder", c.File)
	}
	document, err := check.Read(filepath.Base(c.File), file)
	if err != nil {
		return wrongUsage("check: %v", err)
	}
	findings, err := check.Check(document, check.Options{})
	if err != nil {
		return err
	}
	if err := c.write(s, findings); err != nil {
		return err
	}
	if !check.Worst(findings) {
		return nil
	}
	count := errFindings{}
	for _, f := range findings {
		if f.Severity == check.Error {
			count.errors++
		} else {
			count.warnings++
		}
	}
	return count
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
