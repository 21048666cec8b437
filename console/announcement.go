package console

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/viet"
	"danbiet/ward"
)

// noticePage is all that the page of an announcement shows.
type noticePage struct {
	visit            *visit
	a                ward.Announcement
	author, approver string
	topic, document  string
	parts            []NoticeMessage
	reach            ward.Reach // as of now
	plan             planView
	log              []ward.AnnouncementEvent
	names            map[string]string // of the staff, by login
	runs             []ward.Run        // newest first
	run              *runView          // the one that is looked at, nil for none
	said, problem    string
	field            string // that the problem is about
	reason           string // typed for sending it back
}

// runView is how a run goes, or how it has gone.
type runView struct {
	ward.Run
	ward.Progress
	places []ward.PlaceReach
	pace   string
}

// running reports whether something goes on that is worth looking at again in a moment.
func (p *noticePage) running() bool {
	return p.a.State == ward.AnnouncementApproved && len(p.runs) > 0 && p.runs[0].State == ward.RunRunning
}

// own reports whether the visitor wrote it last, and so does not approve it.
func (p *noticePage) own() bool { return p.a.AuthorID == p.visit.session.Staff.ID }

// approvable reports whether the visitor may let it go out: another's that waits, or a leader their own emergency.
func (p *noticePage) approvable() bool {
	return p.visit.can(ward.MayApprove) && (p.a.State == ward.AnnouncementSubmitted && (!p.own() || p.a.Notice.Emergency))
}

// printable reports whether it may hang in the street: it was approved.
func (p *noticePage) printable() bool {
	return slices.Contains([]ward.AnnouncementState{ward.AnnouncementApproved, ward.AnnouncementPaused, ward.AnnouncementFinished}, p.a.State)
}

// over reports whether nothing can be done with it any more.
func (p *noticePage) over() bool {
	return p.a.State == ward.AnnouncementStopped || p.a.State == ward.AnnouncementFinished
}

// rejected is why it was sent back, "" when that was not the last that happened.
func (p *noticePage) rejected() string {
	if n := len(p.log); n > 0 && p.log[n-1].Kind == "rejected" {
		return p.log[n-1].Note
	}
	return ""
}

// noticeDone is what is said of what was just done.
var noticeDone = map[string]string{
	"luu": "Đã lưu bản soạn. Chưa gửi cho ai.", "gui": "Đã gửi duyệt.", "phat": "Tin khẩn cấp bắt đầu được phát, không chờ duyệt.",
	"duyet": "Đã duyệt. Thông báo được phát theo lịch.", "tra-lai": "Đã trả lại người soạn.", "tam-dung": "Đã tạm dừng: chưa ai nhận thêm cho đến khi phát tiếp.",
	"tiep-tuc": "Thông báo được phát tiếp.", "dung-han": "Đã dừng hẳn.",
}

func (d *desk) showNotice(v *visit) {
	d.openNotice(v, &noticePage{visit: v, said: noticeDone[v.r.URL.Query().Get("viec")]}, http.StatusOK)
}

// openNotice reads the announcement of the address and shows it.
func (d *desk) openNotice(v *visit, p *noticePage, status int) {
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { return p.fill(w, d.Notices) })
	switch {
	case errors.Is(err, ward.ErrNoAnnouncement):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		d.show(v, status, p.a.Notice.Title, "thong-bao", noticeBody(p))
	}
}

func (p *noticePage) fill(w *ward.Ward, outside Notices) (err error) {
	ctx := p.visit.ctx()
	if p.a, err = w.Announcement(ctx, noticeID(p.visit)); err != nil {
		return err
	}
	n := p.a.Notice
	p.parts = outside.messages(w.Profile, p.a)
	if t, ok := w.Profile.Topic(n.Topic); ok {
		p.topic = t.Name
	}
	if err := p.people(w); err != nil {
		return err
	}
	if n.Disclosure != "" {
		doc, err := w.Disclosure(ctx, n.Disclosure)
		if err != nil && !errors.Is(err, ward.ErrNoDisclosure) {
			return err
		}
		p.document = doc.Title
	}
	if p.reach, err = w.Reach(ctx, n); err != nil {
		return err
	}
	if p.log, err = w.AnnouncementLog(ctx, p.a.ID); err != nil {
		return err
	}
	if p.runs, err = w.Runs(ctx, p.a.ID); err != nil {
		return err
	}
	p.plan = viewPlan(w, n, p.runs)
	return p.watch(w)
}

func (p *noticePage) people(w *ward.Ward) error {
	all, err := w.Everybody(p.visit.ctx())
	p.names = map[string]string{"": "Hệ thống"}
	for _, s := range all {
		p.names[s.Login] = s.Name
		if s.ID == p.a.AuthorID {
			p.author = s.Name
		}
		if s.ID == p.a.ApproverID {
			p.approver = s.Name
		}
	}
	return err
}

// watch reads how the run goes that is asked for, or the newest.
func (p *noticePage) watch(w *ward.Ward) error {
	if len(p.runs) == 0 {
		return nil
	}
	i := max(0, slices.IndexFunc(p.runs, func(r ward.Run) bool { return noticeNumber(r.ID) == p.visit.r.URL.Query().Get("dot") }))
	view := &runView{Run: p.runs[i]}
	var err error
	if view.Progress, err = w.Progress(p.visit.ctx(), view.ID); err != nil {
		return err
	}
	if view.places, err = w.RunPlaces(p.visit.ctx(), view.ID); err != nil {
		return err
	}
	if view.State == ward.RunRunning {
		view.pace = paceWords(ward.Showing{Run: view.Run, Progress: view.Progress}, w.Now())
	}
	p.run = view
	return nil
}

// paceWords tells how fast a run goes and how long it still takes.
func paceWords(s ward.Showing, now time.Time) string {
	rate, left, ok := s.Pace(now)
	if ward.Quiet(now) && !s.Announcement.Notice.Emergency && s.Progress.Done() == 0 {
		return "Chờ hết giờ yên tĩnh, gửi từ 06:00."
	}
	if !ok || s.Progress.Waiting == 0 {
		return ""
	}
	span := fmt.Sprintf("%d giây", int(left.Seconds()))
	if left >= 2*time.Minute {
		span = fmt.Sprintf("%d phút", int(left.Round(time.Minute).Minutes()))
	}
	return strings.Replace(fmt.Sprintf("%.1f tin/giây", rate), ".", ",", 1) + ", còn khoảng " + span
}

// failures are the reasons for which letters did not arrive, with how many they are.
func (r *runView) failures() (lines []string) {
	for _, reason := range slices.Sorted(maps.Keys(r.Failed)) {
		lines = append(lines, viet.Number(r.Failed[reason])+" tin lỗi: "+reason)
	}
	return lines
}

// runState is how a run stands, in words.
func runState(s ward.RunState) string {
	return map[ward.RunState]string{
		ward.RunRunning: "Đang phát", ward.RunPaused: "Tạm dừng", ward.RunDone: "Đã phát xong", ward.RunStopped: "Đã dừng hẳn", ward.RunSkipped: "Bỏ qua vì quá giờ",
	}[s]
}

// stepNotice does one thing with an announcement that whoever writes announcements may do.
func (d *desk) stepNotice(v *visit) {
	what := v.r.PostFormValue("viec")
	d.changeNotice(v, what, func(w *ward.Ward, a ward.Announcement) error {
		by := v.session.Staff
		switch what {
		case "gui":
			f := formOf(a.Notice)
			if f.check(w); len(f.problems) > 0 {
				return errRefused
			}
			return d.submit(v, w, a.ID, false)
		case "tam-dung":
			return w.Pause(v.ctx(), a.ID, by)
		case "tiep-tuc":
			return w.Resume(v.ctx(), a.ID, by)
		case "dung-han":
			return w.Stop(v.ctx(), a.ID, by)
		}
		return errNoForm
	})
}

// decideNotice approves an announcement or sends it back.
func (d *desk) decideNotice(v *visit) {
	what := v.r.PostFormValue("viec")
	d.changeNotice(v, what, func(w *ward.Ward, a ward.Announcement) error {
		by := v.session.Staff
		switch what {
		case "duyet":
			if err := w.Approve(v.ctx(), a.ID, a.Version, by); err != nil {
				return err
			}
			return d.Notices.tell(v.ctx(), w, a.ID, by, "approved", "")
		case "tra-lai":
			reason := viet.Clean(v.r.PostForm.Get("ly-do"), maxReason)
			if len([]rune(reason)) < shortestReason {
				return ward.ErrNeedsReason
			}
			if a.AuthorID == by.ID {
				return ward.ErrOwnApproval
			}
			if err := w.Reject(v.ctx(), a.ID, by, reason); err != nil {
				return err
			}
			return d.Notices.tell(v.ctx(), w, a.ID, by, "rejected", reason)
		}
		return errNoForm
	})
}

// shortestReason is how many letters tell an author what to mend.
const shortestReason = 5

// changeNotice does something with the version of an announcement that the visitor has looked at, and leads back to it.
func (d *desk) changeNotice(v *visit, what string, do func(*ward.Ward, ward.Announcement) error) {
	id := noticeID(v)
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		version := versionOf(v.r.PostForm)
		a, err := w.AnnouncementAt(v.ctx(), id, version)
		if errors.Is(err, ward.ErrChanged) && version == 0 {
			err = errNoForm
		}
		if err != nil {
			return err
		}
		return do(w, a)
	})
	problem, field, status := noticeProblem(err)
	switch {
	case err == nil:
		v.redirect(noticePath(id) + "?viec=" + what)
	case errors.Is(err, ward.ErrNoAnnouncement):
		d.missing(v)
	case problem == "":
		d.fail(v, err)
	default:
		d.openNotice(v, &noticePage{visit: v, problem: problem, field: field, reason: v.r.PostForm.Get("ly-do")}, status)
	}
}

// noticeProblem is the sentence for a step that was refused, and the field it is about; "" for other errors.
func noticeProblem(err error) (problem, field string, status int) {
	status = http.StatusUnprocessableEntity
	var plan ward.PlanProblem
	var notice ward.AnnouncementProblem
	switch {
	case errors.As(err, &plan):
		return string(plan) + " Xin trả lại để người soạn chọn lịch khác.", "", status
	case errors.As(err, &notice):
		return string(notice), "", status
	case errors.Is(err, ward.ErrChanged), errors.Is(err, ward.ErrWrongState):
		return "Thông báo vừa được người khác thay đổi. Chưa có gì được thực hiện; xin xem bản dưới đây rồi làm lại.", "", http.StatusConflict
	case errors.Is(err, ward.ErrOwnApproval):
		return "Thông báo do chính ông/bà soạn nên phải do người khác duyệt.", "", status
	case errors.Is(err, ward.ErrNeedsReason):
		return "Xin ghi lý do trả lại để người soạn biết cần sửa gì.", "ly-do", status
	case errors.Is(err, errRefused):
		return "Bản soạn chưa đủ để gửi duyệt. Xin bấm “Sửa” và hoàn thiện.", "", status
	case errors.Is(err, errNoForm):
		return "Chưa làm được. Xin chọn lại việc cần làm trên trang này.", "", status
	}
	return "", "", status
}

// percentOf is a share in whole percents, 100 of nothing.
func percentOf(part, whole int64) string {
	if whole == 0 {
		return "100"
	}
	return strconv.FormatInt(part*100/whole, 10)
}
