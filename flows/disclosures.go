package flows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

func disclosuresFlow() Flow {
	return Flow{
		Name: "disclosures", Version: 1, Run: disclosures,
		Title: "Tài liệu công khai",
		Phrases: []string{
			"công khai ngân sách", "ngân sách phường", "thu chi ngân sách", "quyết toán ngân sách", "danh sách hộ nghèo", "hộ nghèo", "hộ cận nghèo",
			"quy hoạch sử dụng đất", "xem quy hoạch", "phương án bồi thường", "bồi thường giải phóng mặt bằng", "các khoản đóng góp", "các quỹ của phường",
			"mức thu phí lệ phí", "văn bản của phường", "thông báo của phường", "kế hoạch của phường", "kết quả bầu tổ trưởng", "gọi nhập ngũ",
			"tài liệu phường công khai", "public documents", "disclosures", "ward budget",
		},
	}
}

// disclosures lets citizens find and read what the ward makes public: Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11.
// It is started with nothing, a document's slug, "@2" for the second group, or "?" and words to look for.
func disclosures(c *Chat) {
	slug := c.Arg()
	if slug == "" || isPlaceToLook(slug) {
		slug = c.findDocument(slug)
	}
	d := look(c, "document", func(ctx context.Context) (document, error) { return c.readDocument(ctx, slug) })
	if !d.Found {
		c.Say("Tài liệu này không còn trong danh mục công khai; có thể phường đã thay bằng tài liệu khác.")
		c.Go(disclosuresFlow().Name, "")
	}
	c.documentHead(d)
	c.read(d)
}

// Marks of what is no slug: a group, and words to look for. Slugs have neither.
const (
	groupMark = "@"
	wordsMark = "?"
)

func isPlaceToLook(s string) bool {
	return strings.HasPrefix(s, groupMark) || strings.HasPrefix(s, wordsMark)
}

// listed is a document or a procedure in a list.
type listed struct{ Slug, Text string }

// maxListed is the most titles that one list holds; what is older is found by its words.
const maxListed = 60

// findDocument leads from the groups, or from a place to look, to a document's slug.
func (c *Chat) findDocument(place string) string {
	if place == "" {
		place = c.askGroup()
	}
	found := look(c, "found", func(ctx context.Context) ([]listed, error) { return c.listDocuments(ctx, place) })
	heading := c.T("Tài liệu tìm thấy: %d", len(found))
	if group, ok := strings.CutPrefix(place, groupMark); ok {
		heading = c.groupName(group)
	}
	slug := c.pickTitle(found, heading, talk.Option{Value: otherPlace, Label: "Nhóm khác, tìm từ khác", Aliases: []string{"nhóm khác", "tìm", "khác", "other"}})
	if slug == otherPlace {
		c.Go(disclosuresFlow().Name, "")
	}
	return slug
}

func (c *Chat) groupName(number string) string {
	for _, g := range law.DisclosureGroups() {
		if strconv.Itoa(g.Number) == number {
			return c.T(g.Name)
		}
	}
	return ""
}

// askGroup asks which of the law's groups to look in, or which words to look for.
func (c *Chat) askGroup() string {
	counts := look(c, "counts", func(ctx context.Context) (map[int]int, error) {
		all, err := c.Ward.Disclosures(ctx, 0)
		counts := map[int]int{}
		for _, d := range all {
			counts[d.Group]++
		}
		return counts, err
	})
	var options []talk.Option
	for _, g := range law.DisclosureGroups() {
		if n := counts[g.Number]; n > 0 {
			label := fmt.Sprintf("%s (%d)", c.T(g.Short), n)
			options = append(options, talk.Option{Value: groupMark + strconv.Itoa(g.Number), Label: label, Aliases: []string{g.Short, g.Name, c.T(g.Short)}, Proper: true})
		}
	}
	options = append(options, talk.Option{Value: wordsMark, Label: "Tìm theo từ khóa", Aliases: []string{"tìm", "tìm kiếm", "search"}})
	place := talk.Ask(c, "group", talk.Words{Max: maxQuery, Check: c.checkDocuments, Options: options},
		"Ông/bà muốn xem tài liệu về việc gì? Mời chọn một nhóm, hoặc gõ từ cần tìm.")
	if place == wordsMark {
		place = talk.Ask(c, "words", talk.Words{Max: maxQuery, Check: c.checkDocuments}, "Xin ông/bà gõ từ cần tìm, ví dụ: hộ nghèo, đất đai, bầu cử. Gõ không dấu cũng được.")
	}
	return place
}

// maxQuery is the most runes of words to look for.
const maxQuery = 100

// checkDocuments turns words into a place to look, once it is known that something is found there.
func (c *Chat) checkDocuments(typed string) (string, error) {
	found, err := c.listDocuments(c.Context(), wordsMark+typed)
	if err == nil && len(found) == 0 {
		err = talk.Problem(c.T("Không tìm thấy tài liệu nào có từ “%s”. Mời ông/bà gõ ít từ hơn, hoặc chọn một nhóm.", typed))
	}
	return wordsMark + typed, err
}

func (c *Chat) listDocuments(ctx context.Context, place string) ([]listed, error) {
	words, search := strings.CutPrefix(place, wordsMark)
	if search {
		found, err := c.Ward.SearchDisclosures(ctx, words, maxListed)
		if err != nil || len(found) > 0 {
			return documentTitles(found), err
		}
		all, err := c.Ward.Disclosures(ctx, 0)
		examples := map[string][]string{}
		for _, d := range all {
			examples[d.Slug] = []string{d.Title}
		}
		return alike(words, examples, documentTitles(all)), err
	}
	number, err := strconv.Atoi(strings.TrimPrefix(place, groupMark))
	if err != nil || number == 0 {
		return nil, nil // a button that is not ours
	}
	found, err := c.Ward.Disclosures(ctx, number)
	return documentTitles(found[:min(len(found), maxListed)]), err
}

func documentTitles(all []ward.Disclosure) []listed {
	var list []listed
	for _, d := range all {
		text := d.Title
		if issued := vietnameseDate(d.Issued); issued != "" {
			text += " (" + issued + ")"
		}
		list = append(list, listed{d.Slug, text})
	}
	return list
}

// alike are the titles that words may mean although no text holds all of them: mistyped, or within a whole sentence.
func alike(words string, examples map[string][]string, all []listed) []listed {
	var list []listed
	for _, m := range viet.NewPhrases(examples).Match(words) {
		i := slices.IndexFunc(all, func(l listed) bool { return l.Slug == m.Label })
		if list = append(list, all[i]); len(list) == viet.Suggestions {
			break
		}
	}
	return list
}

// perPage is how many titles a phone shows at once.
const perPage = 6

// Values of options beside slugs, which they cannot be mistaken for.
const (
	otherPlace = groupMark + "other"
	nextPage   = groupMark + "more"
)

// pickTitle shows titles page by page until one is chosen, and returns its slug. A list of one needs no choice.
func (c *Chat) pickTitle(all []listed, heading string, other talk.Option) string {
	if len(all) == 1 {
		return all[0].Slug
	}
	for page := 0; ; page++ {
		from := min(page*perPage, len(all))
		shown := all[from:min(from+perPage, len(all))]
		text := make([]string, len(shown))
		options := make([]talk.Option, len(shown), len(shown)+2)
		for i, t := range shown {
			text[i] = fmt.Sprintf("%d. %s", i+1, t.Text)
			options[i] = talk.Option{Value: t.Slug, Label: shorten(t.Text), Aliases: []string{t.Text}, Proper: true}
		}
		if len(all) > from+perPage {
			options = append(options, talk.Option{Value: nextPage, Label: "Xem thêm", Aliases: []string{"thêm", "trang sau", "more"}})
		}
		slug := talk.Ask(c, fmt.Sprintf("list.%d", page), talk.Choose{Title: heading, Options: append(options, other)}, "%s", strings.Join(text, "\n"))
		if slug != nextPage {
			return slug
		}
	}
}

// buttonWidth is how many letters of a label a phone shows in one line.
const buttonWidth = 36

// shorten cuts a title between words so that a button shows it; the whole title stands in the message.
func shorten(text string) string {
	if viet.UTF16Len(text) <= buttonWidth {
		return text
	}
	return viet.SplitUTF16(text, buttonWidth)[0] + "…"
}

// line is a labelled line, "" when there is no value.
func (c *Chat) line(format, value string) string {
	if value == "" {
		return ""
	}
	return c.T(format, value)
}

// document is a disclosed document as it was when it was opened.
type document struct {
	Found bool
	ward.Disclosure
	Newer, NewerTitle string // what replaces it
}

func (c *Chat) readDocument(ctx context.Context, slug string) (document, error) {
	d, err := c.Ward.Disclosure(ctx, slug)
	if errors.Is(err, ward.ErrNoDisclosure) {
		return document{}, nil
	}
	if err != nil || d.SupersededBy == "" {
		return document{Found: true, Disclosure: d}, err
	}
	newer, err := c.Ward.Disclosure(ctx, d.SupersededBy)
	return document{Found: true, Disclosure: d, Newer: newer.Slug, NewerTitle: newer.Title}, err
}

// documentHead tells what kind of document it is, who signed it and whether it holds.
func (c *Chat) documentHead(d document) {
	note := ""
	if c.English() {
		note = c.T("Văn bản chỉ có tiếng Việt.")
	}
	c.Send(talk.Message{Title: d.Title, Text: lines(
		c.line("Số: %s", d.Number),
		c.line("Ngày ban hành: %s", vietnameseDate(d.Issued)),
		c.line("Người ký: %s", d.Signer),
		c.line("Cơ quan: %s", d.Issuer),
		c.validity(d), d.Summary, note)})
}

func vietnameseDate(iso string) string {
	day, err := law.ParseDate(iso)
	if err != nil {
		return ""
	}
	return day.Vietnamese()
}

func (c *Chat) validity(d document) string {
	d.SupersededBy = d.Newer
	from, to := vietnameseDate(d.ValidFrom), vietnameseDate(d.ValidTo)
	switch d.ValidOn(c.Ward.Today()) {
	case ward.Superseded:
		return c.T("Hiệu lực: đã được thay thế bằng “%s”.", d.NewerTitle)
	case ward.NotYet:
		return c.T("Hiệu lực: chưa có hiệu lực, áp dụng từ ngày %s.", from)
	case ward.Expired:
		return c.T("Hiệu lực: hết hiệu lực sau ngày %s.", to)
	}
	switch {
	case to != "":
		return c.T("Hiệu lực: còn hiệu lực đến hết ngày %s.", to)
	case from != "":
		return c.T("Hiệu lực: còn hiệu lực, từ ngày %s.", from)
	}
	return c.T("Hiệu lực: văn bản không ghi thời hạn.")
}

// read shows the document page by page.
func (c *Chat) read(d document) {
	pages := viet.SplitUTF16(c.body(d), phonePage)
	if len(pages) == 0 {
		pages = []string{d.Title}
	}
	p := page{text: pages[0], number: 1, of: len(pages)}
	for i := 0; ; i++ {
		switch c.showPage(i, d, p) {
		case "next":
			p.number++
			p.text = pages[p.number-1]
		case "prev":
			p.number--
			p.text = pages[p.number-1]
		case "file":
			p.sent = true
			p.text = c.T("Tệp ở ngay trên. Ông/bà muốn làm gì tiếp?")
			c.sendDocument(d)
		case "newer":
			c.Go(disclosuresFlow().Name, d.Newer)
		case otherPlace:
			c.Go(disclosuresFlow().Name, groupMark+strconv.Itoa(d.Group))
		default:
			return
		}
	}
}

// page is where a reader is in a document.
type page struct {
	text       string
	number, of int
	sent       bool // the file was sent
}

// phonePage is how much text a phone shows without much scrolling, in UTF-16 units.
const phonePage = 900

// showPage shows a page and asks where to go from it.
func (c *Chat) showPage(i int, d document, p page) string {
	var options []talk.Option
	if p.number < p.of {
		options = append(options, talk.Option{Value: "next", Label: "Trang sau", Aliases: []string{"sau", "đọc tiếp", "next"}})
	}
	if p.number > 1 {
		options = append(options, talk.Option{Value: "prev", Label: "Trang trước", Aliases: []string{"trước", "previous"}})
	}
	if d.Attachment && !p.sent {
		options = append(options, talk.Option{Value: "file", Label: "Tải tệp PDF", Aliases: []string{"tải", "tải tệp", "tải về", "pdf", "download"}})
	}
	if d.Newer != "" {
		options = append(options, talk.Option{Value: "newer", Label: "Xem bản thay thế", Aliases: []string{"bản mới", "bản thay thế", "newer"}})
	}
	options = append(options,
		talk.Option{Value: otherPlace, Label: "Tài liệu khác", Aliases: []string{"khác", "other"}},
		talk.Option{Value: "done", Label: "Xong", Aliases: []string{"hết", "cảm ơn", "done"}})
	heading := ""
	if p.of > 1 {
		heading = c.T("Trang %d/%d", p.number, p.of)
	}
	return talk.Ask(c, fmt.Sprintf("page.%d", i), talk.Choose{Title: heading, Options: options, Columns: 2}, "%s", p.text)
}

// sendDocument sends the document as a file. It is made once for everybody.
func (c *Chat) sendDocument(d document) {
	file := talk.Once(c, "file", func(ctx context.Context) (talk.Sent, error) {
		f, err := c.Ward.DisclosurePaper(ctx, d.Disclosure)
		return *sent(f), err
	})
	c.Send(talk.Message{Text: d.Title, File: &file})
}

// body is the document as plain text: headings marked, table rows as lines, source and places of posting at the end.
func (c *Chat) body(d document) string {
	parts := []string{strings.TrimSpace(strings.ReplaceAll("\n"+d.Body, "\n## ", "\n▪ "))}
	if len(d.Table) > 1 {
		parts = append(parts, tableText(d.Table))
	}
	for _, p := range d.Posted {
		if p.To == "" {
			parts = append(parts, c.T("Niêm yết tại %s từ ngày %s.", p.Place, vietnameseDate(p.From)))
			continue
		}
		parts = append(parts, c.T("Niêm yết tại %s từ ngày %s đến ngày %s.", p.Place, vietnameseDate(p.From), vietnameseDate(p.To)))
	}
	parts = append(parts, c.line("Nguồn: %s", d.Source))
	return strings.TrimSpace(strings.Join(parts, "\n\n"))
}

// tableText writes each row as a line: the first cell, then the others under their heads.
func tableText(table [][]string) string {
	head, rows := table[0], table[1:]
	text := make([]string, 0, len(table))
	if len(head) == 2 {
		text = append(text, strings.Join(head, " – ")+":")
	}
	for _, row := range rows {
		if len(row) == 0 {
			continue
		}
		var cells []string
		for i, cell := range row[1:] {
			if len(row) > 2 && i+1 < len(head) {
				cell = head[i+1] + ": " + cell
			}
			cells = append(cells, cell)
		}
		text = append(text, strings.TrimSuffix("• "+row[0]+": "+strings.Join(cells, "; "), ": "))
	}
	return strings.Join(text, "\n")
}
