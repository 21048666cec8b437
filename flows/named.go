package flows

import (
	"slices"
	"strings"
	"unicode"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// Limits of the look for procedures and documents that free words may name.
const (
	maxNamed   = 2   // of each are suggested
	maxWeighed = 20  // that hold the words somewhere are looked at
	maxRecent  = 100 // documents are compared with mistyped words
	maxPaired  = 40  // words are looked at in pairs: each is compared with every procedure

	surelyNamed = 0.6 // the least score of a name that is mistyped: nobody has asked for a list yet
)

// findNamed finds procedures and documents that the citizen's words name. What carries a meaning must stand in the name,
// whole word for whole word: parts of words, words of grammar and a word somewhere in a long text name nothing.
func (t *turn) findNamed(text string) ([]talk.Button, error) {
	words := viet.Keywords(text)
	if len(words) < 2 { // one word stands in too many names to mean any of them
		return nil, nil
	}
	procedures, err := t.namedProcedures(words, text)
	if err != nil {
		return nil, err
	}
	documents, err := t.namedDocuments(words, text)
	if err != nil {
		return nil, err
	}
	found := slices.Concat(buttonsOf(proceduresFlow().Name, procedures), buttonsOf(disclosuresFlow().Name, documents))
	return slices.DeleteFunc(found, func(b talk.Button) bool { return len(b.Data) > talk.MaxButton }), nil
}

func buttonsOf(flow string, named []listed) []talk.Button {
	var buttons []talk.Button
	for _, n := range named[:min(len(named), maxNamed)] {
		buttons = append(buttons, talk.Button{Label: n.Text, Data: goTo(flow, n.Slug)})
	}
	return buttons
}

func (t *turn) namedProcedures(words []string, text string) ([]listed, error) {
	found, err := t.ward.SearchProcedures(t.ctx, strings.Join(words, " "), maxWeighed)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(p ward.Procedure) bool { return !namedBy(p.Name+" "+strings.Join(p.Aliases, " "), words) })
	if len(found) > 0 {
		return procedureTitles(found), nil
	}
	all, err := t.ward.Procedures(t.ctx)
	if err != nil {
		return nil, err
	}
	if found := alike(text, procedureNames(all), procedureTitles(all), surelyNamed); len(found) > 0 {
		return found, nil
	}
	return byPairs(all, text), nil
}

// byPairs are the procedures of which a pair of words side by side names few: "kết hôn" within a whole sentence. Where the
// pair has marks, the name must have them: "công nhân" is no "công nhận".
func byPairs(all []ward.Procedure, text string) []listed {
	typed := strings.FieldsFunc(strings.ToLower(viet.NFC(text)), func(r rune) bool { return !unicode.IsLetter(r) })
	typed = typed[:min(len(typed), maxPaired)]
	var found []listed
	for i := 1; i < len(typed); i++ {
		if len(viet.Keywords(typed[i-1])) == 0 || len(viet.Keywords(typed[i])) == 0 {
			continue
		}
		pair := typed[i-1] + " " + typed[i]
		having := procedureTitles(slices.DeleteFunc(slices.Clone(all), func(p ward.Procedure) bool { return !holdsPair(p.Name, pair) }))
		if len(having) > maxNamed {
			continue
		}
		for _, l := range having {
			if !slices.Contains(found, l) {
				found = append(found, l)
			}
		}
	}
	return found
}

func holdsPair(name, pair string) bool {
	folded := viet.Fold(pair)
	if !strings.Contains(" "+plain(name)+" ", " "+folded+" ") {
		return false
	}
	return folded == pair || strings.Contains(strings.ToLower(viet.NFC(name)), pair)
}

func (t *turn) namedDocuments(words []string, text string) ([]listed, error) {
	found, err := t.ward.SearchDisclosures(t.ctx, strings.Join(words, " "), maxWeighed)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(d ward.Disclosure) bool { return !namedBy(d.Title, words) })
	if len(found) == 0 {
		recent, err := t.ward.NewestDisclosures(t.ctx, maxRecent)
		if err != nil {
			return nil, err
		}
		return alike(text, documentNames(recent), plainTitles(recent), surelyNamed), nil
	}
	return plainTitles(found), nil
}

// namedBy tells whether every word is a whole word of a name.
func namedBy(name string, words []string) bool {
	parts := viet.Words(name)
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(parts, w) })
}

// procedureNames and documentNames are what each is called, by slug.
func procedureNames(all []ward.Procedure) map[string][]string {
	names := map[string][]string{}
	for _, p := range all {
		names[p.Slug] = append(slices.Clone(p.Aliases), p.Name)
	}
	return names
}

func documentNames(all []ward.Disclosure) map[string][]string {
	names := map[string][]string{}
	for _, d := range all {
		names[d.Slug] = []string{d.Title}
	}
	return names
}

// plainTitles lists documents by their titles alone: a button has no room for more.
func plainTitles(all []ward.Disclosure) []listed {
	var list []listed
	for _, d := range all {
		list = append(list, listed{d.Slug, d.Title})
	}
	return list
}
