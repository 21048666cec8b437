package main

import (
	"net/url"

	"danbiet/console"
	"danbiet/flows"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// notices is how announcements look, sound and are told outside the console.
func (a *App) notices() console.Notices {
	return console.Notices{
		Messages: shownNotice, Words: wordsOf, Spoken: spokenNotice, Tell: flows.AnnouncementNews,
		Address: func(slug string, id int64) string {
			if a.Config.PublicURL == "" {
				return ""
			}
			return a.Config.PublicURL + "/chat/" + url.PathEscape(slug) + "?start=n-" + idName(id)
		},
	}
}

// shownNotice is what a citizen gets of an announcement, as the console shows it: the very messages that the channels get.
func shownNotice(p *ward.Profile, a ward.Announcement) (shown []console.NoticeMessage) {
	for _, m := range flows.Notice(p, a, ward.Run{}) {
		part := console.NoticeMessage{Title: m.Title, Text: wordsOf(m.Text)}
		if m.File != nil {
			part.File = &ward.FileLink{ID: m.File.ID, Name: m.File.Name, Mime: m.File.Mime, Size: m.File.Size}
		}
		for _, row := range m.Rows {
			for _, button := range row {
				part.Buttons = append(part.Buttons, button.Label)
			}
		}
		shown = append(shown, part)
	}
	return shown
}

// spokenNotice is what the loudspeaker's reader says of an announcement.
func spokenNotice(p *ward.Profile, a ward.Announcement) string {
	return viet.Aloud("Thông báo của " + p.Name + ".\n" + talk.Unmarked(a.Notice.Title) + ".\n" + talk.Unmarked(a.Notice.Text))
}
