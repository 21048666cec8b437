package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Handover is a talk of a citizen with the staff (gặp cán bộ): while it lasts, what the citizen writes goes to the desk and
// not to the program.
type Handover struct {
	ID            int64
	Channel, Chat string
	Conversation  int64 // the pseudonym that interactions carry
	CitizenID     int64
	AskedAt       time.Time
	StaffID       int64         // who has taken it, 0 for nobody
	AnsweredAt    time.Time     // of the first answer, zero before
	Waited        time.Duration // until then, in working time
	SaidAt        time.Time     // of the last word of either side
	Waits         bool          // the last word is the citizen's
	EndedAt       time.Time     // zero while it lasts
	EndedBy       string
}

// Who or what has ended a Handover.
const (
	EndedByCitizen = "citizen"
	EndedByStaff   = "staff"
	EndedByQuiet   = "quiet" // nobody has said anything for long
)

// The details of ActTalked.
const (
	TalkTaken    = "taken"
	TalkAnswered = "answered"
	TalkEnded    = "ended"
	TalkReleased = "released" // back to whoever takes it
	TalkReserved = "reserved" // see Said.Reserved
)

// Said is one word of a Handover. It is sealed at rest.
type Said struct {
	ID      int64     `json:"-"`
	At      time.Time `json:"-"`
	StaffID int64     `json:"-"` // 0: the citizen
	Text    string    `json:"text,omitempty"`
	Files   []string  `json:"files,omitempty"` // ids of kept files
	// Reserved says that from here on the talk is for those who take petitions in alone: see Ward.Confides. An officer's
	// mark has neither text nor files.
	Reserved bool `json:"reserved,omitempty"`
}

// FromStaff is what the desk says in a Handover, for House.StaffWords.
type FromStaff struct {
	Lang  string // of the conversation
	Text  string
	File  *FileLink // nil for none; a file comes without text
	Ended bool      // the talk is over, and Text is empty
}

// ErrNoHandover is returned for a talk that is none, or is over.
var ErrNoHandover = errors.New("no such talk")

const handoverColumns = `handover_id, channel, chat, conversation, citizen_id, asked_at, staff_id, answered_at, waited, said_at, waits, ended_at, ended_by`

func (w *Ward) scanHandover(scan func(...any) error) (h Handover, err error) {
	var asked, answered, waited, said, ended int64
	err = scan(&h.ID, &h.Channel, &h.Chat, &h.Conversation, &h.CitizenID, &asked, &h.StaffID, &answered, &waited, &said, &h.Waits, &ended, &h.EndedBy)
	h.AskedAt, h.AnsweredAt, h.SaidAt, h.EndedAt = w.time(asked), w.timeOrZero(answered), w.time(said), w.timeOrZero(ended)
	h.Waited = time.Duration(waited) * time.Minute
	return h, err
}

// BeginHandover begins a talk of a conversation, which the caller has locked, with the citizen's first word. One that goes
// on already takes the word instead.
func (w *Ward) BeginHandover(ctx context.Context, c *Conversation, said Said) error {
	if c.HandoverID != 0 {
		return w.SayToStaff(ctx, c, said)
	}
	now := millis(w.house.Now())
	c.HandoverID = w.house.IDs.Next()
	err := w.tx.Queue(ctx, "begin a talk", nil, `INSERT INTO handover (ward_id, handover_id, channel, chat, conversation, citizen_id, asked_at, said_at, waits)
		VALUES (`+parameters(0, 9)+`)`, w.ID, c.HandoverID, c.Channel, c.Chat, c.ID, c.CitizenID, now, now, true)
	if err != nil {
		return err
	}
	if err := w.keepSaid(ctx, c.HandoverID, said); err != nil {
		return err
	}
	return w.countHandoff(ctx, Handover{Conversation: c.ID, Channel: c.Channel}, c.Lang, "handoff.asked")
}

// SayToStaff adds a citizen's word to the talk of their conversation.
func (w *Ward) SayToStaff(ctx context.Context, c *Conversation, said Said) error {
	if _, err := w.tx.Exec(ctx, `UPDATE handover SET said_at = $1, waits = $2 WHERE ward_id = $3 AND handover_id = $4`,
		millis(w.house.Now()), true, w.ID, c.HandoverID); err != nil {
		return fmt.Errorf("say something to the staff: %w", err)
	}
	said.StaffID = 0
	return w.keepSaid(ctx, c.HandoverID, said)
}

func (w *Ward) keepSaid(ctx context.Context, handover int64, said Said) error {
	id := w.house.IDs.Next()
	if said.StaffID == 0 {
		var err error
		if said.Reserved, err = w.Confides(ctx, said.Text); err != nil {
			return err
		}
	}
	sealed, err := w.sealFor(said, "handover_word", handover, id)
	if err != nil {
		return err
	}
	for _, file := range said.Files {
		if err := w.Hold(ctx, file); err != nil {
			return err
		}
	}
	return w.tx.Queue(ctx, "keep a word of a talk", nil, `INSERT INTO handover_word (ward_id, handover_id, word_id, at, staff_id, sealed) VALUES ($1, $2, $3, $4, $5, $6)`,
		w.ID, handover, id, millis(w.house.Now()), said.StaffID, sealed)
}

// countHandoff writes an event for the time that citizens wait for a person.
func (w *Ward) countHandoff(ctx context.Context, h Handover, lang, kind string) error {
	return w.Count(ctx, []Interaction{{At: w.Now(), Conversation: h.Conversation, Channel: h.Channel, Lang: lang, Flow: "handover", Kind: kind}})
}

// Handover finds a talk, also one that is over; ErrNoHandover where there is none.
func (w *Ward) Handover(ctx context.Context, id int64) (Handover, error) {
	h, err := w.scanHandover(w.tx.QueryRow(ctx, `SELECT `+handoverColumns+` FROM handover WHERE ward_id = $1 AND handover_id = $2`, w.ID, id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return h, ErrNoHandover
	}
	if err != nil {
		return h, fmt.Errorf("find a talk: %w", err)
	}
	return h, nil
}

// Handovers lists the talks that go on: those that wait for an answer first, whoever has waited longest before the others.
func (w *Ward) Handovers(ctx context.Context) ([]Handover, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+handoverColumns+` FROM handover WHERE ward_id = $1 AND ended_at = 0
		ORDER BY waits DESC, said_at, handover_id`, w.ID)
	if err != nil {
		return nil, fmt.Errorf("list talks: %w", err)
	}
	return collect(rows, func(r *sql.Rows, h *Handover) (err error) { *h, err = w.scanHandover(r.Scan); return err })
}

// AheadOf counts the talks that were asked for before one and still wait for their first answer.
func (w *Ward) AheadOf(ctx context.Context, handover int64) (n int, err error) {
	err = w.tx.QueryRow(ctx, `SELECT count(*) FROM handover WHERE ward_id = $1 AND ended_at = 0 AND answered_at = 0 AND handover_id < $2`, w.ID, handover).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count who waits: %w", err)
	}
	return n, nil
}

// SaidIn is what was said in a talk, oldest first. The caller has made sure that an officer reads it.
func (w *Ward) SaidIn(ctx context.Context, handover int64) ([]Said, error) {
	rows, err := w.tx.Query(ctx, `SELECT word_id, at, staff_id, sealed FROM handover_word WHERE ward_id = $1 AND handover_id = $2 ORDER BY word_id`, w.ID, handover)
	if err != nil {
		return nil, fmt.Errorf("read a talk: %w", err)
	}
	return collect(rows, func(r *sql.Rows, s *Said) error {
		var at int64
		var sealed []byte
		if err := r.Scan(&s.ID, &at, &s.StaffID, &sealed); err != nil {
			return err
		}
		s.At = w.time(at)
		return w.openFrom(sealed, s, "handover_word", handover, s.ID)
	})
}

// lockHandover locks a talk that goes on and that an officer may read, its conversation first, as a turn does; lang is the
// conversation's.
func (w *Ward) lockHandover(ctx context.Context, id int64, by Staff) (h Handover, lang string, err error) {
	if h, err = w.Handover(ctx, id); err != nil {
		return h, "", err
	}
	err = w.tx.QueryRow(ctx, `SELECT lang FROM conversation WHERE ward_id = $1 AND channel = $2 AND chat = $3`+w.tx.Dialect.ForUpdate(), w.ID, h.Channel, h.Chat).Scan(&lang)
	if err != nil {
		return h, "", fmt.Errorf("lock the conversation of a talk: %w", err)
	}
	t, err := w.TalkFor(ctx, id, by)
	if err == nil && !t.EndedAt.IsZero() { // it may have ended meanwhile
		err = ErrNoHandover
	}
	return t.Handover, lang, err
}

// TakeHandover says that an officer answers in a talk, which nobody else reads from then on. The citizen is not told. A
// talk that is over, or another's, gives ErrNoHandover.
func (w *Ward) TakeHandover(ctx context.Context, id int64, by Staff) error {
	return w.passHandover(ctx, id, by.ID, by, TalkTaken)
}

// ReleaseHandover gives a talk back: it waits for anyone again. The errors are those of TakeHandover.
func (w *Ward) ReleaseHandover(ctx context.Context, id int64, by Staff) error {
	return w.passHandover(ctx, id, 0, by, TalkReleased)
}

// ReserveHandover marks a talk as one for those who take petitions in alone, and gives it back unless whoever marks it is
// one of them. The errors are those of TakeHandover.
func (w *Ward) ReserveHandover(ctx context.Context, id int64, by Staff) error {
	to := int64(0)
	if mayKeep(by) {
		to = by.ID
	}
	if err := w.passHandover(ctx, id, to, by, TalkReserved); err != nil {
		return err
	}
	return w.keepSaid(ctx, id, Said{StaffID: by.ID, Reserved: true})
}

func (w *Ward) passHandover(ctx context.Context, id, to int64, by Staff, detail string) error {
	if _, _, err := w.lockHandover(ctx, id, by); err != nil {
		return err
	}
	if _, err := w.tx.Exec(ctx, `UPDATE handover SET staff_id = $1 WHERE ward_id = $2 AND handover_id = $3`, to, w.ID, id); err != nil {
		return fmt.Errorf("pass a talk on: %w", err)
	}
	w.noteID(by, ActTalked, id, detail)
	return nil
}

// AnswerHandover says something to the citizen. The first answer ends their waiting. Whoever answers in a talk that nobody
// has taken, takes it. Files are kept for the citizen's chat, under ids of their own; the caller has checked their types and
// sizes. A talk that is over, or another's, gives ErrNoHandover, and nothing is said.
func (w *Ward) AnswerHandover(ctx context.Context, id int64, text string, by Staff, files ...File) error {
	h, lang, err := w.lockHandover(ctx, id, by)
	if err != nil {
		return err
	}
	now := w.Now()
	if h.AnsweredAt.IsZero() {
		h.AnsweredAt, h.Waited = now, w.Profile.WorkingTime(w.Calendar(), h.AskedAt, now)
		if err := w.countHandoff(ctx, h, lang, "handoff.answered"); err != nil {
			return err
		}
	}
	h.StaffID = by.ID
	if _, err := w.tx.Exec(ctx, `UPDATE handover SET staff_id = $1, answered_at = $2, waited = $3, said_at = $4, waits = $5 WHERE ward_id = $6 AND handover_id = $7`,
		h.StaffID, millis(h.AnsweredAt), int64(h.Waited/time.Minute), millis(now), false, w.ID, id); err != nil {
		return fmt.Errorf("answer in a talk: %w", err)
	}
	w.noteID(by, ActTalked, id, TalkAnswered)
	said, told := Said{StaffID: by.ID, Text: text}, []FromStaff(nil)
	if text != "" {
		told = append(told, FromStaff{Lang: lang, Text: text})
	}
	for _, f := range files {
		kept, err := w.Keep(ctx, File{Owner: OwnerOf(h.Channel, h.Chat), Name: f.Name, Mime: f.Mime, Data: f.Data})
		if err != nil {
			return err
		}
		said.Files = append(said.Files, kept.ID)
		told = append(told, FromStaff{Lang: lang, File: &FileLink{ID: kept.ID, Name: kept.Name, Mime: kept.Mime, Size: kept.Size}})
	}
	if err := w.keepSaid(ctx, id, said); err != nil {
		return err
	}
	for _, one := range told {
		if err := w.staffSays(ctx, h, one); err != nil {
			return err
		}
	}
	return nil
}

func (w *Ward) staffSays(ctx context.Context, h Handover, said FromStaff) error {
	if w.house.StaffWords == nil {
		return nil
	}
	return w.Notify(ctx, h.Channel, h.Chat, LaneReply, w.house.StaffWords(said))
}

// EndHandover ends a talk from the desk, and tells the citizen that the program answers again. It is then whoever's has
// ended it. The errors are those of TakeHandover.
func (w *Ward) EndHandover(ctx context.Context, id int64, by Staff) error {
	h, lang, err := w.lockHandover(ctx, id, by)
	if err != nil {
		return err
	}
	if _, err := w.tx.Exec(ctx, `UPDATE handover SET staff_id = $1 WHERE ward_id = $2 AND handover_id = $3`, by.ID, w.ID, id); err != nil {
		return fmt.Errorf("end a talk: %w", err)
	}
	if _, err := w.tx.Exec(ctx, `UPDATE conversation SET handover_id = 0 WHERE ward_id = $1 AND channel = $2 AND chat = $3`, w.ID, h.Channel, h.Chat); err != nil {
		return fmt.Errorf("give a conversation back: %w", err)
	}
	if err := w.endHandover(ctx, h, lang, EndedByStaff); err != nil {
		return err
	}
	w.noteID(by, ActTalked, id, TalkEnded)
	return w.staffSays(ctx, h, FromStaff{Lang: lang, Ended: true})
}

// LeaveHandover ends the talk of a conversation, which the caller has locked: its citizen wants it, or nobody has said
// anything for long.
func (w *Ward) LeaveHandover(ctx context.Context, c *Conversation, endedBy string) error {
	h := Handover{ID: c.HandoverID, Conversation: c.ID, Channel: c.Channel}
	c.HandoverID = 0
	return w.endHandover(ctx, h, c.Lang, endedBy)
}

func (w *Ward) endHandover(ctx context.Context, h Handover, lang, endedBy string) error {
	if _, err := w.tx.Exec(ctx, `UPDATE handover SET ended_at = $1, ended_by = $2, waits = $3 WHERE ward_id = $4 AND handover_id = $5 AND ended_at = 0`,
		millis(w.house.Now()), endedBy, false, w.ID, h.ID); err != nil {
		return fmt.Errorf("end a talk: %w", err)
	}
	return w.countHandoff(ctx, h, lang, "handoff.ended")
}

// PruneTalks deletes what was said in talks that ended longer ago than an age. When they were asked for and answered stays,
// for the figures.
func (w *Ward) PruneTalks(ctx context.Context, age time.Duration) (int64, error) {
	n, err := w.tx.Exec(ctx, `DELETE FROM handover_word WHERE ward_id = $1 AND handover_id IN
		(SELECT handover_id FROM handover WHERE ward_id = $1 AND ended_at > 0 AND ended_at < $2)`, w.ID, millis(w.house.Now().Add(-age)))
	if err != nil {
		return 0, fmt.Errorf("prune talks: %w", err)
	}
	return n, nil
}
