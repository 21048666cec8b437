package ward

import (
	"context"
	"database/sql"
	"fmt"

	"danbiet/law"
)

// Reminder is a citizen's wish to be reminded of a reception day, on the day before (nhắc lịch tiếp công dân).
type Reminder struct {
	CitizenID     int64
	Day           law.Date // of the reception, as it was planned when the citizen asked
	Who           string   // receives: the slug of a ReceptionRule
	Channel, Chat string
	Lang          string // of the conversation
	Slot          string // that the citizen has booked, "" for none
}

// Remind notes the wish of a conversation's citizen. Asked twice, it is noted once.
func (w *Ward) Remind(ctx context.Context, c *Conversation, day law.Date, who string) error {
	return w.tx.Queue(ctx, "note a reminder", nil, `INSERT INTO reminder (ward_id, citizen_id, day, who, channel, chat) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (ward_id, citizen_id, day, who) DO NOTHING`, w.ID, c.CitizenID, day.String(), who, c.Channel, c.Chat)
}

// TakeReminders takes those of the reminders of a day and of days before it that come first, at most limit: they are
// deleted, so that each is sent once. Of several replicas one gets each.
func (w *Ward) TakeReminders(ctx context.Context, day law.Date, limit int) ([]Reminder, error) {
	rows, err := w.tx.Query(ctx, `DELETE FROM reminder WHERE ward_id = $1 AND (citizen_id, day, who) IN (
			SELECT citizen_id, day, who FROM reminder WHERE ward_id = $1 AND day <= $2 ORDER BY day, citizen_id LIMIT $3`+w.tx.Dialect.SkipLocked()+`)
		RETURNING citizen_id, day, who, channel, chat,
			coalesce((SELECT lang FROM conversation c WHERE c.ward_id = reminder.ward_id AND c.channel = reminder.channel AND c.chat = reminder.chat AND c.unreachable_at = 0), ''),
			coalesce((SELECT max(v.slot) FROM reception_visit v WHERE v.ward_id = reminder.ward_id AND v.channel = reminder.channel AND v.chat = reminder.chat
				AND v.day = reminder.day AND v.who = reminder.who AND v.state = 'booked'), '')`,
		w.ID, day.String(), limit)
	if err != nil {
		return nil, fmt.Errorf("take reminders: %w", err)
	}
	all, err := collect(rows, func(r *sql.Rows, into *Reminder) error {
		var day string
		err := r.Scan(&into.CitizenID, &day, &into.Who, &into.Channel, &into.Chat, &into.Lang, &into.Slot)
		if err != nil {
			return err
		}
		into.Day, err = law.ParseDate(day)
		return err
	})
	return all, err
}
