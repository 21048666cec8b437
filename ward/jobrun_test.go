package ward_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/seal"
	"danbiet/ward"
)

// clockedHouse is a house with a clock that the test moves, and a fresh key.
func clockedHouse(t *testing.T, d *db.DB) (*ward.House, *time.Time) {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, time.March, 10, 2, 0, 0, 0, time.UTC)
	house := ward.NewHouse(d, key)
	house.Now = func() time.Time { return now }
	house.IDs = ward.NewIDs(house.Now)
	return house, &now
}

func TestOneReplicaRunsAFiring(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		planned := *now
		for replica, want := range []bool{true, false, false} {
			mine, err := house.ClaimJob(t.Context(), "prune", planned, int64(replica))
			if err != nil || mine != want {
				t.Errorf("replica %d claims the firing: %v, %v; want %v", replica, mine, err, want)
			}
		}
		if mine, err := house.ClaimJob(t.Context(), "prune", planned.Add(time.Minute), 2); err != nil || !mine {
			t.Errorf("the next firing is claimed: %v, %v; want true", mine, err)
		}
		if mine, err := house.ClaimJob(t.Context(), "nudge", planned, 2); err != nil || !mine {
			t.Errorf("another job's firing at the same time is claimed: %v, %v; want true", mine, err)
		}
	})
}

func TestTheLastRunsTellHowTheyEnded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		if _, found, err := house.LastJobRun(t.Context(), "prune"); err != nil || found {
			t.Fatalf("a job that never ran has a last run: %v, %v", found, err)
		}
		first := *now
		claim(t, house, "prune", first)
		*now = now.Add(2 * time.Second)
		if err := house.EndJob(t.Context(), "prune", first, ward.JobFailed, "the disk is full"); err != nil {
			t.Fatal(err)
		}
		claim(t, house, "nudge", first)
		want := []ward.JobRun{
			{Job: "nudge", PlannedAt: first, Replica: 7, StartedAt: *now},
			{Job: "prune", PlannedAt: first, Replica: 7, StartedAt: first, EndedAt: *now, Result: ward.JobFailed, Detail: "the disk is full"},
		}
		got, err := house.LastJobRuns(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateApproxTime(0)); diff != "" {
			t.Error(diff)
		}
		claim(t, house, "prune", first.Add(time.Hour))
		run, found, err := house.LastJobRun(t.Context(), "prune")
		if err != nil || !found || !run.PlannedAt.Equal(first.Add(time.Hour)) || run.Result != ward.JobRunning {
			t.Errorf("last run = %+v, %v, %v; want the one that runs", run, found, err)
		}
	})
}

func TestPruningKeepsTheNewestRunOfAJob(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		for hour := range 3 {
			claim(t, house, "prune", now.Add(time.Duration(hour)*time.Hour))
		}
		*now = now.Add(100 * 24 * time.Hour)
		pruned, err := house.PruneJobRuns(t.Context(), 90*24*time.Hour)
		if err != nil || pruned != 2 {
			t.Errorf("pruned %d, %v; want 2", pruned, err)
		}
		if _, found, err := house.LastJobRun(t.Context(), "prune"); err != nil || !found {
			t.Errorf("the newest run is there: %v, %v; want true", found, err)
		}
	})
}

func claim(t *testing.T, house *ward.House, job string, planned time.Time) {
	t.Helper()
	if mine, err := house.ClaimJob(context.Background(), job, planned, 7); err != nil || !mine {
		t.Fatalf("claim %s: %v, %v", job, mine, err)
	}
}
