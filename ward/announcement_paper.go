package ward

import "danbiet/paper"

// NoticePoster is the poster (A4, PDF) of an announcement. text is its text as its marks show it; address is what its QR
// code opens, "" for none.
func (w *Ward) NoticePoster(a Announcement, text []paper.Words, address string) ([]byte, error) {
	return paper.Poster(paper.PosterForm{
		Letterhead: w.Profile.Letterhead(), Created: w.Now(), Date: a.CreatedAt, Title: a.Notice.Title, Text: text, URL: address,
	})
}

// NoticeScript is the paper (PDF) that the loudspeaker's reader gets of an announcement. spoken is what is said. When it is
// read is left to the pen where the plan does not say it in words.
func (w *Ward) NoticeScript(a Announcement, spoken string) ([]byte, error) {
	form := paper.ScriptForm{Letterhead: w.Profile.Letterhead(), Created: w.Now(), Title: a.Notice.Title, Text: spoken}
	if plan := a.Notice.Plan; !plan.Soon && plan.Cron == "" {
		form.Schedule = plan.Describe()
	}
	return paper.Script(form)
}
