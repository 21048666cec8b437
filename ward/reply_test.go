package ward_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func letterOf(label, text string) ward.ReplyTemplate {
	return ward.ReplyTemplate{Purpose: ward.ReplyAnswer, Label: label, Text: text}
}

func TestAWardWritesItsOwnLettersAndGoesBackToTheProgramsOwn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		keep := func(letter ward.ReplyTemplate) (kept ward.ReplyTemplate, err error) {
			err = d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) (err error) {
				kept, err = w.WriteReply(t.Context(), letter, d.officer)
				return err
			})
			*d.now = d.now.Add(time.Second)
			return kept, err
		}
		find := func(slug string) (found ward.ReplyTemplate) {
			in(t, d.house, func(w *ward.Ward) (err error) { found, err = w.ReplyTemplate(t.Context(), slug); return err })
			return found
		}
		added, err := keep(letterOf("  Đã sửa   đèn ", "Kính gửi ông/bà { TEN }, hồ sơ {ma}: […]\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got := find("da-sua-den"); got.Label != "Đã sửa đèn" || got.Text != "Kính gửi ông/bà {tên}, hồ sơ {mã}: […]" || !got.Own || got.BuiltIn || got.Version != added.Version {
			t.Errorf("added: %+v", got)
		}
		if _, err := keep(letterOf("đã sửa đèn", "khác")); !errors.Is(err, ward.ErrReplyTwice) {
			t.Errorf("the same name: %v", err)
		}
		if same, err := keep(letterOf("Đã: sửa, đèn", "khác")); err != nil || same.Slug != "da-sua-den-2" {
			t.Errorf("a name that is alike: %q, %v", same.Slug, err)
		}

		own := find("giai-thich")
		if own.Own || own.Version != 0 {
			t.Fatalf("nobody has written: %+v", own)
		}
		program := own.Text
		own.Text = "Lời của phường: […]"
		if _, err := keep(own); err != nil {
			t.Fatal(err)
		}
		if _, err := keep(own); !errors.Is(err, ward.ErrReplyChanged) {
			t.Errorf("over a version that is no more: %v", err)
		}
		changed := find("giai-thich")
		if !changed.Own || !changed.BuiltIn || changed.Text != "Lời của phường: […]" {
			t.Errorf("changed: %+v", changed)
		}
		alter := func(do func(*ward.Ward, ward.ReplyTemplate) (ward.ReplyTemplate, error), of ward.ReplyTemplate) ward.ReplyTemplate {
			t.Helper()
			in(t, d.house, func(w *ward.Ward) error { _, err := do(w, of); return err })
			*d.now = d.now.Add(time.Second)
			return find(of.Slug)
		}
		removed := alter(func(w *ward.Ward, of ward.ReplyTemplate) (ward.ReplyTemplate, error) {
			return w.RemoveReply(t.Context(), of.Slug, true, of.Version, d.officer)
		}, changed)
		if !removed.Removed || removed.Text != changed.Text || removed.Serves(ward.ReplyAnswer, law.PhanAnh) {
			t.Errorf("removed: %+v", removed)
		}
		back := alter(func(w *ward.Ward, of ward.ReplyTemplate) (ward.ReplyTemplate, error) {
			return w.RemoveReply(t.Context(), of.Slug, false, of.Version, d.officer)
		}, removed)
		if back.Removed || back.Text != changed.Text || !back.Serves(ward.ReplyAnswer, law.PhanAnh) || back.Serves(ward.ReplyAnswer, law.ToCao) == (back.Kind != "") {
			t.Errorf("put back: %+v", back)
		}
		reset := alter(func(w *ward.Ward, of ward.ReplyTemplate) (ward.ReplyTemplate, error) {
			return w.ResetReply(t.Context(), of.Slug, of.Version, d.officer)
		}, back)
		if reset.Own || reset.Text != program {
			t.Errorf("reset: %+v", reset)
		}
		in(t, d.house, func(w *ward.Ward) error {
			history, err := w.ReplyHistory(t.Context(), "giai-thich")
			if len(history) != 4 {
				t.Errorf("%d texts were kept; want 4", len(history))
			}
			if _, err := w.ResetReply(t.Context(), "da-sua-den", added.Version, d.officer); !errors.Is(err, ward.ErrNoReply) {
				t.Errorf("the program has no letter for lamps: %v", err)
			}
			if _, err := w.RemoveReply(t.Context(), "khong-co", true, 0, d.officer); !errors.Is(err, ward.ErrNoReply) {
				t.Errorf("a letter that is none: %v", err)
			}
			return err
		})
		in(t, d.house, func(w *ward.Ward) error {
			log, err := w.AuditLog(t.Context(), ward.AuditQuery{Acts: []ward.Act{ward.ActWroteReply}, Limit: 20})
			var did []string
			for _, e := range log {
				did = append(did, e.Subject+" "+e.Detail)
			}
			want := []string{"giai-thich reset", "giai-thich restored", "giai-thich removed", "giai-thich changed", "da-sua-den-2 added", "da-sua-den added"}
			if diff := cmp.Diff(want, did); diff != "" {
				t.Errorf("the log, newest first:\n%s", diff)
			}
			return err
		})
	})
}

func TestALetterThatCannotBeFilledInIsRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t, dbtest.SQLite(t))
	long := strings.Repeat("á", ward.MaxAnswer+1)
	complaint := letterOf("Khiếu nại", "Nội dung")
	complaint.Kind = law.KhieuNai
	nothing := letterOf("Không rõ", "Nội dung")
	nothing.Purpose = "gi-do"
	for name, c := range map[string]struct {
		letter ward.ReplyTemplate
		want   error
	}{
		"an unknown field":         {letterOf("A", "Kính gửi {họ tên}"), ward.UnknownField{Name: "họ tên"}},
		"an empty field":           {letterOf("A", "Kính gửi {}"), ward.UnknownField{}},
		"a brace that stays open":  {letterOf("A", "Kính gửi {tên\nông bà}"), ward.ErrReplyBrace},
		"a brace in another":       {letterOf("A", "Kính gửi {tên {mã}"), ward.ErrReplyBrace},
		"a brace that only closes": {letterOf("A", "Kính gửi tên}"), ward.ErrReplyBrace},
		"no text":                  {letterOf("A", " \n"), ward.ErrReplyText},
		"too long a text":          {letterOf("A", long), ward.ErrReplyText},
		"no name":                  {letterOf(" ", "B"), ward.ErrReplyLabel},
		"too long a name":          {letterOf(long[:200], "B"), ward.ErrReplyLabel},
		"an answer to a complaint": {complaint, ward.ErrReplyPurpose},
		"no purpose":               {nothing, ward.ErrReplyPurpose},
		"a letter that is none":    {ward.ReplyTemplate{Slug: "khong-co", Purpose: ward.ReplyAnswer, Label: "A", Text: "B"}, ward.ErrNoReply},
	} {
		err := d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			_, err := w.WriteReply(t.Context(), c.letter, d.officer)
			return err
		})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
}

func TestALetterIsFilledInFromItsCaseAndLeavesGapsForTheRest(t *testing.T) {
	t.Parallel()
	today := law.Date{Year: 2026, Month: 11, Day: 24}
	profile := &ward.Profile{Short: "phường Minh Đức", Fields: []ward.Field{{Slug: "moi-truong", Name: "Môi trường, rác thải"}}}
	facts := ward.ReplyFacts{Profile: profile, Today: today, Name: "Nguyễn Văn A", Case: ward.Case{Petition: ward.Petition{
		Code: "HS-2222-22222", Kind: law.PhanAnh, Field: "moi-truong", ReceivedAt: time.Date(2026, 11, 20, 8, 0, 0, 0, law.Zone()), DueOn: today.AddDays(3),
	}}}
	const text = "Ông/bà {tên}, {loại} {mã} về {lĩnh vực} ngày {ngày nhận}, hạn {hạn}, {tổ dân phố}. {Đơn vị}, {ubnd}, {nơi tiếp}, {hôm nay}."
	for name, c := range map[string]struct {
		change func(*ward.ReplyFacts)
		want   string
	}{
		"everything is known": {
			func(*ward.ReplyFacts) {},
			"Ông/bà Nguyễn Văn A, phản ánh HS-2222-22222 về môi trường, rác thải ngày 20/11/2026, hạn 27/11/2026, […]. Phường, UBND phường Minh Đức, trụ sở UBND phường Minh Đức, 24/11/2026.",
		},
		"late, nameless, of no field": {
			func(f *ward.ReplyFacts) { f.Name, f.Case.Field, f.Case.DueOn = "", "", today.AddDays(-1) },
			"Ông/bà, phản ánh HS-2222-22222 về […] ngày 20/11/2026, hạn […], […]. Phường, UBND phường Minh Đức, trụ sở UBND phường Minh Đức, 24/11/2026.",
		},
	} {
		of := facts
		c.change(&of)
		got, err := letterOf("", text).Fill(of)
		if err != nil || got != c.want {
			t.Errorf("%s (%v):\n%s", name, err, cmp.Diff(c.want, got))
		}
	}
}

// Whatever an officer types is kept or refused with a reason, and what was kept is filled in for every case.
func TestWhatIsKeptOfALetterIsAlwaysFilledIn(t *testing.T) {
	t.Parallel()
	d := newDesk(t, dbtest.SQLite(t))
	facts := ward.ReplyFacts{Profile: &ward.Profile{}, Today: law.Date{Year: 2026, Month: 11, Day: 24}}
	undo := errors.New("undo")
	rapid.Check(t, func(rt *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{"{", "}", "{tên}", "{HAN}", "{ nơi  tiếp }", "{Đơn vị}", "{x}", "\n", " ", "chữ", "[…]"})).Draw(rt, "parts")
		err := d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			kept, err := w.WriteReply(t.Context(), letterOf("Mẫu", strings.Join(parts, "")), d.officer)
			if err != nil {
				return err
			}
			if said, err := kept.Fill(facts); err != nil || strings.ContainsAny(said, "{}") {
				rt.Errorf("%q is filled in as %q: %v", kept.Text, said, err)
			}
			return undo
		})
		var unknown ward.UnknownField
		if !errors.Is(err, undo) && !errors.Is(err, ward.ErrReplyBrace) && !errors.Is(err, ward.ErrReplyText) && !errors.As(err, &unknown) {
			rt.Errorf("%q: %v", parts, err)
		}
	})
}
