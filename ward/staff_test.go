package ward_test

import (
	"errors"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestAStaffLinkIsUsedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		ctx := t.Context()
		var token, old string
		s.do(func(w *ward.Ward) (err error) {
			if old, err = w.NewStaffLink(ctx, "bientap"); err != nil {
				return err
			}
			token, err = w.NewStaffLink(ctx, "bientap")
			return err
		})
		link := func(token, chat string) (who ward.Staff, err error) {
			err = s.house.Write(ctx, "minh-duc", func(w *ward.Ward) (err error) { who, err = w.LinkStaff(ctx, token, "telegram", chat); return err })
			return who, err
		}
		for name, token := range map[string]string{"an older link": old, "no link": "", "a guess": "ABCDEFGH"} {
			if _, err := link(token, "7"); !errors.Is(err, ward.ErrNoStaff) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if who, err := link(token, "7"); err != nil || who.Login != "bientap" || who.Chat != "7" {
			t.Errorf("linked %+v, %v", who, err)
		}
		if _, err := link(token, "8"); !errors.Is(err, ward.ErrNoStaff) {
			t.Errorf("used twice: %v", err)
		}
		s.do(func(w *ward.Ward) (err error) { token, err = w.NewStaffLink(ctx, "lanhdao"); return err })
		if who, err := link(token, "7"); err != nil || who.Login != "lanhdao" {
			t.Errorf("the same chat for another: %+v, %v", who, err)
		}
		s.do(func(w *ward.Ward) error {
			if editor, err := w.StaffByLogin(ctx, "bientap"); err != nil || editor.Chat != "" {
				t.Errorf("whose chat speaks for another now is %+v, %v", editor, err)
			}
			return nil
		})
		s.do(func(w *ward.Ward) (err error) { token, err = w.NewStaffLink(ctx, "lanhdao"); return err })
		*s.now = s.now.Add(49 * time.Hour)
		if _, err := link(token, "9"); !errors.Is(err, ward.ErrNoStaff) {
			t.Errorf("used after two days: %v", err)
		}
		s.do(func(w *ward.Ward) error {
			if _, err := w.StaffOf(ctx, "telegram", "8"); !errors.Is(err, ward.ErrNoStaff) {
				t.Errorf("a stranger's chat: %v", err)
			}
			_, err := w.AddStaff(ctx, ward.Staff{Login: "bientap", Role: ward.RoleEditor})
			if !errors.Is(err, ward.ErrStaffTaken) {
				t.Errorf("a login twice: %v", err)
			}
			return nil
		})
	})
}
