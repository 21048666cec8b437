package flows

import (
	"slices"
	"strings"

	"danbiet/talk"
)

// How a conversation gets from one flow to another, and out of the last.

// close ends a flow: the way to the menu, and back to a draft put aside.
func (t *turn) close() {
	if t.talk.HandoverID != 0 { // from here on staff answer
		t.memory.Offered = nil
		return
	}
	rows := append(t.backToDraft(), []talk.Button{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}})
	if n := len(t.messages); n > 0 && t.messages[n-1].Want == talk.WantNothing {
		m := t.messages[n-1]
		m.Rows = append(slices.Clone(m.Rows), rows...)
		t.messages = t.messages[:n-1]
		t.offer(m)
		return
	}
	t.offer(talk.Message{Text: t.T("Ông/bà cần gì thêm không?"), Rows: rows})
}

// run starts a flow. A draft in the way is put aside; anything else that was running is dropped.
func (t *turn) run(name, arg string) error {
	f, ok := t.byName[name]
	if ok {
		var err error
		if ok, err = t.mayRun(f); err != nil {
			return err
		}
	}
	if !ok {
		t.menu()
		return nil
	}
	if f.Keep && (t.draft(t.memory.Active) || t.draft(t.memory.Aside)) {
		t.askWhichDraft(f, arg)
		return nil
	}
	t.putAside()
	if f.Keep {
		t.memory.Began = t.talk.LastSeq
		arg = t.takeTold(arg)
	}
	outcome, err := f.bind(t.ward, t.talk, t.memory.Began).Start(t.ctx, t.lang, arg)
	if err != nil {
		return err
	}
	return t.follow(outcome)
}

// Names of jumps that are no flows.
const (
	menuName   = "menu"
	resumeName = "resume"
	freshName  = "fresh"

	discardName = "discard"
	seenName    = "seen"
)

// jump follows a button of the form go:flow:argument.
func (t *turn) jump(target string) error {
	name, arg, _ := strings.Cut(target, ":")
	switch name {
	case menuName:
		t.putAside()
		t.menu()
		return nil
	case resumeName:
		return t.resume()
	case seenName:
		return t.seen(arg)
	case discardName:
		said := t.ofDraft(t.memory.Aside.Flow, "Đã xóa bản khai dở.")
		if err := t.discard(); err != nil {
			return err
		}
		t.notes = append(t.notes, talk.Message{Text: said})
		t.menu()
		return nil
	case freshName:
		name, arg, _ = strings.Cut(arg, ":")
		if err := t.discard(); err != nil {
			return err
		}
	}
	return t.run(name, arg)
}

// show shows the open question again.
func (t *turn) show() error {
	f, ok := t.byName[t.memory.Active.Flow]
	if !ok {
		t.memory.Active = talk.State{}
		t.menu()
		return nil
	}
	outcome, err := f.bind(t.ward, t.talk, t.memory.Began).Show(t.ctx, t.lang, t.memory.Active)
	if err != nil {
		return err
	}
	return t.follow(outcome)
}
