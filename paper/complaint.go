package paper

import "time"

// ComplaintForm is a complaint as the citizen told it in the chat. What is empty gets dotted lines for the pen, so that a
// complaint begun in the chat can be finished at home.
type ComplaintForm struct {
	Letterhead Letterhead // a citizen's paper bears no issuing body: only Place, Sample and, where To is empty, Body serve
	Created    time.Time  // written into the PDF as its creation date
	Date       time.Time  // day of the complaint; zero leaves it to the day of signing

	To         string   // who is asked to settle it: "Chủ tịch Ủy ban nhân dân phường Minh Đức"
	Name       string   // the complainant
	Address    string   // of the complainant
	Phone      string   // of the complainant
	Respondent string   // the body or person whose decision or act is complained of
	WhereFrom  string   // the respondent's address or office
	Act        string   // the decision (number, date) or the act
	Content    string   // what happened
	Reason     string   // why the decision or act is held to be unlawful
	Demand     string   // what the complainant asks for
	Documents  []string // what is handed in with it

	Code     string // tracking code; empty prints none
	URL      string // where the code is followed, drawn as a QR code; empty draws none
	SubmitAt string // where and when to bring the signed paper; empty prints none
}

// complaintNote is what keeps a printed complaint from being taken for a filed one: Điều 8 khoản 2 Luật Khiếu nại 2011.
const complaintNote = "Bản này chưa có giá trị cho đến khi có chữ ký hoặc điểm chỉ"

// Complaint sets a complaint with what Điều 8 khoản 2 Luật Khiếu nại 2011 asks for, and room for a signature or a
// fingerprint, without which it is not one. It fails only where URL is too long for a QR code.
func Complaint(form ComplaintForm) ([]byte, error) {
	footer := "Đơn khiếu nại"
	if form.Code != "" {
		footer += " – Mã hồ sơ: " + form.Code
	}
	s := newSheet("Đơn khiếu nại", footer, form.Letterhead, form.Created)
	s.citizenHeading(form.Letterhead, form.Date, "ĐƠN KHIẾU NẠI")
	s.addressee(form)
	s.parties(form)
	s.heading("3. Nội dung khiếu nại")
	s.answer(form.Content, 5)
	s.heading("4. Lý do khiếu nại")
	s.answer(form.Reason, 4)
	s.heading("5. Yêu cầu giải quyết")
	s.answer(form.Demand, 3)
	s.documents(form.Documents)
	if err := s.signComplaint(form); err != nil {
		return nil, err
	}
	return s.finish()
}

func (s *sheet) addressee(form ComplaintForm) {
	to := form.To
	if clean(to) == "" {
		to = form.Letterhead.inSentence()
	}
	if clean(to) == "" {
		s.field("Kính gửi:", "", 1)
		return
	}
	s.para(setting{size: sizeBody, align: centred, after: 2}, run{upright, "Kính gửi:"}, run{bold, to})
}

// parties sets who complains and of whom.
func (s *sheet) parties(form ComplaintForm) {
	s.heading("1. Người khiếu nại")
	s.field("Họ và tên:", form.Name, 1)
	s.field("Địa chỉ:", form.Address, 2)
	s.field("Điện thoại:", form.Phone, 1)
	s.heading("2. Cơ quan, tổ chức, cá nhân bị khiếu nại")
	s.field("Tên:", form.Respondent, 1)
	s.field("Địa chỉ:", form.WhereFrom, 1)
	s.field("Quyết định hành chính, hành vi hành chính bị khiếu nại:", form.Act, 2)
}

// answer sets what the citizen wrote under a heading, or leaves rows lines for the pen.
func (s *sheet) answer(text string, rows int) {
	if clean(text) == "" {
		s.dotted(rows)
		return
	}
	s.para(bodyText, run{upright, text})
}

func (s *sheet) documents(documents []string) {
	s.heading("6. Tài liệu kèm theo")
	if s.items(documents) == 0 {
		s.dotted(2)
	}
	s.y += afterBody
}

// signComplaint sets the closing words, the place for signature and fingerprint, the tracking code and the note, all on one
// page: a sheet with nothing but a signature could be put under any text.
func (s *sheet) signComplaint(form ComplaintForm) error {
	const signing = 39.0
	framed := lineHeight(sizeBody) + 3
	submit := s.lay(sizeBody, measure, 0, run{bold, "Nơi nộp đơn:"}, run{upright, form.SubmitAt})
	s.need(float64(2+min(len(submit), 4))*lineHeight(sizeBody) + afterBody + signing + framed + 2)
	s.para(bodyText, run{upright, "Tôi cam đoan nội dung trình bày trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung khiếu nại. Kính đề nghị xem xét, giải quyết."})

	top := s.y
	if err := s.tracking(form.Code, form.URL, marginLeft, top, 50); err != nil {
		return err
	}
	s.fingerprint(marginLeft+60, top+1)
	s.signature(marginLeft+90, top, measure-90, "NGƯỜI KHIẾU NẠI", "(Ký, ghi rõ họ tên hoặc điểm chỉ)", form.Name)

	s.y = top + signing
	s.pdf.Rect(marginLeft, s.y, measure, framed, "D")
	s.block(marginLeft, s.y+1.5, measure, sizeBody, centred, run{bold, complaintNote})
	s.y += framed + 2
	if clean(form.SubmitAt) != "" {
		s.para(plain, run{bold, "Nơi nộp đơn:"}, run{upright, form.SubmitAt})
	}
	return nil
}
