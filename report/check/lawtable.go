package check

// act is a law with the years in which it was passed anew or amended, and the number of each, where a report may cite it.
type act struct {
	name  string // as cited, without "Luật", small letters
	years map[int]string
}

// lawsKnownTo is the last year of which laws() tells; later laws are not judged.
const lawsKnownTo = 2025

// laws are those that a ward's reports cite. Each year is that of a law's passing; "" where its number is not kept here.
// Longer names stand before those that they begin with.
func laws() []act {
	return []act{
		{"thực hiện dân chủ ở cơ sở", map[int]string{2022: "10/2022/QH15"}},
		{"tổ chức chính quyền địa phương", map[int]string{2015: "77/2015/QH13", 2019: "47/2019/QH14", 2025: ""}},
		{"tổ chức chính phủ", map[int]string{2015: "76/2015/QH13", 2019: "47/2019/QH14", 2025: "63/2025/QH15"}},
		{"bảo vệ môi trường", map[int]string{2005: "52/2005/QH11", 2014: "55/2014/QH13", 2020: "72/2020/QH14"}},
		{"bảo vệ bí mật nhà nước", map[int]string{2018: "29/2018/QH14", 2025: ""}},
		{"bảo hiểm y tế", map[int]string{2008: "25/2008/QH12", 2014: "46/2014/QH13", 2024: "51/2024/QH15"}},
		{"bảo hiểm xã hội", map[int]string{2006: "71/2006/QH11", 2014: "58/2014/QH13", 2024: "41/2024/QH15"}},
		{"tiếp cận thông tin", map[int]string{2016: "104/2016/QH13"}},
		{"tiếp công dân", map[int]string{2013: "42/2013/QH13"}},
		{"khiếu nại", map[int]string{2011: "02/2011/QH13"}},
		{"tố cáo", map[int]string{2018: "25/2018/QH14"}},
		{"phòng, chống tham nhũng", map[int]string{2005: "55/2005/QH11", 2018: "36/2018/QH14", 2025: ""}},
		{"phòng, chống bạo lực gia đình", map[int]string{2007: "02/2007/QH12", 2022: "13/2022/QH15"}},
		{"phòng, chống ma túy", map[int]string{2000: "23/2000/QH10", 2021: "73/2021/QH14", 2025: ""}},
		{"phòng cháy và chữa cháy", map[int]string{2001: "27/2001/QH10", 2013: "40/2013/QH13", 2024: "55/2024/QH15"}},
		{"phòng cháy, chữa cháy", map[int]string{2001: "27/2001/QH10", 2013: "40/2013/QH13", 2024: "55/2024/QH15"}},
		{"đất đai", map[int]string{2003: "13/2003/QH11", 2013: "45/2013/QH13", 2024: "31/2024/QH15"}},
		{"nhà ở", map[int]string{2005: "56/2005/QH11", 2014: "65/2014/QH13", 2023: "27/2023/QH15"}},
		{"hộ tịch", map[int]string{2014: "60/2014/QH13"}},
		{"cư trú", map[int]string{2006: "81/2006/QH11", 2020: "68/2020/QH14"}},
		{"căn cước công dân", map[int]string{2014: "59/2014/QH13"}},
		{"căn cước", map[int]string{2023: "26/2023/QH15"}},
		{"hôn nhân và gia đình", map[int]string{2000: "22/2000/QH10", 2014: "52/2014/QH13"}},
		{"trợ giúp pháp lý", map[int]string{2006: "69/2006/QH11", 2017: "11/2017/QH14"}},
		{"phổ biến, giáo dục pháp luật", map[int]string{2012: "14/2012/QH13"}},
		{"hòa giải ở cơ sở", map[int]string{2013: "35/2013/QH13"}},
		{"nghĩa vụ quân sự", map[int]string{2015: "78/2015/QH13"}},
		{"dân quân tự vệ", map[int]string{2009: "43/2009/QH12", 2019: "48/2019/QH14"}},
		{"ngân sách nhà nước", map[int]string{2002: "01/2002/QH11", 2015: "83/2015/QH13", 2025: "89/2025/QH15"}},
		{"đầu tư công", map[int]string{2014: "49/2014/QH13", 2019: "39/2019/QH14", 2024: "58/2024/QH15"}},
		{"khám bệnh, chữa bệnh", map[int]string{2009: "40/2009/QH12", 2023: "15/2023/QH15"}},
		{"cán bộ, công chức", map[int]string{2008: "22/2008/QH12", 2019: "52/2019/QH14", 2025: "80/2025/QH15"}},
		{"viên chức", map[int]string{2010: "58/2010/QH12", 2019: "52/2019/QH14", 2025: ""}},
		{"trẻ em", map[int]string{2016: "102/2016/QH13"}},
		{"người cao tuổi", map[int]string{2009: "39/2009/QH12"}},
		{"người khuyết tật", map[int]string{2010: "51/2010/QH12"}},
		{"thanh niên", map[int]string{2005: "53/2005/QH11", 2020: "57/2020/QH14"}},
		{"bình đẳng giới", map[int]string{2006: "73/2006/QH11"}},
		{"xử lý vi phạm hành chính", map[int]string{2012: "15/2012/QH13", 2020: "67/2020/QH14", 2025: "88/2025/QH15"}},
		{"an toàn thực phẩm", map[int]string{2010: "55/2010/QH12"}},
		{"giao dịch điện tử", map[int]string{2005: "51/2005/QH11", 2023: "20/2023/QH15"}},
		{"an ninh mạng", map[int]string{2018: "24/2018/QH14", 2025: ""}},
		{"giáo dục", map[int]string{2005: "38/2005/QH11", 2009: "44/2009/QH12", 2019: "43/2019/QH14", 2025: ""}},
		{"thi đua, khen thưởng", map[int]string{2003: "15/2003/QH11", 2013: "39/2013/QH13", 2022: "06/2022/QH15"}},
		{"thanh tra", map[int]string{2010: "56/2010/QH12", 2022: "11/2022/QH15", 2025: "84/2025/QH15"}},
		{"phí và lệ phí", map[int]string{2015: "97/2015/QH13"}},
		{"quản lý, sử dụng tài sản công", map[int]string{2017: "15/2017/QH14"}},
		{"quy hoạch đô thị", map[int]string{2009: "30/2009/QH12"}},
		{"trật tự, an toàn giao thông đường bộ", map[int]string{2024: "36/2024/QH15"}},
		{"lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", map[int]string{2023: "30/2023/QH15"}},
		{"bảo vệ dữ liệu cá nhân", map[int]string{2025: "91/2025/QH15"}},
		{"mặt trận tổ quốc việt nam", map[int]string{2015: "75/2015/QH13", 2025: ""}},
		{"bầu cử đại biểu quốc hội và đại biểu hội đồng nhân dân", map[int]string{2015: "85/2015/QH13", 2025: "83/2025/QH15"}},
	}
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
