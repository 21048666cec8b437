package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// head is what rules about the period and the unit need to know.
const head = "Hoa Lâm, ngày 10 tháng 01 năm 2024\n\nBÁO CÁO\nKết quả công tác năm 2023\n\nUBND xã Hoa Lâm báo cáo kết quả năm 2023 như sau:\n\n"

// checkText checks a few lines.
func checkText(t *testing.T, text string) []Finding {
	t.Helper()
	name := "bao-cao.txt"
	if strings.Contains(text, "|---|") {
		name = "bao-cao.md"
	}
	d, err := Read(name, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	findings, err := Check(d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// cases are the texts of one rule: those that it is there for, and those that look alike and are right.
type cases struct {
	rule         string
	wrong, right []string
}

func TestRules(t *testing.T) {
	for _, c := range slices.Concat(arithmeticCases(), claimCases(), paperCases(), writingCases(), outlineCases(), figureCases()) {
		t.Run(c.rule, func(t *testing.T) {
			if len(c.wrong) < 3 || len(c.right) < 2 {
				t.Errorf("%d wrong and %d right texts; want at least 3 and 2", len(c.wrong), len(c.right))
			}
			for _, text := range c.wrong {
				if found := checkText(t, text); !slices.ContainsFunc(found, func(f Finding) bool { return f.Rule == c.rule }) {
					t.Errorf("not found in:\n%s\nbut %v", text, found)
				}
			}
			for _, text := range c.right {
				for _, f := range checkText(t, text) {
					if f.Rule == c.rule {
						t.Errorf("%s\nin:\n%s", f, text)
					}
				}
			}
		})
	}
}

func arithmeticCases() []cases {
	return []cases{
		{"percentage", []string{
			"Có 120/150 hộ tham dự, bằng 85%.",
			"Tỷ lệ nước sạch đạt 97,5% (1.210/1.300 hộ).",
			"Tổng số hộ của xã là 2.000 hộ, số hộ dùng nước máy là 1.500 hộ, bằng 80% tổng số hộ.",
		}, []string{
			"Có 120/150 hộ tham dự, bằng 80%.",
			"Đã trả 1.999/2.000 hồ sơ, đạt 99,9% (làm tròn xuống).",
			"Tổng số hộ của xã là 2.000 hộ, số hộ dùng nước máy là 1.500 hộ, bằng 75% tổng số hộ.",
			"Ngày 15/3 có 90% hộ nộp.",
		}},
		{
			"part-over-whole",
			[]string{"Có 14/12 thôn đạt chuẩn.", "Đã giải quyết 32/30 đơn.", "Thu được 1.250/1.200 phiếu khảo sát."},
			[]string{"Có 12/12 thôn đạt chuẩn.", "Ngày 30/4 thôn tổ chức lễ hội.", "Quyết định số 30/12 cụm thi đua."},
		},
		{"sum-of-parts", []string{
			"Xã tiếp nhận 20 đơn, trong đó 09 đơn kiến nghị, 10 đơn phản ánh.",
			"Tổ chức 12 cuộc tuyên truyền, gồm 5 cuộc về đất đai, 4 cuộc về hộ tịch.",
			"Tổ chức được 40 buổi (15 + 12 + 14).",
			"Dân số 5.000 người, trong đó nam 2.400 người, nữ 2.700 người.",
		}, []string{
			"Xã tiếp nhận 20 đơn, trong đó 09 đơn kiến nghị, 11 đơn phản ánh.",
			"Xã tiếp nhận 20 đơn, trong đó có 03 đơn gửi qua bưu điện.",
			"Tổ chức 12 cuộc tuyên truyền, trong đó có 5 bài viết, 300 tờ rơi.",
			"Tổ chức được 41 buổi (15 + 12 + 14).",
		}},
		{"share-sum", []string{
			"65% hộ dân sử dụng nước máy; 45% hộ dân sử dụng nước giếng.",
			"Có 90% học sinh xếp loại học lực khá, 20% học sinh xếp loại học lực giỏi.",
			"70% người dân đi lại bằng xe máy; 50% người dân đi lại bằng xe buýt.",
		}, []string{
			"65% hộ dân sử dụng nước máy; 35% hộ dân sử dụng nước giếng.",
			"100% hộ dân dùng điện; 98% hộ dân có nhà tiêu hợp vệ sinh.",
		}},
		{"implied-total", []string{
			"Hộ nghèo còn 1,20% (24 hộ), hộ cận nghèo còn 2,50% (75 hộ).",
			"Có 10% (50 người) chưa có thẻ, 20% (180 người) có thẻ sắp hết hạn.",
			"Đạt loại giỏi 30% (60 em), loại khá 50% (150 em).",
		}, []string{
			"Hộ nghèo còn 1,20% (24 hộ), hộ cận nghèo còn 2,50% (50 hộ).",
			"Có 10% (50 người) đi bộ, 20% (90 hộ) có xe.",
		}},
		{"missing-percent", []string{
			"Tỷ lệ hộ nghèo còn 2,15% (40 hộ), hộ cận nghèo còn 3,20 (60 hộ).",
			"Tỷ lệ giải quyết đúng hạn đạt 98,5, cao hơn mục tiêu 95%.",
			"Tỷ lệ tham gia bảo hiểm là 92,4.",
		}, []string{
			"Tỷ lệ hộ nghèo còn 2,15%, hộ cận nghèo còn 3,20%.",
			"Điểm hài lòng đạt 4,5, tỷ lệ trả lời 60%.",
			"Tuyến đường dài 1,25 km, hoàn thành 80%.",
		}},
		{"table-total", []string{table("41"), table("50"), table("30")}, []string{table("40"), "| Thôn | Hộ |\n|---|---|\n| Đông | 1 |\n"}},
		{"conflicting-values", []string{
			"Dân số của xã là 5.120 người.\n\nTính chung, dân số toàn xã là 5.210 người.",
			"Xã tiếp nhận 15 đơn thư.\n\nĐã tiếp nhận 18 đơn thư.",
			"Tỷ lệ hộ nghèo là 2,1%.\n\nĐến nay tỷ lệ hộ nghèo còn 3,4%.",
		}, []string{
			"Dân số của xã là 5.120 người.\n\nTính chung, dân số toàn xã là 5.120 người.",
			"Quý I tiếp nhận 15 đơn thư.\n\nQuý II tiếp nhận 18 đơn thư.",
			"Tỷ lệ hộ nghèo là 2,1%.\n\nTỷ lệ hộ cận nghèo là 3,4%.",
			"Tỷ lệ hộ nghèo là 2,1%.\n\nSo với cùng kỳ, tỷ lệ hộ nghèo là 2,9%.",
		}},
		{"turnout-as-votes", []string{
			"Ông A trúng cử với 85%.\n\nCó 170/200 bằng 85% hộ tham dự hội nghị bầu cử.\n\nKết quả 160/170 bằng 94,1% số phiếu tán thành bầu.",
			"Kết quả trúng cử đạt 77,5%.\n\nHội nghị bầu cử có 77,5% hộ có mặt; 98% phiếu bầu nhất trí.",
			"Bầu trưởng thôn: 88% cử tri đi bầu.\n\nTỷ lệ trúng cử 88%.\n\nNgười trúng cử được 95% số phiếu.",
		}, []string{
			"Có 170/200 bằng 85% hộ tham dự hội nghị bầu cử.\n\nKết quả 160/170 bằng 94,1% số phiếu tán thành bầu.",
			"Hội nghị bầu cử có 100% hộ tham dự; 100% phiếu bầu nhất trí; trúng cử 100%.",
		}},
		{"magnitude", []string{
			"Quỹ vì người nghèo thu 12.000.000 đồng và quỹ khuyến học 1.200.000 đồng.",
			"Thu quỹ phòng chống thiên tai 45.000.000 đồng, quỹ nhân đạo 4.500.000 đồng.",
			"Đã thu quỹ trẻ em được 250.000.000 đồng và quỹ người cao tuổi 2.500.000 đồng.",
		}, []string{
			"Quỹ vì người nghèo thu 12.000.000 đồng và quỹ khuyến học 9.200.000 đồng.",
			"Quỹ vì người nghèo thu 60.000.000 đồng và quỹ khuyến học 4.100.000 đồng.",
		}},
	}
}

// table is a table of Markdown with a total.
func table(total string) string {
	return fmt.Sprintf("| Thôn | Số hộ |\n|---|---|\n| Đông | 15 |\n| Đoài | 25 |\n| Tổng cộng | %s |\n", total)
}
