package paper

import (
	"strings"
	"time"
)

// The national heading: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1.
const (
	nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	motto  = "Độc lập - Tự do - Hạnh phúc"
)

// The letterhead's two columns: the issuing body at the left, the national heading at the right.
const (
	bodyColumn   = 66.0
	columnGap    = 4.0
	nationColumn = measure - bodyColumn - columnGap
)

// nationalHeading sets the national heading between x and x+width from y down, and returns the y below its rule.
func (s *sheet) nationalHeading(x, y, width float64) float64 {
	y = s.block(x, y, width, 12, centred, run{bold, nation})
	lines := s.lay(sizeBody, width, 0, run{bold, motto})
	y = s.column(x, y, width, sizeBody, centred, lines)
	s.rule(x+width/2, y+0.6, lines[0].width)
	return y + 2
}

// rule draws a line of the given length, centred at x.
func (s *sheet) rule(x, y, length float64) {
	s.pdf.Line(x-length/2, y, x+length/2, y)
}

// citizenHeading opens a paper that a citizen writes: the national heading over the whole width, place and date, title.
func (s *sheet) citizenHeading(head Letterhead, date time.Time, title string) {
	s.y = s.nationalHeading(marginLeft, s.y, measure) + 3
	dated := s.atMost(2, sizeBody, s.lay(sizeBody, measure, 0, run{italic, head.PlaceDate(date)}))
	s.y = s.column(marginLeft, s.y, measure, sizeBody, ranged, dated) + 4
	s.y = s.block(marginLeft, s.y, measure, sizeTitle+1, centred, run{bold, title}) + 3
}

// wardHeading opens a paper that the ward issues: its name beside the national heading, number, place and date.
// Number may be empty, then that column stays free.
func (s *sheet) wardHeading(head Letterhead, number string, date time.Time) {
	right := marginLeft + bodyColumn + columnGap
	left := s.y
	parent := s.atMost(3, 12, s.balanced(12, bodyColumn, run{upright, strings.ToUpper(head.Parent)}))
	left = s.column(marginLeft, left, bodyColumn, 12, centred, parent)
	name := s.atMost(5, 12, s.balanced(12, bodyColumn, run{bold, strings.ToUpper(head.Body)}))
	left = s.column(marginLeft, left, bodyColumn, 12, centred, name)
	if len(name) > 0 {
		s.rule(marginLeft+bodyColumn/2, left+0.6, name[len(name)-1].width*0.4)
	}
	s.y = max(left+2, s.nationalHeading(right, s.y, nationColumn)) + 2
	dated := s.atMost(2, sizeBody, s.lay(sizeBody, nationColumn, 0, run{italic, head.PlaceDate(date)}))
	below := s.column(right, s.y, nationColumn, sizeBody, centred, dated)
	if number != "" {
		numbered := s.atMost(2, sizeBody, s.lay(sizeBody, bodyColumn, 0, run{upright, "Số: " + number}))
		below = max(below, s.column(marginLeft, s.y, bodyColumn, sizeBody, centred, numbered))
	}
	s.y = below + 6
}

// title sets a paper's kind and what it is about, with a short rule below.
func (s *sheet) title(kind, about string) {
	s.y = s.block(marginLeft, s.y, measure, sizeTitle, centred, run{bold, strings.ToUpper(kind)})
	lines := s.balanced(sizeTitle, measure*0.85, run{bold, about})
	s.y = s.column(marginLeft, s.y, measure, sizeTitle, centred, lines)
	if len(lines) > 0 {
		s.rule(pageWidth/2+(marginLeft-marginRight)/2, s.y+0.6, min(lines[len(lines)-1].width*0.4, 50))
	}
	s.y += 6
}
