package ward_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// furnish fills a ward with one of everything and returns what names the rows.
func furnish(t *testing.T, house *ward.House, slug string) (petition ward.Filed, fileID string) {
	t.Helper()
	if err := house.Apply(t.Context(), &ward.Profile{Slug: slug, Name: "UBND", Short: "phường"}); err != nil {
		t.Fatal(err)
	}
	err := house.Write(t.Context(), slug, func(w *ward.Ward) error {
		ctx := t.Context()
		found, errLock := w.Lock(ctx, "telegram", []string{"7"})
		c := found["7"]
		c.Memory, c.ExpireAt = []byte(`"Trần Thị A"`), w.Now()
		kept, errKeep := w.Keep(ctx, ward.File{Owner: "telegram/7", Name: "CCCD Trần Thị A.jpg", Mime: "image/jpeg", Data: []byte("Trần Thị A")})
		fileID = kept.ID
		draft := rubbish("run1")
		draft.Files = []string{kept.ID}
		var errFile error
		petition, errFile = w.File(ctx, draft)
		return errors.Join(errLock, errKeep, errFile, w.SaveConversations(ctx, []*ward.Conversation{c}),
			w.Post(ctx, 1, []*ward.Letter{{Channel: "web", Chat: "7", Seq: 1, Logged: true, Body: json.RawMessage(`{"text":"Trần Thị A"}`)}}),
			w.Supplement(ctx, ward.Petition{ID: petition.PetitionID, Status: ward.StatusReceived}, []string{kept.ID}),
			w.SaveCitizen(ctx, ward.Citizen{ID: 70, Name: "Trần Thị A", Phone: "+84912345678"}),
			w.Agree(ctx, 70, ward.ForPetitions, true, "1", "telegram"),
			w.SetFileRef(ctx, kept.ID, "telegram", "AgAC"),
			w.PutDisclosure(ctx, ward.Disclosure{Slug: "ngan-sach", Group: 1, Title: "Ngân sách"}),
			w.PutProcedure(ctx, ward.Procedure{Slug: "khai-sinh", Name: "Khai sinh"}),
			w.Count(ctx, []ward.Interaction{{At: w.Now(), Conversation: c.ID, Kind: "asked"}}))
	})
	if err != nil {
		t.Fatal(err)
	}
	return petition, fileID
}

func TestAWardSeesNothingOfAnothers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		filed, fileID := furnish(t, house, "minh-duc")
		if err := house.Apply(t.Context(), &ward.Profile{Slug: "an-binh", Name: "UBND", Short: "phường"}); err != nil {
			t.Fatal(err)
		}
		*now = now.Add(time.Second)
		ctx, today := t.Context(), law.DateOf(*now)
		reads := map[string]func(w *ward.Ward) (rows int, err error){
			"Lock": func(w *ward.Ward) (int, error) {
				found, err := w.Lock(ctx, "telegram", []string{"7"})
				return truth(err == nil && !found["7"].New), err
			},
			"DueConversations": func(w *ward.Ward) (int, error) { return count(w.DueConversations(ctx, 10)) },
			"Log":              func(w *ward.Ward) (int, error) { return count(w.Log(ctx, "web", "7", 0, 10)) },
			"Petition":         func(w *ward.Ward) (int, error) { return found(ward.ErrNoPetition)(w.Petition(ctx, filed.Code)) },
			"PetitionContent": func(w *ward.Ward) (int, error) {
				_, err := w.PetitionContent(ctx, filed.PetitionID)
				return truth(err == nil), nil
			},
			"OwnPetitions": func(w *ward.Ward) (int, error) { return count(w.OwnPetitions(ctx, "telegram", "7", 10)) },
			"TryPIN": func(w *ward.Ward) (int, error) {
				return found(ward.ErrNoPetition)(w.TryPIN(ctx, filed.Code, filed.PIN))
			},
			"Timeline": func(w *ward.Ward) (int, error) { return count(w.Timeline(ctx, filed.PetitionID)) },
			"Citizen": func(w *ward.Ward) (int, error) {
				c, err := w.Citizen(ctx, 70)
				return truth(c.Name != ""), err
			},
			"Agreed": func(w *ward.Ward) (int, error) {
				given, err := w.Agreed(ctx, 70, ward.ForPetitions, "1")
				return truth(given), err
			},
			"OpenFile": func(w *ward.Ward) (int, error) { return found(ward.ErrNoFile)(w.OpenFile(ctx, fileID)) },
			"FileRef": func(w *ward.Ward) (int, error) {
				ref, err := w.FileRef(ctx, fileID, "telegram")
				return truth(ref != ""), err
			},
			"Disclosure":        func(w *ward.Ward) (int, error) { return found(ward.ErrNoDisclosure)(w.Disclosure(ctx, "ngan-sach")) },
			"Disclosures":       func(w *ward.Ward) (int, error) { return count(w.Disclosures(ctx, 0)) },
			"SearchDisclosures": func(w *ward.Ward) (int, error) { return count(w.SearchDisclosures(ctx, "ngan sach", 10)) },
			"Procedure":         func(w *ward.Ward) (int, error) { return found(ward.ErrNoProcedure)(w.Procedure(ctx, "khai-sinh")) },
			"Procedures":        func(w *ward.Ward) (int, error) { return count(w.Procedures(ctx)) },
			"SearchProcedures":  func(w *ward.Ward) (int, error) { return count(w.SearchProcedures(ctx, "khai sinh", 10)) },
			"Register": func(w *ward.Ward) (n int, err error) {
				err = w.Register(ctx, today, today, func(ward.Petition) error { n++; return nil })
				return n, err
			},
			"Interactions": func(w *ward.Ward) (n int, err error) {
				err = w.Interactions(ctx, today, today, func(ward.Interaction) error { n++; return nil })
				return n, err
			},
			"PruneOutbox": func(w *ward.Ward) (int, error) { return pruned(w.PruneOutbox(ctx, -time.Hour)) },
			"PruneFiles":  func(w *ward.Ward) (int, error) { return pruned(w.PruneFiles(ctx, -time.Hour)) },
		}
		undo := errors.New("undo") // each starts from the same rows
		for name, read := range reads {
			for slug, want := range map[string]bool{"minh-duc": name != "PruneFiles", "an-binh": false} {
				err := house.Write(ctx, slug, func(w *ward.Ward) error {
					n, err := read(w)
					if err != nil {
						return err
					}
					if (n > 0) != want {
						t.Errorf("%s finds %d rows in %s; want any: %v", name, n, slug, want)
					}
					return undo
				})
				if !errors.Is(err, undo) {
					t.Errorf("%s in %s: %v", name, slug, err)
				}
			}
		}
	})
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

func count[T any](all []T, err error) (int, error) { return len(all), err }

func pruned(n int64, err error) (int, error) { return int(n), err }

// found counts a row that is there; the error that says there is none is none here.
func found(none error) func(any, error) (int, error) {
	return func(_ any, err error) (int, error) {
		if errors.Is(err, none) {
			return 0, nil
		}
		return truth(err == nil), err
	}
}

func TestNothingThatACitizenWroteStandsInTheDatabaseInClearText(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		filed, _ := furnish(t, house, "minh-duc")
		tables := `SELECT name FROM sqlite_master WHERE type = 'table'`
		if d.Dialect == db.Postgres {
			tables = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`
		}
		looked := 0
		for _, table := range column(t, d, tables) {
			for _, row := range column(t, d, `SELECT * FROM `+table) {
				looked++
				for _, secret := range []string{"Trần Thị A", "912345678", "DROP TABLE", "Dương Hòa", filed.PIN, "20.9415"} {
					if strings.Contains(row, secret) {
						t.Errorf("table %s holds %q", table, secret)
					}
				}
			}
		}
		if looked < 12 {
			t.Errorf("only %d rows were looked at", looked)
		}
	})
}

// column reads each row of a query as one text.
func column(t *testing.T, d *db.DB, query string) (all []string) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		rows, err := tx.Query(t.Context(), query)
		if err != nil {
			return err
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil {
			return err
		}
		for rows.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				return err
			}
			var row strings.Builder
			for _, v := range values {
				if raw, ok := (*v.(*any)).([]byte); ok {
					row.Write(raw)
					continue
				}
				fmt.Fprint(&row, *v.(*any))
			}
			all = append(all, row.String())
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
