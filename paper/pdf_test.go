package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"io"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// poppler runs one of poppler-utils' programs on a document and returns what it prints.
func poppler(t testing.TB, pdf []byte, arguments ...string) string {
	t.Helper()
	command := exec.Command("pdftotext", append(arguments, "-", "-")...)
	command.Stdin = bytes.NewReader(pdf)
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("pdftotext (package poppler-utils): %v\n%s", err, complaints.String())
	}
	if complaints.Len() > 0 {
		t.Errorf("pdftotext finds fault with the document: %s", complaints.String())
	}
	return string(out)
}

// pageTexts returns the text of each page with single spaces, as a reader with another program would get it.
func pageTexts(t testing.TB, pdf []byte) []string {
	t.Helper()
	pages := strings.Split(strings.TrimSuffix(poppler(t, pdf), "\f"), "\f")
	for i, page := range pages {
		pages[i] = strings.Join(strings.Fields(page), " ")
	}
	return pages
}

func allText(t testing.TB, pdf []byte) string {
	t.Helper()
	return strings.Join(pageTexts(t, pdf), " ")
}

// pages counts the document's page objects.
func pages(pdf []byte) int {
	return len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(pdf, -1))
}

// shows reports whether the document draws the text in one go. It reads the page streams itself, so it holds
// without any other program's idea of the page.
func shows(t testing.TB, pdf []byte, text string) bool {
	t.Helper()
	var drawn bytes.Buffer
	for _, unit := range utf16.Encode([]rune(text)) {
		for _, b := range []byte{byte(unit >> 8), byte(unit)} {
			if strings.IndexByte(`\()`, b) >= 0 {
				drawn.WriteByte('\\')
			}
			if b == '\r' {
				drawn.WriteString(`\r`)
				continue
			}
			drawn.WriteByte(b)
		}
	}
	for _, part := range bytes.Split(pdf, []byte("stream\n"))[1:] {
		inflater, err := zlib.NewReader(bytes.NewReader(part))
		if err != nil {
			continue // the end of one stream, or an uncompressed one
		}
		stream, err := io.ReadAll(inflater)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(stream, drawn.Bytes()) {
			return true
		}
	}
	return false
}

// box is where a word stands on its page, in points from the top left corner.
type box struct {
	text                   string
	left, top, right, foot float64
}

var boxLine = regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>`)

// boxes returns every word of the document.
func boxes(t testing.TB, pdf []byte) []box {
	t.Helper()
	var found []box
	for _, match := range boxLine.FindAllStringSubmatch(poppler(t, pdf, "-bbox"), -1) {
		var edges [4]float64
		for i := range edges {
			edge, err := strconv.ParseFloat(match[i+1], 64)
			if err != nil {
				t.Fatal(err)
			}
			edges[i] = edge
		}
		found = append(found, box{match[5], edges[0], edges[1], edges[2], edges[3]})
	}
	return found
}

// checkMargins fails the test where a word stands outside the margins. Page number, sample mark and footer stand above and
// below, so the page's own edge is the limit there, and the text's at the sides.
func checkMargins(t testing.TB, pdf []byte) {
	t.Helper()
	words := boxes(t, pdf)
	if len(words) == 0 {
		t.Error("no word on any page")
	}
	const slack = 0.6 // points: slanted letters lean over their width, and positions are rounded
	for _, w := range words {
		if w.left < marginLeft/point-slack || w.right > (pageWidth-marginRight)/point+slack || w.top < 8/point || w.foot > (pageHeight-8)/point {
			t.Errorf("%q stands outside the margins: %.1f–%.1f across, %.1f–%.1f down (points)", w.text, w.left, w.right, w.top, w.foot)
			return
		}
	}
}

// checkTexts fails the test for every text that the document lacks.
func checkTexts(t testing.TB, pdf []byte, texts ...string) {
	t.Helper()
	all := allText(t, pdf)
	for _, text := range texts {
		if !strings.Contains(all, text) {
			t.Errorf("missing: %q", text)
		}
	}
}

// gray returns the first page as a picture of so many dots per millimetre.
func gray(t testing.TB, pdf []byte, dots int) *image.Gray {
	t.Helper()
	command := exec.Command("pdftoppm", "-gray", "-singlefile", "-r", fmt.Sprint(float64(dots)*25.4), "-")
	command.Stdin = bytes.NewReader(pdf)
	out, err := command.Output()
	if err != nil {
		t.Fatalf("pdftoppm (package poppler-utils): %v", err)
	}
	var width, height, white int
	if _, err := fmt.Fscanf(bytes.NewReader(out), "P5\n%d %d\n%d\n", &width, &height, &white); err != nil {
		t.Fatal(err)
	}
	return &image.Gray{Pix: out[len(out)-width*height:], Stride: width, Rect: image.Rect(0, 0, width, height)}
}

// must returns the document of a paper that has no reason to fail.
func must(t testing.TB) func([]byte, error) []byte {
	return func(pdf []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return pdf
	}
}
