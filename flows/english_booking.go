package flows

// englishBooking is what is said of a time at which the citizen is received.
var englishBooking = map[string]string{
	"Đặt giờ tiếp công dân": "Book a time to be received",
	"Đặt giờ gặp":           "Book a time",
	"Đặt giờ gặp trực tiếp": "Book a meeting in person",
	"Giờ này vừa có người đặt trước. Xin lỗi ông/bà; mời chọn một giờ khác còn trống.": "Somebody has just booked this time. We are sorry; please choose another one that is free.",

	// A time that is booked already.
	"Ông/bà đang có hẹn lúc %s, %s, với %s.":                                                                    "You have an appointment at %s on %s with: %s.",
	"Ông/bà muốn làm gì với giờ hẹn này?":                                                                       "What would you like to do with it?",
	"Đây là tên một mục, không phải việc cần trao đổi. Xin ghi việc của ông/bà.":                                "This is the name of a menu entry, not a matter to talk about. Please write what it is about.",
	"Ông/bà đang ở giữa “%s” và chưa xong. Ông/bà muốn chuyển sang “%s”? Chuyển đi thì lần sau làm lại từ đầu.": "You are in the middle of “%s” and not done. Do you want to go to “%s”? Then you begin anew next time.",
	"Giữ nguyên":   "Keep it",
	"Đổi giờ khác": "Choose another time",
	"Hủy giờ hẹn":  "Cancel it",
	"Đã hủy giờ hẹn. Ông/bà vẫn có thể đến bất cứ buổi tiếp công dân nào mà không cần đặt giờ.": "The appointment is cancelled. You may still come to any reception without one.",
	"Giờ hẹn được giữ nguyên. Phường chờ ông/bà.":                                               "The appointment stands. The ward expects you.",

	// Choosing one.
	"Ông/bà muốn gặp ai?": "Whom would you like to see?",
	"Hiện chưa có giờ nào đặt được. Mời ông/bà đến trực tiếp trong giờ tiếp công dân, hoặc xem lại sau.": "No time can be booked at present. Please come during the reception hours, or look again later.",
	"%s (còn %d giờ trống)":                             "%s (%d free)",
	"Ông/bà muốn đến ngày nào?":                         "On which day would you like to come?",
	"Mời ông/bà chọn giờ. Mỗi cuộc gặp khoảng %d phút.": "Please choose a time. A meeting takes about %d minutes.",
	"Chỉ mình tôi":                                      "Only me",
	"Có bao nhiêu người cùng nội dung này, kể cả ông/bà? Xin gõ một số.":                                                         "How many people share this matter, you included? Please type a number.",
	"Xin gõ số người, từ 1 đến 1000, ví dụ: 3.":                                                                                  "Please type the number of people, from 1 to 1000, for example 3.",
	"Từ hơn 10 người cùng một nội dung, xin cử người đại diện trình bày, nhiều nhất 5 người (Luật Tiếp công dân 2013, Điều 29).": "More than 10 people with the same matter speak through representatives, at most 5 (Law on Citizen Reception 2013, Article 29).",
	"Từ 5 đến 10 người cùng một nội dung, xin cử 1 hoặc 2 người đại diện trình bày (Luật Tiếp công dân 2013, Điều 29).":          "From 5 to 10 people with the same matter speak through 1 or 2 representatives (Law on Citizen Reception 2013, Article 29).",
	"Ông/bà muốn trình bày việc gì? Xin ghi ngắn gọn để phường chuẩn bị; chỉ cán bộ tiếp công dân đọc được.":                     "What would you like to talk about? A few words help the ward prepare; only the officials who receive you can read them.",

	// What is confirmed.
	"Đã đặt giờ tiếp công dân": "Your time is booked",
	"Thời gian: %s, %s":        "Time: %s, %s",
	"Người tiếp: %s":           "You will see: %s",
	"Về hồ sơ: %s":             "About the case: %s",
	"Xin mang theo căn cước hoặc hộ chiếu, đơn và tài liệu liên quan nếu có, và có mặt trước giờ hẹn 10 phút.": "Please bring your identity card or passport and any written petition or papers, and be there 10 minutes early.",
	"Chiều hôm trước tôi sẽ nhắc ông/bà. Muốn đổi hoặc hủy, ông/bà gõ “giờ hẹn của tôi”.":                      "I will remind you on the afternoon before. To change or cancel it, type “change my appointment”.",
	"Nhắc giờ hẹn tiếp công dân": "Reminder: your appointment",
	"Đổi hoặc hủy giờ hẹn":       "Change or cancel it",
	"Ngày mai, %s, lúc %s, ông/bà có hẹn với %s tại %s. Xin ông/bà mang theo giấy tờ tùy thân và tài liệu liên quan, có mặt trước 10 phút.": "Tomorrow, %s, at %s, you have an appointment with: %s. Place: %s. Please bring your identity papers and any related documents, and be there 10 minutes early.",

	// What the schedule does to it.
	"Giờ hẹn tiếp công dân thay đổi": "Your appointment has changed",
	"Đổi hoặc đặt giờ khác":          "Choose another time",
	"Buổi tiếp công dân ngày %s của %s không diễn ra như đã báo nên giờ hẹn %s của ông/bà không còn. Xin lỗi ông/bà; mời đặt giờ khác.": "The reception of %s by the %s does not take place as announced, so your appointment at %s is gone. We are sorry; please book another time.",
	"Buổi tiếp công dân ngày %s của %s dời sang %s. Giờ hẹn của ông/bà được giữ: %s, cùng nơi tiếp. Nếu không tiện, mời đổi giờ khác.":  "The reception of %s by the %s is moved to %s. Your appointment is kept: %s, at the same place. If that does not suit you, please choose another time.",
	"Ngày nghỉ thay đổi nên phường trả lời muộn hơn đã báo (trước: %s). Số ngày làm việc để giải quyết không đổi.":                      "Days off have changed, so the ward answers later than it said (before: %s). The number of working days stays the same.",
	"Ngày nghỉ thay đổi nên phường trả lời sớm hơn đã báo (trước: %s). Số ngày làm việc để giải quyết không đổi.":                       "Days off have changed, so the ward answers earlier than it said (before: %s). The number of working days stays the same.",
	"Ngày nghỉ thay đổi, hạn trước là %s": "Days off have changed; it was due by %s",
}
