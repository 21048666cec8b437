package talk_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"danbiet/talk"
)

// fails runs a flow to its end and returns its error.
func fails(t *testing.T, run func(*talk.Chat)) error {
	t.Helper()
	_, err := talk.Flow{Name: "broken", Run: run}.Start(t.Context(), english(), "")
	if err == nil {
		t.Fatal("the flow did not fail")
	}
	return err
}

func TestAPanicBecomesAnErrorWithoutTheCitizensWords(t *testing.T) {
	const words = "Trần Thị A, 0912345678"
	for name, run := range map[string]func(*talk.Chat){
		"of words":     func(*talk.Chat) { panic("no such name: " + words) },
		"of an error":  func(*talk.Chat) { panic(errors.New(words)) },
		"of a runtime": func(*talk.Chat) { _ = map[string][]int{}[words][7] },
		"of nil":       func(*talk.Chat) { panic(any(nil)) },
		"in an effect": func(c *talk.Chat) {
			talk.Once(c, "file", func(context.Context) (int, error) { panic(words) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := fails(t, run)
			var panicked *talk.PanicError
			if !errors.As(err, &panicked) || len(panicked.Stack) == 0 {
				t.Fatalf("error = %v; want a PanicError with its stack", err)
			}
			if strings.Contains(err.Error(), "Trần") || strings.Contains(string(panicked.Stack), "Trần") {
				t.Errorf("the error repeats the words: %v", err)
			}
		})
	}
}

func TestMistakesInAFlowAreNamed(t *testing.T) {
	choose := func(c *talk.Chat, key, value string) { c.Choice(key, "?", talk.Option{Value: value, Label: "x"}) }
	for name, c := range map[string]struct {
		run  func(*talk.Chat)
		want string
	}{
		"a key used twice":       {func(c *talk.Chat) { look(c, "k"); look(c, "k") }, "the key k is used twice in one run"},
		"a key with a colon":     {func(c *talk.Chat) { choose(c, "a:b", "x") }, `"a:b" is no key`},
		"a key with a blank":     {func(c *talk.Chat) { choose(c, "a b", "x") }, `"a b" is no key`},
		"no key":                 {func(c *talk.Chat) { choose(c, "", "x") }, `"" is no key`},
		"a value that goes back": {func(c *talk.Chat) { choose(c, "k", "<") }, `"<" is no value of an option`},
		"a value that stops":     {func(c *talk.Chat) { choose(c, "k", "!") }, `"!" is no value of an option`},
		"a value that goes on":   {func(c *talk.Chat) { choose(c, "k", "~") }, `"~" is no value of an option`},
		"an empty value":         {func(c *talk.Chat) { choose(c, "k", "") }, `"" is no value of an option`},
		"a button too long":      {func(c *talk.Chat) { choose(c, "k", strings.Repeat("x", 58)) }, "button of k is longer than 64 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := fails(t, c.run); !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v; want it to say %q", err, c.want)
			}
		})
	}
	longest := perform(t, asking(talk.Choose{Bare: true, Options: []talk.Option{{Value: strings.Repeat("x", 57), Label: "x"}}}))
	if b := longest.last.Messages[0].Rows[0][0]; len(b.Data) != talk.MaxButton {
		t.Errorf("the longest button has %d bytes; want %d", len(b.Data), talk.MaxButton)
	}
}

func look(c *talk.Chat, key string) int {
	return talk.Look(c, key, func(context.Context) (int, error) { return 1, nil })
}

func TestAnErrorEndsTheTurnAndIsWrapped(t *testing.T) {
	away := errors.New("the database is away")
	for name, run := range map[string]func(*talk.Chat){
		"of an effect":  func(c *talk.Chat) { talk.Once(c, "file", func(context.Context) (int, error) { return 0, away }) },
		"of a look-up":  func(c *talk.Chat) { talk.Look(c, "file", func(context.Context) (int, error) { return 0, away }) },
		"of the flow":   func(c *talk.Chat) { look(c, "file"); c.Fail(away) },
		"of its repeat": func(c *talk.Chat) { look(c, "file"); c.Fail(errors.Join(away)) },
	} {
		t.Run(name, func(t *testing.T) {
			if err := fails(t, run); !errors.Is(err, away) || !strings.Contains(err.Error(), `flow broken at "file"`) {
				t.Errorf("error = %v; want the cause and the place", err)
			}
		})
	}
}

func TestAnAnswersOwnErrorIsNoProblemOfTheCitizen(t *testing.T) {
	away := errors.New("the database is away")
	flow := asking(talk.Words{Check: func(string) (string, error) { return "", away }})
	s := perform(t, flow)
	if _, err := flow.Turn(t.Context(), s.lang, s.state, talk.Input{Text: "x"}); !errors.Is(err, away) {
		t.Errorf("error = %v; want that of the check", err)
	}
}

func TestAProblemNeverShowsInALog(t *testing.T) {
	if err := error(talk.Problem("Tên Trần Thị A không đúng.")); strings.Contains(err.Error(), "Trần") {
		t.Errorf("error = %v; want it without the sentence", err)
	}
}

func TestAFlowThatStartsOverWithoutEndIsStopped(t *testing.T) {
	if err := fails(t, func(c *talk.Chat) { look(c, "k"); c.Again("k") }); !strings.Contains(err.Error(), "starts over without end") {
		t.Errorf("error = %v", err)
	}
}

func TestAnEffectThatCannotBeReadIsNotDoneAgain(t *testing.T) {
	filed := 0
	s := perform(t, report(&filed)).press("Rác thải").say("Rác đầy ngõ").press("Xong").press("Gửi")
	for i, r := range s.state.Answers {
		if r.Made == talk.Done {
			s.state.Answers[i].Value = json.RawMessage(`{"written":"by another version"}`)
		}
	}
	_, err := s.flow.Turn(t.Context(), s.lang, s.state, talk.Input{Text: "1"})
	if err == nil || strings.Contains(err.Error(), "version") || filed != 1 {
		t.Errorf("error = %v, filed %d times; want an error that quotes nothing and one filing", err, filed)
	}
}

func TestAReadingThatCannotBeReadIsReadAgain(t *testing.T) {
	s := perform(t, report(new(int))).press("Rác thải")
	for i, r := range s.state.Answers {
		if r.Made == talk.Looked {
			s.state.Answers[i].Value = json.RawMessage(`"seven"`)
		}
	}
	s.say("Rác đầy ngõ").remembers(map[string]string{"kind": `"rac"`, "what": `"Rác đầy ngõ"`, "price": "7"})
}

func TestAStoppedRunLeavesNoGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // fails when a goroutine is left waiting
		ended := 0
		for range 100 {
			s := perform(t, talk.Flow{Name: "stops", Run: func(c *talk.Chat) {
				defer func() { ended++ }()
				c.Choice("kind", "Việc gì?", talk.Option{Value: "a", Label: "A"})
				c.Fail(errors.New("refused"))
			}})
			if _, err := s.flow.Turn(t.Context(), s.lang, s.state, talk.Input{Text: "1"}); err == nil {
				t.Error("the flow did not fail")
			}
		}
		synctest.Wait()
		if ended != 200 {
			t.Errorf("%d runs have ended; want 200, with their deferred functions run", ended)
		}
	})
}
