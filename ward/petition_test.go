package ward_test

import (
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// rubbish is a draft with a word in every field that would break a careless query or page.
func rubbish(key string) ward.Draft {
	latitude, longitude := 20.9415, 106.3331
	return ward.Draft{
		Key: key, Kind: law.PhanAnh, Field: "moi-truong", Neighbourhood: "duong-hoa", Channel: "telegram", Chat: "7", CitizenID: 70,
		Content: ward.Content{
			What: `Rác'; DROP TABLE petition; --`, Where: `<script>alert("ngõ 5")</script>`, Latitude: &latitude, Longitude: &longitude,
			Name: "Trần Thị A", Phone: "+84912345678", Address: `Tổ 3 \ 'Dương Hòa'`, Respondent: "—", Demand: "100% _sạch_",
		},
	}
}

func file(t *testing.T, house *ward.House, d ward.Draft) (filed ward.Filed) {
	t.Helper()
	in(t, house, func(w *ward.Ward) (err error) { filed, err = w.File(t.Context(), d); return err })
	return filed
}

func find(t *testing.T, house *ward.House, code ward.Code) (p ward.Petition) {
	t.Helper()
	in(t, house, func(w *ward.Ward) (err error) { p, err = w.Petition(t.Context(), code); return err })
	return p
}

func timeline(t *testing.T, house *ward.House, id int64) (steps []string) {
	t.Helper()
	in(t, house, func(w *ward.Ward) error {
		events, err := w.Timeline(t.Context(), id)
		for _, e := range events {
			steps = append(steps, strings.TrimSpace(e.Kind+" "+string(e.Status)+" "+e.Note))
		}
		return err
	})
	return steps
}

func TestADraftThatWasFiledIsRefusedAmongManyTurnsAndFoundByOneAlone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		first := file(t, house, rubbish("run1"))
		again := func(turns int) (filed ward.Filed, err error) {
			err = d.Write(t.Context(), func(tx *db.Tx) error {
				w, err := house.Desk(t.Context(), tx, "minh-duc", turns)
				if err != nil {
					return err
				}
				other := rubbish("another" + strconv.Itoa(turns))
				if _, err := w.File(t.Context(), other); err != nil {
					return err
				}
				filed, err = w.File(t.Context(), rubbish("run1"))
				return err
			})
			return filed, err
		}
		if _, err := again(2); err == nil {
			t.Error("one draft was filed twice")
		}
		filed, err := again(1)
		if err != nil || filed.Code != first.Code || filed.PIN != "" {
			t.Errorf("filed %s again, %v; want %s without its PIN", filed.Code, err, first.Code)
		}
		in(t, house, func(w *ward.Ward) error {
			all, err := w.OwnPetitions(t.Context(), "telegram", "7", 9)
			if len(all) != 2 {
				t.Errorf("%d petitions; want the first and that of the turn alone", len(all))
			}
			return err
		})
	})
}

func TestAPetitionIsReadBackAsItWasFiled(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		draft := rubbish("run1")
		filed := file(t, house, draft)
		if _, ok := ward.ParseCode(string(filed.Code)); !ok || len(filed.PIN) != 6 || !filed.At.Equal(*now) || filed.DueExplained == "" {
			t.Errorf("filed = %+v; want a code, a PIN, the time and the due date explained", filed)
		}
		p := find(t, house, filed.Code)
		want := ward.Petition{
			ID: filed.PetitionID, Code: filed.Code, Kind: law.PhanAnh, Field: "moi-truong", Neighbourhood: "duong-hoa",
			Status: ward.StatusReceived, Channel: "telegram", Chat: "7", CitizenID: 70, ReceivedAt: *now, DueOn: p.DueOn, DueRule: p.DueRule, DueExplained: filed.DueExplained,
		}
		if diff := cmp.Diff(want, p); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
		if p.DueOn.IsZero() || p.DueRule == "" || p.DueOn.Vietnamese() != filed.Due {
			t.Errorf("due on %v by rule %q, told as %q", p.DueOn, p.DueRule, filed.Due)
		}
		in(t, house, func(w *ward.Ward) error {
			content, err := w.PetitionContent(t.Context(), p.ID)
			if diff := cmp.Diff(draft.Content, content); diff != "" {
				t.Errorf("content (-want +got):\n%s", diff)
			}
			return err
		})
		if diff := cmp.Diff([]string{"filed tiep-nhan"}, timeline(t, house, p.ID)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOneDraftIsFiledOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		first, again := file(t, house, rubbish("run1")), file(t, house, rubbish("run1"))
		if again.Code != first.Code || again.PetitionID != first.PetitionID || again.PIN != "" || !again.At.Equal(first.At) || again.Due != first.Due {
			t.Errorf("filed again = %+v; want the first without its PIN: %+v", again, first)
		}
		if other := file(t, house, rubbish("run2")); other.Code == first.Code {
			t.Error("two drafts have one code")
		}
		if steps := timeline(t, house, first.PetitionID); len(steps) != 1 {
			t.Errorf("timeline = %v; want one filing", steps)
		}
	})
}

func TestADraftThatTwoReplicasFileAtOnceIsFiledOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		var both sync.WaitGroup
		for range 4 {
			both.Go(func() { // a loser of the race gets an error, and is run again by the engine
				_ = house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
					_, err := w.File(t.Context(), rubbish("run1"))
					return err
				})
			})
		}
		both.Wait()
		in(t, house, func(w *ward.Ward) error {
			own, err := w.OwnPetitions(t.Context(), "telegram", "7", 10)
			if len(own) != 1 {
				t.Errorf("%d petitions were filed; want 1", len(own))
			}
			return err
		})
	})
}

func TestAComplaintWaitsForItsSignatureWithoutAClock(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		draft := rubbish("run1")
		draft.Kind = law.KhieuNai
		filed := file(t, house, draft)
		p := find(t, house, filed.Code)
		if p.Status != ward.StatusUnsigned || !p.DueOn.IsZero() || filed.Due != "" || !p.Status.Open() {
			t.Errorf("status %q, due %v %q; want to wait for the signature", p.Status, p.DueOn, filed.Due)
		}
	})
}

func TestAPINIsLockedAfterFiveWrongOnesForAnHour(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		filed := file(t, house, rubbish("run1"))
		other := file(t, house, rubbish("run2"))
		wrong := "000000"
		if filed.PIN == wrong {
			wrong = "000001"
		}
		try := func(name, pin string, want ward.PINCheck) {
			t.Helper()
			in(t, house, func(w *ward.Ward) error {
				got, err := w.TryPIN(t.Context(), filed.Code, pin)
				if got != want {
					t.Errorf("%s: %q; want %q", name, got, want)
				}
				return err
			})
		}
		for _, pin := range []string{wrong, "", "12345", filed.PIN + "0"} {
			try("wrong", pin, ward.PINWrong)
		}
		try("right after four wrong ones", filed.PIN, ward.PINRight)
		for range 5 {
			try("wrong again", wrong, ward.PINWrong)
		}
		try("the sixth", wrong, ward.PINLocked)
		try("right, but locked", filed.PIN, ward.PINLocked)
		*now = now.Add(time.Hour)
		try("right within the hour", filed.PIN, ward.PINLocked)
		*now = now.Add(time.Millisecond)
		try("wrong after the hour", wrong, ward.PINWrong)
		try("right after the hour", filed.PIN, ward.PINRight)
		in(t, house, func(w *ward.Ward) error {
			if got, err := w.TryPIN(t.Context(), other.Code, filed.PIN); err != nil || got == ward.PINRight && filed.PIN != other.PIN {
				t.Errorf("another petition opens with this PIN: %v, %v", got, err)
			}
			if _, err := w.TryPIN(t.Context(), "HS-2222-22222", filed.PIN); !errors.Is(err, ward.ErrNoPetition) {
				t.Errorf("a code that nobody has: %v; want ErrNoPetition", err)
			}
			return nil
		})
	})
}

func TestAPetitionIsWithdrawnOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		p := find(t, house, file(t, house, rubbish("run1")).Code)
		for range 2 {
			in(t, house, func(w *ward.Ward) error { return w.Withdraw(t.Context(), p) })
		}
		got := find(t, house, p.Code)
		if got.Status != ward.StatusWithdrawn || !got.DueOn.IsZero() || got.DueExplained != "" || got.Status.Open() || got.Status.Name() != "Đã rút" {
			t.Errorf("status %q (%s), due %v (%s); want withdrawn, with no clock", got.Status, got.Status.Name(), got.DueOn, got.DueExplained)
		}
		if diff := cmp.Diff([]string{"filed tiep-nhan", "withdrawn rut-don"}, timeline(t, house, p.ID)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestFilesAreAddedToAPetitionAndNoted(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		keep := func(name string) string {
			var id string
			in(t, house, func(w *ward.Ward) error {
				f, err := w.Keep(t.Context(), ward.File{Owner: ward.OwnerOf("telegram", "7"), Name: name, Mime: "image/jpeg", Data: []byte(name)})
				id = f.ID
				return err
			})
			return id
		}
		draft := rubbish("run1")
		draft.Files = []string{keep("trước")}
		p := find(t, house, file(t, house, draft).Code)
		late, loose := keep("sau"), keep("bỏ dở")
		for range 2 { // the same file twice is the same file
			in(t, house, func(w *ward.Ward) error { return w.Supplement(t.Context(), p, []string{late}) })
		}
		if diff := cmp.Diff([]string{"filed tiep-nhan", "supplemented tiep-nhan 1", "supplemented tiep-nhan 1"}, timeline(t, house, p.ID)); diff != "" {
			t.Error(diff)
		}
		*now = now.Add(72 * time.Hour)
		in(t, house, func(w *ward.Ward) error {
			pruned, err := w.PruneFiles(t.Context(), 48*time.Hour)
			if pruned != 1 {
				t.Errorf("pruned %d files; want the one of a draft that was never filed", pruned)
			}
			if _, err := w.OpenFile(t.Context(), loose); !errors.Is(err, ward.ErrNoFile) {
				t.Errorf("the loose file: %v; want ErrNoFile", err)
			}
			for _, id := range []string{draft.Files[0], late} {
				if _, err := w.OpenFile(t.Context(), id); err != nil {
					t.Errorf("a file of a petition: %v", err)
				}
			}
			return err
		})
	})
}

func TestAChatListsItsOwnPetitionsNewestFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		var codes []ward.Code
		for _, key := range []string{"run1", "run2", "run3"} {
			codes = append(codes, file(t, house, rubbish(key)).Code)
		}
		foreign := rubbish("run4")
		foreign.Channel = "web"
		file(t, house, foreign)
		in(t, house, func(w *ward.Ward) error {
			own, err := w.OwnPetitions(t.Context(), "telegram", "7", 2)
			if len(own) != 2 || own[0].Code != codes[2] || own[1].Code != codes[1] {
				t.Errorf("own = %+v; want the two newest", own)
			}
			if _, err := w.Petition(t.Context(), "HS-2222-22222"); !errors.Is(err, ward.ErrNoPetition) {
				t.Errorf("a code that nobody has: %v; want ErrNoPetition", err)
			}
			return err
		})
	})
}
