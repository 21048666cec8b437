package paper

import "time"

// DenunciationForm is what a blank denunciation needs. It has no field for the denouncer, on purpose: nothing said in the
// chat may end up in it.
type DenunciationForm struct {
	Letterhead Letterhead // only Body (as the PDF's author) and Sample serve
	Created    time.Time  // written into the PDF as its creation date
	SendTo     []string   // where a denunciation may be handed in: body and address, one each
}

// Denunciation sets a blank denunciation to be filled in by hand, with what Điều 23 khoản 1 Luật Tố cáo 2018 asks for, and a
// sheet of instructions to be kept.
func Denunciation(form DenunciationForm) ([]byte, error) {
	s := newSheet("Đơn tố cáo (mẫu để trống)", "", form.Letterhead, form.Created)
	s.citizenHeading(Letterhead{}, time.Time{}, "ĐƠN TỐ CÁO")
	s.field("Kính gửi:", "", 1)
	s.denouncer()
	s.heading("2. Người bị tố cáo")
	s.field("Họ và tên:", "", 1)
	s.field("Chức vụ, nơi công tác hoặc địa chỉ:", "", 2)
	s.heading("3. Hành vi vi phạm pháp luật bị tố cáo")
	s.guide("Việc gì, xảy ra khi nào, ở đâu, ai biết, gây thiệt hại hoặc đe dọa gây thiệt hại gì.")
	s.dotted(25) // as many as end the form with its second page
	s.heading("4. Thông tin khác có liên quan")
	s.guide("Tài liệu, chứng cứ kèm theo; cơ quan đã nhận hoặc đã giải quyết nội dung này (nếu có).")
	s.dotted(4)
	s.heading("5. Đề nghị của người tố cáo")
	s.dotted(2)
	s.y += afterBody
	s.need(2*lineHeight(sizeBody) + afterBody + 40) // a signature never stands without words above it
	s.para(bodyText, run{upright, "Tôi cam đoan nội dung tố cáo trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung tố cáo của mình."})
	s.fingerprint(marginLeft+60, s.y+1)
	s.signature(marginLeft+90, s.y, measure-90, "NGƯỜI TỐ CÁO", "(Ký, ghi rõ họ tên hoặc điểm chỉ)", "")
	s.newPage()
	s.denunciationGuide(form.SendTo)
	return s.finish()
}

func (s *sheet) denouncer() {
	s.heading("1. Người tố cáo")
	s.field("Họ và tên:", "", 1)
	s.field("Địa chỉ:", "", 2)
	s.field("Cách thức liên hệ (điện thoại, thư điện tử hoặc cách khác):", "", 2)
	s.guide("Nhiều người cùng tố cáo một nội dung: ghi họ tên, địa chỉ, cách thức liên hệ của từng người vào tờ kèm theo và cử người đại diện.")
	s.field("Họ và tên người đại diện (nếu có):", "", 1)
}

// guide sets a hint for the writer below a heading.
func (s *sheet) guide(text string) {
	s.para(setting{size: sizeSmall, align: justified}, run{italic, text})
}

// denunciationGuide sets the sheet that stays with the writer.
func (s *sheet) denunciationGuide(sendTo []string) {
	s.y = s.block(marginLeft, s.y, measure, sizeTitle, centred, run{bold, "HƯỚNG DẪN VIẾT VÀ GỬI ĐƠN TỐ CÁO"})
	s.y = s.block(marginLeft, s.y, measure, sizeBody, centred, run{italic, "(Tờ này ông/bà giữ lại, không nộp kèm đơn)"}) + 4

	s.heading("Viết đơn")
	for _, text := range []string{
		"Mẫu này để trống. Ông/bà tự điền bằng tay; không cần gửi họ tên hoặc nội dung tố cáo qua kênh trò chuyện.",
		"Đơn phải ghi ngày, tháng, năm tố cáo; họ tên, địa chỉ, cách thức liên hệ của người tố cáo; hành vi vi phạm pháp luật bị tố cáo; người bị tố cáo và thông tin khác có liên quan (khoản 1 Điều 23 Luật Tố cáo 2018).",
		"Người tố cáo phải ký tên hoặc điểm chỉ vào đơn. Đơn dài nhiều tờ thì nên ký từng tờ.",
		"Trình bày trung thực; cung cấp thông tin, tài liệu mình có. Cố ý tố cáo sai sự thật mà gây thiệt hại thì phải bồi thường (khoản 2 Điều 9 Luật Tố cáo 2018).",
	} {
		s.item("-", text)
	}

	s.heading("Giữ bí mật cho người tố cáo")
	s.item("-", "Họ tên, địa chỉ, bút tích và thông tin cá nhân khác của người tố cáo được pháp luật bảo đảm giữ bí mật (điểm b khoản 1 Điều 9 và Điều 56 Luật Tố cáo 2018).")
	s.item("-", "Ông/bà có quyền đề nghị áp dụng biện pháp bảo vệ người tố cáo (điểm e khoản 1 Điều 9 Luật Tố cáo 2018).")

	s.heading("Nơi gửi đơn")
	if s.items(sendTo) == 0 {
		s.dotted(3)
	}
}
