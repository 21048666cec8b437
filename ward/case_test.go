package ward_test

import (
	"errors"
	"slices"
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

// desk is a ward with an officer and one petition at a time.
type desk struct {
	t       *testing.T
	house   *ward.House
	now     *time.Time
	officer ward.Staff
}

// newDesk opens a desk at 9 o'clock on Tuesday, 10/03/2026.
func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	s := newStation(t, d)
	if err := s.house.Apply(t.Context(), &ward.Profile{
		Slug: "minh-duc", Name: "UBND", Short: "phường",
		Fields:         []ward.Field{{Slug: "moi-truong", Name: "Môi trường, rác thải"}, {Slug: "dat-dai", Name: "Đất đai", Aliases: []string{"sổ đỏ"}}},
		Neighbourhoods: []ward.Neighbourhood{{Slug: "duong-hoa", Name: "Dương Hòa"}, {Slug: "phong-coc", Name: "Phong Cốc"}},
	}); err != nil {
		t.Fatal(err)
	}
	*s.now = s.now.Add(6 * time.Second) // the profile is asked for again
	return &desk{t: t, house: s.house, now: s.now, officer: s.leader}
}

// file files a petition of a kind on the desk's day.
func (d *desk) file(key string, kind law.PetitionKind) ward.Case {
	d.t.Helper()
	draft := rubbish(key)
	draft.Kind = kind
	return d.find(file(d.t, d.house, draft).Code)
}

func (d *desk) find(code ward.Code) (c ward.Case) {
	d.t.Helper()
	in(d.t, d.house, func(w *ward.Ward) (err error) { c, err = w.Case(d.t.Context(), code); return err })
	return c
}

// try takes a step on a day, as "thu-ly 2026-03-12 12/TB-UBND lý do"; later parts may be missing.
func (d *desk) try(c ward.Case, step string) (ward.Case, error) {
	d.t.Helper()
	parts := append(strings.SplitN(step, " ", 4), "", "", "")
	t := ward.Transition{To: ward.Status(parts[0]), Document: parts[2], Reason: parts[3]}
	if parts[1] != "" {
		t.On = law.MustDate(parts[1])
		*d.now = t.On.At(9, 0, law.Zone())
	}
	err := d.house.Write(d.t.Context(), "minh-duc", func(w *ward.Ward) (err error) {
		c, err = w.Move(d.t.Context(), c.ID, t, d.officer, c.Version)
		return err
	})
	return c, err
}

func (d *desk) move(c ward.Case, step string) ward.Case {
	d.t.Helper()
	c, err := d.try(c, step)
	if err != nil {
		d.t.Fatalf("%s: %v", step, err)
	}
	if diff := cmp.Diff(d.find(c.Code), c); diff != "" {
		d.t.Errorf("%s: kept (-) and returned (+) differ:\n%s", step, diff)
	}
	return c
}

func TestACaseGoesTheWholeWayOfItsKind(t *testing.T) {
	t.Parallel()
	for name, way := range map[string]struct {
		kind  law.PetitionKind
		steps []string // the step, and the stage and date that are due after it
	}{
		"feedback is answered in the ward's own 15 working days": {law.PhanAnh, []string{
			"vao-so 2026-03-10", "resolve 2026-03-31",
			"phan-loai 2026-03-10", "resolve 2026-03-31",
			"du-dieu-kien 2026-03-11", "resolve 2026-03-31",
			"xac-minh 2026-03-12", "resolve 2026-03-31",
			"tra-loi 2026-03-20", " ",
			"cong-khai 2026-03-23", " ",
			"ket-thuc 2026-03-23", " ",
			"xac-minh 2026-04-01 - chưa khắc phục", "resolve 2026-04-22",
		}},
		"feedback is answered straight from the inbox": {law.KienNghi, []string{"tra-loi 2026-03-11", " ", "ket-thuc 2026-03-11", " "}},
		"a complaint before the law of 2026: accepted in 10 days, suspended, called complicated, decided": {law.KhieuNai, []string{
			"vao-so 2026-03-12", "accept 2026-03-23", // day 10 is Sunday, 22/03
			"phan-loai 2026-03-12", "accept 2026-03-23",
			"thu-ly 2026-03-16 12/TB-UBND", "resolve 2026-04-15",
			"xac-minh 2026-03-17", "resolve 2026-04-15",
			"tam-dinh-chi 2026-03-20 13/QĐ-UBND ốm", "resolve ",
			"xac-minh 2026-03-30 14/QĐ-UBND", "resolve 2026-04-28", // day 30 is Saturday, 25/04, before the Hùng Kings' days
			"gia-han 2026-03-31 15/TB-UBND phức tạp", "resolve 2026-05-11", // day 45 is Sunday, 10/05
			"doi-thoai 2026-04-01 16/GM-UBND", "resolve 2026-05-11",
			"quyet-dinh 2026-04-23 17/QĐ-UBND", "send 2026-04-29",
			"cong-khai 2026-04-24", " ",
			"ket-thuc 2026-04-24", " ",
		}},
		"a complaint under the law of 2026: accepted in 7 working days": {law.KhieuNai, []string{
			"vao-so 2026-08-27", "accept 2026-09-10", "khong-thu-ly 2026-08-28", "error", "phan-loai 2026-08-28", "accept 2026-09-10",
			"khong-thu-ly 2026-08-28 20/TB-UBND hết thời hiệu", " ", "tra-lai-tai-lieu-goc 2026-08-28 - bản chính", " ", "ket-thuc 2026-08-28", " ",
		}},
		"a denunciation is extended twice and no more, concluded and published": {law.ToCao, []string{
			"phan-loai 2026-03-10", "accept 2026-03-19",
			"thu-ly 2026-03-16 12/QĐ-UBND", "resolve 2026-04-15",
			"gia-han 2026-04-14 13/QĐ-UBND phức tạp", "resolve 2026-05-15",
			"gia-han 2026-05-14 14/QĐ-UBND đặc biệt phức tạp", "resolve 2026-06-15",
			"gia-han 2026-05-15 15/QĐ-UBND nữa", "error",
			"xac-minh 2026-05-15", "resolve 2026-06-15",
			"ket-luan 2026-05-20 16/KL-UBND", "publish 2026-05-29",
			"cong-khai 2026-05-21", " ",
		}},
		"a withdrawn denunciation goes on where a violation shows": {law.ToCao, []string{
			"rut-don 2026-03-11 - tự nguyện", " ", "xac-minh 2026-03-16 3/TB-UBND dấu hiệu vi phạm", "resolve 2026-04-15",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *db.DB) {
				d := newDesk(t, db)
				c := d.file("run1", way.kind)
				for i := 0; i < len(way.steps); i += 2 {
					step, want := way.steps[i], way.steps[i+1]
					if want == "error" {
						if _, err := d.try(c, step); err == nil {
							t.Errorf("%s was taken", step)
						}
						continue
					}
					c = d.move(c, step)
					if got := string(c.Stage) + " " + c.DueOn.String(); got != want {
						t.Errorf("after %q due %q, want %q: %s", step, got, want, c.DueExplained)
					}
					if (c.DueExplained == "") != (c.Stage == "") || c.Status.Closed() == c.ClosedAt.IsZero() {
						t.Errorf("after %q: explained %q, closed %v", step, c.DueExplained, c.ClosedAt)
					}
				}
			})
		})
	}
}

func TestAStepTellsWhatTheLawAsksFor(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.move(d.move(d.file("run1", law.KhieuNai), "vao-so 2026-03-12"), "phan-loai 2026-03-12")
		for _, s := range []struct {
			name string
			t    ward.Transition
			want error
		}{
			{"refused without a reason", ward.Transition{To: ward.StatusRefused, Document: "1/TB-UBND", On: day("2026-03-12")}, ward.ErrNeedsReason},
			{"accepted without a document", ward.Transition{To: ward.StatusAccepted, On: day("2026-03-12")}, ward.ErrNeedsDocument},
			{"a document's number as long as a letter", ward.Transition{To: ward.StatusAccepted, Document: strings.Repeat("1", 61), On: day("2026-03-12")}, ward.ErrNeedsDocument},
			{"accepted without a date", ward.Transition{To: ward.StatusAccepted, Document: "1/TB-UBND"}, ward.ErrNeedsDate},
			{"accepted tomorrow", ward.Transition{To: ward.StatusAccepted, Document: "1/TB-UBND", On: day("2026-03-13")}, ward.ErrNeedsDate},
			{"accepted before it came", ward.Transition{To: ward.StatusAccepted, Document: "1/TB-UBND", On: day("2026-03-09")}, ward.ErrNeedsDate},
			{"a complaint is guided, never transferred", ward.Transition{To: ward.StatusTransferred, Reason: "Sở", Document: "1/TB-UBND", On: day("2026-03-12")}, ward.ErrNoStep},
			{"concluded like a denunciation", ward.Transition{To: ward.StatusConcluded, Document: "1/KL-UBND", On: day("2026-03-12")}, ward.ErrNoStep},
			{"a status that is none", ward.Transition{To: "xong"}, ward.ErrNoStep},
		} {
			err := d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
				_, err := w.Move(t.Context(), c.ID, s.t, d.officer, c.Version)
				return err
			})
			if !errors.Is(err, s.want) {
				t.Errorf("%s: %v, want %v", s.name, err, s.want)
			}
		}
		if diff := cmp.Diff(c, d.find(c.Code)); diff != "" {
			t.Errorf("a refused step changed the case:\n%s", diff)
		}
		in(t, d.house, func(w *ward.Ward) error {
			_, err := w.Move(t.Context(), 1, ward.Transition{To: ward.StatusAccepted}, d.officer, 1)
			if !errors.Is(err, ward.ErrNoPetition) {
				t.Errorf("a petition that is none: %v", err)
			}
			return nil
		})
	})
}

func TestTheSecondOfTwoOfficersSeesThatTheCaseHasChanged(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.file("run1", law.PhanAnh)
		results := make([]error, 4)
		var all sync.WaitGroup
		for i := range results {
			all.Go(func() {
				results[i] = d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
					_, err := w.Move(t.Context(), c.ID, ward.Transition{To: ward.StatusAnswered}, d.officer, c.Version)
					return err
				})
			})
		}
		all.Wait()
		won := 0
		for _, err := range results {
			switch {
			case err == nil:
				won++
			case !errors.Is(err, ward.ErrChanged):
				t.Errorf("an officer who came second: %v", err)
			}
		}
		if won != 1 {
			t.Errorf("%d officers answered; want 1", won)
		}
		if diff := cmp.Diff([]string{"filed tiep-nhan", "status tra-loi"}, timeline(t, d.house, c.ID)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAnOfficerLearnsThatTheCitizenHasWithdrawn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.file("run1", law.PhanAnh)
		in(t, d.house, func(w *ward.Ward) error { return w.Withdraw(t.Context(), c.Petition) })
		if _, err := d.try(c, "tra-loi"); !errors.Is(err, ward.ErrChanged) {
			t.Errorf("answering what was withdrawn: %v, want ErrChanged", err)
		}
		got := d.find(c.Code)
		if got.Status != ward.StatusWithdrawn || got.ClosedAt.IsZero() || got.Stage != "" || got.Version != c.Version+1 {
			t.Errorf("withdrawn = %+v", got)
		}
		closed := d.move(got, "ket-thuc")
		in(t, d.house, func(w *ward.Ward) error { return w.Withdraw(t.Context(), closed.Petition) })
		if again := d.find(c.Code); again.Status != ward.StatusClosed || again.Version != closed.Version {
			t.Errorf("withdrawing what is closed made it %+v", again)
		}
	})
}

func TestTheTimelineKeepsWhoDidWhatByWhichDocumentAndWhetherInTime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.move(d.file("run1", law.ToCao), "phan-loai 2026-03-10")
		d.move(c, "thu-ly 2026-03-16 12/QĐ-UBND Trần Thị A có đơn")
		in(t, d.house, func(w *ward.Ward) error {
			events, err := w.Timeline(t.Context(), c.ID)
			if err != nil {
				return err
			}
			want := ward.PetitionEvent{
				At: w.Now(), Kind: "status", Status: ward.StatusAccepted, Note: "Trần Thị A có đơn", StaffID: d.officer.ID,
				Document: "12/QĐ-UBND", On: day("2026-03-16"), Due: day("2026-03-19"),
			}
			if diff := cmp.Diff(want, events[len(events)-1]); diff != "" {
				t.Error(diff)
			}
			return nil
		})
		for _, row := range column(t, db, `SELECT * FROM petition_event`) {
			if strings.Contains(row, "Trần Thị A") {
				t.Errorf("a reason is kept in clear text: %s", row)
			}
		}
	})
}

func TestEveryStatusIsReachedAndLeadsToAnEnd(t *testing.T) {
	for _, kind := range law.PetitionKinds() {
		reached := []ward.Status{ward.StatusReceived}
		for i := 0; i < len(reached); i++ {
			var to []ward.Status
			for _, s := range ward.Steps(kind, reached[i]) {
				if slices.Contains(to, s.To) {
					t.Errorf("%s: two steps from %s to %s", kind, reached[i], s.To)
				}
				to = append(to, s.To)
				if !slices.Contains(reached, s.To) {
					reached = append(reached, s.To)
				}
			}
			if len(to) == 0 && reached[i] != ward.StatusClosed {
				t.Errorf("%s: nothing follows %s", kind, reached[i])
			}
		}
		if !slices.Contains(reached, ward.StatusClosed) {
			t.Errorf("%s never ends", kind)
		}
	}
	for _, s := range ward.Statuses() {
		if s.Name() == string(s) || s.Open() && s.Closed() {
			t.Errorf("%s is called %q, open %v, closed %v", s, s.Name(), s.Open(), s.Closed())
		}
		if !slices.ContainsFunc(ward.AllSteps(), func(step ward.Step) bool { return step.To == s }) && s != ward.StatusReceived {
			t.Errorf("no step leads to %s", s)
		}
	}
	if s := ward.Status("xong"); s.Name() != "xong" || s.Open() || s.Closed() {
		t.Error("an unknown status is named by itself and is neither open nor closed")
	}
}

func TestStepsOfDisputesCiteAnActAndArticle(t *testing.T) {
	for _, s := range ward.AllSteps() {
		if s.Reason && s.Document && !strings.Contains(s.Basis, "Điều ") {
			t.Errorf("the step to %s cites %q", s.To, s.Basis)
		}
	}
}
