package check

import (
	"strings"

	"danbiet/law"
)

// act is a law with the years in which it was passed anew or amended, and the number of each, where a report may cite it.
type act struct {
	name  string // as cited, without "Luật", small letters
	years map[int]string
	anew  []int // the years in which a law of this name replaced the one before
}

// lawsKnownTo is the last year of which laws() tells all; a later year is not judged, for laws of several fields were amended
// together in 2025 and after.
const lawsKnownTo = 2024

// laws are those that a ward's reports cite. Each year is that of a law's passing; "" where its number is not kept here.
// Longer names stand before those that they begin with.
func laws() []act {
	return []act{
		{"thực hiện dân chủ ở cơ sở", map[int]string{2022: "10/2022/QH15"}, nil},
		{"tổ chức chính quyền địa phương", map[int]string{2015: "77/2015/QH13", 2019: "47/2019/QH14", 2025: ""}, []int{2015, 2025}},
		{"tổ chức chính phủ", map[int]string{2015: "76/2015/QH13", 2019: "47/2019/QH14", 2025: "63/2025/QH15"}, []int{2015, 2025}},
		{"bảo vệ môi trường", map[int]string{2005: "52/2005/QH11", 2014: "55/2014/QH13", 2020: "72/2020/QH14"}, []int{2005, 2014, 2020}},
		{"bảo vệ bí mật nhà nước", map[int]string{2018: "29/2018/QH14", 2025: ""}, nil},
		{"bảo hiểm y tế", map[int]string{2008: "25/2008/QH12", 2014: "46/2014/QH13", 2024: "51/2024/QH15"}, nil},
		{"bảo hiểm xã hội", map[int]string{2006: "71/2006/QH11", 2014: "58/2014/QH13", 2024: "41/2024/QH15"}, []int{2006, 2014, 2024}},
		{"tiếp cận thông tin", map[int]string{2016: "104/2016/QH13"}, nil},
		{"tiếp công dân", map[int]string{2013: "42/2013/QH13"}, nil},
		{"khiếu nại", map[int]string{1998: "", 2011: "02/2011/QH13", 2013: ""}, []int{1998, 2011}},
		{"tố cáo", map[int]string{2011: "03/2011/QH13", 2018: "25/2018/QH14"}, []int{2011, 2018}},
		{"phòng, chống tham nhũng", map[int]string{2005: "55/2005/QH11", 2018: "36/2018/QH14", 2025: ""}, []int{2005, 2018}},
		{"phòng, chống bạo lực gia đình", map[int]string{2007: "02/2007/QH12", 2022: "13/2022/QH15"}, []int{2007, 2022}},
		{"phòng, chống ma túy", map[int]string{2000: "23/2000/QH10", 2021: "73/2021/QH14", 2025: ""}, []int{2000, 2021}},
		{"phòng cháy và chữa cháy", map[int]string{2001: "27/2001/QH10", 2013: "40/2013/QH13", 2024: "55/2024/QH15"}, []int{2001, 2024}},
		{"phòng cháy, chữa cháy", map[int]string{2001: "27/2001/QH10", 2013: "40/2013/QH13", 2024: "55/2024/QH15"}, []int{2001, 2024}},
		{"đất đai", map[int]string{2003: "13/2003/QH11", 2013: "45/2013/QH13", 2024: "31/2024/QH15"}, []int{2003, 2013, 2024}},
		{"nhà ở", map[int]string{2005: "56/2005/QH11", 2014: "65/2014/QH13", 2023: "27/2023/QH15"}, []int{2005, 2014, 2023}},
		{"hộ tịch", map[int]string{2014: "60/2014/QH13"}, nil},
		{"cư trú", map[int]string{2006: "81/2006/QH11", 2020: "68/2020/QH14"}, []int{2006, 2020}},
		{"căn cước công dân", map[int]string{2014: "59/2014/QH13"}, nil},
		{"căn cước", map[int]string{2023: "26/2023/QH15"}, nil},
		{"hôn nhân và gia đình", map[int]string{2000: "22/2000/QH10", 2014: "52/2014/QH13"}, []int{2000, 2014}},
		{"trợ giúp pháp lý", map[int]string{2006: "69/2006/QH11", 2017: "11/2017/QH14"}, []int{2006, 2017}},
		{"phổ biến, giáo dục pháp luật", map[int]string{2012: "14/2012/QH13"}, nil},
		{"hòa giải ở cơ sở", map[int]string{2013: "35/2013/QH13"}, nil},
		{"nghĩa vụ quân sự", map[int]string{2015: "78/2015/QH13"}, nil},
		{"dân quân tự vệ", map[int]string{2009: "43/2009/QH12", 2019: "48/2019/QH14"}, []int{2009, 2019}},
		{"ngân sách nhà nước", map[int]string{2002: "01/2002/QH11", 2015: "83/2015/QH13", 2025: "89/2025/QH15"}, []int{2002, 2015, 2025}},
		{"đầu tư công", map[int]string{2014: "49/2014/QH13", 2019: "39/2019/QH14", 2024: "58/2024/QH15"}, []int{2014, 2019, 2024}},
		{"khám bệnh, chữa bệnh", map[int]string{2009: "40/2009/QH12", 2023: "15/2023/QH15"}, []int{2009, 2023}},
		{"cán bộ, công chức", map[int]string{2008: "22/2008/QH12", 2019: "52/2019/QH14", 2025: "80/2025/QH15"}, []int{2008, 2025}},
		{"viên chức", map[int]string{2010: "58/2010/QH12", 2019: "52/2019/QH14", 2025: ""}, nil},
		{"trẻ em", map[int]string{2016: "102/2016/QH13"}, nil},
		{"người cao tuổi", map[int]string{2009: "39/2009/QH12"}, nil},
		{"người khuyết tật", map[int]string{2010: "51/2010/QH12"}, nil},
		{"thanh niên", map[int]string{2005: "53/2005/QH11", 2020: "57/2020/QH14"}, []int{2005, 2020}},
		{"bình đẳng giới", map[int]string{2006: "73/2006/QH11"}, nil},
		{"xử lý vi phạm hành chính", map[int]string{2012: "15/2012/QH13", 2020: "67/2020/QH14", 2025: "88/2025/QH15"}, nil},
		{"an toàn thực phẩm", map[int]string{2010: "55/2010/QH12"}, nil},
		{"giao dịch điện tử", map[int]string{2005: "51/2005/QH11", 2023: "20/2023/QH15"}, []int{2005, 2023}},
		{"an ninh mạng", map[int]string{2018: "24/2018/QH14", 2025: ""}, nil},
		{"giáo dục", map[int]string{2005: "38/2005/QH11", 2009: "44/2009/QH12", 2019: "43/2019/QH14", 2025: ""}, []int{2005, 2019}},
		{"thi đua, khen thưởng", map[int]string{2003: "15/2003/QH11", 2013: "39/2013/QH13", 2022: "06/2022/QH15"}, []int{2003, 2022}},
		{"thanh tra", map[int]string{2010: "56/2010/QH12", 2022: "11/2022/QH15", 2025: "84/2025/QH15"}, []int{2010, 2022, 2025}},
		{"phí và lệ phí", map[int]string{2015: "97/2015/QH13"}, nil},
		{"quản lý, sử dụng tài sản công", map[int]string{2017: "15/2017/QH14"}, nil},
		{"quy hoạch đô thị", map[int]string{2009: "30/2009/QH12"}, nil},
		{"trật tự, an toàn giao thông đường bộ", map[int]string{2024: "36/2024/QH15"}, nil},
		{"lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", map[int]string{2023: "30/2023/QH15"}, nil},
		{"bảo vệ dữ liệu cá nhân", map[int]string{2025: "91/2025/QH15"}, nil},
		{"dữ liệu", map[int]string{2024: "60/2024/QH15"}, nil},
		{"đường bộ", map[int]string{2024: "35/2024/QH15"}, nil},
		{"phòng không nhân dân", map[int]string{2024: "49/2024/QH15"}, nil},
		{"tài nguyên nước", map[int]string{1998: "", 2012: "17/2012/QH13", 2023: "28/2023/QH15"}, []int{1998, 2012, 2023}},
		{"phòng thủ dân sự", map[int]string{2023: "18/2023/QH15"}, nil},
		{"xây dựng", map[int]string{2003: "16/2003/QH11", 2014: "50/2014/QH13", 2020: "62/2020/QH14"}, []int{2003, 2014}},
		{"chăn nuôi", map[int]string{2018: "32/2018/QH14"}, nil},
		{"trồng trọt", map[int]string{2018: "31/2018/QH14"}, nil},
		{"thủy lợi", map[int]string{2017: "08/2017/QH14"}, nil},
		{"tín ngưỡng, tôn giáo", map[int]string{2016: "02/2016/QH14"}, nil},
		{"quy hoạch", map[int]string{2017: "21/2017/QH14"}, nil},
		{"mặt trận tổ quốc việt nam", map[int]string{2015: "75/2015/QH13", 2025: ""}, nil},
		{"bầu cử đại biểu quốc hội và đại biểu hội đồng nhân dân", map[int]string{2015: "85/2015/QH13", 2025: "83/2025/QH15"}, nil},
	}
}

// known is an act below the laws that wards cite, with the day on which it was issued.
type known struct {
	symbol string
	day    law.Date
}

// knownActs are decrees, decisions and circulars of which number, kind and day are certain. What is not here is not judged.
func knownActs() map[string]known {
	all := map[string]known{}
	for _, k := range []known{
		{"20/2008/NĐ-CP", law.Date{Year: 2008, Month: 2, Day: 14}},
		{"63/2010/NĐ-CP", law.Date{Year: 2010, Month: 6, Day: 8}},
		{"48/2013/NĐ-CP", law.Date{Year: 2013, Month: 5, Day: 14}},
		{"64/2014/NĐ-CP", law.Date{Year: 2014, Month: 6, Day: 26}},
		{"343/2016/TT-BTC", law.Date{Year: 2016, Month: 12, Day: 30}},
		{"92/2017/NĐ-CP", law.Date{Year: 2017, Month: 8, Day: 7}},
		{"61/2018/NĐ-CP", law.Date{Year: 2018, Month: 4, Day: 23}},
		{"31/2019/NĐ-CP", law.Date{Year: 2019, Month: 4, Day: 10}},
		{"59/2019/NĐ-CP", law.Date{Year: 2019, Month: 7, Day: 1}},
		{"30/2020/NĐ-CP", law.Date{Year: 2020, Month: 3, Day: 5}},
		{"45/2020/NĐ-CP", law.Date{Year: 2020, Month: 4, Day: 8}},
		{"124/2020/NĐ-CP", law.Date{Year: 2020, Month: 10, Day: 19}},
		{"130/2020/NĐ-CP", law.Date{Year: 2020, Month: 10, Day: 30}},
		{"07/2021/NĐ-CP", law.Date{Year: 2021, Month: 1, Day: 27}},
		{"24/2021/QĐ-TTg", law.Date{Year: 2021, Month: 7, Day: 16}},
		{"05/2021/TT-TTCP", law.Date{Year: 2021, Month: 10, Day: 1}},
		{"107/2021/NĐ-CP", law.Date{Year: 2021, Month: 12, Day: 6}},
		{"42/2022/NĐ-CP", law.Date{Year: 2022, Month: 6, Day: 24}},
		{"33/2023/NĐ-CP", law.Date{Year: 2023, Month: 6, Day: 10}},
		{"59/2023/NĐ-CP", law.Date{Year: 2023, Month: 8, Day: 14}},
		{"118/2025/NĐ-CP", law.Date{Year: 2025, Month: 6, Day: 9}},
		{"150/2025/NĐ-CP", law.Date{Year: 2025, Month: 6, Day: 12}},
		{"151/2025/NĐ-CP", law.Date{Year: 2025, Month: 6, Day: 12}},
	} {
		number, from, _ := strings.Cut(k.symbol, "-")
		all[strings.TrimLeft(number[:strings.LastIndex(number, "/")], "0")+"|"+from] = k
	}
	return all
}

// papers are the kinds of documents with the letters that their symbols have for them (Nghị định 30/2020/NĐ-CP, Phụ lục
// III). Official letters have none.
func papers() map[string][]string {
	return map[string][]string{
		"nghị định": {"NĐ"}, "nghị quyết": {"NQ", "NQLT"}, "quyết định": {"QĐ", "QĐi"}, "thông tư": {"TT", "TTLT"},
		"chỉ thị": {"CT"}, "kế hoạch": {"KH"}, "thông báo": {"TB"}, "báo cáo": {"BC"}, "tờ trình": {"TTr"}, "hướng dẫn": {"HD"},
		"chương trình": {"CTr", "CT", "CTrPH"}, "quy chế": {"QC", "QCPH"}, "đề án": {"ĐA"}, "phương án": {"PA"}, "công điện": {"CĐ"},
	}
}

// issuers are who may issue the kinds that only few issue.
func issuers() map[string]string {
	return map[string]string{"NĐ": "CP", "TTLT": "", "TT": ""}
}
