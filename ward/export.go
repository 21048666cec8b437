package ward

import (
	"strings"

	"danbiet/law"
)

// Export is a file of records that leaves the house.
type Export struct {
	Kind       string   // of records, a word of the program
	From, To   law.Date // both included
	Format     string
	Identities bool   // it names citizens
	Reason     string // why; "" for none
}

// withIdentities is the last word of an export that names citizens.
const withIdentities = "identities"

// detail is the export in the log, without the reason: "petitions 2026-01-01 2026-06-30 csv identities".
func (e Export) detail() string {
	words := []string{e.Kind, e.From.String(), e.To.String(), e.Format}
	if e.Identities {
		words = append(words, withIdentities)
	}
	return strings.Join(words, " ")
}

// ParseExport reads the detail of an ActExported, and reports whether it is of records. The reason stands elsewhere.
func ParseExport(detail string) (Export, bool) {
	words := strings.Fields(detail)
	if len(words) < 4 || len(words) > 5 {
		return Export{}, false
	}
	from, errFrom := law.ParseDate(words[1])
	to, errTo := law.ParseDate(words[2])
	e := Export{Kind: words[0], From: from, To: to, Format: words[3], Identities: len(words) == 5}
	return e, errFrom == nil && errTo == nil && e.detail() == detail
}

// NoteExport notes that records leave the house. Where they name citizens a reason is needed: one with fewer than ten letters
// gives ErrShortReason. Whether somebody may is for the caller to check.
func (w *Ward) NoteExport(by Staff, e Export) error {
	if e.Identities && tooShort(e.Reason) {
		return ErrShortReason
	}
	w.noteReason(by, ActExported, "", e.detail(), e.Reason)
	return nil
}
