package flows

import (
	"fmt"
	"strings"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

func receptionFlow() Flow {
	return Flow{
		Name: "reception", Version: 1, Run: reception,
		Title: "Lịch tiếp công dân",
		Phrases: []string{
			"lịch tiếp công dân", "lịch tiếp dân", "ngày tiếp dân", "tiếp công dân", "chủ tịch tiếp dân ngày nào", "bao giờ chủ tịch tiếp dân", "khi nào chủ tịch tiếp công dân", "chủ tịch tiếp công dân định kỳ", "gặp chủ tịch phường",
			"hôm nay có tiếp dân không", "tuần này tiếp dân thứ mấy", "tiếp dân thứ năm", "lịch của chủ tịch", "muốn gặp lãnh đạo phường", "phòng tiếp dân ở đâu",
			"reception days", "meet the chairman", "when does the chairman receive citizens",
		},
	}
}

// reception tells the next days on which citizens are received, and shows a month.
func reception(c *Chat) {
	c.Send(talk.Message{Title: c.T("Lịch tiếp công dân của UBND %s", c.wardName()), Text: c.nextReceptions()})
	month := 0
	for i := 0; ; i++ {
		options := []talk.Option{
			{Value: "book", Label: "Đặt giờ gặp", Aliases: []string{"đặt lịch", "đặt hẹn", "đặt giờ", "book"}},
			{Value: "month", Label: "Xem theo tháng", Aliases: []string{"tháng này", "cả tháng"}},
			{Value: "next", Label: "Tháng sau"},
			{Value: "remind", Label: "Nhắc tôi trước một ngày", Aliases: []string{"nhắc", "nhắc lịch", "remind me"}},
			{Value: "rule", Label: "Căn cứ pháp luật"},
			{Value: "done", Label: "Xong", Aliases: []string{"thôi", "cảm ơn", "done"}},
		}
		if link := c.Ward.Link("tiep-cong-dan.ics"); link != "" {
			options = append(options, talk.Option{Value: "ics", Label: "Thêm vào lịch điện thoại (.ics)", URL: link})
		}
		switch talk.Ask(c, fmt.Sprintf("more.%d", i), talk.Choose{Options: options}, "Ông/bà muốn xem thêm gì?") {
		case "book":
			c.Go(bookingFlow().Name, "")
		case "month":
			c.month(month)
		case "next":
			month++
			c.month(month)
		case "remind":
			c.remind(i)
		case "rule":
			c.Say("%s", c.receptionRule())
		default:
			c.Say("Mời ông/bà mang theo giấy tờ tùy thân và tài liệu liên quan khi đến.")
			return
		}
	}
}

// nextReceptions are the next days of each who receives: three of the chairman's, one of the office's.
func (c *Chat) nextReceptions() string {
	p, cal, today := c.Ward.Profile, c.Ward.Calendar(), c.Ward.Today()
	var b strings.Builder
	told := map[string]bool{}
	for _, rule := range p.Reception.Weekly {
		if told[rule.Name] {
			continue
		}
		told[rule.Name] = true
		n := 3
		if rule.Who != "chairman" {
			n = 1
		}
		sessions := p.NextSessions(cal, rule.Name, today, n)
		if len(sessions) == 0 {
			continue
		}
		hours, same := sameHours(sessions)
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n", c.receiver(rule.Name, rule.Official))
		days, err := ward.WeekdaysOf(rule.Days)
		standing := err == nil && len(days) >= fewDays
		if standing {
			fmt.Fprintf(&b, "%s\n", c.T("%s hằng tuần, trừ ngày nghỉ.", c.days(days)))
		}
		if same {
			fmt.Fprintf(&b, "%s\n", c.T("Giờ tiếp: %s", hours))
		}
		if standing {
			fmt.Fprintf(&b, "%s\n", c.T("Gần nhất:"))
		}
		for _, s := range sessions {
			fmt.Fprintf(&b, "• %s\n", c.session(s, !same))
		}
	}
	if b.Len() == 0 {
		return c.T("Hiện chưa có lịch tiếp công dân được công bố. Mời ông/bà liên hệ bộ phận tiếp công dân.")
	}
	place := p.Reception.Place
	return b.String() + "\n" + c.T("Nơi tiếp: %s", place)
}

// fewDays is how many weekdays make a reception a standing one, of which naming single days says little.
const fewDays = 4

func (c *Chat) receiver(name, official string) string {
	if o, ok := c.Ward.Profile.Official(official); ok && o.Name != "" {
		return c.T(name) + " – " + o.Name
	}
	return c.T(name)
}

// sameHours are the hours of sessions in words, and whether all have the same: then they are said once.
func sameHours(sessions []law.Session) (hours string, same bool) {
	for i, s := range sessions {
		if i > 0 && hoursOf(s) != hours {
			return "", false
		}
		hours = hoursOf(s)
	}
	return hours, true
}

func hoursOf(s law.Session) string {
	spans := make([]string, len(s.Shifts))
	for i, shift := range s.Shifts {
		spans[i] = shift.String()
	}
	return strings.Join(spans, ", ")
}

// session is one session in a line: day, hours where they are wanted, and what is unusual about it.
func (c *Chat) session(s law.Session, hours bool) string {
	line := c.day(s.Date)
	if hours {
		line += ", " + hoursOf(s)
	}
	if !s.MovedFrom.IsZero() {
		line += " " + c.T("(dời từ ngày %s)", s.MovedFrom.Vietnamese())
	}
	if s.By != "" {
		line += " " + c.T("(%s tiếp thay)", s.By)
	}
	if reason := c.reason(s); reason != "" {
		line += ". " + c.T("Lý do: %s", reason)
	}
	return line
}

// reason is why a session is not as planned. What the ward wrote stays Vietnamese; a day off has an English name.
func (c *Chat) reason(s law.Session) string {
	if !c.English() || s.MovedFrom.IsZero() {
		return s.Reason
	}
	if day, ok := c.Ward.Calendar().Special(s.MovedFrom); ok && day.Off() {
		return c.T(day.Name)
	}
	return s.Reason
}

// month shows the chairman's sessions and the days off of one month, counted from this one.
func (c *Chat) month(ahead int) {
	today := c.Ward.Today()
	first := law.Date{Year: today.Year, Month: today.Month, Day: 1}.AddMonths(ahead)
	last := first.AddMonths(1).AddDays(-1)
	p, cal := c.Ward.Profile, c.Ward.Calendar()
	var b strings.Builder
	from, office := first, 0
	if today.After(first) {
		from = today
	}
	for _, s := range p.Sessions(cal, from, last) {
		if !s.Chair {
			office++
			continue
		}
		if b.Len() == 0 {
			fmt.Fprintf(&b, "%s\n", c.T(s.Who))
		}
		fmt.Fprintf(&b, "• %s\n", c.session(s, true))
	}
	if office > 0 {
		fmt.Fprintf(&b, "%s\n", c.T("Bộ phận tiếp công dân thường xuyên: %d ngày làm việc.", office))
	}
	var off []string
	for d := first; !d.After(last); d = d.AddDays(1) {
		if special, ok := cal.Special(d); ok && special.Off() {
			off = append(off, fmt.Sprintf("%s %s", d.Vietnamese()[:5], c.T(special.Name)))
		}
	}
	if len(off) > 0 {
		fmt.Fprintf(&b, "%s %s", c.T("Ngày nghỉ:"), strings.Join(off, "; "))
	}
	c.Send(talk.Message{Title: c.T("Tiếp công dân tháng %d/%d", int(first.Month), first.Year), Text: or(strings.TrimSpace(b.String()), c.T("Tháng này chưa có lịch."))})
}

// receptionRule cites what obliges the chairman to receive citizens, as in force today.
func (c *Chat) receptionRule() string {
	var list []string
	if rule, ok := law.RuleAt(law.RuleReceptionChair, c.Ward.Today()); ok {
		unit := c.T("ngày/tháng")
		if rule.Unit == law.DaysPerWeek {
			unit = c.T("ngày/tuần")
		}
		seen := ""
		if !rule.Seen {
			seen = " " + c.T("(theo bản tổng hợp, phường đang đối chiếu văn bản chính thức)")
		}
		list = append(list, c.T("Chủ tịch UBND cấp xã trực tiếp tiếp công dân ít nhất %d %s: %s%s.", rule.Value, unit, rule.Basis(), seen))
	}
	for _, r := range c.Ward.Profile.Reception.Weekly {
		if r.Document != "" {
			list = append(list, c.T("Lịch của %s: %s.", c.T(r.Name), r.Document))
		}
	}
	return strings.Join(list, "\n")
}
