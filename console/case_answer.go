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

// gap stands in a template for what only the officer knows.
const gap = "[…]"

// template is a letter of reply that is filled in but for its gaps.
type template struct{ slug, label, text string }

// templates are the replies that an officer may begin with, in the order in which they are offered.
func (p *casePage) templates() []template {
	v, c := p.visit, p.c
	body, kind := council(v.ward), c.Kind.Name()
	about := ""
	if f, ok := v.ward.Field(c.Field); ok {
		about = " về lĩnh vực " + lower(f.Name)
	}
	open := "Kính gửi ông/bà,\n\n" + body + " đã nhận " + kind + " của ông/bà" + about + " (mã hồ sơ " + string(c.Code) + ", ngày " +
		viet.ShortDate(c.ReceivedAt.Date()) + ").\n\n"
	end := "\n\nTrân trọng cảm ơn ông/bà đã gửi ý kiến đến " + v.ward.Unit() + "."
	if place := v.ward.Reception.Place; place != "" {
		end += " Nếu cần trao đổi thêm, mời ông/bà đến " + place + "."
	}
	all := []template{
		{"da-giai-quyet", "Đã giải quyết", open + "Sau khi kiểm tra, " + v.ward.Unit() + " đã giải quyết như sau: " + gap + end},
		{"giai-thich", "Giải thích quy định", open + "Theo quy định tại " + gap + ", " + v.ward.Unit() + " trả lời như sau: " + gap + end},
		{"co-quan-khac", "Việc của cơ quan khác", open + "Nội dung này thuộc thẩm quyền của " + gap + ". Mời ông/bà liên hệ cơ quan đó tại " + gap + " để được giải quyết." + end},
	}
	if !c.DueOn.IsZero() {
		all = slices.Insert(all, 1, template{
			"hen-ket-qua", "Hẹn thời gian khắc phục",
			open + capital(v.ward.Unit()) + " đã giao " + gap + " khắc phục, hoàn thành trước ngày " + c.DueOn.Vietnamese() + "." + end,
		})
	}
	return all
}

// lower makes the first letter of a name small, for the middle of a sentence.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return strings.ToLower(string(first)) + s[size:]
}

// begun is the reply that the form begins with: the template of the address, or the first.
func (p *casePage) begun() template {
	all := p.templates()
	slug := p.visit.r.URL.Query().Get("mau")
	if i := slices.IndexFunc(all, func(t template) bool { return t.slug == slug }); i >= 0 {
		return all[i]
	}
	return all[0]
}

// replyCase previews a reply, sends it, or leads back to it.
func (d *desk) replyCase(v *visit) {
	_ = v.r.ParseForm() // changeCase reads it again, and tells
	text := viet.Clean(v.r.PostForm.Get("noi-dung"), ward.MaxAnswer+1)
	var refused error
	switch {
	case text == "", utf8.RuneCountInString(text) > ward.MaxAnswer:
		refused = ward.ErrNeedsAnswer
	case strings.Contains(text, gap):
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
