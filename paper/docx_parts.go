package paper

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// xml is the paragraph with its texts.
func (p Para) xml(texts []Text) string {
	size, align, after := p.Size, p.Align, p.After
	if size == 0 {
		size = docxBody
	}
	if align == "" {
		align = Justified
	}
	if after == 0 {
		after = 6
	}
	var b strings.Builder
	b.WriteString(`<w:p><w:pPr>`)
	if p.Keep {
		b.WriteString(`<w:keepNext/>`)
	}
	if p.Page {
		b.WriteString(`<w:pageBreakBefore/>`)
	}
	b.WriteString(`<w:spacing w:before="` + twentieths(p.Before) + `" w:after="` + twentieths(max(after, 0)) + `"/>`)
	b.WriteString(`<w:ind w:left="` + twips(p.Left) + `"`)
	if !p.Flat {
		first := p.First
		if first == 0 {
			first = indentBody
		}
		b.WriteString(` w:firstLine="` + twips(first) + `"`)
	}
	b.WriteString(`/><w:jc w:val="` + string(align) + `"/><w:rPr><w:sz w:val="` + halves(size) + `"/><w:szCs w:val="` + halves(size) + `"/></w:rPr></w:pPr>`)
	for _, t := range texts {
		b.WriteString(t.xml(size))
	}
	b.WriteString(`</w:p>`)
	return b.String()
}

func twentieths(points float64) string { return strconv.Itoa(int(points*20 + 0.5)) }

func (t Text) xml(size float64) string {
	var b strings.Builder
	b.WriteString(`<w:r><w:rPr>`)
	if t.Bold {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	if t.Italic {
		b.WriteString(`<w:i/><w:iCs/>`)
	}
	b.WriteString(`<w:sz w:val="` + halves(size) + `"/><w:szCs w:val="` + halves(size) + `"/>`)
	if t.Marked {
		b.WriteString(`<w:highlight w:val="yellow"/>`)
	}
	b.WriteString(`</w:rPr>`)
	for i, line := range strings.Split(readable(t.Text), "\n") {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		b.WriteString(`<w:t xml:space="preserve">` + escaped(line) + `</w:t>`)
	}
	b.WriteString(`</w:r>`)
	return b.String()
}

// readable is a text as a word processor may have it: composed, with one kind of line end, without control and format
// characters, which could hide or turn around what is written. A word processor has faces for every script.
func readable(s string) string {
	return strings.Map(func(r rune) rune {
		r = spaced(r)
		if r != '\n' && unicode.In(r, unicode.C) {
			return -1
		}
		return r
	}, norm.NFC.String(strings.ReplaceAll(strings.ToValidUTF8(s, string(unknown)), "\r\n", "\n")))
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsWord    = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	nsOffice  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	nsPackage = `http://schemas.openxmlformats.org/package/2006/`
	typeWord  = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
)

// parts are the files of the package, the list of their types first, as readers expect it.
func (d *Docx) parts() [][2]string {
	return [][2]string{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + nsPackage + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + typeWord + `document.main+xml"/>` +
			`<Override PartName="/word/styles.xml" ContentType="` + typeWord + `styles+xml"/>` +
			`<Override PartName="/word/first.xml" ContentType="` + typeWord + `header+xml"/>` +
			`<Override PartName="/word/next.xml" ContentType="` + typeWord + `header+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="` + nsPackage + `relationships">` +
			`<Relationship Id="r1" Type="` + nsOffice + `/officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="r2" Type="` + nsPackage + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", xmlHead + `<cp:coreProperties xmlns:cp="` + nsPackage + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
			escaped(readable(d.title)) + `</dc:title><dc:creator>` + escaped(readable(d.head.inSentence())) + `</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>`},
		{"word/_rels/document.xml.rels", xmlHead + `<Relationships xmlns="` + nsPackage + `relationships">` +
			`<Relationship Id="r1" Type="` + nsOffice + `/styles" Target="styles.xml"/>` +
			`<Relationship Id="r2" Type="` + nsOffice + `/header" Target="first.xml"/>` +
			`<Relationship Id="r3" Type="` + nsOffice + `/header" Target="next.xml"/></Relationships>`},
		{"word/styles.xml", xmlHead + `<w:styles ` + nsWord + `><w:docDefaults><w:rPrDefault><w:rPr>` +
			`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:color w:val="000000"/>` +
			`<w:sz w:val="` + halves(docxBody) + `"/><w:szCs w:val="` + halves(docxBody) + `"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>` +
			`<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>` +
			`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`},
		{"word/first.xml", d.header(false)},
		{"word/next.xml", d.header(true)},
		{"word/document.xml", xmlHead + `<w:document ` + nsWord + ` xmlns:r="` + nsOffice + `"><w:body>` + d.body.String() + d.section() + `</w:body></w:document>`},
	}
}

// header is what stands above the text of a page: its number from the second page on, and on every page of a ward that is
// made up, that it is.
func (d *Docx) header(numbered bool) string {
	p := Para{Align: Centred, Flat: true, After: -1, Size: 13}
	content := p.xml(nil)
	if numbered {
		field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
		content = strings.TrimSuffix(content, `</w:p>`) + field("begin") + `<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
			field("separate") + `<w:r><w:t>2</w:t></w:r>` + field("end") + `</w:p>`
	}
	if d.head.Sample {
		content += Para{Align: Centred, Flat: true, After: -1, Size: sizeFoot}.xml([]Text{{Text: sampleMark, Bold: true}})
	}
	return xmlHead + `<w:hdr ` + nsWord + `>` + content + `</w:hdr>`
}

// section is the shape of the pages.
func (d *Docx) section() string {
	width, height, turned := pageWidth, pageHeight, ""
	if d.landscape {
		width, height, turned = height, width, ` w:orient="landscape"`
	}
	return `<w:sectPr><w:headerReference w:type="first" r:id="r2"/><w:headerReference w:type="default" r:id="r3"/>` +
		`<w:pgSz w:w="` + twips(width) + `" w:h="` + twips(height) + `"` + turned + `/>` +
		`<w:pgMar w:top="` + twips(marginTop) + `" w:right="` + twips(marginRight) + `" w:bottom="` + twips(marginBottom) + `" w:left="` + twips(marginLeft) +
		`" w:header="` + twips(8) + `" w:footer="` + twips(8) + `" w:gutter="0"/><w:titlePg/></w:sectPr>`
}
