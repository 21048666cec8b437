package telegramtest_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/bot/telegramtest"
)

func TestABadDayIsReproducible(t *testing.T) {
	tests := []struct {
		name  string
		day   telegramtest.Disorder
		check func(*testing.T, telegramtest.UpdateStats, []string)
	}{
		{"twice", telegramtest.Disorder{Twice: 1}, func(t *testing.T, st telegramtest.UpdateStats, texts []string) {
			if diff := cmp.Diff([]string{"1", "1", "2", "2", "3", "3", "4", "4"}, texts); diff != "" || st.Duplicated != 4 {
				t.Errorf("(-want +got):\n%s %+v", diff, st)
			}
		}},
		{"overlapping", telegramtest.Disorder{Overlap: 1}, func(t *testing.T, _ telegramtest.UpdateStats, texts []string) {
			if diff := cmp.Diff([]string{"1", "1", "2", "2", "3", "3", "4", "4"}, texts); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}},
		{"swapped", telegramtest.Disorder{Swap: 1, Hold: time.Hour}, func(t *testing.T, st telegramtest.UpdateStats, texts []string) {
			if diff := cmp.Diff([]string{"2", "1", "4", "3"}, texts); diff != "" || st.Swapped != 2 {
				t.Errorf("(-want +got):\n%s %+v", diff, st)
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, telegramtest.WithDisorder(tt.day))
			var box inbox
			hook(t, s, func(_ http.ResponseWriter, r *http.Request) { box.take(r) })
			for _, text := range []string{"1", "2"} {
				s.User(1).SendText(text)
			}
			drain(t, s)
			for _, text := range []string{"3", "4"} {
				s.User(1).SendText(text)
			}
			drain(t, s)
			st := s.Stats().Updates
			if st.Delivered != 4 {
				t.Errorf("delivered %d", st.Delivered)
			}
			tt.check(t, st, box.texts())
		})
	}
}

func TestNothingIsLostOnABadDay(t *testing.T) {
	s := start(t, telegramtest.WithBackoff(100*time.Microsecond), telegramtest.WithDisorder(telegramtest.Disorder{
		Seed: 1, Twice: 0.1, Overlap: 0.1, Late: 0.2, Hold: time.Millisecond,
	}))
	var box inbox
	var calls atomic.Int32
	handle := func(w http.ResponseWriter, r *http.Request) {
		switch calls.Add(1) % 7 {
		case 0:
			w.WriteHeader(http.StatusServiceUnavailable)
		case 3:
			panic(http.ErrAbortHandler)
		default:
			box.take(r)
		}
	}
	hook(t, s, handle)
	want := make(map[int64]bool)
	for i := range 40 {
		if i == 20 {
			hook(t, s, handle) // the bot moves in the middle of it
		}
		for id := range int64(10) {
			s.User(id + 1).SendText("x")
			s.User(id+1).Press(1, "y")
		}
	}
	drain(t, s)
	var last [11]int
	for _, u := range box.list {
		seen := want[u.ID]
		want[u.ID] = true
		if m := u.Message; m != nil && !seen {
			if m.ID < last[m.Chat.ID] {
				t.Errorf("message %d of chat %d came after %d", m.ID, m.Chat.ID, last[m.Chat.ID])
			}
			last[m.Chat.ID] = m.ID
		}
	}
	st := s.Stats().Updates
	if len(want) != 800 || st.Delivered != 800 || st.Pending != 0 || st.Duplicated == 0 || st.Reordered == 0 || st.Retried == 0 {
		t.Errorf("%d updates came, stats %+v", len(want), st)
	}
}

func TestUpdateIDsMayStartAnew(t *testing.T) {
	s := start(t)
	var box inbox
	hook(t, s, func(_ http.ResponseWriter, r *http.Request) { box.take(r) })
	s.User(1).SendText("trước Tết")
	drain(t, s)
	s.SetNextUpdateID(5)
	s.User(1).SendText("sau Tết")
	drain(t, s)
	if ids := box.ids(); len(ids) != 2 || ids[1] != 5 {
		t.Errorf("ids = %v", ids)
	}
}

func TestALateTextComesAfterThePress(t *testing.T) {
	s := start(t, telegramtest.WithDisorder(telegramtest.Disorder{Late: 1, Hold: time.Hour}))
	var box inbox
	hook(t, s, func(_ http.ResponseWriter, r *http.Request) { box.take(r) })
	s.User(1).SendText("trước")
	s.User(1).Press(1, "sau")
	drain(t, s)
	if ids := box.ids(); len(ids) != 2 || ids[0] < ids[1] {
		t.Errorf("order = %v", ids)
	}
	if st := s.Stats().Updates; st.Reordered != 1 {
		t.Errorf("stats = %+v", st)
	}
}

func TestALateUpdateGoesOutInTheEnd(t *testing.T) {
	s := start(t, telegramtest.WithDisorder(telegramtest.Disorder{Late: 1, Swap: 1, Hold: time.Millisecond}))
	var box inbox
	hook(t, s, func(_ http.ResponseWriter, r *http.Request) { box.take(r) })
	s.User(1).SendText("một mình")
	drain(t, s)
	if diff := cmp.Diff([]string{"một mình"}, box.texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
