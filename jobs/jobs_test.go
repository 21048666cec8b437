package jobs

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/robfig/cron/v3"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/seal"
	"danbiet/ward"
)

// monday is a Monday morning in Hà Nội.
var monday = time.Date(2026, time.March, 9, 8, 0, 0, 0, law.Zone())

// clockedHouse is a house with a clock that the test moves.
func clockedHouse(t *testing.T, d *db.DB) (*ward.House, *time.Time) {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	now := monday
	house := ward.NewHouse(d, key)
	house.Now = func() time.Time { return now }
	house.IDs = ward.NewIDs(house.Now)
	return house, &now
}

func newRunner(house *ward.House, replica int64, all ...Job) *Runner {
	return &Runner{House: house, Replica: replica, Zone: law.Zone(), Jobs: all, Logger: slog.New(slog.DiscardHandler)}
}

func TestAFiringRunsOnceAmongReplicas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		runs := 0
		job := Job{Name: "count", Run: func(context.Context) (string, error) { runs++; return "counted", nil }}
		for replica := range int64(3) {
			newRunner(house, replica).fire(t.Context(), job, monday)
		}
		if runs != 1 {
			t.Errorf("the firing ran %d times; want once", runs)
		}
		wantRun(t, house, "count", ward.JobDone, "counted")
	})
}

func TestHowARunEndedIsRecorded(t *testing.T) {
	long := strings.Repeat("ệ", maxDetail+1)
	for name, c := range map[string]struct {
		run    func(context.Context) (string, error)
		result ward.JobResult
		detail string
	}{
		"done":            {func(context.Context) (string, error) { return "3 rows", nil }, ward.JobDone, "3 rows"},
		"failed":          {func(context.Context) (string, error) { return "", errors.New("the disk is full") }, ward.JobFailed, "the disk is full"},
		"panics":          {func(context.Context) (string, error) { panic("a citizen's words") }, ward.JobFailed, "panic of type string"},
		"has much to say": {func(context.Context) (string, error) { return long, nil }, ward.JobDone, strings.TrimSuffix(long, "ệ")},
	} {
		t.Run(name, func(t *testing.T) {
			house, _ := clockedHouse(t, dbtest.SQLite(t))
			newRunner(house, 1).fire(t.Context(), Job{Name: "job", Run: c.run}, monday)
			wantRun(t, house, "job", c.result, c.detail)
		})
	}
}

func TestAJobThatIsStoppedIsRecordedAllTheSame(t *testing.T) {
	house, _ := clockedHouse(t, dbtest.SQLite(t))
	ctx, cancel := context.WithCancel(t.Context())
	newRunner(house, 1).fire(ctx, Job{Name: "job", Run: func(ctx context.Context) (string, error) {
		cancel()
		return "", ctx.Err()
	}}, monday)
	wantRun(t, house, "job", ward.JobFailed, context.Canceled.Error())
}

func wantRun(t *testing.T, house *ward.House, job string, result ward.JobResult, detail string) {
	t.Helper()
	run, found, err := house.LastJobRun(t.Context(), job)
	if err != nil || !found {
		t.Fatalf("the run was not recorded: %v", err)
	}
	if run.Result != result || run.Detail != detail || run.EndedAt.IsZero() {
		t.Errorf("run = %+v; want %s, %q, ended", run, result, detail)
	}
}

func TestMissedFirings(t *testing.T) {
	for name, c := range map[string]struct {
		schedule  string
		last, now time.Time
		useful    time.Duration
		want      string // "" for none
	}{
		"a night slept through is made up for in the morning":    {"30 2 * * *", monday.AddDate(0, 0, -1).Add(-6 * time.Hour), monday, 22 * time.Hour, "2026-03-09 02:30"},
		"of a week away only the last night counts":              {"30 2 * * *", monday.AddDate(0, 0, -8), monday, 22 * time.Hour, "2026-03-09 02:30"},
		"after too long nothing is made up for":                  {"30 2 * * *", monday.AddDate(0, 0, -8), monday, time.Hour, ""},
		"nothing was missed":                                     {"30 2 * * *", monday.Add(-5*time.Hour - 30*time.Minute), monday, 22 * time.Hour, ""},
		"a job of every minute waits for the next":               {"* * * * *", monday.Add(-time.Hour), monday.Add(30 * time.Second), 0, ""},
		"years of minutes are not walked through":                {"* * * * *", monday.AddDate(-20, 0, 0), monday, 5 * time.Minute, "2026-03-09 08:00"},
		"a firing of this very moment is not missed but on time": {"0 8 * * *", monday.AddDate(0, 0, -1), monday, 0, "2026-03-09 08:00"},
		"a schedule that never comes":                            {"0 0 31 2 *", monday.AddDate(-1, 0, 0), monday, time.Hour, ""},
	} {
		t.Run(name, func(t *testing.T) {
			schedule, err := cron.ParseStandard(c.schedule)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if newest, ok := missed(schedule, c.last, c.now, c.useful); ok {
				got = newest.Format("2006-01-02 15:04")
			}
			if got != c.want {
				t.Errorf("missed = %q, want %q", got, c.want)
			}
		})
	}
}

func TestAStartMakesUpForTheMissedNight(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		runs := 0
		job := Job{Name: "nightly", Schedule: "30 2 * * *", Useful: 12 * time.Hour, Run: func(context.Context) (string, error) { runs++; return "", nil }}
		schedule, err := cron.ParseStandard(job.Schedule)
		if err != nil {
			t.Fatal(err)
		}
		newRunner(house, 1).catchUp(t.Context(), job, schedule)
		if runs != 0 {
			t.Error("a new installation makes up for something")
		}
		newRunner(house, 1).fire(t.Context(), job, monday.AddDate(0, 0, -1))
		*now = monday.Add(time.Hour)
		for range 2 { // the second start has nothing left to make up for
			newRunner(house, 2).catchUp(t.Context(), job, schedule)
		}
		if runs != 2 {
			t.Errorf("the job ran %d times; want its own firing and one made up for", runs)
		}
	})
}

func TestJobsRunAtTheTimesOfTheirSchedule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		house, _ := clockedHouse(t, dbtest.SQLite(t))
		house.Now = time.Now // the bubble's: it stands still until everybody waits
		fired := make(chan string)
		note := func(context.Context) (string, error) {
			fired <- time.Now().In(law.Zone()).Format("02 15:04:05")
			return "", nil
		}
		r := newRunner(house, 1, Job{Name: "twice-a-day", Schedule: "30 6,17 * * *", Run: note})
		if err := r.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		var got []string
		for range 3 {
			got = append(got, <-fired)
		}
		r.Stop()
		// The bubble begins at midnight UTC on 1 January 2000, which is seven in the morning in Hà Nội.
		if diff := cmp.Diff([]string{"01 17:30:00", "02 06:30:00", "02 17:30:00"}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAScheduleThatCannotBeReadStartsNothing(t *testing.T) {
	r := newRunner(nil, 1, Job{Name: "fine", Schedule: "* * * * *"}, Job{Name: "odd", Schedule: "every other day"})
	if err := r.Start(t.Context()); err == nil || !strings.Contains(err.Error(), "odd") {
		t.Errorf("error = %v; want one that names the job", err)
	}
}
