package ward

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"danbiet/law"
)

// Plan tells when an announcement goes out (lịch phát). It is one of four kinds: as soon as it is approved (Soon), once
// (At), at times of the days of a span (From, To, Times), or by a cron line of five fields (Cron, with From and To as
// bounds). All times are the ward's.
type Plan struct {
	Soon     bool       `json:"soon,omitempty"`
	At       time.Time  `json:"at,omitzero"`
	From     law.Date   `json:"from,omitzero"`
	To       law.Date   `json:"to,omitzero"` // inclusive
	Times    []string   `json:"times,omitempty"`
	Cron     string     `json:"cron,omitempty"`
	Skip     []law.Date `json:"skip,omitempty"`     // days of the span that are left out
	Workdays bool       `json:"workdays,omitempty"` // leaves out rest days and holidays
	Late     TimeSpan   `json:"late,omitzero"`      // a run that is later is skipped; 0: two hours
}

// TimeSpan is a duration that is written as "2h30m".
type TimeSpan time.Duration

// MarshalText writes the span.
func (t TimeSpan) MarshalText() ([]byte, error) { return []byte(time.Duration(t).String()), nil }

// UnmarshalText reads the span.
func (t *TimeSpan) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	*t = TimeSpan(d)
	return err
}

// staleAfter is how late a run may be where the plan does not say.
const staleAfter = 2 * time.Hour

// maxSpan bounds how many days a plan reaches, so that a mistyped year is noticed.
const maxSpan = 400

// Quiet hours, in which only emergencies go out.
const (
	quietFrom = 21
	quietTo   = 6
)

// Quiet reports whether a time of the ward is in its quiet hours, 21:00–06:00.
func Quiet(t time.Time) bool { return t.Hour() >= quietFrom || t.Hour() < quietTo }

// PlanProblem is why a plan cannot be kept, as a Vietnamese sentence for whoever makes it.
type PlanProblem string

func (p PlanProblem) Error() string { return string(p) }

// Check returns a PlanProblem when the plan is no plan, lies in the past, or in the quiet hours without being an
// emergency.
func (p Plan) Check(now time.Time, cal *law.Calendar, emergency bool) error {
	if err := p.form(); err != nil {
		return err
	}
	if p.Soon {
		return nil // in the quiet hours it starts, and waits for their end
	}
	next, ok := p.Next(now.Add(-time.Minute), cal)
	if !ok {
		return PlanProblem("Lịch phát không còn lần nào ở phía trước: hãy chọn ngày giờ sau lúc này.")
	}
	for i := 0; ok && i < 32 && !emergency; i++ {
		if Quiet(next) {
			return PlanProblem(fmt.Sprintf("Lần phát lúc %s rơi vào giờ yên tĩnh 21:00–06:00; chỉ tin khẩn cấp được phát giờ đó.", next.Format("15:04, 02/01/2006")))
		}
		next, ok = p.Next(next, cal)
	}
	return nil
}

// form checks what can be told without a clock.
func (p Plan) form() error {
	kinds := 0
	for _, set := range []bool{p.Soon, !p.At.IsZero(), len(p.Times) > 0, p.Cron != ""} {
		if set {
			kinds++
		}
	}
	if kinds != 1 {
		return PlanProblem("Lịch phát phải là một trong bốn: ngay khi được duyệt, một lần, nhiều ngày theo giờ, hoặc một dòng cron.")
	}
	if p.Cron != "" {
		if _, err := cron.ParseStandard(p.Cron); err != nil {
			return PlanProblem("Dòng cron không đọc được: cần năm trường, ví dụ “30 6 * * 1-5”.")
		}
	}
	if len(p.Times) == 0 && p.Cron == "" {
		return nil
	}
	for _, t := range p.Times {
		if _, _, err := clockOf(t); err != nil {
			return PlanProblem(fmt.Sprintf("Giờ phát “%s” không đúng: cần dạng 06:30.", t))
		}
	}
	switch {
	case len(p.Times) > 0 && (p.From.IsZero() || p.To.IsZero()):
		return PlanProblem("Lịch phát nhiều ngày cần ngày bắt đầu và ngày kết thúc.")
	case !p.To.IsZero() && p.To.Before(p.From):
		return PlanProblem("Ngày kết thúc đứng trước ngày bắt đầu.")
	case !p.From.IsZero() && !p.To.IsZero() && p.To.Sub(p.From) > maxSpan:
		return PlanProblem("Lịch phát dài quá một năm: xin kiểm tra lại năm.")
	}
	return nil
}

func clockOf(s string) (hour, minute int, err error) {
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return 0, 0, errors.New("want HH:MM")
	}
	return t.Hour(), t.Minute(), nil
}

// Next is the first planned time after another, in that one's time zone. It reports false when there is none.
func (p Plan) Next(after time.Time, cal *law.Calendar) (time.Time, bool) {
	switch {
	case p.Soon:
		return time.Time{}, false // its time is that of its approval
	case !p.At.IsZero():
		at := p.At.Truncate(time.Millisecond) // as planned times are kept
		return at.In(after.Location()), at.After(after)
	case p.Cron != "":
		return p.nextByCron(after, cal)
	}
	day := law.DateOf(after)
	if day.Before(p.From) {
		day = p.From
	}
	times := slices.Sorted(slices.Values(p.Times)) // HH:MM sorts by time
	for ; !day.After(p.To); day = day.AddDays(1) {
		if p.leavesOut(day, cal) {
			continue
		}
		for _, t := range times {
			hour, minute, err := clockOf(t)
			if at := day.At(hour, minute, after.Location()); err == nil && at.After(after) {
				return at, true
			}
		}
	}
	return time.Time{}, false
}

func (p Plan) nextByCron(after time.Time, cal *law.Calendar) (time.Time, bool) {
	schedule, err := cron.ParseStandard(p.Cron)
	if err != nil {
		return time.Time{}, false
	}
	if !p.From.IsZero() && law.DateOf(after).Before(p.From) {
		after = p.From.At(0, 0, after.Location()).Add(-time.Second)
	}
	for at := schedule.Next(after); !at.IsZero(); at = schedule.Next(at) {
		day := law.DateOf(at)
		if !p.To.IsZero() && day.After(p.To) {
			break
		}
		if !p.leavesOut(day, cal) {
			return at, true
		}
	}
	return time.Time{}, false
}

func (p Plan) leavesOut(day law.Date, cal *law.Calendar) bool {
	return slices.Contains(p.Skip, day) || p.Workdays && !cal.Working(day)
}

// late is how late a run may be.
func (p Plan) late() time.Duration {
	if p.Late == 0 {
		return staleAfter
	}
	return time.Duration(p.Late)
}

// Describe says the plan in Vietnamese.
func (p Plan) Describe() string {
	var parts []string
	switch {
	case p.Soon:
		return "ngay khi được duyệt"
	case !p.At.IsZero():
		return "một lần, lúc " + p.At.Format("15:04, 02/01/2006")
	case p.Cron != "":
		span := ""
		if !p.From.IsZero() {
			span += " từ " + p.From.Vietnamese()
		}
		if !p.To.IsZero() {
			span += " đến " + p.To.Vietnamese()
		}
		parts = append(parts, strings.TrimSuffix("theo dòng cron “"+p.Cron+"”,"+span, ","))
	default:
		parts = append(parts, strings.Join(p.Times, ", ")+" hằng ngày, từ "+p.From.Vietnamese()+" đến "+p.To.Vietnamese())
	}
	if p.Workdays {
		parts = append(parts, "chỉ ngày làm việc")
	}
	if len(p.Skip) > 0 {
		days := make([]string, len(p.Skip))
		for i, d := range p.Skip {
			days[i] = d.Vietnamese()
		}
		parts = append(parts, "trừ "+strings.Join(days, ", "))
	}
	return strings.Join(parts, ", ")
}
