package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"danbiet/law"
)

// Petition is one đơn, kiến nghị or phản ánh as its citizen and the staff see it. Content is what personal data may
// stand in; it is sealed at rest.
type Petition struct {
	ID            int64
	Code          Code
	Kind          law.PetitionKind
	Field         string // a Field's slug
	Neighbourhood string // a Neighbourhood's slug, "" for none
	Status        Status
	Channel, Chat string
	CitizenID     int64
	ReceivedAt    time.Time
	DueOn         law.Date // zero while no clock runs
	DueRule       string
	DueExplained  string // in Vietnamese, for citizens
	Content       Content
}

// Content is what the citizen wrote.
type Content struct {
	What       string   `json:"what"`
	Where      string   `json:"where,omitempty"`
	Latitude   *float64 `json:"lat,omitempty"`
	Longitude  *float64 `json:"lon,omitempty"`
	Name       string   `json:"name,omitempty"`
	Phone      string   `json:"phone,omitempty"` // E.164
	Address    string   `json:"address,omitempty"`
	Act        string   `json:"act,omitempty"`        // the decision or act that is complained of
	Respondent string   `json:"respondent,omitempty"` // whose it is
	Reason     string   `json:"reason,omitempty"`
	Demand     string   `json:"demand,omitempty"`

	Counter // what staff note of a petition that they take in
}

// Draft is a petition before it is filed.
type Draft struct {
	Key           string // of the conversation's run: filing the same draft again finds the first petition
	Kind          law.PetitionKind
	Field         string
	Neighbourhood string
	Channel, Chat string
	CitizenID     int64
	Content       Content
	Files         []string // ids of kept files
}

// Filed is what the citizen gets for filing.
type Filed struct {
	Code         Code      `json:"code"`
	PIN          string    `json:"pin"` // six digits; shown now and never again
	At           time.Time `json:"at"`
	Due          string    `json:"due,omitempty"` // dd/mm/yyyy, "" while no clock runs
	DueExplained string    `json:"due_explained,omitempty"`
	PetitionID   int64     `json:"petition_id"`
}

// File files a draft. A draft that was filed before gives the first petition's code, without its PIN.
func (w *Ward) File(ctx context.Context, d Draft) (Filed, error) {
	if !w.many { // among many the unique key of drafts refuses it: nobody waits for what hardly ever happens
		if filed, err := w.FiledBefore(ctx, d.Key); err != nil || filed.Code != "" {
			return filed, err
		}
	}
	code, err := NewCode(w.house.Random)
	if err != nil {
		return Filed{}, err
	}
	pin, err := newPIN(w.house.Random)
	if err != nil {
		return Filed{}, err
	}
	p := Petition{
		ID: w.house.IDs.Next(), Code: code, Kind: d.Kind, Field: d.Field, Neighbourhood: d.Neighbourhood, Channel: d.Channel,
		Chat: d.Chat, CitizenID: d.CitizenID, ReceivedAt: w.Now(), Status: StatusReceived, Content: d.Content,
	}
	if d.Kind == law.KhieuNai {
		p.Status = StatusUnsigned // the clock starts when the signed form is received
	} else if err := w.startClock(&p); err != nil {
		return Filed{}, err
	}
	if err := w.insertPetition(ctx, p, d.Key, pin); err != nil {
		return Filed{}, err
	}
	for _, id := range d.Files {
		if err := w.AddFile(ctx, p.ID, id, "evidence"); err != nil {
			return Filed{}, err
		}
	}
	filed := Filed{Code: code, PIN: pin, At: p.ReceivedAt, DueExplained: p.DueExplained, PetitionID: p.ID}
	if !p.DueOn.IsZero() {
		filed.Due = p.DueOn.Vietnamese()
	}
	return filed, w.note(ctx, p.ID, "filed", p.Status, "")
}

// FiledBefore is what was filed from a draft's key, without the PIN: the zero Filed where nothing was.
func (w *Ward) FiledBefore(ctx context.Context, key string) (Filed, error) {
	var f Filed
	var at int64
	var due string
	err := w.tx.QueryRow(ctx, `SELECT petition_id, code, received_at, due_on, due_explained FROM petition WHERE ward_id = $1 AND draft = $2`, w.ID, key).
		Scan(&f.PetitionID, &f.Code, &at, &due, &f.DueExplained)
	if errors.Is(err, sql.ErrNoRows) {
		return Filed{}, nil
	}
	if err != nil {
		return Filed{}, fmt.Errorf("look for the draft: %w", err)
	}
	f.At = w.time(at)
	if day, err := law.ParseDate(due); err == nil {
		f.Due = day.Vietnamese()
	}
	return f, nil
}

// AnswerDue is by when the ward answers a petition of a kind received at a time, by today's calendar and profile.
func (w *Ward) AnswerDue(kind law.PetitionKind, received time.Time) (law.Deadline, error) {
	return law.Due(kind, law.StageResolve, law.DateOf(received), w.Calendar(), law.DueOptions{WardDays: w.Profile.AnswerDays})
}

// firstStage is what a petition of a kind is due for first, once it says whose it is. A denunciation is to be registered,
// looked at and accepted or refused within seven working days of its reception (Luật Tố cáo 2018, Điều 24); the thirty days
// to settle it run from acceptance (Điều 30). A complaint likewise (Luật Khiếu nại 2011, Điều 27 and 28). Everything else is
// to be answered.
func firstStage(kind law.PetitionKind) law.Stage {
	if slices.Contains(comments, kind) {
		return law.StageResolve
	}
	return law.StageAccept
}

// startClock sets the date by which the first stage of a petition is due.
func (w *Ward) startClock(p *Petition) error {
	due, err := law.Due(p.Kind, firstStage(p.Kind), law.DateOf(p.ReceivedAt), w.Calendar(), law.DueOptions{WardDays: w.Profile.AnswerDays})
	if err != nil {
		return fmt.Errorf("compute the due date: %w", err)
	}
	p.DueOn, p.DueRule, p.DueExplained = due.Due, string(due.Rule.ID), due.Explain()
	return nil
}

func (w *Ward) insertPetition(ctx context.Context, p Petition, draft, pin string) error {
	sealed, err := w.sealFor(p.Content, "petition", p.ID)
	if err != nil {
		return err
	}
	hash, err := w.pinHash(p.Code, pin)
	if err != nil {
		return err
	}
	stage, from := law.Stage(""), law.Date{}
	if !p.DueOn.IsZero() {
		stage, from = firstStage(p.Kind), law.DateOf(p.ReceivedAt)
	}
	return w.tx.Queue(ctx, "file a petition", nil, `INSERT INTO petition (ward_id, petition_id, code, pin_hash, draft, kind, field, neighbourhood, status, channel, chat,
		citizen_id, received_at, received_on, due_on, due_rule, due_explained, calendar_version, updated_at, sealed, clock_stage, clock_from, search)
		VALUES (`+parameters(0, 23)+`)`,
		w.ID, p.ID, string(p.Code), hash, draft, string(p.Kind), p.Field, p.Neighbourhood, string(p.Status), p.Channel, p.Chat,
		p.CitizenID, millis(p.ReceivedAt), law.DateOf(p.ReceivedAt).String(), p.DueOn.String(), p.DueRule, p.DueExplained, w.Calendar().Version(), millis(p.ReceivedAt), sealed,
		string(stage), from.String(), w.searchOf(p))
}

func (w *Ward) pinHash(code Code, pin string) (string, error) {
	return w.house.Key.Hash("pin", string(code)+"/"+pin)
}

// ErrNoPetition is returned when no petition has the code.
var ErrNoPetition = errors.New("no such petition")

const petitionColumns = `petition_id, code, kind, field, neighbourhood, status, channel, chat, citizen_id, received_at, due_on, due_rule, due_explained`

// Petition finds a petition by its code, without its content.
func (w *Ward) Petition(ctx context.Context, code Code) (Petition, error) {
	row := w.tx.QueryRow(ctx, `SELECT `+petitionColumns+` FROM petition WHERE ward_id = $1 AND code = $2`, w.ID, string(code))
	p, err := w.scanPetition(row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return p, ErrNoPetition
	}
	if err != nil {
		return p, fmt.Errorf("find a petition: %w", err)
	}
	return p, nil
}

// OwnPetitions are the petitions that were filed from one chat, newest first, without their content.
func (w *Ward) OwnPetitions(ctx context.Context, channel, chat string, limit int) ([]Petition, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+petitionColumns+` FROM petition WHERE ward_id = $1 AND channel = $2 AND chat = $3
		ORDER BY petition_id DESC LIMIT $4`, w.ID, channel, chat, limit)
	if err != nil {
		return nil, fmt.Errorf("list a chat's petitions: %w", err)
	}
	return collect(rows, func(r *sql.Rows, p *Petition) (err error) { *p, err = w.scanPetition(r.Scan); return err })
}

func (w *Ward) scanPetition(scan func(...any) error) (Petition, error) {
	var p Petition
	var received int64
	var due string
	err := scan(&p.ID, &p.Code, &p.Kind, &p.Field, &p.Neighbourhood, &p.Status, &p.Channel, &p.Chat, &p.CitizenID, &received, &due, &p.DueRule, &p.DueExplained)
	if err != nil {
		return p, err
	}
	p.ReceivedAt = w.time(received)
	if due != "" {
		p.DueOn, err = law.ParseDate(due)
	}
	return p, err
}

// PetitionContent opens what the citizen wrote. The caller has made sure that the reader may see it.
func (w *Ward) PetitionContent(ctx context.Context, id int64) (Content, error) {
	var c Content
	var sealed []byte
	if err := w.tx.QueryRow(ctx, `SELECT sealed FROM petition WHERE ward_id = $1 AND petition_id = $2`, w.ID, id).Scan(&sealed); err != nil {
		return c, fmt.Errorf("read a petition: %w", err)
	}
	return c, w.openFrom(sealed, &c, "petition", id)
}

// The guard of the PIN: after maxPINTries wrong ones in pinPause nothing is compared until the pause is over.
const (
	maxPINTries = 5
	pinPause    = time.Hour
)

// PINCheck is the result of trying a PIN.
type PINCheck string

// The results of trying a PIN.
const (
	PINRight  PINCheck = "right"
	PINWrong  PINCheck = "wrong"
	PINLocked PINCheck = "locked" // too many wrong ones within the hour
)

// TryPIN compares a PIN with a petition's. Wrong ones are counted. A code that no petition has gives ErrNoPetition.
func (w *Ward) TryPIN(ctx context.Context, code Code, pin string) (PINCheck, error) {
	var want string
	var tries, triedAt int64
	err := w.tx.QueryRow(ctx, `SELECT pin_hash, pin_tries, pin_tried_at FROM petition WHERE ward_id = $1 AND code = $2`+w.tx.Dialect.ForUpdate(), w.ID, string(code)).
		Scan(&want, &tries, &triedAt)
	if errors.Is(err, sql.ErrNoRows) {
		return PINWrong, ErrNoPetition
	}
	if err != nil {
		return PINWrong, fmt.Errorf("try a PIN: %w", err)
	}
	now := w.house.Now()
	if now.Sub(w.time(triedAt)) > pinPause {
		tries = 0
	}
	if tries >= maxPINTries {
		return PINLocked, nil
	}
	got, err := w.pinHash(code, pin)
	if err != nil {
		return PINWrong, err
	}
	if got == want { // both are keyed hashes: the time of comparing them tells nothing of the PIN
		tries = -1
	}
	_, err = w.tx.Exec(ctx, `UPDATE petition SET pin_tries = $1, pin_tried_at = $2 WHERE ward_id = $3 AND code = $4`, tries+1, millis(now), w.ID, string(code))
	if err != nil {
		return PINWrong, fmt.Errorf("count a PIN: %w", err)
	}
	if got == want {
		return PINRight, nil
	}
	return PINWrong, nil
}

// Withdraw takes a petition back on its citizen's wish (rút đơn), and with it the date that was promised. Withdrawing twice
// changes nothing, nor does withdrawing what the desk has closed. Petitions that went on in it are taken up again.
func (w *Ward) Withdraw(ctx context.Context, p Petition) error {
	changed, err := w.tx.Exec(ctx, `UPDATE petition SET status = $1, due_on = '', due_explained = '', clock_stage = '', clock_from = '', closed_at = $2, version = version + 1,
		updated_at = $2 WHERE ward_id = $3 AND petition_id = $4 AND closed_at = 0`,
		string(StatusWithdrawn), millis(w.house.Now()), w.ID, p.ID)
	if err != nil {
		return fmt.Errorf("withdraw a petition: %w", err)
	}
	if changed == 0 {
		return nil
	}
	if err := w.note(ctx, p.ID, "withdrawn", StatusWithdrawn, ""); err != nil {
		return err
	}
	return w.goOnAlone(ctx, Case{Petition: p}, Staff{})
}

// AddFile ties a kept file to a petition. Its role is evidence, form or receipt.
func (w *Ward) AddFile(ctx context.Context, petition int64, file, role string) error {
	err := w.tx.Queue(ctx, "add a file to a petition", nil, `INSERT INTO petition_file (ward_id, petition_id, file_id, added_at, role) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (ward_id, petition_id, file_id) DO NOTHING`, w.ID, petition, file, millis(w.house.Now()), role)
	if err != nil {
		return err
	}
	return w.Hold(ctx, file)
}

// Supplement adds files to a petition after it was filed and notes it in the timeline.
func (w *Ward) Supplement(ctx context.Context, p Petition, files []string) error {
	for _, id := range files {
		if err := w.AddFile(ctx, p.ID, id, "evidence"); err != nil {
			return err
		}
	}
	return w.note(ctx, p.ID, "supplemented", p.Status, strconv.Itoa(len(files)))
}

// PetitionEvent is one entry of a petition's timeline.
type PetitionEvent struct {
	At       time.Time
	Kind     string // filed, supplemented, withdrawn, status, or a LinkKind
	Status   Status
	Note     string   // sealed; of a status that officers gave, the reason; of StatusAnswered, the answer
	StaffID  int64    // who took the step, 0 for the citizen
	Document string   // number of the notice or decision, "" for none; of a LinkKind, the other case's code
	On       law.Date // the day of the act, zero where none was told
	Due      law.Date // the term that ran until this step, zero for none: kept when On is not after it
}

// Timeline is a petition's history, oldest first.
func (w *Ward) Timeline(ctx context.Context, petition int64) ([]PetitionEvent, error) {
	rows, err := w.tx.Query(ctx, `SELECT event_id, at, kind, status, sealed, staff_id, document, done_on, due_on FROM petition_event
		WHERE ward_id = $1 AND petition_id = $2 ORDER BY event_id`, w.ID, petition)
	if err != nil {
		return nil, fmt.Errorf("read a timeline: %w", err)
	}
	return collect(rows, func(r *sql.Rows, e *PetitionEvent) error {
		var id, at int64
		var sealed []byte
		var on, due string
		if err := r.Scan(&id, &at, &e.Kind, &e.Status, &sealed, &e.StaffID, &e.Document, &on, &due); err != nil {
			return err
		}
		e.At = w.time(at)
		var errOn, errDue error
		e.On, errOn = dateOrZero(on)
		e.Due, errDue = dateOrZero(due)
		return errors.Join(errOn, errDue, w.openFrom(sealed, &e.Note, "petition_event", id))
	})
}

func (w *Ward) note(ctx context.Context, petition int64, kind string, status Status, text string) error {
	return w.record(ctx, petition, PetitionEvent{Kind: kind, Status: status, Note: text})
}

// record writes an entry of a timeline, at the present moment.
func (w *Ward) record(ctx context.Context, petition int64, e PetitionEvent) error {
	id := w.house.IDs.Next()
	var sealed []byte
	if e.Note != "" {
		var err error
		if sealed, err = w.sealFor(e.Note, "petition_event", id); err != nil {
			return err
		}
	}
	return w.tx.Queue(ctx, "write the timeline", nil, `INSERT INTO petition_event (ward_id, petition_id, event_id, at, kind, status, sealed, staff_id, document, done_on, due_on)
		VALUES (`+parameters(0, 11)+`)`,
		w.ID, petition, id, millis(w.house.Now()), e.Kind, string(e.Status), sealed, e.StaffID, e.Document, e.On.String(), e.Due.String())
}
