package viet

// documentKinds are the short names of kinds of documents as they stand in a document's number: Nghị định
// 30/2020/NĐ-CP, Phụ lục III, Phần I, and the kinds that the Assembly, the Government and ministries issue.
var documentKinds = map[string]string{
	"NQ": "nghị quyết", "QĐ": "quyết định", "CT": "chỉ thị", "QC": "quy chế", "QyĐ": "quy định", "TC": "thông cáo",
	"TB": "thông báo", "HD": "hướng dẫn", "CTr": "chương trình", "KH": "kế hoạch", "PA": "phương án", "ĐA": "đề án",
	"DA": "dự án", "BC": "báo cáo", "BB": "biên bản", "TTr": "tờ trình", "HĐ": "hợp đồng", "CĐ": "công điện", "CV": "công văn",
	"GM": "giấy mời", "NĐ": "nghị định", "TT": "thông tư", "TTLT": "thông tư liên tịch", "PL": "pháp lệnh", "KL": "kết luận",
	"VBHN": "văn bản hợp nhất", "L": "luật",
}

// issuers are the short names of the bodies in document numbers.
var issuers = map[string]string{
	"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "CTN": "Chủ tịch nước",
	"QH": "Quốc hội", "UBTVQH": "Ủy ban Thường vụ Quốc hội", "TTCP": "Thanh tra Chính phủ", "VPCP": "Văn phòng Chính phủ",
	"NHNN": "Ngân hàng Nhà nước", "BCA": "Bộ Công an", "BCT": "Bộ Công Thương", "BGDĐT": "Bộ Giáo dục và Đào tạo",
	"BGTVT": "Bộ Giao thông vận tải", "BKHCN": "Bộ Khoa học và Công nghệ", "BKHĐT": "Bộ Kế hoạch và Đầu tư",
	"BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội", "BNG": "Bộ Ngoại giao", "BNNMT": "Bộ Nông nghiệp và Môi trường",
	"BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn", "BNV": "Bộ Nội vụ", "BQP": "Bộ Quốc phòng", "BTC": "Bộ Tài chính",
	"BTNMT": "Bộ Tài nguyên và Môi trường", "BTP": "Bộ Tư pháp", "BTTTT": "Bộ Thông tin và Truyền thông",
	"BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch", "BXD": "Bộ Xây dựng", "BYT": "Bộ Y tế", "TW": "Trung ương", "TU": "Tỉnh ủy",
	"ĐU": "Đảng ủy", "MTTQ": "Mặt trận Tổ quốc", "BCĐ": "Ban Chỉ đạo", "BTT": "Ban Thường trực", "VP": "Văn phòng",
}

// shortForms are abbreviations of ward notices, as they are said. One that people read in two ways (HS: hồ sơ, học sinh) or
// that is also a syllable in capitals (CA) is not here: the reader at the microphone knows better than a table.
var shortForms = map[string]string{
	// Bodies.
	"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "QH": "Quốc hội", "ĐBQH": "đại biểu Quốc hội", "CP": "Chính phủ",
	"TTg": "Thủ tướng Chính phủ", "MTTQ": "Mặt trận Tổ quốc", "MTTQVN": "Mặt trận Tổ quốc Việt Nam",
	"UBMTTQ": "Ủy ban Mặt trận Tổ quốc", "UBMTTQVN": "Ủy ban Mặt trận Tổ quốc Việt Nam", "UBKT": "Ủy ban kiểm tra",
	"BTV": "ban thường vụ", "BCH": "ban chấp hành", "BCHQS": "ban chỉ huy quân sự", "BCĐ": "ban chỉ đạo", "CAND": "công an nhân dân",
	"QĐND": "quân đội nhân dân", "TAND": "tòa án nhân dân", "VKSND": "viện kiểm sát nhân dân", "CSGT": "cảnh sát giao thông",
	"CSKV": "cảnh sát khu vực", "DQTV": "dân quân tự vệ", "LLVT": "lực lượng vũ trang", "TDP": "tổ dân phố", "KDC": "khu dân cư",
	"NVH": "nhà văn hóa", "CLB": "câu lạc bộ", "HTX": "hợp tác xã", "KCN": "khu công nghiệp", "CCN": "cụm công nghiệp",
	"CCB": "cựu chiến binh", "LHPN": "liên hiệp phụ nữ", "ĐTN": "đoàn thanh niên", "TNCS": "thanh niên cộng sản",
	"HCM": "Hồ Chí Minh", "NHCSXH": "ngân hàng chính sách xã hội", "KBNN": "kho bạc nhà nước", "TYT": "trạm y tế",
	"TTYT": "trung tâm y tế", "THCS": "trung học cơ sở", "THPT": "trung học phổ thông", "VP": "văn phòng",
	"TP": "thành phố", "Tp": "thành phố", "TX": "thị xã", "Tx": "thị xã", "QL": "quốc lộ", "TL": "tỉnh lộ",
	// Papers and offices' matters.
	"NĐ": "nghị định", "QĐ": "quyết định", "NQ": "nghị quyết", "TT": "thông tư", "CV": "công văn", "TTHC": "thủ tục hành chính",
	"CCHC": "cải cách hành chính", "DVC": "dịch vụ công", "DVCTT": "dịch vụ công trực tuyến", "CCCD": "căn cước công dân",
	"CMND": "chứng minh nhân dân", "GPLX": "giấy phép lái xe", "GCN": "giấy chứng nhận", "QSDĐ": "quyền sử dụng đất",
	"GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất", "GPMB": "giải phóng mặt bằng", "CBCC": "cán bộ, công chức",
	"CBCCVC": "cán bộ, công chức, viên chức", "SĐT": "số điện thoại", "Sđt": "số điện thoại", "sđt": "số điện thoại",
	"ĐT": "điện thoại", "STT": "số thứ tự", "VNĐ": "đồng", "VND": "đồng", "USD": "đô la Mỹ",
	// Health, benefits, safety, environment.
	"BHYT": "bảo hiểm y tế", "BHXH": "bảo hiểm xã hội", "BHTN": "bảo hiểm thất nghiệp", "BTXH": "bảo trợ xã hội",
	"NCT": "người cao tuổi", "NKT": "người khuyết tật", "NLĐ": "người lao động", "KCB": "khám chữa bệnh",
	"SXH": "sốt xuất huyết", "ATTP": "an toàn thực phẩm", "VSATTP": "vệ sinh an toàn thực phẩm", "VSMT": "vệ sinh môi trường",
	"BVMT": "bảo vệ môi trường", "BVTV": "bảo vệ thực vật", "KHHGĐ": "kế hoạch hóa gia đình", "BLGĐ": "bạo lực gia đình",
	"PCCC": "phòng cháy, chữa cháy", "CNCH": "cứu nạn, cứu hộ", "PCTT": "phòng, chống thiên tai", "PCTN": "phòng, chống tham nhũng",
	"ATGT": "an toàn giao thông", "ANTT": "an ninh trật tự", "ATXH": "an toàn xã hội", "TTATXH": "trật tự an toàn xã hội",
	"TNXH": "tệ nạn xã hội", "NVQS": "nghĩa vụ quân sự", "GDPL": "giáo dục pháp luật", "PBGDPL": "phổ biến, giáo dục pháp luật", "XHCN": "xã hội chủ nghĩa",
	"NTM": "nông thôn mới", "TDTT": "thể dục thể thao", "VHTT": "văn hóa thông tin", "TTĐT": "thông tin điện tử", "TNMT": "tài nguyên môi trường",
	"GDĐT": "giáo dục và đào tạo", "GD&ĐT": "giáo dục và đào tạo", "LĐTBXH": "lao động, thương binh và xã hội",
	"LĐ-TB&XH": "lao động, thương binh và xã hội", "NN&PTNT": "nông nghiệp và phát triển nông thôn", "KT-XH": "kinh tế - xã hội",
	"QP-AN": "quốc phòng - an ninh", "SXKD": "sản xuất, kinh doanh", "GTGT": "giá trị gia tăng",
	// Measures that no word looks like.
	"kg": "ki-lô-gam", "km": "ki-lô-mét", "cm": "xen-ti-mét", "mm": "mi-li-mét", "kV": "ki-lô-vôn", "KV": "ki-lô-vôn",
	"kWh": "ki-lô-oát giờ", "kW": "ki-lô-oát", "ml": "mi-li-lít", "mg": "mi-li-gam",
}

// pointed are abbreviations that hold a mark of their own; the first that fits counts.
var pointed = []struct{ written, said string }{
	{"v.v...", "vân vân"},
	{"v.v…", "vân vân"},
	{"v.v.", "vân vân."},
	{"v.v", "vân vân"},
	{"v/v", "về việc"},
	{"V/v", "Về việc"},
	{"đ/c", "đồng chí"},
	{"Đ/c", "Đồng chí"},
	{"TP. ", "thành phố "},
	{"TP.", "thành phố "},
	{"Tp. ", "thành phố "},
	{"Tp.", "thành phố "},
	{"TX. ", "thị xã "},
	{"TX.", "thị xã "},
	{"Tx. ", "thị xã "},
	{"Tx.", "thị xã "},
	{"TM. ", "Thay mặt "},
	{"TM.", "Thay mặt "},
	{"KT. ", "Ký thay "},
	{"KT.", "Ký thay "},
	{"P. ", "phường "},
	{"P.", "phường "},
}

// measures follow a number, with or without a space. The longest that fits counts, so m2 stands before m.
var measures = []struct{ written, said string }{
	{"%", "phần trăm"},
	{"‰", "phần nghìn"},
	{"°C", "độ C"},
	{"ºC", "độ C"},
	{"℃", "độ C"},
	{"oC", "độ C"},
	{"°", "độ"},
	{"VNĐ", "đồng"},
	{"VND", "đồng"},
	{"vnđ", "đồng"},
	{"đ", "đồng"},
	{"₫", "đồng"},
	{"$", "đô la"},
	{"km2", "ki-lô-mét vuông"},
	{"cm2", "xen-ti-mét vuông"},
	{"m2", "mét vuông"},
	{"m3", "mét khối"},
	{"km", "ki-lô-mét"},
	{"cm", "xen-ti-mét"},
	{"mm", "mi-li-mét"},
	{"ml", "mi-li-lít"},
	{"m", "mét"},
	{"ha", "héc-ta"},
	{"kg", "ki-lô-gam"},
	{"mg", "mi-li-gam"},
	{"g", "gam"},
	{"l", "lít"},
	{"kWh", "ki-lô-oát giờ"},
	{"kW", "ki-lô-oát"},
	{"kV", "ki-lô-vôn"},
	{"KV", "ki-lô-vôn"},
	{"tr", "triệu"},
	{"k", "nghìn"},
	{"h", "giờ"},
	{"'", "phút"},
	{"′", "phút"},
}

// signs are said wherever they stand.
var signs = map[rune]string{
	'&': "và", '+': "cộng", '=': "bằng", '@': "a còng", '~': "khoảng", '≈': "khoảng", '≥': "từ", '≤': "không quá", '>': "trên",
	'<': "dưới", '±': "cộng trừ", '×': "nhân", '%': "phần trăm", '‰': "phần nghìn", '°': "độ", '₫': "đồng", '$': "đô la",
	'№': "số", '→': "đến",
}
