package console

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"danbiet/viet"
	"danbiet/ward"
)

// keptPage is a denunciation of the ward's leaders as the officer who keeps it sees it. For everybody else there is no
// such page.
type keptPage struct {
	visit   *visit
	c       ward.Case
	content ward.Content
	files   []ward.CaseFile
	calls   []ward.Callback
	problem string
	field   string // the name of the field that the problem is about, "" for the whole form
	today   string
}

// value is what was typed into a field of the form that was refused.
func (p *keptPage) value(field, otherwise string) string {
	if typed, ok := p.visit.r.PostForm[field]; ok {
		return typed[0]
	}
	return otherwise
}

func (p *keptPage) base() string { return p.visit.path("tiep-nhan/" + string(p.c.Code)) }

// province is where such a denunciation goes, as the profile declares it.
func (p *keptPage) province() string {
	if above := p.visit.ward.Above; len(above) > 0 {
		return above[0].Name
	}
	return ""
}

func (d *desk) showKept(v *visit) { d.kept(v, nil, http.StatusOK) }

// kept shows the case, with what was wrong with the form of its transfer.
func (d *desk) kept(v *visit, refused error, status int) {
	p := &keptPage{visit: v}
	if refused != nil {
		p.problem, p.field = caseProblem(refused)
	}
	err := d.withKept(v, func(w *ward.Ward, c ward.Case) (err error) {
		p.c, p.today = c, w.Today().String()
		if p.content, err = w.PetitionContent(v.ctx(), c.ID); err != nil {
			return err
		}
		if p.calls, err = w.CallbacksOf(v.ctx(), c.ID); err != nil {
			return err
		}
		p.files, err = w.CaseFiles(v.ctx(), c.ID)
		return err
	})
	if err == nil {
		err = d.saw(v, ward.ActOpenedCase, string(p.c.Code), "")
	}
	if err != nil {
		d.keptFail(v, err)
		return
	}
	d.show(v, status, "Hồ sơ "+string(p.c.Code), "tiep-nhan", keptBody(p))
}

// withKept reads the case of the address for the officer who keeps it.
func (d *desk) withKept(v *visit, do func(*ward.Ward, ward.Case) error) error {
	code, ok := ward.ParseCode(v.r.PathValue("kept"))
	if !ok {
		return ward.ErrNoPetition
	}
	return d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		c, err := w.KeptCase(v.ctx(), code, v.session.Staff)
		if err != nil {
			return err
		}
		return do(w, c)
	})
}

func (d *desk) keptFail(v *visit, err error) {
	if errors.Is(err, ward.ErrNoPetition) || errors.Is(err, ward.ErrNoFile) {
		d.missing(v)
		return
	}
	d.fail(v, err)
}

func (d *desk) showKeptFile(v *visit) {
	var f ward.File
	var code ward.Code
	err := d.withKept(v, func(w *ward.Ward, c ward.Case) (err error) {
		code = c.Code
		f, err = w.CaseFile(v.ctx(), c.ID, v.r.PathValue("file"))
		return err
	})
	if err == nil {
		err = d.saw(v, ward.ActOpenedFile, string(code), f.ID)
	}
	if err != nil {
		d.keptFail(v, err)
		return
	}
	sendFile(v.w, f)
}

// keptLetter makes the letter with which the case goes to the province.
func (d *desk) keptLetter(v *visit) {
	var data []byte
	var code ward.Code
	err := d.withKept(v, func(w *ward.Ward, c ward.Case) error {
		code = c.Code
		content, err := w.PetitionContent(v.ctx(), c.ID)
		if err != nil {
			return err
		}
		data, err = w.TransferLetter(c, content, viet.Clean(v.r.URL.Query().Get("den"), maxLine), false)
		return err
	})
	if err == nil {
		err = d.saw(v, ward.ActExported, string(code), exportedLetter)
	}
	if err != nil {
		d.keptFail(v, err)
		return
	}
	h := v.w.Header()
	h.Set("Content-Type", docx)
	h.Set("Content-Disposition", `attachment; filename="phieu-chuyen-`+string(code)+`.docx"`)
	_, _ = v.w.Write(data) // the reader has gone: nobody to tell
}

// transferKept sends the case on.
func (d *desk) transferKept(v *visit) {
	code, ok := ward.ParseCode(v.r.PathValue("kept"))
	if !ok || v.r.ParseForm() != nil {
		d.missing(v)
		return
	}
	form := v.r.PostForm
	on, err := typedDate(form.Get("ngay"))
	if err == nil {
		version, _ := strconv.ParseInt(form.Get("phien-ban"), 10, 64) // none is no version that there is
		t := ward.Transition{Reason: viet.Clean(form.Get("ly-do"), maxLine), Document: viet.Clean(form.Get("van-ban"), maxReason), On: on}
		err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { return w.TransferKept(v.ctx(), code, t, v.session.Staff, version) })
	}
	problem, _ := caseProblem(err)
	switch {
	case err == nil:
		v.redirect("tiep-nhan/" + string(code))
	case problem != "":
		d.kept(v, err, http.StatusUnprocessableEntity)
	default:
		d.keptFail(v, err)
	}
}

// keepForProvince marks a denunciation as about the ward's leaders: from then on it is this officer's alone.
func (d *desk) keepForProvince(v *visit) {
	d.changeCase(v, "lanh-dao", func(ch change) error { return ch.w.KeepForProvince(v.ctx(), ch.c.ID, ch.by, ch.version) })
}

// takeOverKept has the visitor keep a case whose keeper is gone.
func (d *desk) takeOverKept(v *visit) {
	code, ok := ward.ParseCode(v.r.PathValue("kept"))
	if !ok || v.r.ParseForm() != nil {
		d.missing(v)
		return
	}
	field := takeOverField(code)
	reason := viet.Clean(v.r.PostForm.Get(field), maxReason)
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { return w.TakeOverKept(v.ctx(), code, v.session.Staff, reason) })
	switch {
	case err == nil:
		v.redirect("tiep-nhan/" + string(code))
	case errors.Is(err, ward.ErrShortReason):
		p := &intakePage{values: url.Values{field: {reason}}, problems: map[string]string{
			"": "Chưa nhận giữ hồ sơ " + string(code) + ": lý do còn ngắn.", field: "Xin ghi rõ vì sao, ít nhất mười chữ cái.",
		}}
		d.newIntake(v, p, http.StatusUnprocessableEntity)
	default:
		d.keptFail(v, err)
	}
}

// takeOverField is the field of the reason to take a case over.
func takeOverField(code ward.Code) string { return "vi-sao-" + string(code) }

// elsewhereKept leads to the page of a case that the visitor keeps, from its address at the desk, where it is no more.
func (d *desk) elsewhereKept(v *visit) {
	code, _ := ward.ParseCode(v.r.PathValue("code"))
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		_, err := w.KeptCase(v.ctx(), code, v.session.Staff)
		return err
	})
	if err != nil {
		d.keptFail(v, err)
		return
	}
	v.redirect("tiep-nhan/" + string(code))
}
