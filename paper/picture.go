package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"

	"danbiet/third_party/liberation"
	"danbiet/viet"
)

// Picture is a drawing in pixels on a white ground, for what is read on a phone. Points count from the upper left.
type Picture struct {
	img           *image.RGBA
	regular, bold *typeface
}

// Ink is a colour.
type Ink = color.RGBA

// Where a text stands beside its point.
const (
	AtLeft = iota
	InMiddle
	AtRight
)

// Lettering is how a text is written.
type Lettering struct {
	Size float64 // of the em, in pixels
	Bold bool
	Side int // AtLeft, InMiddle or AtRight
	Ink  Ink
}

// NewPicture begins a picture.
func NewPicture(width, height int) (*Picture, error) {
	p := &Picture{img: image.NewRGBA(image.Rect(0, 0, width, height))}
	for i := range p.img.Pix {
		p.img.Pix[i] = math.MaxUint8
	}
	var err error
	if p.regular, err = readFace(liberation.Regular()); err != nil {
		return nil, err
	}
	p.bold, err = readFace(liberation.Bold())
	return p, err
}

// PNG is the picture as a file.
func (p *Picture) PNG() ([]byte, error) {
	var out bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&out, p.img); err != nil {
		return nil, fmt.Errorf("write a picture: %w", err)
	}
	return out.Bytes(), nil
}

// Bar fills a rectangle.
func (p *Picture) Bar(x, y, width, height float64, ink Ink) {
	p.fill([][]spot{{{x: x, y: y}, {x: x + width, y: y}, {x: x + width, y: y + height}, {x: x, y: y + height}}}, ink)
}

// Line draws a straight line.
func (p *Picture) Line(x1, y1, x2, y2, thick float64, ink Ink) {
	length := math.Hypot(x2-x1, y2-y1)
	if length == 0 {
		return
	}
	dx, dy := (y2-y1)/length*thick/2, (x1-x2)/length*thick/2
	p.fill([][]spot{{{x: x1 + dx, y: y1 + dy}, {x: x2 + dx, y: y2 + dy}, {x: x2 - dx, y: y2 - dy}, {x: x1 - dx, y: y1 - dy}}}, ink)
}

// Dot fills a circle.
func (p *Picture) Dot(x, y, radius float64, ink Ink) {
	const corners = 40
	circle := make([]spot, corners)
	for i := range circle {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		circle[i] = spot{x: x + radius*cos, y: y + radius*sin}
	}
	p.fill([][]spot{circle}, ink)
}

// Text writes a line of words on the base line y. A letter that the face lacks is left out.
func (p *Picture) Text(x, y float64, words string, l Lettering) {
	switch l.Side {
	case InMiddle:
		x -= p.Width(words, l) / 2
	case AtRight:
		x -= p.Width(words, l)
	}
	f := p.face(l)
	scale := l.Size / f.unitsPerEm
	for _, r := range viet.NFC(words) {
		glyph, ok := f.glyphs[r]
		if !ok {
			continue
		}
		var shape [][]spot
		for _, contour := range f.outline(glyph, 0) {
			flat := flatten(contour)
			for i := range flat {
				flat[i].x, flat[i].y = x+flat[i].x*scale, y-flat[i].y*scale
			}
			shape = append(shape, flat)
		}
		p.fill(shape, l.Ink)
		x += f.advance(glyph) * scale
	}
}

// Width is how long a line of words is, in pixels.
func (p *Picture) Width(words string, l Lettering) (width float64) {
	f := p.face(l)
	for _, r := range viet.NFC(words) {
		if glyph, ok := f.glyphs[r]; ok {
			width += f.advance(glyph)
		}
	}
	return width * l.Size / f.unitsPerEm
}

func (p *Picture) face(l Lettering) *typeface {
	if l.Bold {
		return p.bold
	}
	return p.regular
}

// bends is of how many straight lines a bend is made.
const bends = 8

// flatten makes a contour of straight lines. Between two points that bend it lies one on it, in the middle.
func flatten(contour []spot) []spot {
	var full []spot
	for i, at := range contour {
		before := contour[(i+len(contour)-1)%len(contour)]
		if !at.on && !before.on {
			full = append(full, spot{(at.x + before.x) / 2, (at.y + before.y) / 2, true})
		}
		full = append(full, at)
	}
	var flat []spot
	for i, at := range full {
		if at.on {
			flat = append(flat, at)
			continue
		}
		from, to := full[(i+len(full)-1)%len(full)], full[(i+1)%len(full)]
		for step := 1; step < bends; step++ {
			t := float64(step) / bends
			a, b, c := (1-t)*(1-t), 2*t*(1-t), t*t
			flat = append(flat, spot{a*from.x + b*at.x + c*to.x, a*from.y + b*at.y + c*to.y, true})
		}
	}
	return flat
}

// crossing is where an edge crosses a line of the picture, and whether downwards.
type crossing struct {
	x    float64
	turn int
}

// slices of a row of pixels, each of which an edge crosses or not: more make edges smoother.
const rowSlices = 5

// fill fills what contours of straight lines go round, as often as they do not undo each other.
func (p *Picture) fill(shape [][]spot, ink Ink) {
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, contour := range shape {
		for _, at := range contour {
			top, bottom = min(top, at.y), max(bottom, at.y)
		}
	}
	bounds := p.img.Bounds()
	cover := make([]float64, bounds.Dx())
	for row := max(0, int(math.Floor(top))); float64(row) < bottom && row < bounds.Dy(); row++ {
		clear(cover)
		for s := range rowSlices {
			addSlice(cover, shape, float64(row)+(float64(s)+0.5)/rowSlices)
		}
		for x, share := range cover {
			if share > 0 {
				p.blend(x, row, ink, min(share/rowSlices, 1))
			}
		}
	}
}

// addSlice adds how much of each pixel lies inside on one line.
func addSlice(cover []float64, shape [][]spot, y float64) {
	var crossings []crossing
	for _, contour := range shape {
		for i, a := range contour {
			b := contour[(i+1)%len(contour)]
			if (a.y <= y) == (b.y <= y) {
				continue
			}
			turn := 1
			if a.y > b.y {
				turn = -1
			}
			crossings = append(crossings, crossing{a.x + (y-a.y)*(b.x-a.x)/(b.y-a.y), turn})
		}
	}
	slices.SortFunc(crossings, func(a, b crossing) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		}
		return 0
	})
	turns := 0
	for i, c := range crossings {
		turns += c.turn
		if turns != 0 && i+1 < len(crossings) {
			addSpan(cover, c.x, crossings[i+1].x)
		}
	}
}

func addSpan(cover []float64, from, to float64) {
	from, to = max(from, 0), min(to, float64(len(cover)))
	for x := int(from); float64(x) < to; x++ {
		cover[x] += min(to, float64(x+1)) - max(from, float64(x))
	}
}

func (p *Picture) blend(x, y int, ink Ink, share float64) {
	under := p.img.RGBAAt(x, y)
	mix := func(under, over uint8) uint8 {
		return uint8(math.Round(float64(under)*(1-share) + float64(over)*share))
	}
	p.img.SetRGBA(x, y, color.RGBA{mix(under.R, ink.R), mix(under.G, ink.G), mix(under.B, ink.B), math.MaxUint8})
}
