package console

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"danbiet/viet"
	"danbiet/ward"
)

// noticeEditor is the page on which an announcement is written.
type noticeEditor struct {
	visit     *visit
	known     ward.Announcement // as it stands; a zero one is new
	version   int64             // that the form was opened with
	form      noticeForm
	checked   bool // the form was sent: what is wrong with it is told
	conflict  []ward.AnnouncementEvent
	parts     []NoticeMessage
	reach     ward.Reach
	plan      planView
	documents []ward.Disclosure // to choose from
	searched  string
	live      bool // it was approved: an edit takes it back
}

// shownDocuments is how many disclosed documents are offered at a time.
const shownDocuments = 30

// alone reports whether the officer may let the announcement go without another's approval: a leader, an emergency.
func (p *noticeEditor) alone() bool { return p.form.notice.Emergency && p.visit.can(ward.MayApprove) }

func (p *noticeEditor) action() string {
	if p.known.ID == 0 {
		return p.visit.path("thong-bao/moi")
	}
	return p.visit.path(noticePath(p.known.ID) + "/sua")
}

func (d *desk) newNotice(v *visit) {
	topic := ""
	if len(v.ward.Topics) > 0 {
		topic = v.ward.Topics[0].Slug
	}
	d.editor(v, &noticeEditor{visit: v, form: formOf(ward.Notice{Topic: topic, Plan: ward.Plan{Soon: true}})}, http.StatusOK)
}

func (d *desk) editNotice(v *visit) {
	if a, ok := d.editable(v); ok {
		d.editor(v, &noticeEditor{visit: v, known: a, version: a.Version, form: formOf(a.Notice)}, http.StatusOK)
	}
}

// editable reads the announcement of the address. For one that cannot be edited any more it answers.
func (d *desk) editable(v *visit) (a ward.Announcement, ok bool) {
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		a, err = w.Announcement(v.ctx(), noticeID(v))
		return err
	})
	switch {
	case errors.Is(err, ward.ErrNoAnnouncement):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	case a.State == ward.AnnouncementStopped || a.State == ward.AnnouncementFinished:
		v.redirect(noticePath(a.ID))
	default:
		return a, true
	}
	return a, false
}

// editor shows the form with what it makes: the preview, the count of the audience, and the plan on a calendar.
func (d *desk) editor(v *visit, p *noticeEditor, status int) {
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { return p.fill(v.ctx(), w, d.Notices) })
	if err != nil {
		d.fail(v, err)
		return
	}
	title := "Soạn thông báo"
	if p.known.ID != 0 {
		title = "Sửa thông báo"
	}
	d.show(v, status, title, "thong-bao", noticeEditorBody(p))
}

func (p *noticeEditor) fill(ctx context.Context, w *ward.Ward, outside Notices) (err error) {
	n := p.form.notice
	p.live = p.known.State == ward.AnnouncementApproved || p.known.State == ward.AnnouncementPaused || p.known.State == ward.AnnouncementSubmitted
	p.parts = outside.messages(w.Profile, ward.Announcement{Notice: n})
	if p.reach, err = w.Reach(ctx, n); err != nil {
		return err
	}
	p.plan = viewPlan(w, n, nil)
	if p.checked {
		p.form.check(w)
	}
	if p.searched = viet.Clean(p.form.value("tim"), maxQuery); p.searched != "" {
		p.documents, err = w.SearchDisclosures(ctx, p.searched, shownDocuments)
	} else {
		p.documents, err = w.NewestDisclosures(ctx, shownDocuments)
	}
	if err != nil || n.Disclosure == "" || slices.ContainsFunc(p.documents, func(d ward.Disclosure) bool { return d.Slug == n.Disclosure }) {
		return err
	}
	chosen, err := w.Disclosure(ctx, n.Disclosure)
	if errors.Is(err, ward.ErrNoDisclosure) {
		p.form.refuse("tai-lieu", "Tài liệu đã chọn không còn trong danh mục công khai. Xin chọn tài liệu khác.")
		return nil
	}
	p.documents = slices.Insert(p.documents, 0, chosen)
	return err
}

// writeNotice does what the form asks for: shows it anew with its preview, saves it, or sends it on.
func (d *desk) writeNotice(v *visit) {
	p := &noticeEditor{visit: v}
	if v.r.PathValue("id") != "" {
		a, ok := d.editable(v)
		if !ok {
			return
		}
		p.known = a
	}
	in, err := v.receive()
	if err != nil {
		d.editor(v, &noticeEditor{visit: v, known: p.known, version: p.known.Version, form: formOf(p.known.Notice)}, http.StatusUnprocessableEntity)
		return
	}
	files, err := d.keepFiles(v, &in, p.known.Notice.Files)
	if err != nil {
		d.fail(v, err)
		return
	}
	p.version = cmp.Or(versionOf(in.values), p.known.Version)
	p.form = readForm(in.values, files, v.ward, p.known.Notice, v.can(ward.MayApprove))
	if in.problem != "" {
		p.form.refuse("tep", in.problem)
	}
	what := in.values.Get("viec")
	if !slices.Contains([]string{"luu", "gui", "phat"}, what) {
		d.editor(v, p, http.StatusOK)
		return
	}
	d.saveNotice(v, p, what)
}

// errRefused is returned for a form that cannot be taken as it is; what is wrong stands at its fields.
var errRefused = errors.New("the form was refused")

// saveNotice saves what the form holds, and sends it for approval or lets it go where that was asked for.
func (d *desk) saveNotice(v *visit, p *noticeEditor, what string) {
	by, id := v.session.Staff, p.known.ID
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		if what != "luu" {
			p.form.check(w)
		} else if p.form.notice.Title == "" {
			p.form.refuse("tieu-de", "Xin ghi tiêu đề để tìm lại bản soạn này.")
		}
		if len(p.form.problems) > 0 {
			return errRefused
		}
		n := p.form.notice
		if n.Files, err = publishFiles(v, w, n.Files); err != nil {
			return err
		}
		if p.known.ID == 0 {
			id, err = w.Compose(v.ctx(), by, n)
		} else if _, err = w.AnnouncementAt(v.ctx(), id, p.version); err == nil {
			err = w.EditAnnouncement(v.ctx(), id, by, n)
		}
		if err != nil || what == "luu" {
			return err
		}
		return d.submit(v, w, id, what == "phat" && p.alone())
	})
	switch {
	case err == nil:
		v.redirect(noticePath(id) + "?viec=" + what)
	case errors.Is(err, errRefused):
		d.editor(v, p, http.StatusUnprocessableEntity)
	case errors.Is(err, ward.ErrChanged), errors.Is(err, ward.ErrWrongState):
		d.conflict(v, p)
	default:
		d.fail(v, err)
	}
}

// submit asks for the approval of an announcement; alone lets it go at once.
func (d *desk) submit(v *visit, w *ward.Ward, id int64, alone bool) error {
	by := v.session.Staff
	if err := w.Submit(v.ctx(), id, by); err != nil {
		return err
	}
	if !alone {
		return d.Notices.tell(v.ctx(), w, id, by, "submitted", "")
	}
	a, err := w.Announcement(v.ctx(), id)
	if err != nil {
		return err
	}
	if err := w.Approve(v.ctx(), id, a.Version, by); err != nil {
		return err
	}
	return d.Notices.tell(v.ctx(), w, id, by, "approved-alone", "")
}

// conflict shows the form again when somebody else has changed the announcement meanwhile: what was typed stays, and the
// next press is about the version that stands now.
func (d *desk) conflict(v *visit, p *noticeEditor) {
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		if p.known, err = w.Announcement(v.ctx(), p.known.ID); err != nil {
			return err
		}
		log, err := w.AnnouncementLog(v.ctx(), p.known.ID)
		const told = 3
		p.conflict = log[max(0, len(log)-told):]
		return err
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	p.version = p.known.Version
	d.editor(v, p, http.StatusConflict)
}

// noticeEvents are the kinds of an announcement's log in words.
var noticeEvents = map[string]string{
	"composed": "soạn", "edited": "sửa nội dung", "submitted": "gửi duyệt", "approved": "duyệt", "approved-alone": "tự duyệt tin khẩn cấp",
	"rejected": "trả lại", "paused": "tạm dừng", "resumed": "cho phát tiếp", "stopped": "dừng hẳn", "finished": "phát xong",
}

func noticeEvent(kind string) string { return capital(cmp.Or(noticeEvents[kind], kind)) }

// excluded are the reasons why some of an audience get nothing, with how many they are.
func excluded(counts map[ward.Exclusion]int64) (lines []string) {
	for _, why := range ward.Exclusions() {
		if n := counts[why]; n > 0 {
			lines = append(lines, viet.Number(n)+" người "+strings.TrimSpace(why.Name()))
		}
	}
	return lines
}
