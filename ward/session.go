package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"danbiet/viet"
)

// Session is a browser in which somebody of the staff has given their password.
type Session struct {
	ID        int64
	Staff     Staff
	Passed    bool // the second step as well: without it nothing else may be seen
	Enrolled  bool // they have an app that makes codes
	CreatedAt time.Time
	SeenAt    time.Time // to within seenEvery
	Agent     string    // browser and system, such as "Chrome, Windows"
}

const (
	sessionIdle  = 12 * time.Hour   // without a request a session ends
	stepWithin   = 15 * time.Minute // from the password to the code
	seenEvery    = 5 * time.Minute  // how often it is noted that a session is used
	sessionKept  = 30 * 24 * time.Hour
	tokenLetters = 32 // of nearly five bits each
	maxAgent     = 60 // runes
)

// ErrNoSession is returned for a session that is unknown, over or revoked.
var ErrNoSession = errors.New("no such session")

// openSession begins a session and returns the token for the cookie. Those that ended long ago are forgotten.
func (w *Ward) openSession(ctx context.Context, staff int64, passed bool, agent string) (token string, err error) {
	token, err = randomText(w.house.Random, codeAlphabet, tokenLetters)
	if err != nil {
		return "", fmt.Errorf("begin a session: %w", err)
	}
	hash, err := w.house.Key.Hash("staff-session", token)
	if err != nil {
		return "", err
	}
	now := w.house.Now()
	passedAt := int64(0)
	if passed {
		passedAt = millis(now)
	}
	if _, err = w.tx.Exec(ctx, `DELETE FROM staff_session WHERE ward_id = $1 AND staff_id = $2 AND seen_at < $3`, w.ID, staff, millis(now.Add(-sessionKept))); err != nil {
		return "", fmt.Errorf("forget old sessions: %w", err)
	}
	_, err = w.tx.Exec(ctx, `INSERT INTO staff_session (ward_id, session_id, staff_id, token_hash, passed_at, created_at, seen_at, agent)
		VALUES ($1, $2, $3, $4, $5, $6, $6, $7)`, w.ID, w.house.IDs.Next(), staff, hash, passedAt, millis(now), viet.Clean(agent, maxAgent))
	if err != nil {
		return "", fmt.Errorf("begin a session: %w", err)
	}
	return token, nil
}

// sessionSelect reads sessions that still count; $2 and $3 are the earliest use and the earliest password.
const sessionSelect = `SELECT s.session_id, s.staff_id, s.passed_at, s.created_at, s.seen_at, s.agent, p.login, p.name, p.role, p.totp_since
	FROM staff_session s JOIN staff p ON p.ward_id = s.ward_id AND p.staff_id = s.staff_id
	WHERE s.ward_id = $1 AND s.revoked_at = 0 AND p.disabled_at = 0
	AND (s.passed_at > 0 AND s.seen_at > $2 OR s.passed_at = 0 AND s.created_at > $3)`

// SessionOf is the session of a cookie's token, ErrNoSession for one that is unknown, revoked, or unused for twelve hours.
func (w *Ward) SessionOf(ctx context.Context, token string) (Session, error) {
	hash, err := w.house.Key.Hash("staff-session", token)
	if err != nil {
		return Session{}, err
	}
	now := w.house.Now()
	return w.scanSession(w.tx.QueryRow(ctx, sessionSelect+` AND s.token_hash = $4`, w.ID, millis(now.Add(-sessionIdle)), millis(now.Add(-stepWithin)), hash).Scan)
}

// Sessions are the sessions of somebody that count, the one used last first. Those between the two steps are not shown.
func (w *Ward) Sessions(ctx context.Context, staff int64) ([]Session, error) {
	now := w.house.Now()
	rows, err := w.tx.Query(ctx, sessionSelect+` AND s.passed_at > 0 AND s.staff_id = $4 ORDER BY s.seen_at DESC, s.session_id DESC`,
		w.ID, millis(now.Add(-sessionIdle)), millis(now.Add(-stepWithin)), staff)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return collect(rows, func(r *sql.Rows, s *Session) (err error) { *s, err = w.scanSession(r.Scan); return err })
}

// Stale reports whether it is time to note that a session is used.
func (w *Ward) Stale(s Session) bool { return w.house.Now().Sub(s.SeenAt) >= seenEvery }

// SeeSession notes that a session is used.
func (w *Ward) SeeSession(ctx context.Context, id int64) error {
	_, err := w.tx.Exec(ctx, `UPDATE staff_session SET seen_at = $1 WHERE ward_id = $2 AND session_id = $3`, millis(w.house.Now()), w.ID, id)
	if err != nil {
		return fmt.Errorf("note that a session is used: %w", err)
	}
	return nil
}

// EndSession revokes a session of somebody, at their own wish. One that is not theirs, or over, gives ErrNoSession.
func (w *Ward) EndSession(ctx context.Context, by Staff, id int64) error {
	if err := w.endSession(ctx, by.ID, id); err != nil {
		return err
	}
	w.noteID(by, ActSignedOut, id, "")
	return nil
}

func (w *Ward) endSession(ctx context.Context, staff, id int64) error {
	changed, err := w.tx.Exec(ctx, `UPDATE staff_session SET revoked_at = $1 WHERE ward_id = $2 AND staff_id = $3 AND session_id = $4 AND revoked_at = 0`,
		millis(w.house.Now()), w.ID, staff, id)
	if err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	if changed == 0 {
		return ErrNoSession
	}
	return nil
}

func (w *Ward) scanSession(scan func(...any) error) (Session, error) {
	var s Session
	var passed, created, seen, since int64
	err := scan(&s.ID, &s.Staff.ID, &passed, &created, &seen, &s.Agent, &s.Staff.Login, &s.Staff.Name, &s.Staff.Role, &since)
	if errors.Is(err, sql.ErrNoRows) {
		return s, ErrNoSession
	}
	if err != nil {
		return s, fmt.Errorf("read a session: %w", err)
	}
	s.Passed, s.Enrolled, s.CreatedAt, s.SeenAt = passed > 0, since > 0, w.time(created), w.time(seen)
	return s, nil
}
