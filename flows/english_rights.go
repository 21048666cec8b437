package flows

// englishRights is what is said about people's data, about denouncing, and about the assistant itself.
var englishRights = map[string]string{
	// Consent.
	"Trước khi khai, xin ông/bà đọc và cho biết ý kiến": "Before you begin, please read this and tell me whether you agree",
	"• Ai giữ: UBND %s.\n• Giữ gì: nội dung ông/bà gửi, ảnh và tệp, địa điểm; họ tên và số điện thoại nếu ông/bà cho biết.\n• Để làm gì: chỉ để giải quyết và trả lời nội dung này, theo Luật Tiếp công dân và các luật liên quan; họ tên, số điện thoại được nhớ riêng cho trò chuyện này để lần sau khỏi khai lại.\n• Giữ bao lâu: hồ sơ theo thời hạn lưu trữ; nội dung trò chuyện 30 ngày; bản khai dở được xóa sau 24 giờ.\n• Quyền của ông/bà: xem, sửa, rút lại đồng ý, yêu cầu xóa (gõ /rieng_tu).\nKhông đồng ý thì ông/bà vẫn xem được lịch tiếp dân, tài liệu công khai và danh bạ.": "• Who keeps it: the People's Committee of %s.\n• What is kept: what you write, photos and files, the place; your name and phone number if you give them.\n• What for: only to handle and answer this matter, under the Law on Citizen Reception (Luật Tiếp công dân) and related laws; your name and phone number are remembered for this conversation alone, so that you need not give them again.\n• How long: the case file as long as it must be archived; this conversation 30 days; an unfinished draft is deleted after 24 hours.\n• Your rights: to see and correct it, to withdraw your consent, to ask for deletion (type /rieng_tu).\nIf you do not agree, you can still read the reception days, the public documents and the directory.",
	"Tôi đồng ý":       "I agree",
	"Tôi không đồng ý": "I do not agree",
	"Phường tôn trọng lựa chọn của ông/bà và không lưu gì. Ông/bà có thể đến trình bày trực tiếp tại %s trong giờ làm việc.": "The ward respects your choice and keeps nothing. You can come and speak in person during working hours, at: %s.",

	// Personal data.
	"Dữ liệu cá nhân của tôi":    "My personal data",
	"Phường đang giữ của ông/bà": "What the ward keeps about you",
	"Họ tên: %s\nĐiện thoại: %s\nHồ sơ đã gửi được lưu theo pháp luật về khiếu nại, tố cáo, tiếp công dân và lưu trữ.": "Name: %s\nPhone: %s\nCases that you have sent are kept under the laws on complaints, denunciations, citizen reception and archives.",
	"không có": "none",
	"Phường cảm ơn ông/bà. Khi cần, mời ông/bà nhắn tiếp.": "Thank you. Write whenever you need something.",
	"Kính chào ông/bà. Khi cần, mời ông/bà nhắn tiếp.":     "Goodbye. Write whenever you need something.",
	"Rút lại đồng ý":                         "Withdraw my consent",
	"Sửa họ tên, số điện thoại":              "Correct my name and phone",
	"Xin cho biết số điện thoại của ông/bà.": "Please give your phone number.",
	"Đã sửa. Hồ sơ đã gửi vẫn giữ thông tin lúc gửi; cần sửa hồ sơ, mời ông/bà gặp cán bộ.": "Corrected. Cases already filed keep what they were filed with; to correct a case, please see an officer.",
	"Xóa họ tên, số điện thoại": "Delete my name and phone",
	"Không làm gì":              "Do nothing",
	"Ông/bà rút lại đồng ý cho xử lý dữ liệu cá nhân? Lần gửi sau tôi sẽ hỏi lại từ đầu.":           "Do you withdraw your consent to the use of your personal data? Next time you send something, I will ask you again.",
	"Đã ghi nhận: ông/bà rút lại đồng ý.":                                                           "Noted: you have withdrawn your consent.",
	"Xóa họ tên và số điện thoại đã lưu trong trò chuyện này? Hồ sơ đã gửi vẫn được lưu theo luật.": "Delete the name and phone number kept for this chat? Cases that you have sent are still kept as the law requires.",
	"Đã xóa họ tên và số điện thoại.":                                                               "Your name and phone number have been deleted.",
	"Không có gì thay đổi.": "Nothing has changed.",

	// Denouncing.
	"Hướng dẫn tố cáo": "How to denounce (tố cáo)",
	"Tố cáo: xin KHÔNG gửi tên, số điện thoại hay nội dung tố cáo qua trò chuyện này": "Denunciation (tố cáo): please do NOT send names, phone numbers or what you denounce in this chat",
	"Để bảo vệ người tố cáo, tôi không hỏi và không lưu thông tin của ông/bà. Đơn tố cáo cần ghi họ tên, địa chỉ, cách liên hệ, hành vi và người bị tố cáo, có chữ ký hoặc điểm chỉ (Luật Tố cáo 2018, Điều 23). Họ tên, địa chỉ, bút tích của người tố cáo được giữ bí mật theo luật.\nÔng/bà có thể:\n1. Điền mẫu đơn dưới đây, nộp trực tiếp hoặc gửi bưu điện.\n2. Đến trình bày tại %s.\n3. Gọi 113 nếu là việc phạm tội đang xảy ra.": "To protect those who denounce, I do not ask for your details and do not keep them. A denunciation must give your name and address, how to reach you, what was done and by whom, and carry your signature or fingerprint (Law on Denunciations 2018, Article 23). By law, the name, address and handwriting of the person who denounces are kept secret.\nYou can:\n1. Fill in the form below, and hand it in or post it.\n2. Come and speak in person, at: %s.\n3. Call 113 if a crime is happening now.",
	"Nếu tố cáo lãnh đạo phường":                "If you denounce a leader of the ward",
	"Xin không nộp tại phường mà gửi cấp trên:": "Please do not hand it in at the ward; send it to a higher authority:",
	"Đường dây nóng của phường: %s.":            "The ward's hotline: %s.",
	"Mẫu đơn tố cáo để trống, điền tay":         "Blank denunciation form, to fill in by hand",

	// The assistant.
	"Trợ lý này làm được gì":       "What this assistant can do",
	"Tôi là trợ lý ảo của UBND %s": "I am the virtual assistant of the People's Committee of %s",
	"Tôi là máy trả lời tự động theo kịch bản có sẵn, không phải cán bộ và không đưa ra kết luận pháp lý. Nội dung ông/bà gửi do cán bộ phường đọc và trả lời.\nTôi giúp ông/bà gửi phản ánh, kiến nghị; soạn đơn khiếu nại; theo dõi hồ sơ; xem lịch tiếp công dân, tài liệu công khai, thủ tục, danh bạ.\nGõ “menu” để về đầu, “quay lại” để sửa câu trước, “dừng” để thôi, /en để dùng tiếng Anh.": "I am a program that follows a fixed script, not an official, and I draw no legal conclusions. What you send is read and answered by officials of the ward.\nI help you send a report or proposal, draft a complaint, track your case, and find reception days, public documents, procedures and the directory.\nType “menu” to start over, “back” to change your last answer, “stop” to stop, /vi for Vietnamese.",
}
