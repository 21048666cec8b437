package console

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// schedulePage is the month at the desk: who receives when, who has booked, what was decided.
type schedulePage struct {
	visit    *visit
	told     string // what came of a change for those who had booked
	today    law.Date
	first    law.Date // of the month
	month    month
	sessions []sessionRow
	changes  []changeRow
	receives []string // the posted names
	typed    typed
}

// sessionRow is a session of the month that is worth a line: the chair's, one that has changed, one that somebody has booked.
type sessionRow struct {
	law.Session
	booked, came int
	record       *ward.SessionRecord
	late         bool // it was posted fewer than five working days before, or nobody knows when
}

// changeRow is a decision with who entered it.
type changeRow struct {
	ward.ScheduleChange
	by string
}

// monthPath is the address of a month at the desk.
func (p *schedulePage) monthPath(first law.Date) string {
	return p.visit.path("lich-tiep?thang=" + first.String()[:len("2026-01")])
}

func (d *desk) showSchedule(v *visit) { d.schedule(v, typed{}, http.StatusOK) }

// schedule shows the month, with what was typed into a form that was refused.
func (d *desk) schedule(v *visit, t typed, status int) {
	p := &schedulePage{visit: v, typed: t, told: toldWords(v.r.URL.Query())}
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		p.today = w.Today()
		if p.first, err = monthAsked(v.r.URL.Query().Get("thang"), p.today); err != nil {
			return err
		}
		v.ward = w.Profile
		p.month = monthOf(w.Profile, w.Calendar(), p.first, p.today)
		for _, r := range w.Profile.Reception.Weekly {
			if !slices.Contains(p.receives, r.Name) {
				p.receives = append(p.receives, r.Name)
			}
		}
		return p.read(v, w)
	})
	switch {
	case errors.Is(err, errNoPage):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		d.show(v, status, "Lịch tiếp công dân", "lich-tiep", scheduleBody(p))
	}
}

// read reads the sessions and the decisions of the month.
func (p *schedulePage) read(v *visit, w *ward.Ward) error {
	last := p.first.AddMonths(1).AddDays(-1)
	visits, err := w.Visits(v.ctx(), p.first, last)
	if err != nil {
		return err
	}
	records, err := w.SessionRecords(v.ctx(), p.first, last)
	if err != nil {
		return err
	}
	for _, s := range w.Profile.Sessions(w.Calendar(), p.first, last) {
		row := sessionRow{Session: s, record: recordOf(records, s)}
		row.late = s.Posted.IsZero() || s.Posted.After(law.PostBy(s.Date, w.Calendar()))
		for _, one := range visits {
			if one.Day == s.Date && one.Who == s.Who {
				row.booked++
				if !one.ArrivedAt.IsZero() {
					row.came++
				}
			}
		}
		if s.Chair || row.booked > 0 || s.Note != "" || s.By != "" || !s.MovedFrom.IsZero() || row.record != nil {
			p.sessions = append(p.sessions, row)
		}
	}
	all, err := w.ScheduleChanges(v.ctx(), p.first, last)
	if err != nil {
		return err
	}
	staff, err := w.Everybody(v.ctx())
	if err != nil {
		return err
	}
	for _, c := range all {
		p.changes = append(p.changes, changeRow{c, officerName(staff, c.StaffID)})
	}
	return nil
}

func recordOf(all []ward.SessionRecord, s law.Session) *ward.SessionRecord {
	i := slices.IndexFunc(all, func(r ward.SessionRecord) bool { return r.Day == s.Date && r.Who == s.Who })
	if i < 0 {
		return nil
	}
	return &all[i]
}

func officerName(staff []ward.Staff, id int64) string {
	if i := slices.IndexFunc(staff, func(s ward.Staff) bool { return s.ID == id }); i >= 0 {
		return staff[i].Name
	}
	return "Cán bộ"
}

// maxDecision is how much of a decision's words is read, in runes.
const maxDecision = 200

// decide enters a decision about the schedule, and dates open cases again where days off have changed.
func (d *desk) decide(v *visit) {
	if err := v.r.ParseForm(); err != nil {
		d.schedule(v, typed{problem: unreadable}, http.StatusRequestEntityTooLarge)
		return
	}
	change, err := typedChange(v.r.PostForm.Get)
	if err != nil {
		d.refuseSchedule(v, err)
		return
	}
	month := ""
	if !change.Day.IsZero() { // otherwise it is refused
		month = change.Day.String()[:len("2026-01")]
	}
	d.changeSchedule(v, changeWords(change), month, func(w *ward.Ward) error {
		_, err := w.DecideSchedule(v.ctx(), change, v.session.Staff)
		return err
	})
}

// redate dates open cases again. What is left undone is done at night.
func (d *desk) redate(v *visit) {
	if _, err := d.House.Redate(v.ctx(), v.ward.Slug); err != nil {
		d.Log.Error("console: date cases again", "error", err)
	}
}

// typedChange reads the form of a decision.
func typedChange(get func(string) string) (ward.ScheduleChange, error) {
	c := ward.ScheduleChange{
		Kind: ward.ChangeKind(get("viec")), Who: viet.Clean(get("ai"), maxDecision), By: viet.Clean(get("thay"), maxDecision),
		Place: viet.Clean(get("noi"), maxDecision), Reason: viet.Clean(get("ly-do"), maxDecision), Document: viet.Clean(get("van-ban"), maxDecision),
	}
	var err error
	if c.Day, err = typedDate(get("ngay")); err != nil {
		return c, ward.ErrChangeDay
	}
	if c.To, err = typedDate(get("den")); err != nil {
		return c, ward.ErrChangeTo
	}
	if c.Kind == ward.ChangeMove && c.To.IsZero() {
		c.Kind = ward.ChangeCancel
	}
	for shift := range strings.FieldsFuncSeq(get("gio"), func(r rune) bool { return r == ',' || r == ';' }) {
		c.Shifts = append(c.Shifts, typedShift(shift))
	}
	return c, nil
}

// typedShift writes hours as they are stored, "07:30-11:30": people write 7h30 – 11h30.
func typedShift(typed string) string {
	parts := strings.Split(strings.NewReplacer("–", "-", "—", "-", "h", ":", "g", ":", ".", ":", " ", "").Replace(strings.ToLower(typed)), "-")
	for i, p := range parts {
		hour, minute, _ := strings.Cut(p, ":")
		if len(hour) == 1 {
			hour = "0" + hour
		}
		if minute == "" {
			minute = "00"
		}
		parts[i] = hour + ":" + minute
	}
	return strings.Join(parts, "-")
}

const unreadable = "Nội dung gửi lên quá dài hoặc không đọc được. Xin rút gọn rồi gửi lại."

// refuseSchedule shows the month again with the form that was refused.
func (d *desk) refuseSchedule(v *visit, err error) {
	for _, p := range scheduleProblems {
		if errors.Is(err, p.err) {
			form := v.r.PostForm.Get("viec")
			d.schedule(v, typed{form: form, values: v.r.PostForm, problem: p.problem, field: p.field}, http.StatusUnprocessableEntity)
			return
		}
	}
	d.fail(v, err)
}

var scheduleProblems = [...]struct {
	err            error
	problem, field string
}{
	{ward.ErrChangeDay, "Xin chọn ngày trong vòng một năm; ngày nghỉ phải là ngày làm việc, ngày làm bù phải là ngày nghỉ.", "ngay"},
	{ward.ErrChangeTo, "Xin chọn một ngày làm việc khác.", "den"},
	{ward.ErrChangeSession, "Người này không có buổi tiếp theo lịch vào ngày đó. Xin xem lại ngày và người tiếp.", "ngay"},
	{ward.ErrChangeTwice, "Ngày này đã có thay đổi đang áp dụng. Xin thu hồi thay đổi đó trước.", "ngay"},
	{ward.ErrChangeBy, "Xin ghi người tiếp thay.", "thay"},
	{ward.ErrChangeShifts, "Xin ghi giờ tiếp, ví dụ 07:30-11:30.", "gio"},
	{ward.ErrChangeReason, "Xin ghi lý do; người dân đọc được lý do này.", "ly-do"},
	{ward.ErrChangeDocument, "Xin ghi số và ngày của văn bản.", "van-ban"},
	{ward.ErrNoChange, "Thay đổi này không còn áp dụng.", ""},
}

// revoke takes a decision back.
func (d *desk) revoke(v *visit) {
	_ = v.r.ParseForm() // it has one field, which may be missing
	id, err := strconv.ParseInt(v.r.PathValue("change"), 10, 64)
	if err != nil {
		d.missing(v)
		return
	}
	month := ""
	if _, err := law.ParseDate(v.r.PostForm.Get("thang") + "-01"); err == nil {
		month = v.r.PostForm.Get("thang")
	}
	d.changeSchedule(v, "Thu hồi một thay đổi lịch", month, func(w *ward.Ward) error { return w.RevokeChange(v.ctx(), id, v.session.Staff) })
}

// changeWords say what a decision does.
func changeWords(c ward.ScheduleChange) string {
	who := c.Who
	if who == "" {
		who = "mọi người tiếp"
	}
	switch c.Kind {
	case ward.ChangeMove:
		return "Dời buổi tiếp của " + who + " từ ngày " + c.Day.Vietnamese() + " sang ngày " + c.To.Vietnamese()
	case ward.ChangeCancel:
		return "Không tổ chức buổi tiếp ngày " + c.Day.Vietnamese() + " của " + who
	case ward.ChangeSubstitute:
		return c.By + " tiếp thay " + who + " ngày " + c.Day.Vietnamese()
	case ward.ChangeExtra:
		return "Thêm buổi tiếp của " + who + " ngày " + c.Day.Vietnamese() + ", " + strings.Join(c.Shifts, ", ")
	case ward.ChangeDayOff:
		return "Nghỉ ngày " + c.Day.Vietnamese()
	case ward.ChangeDayWorked:
		return "Làm việc (làm bù) ngày " + c.Day.Vietnamese()
	}
	return ""
}
