package jobs

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// alertDesk is a ward whose handler and leader have chats, and whose job is run at times of the test.
type alertDesk struct {
	t               *testing.T
	house           *ward.House
	now             *time.Time
	handler, leader ward.Staff
	names           map[ward.Code]string
	told            []string
}

func newAlertDesk(t *testing.T, store *db.DB) *alertDesk {
	t.Helper()
	house, now := clockedHouse(t, store)
	applyWard(t, house, "minh-duc")
	d := &alertDesk{t: t, house: house, now: now, names: map[ward.Code]string{}}
	d.handler, d.leader = d.add("xuly", ward.RoleHandler), d.add("lanhdao", ward.RoleLeader)
	return d
}

func (d *alertDesk) write(do func(w *ward.Ward) error) {
	d.t.Helper()
	if err := d.house.Write(d.t.Context(), "minh-duc", do); err != nil {
		d.t.Fatal(err)
	}
}

// add adds somebody whose chat has their login.
func (d *alertDesk) add(login string, role ward.Role) (s ward.Staff) {
	d.t.Helper()
	ctx := d.t.Context()
	d.write(func(w *ward.Ward) error {
		found, err := w.Lock(ctx, "telegram", []string{login})
		if err != nil {
			return err
		}
		if err := w.SaveConversations(ctx, []*ward.Conversation{found[login]}); err != nil {
			return err
		}
		token, err := w.AddStaff(ctx, ward.Staff{Login: login, Name: login, Role: role})
		if err != nil {
			return err
		}
		s, err = w.LinkStaff(ctx, token, "telegram", login)
		return err
	})
	return s
}

// file files feedback under a name on a day, and gives it to a handler.
func (d *alertDesk) file(name, day string, handler int64) (c ward.Case) {
	d.t.Helper()
	*d.now = law.MustDate(day).At(9, 0, law.Zone())
	ctx := d.t.Context()
	d.write(func(w *ward.Ward) error {
		filed, err := w.File(ctx, ward.Draft{Key: name, Kind: law.PhanAnh, Field: "khac", Channel: "web", Chat: "c", Content: ward.Content{What: "Rác"}})
		if err != nil {
			return err
		}
		d.names[filed.Code] = name
		if c, err = w.Case(ctx, filed.Code); err != nil || handler == 0 {
			return err
		}
		c, err = w.Assign(ctx, c.ID, handler, ward.Staff{}, c.Version)
		return err
	})
	return c
}

// at runs the job at a time and returns who was told what, as "xuly: soon đường".
func (d *alertDesk) at(when string) []string {
	d.t.Helper()
	var err error
	if *d.now, err = time.ParseInLocation("2006-01-02 15:04", when, law.Zone()); err != nil {
		d.t.Fatal(err)
	}
	d.told = nil
	var said []string
	job := Alert(d.house, func(_ *ward.Ward, all []ward.Alert) any {
		var words []string
		for _, a := range all {
			words = append(words, string(a.Kind)+" "+d.names[a.Case.Code])
		}
		said = append(said, strings.Join(words, ", "))
		return map[string]string{"text": "Hồ sơ cần xem"}
	}, func(_ string, letters []*ward.Letter) {
		for i, l := range letters {
			d.told = append(d.told, l.Chat+": "+said[i])
		}
	})
	if _, err := job.Run(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	return d.told
}

func TestTheStaffAreAlertedOnWorkingDaysAcrossTetAndOfEachThingOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, store *db.DB) {
		d := newAlertDesk(t, store)
		d.file("ngập", "2026-01-26", d.handler.ID) // due on 23/02, the first working day after Tết
		for _, day := range []struct {
			when string
			want []string
		}{
			{"2026-02-12 07:15", nil}, // tomorrow is a working day: it is told then
			{"2026-02-13 07:15", []string{"xuly: soon ngập"}},
			{"2026-02-13 12:15", nil},
			{"2026-02-16 07:15", nil}, // Tết
			{"2026-02-20 07:15", nil},
			{"2026-02-21 07:15", nil}, // a Saturday
			{"2026-02-23 07:15", []string{"xuly: today ngập"}},
			{"2026-02-24 12:15", []string{"lanhdao: late ngập", "xuly: late ngập"}}, // the morning's was missed
			{"2026-02-25 07:15", []string{"lanhdao: idle ngập", "xuly: idle ngập"}}, // 30 days
			{"2026-03-02 07:15", nil},
			{"2026-03-03 07:15", []string{"lanhdao: late ngập", "xuly: late ngập"}},   // weekly
			{"2026-06-30 07:15", []string{"lanhdao: late ngập", "xuly: late ngập"}},   // of weeks away only the newest
			{"2026-07-01 07:15", []string{"lanhdao: alarm ngập", "xuly: alarm ngập"}}, // the decree is in force
			{"2026-07-01 12:15", nil},
		} {
			if diff := cmp.Diff(day.want, d.at(day.when)); diff != "" {
				t.Errorf("%s:\n%s", day.when, diff)
			}
		}
	})
}

func TestWhatNobodyHasIsTheLeadersAndWhatIsDoneIsNobodys(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, store *db.DB) {
		d := newAlertDesk(t, store)
		lone := d.file("lẻ", "2026-03-10", 0) // due on 31/03
		mine := d.file("của tôi", "2026-03-10", d.handler.ID)
		if diff := cmp.Diff([]string{"lanhdao: soon lẻ", "xuly: soon của tôi"}, d.at("2026-03-30 07:15")); diff != "" {
			t.Error(diff)
		}
		ctx := t.Context()
		d.write(func(w *ward.Ward) (err error) {
			lone, err = w.Assign(ctx, lone.ID, d.handler.ID, d.leader, lone.Version)
			return err
		})
		d.write(func(w *ward.Ward) error {
			_, err := w.Answer(ctx, mine.ID, "Đã dọn xong.", "", d.handler, mine.Version)
			return err
		})
		if diff := cmp.Diff([]string{"xuly: soon lẻ"}, d.at("2026-03-30 12:15")); diff != "" {
			t.Error(diff)
		}
		if err := d.house.Reach(ctx, "minh-duc", "telegram", "xuly", false); err != nil {
			t.Fatal(err)
		}
		if told := d.at("2026-03-31 07:15"); told != nil {
			t.Errorf("whose chat is blocked is told: %v", told)
		}
		if err := d.house.Reach(ctx, "minh-duc", "telegram", "xuly", true); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"xuly: today lẻ"}, d.at("2026-03-31 12:15")); diff != "" {
			t.Error(diff)
		}
		d.write(func(w *ward.Ward) error { return w.DisableStaff(ctx, "xuly") })
		if diff := cmp.Diff([]string{"lanhdao: late lẻ"}, d.at("2026-04-01 07:15")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestACaseLiesOnlySinceTheStaffHaveLastTouchedIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, store *db.DB) {
		d := newAlertDesk(t, store)
		c := d.file("ngập", "2026-08-03", d.handler.ID)
		ctx := t.Context()
		*d.now = law.MustDate("2026-08-20").At(9, 0, law.Zone())
		d.write(func(w *ward.Ward) error { return w.AddNote(ctx, c.ID, "đã gọi cho tổ dân phố", d.handler) })
		for _, day := range []struct{ on, want string }{
			{"2026-09-18", ""}, {"2026-09-21", "idle ngập"}, {"2026-10-02", ""}, {"2026-10-05", "alarm ngập"},
		} {
			got := ""
			for _, line := range d.at(day.on + " 07:15") {
				if to, words, _ := strings.Cut(line, ": "); to == "xuly" {
					for word := range strings.SplitSeq(words, ", ") {
						if !strings.HasPrefix(word, "late") {
							got = word
						}
					}
				}
			}
			if got != day.want {
				t.Errorf("on %s the handler is told %q; want %q", day.on, got, day.want)
			}
		}
	})
}

func TestAnAnsweredCaseDoesNotLie(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, store *db.DB) {
		d := newAlertDesk(t, store)
		c := d.file("ngập", "2026-08-03", d.handler.ID)
		*d.now = law.MustDate("2026-08-05").At(9, 0, law.Zone())
		d.write(func(w *ward.Ward) error {
			_, err := w.Answer(t.Context(), c.ID, "Đã khơi cống.", "", d.handler, c.Version)
			return err
		})
		if told := d.at("2026-11-03 07:15"); told != nil {
			t.Errorf("90 days after its answer the case is told of: %v", told)
		}
	})
}
