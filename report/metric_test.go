package report_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report"
	"danbiet/seal"
	"danbiet/ward"
)

// record is a ward whose record a test writes.
type record struct {
	t     *testing.T
	house *ward.House
	now   time.Time
}

// half is the first half of 2026, as the tests count it.
var half = report.Scope{From: law.MustDate("2026-01-01"), To: law.MustDate("2026-06-30")}

func newRecord(t *testing.T, d *db.DB) *record {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	r := &record{t: t, house: ward.NewHouse(d, key)}
	r.house.Now = func() time.Time { return r.now }
	r.house.IDs = ward.NewIDs(r.house.Now)
	r.at("2026-01-05 08:00")
	err = r.house.Apply(t.Context(), &ward.Profile{
		Slug: "minh-duc", Name: "UBND", Short: "phường", Population: 8805,
		Hours:          []ward.Hours{{Days: []string{"mon", "tue", "wed", "thu", "fri"}, Shifts: []string{"07:30-11:30", "13:30-17:00"}}},
		Fields:         []ward.Field{{Slug: "moi-truong", Name: "Môi trường"}, {Slug: "dat-dai", Name: "Đất đai"}},
		Neighbourhoods: []ward.Neighbourhood{{Slug: "duong-hoa", Name: "Dương Hòa"}, {Slug: "phong-coc", Name: "Phong Cốc"}},
		Reception: ward.Reception{Place: "Trụ sở", Weekly: []ward.ReceptionRule{
			{Who: "chairman", Name: "Chủ tịch", Days: []string{"thu"}, Shifts: []string{"07:30-11:30"}, From: "2024-01-01"},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// at sets the clock.
func (r *record) at(clock string) {
	r.t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04", clock, law.Zone())
	if err != nil {
		r.t.Fatal(err)
	}
	r.now = now
}

func (r *record) write(do func(ctx context.Context, w *ward.Ward) error) {
	r.t.Helper()
	if err := r.house.Write(r.t.Context(), "minh-duc", func(w *ward.Ward) error { return do(r.t.Context(), w) }); err != nil {
		r.t.Fatal(err)
	}
}

// file files a petition at a time.
func (r *record) file(clock string, kind law.PetitionKind, field, neighbourhood string) (c ward.Case) {
	r.t.Helper()
	r.at(clock)
	r.write(func(ctx context.Context, w *ward.Ward) error {
		filed, err := w.File(ctx, ward.Draft{
			Key: clock + string(kind), Kind: kind, Field: field, Neighbourhood: neighbourhood, Channel: "web", Chat: "1", Content: ward.Content{What: "Rác không thu"},
		})
		if err != nil {
			return err
		}
		c, err = w.Case(ctx, filed.Code)
		return err
	})
	return c
}

// move takes a case a step on.
func (r *record) move(c ward.Case, clock string, to ward.Status) ward.Case {
	r.t.Helper()
	r.at(clock)
	r.write(func(ctx context.Context, w *ward.Ward) (err error) {
		c, err = w.Move(ctx, c.ID, ward.Transition{To: to, Document: "1/TB-UBND", Reason: "lý do", On: w.Today()}, ward.Staff{ID: 9}, c.Version)
		return err
	})
	return c
}

// says are figures as a report prints them.
func (r *record) says(s report.Scope, ids ...string) map[string]string {
	r.t.Helper()
	said := map[string]string{}
	r.write(func(ctx context.Context, w *ward.Ward) error {
		for _, id := range ids {
			m, ok := report.Find(id)
			if !ok {
				return fmt.Errorf("no metric %s", id)
			}
			f, err := report.Compute(ctx, w, s, m)
			if err != nil {
				return err
			}
			said[id] = f[0].String()
		}
		return nil
	})
	return said
}

func TestFiguresOfPetitionsAreCountedFromTheirTimeline(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		r.file("2025-12-31 23:59", law.PhanAnh, "moi-truong", "duong-hoa") // of another half-year, and never answered
		inTime := r.file("2026-03-02 09:00", law.PhanAnh, "moi-truong", "duong-hoa")
		r.move(inTime, "2026-03-05 10:00", ward.StatusAnswered)
		late := r.file("2026-03-03 09:00", law.KienNghi, "dat-dai", "phong-coc")
		r.move(late, "2026-05-29 10:00", ward.StatusAnswered)
		accepted := r.file("2026-04-01 09:00", law.ToCao, "dat-dai", "")
		accepted = r.move(accepted, "2026-04-03 09:00", ward.StatusClassified)
		accepted = r.move(accepted, "2026-04-03 09:30", ward.StatusEligible)
		r.move(accepted, "2026-04-06 09:00", ward.StatusAccepted)
		r.at("2026-07-10 09:00")
		want := map[string]string{
			"A1": "03", "A1.tranh-chap": "01", "A2": "100%", "A3": "50%", "A3.so-luong": "02", "A4": "02", "A5": "66,7%",
			"A6": "1", "A6.tren-2": "0%", "A7.vuot-cap": "0", "A7.keo-dai": "0", "E5": "0%", "D7.moi-truong": "01",
		}
		var ids []string
		for id := range want {
			ids = append(ids, id)
		}
		if diff := cmp.Diff(want, r.says(half, ids...)); diff != "" {
			t.Errorf("the first half of 2026 (-want +got):\n%s", diff)
		}
		hood := half
		hood.Neighbourhood = "phong-coc"
		if diff := cmp.Diff(map[string]string{"A1": "01", "A3": "0%"}, r.says(hood, "A1", "A3")); diff != "" {
			t.Errorf("Phong Cốc (-want +got):\n%s", diff)
		}
	})
}

func TestWhatDidNotHappenIsNoHundredPercent(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		for _, m := range report.Catalogue() {
			got := r.says(report.Scope{From: law.MustDate("2020-01-01"), To: law.MustDate("2020-06-30")}, m.ID)[m.ID]
			if want := map[bool]string{true: "không phát sinh", false: "0"}[m.Form == report.Share || m.Form == report.Median]; got != want {
				t.Errorf("%s of a time without anything: %q; want %q", m.ID, got, want)
			}
		}
	})
}

func TestTheChairmansDaysAreCountedByTheCalendar(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		got := newRecord(t, d).says(report.Scope{From: law.MustDate("2024-01-01"), To: law.MustDate("2024-06-30")}, "A9.ke-hoach")
		if got["A9.ke-hoach"] != "24" { // 26 Thursdays without 8 February (Tết) and 18 April (Giỗ Tổ)
			t.Errorf("%s days; want 24", got["A9.ke-hoach"])
		}
	})
}

// talk writes a busy month of conversations, some of them at night, at weekends and at Tết.
func (r *record) talk(seed uint64) {
	r.t.Helper()
	chance := rand.New(rand.NewPCG(seed, 1))
	flows := []string{"petition", "disclosures", "directory", "procedures", "person", "menu"}
	kinds := []string{"started", "asked", "answered", "not-understood", "completed", "abandoned"}
	var all []ward.Interaction
	begin := law.MustDate("2026-02-01").At(0, 0, law.Zone())
	for range 3000 {
		all = append(all, ward.Interaction{
			At:      begin.Add(time.Duration(chance.Int64N(int64(28 * 24 * time.Hour)))).Truncate(time.Millisecond),
			Channel: []string{"telegram", "web"}[chance.IntN(2)], Conversation: 1 + chance.Int64N(200), Lang: "vi",
			Flow: flows[chance.IntN(len(flows))], Step: []string{"", "page.0"}[chance.IntN(2)], Kind: kinds[chance.IntN(len(kinds))],
		})
	}
	r.write(func(ctx context.Context, w *ward.Ward) error { return w.Count(ctx, all) })
}

func (r *record) figures(s report.Scope) (all []report.Figure) {
	r.t.Helper()
	r.write(func(ctx context.Context, w *ward.Ward) (err error) {
		all, err = report.Compute(ctx, w, s, report.Catalogue()...)
		return err
	})
	return all
}

func TestRollUpsGiveWhatTheRowsGive(t *testing.T) {
	t.Parallel()
	same := cmp.Options{cmpopts.IgnoreUnexported(report.Metric{}), cmpopts.IgnoreFields(report.Figure{}, "At")}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		r.talk(1)
		scopes := []report.Scope{
			half, {From: law.MustDate("2026-02-10"), To: law.MustDate("2026-02-20")}, {From: law.MustDate("2026-02-15"), To: law.MustDate("2026-02-15"), Channel: "web"},
		}
		raw := make([][]report.Figure, len(scopes))
		for i, s := range scopes {
			raw[i] = r.figures(s)
		}
		check := func(state string) {
			t.Helper()
			for i, s := range scopes {
				if diff := cmp.Diff(raw[i], r.figures(s), same); diff != "" {
					t.Errorf("%s, %s to %s (-rows +roll-ups):\n%s", state, s.From, s.To, diff)
				}
			}
		}
		r.at("2026-03-10 01:00")
		r.write(func(ctx context.Context, w *ward.Ward) error {
			return report.RollUp(ctx, w, law.MustDate("2026-02-12"))
		})
		check("half of them rolled up")
		r.write(func(ctx context.Context, w *ward.Ward) error { return report.RollUp(ctx, w, w.Today()) })
		check("all rolled up")
		r.write(func(ctx context.Context, w *ward.Ward) error {
			return errors.Join(report.RollUp(ctx, w, w.Today()), report.Rebuild(ctx, w, w.Today()))
		})
		check("rolled up once more, and built again")
		r.write(func(ctx context.Context, w *ward.Ward) error {
			return report.Rebuild(ctx, w, law.MustDate("2026-01-31"))
		})
		r.at("2026-05-10 01:00")
		months := 0
		for more := true; more; months++ {
			r.write(func(ctx context.Context, w *ward.Ward) (err error) { more, err = report.RollUpMore(ctx, w); return err })
		}
		if months != 2 {
			t.Errorf("rolled up in %d bites; want 2: the month of the talks, and the time since", months)
		}
		check("rolled up month by month")
		r.write(func(ctx context.Context, w *ward.Ward) error { // what the roll-ups stand for is gone: they were read
			_, err := w.Tx().Exec(ctx, `DELETE FROM interaction WHERE ward_id = $1`, w.ID)
			return err
		})
		check("without the rows")
	})
}

func TestAFigureIsMadeOfTheRowsThatItOpensTo(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		r.talk(2)
		answered := r.file("2026-03-02 09:00", law.PhanAnh, "moi-truong", "duong-hoa")
		r.move(answered, "2026-03-05 10:00", ward.StatusAnswered)
		r.file("2026-03-03 09:00", law.ToCao, "dat-dai", "phong-coc")
		r.write(func(ctx context.Context, w *ward.Ward) error {
			for _, m := range report.Catalogue() {
				f, err := report.Compute(ctx, w, half, m)
				if err != nil {
					return err
				}
				var whole, part float64
				different := map[string]bool{}
				err = report.Rows(ctx, w, m, half, func(row report.Row) error {
					whole, part = whole+row.Whole, part+row.Part
					different[row.ID] = true
					if row.At.Before(half.From.At(0, 0, law.Zone())) || !row.At.Before(half.To.AddDays(1).At(0, 0, law.Zone())) {
						t.Errorf("%s has a row of %v", m.ID, row.At)
					}
					return nil
				})
				if err != nil {
					return err
				}
				if m.Form == report.Distinct {
					whole = float64(len(different))
				}
				if f[0].Whole != whole || m.Form == report.Share && f[0].Part != part {
					t.Errorf("%s: %v of %v; its rows give %v of %v", m.ID, f[0].Part, f[0].Whole, part, whole)
				}
				groups, err := report.Breakdown(ctx, w, m, half, report.ByChannel)
				if err != nil {
					return err
				}
				sum := 0.0
				for _, g := range groups {
					sum += g.Whole
				}
				if m.Form != report.Distinct && sum != whole {
					t.Errorf("%s by channel gives %v of %v", m.ID, sum, whole)
				}
			}
			return nil
		})
	})
}

func TestEveryMetricSaysWhatItIs(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, m := range report.Catalogue() {
		if m.Name == "" || m.Formula == "" || m.Unit == "" || m.Source == "" || m.Dimension < 1 || m.Dimension > 8 || m.Item == "" || m.Form == "" {
			t.Errorf("%s leaves something out: %+v", m.ID, m)
		}
		if seen[m.ID] {
			t.Errorf("%s is there twice", m.ID)
		}
		seen[m.ID] = true
	}
}

func TestAMetricIsNotToldForAPartThatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	hood, web := report.Scope{Neighbourhood: "duong-hoa"}, report.Scope{Channel: "web"}
	for id, want := range map[string][2]bool{"A1": {true, true}, "E1": {false, true}, "A9.ke-hoach": {false, false}, "E6.dung": {true, false}} {
		m, _ := report.Find(id)
		if got := [2]bool{m.Covers(hood), m.Covers(web)}; got != want {
			t.Errorf("%s for a neighbourhood and for a channel: %v; want %v", id, got, want)
		}
	}
	for _, m := range report.Catalogue() {
		if report.DimensionName(m.Dimension) == "" || report.ItemName(m.Item) == "" {
			t.Errorf("%s is of dimension %d, item %s, which have no names", m.ID, m.Dimension, m.Item)
		}
	}
	for _, one := range report.Indicators() {
		if report.DimensionName(one.Dimension) == "" || report.ItemName(one.Item) == "" {
			t.Errorf("%s is of dimension %d, item %s, which have no names", one.ID, one.Dimension, one.Item)
		}
	}
}
