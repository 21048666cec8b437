package console

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"danbiet/viet"
	"danbiet/ward"
)

// templates are the letters that an officer may begin with for a purpose, in the order in which they are offered.
func (p *casePage) templates(purpose ward.ReplyPurpose) (all []ward.ReplyTemplate) {
	for _, t := range p.replies {
		if t.Serves(purpose, p.c.Kind) {
			all = append(all, t)
		}
	}
	return all
}

// chosen is the letter that the address asks for, false for none.
func (p *casePage) chosen(purpose ward.ReplyPurpose) (ward.ReplyTemplate, bool) {
	all := p.templates(purpose)
	slug := p.visit.r.URL.Query().Get("mau")
	if i := slices.IndexFunc(all, func(t ward.ReplyTemplate) bool { return t.Slug == slug }); i >= 0 {
		return all[i], true
	}
	return ward.ReplyTemplate{}, false
}

// begun is what a form begins with: the letter of the address, and where an answer is written without one the first.
func (p *casePage) begun(purpose ward.ReplyPurpose) string {
	t, ok := p.chosen(purpose)
	if all := p.templates(purpose); !ok && purpose == ward.ReplyAnswer && len(all) > 0 {
		t = all[0]
	}
	facts := ward.ReplyFacts{Profile: p.visit.ward, Case: p.c, Today: p.today}
	if p.sees && len(p.joined()) == 0 { // whoever's petition goes on in this one reads the letter too
		facts.Name = p.content.Name
	}
	text, err := t.Fill(facts)
	if err != nil { // kept when the program knew more fields: the officer sees which
		return t.Text
	}
	return text
}

// replyCase previews a reply, sends it, or leads back to it.
func (d *desk) replyCase(v *visit) {
	_ = v.r.ParseForm() // changeCase reads it again, and tells
	text := viet.Clean(v.r.PostForm.Get("noi-dung"), ward.MaxAnswer+1)
	var refused error
	switch {
	case text == "", utf8.RuneCountInString(text) > ward.MaxAnswer:
		refused = ward.ErrNeedsAnswer
	case strings.Contains(text, ward.ReplyGap):
		refused = errGap
	}
	switch {
	case v.r.PostForm.Get("viec") == "sua":
		d.openCase(v, typed{form: "tra-loi", values: v.r.PostForm}, http.StatusOK)
	case refused != nil:
		d.refuseCase(v, "tra-loi", refused)
	case v.r.PostForm.Get("viec") == "gui":
		d.changeCase(v, "tra-loi", func(ch change) error {
			_, err := ch.w.Answer(v.ctx(), ch.c.ID, text, ch.text("van-ban", maxReason), ch.by, ch.version)
			return err
		})
	default:
		d.previewReply(v, text)
	}
}

// previewReply shows a reply as its citizen will read it.
func (d *desk) previewReply(v *visit, text string) {
	p, err := d.readCase(v)
	switch {
	case errors.Is(err, ward.ErrNoPetition):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	case v.r.PostForm.Get("phien-ban") != p.version():
		d.refuseCase(v, "tra-loi", ward.ErrChanged)
	case !p.answers():
		d.refuseCase(v, "tra-loi", ward.ErrNoStep)
	default:
		d.show(v, http.StatusOK, "Xem trước trả lời", "ho-so", replyPreview(p, text, viet.Clean(v.r.PostForm.Get("van-ban"), maxReason)))
	}
}
