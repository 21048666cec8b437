package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"danbiet/law"
)

// Frozen is a report as it was when it was frozen (báo cáo đã chốt). What stands in its content is for package report.
type Frozen struct {
	Number   int64 // 1, 2, … within the ward
	From, To law.Date
	Content  []byte // JSON; nil in a list
	StaffID  int64  // who froze it, 0 for whoever runs the program
	At       time.Time
}

// ErrNoFrozen is returned for a number under which no report was frozen.
var ErrNoFrozen = errors.New("no such frozen report")

// Freeze keeps a report and returns its number. It is never changed afterwards.
func (w *Ward) Freeze(ctx context.Context, from, to law.Date, content []byte, staffID int64) (number int64, err error) {
	if err := w.lockReports(ctx); err != nil {
		return 0, err
	}
	err = w.tx.QueryRow(ctx, `INSERT INTO frozen_report (ward_id, number, from_on, to_on, content, staff_id, at)
		SELECT CAST($1 AS BIGINT), coalesce(max(number), 0) + 1, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT), CAST($6 AS BIGINT)
		FROM frozen_report WHERE ward_id = $1 RETURNING number`,
		w.ID, from.String(), to.String(), string(content), staffID, millis(w.house.Now())).Scan(&number)
	if err != nil {
		return 0, fmt.Errorf("freeze a report: %w", err)
	}
	return number, nil
}

// FrozenReport is the report frozen under a number, or ErrNoFrozen.
func (w *Ward) FrozenReport(ctx context.Context, number int64) (Frozen, error) {
	f := Frozen{Number: number}
	var from, to, content string
	var at int64
	err := w.tx.QueryRow(ctx, `SELECT from_on, to_on, content, staff_id, at FROM frozen_report WHERE ward_id = $1 AND number = $2`, w.ID, number).
		Scan(&from, &to, &content, &f.StaffID, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return f, ErrNoFrozen
	}
	if err != nil {
		return f, fmt.Errorf("read a frozen report: %w", err)
	}
	f.Content, f.At = []byte(content), w.time(at)
	return f, f.period(from, to)
}

// FrozenReports lists the reports that were frozen, the last one first, without their contents.
func (w *Ward) FrozenReports(ctx context.Context) ([]Frozen, error) {
	rows, err := w.tx.Query(ctx, `SELECT number, from_on, to_on, staff_id, at FROM frozen_report WHERE ward_id = $1 ORDER BY number DESC`, w.ID)
	if err != nil {
		return nil, fmt.Errorf("list the frozen reports: %w", err)
	}
	return collect(rows, func(r *sql.Rows, f *Frozen) error {
		var from, to string
		var at int64
		if err := r.Scan(&f.Number, &from, &to, &f.StaffID, &at); err != nil {
			return err
		}
		f.At = w.time(at)
		return f.period(from, to)
	})
}

func (f *Frozen) period(from, to string) error {
	return errors.Join(f.From.UnmarshalText([]byte(from)), f.To.UnmarshalText([]byte(to)))
}

// lockReports makes what is written to a ward's reports wait until this transaction ends, so that two that are frozen at
// once get two numbers, and of two who write a section the second learns of the first.
func (w *Ward) lockReports(ctx context.Context) error {
	var id int64
	if err := w.tx.QueryRow(ctx, `SELECT ward_id FROM ward WHERE ward_id = $1`+w.tx.Dialect.ForUpdate(), w.ID).Scan(&id); err != nil {
		return fmt.Errorf("lock the reports: %w", err)
	}
	return nil
}
