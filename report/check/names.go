package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// placeName is a name with the word before it that says of what; the word is what makes two names comparable.
var (
	placeName = regexp.MustCompile(`(?:^|[\s("“–-])((?i:thị xã|thành phố|tỉnh|huyện|quận|phường|xã|thị trấn|thôn|xóm|ấp|khu phố|tổ dân phố|tdp|làng|điện lực|ông|bà|đồng chí|đ/c))\s+(\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*){1,3})`)
	// nameless begin a word in capitals that is no name.
	nameless = wordSet(`ubnd hđnd ủy uỷ hội ban chủ phó bí đảng trung công tổ văn qua trong tại theo các nghị luật i ii iii iv`)
)

// named is a name with its places in the report.
type named struct {
	name  string // tones in their old place
	kind  string
	lines []int
	in    map[*sentence]bool
}

// classes maps the word before a name to what its names are compared with.
var classes = map[string]string{
	"tdp": "tổ dân phố", "khu phố": "tổ dân phố", "thôn": "tổ dân phố", "xóm": "tổ dân phố", "ấp": "tổ dân phố", "làng": "tổ dân phố",
	"huyện": "huyện", "thị xã": "huyện", "quận": "huyện", "thành phố": "huyện", "điện lực": "huyện", "tỉnh": "tỉnh",
	"phường": "phường", "xã": "phường", "thị trấn": "phường", "ông": "người", "bà": "người", "đồng chí": "người", "đ/c": "người",
	"tổ dân phố": "tổ dân phố",
}

// findNames finds the names of a report by class and name, in the order of their first place.
func (r *report) findNames() []*named {
	var all []*named
	index := map[string]*named{}
	for _, s := range r.sentences {
		if s.text == strings.ToUpper(s.text) {
			continue // a heading in capitals: where a name ends cannot be told
		}
		for _, m := range placeName.FindAllStringSubmatchIndex(s.text, -1) {
			class := classes[lower(s.text[m[2]:m[3]])]
			if class == "" {
				continue
			}
			name := normalName(s.text[m[4]:m[5]])
			if first, _, _ := strings.Cut(lower(name), " "); nameless[first] || strings.ToUpper(name) == name {
				continue
			}
			key := class + "|" + name
			n := index[key]
			if n == nil {
				n = &named{name: name, kind: class, in: map[*sentence]bool{}}
				index[key] = n
				all = append(all, n)
			}
			n.lines = append(n.lines, s.line(m[4]))
			n.in[s] = true
		}
	}
	return all
}

// normalName writes each word of a name with its tone in the old place, so that Hoà is Hòa.
func normalName(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if low := lower(w); newTone.MatchString(low) {
			moved := []rune(oldTone(low))
			copy(moved, []rune(w)[:1])
			if f := []rune(oldTone(low)); !slices.Equal(f[:1], []rune(low)[:1]) {
				moved[0] = f[0]
			}
			words[i] = string(moved)
		}
	}
	return strings.Join(words, " ")
}

// names: rule name-variant. One place or person spelt in two ways that differ by a letter, a tone, or two letters swapped.
// Two names in one sentence are two places.
func names(r *report) {
	for _, pair := range alike(r.findNames()) {
		a, b := pair[0], pair[1]
		if !oneLetterApart(a.name, b.name) || together(a, b) {
			continue
		}
		wrong, right := b, a
		if rareFirst(a, b, r.unit) {
			wrong, right = a, b
		}
		certain := "tên viết nhiều hơn là"
		if districts[wrong.name] && !districts[right.name] { // the frequent spelling is no place of the country
			wrong, right, certain = right, wrong, "tên đúng trong danh mục hành chính là"
		}
		r.add(Finding{
			Line: wrong.lines[0], Also: slices.Concat(wrong.lines[1:], right.lines), Severity: Error, Rule: "name-variant",
			Message: fmt.Sprintf("Tên %s viết hai cách: “%s” (%s) và “%s” (%s).", a.kind, wrong.name, shortLines(wrong.lines),
				right.name, shortLines(right.lines)),
			Suggestion: fmt.Sprintf("Hãy viết thống nhất; %s “%s”.", certain, right.name),
		})
	}
}

// alike are the pairs of names of one class that have the same words but one, each in the order of the report. A list of
// thousands of such names (the people of a ward) is told apart by its letters alone and left out.
func alike(all []*named) (pairs [][2]*named) {
	const most = 300
	buckets := map[string][]*named{}
	for _, b := range all {
		words := strings.Fields(lower(b.name))
		for i, word := range words {
			words[i] = "*"
			key := b.kind + "|" + strings.Join(words, " ")
			words[i] = word
			for _, a := range buckets[key] {
				pairs = append(pairs, [2]*named{a, b})
			}
			if len(buckets[key]) < most {
				buckets[key] = append(buckets[key], b)
			}
		}
	}
	return pairs
}

func together(a, b *named) bool {
	for s := range a.in {
		if b.in[s] {
			return true
		}
	}
	return false
}

// rareFirst reports whether the first of two spellings is the one to doubt: the reporting unit's own name is right, else
// the one written more often.
func rareFirst(a, b *named, unit string) bool {
	if strings.HasSuffix(unit, a.name) != strings.HasSuffix(unit, b.name) {
		return strings.HasSuffix(unit, b.name)
	}
	return len(a.lines) < len(b.lines)
}

// oneLetterApart reports whether two names have the same words but one, and that one differs by a letter added, left out,
// changed or swapped with its neighbour. Numbers and single letters (Tân Tiến A, B) are other places.
func oneLetterApart(a, b string) bool {
	x, y := strings.Fields(lower(a)), strings.Fields(lower(b))
	if len(x) != len(y) || len(x) < 2 {
		return false
	}
	differing := -1
	for i := range x {
		if x[i] != y[i] {
			if differing >= 0 {
				return false
			}
			differing = i
		}
	}
	if differing < 0 {
		return false
	}
	p, q := []rune(x[differing]), []rune(y[differing])
	return len(p) > 1 && len(q) > 1 && near(p, q)
}

// near is an edit distance of one, a swap of neighbours counting as one; where a tone stands does not matter for a swap.
func near(p, q []rune) bool {
	if len(p) > len(q) {
		p, q = q, p
	}
	i := 0
	for i < len(p) && p[i] == q[i] {
		i++
	}
	if len(p) == len(q) {
		if slices.Equal(p[i+1:], q[i+1:]) {
			return true
		}
		f, g := []rune(bare(string(p))), []rune(bare(string(q)))
		for k := 0; k+1 < len(f); k++ {
			swapped := slices.Clone(f)
			swapped[k], swapped[k+1] = swapped[k+1], swapped[k]
			if f[k] != f[k+1] && slices.Equal(swapped, g) {
				return true
			}
		}
		return false
	}
	return len(q) == len(p)+1 && slices.Equal(p[i:], q[i+1:])
}

var tones = strings.NewReplacer("à", "a", "á", "a", "ả", "a", "ã", "a", "ạ", "a", "ằ", "ă", "ắ", "ă", "ẳ", "ă", "ẵ", "ă", "ặ", "ă",
	"ầ", "â", "ấ", "â", "ẩ", "â", "ẫ", "â", "ậ", "â", "è", "e", "é", "e", "ẻ", "e", "ẽ", "e", "ẹ", "e", "ề", "ê", "ế", "ê", "ể", "ê", "ễ", "ê", "ệ", "ê",
	"ì", "i", "í", "i", "ỉ", "i", "ĩ", "i", "ị", "i", "ò", "o", "ó", "o", "ỏ", "o", "õ", "o", "ọ", "o", "ồ", "ô", "ố", "ô", "ổ", "ô", "ỗ", "ô", "ộ", "ô",
	"ờ", "ơ", "ớ", "ơ", "ở", "ơ", "ỡ", "ơ", "ợ", "ơ", "ù", "u", "ú", "u", "ủ", "u", "ũ", "u", "ụ", "u", "ừ", "ư", "ứ", "ư", "ử", "ư", "ữ", "ư", "ự", "ư",
	"ỳ", "y", "ý", "y", "ỷ", "y", "ỹ", "y", "ỵ", "y")

// bare is a small-letter word without its tone.
func bare(s string) string { return tones.Replace(s) }

var atHome = regexp.MustCompile(`(?:(?i:trên địa bàn)|UBND|Ủy ban nhân dân)\s+((?:phường|xã|thị trấn)\s+\p{Lu}[\p{L}\d]*(?:\s+\p{Lu}[\p{L}\d]*){0,3})(\s+(?:ban hành|đã|tiếp nhận|tổ chức|báo cáo|thực hiện|không|có|triển khai|xây dựng))?`)

// otherWards: rule other-unit. What another ward did on its own ground came with a copied text.
func otherWards(r *report) {
	if r.unit == "" {
		return
	}
	for _, s := range r.sentences {
		for _, m := range atHome.FindAllStringSubmatchIndex(s.text, -1) {
			name := normalName(s.text[m[2]:m[3]])
			if strings.EqualFold(name, r.unit) || strings.HasPrefix(r.unit, name) || strings.HasPrefix(name, r.unit) || m[4] < 0 && !strings.Contains(lower(s.text[m[0]:m[2]]), "địa bàn") {
				continue
			}
			_, own, _ := strings.Cut(r.unit, " ")
			_, other, _ := strings.Cut(name, " ")
			if oneLetterApart(own, other) || strings.Contains(s.text, own) {
				continue // said by name-variant, or told of both
			}
			r.add(Finding{
				Line: s.line(m[2]), Severity: Warning, Rule: "other-unit",
				Message:    fmt.Sprintf("Báo cáo của %s nhưng đoạn này nói về %s.", r.unit, name),
				Suggestion: "Hãy kiểm tra đoạn này có chép từ báo cáo của nơi khác không.",
			})
		}
	}
}

var (
	ownKind     = regexp.MustCompile(`(?:^|[\s("“])((?i:phường|xã|thị trấn))\s+(\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*){1,3})`)
	formerly    = regexp.MustCompile(`trước đây|trước khi|cũ|thành lập|sáp nhập|sắp xếp|nâng cấp|chia tách|đổi tên|nay là`)
	namedAfter  = regexp.MustCompile(`(?i:trường (?:mầm non|tiểu học|thcs|trung học cơ sở|th&thcs|thpt)|trạm y tế|chợ|hợp tác xã|htx(?: dvnn)?|đảng bộ|nhà văn hóa|hội nông dân|đoàn thanh niên)\s+(?i:phường\s+|xã\s+|thị trấn\s+)?(\p{Lu}\p{L}*\s+\p{Lu}\p{L}*)`)
	kindOfWards = map[string]bool{"phường": true, "xã": true, "thị trấn": true}
)

// ownName: rules other-unit and name-variant. The reporting ward under another kind ("thị trấn" for "phường"), and its name a
// letter off in the name of a school, a market, a cooperative.
func ownName(r *report) {
	kind, own, ok := strings.Cut(r.unit, " ")
	if kind = lower(kind); kind == "thị" {
		kind, own = "thị trấn", strings.TrimPrefix(own, "trấn ")
	}
	if !ok || !kindOfWards[kind] {
		return
	}
	for _, s := range r.sentences {
		if s.text == strings.ToUpper(s.text) || formerly.MatchString(s.low) {
			continue
		}
		for _, m := range ownKind.FindAllStringSubmatchIndex(s.text, -1) {
			said := lower(s.text[m[2]:m[3]])
			if normalName(s.text[m[4]:m[5]]) == own && said != kind {
				r.add(Finding{
					Line: s.line(m[2]), Severity: Warning, Rule: "other-unit",
					Message:    fmt.Sprintf("Báo cáo của %s nhưng ở đây gọi là %s %s.", r.unit, said, own),
					Suggestion: fmt.Sprintf("Viết “%s %s”, nếu là đơn vị báo cáo.", kind, own),
				})
			}
		}
		for _, m := range namedAfter.FindAllStringSubmatchIndex(s.text, -1) {
			name := normalName(s.text[m[2]:m[3]])
			if oneLetterApart(own, name) && !r.namedElsewhere(name, s) {
				r.add(Finding{
					Line: s.line(m[2]), Severity: Warning, Rule: "name-variant",
					Message:    fmt.Sprintf("“%s” khác tên %s một chữ cái.", name, r.unit),
					Suggestion: fmt.Sprintf("Có phải là “%s”?", own),
				})
			}
		}
	}
}

// namedElsewhere reports whether a name stands in another sentence too: then it is a name of its own.
func (r *report) namedElsewhere(name string, but *sentence) bool {
	return slices.ContainsFunc(r.sentences, func(s *sentence) bool { return s != but && strings.Contains(normalName(s.text), name) })
}
