package ward_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestAChangeOfACaseReachesTheChatItCameFrom(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		chat := rubbish("").Chat
		channel := rubbish("").Channel
		talks(t, d.house, []string{chat, "blocked"}, func(c *ward.Conversation) {
			c.Lang = "en"
			if c.Chat == "blocked" {
				c.UnreachableAt = *d.now
			}
		})
		var handed []string
		d.house.Words = func(_ context.Context, _ *ward.Ward, n ward.News) (any, error) {
			return string(n.Case.Status) + " " + n.Lang, nil
		}
		d.house.HandOn = func(slug string, letters []*ward.Letter) {
			for _, l := range letters {
				if l.Lane != ward.LaneNotice || l.Channel != channel {
					t.Errorf("the letter is %+v", l)
				}
				handed = append(handed, slug+" "+l.Chat+" "+string(l.Body))
			}
		}
		c := d.file("run1", law.PhanAnh)
		c, err := d.try(c, "vao-so 2026-03-10")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.change(func(w *ward.Ward) (ward.Case, error) {
			if _, err := w.Move(t.Context(), c.ID, ward.Transition{To: ward.StatusClassified}, d.officer, c.Version); err != nil {
				return c, err
			}
			return c, errors.New("something else went wrong")
		}); err == nil {
			t.Error("the change was kept")
		}
		if diff := cmp.Diff([]string{"minh-duc " + chat + ` "vao-so en"`}, handed); diff != "" {
			t.Errorf("told:\n%s", diff)
		}
		for _, unreached := range []struct{ key, chat string }{{"run2", "blocked"}, {"run3", "nobody"}, {"run4", ""}} {
			draft := rubbish(unreached.key)
			draft.Chat = unreached.chat
			silent := d.find(file(t, d.house, draft).Code)
			*d.now = d.now.Add(time.Minute)
			if _, err := d.try(silent, "vao-so"); err != nil {
				t.Errorf("the chat %q stops the desk: %v", unreached.chat, err)
			}
		}
		if len(handed) != 1 {
			t.Errorf("also told: %q", handed[1:])
		}
	})
}
