package ward

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"danbiet/db"
)

// Audience is whom an announcement is for (đối tượng nhận): the whole ward when it is zero.
type Audience struct {
	Neighbourhoods []string `json:"neighbourhoods,omitempty"` // slugs; those who have said that they live there
}

// Exclusion is why somebody of the audience does not get an announcement.
type Exclusion string

// The reasons of exclusion, in the order in which they are looked at.
const (
	Unreachable Exclusion = "unreachable" // has blocked the bot, or the chat is no more
	OptedOut    Exclusion = "opted-out"   // has stopped all notices, which takes their consent back too
	NoPlace     Exclusion = "no-place"    // has not said where they live, and the announcement is for some neighbourhoods
	NoConsent   Exclusion = "no-consent"  // has never agreed to get notices
	TopicOff    Exclusion = "topic-off"   // wants none of this topic
	elsewhere   Exclusion = "elsewhere"   // lives in another neighbourhood: not of the audience at all
	toBeTold    Exclusion = "told"        // gets it
)

// Exclusions lists the reasons.
func Exclusions() []Exclusion {
	return []Exclusion{Unreachable, OptedOut, NoPlace, NoConsent, TopicOff}
}

// Name is the reason in Vietnamese.
func (e Exclusion) Name() string {
	return map[Exclusion]string{
		Unreachable: "không liên lạc được (đã chặn hoặc xóa trò chuyện)", NoPlace: "chưa cho biết tổ dân phố",
		NoConsent: "chưa đồng ý nhận tin", OptedOut: "đã dừng nhận tin", TopicOff: "không nhận chủ đề này",
	}[e]
}

// Reach is how many get an announcement, and how many of its audience do not, and why.
type Reach struct {
	Told     int64               `json:"told"`
	Excluded map[Exclusion]int64 `json:"excluded,omitempty"`
}

// verdict is the SQL that tells what becomes of each conversation, over conversation c and subscriber s, and its
// arguments from $2 on. What the law makes mandatory, and emergencies, reach whoever can be reached; an emergency of some
// neighbourhoods reaches those too who have not said where they live.
func (n Notice) verdict(d db.Dialect) (query string, args []any) {
	var b strings.Builder
	when := func(condition string, then Exclusion) {
		b.WriteString(" WHEN " + condition + " THEN '" + string(then) + "'")
	}
	argument := func(value any) string {
		args = append(args, value)
		return fmt.Sprintf("$%d", len(args)+1)
	}
	placed, wanted := len(n.Audience.Neighbourhoods) > 0, !n.Emergency && n.Ground == ""
	when("c.unreachable_at > 0", Unreachable)
	if placed {
		when("coalesce(s.neighbourhood, '') <> '' AND NOT "+d.In("s.neighbourhood", argument(d.List(n.Audience.Neighbourhoods))), elsewhere)
	}
	if wanted { // whoever stops is forgotten where they live
		when("s.stopped_at > 0", OptedOut)
	}
	if placed && !n.Emergency { // in an emergency better told too many than one too few
		when("coalesce(s.neighbourhood, '') = ''", NoPlace)
	}
	if wanted {
		when("s.news IS NULL OR NOT s.news", NoConsent)
		when("EXISTS (SELECT 1 FROM topic_off o WHERE o.ward_id = c.ward_id AND o.citizen_id = c.citizen_id AND o.topic = "+argument(n.Topic)+")", TopicOff)
	}
	return "CASE" + b.String() + " ELSE '" + string(toBeTold) + "' END", args
}

const audienceFrom = ` FROM conversation c LEFT JOIN subscriber s ON s.ward_id = c.ward_id AND s.citizen_id = c.citizen_id WHERE c.ward_id = $1`

// Reach counts who would get an announcement now.
func (w *Ward) Reach(ctx context.Context, n Notice) (Reach, error) {
	verdict, args := n.verdict(w.tx.Dialect)
	rows, err := w.tx.Query(ctx, `SELECT verdict, count(*) FROM (SELECT `+verdict+` AS verdict`+audienceFrom+`) AS all_chats GROUP BY verdict`,
		append([]any{w.ID}, args...)...)
	if err != nil {
		return Reach{}, fmt.Errorf("count an audience: %w", err)
	}
	type part struct {
		why   Exclusion
		count int64
	}
	parts, err := collect(rows, func(r *sql.Rows, p *part) error { return r.Scan(&p.why, &p.count) })
	reach := Reach{Excluded: map[Exclusion]int64{}}
	for _, p := range parts {
		switch p.why {
		case toBeTold:
			reach.Told = p.count
		case elsewhere:
		default:
			reach.Excluded[p.why] = p.count
		}
	}
	return reach, err
}

// enlist writes a delivery for everybody who gets an announcement, and returns how many they are.
func (w *Ward) enlist(ctx context.Context, run int64, n Notice) (int64, error) {
	verdict, args := n.verdict(w.tx.Dialect)
	after := len(args) + 1
	query := fmt.Sprintf(`INSERT INTO delivery (ward_id, run_id, citizen_id, channel, chat, neighbourhood, state)
		SELECT c.ward_id, $%d, c.citizen_id, c.channel, c.chat, coalesce(s.neighbourhood, ''), 'waiting'`, after+1) +
		audienceFrom + ` AND ` + verdict + ` = '` + string(toBeTold) + `' ON CONFLICT (ward_id, run_id, citizen_id) DO NOTHING`
	added, err := w.tx.Exec(ctx, query, append(append([]any{w.ID}, args...), run)...)
	if err != nil {
		return 0, fmt.Errorf("list the recipients of an announcement: %w", err)
	}
	return added, nil
}
