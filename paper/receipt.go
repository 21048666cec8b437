package paper

import (
	"cmp"
	"strings"
	"time"
)

// ReceiptForm is what the receipt of a petition says. It has no field for the citizen's name nor for what was written: the
// paper may lie on a kitchen table.
type ReceiptForm struct {
	Letterhead Letterhead
	Created    time.Time // written into the PDF as its creation date

	Code     string    // tracking code
	Received time.Time // in the ward's time zone; zero prints none
	Kind     string    // "Phản ánh"
	Field    string    // "Môi trường, rác thải"; empty prints none
	Due      time.Time // last day to answer, in the ward's time zone; zero prints none
	DueNote  string    // how the day was counted
	DueLabel string    // what is due; empty is the answer
	URL      string    // where the code is followed, drawn as a QR code and printed; empty prints none
	Follow   []string  // ways to follow the case, one each
	PIN      string    // printed only where given

	// Of a petition handed in at the counter; all empty for one from a chat.
	Issued    time.Time // day of this paper, where it is not that of reception
	Paper     string    // what was handed in, in a sentence: "đơn khiếu nại"; empty is "kiến nghị, phản ánh"
	Documents []string  // what came with it, one each
	Lacks     []string  // what is still missing, one each
	Sign      bool      // room for both to sign, as Mẫu số 02/TCD has it
	Officer   string    // who has taken it in, below their signature
}

// Receipt sets the receipt of a suggestion or report (kiến nghị, phản ánh). It fails only where URL is too long for a QR code.
func Receipt(form ReceiptForm) ([]byte, error) {
	s := newSheet("Giấy biên nhận", "", form.Letterhead, form.Created)
	issued := form.Issued
	if issued.IsZero() {
		issued = form.Received
	}
	s.wardHeading(form.Letterhead, "", issued)
	about := form.Paper
	if about == "" {
		about = "kiến nghị, phản ánh"
	}
	s.title("GIẤY BIÊN NHẬN", "Tiếp nhận "+about)
	who := form.Letterhead.inSentence()
	if who == "" {
		who = "Phường"
	}
	s.para(bodyText, run{upright, who + " đã tiếp nhận " + about + " của ông/bà như sau:"})
	s.y += 1
	s.facts(form)
	s.handedIn(form)
	if err := s.following(form); err != nil {
		return nil, err
	}
	s.para(setting{size: sizeSmall, align: justified}, run{italic, "Giấy này được lập tự động khi tiếp nhận để ông/bà tiện theo dõi, không thay cho văn bản trả lời của phường. Xin cảm ơn ông/bà."})
	if form.Sign {
		s.bothSign(form.Officer)
	}
	return s.finish()
}

// handedIn lists what came with a petition, and what it still lacks.
func (s *sheet) handedIn(form ReceiptForm) {
	if len(form.Documents) > 0 {
		s.heading("Thông tin, tài liệu, bằng chứng kèm theo")
		s.items(form.Documents)
		s.y += afterBody
	}
	if len(form.Lacks) > 0 {
		s.heading("Đề nghị ông/bà bổ sung")
		s.items(form.Lacks)
		s.y += afterBody
	}
}

// bothSign leaves room for the signatures of whoever hands in and of whoever takes in, and prints no citizen's name.
func (s *sheet) bothSign(officer string) {
	const room = 38.0
	s.need(room)
	half := measure / 2
	top := s.y + 2
	s.signature(marginLeft, top, half, "NGƯỜI NỘP", "(Ký, ghi rõ họ tên hoặc điểm chỉ)", "")
	s.signature(marginLeft+half, top, half, "NGƯỜI TIẾP NHẬN", "(Ký, ghi rõ họ tên)", officer)
	s.y = top + room
}

// facts sets the receipt's table: a label and its value in each row, rows without a value left out.
func (s *sheet) facts(form ReceiptForm) {
	received := ""
	if !form.Received.IsZero() {
		received = form.Received.Format("15 giờ 04 phút, ngày 02/01/2006")
		if form.Received.Hour() == 0 && form.Received.Minute() == 0 {
			received = form.Received.Format("ngày 02/01/2006") // nobody has noted the hour
		}
	}
	var due []run
	if !form.Due.IsZero() {
		due = append(due, run{bold, form.Due.Format("02/01/2006")})
	}
	if note := strings.TrimSpace(form.DueNote); note != "" {
		due = append(due, run{upright, "(" + note + ")"})
	}
	var pin []run
	if form.PIN != "" {
		pin = []run{{bold, form.PIN}, {italic, "(giữ kín, chỉ dùng để xem nội dung hồ sơ)"}}
	}
	const labels = 48.0
	widths, aligns := []float64{labels, measure - labels}, []alignment{flush, flush}
	for _, fact := range []struct {
		label string
		size  float64
		value []run
	}{
		{"Mã hồ sơ", sizeBody + 3, []run{{bold, form.Code}}}, // to be typed by people with weak eyes
		{"Thời điểm tiếp nhận", sizeBody, []run{{upright, received}}},
		{"Loại", sizeBody, []run{{upright, form.Kind}}},
		{"Lĩnh vực", sizeBody, []run{{upright, form.Field}}},
		{cmp.Or(form.DueLabel, "Hạn trả lời"), sizeBody, due},
		{"Mã PIN", sizeBody, pin},
	} {
		value := s.lay(fact.size, inner(widths[1]), 0, fact.value...)
		if len(value) == 0 {
			continue
		}
		label := s.lay(fact.size, inner(labels), 0, run{upright, fact.label})
		s.row(tableRow{cells: [][]line{label, value}, size: fact.size}, widths, aligns, nil)
	}
	s.y += 6
}

// following sets how to follow the case, beside its QR code.
func (s *sheet) following(form ReceiptForm) error {
	const side = 32.0
	if form.URL == "" && len(form.Follow) == 0 {
		return nil
	}
	s.need(side + 2*lineHeight(sizeBody))
	s.heading("Theo dõi hồ sơ")
	top, x := s.y, marginLeft
	if form.URL != "" {
		if err := s.qr(form.URL, x, top+2, side); err != nil {
			return err
		}
		x += side + 6
	}
	width := marginLeft + measure - x
	y := top
	if form.URL != "" {
		y = s.block(x, y, width, sizeBody, flush, run{upright, "Quét mã bên cạnh hoặc mở địa chỉ:"})
		y = s.block(x, y, width, sizeSmall, flush, run{upright, form.URL}) + 1
	}
	for _, way := range form.Follow {
		y = s.block(x, y, width, sizeBody, flush, run{upright, "- " + way}) + 1
	}
	s.y = y + 4
	if form.URL != "" {
		s.y = max(s.y, top+side+6)
	}
	return nil
}
