package ward_test

import (
	"errors"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

// Officers choose a letter by its name: two of one name are never offered together, whichever way the second comes.
func TestALetterComesBackOnlyUnderANameThatIsFree(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		do := func(change func(*ward.Ward) (ward.ReplyTemplate, error)) (kept ward.ReplyTemplate, err error) {
			err = d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) (err error) { kept, err = change(w); return err })
			*d.now = d.now.Add(time.Second)
			return kept, err
		}
		write := func(letter ward.ReplyTemplate) (ward.ReplyTemplate, error) {
			return do(func(w *ward.Ward) (ward.ReplyTemplate, error) { return w.WriteReply(t.Context(), letter, d.officer) })
		}
		remove := func(letter ward.ReplyTemplate, removed bool) (ward.ReplyTemplate, error) {
			return do(func(w *ward.Ward) (ward.ReplyTemplate, error) {
				return w.RemoveReply(t.Context(), letter.Slug, removed, letter.Version, d.officer)
			})
		}
		lamps, errWritten := write(letterOf("Đèn đường", "Đã sửa."))
		lamps, errRemoved := remove(lamps, true)
		again, errAgain := write(letterOf("Đèn đường", "Đã thay bóng."))
		if err := errors.Join(errWritten, errRemoved, errAgain); err != nil {
			t.Fatal(err)
		}
		if _, err := remove(lamps, false); !errors.Is(err, ward.ErrReplyTwice) {
			t.Errorf("put back beside one of its name: %v", err)
		}

		own, ok := ward.BuiltInReply("giai-thich")
		if !ok {
			t.Fatal("the program explains no rules")
		}
		renamed := own
		renamed.Label = "Căn cứ pháp luật"
		renamed, errRenamed := write(renamed)
		_, errTaken := write(letterOf(own.Label, "Lời khác."))
		if err := errors.Join(errRenamed, errTaken); err != nil {
			t.Fatal(err)
		}
		_, err := do(func(w *ward.Ward) (ward.ReplyTemplate, error) {
			return w.ResetReply(t.Context(), renamed.Slug, renamed.Version, d.officer)
		})
		if !errors.Is(err, ward.ErrReplyTwice) {
			t.Errorf("reset to a name that another has: %v", err)
		}

		if _, err := remove(again, true); err != nil {
			t.Fatal(err)
		}
		if back, err := remove(lamps, false); err != nil || back.Removed {
			t.Errorf("put back once the name is free: %+v, %v", back, err)
		}
	})
}
