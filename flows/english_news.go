package flows

// englishNews is what is said about being told the ward's news, and the names of its topics in the sample profile.
var englishNews = map[string]string{
	"Đăng ký nhận tin": "Get notices",
	"Ông/bà đang đăng ký nhận tin. Ông/bà muốn đổi gì?": "You are getting notices. What would you like to change?",
	"Chủ đề muốn nhận":                                  "My topics",
	"Tổ dân phố của tôi":                                "My neighbourhood group",
	"Dừng nhận tin":                                     "Stop notices",
	"Không đổi gì":                                      "Nothing",
	"Như cũ: %s":                                        "As before: %s",
	"Không nêu":                                         "Rather not say",
	"Tổ dân phố: %s":                                    "Neighbourhood group: %s",
	"Chủ đề: %s":                                        "Topics: %s",
	"Tất cả":                                            "all",
	"Tất cả, trừ: %s":                                   "all but: %s",
	"Đăng ký nhận tin giữ nguyên.":                      "Your choice of notices stays as it was.",
	"không chủ đề nào":                                  "none",
	"Trước khi đăng ký, xin ông/bà đọc và cho biết ý kiến": "Before you sign up, please read this and tell us if you agree",
	`• Ai giữ: UBND %s.
• Giữ gì: trò chuyện này, tổ dân phố và các chủ đề ông/bà chọn; tin nào đã gửi đến và ông/bà bấm “Đã xem” hay chưa.
• Để làm gì: chỉ để gửi thông báo của phường và đếm số người đã nhận, đã xem.
• Giữ bao lâu: đến khi ông/bà dừng nhận tin hoặc yêu cầu xóa.
• Quyền của ông/bà: đổi chủ đề, dừng bất cứ lúc nào (gõ /dung), xem, sửa, yêu cầu xóa (gõ /rieng_tu).
Việc này tự nguyện và tách riêng với việc gửi phản ánh, kiến nghị. Không đồng ý thì ông/bà vẫn dùng được mọi mục khác.`: `• Who keeps it: the People's Committee of %s.
• What: this chat, the neighbourhood group and the topics that you choose; which notices were sent to you, and whether you pressed “Đã xem” (seen).
• What for: only to send you the ward's notices and to count how many people got and saw them.
• How long: until you stop the notices or ask for deletion.
• Your rights: to change topics, to stop at any time (type /dung), to see, correct and delete (type /rieng_tu).
This is voluntary and apart from reports and proposals. If you do not agree, everything else works as before.`,
	"Phường tôn trọng lựa chọn của ông/bà và không gửi tin. Khi đổi ý, ông/bà gõ /nhantin.":   "We respect your choice and will send no notices. If you change your mind, type /nhantin.",
	"Ông/bà ở tổ dân phố nào? Tin riêng của tổ sẽ chỉ gửi đến đúng tổ.":                       "Which neighbourhood group do you live in? Notices for one group go to that group only.",
	"Ông/bà nhận tin về các chủ đề có dấu ✓. Bấm vào chủ đề để bật hoặc tắt, rồi bấm “Xong”.": "You get notices about the topics with a ✓. Press a topic to switch it on or off, then press “Done”.",
	"Đã lưu đăng ký nhận tin": "Your choice is saved",
	"không nêu tổ":            "not told",
	"Phường không gửi tin từ 21 giờ đến 6 giờ, trừ tin khẩn cấp. Dừng bất cứ lúc nào: gõ /dung. Đổi: gõ /nhantin.":                                                                                              "Nothing is sent between 21:00 and 06:00, except in emergencies. To stop at any time: /dung. To change: /nhantin.",
	"Đã dừng nhận tin. Từ nay phường chỉ gửi tin khẩn cấp và tin mà pháp luật buộc phải thông báo; các tin đó ghi rõ vì sao được gửi. Tổ dân phố và các chủ đề ông/bà đã chọn được xóa. Nhận lại: gõ /nhantin.": "Notices are stopped. From now on the ward sends only emergency notices and those that the law requires; each says why it was sent. Your neighbourhood group and topics are deleted. To get notices again: /nhantin.",
	"Xin cảm ơn ông/bà đã xem tin.":                                   "Thank you for reading the notice.",
	"Lượt xem này không được tính: tin không gửi đến trò chuyện này.": "This was not counted: the notice was not sent to this chat.",

	// Topics.
	"Thông báo chung của phường":                         "General notices of the ward",
	"Lịch tiếp công dân, hội nghị đối thoại":             "Reception days, meetings with citizens",
	"Bầu cử, họp tổ dân phố":                             "Elections, neighbourhood meetings",
	"Ngân sách, quỹ và các khoản đóng góp":               "Budget, funds and contributions",
	"Đất đai, quy hoạch, giải phóng mặt bằng":            "Land, planning, site clearance",
	"Hộ nghèo, trợ cấp, bảo hiểm y tế":                   "Poor households, benefits, health insurance",
	"Thủ tục hành chính, dịch vụ công trực tuyến, VNeID": "Procedures, online services, VNeID",
	"Môi trường, thu gom rác":                            "Environment, rubbish collection",
	"An ninh trật tự, phòng cháy và chữa cháy":           "Public order, fire safety",
	"Y tế, giáo dục":                                     "Health, education",
	"Phổ biến pháp luật, trợ giúp pháp lý":               "Law and legal aid",
	"Thiên tai, mất điện, mất nước, việc khẩn cấp":       "Disasters, power and water cuts, emergencies",
}
