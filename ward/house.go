// Package ward is the domain: one noun a file, with its type, its rules and its SQL.
//
// Rows are reached only through a Ward, a handle that is scoped to one ward and lives as long as one transaction.
package ward

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"danbiet/db"
	"danbiet/law"
	"danbiet/seal"
)

// House is an installation: one database, one key, many wards. It is safe for concurrent use.
type House struct {
	DB       *db.DB
	Key      *seal.Key
	Calendar *law.Calendar
	Now      func() time.Time // the clock; results are kept to the millisecond
	Random   io.Reader        // for codes and PINs
	IDs      *IDs
	// Link is the address of a public page of a ward, "" where the installation has no public address.
	Link func(slug, path string) string
	// Pushes names the channels that push messages to citizens. The others keep a log that citizens read.
	Pushes []string
	// Words are what a citizen is told of their case, a talk.Message; nil where they need not hear of it. Without the
	// function nobody is told of anything.
	Words func(context.Context, *Ward, News) (any, error)
	// StaffWords are what a citizen reads of the staff in a Handover, a talk.Message. Without the function they read nothing.
	StaffWords func(FromStaff) any
	// VisitWords are what a citizen is told of a slot that the schedule has moved or taken away, a talk.Message. Without the
	// function nobody is told of anything.
	VisitWords func(*Ward, VisitNews) any
	// HandOn takes what Notify has written in a transaction of Write that has committed, to the senders; nil where none are.
	HandOn func(slug string, letters []*Letter)
	// Replica is this process among those that serve, 0 for one that does not.
	Replica int64

	mu       sync.RWMutex
	profiles map[string]*entry
	beats    [2]time.Time // the last two signs of life of this process, the newer one last
}

type entry struct {
	id        int64
	profile   *Profile
	calendar  *law.Calendar
	appliedAt int64
	checkedAt time.Time
}

// NewHouse wires an installation with the real clock and real randomness, which a test may then replace.
func NewHouse(d *db.DB, key *seal.Key) *House {
	return &House{
		DB: d, Key: key, Calendar: law.NewCalendar(nil), Now: time.Now, Random: rand.Reader, IDs: NewIDs(time.Now),
		Link: func(string, string) string { return "" }, Pushes: []string{"telegram"},
	}
}

// At is the house at another time: what is written through it is of then. It is for records that are brought in later.
func (h *House) At(then time.Time) *House {
	now := func() time.Time { return then }
	return &House{
		DB: h.DB, Key: h.Key, Calendar: h.Calendar, Now: now, Random: h.Random, IDs: NewIDs(now), Link: h.Link, Pushes: h.Pushes, Replica: h.Replica,
	}
}

// ErrNoWard is returned for a slug that names no ward.
var ErrNoWard = errors.New("no such ward")

// profileAge is how long a profile is used before the database is asked whether it has changed.
const profileAge = 5 * time.Second

// Ward is one ward inside one transaction.
type Ward struct {
	ID      int64
	Profile *Profile

	house    *House
	calendar *law.Calendar
	tx       *db.Tx
	decided  bool                        // this transaction has changed the schedule
	many     bool                        // turns commit together, and run again alone when the database refuses something
	locked   map[[2]string]*Conversation // by channel and chat
	posted   []*Letter
	taken    bool // somebody hands the posted letters on
	actor    Staff
	noted    []AuditEntry // for the log, see CloseAudit
	reseated []VisitNews  // see Reseated
}

// Tx is the transaction. It is for figures alone, whose SQL spans the nouns of this package; every statement of theirs
// names the ward.
func (w *Ward) Tx() *db.Tx { return w.tx }

// Now is the installation's clock in the ward's time zone.
func (w *Ward) Now() time.Time { return w.house.Now().In(w.Profile.Zone()) }

// Today is the ward's date.
func (w *Ward) Today() law.Date { return law.DateOf(w.Now()) }

// Calendar is the working calendar, with the days off that the ward has decided.
func (w *Ward) Calendar() *law.Calendar { return w.calendar }

// Link is the address of a public page of this ward, "" where the installation has none.
func (w *Ward) Link(path string) string { return w.house.Link(w.Profile.Slug, path) }

// Write runs do on a ward in a transaction that may write. What Notify has written in it is handed on once it has
// committed, unless do has taken it with Posted.
func (h *House) Write(ctx context.Context, slug string, do func(*Ward) error) error {
	var written *Ward
	err := h.within(ctx, slug, h.DB.Write, func(w *Ward) error {
		written = w
		if err := do(w); err != nil {
			return err
		}
		return w.CloseAudit(ctx)
	})
	if err == nil && written.decided {
		h.forget(slug)
	}
	if err == nil && h.HandOn != nil && !written.taken && len(written.posted) > 0 {
		h.HandOn(slug, written.posted)
	}
	return err
}

// Read runs do on a ward in a transaction that only reads.
func (h *House) Read(ctx context.Context, slug string, do func(*Ward) error) error {
	return h.within(ctx, slug, h.DB.Read, func(w *Ward) error {
		if err := do(w); err != nil {
			return err
		}
		if len(w.noted) > 0 {
			return errReadOnly
		}
		return nil
	})
}

func (h *House) within(ctx context.Context, slug string, run func(context.Context, func(*db.Tx) error) error, do func(*Ward) error) error {
	e, err := h.find(ctx, slug)
	if err != nil {
		return err
	}
	return run(ctx, func(tx *db.Tx) error {
		return do(&Ward{ID: e.id, Profile: e.profile, calendar: e.calendar, house: h, tx: tx})
	})
}

// Profile is a ward's profile as last applied. Unknown slugs give ErrNoWard.
func (h *House) Profile(ctx context.Context, slug string) (*Profile, error) {
	e, err := h.find(ctx, slug)
	if err != nil {
		return nil, err
	}
	return e.profile, nil
}

// Slugs lists the wards of the installation in alphabetical order.
func (h *House) Slugs(ctx context.Context) (slugs []string, err error) {
	err = h.DB.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, `SELECT slug FROM ward ORDER BY slug`)
		if err != nil {
			return fmt.Errorf("list the wards: %w", err)
		}
		slugs, err = collect(rows, func(r *sql.Rows, s *string) error { return r.Scan(s) })
		return err
	})
	return slugs, err
}

// find returns a ward from memory when it was checked lately, otherwise from the database. While the database is away a
// ward that was known stays known: whoever asks for it must hear "later", not "there is no such ward".
func (h *House) find(ctx context.Context, slug string) (*entry, error) {
	now := h.Now()
	h.mu.RLock()
	e := h.profiles[slug]
	h.mu.RUnlock()
	if e != nil && now.Sub(e.checkedAt) < profileAge {
		return e, nil
	}
	fresh, err := h.load(ctx, slug)
	if err != nil && e != nil && !errors.Is(err, ErrNoWard) {
		return e, nil
	}
	if err != nil {
		return nil, err
	}
	fresh.checkedAt = now
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.profiles == nil {
		h.profiles = map[string]*entry{}
	}
	h.profiles[slug] = fresh
	return fresh, nil
}

func (h *House) load(ctx context.Context, slug string) (*entry, error) {
	e := &entry{profile: &Profile{}}
	var raw string
	var decided []ScheduleChange
	err := h.DB.Read(ctx, func(tx *db.Tx) error {
		err := tx.QueryRow(ctx, `SELECT ward_id, profile, applied_at FROM ward WHERE slug = $1`, slug).Scan(&e.id, &raw, &e.appliedAt)
		if err != nil {
			return err
		}
		decided, err = holding(ctx, tx, e.id)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoWard
	}
	if err != nil {
		return nil, fmt.Errorf("read the ward's profile: %w", err)
	}
	if err := json.Unmarshal([]byte(raw), e.profile); err != nil {
		return nil, fmt.Errorf("read the profile of %s: %w", slug, err)
	}
	e.profile.decided = decided
	e.calendar = h.Calendar.With(daysDecided(decided))
	return e, nil
}

// forget has a ward read from the database the next time.
func (h *House) forget(slug string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.profiles, slug)
}

// HasKey reports whether a database was written with a key before. Where it was, a new key would open nothing of it.
func HasKey(ctx context.Context, d *db.DB) (known bool, err error) {
	err = d.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM installation WHERE name = 'key')`).Scan(&known)
	})
	if err != nil {
		return false, fmt.Errorf("look for the key's fingerprint: %w", err)
	}
	return known, nil
}

// CheckKey makes sure that the key is the one this database was first used with. Its error says so in one line.
func (h *House) CheckKey(ctx context.Context) error {
	print, err := h.Key.Fingerprint()
	if err != nil {
		return err
	}
	return h.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO installation (name, value) VALUES ('key', $1) ON CONFLICT (name) DO NOTHING`, print); err != nil {
			return fmt.Errorf("check the key: %w", err)
		}
		var known string
		if err := tx.QueryRow(ctx, `SELECT value FROM installation WHERE name = 'key'`).Scan(&known); err != nil {
			return fmt.Errorf("check the key: %w", err)
		}
		if known != print {
			return errors.New("the secret key is not the one that this database was written with")
		}
		return nil
	})
}

// sealFor encrypts a value for one row of this ward.
func (w *Ward) sealFor(value any, table string, key ...any) ([]byte, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("seal for %s: %w", table, err)
	}
	return w.house.Key.Seal(raw, bound(table, w.ID, key))
}

// openFrom decrypts what sealFor has made. A nil value leaves into untouched.
func (w *Ward) openFrom(sealed []byte, into any, table string, key ...any) error {
	if sealed == nil {
		return nil
	}
	raw, err := w.house.open(sealed, table, w.ID, key...)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("read what was sealed in %s: wrong form", table) // the cause could quote the value
	}
	return nil
}

// open decrypts what stands in one row. Its error names the table and not the row, which may be a citizen's chat.
func (h *House) open(sealed []byte, table string, wardID int64, key ...any) ([]byte, error) {
	value, err := h.Key.Open(sealed, bound(table, wardID, key))
	if err != nil {
		return nil, fmt.Errorf("read a row of %s: %w", table, err)
	}
	return value, nil
}

func bound(table string, wardID int64, key []any) string {
	b := append([]byte(table), '/')
	b = strconv.AppendInt(b, wardID, 10)
	for _, k := range key {
		b = append(b, '/')
		b = fmt.Append(b, k)
	}
	return string(b)
}

func millis(t time.Time) int64 { return t.UnixMilli() }

func (w *Ward) time(ms int64) time.Time { return time.UnixMilli(ms).In(w.Profile.Zone()) }

// collect scans every row and closes the rows.
func collect[T any](rows *sql.Rows, scan func(*sql.Rows, *T) error) ([]T, error) {
	defer rows.Close()
	var all []T
	for rows.Next() {
		var one T
		if err := scan(rows, &one); err != nil {
			return nil, fmt.Errorf("read a row: %w", err)
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// parameters is a list of n parameters that begins after the first `after`: "$3,$4".
func parameters(after, n int) string {
	var b strings.Builder
	writeParameters(&b, after, n)
	return b.String()
}

func writeParameters(b *strings.Builder, after, n int) {
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(after + i + 1))
	}
}
