package flows

// englishPetition is what is said while a petition is taken.
var englishPetition = map[string]string{
	"Gửi phản ánh, kiến nghị, đơn": "Report, propose or complain",

	// Which kind.
	"Ông/bà muốn gửi nội dung gì?\n• Phản ánh: báo một việc đang xảy ra (rác, đường hỏng, mất trật tự, thái độ phục vụ…).\n• Kiến nghị: đề xuất, góp ý, mong muốn phường làm một việc.\n• Khiếu nại: không đồng ý với quyết định, việc làm của cơ quan, cán bộ gây thiệt hại cho chính mình.\n• Tố cáo: báo người vi phạm pháp luật.": "What would you like to send?\n• Report (phản ánh): tell the ward about something that is happening (rubbish, a damaged road, disorder, how you were served…).\n• Proposal (kiến nghị): suggest something, or ask the ward to do something.\n• Complaint (khiếu nại): you disagree with a decision or an act of an authority or official that harms you yourself.\n• Denunciation (tố cáo): you report a person who breaks the law.",
	"Phản ánh":              "Report (phản ánh)",
	"Kiến nghị":             "Proposal (kiến nghị)",
	"Khiếu nại":             "Complaint (khiếu nại)",
	"Tố cáo":                "Denunciation (tố cáo)",
	"Tôi chưa rõ":           "I am not sure",
	"Đúng":                  "Yes",
	"Không, chọn loại khác": "No, choose another kind",
	"Ông/bà muốn phản ánh, tức là báo cho phường một việc đang xảy ra, đúng không?":                                                               "You would like to make a report (phản ánh), that is, to tell the ward about something that is happening. Is that right?",
	"Ông/bà muốn kiến nghị, tức là đề xuất, góp ý để phường xem xét, đúng không?":                                                                 "You would like to make a proposal (kiến nghị), that is, to suggest something for the ward to consider. Is that right?",
	"Ông/bà muốn khiếu nại, tức là không đồng ý với một quyết định hoặc việc làm của cơ quan, cán bộ gây thiệt hại cho chính ông/bà, đúng không?": "You would like to make a complaint (khiếu nại), that is, you disagree with a decision or an act of an authority or official that harms you yourself. Is that right?",
	"Ông/bà có đang bị thiệt hại trực tiếp vì một quyết định hoặc việc làm của cơ quan, cán bộ nhà nước mà ông/bà cho là sai không?":              "Are you directly harmed by a decision or an act of a state authority or official that you believe is wrong?",
	"Ông/bà có muốn báo một người cụ thể có hành vi vi phạm pháp luật để cơ quan xử lý người đó không?":                                           "Do you want to report a particular person for breaking the law, so that the authorities deal with that person?",
	"Đây có phải là một việc đang xảy ra, cần phường đến xem hoặc xử lý không?":                                                                   "Is this something that is happening now and that the ward should come to see or deal with?",
	"Có":    "Yes",
	"Không": "No",

	// Reports and proposals.
	"Nội dung thuộc lĩnh vực nào?": "What is it about?",
	"Việc này ở tổ dân phố nào?":   "In which neighbourhood group (tổ dân phố) is it?",
	"Nơi khác hoặc không rõ":       "Elsewhere, or I don't know",
	"Xin ông/bà kể rõ sự việc hoặc đề nghị: việc gì, từ khi nào, mong phường làm gì. Ảnh, tệp sẽ hỏi ở bước sau.": "Please describe what happened or what you propose: what it is, since when, and what the ward should do. Officials read Vietnamese, so write in Vietnamese if you can. I will ask for photos and files later.",
	"Việc này ở đâu? Ông/bà gõ địa chỉ, tên ngõ, mốc gần đó, hoặc gửi vị trí.":                                    "Where is it? Type the address, the name of the lane or a landmark nearby, or send a location.",
	"Không có địa điểm cụ thể": "No particular place",
	"Đã ghi địa điểm.":         "The place is noted.",

	// What was told before.
	"Ông/bà muốn gửi việc này đến phường? Câu vừa nhắn được giữ làm nội dung; ông/bà xem lại và sửa được trước khi gửi.": "Would you like to send this to the ward? What you have just written is kept as its content; you can review and change it before it is sent.",
	"Gửi phản ánh (báo việc đang xảy ra)": "Send as a report (phản ánh)",
	"Gửi kiến nghị (đề xuất, góp ý)":      "Send as a proposal (kiến nghị)",
	"Khiếu nại, tố cáo hoặc loại khác":    "Complaint, denunciation or another kind",
	"Dùng câu đã nhắn":                    "Use what I wrote",
	"Nội dung: “%s”. Mời bấm “%s”, hoặc gõ lại cho rõ hơn: việc gì, từ khi nào, mong phường làm gì. Ảnh, tệp sẽ hỏi ở bước sau.": "Content: “%s”. Press “%s”, or write it more clearly: what it is, since when, and what the ward should do. I will ask for photos and files later.",

	// Complaints.
	"Khiếu nại phải có chữ ký hoặc điểm chỉ (Luật Khiếu nại 2011, Điều 8), nên tôi giúp ông/bà soạn đơn để in và ký. Thời hiệu khiếu nại là 90 ngày kể từ ngày nhận được hoặc biết được quyết định, việc làm đó (Điều 9).": "A complaint (khiếu nại) must carry your signature or fingerprint (Law on Complaints 2011, Article 8), so I help you draft a form to print and sign. You must complain within 90 days from the day you received the decision or learned of the act (Article 9). The form is in Vietnamese: please answer in Vietnamese.",
	"Ông/bà yêu cầu giải quyết thế nào?": "How would you like it to be settled?",
	"Ông/bà khiếu nại quyết định hoặc việc làm nào? Nếu có số và ngày của quyết định, xin ghi rõ.": "Which decision or act do you complain of? If the decision has a number and a date, please give them.",
	"Quyết định hoặc việc làm đó của cơ quan hay cán bộ nào?":                                      "Whose decision or act is it: which office or official?",

	"Sự việc đã diễn ra thế nào?":                       "What happened?",
	"Vì sao ông/bà cho là sai? Ông/bà bị thiệt hại gì?": "Why do you hold it to be wrong? What harm did it do you?",
	"Sự việc":              "What happened",
	"Lý do":                "Reason",
	"Của":                  "By",
	"Soạn đơn để in và ký": "Draw up the form to sign",
	"Nội dung này giống như tố cáo một người vi phạm pháp luật. Tố cáo gửi qua đây không được bảo vệ bí mật như luật định. Ông/bà muốn làm gì?": "This reads like a denunciation (tố cáo) of somebody. Sent here, it does not have the secrecy that the law gives it. What would you like to do?",
	"Xem cách tố cáo an toàn":           "How to denounce safely",
	"Viết lại, không nêu tên người":     "Write it anew, without names",
	"Đây không phải tố cáo, giữ nguyên": "It is no denunciation; keep it",
	"Địa chỉ của ông/bà (số nhà, đường hoặc ngõ, tổ dân phố, phường, tỉnh)?": "Your address (house number, street or lane, neighbourhood group, ward, province)?",

	// Files.
	"Ông/bà có ảnh, tệp (PDF, Word, Excel) hoặc ghi âm gửi kèm không? Gửi tối đa %d tệp, mỗi tệp không quá 20 MB; không có thì bấm “Không có”.": "Do you have photos, files (PDF, Word, Excel) or voice messages to add? Send at most %d, of at most 20 MB each; if you have none, press “None”.",
	"Ông/bà có bản chụp quyết định hoặc giấy tờ liên quan không? Gửi tối đa %d tệp, mỗi tệp không quá 20 MB; không có thì bấm “Không có”.":      "Do you have a copy of the decision or other papers? Send at most %d, of at most 20 MB each; if you have none, press “None”.",
	"Đã nhận %d tệp. Ông/bà gửi thêm, hoặc bấm “Xong”.": "Files so far: %d. Send more, or press “Done”.",
	"Không có": "None",
	"Xong":     "Done",

	// Name and phone.
	"Xin cho biết họ và tên của ông/bà.": "Please give your full name.",
	"Xin cho biết họ và tên để phường trả lời ông/bà. Không nêu tên thì nội dung được tiếp nhận như một tin báo.": "Please give your full name so that the ward can answer you. Without a name, what you send is taken as an anonymous tip.",
	"Không nêu tên": "No name",
	"Số điện thoại để phường liên hệ khi cần?":                                               "Your phone number, in case the ward needs to reach you?",
	"Không để lại số":                                                                        "No phone number",
	"Xin cảm ơn ông/bà.":                                                                     "Thank you.",
	"Xin ghi cả họ và tên, ít nhất hai chữ.":                                                 "Please give your full name, at least two words.",
	"Họ tên dài quá. Xin chỉ ghi họ và tên của ông/bà.":                                      "That is too long. Please give only your name.",
	"Họ tên chỉ gồm chữ cái. Xin ông/bà ghi lại.":                                            "A name has only letters. Please type it again.",
	"Xin chỉ ghi một số điện thoại.":                                                         "Please give only one phone number.",
	"Xin ghi số điện thoại tại Việt Nam, hoặc bấm “Không để lại số”.":                        "Please give a phone number in Vietnam, or press “No phone number”.",
	"Số điện thoại chưa đúng. Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.": "This phone number is not right. A mobile number has 10 digits and begins with 03, 05, 07, 08 or 09.",

	// The review.
	"Xin ông/bà kiểm tra lại": "Please check your answers",
	"Gửi":                     "Send",
	"Chưa gửi gì. Bản khai này được bỏ.": "Nothing was sent. This draft has been dropped.",
	"Loại":                      "Kind",
	"Lĩnh vực":                  "About",
	"Khiếu nại về":              "Complaint against",
	"Yêu cầu":                   "Request",
	"Địa chỉ":                   "Address",
	"Tổ dân phố":                "Neighbourhood group",
	"Nội dung":                  "What",
	"Địa điểm":                  "Where",
	"Tệp gửi kèm":               "Files",
	"Họ và tên":                 "Full name",
	"Điện thoại":                "Phone",
	"%d tệp":                    "%d",
	"không rõ":                  "not known",
	"không nêu":                 "not given",
	"không để lại":              "not given",
	"vị trí đã gửi trên bản đồ": "the location you sent",

	// The receipt.
	"Phường đã tiếp nhận. Xin cảm ơn ông/bà.": "The ward has received it. Thank you.",
	"Mã hồ sơ: %s":                  "Case code: %s",
	"Mã PIN (chỉ hiện lần này): %s": "PIN (shown only this once): %s",
	"Ngày tiếp nhận: %s":            "Received: %s",
	"Xin giữ mã và PIN để theo dõi. Ai có mã chỉ xem được trạng thái; nội dung chỉ mở bằng PIN hoặc ngay trong cuộc trò chuyện này.": "Please keep the code and the PIN to track your case. Anyone with the code sees only its status; what you wrote opens only with the PIN, or in this chat.",
	"Theo dõi hồ sơ này":                        "Track this case",
	"Đơn khiếu nại đã soạn xong, chờ ông/bà ký": "Your complaint is drafted and waits for your signature",
	"Trạng thái: Chờ ký, bổ sung. Mời ông/bà in đơn dưới đây, ký hoặc điểm chỉ, rồi nộp tại %s. Thời hạn giải quyết chỉ tính từ khi phường nhận được đơn đã ký và thụ lý.": "Status: waiting for your signature. Please print the form below, sign it or mark it with your fingerprint, and hand it in at: %s. The time limit runs only once the ward has received the signed form and accepted the case (thụ lý).",
	"Đơn khiếu nại để in và ký": "Complaint form to print and sign",
}
