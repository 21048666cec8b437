package check

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// One slip in a clean report is found, and nothing else.
func TestPlantedSlipIsTheOnlyFinding(t *testing.T) {
	raw, err := os.ReadFile("testdata/tan-hung-2024-h1.txt")
	if err != nil {
		t.Fatal(err)
	}
	clean := string(raw)
	for _, plant := range []struct {
		from, to string
		want     []string
	}{
		{"bằng 92,3%", "bằng 93,2%", []string{"percentage"}},
		{"271/286 phiếu, bằng 94,8%", "296/286 phiếu, bằng 103,5%", []string{"part-over-whole"}},
		{"nam 3.180 người, nữ 3.240", "nam 3.180 người, nữ 3.420", []string{"sum-of-parts"}},
		{"05 đơn phản ánh", "04 đơn phản ánh", []string{"sum-of-parts"}},
		{"15% hộ dân sử dụng nước giếng khoan", "25% hộ dân sử dụng nước giếng khoan", []string{"share-sum"}},
		{"2,38% (44 hộ)", "2,38% (64 hộ)", []string{"implied-total"}},
		{"2,38% (44 hộ)", "2,38 (44 hộ)", []string{"missing-percent"}},
		{"tổng số 26 buổi (24 + 2)", "tổng số 27 buổi (24 + 2)", []string{"sum-of-parts"}},
		{"bằng 60% dân số", "bằng 66% dân số", []string{"percentage"}}, // the whole stands in another sentence
		{"còn chậm.\n", "còn chậm. Vẫn có đơn thư vượt cấp về đất đai.\n- Việc khác.\n", []string{"missing-cause", "opposite-claims"}},
		{"Phát động 06 đợt", "6 tháng đầu năm 2023 phát động 06 đợt", []string{"other-period"}},
		{"ngày 08 tháng 7 năm 2024", "ngày 08 tháng 6 năm 2024", []string{"unfinished-period"}},
		{"ngày 08 tháng 7 năm 2024", "ngày 08 tháng 07 năm 2024", []string{"date-style"}},
		{"thôn Hạ Bằng có tuần", "thôn Hạ Băng có tuần", []string{"name-variant"}},
		{"hỗ trợ 01 xe thu gom rác cho xã Tân Hưng", "hỗ trợ 01 xe thu gom rác cho xã Tân Hứng", []string{"name-variant"}},
		{"Phát hiện 02 điểm", "Trên địa bàn xã Bình Lãng phát hiện 02 điểm", []string{"other-unit"}},
		{"Nghị định số 59/2023/NĐ-CP", "Nghị định số 59/2023/NQ-CP", []string{"act-kind"}},
		{"Nghị định số 59/2023/NĐ-CP ngày 14/8/2023", "Nghị định số 59/2023/NĐ-CP ngày 14/8/2022", []string{"act-date"}},
		{"Kế hoạch số 12/KH-UBND ngày 20/02/2024", "Kế hoạch số 12/KH-UBND ngày 20/01/2024", []string{"act-order"}},
		{"Luật Bảo vệ môi trường năm 2020", "Luật Bảo vệ môi trường năm 2021", []string{"law-year"}},
		{"tham nhũng năm 2018", "tham nhũng năm 2008", []string{"law-year"}},
		{"ngày 04/03/2024 về bầu cử", "ngày 14/03/2024 về bầu cử", []string{"legal-term"}},
		{"trước 10 ngày", "trước 05 ngày", []string{"legal-term"}},
		{"2.3. Đóng góp", "2.5. Đóng góp", []string{"numbering"}},
		{"4.2. Giải quyết đơn thư\n", "", []string{"only-child"}},
		{"8. Quản trị môi trường", "8. Quản lý xây dựng", []string{"missing-dimension"}},
		{"đến ngày 15/05/2024", "đến ngày 31/04/2024", []string{"impossible-date"}},
		{"đến ngày 15/05/2024", "đến ngày 15/03/2024", []string{"date-range"}},
		{"thứ Ba, ngày 02/01/2024", "thứ Tư, ngày 02/01/2024", []string{"wrong-weekday"}},
		{"Ngày 31/03/2024, thôn", "Ngày 31/07/2024, thôn", []string{"future-event"}},
		{"bị hỏng trong", "bị hỏng hỏng trong", []string{"repeated-word"}},
		{"tài khoản VNeID", "tài khoản VneID", []string{"fixed-spelling"}},
		{"niêm yết 30 ngày", "liêm yết 30 ngày", []string{"wrong-word"}},
		{"phát thanh 03 ngày", "phát thanhh 03 ngày", []string{"unknown-syllable"}},
		{"2.315 lượt", "2315 lượt", []string{"thousand-separator"}},
		{"đạt 92,9%", "đạt 92.9%", []string{"decimal-mark"}},
		{"với 1.480 lượt người", "với hàng nghìn lượt người", []string{"vague-claim"}},
		{"948 hồ sơ trực tuyến", "948 hồ sơ mức độ 4", []string{"obsolete-term"}},
		{"III. NHIỆM VỤ", "- Tỷ lệ hộ cận nghèo hiện là 3,5%.\n- Dân số xã là 6.240 người.\n\nIII. NHIỆM VỤ", []string{"conflicting-values"}},
	} {
		if !strings.Contains(clean, plant.from) && plant.want != nil {
			t.Errorf("the report does not say %q", plant.from)
			continue
		}
		var got []string
		for _, f := range checkText(t, strings.Replace(clean, plant.from, plant.to, 1)) {
			got = append(got, f.Rule)
		}
		slices.Sort(got)
		if diff := cmp.Diff(plant.want, slices.Compact(got)); diff != "" {
			t.Errorf("%q instead of %q (-want +got):\n%s", plant.to, plant.from, diff)
		}
	}
}
