package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"danbiet/viet"
)

// tonePlaces: rule tone-placement. One syllable is written one way in a report: hòa or hoà, not both.
func tonePlaces(r *report) {
	type use struct{ lines []int }
	before, after := map[string]*use{}, map[string]*use{} // by the syllable with its tone in the old place
	for _, p := range r.paragraphs {
		for _, at := range wordPlaces(p.text) {
			word := lower(p.text[at[0]:at[1]])
			uses := before
			key := oldTone(word)
			switch {
			case newTone.MatchString(word):
				uses = after
			case !hasOldTone(word):
				continue
			}
			if uses[key] == nil {
				uses[key] = &use{}
			}
			uses[key].lines = append(uses[key].lines, p.line(at[0]))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(after)) {
		old, other := before[key], after[key]
		if old == nil {
			continue
		}
		rare, usual := other.lines, old.lines
		if len(rare) > len(usual) {
			rare, usual = usual, rare
		}
		r.add(Finding{
			Line: rare[0], Also: slices.Concat(rare[1:], usual[:1]), Severity: Warning, Rule: "tone-placement",
			Message: fmt.Sprintf("Viết hai cách: “%s” (%s) và “%s” (%s).", key, shortLines(old.lines), newPlaced(key),
				shortLines(other.lines)),
			Suggestion: "Hãy đặt dấu thống nhất trong cả văn bản.",
		})
	}
}

var oldToned = regexp.MustCompile(`^[^q]*(?:òa|óa|ỏa|õa|ọa|òe|óe|ỏe|õe|ọe|ùy|úy|ủy|ũy|ụy)$`)

func hasOldTone(word string) bool { return oldToned.MatchString(word) }

var toNewTone = strings.NewReplacer("òa", "oà", "óa", "oá", "ỏa", "oả", "õa", "oã", "ọa", "oạ", "òe", "oè", "óe", "oé", "ỏe", "oẻ", "õe", "oẽ", "ọe", "oẹ",
	"ùy", "uỳ", "úy", "uý", "ủy", "uỷ", "ũy", "uỹ", "ụy", "uỵ")

func newPlaced(word string) string { return toNewTone.Replace(word) }

func shortLines(lines []int) string {
	lines = unique(lines)
	if len(lines) > 4 {
		return linesOf(lines[:4]) + "…"
	}
	return linesOf(lines)
}

// wordPlaces finds the words of a text: runs of letters and digits.
func wordPlaces(s string) [][2]int {
	var all [][2]int
	start := -1
	for i, c := range s {
		switch in := unicode.IsLetter(c) || unicode.IsDigit(c); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			all, start = append(all, [2]int{start, i}), -1
		}
	}
	if start >= 0 {
		all = append(all, [2]int{start, len(s)})
	}
	return all
}

// fixed are names and short forms that have one spelling.
func fixed() []string {
	return []string{"VNeID", "PAPI", "UBND", "HĐND", "MTTQ", "BHYT", "BHXH", "Zalo", "Facebook", "TTHC", "CCHC", "PAR INDEX", "SIPAS", "DDCI", "iCloud", "QR"}
}

// fixedSpellings: rule fixed-spelling. VNeID is no VneID, PAPI no Pa Pi.
func fixedSpellings(r *report) {
	want := map[string]string{}
	for _, name := range fixed() {
		want[strings.ReplaceAll(lower(name), " ", "")] = name
	}
	for _, p := range r.paragraphs {
		places := wordPlaces(p.text)
		for i, at := range places {
			word := p.text[at[0]:at[1]]
			if i > 0 && strings.ContainsAny(p.text[places[i-1][1]:at[0]], "./@") || at[1] < len(p.text) && strings.ContainsAny(p.text[at[1]:at[1]+1], "./@") && at[1]+1 < len(p.text) && p.text[at[1]+1] != ' ' {
				continue // part of an address
			}
			right, known := want[lower(word)]
			if !known && i+1 < len(places) && p.text[at[1]:places[i+1][0]] == " " && unicode.IsUpper([]rune(word)[0]) {
				joined := p.text[at[0]:places[i+1][1]]
				if both, ok := want[strings.ReplaceAll(lower(joined), " ", "")]; ok && joined != both && len([]rune(word)) >= 2 {
					word, right, known = joined, both, true
				}
			}
			if !known || word == right || word == strings.ToUpper(word) && (right != "VNeID" || p.text == strings.ToUpper(p.text)) {
				continue
			}
			r.add(Finding{
				Line: p.line(at[0]), Severity: Warning, Rule: "fixed-spelling",
				Message: fmt.Sprintf("“%s” viết sai.", word), Suggestion: fmt.Sprintf("Viết “%s”.", right),
			})
		}
	}
}

// wrongWord is a common slip with what is meant.
type wrongWord struct {
	plain   string // looked for as it is; "" has a pattern
	pattern *regexp.Regexp
	right   string
}

const (
	edge = `(^|[^\p{L}])`
	stop = `([^\p{L}]|$)`
)

// slips are wrong words that spell a syllable, so that only their company gives them away.
func slips() []wrongWord {
	var all []wrongWord
	for pair := range strings.SplitSeq(`cấp hành (?:pháp luật|nghiêm|quy định|chỉ|luật|tốt|đúng)=chấp hành,phục đáp=phúc đáp,bổ xung=bổ sung,sát nhập=sáp nhập,xử lí=xử lý,`+
		`chỉnh chu=chỉn chu,thăm quan=tham quan,cọ sát=cọ xát,sơ xuất=sơ suất,xuất xắc=xuất sắc,suất sắc=xuất sắc,xúc tích=súc tích,chuẩn đoán=chẩn đoán,trú trọng=chú trọng,`+
		`chủ chương=chủ trương,trủ trương=chủ trương,chương chình=chương trình,giải quyêt=giải quyết,triễn khai=triển khai,chiển khai=triển khai,kỹ luật=kỷ luật,kỉ luật=kỷ luật,tỉ lệ=tỷ lệ,`+
		`khiến nại=khiếu nại,khiếu lại=khiếu nại,tố các=tố cáo,kiên nghị=kiến nghị,phãn ánh=phản ánh,phản ảnh=phản ánh,nghiêp vụ=nghiệp vụ,nhân nhân=nhân dân,nguời=người,nguơi=người,`+
		`tham những=tham nhũng,hồ sỡ=hồ sơ,thũ tục=thủ tục,thủ tuc=thủ tục,hành chánh=hành chính,hành chinh=hành chính,dân chũ=dân chủ,đãm bảo=đảm bảo,bảo đãm=bảo đảm,đầy đũ=đầy đủ,`+
		`công khái=công khai,niêm yêt=niêm yết,niêm ýêt=niêm yết,liêm yết=niêm yết,tuyên tuyền=tuyên truyền,tuyên chuyền=tuyên truyền,truyên truyền=tuyên truyền,quán triêt=quán triệt,đôn dốc=đôn đốc,`+
		`rà xoát=rà soát,dà soát=rà soát,kiễm tra=kiểm tra,giám xát=giám sát,dám sát=giám sát,vệ xinh=vệ sinh,sử phạt=xử phạt,sử lý=xử lý,xữ lý=xử lý,xắp xếp=sắp xếp,xắp tới=sắp tới,`+
		`xây dưng=xây dựng,nâng cáo=nâng cao,nổ lực=nỗ lực,lổ hổng=lỗ hổng,hổ trợ=hỗ trợ,hỗ chợ=hỗ trợ,thiết thục=thiết thực,kịp thòi=kịp thời,kinh tề=kinh tế,địa bàng=địa bàn,`+
		`nghĩ lễ=nghỉ lễ,ngĩa vụ=nghĩa vụ,nhĩa vụ=nghĩa vụ,quyền lơi=quyền lợi,lảnh đạo=lãnh đạo,lãnh đao=lãnh đạo,chỉ đao=chỉ đạo,trách nhiêm=trách nhiệm,nhiệm vu=nhiệm vụ,phối hơp=phối hợp,`+
		`phối hộp=phối hợp,tiếp nhân=tiếp nhận,tiếp nhân đơn=tiếp nhận đơn,đơn thu=đơn thư,sổ xách=sổ sách,văn hoa=văn hóa,an sinh xả hội=an sinh xã hội,xả hội=xã hội,giáo đục=giáo dục,`+
		`băng dôn=băng rôn,khẩu hiêu=khẩu hiệu,cở sở=cơ sở,cơ sỡ=cơ sở,môi trương=môi trường,phát trển=phát triển,hạn chê=hạn chế,kết qủa=kết quả,qủa=quả,qúa=quá,qúy=quý,qũy=quỹ,`+
		`để ngị=đề nghị,đê nghị=đề nghị,đề ngị=đề nghị,để nghị=đề nghị,thống nhât=thống nhất,nhất chí=nhất trí,đồng trí=đồng chí,minh bạc=minh bạch,trung thục=trung thực`, ",") {
		wrong, right, _ := strings.Cut(strings.TrimSpace(pair), "=")
		if strings.Contains(wrong, "(") {
			all = append(all, wrongWord{pattern: regexp.MustCompile(edge + `(` + wrong + `)` + stop), right: right})
			continue
		}
		all = append(all, wrongWord{plain: wrong, right: right})
	}
	return append(all,
		// công is a word of its own only in few places; behind these verbs it begins công tác or công việc.
		wrongWord{pattern: regexp.MustCompile(edge + `((?:làm tốt|thực hiện tốt|đẩy mạnh|tăng cường|trong) công) (?:phát|tuyên|tiếp|kiểm|phòng|bảo|quản|giải|vận|phối|xây|chỉ|đào|rà|giáo|thu|chăm)`), right: "công tác"},
		wrongWord{pattern: regexp.MustCompile(edge + `((?:có|những|bên|nội dung|cá nhân|tổ chức|đơn vị) liên)\s*(?:[.;,]|$)`), right: "liên quan"},
		wrongWord{pattern: regexp.MustCompile(`(^|[.;:]\s+|^[-–+]\s*)(đề) (?:nâng|đảm|bảo|thực|phát|tăng|tạo|đạt|kịp|có|hoàn|góp|giải|giúp|phục|triển|làm)(?:\s|$)`), right: "để"},
	)
}

// find returns where a slip stands in a small-letter text, as whole words.
func (w wrongWord) find(low string) (all [][2]int) {
	if w.plain == "" {
		for _, m := range w.pattern.FindAllStringSubmatchIndex(low, -1) {
			all = append(all, [2]int{m[4], m[5]})
		}
		return all
	}
	for from := 0; ; {
		at := strings.Index(low[from:], w.plain)
		if at < 0 {
			return all
		}
		start, end := from+at, from+at+len(w.plain)
		before, _ := utf8.DecodeLastRuneInString(low[:start])
		after, _ := utf8.DecodeRuneInString(low[end:])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			all = append(all, [2]int{start, end})
		}
		from = end
	}
}

// wrongWords: rule wrong-word.
func wrongWords(r *report) {
	list := slips()
	for _, p := range r.paragraphs {
		low := lower(p.text)
		for _, slip := range list {
			for _, at := range slip.find(low) {
				r.add(Finding{
					Line: p.line(at[0]), Severity: Warning, Rule: "wrong-word",
					Message:    fmt.Sprintf("“%s” có thể viết sai.", strings.Trim(p.text[at[0]:at[1]], " .;,")),
					Suggestion: fmt.Sprintf("Có phải là “%s”?", slip.right),
				})
			}
		}
	}
}

// reduplicated words are doubled by right.
var reduplicated = wordSet(`thường luôn dần từng nhiều mãi ngày người nhà đời xa gần cao thấp to nhỏ đều hay đây đó ai đâu gì chung riêng xanh đỏ
	vàng trắng đen hồng tím xinh nhanh chậm nhẹ nặng mạnh yếu rất khác song nơi chốn lớp tầng hàng ngành bước lần năm tháng tuần giờ
	phút chuyên ba hai một bốn sáu bảy tám chín mười trăm nghìn dài ngắn rộng rưng rì rào oang vang ầm đùng sau trước hoài lâu tự
	chi li đồng ngời rõ tất cả được không có là dân thỉnh khe se loang khăng hiu vui nho ngoan tà thôn bản xóm phần việc chỗ đôi tổ sớm thế vân vừa càng nghĩa đua dềnh mơn`)

// repeatedWords: rule repeated-word. A word written twice in a row, where Vietnamese does not double it.
func repeatedWords(r *report) {
	for _, p := range r.paragraphs {
		if p.table > 0 {
			continue
		}
		places := wordPlaces(p.text)
		for i := 1; i < len(places); i++ {
			a, b := places[i-1], places[i]
			word := p.text[b[0]:b[1]]
			if p.text[a[1]:b[0]] != " " || lower(p.text[a[0]:a[1]]) != lower(word) || reduplicated[lower(word)] || isNumber(word) ||
				len([]rune(word)) < 2 || unicode.IsUpper([]rune(word)[0]) {
				continue
			}
			r.add(Finding{
				Line: p.line(a[0]), Severity: Warning, Rule: "repeated-word",
				Message: fmt.Sprintf("Lặp từ: “%s %s”.", p.text[a[0]:a[1]], word), Suggestion: suggestRepeat(lower(word)),
			})
		}
	}
}

func suggestRepeat(word string) string {
	if word == "truyền" {
		return "Có phải là “tuyên truyền”?"
	}
	return fmt.Sprintf("Bỏ một “%s”, hoặc sửa từ viết sai.", word)
}

// foreign are words that a report may borrow.
var foreign = wordSet(`internet web website online offline email mail video clip livestream app wifi camera zalo facebook fanpage page youtube
	tiktok messenger smartphone laptop robot chatbot bot sms qr code data server link file scan photo photocopy fax marketing logistics
	logo slogan banner poster pano tivi radio micro amply karaoke container bus taxi gas ga ba clo axit amiăng asen gram kilogram kilomet met
	lit mililit ampe volt watt covid vaccine vacxin vắcxin protein vitamin virus aids hiv ocop startup home stay homestay resort golf
	gym yoga aerobic festival talkshow workshop game gameshow show team building carton nilon nylon pvc composite bitum asphalt
	blog portal online. album catalog hotline callcenter call center token ebook pdf word excel powerpoint ioffice egov vneid papi
	dioxin kg km ha cm mm ml kv kw kwh mw mva hp tp tx tt ql tl đt đh cs ks ths ts gs pgs bs st vv kts kp tdp nvh đ vnd usd usb led
	kilôgam kilômét xentimét xăngtimét ôxy ôtô ôzôn sêri tuabin silic oxy ozon bazan amoni photpho
	plastic inox gara sim card pin tablet iphone ipad google gmail microsoft windows ai iot blockchain cloud fintech trade center mall
	plaza city land group ltd jsc co tnhh eco green park home lake gate tower villa garden river sky sun vin m2 m3`)

// foreignSyllables: rule unknown-syllable. A word in small letters that no Vietnamese syllable is spelt like and that is
// not known as borrowed. Names and short forms have capitals and are left alone.
func foreignSyllables(r *report) {
	told := map[string]bool{}
	for _, p := range r.paragraphs {
		for _, at := range wordPlaces(p.text) {
			word := p.text[at[0]:at[1]]
			if word != strings.ToLower(word) || len([]rune(word)) < 2 || strings.ContainsAny(word, "0123456789") || told[word] || inAddress(p.text, at) ||
				foreign[word] || viet.IsSyllable(word) || tooForeign(word) {
				continue
			}
			told[word] = true
			r.add(Finding{
				Line: p.line(at[0]), Severity: Warning, Rule: "unknown-syllable",
				Message: fmt.Sprintf("“%s” không phải âm tiết tiếng Việt.", word), Suggestion: "Hãy kiểm tra chính tả.",
			})
		}
	}
}

// inAddress reports whether a word is part of a web address, an e-mail address, an abbreviation with a stroke or a hyphen.
func inAddress(s string, at [2]int) bool {
	return at[0] > 0 && strings.ContainsAny(s[at[0]-1:at[0]], "@/-_'") || at[0] > 1 && s[at[0]-1] == '.' && s[at[0]-2] != ' ' ||
		at[1] < len(s) && strings.ContainsAny(s[at[1]:at[1]+1], "@/-_'") || at[1]+1 < len(s) && s[at[1]] == '.' && s[at[1]+1] != ' ' && s[at[1]+1] != '.' && s[at[1]+1] != '/'
}

// tooForeign is a word of ASCII letters alone that no slip of a Vietnamese word looks like: without a vowel, or with two
// groups of vowels.
func tooForeign(word string) bool {
	vowels, groups, inVowel := 0, 0, false
	for _, c := range word {
		if c > unicode.MaxASCII {
			return false
		}
		v := strings.ContainsRune("aeiouy", c)
		if v {
			vowels++
			if !inVowel {
				groups++
			}
		}
		inVowel = v
	}
	return vowels == 0 || groups > 1 || strings.ContainsAny(word, "fjwz")
}
