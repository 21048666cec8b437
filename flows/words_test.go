package flows

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"danbiet/viet"
)

// TestFreeWordsReachTheirFlow lists what people really type: with marks, without, decomposed, with Telex residue, in
// capitals, with emoji, with slips.
func TestFreeWordsReachTheirFlow(t *testing.T) {
	r := New(func() string { return "x" })
	for typed, want := range map[string]string{
		"Lịch tiếp công dân":                  "reception",
		"lich tiep dan":                       "reception",
		norm.NFD.String("Lịch tiếp công dân"): "reception",
		"LỊCH TIẾP CÔNG DÂN":                  "reception",
		"lichj tieeps coong daan":             "reception",
		"📅 lịch tiếp dân 🙏":                   "reception",
		"lich tep cong dan":                   "reception",
		"cho tôi hỏi lịch tiếp công dân ạ":    "reception",
		"bao giờ chủ tịch tiếp dân vậy em":    "reception",
		"chu tich tiep dan ngay nao":          "reception",
		"tôi muốn phản ánh":                   "petition phan-anh",
		"phan anh rac thai":                   "petition phan-anh",
		"toi muon khieu nai":                  "petition khieu-nai",
		"khieesu naij":                        "petition khieu-nai",
		"kien nghi":                           "petition kien-nghi",
		"đốt rác khói mù mịt":                 "petition",
		"gui don":                             "petition",
		"to cao":                              "to-cao",
		"toos caos":                           "to-cao",
		"tôi muốn tố cáo cán bộ":              "to-cao",
		"gap can bo":                          "person",
		"cho tôi gặp người thật":              "person",
		"xoa du lieu cua toi":                 "privacy",
		"đây là máy hay người":                "about",
		"ho so cua toi den dau roi":           "track",
		"tra cuu ho so":                       "track",
		"công khai ngân sách":                 "disclosures",
		"tai lieu cong khai":                  "disclosures",
		"thu tuc hanh chinh":                  "procedures",
		"làm giấy khai sinh cần giấy tờ gì":   "procedures",
		"gio lam viec":                        "directory",
		"số điện thoại của phường":            "directory",
		"how do I talk to a person":           "person",

		"nha toi bi ngap": "petition phan-anh",
		"con duong nha toi hong roi ma khong ai sua": "petition phan-anh",
		"toi muon bao duong hong":                    "petition phan-anh",
		"đổ rác trộm":                                "petition phan-anh",
		"đổ trộm phế thải":                           "petition phan-anh",
		"nhà tôi cháy máy bơm":                       "petition phan-anh",
		"I want to report garbage":                   "petition phan-anh",
		"bao gio xong":                               "track newest",
		"bao gio co ket qua":                         "track newest",
		"so phan anh cua toi bao gio xong":           "track newest",
		"khi nao tra loi":                            "track newest",
		"what is my case status":                     "track",
		"how do I register a birth":                  "procedures",
		"tôi không hiểu":                             "about",
		"reception days":                             "reception",
	} {
		best, ok := viet.Best(r.phrases.Match(typed))
		if !ok || best.Label != want {
			t.Errorf("%q leads to %q (sure: %t), want %q; all: %v", typed, best.Label, ok, want, r.phrases.Match(typed))
		}
	}
}

// TestUnrelatedWordsLeadNowhere keeps the router from being over-eager: it must ask instead.
func TestUnrelatedWordsLeadNowhere(t *testing.T) {
	r := New(func() string { return "x" })
	for _, typed := range []string{"asdf qwer", "ok", "không", "trời hôm nay đẹp quá", "giá vàng bao nhiêu", "don", "123456", "😀😀"} {
		if best, ok := viet.Best(r.phrases.Match(typed)); ok {
			t.Errorf("%q leads to %q with %.2f, and should only be asked about", typed, best.Label, best.Score)
		}
	}
}

// TestComplaintMayBeBoth: in English a complaint is often a report, so both are offered.
func TestComplaintMayBeBoth(t *testing.T) {
	r := New(func() string { return "x" })
	for _, typed := range []string{"complaint", "I want to make a complaint"} {
		matches := r.phrases.Match(typed)
		if best, ok := viet.Best(matches); ok {
			t.Errorf("%q leads to %q without a question", typed, best.Label)
		}
		if len(matches) < 2 || matches[0].Label != "petition khieu-nai" || matches[1].Label != "petition phan-anh" {
			t.Errorf("%q offers %v", typed, matches)
		}
	}
}
