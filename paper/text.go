package paper

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	unknown = '□'      // stands for what the face cannot show
	hardGap = '\u00a0' // a space that neither breaks nor stretches
)

// printable holds the characters that this package prints: those of Vietnamese and of other European languages, with the
// marks and signs of office papers. All four faces have every one of them. A range table, because the fonts' own list also
// holds right-to-left scripts and lone accents, which need a shaping engine to come out right.
var printable = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0020, Hi: 0x007e, Stride: 1},
		{Lo: 0x00a0, Hi: 0x00ac, Stride: 1},
		{Lo: 0x00ae, Hi: 0x024f, Stride: 1},
		{Lo: 0x0384, Hi: 0x038a, Stride: 1},
		{Lo: 0x038e, Hi: 0x03a1, Stride: 1},
		{Lo: 0x03a3, Hi: 0x03ce, Stride: 1},
		{Lo: 0x0400, Hi: 0x045f, Stride: 1},
		{Lo: 0x1e00, Hi: 0x1e9b, Stride: 1},
		{Lo: 0x1ea0, Hi: 0x1ef9, Stride: 1},
		{Lo: 0x2012, Hi: 0x2022, Stride: 1},
		{Lo: 0x2026, Hi: 0x2026, Stride: 1},
		{Lo: 0x2030, Hi: 0x2030, Stride: 1},
		{Lo: 0x2032, Hi: 0x2033, Stride: 1},
		{Lo: 0x2039, Hi: 0x203a, Stride: 1},
		{Lo: 0x2044, Hi: 0x2044, Stride: 1},
		{Lo: 0x2074, Hi: 0x2079, Stride: 1},
		{Lo: 0x207f, Hi: 0x2089, Stride: 1},
		{Lo: 0x20a0, Hi: 0x20b5, Stride: 1},
		{Lo: 0x2116, Hi: 0x2116, Stride: 1},
		{Lo: 0x2122, Hi: 0x2122, Stride: 1},
		{Lo: 0x2190, Hi: 0x2195, Stride: 1},
		{Lo: 0x2211, Hi: 0x2212, Stride: 1},
		{Lo: 0x221a, Hi: 0x221a, Stride: 1},
		{Lo: 0x221e, Hi: 0x221e, Stride: 1},
		{Lo: 0x2248, Hi: 0x2248, Stride: 1},
		{Lo: 0x2260, Hi: 0x2260, Stride: 1},
		{Lo: 0x2264, Hi: 0x2265, Stride: 1},
		{Lo: 0x25a0, Hi: 0x25a1, Stride: 1},
		{Lo: 0x25aa, Hi: 0x25ab, Stride: 1},
		{Lo: 0x25cb, Hi: 0x25cb, Stride: 1},
		{Lo: 0x25cf, Hi: 0x25cf, Stride: 1},
		{Lo: 0x25e6, Hi: 0x25e6, Stride: 1},
	},
	LatinOffset: 2,
}

// clean returns s as it can be printed: composed (NFC), one space between words, one line break between paragraphs, none
// at either end. Control and format characters and lone accents go; a stretch of characters without a glyph, such as an
// emoji of several parts, becomes one □.
func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	var gap, last rune // gap: the space or line break that the next character will need
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, string(unknown))) {
		switch r = spaced(r); {
		case r == '\n':
			gap = '\n'
		case r == ' ':
			if gap == 0 {
				gap = ' '
			}
		case unicode.In(r, unicode.C, unicode.M):
			continue
		default:
			if !unicode.Is(printable, r) {
				r = unknown
			}
			if r == unknown && last == unknown && gap == 0 {
				continue
			}
			if gap != 0 && b.Len() > 0 {
				b.WriteRune(gap)
			}
			gap, last = 0, r
			b.WriteRune(r)
		}
	}
	return b.String()
}

// spaced maps every kind of line end to '\n', every breaking space to ' ', and the hyphen that does not break, which the
// faces lack, to the common one.
func spaced(r rune) rune {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return '\n'
	case hardGap:
		return r
	case '\u2010', '\u2011':
		return '-'
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return r
}
