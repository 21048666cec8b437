package ward_test

import (
	"errors"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"danbiet/law"
	"danbiet/ward"
)

func day(s string) law.Date { return law.MustDate(s) }

func when(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, law.Zone())
	if err != nil {
		panic(err)
	}
	return t
}

func TestAPlanFiresWhenItSays(t *testing.T) {
	t.Parallel()
	cal := law.NewCalendar(nil)
	for name, c := range map[string]struct {
		plan  ward.Plan
		after string
		want  []string
	}{
		"once":                     {ward.Plan{At: when("2026-03-10 06:30")}, "2026-03-01 00:00", []string{"2026-03-10 06:30"}},
		"once, over":               {ward.Plan{At: when("2026-03-10 06:30")}, "2026-03-10 06:30", nil},
		"days and times":           {ward.Plan{From: day("2026-03-10"), To: day("2026-03-11"), Times: []string{"17:00", "06:30"}}, "2026-03-09 12:00", []string{"2026-03-10 06:30", "2026-03-10 17:00", "2026-03-11 06:30", "2026-03-11 17:00"}},
		"from the middle of a day": {ward.Plan{From: day("2026-03-10"), To: day("2026-03-11"), Times: []string{"06:30", "17:00"}}, "2026-03-10 06:30", []string{"2026-03-10 17:00", "2026-03-11 06:30", "2026-03-11 17:00"}},
		"the last of February":     {ward.Plan{From: day("2028-02-28"), To: day("2028-03-01"), Times: []string{"06:30"}}, "2028-02-01 00:00", []string{"2028-02-28 06:30", "2028-02-29 06:30", "2028-03-01 06:30"}},
		"no 29 February":           {ward.Plan{From: day("2026-02-27"), To: day("2026-03-01"), Times: []string{"06:30"}}, "2026-02-01 00:00", []string{"2026-02-27 06:30", "2026-02-28 06:30", "2026-03-01 06:30"}},
		"a day left out":           {ward.Plan{From: day("2026-03-10"), To: day("2026-03-12"), Times: []string{"06:30"}, Skip: []law.Date{day("2026-03-11")}}, "2026-03-01 00:00", []string{"2026-03-10 06:30", "2026-03-12 06:30"}},
		"over a holiday":           {ward.Plan{From: day("2026-04-29"), To: day("2026-05-04"), Times: []string{"06:30"}, Workdays: true}, "2026-04-01 00:00", []string{"2026-04-29 06:30", "2026-05-04 06:30"}},
		"over Tết":                 {ward.Plan{From: day("2026-02-13"), To: day("2026-02-23"), Times: []string{"06:30"}, Workdays: true}, "2026-02-01 00:00", []string{"2026-02-13 06:30", "2026-02-23 06:30"}},
		"a cron line":              {ward.Plan{Cron: "0 7 * * 4", From: day("2026-03-10"), To: day("2026-03-26")}, "2026-01-01 00:00", []string{"2026-03-12 07:00", "2026-03-19 07:00", "2026-03-26 07:00"}},
		"cron, the last of months": {ward.Plan{Cron: "30 6 29 2 *", To: day("2032-12-31")}, "2026-01-01 00:00", []string{"2028-02-29 06:30", "2032-02-29 06:30"}},
		"cron without the rest":    {ward.Plan{Cron: "0 7 * * *", From: day("2026-04-29"), To: day("2026-05-04"), Workdays: true}, "2026-01-01 00:00", []string{"2026-04-29 07:00", "2026-05-04 07:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for at, ok := c.plan.Next(when(c.after), cal); ok; at, ok = c.plan.Next(at, cal) {
				got = append(got, at.Format("2006-01-02 15:04"))
			}
			if diff := gocmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestAPlanThatCannotBeKeptSaysWhy(t *testing.T) {
	t.Parallel()
	cal, now := law.NewCalendar(nil), when("2026-03-10 09:00")
	for name, plan := range map[string]ward.Plan{
		"no plan":                  {},
		"two kinds":                {At: when("2026-03-11 09:00"), Cron: "0 7 * * *"},
		"in the past":              {At: when("2026-03-09 09:00")},
		"at night":                 {At: when("2026-03-11 22:00")},
		"at night, of several":     {From: day("2026-03-11"), To: day("2026-03-12"), Times: []string{"17:00", "21:00"}},
		"an hour that is none":     {From: day("2026-03-11"), To: day("2026-03-12"), Times: []string{"25:00"}},
		"an hour without its zero": {From: day("2026-03-11"), To: day("2026-03-12"), Times: []string{"6:30"}},
		"no end":                   {From: day("2026-03-11"), Times: []string{"06:30"}},
		"an end before the start":  {From: day("2026-03-12"), To: day("2026-03-11"), Times: []string{"06:30"}},
		"a mistyped year":          {From: day("2026-03-12"), To: day("2062-03-11"), Times: []string{"06:30"}},
		"a bad cron line":          {Cron: "mỗi ngày"},
		"all days left out":        {From: day("2026-03-11"), To: day("2026-03-11"), Times: []string{"06:30"}, Skip: []law.Date{day("2026-03-11")}},
	} {
		t.Run(name, func(t *testing.T) {
			if err := plan.Check(now, cal, false); !errors.As(err, new(ward.PlanProblem)) {
				t.Errorf("error = %v; want a PlanProblem", err)
			}
		})
	}
	for name, plan := range map[string]ward.Plan{"a storm at night": {At: when("2026-03-10 23:00")}, "at once": {At: now}, "when it is approved": {Soon: true}} {
		if err := plan.Check(now, cal, true); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAPlanIsDescribed(t *testing.T) {
	t.Parallel()
	for want, plan := range map[string]ward.Plan{
		"ngay khi được duyệt":            {Soon: true},
		"một lần, lúc 06:30, 10/03/2026": {At: when("2026-03-10 06:30")},
		"06:30, 17:00 hằng ngày, từ 05/03/2026 đến 14/03/2026, trừ 08/03/2026":        {From: day("2026-03-05"), To: day("2026-03-14"), Times: []string{"06:30", "17:00"}, Skip: []law.Date{day("2026-03-08")}},
		"theo dòng cron “0 7 * * 4”, từ 01/03/2026 đến 31/03/2026, chỉ ngày làm việc": {Cron: "0 7 * * 4", From: day("2026-03-01"), To: day("2026-03-31"), Workdays: true},
	} {
		if got := plan.Describe(); got != want {
			t.Errorf("%q; want %q", got, want)
		}
	}
}
