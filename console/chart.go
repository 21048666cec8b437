package console

import (
	"fmt"
	"math"

	"danbiet/viet"
)

// Charts are drawn on the server as SVG, in shades of one colour with lines around them: they print in black and white.
// Bars stand in a table, whose cells are their text; the others have a table of their figures under them.

// bars is a table with a bar in each row.
type bars struct {
	caption string
	head    [3]string // of the label, the bar and the value
	rows    []bar
}

// bar is a row of bars.
type bar struct {
	label, value, detail string
	address              string  // where the label leads, "" for nowhere
	share                float64 // 0 to 1
	outer                float64 // what the share is a part of, in a paler shade; 0 for nothing
	pale                 bool    // of what is compared with
}

// shareOf is a part of a whole, 0 of nothing.
func shareOf(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return min(1, max(0, part/whole))
}

// at is a number as SVG reads it.
func at(v float64) string { return fmt.Sprintf("%.1f", v) }

// columns is a chart of two counts side by side for each part of a period.
type columns struct {
	title, text string // text says in words what the picture shows
	names       [2]string
	parts       []column
}

type column struct {
	label  string // short: it stands below
	counts [2]int64
}

// The measures of a chart of columns, in the units of its picture.
const (
	columnsWidth  = 640
	columnsHeight = 220
	columnsFoot   = 28
	columnsHead   = 22
)

// most is the highest count, at least 1.
func (c columns) most() (most int64) {
	most = 1
	for _, p := range c.parts {
		most = max(most, p.counts[0], p.counts[1])
	}
	return most
}

// box is a rectangle of a picture, and where its number stands.
type box struct {
	x, y, width, height float64
	number              string
}

// drawn is a column as a rectangle: series 0 or 1 of the part i.
func (c columns) drawn(i, series int) box {
	slot := float64(columnsWidth) / float64(len(c.parts))
	width := math.Min(36, slot*0.36)
	n := c.parts[i].counts[series]
	height := float64(columnsHeight-columnsFoot-columnsHead) * float64(n) / float64(c.most())
	x := slot*(float64(i)+0.5) - width - 1
	if series == 1 {
		x += width + 2
	}
	return box{x, columnsHeight - columnsFoot - height, width, height, viet.Number(n)}
}

// middle is where the label of a part stands.
func (c columns) middle(i int) float64 {
	return float64(columnsWidth) / float64(len(c.parts)) * (float64(i) + 0.5)
}

// heat is when citizens write: the messages of each hour of each weekday, Monday first.
type heat struct {
	counts [7][24]int64
	office [7][24]bool // the office is open for at least half of the hour
}

// heatLevels is how many shades there are besides none.
const heatLevels = 5

func (h heat) most() (most int64) {
	for _, day := range h.counts {
		for _, n := range day {
			most = max(most, n)
		}
	}
	return most
}

// total is all the messages, and how many of them came in hours in which the office is open.
func (h heat) total() (all, open int64) {
	for day, hours := range h.counts {
		for hour, n := range hours {
			all += n
			if h.office[day][hour] {
				open += n
			}
		}
	}
	return all, open
}

// level is the shade of an hour, 0 for none. Shades go with the square root: a single busy hour leaves the others visible.
func (h heat) level(day, hour int) int {
	n := h.counts[day][hour]
	if n == 0 {
		return 0
	}
	return max(1, int(math.Ceil(heatLevels*math.Sqrt(float64(n)/float64(h.most())))))
}

// peak is the busiest hour.
func (h heat) peak() (day, hour int) {
	for d, hours := range h.counts {
		for at, n := range hours {
			if n > h.counts[day][hour] {
				day, hour = d, at
			}
		}
	}
	return day, hour
}

// The measures of the map of hours, in the units of its picture.
const (
	heatLeft   = 52
	heatTop    = 24
	heatColumn = 44
	heatRow    = 20
)
