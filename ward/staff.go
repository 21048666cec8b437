package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"
)

// Staff is somebody who works at the ward's desk (cán bộ, công chức).
type Staff struct {
	ID            int64
	Login         string // short, unique in the ward
	Name          string
	Role          Role
	Channel, Chat string // the chat that is linked to them, "" for none
	Disabled      bool
	// From is where they act from, for the log: a shortened address, or the channel of their chat. It is not stored with them.
	From string
}

// How long a one-time link may be used, and how many letters of five bits its token has.
const (
	linkLasts   = 48 * time.Hour
	linkLetters = 24
)

// The errors of linking a chat.
var (
	ErrNoStaff    = errors.New("nobody of the staff")
	ErrStaffTaken = errors.New("the login is taken")
	// ErrNoDesk is returned for a role that has nothing to do in a chat, see Role.HasChat.
	ErrNoDesk = errors.New("the role has no desk in a chat")
)

// AddStaff adds somebody to the staff and returns the token of a one-time link that joins their chat to them. It may be
// used once, within two days. The token is "" for a role that has no desk in a chat.
func (w *Ward) AddStaff(ctx context.Context, s Staff) (token string, err error) {
	if !slices.Contains(Roles(), s.Role) {
		return "", fmt.Errorf("%q is no role", s.Role)
	}
	if !LoginForm(s.Login) {
		return "", fmt.Errorf("%q is no login", s.Login)
	}
	id := w.house.IDs.Next()
	added, err := w.tx.Exec(ctx, `INSERT INTO staff (ward_id, staff_id, login, name, role, created_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (ward_id, login) DO NOTHING`, w.ID, id, s.Login, s.Name, string(s.Role), millis(w.house.Now()))
	if err != nil {
		return "", fmt.Errorf("add to the staff: %w", err)
	}
	if added == 0 {
		return "", ErrStaffTaken
	}
	w.noteID(w.actor, ActChangedStaff, id, "added "+string(s.Role))
	if !s.Role.HasChat() {
		return "", nil
	}
	return w.NewStaffLink(ctx, s.Login)
}

// LongestStaffName bounds the name of somebody of the staff, in letters.
const LongestStaffName = 100

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// LoginForm reports whether a login has the form that logins have: 2 to 32 of a-z 0-9 . _ -, the first a letter or a digit.
func LoginForm(login string) bool { return loginForm.MatchString(login) }

// NewStaffLink makes a new one-time link for somebody; an earlier one is worth nothing any more. The chat that is linked
// stays so until the new link is used. A role without a chat gives ErrNoDesk.
func (w *Ward) NewStaffLink(ctx context.Context, login string) (token string, err error) {
	who, err := w.StaffByLogin(ctx, login)
	if err != nil {
		return "", err
	}
	if !who.Role.HasChat() {
		return "", ErrNoDesk
	}
	token, err = randomText(w.house.Random, codeAlphabet, linkLetters)
	if err != nil {
		return "", fmt.Errorf("make a link for the staff: %w", err)
	}
	hash, err := w.house.Key.Hash("staff-link", token)
	if err != nil {
		return "", err
	}
	changed, err := w.tx.Exec(ctx, `UPDATE staff SET link_hash = $1, link_until = $2 WHERE ward_id = $3 AND login = $4 AND disabled_at = 0`,
		hash, millis(w.house.Now().Add(linkLasts)), w.ID, login)
	if err != nil {
		return "", fmt.Errorf("make a link for the staff: %w", err)
	}
	if changed == 0 {
		return "", ErrNoStaff
	}
	w.noteID(w.actor, ActChangedStaff, who.ID, "link")
	return token, nil
}

// LinkStaff joins a chat to whoever the token of a one-time link was made for. A token that is unknown, used or too old
// gives ErrNoStaff.
func (w *Ward) LinkStaff(ctx context.Context, token, channel, chat string) (Staff, error) {
	hash, err := w.house.Key.Hash("staff-link", token)
	if err != nil {
		return Staff{}, err
	}
	// A chat speaks for one person: an earlier link of it ends, as soon as this one holds.
	if _, err := w.tx.Exec(ctx, `UPDATE staff SET channel = '', chat = '' WHERE ward_id = $1 AND channel = $2 AND chat = $3
		AND EXISTS (SELECT 1 FROM staff s WHERE s.ward_id = $1 AND s.link_hash = $4 AND s.link_hash <> '' AND s.link_until > $5 AND s.disabled_at = 0)`,
		w.ID, channel, chat, hash, millis(w.house.Now())); err != nil {
		return Staff{}, fmt.Errorf("link a chat to the staff: %w", err)
	}
	changed, err := w.tx.Exec(ctx, `UPDATE staff SET channel = $1, chat = $2, link_hash = '', link_until = 0
		WHERE ward_id = $3 AND link_hash = $4 AND link_hash <> '' AND link_until > $5 AND disabled_at = 0`, channel, chat, w.ID, hash, millis(w.house.Now()))
	if err != nil {
		return Staff{}, fmt.Errorf("link a chat to the staff: %w", err)
	}
	if changed == 0 {
		return Staff{}, ErrNoStaff
	}
	who, err := w.StaffOf(ctx, channel, chat)
	if err == nil {
		w.noteID(who, ActChangedStaff, who.ID, "linked")
	}
	return who, err
}

const staffColumns = `staff_id, login, name, role, channel, chat, disabled_at`

// StaffOf is who a chat is linked to, ErrNoStaff for nobody.
func (w *Ward) StaffOf(ctx context.Context, channel, chat string) (Staff, error) {
	s, err := scanStaff(w.tx.QueryRow(ctx, `SELECT `+staffColumns+` FROM staff WHERE ward_id = $1 AND channel = $2 AND chat = $3 AND disabled_at = 0`,
		w.ID, channel, chat).Scan)
	s.From = channel
	return s, err
}

// StaffByLogin finds somebody by their login, ErrNoStaff for nobody.
func (w *Ward) StaffByLogin(ctx context.Context, login string) (Staff, error) {
	return scanStaff(w.tx.QueryRow(ctx, `SELECT `+staffColumns+` FROM staff WHERE ward_id = $1 AND login = $2 AND disabled_at = 0`, w.ID, login).Scan)
}

// Approvers are those of the staff who may approve what somebody has written, with or without a linked chat, by login.
func (w *Ward) Approvers(ctx context.Context, author int64) ([]Staff, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+staffColumns+` FROM staff WHERE ward_id = $1 AND staff_id <> $2 AND role = $3 AND disabled_at = 0 ORDER BY login`,
		w.ID, author, string(RoleLeader))
	if err != nil {
		return nil, fmt.Errorf("look for approvers: %w", err)
	}
	return collect(rows, func(r *sql.Rows, s *Staff) (err error) { *s, err = scanStaff(r.Scan); return err })
}

// Everybody is all of the staff, those who are disabled too, by login.
func (w *Ward) Everybody(ctx context.Context) ([]Staff, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+staffColumns+` FROM staff WHERE ward_id = $1 ORDER BY login`, w.ID)
	if err != nil {
		return nil, fmt.Errorf("list the staff: %w", err)
	}
	return collect(rows, func(r *sql.Rows, s *Staff) (err error) { *s, err = scanStaff(r.Scan); return err })
}

// DisableStaff takes from somebody what they may do: their chat is no longer theirs at the desk, they are signed out of
// the console, and a link or an invitation that was not used yet is worth nothing. What they wrote and approved stays under
// their name, and nobody else gets the login. Whoever is not there, or disabled already, gives ErrNoStaff.
func (w *Ward) DisableStaff(ctx context.Context, login string) error {
	who, err := w.StaffByLogin(ctx, login)
	if err != nil {
		return err
	}
	changed, err := w.tx.Exec(ctx, `UPDATE staff SET disabled_at = $1, channel = '', chat = '', link_hash = '', link_until = 0,
		invite_hash = '', invite_until = 0, password = '', totp = NULL, totp_since = 0
		WHERE ward_id = $2 AND login = $3 AND disabled_at = 0`, millis(w.house.Now()), w.ID, login)
	if err != nil {
		return fmt.Errorf("disable somebody of the staff: %w", err)
	}
	if changed == 0 {
		return ErrNoStaff
	}
	w.noteID(w.actor, ActChangedStaff, who.ID, "disabled")
	return nil
}

// Linked reports whether a chat is joined to them.
func (s Staff) Linked() bool { return s.Chat != "" }

func (w *Ward) staff(ctx context.Context, id int64) (Staff, error) {
	return scanStaff(w.tx.QueryRow(ctx, `SELECT `+staffColumns+` FROM staff WHERE ward_id = $1 AND staff_id = $2`, w.ID, id).Scan)
}

func scanStaff(scan func(...any) error) (Staff, error) {
	var s Staff
	var disabled int64
	err := scan(&s.ID, &s.Login, &s.Name, &s.Role, &s.Channel, &s.Chat, &disabled)
	if errors.Is(err, sql.ErrNoRows) {
		return s, ErrNoStaff
	}
	if err != nil {
		return s, fmt.Errorf("read the staff: %w", err)
	}
	s.Disabled = disabled > 0
	return s, nil
}
