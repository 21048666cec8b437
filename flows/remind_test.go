package flows

import (
	"strings"
	"testing"
	"time"

	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/seal"
	"danbiet/talk"
	"danbiet/ward"
)

func TestAReminderTellsOfTomorrowAndOfWhatHasChanged(t *testing.T) {
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	house := ward.NewHouse(dbtest.SQLite(t), key)
	now := law.MustDate("2026-03-11").At(15, 30, law.Zone())
	house.Now = func() time.Time { return now }
	profile := &ward.Profile{Slug: "minh-duc", Name: "UBND phường Minh Đức", Short: "phường Minh Đức", Reception: ward.Reception{
		Place:  "Phòng Tiếp công dân",
		Weekly: []ward.ReceptionRule{{Who: "chairman", Name: "Chủ tịch UBND phường", Days: []string{"thu"}, Shifts: []string{"07:30-11:30"}, From: "2026-01-01"}},
		Moves:  []ward.ReceptionMove{{Who: "chairman", Date: "2026-03-19", Reason: "họp đột xuất"}},
	}}
	if err := house.Apply(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		today, day string
		lang       string
		want       []string
	}{
		"tomorrow":   {"2026-03-11", "2026-03-12", "vi", []string{"Nhắc lịch tiếp công dân", "Ngày mai, thứ Năm, 12/03/2026, Chủ tịch UBND phường tiếp công dân: 07:30–11:30, tại Phòng Tiếp công dân"}},
		"in English": {"2026-03-11", "2026-03-12", "en", []string{"Reminder", "Tomorrow, Thursday, 12/03/2026"}},
		"cancelled":  {"2026-03-18", "2026-03-19", "vi", []string{"Lịch tiếp công dân thay đổi", "Buổi gần nhất: thứ Năm, 26/03/2026"}},
		"over":       {"2026-03-12", "2026-03-12", "vi", nil},
	} {
		now = law.MustDate(c.today).At(15, 30, law.Zone())
		err := house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
			m, said := Reminder(w, ward.Reminder{Day: law.MustDate(c.day), Who: "Chủ tịch UBND phường", Lang: c.lang}).(talk.Message)
			if said != (c.want != nil) {
				t.Errorf("%s: said %+v", name, m)
			}
			for _, want := range c.want {
				if !strings.Contains(m.Title+"\n"+m.Text, want) {
					t.Errorf("%s: %q is missing in\n%s\n%s", name, want, m.Title, m.Text)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
