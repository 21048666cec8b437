package paper

import (
	"strings"
	"time"
)

// ScriptForm is what the loudspeaker's reader gets: a notice, in words to be read aloud.
type ScriptForm struct {
	Letterhead Letterhead
	Created    time.Time // written into the PDF as its creation date

	Title    string // what the notice is about
	Schedule string // when it is read, such as "06:30, 17:00 hằng ngày, từ 05/03/2026 đến 14/03/2026"; "" leaves dots
	Text     string // what is said, as viet.Aloud gives it; a line break starts a new paragraph
}

// Letters of the script, in points, and its lines: read standing, with the paper beside the microphone.
const (
	scriptSize  = 20.0
	scriptTitle = 24.0
	scriptPitch = 1.5 // of the height of common lines
)

// Script sets the text that is read on the ward's loudspeakers: A4, large, lines far apart. A paragraph is parted between
// pages only if it is longer than half a page, so that nobody turns the paper in the middle of a sentence.
func Script(form ScriptForm) ([]byte, error) {
	s := newSheet(strings.TrimSpace("Bài đọc trên loa truyền thanh "+clean(form.Title)), "", form.Letterhead, form.Created)
	name := s.atMost(2, 12, s.balanced(12, measure, run{bold, strings.ToUpper(form.Letterhead.inSentence())}))
	s.y = s.column(marginLeft, s.y, measure, 12, centred, name)
	s.y = s.block(marginLeft, s.y, measure, sizeTitle, centred, run{upright, "BÀI ĐỌC TRÊN LOA TRUYỀN THANH"}) + 4
	s.y = s.block(marginLeft, s.y, measure, scriptTitle, centred, run{bold, form.Title}) + 2
	s.y = s.block(marginLeft, s.y, measure, sizeTitle+1, centred, run{italic, form.schedule()}) + 2
	s.pdf.Line(marginLeft, s.y, marginLeft+measure, s.y)
	s.y += 5
	for paragraph := range strings.SplitSeq(clean(form.Text), "\n") {
		s.spoken(paragraph)
	}
	s.single(marginLeft, s.y, measure, sizeTitle, centred, run{italic, "– Hết –"})
	return s.finish()
}

// schedule returns when the text is read, with dots for the pen where that is not decided.
func (f ScriptForm) schedule() string {
	if f.Schedule == "" {
		return "Đọc …… lần/ngày, từ ……/……/……… đến ……/……/………"
	}
	return "Đọc: " + f.Schedule
}

// spoken sets one paragraph of the script. The last leaves room for the mark below it.
func (s *sheet) spoken(paragraph string) {
	pitch := lineHeight(scriptSize) * scriptPitch
	lines := s.lay(scriptSize, measure, 0, run{upright, paragraph})
	if height := float64(len(lines)+1) * pitch; height <= (floor-marginTop)/2 {
		s.need(height)
	}
	for i, l := range lines {
		room := pitch
		if i >= len(lines)-2 {
			room = float64(len(lines)-i+1) * pitch
		}
		s.need(room)
		s.draw(l, marginLeft, s.y, measure, scriptSize, flush)
		s.y += pitch
	}
	s.y += pitch / 3
}
