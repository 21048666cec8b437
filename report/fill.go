package report

import (
	"slices"
	"strings"
)

// Facts is what the fields of a template are filled with: figures, and words such as the ward's name.
type Facts struct {
	Sheet
	Words map[string]string // by the names of WordNames; a word that has no text is asked for
}

// words are the words of a report that a template may name, with what each is.
var words = [...][2]string{
	{"phuong", "tên đơn vị hành chính: phường Minh Đức"},
	{"don-vi", "loại đơn vị: phường, xã, đặc khu"},
	{"ky", "kỳ báo cáo: 6 tháng đầu năm 2024"},
	{"ky-toi", "kỳ tiếp theo: 6 tháng cuối năm 2024"},
	{"nam", "năm của kỳ báo cáo"},
	{"tu-ngay", "ngày đầu kỳ: 01/01/2024"},
	{"den-ngay", "ngày cuối kỳ: 30/06/2024"},
	{"so-lieu-den", "ngày chốt số liệu"},
	{"lich-tiep", "lịch tiếp công dân của Chủ tịch: thứ Năm hằng tuần"},
	{"van-ban-lich-tiep", "văn bản thông báo lịch tiếp công dân"},
}

// WordNames are the words that a template may name, each with what it stands for, in Vietnamese.
func WordNames() [][2]string { return slices.Clone(words[:]) }

func isWord(name string) bool {
	return slices.ContainsFunc(words[:], func(w [2]string) bool { return w[0] == name })
}

// Run is a stretch of a report's text.
type Run struct {
	Text    string   `json:"text"`
	Field   string   `json:"field,omitempty"`   // whose value the text is
	Missing []string `json:"missing,omitempty"` // the text is a mark: the indicators that must be entered first
	Wanted  bool     `json:"wanted,omitempty"`  // the text is a mark: somebody must write it
}

// Marked reports whether the run is a mark in place of something that is not known.
func (r Run) Marked() bool { return r.Wanted || len(r.Missing) > 0 }

// The mark in place of what is not known.
const (
	markBegin = "[cần bổ sung: "
	markEnd   = "]"
)

// Fill writes the template's text. Runs may hold line ends.
func (t Template) Fill(f Facts) []Run { return f.fill(nil, t.nodes) }

func (f Facts) fill(runs []Run, nodes []node) []Run {
	for _, n := range nodes {
		switch n.kind {
		case literal:
			runs = append(runs, Run{Text: n.text})
		case wanted:
			runs = append(runs, Run{Text: markBegin + n.text + markEnd, Wanted: true})
		case field:
			runs = append(runs, f.run(n.text))
		case choice:
			runs = f.choose(runs, n)
		case known:
			branch := n.yes
			if f.run(n.text).Marked() {
				branch = n.no
			}
			runs = f.fill(runs, branch)
		}
	}
	return runs
}

// choose writes the text of a choice that holds; neither does where the figure was not entered.
func (f Facts) choose(runs []Run, n node) []Run {
	switch one := f.run(n.text); {
	case one.Marked():
		return append(runs, one)
	case f.arisen(n.text):
		return f.fill(runs, n.yes)
	}
	return f.fill(runs, n.no)
}

// run is a field's text, or the mark in its place.
func (f Facts) run(name string) Run {
	if isWord(name) {
		if text := f.Words[name]; text != "" {
			return Run{Text: text, Field: name}
		}
		return Run{Text: markBegin + meaning(name) + markEnd, Wanted: true}
	}
	said := f.Say(name)
	if len(said.Missing) == 0 {
		return Run{Text: said.Text, Field: name}
	}
	names := make([]string, len(said.Missing))
	for i, id := range said.Missing {
		one, _ := FindIndicator(id)
		names[i] = one.Name
	}
	return Run{Text: markBegin + strings.Join(names, "; ") + markEnd, Missing: said.Missing}
}

func meaning(word string) string {
	i := slices.IndexFunc(words[:], func(w [2]string) bool { return w[0] == word })
	text, _, _ := strings.Cut(words[i][1], ":")
	return text
}

// arisen reports whether there is something of a known field: a share of something, be it 0 %, and a count that is not
// nought.
func (f Facts) arisen(name string) bool {
	name, _, _ = strings.Cut(name, ":")
	if part, whole, isShare := strings.Cut(name, "/"); isShare {
		return f.value(whole).number != 0 && f.value(part).Unknown == ""
	}
	if figure, ok := f.Figures[name]; ok {
		return !figure.None && (figure.Metric.Form == Share || figure.Value != 0)
	}
	if entry, ok := f.Entries[name]; ok {
		return entry.Value != 0
	}
	return isWord(name)
}
