package paper

import (
	"errors"
	"strings"

	"github.com/skip2/go-qrcode"
)

// qr draws the address as a QR code of so many millimetres, as squares rather than a picture: sharp at any size. An http
// or https address can also be clicked. The error names no address: it may hold a citizen's tracking code.
func (s *sheet) qr(address string, x, y, side float64) error {
	code, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return errors.New("paper: the address is too long for a QR code")
	}
	code.DisableBorder = true // callers leave white around it, some 3 mm
	modules := code.Bitmap()
	unit := side / float64(len(modules))
	const overlap = 0.02 // hides the seams that screens draw between neighbours
	for row, line := range modules {
		for from := 0; from < len(line); {
			to := from
			for to < len(line) && line[to] {
				to++
			}
			if to > from {
				s.pdf.Rect(x+float64(from)*unit, y+float64(row)*unit, float64(to-from)*unit+overlap, unit+overlap, "F")
			}
			from = max(to, from+1)
		}
	}
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		s.pdf.LinkString(x, y, side, side, address)
	}
	return nil
}
