package talk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"danbiet/talk"
)

// english is a language with one sentence, and without marks or guessing.
func english() talk.Language {
	runs := 0
	return talk.Language{
		Translate: func(s string) string {
			if s == "Dừng lại" {
				return "Stop"
			}
			return s
		},
		Fold: func(s string) string { return strings.ToLower(strings.TrimSpace(s)) },
		Closest: func(typed string, options map[string][]string) (string, bool) {
			for value, words := range options {
				if slices.ContainsFunc(words, func(word string) bool { return typed != "" && typed == strings.TrimSuffix(word, "s") }) {
					return value, true
				}
			}
			return "", false
		},
		Yes:   func(typed string) bool { return typed == "có" },
		No:    func(typed string) bool { return typed == "không" },
		NewID: func() string { runs++; return fmt.Sprintf("run%d", runs) },
	}
}

// stage plays a flow turn by turn. The state goes through JSON between all turns, as it does in a database.
type stage struct {
	t     testing.TB
	flow  talk.Flow
	lang  talk.Language
	state talk.State
	last  talk.Outcome
}

func perform(t testing.TB, f talk.Flow) *stage {
	t.Helper()
	s := &stage{t: t, flow: f, lang: english()}
	s.take(f.Start(t.Context(), s.lang, ""))
	return s
}

func (s *stage) take(o talk.Outcome, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	s.last, s.state = o, thaw(s.t, freeze(s.t, o.State))
}

func (s *stage) turn(in talk.Input) *stage {
	s.t.Helper()
	before := freeze(s.t, s.state)
	o, err := s.flow.Turn(context.Background(), s.lang, s.state, in)
	if after := freeze(s.t, s.state); after != before {
		s.t.Fatalf("the turn changed the state that it was given:\n%s\n%s", before, after)
	}
	s.take(o, err)
	return s
}

func (s *stage) say(words string) *stage {
	s.t.Helper()
	return s.turn(talk.Input{Text: words})
}

// press presses the button with a label in the newest message that has it.
func (s *stage) press(label string) *stage {
	s.t.Helper()
	for _, m := range slices.Backward(s.last.Messages) {
		for _, b := range slices.Concat(m.Rows...) {
			if b.Label == label {
				return s.turn(talk.Input{Button: b.Data})
			}
		}
	}
	s.t.Fatalf("no button %q in %+v", label, s.last.Messages)
	return s
}

func (s *stage) back() *stage {
	s.t.Helper()
	s.take(s.flow.Back(context.Background(), s.lang, s.state))
	return s
}

// hears checks the texts of the last turn.
func (s *stage) hears(want ...string) *stage {
	s.t.Helper()
	var got []string
	for _, m := range s.last.Messages {
		got = append(got, m.Text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("the citizen hears (-want +got):\n%s", diff)
	}
	return s
}

// counts checks the events of the last turn, as "kind step".
func (s *stage) counts(want ...string) *stage {
	s.t.Helper()
	var got []string
	for _, e := range s.last.Events {
		got = append(got, strings.TrimSpace(string(e.Kind)+" "+e.Step))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		s.t.Errorf("counted (-want +got):\n%s", diff)
	}
	return s
}

// answers are the remembered values by key.
func (s *stage) answers() map[string]string {
	all := map[string]string{}
	for _, r := range s.state.Answers {
		all[r.Key] = string(r.Value)
	}
	return all
}

func (s *stage) remembers(want map[string]string) *stage {
	s.t.Helper()
	if diff := cmp.Diff(want, s.answers(), cmpopts.EquateEmpty()); diff != "" {
		s.t.Errorf("remembered (-want +got):\n%s", diff)
	}
	return s
}

func freeze(t testing.TB, s talk.State) string {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func thaw(t testing.TB, frozen string) talk.State {
	t.Helper()
	var s talk.State
	if err := json.Unmarshal([]byte(frozen), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// report is a small flow with one of everything: a choice, words, a loop, a reading, a review and an effect.
func report(filed *int) talk.Flow {
	return talk.Flow{Name: "report", Version: 1, Run: func(c *talk.Chat) {
		c.Say("Kính chào.")
		kind := c.Choice("kind", "Việc gì?", talk.Option{Value: "rac", Label: "Rác thải"}, talk.Option{Value: "den", Label: "Đèn đường"})
		price := talk.Look(c, "price", func(context.Context) (int, error) { return 7, nil })
		what := talk.Ask(c, "what", talk.Words{Min: 3, Max: 20}, "Kể rõ (giá %d)?", price)
		photos := 0
		for i := 0; photos < 3; i++ {
			got := talk.Ask(c, fmt.Sprintf("photo.%d", i), talk.Upload{Room: 3 - photos, Options: []talk.Option{{Value: "done", Label: "Xong"}}}, "Ảnh? Đã có %d.", photos)
			if got.Option != "" {
				break
			}
			photos += len(got.Files)
		}
		items := []talk.Item{{Key: "kind", Label: "Loại", Value: kind}, {Key: "what", Label: "Nội dung", Value: what}, {Key: "photo", Label: "Ảnh", Value: fmt.Sprint(photos)}}
		if !c.Review("send", "Kiểm tra", "Gửi", items) {
			c.Say("Chưa gửi gì.")
			return
		}
		code := talk.Once(c, "file", func(context.Context) (string, error) {
			*filed++
			return fmt.Sprintf("HS-%d", *filed), nil
		})
		c.Say("Đã gửi: %s.", code)
		c.Choice("rate", "Hài lòng?", talk.Option{Value: "yes", Label: "Có"}, talk.Option{Value: "no", Label: "Không"})
	}}
}
