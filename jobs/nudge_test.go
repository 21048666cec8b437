package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestNudgeRunsATurnInEachWaitingConversation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		for _, slug := range []string{"minh-duc", "thuong-hong"} {
			applyWard(t, house, slug)
		}
		const waiting = nudgeAtOnce + 5 // more than fit into one batch
		converse(t, house, "minh-duc", waiting, *now)
		converse(t, house, "thuong-hong", 1, now.Add(time.Hour)) // not due yet
		ticked := map[string]int{}
		tick := func(ctx context.Context, slug string, due []ward.Due) error {
			for _, c := range due {
				ticked[slug+" "+c.Chat]++
			}
			return answer(ctx, house, slug, due)
		}
		detail, err := Nudge(house, tick).Run(t.Context())
		if err != nil || detail != fmt.Sprintf("conversations: %d", waiting) || len(ticked) != waiting {
			t.Errorf("%q, %v, %d chats; want %d", detail, err, len(ticked), waiting)
		}
		for chat, times := range ticked {
			if times != 1 || strings.HasPrefix(chat, "thuong-hong") {
				t.Errorf("%s was nudged %d times", chat, times)
			}
		}
	})
}

func TestNudgeLeavesAConversationThatStaysDueToTheNextMinute(t *testing.T) {
	house, now := clockedHouse(t, dbtest.SQLite(t))
	applyWard(t, house, "minh-duc")
	converse(t, house, "minh-duc", 3, *now)
	calls := 0
	tick := func(context.Context, string, []ward.Due) error { calls++; return nil }
	if detail, err := Nudge(house, tick).Run(t.Context()); err != nil || detail != "conversations: 3" || calls != 1 {
		t.Errorf("%q, %v, %d calls; want 3 conversations in one call", detail, err, calls)
	}
}

func TestNudgeGoesOnWithTheNextWardAfterAFailure(t *testing.T) {
	house, now := clockedHouse(t, dbtest.SQLite(t))
	for _, slug := range []string{"minh-duc", "thuong-hong"} {
		applyWard(t, house, slug)
		converse(t, house, slug, 1, *now)
	}
	tick := func(ctx context.Context, slug string, due []ward.Due) error {
		if slug == "minh-duc" {
			return errors.New("the database is away")
		}
		return answer(ctx, house, slug, due)
	}
	detail, err := Nudge(house, tick).Run(t.Context())
	if detail != "conversations: 1" || err == nil || !strings.Contains(err.Error(), "minh-duc") {
		t.Errorf("%q, %v; want the other ward's conversation and an error that names minh-duc", detail, err)
	}
}

func applyWard(t *testing.T, house *ward.House, slug string) {
	t.Helper()
	if err := house.Apply(t.Context(), &ward.Profile{Slug: slug, Name: "Ủy ban nhân dân phường", Short: "phường"}); err != nil {
		t.Fatal(err)
	}
}

// converse writes n conversations whose reminder is due at a time.
func converse(t *testing.T, house *ward.House, slug string, n int, due time.Time) {
	t.Helper()
	chats := make([]string, n)
	for i := range chats {
		chats[i] = fmt.Sprintf("chat-%03d", i)
	}
	err := house.Write(t.Context(), slug, func(w *ward.Ward) error {
		found, err := w.Lock(t.Context(), "web", chats)
		if err != nil {
			return err
		}
		var all []*ward.Conversation
		for _, c := range found {
			c.NudgeAt = due
			all = append(all, c)
		}
		return w.SaveConversations(t.Context(), all)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// answer does what a turn does in a conversation that waits: it waits no more.
func answer(ctx context.Context, house *ward.House, slug string, due []ward.Due) error {
	return house.Write(ctx, slug, func(w *ward.Ward) error {
		for _, d := range due {
			found, err := w.Lock(ctx, d.Channel, []string{d.Chat})
			if err != nil {
				return err
			}
			c := found[d.Chat]
			c.NudgeAt = time.Time{}
			if err := w.SaveConversations(ctx, []*ward.Conversation{c}); err != nil {
				return err
			}
		}
		return nil
	})
}
