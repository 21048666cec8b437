package paper

// fingerprint draws the frame for a fingerprint, 24 mm wide and 38 mm high with its caption.
func (s *sheet) fingerprint(x, y float64) {
	s.pdf.Rect(x, y, 24, 27, "D")
	s.block(x-3, y+28, 30, sizeFoot+1, centred, run{italic, "Điểm chỉ\n(nếu không ký)"})
}

// signature sets who signs, a hint, and the name below the room for the pen. An empty name leaves dots. It is 38 mm high.
func (s *sheet) signature(x, y, width float64, who, hint, name string) {
	y = s.block(x, y, width, sizeBody, centred, run{bold, who})
	s.block(x, y, width, sizeSmall, centred, run{italic, hint})
	if lines := s.atMost(2, sizeBody, s.balanced(sizeBody, width, run{bold, name})); len(lines) > 0 {
		s.column(x, y+23, width, sizeBody, centred, lines)
		return
	}
	s.dots(x+8, x+width-8, y+27)
}

// tracking sets the tracking code with its QR code in a column of the given width, 39 mm high at most. Both may be empty.
func (s *sheet) tracking(code, address string, x, y, width float64) error {
	const side = 23.0
	if address != "" {
		if err := s.qr(address, x, y+2, side); err != nil {
			return err
		}
		y += side + 5 // white around the code, so that a camera finds it
	}
	if code != "" {
		lines := s.lay(sizeSmall, width, 0, run{upright, "Mã hồ sơ:"}, run{bold, code})
		y = s.column(x, y, width, sizeSmall, flush, s.atMost(2, sizeSmall, lines))
	}
	if address != "" {
		s.block(x, y, width, sizeFoot+1, flush, run{italic, "Quét mã để theo dõi hồ sơ"})
	}
	return nil
}
