package records_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report/records"
	"danbiet/seal"
	"danbiet/ward"
)

// busyDay is a house in which a day has left a record of everything: a petition that was answered and rated, a talk, a
// wish to be called, two entries of one figure, an act in the log.
func busyDay(t *testing.T, d *db.DB) *ward.House {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	house := ward.NewHouse(d, key)
	now := time.Date(2026, time.March, 10, 9, 0, 0, 0, law.Zone())
	house.Now = func() time.Time { return now }
	house.IDs = ward.NewIDs(house.Now)
	if err := house.Apply(t.Context(), &ward.Profile{Slug: "mau", Name: "UBND phường Mẫu", Short: "phường Mẫu"}); err != nil {
		t.Fatal(err)
	}
	officer := ward.Staff{ID: 77}
	steps := []func(context.Context, *ward.Ward, *ward.Conversation) error{
		func(ctx context.Context, w *ward.Ward, c *ward.Conversation) error {
			_, err := w.File(ctx, ward.Draft{Key: "k", Kind: law.PhanAnh, Field: "moi-truong", Neighbourhood: "to-1", Channel: "web", Chat: "phòng kín", Content: ward.Content{What: "chuyện kín", Name: "tên kín"}})
			return err
		},
		func(ctx context.Context, w *ward.Ward, c *ward.Conversation) error {
			p, err := w.OwnPetitions(ctx, "web", "phòng kín", 1)
			if err != nil {
				return err
			}
			for _, to := range []ward.Status{ward.StatusClassified, ward.StatusVerifying, ward.StatusAnswered} {
				one, err := w.Case(ctx, p[0].Code)
				if err != nil {
					return err
				}
				if _, err := w.Move(ctx, one.ID, ward.Transition{To: to, Reason: "lý do kín", On: w.Today()}, officer, one.Version); err != nil {
					return err
				}
			}
			return nil
		},
		func(ctx context.Context, w *ward.Ward, c *ward.Conversation) error {
			p, err := w.OwnPetitions(ctx, "web", "phòng kín", 1)
			if err != nil {
				return err
			}
			if err := w.Rate(ctx, c, p[0], 4); err != nil {
				return err
			}
			return w.AddRatingWord(ctx, p[0].ID, "lời kín")
		},
		func(ctx context.Context, w *ward.Ward, c *ward.Conversation) error {
			return w.BeginHandover(ctx, c, ward.Said{Text: "lời kín"})
		},
		func(ctx context.Context, w *ward.Ward, c *ward.Conversation) error {
			return w.AskCallback(ctx, ward.Callback{Channel: "web", Chat: "phòng kín", On: w.Today().AddDays(1), Part: ward.Morning, Said: ward.Call{Phone: "+84900000000", About: "chuyện kín"}})
		},
		func(ctx context.Context, w *ward.Ward, c *ward.Conversation) error {
			for _, value := range []float64{8805, 8806.5} {
				e := ward.Entry{Indicator: "dan-so", From: law.MustDate("2026-01-01"), To: law.MustDate("2026-03-31"), Value: value, Document: "12/BC-UBND"}
				if err := w.Enter(ctx, e); err != nil {
					return err
				}
			}
			return w.NoteExport(officer, ward.Export{Kind: "petitions", From: w.Today(), To: w.Today(), Format: "csv", Identities: true, Reason: "để kiểm tra nội bộ"})
		},
	}
	for i, step := range steps {
		now = now.Add(time.Minute)
		err := house.Write(t.Context(), "mau", func(w *ward.Ward) error {
			found, err := w.Lock(t.Context(), "web", []string{"phòng kín"})
			if err != nil {
				return err
			}
			c := found["phòng kín"]
			if err := step(t.Context(), w, c); err != nil {
				return err
			}
			return w.SaveConversations(t.Context(), []*ward.Conversation{c})
		})
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	return house
}

// rowsOf are the rows of a kind in March 2026, as text; pseudonyms are named after their order.
func rowsOf(t *testing.T, house *ward.House, name string) (rows []string, counted int64) {
	t.Helper()
	k, ok := records.Find(name)
	if !ok {
		t.Fatalf("no kind %s", name)
	}
	named := map[string]string{}
	err := house.Read(t.Context(), "mau", func(w *ward.Ward) (err error) {
		from, to := law.MustDate("2026-03-01"), law.MustDate("2026-03-31")
		if counted, err = k.Count(t.Context(), w, from, to); err != nil {
			return err
		}
		return k.Rows(t.Context(), w, from, to, func(values ...any) error {
			cells := make([]string, len(values))
			for i, v := range values {
				cells[i] = fmt.Sprint(v)
				if c := k.Columns[i]; cells[i] != "" && (c.Type == records.Pseudonym || c.Name == "code") {
					if named[cells[i]] == "" {
						named[cells[i]] = fmt.Sprint("#", len(named)+1)
					}
					cells[i] = named[cells[i]]
				}
			}
			rows = append(rows, strings.Join(cells, "|"))
			return nil
		})
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return rows, counted
}

func TestEachKindTellsWhatHappenedAndNamesNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := busyDay(t, d)
		for name, want := range map[string][]string{
			"petitions": {"#1|2026-03-10 09:01:00|phan-anh|moi-truong|to-1|tra-loi|web||"},
			"ratings":   {"2026-03-10 09:03:00|#1|phan-anh|moi-truong|to-1|web|4|true"},
			"handoffs":  {"2026-03-10 09:04:00|#1|web|||0||"},
			"callbacks": {"2026-03-10 09:05:00||web|2026-03-11|sang||"},
			"indicators": {
				"dan-so|2026-01-01|2026-03-31|8805|12/BC-UBND|false||2026-03-10 09:06:00",
				"dan-so|2026-01-01|2026-03-31|8806.5|12/BC-UBND|true||2026-03-10 09:06:00",
			},
			"deliveries": nil,
		} {
			rows, counted := rowsOf(t, house, name)
			if diff := cmp.Diff(want, rows); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if counted != int64(len(rows)) {
				t.Errorf("%s: counted %d of %d rows", name, counted, len(rows))
			}
		}
		for _, k := range records.Kinds() {
			rows, _ := rowsOf(t, house, k.Name)
			if all := strings.Join(rows, "\n"); strings.Contains(all, "kín") || strings.Contains(all, "+84") || strings.Contains(all, "nội bộ") {
				t.Errorf("%s holds what nobody is to read: %s", k.Name, all)
			}
		}
		if rows, _ := rowsOf(t, house, "actions"); len(rows) < 4 {
			t.Errorf("actions: %q", rows)
		}
		if rows, _ := rowsOf(t, house, "audit"); len(rows) == 0 || !strings.HasSuffix(rows[len(rows)-1], "|exported||petitions 2026-03-10 2026-03-10 csv identities") {
			t.Errorf("audit: %q", rows)
		}
	})
}

func TestEveryColumnIsExplainedInBothLanguages(t *testing.T) {
	for _, k := range records.Kinds() {
		seen := map[string]bool{}
		for _, c := range k.WithIdentities().Columns {
			if c.English == "" || c.Vietnamese == "" || c.Type.Vietnamese() == "" || c.Unit != "" && c.VietnameseUnit() == "" || seen[c.Name] {
				t.Errorf("%s: the column %q is not explained, or there twice", k.Name, c.Name)
			}
			seen[c.Name] = true
		}
	}
}

func TestWhoeverDenouncedIsInNoExport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := busyDay(t, d)
		err := house.Write(t.Context(), "mau", func(w *ward.Ward) error {
			_, err := w.File(t.Context(), ward.Draft{Key: "t", Kind: law.ToCao, Channel: "paper", Content: ward.Content{What: "lời tố cáo", Name: "người tố cáo"}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		k, _ := records.Find("petitions")
		k = k.WithIdentities()
		var all []string
		err = house.Read(t.Context(), "mau", func(w *ward.Ward) error {
			return k.Rows(t.Context(), w, law.MustDate("2026-03-10"), law.MustDate("2026-03-10"), func(values ...any) error {
				if len(values) != len(k.Columns) {
					t.Errorf("%d values in %d columns", len(values), len(k.Columns))
				}
				all = append(all, fmt.Sprint(values...))
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(all) != 2 || !strings.Contains(all[0], "tên kín") || strings.Contains(all[1], "tố cáo") {
			t.Errorf("%q", all)
		}
	})
}

func TestADenunciationOfTheWardsLeadersIsInNoExport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := busyDay(t, d)
		var code string
		err := house.Write(t.Context(), "mau", func(w *ward.Ward) error {
			filed, err := w.File(t.Context(), ward.Draft{Key: "t", Kind: law.ToCao, Channel: "paper", Content: ward.Content{What: "lời tố cáo", Name: "người tố cáo"}})
			if err != nil {
				return err
			}
			code = string(filed.Code)
			c, err := w.Case(t.Context(), filed.Code)
			if err != nil {
				return err
			}
			return w.KeepForProvince(t.Context(), c.ID, ward.Staff{ID: 78, Role: ward.RoleReception}, c.Version)
		})
		if err != nil {
			t.Fatal(err)
		}
		from, to := law.MustDate("2026-03-01"), law.MustDate("2026-03-31")
		for _, k := range records.Kinds() {
			for _, k := range []records.Kind{k, k.WithIdentities()} {
				n := int64(0)
				err := house.Read(t.Context(), "mau", func(w *ward.Ward) error {
					counted, err := k.Count(t.Context(), w, from, to)
					if err != nil {
						return err
					}
					err = k.Rows(t.Context(), w, from, to, func(values ...any) error {
						n++
						if row := fmt.Sprint(values...); strings.Contains(row, code) || strings.Contains(row, "to-cao") {
							t.Errorf("%s: %s", k.Name, row)
						}
						return nil
					})
					if counted != n {
						t.Errorf("%s: counted %d of %d rows", k.Name, counted, n)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func TestMoreRowsThanASheetHoldsAreRefusedBeforeTheyAreRead(t *testing.T) {
	for _, one := range []struct {
		format string
		rows   int64
		fits   bool
	}{{"xlsx", 1_048_575, true}, {"xlsx", 1_048_576, false}, {"csv", 10_000_000, true}, {"jsonl", 10_000_000, true}} {
		if err := records.Fits(one.format, one.rows); (err == nil) != one.fits {
			t.Errorf("%d rows as %s: %v", one.rows, one.format, err)
		}
	}
}
