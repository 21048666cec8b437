package ward_test

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

// letter is a letter to a chat on Telegram.
func letter(chat string, seq int64) *ward.Letter {
	return &ward.Letter{Channel: "telegram", Chat: chat, Seq: seq, Body: json.RawMessage(`{"text":"số ` + strconv.FormatInt(seq, 10) + `"}`)}
}

func post(t *testing.T, house *ward.House, owner int64, letters ...*ward.Letter) {
	t.Helper()
	in(t, house, func(w *ward.Ward) error { return w.Post(t.Context(), owner, letters) })
}

// adopt adopts the letters of everybody but me, in the order of their chats.
func adopt(t *testing.T, house *ward.House, me int64, since time.Time, limit int) []*ward.Letter {
	t.Helper()
	letters, err := house.Adopt(t.Context(), me, "telegram", since, limit)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(letters, func(a, b *ward.Letter) int { return cmp.Or(cmp.Compare(a.Chat, b.Chat), cmp.Compare(a.Seq, b.Seq)) })
	return letters
}

func settle(t *testing.T, house *ward.House, sendings ...ward.Sending) {
	t.Helper()
	if err := house.Settle(t.Context(), sendings); err != nil {
		t.Fatal(err)
	}
}

func wantPending(t *testing.T, house *ward.House, l *ward.Letter, want bool) {
	t.Helper()
	if pending, err := house.StillPending(t.Context(), l.WardID, l.ID); err != nil || pending != want {
		t.Errorf("letter %d pending = %v, %v; want %v", l.Seq, pending, err, want)
	}
}

func TestALetterIsReadBackAsItWasPosted(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		l := letter("7", 3)
		l.Lane, l.Merge, l.NotBefore = ward.LaneNotice, "album", now.Add(time.Second)
		post(t, house, 1, l)
		if l.ID == 0 || l.WardID == 0 || l.Slug != "minh-duc" || !l.CreatedAt.Equal(*now) {
			t.Errorf("posted as %+v; want its number, ward and time", l)
		}
		got := adopt(t, house, 2, *now, 10)
		if diff := gocmp.Diff([]*ward.Letter{l}, got); diff != "" {
			t.Errorf("(-posted +adopted):\n%s", diff)
		}
	})
}

func TestLettersOfADeadReplicaAreAdoptedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		const dead, alive, me = 1, 2, 3
		for _, replica := range []int64{dead, alive, me} {
			if err := house.Beat(t.Context(), replica); err != nil {
				t.Fatal(err)
			}
		}
		post(t, house, dead, letter("a", 1), letter("a", 2), letter("b", 1))
		post(t, house, alive, letter("c", 1))
		post(t, house, me, letter("d", 1))
		other := letter("e", 1)
		other.Channel = "zalo"
		post(t, house, dead, other)
		if got := adopt(t, house, me, now.Add(-10*time.Second), 10); len(got) != 0 {
			t.Errorf("adopted %d letters while all give signs of life", len(got))
		}
		*now = now.Add(20 * time.Second)
		for _, replica := range []int64{alive, me} {
			if err := house.Beat(t.Context(), replica); err != nil {
				t.Fatal(err)
			}
		}
		*now = now.Add(20 * time.Second)
		beatAll := func(h *ward.House) { // me and the living, every two seconds as they do
			for _, replica := range []int64{alive, me} {
				if err := h.Beat(t.Context(), replica); err != nil {
					t.Fatal(err)
				}
			}
		}
		beatAll(house)
		beatAll(house)
		since := now.Add(-10 * time.Second)
		if got := adopt(t, house, me, since, 2); len(got) != 2 || got[0].Chat != "a" || got[1].Chat != "a" {
			t.Errorf("adopted %v; want the two oldest", chatsOf(got))
		}
		if got := adopt(t, house, me, since, 10); len(got) != 1 || got[0].Chat != "b" {
			t.Errorf("adopted %v; want the rest", chatsOf(got))
		}
		if got := adopt(t, house, me, since, 10); len(got) != 0 {
			t.Errorf("adopted %v a second time", chatsOf(got))
		}
		if err := house.Retire(t.Context(), alive); err != nil {
			t.Fatal(err)
		}
		if got := adopt(t, house, me, since, 10); len(got) != 1 || got[0].Chat != "c" {
			t.Errorf("adopted %v; want that of the replica that has retired", chatsOf(got))
		}
	})
}

func chatsOf(letters []*ward.Letter) (chats []string) {
	for _, l := range letters {
		chats = append(chats, l.Chat+strconv.FormatInt(l.Seq, 10))
	}
	return chats
}

func TestAfterADatabaseThatWasAwayNobodyCountsAsDeadYet(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		one, now := clockedHouse(t, d)
		minhDuc(t, one)
		other := ward.NewHouse(d, one.Key)
		other.Now = one.Now
		beat := func(h *ward.House, replica int64) {
			t.Helper()
			if err := h.Beat(t.Context(), replica); err != nil {
				t.Fatal(err)
			}
		}
		const dead = 10 * time.Second
		for range 2 {
			beat(one, 1)
			beat(other, 2)
			*now = now.Add(2 * time.Second)
		}
		post(t, one, 1, letter("a", 1)) // it is in the first replica's memory, too
		*now = now.Add(time.Minute)     // nobody reaches the database
		beat(other, 2)
		if got := adopt(t, other, 2, now.Add(-dead), 10); len(got) != 0 {
			t.Error("the second replica took a letter that the first one is about to send")
		}
		*now = now.Add(2 * time.Second)
		beat(other, 2)
		if got := adopt(t, other, 2, now.Add(-dead), 10); len(got) != 1 {
			t.Error("a replica that gives no sign of life after that is dead")
		}
	})
}

func TestALetterIsSettledOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		all := []*ward.Letter{letter("a", 1), letter("a", 2), letter("b", 1), letter("c", 1)}
		post(t, house, 1, all...)
		outcome := func(l *ward.Letter, state string) ward.Sending {
			return ward.Sending{WardID: l.WardID, ID: l.ID, State: state, Attempts: 2, Problem: "why"}
		}
		settle(t, house)
		settle(t, house, outcome(all[0], "sent"), outcome(all[1], "failed"), outcome(all[2], "gone"))
		settle(t, house, outcome(all[0], "failed"))
		for i, want := range []bool{false, false, false, true} {
			wantPending(t, house, all[i], want)
		}
		states := map[string]int{}
		if err := d.Read(t.Context(), func(tx *db.Tx) error {
			rows, err := tx.Query(t.Context(), `SELECT state, count(*) FROM outbox WHERE state = 'pending' OR (attempts = 2 AND problem = 'why' AND done_at > 0) GROUP BY state`)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var state string
				var n int
				if err := rows.Scan(&state, &n); err != nil {
					return err
				}
				states[state] = n
			}
			return rows.Err()
		}); err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(map[string]int{"failed": 1, "gone": 1, "pending": 1}, states); diff != "" {
			t.Errorf("states (-want +got):\n%s", diff)
		}
		if got := adopt(t, house, 2, *now, 10); len(got) != 1 || got[0].Chat != "c" {
			t.Errorf("adopted %v; want the one that waits", chatsOf(got))
		}
	})
}

func TestALaterPartOfAnAlbumReplacesTheAnswerToTheEarlier(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		part := func(chat string, seq int64, album string) *ward.Letter {
			l := letter(chat, seq)
			l.Merge, l.NotBefore = album, now.Add(time.Second)
			return l
		}
		first, otherChat, otherAlbum, plain := part("a", 1, "1"), part("b", 1, "1"), part("a", 2, "2"), letter("a", 3)
		post(t, house, 1, first, otherChat, otherAlbum, plain)
		second := part("a", 4, "1")
		post(t, house, 1, second)
		for l, want := range map[*ward.Letter]bool{first: false, otherChat: true, otherAlbum: true, plain: true, second: true} {
			wantPending(t, house, l, want)
		}
		*now = now.Add(time.Second) // it may be on its way now
		third := part("a", 5, "1")
		post(t, house, 1, third)
		wantPending(t, house, second, true)
		wantPending(t, house, third, true)
		wantPending(t, house, &ward.Letter{WardID: first.WardID, ID: 1}, false) // one that nobody has written
	})
}

func TestLettersWhoseCommitGotNoAnswerAreFound(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		kept, sent, taken := letter("a", 1), letter("a", 2), letter("a", 3)
		post(t, house, 1, kept, sent)
		post(t, house, 9, taken)
		settle(t, house, ward.Sending{WardID: sent.WardID, ID: sent.ID, State: "sent"})
		lost := &ward.Letter{WardID: kept.WardID, ID: kept.ID + 1, Chat: "a", CreatedAt: *now} // rolled back
		unsent, err := house.Unsent(t.Context(), 1, []*ward.Letter{kept, sent, taken, lost})
		if err != nil || len(unsent) != 1 || unsent[0] != kept {
			t.Errorf("unsent = %v, %v; want the first", chatsOf(unsent), err)
		}
	})
}

func TestADamagedLetterDoesNotHoldUpTheOthers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		damaged, whole := letter("a", 1), letter("b", 1)
		post(t, house, 1, damaged, whole)
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `UPDATE outbox SET sealed = $1 WHERE outbox_id = $2`, []byte("damaged"), damaged.ID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		got := adopt(t, house, 2, *now, 10)
		if len(got) != 2 || got[0].Body != nil || len(got[1].Body) == 0 {
			t.Errorf("adopted %d letters; want both, the damaged one empty", len(got))
		}
	})
}

func TestAChannelWithALogReadsItInOrder(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		for seq := int64(1); seq <= 5; seq++ {
			l := letter("a", seq)
			l.Channel, l.Logged, l.Ref = "web", true, "client-"+strconv.FormatInt(seq, 10)
			post(t, house, 1, l)
		}
		other := letter("b", 1)
		other.Channel, other.Logged = "web", true
		post(t, house, 1, other)
		log := func(after int64, limit int) (all []*ward.Letter) {
			in(t, house, func(w *ward.Ward) (err error) { all, err = w.Log(t.Context(), "web", "a", after, limit); return err })
			return all
		}
		if got := log(0, 10); len(got) != 5 || got[0].Seq != 1 || got[4].Seq != 5 || got[2].Ref != "client-3" ||
			string(got[2].Body) != `{"text":"số 3"}` || !got[2].CreatedAt.Equal(*now) || !got[2].Logged {
			t.Errorf("the log is %v", chatsOf(got))
		}
		if got := chatsOf(log(3, 1)); len(got) != 1 || got[0] != "a4" {
			t.Errorf("after 3, at most one: %v", got)
		}
		if got := log(5, 10); len(got) != 0 {
			t.Errorf("after the end: %v", chatsOf(got))
		}
		if got := adopt(t, house, 2, *now, 10); len(got) != 0 {
			t.Errorf("log entries were adopted to be sent: %v", chatsOf(got))
		}
	})
}

func TestPruningKeepsWhatWaits(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		waits, sent, logged := letter("a", 1), letter("a", 2), letter("a", 3)
		logged.Logged = true
		post(t, house, 1, waits, sent, logged)
		settle(t, house, ward.Sending{WardID: sent.WardID, ID: sent.ID, State: "sent"})
		*now = now.Add(time.Hour)
		fresh := letter("a", 4)
		fresh.Logged = true
		post(t, house, 1, fresh)
		in(t, house, func(w *ward.Ward) error {
			pruned, err := w.PruneOutbox(t.Context(), 30*time.Minute)
			if pruned != 1 {
				t.Errorf("pruned %d; want the old entry of the log", pruned)
			}
			left, errLog := w.Log(t.Context(), "telegram", "a", 0, 10)
			if diff := gocmp.Diff([]string{"a4"}, chatsOf(left)); diff != "" {
				t.Errorf("left in the log (-want +got):\n%s", diff)
			}
			return cmp.Or(err, errLog)
		})
		if left := chatsOf(adopt(t, house, 2, *now, 10)); !slices.Equal(left, []string{"a1"}) {
			t.Errorf("%v are left to be sent; want the one that waits", left)
		}
	})
}
