package flows

import (
	"strconv"
	"strings"

	"danbiet/talk"
)

// offered is the data of the offered button that a typed number or label means, "" for none. A command means itself, also
// where its letters are those of a label.
func (t *turn) offered(text string) string {
	if strings.HasPrefix(strings.TrimSpace(text), "/") {
		return ""
	}
	typed := plain(text)
	for i, b := range t.memory.Offered {
		if typed == strconv.Itoa(i+1) || typed != "" && typed == plain(b.Label) {
			return b.Data
		}
	}
	return ""
}

// isNumber reports whether a text is a number as it is typed for a button.
func isNumber(text string) bool {
	n, err := strconv.Atoi(plain(text))
	return err == nil && n > 0 && n < 100
}

// offer shows buttons beside those of a question, and remembers them so that their numbers can be typed.
func (t *turn) offer(m talk.Message) {
	t.memory.Offered, t.memory.Beside = nil, false
	for _, row := range m.Rows {
		for _, b := range row {
			if b.Data != "" {
				t.memory.Offered = append(t.memory.Offered, b)
			}
		}
	}
	t.messages = append(t.messages, m)
}
