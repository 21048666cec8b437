package jobs

import (
	"encoding/json"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestPruneDeletesOnlyWhatNobodyNeeds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		applyWard(t, house, "minh-duc")
		litter(t, house, "old")
		*now = monday.Add(keepRuns + time.Hour)
		litter(t, house, "new")
		detail, err := Prune(house).Run(t.Context())
		if want := "1 letters, 1 files, 0 talks, 1 runs, 1 replicas"; err != nil || detail != want {
			t.Fatalf("pruned %q, %v; want %q", detail, err, want)
		}
		if again, err := Prune(house).Run(t.Context()); err != nil || again != "0 letters, 0 files, 0 talks, 0 runs, 0 replicas" {
			t.Errorf("pruning again: %q, %v; want nothing", again, err)
		}
		err = house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
			for _, kept := range []string{"new-loose", "new-held", "old-held"} {
				if _, err := w.OpenFile(t.Context(), kept); err != nil {
					t.Errorf("the file %s: %v", kept, err)
				}
			}
			if _, err := w.OpenFile(t.Context(), "old-loose"); err == nil {
				t.Error("the loose file of an old draft is still there")
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// litter leaves behind one of everything that is pruned one day, and what must stay.
func litter(t *testing.T, house *ward.House, name string) {
	t.Helper()
	err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
		for _, id := range []string{name + "-loose", name + "-held"} {
			if _, err := w.Keep(t.Context(), ward.File{ID: id, Data: []byte("x")}); err != nil {
				return err
			}
		}
		if err := w.Hold(t.Context(), name+"-held"); err != nil {
			return err
		}
		return w.Post(t.Context(), 1, []*ward.Letter{
			{Channel: "telegram", Chat: name, Seq: 1, Body: json.RawMessage(`{}`)}, // pending: it stays, however old
			{Channel: "web", Chat: name, Seq: 1, Body: json.RawMessage(`{}`), Logged: true},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := house.ClaimJob(t.Context(), "job", house.Now(), 1); err != nil {
		t.Fatal(err)
	}
	if err := house.Beat(t.Context(), house.IDs.Next()); err != nil {
		t.Fatal(err)
	}
}
