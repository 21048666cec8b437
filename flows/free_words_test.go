package flows_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/flows"
	"danbiet/talk"
	"danbiet/ward"
)

// rightAtLeast is the share of the sentences in testdata/words/free.txt that come out right. It is raised with the
// matcher and never lowered.
const rightAtLeast = 0.98

// TestFreeWordsOfCitizens types every sentence of the set into an empty chat, as it stands and decomposed (NFD).
func TestFreeWordsOfCitizens(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openStage(t, d)
		set := freeWords(t)
		right := 0
		for i, c := range set {
			got := s.outcome(t, fmt.Sprint("free-", i), c.typed)
			if got.is(c.want) {
				right++
			} else {
				t.Logf("%q: %s, want %s", c.typed, got, c.want)
			}
			if apart := s.outcome(t, fmt.Sprint("nfd-", i), norm.NFD.String(c.typed)); apart.String() != got.String() {
				t.Errorf("%q decomposed: %s, composed: %s", c.typed, apart, got)
			}
		}
		share := float64(right) / float64(len(set))
		t.Logf("%d of %d sentences come out right: %.1f %%", right, len(set), 100*share)
		if share < rightAtLeast {
			t.Errorf("%.1f %% come out right; want at least %.1f %%", 100*share, 100*rightAtLeast)
		}
	})
}

type freeWord struct{ typed, want string }

func freeWords(t *testing.T) []freeWord {
	t.Helper()
	raw, err := os.ReadFile("testdata/words/free.txt")
	if err != nil {
		t.Fatal(err)
	}
	var set []freeWord
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		typed, want, ok := strings.Cut(line, " = ")
		if !ok {
			t.Fatalf("%q says no outcome", line)
		}
		set = append(set, freeWord{typed, want})
	}
	if len(set) < 80 {
		t.Fatalf("%d sentences; want at least 80", len(set))
	}
	return set
}

// outcome is what a first message has led to.
type outcome struct {
	flow, arg string   // that began, "" for none
	offered   []string // "flow:argument" of the buttons, without the ways to a person and to the menu
	person    bool     // a way to a person is offered
	text      string
}

func (o outcome) String() string {
	if o.flow != "" {
		return strings.TrimSpace(o.flow + " " + o.arg)
	}
	return fmt.Sprintf("%v %.40q", o.offered, o.text)
}

// is tells whether a first message has led where it should.
func (o outcome) is(want string) bool {
	kind, rest, _ := strings.Cut(want, " ")
	switch kind {
	case "lost":
		return o.flow == "" && len(o.offered) == 0 && o.person
	case "menu":
		return o.flow == "" && slices.Contains(o.offered, "petition:") && slices.Contains(o.offered, "reception:")
	case "ask":
		return o.flow == "" && len(o.offered) > 0 && len(o.offered) <= 3 && o.person &&
			slices.ContainsFunc(o.offered, func(b string) bool { return strings.HasPrefix(b, rest) }) || o.flow == rest
	case "tell":
		return o.flow == "" && len(o.offered) == 3 && o.person && strings.HasSuffix(o.offered[0], ".told")
	case "113", "114", "115":
		return strings.Contains(o.text, "xin gọi ngay "+kind)
	}
	if o.flow != kind {
		return false
	}
	return rest == "" || rest == "?" && strings.HasPrefix(o.arg, "?") || o.arg == rest
}

func (s *stage) outcome(t *testing.T, chat, typed string) (o outcome) {
	t.Helper()
	router := flows.New(func() string { return "r1" })
	s.now = time.Date(2024, 3, 4, 9, 0, 0, 0, time.FixedZone("", 7*3600))
	err := s.house.Write(t.Context(), sampleWard, func(w *ward.Ward) error {
		conversations, err := w.Lock(t.Context(), "test", []string{chat})
		if err != nil {
			return err
		}
		c := conversations[chat]
		messages, events, err := router.Turn(context.Background(), w, c, talk.Input{Text: typed})
		if err != nil {
			return err
		}
		var memory struct{ Active talk.State }
		if err := json.Unmarshal(c.Memory, &memory); err != nil {
			return err
		}
		o.flow, o.arg = memory.Active.Flow, memory.Active.Arg
		for _, e := range events {
			if e.Kind == talk.EventStarted {
				o.flow = e.Flow
			}
		}
		if slices.ContainsFunc(messages, func(m talk.Message) bool { return strings.HasPrefix(m.Text, "Phường cảm ơn") }) {
			o.arg = "thanks"
		}
		for _, m := range messages {
			o.text += m.Title + m.Text
			for _, row := range m.Rows {
				for _, b := range row {
					target, ok := strings.CutPrefix(b.Data, "go:")
					switch {
					case target == "person:":
						o.person = true
					case ok && target != "menu:":
						o.offered = append(o.offered, target)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%q: %v", typed, err)
	}
	return o
}

// TestWhatWasToldIsErasedWithItsDraft: the letter that told it came before the draft was begun, and goes with it.
func TestWhatWasToldIsErasedWithItsDraft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openStage(t, d)
		s.now = time.Date(2024, 3, 4, 9, 0, 0, 0, time.FixedZone("", 7*3600))
		router := flows.New(func() string { return "r1" })
		err := s.house.Write(t.Context(), sampleWard, func(w *ward.Ward) error {
			conversations, err := w.Lock(t.Context(), "test", []string{"told"})
			if err != nil {
				return err
			}
			c := conversations["told"]
			for letters, in := range []talk.Input{{Text: "nắp cống vỡ trước cổng trường"}, {Button: "go:petition:phan-anh.told"}} {
				c.LastSeq = int64(10 + 5*letters)
				if _, _, err := router.Turn(t.Context(), w, c, in); err != nil {
					return err
				}
			}
			var memory struct {
				Began int64
				Told  any
			}
			if err := json.Unmarshal(c.Memory, &memory); err != nil {
				return err
			}
			if memory.Began != 10 || memory.Told != nil {
				t.Errorf("the draft began after letter %d and still keeps %v beside it; want 10 and nothing", memory.Began, memory.Told)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
