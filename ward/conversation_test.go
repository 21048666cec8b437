package ward_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/seal"
	"danbiet/ward"
)

// in runs do in a transaction on the ward Minh Đức.
func in(t *testing.T, house *ward.House, do func(w *ward.Ward) error) {
	t.Helper()
	if err := house.Write(t.Context(), "minh-duc", do); err != nil {
		t.Fatal(err)
	}
}

// talks opens conversations, changes them and writes them back, as a turn does.
func talks(t *testing.T, house *ward.House, chats []string, change func(c *ward.Conversation)) {
	t.Helper()
	in(t, house, func(w *ward.Ward) error {
		found, err := w.Lock(t.Context(), "telegram", chats)
		if err != nil {
			return err
		}
		var all []*ward.Conversation
		for _, c := range found {
			change(c)
			all = append(all, c)
		}
		return w.SaveConversations(t.Context(), all)
	})
}

func TestAConversationIsKeptBetweenTurns(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		var first ward.Conversation
		talks(t, house, []string{"1"}, func(c *ward.Conversation) {
			if !c.New || c.Lang != "vi" || c.Memory != nil || c.ID == 0 || c.CitizenID == 0 || c.ID == c.CitizenID {
				t.Errorf("a new conversation is %+v", c)
			}
			c.Memory, c.Lang, c.LastSeq = []byte(`{"active":{}}`), "en", 7
			c.NudgeAt, c.ExpireAt = now.Add(time.Hour), now.Add(24*time.Hour)
			first = *c
		})
		talks(t, house, []string{"1"}, func(c *ward.Conversation) {
			want := first
			want.New = false
			if diff := cmp.Diff(want, *c, cmp.AllowUnexported(ward.Conversation{}), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("read back (-want +got):\n%s", diff)
			}
			c.Memory, c.NudgeAt, c.ExpireAt, c.LastSeq = nil, time.Time{}, time.Time{}, 8
		})
		talks(t, house, []string{"1"}, func(c *ward.Conversation) {
			if c.Memory != nil || !c.NudgeAt.IsZero() || !c.ExpireAt.IsZero() || c.LastSeq != 8 || c.ID != first.ID {
				t.Errorf("after it was emptied it is %+v", c)
			}
		})
	})
}

func TestOldAndNewConversationsOfOneBatchAreWrittenTogether(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		talks(t, house, []string{"2"}, func(c *ward.Conversation) { c.LastSeq = 1 })
		talks(t, house, []string{"3", "1", "2"}, func(c *ward.Conversation) { c.LastSeq++ })
		talks(t, house, []string{"1", "2", "3"}, func(c *ward.Conversation) {
			if want := map[string]int64{"1": 1, "2": 2, "3": 1}[c.Chat]; c.New || c.LastSeq != want {
				t.Errorf("chat %s: new = %v, last = %d; want %d", c.Chat, c.New, c.LastSeq, want)
			}
		})
		in(t, house, func(w *ward.Ward) error {
			if found, err := w.Lock(t.Context(), "telegram", nil); err != nil || len(found) != 0 {
				t.Errorf("no chats at all: %v, %v", found, err)
			}
			return w.SaveConversations(t.Context(), nil)
		})
	})
}

func TestTwoReplicasThatBeginOneConversationDoNotOverwriteEachOther(t *testing.T) {
	t.Parallel()
	d := dbtest.Postgres(t) // SQLite has one writer at a time
	house, _ := clockedHouse(t, d)
	minhDuc(t, house)
	begun, committed := make(chan bool), make(chan error, 1)
	begin := func(w *ward.Ward, lang string) (*ward.Conversation, error) {
		found, err := w.Lock(t.Context(), "telegram", []string{"1"})
		if err != nil {
			return nil, err
		}
		found["1"].Lang = lang
		return found["1"], nil
	}
	go func() {
		committed <- house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			c, err := begin(w, "en")
			if err != nil {
				return err
			}
			begun <- true // both have looked, and there was nobody
			<-begun
			return w.SaveConversations(t.Context(), []*ward.Conversation{c})
		})
	}()
	<-begun
	again := func() error {
		return house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			c, err := begin(w, "vi")
			if err != nil {
				return err
			}
			if c.New {
				begun <- true
				if err := <-committed; err != nil {
					t.Error(err)
				}
			} else if c.Lang = "vi"; c.ID == 0 {
				t.Error("the second try found no conversation")
			}
			return w.SaveConversations(t.Context(), []*ward.Conversation{c})
		})
	}
	if err := again(); !errors.Is(err, ward.ErrRaced) {
		t.Fatalf("error = %v; want ErrRaced", err)
	}
	if err := again(); err != nil {
		t.Errorf("run again: %v", err)
	}
}

func TestATurnWaitsForTheOneBeforeInTheSameChat(t *testing.T) {
	t.Parallel()
	d := dbtest.Postgres(t) // SQLite has one writer at a time
	house, _ := clockedHouse(t, d)
	minhDuc(t, house)
	talks(t, house, []string{"1", "2"}, func(c *ward.Conversation) {})
	add := func(w *ward.Ward, chats ...string) error {
		found, err := w.Lock(t.Context(), "telegram", chats)
		if err != nil {
			return err
		}
		var all []*ward.Conversation
		for _, c := range found {
			c.LastSeq++
			all = append(all, c)
		}
		return w.SaveConversations(t.Context(), all)
	}
	done := make(chan error)
	const turns = 16
	for i := range turns {
		chats := [][]string{{"1", "2"}, {"2", "1"}}[i%2] // in either order: nobody waits in a ring
		go func() {
			done <- house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error { return add(w, chats...) })
		}()
	}
	for range turns {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	talks(t, house, []string{"1", "2"}, func(c *ward.Conversation) {
		if c.LastSeq != turns {
			t.Errorf("chat %s counts %d turns; want %d", c.Chat, c.LastSeq, turns)
		}
	})
}

func TestAnUpdateIsSeenOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		fresh := func(chat string, ids ...string) (fresh []string) {
			talks(t, house, []string{chat}, func(c *ward.Conversation) {
				for _, id := range ids {
					if !c.See(id) {
						fresh = append(fresh, id)
					}
				}
			})
			return fresh
		}
		check := func(name string, got []string, want ...string) {
			t.Helper()
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		check("three new ones, one of them twice", fresh("7", "103", "101", "103", "102"), "103", "101", "102")
		check("seen before, and new", fresh("7", "102", "104"), "104")
		check("the same number in another chat", fresh("8", "102"), "102")
		check("late, and never seen", fresh("7", "90"), "90")
		err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			found, err := w.Lock(t.Context(), "telegram", []string{"7"})
			found["7"].See("109")
			return errors.Join(err, w.SaveConversations(t.Context(), []*ward.Conversation{found["7"]}), errors.New("the turn fails"))
		})
		if err == nil {
			t.Fatal("no error")
		}
		check("seen in a turn that failed", fresh("7", "109"), "109")

		var many []string
		for i := range 200 {
			many = append(many, strconv.Itoa(1000+i))
		}
		check("many", fresh("7", many...), many...)
		check("all of them again, as after a crash", fresh("7", many...))
		check("the next", fresh("7", "1200"), "1200")
		check("ids that are names", fresh("web", "a", "b", "a", "c"), "a", "b", "c")
		check("names again", fresh("web", "c", "a"))
		*now = now.Add(49 * time.Hour)
		check("a count that begins anew after a quiet week", fresh("7", "5", "5"), "5")
	})
}

func TestConversationsThatWaitAreDueAtTheirTime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		began := *now
		talks(t, house, []string{"nudge", "expire", "both", "neither"}, func(c *ward.Conversation) {
			if c.Chat == "nudge" || c.Chat == "both" {
				c.NudgeAt = began.Add(30 * time.Minute)
			}
			if c.Chat == "expire" || c.Chat == "both" {
				c.ExpireAt = began.Add(24 * time.Hour)
			}
		})
		for after, want := range map[time.Duration]int{29 * time.Minute: 0, 30 * time.Minute: 2, 24 * time.Hour: 3} {
			*now = began.Add(after)
			in(t, house, func(w *ward.Ward) error {
				due, err := w.DueConversations(t.Context(), 10)
				if len(due) != want {
					t.Errorf("after %v %d are due; want %d", after, len(due), want)
				}
				one, errOne := w.DueConversations(t.Context(), 1)
				if len(one) != min(want, 1) {
					t.Errorf("at most one: %d", len(one))
				}
				return errors.Join(err, errOne)
			})
		}
	})
}

func TestACitizenWhoCannotBeReachedIsMarkedUntilTheyComeBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		talks(t, house, []string{"1"}, func(*ward.Conversation) {})
		since := func() (at time.Time) {
			talks(t, house, []string{"1"}, func(c *ward.Conversation) { at = c.UnreachableAt })
			return at
		}
		if err := house.Reach(t.Context(), "minh-duc", "telegram", "1", false); err != nil {
			t.Fatal(err)
		}
		if got := since(); !got.Equal(*now) {
			t.Errorf("unreachable since %v; want %v", got, *now)
		}
		*now = now.Add(time.Minute)
		if got := since(); got.Equal(*now) || got.IsZero() { // a turn that only lets time pass leaves it
			t.Errorf("unreachable since %v after another turn", got)
		}
		if err := house.Reach(t.Context(), "minh-duc", "telegram", "1", true); err != nil {
			t.Fatal(err)
		}
		if got := since(); !got.IsZero() {
			t.Errorf("unreachable since %v; want reachable", got)
		}
		if err := house.Reach(t.Context(), "minh-duc", "telegram", "never heard of", false); err != nil {
			t.Errorf("a chat that nobody knows: %v", err)
		}
		if err := house.Reach(t.Context(), "nowhere", "telegram", "1", false); !errors.Is(err, ward.ErrNoWard) {
			t.Errorf("a ward that nobody knows: %v; want ErrNoWard", err)
		}
	})
}

func TestAConversationThatDoesNotOpenIsNotNamed(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t)
	house, _ := clockedHouse(t, d)
	minhDuc(t, house)
	talks(t, house, []string{"999888777"}, func(c *ward.Conversation) { c.Memory = []byte("{}") })
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	err = ward.NewHouse(d, key).Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
		_, err := w.Lock(t.Context(), "telegram", []string{"999888777"})
		return err
	})
	if err == nil || strings.Contains(err.Error(), "999888777") || !strings.Contains(err.Error(), "conversation") {
		t.Errorf("error = %v; want one that names the table and not the chat", err)
	}
}
