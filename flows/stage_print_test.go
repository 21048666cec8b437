package flows_test

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danbiet/db"
	"danbiet/talk"
)

// What a transcript shows: the messages of a turn, and the rows that it wrote.

// print writes a message as a transcript shows it. The ways back and out, which every question has, are left out.
func (sc *scene) print(m talk.Message) {
	sc.learn(m.Text)
	sc.learnNumbers(m)
	text := strings.TrimSpace(m.Title + "\n" + m.Text)
	if m.File != nil {
		text = strings.TrimSpace("(" + m.File.Name + ")\n" + text)
	}
	for i, line := range strings.Split(text, "\n") {
		mark := "< "
		if i > 0 {
			mark = "  "
		}
		if line == "" {
			line = "↵" // an empty line of a script is its own
		}
		fmt.Fprintln(&sc.out, strings.TrimRight(sc.named(mark+line), " "))
	}
	for _, row := range m.Rows {
		var buttons []string
		for _, b := range row {
			switch {
			case b.URL != "":
				buttons = append(buttons, "("+b.URL+") "+b.Label)
			case shown(b) != "<" && shown(b) != "!":
				buttons = append(buttons, "["+shown(b)+"] "+b.Label)
			}
		}
		if len(buttons) > 0 {
			fmt.Fprintln(&sc.out, sc.named("  "+strings.Join(buttons, "  ")))
		}
	}
}

// effects writes the rows that the turn has added or changed.
func (sc *scene) effects(ctx context.Context) error {
	var rows []string
	err := sc.house.DB.Read(ctx, func(tx *db.Tx) error {
		for _, query := range []string{
			`SELECT 'petition ' || p.code || ' kind=' || p.kind || ' field=' || p.field || ' status=' || p.status || ' due=' || p.due_on || ' files=' ||
			(SELECT COUNT(*) FROM petition_file f WHERE f.ward_id = p.ward_id AND f.petition_id = p.petition_id) FROM petition p WHERE p.chat LIKE $1 ORDER BY p.petition_id`,
			`SELECT 'consent ' || c.purpose || ' given=' || CAST(c.given AS INTEGER) || ' text=' || c.text_version FROM consent c
			JOIN conversation t ON t.ward_id = c.ward_id AND t.citizen_id = c.citizen_id WHERE t.chat LIKE $1 ORDER BY c.at`,
			`SELECT 'subscriber news=' || CAST(s.news AS INTEGER) || ' stopped=' || CASE WHEN s.stopped_at > 0 THEN 1 ELSE 0 END || ' place=' || s.neighbourhood || ' off=' ||
			(SELECT COUNT(*) FROM topic_off o WHERE o.ward_id = s.ward_id AND o.citizen_id = s.citizen_id) FROM subscriber s
			JOIN conversation t ON t.ward_id = s.ward_id AND t.citizen_id = s.citizen_id WHERE t.chat LIKE $1 ORDER BY s.citizen_id`,
			`SELECT 'announcement state=' || a.state || ' version=' || a.version FROM announcement a JOIN staff s ON s.ward_id = a.ward_id AND s.staff_id = a.author_id
			WHERE s.chat LIKE $1 ORDER BY a.announcement_id`,
			`SELECT 'rating ' || p.code || ' stars=' || r.stars || ' word=' || CASE WHEN r.sealed IS NULL THEN 0 ELSE 1 END FROM petition_rating r
			JOIN petition p ON p.ward_id = r.ward_id AND p.petition_id = r.petition_id WHERE p.chat LIKE $1 ORDER BY r.at`,
			`SELECT 'call on=' || wanted_on || ' ' || part || ' case=' || CASE WHEN petition_id > 0 THEN 1 ELSE 0 END FROM callback WHERE chat LIKE $1 ORDER BY callback_id`,
			`SELECT 'visit ' || state || ' ' || day || ' ' || slot || ' people=' || people || ' case=' || CASE WHEN petition_id > 0 THEN 1 ELSE 0 END FROM reception_visit WHERE chat LIKE $1 ORDER BY visit_id`,
			`SELECT 'talk words=' || (SELECT count(*) FROM handover_word s WHERE s.ward_id = h.ward_id AND s.handover_id = h.handover_id) || ' waits=' || CAST(waits AS INTEGER) ||
			' waited=' || waited || ' ended=' || ended_by FROM handover h WHERE chat LIKE $1 ORDER BY handover_id`,
			`SELECT 'citizen ' || c.citizen_id FROM citizen c JOIN conversation t ON t.ward_id = c.ward_id AND t.citizen_id = c.citizen_id WHERE t.chat LIKE $1`,
		} {
			found, err := tx.Query(ctx, query, sc.base+"%")
			if err != nil {
				return err
			}
			for found.Next() {
				var row string
				if err := found.Scan(&row); err != nil {
					return err
				}
				rows = append(rows, row)
			}
			if err := found.Close(); err != nil {
				return err
			}
		}
		return nil
	})
	for _, row := range rows {
		if !slices.Contains(sc.rows, row) {
			if name, _, _ := strings.Cut(row, " "); name == "citizen" {
				fmt.Fprintln(&sc.out, "= citizen saved")
				continue
			}
			fmt.Fprintln(&sc.out, "= "+sc.named(row))
		}
	}
	for _, row := range sc.rows {
		if !slices.Contains(rows, row) && strings.HasPrefix(row, "citizen ") {
			fmt.Fprintln(&sc.out, "= citizen erased")
		}
	}
	sc.rows = rows
	return err
}
