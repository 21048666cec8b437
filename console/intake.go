package console

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// intakePage is the form with which staff take in a petition on paper or by phone.
type intakePage struct {
	visit    *visit
	key      string // of this form: sent twice, it is taken in once
	values   url.Values
	problems map[string]string // a sentence by field
	files    []ward.File       // scans that were sent with a form that was refused
	kept     []ward.Case       // denunciations of leaders that the officer has to send on
	lost     []ward.Case       // those that nobody can open, because whoever kept them is gone
	today    law.Date
}

// takenIn is what the page after it tells.
type takenIn struct {
	visit   *visit
	filed   ward.Filed
	p       ward.Petition
	lacks   []ward.Lack
	similar []ward.Likeness
	kept    bool // it is about a leader
}

func (d *desk) showIntake(v *visit) { d.blankIntake(v, "", http.StatusOK) }

// blankIntake shows a new form, with a problem where there is one.
func (d *desk) blankIntake(v *visit, problem string, status int) {
	p := &intakePage{values: url.Values{}, problems: map[string]string{}}
	if problem != "" {
		p.problems[""] = problem
	}
	d.newIntake(v, p, status)
}

// newIntake shows a page with a new form.
func (d *desk) newIntake(v *visit, p *intakePage, status int) {
	key, err := d.House.NewIntakeKey()
	if err != nil {
		d.fail(v, err)
		return
	}
	p.key = key
	p.values.Set("kenh", ward.ChannelPaper)
	d.intake(v, p, status)
}

// intake shows the form.
func (d *desk) intake(v *visit, p *intakePage, status int) {
	p.visit = v
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		p.today = w.Today()
		if p.kept, err = w.KeptCases(v.ctx(), v.session.Staff); err != nil {
			return err
		}
		p.lost, err = w.LostCases(v.ctx(), v.session.Staff)
		return err
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	if p.values.Get("ngay") == "" {
		p.values.Set("ngay", p.today.String())
	}
	d.show(v, status, "Tiếp nhận đơn", "tiep-nhan", intakeBody(p))
}

// takeIn files what the form says, or shows the form again with everything in it.
func (d *desk) takeIn(v *visit) {
	if err := v.r.ParseMultipartForm(largestScans); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		d.blankIntake(v, scansTooLarge, http.StatusRequestEntityTooLarge)
		return
	}
	in, problems := typedIntake(v.r.PostForm)
	p := &intakePage{key: in.Key, values: v.r.PostForm, problems: problems}
	if in.Key == "" { // not sent by the form
		d.blankIntake(v, "Chưa gửi được. Xin nhập tại trang này.", http.StatusUnprocessableEntity)
		return
	}
	scans, problem := scansOf(v.r, len(v.r.PostForm["da-gui"]))
	if problem != "" {
		p.problems["tep"] = problem
	}
	done := takenIn{visit: v, kept: in.AboutLeader}
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		if p.files, err = keepScans(v, w, in, scans); err != nil {
			return err
		}
		for _, f := range p.files {
			in.Files = append(in.Files, f.ID)
		}
		for _, fault := range w.Faults(in, v.session.Staff) {
			p.blame(fault)
		}
		if len(p.problems) > 0 {
			return nil // the scans are kept for the next try
		}
		return done.take(w, in)
	})
	switch {
	case err != nil:
		d.fail(v, err)
	case len(p.problems) > 0:
		d.intake(v, p, http.StatusUnprocessableEntity)
	default:
		d.show(v, http.StatusOK, "Đã tiếp nhận "+string(done.filed.Code), "tiep-nhan", takenInBody(&done))
	}
}

// take takes an intake in and reads what is told of it.
func (t *takenIn) take(w *ward.Ward, in ward.Intake) (err error) {
	ctx := t.visit.ctx()
	if t.filed, err = w.TakeIn(ctx, in, t.visit.session.Staff); err != nil {
		return err
	}
	if t.p, err = w.Petition(ctx, t.filed.Code); err != nil {
		return err
	}
	t.lacks = in.Content.Lacks(in.Kind)
	if !t.kept {
		c, err := w.Case(ctx, t.filed.Code)
		if err != nil {
			return err
		}
		t.similar, err = w.Similar(ctx, c, in.Content.What)
		return err
	}
	return nil
}

// scansTooLarge is said of a form that was not read to its end: what was typed is still in the browser, one step back.
const scansTooLarge = "Các tệp vượt quá 24 MB nên chưa tiếp nhận được. Xin bấm “Quay lại” của trình duyệt để lấy lại nội dung đã nhập, rồi gửi ít tệp hơn."

// How much of what is typed at the counter is read, in runes.
const (
	maxTold   = 4000
	maxLine   = 300
	maxNumber = 60
)

// typedIntake reads the form. What cannot be read is a problem of its field.
func typedIntake(form url.Values) (ward.Intake, map[string]string) {
	problems := map[string]string{}
	line := func(field string) string {
		return strings.Join(strings.Fields(viet.Clean(form.Get(field), maxLine)), " ")
	}
	c := ward.Content{
		What: viet.Clean(form.Get("noi-dung"), maxTold), Where: line("dia-diem"), Name: line("ten"), Address: line("dia-chi"),
		Act: line("hanh-vi"), Respondent: line("cua-ai"), Demand: viet.Clean(form.Get("yeu-cau"), maxReason),
		Counter: ward.Counter{
			Number: viet.Clean(form.Get("so-den"), maxNumber), Representatives: viet.Clean(form.Get("dai-dien"), maxReason),
			Signing: ward.Signing(form.Get("chu-ky")), Anonymous: form.Get("khong-ten") != "",
			From: line("co-quan"), FromDocument: viet.Clean(form.Get("van-ban"), maxNumber),
		},
	}
	if typed := line("dien-thoai"); typed != "" {
		phone, err := viet.ParsePhone(typed)
		if err != nil {
			problems["dien-thoai"] = "Số điện thoại chưa đúng. Xin ghi 10 số, ví dụ 0912 345 678, hoặc để trống."
		}
		c.Phone = phone.String()
	}
	if typed := line("so-nguoi"); typed != "" {
		n, err := strconv.Atoi(typed)
		if err != nil {
			problems["so-nguoi"] = "Xin ghi số người bằng chữ số, ví dụ 6."
		}
		c.Persons = n
	}
	received, err := typedDate(form.Get("ngay"))
	if err != nil {
		problems["ngay"] = "Xin ghi ngày như 24/11/2026."
	}
	kind := law.PetitionKind(form.Get("loai"))
	if form.Get("kenh") == ward.ChannelPhone {
		c.Signing = ward.Unsigned // the form hides the choice: nobody signs on the phone
	}
	return ward.Intake{
		Key: viet.Clean(form.Get("khoa"), maxTyped), Channel: form.Get("kenh"), Received: received, Kind: kind,
		Field: form.Get("linh-vuc"), Neighbourhood: form.Get("to"), Content: c, AboveLevel: form.Get("vuot-cap") != "",
		AboutLeader: form.Get("lanh-dao") != "" && kind == law.ToCao, // hidden for every other kind
	}, problems
}

// faultWords are what is wrong, by the field that it is about.
var faultWords = map[ward.Fault][2]string{
	ward.FaultChannel:       {"kenh", "Xin chọn đơn giấy hay điện thoại."},
	ward.FaultReceived:      {"ngay", "Ngày nhận không được sau hôm nay, cũng không quá mười năm trước."},
	ward.FaultKind:          {"loai", "Xin chọn loại đơn."},
	ward.FaultName:          {"ten", "Xin ghi họ tên người gửi, hoặc đánh dấu “Không ghi tên”."},
	ward.FaultAnonymous:     {"ten", "Đã ghi họ tên thì xin bỏ dấu “Không ghi tên”."},
	ward.FaultPersons:       {"so-nguoi", "Xin xem lại số người."},
	ward.FaultWhat:          {"noi-dung", "Xin ghi nội dung."},
	ward.FaultField:         {"linh-vuc", "Xin chọn lĩnh vực."},
	ward.FaultNeighbourhood: {"to", "Xin chọn tổ dân phố trong danh sách, hoặc để trống."},
	ward.FaultSigning:       {"chu-ky", "Nhận qua điện thoại thì chưa có chữ ký: xin chọn “Chưa ký”."},
	ward.FaultFrom:          {"co-quan", "Xin ghi cơ quan đã chuyển đơn về."},
	ward.FaultLeader:        {"lanh-dao", "Xin để cán bộ tiếp nhận nhập: lãnh đạo phường không nhận đơn tố cáo lãnh đạo phường."},
}

// blame puts a fault at its field, unless the field has a problem already.
func (p *intakePage) blame(f ward.Fault) {
	words, ok := faultWords[f]
	if !ok {
		words = [2]string{"", "Chưa tiếp nhận được. Xin kiểm tra lại các mục."}
	}
	if p.problems[words[0]] == "" {
		p.problems[words[0]] = words[1]
	}
}

// intakeFields are the fields in the order in which a clerk comes to them.
var intakeFields = [...]string{
	"loai", "kenh", "ngay", "so-den", "ten", "dien-thoai", "dia-chi", "so-nguoi", "dai-dien", "noi-dung", "dia-diem", "linh-vuc", "to",
	"hanh-vi", "cua-ai", "yeu-cau", "chu-ky", "lanh-dao", "co-quan", "van-ban", "tep",
}

// focus is the field to begin with: the first that is wrong, or the first of all.
func (p *intakePage) focus() string {
	for _, c := range p.lost {
		if f := takeOverField(c.Code); p.problems[f] != "" {
			return f
		}
	}
	for _, f := range intakeFields {
		if p.problems[f] != "" {
			return f
		}
	}
	return intakeFields[0]
}

func (p *intakePage) value(field string) string { return p.values.Get(field) }
