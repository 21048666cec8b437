package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/law"
)

// VisitState is how far a visit has come.
type VisitState string

// The states of a visit.
const (
	VisitBooked    VisitState = "booked"
	VisitCancelled VisitState = "cancelled"
	VisitArrived   VisitState = "arrived"
	VisitReceived  VisitState = "received" // the talk is over, its outcome is known
)

// Outcome is what came of a visit.
type Outcome string

// The outcomes.
const (
	OutcomeGuided   Outcome = "guided"   // hướng dẫn
	OutcomeCase     Outcome = "case"     // tiếp nhận thành hồ sơ
	OutcomeDocument Outcome = "document" // nhận đơn, tài liệu
	OutcomeOther    Outcome = "other"
)

// Outcomes lists the outcomes.
func Outcomes() []Outcome {
	return []Outcome{OutcomeGuided, OutcomeCase, OutcomeDocument, OutcomeOther}
}

// Visit is a citizen who comes, or wants to come, to a reception: a line of the register (Sổ tiếp công dân).
type Visit struct {
	ID            int64
	Day           law.Date
	Who           string // receives, as posted
	Slot          string // "07:45"; "" for whoever came without one
	State         VisitState
	Channel, Chat string // where the slot was booked, "" at the counter
	CitizenID     int64
	PetitionID    int64 // what they come about, 0 for no case
	Code          Code  // of that petition
	People        int   // with the same content
	BookedAt      time.Time
	ArrivedAt     time.Time        // zero while nobody has come
	Kind          law.PetitionKind // "" while it is not known
	Competent     bool             // it is for the ward to settle
	Outcome       Outcome          // "" until they were received
	ResultID      int64            // the petition that came of it, 0 for none
	ResultCode    Code             // its code
	StaffID       int64            // who entered it last
	Version       int64            // raised by every change
	Said          VisitorSaid
}

// VisitorSaid is what is sealed of a Visit: who came and what about. Name, address and the number of an identity paper are
// what a citizen is asked for (Luật Tiếp công dân 2013, Điều 7; the register's form is Mẫu 03/TCD).
type VisitorSaid struct {
	Name      string `json:"name,omitempty"`
	Address   string `json:"address,omitempty"`
	IDNumber  string `json:"id_number,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Matter    string `json:"matter,omitempty"`
	SettledBy string `json:"settled_by,omitempty"` // who has settled it before
	GuidedTo  string `json:"guided_to,omitempty"`
	HandledBy string `json:"handled_by,omitempty"` // who takes it on
	Result    string `json:"result,omitempty"`
	Remark    string `json:"remark,omitempty"`
}

// MaskedID is the number of an identity paper with its last four digits alone.
func (s VisitorSaid) MaskedID() string {
	const shown = 4
	if len(s.IDNumber) <= shown {
		return ""
	}
	return "••••" + s.IDNumber[len(s.IDNumber)-shown:]
}

// The numbers of people with the same content from which representatives speak for them (Luật Tiếp công dân 2013, Điều 29).
const (
	ManyPeople     = 5  // "nhiều người": one or two representatives
	ManyMorePeople = 10 // beyond it up to five representatives
)

// The errors of visits; compare with errors.Is.
var (
	ErrSlotTaken   = errors.New("the slot is taken, over, or none of the session's")
	ErrNoVisit     = errors.New("no such visit")
	ErrVisitWho    = errors.New("a visitor is received by somebody on the schedule")
	ErrVisitPeople = errors.New("the number of people is from 1 to 1000")
)

const maxPeople = 1000

// Book gives a citizen a slot of a session that is planned. Another slot that their chat has booked from today on gives way
// to it, once this one is theirs. ErrSlotTaken where somebody else has it, or it is none.
func (w *Ward) Book(ctx context.Context, v Visit) (Visit, error) {
	session, ok := w.SessionOn(v.Day, v.Who)
	if !ok {
		return v, ErrSlotTaken
	}
	free, err := w.FreeSlots(ctx, session)
	if err != nil {
		return v, err
	}
	if !slices.Contains(free, v.Slot) {
		return v, ErrSlotTaken
	}
	before, err := w.Booked(ctx, v.Channel, v.Chat)
	if err != nil {
		return v, err
	}
	v.State = VisitBooked
	if v, err = w.insertVisit(ctx, v); err != nil {
		return v, err
	}
	for _, old := range before {
		if err := w.CancelVisit(ctx, old); err != nil {
			return v, err
		}
	}
	return v, w.tx.Queue(ctx, "note a reminder", nil, `INSERT INTO reminder (ward_id, citizen_id, day, who, channel, chat) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (ward_id, citizen_id, day, who) DO NOTHING`, w.ID, v.CitizenID, v.Day.String(), v.Who, v.Channel, v.Chat)
}

// WalkIn notes a citizen who has come without a slot.
func (w *Ward) WalkIn(ctx context.Context, v Visit, by Staff) (Visit, error) {
	if v.Who == "" || v.Day.After(w.Today()) {
		return v, ErrVisitWho
	}
	v.Slot, v.State, v.ArrivedAt, v.StaffID = "", VisitArrived, w.Now(), by.ID
	v, err := w.insertVisit(ctx, v)
	if err == nil {
		w.noteID(by, ActReceived, v.ID, ReceivedWalkIn)
	}
	return v, err
}

func (w *Ward) insertVisit(ctx context.Context, v Visit) (Visit, error) {
	if v.People < 1 || v.People > maxPeople {
		return v, ErrVisitPeople
	}
	v.ID, v.BookedAt, v.Version = w.house.IDs.Next(), w.Now(), 1
	sealed, err := w.sealFor(v.Said, "reception_visit", v.ID)
	if err != nil {
		return v, err
	}
	inserted, err := w.tx.Exec(ctx, `INSERT INTO reception_visit (ward_id, visit_id, day, who, slot, state, channel, chat, citizen_id, petition_id, people, booked_at,
		arrived_at, staff_id, sealed, kind, competent) VALUES (`+parameters(0, 17)+`) ON CONFLICT (ward_id, day, who, slot) WHERE slot <> '' AND state <> 'cancelled' DO NOTHING`,
		w.ID, v.ID, v.Day.String(), v.Who, v.Slot, string(v.State), v.Channel, v.Chat, v.CitizenID, v.PetitionID, v.People, millis(v.BookedAt),
		millisOrZero(v.ArrivedAt), v.StaffID, sealed, string(v.Kind), v.Competent)
	if err != nil {
		return v, fmt.Errorf("note a visit: %w", err)
	}
	if inserted == 0 {
		return v, ErrSlotTaken
	}
	return v, nil
}

// CancelVisit gives a booked slot back. Twice changes nothing.
func (w *Ward) CancelVisit(ctx context.Context, v Visit) error {
	_, err := w.tx.Exec(ctx, `UPDATE reception_visit SET state = 'cancelled', version = version + 1 WHERE ward_id = $1 AND visit_id = $2 AND state = 'booked'`, w.ID, v.ID)
	if err != nil {
		return fmt.Errorf("cancel a visit: %w", err)
	}
	return w.dropReminder(ctx, v)
}

func (w *Ward) dropReminder(ctx context.Context, v Visit) error {
	_, err := w.tx.Exec(ctx, `DELETE FROM reminder WHERE ward_id = $1 AND citizen_id = $2 AND day = $3 AND who = $4`, w.ID, v.CitizenID, v.Day.String(), v.Who)
	if err != nil {
		return fmt.Errorf("drop a reminder: %w", err)
	}
	return nil
}

// Booked are the slots that a chat has booked from today on, the next first.
func (w *Ward) Booked(ctx context.Context, channel, chat string) ([]Visit, error) {
	return w.visits(ctx, `v.channel = $2 AND v.chat = $3 AND v.day >= $4 AND v.state = 'booked' ORDER BY v.day, v.slot`, channel, chat, w.Today().String())
}

// Visits are the visits of the days from–to that were not cancelled, in the order of the register: by day and hour. The
// caller has made sure that an officer reads them.
func (w *Ward) Visits(ctx context.Context, from, to law.Date) ([]Visit, error) {
	all, err := w.visits(ctx, `v.day BETWEEN $2 AND $3 AND v.state <> 'cancelled' ORDER BY v.day, v.visit_id`, from.String(), to.String())
	slices.SortStableFunc(all, func(a, b Visit) int {
		if c := a.Day.Compare(b.Day); c != 0 {
			return c
		}
		return strings.Compare(a.hour(), b.hour())
	})
	return all, err
}

// hour is when a visitor's turn is: their slot, or when they came.
func (v Visit) hour() string {
	if v.Slot != "" {
		return v.Slot
	}
	return v.ArrivedAt.Format("15:04")
}

// Visit finds a visit; ErrNoVisit where there is none.
func (w *Ward) Visit(ctx context.Context, id int64) (Visit, error) {
	all, err := w.visits(ctx, `v.visit_id = $2`, id)
	if err == nil && len(all) == 0 {
		err = ErrNoVisit
	}
	if err != nil {
		return Visit{}, err
	}
	return all[0], nil
}

func (w *Ward) visits(ctx context.Context, where string, args ...any) ([]Visit, error) {
	rows, err := w.tx.Query(ctx, `SELECT v.visit_id, v.day, v.who, v.slot, v.state, v.channel, v.chat, v.citizen_id, v.petition_id, COALESCE(p.code, ''), v.people, v.booked_at,
		v.arrived_at, v.kind, v.competent, v.outcome, v.result_id, COALESCE(r.code, ''), v.staff_id, v.version, v.sealed FROM reception_visit v
		LEFT JOIN petition p ON p.ward_id = v.ward_id AND p.petition_id = v.petition_id
		LEFT JOIN petition r ON r.ward_id = v.ward_id AND r.petition_id = v.result_id WHERE v.ward_id = $1 AND `+where, append([]any{w.ID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list visits: %w", err)
	}
	return collect(rows, func(r *sql.Rows, v *Visit) error {
		var day string
		var booked, arrived int64
		var sealed []byte
		err := r.Scan(&v.ID, &day, &v.Who, &v.Slot, &v.State, &v.Channel, &v.Chat, &v.CitizenID, &v.PetitionID, &v.Code, &v.People, &booked,
			&arrived, &v.Kind, &v.Competent, &v.Outcome, &v.ResultID, &v.ResultCode, &v.StaffID, &v.Version, &sealed)
		if err != nil {
			return err
		}
		v.BookedAt, v.ArrivedAt = w.time(booked), w.timeOrZero(arrived)
		if v.Day, err = law.ParseDate(day); err != nil {
			return err
		}
		return w.openFrom(sealed, &v.Said, "reception_visit", v.ID)
	})
}

// SaveVisit writes what an officer has noted of a visit, over the version that they saw: ErrChanged where it has changed
// since. Whoever is noted has come.
func (w *Ward) SaveVisit(ctx context.Context, v Visit, by Staff) (Visit, error) {
	if v.People < 1 || v.People > maxPeople {
		return v, ErrVisitPeople
	}
	if v.ArrivedAt.IsZero() {
		v.ArrivedAt = w.Now()
	}
	v.State = VisitArrived
	if v.Outcome != "" {
		v.State = VisitReceived
	}
	sealed, err := w.sealFor(v.Said, "reception_visit", v.ID)
	if err != nil {
		return v, err
	}
	changed, err := w.tx.Exec(ctx, `UPDATE reception_visit SET state = $1, people = $2, arrived_at = $3, kind = $4, competent = $5, outcome = $6, result_id = $7, staff_id = $8,
		sealed = $9, version = version + 1 WHERE ward_id = $10 AND visit_id = $11 AND version = $12 AND state <> 'cancelled'`,
		string(v.State), v.People, millis(v.ArrivedAt), string(v.Kind), v.Competent, string(v.Outcome), v.ResultID, by.ID, sealed, w.ID, v.ID, v.Version)
	if err != nil {
		return v, fmt.Errorf("save a visit: %w", err)
	}
	if changed == 0 {
		return v, ErrChanged
	}
	v.Version++
	detail := string(v.Outcome)
	if detail == "" {
		detail = ReceivedNoted
	}
	w.noteID(by, ActReceived, v.ID, detail)
	return v, nil
}
