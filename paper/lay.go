package paper

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// face is one of the four cuts of the serif, in the PDF library's notation.
type face string

const (
	upright    face = ""
	bold       face = "B"
	italic     face = "I"
	boldItalic face = "BI"
)

// run is a stretch of text in one face. Runs that follow one another are parted by a space.
type run struct {
	face face
	text string
}

// word is the smallest thing placed on a line; it holds no breaking space. Widths are millimetres.
type word struct {
	face  face
	text  string
	width float64
}

// line is a row of words parted by spaces of equal width.
type line struct {
	words []word
	space float64 // one space, unstretched
	width float64 // the words and their spaces, unstretched
	final bool    // ends a paragraph, so it is not stretched to the measure
}

// lay breaks runs into lines no wider than width, the first of each paragraph shorter by indent. A line break in a text
// starts a new paragraph; a word wider than a line is broken where the line is full. Texts without anything to print give
// no line.
func (s *sheet) lay(size, width, indent float64, runs ...run) []line {
	breaker := breaker{width: width, indent: indent}
	for _, r := range runs {
		s.font(r.face, size)
		breaker.space = s.pdf.GetStringWidth(" ")
		for i, paragraph := range strings.Split(clean(r.text), "\n") {
			if i > 0 {
				breaker.end(true)
			}
			for text := range strings.SplitSeq(paragraph, " ") {
				if text != "" {
					breaker.add(word{face: r.face, text: text, width: s.pdf.GetStringWidth(text)}, s.pdf.GetStringWidth)
				}
			}
		}
	}
	breaker.end(true)
	return breaker.lines
}

// balanced is lay for centred headings: as many lines as the measure needs, but of similar length.
func (s *sheet) balanced(size, width float64, runs ...run) []line {
	lines := s.lay(size, width, 0, runs...)
	narrow, wide := width/float64(max(len(lines), 1)), width
	for wide-narrow > 1 && len(lines) > 1 {
		middle := (narrow + wide) / 2
		if tried := s.lay(size, middle, 0, runs...); len(tried) <= len(lines) {
			lines, wide = tried, middle
		} else {
			narrow = middle
		}
	}
	return lines
}

// breaker collects words into lines.
type breaker struct {
	width, indent, space float64
	lines                []line
	open                 line
}

// room returns what a line can hold, the open one if it is the first of its paragraph being shorter.
func (b *breaker) room() float64 {
	if len(b.lines) == 0 || b.lines[len(b.lines)-1].final {
		return b.width - b.indent
	}
	return b.width
}

// add puts a word on the open line, or on the next one if it does not fit.
func (b *breaker) add(w word, measure func(string) float64) {
	if len(b.open.words) > 0 && b.open.width+b.space+w.width > b.room() {
		b.end(false)
	}
	for w.width > b.room() {
		head, tail := split(w, b.room(), measure)
		if tail.text == "" {
			break
		}
		b.put(head)
		b.end(false)
		w = tail
	}
	b.put(w)
}

func (b *breaker) put(w word) {
	if len(b.open.words) > 0 {
		b.open.width += b.space
	}
	b.open.space = b.space
	b.open.width += w.width
	b.open.words = append(b.open.words, w)
}

// end closes the open line, if it holds anything.
func (b *breaker) end(final bool) {
	if len(b.open.words) == 0 {
		if n := len(b.lines); n > 0 && final {
			b.lines[n-1].final = true
		}
		return
	}
	b.open.final = final
	b.lines = append(b.lines, b.open)
	b.open = line{}
}

// split cuts w so that its head fits into room; the head holds at least one character.
func split(w word, room float64, measure func(string) float64) (head, tail word) {
	at, used := len(w.text), 0.0
	for i, r := range w.text {
		wide := measure(string(r))
		if i > 0 && used+wide > room {
			at = i
			break
		}
		used += wide
	}
	head = word{face: w.face, text: w.text[:at], width: used}
	tail = word{face: w.face, text: w.text[at:], width: max(w.width-used, 0)}
	return head, tail
}

// atMost keeps the first n lines and ends them with an ellipsis if any are dropped: for headings, where nobody writes more
// and nothing may push the page out of shape. The cut line is no longer than it was.
func (s *sheet) atMost(n int, size float64, lines []line) []line {
	if len(lines) <= n {
		return lines
	}
	kept := slices.Clone(lines[:n])
	last := &kept[n-1]
	s.font(last.words[len(last.words)-1].face, size)
	words, before := slices.Clone(last.words), last.width
	for len(words) > 0 {
		end := &words[len(words)-1]
		before -= end.width
		for end.text != "" {
			if wide := s.pdf.GetStringWidth(end.text + "…"); before+wide <= last.width {
				end.text, end.width = end.text+"…", wide
				last.words, last.width = words, before+wide
				return kept
			}
			_, cut := utf8.DecodeLastRuneInString(end.text)
			end.text = end.text[:len(end.text)-cut]
		}
		words, before = words[:len(words)-1], before-last.space
	}
	return kept
}
