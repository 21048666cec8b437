package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"danbiet/law"
	"danbiet/report"
	"danbiet/sample"
	"danbiet/ward"
)

// The sample's report in sample.FS: the figures that no register holds, and the ward's own texts by section.
const (
	sampleFigures = "indicators.csv"
	sampleTexts   = "narrative/"
)

// reportSample enters the figures and the texts of the sample's half-year, once: whoever enters others in the demo keeps
// them.
func reportSample(ctx context.Context, h *ward.House) error {
	raw, err := sample.FS.ReadFile(sampleFigures)
	if err != nil {
		return fmt.Errorf("read the sample's figures: %w", err)
	}
	entries, err := report.ReadEntries(sampleFigures, bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("read the sample's figures: %w", err)
	}
	return h.Write(ctx, sampleSlug, func(w *ward.Ward) error {
		known, err := w.EntryHistory(ctx, entries[0].Indicator)
		if err != nil || len(known) > 0 {
			return err
		}
		var failed []error
		for _, e := range entries {
			failed = append(failed, w.Enter(ctx, e))
		}
		for _, s := range report.Sections() {
			text, err := sample.FS.ReadFile(sampleTexts + s.Key + ".txt")
			if err != nil {
				continue // the program's own text says what the ward's would
			}
			failed = append(failed, w.WriteNarrative(ctx, ward.Narrative{
				Section: s.Key, From: law.MustDate("2024-01-01"), To: law.MustDate("2024-06-30"), Text: string(text),
			}))
		}
		return errors.Join(failed...)
	})
}
