package ward_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func publish(t *testing.T, house *ward.House, all ...ward.Disclosure) {
	t.Helper()
	in(t, house, func(w *ward.Ward) error {
		for _, d := range all {
			if err := w.PutDisclosure(t.Context(), d); err != nil {
				return err
			}
		}
		return nil
	})
}

func slugsOf(all []ward.Disclosure) (slugs []string) {
	for _, d := range all {
		slugs = append(slugs, d.Slug)
	}
	return slugs
}

func TestDisclosuresAreListedByGroupNewestFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		publish(t, house,
			ward.Disclosure{Slug: "cu", Group: 2, Title: "Dự toán 2023", Issued: "2023-01-05"},
			ward.Disclosure{Slug: "moi", Group: 2, Title: "Dự toán 2024", Issued: "2024-01-05", Supersedes: "cu"},
			ward.Disclosure{Slug: "khong-ngay", Group: 2, Title: "Không rõ ngày"},
			ward.Disclosure{Slug: "khac", Group: 3, Title: "Khác", Issued: "2024-02-01", FileID: "f1"})
		publish(t, house, ward.Disclosure{Slug: "khac", Group: 4, Title: "Khác, sửa", Issued: "2024-02-02", FileID: "f2"})
		in(t, house, func(w *ward.Ward) error {
			group, errGroup := w.Disclosures(t.Context(), 2)
			if diff := cmp.Diff([]string{"moi", "cu", "khong-ngay"}, slugsOf(group)); diff != "" {
				t.Errorf("group 2 (-want +got):\n%s", diff)
			}
			all, errAll := w.Disclosures(t.Context(), 0)
			if diff := cmp.Diff([]string{"khac", "moi", "cu", "khong-ngay"}, slugsOf(all)); diff != "" {
				t.Errorf("all (-want +got):\n%s", diff)
			}
			one, errOne := w.Disclosure(t.Context(), "khac")
			if one.Title != "Khác, sửa" || one.Group != 4 || one.FileID != "f2" {
				t.Errorf("replaced = %+v", one)
			}
			old, errOld := w.Disclosure(t.Context(), "cu")
			if old.SupersededBy != "moi" || group[1].SupersededBy != "moi" || old.ValidOn(law.MustDate("2024-06-01")) != ward.Superseded {
				t.Errorf("superseded by %q and %q", old.SupersededBy, group[1].SupersededBy)
			}
			found, errFound := w.SearchDisclosures(t.Context(), "du toan", 10)
			if diff := cmp.Diff([]string{"moi", "cu"}, slugsOf(found)); diff != "" || found[1].SupersededBy != "moi" || found[0].SupersededBy != "" {
				t.Errorf("found, and whether it holds (-want +got):\n%s", diff)
			}
			newest, errNewest := w.NewestDisclosures(t.Context(), 2)
			if diff := cmp.Diff([]string{"khac", "moi"}, slugsOf(newest)); diff != "" {
				t.Errorf("newest (-want +got):\n%s", diff)
			}
			counts, errCounts := w.DisclosureCounts(t.Context())
			if diff := cmp.Diff(map[int]int{2: 3, 4: 1}, counts); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
			if _, err := w.Disclosure(t.Context(), "none"); !errors.Is(err, ward.ErrNoDisclosure) {
				t.Errorf("a slug that nobody has: %v; want ErrNoDisclosure", err)
			}
			return errors.Join(errGroup, errAll, errOne, errOld, errFound, errNewest, errCounts)
		})
	})
}

func TestADocumentIsReplacedByOneOfAnotherGroup(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		publish(t, house,
			ward.Disclosure{Slug: "cu", Group: 2, Title: "Lịch cũ", Issued: "2023-01-05", Supersedes: "cu"},
			ward.Disclosure{Slug: "giua", Group: 3, Title: "Lịch mới", Issued: "2024-01-05", Supersedes: "cu"},
			ward.Disclosure{Slug: "moi", Group: 4, Title: "Lịch mới nhất", Issued: "2025-01-05", Supersedes: "cu"})
		wantSuccessor(t, house, "cu", "moi")
		publish(t, house, ward.Disclosure{Slug: "moi", Group: 4, Title: "Lịch khác", Issued: "2025-01-05"})
		wantSuccessor(t, house, "cu", "giua")
		wantSuccessor(t, house, "giua", "")
	})
}

func wantSuccessor(t *testing.T, house *ward.House, slug, want string) {
	t.Helper()
	in(t, house, func(w *ward.Ward) error {
		d, err := w.Disclosure(t.Context(), slug)
		if d.SupersededBy != want {
			t.Errorf("%s is superseded by %q; want %q", slug, d.SupersededBy, want)
		}
		return err
	})
}

func TestADocumentHoldsFromItsFirstDayToItsLast(t *testing.T) {
	t.Parallel()
	d := ward.Disclosure{ValidFrom: "2024-01-01", ValidTo: "2024-06-30"}
	for day, want := range map[string]ward.Validity{"2023-12-31": ward.NotYet, "2024-01-01": ward.Valid, "2024-06-30": ward.Valid, "2024-07-01": ward.Expired} {
		if got := d.ValidOn(law.MustDate(day)); got != want {
			t.Errorf("on %s it is %q; want %q", day, got, want)
		}
	}
	if got := (ward.Disclosure{}).ValidOn(law.MustDate("2024-01-01")); got != ward.Valid {
		t.Errorf("without dates it is %q; want valid", got)
	}
}

func TestABodyIsReadAsHeadingsAndParagraphs(t *testing.T) {
	t.Parallel()
	d := ward.Disclosure{Body: "Mở đầu.\n\n## 1. Kết quả\r\n  Đoạn một.\n##Không phải đề mục\n"}
	want := []ward.Block{{Text: "Mở đầu."}, {Heading: "1. Kết quả"}, {Text: "Đoạn một."}, {Text: "##Không phải đề mục"}}
	if diff := cmp.Diff(want, d.Blocks()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestDocumentsAreFoundByTheirWordsWithoutMarks(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		publish(t, house,
			ward.Disclosure{Slug: "ngan-sach", Group: 1, Title: "Quyết toán ngân sách", Number: "12/QĐ-UBND", Issued: "2024-01-02"},
			ward.Disclosure{Slug: "ho-ngheo", Group: 2, Title: "Danh sách hộ nghèo", Body: "Kết quả rà soát 100% hộ. Giảm 90,3%.", Issued: "2024-01-01"},
			ward.Disclosure{Slug: "dat-dai", Group: 3, Title: "Quy hoạch sử dụng đất", Summary: "Đường Trần_Hưng_Đạo \\ ngõ 5", Issued: "2023-01-01"})
		for query, want := range map[string][]string{
			"ngân sách":                   {"ngan-sach"},
			"ngan sach":                   {"ngan-sach"},
			"NGÂN SÁCH quyết toán":        {"ngan-sach"},
			"nga\u0302n sa\u0301ch":       {"ngan-sach"}, // decomposed
			"dat":                         {"dat-dai"},
			"đất":                         {"dat-dai"},
			"12/QĐ-UBND":                  {"ngan-sach"},
			"ho ra soat":                  {"ho-ngheo"},
			"ngân sách đất":               nil, // no document has both
			"%":                           nil,
			"_":                           nil,
			`\`:                           nil,
			"'":                           nil,
			"' OR 1=1 --":                 nil,
			"100%":                        {"ho-ngheo"},
			"%%%nghe%%%":                  {"ho-ngheo"},
			"s_ch ngan":                   {"ngan-sach"}, // two words, of which "_" is no part
			"sach'; DROP TABLE x; --":     nil,
			"":                            nil,
			" \t\n":                       nil,
			"\x00":                        nil,
			"\xff\xfe":                    nil,
			"😀":                           nil,
			"không có từ này":             nil,
			strings.Repeat("sach ", 5000): {"ngan-sach", "ho-ngheo"},
		} {
			in(t, house, func(w *ward.Ward) error {
				found, err := w.SearchDisclosures(t.Context(), query, 10)
				if diff := cmp.Diff(want, slugsOf(found)); diff != "" {
					t.Errorf("%.40q (-want +got):\n%s", query, diff)
				}
				return err
			})
		}
		in(t, house, func(w *ward.Ward) error {
			found, err := w.SearchDisclosures(t.Context(), "sach", 1)
			if diff := cmp.Diff([]string{"ngan-sach"}, slugsOf(found)); diff != "" {
				t.Errorf("at most one (-want +got):\n%s", diff)
			}
			return err
		})
	})
}

func TestProceduresAreFoundByNameAndOtherNames(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		birth := ward.Procedure{Slug: "khai-sinh", Name: "Đăng ký khai sinh", Aliases: []string{"làm giấy khai sinh"}, Documents: []string{"Giấy chứng sinh"}}
		in(t, house, func(w *ward.Ward) error {
			for _, p := range []ward.Procedure{{Slug: "khai-sinh", Name: "Cũ"}, {Slug: "ket-hon", Name: "Đăng ký kết hôn"}, {Slug: "chung-thuc", Name: "Chứng thực bản sao"}, birth} {
				if err := w.PutProcedure(t.Context(), p); err != nil {
					return err
				}
			}
			all, errAll := w.Procedures(t.Context())
			if len(all) != 3 || all[0].Slug != "chung-thuc" || all[2].Slug != "khai-sinh" {
				t.Errorf("all = %+v; want them by name", all)
			}
			got, errOne := w.Procedure(t.Context(), "khai-sinh")
			if diff := cmp.Diff(birth, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if _, err := w.Procedure(t.Context(), "none"); !errors.Is(err, ward.ErrNoProcedure) {
				t.Errorf("a slug that nobody has: %v; want ErrNoProcedure", err)
			}
			var err error
			for query, want := range map[string]int{"dang ky": 2, "giay khai sinh": 1, "%": 0, "": 0, "' OR 1=1": 0, "cũ": 0} {
				found, errFound := w.SearchProcedures(t.Context(), query, 10)
				if err = errors.Join(err, errFound); len(found) != want {
					t.Errorf("%q finds %d; want %d", query, len(found), want)
				}
			}
			return errors.Join(errAll, errOne, err)
		})
	})
}
