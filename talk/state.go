package talk

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// State is all that is remembered of a running flow: plain JSON, so it survives restarts and changes of the program.
// The zero State runs no flow.
type State struct {
	Flow    string   `json:"flow"`
	Version int      `json:"version"`
	ID      string   `json:"id"`            // names this run in buttons, so that those of an earlier run are known as stale
	Arg     string   `json:"arg,omitempty"` // what the flow was started with, such as a tracking code
	Open    string   `json:"open,omitempty"`
	Answers []Record `json:"answers,omitempty"`
	Missed  int      `json:"missed,omitempty"` // how often in a row the open question was not understood
	Album   string   `json:"album,omitempty"`  // the last album a file came from
}

// Record is one remembered value of a State.
type Record struct {
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value"`
	Made  Made            `json:"made"`
}

// Made tells where a Record's value came from.
type Made string

// The origins of a Record.
const (
	Answered Made = "answered" // by the citizen
	Looked   Made = "looked"   // read once, kept so that later turns see the same
	Done     Made = "done"     // an effect: it cannot be gone back over
)

// Running reports whether the state belongs to a flow.
func (s *State) Running() bool { return s.Flow != "" }

func (s *State) find(key string) (json.RawMessage, bool) {
	for i := range s.Answers {
		if s.Answers[i].Key == key {
			return s.Answers[i].Value, true
		}
	}
	return nil, false
}

// recall reads a remembered value. A turn replays all before it, and nearly all of them are plain strings and yes or no.
func recall(raw json.RawMessage, into any) error {
	switch v := into.(type) {
	case *string:
		if len(raw) >= 2 && raw[0] == '"' && bytes.IndexByte(raw, '\\') < 0 {
			*v = string(raw[1 : len(raw)-1])
			return nil
		}
	case *bool:
		if yes := string(raw) == "true"; yes || string(raw) == "false" {
			*v = yes
			return nil
		}
	}
	return json.Unmarshal(raw, into)
}

// Forget drops the answer with a key and those of a loop under it ("photo" drops "photo.1" too). Effects stay.
func (s *State) Forget(key string) {
	s.Answers = slices.DeleteFunc(s.Answers, func(r Record) bool {
		return r.Made != Done && (r.Key == key || strings.HasPrefix(r.Key, key+"."))
	})
}

// Rename moves an answer from an old key to a new one, for a Flow's Upgrade. A missing key is a no-op.
func (s *State) Rename(old, key string) {
	for i := range s.Answers {
		if s.Answers[i].Key == old {
			s.Answers[i].Key = key
		}
	}
	if s.Open == old {
		s.Open = key
	}
}

// back forgets the citizen's last answer and what was looked up after it. It reports false when there is none, or when
// an effect stands in between.
func (s *State) back() bool {
	for i := len(s.Answers) - 1; i >= 0; i-- {
		switch s.Answers[i].Made {
		case Done:
			return false
		case Answered:
			s.Answers = s.Answers[:i]
			return true
		}
	}
	return false
}

// canGoBack reports whether back would succeed.
func (s *State) canGoBack() bool {
	copied := State{Answers: s.Answers}
	return copied.back()
}

func (s *State) record(key string, value any, made Made) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	s.Forget(key)
	s.Answers = append(s.Answers, Record{Key: key, Value: raw, Made: made})
	return nil
}

// clone copies a state so that a turn that fails leaves the caller's untouched.
func (s State) clone() State {
	s.Answers = slices.Clone(s.Answers)
	return s
}
