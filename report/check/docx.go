package check

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"danbiet/viet"
)

// Limits of a .docx, in bytes: the file, and each of its parts unpacked. What is larger is refused, whatever the file says
// of its own size.
const (
	maxDocx = 32 << 20
	maxXML  = 12 << 20
)

// readDocx reads the paragraphs, tables, text boxes and notes of a Word document, in order, with the numbers that Word
// would show. A "line" of it is a paragraph, empty ones counted too, and a row of a table is one.
func readDocx(raw []byte) ([]sourceLine, error) {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, ErrDamaged
	}
	reader := docxReader{lists: &lists{}}
	for _, part := range []struct {
		name string
		read func(*xml.Decoder) error
		must bool
	}{
		{"word/numbering.xml", reader.lists.readNumbering, false},
		{"word/styles.xml", reader.lists.readStyles, false},
		{"word/document.xml", reader.read, true},
		{"word/footnotes.xml", reader.readNotes, false},
		{"word/endnotes.xml", reader.readNotes, false},
	} {
		err := readPart(archive, part.name, part.read)
		switch {
		case errors.Is(err, ErrTooLarge):
			return nil, err
		case err != nil && part.must:
			return nil, ErrDamaged
		}
	}
	return reader.lines, nil
}

// readPart unpacks one part of the archive for a reader, up to maxXML.
func readPart(archive *zip.Reader, name string, read func(*xml.Decoder) error) error {
	file, err := archive.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // it was read, not written
	limited := &io.LimitedReader{R: file, N: maxXML + 1}
	if err = read(xml.NewDecoder(limited)); limited.N == 0 {
		return ErrTooLarge
	}
	return err
}

// docxReader goes through the text of a document once.
type docxReader struct {
	lines []sourceLine
	lists *lists

	open   []*wordParagraph // a text box stands inside a paragraph
	inText bool
	size   int // bytes of text so far
	tables int
	depth  int      // of nested tables
	cell   []string // paragraphs of the open cell
	span   int      // columns of the open cell
	cells  []string // of the open row
	hidden int      // inside what was deleted or moved away
}

// wordParagraph is a paragraph while it is read.
type wordParagraph struct {
	text  strings.Builder
	style string
	list  listPlace
}

func (d *docxReader) read(decoder *xml.Decoder) error {
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			d.start(t)
		case xml.EndElement:
			d.end(t.Name.Local)
		case xml.CharData:
			if d.inText && d.hidden == 0 {
				d.write(string(t))
				if d.size += len(t); d.size > maxText {
					return ErrTooLarge
				}
			}
		}
	}
}

// readNotes reads footnotes or endnotes; they follow the text.
func (d *docxReader) readNotes(decoder *xml.Decoder) error {
	d.open, d.depth, d.hidden = nil, 0, 0
	return d.read(decoder)
}

func (d *docxReader) write(s string) {
	if len(d.open) > 0 {
		d.open[len(d.open)-1].text.WriteString(s)
	}
}

func (d *docxReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		d.open = append(d.open, &wordParagraph{})
	case "t":
		d.inText = true
	case "tab", "br", "cr":
		d.write(" ")
	case "noBreakHyphen":
		d.write("-")
	case "pStyle":
		d.paragraph().style = attribute(t, "val")
	case "numId":
		d.paragraph().list.num = attribute(t, "val")
	case "ilvl":
		d.paragraph().list.level, _ = strconv.Atoi(attribute(t, "val"))
		d.paragraph().list.own = true
	case "del", "moveFrom", "Fallback": // tracked deletions and moves; the second copy of a text box
		d.hidden++
	case "tc":
		d.span = 1
	case "gridSpan":
		if n, err := strconv.Atoi(attribute(t, "val")); err == nil && n > 1 && n < 64 {
			d.span = n
		}
	case "tbl":
		if d.depth++; d.depth == 1 {
			d.tables++
		}
	}
}

// paragraph is the innermost open one; what stands outside of all is thrown away.
func (d *docxReader) paragraph() *wordParagraph {
	if len(d.open) == 0 {
		return &wordParagraph{}
	}
	return d.open[len(d.open)-1]
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (d *docxReader) end(name string) {
	switch name {
	case "t":
		d.inText = false
	case "del", "moveFrom", "Fallback":
		d.hidden--
	case "p":
		d.endParagraph()
	case "tc":
		if d.depth == 1 {
			d.cells, d.cell = append(d.cells, strings.TrimSpace(strings.Join(d.cell, " "))), nil
			for ; d.span > 1; d.span-- {
				d.cells = append(d.cells, "") // so that columns stay under their heads
			}
		}
	case "tr":
		if d.depth == 1 {
			d.lines = append(d.lines, sourceLine{
				text: strings.Trim(strings.Join(d.cells, " | "), " |"), line: len(d.lines) + 1,
				whole: true, table: d.tables, cells: d.cells,
			})
			d.cells = nil
		}
	case "tbl":
		d.depth--
	}
}

func (d *docxReader) endParagraph() {
	if len(d.open) == 0 {
		return
	}
	p := d.paragraph()
	d.open = d.open[:len(d.open)-1]
	text := tidy(viet.NFC(p.text.String()))
	if d.hidden > 0 {
		return
	}
	if text != "" {
		text = d.lists.label(p) + text
	}
	if d.depth > 0 {
		d.cell = append(d.cell, text)
		return
	}
	for len(text) > maxParagraph {
		head := cutAt(text, maxParagraph)
		d.lines = append(d.lines, sourceLine{text: strings.TrimSpace(text[:head]), line: len(d.lines) + 1, whole: true})
		text = strings.TrimSpace(text[head:])
	}
	d.lines = append(d.lines, sourceLine{text: text, line: len(d.lines) + 1})
}
