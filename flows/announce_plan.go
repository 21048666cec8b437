package flows

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// plan asks when a notice goes out.
func (c *Chat) plan(emergency bool, known ward.Plan) ward.Plan {
	soon := talk.Option{Value: "now", Label: "Ngay khi được duyệt", Aliases: []string{"ngay", "bây giờ", "sớm nhất"}}
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
		if problem, err := problemOf(p.Check(c.Ward.Now(), c.Ward.Calendar(), emergency)); problem != "" || err != nil {
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

// Times and dates as people write them, in folded words: "6h30", "6 gio ruoi", "17:00", "5/3", "05-03-2024".
var (
	clockForm = regexp.MustCompile(`\b(\d{1,2})\s*(?::|h|g|gio)\s*(\d{2}|ruoi)?(?:\s*phut)?\s*(sang|trua|chieu|toi|dem)?\b`)
	dateForm  = regexp.MustCompile(`\b(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?\b`)
	nearDays  = map[string]int{"hom nay": 0, "ngay mai": 1, "sang mai": 1, "trua mai": 1, "chieu mai": 1, "toi mai": 1, "mai": 1, "ngay kia": 2, "mot": 2}
)

// readOnce understands one day and time: "6h30 ngày 5/3", "17 giờ chiều mai".
func readOnce(typed string, now time.Time) (ward.Plan, bool) {
	folded := viet.Fold(typed)
	times, rest := readTimes(folded)
	days := readDates(rest, law.DateOf(now))
	if len(days) == 0 {
		days = nearDay(rest, law.DateOf(now))
	}
	if len(times) != 1 || len(days) > 1 {
		return ward.Plan{}, false
	}
	day := law.DateOf(now)
	if len(days) == 1 {
		day = days[0]
	}
	return ward.Plan{At: day.At(times[0].hour, times[0].minute, now.Location())}, true
}

// readDays understands times on the days of a span: "06:30 và 17:00 từ 5/3 đến 14/3, trừ 8/3, ngày làm việc".
func readDays(typed string, now time.Time) (ward.Plan, bool) {
	today := law.DateOf(now)
	folded := viet.Fold(typed)
	workdays := strings.Contains(folded, "ngay lam viec")
	folded = strings.ReplaceAll(folded, "ngay lam viec", " ")
	kept, left, _ := strings.Cut(folded, "tru ")
	times, rest := readTimes(kept)
	days := readDates(rest, today)
	if len(days) == 1 && strings.Contains(rest, "hom nay") {
		days = []law.Date{today, days[0]}
	}
	if len(times) == 0 || len(days) == 0 || len(days) > 2 {
		return ward.Plan{}, false
	}
	p := ward.Plan{From: days[0], To: days[len(days)-1], Skip: readDates(left, today), Workdays: workdays}
	for _, t := range times {
		p.Times = append(p.Times, fmt.Sprintf("%02d:%02d", t.hour, t.minute))
	}
	slices.Sort(p.Times)
	p.Times = slices.Compact(p.Times)
	return p, true
}

type clockTime struct{ hour, minute int }

// readTimes finds the times of day in folded words, and returns what is left without them.
func readTimes(folded string) (times []clockTime, rest string) {
	for _, found := range clockForm.FindAllStringSubmatch(folded, -1) {
		hour, _ := strconv.Atoi(found[1]) // digits
		minute, _ := strconv.Atoi(found[2])
		if found[2] == "ruoi" {
			minute = 30
		}
		part := found[3]
		if part == "" && len(clockForm.FindAllString(folded, -1)) == 1 {
			part = partOfDay(folded)
		}
		if part != "" && part != "sang" && part != "dem" && hour < 12 && !(part == "trua" && hour > 9) {
			hour += 12
		}
		if hour > 23 || minute > 59 {
			return nil, folded
		}
		times = append(times, clockTime{hour, minute})
	}
	return times, clockForm.ReplaceAllString(folded, " ")
}

// partOfDay is the part of the day that a single time is in, when it stands with the day: "5 giờ, chiều mai".
func partOfDay(folded string) string {
	for _, part := range []string{"chieu", "toi", "trua", "sang"} {
		if strings.Contains(folded, part+" mai") || strings.Contains(folded, part+" nay") {
			return part
		}
	}
	return ""
}

// readDates finds the days in folded words. A day without a year is the one of this year, but in the next year when it has
// been gone for half a year.
func readDates(folded string, today law.Date) (days []law.Date) {
	const halfYear = 183
	for _, found := range dateForm.FindAllStringSubmatch(folded, -1) {
		day, month, year := found[1], found[2], found[3]
		if year == "" {
			year = strconv.Itoa(today.Year)
		}
		d, err := law.ParseDate(fmt.Sprintf("%s-%02s-%02s", year, month, day))
		if err == nil && found[3] == "" && today.Sub(d) > halfYear {
			d, err = law.ParseDate(fmt.Sprintf("%d-%02s-%02s", today.Year+1, month, day))
		}
		if err == nil {
			days = append(days, d)
		}
	}
	return days
}

func nearDay(folded string, today law.Date) []law.Date {
	for words, ahead := range nearDays {
		if strings.Contains(" "+folded+" ", " "+words+" ") {
			return []law.Date{today.AddDays(ahead)}
		}
	}
	return nil
}
