package check

import (
	"strings"
	"testing"
)

// A period that had none has nothing to be a share of.
func TestAWrongIncreaseFromNothingIsToldWithoutAShare(t *testing.T) {
	for text, want := range map[string]string{
		"Tiếp nhận 28 đơn, tăng 27 đơn so với cùng kỳ năm trước (0 đơn).": "Từ 0 đến 28 là tăng 28, không phải 27.",
		"Số hộ tăng từ 0 hộ lên 60 hộ, tăng 12 hộ.":                       "Từ 0 đến 60 là tăng 60, không phải 12.",
	} {
		found := checkText(t, text)
		if len(found) != 1 || !strings.HasPrefix(found[0].Message, want) {
			t.Errorf("%s\n%v; want %q", text, found, want)
		}
	}
}

func figureCases() []cases {
	return []cases{
		{"change", []string{
			"Hồ sơ tăng từ 50 lên 60, tăng 12 hồ sơ.",
			"Tỷ lệ hộ nghèo tăng từ 4,2% xuống 3,1%.",
			"Tiếp nhận 64 đơn, tăng 14 đơn so với cùng kỳ (60 đơn).",
			"Thu 150 triệu đồng, tăng 30% so với năm 2022 (120 triệu đồng).",
			"Tiếp nhận 300 hồ sơ. So với quý I (250 hồ sơ) tăng 25%.",
			"Số vụ giảm từ 8 xuống 4, giảm 3 lần.",
		}, []string{
			"Hồ sơ tăng từ 50 lên 60, tăng 10 hồ sơ.",
			"Hồ sơ tăng từ 50 lên 60, tăng 20%.",
			"Tỷ lệ hộ nghèo giảm từ 4,2% xuống 3,1%, giảm 1,1%.",
			"Tiếp nhận 64 đơn, tăng 04 đơn so với cùng kỳ (60 đơn).",
			"Thu 150 triệu đồng, tăng 25% so với năm 2022 (120 triệu đồng).",
			"Tiếp nhận 300 hồ sơ. So với quý I (250 hồ sơ) tăng 20%.",
			"Mở cửa từ 8 giờ đến 11 giờ, tăng 2 giờ.",
			"Tăng 12 đơn so với cùng kỳ.",
			"Số vụ giảm từ 8 xuống 4, giảm 2 lần.",
		}},
		{"average", []string{
			"Có 11 tổ với 77 thành viên, bình quân 9 thành viên/tổ.",
			"Phạt 04 trường hợp, tổng 12 triệu đồng (mỗi trường hợp 2 triệu đồng).",
			"Tặng 20 suất quà trị giá 10 triệu đồng, bình quân 300.000 đồng/suất.",
		}, []string{
			"Có 11 tổ với 77 thành viên, bình quân 7 thành viên/tổ.",
			"Phạt 04 trường hợp, tổng 12 triệu đồng (mỗi trường hợp 3 triệu đồng).",
			"Có 32 lớp, 1.248 học sinh, 40 giáo viên, bình quân 39 học sinh/lớp.",
			"Năng suất bình quân 58,5 tạ/ha, diện tích 120 ha, sản lượng 702 tấn.",
		}},
		{"remainder", []string{
			"Tiếp nhận 41 đơn. Đã giải quyết 38 đơn, còn 04 đơn đang xem xét.",
			"Đã giải quyết 15/15 đơn. Còn 02 đơn đang xem xét.",
			"Tiếp nhận 980 hồ sơ; trả đúng hạn 965 hồ sơ, quá hạn 25 hồ sơ.",
		}, []string{
			"Tiếp nhận 41 đơn. Đã giải quyết 38 đơn, còn 03 đơn đang xem xét.",
			"Tiếp nhận 41 đơn. Đã hướng dẫn 02 đơn, giải quyết 38 đơn, còn 01 đơn đang xem xét.",
			"Tiếp nhận 980 hồ sơ; trả đúng hạn 955 hồ sơ, quá hạn 20 hồ sơ.",
		}},
		{"impossible-percent", []string{
			"Có 102% hồ sơ được giải quyết.", "Internet phủ 108% số hộ.", "Tỷ lệ trẻ đến lớp đạt 101%.",
		}, []string{
			"Thu ngân sách đạt 112% dự toán.", "Tỷ lệ hồ sơ trực tuyến bằng 120% kế hoạch.", "Kết nạp 12 đảng viên, đạt 120% chỉ tiêu.", "Tăng 150% số hộ so với cùng kỳ.",
		}},
		{"swapped-digits", []string{
			"Đảng bộ có 512 đảng viên.\n\nToàn Đảng bộ hiện có 521 đảng viên.",
			"Xã có 2.105 hộ.\n\nBình xét 2.015 hộ.",
			"Đã trả 1.684 hồ sơ.\n\nKý số 1.648 hồ sơ.",
		}, []string{
			"Đảng bộ có 512 đảng viên.\n\nNăm trước có 521 đảng viên.",
			"Xã có 2.105 hộ.\n\nBình xét 1.987 hộ.",
			"Có 12 đơn.\n\nCó 21 đơn.",
		}},
		{"table-row", []string{
			serviceTable("| Tổng | 200 | 180 | 25 |"), serviceTable("| Chứng thực | 40 | 39 | 2 |"), serviceTable("| Chứng thực | 40 | 37 | 2 |"),
		}, []string{
			serviceTable("| Tổng | 200 | 180 | 20 |"),
			"| Thôn | Hộ | Nam | Nữ |\n|---|---|---|---|\n| A | 10 | 3 | 4 |\n| B | 12 | 5 | 6 |\n| C | 15 | 7 | 9 |\n| D | 11 | 8 | 2 |\n",
		}},
		{"sum-of-parts", []string{
			"Tiếp nhận 41 đơn (kiến nghị 25, phản ánh 12, khiếu nại 05).",
			"Khảo sát 200 phiếu: 168 phiếu rất hài lòng (84%), 28 phiếu hài lòng (14%), 06 phiếu không hài lòng (3%).",
			"Nhân dân đóng góp 250 triệu đồng; ngân sách hỗ trợ 120 triệu đồng. Tổng kinh phí 470 triệu đồng.",
		}, []string{
			"Tiếp nhận 42 đơn (kiến nghị, phản ánh 37, khiếu nại 05).",
			"Khảo sát 200 phiếu: 168 phiếu rất hài lòng (84%), 28 phiếu hài lòng (14%), 04 phiếu không hài lòng (2%).",
			"Nhân dân đóng góp 250 triệu đồng; ngân sách hỗ trợ 120 triệu đồng. Tổng kinh phí 370 triệu đồng.",
			"Tặng 30 suất quà, mỗi suất 500.000 đồng và 100.000 đồng tiền mặt, tổng trị giá 18.000.000 đồng.",
			"Hỗ trợ 10 hộ (Thôn 1, Thôn 2, Thôn 5).",
		}},
	}
}

// serviceTable is a table in which the first column is the sum of the others, and one row more.
func serviceTable(row string) string {
	return "| Lĩnh vực | Nhận | Đúng hạn | Quá hạn |\n|---|---|---|---|\n| Hộ tịch | 60 | 58 | 2 |\n| Đất đai | 90 | 75 | 15 |\n| Tư pháp | 30 | 28 | 2 |\n| Bảo trợ | 20 | 19 | 1 |\n" + row + "\n"
}
