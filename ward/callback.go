package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"danbiet/law"
)

// DayPart is a part of a day in which a citizen can be called.
type DayPart string

// The parts of a day.
const (
	Morning   DayPart = "sang"  // buổi sáng
	Afternoon DayPart = "chieu" // buổi chiều
)

// Callback is a citizen's wish to be called (đề nghị gọi lại).
type Callback struct {
	ID            int64
	PetitionID    int64 // 0: about no case
	Code          Code  // of the petition, "" for none
	Channel, Chat string
	AskedAt       time.Time
	On            law.Date
	Part          DayPart
	DoneAt        time.Time // zero while nobody has called
	StaffID       int64     // who has
	Said          Call
}

// Call is what is sealed of a Callback.
type Call struct {
	Phone string `json:"phone"` // E.164
	About string `json:"about,omitempty"`
}

// ErrNoCallback is returned for a call that nobody waits for.
var ErrNoCallback = errors.New("nobody waits for this call")

// CallSlots are the next n parts of working days in which the office can still call, the soonest first. A part that has
// begun is not offered.
func (w *Ward) CallSlots(n int) []Callback {
	const noon, horizon = 12, 31 // an hour; days: more than the longest run of days off
	var slots []Callback
	now := w.Now()
	for i := 0; i < horizon && len(slots) < n; i++ {
		day := law.DateOf(now).AddDays(i)
		if !w.Calendar().Working(day) {
			continue
		}
		if i > 0 {
			slots = append(slots, Callback{On: day, Part: Morning})
		}
		if i > 0 || now.Hour() < noon {
			slots = append(slots, Callback{On: day, Part: Afternoon})
		}
	}
	return slots[:min(n, len(slots))]
}

// AskCallback keeps a citizen's wish to be called. A wish of the same chat about the same matter that still waits gives way
// to it.
func (w *Ward) AskCallback(ctx context.Context, cb Callback) error {
	if _, err := w.tx.Exec(ctx, `DELETE FROM callback WHERE ward_id = $1 AND channel = $2 AND chat = $3 AND petition_id = $4 AND done_at = 0`,
		w.ID, cb.Channel, cb.Chat, cb.PetitionID); err != nil {
		return fmt.Errorf("ask to be called: %w", err)
	}
	return w.addCall(ctx, cb)
}

// addCall adds a call beside those that wait.
func (w *Ward) addCall(ctx context.Context, cb Callback) error {
	id := w.house.IDs.Next()
	sealed, err := w.sealFor(cb.Said, "callback", id)
	if err != nil {
		return err
	}
	return w.tx.Queue(ctx, "ask to be called", nil, `INSERT INTO callback (ward_id, callback_id, petition_id, channel, chat, asked_at, wanted_on, part, sealed)
		VALUES (`+parameters(0, 9)+`)`, w.ID, id, cb.PetitionID, cb.Channel, cb.Chat, millis(w.house.Now()), cb.On.String(), string(cb.Part), sealed)
}

// Callbacks lists the calls that wait, the most urgent first, with the phones to call, but those about a case that is kept
// for the province. The caller has made sure that an officer reads them.
func (w *Ward) Callbacks(ctx context.Context) ([]Callback, error) {
	return w.callbacks(ctx, `b.done_at = 0 AND COALESCE(p.about_leader, 0) = 0 ORDER BY b.wanted_on, CASE b.part WHEN 'sang' THEN 0 ELSE 1 END, b.callback_id`)
}

// CallbacksOf lists all calls about a case, the oldest first.
func (w *Ward) CallbacksOf(ctx context.Context, petition int64) ([]Callback, error) {
	return w.callbacks(ctx, `b.petition_id = $2 AND b.petition_id > 0 ORDER BY b.callback_id`, petition)
}

func (w *Ward) callbacks(ctx context.Context, where string, args ...any) ([]Callback, error) {
	rows, err := w.tx.Query(ctx, `SELECT b.callback_id, b.petition_id, COALESCE(p.code, ''), b.channel, b.chat, b.asked_at, b.wanted_on, b.part, b.done_at, b.staff_id, b.sealed
		FROM callback b LEFT JOIN petition p ON p.ward_id = b.ward_id AND p.petition_id = b.petition_id WHERE b.ward_id = $1 AND `+where, append([]any{w.ID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list calls: %w", err)
	}
	return collect(rows, func(r *sql.Rows, cb *Callback) error {
		var asked, done int64
		var on string
		var sealed []byte
		err := r.Scan(&cb.ID, &cb.PetitionID, &cb.Code, &cb.Channel, &cb.Chat, &asked, &on, &cb.Part, &done, &cb.StaffID, &sealed)
		if err != nil {
			return err
		}
		cb.AskedAt, cb.DoneAt = w.time(asked), w.timeOrZero(done)
		if cb.On, err = law.ParseDate(on); err != nil {
			return err
		}
		return w.openFrom(sealed, &cb.Said, "callback", cb.ID)
	})
}

// EndCallback notes that an officer has called. A call that was made, or that nobody asked for, gives ErrNoCallback.
func (w *Ward) EndCallback(ctx context.Context, id int64, by Staff) error {
	changed, err := w.tx.Exec(ctx, `UPDATE callback SET done_at = $1, staff_id = $2 WHERE ward_id = $3 AND callback_id = $4 AND done_at = 0`,
		millis(w.house.Now()), by.ID, w.ID, id)
	if err != nil {
		return fmt.Errorf("note that a citizen was called: %w", err)
	}
	if changed == 0 {
		return ErrNoCallback
	}
	w.noteID(by, ActCalled, id, "")
	return nil
}
