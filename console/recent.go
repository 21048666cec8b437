package console

import (
	"maps"
	"sync"
	"time"
)

// recentLasts is how long an answer may serve other pages. A form that is sent to this process ends it at once; one that is
// sent to another ends it for whoever sent it, see desk.noteChange.
const recentLasts = 3 * time.Second

// recentOld is how long it may serve while somebody asks anew.
const recentOld = 10 * recentLasts

// mostRecent is how many answers of a ward are remembered before those that have served their time are thrown away.
const mostRecent = 100

// recent keeps for a moment what many officers of a ward ask alike and what takes the database long to tell. Each answer
// stands for a question; whoever gets one shares it with others and must not change it.
type recent[Question comparable, Answer any] struct {
	mu    sync.Mutex
	wards map[string]map[Question]*remembered[Answer]
}

// remembered is the answer to one question.
type remembered[Answer any] struct {
	answer Answer
	known  bool
	at     time.Time
	asking bool // somebody does: until then the old answer serves the others
	forms  int  // how many forms have come: an answer from before the last is worth nothing
}

func newRecent[Question comparable, Answer any]() *recent[Question, Answer] {
	return &recent[Question, Answer]{wards: map[string]map[Question]*remembered[Answer]{}}
}

// forget has everything of a ward asked anew: something may have changed.
func (r *recent[Question, Answer]) forget(slug string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, a := range r.wards[slug] {
		*a = remembered[Answer]{forms: a.forms + 1}
	}
}

// get is the answer to a question, from memory where that is fresh enough. The error is that of ask.
func (r *recent[Question, Answer]) get(slug string, q Question, ask func() (Answer, error)) (Answer, error) {
	place, answer, forms, ok := r.look(slug, q)
	if ok {
		return answer, nil
	}
	answer, err := ask()
	r.mu.Lock()
	defer r.mu.Unlock()
	if place.forms == forms {
		place.asking = false
		if err == nil {
			place.answer, place.known, place.at = answer, true, time.Now()
		}
	}
	return answer, err
}

// look finds a question's place and the answer that may be shown; where it is not ok the caller has to ask.
func (r *recent[Question, Answer]) look(slug string, q Question) (place *remembered[Answer], answer Answer, forms int, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	places := r.wards[slug]
	if places == nil {
		places = map[Question]*remembered[Answer]{}
		r.wards[slug] = places
	}
	if place = places[q]; place == nil {
		if len(places) >= mostRecent {
			maps.DeleteFunc(places, func(_ Question, old *remembered[Answer]) bool {
				return !old.asking && time.Since(old.at) >= recentLasts
			})
		}
		place = &remembered[Answer]{}
		places[q] = place
	}
	if age := time.Since(place.at); place.known && (age < recentLasts || place.asking && age < recentOld) {
		return place, place.answer, place.forms, true
	}
	place.asking = true
	return place, answer, place.forms, false
}
