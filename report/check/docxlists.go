package check

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// listPlace is where a paragraph stands in Word's automatic lists.
type listPlace struct {
	num   string // "" outside of lists; "0" takes a paragraph out of its style's list
	level int
	own   bool // the level is the paragraph's own
}

// listLevel is how one level of a list is numbered.
type listLevel struct {
	format string // decimal, upperRoman, lowerLetter, bullet …
	text   string // "%1.%2."
	start  int
}

// maxLabel is the longest pattern of an automatic number, in bytes: "Điều %1." has ten.
const maxLabel = 64

// lists are the automatic numbers of a Word document, counted on while its paragraphs go by.
type lists struct {
	levels   map[string]map[int]listLevel // by the abstract list
	abstract map[string]string            // of a list
	styles   map[string]listPlace         // lists that come with a style
	counts   map[string]*[9]int           // by the abstract list
}

// readNumbering reads word/numbering.xml.
func (l *lists) readNumbering(decoder *xml.Decoder) error {
	l.levels, l.abstract, l.counts = map[string]map[int]listLevel{}, map[string]string{}, map[string]*[9]int{}
	var abstract, num string
	level := -1
	return eachStart(decoder, func(t xml.StartElement) {
		now := l.levels[abstract][level]
		switch t.Name.Local {
		case "abstractNum":
			abstract, level = attribute(t, "abstractNumId"), -1
			l.levels[abstract] = map[int]listLevel{}
			return
		case "lvl":
			level, _ = strconv.Atoi(attribute(t, "ilvl"))
			now = listLevel{start: 1}
		case "start":
			now.start, _ = strconv.Atoi(attribute(t, "val"))
		case "numFmt":
			now.format = attribute(t, "val")
		case "lvlText":
			if now.text = attribute(t, "val"); len(now.text) > maxLabel { // a file may repeat it before every paragraph
				now.text = ""
			}
		case "num":
			num, level = attribute(t, "numId"), -1
			abstract = ""
			return
		case "abstractNumId":
			l.abstract[num] = attribute(t, "val")
			return
		default:
			return
		}
		if levels := l.levels[abstract]; levels != nil && level >= 0 && level < 9 {
			levels[level] = now
		}
	})
}

// readStyles reads which styles of word/styles.xml carry a list.
func (l *lists) readStyles(decoder *xml.Decoder) error {
	l.styles = map[string]listPlace{}
	style := ""
	return eachStart(decoder, func(t xml.StartElement) {
		place := l.styles[style]
		switch t.Name.Local {
		case "style":
			style = attribute(t, "styleId")
			return
		case "numId":
			place.num = attribute(t, "val")
		case "ilvl":
			place.level, _ = strconv.Atoi(attribute(t, "val"))
		default:
			return
		}
		if style != "" {
			l.styles[style] = place
		}
	})
}

// eachStart calls do for each element of a part.
func eachStart(decoder *xml.Decoder, do func(xml.StartElement)) error {
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if t, ok := token.(xml.StartElement); ok {
			do(t)
		}
	}
}

// label is what Word shows before a paragraph, with a space behind it; "" outside of lists. Bullets are a hyphen.
func (l *lists) label(p *wordParagraph) string {
	place := p.list
	if place.num == "" {
		style := l.styles[p.style]
		place.num = style.num
		if !place.own {
			place.level = style.level
		}
	}
	abstract, ok := l.abstract[place.num]
	level, known := l.levels[abstract][place.level]
	if !ok || !known || place.level < 0 || place.level > 8 {
		return ""
	}
	if l.counts[abstract] == nil {
		l.counts[abstract] = &[9]int{}
	}
	counts := l.counts[abstract]
	if counts[place.level] == 0 {
		counts[place.level] = level.start - 1
	}
	counts[place.level]++
	for deeper := place.level + 1; deeper < len(counts); deeper++ {
		counts[deeper] = 0
	}
	switch level.format {
	case "bullet":
		return "- "
	case "none", "":
		return ""
	}
	text := level.text
	for i := range place.level + 1 {
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), inFormat(max(counts[i], 1), l.levels[abstract][i].format))
	}
	if text = strings.TrimSpace(text); text == "" {
		return ""
	}
	return text + " "
}

// inFormat writes a number as Word does: 4, IV, iv, D or d.
func inFormat(n int, format string) string {
	numerals := strings.Fields(romans)
	switch {
	case format == "upperRoman" && n <= len(numerals):
		return numerals[n-1]
	case format == "lowerRoman" && n <= len(numerals):
		return strings.ToLower(numerals[n-1])
	case format == "upperLetter" && n <= 26:
		return string(rune('A' + n - 1))
	case format == "lowerLetter" && n <= 26:
		return string(rune('a' + n - 1))
	default:
		return strconv.Itoa(n)
	}
}
