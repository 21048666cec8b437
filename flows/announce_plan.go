package flows

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

// plan asks when a notice goes out.
func (c *Chat) plan(emergency bool, known ward.Plan) ward.Plan {
	soon := talk.Option{Value: "now", Label: "Ngay khi được duyệt", Aliases: []string{"ngay", "bây giờ", "sớm nhất"}}
	if emergency { // which only they write who send it out themselves
		soon.Label = "Ngay lúc này"
	}
	options := []talk.Option{
		soon,
		{Value: "once", Label: "Một lần, vào giờ đã định", Aliases: []string{"một lần"}},
		{Value: "days", Label: "Nhiều ngày, theo giờ", Aliases: []string{"nhiều ngày", "hằng ngày"}},
	}
	if known.Check(c.Ward.Now(), c.Ward.Calendar(), emergency) == nil {
		options = append(options, talk.Option{Value: asBefore, Label: "Giữ như cũ"})
	}
	switch c.Choice("when", "Phát khi nào?", options...) {
	case asBefore:
		return known
	case "once":
		return c.typedPlan("when.once", emergency, readOnce, "Phát lúc nào? Ví dụ: 6h30 ngày 5/3, 17 giờ chiều mai.")
	case "days":
		return c.typedPlan("when.days", emergency, readDays, "Phát những giờ nào, từ ngày nào đến ngày nào? Ví dụ: 06:30 và 17:00 từ 5/3 đến 14/3, trừ 8/3. Thêm “ngày làm việc” để bỏ ngày nghỉ.")
	}
	return ward.Plan{Soon: true}
}

// typedPlan asks for a plan in words, until it is one that can be kept.
func (c *Chat) typedPlan(key string, emergency bool, read func(string, time.Time) (ward.Plan, bool), question string) (p ward.Plan) {
	raw := talk.Ask(c, key, talk.Words{Max: 200, Check: func(typed string) (string, error) {
		p, ok := read(typed, c.Ward.Now())
		if !ok {
			return "", talk.Problem("Tôi chưa hiểu ngày giờ này. Xin ghi giống ví dụ.")
		}
		switch problem, err := problemOf(p.Check(c.Ward.Now(), c.Ward.Calendar(), emergency)); {
		case err != nil:
			return "", err
		case problem != "":
			return "", talk.Problem(problem)
		}
		raw, err := json.Marshal(p)
		return string(raw), err
	}}, "%s", question)
	if err := json.Unmarshal([]byte(raw), &p); err != nil {
		c.Fail(fmt.Errorf("read a plan: %w", err))
	}
	return p
}

// readOnce understands one day and time: "6h30 ngày 5/3", "17 giờ chiều mai". Without a day it is today.
func readOnce(typed string, now time.Time) (ward.Plan, bool) {
	today := law.DateOf(now)
	read, ok := readWhen(foldWhen(typed), today)
	if !ok || len(read.times) != 1 || len(read.days) > 1 {
		return ward.Plan{}, false
	}
	day := typedDay{date: today}
	if len(read.days) == 1 {
		day = read.days[0]
	}
	at := day.date.At(read.times[0].hour, read.times[0].minute, now.Location())
	if day.loose && !at.After(now) { // today's is over
		at = day.date.AddDays(7).At(read.times[0].hour, read.times[0].minute, now.Location())
	}
	return ward.Plan{At: at}, true
}

// Words of a plan for many days, folded: that it leaves out days of rest, and what follows are days left out.
var (
	workdaysForm = regexp.MustCompile(`\b(?:(?:chi\s+)?(?:cac\s+)?ngay\s+lam\s+viec|tru\s+(?:cac\s+)?ngay\s+nghi)\b`)
	exceptForm   = regexp.MustCompile(`\btru\b`)
)

// readDays understands times on the days of a span: "06:30 và 17:00 từ 5/3 đến 14/3, trừ 8/3, ngày làm việc".
func readDays(typed string, now time.Time) (ward.Plan, bool) {
	today := law.DateOf(now)
	folded := foldWhen(typed)
	p := ward.Plan{Workdays: workdaysForm.MatchString(folded)}
	parts := exceptForm.Split(workdaysForm.ReplaceAllString(folded, " "), 2)
	read, ok := readWhen(parts[0], today)
	if !ok || len(read.times) == 0 || len(read.days) == 0 || len(read.days) > 2 {
		return ward.Plan{}, false
	}
	first, last := read.days[0], read.days[len(read.days)-1]
	if last.loose && last.date.Before(first.date) { // from Monday to Friday, said on a Wednesday
		last.date = last.date.AddDays(7)
	}
	p.From, p.To = first.date, last.date
	if len(parts) == 2 {
		except, ok := readWhen(parts[1], today)
		if !ok || len(except.times) > 0 || len(except.days) == 0 {
			return ward.Plan{}, false
		}
		for _, d := range except.days {
			p.Skip = append(p.Skip, d.date)
		}
	}
	for _, t := range read.times {
		p.Times = append(p.Times, fmt.Sprintf("%02d:%02d", t.hour, t.minute))
	}
	slices.Sort(p.Times)
	p.Times = slices.Compact(p.Times)
	return p, true
}

// atOnce is when an emergency's notice goes out that waits for nobody.
const atOnce = "ngay lúc này"

// planInWords is a plan with the weekday of its first time, so that whoever typed a date sees which day was understood.
// One that waits for nobody's approval (alone) goes out at once.
func (c *Chat) planInWords(p ward.Plan, alone bool) string {
	if alone && p.Soon {
		return atOnce
	}
	next, ok := p.Next(c.Ward.Now().Add(-time.Minute), c.Ward.Calendar())
	if !ok {
		return p.Describe()
	}
	day := law.DateOf(next)
	name := law.WeekdayName(day.Weekday())
	switch day.Sub(law.DateOf(c.Ward.Now())) {
	case 0:
		name += " (hôm nay)"
	case 1:
		name += " (ngày mai)"
	}
	if !p.At.IsZero() {
		return p.Describe() + ", " + name
	}
	return p.Describe() + "; lần tới: " + next.Format("15:04, 02/01/2006") + ", " + name
}
