package flows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

func directoryFlow() Flow {
	return Flow{
		Name: "directory", Version: 1, Run: directory,
		Title: "Danh bạ, giờ làm việc",
		Phrases: []string{
			"giờ làm việc", "mấy giờ mở cửa", "mấy giờ đóng cửa", "ủy ban mấy giờ đóng cửa", "hôm nay có làm việc không", "mai phường có làm việc không", "chủ nhật có làm việc không", "thứ bảy có làm việc không",
			"buổi trưa có làm việc không", "chiều nay có làm việc không", "ngày lễ phường có làm không", "sáng mai có làm việc không", "thứ 7 có làm việc không", "làm việc đến mấy giờ", "một cửa làm việc đến mấy giờ", "bộ phận một cửa mở cửa mấy giờ", "ủy ban ở chỗ nào", "địa chỉ ủy ban", "trụ sở phường ở đâu", "số điện thoại của phường",
			"số điện thoại chủ tịch", "số đt công an phường", "số đt phường", "điện thoại công an phường", "đường dây nóng", "danh bạ cán bộ", "ai phụ trách", "ai phụ trách đất đai", "ai phụ trách hộ tịch", "sdt phường", "sdt công an", "nghỉ trưa mấy giờ", "trụ sở ubnd ở đâu",
			"cán bộ nào phụ trách", "tổ trưởng tổ dân phố là ai", "số điện thoại tổ trưởng", "trạm y tế phường",
			"opening hours", "what time do you open", "when are you open", "office hours", "phone number", "office address", "where is the office", "who is in charge",
		},
	}
}

// directory tells where the office is and when it is open, and then whatever else is asked. It is started with nothing, or
// with the section to begin with: lines, officials or heads.
func directory(c *Chat) {
	section := c.Arg()
	if !slices.Contains([]string{"lines", "officials", "heads"}, section) {
		section = ""
		c.Send(talk.Message{Title: c.Ward.Profile.Name, Text: c.office()})
	}
	for i := 0; ; i++ {
		if section == "" {
			section = c.askSection(i)
		}
		switch section {
		case "lines":
			c.hotlines()
		case "officials":
			c.official(i)
		case "heads":
			c.head(i)
		default:
			return
		}
		section = ""
	}
}

func (c *Chat) askSection(i int) string {
	return c.Choice(fmt.Sprintf("what.%d", i), "Ông/bà cần tìm gì thêm?",
		talk.Option{Value: "lines", Label: "Đường dây nóng, số khẩn cấp", Aliases: []string{"đường dây nóng", "số điện thoại", "hotline"}},
		talk.Option{Value: "officials", Label: "Cán bộ, công chức phường", Aliases: []string{"cán bộ", "chủ tịch", "officials"}},
		talk.Option{Value: "heads", Label: "Tổ trưởng tổ dân phố", Aliases: []string{"tổ trưởng", "tổ dân phố", "heads"}},
		talk.Option{Value: "done", Label: "Xong", Aliases: []string{"không", "cảm ơn", "hết", "done"}})
}

// office is the address, the hours, and whether the office is open now.
func (c *Chat) office() string {
	p := c.Ward.Profile
	return lines(
		c.line("Địa chỉ: %s", p.Address),
		c.openNow(),
		c.line("Giờ làm việc:%s", bullets(c.hours())),
		c.line("Trang thông tin: %s", p.Website),
		c.line("Thư điện tử: %s", p.Email),
		c.line("Lưu ý: %s", p.HoursNote))
}

// openNow tells whether the office is open; when it is not, why where the reason is a day off, and when it opens again.
func (c *Chat) openNow() string { return openNow(c.Ward, c.T) }

func openNow(w *ward.Ward, t func(string, ...any) string) string {
	p, cal, now := w.Profile, w.Calendar(), w.Now()
	if open, today := p.OpenNow(cal, now); open {
		return t("Hiện đang mở cửa (hôm nay %s).", today)
	}
	opens := ""
	switch next, ok := p.NextOpening(cal, now); {
	case ok && law.DateOf(next) == law.DateOf(now):
		opens = t("Mở cửa lúc %s hôm nay.", viet.Clock(next))
	case ok:
		day := law.DateOf(next)
		opens = t("Mở cửa lại lúc %s, %s.", viet.Clock(next), capital(t(viet.WeekdayName(day.Weekday())))+", "+day.Vietnamese())
	}
	closed := t("Hiện đang đóng cửa.")
	if day, special := cal.Special(law.DateOf(now)); special && day.Off() {
		closed = t("Hôm nay nghỉ: %s.", t(day.Name))
	}
	return strings.TrimSpace(closed + " " + opens)
}

// hours are the office hours, a line for days that have the same.
func (c *Chat) hours() []string {
	var all []string
	for _, h := range c.Ward.Profile.Hours {
		days, err := ward.WeekdaysOf(h.Days)
		if err != nil || len(days) == 0 {
			continue
		}
		all = append(all, c.days(days)+": "+h.Posted())
	}
	return all
}

// days names weekdays: the first and the last where they follow one another.
func (c *Chat) days(days []time.Weekday) string {
	const few, week = 2, 7
	if first, last := days[0], days[len(days)-1]; len(days) > few && (int(last-first)+week)%week == len(days)-1 {
		return c.T("Từ %s đến %s", c.T(viet.WeekdayName(first)), c.T(viet.WeekdayName(last)))
	}
	names := make([]string, len(days))
	for i, d := range days {
		names[i] = c.T(viet.WeekdayName(d))
	}
	return c.T("Vào %s", strings.Join(names, ", "))
}

func (c *Chat) hotlines() {
	var text []string
	for _, l := range c.Ward.Profile.Hotlines {
		text = append(text, fmt.Sprintf("• %s: %s", c.T(l.Name), c.orLater(l.Number)))
	}
	c.Send(talk.Message{Title: c.T("Đường dây nóng, số khẩn cấp"), Text: strings.Join(text, "\n")})
}

// orLater is a value, or that the ward will add it.
func (c *Chat) orLater(value string) string { return or(value, c.T("phường sẽ cập nhật")) }

// official finds an official by title, name or by what they are in charge of.
func (c *Chat) official(i int) {
	p := c.Ward.Profile
	options := make([]talk.Option, 0, len(p.Officials)+1)
	for _, o := range p.Officials {
		options = append(options, talk.Option{Value: o.Slug, Label: o.Title, Aliases: c.duties(o), Proper: true})
	}
	options = append(options, talk.Option{Value: wordsMark, Label: "Chọn theo lĩnh vực", Aliases: []string{"lĩnh vực", "theo việc", "by field"}})
	slug := talk.Ask(c, fmt.Sprintf("official.%d", i), talk.Choose{Options: options},
		"Ông/bà cần gặp ai? Mời chọn, hoặc gõ việc cần hỏi, ví dụ: khai sinh, rác thải.")
	if slug == wordsMark {
		slug = c.officialOfField(i)
	}
	if o, ok := p.Official(slug); ok {
		c.Send(talk.Message{Title: o.Title, Text: lines(
			c.T("Họ và tên: %s", c.orLater(o.Name)),
			c.T("Điện thoại: %s", c.orLater(viet.DisplayPhone(o.Phone))),
			c.line("Phòng: %s", o.Room),
			c.line("Phụ trách: %s", o.Duties))})
	}
}

// duties are the words by which citizens look for an official: the name, and what the fields in their charge are called.
func (c *Chat) duties(o ward.Official) []string {
	var words []string
	if o.Name != "" {
		words = append(words, o.Name)
	}
	for _, f := range c.Ward.Profile.Fields {
		if f.Official == o.Slug {
			words = append(append(words, f.Name, c.T(f.Name)), f.Aliases...)
		}
	}
	return words
}

func (c *Chat) officialOfField(i int) string {
	var options []talk.Option
	for _, f := range c.Ward.Profile.Fields {
		options = append(options, talk.Option{Value: f.Slug, Label: f.Name, Aliases: f.Aliases})
	}
	field, _ := c.Ward.Profile.Field(talk.Ask(c, fmt.Sprintf("field.%d", i), talk.Choose{Options: options}, "Việc của ông/bà thuộc lĩnh vực nào?"))
	return field.Official
}

// head finds the head of a neighbourhood.
func (c *Chat) head(i int) {
	all := c.Ward.Profile.Neighbourhoods
	if len(all) == 0 {
		c.Say("Danh sách tổ dân phố: phường sẽ cập nhật.")
		return
	}
	options := make([]talk.Option, 0, len(all))
	for _, n := range all {
		options = append(options, talk.Option{Value: n.Slug, Label: n.Name, Aliases: slices.Clone(n.Aliases), Proper: true})
	}
	n, _ := c.Ward.Profile.Neighbourhood(talk.Ask(c, fmt.Sprintf("hood.%d", i), talk.Choose{Options: options}, "Ông/bà cần tìm tổ dân phố nào?"))
	c.Send(talk.Message{Title: n.Name, Text: lines(
		c.T("Tổ trưởng: %s", c.orLater(n.Head)),
		c.T("Điện thoại: %s", c.orLater(viet.DisplayPhone(n.Phone))),
		c.line("Nơi họp: %s", n.Hall),
		c.line("Lưu ý: %s", n.Note))})
}
