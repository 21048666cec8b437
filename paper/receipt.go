package paper

import (
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
	URL      string    // where the code is followed, drawn as a QR code and printed; empty prints none
	Follow   []string  // ways to follow the case, one each
	PIN      string    // printed only where given
}

// Receipt sets the receipt of a suggestion or report (kiến nghị, phản ánh). It fails only where URL is too long for a QR code.
func Receipt(form ReceiptForm) ([]byte, error) {
	s := newSheet("Giấy biên nhận", "", form.Letterhead, form.Created)
	s.wardHeading(form.Letterhead, "", form.Received)
	s.title("GIẤY BIÊN NHẬN", "Tiếp nhận kiến nghị, phản ánh")
	who := form.Letterhead.inSentence()
	if who == "" {
		who = "Phường"
	}
	s.para(bodyText, run{upright, who + " đã tiếp nhận kiến nghị, phản ánh của ông/bà như sau:"})
	s.y += 1
	s.facts(form)
	if err := s.following(form); err != nil {
		return nil, err
	}
	s.para(setting{size: sizeSmall, align: justified}, run{italic, "Giấy này được lập tự động khi tiếp nhận để ông/bà tiện theo dõi, không thay cho văn bản trả lời của phường. Xin cảm ơn ông/bà."})
	return s.finish()
}

// facts sets the receipt's table: a label and its value in each row, rows without a value left out.
func (s *sheet) facts(form ReceiptForm) {
	received := ""
	if !form.Received.IsZero() {
		received = form.Received.Format("15 giờ 04 phút, ngày 02/01/2006")
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
		{"Hạn trả lời", sizeBody, due},
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
