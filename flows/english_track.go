package flows

// englishTrack is what is said of a petition that was filed.
var englishTrack = map[string]string{
	"Theo dõi hồ sơ": "Track my case",

	// Finding it.
	"Mã hồ sơ này chưa đúng.":                        "This case code is not right.",
	"Xin ông/bà gõ mã hồ sơ, có dạng HS-XXXX-XXXXX.": "Please type the case code. It looks like HS-XXXX-XXXXX.",
	"Xin ông/bà gõ mã hồ sơ, có dạng HS-XXXX-XXXXX. Mã ghi trong tin báo tiếp nhận và trên giấy biên nhận.":                    "Please type the case code. It looks like HS-XXXX-XXXXX and stands in the message that confirmed your case, and on the receipt.",
	"Không có hồ sơ nào mang mã %s. Mời ông/bà xem lại mã trên tin báo tiếp nhận hoặc giấy biên nhận.":                         "There is no case with the code %s. Please check the code in the message that confirmed your case, or on the receipt.",
	"Mã này chưa đúng. Mã gồm chữ HS và 9 chữ hoặc số, không có số 0, số 1 và các chữ I, L, O. Mời ông/bà xem lại rồi gõ lại.": "This code is not right. A code has the letters HS and 9 letters or digits, without 0, 1, I, L and O. Please check it and type it again.",
	"Ông/bà muốn xem hồ sơ nào? Mời bấm hồ sơ đã gửi từ đây, hoặc gõ mã hồ sơ.":                                                "Which case would you like to see? Press one that was sent from here, or type a case code.",
	"Nhập mã khác": "Another code",

	// How far it has come.
	"Hồ sơ %s":          "Case %s",
	"Trạng thái: %s":    "Status: %s",
	"Loại: %s":          "Kind: %s",
	"Tiếp nhận lúc: %s": "Received: %s",
	"Quá trình:":        "So far:",
	"Gửi đến phường":    "Sent to the ward",
	"Bổ sung tài liệu":  "More documents",
	"Bổ sung hồ sơ %s":  "Add to case %s",
	"Trả lời phường":    "Answer the ward",
	"Tôi chưa hỏi ảnh, tệp, vị trí hay số điện thoại nên chưa nhận. Nếu để bổ sung hồ sơ, mời ông/bà bấm nút dưới đây, rồi gửi lại khi được hỏi.": "I had not asked for photos, files, places or numbers, so I did not take it. If it belongs to your case, press the button below and send it again when asked.",
	"Tách một phần thành hồ sơ %s":      "A part became case %s",
	"Được tách ra từ hồ sơ %s":          "Taken out of case %s",
	"Gộp với một hồ sơ cùng nội dung":   "Joined with a case about the same",
	"Nhận thêm một hồ sơ cùng nội dung": "Another case about the same was joined with it",
	"Phường trả lời ngày %s":            "The ward answered on %s",
	"Văn bản: %s":                       "Document: %s",
	"Hạn trả lời: %s":                   "Answer due by: %s",
	"Hạn trả lời: %s. Hồ sơ đã quá hạn, phường xin lỗi ông/bà; ông/bà gõ “gặp cán bộ” để được giải thích.":                                       "Answer due by: %s. It is overdue, and the ward apologises; type “talk to a person” to ask why.",
	"Thời hạn giải quyết: chưa tính, vì khiếu nại cần chữ ký hoặc điểm chỉ (Luật Khiếu nại 2011, Điều 8). Mời ông/bà in đơn, ký rồi nộp tại %s.": "Time limit: not running yet, because a complaint needs a signature or fingerprint (Law on Complaints 2011, Article 8). Please print the form, sign it and hand it in at: %s.",

	// The PIN.
	"Muốn xem nội dung, bổ sung tài liệu hoặc rút hồ sơ, xin ông/bà gõ mã PIN 6 chữ số đã nhận khi gửi.": "To see what was sent, to add documents or to withdraw the case, please type the 6-digit PIN that you got when you sent it.",
	"Không cần, tôi chỉ xem trạng thái": "No, the status is enough",
	"Mã PIN không đúng. Mời ông/bà xem lại rồi gõ lại. Sai nhiều lần liên tiếp thì phải chờ một giờ.":                                                 "The PIN is wrong. Please check it and type it again. After several wrong tries in a row you must wait an hour.",
	"Mã PIN gồm đúng 6 chữ số. Mời ông/bà gõ lại.":                                                                                                    "A PIN has exactly 6 digits. Please type it again.",
	"Mã PIN đã bị nhập sai nhiều lần nên tạm khóa. Mời ông/bà thử lại sau một giờ. Nếu quên mã PIN, mời ông/bà mang giấy tờ tùy thân đến gặp cán bộ.": "A wrong PIN was typed too often, so it is locked for now. Please try again in an hour. If you have forgotten the PIN, please see an official and bring your identity papers.",

	// What was sent.
	"Nội dung đã gửi":  "What was sent",
	"Yêu cầu: %s":      "Request: %s",
	"Của: %s":          "By: %s",
	"Lý do: %s":        "Reason: %s",
	"Khiếu nại về: %s": "Complaint against: %s",
	"Lĩnh vực: %s":     "About: %s",
	"Địa điểm: %s":     "Where: %s",
	"Người gửi: %s":    "Sent by: %s",
	"Điện thoại: %s":   "Phone: %s",

	// What can be done with it.
	"Ông/bà muốn làm gì với hồ sơ này?": "What would you like to do with this case?",
	"Rút hồ sơ":                                     "Withdraw the case",
	"Tải giấy biên nhận":                            "Get the receipt",
	"Tải lại đơn để in và ký":                       "Get the form again",
	"Giấy biên nhận hồ sơ %s":                       "Receipt of case %s",
	"Ông/bà chưa đồng ý nên phường không nhận tệp.": "You have not agreed, so the ward takes no files.",
	"Mời ông/bà gửi ảnh, tệp (PDF, Word, Excel) hoặc ghi âm, tối đa %d tệp, mỗi tệp không quá 20 MB.": "Please send photos, files (PDF, Word, Excel) or voice messages, at most %d, of at most 20 MB each.",
	"Đã nhận %d tệp. Ông/bà gửi thêm, hoặc bấm “Xong, nộp vào hồ sơ”.":                                "Files so far: %d. Send more, or press “Done, add to the case”.",
	"Xong, nộp vào hồ sơ":                      "Done, add to the case",
	"Chưa nhận tệp nào.":                       "No file was added.",
	"Phường đã nhận thêm %d tệp vào hồ sơ %s.": "The ward has received %d more file(s) for case %s.",
	"Rút đơn này phải bằng văn bản có chữ ký hoặc điểm chỉ (Luật Khiếu nại 2011, Điều 10; Luật Tố cáo 2018, Điều 33), nên không rút qua trò chuyện được. Mời ông/bà nộp tại %s.":                           "This can be withdrawn only in writing, with a signature or fingerprint (Law on Complaints 2011, Article 10; Law on Denunciations 2018, Article 33), and not in this chat. Please hand your letter in at: %s.",
	"Đơn khiếu nại này chưa ký nên phường chưa thụ lý; rút tức là bỏ bản đã soạn. Ông/bà vẫn có thể khiếu nại lại trong thời hiệu 90 ngày (Luật Khiếu nại 2011, Điều 9). Ông/bà chắc chắn muốn rút không?": "This complaint is not signed, so the ward has not accepted it; to withdraw it is to drop the draft. You may complain again within the 90 days (Law on Complaints 2011, Article 9). Are you sure that you want to withdraw it?",
	"Rút rồi thì phường dừng xem xét hồ sơ này và không mở lại; khi cần, ông/bà gửi hồ sơ mới. Ông/bà chắc chắn muốn rút không?":                                                                           "Once withdrawn, the ward stops looking into this case and does not reopen it; you can send a new one. Are you sure that you want to withdraw it?",
	"Hồ sơ được giữ nguyên.":             "The case stays as it was.",
	"Đã rút hồ sơ %s theo ý của ông/bà.": "Case %s has been withdrawn as you wished.",
}
