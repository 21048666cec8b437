package telegramtest

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parseHTML reads the HTML parse mode: a handful of tags, four named character references, everything else literal.
// Errors carry the byte offset, in the words of the real server.
func parseHTML(src string) (string, []Entity, error) {
	p := htmlParser{src: src}
	for p.pos < len(src) {
		var err error
		switch {
		case src[p.pos] == '<' && p.at(p.pos+1) == '/':
			err = p.endTag()
		case src[p.pos] == '<':
			err = p.startTag()
		default:
			p.char()
		}
		if err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, cantParse("Can't find end tag corresponding to start tag \"%s\"", p.open[n-1].name)
	}
	text := p.out.String()
	if !utf8.ValidString(text) {
		return "", nil, cantParse("Text contains invalid Unicode characters after decoding HTML entities, " +
			"check for unmatched surrogate code units")
	}
	for i := range p.entities {
		if p.entities[i].Type == "code" {
			p.entities[i].Language = ""
		}
	}
	sortEntities(p.entities)
	return text, p.entities, nil
}

func cantParse(format string, args ...any) error {
	return badRequest("can't parse entities: "+format, args...)
}

type htmlParser struct {
	src      string
	pos      int
	out      strings.Builder
	units    int // UTF-16 units written to out
	open     []htmlTag
	entities []Entity
}

type htmlTag struct {
	name  string
	value string // the attribute that matters: href, class, emoji-id, expandable
	units int    // where the tag's content begins, in UTF-16 units
	bytes int    // … and in bytes of the output
}

// at returns a byte of the source, or 0 past its end.
func (p *htmlParser) at(i int) byte {
	if i < len(p.src) {
		return p.src[i]
	}
	return 0
}

// char copies one character, or what a character reference stands for.
func (p *htmlParser) char() {
	if p.src[p.pos] == '&' {
		if r, next := decodeReference(p.src, p.pos); r != 0 {
			p.pos = next
			p.units += utf16Width(r)
			p.out.WriteString(encodeRune(r))
			return
		}
	}
	r, size := utf8.DecodeRuneInString(p.src[p.pos:])
	p.out.WriteString(p.src[p.pos : p.pos+size])
	p.units += utf16Width(r)
	p.pos += size
}

func (p *htmlParser) startTag() error {
	begin := p.pos
	p.pos++
	for !isSpace(p.at(p.pos)) && p.at(p.pos) != '>' {
		p.pos++
	}
	if p.at(p.pos) == 0 {
		return cantParse("Unclosed start tag at byte offset %d", begin)
	}
	tag := htmlTag{name: strings.ToLower(p.src[begin+1 : p.pos]), units: p.units, bytes: p.out.Len()}
	if entityOfTag(tag.name) == "" {
		return cantParse("Unsupported start tag \"%s\" at byte offset %d", tag.name, begin)
	}
	for p.at(p.pos) != '>' {
		name, value, err := p.attribute(tag.name, begin)
		if err != nil {
			return err
		}
		tag.take(name, value)
	}
	p.pos++
	if tag.name == "span" && tag.value != "spoiler" {
		return cantParse("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.open = append(p.open, tag)
	return nil
}

// take keeps the one attribute that the tag has a use for.
func (t *htmlTag) take(name, value string) {
	switch {
	case t.name == "a" && name == "href", t.name == "tg-emoji" && name == "emoji-id":
		t.value = value
	case t.name == "code" && name == "class" && strings.HasPrefix(value, "language-"):
		t.value = strings.TrimPrefix(value, "language-")
	case t.name == "span" && name == "class" && strings.HasPrefix(value, "tg-"):
		t.value = strings.TrimPrefix(value, "tg-")
	case t.name == "blockquote" && name == "expandable":
		t.value = "1"
	}
}

// attribute reads one attribute and stops before the next one or at '>'. At '>' its name is empty.
func (p *htmlParser) attribute(tag string, begin int) (name, value string, err error) {
	p.skipSpace()
	if p.at(p.pos) == '>' {
		return "", "", nil
	}
	start := p.pos
	for !isSpace(p.at(p.pos)) && !strings.ContainsRune("=>/\"'", rune(p.at(p.pos))) {
		p.pos++
	}
	name = p.src[start:min(p.pos, len(p.src))]
	if name == "" {
		return "", "", cantParse("Empty attribute name in the tag \"%s\" at byte offset %d", tag, begin)
	}
	p.skipSpace()
	unclosed := cantParse("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
	if p.at(p.pos) != '=' {
		if p.at(p.pos) == 0 {
			return "", "", unclosed
		}
		return name, "", nil
	}
	p.pos++
	p.skipSpace()
	if p.at(p.pos) == 0 {
		return "", "", unclosed
	}
	if value, err = p.attributeValue(); err != nil {
		return "", "", err
	}
	if p.at(p.pos) == 0 {
		return "", "", cantParse("Unclosed start tag at byte offset %d", begin)
	}
	return name, value, nil
}

func (p *htmlParser) attributeValue() (string, error) {
	quote := p.src[p.pos]
	start := p.pos
	if quote != '"' && quote != '\'' {
		for isNameByte(p.at(p.pos)) {
			p.pos++
		}
		if c := p.at(p.pos); !isSpace(c) && c != '>' {
			return "", cantParse("Unexpected end of name token at byte offset %d", start)
		}
		return strings.ToLower(p.src[start:p.pos]), nil
	}
	var value strings.Builder
	for p.pos++; p.at(p.pos) != quote && p.at(p.pos) != 0; {
		if r, next := decodeReference(p.src, p.pos); r != 0 {
			value.WriteString(encodeRune(r))
			p.pos = next
			continue
		}
		value.WriteByte(p.src[p.pos])
		p.pos++
	}
	if p.at(p.pos) == quote {
		p.pos++
	}
	return value.String(), nil
}

func (p *htmlParser) endTag() error {
	begin := p.pos
	if len(p.open) == 0 {
		return cantParse("Unexpected end tag at byte offset %d", begin)
	}
	for p.pos += 2; !isSpace(p.at(p.pos)) && p.at(p.pos) != '>'; {
		p.pos++
	}
	name := strings.ToLower(p.src[begin+2 : p.pos])
	p.skipSpace()
	if p.at(p.pos) != '>' {
		return cantParse("Unclosed end tag at byte offset %d", begin)
	}
	p.pos++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return cantParse("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.units == tag.units {
		return nil // an empty tag formats nothing
	}
	return p.close(tag)
}

// close turns a finished tag into an entity.
func (p *htmlParser) close(tag htmlTag) error {
	e := Entity{Type: entityOfTag(tag.name), Offset: tag.units, Length: p.units - tag.units}
	switch tag.name {
	case "tg-emoji":
		if id, err := strconv.ParseInt(tag.value, 10, 64); err != nil || id == 0 {
			return cantParse("Invalid custom emoji identifier specified")
		}
		e.Emoji = tag.value
	case "a":
		return p.closeLink(e, tag)
	case "pre", "code":
		if p.closeCode(&e, tag) {
			return nil
		}
	case "blockquote":
		if tag.value != "" {
			e.Type = "expandable_blockquote"
		}
	}
	p.entities = append(p.entities, e)
	return nil
}

// closeCode merges <pre><code class="language-…"> into one entity with a language, and tells whether it did.
func (p *htmlParser) closeCode(e *Entity, tag htmlTag) bool {
	if tag.name == "code" {
		e.Language = tag.value
	}
	if len(p.entities) == 0 {
		return false
	}
	last := &p.entities[len(p.entities)-1]
	if last.Offset != e.Offset || last.Length != e.Length {
		return false
	}
	switch {
	case tag.name == "pre" && last.Type == "code" && last.Language != "":
		last.Type = "pre"
		return true
	case tag.name == "code" && last.Type == "pre" && e.Language != "":
		last.Language = e.Language
		return true
	}
	return false
}

// closeLink keeps a link whose address is good and silently drops a bad one, as the real server does.
func (p *htmlParser) closeLink(e Entity, tag htmlTag) error {
	address := tag.value
	if address == "" {
		address = p.out.String()[tag.bytes:]
	}
	if id, ok := mentionedUser(address); ok {
		e.Type, e.User = "text_mention", &wireUser{ID: id}
		p.entities = append(p.entities, e)
		return nil
	}
	if checked, reason := checkURL(address); reason == "" {
		e.URL = checked
		p.entities = append(p.entities, e)
	}
	return nil
}

func (p *htmlParser) skipSpace() {
	for p.pos < len(p.src) && isSpace(p.src[p.pos]) {
		p.pos++
	}
}

// entityOfTag names the entity that a tag makes, or "" for an unsupported tag.
func entityOfTag(name string) string {
	switch name {
	case "b", "strong":
		return "bold"
	case "i", "em":
		return "italic"
	case "u", "ins":
		return "underline"
	case "s", "strike", "del":
		return "strikethrough"
	case "span", "tg-spoiler":
		return "spoiler"
	case "tg-emoji":
		return "custom_emoji"
	case "a":
		return "text_link"
	case "pre", "code", "blockquote":
		return name
	}
	return ""
}

// decodeReference reads a character reference at i. It returns 0 for what is none: then the '&' stands for itself.
func decodeReference(s string, i int) (r rune, next int) {
	if s[i] != '&' {
		return 0, i
	}
	rest := s[i+1:]
	end := 0
	if strings.HasPrefix(rest, "#") {
		base, digits := 10, 1
		if strings.HasPrefix(rest, "#x") {
			base, digits = 16, 2
		}
		for end = digits; end < len(rest) && strings.IndexByte("0123456789abcdefABCDEF"[:10+(base-10)*2], rest[end]) >= 0; {
			end++
		}
		n, err := strconv.ParseInt(rest[digits:end], base, 32)
		if err != nil || n == 0 || n >= 0x10ffff || end >= 9 {
			return 0, i
		}
		r = rune(n)
	} else {
		for end < len(rest) && (rest[end]|0x20) >= 'a' && (rest[end]|0x20) <= 'z' {
			end++
		}
		switch rest[:end] {
		case "lt":
			r = '<'
		case "gt":
			r = '>'
		case "amp":
			r = '&'
		case "quot":
			r = '"'
		default:
			return 0, i
		}
	}
	if end < len(rest) && rest[end] == ';' {
		end++
	}
	return r, i + 1 + end
}

// encodeRune writes half a surrogate pair as the three bytes it would have, so that the later check finds it.
func encodeRune(r rune) string {
	if r >= 0xd800 && r <= 0xdfff {
		return string([]byte{0xe0 | byte(r>>12), 0x80 | byte(r>>6)&0x3f, 0x80 | byte(r)&0x3f})
	}
	return string(r)
}

// sortEntities puts outer entities before inner ones.
func sortEntities(list []Entity) {
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Offset != list[j].Offset {
			return list[i].Offset < list[j].Offset
		}
		return list[i].Length > list[j].Length
	})
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == 0
}

func isNameByte(c byte) bool {
	return c >= '0' && c <= '9' || (c|0x20) >= 'a' && (c|0x20) <= 'z' || c == '.' || c == '-'
}

func utf16Width(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}
