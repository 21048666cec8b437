package ward

import (
	"context"
	"database/sql"
	"fmt"

	"danbiet/law"
)

// turnClock does to a case's clock what a step from a status does, on the day of the act.
func (w *Ward) turnClock(ctx context.Context, c *Case, from Status, change clockChange, on law.Date) error {
	switch change {
	case clockKeeps:
		return nil
	case clockStops:
		c.stopClock()
		return nil
	case clockAccepts:
		start := law.DateOf(c.ReceivedAt)
		if from == StatusUnsigned {
			start = on // until it was signed there was no petition to accept
		}
		c.startClock(law.StageAccept, start)
	case clockResolves:
		c.Extensions = 0
		c.startClock(law.StageResolve, on)
	case clockSends:
		c.startClock(law.StageSend, on)
	case clockPublishes:
		c.startClock(law.StagePublish, on)
	case clockExtends:
		c.extend()
	case clockSuspends, clockResumes:
		if err := w.suspend(ctx, c.ID, change == clockSuspends, on); err != nil {
			return err
		}
	}
	return w.computeDue(ctx, c)
}

func (c *Case) startClock(stage law.Stage, from law.Date) { c.Stage, c.ClockFrom = stage, from }

func (c *Case) stopClock() {
	c.Stage, c.ClockFrom, c.DueOn, c.DueRule, c.DueExplained = "", law.Date{}, law.Date{}, "", ""
}

// extend lengthens the term: a denunciation's by another term (Luật Tố cáo 2018, Điều 30), a complaint's by calling it
// complicated (Luật Khiếu nại 2011, Điều 28).
func (c *Case) extend() {
	if c.Kind == law.ToCao {
		c.Extensions++
		return
	}
	c.Flags.Complex = true
}

// computeDue computes the date by which the stage of a case is due; a case without a clock keeps none.
func (w *Ward) computeDue(ctx context.Context, c *Case) error {
	if c.Stage == "" {
		return nil
	}
	suspended, err := w.Suspensions(ctx, c.ID)
	if err != nil {
		return err
	}
	options := law.DueOptions{
		Complex: c.Flags.Complex, Remote: c.Flags.Remote, SeveralPlaces: c.Flags.SeveralPlaces, Suspended: suspended, WardDays: w.Profile.AnswerDays,
	}
	if c.Kind == law.ToCao && c.Stage == law.StageResolve {
		options.Extensions = c.Extensions
	}
	due, err := law.Due(c.Kind, c.Stage, c.ClockFrom, w.Calendar(), options)
	if err != nil {
		return fmt.Errorf("compute the due date: %w", err)
	}
	c.DueOn, c.DueRule, c.DueExplained = due.Due, string(due.Rule.ID), due.Explain()
	return nil
}

// Suspensions are the times for which a case's clock stood still, the earliest first; the last may still go on.
func (w *Ward) Suspensions(ctx context.Context, petition int64) ([]law.Suspension, error) {
	rows, err := w.tx.Query(ctx, `SELECT from_on, resumed_on FROM petition_suspension WHERE ward_id = $1 AND petition_id = $2 ORDER BY from_on`, w.ID, petition)
	if err != nil {
		return nil, fmt.Errorf("read the suspensions of a case: %w", err)
	}
	return collect(rows, func(r *sql.Rows, s *law.Suspension) error {
		var from, resumed string
		if err := r.Scan(&from, &resumed); err != nil {
			return err
		}
		var err error
		if s.From, err = law.ParseDate(from); err != nil {
			return err
		}
		s.Resumed, err = dateOrZero(resumed)
		return err
	})
}

// suspend begins a suspension on a day, or ends the one that goes on. A day inside an earlier one, or one on which the
// suspension to be ended had not begun, gives ErrNeedsDate.
func (w *Ward) suspend(ctx context.Context, petition int64, begins bool, on law.Date) error {
	all, err := w.Suspensions(ctx, petition)
	if err != nil {
		return err
	}
	var last law.Suspension
	if len(all) > 0 {
		last = all[len(all)-1]
	}
	query := `UPDATE petition_suspension SET resumed_on = $3 WHERE ward_id = $1 AND petition_id = $2 AND resumed_on = ''`
	if begins {
		query = `INSERT INTO petition_suspension (ward_id, petition_id, from_on) VALUES ($1, $2, $3)`
	}
	if on.Before(last.From) || begins && on.Before(last.Resumed) || on == last.From {
		return ErrNeedsDate
	}
	if _, err := w.tx.Exec(ctx, query, w.ID, petition, on.String()); err != nil {
		return fmt.Errorf("suspend or resume a case: %w", err)
	}
	return nil
}
