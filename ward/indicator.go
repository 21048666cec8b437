package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"danbiet/law"
)

// Entry is a figure that somebody entered (số liệu nhập tay): the residents of the ward, the turnout of a vote, what a fund
// has collected. Which indicators there are is for package report to say.
type Entry struct {
	Indicator string
	From, To  law.Date // the period that it is of; a stock, such as the residents, is of the period at whose end it was counted
	Value     float64  // in the indicator's unit
	Document  string   // where it stands: "Báo cáo thống kê số 12/BC-UBND ngày 05/06/2024"
	StaffID   int64    // who entered it, 0 for whoever runs the program
	At        time.Time
}

// The errors of entering a figure; compare with errors.Is.
var (
	ErrEntryPeriod   = errors.New("the period of a figure ends before it begins")
	ErrEntryValue    = errors.New("a figure is a number that is not below zero")
	ErrEntryDocument = errors.New("a figure needs the document in which it stands, of at most 300 letters")
)

const maxEntryDocument = 300 * 3 // bytes of Vietnamese letters

// Enter keeps a figure, with who entered it and when. What was entered before for the same period stays in its history.
func (w *Ward) Enter(ctx context.Context, e Entry) error {
	e.Document = strings.TrimSpace(e.Document)
	switch {
	case e.From.IsZero() || e.To.Before(e.From):
		return ErrEntryPeriod
	case math.IsNaN(e.Value) || math.IsInf(e.Value, 0) || e.Value < 0:
		return ErrEntryValue
	case e.Document == "" || len(e.Document) > maxEntryDocument:
		return ErrEntryDocument
	}
	_, err := w.tx.Exec(ctx, `INSERT INTO indicator_entry (ward_id, indicator, from_on, to_on, entry_id, value, document, staff_id, at) VALUES (`+parameters(0, 9)+`)`,
		w.ID, e.Indicator, e.From.String(), e.To.String(), w.house.IDs.Next(), e.Value, e.Document, e.StaffID, millis(w.house.Now()))
	if err != nil {
		return fmt.Errorf("enter a figure: %w", err)
	}
	return nil
}

// Entries are the figures of a period that hold, by indicator: of those whose own period lies within it the one that ends
// last, and of several for that, the one that was entered last.
func (w *Ward) Entries(ctx context.Context, from, to law.Date) (map[string]Entry, error) {
	all, err := w.entries(ctx, ` AND from_on >= $2 AND to_on <= $3`, from.String(), to.String())
	if err != nil {
		return nil, err
	}
	holds := map[string]Entry{}
	for _, e := range all {
		holds[e.Indicator] = e
	}
	return holds, nil
}

// EntryHistory is everything that was entered for an indicator, the first entry first within each period.
func (w *Ward) EntryHistory(ctx context.Context, indicator string) ([]Entry, error) {
	return w.entries(ctx, ` AND indicator = $2`, indicator)
}

func (w *Ward) entries(ctx context.Context, where string, args ...any) ([]Entry, error) {
	rows, err := w.tx.Query(ctx, `SELECT indicator, from_on, to_on, value, document, staff_id, at FROM indicator_entry
		WHERE ward_id = $1`+where+` ORDER BY to_on, from_on, entry_id`, append([]any{w.ID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read the figures that were entered: %w", err)
	}
	return collect(rows, func(r *sql.Rows, e *Entry) error {
		var from, to string
		var at int64
		if err := r.Scan(&e.Indicator, &from, &to, &e.Value, &e.Document, &e.StaffID, &at); err != nil {
			return err
		}
		e.At = w.time(at)
		var errFrom, errTo error
		e.From, errFrom = law.ParseDate(from)
		e.To, errTo = law.ParseDate(to)
		return errors.Join(errFrom, errTo)
	})
}
