package ward_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/seal"
	"danbiet/ward"
)

func TestAnotherKeyThanTheDatabasesIsNoticedAtTheStart(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		for range 2 {
			if err := house.CheckKey(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		other, err := seal.New()
		if err != nil {
			t.Fatal(err)
		}
		err = ward.NewHouse(d, other).CheckKey(t.Context())
		if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "secret key") {
			t.Errorf("error = %v; want one line that names the secret key", err)
		}
		if err := house.CheckKey(t.Context()); err != nil {
			t.Errorf("the right key after the wrong one: %v", err)
		}
	})
}

func TestAWardIsAppliedOnceAndChanged(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		replica := ward.NewHouse(d, house.Key)
		replica.Now = house.Now
		profile := func(h *ward.House) string {
			t.Helper()
			p, err := h.Profile(t.Context(), "minh-duc")
			if err != nil {
				t.Fatal(err)
			}
			return p.Short
		}
		if _, err := house.Profile(t.Context(), "minh-duc"); !errors.Is(err, ward.ErrNoWard) {
			t.Errorf("before it is applied: %v; want ErrNoWard", err)
		}
		minhDuc(t, house)
		minhDuc(t, house)
		if got := profile(replica); got != "phường Minh Đức" {
			t.Errorf("short = %q", got)
		}
		if err := house.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "UBND", Short: "phường mới"}); err != nil {
			t.Fatal(err)
		}
		if got := profile(house); got != "phường mới" {
			t.Errorf("after a change it is %q", got)
		}
		*now = now.Add(6 * time.Second)
		if got := profile(replica); got != "phường mới" {
			t.Errorf("another replica sees %q six seconds later", got)
		}
		if err := house.Apply(t.Context(), &ward.Profile{Slug: "an-binh", Name: "UBND", Short: "phường An Bình"}); err != nil {
			t.Fatal(err)
		}
		slugs, err := house.Slugs(t.Context())
		if diff := cmp.Diff([]string{"an-binh", "minh-duc"}, slugs); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})
}

func TestAWardThatIsInTheWayOfItselfIsAppliedByAllReplicas(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { minhDuc(t, house) })
		}
		all.Wait()
		slugs, err := house.Slugs(t.Context())
		if len(slugs) != 1 || err != nil {
			t.Errorf("slugs = %v, %v; want one ward", slugs, err)
		}
	})
}

func TestAFolderWithAMistakeChangesNothing(t *testing.T) {
	t.Parallel()
	const profile = "slug: minh-duc\nname: UBND\nshort: phường Minh Đức\nkind: phuong\n"
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	for name, c := range map[string]struct {
		folder fstest.MapFS
		want   string
	}{
		"no profile":          {fstest.MapFS{}, "ward.yaml"},
		"an unknown word":     {fstest.MapFS{"ward.yaml": file(profile + "nmae: x\n")}, "nmae"},
		"no YAML":             {fstest.MapFS{"ward.yaml": file("\tx: [")}, "ward.yaml"},
		"a bad slug":          {fstest.MapFS{"ward.yaml": file("slug: Minh Đức\nname: x\nshort: x\n")}, "slug"},
		"no name":             {fstest.MapFS{"ward.yaml": file("slug: minh-duc\n")}, "name"},
		"a bad zone":          {fstest.MapFS{"ward.yaml": file(profile + "timezone: Mars/Base\n")}, "timezone"},
		"a bad weekday":       {fstest.MapFS{"ward.yaml": file(profile + "reception: {weekly: [{who: office, name: x, days: [thứ hai], shifts: [\"07:30-11:30\"]}]}\n")}, "weekday"},
		"a bad shift":         {fstest.MapFS{"ward.yaml": file(profile + "reception: {weekly: [{who: office, name: x, days: [mon], shifts: [\"11:30-07:30\"]}]}\n")}, "shift"},
		"a field twice":       {fstest.MapFS{"ward.yaml": file(profile + "fields: [{slug: a, name: A}, {slug: a, name: B}]\n")}, "twice"},
		"a bad procedure":     {fstest.MapFS{"ward.yaml": file(profile), "procedures.yaml": file("- slug: A B\n  name: x\n")}, "procedures.yaml"},
		"a bad disclosure":    {fstest.MapFS{"ward.yaml": file(profile), "disclosures/a.yaml": file("slug: a\ngroup: 15\ntitle: x\n")}, "disclosures/a.yaml"},
		"a date that is none": {fstest.MapFS{"ward.yaml": file(profile), "disclosures/a.yaml": file("slug: a\ngroup: 1\ntitle: x\nissued: 2024-02-30\n")}, "2024-02-30"},
		"one slug twice": {fstest.MapFS{
			"ward.yaml": file(profile), "disclosures/a.yaml": file("slug: a\ngroup: 1\ntitle: x\n"),
			"disclosures/b.yaml": file("slug: a\ngroup: 1\ntitle: x\n"),
		}, "a.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			house, _ := clockedHouse(t, dbtest.SQLite(t))
			_, err := house.ApplyFolder(t.Context(), c.folder, "ward.yaml")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v; want one that names %q", err, c.want)
			}
			if slugs, err := house.Slugs(t.Context()); err != nil || len(slugs) != 0 {
				t.Errorf("wards = %v, %v; want none", slugs, err)
			}
		})
	}
}

func TestNumbersOfRowsGrowAndNeverRepeat(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.March, 10, 2, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	ids := ward.NewIDs(func() time.Time { mu.Lock(); defer mu.Unlock(); return now })
	last := int64(0)
	next := func(name string) {
		t.Helper()
		id := ids.Next()
		if id <= last {
			t.Fatalf("%s: %d after %d", name, id, last)
		}
		last = id
	}
	for range 5000 {
		next("many in one millisecond")
	}
	now = now.Add(-time.Hour)
	next("a clock that went back")
	now = now.Add(2 * time.Hour)
	next("later")
	seen := sync.Map{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 500 {
				if id := ids.Next(); id < 0 {
					t.Error("a negative number")
				} else if _, twice := seen.LoadOrStore(id, true); twice {
					t.Errorf("%d was given out twice", id)
				}
			}
		})
	}
	all.Wait()
}
