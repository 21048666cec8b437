package ward_test

import (
	"encoding/json"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestTheLastSignOfLifeOutlivesAReplica(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		wantSign(t, house, time.Time{})
		if err := house.Beat(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		wantSign(t, house, *now) // a replica that is killed leaves its last beat
		*now = now.Add(time.Minute)
		if err := house.Retire(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		wantSign(t, house, *now) // one that retires leaves the time of that
		*now = now.Add(time.Minute)
		if err := house.Beat(t.Context(), 2); err != nil {
			t.Fatal(err)
		}
		wantSign(t, house, *now)
		*now = now.Add(48 * time.Hour)
		if pruned, err := house.PruneReplicas(t.Context(), 24*time.Hour); err != nil || pruned != 1 {
			t.Errorf("pruned %d replicas, %v; want 1", pruned, err)
		}
	})
}

func wantSign(t *testing.T, house *ward.House, want time.Time) {
	t.Helper()
	if got, err := house.LastSign(t.Context()); err != nil || !got.Equal(want) {
		t.Errorf("last sign = %v, %v; want %v", got, err, want)
	}
}

func TestQuestionsLeftOpenByADowntimeAreDueAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		stopped := *now
		for chat, c := range map[string]struct {
			channel string
			ago     time.Duration
			open    bool
		}{
			"asked-lately":   {"telegram", 10 * time.Minute, true},
			"asked-long-ago": {"telegram", 3 * time.Hour, true},
			"nothing-open":   {"telegram", 10 * time.Minute, false},
			"in-the-browser": {"web", 10 * time.Minute, true},
			"has-blocked-us": {"telegram", 10 * time.Minute, true},
		} {
			*now = stopped.Add(-c.ago)
			converse(t, house, c.channel, chat, c.open)
		}
		if err := house.Reach(t.Context(), "minh-duc", "telegram", "has-blocked-us", false); err != nil {
			t.Fatal(err)
		}
		*now = stopped.Add(5 * time.Minute)
		if chats, err := house.AskAgain(t.Context(), "telegram", stopped.Add(-time.Hour), stopped); err != nil || chats != 1 {
			t.Errorf("asked %d chats again, %v; want 1", chats, err)
		}
		err := house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
			due, err := w.DueConversations(t.Context(), 10)
			if len(due) != 1 || due[0].Chat != "asked-lately" {
				t.Errorf("due = %v; want the one that was asked lately", due)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestTheBacklogTellsHowMuchWaitsAndSinceWhen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		began := *now
		for seq := range 3 {
			err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
				return w.Post(t.Context(), 1, []*ward.Letter{
					{Channel: "telegram", Chat: "1", Seq: int64(seq), Body: json.RawMessage(`{}`)},
					{Channel: "web", Chat: "1", Seq: int64(seq), Body: json.RawMessage(`{}`), Logged: true},
				})
			})
			if err != nil {
				t.Fatal(err)
			}
			*now = now.Add(time.Minute)
		}
		all, err := house.Backlogs(t.Context())
		if err != nil || len(all) != 1 || all[0].Channel != "telegram" || all[0].Letters != 3 || !all[0].Oldest.Equal(began) {
			t.Errorf("backlogs = %+v, %v; want 3 letters of Telegram since %v", all, err, began)
		}
	})
}

func TestAClockThatWentBackIsNoticed(t *testing.T) {
	house, now := clockedHouse(t, dbtest.SQLite(t))
	if err := house.Beat(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	*now = now.Add(-time.Hour)
	if skew, err := house.ClockSkew(t.Context()); err != nil || skew != -time.Hour {
		t.Errorf("skew = %v, %v; want an hour behind", skew, err)
	}
	house, now = clockedHouse(t, dbtest.Postgres(t))
	*now = time.Now().Add(time.Hour)
	if skew, err := house.ClockSkew(t.Context()); err != nil || skew.Round(time.Minute) != time.Hour {
		t.Errorf("skew = %v, %v; want an hour ahead", skew, err)
	}
}

// minhDuc applies a ward with nothing but names.
func minhDuc(t *testing.T, house *ward.House) {
	t.Helper()
	if err := house.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "Ủy ban nhân dân phường Minh Đức", Short: "phường Minh Đức"}); err != nil {
		t.Fatal(err)
	}
}

// converse writes a conversation as a turn does, with a question open or not.
func converse(t *testing.T, house *ward.House, channel, chat string, open bool) {
	t.Helper()
	err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
		found, err := w.Lock(t.Context(), channel, []string{chat})
		if err != nil {
			return err
		}
		c := found[chat]
		if open {
			c.ExpireAt = w.Now().Add(24 * time.Hour)
		}
		return w.SaveConversations(t.Context(), []*ward.Conversation{c})
	})
	if err != nil {
		t.Fatal(err)
	}
}
