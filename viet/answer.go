package viet

import (
	"slices"
	"strings"
)

// Words that mean yes or no as a whole message. Those with marks count as typed; those without stand for all readings.
var (
	yesWords = []string{
		"có", "co", "ừ", "ừm", "u", "uh", "uhm", "vâng", "vang", "dạ", "da", "đúng", "dung", "ok", "oke", "okay", "okie", "đồng ý", "dong y", "được", "duoc",
		"chuẩn", "phải", "phai", "rồi", "yes", "y", "yep", "yeah", "sure", "right", "correct",
	}
	noWords = []string{
		"không", "khong", "ko", "k", "kg", "kô", "hông", "hong", "hổng", "khỏi", "khoi", "chưa", "chua", "không phải", "khong phai", "ko phai", "không đúng", "khong dung",
		"không đồng ý", "khong dong y", "thôi khỏi", "không có", "khong co", "ko co", "no", "nope", "none",
	}
	// particles go before or after either and change nothing.
	particles = []string{"dạ", "da", "ạ", "a", "nhé", "nhe", "nha", "em", "ơi", "oi", "đó", "do", "rồi", "roi", "vậy", "thế", "mà", "cháu", "chú", "anh", "chị", "cô", "bác"}
)

// Yes reports whether a whole message says yes. Marks decide where they are typed: "đúng" and "dung" do, "dừng" does not.
func Yes(s string) bool { return says(s, yesWords) }

// No reports whether a whole message says no.
func No(s string) bool { return says(s, noWords) }

// maxAnswer is the most words of a message that is only a yes or a no.
const maxAnswer = 5

func says(s string, words []string) bool {
	typed := strings.FieldsFunc(strings.ToLower(NFC(s)), func(r rune) bool { return strings.ContainsRune(" .,!?…~\n\t", r) })
	if len(typed) == 0 || len(typed) > maxAnswer {
		return false
	}
	for from := range typed {
		for to := len(typed); to > from; to-- {
			if slices.Contains(words, strings.Join(typed[from:to], " ")) && onlyParticles(typed[:from], words) && onlyParticles(typed[to:], words) {
				return true
			}
		}
	}
	return false
}

// onlyParticles reports whether words add nothing: particles, or the same answer again ("dạ vâng", "đúng rồi").
func onlyParticles(typed, words []string) bool {
	return !slices.ContainsFunc(typed, func(w string) bool { return !slices.Contains(particles, w) && !slices.Contains(words, w) })
}
