package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"danbiet/report"
)

// officeWithin bounds a conversion: LibreOffice takes seconds, and hangs where its profile is locked.
const officeWithin = 2 * time.Minute

// officeInstalled reports whether officePDF can do its work.
func officeInstalled() bool {
	_, err := exec.LookPath("soffice")
	return err == nil
}

// officePDF sets a report as PDF, from its office document and with LibreOffice.
func officePDF(ctx context.Context, r report.Report) (pdf []byte, err error) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		return nil, errors.New("--format pdf needs LibreOffice (soffice), which is not installed here; docx needs nothing")
	}
	docx, err := r.Docx()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "danbiet-report")
	if err != nil {
		return nil, fmt.Errorf("write a PDF: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	source := filepath.Join(folder, "report.docx")
	if err := os.WriteFile(source, docx, 0o600); err != nil {
		return nil, fmt.Errorf("write a PDF: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, officeWithin)
	defer cancel()
	// A profile of its own: one that is open on this machine would take the work over and not answer.
	command := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", "pdf", "--outdir", folder, source)
	if said, err := command.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("LibreOffice could not set the PDF: %w: %s", err, said)
	}
	if pdf, err = os.ReadFile(filepath.Join(folder, "report.pdf")); err != nil {
		return nil, fmt.Errorf("LibreOffice wrote no PDF: %w", err)
	}
	return pdf, nil
}
