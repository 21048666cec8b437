package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"danbiet/db"
	"danbiet/law"
)

// ErrNotMain is returned for a case that another cannot be merged into.
var ErrNotMain = errors.New("a case is merged into another open one that is a proposal or feedback too")

// Merge closes a case as a duplicate of another (gộp đơn trùng), which it goes on in: the other's answer is its answer, and
// its citizen is told of it, see News. It is for proposals and feedback alone: a complaint is about its author's own
// rights, and who denounced must not be seen from another's case. The errors are those of Move; ErrNoStep for a case that
// is closed, ErrNotMain for another that it cannot go on in.
func (w *Ward) Merge(ctx context.Context, petition int64, into Code, by Staff, version int64) (Case, error) {
	main, errMain := w.Case(ctx, into)
	if errMain != nil && !errors.Is(errMain, ErrNoPetition) {
		return Case{}, errMain
	}
	if err := w.lockBoth(ctx, petition, main.ID); err != nil {
		return Case{}, err
	}
	c, err := w.lockCase(ctx, petition, version)
	if err != nil {
		return c, err
	}
	if !c.ClosedAt.IsZero() || !slices.Contains(comments, c.Kind) {
		return c, fmt.Errorf("%w: merge a %s from %s", ErrNoStep, c.Kind, c.Status)
	}
	if errMain != nil {
		return c, ErrNotMain
	}
	if main, err = w.lockCase(ctx, main.ID, main.Version); err != nil {
		return c, err
	}
	if main.ID == c.ID || !main.ClosedAt.IsZero() || !slices.Contains(comments, main.Kind) {
		return c, ErrNotMain
	}
	event := w.linkTo(LinkMerged, main.Code, StatusClosed, by)
	event.Due = c.DueOn
	c.Status = StatusClosed
	c.close(w.Now())
	c.stopClock()
	if err := w.saveCase(ctx, &c); err != nil {
		return c, err
	}
	if err := w.link(ctx, main.ID, LinkJoined, c.Code, main.Status, by); err != nil {
		return c, err
	}
	w.noteCase(by, ActMerged, c, string(main.Code))
	if err := w.recordNews(ctx, News{Case: c, Event: event, Other: main}); err != nil {
		return c, err
	}
	return c, w.eachJoined(ctx, c, func(joined Case) error { // what was merged into it before goes on there too
		return w.recordNews(ctx, News{Case: joined, Event: event, Other: main})
	})
}

// lockBoth locks the chats of two cases and then the cases, each pair in one order: two officers who merge them into each
// other at the same moment would else wait for each other. SQLite has one writer and nothing to lock.
func (w *Ward) lockBoth(ctx context.Context, one, other int64) error {
	if w.tx.Dialect == db.SQLite {
		return nil
	}
	for _, query := range [...]string{
		`SELECT conversation_id FROM conversation WHERE ward_id = $1
			AND (channel, chat) IN (SELECT channel, chat FROM petition WHERE ward_id = $1 AND petition_id IN ($2, $3)) ORDER BY channel, chat`,
		`SELECT petition_id FROM petition WHERE ward_id = $1 AND petition_id IN ($2, $3) ORDER BY petition_id`,
	} {
		rows, err := w.tx.Query(ctx, query+w.tx.Dialect.ForUpdate(), w.ID, one, other)
		if err != nil {
			return fmt.Errorf("lock two cases: %w", err)
		}
		if _, err := collect(rows, func(r *sql.Rows, id *int64) error { return r.Scan(id) }); err != nil {
			return err
		}
	}
	return nil
}

// eachJoined visits the cases that go on in another, and those that go on in them. One that its citizen has had taken up
// again goes its own way.
func (w *Ward) eachJoined(ctx context.Context, main Case, visit func(Case) error) error {
	seen := []int64{main.ID}
	for next := []Case{main}; len(next) > 0; next = next[1:] {
		joined, err := w.joined(ctx, next[0].ID)
		if err != nil {
			return err
		}
		for _, c := range joined {
			if c.ClosedAt.IsZero() || slices.Contains(seen, c.ID) {
				continue
			}
			if err := visit(c); err != nil {
				return err
			}
			seen, next = append(seen, c.ID), append(next, c)
		}
	}
	return nil
}

// joined are the cases that were merged into another, the oldest first.
func (w *Ward) joined(ctx context.Context, main int64) ([]Case, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+caseColumns+` FROM petition WHERE ward_id = $1 AND about_leader = 0 AND code IN
		(SELECT document FROM petition_event WHERE ward_id = $1 AND petition_id = $2 AND kind = $3) ORDER BY petition_id`, w.ID, main, string(LinkJoined))
	if err != nil {
		return nil, fmt.Errorf("look for merged cases: %w", err)
	}
	return collect(rows, func(r *sql.Rows, c *Case) (err error) { *c, err = w.scanCase(r.Scan); return err })
}

// passedOn are the statuses of a proposal or feedback that concern whoever's petition goes on in it.
var passedOn = []Status{StatusVerifying, StatusAnswered, StatusGuided, StatusTransferred, StatusFiledAway, StatusPublished}

// passOn tells those whose petitions go on in a case what has become of it, as its own citizen is told. What ends it stands
// in their timelines: the answer is theirs to read and to rate.
func (w *Ward) passOn(ctx context.Context, main Case, e PetitionEvent) error {
	if !slices.Contains(comments, main.Kind) || e.Kind != EventRedated && !slices.Contains(passedOn, e.Status) {
		return nil
	}
	return w.eachJoined(ctx, main, func(c Case) error {
		c.Status, c.Stage, c.DueOn = main.Status, main.Stage, main.DueOn
		if e.Kind != EventRedated && e.Status.Answering() {
			return w.recordNews(ctx, News{Case: c, Event: e})
		}
		_, err := w.tell(ctx, News{Case: c, Event: e})
		return err
	})
}

// goOnAlone takes the cases up again that went on in one that was withdrawn: its author speaks for nobody else. Their terms
// run from their own receptions.
func (w *Ward) goOnAlone(ctx context.Context, main Case, by Staff) error {
	if !slices.Contains(comments, main.Kind) {
		return nil
	}
	joined, err := w.joined(ctx, main.ID)
	if err != nil {
		return err
	}
	for _, c := range joined {
		if c.ClosedAt.IsZero() {
			continue
		}
		if c, err = w.lockCase(ctx, c.ID, c.Version); err != nil {
			return err
		}
		c.Status = StatusVerifying
		c.close(w.Now())
		c.startClock(law.StageResolve, law.DateOf(c.ReceivedAt))
		if err := w.computeDue(ctx, &c); err != nil {
			return err
		}
		if err := w.saveCase(ctx, &c); err != nil {
			return err
		}
		if err := w.recordNews(ctx, News{Case: c, Event: w.linkTo(LinkAlone, main.Code, c.Status, by), Other: main}); err != nil {
			return err
		}
	}
	return nil
}
