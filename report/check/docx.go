package check

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"danbiet/viet"
)

// Limits of a .docx, in bytes: the file, and its document unpacked. What is larger is refused, whatever the file says
// of its own size.
const (
	maxDocx = 32 << 20
	maxXML  = 12 << 20
)

// readDocx reads the paragraphs and tables of a Word document, in order. A "line" of it is a paragraph, empty ones
// counted too, and a row of a table is one.
func readDocx(r io.Reader) ([]sourceLine, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxDocx+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > maxDocx {
		return nil, ErrTooLarge
	}
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, ErrDamaged
	}
	file, err := archive.Open("word/document.xml")
	if err != nil {
		return nil, ErrDamaged
	}
	defer func() { _ = file.Close() }() // it was read, not written
	limited := &io.LimitedReader{R: file, N: maxXML + 1}
	reader := docxReader{xml: xml.NewDecoder(limited)}
	err = reader.read()
	switch {
	case limited.N == 0, errors.Is(err, ErrTooLarge):
		return nil, ErrTooLarge
	case err != nil:
		return nil, ErrDamaged
	}
	return reader.lines, nil
}

// docxReader goes through word/document.xml once.
type docxReader struct {
	xml   *xml.Decoder
	lines []sourceLine

	text   strings.Builder // of the paragraph
	inText bool
	size   int // bytes of text so far
	tables int
	depth  int      // of nested tables
	cell   []string // paragraphs of the open cell
	cells  []string // of the open row
	hidden int      // inside deleted text
}

func (d *docxReader) read() error {
	for {
		token, err := d.xml.Token()
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
				d.text.Write(t)
				if d.size += len(t); d.size > maxText {
					return ErrTooLarge
				}
			}
		}
	}
}

func (d *docxReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "t":
		d.inText = true
	case "tab", "br", "cr":
		d.text.WriteByte(' ')
	case "noBreakHyphen":
		d.text.WriteByte('-')
	case "del", "Fallback": // tracked deletions; the second copy of a text box
		d.hidden++
	case "tbl":
		if d.depth++; d.depth == 1 {
			d.tables++
		}
	}
}

func (d *docxReader) end(name string) {
	switch name {
	case "t":
		d.inText = false
	case "del", "Fallback":
		d.hidden--
	case "p":
		text := tidy(viet.NFC(d.text.String()))
		d.text.Reset()
		if d.depth > 0 {
			d.cell = append(d.cell, text)
			return
		}
		d.lines = append(d.lines, sourceLine{text: text, line: len(d.lines) + 1})
	case "tc":
		if d.depth == 1 {
			d.cells, d.cell = append(d.cells, strings.TrimSpace(strings.Join(d.cell, " "))), nil
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
