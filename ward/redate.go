package ward

import (
	"context"
	"database/sql"
	"fmt"
)

// EventRedated is the kind of a timeline's entry that tells of another due date, because days off have changed. Its Due is
// the date that held before.
const EventRedated = "redated"

// redateAtOnce is how many cases are looked at in one transaction.
const redateAtOnce = 100

// Redate computes the due dates of a ward's open cases again that were computed with another calendar, and returns how many
// have changed. Each change stands in the case's timeline, and its citizen is told. Doing it again changes nothing.
func (h *House) Redate(ctx context.Context, slug string) (redated int, err error) {
	for more := true; more; {
		changed := 0
		err := h.Write(ctx, slug, func(w *Ward) error {
			var looked int
			var err error
			looked, changed, err = w.redate(ctx)
			more = looked == redateAtOnce
			return err
		})
		if err != nil {
			return redated, err
		}
		redated += changed
	}
	return redated, nil
}

// redate looks at some of the cases that were dated by another calendar.
func (w *Ward) redate(ctx context.Context) (looked, changed int, err error) {
	rows, err := w.tx.Query(ctx, `SELECT `+caseColumns+` FROM petition WHERE ward_id = $1 AND closed_at = 0 AND clock_stage <> '' AND calendar_version <> $2
		ORDER BY petition_id LIMIT $3`+w.tx.Dialect.ForUpdate(), w.ID, w.Calendar().Version(), redateAtOnce)
	if err != nil {
		return 0, 0, fmt.Errorf("look for cases to date again: %w", err)
	}
	cases, err := collect(rows, func(r *sql.Rows, c *Case) (err error) { *c, err = w.scanCase(r.Scan); return err })
	if err != nil {
		return 0, 0, err
	}
	for _, c := range cases {
		moved, err := w.redateCase(ctx, c)
		if err != nil {
			return 0, 0, err
		}
		if moved {
			changed++
		}
	}
	return len(cases), changed, nil
}

// redateCase dates one case again. Where the date stays, its version stays as well: no officer has to look at it again.
func (w *Ward) redateCase(ctx context.Context, c Case) (moved bool, err error) {
	was := c.DueOn
	if err := w.computeDue(ctx, &c); err != nil {
		return false, err
	}
	if c.DueOn == was {
		_, err := w.tx.Exec(ctx, `UPDATE petition SET calendar_version = $1, due_explained = $2 WHERE ward_id = $3 AND petition_id = $4`,
			w.Calendar().Version(), c.DueExplained, w.ID, c.ID)
		if err != nil {
			return false, fmt.Errorf("date a case again: %w", err)
		}
		return false, nil
	}
	if err := w.saveCase(ctx, &c); err != nil {
		return false, err
	}
	event := PetitionEvent{Kind: EventRedated, Status: c.Status, Due: was}
	if err := w.recordNews(ctx, News{Case: c, Event: event}); err != nil {
		return true, err
	}
	return true, w.passOn(ctx, c, event)
}
