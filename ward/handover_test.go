package ward_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestATalkGoesBothWaysAndItsWaitIsCountedInWorkingHours(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		if err := d.house.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "UBND", Short: "phường", Hours: []ward.Hours{
			{Days: []string{"mon", "tue", "wed", "thu", "fri"}, Shifts: []string{"07:30-11:30", "13:30-17:00"}},
		}}); err != nil {
			t.Fatal(err)
		}
		*d.now = time.Date(2026, 3, 10, 16, 30, 0, 0, law.Zone())
		var told []any
		d.house.StaffWords = func(s ward.FromStaff) any { told = append(told, s); return s }
		turn := func(chat string, do func(w *ward.Ward, c *ward.Conversation) error) (c *ward.Conversation) {
			t.Helper()
			in(t, d.house, func(w *ward.Ward) error {
				all, err := w.Lock(t.Context(), "telegram", []string{chat})
				if err != nil {
					return err
				}
				c = all[chat]
				if err := do(w, c); err != nil {
					return err
				}
				return w.SaveConversations(t.Context(), []*ward.Conversation{c})
			})
			return c
		}
		begin := func(text string) func(w *ward.Ward, c *ward.Conversation) error {
			return func(w *ward.Ward, c *ward.Conversation) error {
				return w.BeginHandover(t.Context(), c, ward.Said{Text: text})
			}
		}
		first := turn("7", begin("Tôi cần hỏi về sổ đỏ")).HandoverID
		second := turn("8", begin("Tôi cần hỏi về hộ nghèo")).HandoverID
		in(t, d.house, func(w *ward.Ward) error {
			ahead, err := w.AheadOf(t.Context(), second)
			if ahead != 1 {
				t.Errorf("%d wait before the second; want 1", ahead)
			}
			return err
		})
		*d.now = time.Date(2026, 3, 11, 8, 0, 0, 0, law.Zone()) // half an hour of the day before, half an hour of this
		in(t, d.house, func(w *ward.Ward) error {
			return w.AnswerHandover(t.Context(), first, "Mời ông/bà đến phòng Một cửa", d.officer)
		})
		in(t, d.house, func(w *ward.Ward) error {
			all, err := w.Handovers(t.Context())
			if err != nil || len(all) != 2 || all[0].ID != second || all[1].Waited != time.Hour || all[1].StaffID != d.officer.ID {
				t.Errorf("the talks are %+v, %v; want the waiting one first, the other after an hour's wait", all, err)
			}
			said, err := w.SaidIn(t.Context(), first)
			want := []ward.Said{{Text: "Tôi cần hỏi về sổ đỏ"}, {StaffID: d.officer.ID, Text: "Mời ông/bà đến phòng Một cửa"}}
			if diff := cmp.Diff(want, said, cmpopts.IgnoreFields(ward.Said{}, "ID", "At")); diff != "" {
				t.Error(diff)
			}
			return err
		})
		for _, row := range column(t, db, `SELECT * FROM handover_word`) {
			if strings.Contains(row, "sổ đỏ") || strings.Contains(row, "Một cửa") {
				t.Error("what was said is kept in clear text")
			}
		}
		in(t, d.house, func(w *ward.Ward) error { return w.EndHandover(t.Context(), first, d.officer) })
		if c := turn("7", func(*ward.Ward, *ward.Conversation) error { return nil }); c.HandoverID != 0 {
			t.Error("the conversation was not given back")
		}
		_, err := d.change(func(w *ward.Ward) (c ward.Case, err error) {
			return c, w.AnswerHandover(t.Context(), first, "còn nữa", d.officer)
		})
		if !errors.Is(err, ward.ErrNoHandover) {
			t.Errorf("answered after the end: %v", err)
		}
		want := []any{ward.FromStaff{Lang: "vi", Text: "Mời ông/bà đến phòng Một cửa"}, ward.FromStaff{Lang: "vi", Ended: true}}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("the citizen read:\n%s", diff)
		}
		*d.now = d.now.Add(31 * 24 * time.Hour)
		in(t, d.house, func(w *ward.Ward) error {
			n, err := w.PruneTalks(t.Context(), 30*24*time.Hour)
			if n != 2 {
				t.Errorf("%d words were pruned; want the 2 of the talk that is over", n)
			}
			return err
		})
	})
}

func TestAnAnswerIsRatedOnceAndReopenedOnlyInTime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		chat := &ward.Conversation{ID: 1, Channel: "telegram", Chat: "7", Lang: "vi"}
		rate := func(c ward.Case, stars int) error {
			_, err := d.change(func(w *ward.Ward) (ward.Case, error) { return c, w.Rate(t.Context(), chat, c.Petition, stars) })
			return err
		}
		reopen := func(c ward.Case) (ward.Case, error) {
			return d.change(func(w *ward.Ward) (ward.Case, error) {
				return w.Reopen(t.Context(), c.Petition, "Rác vẫn còn ở ngõ 5")
			})
		}
		step := func(c ward.Case, steps ...string) ward.Case {
			t.Helper()
			for _, s := range steps {
				var err error
				if c, err = d.try(c, s); err != nil {
					t.Fatalf("%s: %v", s, err)
				}
			}
			return c
		}
		c := d.file("run1", law.PhanAnh)
		if err := rate(c, 5); !errors.Is(err, ward.ErrNoAnswer) {
			t.Errorf("rated before the answer: %v", err)
		}
		c = step(c, "phan-loai 2026-03-10", "xac-minh 2026-03-11", "tra-loi 2026-03-12")
		if err := rate(c, 6); err == nil {
			t.Error("six stars were kept")
		}
		if err := rate(c, 2); err != nil {
			t.Fatal(err)
		}
		if err := rate(c, 5); !errors.Is(err, ward.ErrRated) {
			t.Errorf("rated twice: %v", err)
		}
		in(t, d.house, func(w *ward.Ward) error { return w.AddRatingWord(t.Context(), c.ID, "Chưa sạch") })
		*d.now = time.Date(2026, 3, 27, 23, 0, 0, 0, law.Zone())
		c, err := reopen(c)
		if err != nil || c.Status != ward.StatusVerifying || c.Stage != law.StageResolve || c.ClockFrom != law.MustDate("2026-03-27") {
			t.Fatalf("opened again on the last day: %+v, %v", c, err)
		}
		if err := rate(c, 5); !errors.Is(err, ward.ErrNoAnswer) {
			t.Errorf("rated while it is looked at again: %v", err)
		}
		c = step(c, "tra-loi 2026-03-30")
		if err := rate(c, 4); err != nil {
			t.Errorf("the second answer: %v", err)
		}
		*d.now = time.Date(2026, 4, 15, 0, 0, 0, 0, law.Zone())
		if _, err := reopen(c); !errors.Is(err, ward.ErrTooLate) {
			t.Errorf("opened again too late: %v", err)
		}
		in(t, d.house, func(w *ward.Ward) error {
			ratings, err := w.Ratings(t.Context(), c.ID)
			want := []ward.Rating{{Stars: 2, Word: "Chưa sạch"}, {Stars: 4}}
			if diff := cmp.Diff(want, ratings, cmpopts.IgnoreFields(ward.Rating{}, "AnswerID", "At")); diff != "" {
				t.Error(diff)
			}
			return err
		})
		if diff := cmp.Diff([]string{"rating.given 2", "rating.given 4"}, column(t, db, `SELECT kind || ' ' || step FROM interaction ORDER BY interaction_id`)); diff != "" {
			t.Errorf("counted:\n%s", diff)
		}
	})
}

func TestACallIsWantedOnceAndMadeOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.file("run1", law.PhanAnh)
		var calls []ward.Callback
		in(t, d.house, func(w *ward.Ward) error {
			for _, slot := range w.CallSlots(2) {
				slot.Channel, slot.Chat, slot.PetitionID, slot.Said.Phone = "telegram", "7", c.ID, "+84912345678"
				if err := w.AskCallback(t.Context(), slot); err != nil {
					return err
				}
			}
			return nil
		})
		in(t, d.house, func(w *ward.Ward) (err error) { calls, err = w.Callbacks(t.Context()); return err })
		if len(calls) != 1 || calls[0].Code != c.Code || calls[0].Said.Phone != "+84912345678" || calls[0].On != law.MustDate("2026-03-11") || calls[0].Part != ward.Morning {
			t.Fatalf("the calls are %+v; want the second wish alone", calls)
		}
		for _, row := range column(t, db, `SELECT * FROM callback`) {
			if strings.Contains(row, "912345678") {
				t.Error("a phone is kept in clear text")
			}
		}
		in(t, d.house, func(w *ward.Ward) error { return w.EndCallback(t.Context(), calls[0].ID, d.officer) })
		_, err := d.change(func(w *ward.Ward) (ward.Case, error) { return c, w.EndCallback(t.Context(), calls[0].ID, d.officer) })
		if !errors.Is(err, ward.ErrNoCallback) {
			t.Errorf("called twice: %v", err)
		}
	})
}
