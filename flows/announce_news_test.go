package flows

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/seal"
	"danbiet/talk"
	"danbiet/ward"
)

func TestWhatIsDoneAtTheConsoleIsToldInTheLinkedChats(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		key, err := seal.New()
		if err != nil {
			t.Fatal(err)
		}
		house := ward.NewHouse(d, key)
		house.Now = func() time.Time { return law.MustDate("2026-03-11").At(9, 0, law.Zone()) }
		if err := house.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "UBND", Short: "phường", Topics: []ward.Topic{{Slug: "chung", Name: "Chung"}}}); err != nil {
			t.Fatal(err)
		}
		ctx, staff := t.Context(), map[string]ward.Staff{}
		in := func(do func(*ward.Ward) error) (heard []string) {
			t.Helper()
			err := house.Write(ctx, "minh-duc", func(w *ward.Ward) error {
				err := do(w)
				for _, l := range w.Posted() {
					var m talk.Message
					err = errors.Join(err, json.Unmarshal(l.Body, &m))
					heard = append(heard, l.Chat+": "+m.Title+"|"+m.Text)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return heard
		}
		for login, role := range map[string]ward.Role{"editor": ward.RoleEditor, "leader": ward.RoleLeader, "second": ward.RoleLeader} {
			in(func(w *ward.Ward) error {
				token, err := w.AddStaff(ctx, ward.Staff{Login: login, Name: login, Role: role})
				if err != nil || login == "second" { // who has no chat
					return err
				}
				found, err := w.Lock(ctx, "telegram", []string{login}) // a link is opened in a chat
				if err == nil {
					err = w.SaveConversations(ctx, []*ward.Conversation{found[login]})
				}
				if err == nil {
					staff[login], err = w.LinkStaff(ctx, token, "telegram", login)
				}
				return err
			})
		}
		var a ward.Announcement
		tell := func(by, kind, note string) []string {
			return in(func(w *ward.Ward) error { return AnnouncementNews(ctx, w, a, staff[by], kind, note) })
		}
		in(func(w *ward.Ward) (err error) {
			id, err := w.Compose(ctx, staff["editor"], ward.Notice{Title: "Cắt điện", Text: "Từ 8 giờ.", Topic: "chung", Plan: ward.Plan{Soon: true}})
			if err == nil {
				a, err = w.Announcement(ctx, id)
			}
			return err
		})
		for _, c := range []struct {
			by, kind, note string
			want           []string
		}{
			{"editor", "submitted", "", []string{"leader: Cắt điện|Từ 8 giờ.", "leader: Thông báo chờ duyệt|Người dân sẽ nhận đúng nội dung trên."}},
			{"leader", "approved", "", []string{"editor: Thông báo đã được duyệt|“Cắt điện” – người duyệt: leader"}},
			{"leader", "rejected", "Sai giờ", []string{"editor: Thông báo bị trả lại|“Cắt điện” – người trả lại: leader\nLý do: Sai giờ"}},
			{"editor", "approved", "", nil}, // nobody is told what they have done themselves
			{"leader", "paused", "", nil},
		} {
			got := tell(c.by, c.kind, c.note)
			if len(got) != len(c.want) {
				t.Fatalf("%s: %q is heard; want %q", c.kind, got, c.want)
			}
			for i, want := range c.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("%s: %q is heard; want %q", c.kind, got[i], want)
				}
			}
		}
	})
}
