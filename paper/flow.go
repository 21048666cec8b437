package paper

import "fmt"

// alignment says where the lines of a text begin and end.
type alignment int

const (
	flush     alignment = iota // at the left
	justified                  // at both sides
	centred
	ranged // at the right
)

// setting is how a paragraph is set. Lengths are millimetres, the size points.
type setting struct {
	size   float64
	inset  float64 // of the whole paragraph, from the left margin
	indent float64 // of its first line
	align  alignment
	after  float64 // left free below
}

var (
	bodyText = setting{size: sizeBody, indent: indentBody, align: justified, after: afterBody}
	plain    = setting{size: sizeBody, align: justified, after: 0.5}
	listItem = setting{size: sizeBody, inset: indentBody + 6, align: justified, after: 0.5}
)

// para sets a paragraph in the flow. It leaves neither the first nor the last line of a paragraph alone on a page.
func (s *sheet) para(p setting, runs ...run) {
	lines := s.lay(p.size, measure-p.inset, p.indent, runs...)
	pitch := lineHeight(p.size)
	first := true
	for i, l := range lines {
		alone := l.final
		if (first && !alone) || (i+1 < len(lines) && !l.final && lines[i+1].final) {
			s.need(2 * pitch)
		} else {
			s.need(pitch)
		}
		x, width := marginLeft+p.inset, measure-p.inset
		if first {
			x, width = x+p.indent, width-p.indent
		}
		s.draw(l, x, s.y, width, p.size, p.align)
		s.y += pitch
		if first = l.final; first {
			s.y += p.after
		}
	}
}

// heading sets a bold line, a little off the text above, that stays with the two lines below it.
func (s *sheet) heading(text string) {
	s.need(4 * lineHeight(sizeBody))
	if s.y > marginTop {
		s.y += 1.5
	}
	s.para(setting{size: sizeBody, after: 0.5}, run{bold, text})
}

// item sets one entry of a list, its mark hanging at the left. An entry without text is left out; item reports whether it
// was set.
func (s *sheet) item(mark, text string) bool {
	lines := s.lay(sizeBody, measure-listItem.inset, 0, run{upright, text})
	if len(lines) == 0 {
		return false
	}
	s.need(float64(min(len(lines), 2)) * lineHeight(sizeBody))
	s.single(marginLeft+indentBody, s.y, 6, sizeBody, flush, run{upright, mark})
	s.para(listItem, run{upright, text})
	return true
}

// items sets a numbered list and returns how many entries it has.
func (s *sheet) items(texts []string) int {
	listed := 0
	for _, text := range texts {
		if s.item(fmt.Sprintf("%d)", listed+1), text) {
			listed++
		}
	}
	return listed
}

// column sets lines of text one below the other between x and x+width from y down, over to the next page where this one
// ends, and returns the y below them.
func (s *sheet) column(x, y, width, size float64, align alignment, lines []line) float64 {
	for _, l := range lines {
		if y+lineHeight(size) > floor+0.01 && y > marginTop {
			s.newPage()
			y = marginTop
		}
		s.draw(l, x, y, width, size, align)
		y += lineHeight(size)
	}
	return y
}

// block breaks runs to width and sets them as a column; it returns the y below.
func (s *sheet) block(x, y, width, size float64, align alignment, runs ...run) float64 {
	if align == centred {
		return s.column(x, y, width, size, align, s.balanced(size, width, runs...))
	}
	return s.column(x, y, width, size, align, s.lay(size, width, 0, runs...))
}

// single sets the first line of runs and drops the rest: for page numbers and footers, which have room for no more.
func (s *sheet) single(x, y, width, size float64, align alignment, r run) {
	if lines := s.lay(size, width, 0, r); len(lines) > 0 {
		s.draw(lines[0], x, y, width, size, align)
	}
}

// draw sets one line. Words of one face go out together with their spaces, so that text copied from the page has them.
func (s *sheet) draw(l line, x, y, width, size float64, align alignment) {
	space := l.space
	switch {
	case align == centred:
		x += (width - l.width) / 2
	case align == ranged:
		x += width - l.width
	case align == justified && !l.final && len(l.words) > 1:
		if stretched := l.space + (width-l.width)/float64(len(l.words)-1); stretched <= widestSpaces*l.space {
			space = stretched
		}
	}
	for from := 0; from < len(l.words); {
		text, wide, next := l.words[from].text, l.words[from].width, from+1
		for ; next < len(l.words) && l.words[next].face == l.words[from].face; next++ {
			text += " " + l.words[next].text
			wide += space + l.words[next].width
		}
		s.font(l.words[from].face, size)
		s.pdf.SetXY(x, y)
		how := "L"
		if space != l.space && next-from > 1 {
			how = "J"
		}
		s.pdf.CellFormat(wide, lineHeight(size), text, "", 0, how, false, 0, "")
		x += wide + space
		from = next
	}
}

// dots draws a dotted line for the pen at baseline y.
func (s *sheet) dots(from, to, y float64) {
	if to-from < 5 {
		return
	}
	s.pdf.SetLineCapStyle("round")
	s.pdf.SetLineWidth(0.3)
	s.pdf.SetDashPattern([]float64{0, 1.3}, 0)
	s.pdf.Line(from, y, to, y)
	s.pdf.SetDashPattern(nil, 0)
	s.pdf.SetLineWidth(hairline)
	s.pdf.SetLineCapStyle("butt")
}

// field sets a label and its value. Without a value it leaves rows dotted lines for the pen, the first after the label.
func (s *sheet) field(label, value string, rows int) {
	if clean(value) != "" {
		s.para(plain, run{upright, label}, run{upright, value})
		return
	}
	s.need(penPitch * float64(min(rows, 3)))
	lines := s.lay(sizeBody, measure, 0, run{upright, label})
	for i, l := range lines {
		s.draw(l, marginLeft, s.y+penPitch-lineHeight(sizeBody), measure, sizeBody, flush)
		if i == len(lines)-1 {
			s.dots(marginLeft+l.width+1.5, pageWidth-marginRight, s.baseline())
			s.y += penPitch
		} else {
			s.y += lineHeight(sizeBody)
		}
	}
	s.dotted(rows - 1)
}

// dotted leaves whole lines for the pen, and a little room below the last.
func (s *sheet) dotted(rows int) {
	for range rows {
		s.need(penPitch)
		s.dots(marginLeft, pageWidth-marginRight, s.baseline())
		s.y += penPitch
	}
	s.y += 1.2
}

// baseline returns where the letters of a line for the pen stand.
func (s *sheet) baseline() float64 {
	return s.y + penPitch - 0.27*lineHeight(sizeBody)
}
