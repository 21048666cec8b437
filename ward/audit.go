package ward

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode"
)

// Act is what somebody of the staff did, or saw.
type Act string

// The acts.
const (
	ActSignedIn     Act = "signin"
	ActSignedOut    Act = "signout"       // the subject is the session
	ActChangedStaff Act = "changed-staff" // the subject is the staff id, the detail what was done
	ActTookIn       Act = "took-in"       // a petition, for a citizen; the detail is the channel
	ActTookOver     Act = "took-over"     // a denunciation of a leader whose keeper is gone, with a reason
	ActScheduled    Act = "scheduled"     // decided about the schedule of receptions; the subject is the decision, the detail its kind or "revoked"
	ActOpenedCase   Act = "opened-case"
	ActSawIdentity  Act = "saw-identity" // of a denouncer, with a reason; the detail is the session
	ActOpenedFile   Act = "opened-file"  // the detail is the file
	ActMoved        Act = "moved"        // the detail is the status
	ActReplied      Act = "replied"
	ActAssigned     Act = "assigned"     // the detail is the handler's staff id, 0 for nobody
	ActReclassified Act = "reclassified" // the detail is the kind
	ActFlagged      Act = "flagged"
	ActNoted        Act = "noted"
	ActSplit        Act = "split"     // the detail is the new case's code
	ActMerged       Act = "merged"    // the detail is the main case's code
	ActTalked       Act = "talked"    // the subject is the talk
	ActCalled       Act = "called"    // the subject is the call
	ActAnnounced    Act = "announced" // wrote or steered an announcement, which is the subject
	ActApproved     Act = "approved"  // an announcement, which is the subject
	ActOpenedTalk   Act = "opened-talk"
	ActOpenedList   Act = "opened-list" // that names citizens: the subject is which, the detail the days it is of
	ActReceived     Act = "received"    // noted a visitor, who is the subject, with what came of it; or a day's session as held or not
	ActEntered      Act = "entered"     // figures; the detail is how many
	ActExported     Act = "exported"    // the subject is a case's code, "" for more than one; the detail is what, of records an Export
	ActNarrated     Act = "narrated"    // wrote a section of the report; the detail is its key
	ActFroze        Act = "froze"       // a report; the detail is its number
	ActWroteReply   Act = "wrote-reply" // a letter of reply, whose slug is the subject; the detail is what was done
)

// Acts lists the acts.
func Acts() []Act {
	return []Act{
		ActSignedIn, ActSignedOut, ActChangedStaff, ActTookIn, ActTookOver, ActScheduled, ActOpenedCase, ActSawIdentity, ActOpenedFile, ActMoved, ActReplied, ActAssigned, ActReclassified,
		ActFlagged, ActNoted, ActSplit, ActMerged, ActTalked, ActOpenedTalk, ActCalled, ActReceived, ActOpenedList, ActAnnounced, ActApproved,
		ActEntered, ActExported, ActNarrated, ActFroze, ActWroteReply,
	}
}

// AccountActs are the acts that tell of accounts alone, and nothing of what citizens bring.
func AccountActs() []Act { return []Act{ActSignedIn, ActSignedOut, ActChangedStaff} }

// AuditEntry is one act in the log of a ward (nhật ký).
type AuditEntry struct {
	Seq     int64 // 1, 2, 3 … without a gap
	At      time.Time
	StaffID int64 // 0: a command on the server
	Act     Act
	Subject string // a case's code or another row's id, "" for none; never a name
	Detail  string // a word of the program or another row's id
	From    string // a shortened address, or the channel of a chat; "" on the server
	Reason  string // where one was asked for; sealed at rest
}

// As says who acts in this transaction, for what is done without naming anybody. Unsaid, it is a command on the server.
func (w *Ward) As(by Staff) { w.actor = by }

// Note notes an act for the log. The rows are written last, in the transaction of what they tell of: if the one does not
// happen, neither does the other. In a transaction that only reads, House.Read fails.
func (w *Ward) Note(by Staff, act Act, subject, detail string) {
	w.noted = append(w.noted, AuditEntry{StaffID: by.ID, Act: act, Subject: subject, Detail: detail, From: by.From})
}

// noteCase notes an act on a case.
func (w *Ward) noteCase(by Staff, act Act, c Case, detail string) {
	w.Note(by, act, string(c.Code), detail)
}

// noteReason notes an act with the reason that was asked for.
func (w *Ward) noteReason(by Staff, act Act, subject, detail, reason string) {
	w.Note(by, act, subject, detail)
	w.noted[len(w.noted)-1].Reason = reason
}

// noteID notes an act on a row without a code.
func (w *Ward) noteID(by Staff, act Act, id int64, detail string) {
	w.Note(by, act, strconv.FormatInt(id, 10), detail)
}

// againAfter is how long looking at the same thing counts as one act.
const againAfter = 30 * time.Minute

// SawLately reports whether it stands in the log of the last half hour that somebody looked at something: seeing it again
// is the same act, and need not be noted.
func (w *Ward) SawLately(ctx context.Context, by Staff, act Act, subject, detail string) (bool, error) {
	return w.actedSince(ctx, by, act, subject, detail, w.house.Now().Add(-againAfter))
}

func (w *Ward) actedSince(ctx context.Context, by Staff, act Act, subject, detail string, since time.Time) (did bool, err error) {
	err = w.tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM audit WHERE ward_id = $1 AND subject = $2 AND subject <> '' AND staff_id = $3 AND act = $4 AND detail = $5 AND at > $6)`,
		w.ID, subject, by.ID, string(act), detail, millis(since)).Scan(&did)
	if err != nil {
		return false, fmt.Errorf("look into the log: %w", err)
	}
	return did, nil
}

// How an identity is shown: for how long, and for how many letters of reason.
const (
	unveiledFor    = 10 * time.Minute
	shortestReason = 10
)

// ErrShortReason is returned for a reason that says too little.
var ErrShortReason = errors.New("the reason has fewer than ten letters")

// Unveil notes why an officer looks at who has sent a case, and lets them for ten minutes, signed in as they are. A reason with
// fewer than ten letters gives ErrShortReason. Whether they may is for the caller to check.
func (w *Ward) Unveil(c Case, by Staff, session int64, reason string) error {
	if tooShort(reason) {
		return ErrShortReason
	}
	w.noteReason(by, ActSawIdentity, string(c.Code), strconv.FormatInt(session, 10), reason)
	return nil
}

func tooShort(reason string) bool {
	letters := 0
	for _, r := range reason {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters < shortestReason
}

// Unveiled reports whether Unveil still lets an officer see who has sent a case.
func (w *Ward) Unveiled(ctx context.Context, c Case, by Staff, session int64) (bool, error) {
	return w.actedSince(ctx, by, ActSawIdentity, string(c.Code), strconv.FormatInt(session, 10), w.house.Now().Add(-unveiledFor))
}

// AuditHead is the end of a ward's log. Written down elsewhere, it proves later what the log was then.
type AuditHead struct {
	Seq  int64  `json:"seq"`  // of the last row, 0 for none
	Hash string `json:"hash"` // of the last row, "" for none
}

// errReadOnly says that the program noted an act where it cannot be written.
var errReadOnly = errors.New("an act was noted in a transaction that only reads")

// CloseAudit writes the noted acts. House.Write calls it by itself; whoever has opened a ward with Desk calls it last of
// all. The head is locked from here to the commit and after everything else, so that two transactions never wait for each
// other.
func (w *Ward) CloseAudit(ctx context.Context) error {
	if len(w.noted) == 0 {
		return nil
	}
	head, err := w.lockHead(ctx)
	if err != nil {
		return err
	}
	for _, e := range w.noted {
		e.Seq, e.At = head.Seq+1, w.house.Now()
		if head.Hash, err = w.addAudit(ctx, e, head.Hash); err != nil {
			return err
		}
		head.Seq = e.Seq
	}
	w.noted = nil
	sealed, err := w.sealFor(head, "audit_head")
	if err != nil {
		return err
	}
	return w.tx.Queue(ctx, "keep the head of the log", nil, `UPDATE audit_head SET sealed = $1 WHERE ward_id = $2`, sealed, w.ID)
}

func (w *Ward) lockHead(ctx context.Context) (head AuditHead, err error) {
	empty, err := w.sealFor(head, "audit_head")
	if err != nil {
		return head, err
	}
	if _, err := w.tx.Exec(ctx, `INSERT INTO audit_head (ward_id, sealed) VALUES ($1, $2) ON CONFLICT (ward_id) DO NOTHING`, w.ID, empty); err != nil {
		return head, fmt.Errorf("begin the log: %w", err)
	}
	var sealed []byte
	if err := w.tx.QueryRow(ctx, `SELECT sealed FROM audit_head WHERE ward_id = $1`+w.tx.Dialect.ForUpdate(), w.ID).Scan(&sealed); err != nil {
		return head, fmt.Errorf("lock the log: %w", err)
	}
	return head, w.openFrom(sealed, &head, "audit_head")
}

// addAudit adds a row behind the one with a hash and returns its own.
func (w *Ward) addAudit(ctx context.Context, e AuditEntry, before string) (hash string, err error) {
	row := auditRow{AuditEntry: e, at: millis(e.At)}
	if e.Reason != "" {
		if row.sealed, err = w.sealFor(e.Reason, "audit", e.Seq); err != nil {
			return "", err
		}
	}
	hash = row.chain(w.ID, before)
	return hash, w.tx.Queue(ctx, "write the log", nil, `INSERT INTO audit (ward_id, seq, at, staff_id, act, subject, detail, origin, sealed, hash) VALUES (`+parameters(0, 10)+`)`,
		w.ID, e.Seq, row.at, e.StaffID, string(e.Act), e.Subject, e.Detail, e.From, row.sealed, hash)
}

// auditRow is an entry as it is stored.
type auditRow struct {
	AuditEntry

	at     int64
	sealed []byte
	hash   string
}

const auditColumns = `seq, at, staff_id, act, subject, detail, origin, sealed, hash`

func (r *auditRow) scan(scan func(...any) error) error {
	return scan(&r.Seq, &r.at, &r.StaffID, &r.Act, &r.Subject, &r.Detail, &r.From, &r.sealed, &r.hash)
}

// chain is the hash of a row behind the one with a hash. Each field stands behind its length, so that no two rows look
// alike; the reason counts as it is sealed, and so the chain is checked without the key.
func (r *auditRow) chain(wardID int64, before string) string {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	h := sha256.New()
	for _, field := range []string{
		before, number(wardID), number(r.Seq), number(r.at), number(r.StaffID), string(r.Act), r.Subject, r.Detail, r.From, string(r.sealed),
	} {
		fmt.Fprintf(h, "%d:%s", len(field), field) // a hash never fails
	}
	return hex.EncodeToString(h.Sum(nil))
}

// AuditQuery is what of the log is read. A filter's zero value keeps everything.
type AuditQuery struct {
	Acts     []Act // nil: all
	Staff    int64
	Subject  string
	From, To time.Time // at From or later, before To
	Before   int64     // entries older than this number, for the next page
	Kept     bool      // also what was done to denunciations of the ward's leaders, who read the log: see KeptCase
	Limit    int       // at least 1
}

// AuditLog lists the log, newest first. The caller has made sure that the reader may.
func (w *Ward) AuditLog(ctx context.Context, q AuditQuery) ([]AuditEntry, error) {
	where, args := `ward_id = $1`, []any{w.ID}
	for _, f := range []struct {
		on        bool
		condition string
		value     any
	}{
		{q.Staff != 0, "staff_id =", q.Staff},
		{q.Subject != "", "subject <> '' AND subject =", q.Subject},
		{!q.From.IsZero(), "at >=", millis(q.From)},
		{!q.To.IsZero(), "at <", millis(q.To)},
		{q.Before > 0, "seq <", q.Before},
	} {
		if f.on {
			args = append(args, f.value)
			where += fmt.Sprintf(" AND %s $%d", f.condition, len(args))
		}
	}
	if !q.Kept {
		where += ` AND NOT EXISTS (SELECT 1 FROM petition p WHERE p.ward_id = audit.ward_id AND p.code = audit.subject AND p.about_leader > 0)`
	}
	if q.Acts != nil {
		where += ` AND act IN (` + parameters(len(args), len(q.Acts)) + `)`
		for _, a := range q.Acts {
			args = append(args, string(a))
		}
	}
	args = append(args, max(q.Limit, 1))
	rows, err := w.tx.Query(ctx, `SELECT `+auditColumns+` FROM audit WHERE `+where+fmt.Sprintf(` ORDER BY seq DESC LIMIT $%d`, len(args)), args...)
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	return collect(rows, func(r *sql.Rows, e *AuditEntry) error {
		var row auditRow
		if err := row.scan(r.Scan); err != nil {
			return err
		}
		*e = row.AuditEntry
		e.At = w.time(row.at)
		return w.openFrom(row.sealed, &e.Reason, "audit", e.Seq)
	})
}

// AuditError says at which row the log is no longer as the program has written it.
type AuditError struct {
	Seq int64
	Why string
}

func (e *AuditError) Error() string { return fmt.Sprintf("row %d of the log: %s", e.Seq, e.Why) }

// VerifyAudit goes through the whole log, a row at a time, and returns its end. What was changed, left out, cut off or added
// by other hands is an *AuditError. Whoever holds the key as well as the database can make a log that fits; only a head
// written down elsewhere shows that.
func (w *Ward) VerifyAudit(ctx context.Context) (head AuditHead, err error) {
	var sealed []byte
	var last int64 // in one statement with the head: the log may grow meanwhile
	err = w.tx.QueryRow(ctx, `SELECT (SELECT coalesce(max(seq), 0) FROM audit WHERE ward_id = $1), (SELECT sealed FROM audit_head WHERE ward_id = $1)`, w.ID).Scan(&last, &sealed)
	if err != nil {
		return head, fmt.Errorf("read the head of the log: %w", err)
	}
	if err := w.openFrom(sealed, &head, "audit_head"); err != nil {
		return head, &AuditError{last, "the sealed head does not open: somebody else has written it"}
	}
	at := AuditHead{}
	err = w.tx.Each(ctx, func(scan func(...any) error) error {
		var r auditRow
		if err := r.scan(scan); err != nil {
			return err
		}
		switch hash := r.chain(w.ID, at.Hash); {
		case r.Seq != at.Seq+1:
			return &AuditError{at.Seq + 1, "it is missing"}
		case hash != r.hash:
			return &AuditError{r.Seq, "it was changed, or the one before it"}
		}
		at = AuditHead{r.Seq, r.hash}
		return nil
	}, `SELECT `+auditColumns+` FROM audit WHERE ward_id = $1 AND seq <= $2 ORDER BY seq`, w.ID, max(last, head.Seq))
	switch {
	case err != nil:
		return head, err
	case at.Seq < head.Seq:
		return head, &AuditError{at.Seq + 1, fmt.Sprintf("the end is cut off: %d rows are missing", head.Seq-at.Seq)}
	case at.Seq > head.Seq:
		return head, &AuditError{head.Seq + 1, "it and those behind it were not written by the program"}
	case at.Hash != head.Hash:
		return head, &AuditError{at.Seq, "the chain was made anew: it does not end in the sealed head"}
	}
	return head, nil
}

// Known reports whether an act is one of the list.
func (a Act) Known() bool { return slices.Contains(Acts(), a) }
