package ward

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// Announcement is a notice of the ward to its citizens (thông báo, tin phát).
type Announcement struct {
	ID         int64
	Notice     Notice
	State      AnnouncementState
	Version    int64 // raised by every edit
	AuthorID   int64
	ApproverID int64     // 0: nobody yet
	NextAt     time.Time // of the next run; zero: none
	CreatedAt  time.Time
}

// Notice is what an announcement says, to whom, and when.
type Notice struct {
	Title      string     `json:"title"`
	Text       string     `json:"text"` // *bold* and _italic_ are shown so
	Topic      string     `json:"topic"`
	Files      []FileLink `json:"files,omitempty"`
	Disclosure string     `json:"disclosure,omitempty"` // slug of a document that a button opens
	AskSeen    bool       `json:"ask_seen,omitempty"`   // has a button "Đã xem"
	Emergency  bool       `json:"emergency,omitempty"`  // tin khẩn: at once, also in quiet hours and to whoever wants no notices
	Ground     string     `json:"ground,omitempty"`     // the act and article that make it mandatory, "" for none
	Audience   Audience   `json:"audience,omitzero"`
	Plan       Plan       `json:"plan"`
}

// FileLink names a stored file.
type FileLink struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Mime string `json:"mime"`
	Size int64  `json:"size"` // bytes
}

// AnnouncementState is where an announcement stands.
type AnnouncementState string

// The states of an announcement.
const (
	AnnouncementDraft     AnnouncementState = "draft"     // being written
	AnnouncementSubmitted AnnouncementState = "submitted" // waits for approval
	AnnouncementApproved  AnnouncementState = "approved"  // goes out as planned
	AnnouncementPaused    AnnouncementState = "paused"
	AnnouncementStopped   AnnouncementState = "stopped"  // for good
	AnnouncementFinished  AnnouncementState = "finished" // all that was planned has gone out
)

// Name is the state in Vietnamese.
func (s AnnouncementState) Name() string {
	return map[AnnouncementState]string{
		AnnouncementDraft: "Đang soạn", AnnouncementSubmitted: "Chờ duyệt", AnnouncementApproved: "Đã duyệt",
		AnnouncementPaused: "Tạm dừng", AnnouncementStopped: "Đã dừng hẳn", AnnouncementFinished: "Đã phát xong",
	}[s]
}

// MaxNoticeFiles is how many files go out with an announcement: each is a message, and rings no phone but with its text.
const MaxNoticeFiles = 5

// MaxNoticeFile is the largest file that every channel can pass on, in bytes.
const MaxNoticeFile = 10 << 20

var noticeTypes = [...]string{
	"image/jpeg", "image/png", "image/webp", "application/pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// NoticeType reports whether an announcement may have files of a media type: every phone opens them.
func NoticeType(mime string) bool { return slices.Contains(noticeTypes[:], mime) }

// Limits of an announcement, in characters: it must be read on a phone.
const (
	maxAnnouncementTitle = 200
	maxAnnouncementText  = 3000
)

// AnnouncementProblem is why an announcement cannot be taken, as a Vietnamese sentence for whoever writes it.
type AnnouncementProblem string

func (p AnnouncementProblem) Error() string { return string(p) }

// The errors of announcements.
var (
	ErrNoAnnouncement = errors.New("no such announcement")
	ErrOwnApproval    = errors.New("whoever wrote an announcement does not approve it")
	ErrMayNotApprove  = errors.New("the role does not approve announcements")
	ErrMayNotWrite    = errors.New("the role does not write announcements")
	ErrChanged        = errors.New("somebody has changed it meanwhile") // a case too: nothing was written
	ErrWrongState     = errors.New("the announcement is not in a state for this")
)

// CheckAnnouncement returns an AnnouncementProblem or a PlanProblem when an announcement cannot be submitted.
func (w *Ward) CheckAnnouncement(c Notice) error {
	switch title, text := utf8.RuneCountInString(c.Title), utf8.RuneCountInString(c.Text); {
	case title == 0, text == 0:
		return AnnouncementProblem("Thông báo cần có tiêu đề và nội dung.")
	case title > maxAnnouncementTitle:
		return AnnouncementProblem(fmt.Sprintf("Tiêu đề dài %d ký tự, tối đa là %d.", title, maxAnnouncementTitle))
	case text > maxAnnouncementText:
		return AnnouncementProblem(fmt.Sprintf("Nội dung dài %d ký tự, tối đa là %d; phần dài hơn nên đăng thành tài liệu công khai rồi dẫn đến.", text, maxAnnouncementText))
	}
	if len(c.Files) > MaxNoticeFiles {
		return AnnouncementProblem(fmt.Sprintf("Thông báo kèm %d tệp, tối đa là %d; các tệp khác nên đăng thành tài liệu công khai.", len(c.Files), MaxNoticeFiles))
	}
	if _, ok := w.Profile.Topic(c.Topic); !ok {
		return AnnouncementProblem("Thông báo cần một chủ đề trong danh sách của phường.")
	}
	for _, slug := range c.Audience.Neighbourhoods {
		if _, ok := w.Profile.Neighbourhood(slug); !ok {
			return AnnouncementProblem(fmt.Sprintf("Không có tổ dân phố “%s”.", slug))
		}
	}
	return c.Plan.Check(w.Now(), w.Calendar(), c.Emergency)
}

// Compose writes a new announcement as a draft and returns its number.
func (w *Ward) Compose(ctx context.Context, author Staff, c Notice) (int64, error) {
	if !author.Role.Can(MayWriteNotices) {
		return 0, ErrMayNotWrite
	}
	id := w.house.IDs.Next()
	raw, err := json.Marshal(c)
	if err != nil {
		return 0, fmt.Errorf("write an announcement: %w", err)
	}
	now := millis(w.house.Now())
	_, err = w.tx.Exec(ctx, `INSERT INTO announcement (ward_id, announcement_id, content, emergency, state, version, author_id, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $7)`, w.ID, id, string(raw), c.Emergency, string(AnnouncementDraft), author.ID, now)
	if err != nil {
		return 0, fmt.Errorf("write an announcement: %w", err)
	}
	for _, f := range c.Files {
		if err := w.Hold(ctx, f.ID); err != nil {
			return 0, err
		}
	}
	return id, w.logAnnouncement(ctx, id, author, "composed", "")
}

const announcementColumns = `announcement_id, content, state, version, author_id, approver_id, next_at, created_at`

// Announcement reads one; ErrNoAnnouncement when there is none.
func (w *Ward) Announcement(ctx context.Context, id int64) (Announcement, error) {
	return w.scanAnnouncement(w.tx.QueryRow(ctx, `SELECT `+announcementColumns+` FROM announcement WHERE ward_id = $1 AND announcement_id = $2`, w.ID, id).Scan)
}

// lockAnnouncement is Announcement for changing it.
func (w *Ward) lockAnnouncement(ctx context.Context, id int64) (Announcement, error) {
	return w.scanAnnouncement(w.tx.QueryRow(ctx, `SELECT `+announcementColumns+` FROM announcement WHERE ward_id = $1 AND announcement_id = $2`+w.tx.Dialect.ForUpdate(), w.ID, id).Scan)
}

// lockToWrite is lockAnnouncement for somebody who must be allowed to write and steer it, else ErrMayNotWrite.
func (w *Ward) lockToWrite(ctx context.Context, id int64, by Staff) (Announcement, error) {
	if !by.Role.Can(MayWriteNotices) {
		return Announcement{}, ErrMayNotWrite
	}
	return w.lockAnnouncement(ctx, id)
}

// Author is who has written an announcement last; ErrNoStaff when they are no more.
func (w *Ward) Author(ctx context.Context, a Announcement) (Staff, error) {
	return w.staff(ctx, a.AuthorID)
}

// Announcements lists the newest announcements.
func (w *Ward) Announcements(ctx context.Context, limit int) ([]Announcement, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+announcementColumns+` FROM announcement WHERE ward_id = $1 ORDER BY announcement_id DESC LIMIT $2`, w.ID, limit)
	if err != nil {
		return nil, fmt.Errorf("list announcements: %w", err)
	}
	return collect(rows, func(r *sql.Rows, a *Announcement) (err error) { *a, err = w.scanAnnouncement(r.Scan); return err })
}

func (w *Ward) scanAnnouncement(scan func(...any) error) (Announcement, error) {
	var a Announcement
	var content string
	var next, created int64
	err := scan(&a.ID, &content, &a.State, &a.Version, &a.AuthorID, &a.ApproverID, &next, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return a, ErrNoAnnouncement
	}
	if err != nil {
		return a, fmt.Errorf("read an announcement: %w", err)
	}
	a.NextAt, a.CreatedAt = w.timeOrZero(next), w.time(created)
	if err := json.Unmarshal([]byte(content), &a.Notice); err != nil {
		return a, fmt.Errorf("read an announcement: %w", err)
	}
	return a, nil
}

// EditAnnouncement replaces what an announcement says. It is a draft again and needs a new approval; what was not sent
// yet waits for it. An announcement that was stopped or has finished is not edited any more.
func (w *Ward) EditAnnouncement(ctx context.Context, id int64, by Staff, c Notice) error {
	a, err := w.lockToWrite(ctx, id, by)
	if err != nil {
		return err
	}
	if a.State == AnnouncementStopped || a.State == AnnouncementFinished {
		return ErrWrongState
	}
	raw, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("edit an announcement: %w", err)
	}
	_, err = w.tx.Exec(ctx, `UPDATE announcement SET content = $1, emergency = $2, state = $3, version = version + 1, approver_id = 0, author_id = $4, next_at = 0, updated_at = $5
		WHERE ward_id = $6 AND announcement_id = $7`, string(raw), c.Emergency, string(AnnouncementDraft), by.ID, millis(w.house.Now()), w.ID, id)
	if err != nil {
		return fmt.Errorf("edit an announcement: %w", err)
	}
	for _, f := range c.Files {
		if err := w.Hold(ctx, f.ID); err != nil {
			return err
		}
	}
	if err := w.holdRuns(ctx, id, RunPaused); err != nil {
		return err
	}
	return w.logAnnouncement(ctx, id, by, "edited", "")
}

// Submit asks for the approval of a draft.
func (w *Ward) Submit(ctx context.Context, id int64, by Staff) error {
	a, err := w.lockToWrite(ctx, id, by)
	if err != nil {
		return err
	}
	if a.State != AnnouncementDraft {
		return ErrWrongState
	}
	if err := w.CheckAnnouncement(a.Notice); err != nil {
		return err
	}
	return w.setAnnouncement(ctx, a, AnnouncementSubmitted, by, "submitted", "")
}

// Approve lets a submitted announcement go out. The approver is somebody else than the author (four eyes), and has seen
// the version that they approve. A leader may let an emergency of their own go at once: the log says so. What is to go out
// as soon as it is approved starts in the same transaction.
func (w *Ward) Approve(ctx context.Context, id, version int64, by Staff) error {
	a, err := w.lockAnnouncement(ctx, id)
	switch {
	case err != nil:
		return err
	case !by.Role.Approves():
		return ErrMayNotApprove
	case a.Version != version:
		return ErrChanged
	case a.State != AnnouncementSubmitted && (a.State != AnnouncementDraft || !a.Notice.Emergency):
		return ErrWrongState
	case a.AuthorID == by.ID && !a.Notice.Emergency:
		return ErrOwnApproval
	}
	kind := "approved"
	if a.AuthorID == by.ID {
		kind = "approved-alone"
	}
	if err := w.CheckAnnouncement(a.Notice); err != nil {
		return err
	}
	next := w.Now().Truncate(time.Millisecond)
	if !a.Notice.Plan.Soon {
		next, _ = a.Notice.Plan.Next(next.Add(-time.Minute), w.Calendar())
	}
	_, err = w.tx.Exec(ctx, `UPDATE announcement SET state = $1, approver_id = $2, approved_version = version, next_at = $3, updated_at = $4
		WHERE ward_id = $5 AND announcement_id = $6`, string(AnnouncementApproved), by.ID, millisOrZero(next), millis(w.house.Now()), w.ID, id)
	if err != nil {
		return fmt.Errorf("approve an announcement: %w", err)
	}
	if err := w.resumeRuns(ctx, id); err != nil { // those that an edit has held up
		return err
	}
	if err := w.logAnnouncement(ctx, id, by, kind, ""); err != nil || !a.Notice.Plan.Soon {
		return err
	}
	a.NextAt = next
	_, err = w.startDue(ctx, a)
	return err
}

// Reject gives a submitted announcement back to its author, with a reason.
func (w *Ward) Reject(ctx context.Context, id int64, by Staff, reason string) error {
	a, err := w.lockAnnouncement(ctx, id)
	switch {
	case err != nil:
		return err
	case !by.Role.Approves():
		return ErrMayNotApprove
	case a.State != AnnouncementSubmitted:
		return ErrWrongState
	}
	return w.setAnnouncement(ctx, a, AnnouncementDraft, by, "rejected", reason)
}

// Pause holds an announcement up: nothing more of it goes out until it is resumed.
func (w *Ward) Pause(ctx context.Context, id int64, by Staff) error {
	a, err := w.lockToWrite(ctx, id, by)
	if err != nil {
		return err
	}
	if a.State != AnnouncementApproved {
		return ErrWrongState
	}
	if err := w.holdRuns(ctx, id, RunPaused); err != nil {
		return err
	}
	return w.setAnnouncement(ctx, a, AnnouncementPaused, by, "paused", "")
}

// Resume lets a paused announcement go on.
func (w *Ward) Resume(ctx context.Context, id int64, by Staff) error {
	a, err := w.lockToWrite(ctx, id, by)
	if err != nil {
		return err
	}
	if a.State != AnnouncementPaused {
		return ErrWrongState
	}
	if err := w.resumeRuns(ctx, id); err != nil {
		return err
	}
	return w.setAnnouncement(ctx, a, AnnouncementApproved, by, "resumed", "")
}

// Stop ends an announcement for good: what was not sent is not sent any more.
func (w *Ward) Stop(ctx context.Context, id int64, by Staff) error {
	a, err := w.lockToWrite(ctx, id, by)
	if err != nil {
		return err
	}
	if a.State == AnnouncementStopped || a.State == AnnouncementFinished {
		return ErrWrongState
	}
	if err := w.holdRuns(ctx, id, RunStopped); err != nil {
		return err
	}
	if _, err := w.tx.Exec(ctx, `UPDATE announcement SET next_at = 0 WHERE ward_id = $1 AND announcement_id = $2`, w.ID, id); err != nil {
		return fmt.Errorf("stop an announcement: %w", err)
	}
	return w.setAnnouncement(ctx, a, AnnouncementStopped, by, "stopped", "")
}

func (w *Ward) setAnnouncement(ctx context.Context, a Announcement, state AnnouncementState, by Staff, kind, note string) error {
	_, err := w.tx.Exec(ctx, `UPDATE announcement SET state = $1, updated_at = $2 WHERE ward_id = $3 AND announcement_id = $4`,
		string(state), millis(w.house.Now()), w.ID, a.ID)
	if err != nil {
		return fmt.Errorf("change an announcement: %w", err)
	}
	return w.logAnnouncement(ctx, a.ID, by, kind, note)
}
