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
	ID       int64 // of this text, greater than of all that were written before it; WriteNarrative gives it
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

// ErrNarrativeChanged is returned where somebody else has written a section since its text was read.
var ErrNarrativeChanged = errors.New("the section was written meanwhile")

// MaxNarrative is the longest text of a section, in bytes.
const MaxNarrative = 60_000

// LastNarrative is the ID of what was written last for a section, in whatever period; 0 for nothing.
func (w *Ward) LastNarrative(ctx context.Context, section string) (id int64, err error) {
	err = w.tx.QueryRow(ctx, `SELECT coalesce(max(narrative_id), 0) FROM narrative WHERE ward_id = $1 AND section = $2`, w.ID, section).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("read the sections of a report: %w", err)
	}
	return id, nil
}

// RewriteNarrative is WriteNarrative for somebody who has read the section when the text with the given ID was its last one.
// If another was written meanwhile it writes nothing and returns ErrNarrativeChanged.
func (w *Ward) RewriteNarrative(ctx context.Context, n Narrative, last int64) error {
	if err := w.lockReports(ctx); err != nil {
		return err
	}
	now, err := w.LastNarrative(ctx, n.Section)
	switch {
	case err != nil:
		return err
	case now != last:
		return ErrNarrativeChanged
	}
	return w.WriteNarrative(ctx, n)
}

// WriteNarrative keeps the text of a section. What was written before stays in its history.
func (w *Ward) WriteNarrative(ctx context.Context, n Narrative) error {
	n.Text = strings.TrimSpace(n.Text)
	switch {
	case n.From.IsZero() != n.To.IsZero(), n.To.Before(n.From):
		return ErrNarrativePeriod
	case len(n.Text) > MaxNarrative:
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

// WrittenPeriods are the periods for whose report something was written of its own, the last first.
func (w *Ward) WrittenPeriods(ctx context.Context) ([][2]law.Date, error) {
	rows, err := w.tx.Query(ctx, `SELECT DISTINCT from_on, to_on FROM narrative WHERE ward_id = $1 AND from_on <> '' ORDER BY from_on DESC, to_on DESC`, w.ID)
	if err != nil {
		return nil, fmt.Errorf("list the periods that are written of: %w", err)
	}
	return collect(rows, func(r *sql.Rows, period *[2]law.Date) error {
		var from, to string
		if err := r.Scan(&from, &to); err != nil {
			return err
		}
		return errors.Join(period[0].UnmarshalText([]byte(from)), period[1].UnmarshalText([]byte(to)))
	})
}

// NarrativeHistory is everything that was written for a section, the first text first.
func (w *Ward) NarrativeHistory(ctx context.Context, section string) ([]Narrative, error) {
	return w.narratives(ctx, ` AND section = $2 ORDER BY narrative_id`, section)
}

func (w *Ward) narratives(ctx context.Context, where string, args ...any) ([]Narrative, error) {
	rows, err := w.tx.Query(ctx, `SELECT narrative_id, section, from_on, to_on, text, staff_id, at FROM narrative WHERE ward_id = $1`+where, append([]any{w.ID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read the sections of a report: %w", err)
	}
	return collect(rows, func(r *sql.Rows, n *Narrative) error {
		var from, to string
		var at int64
		if err := r.Scan(&n.ID, &n.Section, &from, &to, &n.Text, &n.StaffID, &at); err != nil {
			return err
		}
		n.At = w.time(at)
		return errors.Join(n.From.UnmarshalText([]byte(from)), n.To.UnmarshalText([]byte(to)))
	})
}
