package paper

import (
	"encoding/binary"
	"errors"
)

// typeface is a TrueType face, read for its outlines. The faces are those that the program carries: they are well-formed, and
// whatever points outside of the file reads as zero.
type typeface struct {
	data         []byte
	tables       map[string]int // where each begins
	unitsPerEm   float64
	longOffsets  bool // of glyphs
	metrics      int  // glyphs with a width of their own
	glyphs       map[rune]int
	numberGlyphs int
}

// spot is a point of an outline, in units of the em with y upwards; one that is not on the outline bends it.
type spot struct {
	x, y float64
	on   bool
}

func readFace(data []byte) (*typeface, error) {
	f := &typeface{data: data, tables: map[string]int{}, glyphs: map[rune]int{}}
	const entry = 16 // bytes of a table's entry in the directory
	for i := range f.u16(4) {
		at := 12 + i*entry
		if at+entry > len(data) {
			return nil, errors.New("read a face: it ends within its directory")
		}
		f.tables[string(data[at:at+4])] = f.u32(at + 8)
	}
	for _, name := range []string{"head", "maxp", "hhea", "hmtx", "loca", "glyf", "cmap"} {
		if f.tables[name] == 0 {
			return nil, errors.New("read a face: it has no table " + name)
		}
	}
	f.unitsPerEm = float64(max(f.u16(f.tables["head"]+18), 1))
	f.longOffsets = f.u16(f.tables["head"]+50) == 1
	f.metrics = f.u16(f.tables["hhea"] + 34)
	f.numberGlyphs = f.u16(f.tables["maxp"] + 4)
	f.readLetters()
	if len(f.glyphs) == 0 {
		return nil, errors.New("read a face: it has no letters")
	}
	return f, nil
}

func (f *typeface) u16(at int) int {
	if at < 0 || at+2 > len(f.data) {
		return 0
	}
	return int(binary.BigEndian.Uint16(f.data[at:]))
}

func (f *typeface) s16(at int) int { return int(int16(f.u16(at))) }

func (f *typeface) u32(at int) int { return f.u16(at)<<16 | f.u16(at+2) }

func (f *typeface) u8(at int) int { return f.u16(at) >> 8 }

// readLetters reads which glyph stands for which letter, from the table of the basic plane, in which every Vietnamese
// letter has its place.
func (f *typeface) readLetters() {
	cmap := f.tables["cmap"]
	for i := range f.u16(cmap + 2) {
		table := cmap + f.u32(cmap+4+8*i+4)
		if f.u16(table) != 4 { // the format of segments
			continue
		}
		twice := f.u16(table + 6) // twice the number of segments
		ends, starts := table+14, table+16+twice
		deltas, ranges := starts+twice, starts+2*twice
		for s := 0; s < twice; s += 2 {
			for letter := f.u16(starts + s); letter <= f.u16(ends+s) && letter != 0xffff; letter++ {
				glyph := letter
				if offset := f.u16(ranges + s); offset != 0 {
					if glyph = f.u16(ranges + s + offset + 2*(letter-f.u16(starts+s))); glyph == 0 {
						continue
					}
				}
				f.glyphs[rune(letter)] = (glyph + f.u16(deltas+s)) & 0xffff
			}
		}
		return
	}
}

// advance is how far a glyph moves the pen, in units of the em.
func (f *typeface) advance(glyph int) float64 {
	return float64(f.u16(f.tables["hmtx"] + 4*min(glyph, max(f.metrics-1, 0))))
}

// deepest bounds how glyphs may be made of others.
const deepest = 4

// outline is the contours of a glyph.
func (f *typeface) outline(glyph, depth int) [][]spot {
	if glyph >= f.numberGlyphs || depth > deepest {
		return nil
	}
	at, next := f.tables["glyf"], f.tables["glyf"]
	if f.longOffsets {
		at += f.u32(f.tables["loca"] + 4*glyph)
		next += f.u32(f.tables["loca"] + 4*glyph + 4)
	} else {
		at += 2 * f.u16(f.tables["loca"]+2*glyph)
		next += 2 * f.u16(f.tables["loca"]+2*glyph+2)
	}
	contours := f.s16(at)
	switch {
	case next <= at: // a space
		return nil
	case contours < 0:
		return f.composed(at+10, depth)
	}
	return f.simple(at+10, contours)
}

// Flags of a point.
const (
	onCurve = 1 << iota
	shortX
	shortY
	repeated
	sameX // or, where it is short, positive
	sameY
)

// simple reads a glyph that is made of contours.
func (f *typeface) simple(at, contours int) [][]spot {
	ends := make([]int, contours)
	for i := range ends {
		ends[i] = f.u16(at + 2*i)
	}
	if contours == 0 {
		return nil
	}
	at += 2 * contours
	at += 2 + f.u16(at) // instructions
	points := ends[contours-1] + 1
	flags := make([]int, 0, points)
	for len(flags) < points {
		flag := f.u8(at)
		at++
		times := 1
		if flag&repeated != 0 {
			times += f.u8(at)
			at++
		}
		for range times {
			flags = append(flags, flag)
		}
	}
	all := make([]spot, points)
	at = f.coordinates(at, flags[:points], shortX, sameX, func(i, v int) { all[i].x = float64(v) })
	f.coordinates(at, flags[:points], shortY, sameY, func(i, v int) { all[i].y = float64(v) })
	for i := range all {
		all[i].on = flags[i]&onCurve != 0
	}
	var outline [][]spot
	from := 0
	for _, end := range ends {
		outline = append(outline, all[from:end+1])
		from = end + 1
	}
	return outline
}

// coordinates reads the x or the y of all points, which are differences, and returns where they end.
func (f *typeface) coordinates(at int, flags []int, short, same int, set func(i, v int)) int {
	v := 0
	for i, flag := range flags {
		switch {
		case flag&short != 0:
			d := f.u8(at)
			at++
			if flag&same == 0 {
				d = -d
			}
			v += d
		case flag&same == 0:
			v += f.s16(at)
			at += 2
		}
		set(i, v)
	}
	return at
}

// Flags of a part of a composed glyph.
const (
	wordArguments = 1 << 0
	oneScale      = 1 << 3
	more          = 1 << 5
	twoScales     = 1 << 6
	fourScales    = 1 << 7
)

// composed reads a glyph that is made of others, as a letter with its marks.
func (f *typeface) composed(at, depth int) (outline [][]spot) {
	for {
		flags, glyph := f.u16(at), f.u16(at+2)
		at += 4
		var dx, dy float64
		if flags&wordArguments != 0 {
			dx, dy = float64(f.s16(at)), float64(f.s16(at+2))
			at += 4
		} else {
			dx, dy = float64(int8(f.u8(at))), float64(int8(f.u8(at+1)))
			at += 2
		}
		a, b, c, d := 1.0, 0.0, 0.0, 1.0
		fraction := func(at int) float64 { return float64(f.s16(at)) / (1 << 14) }
		switch {
		case flags&oneScale != 0:
			a, d = fraction(at), fraction(at)
			at += 2
		case flags&twoScales != 0:
			a, d = fraction(at), fraction(at+2)
			at += 4
		case flags&fourScales != 0:
			a, b, c, d = fraction(at), fraction(at+2), fraction(at+4), fraction(at+6)
			at += 8
		}
		for _, contour := range f.outline(glyph, depth+1) {
			moved := make([]spot, len(contour))
			for i, p := range contour {
				moved[i] = spot{a*p.x + c*p.y + dx, b*p.x + d*p.y + dy, p.on}
			}
			outline = append(outline, moved)
		}
		if flags&more == 0 {
			return outline
		}
	}
}
