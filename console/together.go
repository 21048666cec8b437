package console

import (
	"errors"
	"sync"
)

// together has many who ask the same at the same moment share one answer. Whoever comes while an answer is being found waits
// for the next one, which is asked for after they came: an answer is never older than the question, so that whoever has
// changed something reads what they changed.
type together[Question comparable, Answer any] struct {
	mu     sync.Mutex
	asking map[Question]*round[Answer]
}

// round is one finding of an answer.
type round[Answer any] struct {
	over   chan struct{} // closed when the answer is there
	answer Answer
	err    error
	next   *round[Answer] // of those who came too late for this one, nil while nobody did
}

var errAbandoned = errors.New("whoever asked for all gave up")

func newTogether[Question comparable, Answer any]() *together[Question, Answer] {
	return &together[Question, Answer]{asking: map[Question]*round[Answer]{}}
}

// get is the answer to a question. Its error is that of ask, whoever called it; nobody may change the answer. Ask must not
// end because one of those who wait goes away.
func (t *together[Question, Answer]) get(q Question, ask func() (Answer, error)) (Answer, error) {
	t.mu.Lock()
	running := t.asking[q]
	switch {
	case running == nil:
		mine := newRound[Answer]()
		t.asking[q] = mine
		t.mu.Unlock()
		return t.run(q, mine, ask)
	case running.next != nil:
		mine := running.next
		t.mu.Unlock()
		<-mine.over
		return mine.answer, mine.err
	}
	mine := newRound[Answer]()
	running.next = mine
	t.mu.Unlock()
	<-running.over
	return t.run(q, mine, ask)
}

func newRound[Answer any]() *round[Answer] { return &round[Answer]{over: make(chan struct{})} }

func (t *together[Question, Answer]) run(q Question, r *round[Answer], ask func() (Answer, error)) (Answer, error) {
	r.err = errAbandoned // if ask panics
	defer func() {
		t.mu.Lock()
		if r.next != nil {
			t.asking[q] = r.next
		} else {
			delete(t.asking, q)
		}
		t.mu.Unlock()
		close(r.over)
	}()
	r.answer, r.err = ask()
	return r.answer, r.err
}
