package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Citizen is a person who talks with the ward (công dân). Name and Phone are empty until they have agreed to give them.
type Citizen struct {
	ID            int64  `json:"-"`
	Name          string `json:"name"`
	Phone         string `json:"phone"` // E.164
	Neighbourhood string `json:"-"`
}

// Citizen reads a citizen. One that was never saved comes back with the id alone.
func (w *Ward) Citizen(ctx context.Context, id int64) (Citizen, error) {
	c := Citizen{ID: id}
	var sealed []byte
	err := w.tx.QueryRow(ctx, `SELECT neighbourhood, sealed FROM citizen WHERE ward_id = $1 AND citizen_id = $2`, w.ID, id).Scan(&c.Neighbourhood, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("read a citizen: %w", err)
	}
	return c, w.openFrom(sealed, &c, "citizen", id)
}

// SaveCitizen writes a citizen.
func (w *Ward) SaveCitizen(ctx context.Context, c Citizen) error {
	sealed, err := w.sealFor(c, "citizen", c.ID)
	if err != nil {
		return err
	}
	return w.tx.Queue(ctx, "save a citizen", nil, `INSERT INTO citizen (ward_id, citizen_id, created_at, neighbourhood, sealed) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (ward_id, citizen_id) DO UPDATE SET neighbourhood = excluded.neighbourhood, sealed = excluded.sealed`,
		w.ID, c.ID, millis(w.house.Now()), c.Neighbourhood, sealed)
}

// Purpose is what personal data may be used for. Each is agreed to on its own.
// Luật Bảo vệ dữ liệu cá nhân 2025 (91/2025/QH15): consent is voluntary, specific and provable.
type Purpose string

// The purposes that citizens are asked about.
const (
	ForPetitions Purpose = "petitions" // handling one's petitions
	ForNews      Purpose = "news"      // notices and surveys
	ForRatings   Purpose = "ratings"   // counting how satisfied citizens are
)

// Agree records a citizen's yes or no to a purpose, with the version of the text they were shown and the channel.
func (w *Ward) Agree(ctx context.Context, citizen int64, purpose Purpose, given bool, textVersion, channel string) error {
	return w.tx.Queue(ctx, "record consent", nil, `INSERT INTO consent (ward_id, citizen_id, purpose, at, given, text_version, channel) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (ward_id, citizen_id, purpose, at) DO UPDATE SET given = excluded.given,
		text_version = excluded.text_version, channel = excluded.channel`,
		w.ID, citizen, string(purpose), millis(w.house.Now()), given, textVersion, channel)
}

// Agreed reports whether the citizen's last word on a purpose is a yes to this version of the text.
func (w *Ward) Agreed(ctx context.Context, citizen int64, purpose Purpose, textVersion string) (given bool, err error) {
	var version string
	err = w.tx.QueryRow(ctx, `SELECT given, text_version FROM consent WHERE ward_id = $1 AND citizen_id = $2 AND purpose = $3 ORDER BY at DESC LIMIT 1`,
		w.ID, citizen, string(purpose)).Scan(&given, &version)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look up consent: %w", err)
	}
	return given && version == textVersion, nil
}

// Erase forgets a citizen's name and phone, what they wanted to be told, to be reminded of and to be called about, and what
// they have said to the staff. Petitions keep what the law makes the ward keep.
func (w *Ward) Erase(ctx context.Context, citizen int64) error {
	for _, query := range []string{
		`DELETE FROM handover_word WHERE ward_id = $1 AND handover_id IN (SELECT handover_id FROM handover WHERE ward_id = $1 AND citizen_id = $2)`,
		`DELETE FROM callback WHERE ward_id = $1 AND (channel, chat) IN (SELECT channel, chat FROM conversation WHERE ward_id = $1 AND citizen_id = $2)`,
		`DELETE FROM reception_visit WHERE ward_id = $1 AND citizen_id = $2 AND state IN ('booked', 'cancelled')`, // who was received stays in the register
	} {
		if err := w.tx.Queue(ctx, "erase a citizen", nil, query, w.ID, citizen); err != nil {
			return err
		}
	}
	for _, table := range []string{"citizen", "subscriber", "topic_off", "reminder"} {
		if err := w.tx.Queue(ctx, "erase a citizen", nil, `DELETE FROM `+table+` WHERE ward_id = $1 AND citizen_id = $2`, w.ID, citizen); err != nil {
			return err
		}
	}
	return nil
}
