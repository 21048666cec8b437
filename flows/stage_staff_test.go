package flows_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"danbiet/flows"
	"danbiet/talk"
	"danbiet/ward"
)

// hire adds somebody to the staff, "LOGIN ROLE NAME", whose one-time link is opened in the present chat.
func (sc *scene) hire(ctx context.Context, who string) error {
	login, rest, _ := strings.Cut(who, " ")
	role, name, _ := strings.Cut(rest, " ")
	var token string
	err := sc.house.Write(ctx, sampleWard, func(w *ward.Ward) (err error) {
		token, err = w.AddStaff(ctx, ward.Staff{Login: login, Role: ward.Role(role), Name: name})
		return err
	})
	if err != nil {
		return err
	}
	return sc.open(ctx, token)
}

// relink makes a new link for somebody, which is opened in the present chat.
func (sc *scene) relink(ctx context.Context, login string) error {
	var token string
	err := sc.house.Write(ctx, sampleWard, func(w *ward.Ward) (err error) {
		token, err = w.NewStaffLink(ctx, login)
		return err
	})
	if err != nil {
		return err
	}
	return sc.open(ctx, token)
}

func (sc *scene) open(ctx context.Context, token string) error {
	sc.drawn = append(sc.drawn, drawn{"{token}", token})
	return sc.deliver(ctx, talk.Input{Text: "/start", Start: "tk-" + token})
}

// push shows what comes to other chats: "= to CHAT" and the message.
func (sc *scene) push(ctx context.Context, letters []*ward.Letter) error {
	came := map[string]bool{}
	for _, l := range letters {
		var m talk.Message
		if err := json.Unmarshal(l.Body, &m); err != nil {
			return err
		}
		if err := sc.isPublic(ctx, m.File); err != nil {
			return err
		}
		fmt.Fprintf(&sc.out, "= to the chat “%s”\n", strings.TrimPrefix(l.Chat, sc.base))
		sc.print(m)
		if !came[l.Chat] {
			came[l.Chat], sc.pushed[l.Chat] = true, nil
		}
		sc.pushed[l.Chat] = append(sc.pushed[l.Chat], m)
	}
	if came[sc.chat] {
		sc.last = sc.pushed[sc.chat]
	}
	return nil
}

// isPublic fails for a file that its receivers could not open, because it is another chat's.
func (sc *scene) isPublic(ctx context.Context, sent *talk.Sent) error {
	if sent == nil {
		return nil
	}
	return sc.house.Read(ctx, sampleWard, func(w *ward.Ward) error {
		f, err := w.OpenFile(ctx, sent.ID)
		if err == nil && f.Owner != "" {
			err = fmt.Errorf("the file %s is only for %s", f.Name, f.Owner)
		}
		return err
	})
}

// broadcast starts what is due, and hands it out.
func (sc *scene) broadcast(ctx context.Context) error {
	if _, err := sc.house.StartRuns(ctx); err != nil {
		return err
	}
	for range 2 { // the second finds that nobody is left, and ends the run
		var letters []*ward.Letter
		err := sc.house.Write(ctx, sampleWard, func(w *ward.Ward) error {
			claimed, err := w.Claim(ctx, 1, 100, func(a ward.Announcement, r ward.Run) ([]json.RawMessage, error) {
				var bodies []json.RawMessage
				for _, m := range flows.Notice(w.Profile, a, r) {
					raw, err := json.Marshal(m)
					if err != nil {
						return nil, err
					}
					bodies = append(bodies, raw)
				}
				return bodies, nil
			})
			if err != nil {
				return err
			}
			for _, r := range claimed.Ended {
				if err := flows.RunEnded(ctx, w, r); err != nil {
					return err
				}
			}
			letters = append(claimed.Letters, w.Posted()...)
			return nil
		})
		if err != nil {
			return err
		}
		if err := sc.push(ctx, letters); err != nil {
			return err
		}
	}
	return sc.effects(ctx)
}

// numbers find those of announcements and runs in buttons, which the clock gives.
var numbers = regexp.MustCompile(`^(?:go:(approve|announce|seen)|[^:]+:list\.[0-9]+):([0-9a-z]{10,13})(?:\.[0-9]+)?$`)

// learnNumbers names the numbers that buttons carry: "{id}" of an announcement, "{run}".
func (sc *scene) learnNumbers(m talk.Message) {
	for _, row := range m.Rows {
		for _, b := range row {
			found := numbers.FindStringSubmatch(b.Data)
			if found == nil {
				continue
			}
			name := "id"
			if found[1] == "seen" {
				name = "run"
			}
			sc.name(name, found[2])
		}
	}
}

// name names a value that chance or the clock has given; the second of its kind gets a 2.
func (sc *scene) name(kind, value string) {
	known := 0
	for _, d := range sc.drawn {
		if d.value == value {
			return
		}
		if strings.HasPrefix(d.name, "{"+kind) {
			known++
		}
	}
	if known > 0 {
		kind += fmt.Sprint(known + 1)
	}
	sc.drawn = append(sc.drawn, drawn{"{" + kind + "}", value})
}

// figuresOf are figures as they are handed in, of any period.
func figuresOf(_ context.Context, w *ward.Ward, p flows.Period) (flows.Summary, error) {
	if p.From.After(p.To) || !p.BeforeTo.Before(p.From) {
		return flows.Summary{}, fmt.Errorf("no period: %v", p)
	}
	return flows.Summary{
		Lines: []string{"Đơn tiếp nhận: 07 đơn (tăng 03)", "Giải quyết đúng hạn: 100% (không đổi)"},
		Files: []ward.File{{Name: "thong-ke.png", Mime: "image/png", Data: []byte("picture")}, {Name: "so-lieu.xlsx", Mime: "application/octet-stream", Data: []byte("sheets")}},
	}, nil
}
