package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"danbiet/report"
	"danbiet/sample"
	"danbiet/ward"
)

// sampleFigures are those of the sample's report, in sample.FS.
const sampleFigures = "indicators.csv"

// reportSample enters the figures of the sample's half-year, once: whoever enters others in the demo keeps them.
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
		return errors.Join(failed...)
	})
}
