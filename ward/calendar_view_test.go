package ward_test

import (
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/seal"
	"danbiet/ward"
)

func TestOfficeOpensNext(t *testing.T) {
	weekdays := ward.Hours{Days: []string{"mon", "tue", "wed", "thu", "fri"}, Shifts: []string{"13:30-17:00", "07:30-11:30"}}
	saturday := ward.Hours{Days: []string{"sat"}, Shifts: []string{"08:00-11:00"}}
	tests := []struct {
		name, at, want string
		hours          []ward.Hours
	}{
		{"before the first shift", "2026-11-24 07:29", "2026-11-24 07:30", []ward.Hours{weekdays}},
		{"as a shift begins, the one after", "2026-11-24 07:30", "2026-11-24 13:30", []ward.Hours{weekdays}},
		{"in the evening", "2026-11-24 20:00", "2026-11-25 07:30", []ward.Hours{weekdays}},
		{"over a weekend", "2026-11-27 17:00", "2026-11-30 07:30", []ward.Hours{weekdays}},
		{"over the whole of Tết", "2026-02-13 18:00", "2026-02-23 07:30", []ward.Hours{weekdays}},
		{"a Saturday is a day of rest, whatever the profile says", "2026-11-28 07:00", "", []ward.Hours{saturday}},
		{"on a Saturday that is worked instead", "2026-08-22 07:00", "2026-08-22 08:00", []ward.Hours{saturday}},
		{"no hours", "2026-11-24 07:00", "", nil},
		{"hours that nobody can read", "2026-11-24 07:00", "", []ward.Hours{{Days: []string{"tue"}, Shifts: []string{"sáng"}}, {Days: []string{"thứ ba"}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			at, err := time.ParseInLocation("2006-01-02 15:04", test.at, law.Zone())
			if err != nil {
				t.Fatal(err)
			}
			p := ward.Profile{Hours: test.hours}
			got, ok := p.NextOpening(law.NewCalendar(nil), at)
			text := ""
			if ok {
				text = got.Format("2006-01-02 15:04")
			}
			if text != test.want {
				t.Errorf("it opens %q, want %q", text, test.want)
			}
		})
	}
}

func TestPlanTellsWhatIsHeldAndWhatFallsOut(t *testing.T) {
	p := ward.Profile{Reception: ward.Reception{
		Weekly: []ward.ReceptionRule{{Who: "chairman", Name: "Chủ tịch", Days: []string{"thu"}, Shifts: []string{"07:30-11:30"}, From: "2024-01-01"}},
		Moves:  []ward.ReceptionMove{{Who: "chairman", Date: "2024-02-22", To: "2024-02-23"}},
	}}
	held, dropped := p.Plan(law.NewCalendar(nil), law.MustDate("2024-02-01"), law.MustDate("2024-02-29"))
	var days []string
	for _, s := range held {
		days = append(days, s.Date.String())
	}
	if len(days) != 4 || days[2] != "2024-02-23" {
		t.Errorf("held on %v", days)
	}
	if len(dropped) != 1 || dropped[0].Date != law.MustDate("2024-02-08") || dropped[0].Reason == "" {
		t.Errorf("fallen out: %+v", dropped)
	}
}

func TestPaperThatWasMadeIsFoundWithoutMakingIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		key, err := seal.New()
		if err != nil {
			t.Fatal(err)
		}
		house := ward.NewHouse(d, key)
		if err := house.Apply(ctx, &ward.Profile{Slug: "mot", Name: "UBND phường Một", Short: "phường Một"}); err != nil {
			t.Fatal(err)
		}
		err = house.Write(ctx, "mot", func(w *ward.Ward) error {
			document := ward.Disclosure{Slug: "ke-hoach", Group: 1, Title: "Kế hoạch", Body: "Nội dung."}
			if err := w.PutDisclosure(ctx, document); err != nil {
				return err
			}
			if _, err := w.MadeDisclosurePaper(ctx, document); err != ward.ErrNoFile {
				t.Errorf("before it is made: %v, want ErrNoFile", err)
			}
			made, err := w.DisclosurePaper(ctx, document)
			if err != nil {
				return err
			}
			found, err := w.MadeDisclosurePaper(ctx, document)
			if err != nil {
				return err
			}
			if found.ID != made.ID || found.Size != made.Size || len(found.Data) == 0 {
				t.Errorf("made %s of %d bytes, found %s of %d", made.ID, made.Size, found.ID, found.Size)
			}
			document.Body = "Nội dung khác."
			if _, err := w.MadeDisclosurePaper(ctx, document); err != ward.ErrNoFile {
				t.Errorf("of a corrected document: %v, want ErrNoFile", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
