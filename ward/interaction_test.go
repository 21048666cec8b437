package ward_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestInteractionsAreReadBackByDayInOrder(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		step := func(at string, kind string) ward.Interaction {
			when, err := time.ParseInLocation("2006-01-02 15:04:05.000", at, law.Zone())
			if err != nil {
				t.Fatal(err)
			}
			return ward.Interaction{At: when, Conversation: 7, Channel: "telegram", Lang: "vi", Flow: "petition", Step: "what", Kind: kind}
		}
		all := []ward.Interaction{
			step("2026-03-09 23:59:59.999", "asked"),
			step("2026-03-10 00:00:00.000", "answered"),
			step("2026-03-11 12:00:00.000", "started"), // two of one moment keep their order
			step("2026-03-11 12:00:00.000", "asked"),
			step("2026-03-11 23:59:59.999", "completed"),
			step("2026-03-12 00:00:00.000", "abandoned"),
		}
		in(t, house, func(w *ward.Ward) error { return errors.Join(w.Count(t.Context(), all), w.Count(t.Context(), nil)) })
		read := func(from, to string, each func(ward.Interaction) error) error {
			return house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
				return w.Interactions(t.Context(), law.MustDate(from), law.MustDate(to), each)
			})
		}
		var got []ward.Interaction
		err := read("2026-03-10", "2026-03-11", func(i ward.Interaction) error { got = append(got, i); return nil })
		if diff := cmp.Diff(all[1:5], got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
		enough := errors.New("enough")
		n := 0
		err = read("2026-01-01", "2026-12-31", func(ward.Interaction) error {
			if n++; n == 2 {
				return enough
			}
			return nil
		})
		if !errors.Is(err, enough) || n != 2 {
			t.Errorf("the reader stopped after %d with %v; want after 2", n, err)
		}
		if err := read("2026-12-31", "2026-01-01", func(ward.Interaction) error { return enough }); err != nil {
			t.Errorf("days the wrong way round: %v; want nothing", err)
		}
	})
}

func TestThousandsOfInteractionsAreReadOneByOne(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		const total = 3000
		in(t, house, func(w *ward.Ward) error {
			all := make([]ward.Interaction, total)
			for i := range all {
				all[i] = ward.Interaction{At: now.Add(time.Duration(i) * time.Second), Conversation: int64(i), Kind: "asked"}
			}
			return w.Count(t.Context(), all)
		})
		n := int64(0)
		err := house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
			return w.Interactions(t.Context(), law.DateOf(*now), law.DateOf(*now).AddDays(1), func(i ward.Interaction) error {
				if i.Conversation != n {
					t.Fatalf("interaction %d comes as number %d", i.Conversation, n)
				}
				n++
				return nil
			})
		})
		if err != nil || n != total {
			t.Errorf("read %d, %v; want %d", n, err, total)
		}
	})
}
