package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"danbiet/law"
	"danbiet/viet"
)

// ReplyPurpose is what a letter to a citizen is for: it says in which form of a case the letter is offered.
type ReplyPurpose string

// The purposes.
const (
	ReplyAnswer     ReplyPurpose = "tra-loi" // the answer to a proposal or feedback
	ReplySupplement ReplyPurpose = "bo-sung" // what a citizen is asked to sign or to add, StatusUnsigned
)

// ReplyPurposes lists the purposes.
func ReplyPurposes() []ReplyPurpose { return []ReplyPurpose{ReplyAnswer, ReplySupplement} }

// Name is the purpose in Vietnamese.
func (p ReplyPurpose) Name() string {
	return map[ReplyPurpose]string{ReplyAnswer: "Trả lời", ReplySupplement: "Yêu cầu ký, bổ sung"}[p]
}

// Kinds are the kinds of petitions that letters of the purpose are for.
func (p ReplyPurpose) Kinds() []law.PetitionKind {
	if p == ReplyAnswer {
		return slices.Clone(comments) // a dispute ends with a decision or a conclusion
	}
	return law.PetitionKinds()
}

// ReplyTemplate is a letter that officers begin with (mẫu trả lời). It names nobody: what belongs to a case stands in its
// fields.
type ReplyTemplate struct {
	Slug    string // names it for good; WriteReply gives it
	Purpose ReplyPurpose
	Kind    law.PetitionKind // "" for every kind of its purpose
	Label   string           // as officers choose it
	Text    string           // with fields, as {mã}, and ReplyGap
	Removed bool             // kept, and not offered

	BuiltIn bool      // the program has a letter under this slug
	Own     bool      // the text is the ward's
	Version int64     // of what was kept last, 0 while nothing was
	StaffID int64     // who kept it
	At      time.Time // when
}

// Serves reports whether a letter is offered for a purpose in cases of a kind.
func (t ReplyTemplate) Serves(purpose ReplyPurpose, kind law.PetitionKind) bool {
	return !t.Removed && t.Purpose == purpose && (t.Kind == "" || t.Kind == kind)
}

// Lengths of a letter, in runes.
const (
	MaxReplyLabel = 60
	maxReplySlug  = 40
)

// maxReplies is how many letters of its own a ward may have: a list is read, not searched.
const maxReplies = 60

// The errors of keeping a letter; compare with errors.Is.
var (
	ErrNoReply      = errors.New("no such letter of reply")
	ErrReplyChanged = errors.New("the letter was changed meanwhile")
	ErrReplyLabel   = errors.New("a letter has a name of at most 60 letters")
	ErrReplyTwice   = errors.New("another letter has this name")
	ErrReplyText    = errors.New("a letter has a text of at most 4000 letters")
	ErrReplyPurpose = errors.New("a letter has a purpose, and a kind of petition that it is for")
	ErrReplyMany    = errors.New("a ward has at most sixty letters of its own")
)

const replyColumns = `slug, reply_id, purpose, kind, label, text, removed, staff_id, at`

// Replies are the letters of the ward as they hold now, those that were removed too: the program's own first, then the
// ward's, the oldest first.
func (w *Ward) Replies(ctx context.Context) ([]ReplyTemplate, error) {
	kept, err := w.replies(ctx, `SELECT `+replyColumns+` FROM reply_template r WHERE ward_id = $1
		AND reply_id = (SELECT max(reply_id) FROM reply_template l WHERE l.ward_id = r.ward_id AND l.slug = r.slug)
		ORDER BY (SELECT min(reply_id) FROM reply_template f WHERE f.ward_id = r.ward_id AND f.slug = r.slug)`, w.ID)
	if err != nil {
		return nil, err
	}
	all := make([]ReplyTemplate, 0, len(builtInReplies)+len(kept))
	for _, b := range builtInReplies {
		b.BuiltIn = true
		if i := slices.IndexFunc(kept, func(t ReplyTemplate) bool { return t.Slug == b.Slug }); i >= 0 {
			b = kept[i]
		}
		all = append(all, b)
	}
	for _, t := range kept {
		if !t.BuiltIn {
			all = append(all, t)
		}
	}
	return all, nil
}

// ReplyHistory is everything that was kept under a slug, the newest first, without the program's own letter.
func (w *Ward) ReplyHistory(ctx context.Context, slug string) ([]ReplyTemplate, error) {
	return w.replies(ctx, `SELECT `+replyColumns+` FROM reply_template WHERE ward_id = $1 AND slug = $2 ORDER BY reply_id DESC`, w.ID, slug)
}

func (w *Ward) replies(ctx context.Context, query string, args ...any) ([]ReplyTemplate, error) {
	rows, err := w.tx.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read the letters of reply: %w", err)
	}
	return collect(rows, func(r *sql.Rows, t *ReplyTemplate) error {
		var removed, at int64
		if err := r.Scan(&t.Slug, &t.Version, &t.Purpose, &t.Kind, &t.Label, &t.Text, &removed, &t.StaffID, &at); err != nil {
			return err
		}
		t.Removed, t.Own, t.At = removed != 0, t.Text != "", w.time(at)
		if own, ok := BuiltInReply(t.Slug); ok {
			t.BuiltIn = true
			if !t.Own {
				t.Text = own.Text
			}
		}
		return nil
	})
}

// ReplyTemplate is the letter under a slug as it holds now; ErrNoReply.
func (w *Ward) ReplyTemplate(ctx context.Context, slug string) (ReplyTemplate, error) {
	all, err := w.Replies(ctx)
	if err != nil {
		return ReplyTemplate{}, err
	}
	i := slices.IndexFunc(all, func(t ReplyTemplate) bool { return t.Slug == slug })
	if i < 0 {
		return ReplyTemplate{}, ErrNoReply
	}
	return all[i], nil
}

// WriteReply keeps a letter over the version that its writer saw, and returns it; one without a slug is new. Fields are
// spelled as the program spells them. The errors are those of keeping a letter, UnknownField and ErrReplyBrace. Whether
// the officer may is for the caller to check.
func (w *Ward) WriteReply(ctx context.Context, t ReplyTemplate, by Staff) (ReplyTemplate, error) {
	all, err := w.lockReplies(ctx)
	if err != nil {
		return t, err
	}
	t.Label, t.Text = strings.Join(strings.Fields(t.Label), " "), strings.TrimSpace(t.Text)
	if t.Text, err = checkReply(t, all); err != nil {
		return t, err
	}
	did := "changed"
	if t.Slug == "" {
		did, t.Slug = "added", freeSlug(t.Label, all)
	} else if t, err = overReply(t, all); err != nil {
		return t, err
	}
	if own, ok := BuiltInReply(t.Slug); ok && own.Text == t.Text {
		t.Text = "" // what the program says, it may say better one day
	}
	return w.keepReply(ctx, t, by, did)
}

// overReply is what is kept of a letter that there is already: it stays as offered as it was.
func overReply(t ReplyTemplate, all []ReplyTemplate) (ReplyTemplate, error) {
	i := slices.IndexFunc(all, func(other ReplyTemplate) bool { return other.Slug == t.Slug })
	switch {
	case i < 0:
		return t, ErrNoReply
	case all[i].Version != t.Version:
		return t, ErrReplyChanged
	}
	t.Removed = all[i].Removed
	return t, nil
}

// RemoveReply takes a letter out of what is offered, and puts it back with removed false. Its text stays. The errors are
// ErrNoReply, ErrReplyChanged, and ErrReplyTwice where another has taken its name meanwhile.
func (w *Ward) RemoveReply(ctx context.Context, slug string, removed bool, version int64, by Staff) (ReplyTemplate, error) {
	did := "restored"
	if removed {
		did = "removed"
	}
	return w.alterReply(ctx, slug, version, by, did, func(t *ReplyTemplate) { t.Removed = removed })
}

// ResetReply goes back to the program's own letter; ErrNoReply where it has none, ErrReplyChanged, ErrReplyTwice.
func (w *Ward) ResetReply(ctx context.Context, slug string, version int64, by Staff) (ReplyTemplate, error) {
	own, ok := BuiltInReply(slug)
	if !ok {
		return own, ErrNoReply
	}
	return w.alterReply(ctx, slug, version, by, "reset", func(t *ReplyTemplate) {
		t.Purpose, t.Kind, t.Label, t.Text, t.Removed = own.Purpose, own.Kind, own.Label, "", false
	})
}

// alterReply keeps a letter that is changed in one thing.
func (w *Ward) alterReply(ctx context.Context, slug string, version int64, by Staff, did string, change func(*ReplyTemplate)) (ReplyTemplate, error) {
	all, err := w.lockReplies(ctx)
	if err != nil {
		return ReplyTemplate{}, err
	}
	i := slices.IndexFunc(all, func(t ReplyTemplate) bool { return t.Slug == slug })
	switch {
	case i < 0:
		return ReplyTemplate{}, ErrNoReply
	case all[i].Version != version:
		return all[i], ErrReplyChanged
	}
	t := all[i]
	if !t.Own {
		t.Text = ""
	}
	change(&t)
	if !t.Removed && namedAlike(t, all) {
		return t, ErrReplyTwice
	}
	return w.keepReply(ctx, t, by, did)
}

// lockReplies reads the letters to change one: of two who do the second learns of the first.
func (w *Ward) lockReplies(ctx context.Context) ([]ReplyTemplate, error) {
	var id int64
	if err := w.tx.QueryRow(ctx, `SELECT ward_id FROM ward WHERE ward_id = $1`+w.tx.Dialect.ForUpdate(), w.ID).Scan(&id); err != nil {
		return nil, fmt.Errorf("lock the letters of reply: %w", err)
	}
	return w.Replies(ctx)
}

func (w *Ward) keepReply(ctx context.Context, t ReplyTemplate, by Staff, did string) (ReplyTemplate, error) {
	removed := 0
	if t.Removed {
		removed = 1
	}
	t.Version, t.StaffID, t.At = w.house.IDs.Next(), by.ID, w.Now()
	_, err := w.tx.Exec(ctx, `INSERT INTO reply_template (ward_id, slug, reply_id, purpose, kind, label, text, removed, staff_id, at) VALUES (`+parameters(0, 10)+`)`,
		w.ID, t.Slug, t.Version, string(t.Purpose), string(t.Kind), t.Label, t.Text, removed, t.StaffID, millis(t.At))
	if err != nil {
		return t, fmt.Errorf("keep a letter of reply: %w", err)
	}
	w.Note(by, ActWroteReply, t.Slug, did)
	return t, nil
}

// namedAlike reports whether another letter of the purpose is offered under the same name.
func namedAlike(t ReplyTemplate, all []ReplyTemplate) bool {
	return slices.ContainsFunc(all, func(other ReplyTemplate) bool {
		return other.Slug != t.Slug && strings.EqualFold(other.Label, t.Label) && other.Purpose == t.Purpose && !other.Removed
	})
}

// checkReply is a letter's text with its fields spelled as the program spells them, or what is wrong with the letter.
func checkReply(t ReplyTemplate, all []ReplyTemplate) (text string, err error) {
	own := 0
	for _, other := range all {
		if !other.BuiltIn {
			own++
		}
	}
	switch {
	case namedAlike(t, all):
		return "", ErrReplyTwice
	case t.Slug == "" && own >= maxReplies:
		return "", ErrReplyMany
	case t.Label == "", utf8.RuneCountInString(t.Label) > MaxReplyLabel:
		return "", ErrReplyLabel
	case t.Purpose.Name() == "", t.Kind != "" && !slices.Contains(t.Purpose.Kinds(), t.Kind):
		return "", ErrReplyPurpose
	case t.Text == "", utf8.RuneCountInString(t.Text) > MaxAnswer:
		return "", ErrReplyText
	}
	return spelled(t.Text)
}

// freeSlug names a new letter after its label.
func freeSlug(label string, all []ReplyTemplate) string {
	words := strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.Join(viet.Words(label), "-"))
	words = strings.Trim(words[:min(len(words), maxReplySlug)], "-")
	if words == "" || words == "moi" { // the address of the form for a new one
		words = "mau"
	}
	slug := words
	for n := 2; slices.ContainsFunc(all, func(t ReplyTemplate) bool { return t.Slug == slug }); n++ {
		slug = words + "-" + strconv.Itoa(n)
	}
	return slug
}
