package report

import (
	"fmt"
	"math"
	"strconv"

	"danbiet/paper"
	"danbiet/viet"
)

// The picture of a Brief, in pixels: large letters, for it is looked at on a phone.
const (
	briefWidth, briefHeight = 1200, 1320
	briefLeft, briefRight   = 110, 1160
	countsTop, countsFloor  = 280, 700
	ratesTop, ratesFloor    = 920, 1180
)

// Inks that differ in lightness too, for whoever tells colours apart badly and for a black and white print.
var (
	inkText   = paper.Ink{R: 0x1f, G: 0x29, B: 0x33, A: 0xff}
	inkFaint  = paper.Ink{R: 0xc9, G: 0xd1, B: 0xd9, A: 0xff}
	inkAsked  = paper.Ink{R: 0x12, G: 0x4e, B: 0x8c, A: 0xff}
	inkSolved = paper.Ink{R: 0xf0, G: 0x9a, B: 0x3c, A: 0xff}
	inkRate   = paper.Ink{R: 0x1b, G: 0x7a, B: 0x4b, A: 0xff}
)

// Picture draws a brief as a PNG: petitions received and answered above, the share answered on time below. What it shows
// stands in Lines as words.
func (b Brief) Picture(place string) ([]byte, error) {
	p, err := paper.NewPicture(briefWidth, briefHeight)
	if err != nil {
		return nil, err
	}
	middle := float64(briefWidth) / 2
	p.Text(middle, 80, "Đơn, kiến nghị, phản ánh – "+place, paper.Lettering{Size: 48, Bold: true, Side: paper.InMiddle, Ink: inkText})
	p.Text(middle, 138, "Từ "+b.Scope.From.Vietnamese()+" đến "+b.Scope.To.Vietnamese(), paper.Lettering{Size: 38, Side: paper.InMiddle, Ink: inkText})
	b.drawCounts(p)
	b.drawRates(p)
	return p.PNG()
}

// slot is where a column stands: its middle and its width.
func (b Brief) slot(i int) (middle, width float64) {
	width = float64(briefRight-briefLeft) / float64(len(b.Columns))
	return briefLeft + (float64(i)+0.5)*width, width
}

// labels writes the columns' names below a floor, leaving some out where they do not fit beside each other.
func (b Brief) labels(p *paper.Picture, floor float64) {
	l := paper.Lettering{Size: 36, Side: paper.InMiddle, Ink: inkText}
	_, width := b.slot(0)
	every := 1
	for float64(every)*width < p.Width("00/00 ", l) && every < len(b.Columns) {
		every++
	}
	for i, c := range b.Columns {
		if i%every == 0 {
			middle, _ := b.slot(i)
			p.Text(middle, floor+46, c.Label, l)
		}
	}
}

// drawCounts draws two bars for each column.
func (b Brief) drawCounts(p *paper.Picture) {
	legend := paper.Lettering{Size: 38, Ink: inkText}
	p.Bar(briefLeft, 188, 34, 34, inkAsked)
	p.Text(briefLeft+48, 218, "Tiếp nhận", legend)
	p.Bar(briefLeft+300, 188, 34, 34, inkSolved)
	p.Text(briefLeft+348, 218, "Giải quyết xong", legend)
	most := 0
	for _, c := range b.Columns {
		most = max(most, c.Received, c.Answered)
	}
	step := niceStep(most)
	top := float64(max((most+step-1)/step, 1) * step)
	height := func(n float64) float64 { return n / top * (countsFloor - countsTop) }
	for n := 0; n <= int(top); n += step {
		y := countsFloor - height(float64(n))
		p.Line(briefLeft, y, briefRight, y, 2, inkFaint)
		p.Text(briefLeft-16, y+12, viet.Number(int64(n)), paper.Lettering{Size: 36, Side: paper.AtRight, Ink: inkText})
	}
	for i, c := range b.Columns {
		middle, width := b.slot(i)
		bar := min(width*0.36, 110)
		number := paper.Lettering{Size: 34, Bold: true, Side: paper.InMiddle, Ink: inkText}
		for side, n := range [...]int{c.Received, c.Answered} {
			if n == 0 {
				continue
			}
			x := middle + float64(side-1)*bar
			p.Bar(x+2, countsFloor-height(float64(n)), bar-4, height(float64(n)), [...]paper.Ink{inkAsked, inkSolved}[side])
			if words := strconv.Itoa(n); p.Width(words, number) <= bar+6 {
				p.Text(x+bar/2, countsFloor-height(float64(n))-10, words, number)
			}
		}
	}
	if most == 0 {
		said(p, (countsTop+countsFloor)/2, "Trong kỳ không phát sinh đơn")
	}
	p.Line(briefLeft, countsFloor, briefRight, countsFloor, 3, inkText)
	b.labels(p, countsFloor)
}

// drawRates draws the share answered on time, where anything was answered.
func (b Brief) drawRates(p *paper.Picture) {
	p.Text(briefLeft, 832, "Tỷ lệ giải quyết đúng hạn (%)", paper.Lettering{Size: 38, Bold: true, Ink: inkText})
	for rate := 0; rate <= 100; rate += 50 {
		y := ratesFloor - float64(rate)/100*(ratesFloor-ratesTop)
		p.Line(briefLeft, y, briefRight, y, 2, inkFaint)
		p.Text(briefLeft-16, y+12, strconv.Itoa(rate), paper.Lettering{Size: 36, Side: paper.AtRight, Ink: inkText})
	}
	p.Line(briefLeft, ratesFloor, briefRight, ratesFloor, 3, inkText)
	b.labels(p, ratesFloor)
	beforeX, beforeY := math.NaN(), 0.0
	nothingAtAll := true
	for i, c := range b.Columns {
		if c.Answered == 0 {
			beforeX = math.NaN() // a line over a gap would show what was not
			continue
		}
		nothingAtAll = false
		x, width := b.slot(i)
		rate := float64(c.OnTime) / float64(c.Answered)
		y := ratesFloor - rate*(ratesFloor-ratesTop)
		if !math.IsNaN(beforeX) {
			p.Line(beforeX, beforeY, x, y, 6, inkRate)
		}
		p.Dot(x, y, 12, inkRate)
		number := paper.Lettering{Size: 34, Bold: true, Side: paper.InMiddle, Ink: inkText}
		if words := viet.Percent(int64(c.OnTime), int64(c.Answered), 0); p.Width(words, number) < width {
			p.Text(x, y-20, words, number)
		}
		beforeX, beforeY = x, y
	}
	if nothingAtAll {
		said(p, ratesFloor-50, "Trong kỳ chưa giải quyết xong đơn nào")
	}
	p.Text(briefLeft, briefHeight-40, fmt.Sprintf("Tổng hợp lúc %s. Số liệu không có danh tính.", b.Figures[0].At.Format("15:04 02/01/2006")), paper.Lettering{Size: 32, Ink: inkText})
}

// said writes something in the place of what there is not.
func said(p *paper.Picture, y float64, words string) {
	p.Text((briefLeft+briefRight)/2, y, words, paper.Lettering{Size: 38, Side: paper.InMiddle, Ink: inkText})
}

// niceStep is a round number of which about five make up a count.
func niceStep(most int) int {
	step := 1
	for step*5 < most {
		step = nextRound(step)
	}
	return step
}

// nextRound is the round number behind one: 1, 2, 5, 10, 20 …
func nextRound(step int) int {
	lead := step
	for lead >= 10 {
		lead /= 10
	}
	if lead == 2 {
		return step / 2 * 5
	}
	return step * 2
}
