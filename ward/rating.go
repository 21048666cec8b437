package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"danbiet/law"
)

// Stars are how well an answer has served its citizen, from 1 to MaxStars.
const MaxStars = 5

// Answering reports whether a status is an answer of the desk, which its citizen may rate: what became of a petition, not a
// step on the way.
func (s Status) Answering() bool {
	return slices.Contains([]Status{StatusAnswered, StatusDecided, StatusConcluded, StatusRefused, StatusGuided, StatusTransferred}, s)
}

// Answer is the desk's last answer in a case, as its timeline tells of it.
type Answer struct {
	ID     int64 // of the timeline's entry
	At     time.Time
	Status Status
	Stars  int // its rating, 0 while it has none
}

// LastAnswer finds the desk's last answer in a case; ErrNoAnswer while it has given none, or has taken the case up again.
func (w *Ward) LastAnswer(ctx context.Context, petition int64) (Answer, error) {
	rows, err := w.tx.Query(ctx, `SELECT e.event_id, e.at, e.status, e.staff_id, COALESCE(r.stars, 0) FROM petition_event e
		LEFT JOIN petition_rating r ON r.ward_id = e.ward_id AND r.petition_id = e.petition_id AND r.answer_id = e.event_id
		WHERE e.ward_id = $1 AND e.petition_id = $2 AND e.kind IN ('status', 'reopened') ORDER BY e.event_id DESC`, w.ID, petition)
	if err != nil {
		return Answer{}, fmt.Errorf("look for an answer: %w", err)
	}
	type entry struct {
		Answer
		staff int64
	}
	all, err := collect(rows, func(r *sql.Rows, e *entry) error {
		var at int64
		if err := r.Scan(&e.ID, &at, &e.Status, &e.staff, &e.Stars); err != nil {
			return err
		}
		e.At = w.time(at)
		return nil
	})
	if err != nil {
		return Answer{}, err
	}
	for _, e := range all {
		switch {
		case e.Status.Answering():
			return e.Answer, nil
		case e.Status.Open():
			return Answer{}, ErrNoAnswer
		}
	}
	return Answer{}, ErrNoAnswer
}

// The errors of rating an answer and of opening a case again; compare with errors.Is.
var (
	ErrNoAnswer = errors.New("the case has no answer")
	ErrRated    = errors.New("the answer was rated before")
	ErrTooLate  = errors.New("the case can no longer be opened again")
)

// Rate keeps how well the last answer in a case has served its citizen. An answer is rated once: ErrRated. The caller has
// asked for their consent (ForRatings), and has made sure that the petition is theirs.
//
// The timeline does not tell of it: whoever has the code would read it.
func (w *Ward) Rate(ctx context.Context, c *Conversation, p Petition, stars int) error {
	if stars < 1 || stars > MaxStars {
		return fmt.Errorf("rate an answer: %d is not between 1 and %d", stars, MaxStars)
	}
	a, err := w.LastAnswer(ctx, p.ID)
	if err != nil {
		return err
	}
	written, err := w.tx.Exec(ctx, `INSERT INTO petition_rating (ward_id, petition_id, answer_id, at, stars) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (ward_id, petition_id, answer_id) DO NOTHING`, w.ID, p.ID, a.ID, millis(w.house.Now()), stars)
	if err != nil {
		return fmt.Errorf("rate an answer: %w", err)
	}
	if written == 0 {
		return ErrRated
	}
	return w.Count(ctx, []Interaction{{
		At: w.Now(), Conversation: c.ID, Channel: c.Channel, Lang: c.Lang, Flow: "rating", Step: fmt.Sprint(stars), Kind: "rating.given",
	}})
}

// AddRatingWord keeps a word beside the rating of the last answer. It is sealed at rest; a second word takes the place of
// the first. An answer without a rating has no place for it: ErrNoAnswer.
func (w *Ward) AddRatingWord(ctx context.Context, petition int64, word string) error {
	a, err := w.LastAnswer(ctx, petition)
	if err != nil {
		return err
	}
	sealed, err := w.sealFor(word, "petition_rating", petition, a.ID)
	if err != nil {
		return err
	}
	written, err := w.tx.Exec(ctx, `UPDATE petition_rating SET sealed = $1 WHERE ward_id = $2 AND petition_id = $3 AND answer_id = $4`, sealed, w.ID, petition, a.ID)
	if err != nil {
		return fmt.Errorf("keep the word of a rating: %w", err)
	}
	if written == 0 {
		return ErrNoAnswer
	}
	return nil
}

// Rating is what a citizen thinks of an answer.
type Rating struct {
	AnswerID int64 // of the timeline's entry
	At       time.Time
	Stars    int
	Word     string // "" for none
}

// Ratings are those of a case, oldest first.
func (w *Ward) Ratings(ctx context.Context, petition int64) ([]Rating, error) {
	rows, err := w.tx.Query(ctx, `SELECT answer_id, at, stars, sealed FROM petition_rating WHERE ward_id = $1 AND petition_id = $2 ORDER BY at`, w.ID, petition)
	if err != nil {
		return nil, fmt.Errorf("read ratings: %w", err)
	}
	return collect(rows, func(rows *sql.Rows, r *Rating) error {
		var at int64
		var sealed []byte
		if err := rows.Scan(&r.AnswerID, &at, &r.Stars, &sealed); err != nil {
			return err
		}
		r.At = w.time(at)
		return w.openFrom(sealed, &r.Word, "petition_rating", petition, r.AnswerID)
	})
}

// reopenDays is for how many days after its answer a proposal or feedback may be opened again, where a profile says
// nothing. No act sets a term; it is the ward's own promise.
const reopenDays = 15

// ReopenUntil is the last day on which a citizen may have their petition taken up again. It is zero where they may not:
// a complaint goes on to a second complaint or to court instead (Luật Khiếu nại 2011, Điều 33), a denunciation to the
// authority above (Luật Tố cáo 2018, Điều 37), and what was withdrawn or not answered stays as it is.
func (w *Ward) ReopenUntil(ctx context.Context, p Petition) (law.Date, error) {
	if p.Kind != law.PhanAnh && p.Kind != law.KienNghi || !slices.Contains(answered, p.Status) {
		return law.Date{}, nil
	}
	a, err := w.LastAnswer(ctx, p.ID)
	if errors.Is(err, ErrNoAnswer) || err == nil && a.Status != StatusAnswered {
		return law.Date{}, nil
	}
	if err != nil {
		return law.Date{}, err
	}
	days := w.Profile.ReopenDays
	if days == 0 {
		days = reopenDays
	}
	return law.DateOf(a.At).AddDays(days), nil
}

// Reopen takes an answered proposal or feedback up again on its citizen's wish, who has told why; its term to be answered
// begins anew today. ErrTooLate after ReopenUntil, and where there is no such day.
func (w *Ward) Reopen(ctx context.Context, p Petition, reason string) (Case, error) {
	c, err := w.Case(ctx, p.Code)
	if err != nil {
		return c, err
	}
	if c, err = w.lockCase(ctx, c.ID, c.Version); err != nil {
		return c, err
	}
	until, err := w.ReopenUntil(ctx, c.Petition)
	if err != nil {
		return c, err
	}
	if until.IsZero() || w.Today().After(until) {
		return c, ErrTooLate
	}
	was := c.Status
	c.Status = StatusVerifying
	c.close(w.Now())
	if err := w.turnClock(ctx, &c, was, clockResolves, w.Today()); err != nil {
		return c, err
	}
	if err := w.saveCase(ctx, &c); err != nil {
		return c, err
	}
	return c, w.record(ctx, c.ID, PetitionEvent{Kind: "reopened", Status: c.Status, Note: reason, On: w.Today()})
}

// Reply keeps what a citizen writes about their petition after it was filed, such as the answer to a question of the desk.
// It is sealed at rest.
func (w *Ward) Reply(ctx context.Context, p Petition, text string) error {
	return w.note(ctx, p.ID, "replied", p.Status, text)
}
