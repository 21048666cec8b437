package viet

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestAloud(t *testing.T) {
	for _, test := range []struct{ name, written, said string }{
		{"residents", "có 8.805 người", "có tám nghìn tám trăm linh năm người"},
		{"small numbers", "gồm 21, 24, 15, 14, 11, 10, 5 và 101", "gồm hai mươi mốt, hai mươi tư, mười lăm, mười bốn, mười một, mười, năm và một trăm linh một"},
		{"numbers with empty hundreds", "số 1.005, 1.000.000, 1.000.005 và 2.000.000.000", "số một nghìn không trăm linh năm, một triệu, một triệu không trăm linh năm và hai tỷ"},
		{"a number with a leading zero", "gửi 02 ảnh", "gửi hai ảnh"},
		{"decimals and percent", "đạt 90,3%, tăng 50,03 % và 0,44%", "đạt chín mươi phẩy ba phần trăm, tăng năm mươi phẩy không ba phần trăm và không phẩy bốn mươi tư phần trăm"},
		{"a share", "437/484 hộ", "Bốn trăm ba mươi bảy trên bốn trăm tám mươi tư hộ"},
		{"a date", "họp 17/3/2024 tại trụ sở", "họp ngày mười bảy tháng ba năm hai nghìn không trăm hai mươi tư tại trụ sở"},
		{"a date that says ngày", "họp ngày 17/03/2024", "họp ngày mười bảy tháng ba năm hai nghìn không trăm hai mươi tư"},
		{"a date of an official document", "ngày 05 tháng 4 năm 2024", "ngày năm tháng tư năm hai nghìn không trăm hai mươi tư"},
		{"a date without a year", "sáng 30/4, ngày 1/5", "sáng ngày ba mươi tháng tư, ngày một tháng năm"},
		{"a month", "trước tháng 6/2024, từ 05/2024", "trước tháng sáu năm hai nghìn không trăm hai mươi tư, từ tháng năm năm hai nghìn không trăm hai mươi tư"},
		{"what only looks like a day", "5/5 tổ dân phố", "Năm trên năm tổ dân phố"},
		{"days of the week", "thứ 2, thứ 4 và thứ 5", "thứ hai, thứ tư và thứ năm"},
		{"times", "lúc 7h30, 07:30, 6h, 13 giờ 30 và 08h05", "lúc bảy giờ ba mươi phút, bảy giờ ba mươi phút, sáu giờ, mười ba giờ ba mươi phút và tám giờ năm phút"},
		{"full hours and minutes that are written", "lúc 07:00 và 7 giờ 30 phút", "lúc bảy giờ và bảy giờ ba mươi phút"},
		{"a span of hours", "mở cửa 07:00–19:00", "mở cửa từ bảy giờ đến mười chín giờ"},
		{"a span of hours that says từ", "Từ 7h30 - 11h30", "Từ bảy giờ ba mươi phút đến mười một giờ ba mươi phút"},
		{"a short span of hours", "nghỉ 7-9h", "nghỉ từ bảy đến chín giờ"},
		{"a span of dates", "15/3/2024 - 20/4/2024", "Từ ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi tư đến ngày hai mươi tháng tư năm hai nghìn không trăm hai mươi tư"},
		{"days of one month", "tổ chức 15-17/3/2024", "tổ chức từ ngày mười lăm đến ngày mười bảy tháng ba năm hai nghìn không trăm hai mươi tư"},
		{"a span of years", "giai đoạn 2022-2025", "giai đoạn hai nghìn không trăm hai mươi hai đến hai nghìn không trăm hai mươi lăm"},
		{"ages", "từ 18-27 tuổi", "từ mười tám đến hai mươi bảy tuổi"},
		{"a mobile number", "gọi 0912 345 678.", "gọi không chín một hai, ba bốn năm, sáu bảy tám."},
		{"a number from abroad", "gọi +84912345678", "gọi không chín một hai, ba bốn năm, sáu bảy tám"},
		{"a landline", "ĐT: (0221) 3862 123", "Điện thoại: không hai hai một, ba tám sáu hai, một hai ba"},
		{"emergencies", "gọi 113, 114 hoặc 115", "gọi một một ba, một một bốn hoặc một một năm"},
		{"115 that is no telephone", "tặng 115 suất quà", "tặng một trăm mười lăm suất quà"},
		{"a hotline", "tổng đài 19006789", "tổng đài một chín không không, sáu bảy tám chín"},
		{"a number of a card", "số 033099001234", "số không ba ba, không chín chín, không không một, hai ba bốn"},
		{"money", "nộp 25.000 đồng, 25.000đ hoặc 1,5 triệu đồng", "nộp hai mươi lăm nghìn đồng, hai mươi lăm nghìn đồng hoặc một phẩy năm triệu đồng"},
		{"a rate", "giá 25.000đ/kg, 2 lần/ngày, 100.000 đồng/người/tháng", "giá hai mươi lăm nghìn đồng một ki-lô-gam, hai lần một ngày, một trăm nghìn đồng một người một tháng"},
		{"a day of each week", "tiếp công dân 1 ngày/tuần", "tiếp công dân một ngày một tuần"},
		{"a choice", "kiến nghị/phản ánh", "kiến nghị hoặc phản ánh"},
		{"quarters", "Quý II, quý IV/2024", "Quý hai, quý bốn năm hai nghìn không trăm hai mươi tư"},
		{"congresses", "lần thứ XIII, khóa XV, lần thứ I", "lần thứ mười ba, khóa mười lăm, lần thứ nhất"},
		{"numbered parts", "I. Thời gian\n1. Sáng", "Một. Thời gian\nMột. Sáng"},
		{"a document's number", "theo 22/KH-UBND", "theo số hai mươi hai trên kế hoạch của Ủy ban nhân dân"},
		{"a document with its kind", "Kế hoạch số 22/KH-UBND ngày 15/03/2024 của UBND phường", "Kế hoạch số hai mươi hai ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi tư của Ủy ban nhân dân phường"},
		{"a decree", "Nghị định 59/2023/NĐ-CP", "Nghị định số năm mươi chín năm hai nghìn không trăm hai mươi ba của Chính phủ"},
		{"a law", "Luật số 10/2022/QH15", "Luật số mười năm hai nghìn không trăm hai mươi hai của Quốc hội khóa mười lăm"},
		{"a resolution and a circular", "NQ số 05/NQ-HĐND, Thông tư 343/2016/TT-BTC", "Nghị quyết số năm của Hội đồng nhân dân, Thông tư số ba trăm bốn mươi ba năm hai nghìn không trăm mười sáu của Bộ Tài chính"},
		{"a letter", "Công văn số 148/UBND-QLĐT", "Công văn số một trăm bốn mươi tám của Ủy ban nhân dân"},
		{"a decision of the Prime Minister", "số 06/QĐ-TTg", "số sáu trên quyết định của Thủ tướng Chính phủ"},
		{"codes alone", "theo NĐ-CP", "theo nghị định của Chính phủ"},
		{"bodies", "UBND, HĐND, UBMTTQ và ĐBQH; TDP Dương Hòa", "Ủy ban nhân dân, Hội đồng nhân dân, Ủy ban Mặt trận Tổ quốc và đại biểu Quốc hội; tổ dân phố Dương Hòa"},
		{"matters", "thẻ BHYT, CCCD; PCCC&CNCH; trường THCS", "thẻ bảo hiểm y tế, căn cước công dân; phòng cháy, chữa cháy và cứu nạn, cứu hộ; trường trung học cơ sở"},
		{"letters with marks", "mời đ/c Chủ tịch UBND P. Minh Đức, TP. Hưng Yên, v.v.", "mời đồng chí Chủ tịch Ủy ban nhân dân phường Minh Đức, thành phố Hưng Yên, vân vân."},
		{"measures", "rộng 120m2, dài 5 km, nặng 2kg, nóng 39°C", "rộng một trăm hai mươi mét vuông, dài năm ki-lô-mét, nặng hai ki-lô-gam, nóng ba mươi chín độ C"},
		{"cold", "xuống -5°C", "xuống âm năm độ C"},
		{"sizes", "tấm 3 x 4 m", "tấm ba nhân bốn mét"},
		{"a squared measure as phones write it", "120 m² đất", "Một trăm hai mươi mét vuông đất"},
		{"roads, lines and illnesses", "đường QL5, 500kV, COVID-19", "đường quốc lộ năm, năm trăm ki-lô-vôn, COVID mười chín"},
		{"an address on the web", "xem tại https://minhduc.gov.vn/tin-5.", "xem tại trang minhduc chấm gov chấm vn."},
		{"an address that is called one", "Trang thông tin điện tử: WWW.minhduc.hungyen.gov.vn", "Trang thông tin điện tử: minhduc chấm hungyen chấm gov chấm vn"},
		{"a bot's address", "mở https://t.me/DanBietBot?start=n-8f2k", "mở trang t chấm me gạch chéo DanBietBot"},
		{"a page far down", "trang dichvucong.gov.vn/p/home/dvc-tthc.html?id=12 có", "trang dichvucong chấm gov chấm vn có"},
		{"a mailbox", "gửi ubnd.minhduc1@hungyen.gov.vn", "gửi ubnd chấm minhduc một a còng hungyen chấm gov chấm vn"},
		{"a list", "- Mang 2 ảnh\n+ CCCD\n\n\n\nXin cảm ơn./.", "Mang hai ảnh\nCăn cước công dân\n\nXin cảm ơn."},
		{"an abbreviation that is read in two ways", "nộp HS", "nộp HS"},
		{"digits of other kinds", "½ ngày, ５ hộ, ٣ 🎉", "Một trên hai ngày, năm hộ,"},
		{"marks written apart", norm.NFD.String("phường có 21 tổ"), "phường có hai mươi mốt tổ"},
		{"nothing", "", ""},
		{"nothing to change", "Kính mời bà con đến nhà văn hóa.", "Kính mời bà con đến nhà văn hóa."},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Aloud(test.written); got != test.said {
				t.Errorf("Aloud(%q)\n got %q\nwant %q", test.written, got, test.said)
			}
		})
	}
}

// TestAloudHoldsNoDigitWhateverIsWritten joins the pieces that the readers look for in ways that no notice has.
func TestAloudHoldsNoDigitWhateverIsWritten(t *testing.T) {
	piece := rapid.OneOf(
		rapid.String(),
		rapid.StringOfN(rapid.RuneFrom([]rune("0123456789./-–:,% hgđxQHIVX+(\n²½٣")), 0, 12, -1),
		rapid.SampledFrom([]string{"ngày ", "22/KH-UBND", "17/3/2024", "7h30", "0912345678", "Quý II", "m2", "https://a.vn/", "số ", "P. ", "/", " - "}),
	)
	rapid.Check(t, func(t *rapid.T) {
		written := strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces"), "")
		said := Aloud(written)
		if i := strings.IndexFunc(said, unicode.IsNumber); i >= 0 {
			t.Fatalf("%q has a digit", said)
		}
		if !norm.NFC.IsNormalString(said) {
			t.Fatalf("%q is not in NFC", said)
		}
		if again := Aloud(said); strings.ContainsFunc(again, unicode.IsNumber) {
			t.Fatalf("%q has a digit", again)
		}
	})
}

func TestCardinalCountsUpWithoutRepeating(t *testing.T) {
	seen := map[string]int{}
	for n := range 20_000 {
		said := cardinal(strings.ReplaceAll(Number(int64(n)), ".", ""))
		if before, twice := seen[said]; twice {
			t.Fatalf("%d and %d are both %q", before, n, said)
		}
		seen[said] = n
	}
}
