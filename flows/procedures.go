package flows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

func proceduresFlow() Flow {
	return Flow{
		Name: "procedures", Version: 1, Run: procedures,
		Title: "Thủ tục hành chính",
		Phrases: []string{
			"làm thủ tục", "thủ tục cần giấy tờ gì", "làm giấy khai sinh cần gì", "đăng ký khai sinh", "làm khai sinh cho bé", "đăng ký kết hôn", "giấy xác nhận độc thân",
			"xác nhận tình trạng hôn nhân", "đăng ký khai tử", "chứng thực bản sao", "sao y bản chính", "công chứng giấy tờ", "trích lục khai sinh",
			"đăng ký tạm trú", "nhập khẩu", "đăng ký thường trú", "làm căn cước cần giấy tờ gì", "làm thẻ căn cước", "làm căn cước công dân", "đổi thẻ bảo hiểm y tế", "làm trợ cấp xã hội", "giấy xác nhận khuyết tật", "mua bảo hiểm y tế",
			"nộp hồ sơ trực tuyến", "nộp hồ sơ qua mạng", "dịch vụ công", "administrative procedures", "birth certificate", "register a birth", "how do I register a birth", "register a marriage",
		},
	}
}

// procedures tells what a procedure asks of citizens. It is started with nothing, a procedure's slug, "@ho-tich" for the
// procedures of a field, or "?" and words to look for.
func procedures(c *Chat) {
	slug := c.Arg()
	if slug == "" || isPlaceToLook(slug) {
		slug = c.findProcedure(slug)
	}
	p := look(c, "procedure", func(ctx context.Context) (described, error) { return c.readProcedure(ctx, slug) })
	if !p.Found {
		c.Say("Thủ tục này không còn trong danh mục của phường.")
		c.Go(proceduresFlow().Name, "")
	}
	c.describe(p.Procedure)
	c.afterProcedure(p.Procedure)
}

// described is a procedure as it was when it was opened.
type described struct {
	Found bool
	ward.Procedure
}

func (c *Chat) readProcedure(ctx context.Context, slug string) (described, error) {
	p, err := c.Ward.Procedure(ctx, slug)
	if errors.Is(err, ward.ErrNoProcedure) {
		return described{}, nil
	}
	return described{Found: true, Procedure: p}, err
}

// findProcedure leads from the fields, or from a place to look, to a procedure's slug.
func (c *Chat) findProcedure(place string) string {
	if place == "" {
		place = c.askProcedureField()
	}
	found := look(c, "found", func(ctx context.Context) ([]listed, error) { return c.listProcedures(ctx, place) })
	if len(found) == 0 { // a button of another time
		c.Say("Mục này hiện không có thủ tục nào.")
		c.Go(proceduresFlow().Name, "")
	}
	heading := c.T("Thủ tục tìm thấy: %d", len(found))
	if field, ok := strings.CutPrefix(place, groupMark); ok {
		heading = c.fieldName(field)
	}
	slug := c.pickTitle("list", found, heading, talk.Option{Value: otherPlace, Label: "Lĩnh vực khác, tìm từ khác", Aliases: []string{"lĩnh vực khác", "tìm", "khác", "other"}})
	if slug == otherPlace {
		c.Go(proceduresFlow().Name, "")
	}
	return slug
}

func (c *Chat) fieldName(slug string) string {
	if field, ok := c.Ward.Profile.Field(slug); ok {
		return c.T(field.Name)
	}
	return c.T("Nội dung khác")
}

// askProcedureField asks which field to look in, or which words to look for.
func (c *Chat) askProcedureField() string {
	counts := look(c, "counts", func(ctx context.Context) (map[string]int, error) {
		all, err := c.Ward.Procedures(ctx)
		counts := map[string]int{}
		for _, p := range all {
			counts[p.Field]++
		}
		return counts, err
	})
	var options []talk.Option
	for _, f := range c.Ward.Profile.Fields {
		if n := counts[f.Slug]; n > 0 {
			options = append(options, talk.Option{Value: groupMark + f.Slug, Label: fmt.Sprintf("%s (%d)", c.T(f.Name), n), Aliases: []string{f.Name, c.T(f.Name)}, Proper: true})
		}
	}
	options = append(options, talk.Option{Value: wordsMark, Label: "Tìm theo từ khóa", Aliases: []string{"tìm", "tìm kiếm", "search"}})
	place := talk.Ask(c, "field", talk.Words{Max: maxQuery, Check: c.checkProcedures, Options: options},
		"Ông/bà cần làm thủ tục gì? Mời gõ tên thủ tục, ví dụ: khai sinh, kết hôn, tạm trú; hoặc chọn một lĩnh vực.")
	if place == wordsMark {
		place = talk.Ask(c, "words", talk.Words{Max: maxQuery, Check: c.checkProcedures}, "Xin ông/bà gõ tên thủ tục, ví dụ: khai sinh, chứng thực, trợ cấp. Gõ không dấu cũng được.")
	}
	return place
}

// checkProcedures turns words into a place to look, once it is known that something is found there.
func (c *Chat) checkProcedures(typed string) (string, error) {
	found, err := c.listProcedures(c.Context(), wordsMark+typed)
	if err == nil && len(found) == 0 {
		err = talk.Problem(c.T("Không tìm thấy thủ tục nào có từ “%s”. Mời ông/bà gõ ít từ hơn hoặc gõ cách khác.", typed))
	}
	return wordsMark + typed, err
}

func (c *Chat) listProcedures(ctx context.Context, place string) ([]listed, error) {
	words, search := strings.CutPrefix(place, wordsMark)
	if search {
		found, err := c.Ward.SearchProcedures(ctx, words, maxListed)
		if err != nil || len(found) > 0 {
			return byTitle(procedureTitles(found), words), err
		}
	}
	all, err := c.Ward.Procedures(ctx)
	if search {
		return alike(words, procedureNames(all), procedureTitles(all), viet.Maybe), err
	}
	all = slices.DeleteFunc(all, func(p ward.Procedure) bool { return p.Field != strings.TrimPrefix(place, groupMark) })
	return procedureTitles(all), err
}

func procedureTitles(all []ward.Procedure) []listed {
	var list []listed
	for _, p := range all {
		list = append(list, listed{p.Slug, p.Name})
	}
	return list
}

// describe tells all of a procedure in two messages: who and with which papers; how, when, for how much and where.
func (c *Chat) describe(p ward.Procedure) {
	note := ""
	if c.English() {
		note = c.T("Nội dung chỉ có tiếng Việt.")
	}
	c.Send(talk.Message{Title: p.Name, Text: lines(note,
		c.line("Ai làm thủ tục: %s", p.Who),
		c.line("Giấy tờ cần có:%s", bullets(p.Documents)))})
	online := c.T("Nộp trực tuyến: chưa có, mời ông/bà đến nộp trực tiếp.")
	if p.Online {
		online = c.T("Nộp trực tuyến: được, trên Cổng Dịch vụ công quốc gia, đăng nhập bằng VNeID.")
	}
	c.Send(talk.Message{Text: lines(
		c.line("Các bước:%s", bullets(p.Steps)),
		c.line("Thời hạn: %s", p.Time),
		c.line("Phí, lệ phí: %s", p.Fee),
		c.line("Nơi nộp: %s", p.Where),
		online)})
}

// bullets puts each item on a line of its own, each after a line break.
func bullets(items []string) string {
	var b strings.Builder
	for _, item := range items {
		b.WriteString("\n• " + item)
	}
	return b.String()
}

// serviceGate is where procedures are filed online in the whole country.
const serviceGate = "https://dichvucong.gov.vn"

// afterProcedure closes with the legal basis and a caution, and leads on.
func (c *Chat) afterProcedure(p ward.Procedure) {
	var options []talk.Option
	if p.Online {
		options = append(options, talk.Option{Label: "Mở Cổng Dịch vụ công quốc gia", URL: serviceGate})
	}
	options = append(options,
		talk.Option{Value: otherPlace, Label: "Thủ tục khác", Aliases: []string{"khác", "other"}},
		talk.Option{Value: directoryFlow().Name, Label: "Giờ làm việc, địa chỉ", Aliases: []string{"giờ làm việc", "địa chỉ", "hours"}},
		talk.Option{Value: "done", Label: "Xong", Aliases: []string{"hết", "cảm ơn", "done"}})
	note := or(p.Note, c.T("Giấy tờ và mức phí có thể thay đổi, ông/bà nên hỏi lại cán bộ trước khi đi."))
	switch talk.Ask(c, "next", talk.Choose{Options: options}, "%s", lines(c.line("Căn cứ: %s", p.Basis), c.line("Lưu ý: %s", note))) {
	case otherPlace:
		c.Go(proceduresFlow().Name, "")
	case directoryFlow().Name:
		c.Go(directoryFlow().Name, "")
	}
}
