package flows

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// Router leads what citizens do into flows: commands, buttons, free words, emergencies, drafts put aside, time passing.
// It is safe for concurrent use.
type Router struct {
	flows   []Flow
	byName  map[string]Flow
	phrases *viet.Phrases
	newID   func() string
}

// New makes a router over all flows. newID names runs of flows: short and unlikely to repeat within a chat.
func New(newID func() string) *Router {
	r := &Router{flows: All(), byName: map[string]Flow{}, newID: newID}
	examples := map[string][]string{}
	for _, f := range r.flows {
		r.byName[f.Name] = f
		examples[f.Name] = append([]string{f.Title, translator(english)(f.Title)}, f.Phrases...)
	}
	for _, f := range deskFlows() {
		r.byName[f.Name] = f
	}
	maps.Copy(examples, extraPhrases)
	r.phrases = viet.NewPhrases(examples)
	return r
}

// memory is what a conversation remembers between turns.
type memory struct {
	Active  talk.State    `json:"active"`
	Aside   talk.State    `json:"aside"`             // a draft put aside
	Offered []talk.Button `json:"offered,omitempty"` // the buttons last shown beside a question's own, so that "2" means the second
	Beside  bool          `json:"beside,omitempty"`  // they stand below something said in the middle of a question: its own buttons are not counted
	Greeted bool          `json:"greeted,omitempty"`
	Began   int64         `json:"began,omitempty"` // the last letter before the draft was begun: what came after goes with it
	Told    *told         `json:"told,omitempty"`  // what was told before a draft was begun
}

// turn is one turn of a conversation.
type turn struct {
	*Router
	ctx      context.Context // of this turn
	ward     *ward.Ward
	talk     *ward.Conversation
	memory   memory
	lang     talk.Language
	messages []talk.Message
	events   []talk.Event
	notes    []talk.Message // said before everything else
}

// Turn runs one turn.
func (r *Router) Turn(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
	t := &turn{Router: r, ctx: ctx, ward: w, talk: c}
	if c.Memory != nil {
		if err := json.Unmarshal(c.Memory, &t.memory); err != nil {
			return nil, nil, fmt.Errorf("read what the conversation remembers: wrong form")
		}
	}
	t.setLanguage(c.Lang)
	if err := t.leaveDesk(); err != nil {
		return nil, nil, err
	}
	if mended, ok := viet.FixMojibake(in.Text); ok {
		in.Text = mended // pasted from a document in an old Vietnamese font
	}
	in.Text = viet.Clean(in.Text, maxTyped)
	if t.talk.HandoverID != 0 {
		if taken, err := t.withStaff(in); err != nil {
			return nil, nil, err
		} else if taken {
			return t.finish(in)
		}
	}
	err := t.expire()
	if err != nil {
		return nil, nil, err
	}
	if in.Tick {
		err = t.nudge()
	} else {
		err = t.take(in)
	}
	if err != nil {
		return nil, nil, err
	}
	return t.finish(in)
}

// maxTyped is the most runes of one message that are looked at; the longest answer is talk.MaxText, and a longer one is
// refused with its length.
const maxTyped = 20000

func (t *turn) setLanguage(lang string) {
	t.talk.Lang = lang
	t.lang = language(lang, t.newID)
}

// T translates a sentence into the citizen's language.
func (t *turn) T(format string, args ...any) string {
	if len(args) == 0 {
		return t.lang.Translate(format)
	}
	return fmt.Sprintf(t.lang.Translate(format), args...)
}

func (t *turn) finish(in talk.Input) ([]talk.Message, []talk.Event, error) {
	raw, err := json.Marshal(t.memory)
	if err != nil {
		return nil, nil, fmt.Errorf("write what the conversation remembers: %w", err)
	}
	t.talk.Memory = raw
	if !in.Tick {
		t.talk.NudgeAt, t.talk.ExpireAt = time.Time{}, time.Time{}
		if t.memory.Active.Running() || t.memory.Aside.Running() || t.memory.Told != nil {
			t.talk.ExpireAt = t.inAbout(draftAge)
		}
		if t.draft(t.memory.Active) {
			t.talk.NudgeAt = t.inAbout(nudgeAfter)
		}
	}
	if t.talk.HandoverID != 0 && !in.Tick {
		t.talk.NudgeAt, t.talk.ExpireAt = time.Time{}, t.inAbout(quietAfter)
	}
	// What is counted is how citizens get on; the staff's own work would spoil the figures.
	events := slices.DeleteFunc(t.events, func(e talk.Event) bool { return t.byName[e.Flow].Desk != "" })
	return append(t.notes, t.messages...), events, nil
}

// inAbout is the end of a span of time, at a whole minute: the answers of one minute then leave it as it is, and the
// database its indexes.
func (t *turn) inAbout(d time.Duration) time.Time {
	return t.ward.Now().Add(d + time.Minute - 1).Truncate(time.Minute)
}

// take handles what a citizen did.
func (t *turn) take(in talk.Input) error {
	line, emergency := viet.Emergency(in.Text)
	if emergency && in.Button == "" {
		t.notes = append(t.notes, t.emergency(line, viet.Despair(in.Text)))
	}
	if in.Button == "" {
		in.Button = t.offered(in.Text)
	}
	if kind, rest, _ := strings.Cut(in.Button, ":"); kind == "go" && in.Button != "" {
		return t.jump(rest)
	}
	if in.Start != "" || strings.HasPrefix(in.Text, "/start") {
		payload := in.Start
		if payload == "" { // typed, where no link can be pressed
			_, payload, _ = strings.Cut(in.Text, " ")
		}
		return t.start(strings.TrimSpace(payload))
	}
	if in.Button == "" {
		if done, err := t.command(in.Text); done {
			return err
		}
	}
	if run, _, _ := strings.Cut(in.Button, ":"); in.Button != "" && run != t.memory.Active.ID {
		return t.earlier(in)
	}
	if t.memory.Active.Running() {
		if in.Button == "" && len(t.memory.Offered) > 0 && t.memory.Beside && isNumber(in.Text) {
			return t.show() // it counts the buttons shown last, and there are not so many
		}
		if in.Button == t.memory.Active.ID+":"+t.memory.Active.Open+":!" {
			return t.cancel()
		}
		return t.step(in)
	}
	if emergency {
		t.menu()
		return nil
	}
	if isGreeting(in.Text) {
		t.menu()
		return nil
	}
	t.introduce()
	return t.words(in)
}

// introduce says once that a machine answers, to a citizen who begins with what they want.
func (t *turn) introduce() {
	if !t.memory.Greeted {
		t.memory.Greeted = true
		t.notes = append(t.notes, talk.Message{Text: t.T("Kính chào ông/bà! Tôi là trợ lý ảo của UBND %s: máy trả lời tự động, không phải cán bộ.", wardName(t.ward.Profile, t.talk.Lang))})
	}
}

// step hands the input to the running flow.
func (t *turn) step(in talk.Input) error {
	f, ok := t.byName[t.memory.Active.Flow]
	if !ok { // a flow that this version no longer has
		t.memory.Active = talk.State{}
		t.menu()
		return nil
	}
	before := t.memory.Active
	offered := len(t.memory.Offered) > 0 // the last thing said was no question of the flow
	if offered && in.Button == "" && !t.draft(before) {
		if name, arg, ok := t.wish(in.Text); ok && name != before.Flow {
			return t.run(name, arg)
		}
	}
	outcome, err := f.bind(t.ward, t.talk, t.memory.Began).Turn(t.ctx, t.lang, before, in)
	if err != nil {
		return err
	}
	if !outcome.Understood {
		name, arg, ok := t.wish(in.Text)
		switch {
		case ok && name != before.Flow:
			return t.leaveFor(name, arg, before, outcome)
		case ok && !t.draft(before) && choosing(outcome): // asked for again: it begins anew
			return t.wanted(name, arg, in.Text)
		case !t.draft(before) && choosing(outcome) && tells(in.Text):
			t.memory.Active = outcome.State
			t.events = append(t.events, outcome.Events...)
			if denounces(in.Text) { // words that are not to be kept here
				return t.run(denunciationFlow().Name, "")
			}
			return t.askToFile(in.Text, nil)
		}
	}
	return t.follow(outcome)
}

// choosing reports whether a turn has led to a question with choices. One for words has said itself what is wrong with them.
func choosing(o talk.Outcome) bool {
	return len(o.Messages) > 0 && o.Messages[len(o.Messages)-1].Want == talk.WantChoice
}

// wish is the flow that words surely want.
func (t *turn) wish(text string) (name, arg string, ok bool) {
	if text == "" {
		return "", "", false
	}
	best, ok := viet.Best(t.phrases.Match(text))
	name, arg, _ = strings.Cut(best.Label, " ")
	return name, arg, ok
}

// leaveFor goes to another flow, when an answer that was not understood reads like a wish for it. Where a draft would be
// left, it asks first.
func (t *turn) leaveFor(name, arg string, before talk.State, outcome talk.Outcome) error {
	t.memory.Active = outcome.State
	t.events = append(t.events, outcome.Events...)
	draft, stay := t.draft(before), t.byName[before.Flow].Stay && slices.ContainsFunc(before.Answers, func(r talk.Record) bool { return r.Made == talk.Answered })
	if !draft && !stay {
		return t.run(name, arg)
	}
	title := t.T(t.byName[name].Title)
	text := t.ofDraft(before.Flow, "Ông/bà đang ở giữa “%s”. Ông/bà muốn chuyển sang “%s”? Bản khai dở vẫn được giữ.", t.T(t.byName[before.Flow].Title), title)
	if !draft {
		text = t.T("Ông/bà đang ở giữa “%s” và chưa xong. Ông/bà muốn chuyển sang “%s”? Chuyển đi thì lần sau làm lại từ đầu.", t.T(t.byName[before.Flow].Title), title)
	}
	t.offer(talk.Message{
		Text: text,
		Rows: [][]talk.Button{
			{{Label: t.T("Chuyển sang “%s”", title), Data: goTo(name, arg)}},
			{{Label: t.T("Ở lại, trả lời tiếp"), Data: before.ID + ":" + outcome.State.Open + ":~"}},
		},
	})
	return nil
}

// follow takes over what a flow's turn led to.
func (t *turn) follow(o talk.Outcome) error {
	leaving := t.memory.Active.Flow
	t.memory.Active = o.State
	t.memory.Offered = nil
	t.messages = append(t.messages, o.Messages...)
	t.events = append(t.events, o.Events...)
	switch {
	case o.Next != nil:
		return t.run(o.Next.Flow, o.Next.Arg)
	case o.Cancelled:
		t.messages = append(t.messages, talk.Message{Text: t.T(or(t.byName[leaving].Left, "Đã dừng."))})
		t.close()
	case o.Ended:
		t.close()
	case !o.Understood || o.Stale:
		t.waysOut(o)
	}
	return nil
}

// waysOut offers what may have been meant by an answer that was not understood: the draft put aside, and from the second
// one in a row a person.
func (t *turn) waysOut(o talk.Outcome) {
	last := &t.messages[len(t.messages)-1]
	last.Rows = append(last.Rows, t.backToDraft()...)
	if o.State.Missed >= 2 {
		last.Rows = append(last.Rows, []talk.Button{{Label: t.T(personFlow().Title), Data: goTo(personFlow().Name, "")}})
	}
}
