package viet

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// SplitUTF16 cuts a long text into parts of at most limit UTF-16 units each, the unit in which messengers count. It
// prefers to cut between paragraphs, then lines, sentences, words; only a word longer than a whole part is cut inside,
// and then between characters as people see them. White space at a cut goes. A text without words gives nil. A limit
// below 2, the size of one emoji, counts as 2; a single character longer than the limit is cut between its code points.
// Broken bytes become U+FFFD.
func SplitUTF16(s string, limit int) []string {
	limit = max(limit, 2)
	var parts []string
	s = strings.TrimSpace(strings.ToValidUTF8(s, "\uFFFD"))
	for s != "" {
		end := reach(s, limit)
		if end < len(s) {
			end = bestCut(s, end)
		}
		if part := strings.TrimSpace(s[:end]); part != "" {
			parts = append(parts, part)
		}
		s = strings.TrimSpace(s[end:])
	}
	return parts
}

// UTF16Len returns the length of s in UTF-16 units.
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// reach returns how many bytes of s fit into limit units without cutting a character; at least one rune.
func reach(s string, limit int) int {
	end, units := 0, 0
	for end < len(s) {
		size := clusterLen(s[end:])
		n := UTF16Len(s[end : end+size])
		if units+n > limit {
			break
		}
		end += size
		units += n
	}
	if end > 0 {
		return end
	}
	for i, r := range s {
		if units += utf16.RuneLen(r); units > limit {
			return i
		}
	}
	return len(s)
}

// bestCut returns the best place for a cut in s[:end], where s goes on. A paragraph, line or sentence is worth a cut
// only if it leaves the part at least half full; otherwise a text of one long and many short paragraphs would fall into
// crumbs.
func bestCut(s string, end int) int {
	if r, _ := utf8.DecodeRuneInString(s[end:]); unicode.IsSpace(r) {
		// The cut after a full part may stand right here; look one rune further.
		end += utf8.RuneLen(r)
	}
	head := s[:end]
	half := end / 2
	if i := strings.LastIndex(head, "\n\n"); i >= half {
		return i
	}
	if i := strings.LastIndexByte(head, '\n'); i >= half {
		return i
	}
	if i := lastSentence(head); i >= half {
		return i
	}
	if i := strings.LastIndexFunc(head, unicode.IsSpace); i > 0 {
		return i
	}
	return end
}

// lastSentence returns the index of the space after the last finished sentence, -1 if there is none. A full stop ends a
// sentence only before a capital, a digit or a sign and after a word of three letters or more, which keeps "TP. Hưng
// Yên" and "Ng. V. A" whole.
func lastSentence(s string) int {
	for i := len(s); i > 0; {
		i = strings.LastIndexAny(s[:i], " \n")
		if i <= 0 {
			return -1
		}
		before := s[:i]
		switch {
		case strings.HasSuffix(before, "!"), strings.HasSuffix(before, "?"), strings.HasSuffix(before, "…"), strings.HasSuffix(before, ";"):
			return i
		case strings.HasSuffix(before, ".") && endsSentence(before[:len(before)-1], s[i+1:]):
			return i
		}
	}
	return -1
}

func endsSentence(before, after string) bool {
	if next, _ := utf8.DecodeRuneInString(after); unicode.IsLower(next) {
		return false
	}
	word := before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
	return utf8.RuneCountInString(word) > 2
}

// clusterLen returns the length in bytes of the first character of s as people see it: a letter with its marks, an emoji
// with its skin tone and its joined parts, a flag, \r\n. It knows what chats are made of, not every rule of Unicode's
// UAX 29.
func clusterLen(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	if strings.HasPrefix(s, "\r\n") {
		return 2
	}
	if isRegional(first) {
		if next, n := utf8.DecodeRuneInString(s[size:]); isRegional(next) {
			size += n
		}
	}
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case r == zeroWidthJoiner:
			next, m := utf8.DecodeRuneInString(s[size+n:])
			size += n
			if isPictograph(next) {
				size += m
			}
		case isEmojiTail(r) || unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc):
			size += n
		default:
			return size
		}
	}
	return size
}

func isRegional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// isEmojiTail finds what changes the emoji before it: skin tones, variation selectors, the tags of regional flags.
func isEmojiTail(r rune) bool {
	return r >= 0x1f3fb && r <= 0x1f3ff || r == 0xfe0f || r == 0xfe0e || r == 0x20e3 || r >= 0xe0020 && r <= 0xe007f
}

func isPictograph(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2190 && r <= 0x2bff || r == 0x00a9 || r == 0x00ae
}
