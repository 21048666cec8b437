package console

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// repliesPage is the list of the letters that officers begin with.
type repliesPage struct {
	visit   *visit
	letters []ward.ReplyTemplate
	said    string
}

// saidOfReply tells what was done to a letter, by the word of the address.
var saidOfReply = map[string]string{
	"luu": "Đã lưu mẫu. Từ bây giờ cán bộ bắt đầu từ nội dung này.", "bo": "Đã bỏ mẫu. Mẫu còn ở phần “Đã bỏ” và dùng lại được.",
	"dung-lai": "Mẫu được dùng lại.", "mac-dinh": "Mẫu trở về nội dung có sẵn của chương trình.",
}

func (d *desk) showReplies(v *visit) {
	page := repliesPage{visit: v, said: saidOfReply[v.r.URL.Query().Get("da")]}
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		page.letters, err = w.Replies(v.ctx())
		return err
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, http.StatusOK, "Mẫu trả lời", "ho-so", repliesBody(page))
}

// of are the letters of a purpose that are offered.
func (p repliesPage) of(purpose ward.ReplyPurpose) (all []ward.ReplyTemplate) {
	for _, t := range p.letters {
		if t.Purpose == purpose && !t.Removed {
			all = append(all, t)
		}
	}
	return all
}

// removed are the letters that are offered no more.
func (p repliesPage) removed() (all []ward.ReplyTemplate) {
	for _, t := range p.letters {
		if t.Removed {
			all = append(all, t)
		}
	}
	return all
}

// replyPath is the address of a letter, below the ward's console; "" is that of a new one.
func replyPath(slug string) string {
	if slug == "" {
		slug = "moi"
	}
	return "mau-tra-loi/" + slug
}

// replyFor says for which petitions a letter is.
func replyFor(t ward.ReplyTemplate) string {
	if t.Kind == "" {
		return "mọi loại đơn"
	}
	return t.Kind.Name()
}

// replyPage is the form of a letter, with what it makes of a sample case.
type replyPage struct {
	visit   *visit
	letter  ward.ReplyTemplate // as typed, or as it holds
	name    string             // as it holds
	now     time.Time
	problem string
	field   string // that the problem is about
	said    string
	// meanwhile is what somebody else has kept since the form was opened.
	meanwhile *ward.ReplyTemplate
	history   []ward.ReplyTemplate
	staff     map[int64]string
}

func (d *desk) newReply(v *visit) {
	wanted := ward.ReplyPurpose(v.r.URL.Query().Get("dung-de"))
	d.replyForm(v, &replyPage{letter: ward.ReplyTemplate{Purpose: purposeOr(wanted)}}, http.StatusOK)
}

// purposeOr is a purpose as it was sent, or where it is none that of most letters.
func purposeOr(sent ward.ReplyPurpose) ward.ReplyPurpose {
	if sent.Name() == "" {
		return ward.ReplyAnswer
	}
	return sent
}

func (d *desk) editReply(v *visit) { d.replyForm(v, &replyPage{}, http.StatusOK) }

// replyForm shows the form: of a letter that nobody has typed into, as it holds, or as the address asks for an earlier one.
func (d *desk) replyForm(v *visit, p *replyPage, status int) {
	p.visit = v
	slug := v.r.PathValue("reply")
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		p.now = w.Now()
		if slug == "" {
			return nil
		}
		holds, err := w.ReplyTemplate(v.ctx(), slug)
		if err != nil {
			return err
		}
		if p.history, err = w.ReplyHistory(v.ctx(), slug); err != nil {
			return err
		}
		if p.staff, err = staffNames(v.ctx(), w); err != nil {
			return err
		}
		p.take(holds)
		return nil
	})
	switch {
	case errors.Is(err, ward.ErrNoReply):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		d.show(v, status, p.heading(), "ho-so", replyBody(p))
	}
}

// take fills the form from the letter that holds; of what was typed only what the form does not carry.
func (p *replyPage) take(holds ward.ReplyTemplate) {
	p.name = holds.Label
	if p.letter.Slug == "" {
		p.letter = holds
		p.choose(p.visit.r.URL.Query().Get("ban"))
		return
	}
	if p.letter.Version != holds.Version && p.problem != "" {
		p.meanwhile, p.letter.Version = &holds, holds.Version
	}
	p.letter.BuiltIn, p.letter.Own, p.letter.Removed = holds.BuiltIn, holds.Own, holds.Removed
}

// choose puts an earlier text into the form, or the program's own.
func (p *replyPage) choose(version string) {
	if own, ok := ward.BuiltInReply(p.letter.Slug); ok && version == defaultText {
		p.letter.Text, p.said = own.Text, "Dưới đây là nội dung có sẵn của chương trình, chưa được lưu."
	}
	for _, t := range p.history {
		if strconv.FormatInt(t.Version, 10) == version {
			p.letter.Text, p.said = t.Text, "Dưới đây là nội dung của "+p.by(t)+" lúc "+clockAndDay(t.At)+", chưa được lưu."
		}
	}
}

// by names who kept a letter.
func (p *replyPage) by(t ward.ReplyTemplate) string { return staffName(p.staff, t.StaffID) }

func (p *replyPage) heading() string {
	if p.visit.r.PathValue("reply") == "" {
		return "Thêm mẫu trả lời"
	}
	return "Mẫu trả lời"
}

// sample is what the letter makes of a case that there is not, "" where it cannot be filled in.
func (p *replyPage) sample() string {
	text, err := p.letter.Fill(p.facts())
	if err != nil {
		return ""
	}
	return text
}

// facts are those of a case that there is not, for the preview.
func (p *replyPage) facts() ward.ReplyFacts {
	today := law.DateOf(p.now)
	c := ward.Case{Petition: ward.Petition{Code: "HS-2345-6789A", Kind: p.letter.Kind, ReceivedAt: p.now.AddDate(0, 0, -3), DueOn: today.AddDays(7)}}
	if c.Kind == "" {
		c.Kind = p.letter.Purpose.Kinds()[0]
	}
	if fields := p.visit.ward.Fields; len(fields) > 0 {
		c.Field = fields[0].Slug
	}
	if all := p.visit.ward.Neighbourhoods; len(all) > 0 {
		c.Neighbourhood = all[0].Slug
	}
	return ward.ReplyFacts{Profile: p.visit.ward, Case: c, Name: "Nguyễn Văn A", Today: today}
}

// wrong reports whether a field is what was refused.
func (p *replyPage) wrong(field string) bool { return p.problem != "" && p.field == field }

// writeReply previews a letter, keeps it, or takes it out of the list and back.
func (d *desk) writeReply(v *visit) {
	err := v.r.ParseForm()
	if err == nil { // the preview that follows what is typed sends the form in parts
		err = v.r.ParseMultipartForm(largestInside)
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		d.replyForm(v, &replyPage{problem: "Nội dung gửi lên quá dài nên chưa được đọc. Xin rút gọn rồi gửi lại."}, http.StatusRequestEntityTooLarge)
		return
	}
	form := v.r.PostForm
	p := &replyPage{letter: ward.ReplyTemplate{
		Slug: v.r.PathValue("reply"), Purpose: ward.ReplyPurpose(form.Get("dung-de")), Kind: law.PetitionKind(form.Get("loai")),
		Label: viet.Clean(form.Get("ten"), ward.MaxReplyLabel+1), Text: viet.Clean(form.Get("noi-dung"), ward.MaxAnswer+1), Version: versionOf(form),
	}}
	did := form.Get("viec")
	if did == "xem" {
		d.previewTemplate(v, p)
		return
	}
	err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		switch t := p.letter; did {
		case "bo", "dung-lai":
			_, err = w.RemoveReply(v.ctx(), t.Slug, did == "bo", t.Version, v.session.Staff)
		case "mac-dinh":
			_, err = w.ResetReply(v.ctx(), t.Slug, t.Version, v.session.Staff)
		default:
			_, err = w.WriteReply(v.ctx(), t, v.session.Staff)
		}
		return err
	})
	if err == nil {
		v.redirect("mau-tra-loi?da=" + saidWord(did))
		return
	}
	d.refuseReply(v, p, err)
}

// saidWord is the word of an address for what was done.
func saidWord(did string) string {
	if saidOfReply[did] == "" {
		return "luu"
	}
	return did
}

// previewTemplate shows the form with what it makes, and what is wrong with it.
func (d *desk) previewTemplate(v *visit, p *replyPage) {
	p.letter.Purpose = purposeOr(p.letter.Purpose)
	if _, err := p.letter.Fill(ward.ReplyFacts{Profile: v.ward}); err != nil {
		d.refuseReply(v, p, err)
		return
	}
	d.replyForm(v, p, http.StatusOK)
}

// refuseReply shows the form again with what was typed and why it was not kept.
func (d *desk) refuseReply(v *visit, p *replyPage, err error) {
	p.problem, p.field = letterProblem(err)
	if did := v.r.PostForm.Get("viec"); saidOfReply[did] != "" && did != "luu" { // nothing was typed
		p.letter, p.field = ward.ReplyTemplate{}, ""
		switch {
		case errors.Is(err, ward.ErrReplyChanged):
			p.problem = "Người khác vừa sửa mẫu này. Xin xem nội dung mới rồi làm lại nếu vẫn đúng."
		case errors.Is(err, ward.ErrReplyTwice):
			p.problem = "Đã có mẫu khác mang tên này. Xin đổi tên một trong hai mẫu rồi làm lại."
		}
	}
	p.letter.Purpose = purposeOr(p.letter.Purpose)
	status := http.StatusUnprocessableEntity
	switch {
	case errors.Is(err, ward.ErrNoReply):
		d.missing(v)
		return
	case p.problem == "":
		d.fail(v, err)
		return
	case errors.Is(err, ward.ErrReplyChanged):
		status = http.StatusConflict
	}
	d.replyForm(v, p, status)
}

// letterProblem is the sentence for a letter that was refused and the field it is about, "" for other errors.
func letterProblem(err error) (problem, field string) {
	var unknown ward.UnknownField
	if errors.As(err, &unknown) {
		return "Không có trường {" + viet.Clean(unknown.Name, ward.MaxReplyLabel) + "}. Xin dùng một trường trong danh sách “Trường điền sẵn”.", "noi-dung"
	}
	for _, p := range [...]struct {
		err            error
		problem, field string
	}{
		{ward.ErrReplyBrace, "Có dấu { hoặc } đứng lẻ. Tên trường nằm gọn giữa hai dấu, ví dụ {mã}.", "noi-dung"},
		{ward.ErrReplyText, "Xin ghi nội dung mẫu, nhiều nhất 4.000 ký tự.", "noi-dung"},
		{ward.ErrReplyLabel, "Xin đặt tên cho mẫu, nhiều nhất 60 ký tự.", "ten"},
		{ward.ErrReplyTwice, "Đã có mẫu khác mang tên này. Xin đặt tên khác.", "ten"},
		{ward.ErrReplyPurpose, "Mẫu trả lời chỉ dùng cho kiến nghị và phản ánh. Xin chọn lại loại đơn.", "loai"},
		{ward.ErrReplyMany, "Đã có 60 mẫu riêng. Xin sửa một mẫu đang có thay vì thêm mẫu mới.", ""},
		{ward.ErrReplyChanged, "Người khác vừa sửa mẫu này. Nội dung ông/bà đã nhập vẫn còn bên dưới và chưa được lưu; xin xem rồi lưu lại nếu vẫn đúng.", ""},
	} {
		if errors.Is(err, p.err) {
			return p.problem, p.field
		}
	}
	return "", ""
}

// beginning is the paragraph by which a letter is told from others: the one that an officer completes, or else the first
// after the greeting.
func beginning(text string) string {
	var own []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.Contains(line, ward.ReplyGap) {
			return shortly(line, 140)
		}
		if line != "" && !strings.HasPrefix(line, "Kính gửi") {
			own = append(own, line)
		}
	}
	return shortly(strings.Join(own, " "), 140)
}
