package telegramtest

import "time"

// maxPresses bounds how many presses are remembered. Older ones count as too old to answer.
const maxPresses = 100_000

// callback is one press of an inline button.
type callback struct {
	id       string
	in       *chat
	at       time.Time
	answered bool
}

// press remembers a press under a new id.
func (b *Bot) press(in *chat) string {
	q := &callback{id: b.newSerial(), in: in, at: b.now()}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.callbacks[q.id] = q
	b.presses = append(b.presses, q)
	for len(b.presses) > maxPresses || b.now().Sub(b.presses[0].at) > b.set.answerIn {
		delete(b.callbacks, b.presses[0].id)
		b.presses[0] = nil
		b.presses = b.presses[1:]
	}
	return q.id
}

// answerCallbackQuery answers a press once. A late, unknown or second answer gets the same error.
func answerCallbackQuery(b *Bot, c *call) (any, error) {
	text := c.args["text"]
	if utf16Len(text) > maxAnswer {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	if address := c.args["url"]; address != "" {
		if _, reason := checkURL(address); reason != "" {
			return nil, badRequest("URL_INVALID")
		}
	}
	b.mu.Lock()
	q := b.callbacks[c.args["callback_query_id"]]
	if q == nil || q.answered || b.now().Sub(q.at) > b.set.answerIn {
		b.mu.Unlock()
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	q.answered = true
	b.mu.Unlock()

	q.in.mu.Lock()
	defer q.in.mu.Unlock()
	if b.set.lean && len(q.in.answers) == leanKeep {
		q.in.answers = append(q.in.answers[:0], q.in.answers[1:]...)
	}
	q.in.answers = append(q.in.answers, Answer{
		Callback: q.id, Text: text, Alert: c.bool("show_alert"), URL: c.args["url"],
	})
	q.in.changed.Broadcast()
	return true, nil
}
