package ward

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"
)

// MaxAnswer is how long an answer may be, in runes.
const MaxAnswer = 4000

// ErrNeedsAnswer is returned for an answer without words, or with more than MaxAnswer runes.
var ErrNeedsAnswer = errors.New("an answer has words, and not too many")

// Answer answers a proposal or feedback (văn bản trả lời): the text is what its citizen reads in tracking, sealed at rest
// like what they wrote. The document's number may be "". Whoever sent a petition that was merged into this one reads the
// answer in theirs. The errors are those of Move, and ErrNeedsAnswer.
func (w *Ward) Answer(ctx context.Context, petition int64, text, document string, by Staff, version int64) (Case, error) {
	if text == "" || utf8.RuneCountInString(text) > MaxAnswer {
		return Case{}, ErrNeedsAnswer
	}
	return w.Move(ctx, petition, Transition{To: StatusAnswered, Reason: text, Document: document}, by, version)
}

// Answer is what the ward has answered with this entry of a timeline, as its citizen reads it; "" where it is no answer.
func (e PetitionEvent) Answer() string {
	if e.Kind != "status" || e.Status != StatusAnswered {
		return ""
	}
	return e.Note
}

// AnswerIn is the newest answer of a timeline, false where there is none.
func AnswerIn(events []PetitionEvent) (PetitionEvent, bool) {
	for i := len(events) - 1; i >= 0; i-- {
		if strings.TrimSpace(events[i].Answer()) != "" {
			return events[i], true
		}
	}
	return PetitionEvent{}, false
}
