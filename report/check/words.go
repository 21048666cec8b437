package check

import (
	"regexp"
	"strings"
	"unicode"
)

// lower is strings.ToLower for text of which offsets are kept: a letter whose small form has another length stays.
func lower(s string) string {
	out := strings.ToLower(s)
	if len(out) == len(s) {
		return out
	}
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); len(string(l)) == len(string(r)) {
			return l
		}
		return r
	}, s)
}

// abbreviations are those of every ward's papers, spelt out so that a thing has one name.
var abbreviations = map[string]string{
	"tthc": "thủ tục hành chính", "tdp": "tổ dân phố", "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân",
	"bhyt": "bảo hiểm y tế", "bhxh": "bảo hiểm xã hội", "cchc": "cải cách hành chính", "cbcc": "cán bộ công chức",
	"pbgdpl": "phổ biến giáo dục pháp luật", "gdpl": "giáo dục pháp luật", "ttđt": "thông tin điện tử",
	"gpmb": "giải phóng mặt bằng", "vsmt": "vệ sinh môi trường", "bvmt": "bảo vệ môi trường", "dvc": "dịch vụ công",
	"dvctt": "dịch vụ công trực tuyến", "attp": "an toàn thực phẩm", "antt": "an ninh trật tự", "knpa": "kiến nghị phản ánh",
	"pccc": "phòng cháy chữa cháy", "pctn": "phòng chống tham nhũng", "kntc": "khiếu nại tố cáo", "nvh": "nhà văn hóa",
	"mttq": "mặt trận tổ quốc", "ktxh": "kinh tế xã hội", "tgpl": "trợ giúp pháp lý", "nsnn": "ngân sách nhà nước",
}

// idle words carry no subject of their own.
var idle = wordSet(`và của các những cho với về từ đến tại trên trong dưới theo do bởi là được bị có không còn đã đang sẽ
	vẫn cũng thì mà nên khi để này đó một mọi mỗi cả rất hơn nhiều ít việc sự cuộc phường xã năm tháng đầu cuối quý kỳ ở ra
	vào lên đạt bằng khoảng nay gồm như hoặc hay vụ tốt số`)

// idlePhrases are those of two syllables and more; the syllables mean something elsewhere (trường in môi trường).
var idlePhrases = strings.NewReplacer("trường hợp", ",", "tình trạng", ",", "công tác", ",", "ủy ban nhân dân", ",", "ubnd", ",", "địa bàn", ",",
	"thực hiện", ",", "triển khai", ",", "tổ chức", ",", "tiếp tục", ",", "đảm bảo", ",", "bảo đảm", ",", "thị xã", ",", "thị trấn", ",", "vụ việc", ",",
	"phát sinh", ",", "xảy ra", ",", "tỷ lệ", ",", "tổng số", ",", "hiện nay", ",", "liên quan", ",", "quy định", ",", "người dân", ",", "nhân dân", ",")

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(s) {
		set[word] = true
	}
	return set
}

// wordsOf are the words of a text in small letters, abbreviations spelt out, tones in their old place.
func wordsOf(s string) []string {
	var words []string
	for word := range strings.FieldsFuncSeq(lower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if long, ok := abbreviations[word]; ok {
			words = append(words, strings.Fields(long)...)
			continue
		}
		words = append(words, oldTone(word))
	}
	return words
}

// pairs are the pairs of neighbouring words that are both about something: most Vietnamese words have two syllables.
func pairs(s string) map[string]bool {
	set := map[string]bool{}
	for clause := range strings.FieldsFuncSeq(idlePhrases.Replace(lower(s)), func(r rune) bool { return strings.ContainsRune(",;:.()", r) }) {
		words := wordsOf(clause)
		for i := 1; i < len(words); i++ {
			if !idle[words[i-1]] && !idle[words[i]] && !isNumber(words[i-1]) && !isNumber(words[i]) {
				set[words[i-1]+" "+words[i]] = true
			}
		}
	}
	return set
}

func isNumber(word string) bool { return word[0] >= '0' && word[0] <= '9' }

// commonPairs counts the pairs that two sets share.
func commonPairs(a, b map[string]bool) int {
	n := 0
	for pair := range a {
		if b[pair] {
			n++
		}
	}
	return n
}

var toneMoves = strings.NewReplacer(
	"oà", "òa", "oá", "óa", "oả", "ỏa", "oã", "õa", "oạ", "ọa",
	"oè", "òe", "oé", "óe", "oẻ", "ỏe", "oẽ", "õe", "oẹ", "ọe",
	"uỳ", "ùy", "uý", "úy", "uỷ", "ủy", "uỹ", "ũy", "uỵ", "ụy",
)

var newTone = regexp.MustCompile(`(?i)^[^q]*(oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ|uỳ|uý|uỷ|uỹ|uỵ)$`)

// oldTone writes a small-letter syllable with its tone in the old place: hoà is hòa. Others are returned as they are.
func oldTone(word string) string {
	if !newTone.MatchString(word) {
		return word
	}
	return toneMoves.Replace(word)
}

// quote shortens a text for a message.
func quote(s string) string {
	words := strings.Fields(s)
	if len(words) > 14 {
		return "“" + strings.Join(words[:14], " ") + "…”"
	}
	return "“" + strings.Trim(strings.Join(words, " "), " ,;:.") + "”"
}
