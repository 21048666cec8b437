package telegramtest

import (
	"encoding/json"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of the Bot API, in UTF-16 units unless said.
const (
	maxText     = 4096
	maxCaption  = 1024
	maxAnswer   = 200
	maxEntities = 100
	maxData     = 64 // bytes of callback_data
)

// formatted reads a text parameter with its parse mode or its entities: cleaned, parsed, trimmed, not yet measured.
func (c *call) formatted(name, entitiesName string) (string, []Entity, error) {
	text := c.args[name]
	if !utf8.ValidString(text) {
		return "", nil, badRequest("strings must be encoded in UTF-8")
	}
	text = clean(text)
	var entities []Entity
	var err error
	switch mode := strings.ToLower(c.args["parse_mode"]); mode {
	case "", "none":
		entities, err = readEntities(c.args[entitiesName], text)
	case "html":
		text, entities, err = parseHTML(text)
	case "markdown", "markdownv2":
		return "", nil, badRequest("can't parse entities: this server reads HTML only")
	default:
		return "", nil, badRequest("unsupported parse_mode")
	}
	if err != nil {
		return "", nil, err
	}
	text, entities = trim(text, entities)
	if len(entities) > maxEntities {
		entities = entities[:maxEntities] // the real server drops what is too much, too
	}
	return text, entities, nil
}

// messageText reads the text of a message. An edit that is too long gets another error than a send.
func (c *call) messageText(tooLong string) (string, []Entity, error) {
	if c.args["text"] == "" {
		return "", nil, badRequest("message text is empty")
	}
	text, entities, err := c.formatted("text", "entities")
	switch {
	case err != nil:
		return "", nil, err
	case text == "":
		return "", nil, badRequest("text must be non-empty")
	case utf16Len(text) > maxText:
		return "", nil, badRequest("%s", tooLong)
	}
	return text, entities, nil
}

func (c *call) caption() (string, []Entity, error) {
	text, entities, err := c.formatted("caption", "caption_entities")
	if err == nil && utf16Len(text) > maxCaption {
		err = badRequest("message caption is too long")
	}
	return text, entities, err
}

// readEntities checks entities that the bot counted itself.
func readEntities(raw, text string) ([]Entity, error) {
	if raw == "" {
		return nil, nil
	}
	var list []Entity
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		return nil, badRequest("can't parse entities JSON object")
	}
	end := utf16Len(text)
	kept := list[:0]
	for _, e := range list {
		if err := checkEntity(e, end); err != nil {
			return nil, err
		}
		if e.Length > 0 {
			kept = append(kept, e)
		}
	}
	sortEntities(kept)
	return kept, nil
}

func checkEntity(e Entity, end int) error {
	switch e.Type {
	case "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
		"strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_mention", "custom_emoji":
	case "text_link":
		if _, reason := checkURL(e.URL); reason != "" {
			return badRequest("entity URL '%s' is invalid: %s", e.URL, reason)
		}
	default:
		return badRequest("can't parse MessageEntity: Unsupported type specified")
	}
	switch {
	case e.Offset < 0:
		return badRequest("receive an entity with incorrect offset %d", e.Offset)
	case e.Length < 0:
		return badRequest("receive an entity with incorrect length %d", e.Length)
	case e.Offset > end:
		return badRequest("entity begins after the end of the text at UTF-16 offset %d", e.Offset)
	case e.Offset+e.Length > end:
		return badRequest("entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d",
			e.Offset, e.Offset+e.Length)
	}
	return nil
}

// clean drops carriage returns and turns other control characters into spaces.
func clean(text string) string {
	if strings.IndexFunc(text, isControl) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return -1
		case isControl(r):
			return ' '
		}
		return r
	}, text)
}

func isControl(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }

// trim takes blanks off both ends, but at the beginning not those inside an entity, and moves the entities along.
func trim(text string, entities []Entity) (string, []Entity) {
	text = strings.TrimRight(text, " \n\t")
	first := len(text)
	if len(entities) > 0 {
		first = entities[0].Offset
	}
	lead := 0 // blanks are one byte and one UTF-16 unit each
	for lead < len(text) && lead < first && strings.IndexByte(" \n\t", text[lead]) >= 0 {
		lead++
	}
	text = text[lead:]
	end := utf16Len(text)
	kept := entities[:0]
	for _, e := range entities {
		e.Offset -= lead
		if e.Length = min(e.Length, end-e.Offset); e.Length > 0 {
			kept = append(kept, e)
		}
	}
	if len(kept) == 0 {
		kept = nil
	}
	return text, kept
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16Width(r)
	}
	return n
}

// checkURL completes an address and says what is wrong with it; an empty reason means that it is good.
func checkURL(address string) (checked, reason string) {
	if address == "" {
		return "", "URL host is empty"
	}
	scheme, rest, found := strings.Cut(address, "://")
	if !found {
		scheme, rest = "http", address
		if after, ok := strings.CutPrefix(address, "tg:"); ok {
			scheme, rest = "tg", after
		}
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
	case "tg", "ton", "tonsite":
		return address, ""
	default:
		return "", "Unsupported URL protocol"
	}
	u, err := url.Parse(strings.ToLower(scheme) + "://" + rest)
	if err != nil || strings.ContainsAny(address, " \n<>\"") {
		return "", "Wrong HTTP URL"
	}
	host := u.Hostname()
	if host == "" {
		return "", "URL host is empty"
	}
	if _, err := netip.ParseAddr(host); err != nil && !strings.Contains(strings.Trim(host, "."), ".") {
		return "", "Wrong HTTP URL" // localhost, and words that are no address
	}
	if u.Path == "" && u.RawQuery == "" && u.Fragment == "" {
		u.Path = "/"
	}
	return u.String(), ""
}

// mentionedUser reads tg://user?id=…
func mentionedUser(address string) (int64, bool) {
	rest, ok := strings.CutPrefix(address, "tg://user?id=")
	if !ok {
		rest, ok = strings.CutPrefix(address, "tg:user?id=")
	}
	id, err := strconv.ParseInt(rest, 10, 64)
	return id, ok && err == nil && id > 0
}
