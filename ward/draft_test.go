package ward_test

import (
	"errors"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestADraftThatComesToNothingLeavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		before, said, other := logged("a", 1), logged("a", 2), logged("b", 2)
		post(t, house, 1, before, said, other)
		in(t, house, func(w *ward.Ward) error {
			loose, err := w.Keep(t.Context(), ward.File{Owner: ward.OwnerOf("web", "a"), Mime: "image/png", Data: []byte("a")})
			if err != nil {
				return err
			}
			held, err := w.Keep(t.Context(), ward.File{Owner: ward.OwnerOf("web", "a"), Mime: "image/png", Data: []byte("b")})
			if err != nil {
				return err
			}
			if err := errors.Join(w.Hold(t.Context(), held.ID), w.EraseDraft(t.Context(), "web", "a", before.Seq)); err != nil {
				return err
			}
			if log, err := w.Log(t.Context(), "web", "a", 0, 10); err != nil || len(log) != 1 || log[0].Seq != before.Seq {
				t.Errorf("the log holds %d entries (%v); want the one from before the draft", len(log), err)
			}
			if log, err := w.Log(t.Context(), "web", "b", 0, 10); err != nil || len(log) != 1 {
				t.Errorf("another chat's log holds %d entries (%v); want 1", len(log), err)
			}
			if _, err := w.OpenFile(t.Context(), loose.ID); !errors.Is(err, ward.ErrNoFile) {
				t.Errorf("the draft's file: %v; want ErrNoFile", err)
			}
			_, err = w.OpenFile(t.Context(), held.ID)
			return err
		})
	})
}

// logged is a letter of a channel that keeps a log.
func logged(chat string, seq int64) *ward.Letter {
	l := letter(chat, seq)
	l.Channel, l.Logged = "web", true
	return l
}
