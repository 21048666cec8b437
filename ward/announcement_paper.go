package ward

import (
	"danbiet/law"
	"danbiet/paper"
)

// NoticePoster is the poster (A4, PDF) of an announcement. text is its text without marks; address is what its QR code
// opens, "" for none.
func (w *Ward) NoticePoster(a Announcement, text, address string) ([]byte, error) {
	return paper.Poster(paper.PosterForm{
		Letterhead: w.Profile.letterhead(), Created: w.Now(), Date: a.CreatedAt, Title: a.Notice.Title, Text: text, URL: address,
	})
}

// NoticeScript is the paper (PDF) that the loudspeaker's reader gets of an announcement. spoken is what is said. Hours that
// a cron line tells are left to the pen.
func (w *Ward) NoticeScript(a Announcement, spoken string) ([]byte, error) {
	form := paper.ScriptForm{Letterhead: w.Profile.letterhead(), Created: w.Now(), Title: a.Notice.Title, Text: spoken}
	plan, zone := a.Notice.Plan, w.Profile.Zone()
	form.Times, form.From, form.To = len(plan.Times), dueTime(plan.From, zone), dueTime(plan.To, zone)
	if !plan.At.IsZero() {
		form.Times, form.From = 1, law.DateOf(plan.At.In(zone)).At(0, 0, zone)
		form.To = form.From
	}
	return paper.Script(form)
}
