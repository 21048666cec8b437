package ward

import (
	"context"
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"danbiet/law"
)

// VisitCalendar keeps an iCalendar file (RFC 5545) of a booked slot for the chat that booked it: one event, with an alarm on
// the evening before. Nothing of what the citizen comes about stands in it. It is named by its slot, so that a later file of
// the same visit replaces the event in a calendar.
func (w *Ward) VisitCalendar(ctx context.Context, v Visit, place string) (File, error) {
	clock, err := time.Parse("15:04", v.Slot)
	if err != nil {
		return File{}, fmt.Errorf("write a slot's calendar file: %w", err)
	}
	starts := v.Day.At(clock.Hour(), clock.Minute(), w.Profile.Zone())
	file := ics.NewCalendarFor("Danbiet")
	file.SetProductId("-//Danbiet//Hen tiep cong dan//VI")
	file.SetMethod(ics.MethodPublish)
	event := file.AddEvent(fmt.Sprintf("hen-%d@%s.danbiet", v.ID, w.Profile.Slug))
	event.SetDtStampTime(w.Now())
	event.SetStartAt(starts)
	event.SetEndAt(starts.Add(w.Profile.SlotLength()))
	event.SetSummary("Gặp " + v.Who + " (tiếp công dân)")
	event.SetLocation(place)
	event.SetDescription("Mang theo giấy tờ tùy thân và tài liệu liên quan. Xin có mặt trước giờ hẹn 10 phút.")
	alarm := event.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger("-PT12H")
	alarm.SetProperty(ics.ComponentPropertyDescription, "Hẹn tiếp công dân")
	var b strings.Builder
	if err := file.SerializeTo(&b, ics.WithNewLine("\r\n")); err != nil {
		return File{}, fmt.Errorf("write a slot's calendar file: %w", err)
	}
	return w.Keep(ctx, File{Owner: OwnerOf(v.Channel, v.Chat), Name: "hen-tiep-cong-dan.ics", Mime: "text/calendar", Data: []byte(b.String())})
}

// SessionOn finds the session of a receiver that is held on a day, false where none is.
func (w *Ward) SessionOn(day law.Date, who string) (law.Session, bool) {
	for _, s := range w.Profile.Sessions(w.Calendar(), day, day) {
		if s.Who == who {
			return s, true
		}
	}
	return law.Session{}, false
}
