package flows

import (
	"fmt"
	"slices"
	"strings"

	"danbiet/talk"
	"danbiet/viet"
)

// How documents and procedures are looked for and listed.

// Marks of what is no slug: a group, and words to look for. Slugs have neither.
const (
	groupMark = "@"
	wordsMark = "?"
)

func isPlaceToLook(s string) bool {
	return strings.HasPrefix(s, groupMark) || strings.HasPrefix(s, wordsMark)
}

// listed is a document or a procedure in a list.
type listed struct{ Slug, Text string }

// maxListed is the most titles that one list holds; what is older is found by its words.
const maxListed = 60

// maxQuery is the most runes of words to look for.
const maxQuery = 100

// alike are the titles that words may mean although no text holds all of them: mistyped, or within a whole sentence. A match below least is
// none.
func alike(words string, examples map[string][]string, all []listed, least float64) []listed {
	var list []listed
	for _, m := range viet.NewPhrases(examples).Match(words) {
		if m.Score < least {
			break
		}
		i := slices.IndexFunc(all, func(l listed) bool { return l.Slug == m.Label })
		if list = append(list, all[i]); len(list) == viet.Suggestions {
			break
		}
	}
	return list
}

// byTitle puts what holds the words in its title before what holds them elsewhere, and keeps the order otherwise.
func byTitle(list []listed, words string) []listed {
	wanted := viet.Words(words)
	rank := func(l listed) int {
		text := plain(l.Text)
		if slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(text, w) }) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b listed) int { return rank(a) - rank(b) })
	return list
}

// perPage is how many titles a phone shows at once.
const perPage = 6

// Values of options beside slugs, which they cannot be mistaken for.
const (
	otherPlace = groupMark + "other"
	nextPage   = groupMark + "more"
)

// pickTitle shows titles page by page until one is chosen, and returns its slug; the answers are kept under the key and
// the page. A list of one needs no choice.
func (c *Chat) pickTitle(key string, all []listed, heading string, other talk.Option) string {
	if len(all) == 1 {
		return all[0].Slug
	}
	for page := 0; ; page++ {
		from := min(page*perPage, len(all))
		shown := all[from:min(from+perPage, len(all))]
		text := make([]string, len(shown))
		options := make([]talk.Option, len(shown), len(shown)+2)
		for i, t := range shown {
			text[i] = fmt.Sprintf("%d. %s", i+1, t.Text)
			options[i] = talk.Option{Value: t.Slug, Label: shorten(t.Text), Aliases: []string{t.Text}, Proper: true}
		}
		if len(all) > from+perPage {
			options = append(options, talk.Option{Value: nextPage, Label: "Xem thêm", Aliases: []string{"thêm", "trang sau", "more"}})
		}
		slug := talk.Ask(c, fmt.Sprintf("%s.%d", key, page), talk.Choose{Title: heading, Options: append(options, other)}, "%s", strings.Join(text, "\n"))
		if slug != nextPage {
			return slug
		}
	}
}

// buttonWidth is how many letters of a label a phone shows in one line.
const buttonWidth = 36

// shorten cuts a title between words so that a button shows it; the whole title stands in the message.
func shorten(text string) string {
	if viet.UTF16Len(text) <= buttonWidth {
		return text
	}
	return strings.TrimRight(viet.SplitUTF16(text, buttonWidth)[0], " ,;:–(") + "…"
}
