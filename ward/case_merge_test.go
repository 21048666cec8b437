package ward_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// neighbours files a proposal of each chat, and has letters to them written down as "chat: kind status other due".
func neighbours(t *testing.T, d *desk, chats ...string) (cases map[string]ward.Case, heard *[]string) {
	t.Helper()
	channel := rubbish("").Channel
	talks(t, d.house, chats, func(*ward.Conversation) {})
	heard = new([]string)
	d.house.Words = func(_ context.Context, _ *ward.Ward, n ward.News) (any, error) {
		due := n.Other.DueOn
		if due.IsZero() {
			due = n.Case.DueOn
		}
		*heard = append(*heard, strings.Join(strings.Fields(n.Case.Chat+": "+n.Event.Kind+" "+string(n.Event.Status)+" "+string(n.Other.Code)+" "+due.String()), " "))
		return "said", nil
	}
	cases = map[string]ward.Case{}
	for _, chat := range chats {
		draft := rubbish("run of " + chat)
		draft.Kind, draft.Channel, draft.Chat = law.KienNghi, channel, chat
		cases[chat] = d.find(file(t, d.house, draft).Code)
		*d.now = d.now.Add(time.Minute)
	}
	return cases, heard
}

func TestWhoeversPetitionIsMergedIsToldAndHearsWhatComesOfIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		cases, heard := neighbours(t, d, "anh", "binh", "chi")
		anh, binh, chi := cases["anh"], cases["binh"], cases["chi"]
		change := func(do func(*ward.Ward) (ward.Case, error), want ...string) {
			t.Helper()
			*heard = nil
			if _, err := d.change(do); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, *heard); diff != "" {
				t.Errorf("told:\n%s", diff)
			}
			*d.now = d.now.Add(time.Minute)
		}
		merge := func(c ward.Case, into ward.Code) func(*ward.Ward) (ward.Case, error) {
			return func(w *ward.Ward) (ward.Case, error) {
				now, err := w.Case(t.Context(), c.Code)
				if err != nil {
					return now, err
				}
				return w.Merge(t.Context(), c.ID, into, d.officer, now.Version)
			}
		}
		due := binh.DueOn.String()
		change(merge(anh, binh.Code), "anh: merged ket-thuc "+string(binh.Code)+" "+due)
		change(merge(binh, chi.Code), "binh: merged ket-thuc "+string(chi.Code)+" "+due, "anh: merged ket-thuc "+string(chi.Code)+" "+due)
		change(func(w *ward.Ward) (ward.Case, error) {
			now, err := w.Case(t.Context(), chi.Code)
			if err != nil {
				return now, err
			}
			return w.Answer(t.Context(), chi.ID, "Phường đã lắp đèn.", "", d.officer, now.Version)
		}, "chi: status tra-loi", "binh: status tra-loi", "anh: status tra-loi")

		// The first has it taken up again: it goes its own way, and does not hear of the others any more.
		in(t, d.house, func(w *ward.Ward) error {
			_, err := w.Reopen(t.Context(), anh.Petition, "Chưa có đèn.")
			return err
		})
		change(func(w *ward.Ward) (ward.Case, error) {
			now, err := w.Case(t.Context(), chi.Code)
			if err != nil {
				return now, err
			}
			return w.Move(t.Context(), chi.ID, ward.Transition{To: ward.StatusPublished, On: w.Today()}, d.officer, now.Version)
		}, "chi: status cong-khai", "binh: status cong-khai")
	})
}

func TestAPetitionGoesOnByItselfWhenTheOneItWasMergedIntoIsWithdrawn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		cases, heard := neighbours(t, d, "anh", "binh")
		if _, err := d.change(func(w *ward.Ward) (ward.Case, error) {
			return w.Merge(t.Context(), cases["anh"].ID, cases["binh"].Code, d.officer, cases["anh"].Version)
		}); err != nil {
			t.Fatal(err)
		}
		*heard = nil
		in(t, d.house, func(w *ward.Ward) error { return w.Withdraw(t.Context(), cases["binh"].Petition) })
		alone := d.find(cases["anh"].Code)
		if alone.Status != ward.StatusVerifying || !alone.ClosedAt.IsZero() || alone.DueOn != cases["anh"].DueOn {
			t.Errorf("the merged case is now %+v", alone)
		}
		if diff := cmp.Diff([]string{"anh: alone xac-minh " + string(cases["binh"].Code) + " " + alone.DueOn.String()}, *heard); diff != "" {
			t.Errorf("told:\n%s", diff)
		}
		in(t, d.house, func(w *ward.Ward) error { return w.Withdraw(t.Context(), cases["binh"].Petition) })
		if len(*heard) != 1 {
			t.Errorf("withdrawn twice, told %q", *heard)
		}
	})
}

func TestThePINOfAPartReachesItsCitizenInTheirChatOrTheOfficerForPaper(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		cases, _ := neighbours(t, d, "anh")
		told := ""
		d.house.Words = func(_ context.Context, _ *ward.Ward, n ward.News) (any, error) {
			told = n.PIN
			return "said", nil
		}
		split := func(whole ward.Case) (part ward.SplitOff) {
			in(t, d.house, func(w *ward.Ward) (err error) {
				part, err = w.Split(t.Context(), whole.ID, ward.Part{Kind: law.PhanAnh, Field: whole.Field, What: "phần hai"}, d.officer, whole.Version)
				return err
			})
			return part
		}
		opens := func(code ward.Code, pin string) {
			t.Helper()
			in(t, d.house, func(w *ward.Ward) error {
				check, err := w.TryPIN(t.Context(), code, pin)
				if check != ward.PINRight {
					t.Errorf("the PIN %q does not open the part: %s", pin, check)
				}
				return err
			})
		}
		part := split(cases["anh"])
		if part.PIN != "" {
			t.Error("the officer is shown a PIN that the chat has told already")
		}
		opens(part.Code, told)
		draft := rubbish("on paper")
		draft.Channel, draft.Chat = ward.ChannelPaper, ""
		told = ""
		part = split(d.find(file(t, d.house, draft).Code))
		if told != "" {
			t.Error("there is no chat to tell")
		}
		opens(part.Code, part.PIN)
	})
}

// Two officers who take each other's case for the duplicate: one merge is made, the other officer sees what has changed.
func TestTwoCasesMergedIntoEachOtherAtOnceBecomeOne(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		for round := range 20 {
			one, other := fmt.Sprintf("anh %d", round), fmt.Sprintf("binh %d", round)
			cases, _ := neighbours(t, d, one, other)
			d.house.Words = func(context.Context, *ward.Ward, ward.News) (any, error) { return "said", nil }
			var merged atomic.Int64
			var officers sync.WaitGroup
			merge := func(c, into ward.Case) {
				err := d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
					_, err := w.Merge(t.Context(), c.ID, into.Code, d.officer, c.Version)
					return err
				})
				switch {
				case err == nil:
					merged.Add(1)
				case !errors.Is(err, ward.ErrChanged) && !errors.Is(err, ward.ErrNotMain) && !errors.Is(err, ward.ErrNoStep):
					t.Error(err)
				}
			}
			officers.Go(func() { merge(cases[one], cases[other]) })
			officers.Go(func() { merge(cases[other], cases[one]) })
			officers.Wait()
			if n := merged.Load(); n != 1 {
				t.Fatalf("%d merges were made; want one", n)
			}
		}
	})
}
