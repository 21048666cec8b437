package report

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// never is the day before the first that is rolled up, where nothing was.
const never = 0

// RollUp counts the days that have gone by since the last time, up to a day, into the roll-ups. Figures are the same
// before and after; they are only found sooner. A day that is not over is left for later.
func RollUp(ctx context.Context, w *ward.Ward, through law.Date) error {
	if yesterday := w.Today().AddDays(-1); through.After(yesterday) {
		through = yesterday
	}
	last, err := rolledThrough(ctx, w)
	if err != nil || epochDay(through) <= last {
		return err
	}
	m := bounds(w, Scope{From: law.MustDate("1970-01-02"), To: through}, last)
	for _, r := range relations {
		q := newQuery(`INSERT INTO `+r.table+` (ward_id, `+r.names()+`) SELECT CAST({ward} AS BIGINT), `+r.names()+` FROM (`+r.fresh()+`) r`, m)
		if _, err := w.Tx().Exec(ctx, q.text, q.args...); err != nil {
			return fmt.Errorf("roll up %s: %w", r.table, err)
		}
	}
	_, err = w.Tx().Exec(ctx, `INSERT INTO rollup (ward_id, through) VALUES ($1, $2) ON CONFLICT (ward_id) DO UPDATE SET through = excluded.through`,
		w.ID, epochDay(through))
	if err != nil {
		return fmt.Errorf("note what is rolled up: %w", err)
	}
	return nil
}

// bite is how many days are rolled up in one transaction of a ward that goes on working.
const bite = 31

// RollUpMore rolls up at most a month of the days that have gone by and are not rolled up yet. It reports whether more of
// them are left, so that citizens' turns go on in between.
func RollUpMore(ctx context.Context, w *ward.Ward) (more bool, err error) {
	last, err := rolledThrough(ctx, w)
	if err != nil {
		return false, err
	}
	_, offset := w.Now().Zone()
	q := newQuery(`SELECT coalesce(min(at), 0) FROM interaction WHERE ward_id = {ward} AND at >= {fresh}`,
		marks{"ward": w.ID, "fresh": (last+1)*dayMillis - int64(offset)*1000})
	var first int64
	if err := w.Tx().QueryRow(ctx, q.text, q.args...).Scan(&first); err != nil {
		return false, fmt.Errorf("look for what is to be rolled up: %w", err)
	}
	yesterday := w.Today().AddDays(-1)
	through := law.DateOf(time.UnixMilli(first).In(w.Profile.Zone())).AddDays(bite)
	if first == 0 || through.After(yesterday) {
		through = yesterday
	}
	return through.Before(yesterday), RollUp(ctx, w, through)
}

// Rebuild makes the roll-ups of a ward again, from the first day on.
func Rebuild(ctx context.Context, w *ward.Ward, through law.Date) error {
	tables := []string{"rollup"}
	for _, r := range relations {
		tables = append(tables, r.table)
	}
	for _, table := range tables {
		if _, err := w.Tx().Exec(ctx, `DELETE FROM `+table+` WHERE ward_id = $1`, w.ID); err != nil {
			return fmt.Errorf("clear %s: %w", table, err)
		}
	}
	return RollUp(ctx, w, through)
}

// rolledThrough is the last day that is rolled up, in days since 1970-01-01.
func rolledThrough(ctx context.Context, w *ward.Ward) (day int64, err error) {
	err = w.Tx().QueryRow(ctx, `SELECT through FROM rollup WHERE ward_id = $1`, w.ID).Scan(&day)
	if errors.Is(err, sql.ErrNoRows) {
		return never, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read what is rolled up: %w", err)
	}
	return day, nil
}
