package flows

// englishNames is the English of names that are fixed elsewhere: by the law, by the calendar, and by the sample profile
// for what wards usually keep of it. A ward's own names stay in Vietnamese.
var englishNames = map[string]string{
	// Kinds of petition, in the middle of a line.
	"phản ánh":  "report",
	"kiến nghị": "proposal",
	"khiếu nại": "complaint",
	"tố cáo":    "denunciation",

	// Statuses.
	"Đã tiếp nhận":    "Received",
	"Chờ ký, bổ sung": "Waiting for your signature",
	"Đã rút":          "Withdrawn",

	// Weekdays.
	"thứ Hai":  "Monday",
	"thứ Ba":   "Tuesday",
	"thứ Tư":   "Wednesday",
	"thứ Năm":  "Thursday",
	"thứ Sáu":  "Friday",
	"thứ Bảy":  "Saturday",
	"Chủ nhật": "Sunday",

	// Days off.
	"Tết Dương lịch":                    "New Year's Day",
	"Tết Nguyên đán":                    "Lunar New Year (Tết)",
	"Giỗ Tổ Hùng Vương":                 "Hùng Kings' Day",
	"Ngày Chiến thắng 30/4":             "Victory Day, 30/4",
	"Ngày Quốc tế lao động 1/5":         "International Labour Day, 1/5",
	"Quốc khánh":                        "National Day",
	"Nghỉ bù Tết Dương lịch":            "day off for New Year's Day",
	"Nghỉ bù Tết Nguyên đán":            "day off for Lunar New Year (Tết)",
	"Nghỉ bù Giỗ Tổ Hùng Vương":         "day off for Hùng Kings' Day",
	"Nghỉ bù Ngày Chiến thắng 30/4":     "day off for Victory Day, 30/4",
	"Nghỉ bù Ngày Quốc tế lao động 1/5": "day off for International Labour Day, 1/5",
	"Nghỉ bù Quốc khánh":                "day off for National Day",
	"Nghỉ hoán đổi dịp 30/4–1/5":        "day off exchanged for the holidays of 30/4–1/5",
	"Nghỉ hoán đổi dịp Tết Dương lịch":  "day off exchanged for New Year's Day",
	"Nghỉ hoán đổi dịp Quốc khánh":      "day off exchanged for National Day",

	// Groups of what the ward discloses: as a heading, and as a button.
	"Kế hoạch phát triển kinh tế – xã hội và kết quả thực hiện":            "Plans for the economy and society, and their results",
	"Dự toán, quyết toán và tình hình thực hiện ngân sách":                 "Budget: estimates, accounts and how it is carried out",
	"Dự án, công trình, thu hồi đất, bồi thường, tái định cư và quy hoạch": "Projects, works, land recovery, compensation, resettlement and land-use plans",
	"Quy chế dân chủ; nhiệm vụ, quyền hạn của cán bộ, công chức":           "Rules of grassroots democracy; duties and powers of officials",
	"Các quỹ và khoản huy động Nhân dân đóng góp":                          "Funds, and contributions that people are asked for",
	"Quản lý, sử dụng tài sản công":                                        "Management and use of public property",
	"Chính sách hỗ trợ; hộ nghèo, hộ cận nghèo và kết quả thực hiện":       "Support policies; poor and near-poor households, and results",
	"Tiền, hàng cứu trợ thiên tai, tài trợ, viện trợ":                      "Money and goods of disaster relief, sponsorship and aid",
	"Tuyển chọn, gọi công dân nhập ngũ":                                    "Selection and call-up for military service",
	"Kết quả thanh tra, kiểm tra, xử lý vi phạm; lấy phiếu tín nhiệm":      "Results of inspections and of dealing with violations; votes of confidence",
	"Nội dung lấy ý kiến Nhân dân và kết quả tiếp thu, giải trình":         "What people are consulted on, and how their opinions were taken up",
	"Phí, lệ phí và nghĩa vụ tài chính khác":                               "Fees, charges and other financial duties",
	"Thủ tục hành chính do phường giải quyết":                              "Administrative procedures that the ward handles",
	"Nội dung khác theo quy định của pháp luật":                            "Other matters that the law requires",
	"Kinh tế – xã hội":   "Economy and society",
	"Ngân sách":          "Budget",
	"Dự án, đất đai":     "Projects, land",
	"Dân chủ, cán bộ":    "Democracy, officials",
	"Quỹ, đóng góp":      "Funds, contributions",
	"Tài sản công":       "Public property",
	"Hỗ trợ, hộ nghèo":   "Support, poor households",
	"Cứu trợ, tài trợ":   "Relief, sponsorship",
	"Nghĩa vụ quân sự":   "Military service",
	"Thanh tra, kỷ luật": "Inspections, discipline",
	"Lấy ý kiến":         "Consultations",
	"Phí, lệ phí":        "Fees and charges",

	// Fields of petitions and procedures.
	"Môi trường, rác thải":                       "Environment, rubbish",
	"Đất đai, bồi thường, giải phóng mặt bằng":   "Land, compensation, site clearance",
	"Xây dựng, trật tự đô thị":                   "Building, order in the streets",
	"Hạ tầng – đường, điện, nước":                "Roads, electricity, water",
	"Trật tự, an ninh, phòng cháy":               "Public order, security, fire safety",
	"Hộ tịch, chứng thực":                        "Civil status, certified copies",
	"Chính sách xã hội, hộ nghèo, bảo hiểm y tế": "Social policy, health insurance",
	"Giáo dục, trường học":                       "Education, schools",
	"Y tế, an toàn thực phẩm":                    "Health, food safety",
	"Các khoản thu, đóng góp, quỹ":               "Payments, contributions, funds",
	"Thái độ phục vụ của cán bộ, công chức":      "How officials treat people",
	"Bầu cử, hoạt động tổ dân phố":               "Elections, neighbourhood groups",
	"Nội dung khác":                              "Other matters",

	// Lines, and who receives citizens.
	"Công an (trật tự, an ninh, hành vi phạm tội)":      "Police (order, security, crime)",
	"Chữa cháy, cứu nạn, cứu hộ":                        "Fire and rescue",
	"Cấp cứu y tế":                                      "Ambulance",
	"Tổng đài điện thoại quốc gia bảo vệ trẻ em":        "National child protection line",
	"Tìm kiếm cứu nạn khi có thiên tai, tai nạn, sự cố": "Search and rescue in disasters and accidents",
	"Đường dây nóng của UBND phường":                    "Hotline of the Ward People's Committee",
	"Chủ tịch UBND phường":                              "Chairman (Chủ tịch UBND phường)",
	"Văn phòng UBND phường":                             "Office (Văn phòng UBND phường)",
}
