package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"danbiet/law"
)

// VisitNews is what the schedule has done to a slot that a citizen has booked.
type VisitNews struct {
	Visit  Visit    // as it is now: moved to another day, or cancelled
	Was    law.Date // its day before
	Reason string   // public; "" where none was given
	Lang   string   // of the conversation: "vi" or "en"
	// Untold says that no message was written to whoever booked: they have no chat that can be reached. Somebody has to call
	// them.
	Untold bool
}

// Reseated are the slots that this transaction has moved or taken away.
func (w *Ward) Reseated() []VisitNews { return w.reseated }

// errLookedAt takes back what was done to be looked at.
var errLookedAt = errors.New("only looked at")

// WouldReseat tells what a change of the schedule would do to the slots that are booked, without doing it. The error is that
// of the change.
func (h *House) WouldReseat(ctx context.Context, slug string, change func(*Ward) error) (all []VisitNews, err error) {
	err = h.Write(ctx, slug, func(w *Ward) error {
		if err := change(w); err != nil {
			return err
		}
		all = w.Reseated()
		return errLookedAt
	})
	if errors.Is(err, errLookedAt) {
		err = nil
	}
	return all, err
}

// reseat moves the slots that were booked for a session which is held on another day now, and takes away those of a session
// that is not held any more. Whoever booked is told, in the same transaction.
func (w *Ward) reseat(ctx context.Context, reason string) error {
	booked, err := w.visits(ctx, `v.state = 'booked' AND v.day >= $2 ORDER BY v.visit_id`, w.Today().String())
	if err != nil || len(booked) == 0 {
		return err
	}
	last := slices.MaxFunc(booked, func(a, b Visit) int { return a.Day.Compare(b.Day) }).Day
	sessions := w.Profile.Sessions(w.Calendar(), w.Today(), last.AddDays(changeReach))
	for _, v := range booked {
		holds := func(s law.Session) bool {
			return s.Who == v.Who && s.Date == v.Day && slices.Contains(w.Profile.Slots(s), v.Slot)
		}
		if slices.ContainsFunc(sessions, holds) {
			continue
		}
		if err := w.reseatOne(ctx, v, sessions, reason); err != nil {
			return err
		}
	}
	return nil
}

// reseatOne moves one slot along with its session, or takes it away.
func (w *Ward) reseatOne(ctx context.Context, v Visit, sessions []law.Session, reason string) error {
	n := VisitNews{Visit: v, Was: v.Day, Reason: reason}
	if err := w.dropReminder(ctx, v); err != nil {
		return err
	}
	i := slices.IndexFunc(sessions, func(s law.Session) bool {
		return s.Who == v.Who && s.MovedFrom == v.Day && slices.Contains(w.Profile.Slots(s), v.Slot)
	})
	if i < 0 {
		n.Visit.State = VisitCancelled
	} else {
		taken, err := w.takenSlots(ctx, sessions[i].Date, v.Who)
		if err != nil {
			return err
		}
		if n.Visit.Day = sessions[i].Date; slices.Contains(taken, v.Slot) {
			n.Visit.Day, n.Visit.State = v.Day, VisitCancelled
		}
	}
	_, err := w.tx.Exec(ctx, `UPDATE reception_visit SET day = $1, state = $2, version = version + 1 WHERE ward_id = $3 AND visit_id = $4`,
		n.Visit.Day.String(), string(n.Visit.State), w.ID, v.ID)
	if err != nil {
		return fmt.Errorf("move a booked slot: %w", err)
	}
	if n.Visit.State == VisitBooked {
		err := w.tx.Queue(ctx, "note a reminder", nil, `INSERT INTO reminder (ward_id, citizen_id, day, who, channel, chat) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (ward_id, citizen_id, day, who) DO NOTHING`, w.ID, v.CitizenID, n.Visit.Day.String(), v.Who, v.Channel, v.Chat)
		if err != nil {
			return err
		}
	}
	told, err := w.tellVisit(ctx, n)
	if err != nil {
		return err
	}
	if n.Untold = !told; n.Untold {
		err = w.callAbout(ctx, n)
	}
	w.reseated = append(w.reseated, n)
	return err
}

// callAbout puts whoever booked, and cannot be told in a chat, among those to be called, with the number that they have
// given, or "" for none.
func (w *Ward) callAbout(ctx context.Context, n VisitNews) error {
	phone := n.Visit.Said.Phone
	if phone == "" && n.Visit.CitizenID != 0 {
		who, err := w.Citizen(ctx, n.Visit.CitizenID)
		if err != nil {
			return err
		}
		phone = who.Phone
	}
	what := "không tổ chức"
	if n.Visit.State == VisitBooked {
		what = "dời sang ngày " + n.Visit.Day.Vietnamese()
	}
	cb := Callback{Channel: n.Visit.Channel, Chat: n.Visit.Chat, On: w.Today(), Part: Afternoon}
	if slots := w.CallSlots(1); len(slots) > 0 {
		cb.On, cb.Part = slots[0].On, slots[0].Part
	}
	cb.Said = Call{Phone: phone, About: fmt.Sprintf("Báo cho người đã hẹn %s ngày %s: buổi tiếp %s", n.Visit.Slot, n.Was.Vietnamese(), what)}
	return w.addCall(ctx, cb)
}

// tellVisit tells whoever booked, where they can be reached, and reports whether they were told.
func (w *Ward) tellVisit(ctx context.Context, n VisitNews) (told bool, err error) {
	v := n.Visit
	if w.house.VisitWords == nil || v.Chat == "" {
		return false, nil
	}
	var unreachable int64
	err = w.tx.QueryRow(ctx, `SELECT lang, unreachable_at FROM conversation WHERE ward_id = $1 AND channel = $2 AND chat = $3`, w.ID, v.Channel, v.Chat).
		Scan(&n.Lang, &unreachable)
	if errors.Is(err, sql.ErrNoRows) || err == nil && unreachable > 0 {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look whom to tell of a visit: %w", err)
	}
	return true, w.Notify(ctx, v.Channel, v.Chat, LaneNotice, w.house.VisitWords(w, n))
}
