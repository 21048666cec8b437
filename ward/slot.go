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

// How long a booked talk lasts, in minutes, and how many of a session can be booked, where a profile says nothing. The rest
// of the session is for those who come without a booking: they are received as well.
const (
	defaultSlot     = 15
	defaultCapacity = 12
)

func (r Reception) checkSlots() error {
	if !slices.Contains([]int{0, 15, 20}, r.SlotMinutes) {
		return fmt.Errorf("reception: slot_minutes %d: use 15 or 20", r.SlotMinutes)
	}
	if r.Capacity < 0 {
		return errors.New("reception: capacity is not below 0")
	}
	return nil
}

// SlotLength is how long a booked talk lasts.
func (p *Profile) SlotLength() time.Duration {
	if p.Reception.SlotMinutes == 0 {
		return defaultSlot * time.Minute
	}
	return time.Duration(p.Reception.SlotMinutes) * time.Minute
}

// Slots are the times of a session that can be booked, as "07:30", in order: the first of each shift, as many of each as
// the session's capacity allows. That they are as many as can be booked makes the capacity hold by the key of a slot alone.
func (p *Profile) Slots(s law.Session) []string {
	left := p.Reception.Capacity
	if left == 0 {
		left = defaultCapacity
	}
	var all []string
	for i, shift := range s.Shifts {
		from, errFrom := time.Parse("15:04", shift.From)
		to, errTo := time.Parse("15:04", shift.To)
		if errFrom != nil || errTo != nil {
			continue // a profile is checked when it is applied
		}
		share := (left + len(s.Shifts) - i - 1) / (len(s.Shifts) - i)
		for ; share > 0 && !from.Add(p.SlotLength()).After(to); share-- {
			all = append(all, from.Format("15:04"))
			from, left = from.Add(p.SlotLength()), left-1
		}
	}
	return all
}

// FreeSlots are the slots of a session that nobody has booked and that have not begun.
func (w *Ward) FreeSlots(ctx context.Context, s law.Session) ([]string, error) {
	taken, err := w.takenSlots(ctx, s.Date, s.Who)
	if err != nil {
		return nil, err
	}
	now, today := w.Now().Format("15:04"), w.Today()
	return slices.DeleteFunc(w.Profile.Slots(s), func(slot string) bool {
		return slices.Contains(taken, slot) || s.Date.Before(today) || s.Date == today && slot <= now
	}), nil
}

func (w *Ward) takenSlots(ctx context.Context, day law.Date, who string) ([]string, error) {
	rows, err := w.tx.Query(ctx, `SELECT slot FROM reception_visit WHERE ward_id = $1 AND day = $2 AND who = $3 AND slot <> '' AND state <> 'cancelled'`,
		w.ID, day.String(), who)
	if err != nil {
		return nil, fmt.Errorf("read the slots of a session: %w", err)
	}
	return collect(rows, func(r *sql.Rows, slot *string) error { return r.Scan(slot) })
}

// Opening is a session with the slots that are free.
type Opening struct {
	Session law.Session
	Free    []string
}

// Openings are the next n sessions of one receiver, from today on, that have a free slot.
func (w *Ward) Openings(ctx context.Context, who string, n int) ([]Opening, error) {
	const tries = 31 // sessions: a receiver who is booked out for longer is not asked for
	var all []Opening
	for _, s := range w.Profile.NextSessions(w.Calendar(), who, w.Today(), tries) {
		free, err := w.FreeSlots(ctx, s)
		if err != nil {
			return nil, err
		}
		if len(free) > 0 {
			all = append(all, Opening{s, free})
		}
		if len(all) == n {
			break
		}
	}
	return all, nil
}
