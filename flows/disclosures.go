package flows

import (
	"context"
	"errors"
	"fmt"
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
			"quy hoạch sử dụng đất", "công khai đất đai", "công khai tài chính", "xem quy hoạch", "phương án bồi thường", "bồi thường giải phóng mặt bằng", "thu hồi đất", "các khoản đóng góp", "các quỹ của phường", "phường thu quỹ gì", "phí vệ sinh bao nhiêu", "phí vệ sinh hằng tháng",
			"mức thu phí lệ phí", "phí lệ phí phường thu", "văn bản của phường", "thông báo của phường", "kế hoạch của phường", "kết quả bầu tổ trưởng", "gọi nhập ngũ",
			"tài liệu phường công khai", "public documents", "disclosures", "budget",
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

// findDocument leads from the groups, or from a place to look, to a document's slug.
func (c *Chat) findDocument(place string) string {
	if place == "" {
		place = c.askGroup()
	}
	found := look(c, "found", func(ctx context.Context) ([]listed, error) { return c.listDocuments(ctx, place) })
	if len(found) == 0 { // a button of another time
		c.Say("Mục này hiện không có tài liệu nào.")
		c.Go(disclosuresFlow().Name, "")
	}
	heading := c.T("Tài liệu tìm thấy: %d", len(found))
	if group, ok := strings.CutPrefix(place, groupMark); ok {
		heading = c.groupName(group)
	}
	slug := c.pickTitle("list", found, heading, talk.Option{Value: otherPlace, Label: "Nhóm khác, tìm từ khác", Aliases: []string{"nhóm khác", "tìm", "khác", "other"}})
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
	counts := look(c, "counts", c.Ward.DisclosureCounts)
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

// checkDocuments turns words into a place to look, once it is known that something is found there.
func (c *Chat) checkDocuments(typed string) (string, error) {
	found, err := c.listDocuments(c.Context(), wordsMark+typed)
	if err == nil && len(found) == 0 {
		err = talk.Problem(c.T("Không tìm thấy tài liệu nào có từ “%s”. Mời ông/bà gõ ít từ hơn hoặc gõ cách khác.", typed))
	}
	return wordsMark + typed, err
}

func (c *Chat) listDocuments(ctx context.Context, place string) ([]listed, error) {
	words, search := strings.CutPrefix(place, wordsMark)
	if search {
		found, err := c.Ward.SearchDisclosures(ctx, words, maxListed)
		if err != nil || len(found) > 0 {
			return byTitle(documentTitles(found), words), err
		}
		all, err := c.Ward.Disclosures(ctx, 0)
		return alike(words, documentNames(all), documentTitles(all), viet.Maybe), err
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
		if issued := vietnameseDate(d.Issued); !strings.Contains(text, issued) {
			text += " (" + issued + ")"
		}
		list = append(list, listed{d.Slug, text})
	}
	return list
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

// line is a labelled line, "" when there is no value.
func (c *Chat) line(format, value string) string {
	if value == "" {
		return ""
	}
	return c.T(format, value)
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
	pages := c.pages(d)
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

// pages is the document as plain text, in pages that fit a phone and begin where a section begins, if they can: headings
// marked, table rows as lines, places of posting and the source at the end.
func (c *Chat) pages(d document) []string {
	var b strings.Builder
	for _, block := range d.Blocks() {
		if block.Heading != "" {
			b.WriteString("\n" + headingMark + block.Heading + "\n")
			continue
		}
		b.WriteString(block.Text + "\n")
	}
	if len(d.Table) > 1 {
		b.WriteString("\n" + tableText(d.Table) + "\n")
	}
	b.WriteString("\n")
	for _, p := range d.Posted {
		if p.To == "" {
			b.WriteString(c.T("Niêm yết tại %s từ ngày %s.", p.Place, vietnameseDate(p.From)) + "\n")
			continue
		}
		b.WriteString(c.T("Niêm yết tại %s từ ngày %s đến ngày %s.", p.Place, vietnameseDate(p.From), vietnameseDate(p.To)) + "\n")
	}
	b.WriteString(c.line("Nguồn: %s", d.Source))
	pages := viet.SplitUTF16(or(strings.TrimSpace(b.String()), d.Title), phonePage)
	for i := range pages {
		pages[i] = strings.ReplaceAll(pages[i], "\n\n", "\n")
		at := strings.LastIndexByte(pages[i], '\n')
		if last := pages[i][at+1:]; at > 0 && i+1 < len(pages) && strings.HasPrefix(last, headingMark) {
			pages[i], pages[i+1] = pages[i][:at], last+"\n"+pages[i+1] // a heading goes with its section
		}
	}
	return pages
}

const headingMark = "▪ "

// tableText writes each row as a line: the first cell, then the others, under their heads where there are several.
func tableText(table [][]string) string {
	head, rows := table[0], table[1:]
	const pair = 2
	text := make([]string, 0, len(table))
	if len(head) == pair {
		text = append(text, strings.Join(head, " – ")+":")
	}
	for _, row := range rows {
		line := "• " + strings.Join(row, ": ")
		if len(row) > pair && len(head) >= len(row) {
			cells := make([]string, len(row)-1)
			for i, cell := range row[1:] {
				cells[i] = head[i+1] + ": " + cell
			}
			line = "• " + row[0] + " – " + strings.Join(cells, "; ")
		}
		text = append(text, line)
	}
	return strings.Join(text, "\n")
}
