package viet

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	figureShape  = regexp.MustCompile(`^\d+(?:[.,]\d+)*`)
	dotted       = regexp.MustCompile(`^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$`)
	commaed      = regexp.MustCompile(`^[1-9]\d{0,2}(?:,\d{3}){2,}$`)
	decimal      = regexp.MustCompile(`^\d+,\d+$`)
	figureBridge = regexp.MustCompile(`^(?:\s?[-–—]\s?|/|\s?[x×]\s?)\d`)
	moneyFollows = regexp.MustCompile(`^\s?(?:đồng|đ|VN)`)
)

// figure reads a number with its measure, and those that hang together with it: 437/484, 18-27, 3 x 4 m.
func figure(text, before string) (words string, size int) {
	for {
		shape := figureShape.FindString(text[size:])
		if shape == "" {
			return "", 0
		}
		words += value(shape, text[size+len(shape):], before)
		size += len(shape)
		said, length := measure(text[size:])
		words, size = words+said, size+length
		bridge := figureBridge.FindString(text[size:])
		if bridge == "" {
			return words, size
		}
		bridge = bridge[:len(bridge)-1]
		if _, call := telephone(text[size+len(bridge):], ""); call > 0 {
			return words, size
		}
		switch strings.TrimSpace(bridge) {
		case "/":
			words += " trên "
		case "x", "×":
			words += " nhân "
		default:
			words += " đến "
		}
		size += len(bridge)
		before = ""
	}
}

// value reads one number as it is written, with its dots and its comma.
func value(shape, after, before string) string {
	switch {
	case dotted.MatchString(shape):
		whole, rest, has := strings.Cut(shape, ",")
		said := cardinal(strings.ReplaceAll(whole, ".", ""))
		if has {
			said += " phẩy " + fraction(rest)
		}
		return said
	case commaed.MatchString(shape):
		return cardinal(strings.ReplaceAll(shape, ",", ""))
	case decimal.MatchString(shape):
		whole, rest, _ := strings.Cut(shape, ",")
		return cardinal(whole) + " phẩy " + fraction(rest)
	case !strings.ContainsAny(shape, ".,"):
		return integer(shape, after, before)
	}
	list := strings.Split(shape, ",") // "tổ 1,2,3"
	for i, entry := range list {
		parts := strings.Split(entry, ".") // "mục 4.1"
		for j, part := range parts {
			parts[j] = integer(part, "", "")
		}
		list[i] = strings.Join(parts, " chấm ")
	}
	return strings.Join(list, ", ")
}

// integer reads digits without a mark. Numbers of accounts and papers are read digit by digit, short numbers of help lines
// too; "thứ 4" and "tháng 4" are said in their own way.
func integer(digits, after, before string) string {
	word := lastWord(before)
	switch {
	case strings.TrimLeft(digits, "0") == "4" && (word == "tháng" || word == "thứ"):
		return "tư"
	case digits == "1" && word == "thứ":
		return "nhất"
	case len(digits) >= 3 && digits[0] == '0', len(digits) >= 9 && !moneyFollows.MatchString(after):
		return oneByOne(digits)
	case len(digits) == 3 && strings.HasPrefix(digits, "11") && callCue.MatchString(tail(before, 90)):
		return singly(digits)
	}
	return cardinal(digits)
}

// glued reads digits that follow a letter: QL5, A1, PC07.
func glued(text string) (words string, size int) {
	shape := figureShape.FindString(text)
	if !strings.ContainsAny(shape, ".,") && shape[0] == '0' {
		return singly(shape), len(shape)
	}
	return value(shape, "", ""), len(shape)
}

// measure reads a measure behind a number.
func measure(text string) (words string, size int) {
	gap := len(text) - len(strings.TrimPrefix(text, " "))
	for _, m := range measures {
		rest, ok := strings.CutPrefix(text[gap:], m.written)
		if ok && (ends(rest) || m.written == "%") {
			return " " + m.said, gap + len(m.written)
		}
	}
	return "", 0
}

var (
	mobileShape   = regexp.MustCompile(`^(?:\(?\+?84\)?[ .\-]?(?:\(?0\)?)?|0)[35789](?:[ .\-]?\d){8}`)
	landlineShape = regexp.MustCompile(`^\(?(?:\+84[ .\-]?|0)2(?:[ .\-)]{0,2}\d){9}`)
	hotlineShape  = regexp.MustCompile(`^1[89]00(?:[ .\-]?\d){4,6}`)
	callCue       = regexp.MustCompile(`gọi|tổng đài|đường dây nóng|điện thoại|đt:|hotline|khẩn cấp|cấp cứu|cứu hỏa`)
)

// telephone reads a phone number digit by digit, in the groups that people know it by.
func telephone(text, _ string) (words string, size int) {
	for _, shape := range []*regexp.Regexp{mobileShape, landlineShape} {
		written := shape.FindString(text)
		if written == "" || !ends(text[len(written):]) {
			continue
		}
		if phone, err := ParsePhone(written); err == nil {
			return oneByOne(phone.Display()), len(written)
		}
	}
	if written := hotlineShape.FindString(text); written != "" && ends(text[len(written):]) {
		digits := onlyDigits(written)
		if strings.ContainsAny(written, " .-") || len(digits) > 8 {
			return oneByOne(written), len(written)
		}
		return oneByOne(digits[:4] + " " + digits[4:]), len(written)
	}
	return "", 0
}

var webShape = regexp.MustCompile(`^(?i:https?://[^\s<>"]+|www\.[^\s<>"]+|[a-z0-9][a-z0-9._+\-]*@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+|[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:vn|com|net|org)\b(?:/[^\s<>"]*)?)`)

// webAddress reads the address of a mailbox sign by sign, and of a page what a listener can keep in mind, see pageAddress.
func webAddress(text, before string) (words string, size int) {
	address := strings.TrimRight(webShape.FindString(text), ".,;:!?)")
	if address == "" {
		return "", 0
	}
	_, spoken, found := strings.Cut(address, "://")
	if !found {
		spoken = address
	}
	if strings.Contains(spoken, "@") {
		return signBySign(spoken), len(address)
	}
	words = signBySign(pageAddress(spoken))
	if !pageNamed.MatchString(tail(before, 20)) {
		words = "trang " + words
	}
	return words, len(address)
}

var (
	pageNamed = regexp.MustCompile(`(?:trang|web|website|site|cổng|mạng|điện tử|địa chỉ|đường dẫn|link):? *$`)
	wwwMark   = regexp.MustCompile(`^(?i:www\.)`)
	shortPath = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]{0,19}$`)
)

// pageAddress is what is said of a page's address: its host, and what follows only where that is one short name, such as a
// bot's. Nobody types the rest from hearing; whoever wants it finds it from there, or on the poster.
func pageAddress(address string) string {
	address, _, _ = strings.Cut(wwwMark.ReplaceAllString(address, ""), "?")
	address, _, _ = strings.Cut(address, "#")
	host, path, _ := strings.Cut(strings.TrimRight(address, "/"), "/")
	if !shortPath.MatchString(path) {
		return host
	}
	return host + "/" + path
}

// signBySign reads letters as they are, digits one by one and signs by their names.
func signBySign(address string) string {
	var b strings.Builder
	for _, r := range strings.TrimRight(address, "/") {
		switch said, ok := webSigns[r]; {
		case ok:
			b.WriteString(" " + said + " ")
		case isFigure(r):
			b.WriteString(" " + digitNames[r-'0'] + " ")
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

var webSigns = map[rune]string{
	'.': "chấm", '/': "gạch chéo", '-': "gạch ngang", '_': "gạch dưới", '@': "a còng", '?': "hỏi chấm", '=': "bằng", '&': "và",
	'#': "thăng", ':': "hai chấm", '+': "cộng", '%': "phần trăm",
}

var cued = regexp.MustCompile(`(?:quý|chương|phần|mục|khóa|khoá|kỳ|thứ|thế kỷ|đại hội|hạng|loại|cấp|bậc|đợt|giai đoạn|phụ lục|vòng|khối|cụm|vùng|nhóm|số|hội nghị)$`)

var romanShape = regexp.MustCompile(`^([IVX]+)(?:/((?:19|20)\d\d))?`)

// roman reads a Roman numeral: after a word that is counted ("Quý II"), at the head of a line ("I. Thời gian"), or where two
// letters and more make it sure.
func roman(text, before string) (words string, size int) {
	m := romanShape.FindStringSubmatch(text)
	if m == nil || !ends(text[len(m[0]):]) {
		return "", 0
	}
	n, ok := romanValue(m[1])
	heads := strings.HasSuffix(before, "\n") || before == ""
	marked := strings.HasPrefix(text[len(m[0]):], ".") || strings.HasPrefix(text[len(m[0]):], ")")
	counted := cued.MatchString(tail(strings.TrimRight(before, " "), 24))
	if !ok || len(m[1]) == 1 && !counted && !(heads && marked) {
		return "", 0
	}
	words = cardinal(strconv.Itoa(n))
	switch {
	case n == 1 && lastWord(before) == "thứ":
		words = "nhất"
	case n == 4 && lastWord(before) == "thứ":
		words = "tư"
	}
	if m[2] != "" {
		words += " năm " + cardinal(m[2])
	}
	return words, len(m[0])
}
