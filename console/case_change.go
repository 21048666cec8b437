package console

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// typed is what came with a form of a case that was refused, and why.
type typed struct {
	form     string // "" for none
	values   url.Values
	problem  string // a sentence
	field    string // the name of the field that it is about, "" for the whole form
	conflict bool   // somebody else has changed the case since the form was opened
	// meanwhile is what was done to the case since.
	meanwhile []entry
}

// value is what was typed into a field of a form; a form that was not refused has what it begins with.
func (t typed) value(form, field, otherwise string) string {
	if t.form != form || t.values == nil {
		return otherwise
	}
	return t.values.Get(field)
}

// wrong reports whether a field of a form is what was refused.
func (t typed) wrong(form, field string) bool {
	return t.form == form && t.field == field && t.problem != ""
}

// openedAt is when the page of the refused form was made.
func (t typed) openedAt() time.Time {
	ms, err := strconv.ParseInt(t.values.Get("luc"), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// How much of what is typed is read, in runes.
const (
	maxReason = 1000
	maxNote   = 2000
	maxPart   = 4000
)

// change is what an officer does to a case with a form.
type change struct {
	w       *ward.Ward
	c       ward.Case
	by      ward.Staff
	version int64
	values  url.Values
}

func (ch change) text(field string, most int) string { return viet.Clean(ch.values.Get(field), most) }

// changeCase does what a form asks for and leads back to the case; a refused form comes back with what was typed.
func (d *desk) changeCase(v *visit, form string, do func(change) error) {
	if code, done := d.changed(v, form, do); done {
		v.redirect("ho-so/" + string(code))
	}
}

// changed does what a form asks for. Where it is not done, the visitor has been answered why.
func (d *desk) changed(v *visit, form string, do func(change) error) (code ward.Code, done bool) {
	code, ok := ward.ParseCode(v.r.PathValue("code"))
	if !ok {
		d.missing(v)
		return code, false
	}
	if err := v.r.ParseForm(); err != nil {
		d.openCase(v, typed{form: form, problem: "Nội dung gửi lên quá dài hoặc không đọc được. Xin rút gọn rồi gửi lại."}, http.StatusRequestEntityTooLarge)
		return code, false
	}
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		c, err := w.Case(v.ctx(), code)
		if err != nil {
			return err
		}
		version, err := strconv.ParseInt(v.r.PostForm.Get("phien-ban"), 10, 64)
		if err != nil {
			return errNoForm
		}
		return do(change{w: w, c: c, by: v.session.Staff, version: version, values: v.r.PostForm})
	})
	switch {
	case err == nil:
		return code, true
	case errors.Is(err, ward.ErrNoPetition):
		d.missing(v)
	default:
		d.refuseCase(v, form, err)
	}
	return code, false
}

// refuseCase shows the case again with a form that was refused.
func (d *desk) refuseCase(v *visit, form string, err error) {
	problem, field := caseProblem(err)
	if problem == "" {
		d.fail(v, err)
		return
	}
	t := typed{form: form, values: v.r.PostForm, problem: problem, field: field, conflict: errors.Is(err, ward.ErrChanged)}
	status := http.StatusUnprocessableEntity
	if t.conflict {
		status = http.StatusConflict
	}
	d.openCase(v, t, status)
}

// The errors of forms, besides those of the domain.
var (
	errNoForm    = errors.New("not a form of the page of a case")
	errBlankNote = errors.New("a note without words")
	errGap       = errors.New("the template's gap is left")
	errGapAsked  = errors.New("the template's gap is left in what is asked for")
)

// caseProblem is the sentence for a change that was refused and the field it is about, "" for other errors.
func caseProblem(err error) (problem, field string) {
	for _, p := range [...]struct {
		err            error
		problem, field string
	}{
		{ward.ErrChanged, "Người khác vừa thay đổi hồ sơ này. Nội dung ông/bà đã nhập vẫn còn bên dưới; xin xem thay đổi rồi gửi lại nếu vẫn đúng.", ""},
		{ward.ErrNeedsReason, "Bước này cần ghi lý do.", "ly-do"},
		{ward.ErrNeedsDocument, "Bước này cần số văn bản, nhiều nhất 60 ký tự, ví dụ 12/TB-UBND.", "van-ban"},
		{ward.ErrNeedsDate, "Xin chọn ngày trong khoảng từ ngày tiếp nhận đến hôm nay, không trùng thời gian tạm đình chỉ.", "ngay"},
		{law.ErrExtended, "Tố cáo chỉ được gia hạn hai lần (Điều 30 Luật Tố cáo 2018).", ""},
		{ward.ErrNoStep, "Hồ sơ không thể chuyển như vậy từ trạng thái hiện tại. Xin xem lại trạng thái và lựa chọn.", ""},
		{ward.ErrNoStaff, "Người xử lý này không còn tài khoản. Xin chọn người khác.", "nguoi"},
		{ward.ErrNeedsAnswer, "Xin ghi nội dung trả lời, nhiều nhất 4.000 ký tự.", "noi-dung"},
		{errGap, "Mẫu còn chỗ trống “[…]”. Xin thay bằng nội dung trả lời.", "noi-dung"},
		{errGapAsked, "Mẫu còn chỗ trống “[…]”. Xin thay bằng điều cần bổ sung.", "ly-do"},
		{ward.ErrNeedsText, "Xin ghi phần nội dung được tách ra.", "noi-dung"},
		{ward.ErrNotMain, "Không gộp được vào mã này. Xin ghi mã của một kiến nghị hoặc phản ánh khác đang giải quyết.", "ma"},
		{ward.ErrNotToKeep, "Chỉ cán bộ tiếp nhận đánh dấu được, và chỉ với đơn tố cáo đang giải quyết.", ""},
		{errNoForm, "Chưa gửi được. Xin nhập lại tại trang của hồ sơ.", ""},
		{ward.ErrShortReason, "Xin ghi rõ vì sao cần biết danh tính, ít nhất mười chữ cái.", "ly-do"},
		{errBlankNote, "Xin ghi nội dung ghi chú.", "ghi-chu"},
	} {
		if errors.Is(err, p.err) {
			return p.problem, p.field
		}
	}
	return "", ""
}

func (d *desk) moveCase(v *visit) {
	_ = v.r.ParseForm() // changeCase reads it again, and tells
	to := ward.Status(v.r.PostForm.Get("buoc"))
	if to != "" && !mayStep(v, to) {
		d.missing(v)
		return
	}
	d.changeCase(v, "buoc-"+string(to), func(ch change) error {
		if to == ward.StatusAnswered {
			return ward.ErrNoStep // it has a form of its own: an answer has words
		}
		on, err := typedDate(ch.values.Get("ngay"))
		if err != nil {
			return err
		}
		if to == ward.StatusUnsigned && strings.Contains(ch.values.Get("ly-do"), ward.ReplyGap) {
			return errGapAsked
		}
		t := ward.Transition{To: to, Reason: ch.text("ly-do", maxReason), Document: ch.text("van-ban", maxReason), On: on}
		_, err = ch.w.Move(v.ctx(), ch.c.ID, t, ch.by, ch.version)
		return err
	})
}

// typedDate reads a day as a browser sends it or as people write it, 24/11/2026; "" is the zero Date.
func typedDate(text string) (law.Date, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return law.Date{}, nil
	}
	if t, err := time.Parse("2/1/2006", text); err == nil {
		return law.DateOf(t), nil
	}
	on, err := law.ParseDate(text)
	if err != nil {
		return on, ward.ErrNeedsDate
	}
	return on, nil
}

func (d *desk) classifyCase(v *visit) {
	d.changeCase(v, "phan-loai", func(ch change) error {
		signed, err := typedDate(ch.values.Get("ngay"))
		if err != nil {
			return err
		}
		_, err = ch.w.Reclassify(v.ctx(), ch.c.ID, ward.Classification{
			Kind: law.PetitionKind(ch.values.Get("loai")), Field: ch.values.Get("linh-vuc"), Neighbourhood: ch.values.Get("to"),
			Signed: signed, Reason: ch.text("ly-do", maxReason),
		}, ch.by, ch.version)
		return err
	})
}

func (d *desk) assignCase(v *visit) {
	d.changeCase(v, "giao", func(ch change) error {
		id := int64(0)
		if typed := ch.values.Get("nguoi"); typed != "" {
			var err error
			if id, err = strconv.ParseInt(typed, 10, 64); err != nil {
				return ward.ErrNoStaff
			}
		}
		_, err := ch.w.Assign(v.ctx(), ch.c.ID, id, ch.by, ch.version)
		return err
	})
}

func (d *desk) flagCase(v *visit) {
	d.changeCase(v, "co", func(ch change) error {
		f := ch.c.Flags
		for _, flag := range caseFlags {
			*flag.of(&f) = ch.values.Get(flag.name) != ""
		}
		_, err := ch.w.SetFlags(v.ctx(), ch.c.ID, f, ch.by, ch.version)
		return err
	})
}

func (d *desk) noteCase(v *visit) {
	d.changeCase(v, "ghi-chu", func(ch change) error {
		text := ch.text("ghi-chu", maxNote)
		if text == "" {
			return errBlankNote
		}
		return ch.w.AddNote(v.ctx(), ch.c.ID, text, ch.by)
	})
}

// splitCase makes a case of a part. The PIN of one whose citizen has no chat is shown here, once, with a receipt to print.
func (d *desk) splitCase(v *visit) {
	var part ward.SplitOff
	code, done := d.changed(v, "tach", func(ch change) (err error) {
		part, err = ch.w.Split(v.ctx(), ch.c.ID, ward.Part{
			Kind: law.PetitionKind(ch.values.Get("loai")), Field: ch.values.Get("linh-vuc"), Neighbourhood: ch.c.Neighbourhood,
			What: ch.text("noi-dung", maxPart),
		}, ch.by, ch.version)
		return err
	})
	switch {
	case !done:
	case part.PIN == "":
		v.redirect("ho-so/" + string(code))
	default:
		d.show(v, http.StatusOK, "Đã tách "+string(part.Code), "ho-so", splitBody(v, part, code))
	}
}

func (d *desk) mergeCase(v *visit) {
	d.changeCase(v, "gop", func(ch change) error {
		into, ok := ward.ParseCode(ch.values.Get("ma"))
		if !ok {
			return ward.ErrNotMain
		}
		_, err := ch.w.Merge(v.ctx(), ch.c.ID, into, ch.by, ch.version)
		return err
	})
}
