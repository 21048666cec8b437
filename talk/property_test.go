package talk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"danbiet/talk"
)

// drawInput is anything that a citizen or a hostile client may do: mostly a button that is shown, often words or a
// number, sometimes an old button or one that nobody made.
func drawInput(t *rapid.T, shown, old []string) talk.Input {
	buttons := append(slices.Clone(shown), "run1:kind:x", "run1:send:edit", "run2:kind:rac", "::", "", "run1:what:<", "run1:what:!")
	buttons = append(buttons, old...)
	return rapid.OneOf(
		rapid.Map(rapid.SampledFrom(append(slices.Clone(shown), "")), func(b string) talk.Input { return talk.Input{Button: b} }),
		rapid.Map(rapid.SampledFrom(buttons), func(b string) talk.Input { return talk.Input{Button: b} }),
		rapid.Map(rapid.StringN(0, 30, -1), func(s string) talk.Input { return talk.Input{Text: s} }),
		rapid.Map(rapid.SampledFrom([]string{"1", "2", "3", "Rác đầy ngõ", "rác thải", "gửi", "sửa", "xong"}), func(s string) talk.Input { return talk.Input{Text: s} }),
		rapid.Map(rapid.IntRange(1, 4), func(n int) talk.Input { return talk.Input{Files: make([]talk.File, n)} }),
		rapid.Just(talk.Input{Location: &talk.Location{Latitude: 20, Longitude: 106}}),
		rapid.Just(talk.Input{Refused: []talk.Refusal{{Name: "a", Reason: talk.WrongType}}}),
	).Draw(t, "input")
}

// buttonsOf are the data of all buttons in some messages.
func buttonsOf(messages []talk.Message) (all []string) {
	for _, m := range messages {
		for _, b := range slices.Concat(m.Rows...) {
			if b.Data != "" {
				all = append(all, b.Data)
			}
		}
	}
	return all
}

// play runs a random conversation and calls check after every turn. It returns how often the effect was done.
func play(t *testing.T, r *rapid.T, check func(s *stage, before talk.State, in talk.Input)) (filed int) {
	s := perform(t, report(&filed))
	var old []string
	for range rapid.IntRange(1, 25).Draw(r, "turns") {
		if s.last.Ended {
			return filed
		}
		shown := buttonsOf(s.last.Messages)
		in := drawInput(r, shown, old)
		before := thaw(t, freeze(t, s.state))
		s.turn(in)
		check(s, before, in)
		old = append(old, shown...)
	}
	return filed
}

func TestAnEffectHappensOnceWhateverIsPressed(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		if filed := play(t, r, func(*stage, talk.State, talk.Input) {}); filed > 1 {
			r.Fatalf("filed %d times", filed)
		}
	})
}

func TestWhatIsNotUnderstoodOrStaleLeavesEveryAnswer(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		play(t, r, func(s *stage, before talk.State, in talk.Input) {
			if s.last.Understood && !s.last.Stale || s.last.Ended {
				return
			}
			if diff := cmp.Diff(before.Answers, s.state.Answers, cmpopts.EquateEmpty()); diff != "" {
				r.Fatalf("input %+v changed the answers:\n%s", in, diff)
			}
			if s.state.Open != before.Open {
				r.Fatalf("input %+v moved the open question from %q to %q", in, before.Open, s.state.Open)
			}
		})
	})
}

func TestEveryTurnThatDoesNotEndTheFlowLeavesAQuestionThatCanBeAnswered(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		play(t, r, func(s *stage, _ talk.State, in talk.Input) {
			if s.last.Ended {
				return
			}
			question := s.last.Messages[len(s.last.Messages)-1]
			if question.Want == talk.WantNothing || s.state.Open == "" {
				r.Fatalf("after %+v the last message is no question: %+v", in, question)
			}
			for _, data := range buttonsOf([]talk.Message{question}) {
				if len(data) > talk.MaxButton || !strings.HasPrefix(data, s.state.ID+":"+s.state.Open+":") {
					r.Fatalf("button %q does not answer the open question %q", data, s.state.Open)
				}
			}
		})
	})
}

func TestReplayIsTheSameEveryTime(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		play(t, r, func(s *stage, before talk.State, in talk.Input) {
			again, err := report(new(int)).Turn(t.Context(), s.lang, before, in)
			if err != nil {
				r.Fatal(err)
			}
			if diff := cmp.Diff(s.last, again); diff != "" {
				r.Fatalf("the same turn led elsewhere:\n%s", diff)
			}
			if s.last.Ended {
				return
			}
			shown, err := s.flow.Show(t.Context(), s.lang, s.state)
			if err != nil {
				r.Fatal(err)
			}
			want, got := s.last.Messages[len(s.last.Messages)-1], shown.Messages[len(shown.Messages)-1]
			if diff := cmp.Diff(want, got); diff != "" || len(shown.Events) > 0 {
				r.Fatalf("shown again, the question is another (%d events):\n%s", len(shown.Events), diff)
			}
			if freeze(t, shown.State) != freeze(t, s.state) {
				r.Fatal("showing the question changed the state")
			}
		})
	})
}

func TestBackLeadsToTheQuestionThatWasAnsweredLast(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		play(t, r, func(s *stage, before talk.State, in talk.Input) {
			answered := !s.last.Ended && s.last.Understood && !s.last.Stale && len(s.state.Answers) > len(before.Answers)
			if !answered || s.state.Answers[len(s.state.Answers)-1].Made == talk.Done || hasKey(before, "send") || hasKey(s.state, "send") {
				return // nothing was answered, or the review was, which ends in an effect or an edit
			}
			o, err := s.flow.Back(t.Context(), s.lang, s.state)
			if err != nil {
				r.Fatal(err)
			}
			if o.State.Open != before.Open {
				r.Fatalf("back from %q leads to %q; want %q", s.state.Open, o.State.Open, before.Open)
			}
		})
	})
}

func hasKey(s talk.State, key string) bool {
	return slices.ContainsFunc(s.Answers, func(r talk.Record) bool { return r.Key == key })
}

func FuzzTurn(f *testing.F) {
	for _, seed := range []string{"run1:kind:rac", "run1:kind:<", "run1:kind:!", "run1:kind:~", "::", "kind", "", "run1:kind:rac:x", strings.Repeat(":", 64), "\xff:\x00:"} {
		f.Add(seed, "1")
		f.Add("", seed)
	}
	f.Fuzz(func(t *testing.T, button, text string) {
		s := perform(t, report(new(int)))
		s.turn(talk.Input{Button: button, Text: text})
		if s.last.Ended && button != "run1:kind:!" {
			t.Errorf("button %q, text %q ended the flow", button, text)
		}
	})
}

func BenchmarkATurnInTheMiddleOfAPetition(b *testing.B) {
	s := perform(b, report(new(int)))
	s.turn(talk.Input{Text: "1"}).turn(talk.Input{Text: "Rác đầy ngõ"})
	in := talk.Input{Button: "run1:photo.0:done"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.flow.Turn(b.Context(), s.lang, s.state, in); err != nil {
			b.Fatal(err)
		}
	}
}
