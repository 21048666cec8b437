package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"danbiet/report"
	"danbiet/ward"
)

func (c importCmd) writePetitionForm(ctx context.Context, h *ward.House, slug string, s streams) error {
	p, err := h.Profile(ctx, slug)
	if err != nil {
		return err
	}
	if err := intoFile(c.File, func(out io.Writer) error { return report.WritePetitionForm(out, p) }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s: an empty form of a register of petitions\n", c.File)
	return err
}

// readPetitions takes an old register in, all of its rows or none.
func (c importCmd) readPetitions(ctx context.Context, h *ward.House, slug string, s streams) error {
	p, err := h.Profile(ctx, slug)
	if err != nil {
		return err
	}
	file, err := os.Open(c.File)
	if err != nil {
		return wrongUsage("%s: it cannot be read", c.File)
	}
	petitions, err := report.ReadPetitions(c.File, file, p)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	taken := 0
	err = h.Write(ctx, slug, func(w *ward.Ward) error {
		var failed []error
		for _, in := range petitions {
			filed, err := w.TakeIn(ctx, in, ward.Staff{})
			var faulty ward.FaultyIntake
			switch {
			case errors.As(err, &faulty):
				failed = append(failed, report.WorkbookError{Problem: "số đến “" + in.Content.Number + "”: " + report.PetitionProblem(faulty)})
			case err != nil:
				return fmt.Errorf("number %s: %w", in.Content.Number, err)
			case filed.PIN != "":
				taken++
			}
		}
		return errors.Join(failed...)
	})
	if err != nil {
		return fmt.Errorf("%s: nothing was taken in: %w", c.File, err)
	}
	_, err = fmt.Fprintf(s.out, "%d petitions taken in, %d were there already\n", taken, len(petitions)-taken)
	return err
}
