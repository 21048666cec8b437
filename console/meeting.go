package console

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"danbiet/law"
	"danbiet/report"
	"danbiet/viet"
	"danbiet/ward"
)

// meetingPage is one day of receptions: its sessions and who comes.
type meetingPage struct {
	visit    *visit
	day      law.Date
	today    law.Date
	sessions []sessionRow
	dropped  []law.Session
	visits   []visitRow
	typed    typed
}

// visitRow is one visitor.
type visitRow struct {
	ward.Visit
	hidden bool // who denounced is known to whoever received them alone (Luật Tố cáo 2018, Điều 8)
}

// past reports whether visitors of the day can be noted.
func (p *meetingPage) past() bool { return !p.day.After(p.today) }

func (p *meetingPage) base() string { return p.visit.path("lich-tiep/" + p.day.String()) }

func (d *desk) showMeeting(v *visit) { d.meeting(v, typed{}, http.StatusOK) }

// meeting shows a day, with what was typed into a form that was refused.
func (d *desk) meeting(v *visit, t typed, status int) {
	p := &meetingPage{visit: v, typed: t}
	var err error
	if p.day, err = law.ParseDate(v.r.PathValue("date")); err != nil {
		d.missing(v)
		return
	}
	err = d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		p.today = w.Today()
		held, dropped := w.Profile.Plan(w.Calendar(), p.day, p.day)
		p.dropped = dropped
		records, err := w.SessionRecords(v.ctx(), p.day, p.day)
		if err != nil {
			return err
		}
		for _, s := range held {
			p.sessions = append(p.sessions, sessionRow{Session: s, record: recordOf(records, s)})
		}
		visits, err := w.Visits(v.ctx(), p.day, p.day)
		for _, one := range visits {
			p.visits = append(p.visits, visitRow{one, one.Kind == law.ToCao && one.StaffID != v.session.Staff.ID})
		}
		return err
	})
	if err == nil && len(p.visits) > 0 {
		err = d.saw(v, ward.ActOpenedList, listReception, p.day.String())
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, status, "Tiếp công dân ngày "+p.day.Vietnamese(), "lich-tiep", meetingBody(p))
}

// How much of what is typed of a visitor is read, in runes.
const (
	maxVisitLine = 200
	maxMatter    = 2000
)

// The errors of the forms of a day, besides those of the domain.
var (
	errIdentity  = errors.New("the number of an identity paper has 6 to 12 letters and digits")
	errTelephone = errors.New("not a telephone number")
	errNoName    = errors.New("a visitor needs a name")
	errNoMatter  = errors.New("a visit needs its matter")
	errNoKind    = errors.New("a case needs its kind")
)

var identityNumber = regexp.MustCompile(`^[0-9A-Z]{6,12}$`)

// typedVisit reads the form of a visitor into a visit.
func typedVisit(get func(string) string, v ward.Visit) (ward.Visit, error) {
	s := &v.Said
	for field, into := range map[string]*string{
		"ten": &s.Name, "dia-chi": &s.Address, "da-giai-quyet": &s.SettledBy, "huong-dan": &s.GuidedTo, "thu-ly": &s.HandledBy,
	} {
		*into = viet.Clean(get(field), maxVisitLine)
	}
	for field, into := range map[string]*string{"noi-dung": &s.Matter, "ket-qua": &s.Result, "ghi-chu": &s.Remark} {
		*into = viet.Clean(get(field), maxMatter)
	}
	if typed := strings.ToUpper(strings.NewReplacer(" ", "", ".", "", "-", "").Replace(get("giay-to"))); typed != "" { // "": the number that is kept
		if !identityNumber.MatchString(typed) {
			return v, errIdentity
		}
		s.IDNumber = typed
	}
	s.Phone = ""
	if typed := get("dien-thoai"); strings.TrimSpace(typed) != "" {
		phone, err := viet.ParsePhone(typed)
		if err != nil {
			return v, errTelephone
		}
		s.Phone = phone.String()
	}
	var err error
	if v.People, err = strconv.Atoi(strings.TrimSpace(get("so-nguoi"))); err != nil {
		return v, ward.ErrVisitPeople
	}
	v.Kind, v.Competent = law.PetitionKind(get("loai")), get("tham-quyen") != ""
	if outcome := ward.Outcome(get("viec")); slices.Contains(ward.Outcomes(), outcome) {
		v.Outcome = outcome // otherwise what came of it stays
	}
	switch {
	case v.Kind != "" && !slices.Contains(law.PetitionKinds(), v.Kind), v.Kind == "" && v.Outcome == ward.OutcomeCase:
		return v, errNoKind
	case s.Name == "":
		return v, errNoName
	case s.Matter == "" && v.PetitionID == 0:
		return v, errNoMatter
	}
	return v, nil
}

// walkIn notes somebody who has come without a slot.
func (d *desk) walkIn(v *visit) {
	d.back(v, d.changeMeeting(v, "khach", func(w *ward.Ward, day law.Date) error {
		one, err := typedVisit(v.r.PostForm.Get, ward.Visit{Day: day, Who: viet.Clean(v.r.PostForm.Get("ai"), maxVisitLine)})
		if err != nil {
			return err
		}
		if _, ok := w.SessionOn(day, one.Who); !ok {
			return ward.ErrVisitWho
		}
		one.Outcome = "" // what came of it is told after the talk
		_, err = w.WalkIn(v.ctx(), one, v.session.Staff)
		return err
	}))
}

// noteVisit keeps what came of a visit. Where it becomes a case, the page shows its code and PIN, once.
func (d *desk) noteVisit(v *visit) {
	var filed ward.Filed
	done := d.changeMeeting(v, "khach-"+v.r.PathValue("visit"), func(w *ward.Ward, day law.Date) error {
		id, err := strconv.ParseInt(v.r.PathValue("visit"), 10, 64)
		if err != nil {
			return ward.ErrNoVisit
		}
		one, err := w.Visit(v.ctx(), id)
		if err != nil {
			return err
		}
		if one.Day != day || day.After(w.Today()) || one.Kind == law.ToCao && one.StaffID != v.session.Staff.ID {
			return ward.ErrNoVisit
		}
		version, err := strconv.ParseInt(v.r.PostForm.Get("phien-ban"), 10, 64)
		if err != nil || version != one.Version {
			return ward.ErrChanged
		}
		if one, err = typedVisit(v.r.PostForm.Get, one); err != nil {
			return err
		}
		if one.Outcome == ward.OutcomeCase && one.ResultID == 0 {
			if filed, err = w.File(v.ctx(), caseDraft(one, v.r.PostForm.Get("linh-vuc"))); err != nil {
				return err
			}
			one.ResultID = filed.PetitionID
			w.Note(v.session.Staff, ward.ActTookIn, string(filed.Code), ward.TookInAtReception)
		}
		_, err = w.SaveVisit(v.ctx(), one, v.session.Staff)
		return err
	})
	if done && filed.PIN != "" {
		d.show(v, http.StatusOK, "Đã lập hồ sơ", "lich-tiep", caseFiled(v, filed))
		return
	}
	d.back(v, done)
}

// caseDraft is the petition that a visit becomes. It goes to the chat where the slot was booked, if it was booked in one.
func caseDraft(one ward.Visit, field string) ward.Draft {
	draft := ward.Draft{
		Key: fmt.Sprintf("visit-%d", one.ID), Kind: one.Kind, Field: field, Channel: "paper", CitizenID: one.CitizenID,
		Content: ward.Content{What: one.Said.Matter, Name: one.Said.Name, Phone: one.Said.Phone, Address: one.Said.Address},
	}
	if one.Chat != "" {
		draft.Channel, draft.Chat = one.Channel, one.Chat
	}
	return draft
}

// recordSession notes whether a session was held.
func (d *desk) recordSession(v *visit) {
	d.back(v, d.changeMeeting(v, "buoi", func(w *ward.Ward, day law.Date) error {
		s, ok := w.SessionOn(day, viet.Clean(v.r.PostForm.Get("ai"), maxVisitLine))
		if !ok {
			return ward.ErrChangeSession
		}
		return w.RecordSession(v.ctx(), ward.SessionRecord{
			Day: day, Who: s.Who, Held: v.r.PostForm.Get("viec") == "co", Reason: viet.Clean(v.r.PostForm.Get("ly-do"), maxVisitLine),
		}, v.session.Staff)
	}))
}

// back leads to the day when a form was taken.
func (d *desk) back(v *visit, done bool) {
	if done {
		v.redirect("lich-tiep/" + v.r.PathValue("date"))
	}
}

// changeMeeting does what a form of a day asks for and reports whether it was taken: the caller answers then. A refused form
// comes back with what was typed.
func (d *desk) changeMeeting(v *visit, form string, do func(*ward.Ward, law.Date) error) bool {
	day, err := law.ParseDate(v.r.PathValue("date"))
	if err != nil {
		d.missing(v)
		return false
	}
	if err := v.r.ParseForm(); err != nil {
		d.meeting(v, typed{form: form, problem: unreadable}, http.StatusRequestEntityTooLarge)
		return false
	}
	err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		w.As(v.session.Staff)
		return do(w, day)
	})
	if err == nil {
		return true
	}
	for _, p := range meetingProblems {
		if errors.Is(err, p.err) {
			d.meeting(v, typed{form: form, values: v.r.PostForm, problem: p.problem, field: p.field}, http.StatusUnprocessableEntity)
			return false
		}
	}
	d.fail(v, err)
	return false
}

var meetingProblems = [...]struct {
	err            error
	problem, field string
}{
	{errNoName, "Xin ghi họ tên người đến.", "ten"},
	{errNoMatter, "Xin ghi nội dung trình bày.", "noi-dung"},
	{errNoKind, "Xin chọn loại: khiếu nại, tố cáo, kiến nghị hay phản ánh.", "loai"},
	{errIdentity, "Số giấy tờ gồm 6 đến 12 chữ số hoặc chữ cái.", "giay-to"},
	{errTelephone, "Số điện thoại chưa đúng.", "dien-thoai"},
	{ward.ErrVisitPeople, "Xin ghi số người, từ 1 đến 1000.", "so-nguoi"},
	{ward.ErrVisitWho, "Xin chọn một buổi tiếp của ngày này; ngày chưa đến thì chưa ghi sổ được.", "ai"},
	{ward.ErrNoVisit, "Không có lượt tiếp này trong ngày.", ""},
	{ward.ErrChanged, "Người khác vừa sửa lượt tiếp này. Xin xem lại rồi ghi lần nữa; nội dung ông/bà đã nhập vẫn còn bên dưới.", ""},
	{ward.ErrChangeSession, "Không có buổi tiếp này trong ngày.", ""},
	{ward.ErrChangeDay, "Buổi tiếp chưa đến ngày nên chưa ghi được.", ""},
	{ward.ErrChangeReason, "Xin ghi vì sao không tổ chức.", "ly-do"},
}

// registerPage is the register of a period.
type registerPage struct {
	visit   *visit
	book    report.ReceptionBook
	problem string
}

// longestRegister is how many days a register is shown of.
const longestRegister = 366

// readRegister reads the register of the period that is asked for: this month, where none is.
func (d *desk) readRegister(v *visit, w *ward.Ward) (p registerPage, err error) {
	q := v.r.URL.Query()
	p.visit = v
	p.book.To = w.Today()
	p.book.From = law.Date{Year: p.book.To.Year, Month: p.book.To.Month, Day: 1}
	from, errFrom := typedDate(q.Get("tu"))
	to, errTo := typedDate(q.Get("den"))
	switch {
	case errFrom != nil || errTo != nil || !from.IsZero() && !to.IsZero() && (to.Before(from) || to.Sub(from) > longestRegister):
		p.problem = "Xin chọn khoảng ngày đúng, dài nhất một năm."
	default:
		if !from.IsZero() {
			p.book.From = from
		}
		if !to.IsZero() {
			p.book.To = to
		}
	}
	p.book.Visits, err = w.Visits(v.ctx(), p.book.From, p.book.To)
	return p, err
}

func (d *desk) showRegister(v *visit) {
	var p registerPage
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) { p, err = d.readRegister(v, w); return err })
	if err == nil && len(p.book.Visits) > 0 {
		err = d.saw(v, ward.ActOpenedList, listReception, p.book.From.String()+" "+p.book.To.String())
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	for i := range p.book.Visits { // a screen is seen by whoever passes
		p.book.Visits[i].Said.IDNumber = p.book.Visits[i].Said.MaskedID()
	}
	status := http.StatusOK
	if p.problem != "" {
		status = http.StatusUnprocessableEntity
	}
	d.show(v, status, "Sổ tiếp công dân", "lich-tiep", registerBody(p))
}

const sheetMime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func (d *desk) registerDocx(v *visit) {
	d.exportRegister(v, "so-tiep-cong-dan.docx", docx, func(p registerPage) ([]byte, error) { return p.book.Docx(v.ward.Letterhead()) })
}

func (d *desk) registerSheet(v *visit) {
	d.exportRegister(v, "so-tiep-cong-dan.xlsx", sheetMime, func(p registerPage) ([]byte, error) {
		var file bytes.Buffer
		err := p.book.WriteSheet(&file, v.ward.Letterhead())
		return file.Bytes(), err
	})
}

// exportRegister sends the register as a file. That it was taken out stands in the log.
func (d *desk) exportRegister(v *visit, name, mime string, write func(registerPage) ([]byte, error)) {
	var p registerPage
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		p, err = d.readRegister(v, w)
		w.Note(v.session.Staff, ward.ActExported, "", "receptions "+p.book.From.String()+" "+p.book.To.String())
		return err
	})
	var data []byte
	if err == nil {
		data, err = write(p)
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	v.w.Header().Set("Content-Type", mime)
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, _ = v.w.Write(data) // the reader has gone: nobody to tell
}

// outcomeNames say what came of a visit.
var outcomeNames = map[ward.Outcome]string{
	ward.OutcomeGuided: "Đã hướng dẫn", ward.OutcomeCase: "Tiếp nhận thành hồ sơ", ward.OutcomeDocument: "Đã nhận đơn, tài liệu", ward.OutcomeOther: "Đã tiếp",
}
