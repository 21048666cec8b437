package paper

import (
	"bytes"
	"image/png"
	"testing"

	"pgregory.net/rapid"

	"danbiet/third_party/liberation"
)

func TestEveryVietnameseLetterIsDrawn(t *testing.T) {
	p, err := NewPicture(10, 10)
	if err != nil {
		t.Fatal(err)
	}
	const letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵAÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐEÈẺẼÉẸÊỀỂỄẾỆOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴ0123456789%.,–/()"
	for _, f := range []*typeface{p.regular, p.bold} {
		for _, r := range letters {
			glyph, ok := f.glyphs[r]
			if !ok || len(f.outline(glyph, 0)) == 0 || f.advance(glyph) <= 0 {
				t.Errorf("the letter %c is not drawn", r)
			}
		}
	}
}

func TestMarksStandAboveTheirLetter(t *testing.T) {
	p, err := NewPicture(10, 10)
	if err != nil {
		t.Fatal(err)
	}
	top := func(r rune) (y float64) {
		for _, contour := range p.regular.outline(p.regular.glyphs[r], 0) {
			for _, at := range contour {
				y = max(y, at.y)
			}
		}
		return y
	}
	if a, hat, both := top('a'), top('â'), top('ấ'); a >= hat || hat >= both {
		t.Errorf("a reaches %v, â %v, ấ %v", a, hat, both)
	}
}

func TestABarCoversItsPixelsAndHalfOfThoseOnItsEdge(t *testing.T) {
	p, err := NewPicture(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	p.Bar(2, 2, 3.5, 4, Ink{A: 255})
	raw, err := p.PNG()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for x, want := range []uint32{255, 255, 0, 0, 0, 128, 255, 255} {
		if got, _, _, _ := img.At(x, 3).RGBA(); got>>8 != want {
			t.Errorf("pixel %d is %d, want %d", x, got>>8, want)
		}
	}
}

func TestWhatIsDrawnBeyondThePictureHarmsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := NewPicture(20, 20)
		if err != nil {
			t.Fatal(err)
		}
		at := rapid.Float64Range(-200, 200)
		p.Line(at.Draw(t, "x1"), at.Draw(t, "y1"), at.Draw(t, "x2"), at.Draw(t, "y2"), 3, Ink{})
		p.Dot(at.Draw(t, "x"), at.Draw(t, "y"), 30, Ink{})
		p.Text(at.Draw(t, "tx"), at.Draw(t, "ty"), rapid.String().Draw(t, "words"), Lettering{Size: 20, Side: InMiddle})
	})
}

func TestACutFaceIsRefused(t *testing.T) {
	whole := liberation.Regular()
	rapid.Check(t, func(t *rapid.T) {
		f, err := readFace(whole[:rapid.IntRange(0, 2000).Draw(t, "length")])
		if err == nil {
			t.Fatalf("a face of %d glyphs", f.numberGlyphs)
		}
	})
}
