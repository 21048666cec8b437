// Package flows holds the conversations, one file each, and the Router that leads citizens into them.
//
// A flow reads from top to bottom as the conversation it is. It asks through its Chat, writes through the ward inside
// talk.Once, and touches no clock, no randomness, no network and no SQL.
package flows

import (
	"context"
	"slices"
	"strings"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// Flow is one conversation and how citizens come to it.
type Flow struct {
	Name    string // stable: stored in every State and in buttons
	Version int
	Upgrade func(*talk.State)
	Title   string          // as a button of the menu
	Phrases []string        // what citizens write when they want it
	Keep    bool            // an unfinished run is a draft: it is put aside, not dropped
	Stay    bool            // whoever wants another flow in the middle of it is asked first; what was answered is dropped then
	Desk    ward.Permission // asked of the ward's staff, "" of a citizen's flow: for everybody else it does not exist
	Left    string          // what is said to whoever leaves it in the middle, "" for the usual
	Run     func(*Chat)
}

// All lists the flows of citizens, those of the menu first and in its order. Those of the staff are listed by deskFlows;
// there are no others.
func All() []Flow {
	return append(menuFlows(), denunciationFlow(), privacyFlow(), aboutFlow(), rateFlow(), callbackFlow(), bookingFlow(), handoverFlow())
}

// Chat is what a flow talks through: the engine's Chat, the ward, and the conversation it runs in.
type Chat struct {
	*talk.Chat
	Ward         *ward.Ward
	Conversation *ward.Conversation

	began int64 // the conversation's last letter before this run of the flow
}

// bind makes a flow runnable for one turn.
func (f Flow) bind(w *ward.Ward, c *ward.Conversation, began int64) talk.Flow {
	return talk.Flow{Name: f.Name, Version: f.Version, Upgrade: f.Upgrade, Run: func(t *talk.Chat) {
		f.Run(&Chat{Chat: t, Ward: w, Conversation: c, began: began})
	}}
}

// English reports whether the citizen reads English. Ward documents stay Vietnamese.
func (c *Chat) English() bool { return c.Conversation.Lang == english }

const (
	vietnamese = "vi"
	english    = "en"
)

// language is the engine's view of a citizen's language.
func language(lang string, newID func() string) talk.Language {
	return talk.Language{Translate: translator(lang), Fold: plain, Closest: closest, Yes: viet.Yes, No: viet.No, NewID: newID}
}

func translator(lang string) func(string) string {
	if lang != english {
		return func(s string) string { return s }
	}
	return func(s string) string {
		if translated, ok := inEnglish(s); ok {
			return translated
		}
		return s
	}
}

// plain is what is left of words for comparing: folded, and without punctuation.
func plain(s string) string { return strings.Join(viet.Words(s), " ") }

// closest finds the option that mistyped or reordered words surely mean.
func closest(typed string, options map[string][]string) (string, bool) {
	best, ok := viet.Best(viet.NewPhrases(options).Match(typed))
	return best.Label, ok
}

// goTo is the data of a button that starts a flow, whatever else is going on. It never grows stale.
func goTo(flow, arg string) string { return "go:" + flow + ":" + arg }

// look reads from the ward and remembers what was read until the citizen goes back.
func look[T any](c *Chat, key string, read func(context.Context) (T, error)) T {
	return talk.Look(c, key, read)
}

// lines joins lines and leaves out empty ones.
func lines(all ...string) string {
	var kept []string
	for _, l := range all {
		if l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

// noTitle takes words, but not those that are nothing but the name of a flow: whoever types them wants to go there.
func (c *Chat) noTitle(typed string) (string, error) {
	wanted := plain(typed)
	if slices.ContainsFunc(All(), func(f Flow) bool { return wanted == plain(f.Title) || wanted == plain(translator(english)(f.Title)) }) {
		return "", talk.Problem(c.T("Đây là tên một mục, không phải việc cần trao đổi. Xin ghi việc của ông/bà."))
	}
	return typed, nil
}
