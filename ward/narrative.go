package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"danbiet/law"
)

// Narrative is the text that a ward has written for a section of its reports (phần lời). Which sections there are, and what
// their fields mean, is for package report to say.
type Narrative struct {
	Section  string
	From, To law.Date // the period whose report it is for; zero for every report
	Text     string   // "": the text that held before this one was written, or the program's own
	StaffID  int64    // who wrote it, 0 for whoever runs the program
	At       time.Time
}

// The errors of writing a section; compare with errors.Is.
var (
	ErrNarrativePeriod = errors.New("the period of a text ends before it begins")
	ErrNarrativeLength = errors.New("a section's text has at most 60,000 bytes")
)

const maxNarrative = 60_000

// WriteNarrative keeps the text of a section. What was written before stays in its history.
func (w *Ward) WriteNarrative(ctx context.Context, n Narrative) error {
	n.Text = strings.TrimSpace(n.Text)
	switch {
	case n.From.IsZero() != n.To.IsZero(), n.To.Before(n.From):
		return ErrNarrativePeriod
	case len(n.Text) > maxNarrative:
		return ErrNarrativeLength
	}
	_, err := w.tx.Exec(ctx, `INSERT INTO narrative (ward_id, section, from_on, to_on, narrative_id, text, staff_id, at) VALUES (`+parameters(0, 8)+`)`,
		w.ID, n.Section, n.From.String(), n.To.String(), w.house.IDs.Next(), n.Text, n.StaffID, millis(w.house.Now()))
	if err != nil {
		return fmt.Errorf("write a section of a report: %w", err)
	}
	return nil
}

// Narratives are the texts that hold for the report of a period, by section: the last one for that very period, without
// one the last for every report. Sections for which the ward has written nothing are left out.
func (w *Ward) Narratives(ctx context.Context, from, to law.Date) (map[string]Narrative, error) {
	all, err := w.narratives(ctx, ` AND (from_on = '' OR from_on = $2 AND to_on = $3) ORDER BY from_on, narrative_id`, from.String(), to.String())
	if err != nil {
		return nil, err
	}
	general, own := map[string]Narrative{}, map[string]Narrative{}
	for _, n := range all { // those for every report come first
		if n.From.IsZero() {
			general[n.Section] = n
		} else {
			own[n.Section] = n
		}
	}
	holds := map[string]Narrative{}
	for _, texts := range []map[string]Narrative{general, own} {
		for section, n := range texts {
			if n.Text != "" {
				holds[section] = n
			}
		}
	}
	return holds, nil
}

// NarrativeHistory is everything that was written for a section, the first text first.
func (w *Ward) NarrativeHistory(ctx context.Context, section string) ([]Narrative, error) {
	return w.narratives(ctx, ` AND section = $2 ORDER BY narrative_id`, section)
}

func (w *Ward) narratives(ctx context.Context, where string, args ...any) ([]Narrative, error) {
	rows, err := w.tx.Query(ctx, `SELECT section, from_on, to_on, text, staff_id, at FROM narrative WHERE ward_id = $1`+where, append([]any{w.ID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read the sections of a report: %w", err)
	}
	return collect(rows, func(r *sql.Rows, n *Narrative) error {
		var from, to string
		var at int64
		if err := r.Scan(&n.Section, &from, &to, &n.Text, &n.StaffID, &at); err != nil {
			return err
		}
		n.At = w.time(at)
		return errors.Join(n.From.UnmarshalText([]byte(from)), n.To.UnmarshalText([]byte(to)))
	})
}
