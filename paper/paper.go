// Package paper sets the papers that a citizen gets from the ward as PDF: the complaint written down in the chat and ready
// to be signed, the blank denunciation to be filled in at home, the receipt of a petition, and the ward's public documents.
//
// Pages follow the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I where it applies: A4, margins of 20 mm at top and bottom,
// 30 mm at the left and 15 mm at the right, a serif as wide as Times New Roman, the national heading, justified text, the
// page number at the top from the second page on.
//
// The same form gives the same bytes: the package knows no clock and no randomness. Any text may be handed in: what the
// face cannot show is printed as □, control characters are dropped, words wider than the page are broken. Forms may hold
// personal data, so errors never repeat their content and PDF metadata names
// only the kind of paper and the ward; that of a public document its subject too.
package paper

import (
	"strings"
	"time"
)

// Layout counts the looks that papers have had: it grows when a form of the same content is set in another way, so that
// whoever keeps papers makes them anew.
const Layout = 2

// Letterhead says which body a paper comes from.
type Letterhead struct {
	Parent string // the body above, "Ủy ban nhân dân tỉnh …"; empty where the issuing body names none
	Body   string // the issuing body in ordinary letters, "Ủy ban nhân dân phường Minh Đức"; capitals are the printer's work
	Place  string // where papers are dated, "Minh Đức"; empty leaves dots
	Sample bool   // the ward and its data are made up: every page says so
}

// sampleMark stands at the top of every page of a ward that does not exist.
const sampleMark = "BẢN MẪU – DỮ LIỆU MINH HỌA"

// inSentence returns the issuing body as it stands in running text, without the line break that a letterhead may hold.
func (l Letterhead) inSentence() string {
	return strings.Join(strings.Fields(l.Body), " ")
}

// PlaceDate returns "Minh Đức, ngày 05 tháng 6 năm 2024": days below 10 and the months 1 and 2 get a leading zero, so that
// no digit can be slipped in (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4). A zero date leaves dots for the pen.
func (l Letterhead) PlaceDate(date time.Time) string {
	place := strings.TrimSpace(l.Place)
	if place == "" {
		place = "………………"
	}
	if date.IsZero() {
		return place + ", ngày …… tháng …… năm ………"
	}
	month := date.Format("1")
	if date.Month() <= time.February {
		month = "0" + month
	}
	return place + ", ngày " + date.Format("02") + " tháng " + month + " năm " + date.Format("2006")
}
