package ward_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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

// acts is the log of a ward as lines, oldest first, from a row on.
func acts(t *testing.T, house *ward.House, from int64) (lines []string) {
	t.Helper()
	in(t, house, func(w *ward.Ward) error {
		all, err := w.AuditLog(t.Context(), ward.AuditQuery{Limit: 1000})
		for i := len(all) - 1; i >= 0; i-- {
			if e := all[i]; e.Seq >= from {
				lines = append(lines, strings.TrimSpace(fmt.Sprintf("%d %s %s %s", e.Seq, e.Act, e.From, e.Reason)))
			}
		}
		return err
	})
	return lines
}

// verify is the head of the log, and what is wrong with it.
func verify(t *testing.T, house *ward.House) (head ward.AuditHead, err error) {
	t.Helper()
	err = house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error { head, err = w.VerifyAudit(t.Context()); return err })
	return head, err
}

func TestWhateverAnOfficerDoesToACaseStandsInTheLog(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		before, err := verify(t, d.house)
		if err != nil {
			t.Fatal(err)
		}
		d.officer.From = "203.0.113.0/24"
		ctx, c, other := t.Context(), d.file("run1", law.PhanAnh), d.file("run2", law.PhanAnh)
		for _, do := range []func(w *ward.Ward) error{
			func(w *ward.Ward) (err error) {
				c, err = w.Assign(ctx, c.ID, d.officer.ID, d.officer, c.Version)
				return err
			},
			func(w *ward.Ward) (err error) {
				c, err = w.Reclassify(ctx, c.ID, ward.Classification{Kind: law.KienNghi, Field: c.Field}, d.officer, c.Version)
				return err
			},
			func(w *ward.Ward) (err error) {
				c, err = w.SetFlags(ctx, c.ID, ward.Flags{Prolonged: true}, d.officer, c.Version)
				return err
			},
			func(w *ward.Ward) error { return w.AddNote(ctx, c.ID, "đã gọi", d.officer) },
			func(w *ward.Ward) error {
				_, err := w.Split(ctx, c.ID, ward.Part{Kind: law.PhanAnh, Field: c.Field, What: "phần hai"}, d.officer, c.Version)
				return err
			},
			func(w *ward.Ward) (err error) {
				_, err = w.Merge(ctx, other.ID, c.Code, d.officer, other.Version)
				return err
			},
			func(w *ward.Ward) error { return w.Unveil(c, d.officer, 7, "xác minh nhân thân người gửi") },
		} {
			in(t, d.house, do)
		}
		c = d.find(c.Code)
		in(t, d.house, func(w *ward.Ward) (err error) {
			c, err = w.Move(ctx, c.ID, ward.Transition{To: ward.StatusVerifying}, d.officer, c.Version)
			return err
		})
		in(t, d.house, func(w *ward.Ward) (err error) {
			_, err = w.Answer(ctx, c.ID, "Đã xong", "", d.officer, c.Version)
			return err
		})
		var want []string
		for i, act := range []string{"assigned", "reclassified", "flagged", "noted", "split", "merged", "saw-identity", "moved", "replied"} {
			line := fmt.Sprintf("%d %s 203.0.113.0/24", before.Seq+1+int64(i), act)
			if act == "saw-identity" {
				line += " xác minh nhân thân người gửi"
			}
			want = append(want, line)
		}
		if diff := cmp.Diff(want, acts(t, d.house, before.Seq+1)); diff != "" {
			t.Error(diff)
		}
		if head, err := verify(t, d.house); err != nil || head.Seq != before.Seq+9 {
			t.Errorf("the log ends at %d, %v; want %d", head.Seq, err, before.Seq+9)
		}
		for _, row := range column(t, db, `SELECT * FROM audit`) {
			if strings.Contains(row, "nhân thân") {
				t.Errorf("a reason is kept in clear text: %s", row)
			}
		}
	})
}

func TestWhatDidNotHappenStandsNotInTheLog(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.file("run1", law.PhanAnh)
		before, _ := verify(t, d.house)
		undo := errors.New("undo")
		err := d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			if _, err := w.Move(t.Context(), c.ID, ward.Transition{To: ward.StatusAnswered}, d.officer, c.Version); err != nil {
				return err
			}
			return undo
		})
		after, errAfter := verify(t, d.house)
		if !errors.Is(err, undo) || errAfter != nil || after != before {
			t.Errorf("%v; the log was %+v and is %+v, %v", err, before, after, errAfter)
		}
		err = d.house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error { w.Note(d.officer, ward.ActOpenedCase, string(c.Code), ""); return nil })
		if err == nil {
			t.Error("an act was noted where it is not written, and nobody was told")
		}
	})
}

func TestOfficersAtOnceMakeOneChainWithoutGaps(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		before, _ := verify(t, d.house)
		a, b := d.file("run1", law.PhanAnh), d.file("run2", law.PhanAnh)
		var all sync.WaitGroup
		for i := range 8 { // each touches two cases, in one order or the other
			all.Go(func() {
				err := d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
					pair := []ward.Case{a, b}
					for j := range pair {
						if err := w.AddNote(t.Context(), pair[(i+j)%2].ID, "ghi chú", d.officer); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if head, err := verify(t, d.house); err != nil || head.Seq != before.Seq+16 {
			t.Errorf("the log ends at %d, %v; want %d", head.Seq, err, before.Seq+16)
		}
	})
}

func TestTheLogCanNeitherBeChangedNorShortenedUnseen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		tamper string
		want   string
	}{
		"a row is changed":                 {`UPDATE audit SET staff_id = 1 WHERE seq = 3`, "row 3 of the log: it was changed"},
		"a row is taken out":               {`DELETE FROM audit WHERE seq = 3`, "row 3 of the log: it is missing"},
		"the end is cut off":               {`DELETE FROM audit WHERE seq >= 5`, "row 5 of the log: the end is cut off"},
		"a row is added by hand":           {`INSERT INTO audit SELECT ward_id, 99, at, staff_id, act, subject, detail, origin, sealed, hash FROM audit WHERE seq = 3`, "it is missing"},
		"the head is taken away":           {`DELETE FROM audit_head`, "row 1 of the log: it and those behind it were not written by the program"},
		"the head is written by hand":      {`UPDATE audit_head SET sealed = (SELECT sealed FROM petition_note LIMIT 1)`, "the sealed head does not open"},
		"a reason is put in another's row": {`UPDATE audit SET sealed = (SELECT sealed FROM petition_note LIMIT 1) WHERE seq = 4`, "row 4 of the log: it was changed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, store *db.DB) {
				d := newDesk(t, store)
				petition := d.file("run1", law.PhanAnh)
				for range 3 {
					in(t, d.house, func(w *ward.Ward) error { return w.AddNote(t.Context(), petition.ID, "ghi chú", d.officer) })
				}
				run := func(query string) error {
					return store.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(t.Context(), query); return err })
				}
				if !strings.Contains(c.tamper, "audit_head") && !strings.HasPrefix(c.tamper, "INSERT") {
					if err := run(c.tamper); err == nil || !strings.Contains(err.Error(), "only added to") {
						t.Fatalf("the database lets it happen: %v", err)
					}
				}
				for _, trigger := range []string{"audit_unchanged", "audit_undeleted"} { // whoever owns the database can
					drop := `DROP TRIGGER ` + trigger
					if store.Dialect == db.Postgres {
						drop = `DROP TRIGGER IF EXISTS ` + trigger + ` ON audit`
					}
					if err := run(drop); err != nil {
						t.Fatal(err)
					}
				}
				if err := run(c.tamper); err != nil {
					t.Fatal(err)
				}
				_, err := verify(t, d.house)
				if broken := (*ward.AuditError)(nil); !errors.As(err, &broken) || !strings.Contains(err.Error(), c.want) {
					t.Errorf("verified: %v; want %q", err, c.want)
				}
			})
		})
	}
}

func TestNoCodeChangesTheLog(t *testing.T) {
	changes := regexp.MustCompile(`(?i)(UPDATE|DELETE\s+FROM|REPLACE\s+INTO|TRUNCATE(\s+TABLE)?)\s+audit\b`)
	looked := 0
	for _, folder := range []string{".", "../bot", "../console", "../jobs", "../flows", "../report", "../cmd/danbiet", "../db"} {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			looked++
			if found := changes.Find(raw); found != nil {
				t.Errorf("%s holds %q", file, found)
			}
		}
	}
	if looked < 100 {
		t.Errorf("only %d files were looked at", looked)
	}
}

func TestAnIdentityIsShownForAReasonAndOnlyForAWhile(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.file("run1", law.ToCao)
		for _, reason := range []string{"", "cần xem", "1234567890 !?"} {
			err := d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error { return w.Unveil(c, d.officer, 7, reason) })
			if !errors.Is(err, ward.ErrShortReason) {
				t.Errorf("%q: %v", reason, err)
			}
		}
		shown := func(session int64, by ward.Staff) (yes bool) {
			in(t, d.house, func(w *ward.Ward) (err error) { yes, err = w.Unveiled(t.Context(), c, by, session); return err })
			return yes
		}
		if shown(7, d.officer) {
			t.Error("shown without a reason")
		}
		in(t, d.house, func(w *ward.Ward) error {
			return w.Unveil(c, d.officer, 7, "mời người tố cáo đến làm việc")
		})
		if !shown(7, d.officer) || shown(8, d.officer) || shown(7, ward.Staff{ID: 1}) {
			t.Error("shown to others than the session that gave the reason, or not to it")
		}
		*d.now = d.now.Add(11 * time.Minute)
		if shown(7, d.officer) {
			t.Error("still shown after ten minutes")
		}
	})
}

func TestTheLogIsReadByPageAndFilter(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.file("run1", law.PhanAnh)
		for range 3 {
			in(t, d.house, func(w *ward.Ward) error { return w.AddNote(t.Context(), c.ID, "ghi chú", d.officer) })
			*d.now = d.now.Add(24 * time.Hour)
		}
		read := func(q ward.AuditQuery) (all []ward.AuditEntry) {
			in(t, d.house, func(w *ward.Ward) (err error) { all, err = w.AuditLog(t.Context(), q); return err })
			return all
		}
		notes := read(ward.AuditQuery{Subject: string(c.Code), Staff: d.officer.ID, Acts: []ward.Act{ward.ActNoted}, Limit: 2})
		if len(notes) != 2 || notes[0].Seq != notes[1].Seq+1 {
			t.Fatalf("the first page is %+v", notes)
		}
		if rest := read(ward.AuditQuery{Subject: string(c.Code), Before: notes[1].Seq, Limit: 10}); len(rest) != 1 {
			t.Errorf("the second page is %+v", rest)
		}
		if day := read(ward.AuditQuery{From: notes[1].At.Add(-time.Hour), To: notes[1].At.Add(time.Hour), Limit: 10}); len(day) != 1 || day[0].Seq != notes[1].Seq {
			t.Errorf("the day holds %+v", day)
		}
		if none := read(ward.AuditQuery{Subject: string(c.Code), Acts: ward.AccountActs(), Limit: 10}); len(none) != 0 {
			t.Errorf("acts on accounts tell of a case: %+v", none)
		}
	})
}
