package flows

import (
	"strings"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// catalogue holds the English of every fixed sentence and label, keyed by the Vietnamese in the code. A test makes sure
// that none is missing, superfluous or there twice. What the ward itself writes (documents, names, titles) stays in
// Vietnamese. Terms of law are followed by the Vietnamese term where they are first met.
var catalogue = [...]map[string]string{englishTalk, englishPetition, englishTrack, englishCase, englishReading, englishNews, englishRights, englishNames, englishBooking}

// inEnglish finds the English of a sentence or label.
func inEnglish(vietnamese string) (string, bool) {
	for _, topic := range catalogue {
		if translated, ok := topic[vietnamese]; ok {
			return translated, true
		}
	}
	return "", false
}

// wardName is the ward in a sentence: "phường Minh Đức" in Vietnamese, "Minh Đức Ward" in English.
func wardName(p *ward.Profile, lang string) string {
	name, ok := strings.CutPrefix(p.Short, p.Unit()+" ")
	if lang != english || !ok {
		return p.Short
	}
	switch p.Kind {
	case "xa":
		return name + " Commune"
	case "dac-khu":
		return name + " Special Zone"
	}
	return name + " Ward"
}

func (c *Chat) wardName() string { return wardName(c.Ward.Profile, c.Conversation.Lang) }

// day writes a day with its weekday: "thứ Năm, 14/03/2024" or "Thursday, 14/03/2024".
func (c *Chat) day(d law.Date) string {
	return capital(c.T(viet.WeekdayName(d.Weekday()))) + ", " + d.Vietnamese()
}

// englishTalk is what the engine, the menu and the router say.
var englishTalk = map[string]string{
	// Menu and first words.
	"Ông/bà cần gì? Mời bấm một nút hoặc gõ điều cần hỏi; không dấu cũng được.": "What can I do for you? Press a button or write what you need, in Vietnamese or in English.",
	"Ông/bà không một mình": "You are not alone",
	"Tôi là trợ lý ảo nên không giúp được việc này như một con người. Xin ông/bà gọi ngay 115, hoặc gọi một người thân, hàng xóm đến ở bên. Với trẻ em: tổng đài 111, miễn phí, cả ngày đêm.": "I am a machine and cannot help with this as a person can. Please call 115 now, or ask somebody close to you or a neighbour to come and be with you. For children: 111, free of charge, day and night.",
	"Kính chào ông/bà!": "Hello!",
	"Đã dừng. Chưa có gì được gửi đi. Bản khai dở được giữ 24 giờ rồi tự xóa.": "Stopped. Nothing has been sent. Your draft is kept for 24 hours and then deleted.",
	"Xóa ngay bản khai dở": "Delete the draft now",
	"Đã xóa bản khai dở.":  "The draft has been deleted.",
	"Tôi là trợ lý ảo của UBND %s: máy trả lời tự động, không phải cán bộ.":                   "I am the virtual assistant of the People's Committee of %s: an automated program, not an official.",
	"Kính chào ông/bà! Tôi là trợ lý ảo của UBND %s: máy trả lời tự động, không phải cán bộ.": "Hello! I am the virtual assistant of the People's Committee of %s: an automated program, not an official.",
	"(Đây là bản trình diễn với dữ liệu mẫu.)":                                                "(This is a demonstration with sample data.)",
	"Khẩn cấp xin gọi 113, 114 hoặc 115.":                                                     "In an emergency, please call 113, 114 or 115.",
	"Ông/bà cần gì thêm không?":                                                               "Is there anything else you need?",
	"Menu chính":                                                                              "Main menu",
	"Dừng việc đang làm":                                                                      "Stop the current task",
	"Tiếng Việt":                                                                              "Tiếng Việt",
	"Từ đây tôi trả lời bằng tiếng Việt. Để đổi ngôn ngữ, ông/bà gõ /en hoặc /vi.": "From now on I will answer in English. Names and official documents stay in Vietnamese. To change the language, type /en or /vi.",

	// Drafts, and changing from one matter to another.
	"Tiếp tục":                "Continue",
	"Tiếp tục bản khai dở":    "Continue my draft",
	"Bỏ bản dở, khai bản mới": "Drop the draft, start anew",
	"Bản khai dở của ông/bà đã quá 24 giờ nên được xóa; chưa có gì được gửi đi. Khi cần, mời ông/bà khai lại.":        "Your draft was more than 24 hours old and has been deleted; nothing was sent. You can start again at any time.",
	"Ông/bà đang khai dở “%s”. Bản khai được giữ thêm 24 giờ kể từ lần trả lời trước. Ông/bà có muốn tiếp tục không?": "You have not finished “%s”. Your draft is kept for 24 hours after your last answer. Would you like to continue?",
	"Ông/bà đang có một bản khai dở “%s”. Ông/bà muốn làm gì?":                                                        "You have an unfinished draft in “%s”. What would you like to do?",
	"Ông/bà đang khai dở; tôi nhắc lại câu hỏi để ông/bà tiếp tục.":                                                   "You have an unfinished draft. Here is the question again so that you can continue.",
	"Ông/bà đang ở giữa “%s”. Ông/bà muốn chuyển sang “%s”? Bản khai dở vẫn được giữ.":                                "You are in the middle of “%s”. Would you like to change to “%s”? Your draft is kept.",
	"Chuyển sang “%s”":    "Change to “%s”",
	"Ở lại, trả lời tiếp": "Stay here and answer",
	"Đã dừng.":            "Stopped.",

	// What was not understood, and what went wrong.
	"Có phải ông/bà cần một trong các mục sau?": "Do you need one of these?",
	"Xin lỗi, tôi là trợ lý ảo (máy) nên chưa hiểu câu này. Mời ông/bà chọn một mục trong menu, hoặc gặp cán bộ.":                        "Sorry, I am a virtual assistant (a program) and did not understand this. Please choose from the menu, or talk to a person.",
	"Xin lỗi, tôi chưa hiểu câu trả lời. Mời ông/bà bấm một nút, hoặc gõ số thứ tự của lựa chọn.":                                        "Sorry, I did not understand your answer. Please press a button, or type the number of your choice.",
	"Tôi chưa hỏi ảnh, tệp, vị trí hay số điện thoại nên chưa nhận. Ông/bà đang có bản khai dở: mời bấm “%s”, rồi gửi lại khi được hỏi.": "I had not asked for a photo, file, location or phone number, so I did not keep it. You have an unfinished draft: press “%s”, then send it again when I ask.",
	"Ông/bà trở lại bản khai dở “%s”.":                                                                       "You are back in your draft “%s”.",
	"Phường đã tiếp nhận nội dung này, mã hồ sơ %s. Không cần gửi lại.":                                      "The ward has received this already, case code %s. There is no need to send it again.",
	"Đơn này đã soạn xong, mã hồ sơ %s. Phường chờ ông/bà nộp đơn đã ký.":                                    "This letter has been drafted already, case code %s. The ward is waiting for the signed form.",
	"Tôi chưa hỏi ảnh, tệp hay vị trí nên chưa nhận. Muốn gửi kèm phản ánh, kiến nghị, mời ông/bà bấm “%s”.": "I had not asked for a photo, file or location, so I did not keep it. To send it with a report or proposal, please press “%s”.",
	"Nút này thuộc một lượt trước đã xong, nay không dùng nữa.":                                              "This button belongs to something already finished and no longer works.",
	"Nút này thuộc câu hỏi trước, nay không dùng nữa. Mời ông/bà trả lời câu hỏi dưới đây.":                  "This button belongs to an earlier question and no longer works. Please answer the question below.",
	"Không quay lại được nữa từ bước này.":                                                                   "It is no longer possible to go back from here.",
	"Xin lỗi ông/bà, hệ thống vừa gặp lỗi và chưa ghi nhận câu vừa rồi; những gì đã khai trước đó vẫn còn. Mời ông/bà thử lại, hoặc đến gặp cán bộ tại trụ sở trong giờ làm việc.": "Sorry, something went wrong and your last message was not saved; your earlier answers are still there. Please try again, or see an official at the office during working hours.",
	"Đường dây nóng:": "Hotline:",

	// Emergencies.
	"113 (công an)":                      "113 (police)",
	"114 (chữa cháy, cứu nạn)":           "114 (fire and rescue)",
	"115 (cấp cứu)":                      "115 (ambulance)",
	"Nếu đang khẩn cấp, xin gọi ngay %s": "If this is an emergency, call %s now",
	"Tôi là trợ lý ảo, không gọi thay được và không có người trực đọc ngay. Các số khẩn cấp: 113 công an, 114 chữa cháy và cứu nạn, 115 cấp cứu.": "I am a virtual assistant: I cannot call for you, and nobody reads this right away. Emergency numbers: 113 police, 114 fire and rescue, 115 ambulance.",

	// Questions and answers of every kind.
	"Dừng lại":                 "Stop",
	"‹ Quay lại":               "‹ Back",
	"Sửa":                      "Change",
	"Không gửi nữa":            "Don't send",
	"Ông/bà muốn sửa mục nào?": "Which answer would you like to change?",
	"Câu này cần trả lời bằng chữ. Mời ông/bà gõ câu trả lời.":                                         "This question needs an answer in words. Please type it.",
	"Câu trả lời dài %d ký tự, tối đa là %d. Mời ông/bà viết ngắn lại; những gì đã khai vẫn được giữ.": "Your answer has %d characters; the limit is %d. Please make it shorter. Your earlier answers are kept.",
	"Câu trả lời ngắn quá. Mời ông/bà viết rõ hơn một chút.":                                           "That is too short. Please tell a little more.",
	"Câu trước chỉ nhận số tệp như đã nói; tệp gửi thêm này chưa được nhận.":                           "The last question took only as many files as it said; this extra file was not kept.",
	"Vị trí này không đúng. Mời ông/bà gửi lại, hoặc gõ địa chỉ bằng chữ.":                             "This location is not valid. Please send it again, or type the address.",
	"Chỉ nhận thêm được %d tệp; các tệp sau chưa được nhận.":                                           "Only %d more file(s) could be taken; the others were not kept.",
	"Mời ông/bà gửi ảnh, tệp hoặc ghi âm, hay bấm một nút bên dưới.":                                   "Please send a photo, a file or a voice message, or press a button below.",
	"Tệp “%s” lớn quá, tối đa là %d MB.":                                                               "The file “%s” is too large; the limit is %d MB.",
	"Tệp “%s” không phải loại được nhận (ảnh, ghi âm, PDF, Word, Excel).":                              "The file “%s” is not of a kind that can be taken (photo, voice message, PDF, Word, Excel).",
	"Tệp “%s” chưa tải về được. Mời ông/bà gửi lại.":                                                   "The file “%s” could not be fetched. Please send it again.",
	"Đây là danh bạ của người khác nên không nhận được. Mời ông/bà gửi số của chính mình, hoặc gõ số.": "This is somebody else's contact, so I cannot take it. Please share your own number, or type it.",
}
