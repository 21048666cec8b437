package viet

import (
	"regexp"
	"strings"
)

var (
	numberShape = regexp.MustCompile(`^(\d+)([A-Za-z]?)/(?:((?:19|20)\d\d)/)?([A-ZĐ][A-Za-zĐđ]*)(\d*)((?:[-–][A-ZĐ][A-Za-zĐđ&]*)*)`)
	codesShape  = regexp.MustCompile(`^([A-ZĐ][A-Za-zĐđ]*)[-–]([A-ZĐ][A-Za-zĐđ]*)`)
	issuerSaid  = regexp.MustCompile(`^(?:,? ngày [0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{4},?)? của `)
)

// documentNumber reads the number of a document: 22/KH-UBND is "số hai mươi hai trên kế hoạch của Ủy ban nhân dân". What
// the sentence says itself, the kind before the number or the body behind it, is not said a second time.
func documentNumber(text, before string) (words string, size int) {
	m := numberShape.FindStringSubmatch(text)
	if m == nil || !ends(text[len(m[0]):]) {
		return "", 0
	}
	after := text[len(m[0]):]
	words = "số "
	if lastWord(before) == "số" {
		words = ""
	}
	words += cardinal(m[1])
	if m[2] != "" {
		words += " " + strings.ToUpper(m[2])
	}
	if m[3] != "" {
		words += " năm " + cardinal(m[3])
	}
	if body, ok := issuers[m[4]]; ok && m[5] != "" {
		return words + " của " + body + " khóa " + cardinal(m[5]), len(m[0]) // QH15
	}
	if m[5] != "" {
		return "", 0
	}
	return words + codes(m[4], m[6], before, after), len(m[0])
}

// codes reads the letters of a document's number: its kind, then the bodies.
func codes(first, others, before, after string) string {
	kind, ok := documentKinds[first]
	bodies := strings.FieldsFunc(others, func(r rune) bool { return r == '-' || r == '–' })
	said := ""
	switch {
	case ok && !announced(kind, before):
		said = " trên " + kind
	case !ok && issuers[first] != "":
		bodies = []string{first} // a letter: the unit that wrote it follows, which nobody says
	case !ok:
		said = " trên " + first
	}
	if issuerSaid.MatchString(after) {
		return said
	}
	for i, body := range bodies {
		name, known := issuers[body]
		switch {
		case known && i == 0:
			said += " của " + name
		case known:
			said += ", " + name
		default:
			said += " " + spelled(body)
		}
	}
	return said
}

// spelled returns what stands for an abbreviation that may hold "&".
func spelled(form string) string {
	if said, ok := shortForms[form]; ok {
		return said
	}
	return strings.ReplaceAll(form, "&", " và ")
}

// announced tells whether the sentence has just said the kind of the document: "Kế hoạch số".
func announced(kind, before string) bool {
	before = strings.TrimRight(tail(before, 80), " :")
	before = strings.TrimRight(strings.TrimSuffix(before, "số"), " :")
	short := lastWord(before)
	for form, full := range documentKinds {
		if full == kind && strings.ToLower(form) == short {
			return true
		}
	}
	return strings.HasSuffix(before, kind)
}

// documentCodes reads codes without a number: "theo NĐ-CP".
func documentCodes(text, before string) (words string, size int) {
	m := codesShape.FindStringSubmatch(text)
	if m == nil || !ends(text[len(m[0]):]) || documentKinds[m[1]] == "" || issuers[m[2]] == "" {
		return "", 0
	}
	return strings.TrimPrefix(codes(m[1], "-"+m[2], "", text[len(m[0]):]), " trên "), len(m[0])
}

// pointedForm reads abbreviations with a mark in them. "P." stands before the name of a ward only: "P. Minh Đức".
func pointedForm(text, _ string) (words string, size int) {
	for _, form := range pointed {
		rest, ok := strings.CutPrefix(text, form.written)
		if ok && (strings.HasPrefix(form.written, "P") && namesPlace.MatchString(rest) || !strings.HasPrefix(form.written, "P")) {
			return form.said, len(form.written)
		}
	}
	return "", 0
}

var (
	namesPlace = regexp.MustCompile(`^\p{Lu}\p{Ll}|^\d`)
	formShape  = regexp.MustCompile(`^[\p{L}&\-]+`)
	lettersRun = regexp.MustCompile(`^\p{L}+`)
	areaShape  = regexp.MustCompile(`^(m2|m3|km2|cm2)`)
	roadNumber = regexp.MustCompile(`^[ .]?\d{3}[A-Za-z]?(?:[^\d. ]|[. ](?:\D|$)|$)`)
	assembly   = regexp.MustCompile(`^QH(\d{1,2})`)
	typeNumber = regexp.MustCompile(`^ (?:số )?\d`)
)

// shortForm reads an abbreviation that stands alone.
func shortForm(text, before string) (words string, size int) {
	if m := assembly.FindStringSubmatch(text); m != nil && ends(text[len(m[0]):]) {
		return "Quốc hội khóa " + cardinal(m[1]), len(m[0])
	}
	if m := areaShape.FindString(text); m != "" && ends(text[len(m):]) {
		words, size = measure(text)
		return strings.TrimSpace(words), size
	}
	for _, shape := range []*regexp.Regexp{formShape, lettersRun} {
		form := strings.TrimRight(shape.FindString(text), "-&")
		after := text[len(form):]
		switch said, ok := shortForms[form]; {
		case form == "ĐT" && roadNumber.MatchString(after) && !callCue.MatchString(tail(before, 30)):
			return "đường tỉnh", len(form)
		case form == "TT" && !typeNumber.MatchString(after):
			return "", 0 // thị trấn, trung tâm: not certain
		case ok:
			return said, len(form)
		}
		if kind := documentKinds[form]; kind != "" && typeNumber.MatchString(after) && len([]rune(form)) > 1 {
			return kind, len(form) // KH số 22
		}
	}
	return "", 0
}
