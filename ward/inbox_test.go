package ward_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// filled is a desk on 31/03/2026 with a case of every sort, by name.
func filled(t *testing.T, db *db.DB) (d *desk, byCode map[ward.Code]string) {
	t.Helper()
	d = newDesk(t, db)
	byCode = map[ward.Code]string{}
	for _, c := range []struct {
		name          string
		kind          law.PetitionKind
		received      string
		field         string
		neighbourhood string
		steps         []string
	}{
		{"late", law.PhanAnh, "2026-03-05", "moi-truong", "duong-hoa", []string{"xac-minh 2026-03-05"}},
		{"today", law.PhanAnh, "2026-03-10", "moi-truong", "duong-hoa", nil},
		{"soon", law.KienNghi, "2026-03-12", "dat-dai", "phong-coc", nil},
		{"later", law.KienNghi, "2026-03-16", "dat-dai", "", nil},
		{"unsigned", law.KhieuNai, "2026-03-16", "dat-dai", "duong-hoa", nil},
		{"closed", law.PhanAnh, "2026-03-16", "moi-truong", "duong-hoa", []string{"tra-loi 2026-03-16", "ket-thuc 2026-03-16"}},
	} {
		*d.now = law.MustDate(c.received).At(9, 0, law.Zone())
		draft := rubbish(c.name)
		draft.Kind, draft.Field, draft.Neighbourhood = c.kind, c.field, c.neighbourhood
		filed := d.find(file(t, d.house, draft).Code)
		byCode[filed.Code] = c.name
		for _, step := range c.steps {
			if strings.HasPrefix(step, "xac-minh") {
				filed = d.move(filed, "phan-loai")
			}
			filed = d.move(filed, step)
		}
		if c.name == "late" || c.name == "soon" {
			if _, err := d.change(func(w *ward.Ward) (ward.Case, error) {
				return w.Assign(t.Context(), filed.ID, d.officer.ID, d.officer, filed.Version)
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	*d.now = law.MustDate("2026-03-31").At(9, 0, law.Zone())
	return d, byCode
}

func TestTheInboxShowsWhatBurnsFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d, name := filled(t, db)
		var code string
		for c, n := range name {
			if n == "soon" {
				code = strings.ToLower(string(c))
			}
		}
		for _, q := range []struct {
			name  string
			inbox ward.Inbox
			want  string
		}{
			{"all, closed ones last", ward.Inbox{View: ward.ViewAll}, "late today soon later unsigned closed"},
			{"new", ward.Inbox{View: ward.ViewNew}, "today soon later"},
			{"mine", ward.Inbox{View: ward.ViewMine, Me: d.officer.ID}, "late soon"},
			{"nobody's own", ward.Inbox{View: ward.ViewMine, Me: 1}, ""},
			{"due within three days", ward.Inbox{View: ward.ViewDueSoon}, "today soon"},
			{"overdue", ward.Inbox{View: ward.ViewOverdue}, "late"},
			{"waiting for the citizen", ward.Inbox{View: ward.ViewWaiting}, "unsigned"},
			{"of a kind", ward.Inbox{View: ward.ViewAll, Kind: law.KienNghi}, "soon later"},
			{"of a field", ward.Inbox{View: ward.ViewAll, Field: "moi-truong"}, "late today closed"},
			{"of a neighbourhood", ward.Inbox{View: ward.ViewAll, Neighbourhood: "phong-coc"}, "soon"},
			{"from a channel", ward.Inbox{View: ward.ViewAll, Channel: "web"}, ""},
			{"of a handler", ward.Inbox{View: ward.ViewAll, Handler: d.officer.ID}, "late soon"},
			{"of nobody", ward.Inbox{View: ward.ViewNew, Unassigned: true}, "today later"},
			{"words without marks", ward.Inbox{View: ward.ViewAll, Text: "rac duong hoa"}, "late today closed"},
			{"words with marks", ward.Inbox{View: ward.ViewAll, Text: "Sổ đỏ"}, "soon later unsigned"},
			{"a kind in words", ward.Inbox{View: ward.ViewAll, Text: "khieu nai"}, "unsigned"},
			{"a code", ward.Inbox{View: ward.ViewAll, Text: code}, "soon"},
			{"a code without its dashes", ward.Inbox{View: ward.ViewAll, Text: strings.ReplaceAll(code, "-", "")}, "soon"},
			{"a citizen's name is sealed", ward.Inbox{View: ward.ViewAll, Text: "Trần Thị"}, ""},
			{"signs that mean something to a query", ward.Inbox{View: ward.ViewAll, Text: "%_' --"}, "late today soon later unsigned closed"},
		} {
			q.inbox.Limit = 50
			in(t, d.house, func(w *ward.Ward) error {
				page, err := w.Inbox(t.Context(), q.inbox)
				if err != nil {
					return err
				}
				counts, err := w.InboxCounts(t.Context(), q.inbox)
				if got := namesOf(page, name); got != q.want || page.Next != "" || counts[q.inbox.View] != len(page.Cases) {
					t.Errorf("%s: %q, counted %d; want %q", q.name, got, counts[q.inbox.View], q.want)
				}
				return err
			})
		}
	})
}

func namesOf(p ward.Page, name map[ward.Code]string) string {
	var all []string
	for _, c := range p.Cases {
		all = append(all, name[c.Code])
	}
	return strings.Join(all, " ")
}

func TestPagesOfTheInboxFollowOneAnother(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d, name := filled(t, db)
		var pages []string
		after := ""
		for range 10 {
			in(t, d.house, func(w *ward.Ward) error {
				page, err := w.Inbox(t.Context(), ward.Inbox{View: ward.ViewAll, After: after, Limit: 2})
				pages = append(pages, namesOf(page, name))
				after = page.Next
				return err
			})
			if after == "" {
				break
			}
		}
		if diff := cmp.Diff([]string{"late today", "soon later", "unsigned closed"}, pages); diff != "" {
			t.Error(diff)
		}
		for _, bad := range []string{"x", "2026-03-31", "2026-03-31.x", ".7", "31/03/2026.7"} {
			in(t, d.house, func(w *ward.Ward) error {
				if _, err := w.Inbox(t.Context(), ward.Inbox{After: bad, Limit: 2}); !errors.Is(err, ward.ErrCursor) {
					t.Errorf("after %q: %v", bad, err)
				}
				return nil
			})
		}
	})
}

func TestADeskSeesNothingOfAnotherWards(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.file("run1", law.ToCao)
		in(t, d.house, func(w *ward.Ward) error { return w.AddNote(t.Context(), c.ID, "gọi lại", d.officer) })
		c = d.move(d.move(c, "phan-loai"), "thu-ly 2026-03-10 1/QĐ-UBND")
		c = d.move(c, "tam-dinh-chi 2026-03-11 2/QĐ-UBND chờ")
		if err := d.house.Apply(t.Context(), &ward.Profile{Slug: "an-binh", Name: "UBND", Short: "phường"}); err != nil {
			t.Fatal(err)
		}
		err := d.house.Write(t.Context(), "an-binh", func(w *ward.Ward) error {
			_, errCase := w.Case(t.Context(), c.Code)
			_, errMove := w.Move(t.Context(), c.ID, ward.Transition{To: ward.StatusVerifying, Document: "3", On: w.Today()}, d.officer, c.Version)
			if !errors.Is(errCase, ward.ErrNoPetition) || !errors.Is(errMove, ward.ErrNoPetition) {
				t.Errorf("found %v, moved %v; want ErrNoPetition", errCase, errMove)
			}
			page, errInbox := w.Inbox(t.Context(), ward.Inbox{View: ward.ViewAll, Limit: 9})
			counts, errCounts := w.InboxCounts(t.Context(), ward.Inbox{})
			notes, errNotes := w.Notes(t.Context(), c.ID)
			spans, errSpans := w.Suspensions(t.Context(), c.ID)
			if n := fmt.Sprint(len(page.Cases), counts[ward.ViewAll], len(notes), len(spans)); n != "0 0 0 0" {
				t.Errorf("another ward's cases, counts, notes and suspensions: %s", n)
			}
			return errors.Join(errInbox, errCounts, errNotes, errSpans)
		})
		if err != nil {
			t.Error(err)
		}
	})
}
