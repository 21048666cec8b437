package ward

import (
	"context"
	"fmt"
	"strings"

	"danbiet/law"
)

// Register calls each for every petition received on the days from–to, both included, in the order in which they came in,
// with what the citizen wrote but for denunciations, whose content stays sealed: nobody may disclose who denounced (Luật Tố
// cáo 2018, Điều 8). Those of the ward's leaders are left out. It streams: memory does not grow with their number. The caller
// has made sure that the reader may see it, and has had the reason noted.
func (w *Ward) Register(ctx context.Context, from, to law.Date, each func(Petition) error) error {
	rows, err := w.tx.Query(ctx, `SELECT `+petitionColumns+`, sealed FROM petition WHERE ward_id = $1 AND about_leader = 0 AND received_at >= $2 AND received_at < $3 ORDER BY petition_id`,
		w.ID, millis(from.At(0, 0, w.Profile.Zone())), millis(to.AddDays(1).At(0, 0, w.Profile.Zone())))
	if err != nil {
		return fmt.Errorf("read the register of petitions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var sealed []byte
		p, err := w.scanPetition(func(into ...any) error { return rows.Scan(append(into, &sealed)...) })
		if err == nil && p.Kind != law.ToCao {
			err = w.openFrom(sealed, &p.Content, "petition", p.ID)
		}
		if err != nil {
			return fmt.Errorf("read the register of petitions: %w", err)
		}
		if err := each(p); err != nil {
			return err
		}
	}
	return rows.Err()
}

// pseudonymLength is how many letters and digits of a hash name a conversation outside: 95 bits, so that two never collide.
const pseudonymLength = 16

// Pseudonym names a conversation in data that leaves the house. It is the same in every export of this installation, and
// without the key it leads back to no conversation.
func (w *Ward) Pseudonym(conversation int64) (string, error) {
	hash, err := w.house.Key.Hash("pseudonym", fmt.Sprintf("%d/%d", w.ID, conversation))
	if err != nil {
		return "", err
	}
	letters := strings.NewReplacer("-", "", "_", "").Replace(hash) // a spreadsheet takes what begins with "-" for a formula
	return letters[:min(len(letters), pseudonymLength)], nil
}
