package jobs

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestTheDigestReachesLeadersWhoWantItAndNobodyElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		applyWard(t, house, "minh-duc")
		applyWard(t, house, "quiet") // nobody reads there
		var told []string
		house.HandOn = func(slug string, letters []*ward.Letter) {
			for _, l := range letters {
				told = append(told, slug+" "+l.Chat)
			}
		}
		for _, s := range []ward.Staff{
			{Login: "one", Role: ward.RoleLeader}, {Login: "off", Role: ward.RoleLeader}, {Login: "editor", Role: ward.RoleEditor}, {Login: "unlinked", Role: ward.RoleLeader},
		} {
			if err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error { return join(t.Context(), w, s) }); err != nil {
				t.Fatal(err)
			}
		}
		job := Digest(house, func(title string, lines []string) any {
			if title == "" || len(lines) < 5 {
				t.Errorf("%q: %q", title, lines)
			}
			return map[string]string{"text": title}
		})
		if detail, err := job.Run(t.Context()); err != nil || detail != "1 leaders told" {
			t.Errorf("%q, %v", detail, err)
		}
		if !slices.Equal(told, []string{"minh-duc chat one"}) {
			t.Errorf("told %v", told)
		}
		// The next firing tells whoever the first has not reached, and nobody twice.
		if err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error { return join(t.Context(), w, ward.Staff{Login: "two", Role: ward.RoleLeader}) }); err != nil {
			t.Fatal(err)
		}
		if detail, err := job.Run(t.Context()); err != nil || detail != "1 leaders told" || !slices.Equal(told, []string{"minh-duc chat one", "minh-duc chat two"}) {
			t.Errorf("the second firing: %q, %v, told %v", detail, err, told)
		}
	})
}

// join adds somebody to the staff, in a chat of their own unless their login says otherwise; "off" wants no digest.
func join(ctx context.Context, w *ward.Ward, s ward.Staff) error {
	s.Name = s.Login
	token, err := w.AddStaff(ctx, s)
	if err != nil || s.Login == "unlinked" {
		return err
	}
	found, err := w.Lock(ctx, "telegram", []string{"chat " + s.Login})
	if err != nil {
		return err
	}
	if err := w.SaveConversations(ctx, []*ward.Conversation{found["chat "+s.Login]}); err != nil {
		return err
	}
	by, err := w.LinkStaff(ctx, token, "telegram", "chat "+s.Login)
	if err != nil {
		return err
	}
	gets, err := w.GetsDigest(ctx, by)
	if err != nil {
		return err
	}
	if want := s.Role == ward.RoleLeader; gets != want {
		return fmt.Errorf("%s gets the digest: %v, want %v", s.Login, gets, want)
	}
	if s.Login != "off" {
		return nil
	}
	return w.WantDigest(ctx, by, false)
}
