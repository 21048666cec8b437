package flows_test

import (
	"context"
	"fmt"
	"strings"

	"danbiet/law"
	"danbiet/ward"
)

// officer is whoever sits at the desk of a transcript.
var officer = ward.Staff{ID: 1}

// atDesk lets the staff change a case, and shows what its citizen is told.
func (sc *scene) atDesk(ctx context.Context, code string, change func(*ward.Ward, ward.Case) error) error {
	parsed, ok := ward.ParseCode(code)
	if !ok {
		return fmt.Errorf("%q is no code", code)
	}
	var posted []*ward.Letter
	err := sc.house.Write(ctx, sampleWard, func(w *ward.Ward) error {
		c, err := w.Case(ctx, parsed)
		if err != nil {
			return err
		}
		if err := change(w, c); err != nil {
			return err
		}
		posted = w.Posted()
		return nil
	})
	if err != nil {
		return err
	}
	if err := sc.push(ctx, posted); err != nil {
		return err
	}
	return sc.effects(ctx)
}

// move takes a step, "CODE STATUS [NUMBER] [reason]", or gives a case another kind, "CODE KIND".
func (sc *scene) move(ctx context.Context, order string) error {
	code, rest, _ := strings.Cut(order, " ")
	to, rest, _ := strings.Cut(rest, " ")
	t := ward.Transition{To: ward.Status(to), Reason: rest}
	if number, reason, _ := strings.Cut(rest, " "); strings.Contains(number, "/") {
		t.Document, t.Reason = number, reason
	}
	return sc.atDesk(ctx, code, func(w *ward.Ward, c ward.Case) (err error) {
		t.On = w.Today()
		switch kind := law.PetitionKind(to); kind {
		case law.KhieuNai, law.ToCao, law.KienNghi, law.PhanAnh:
			_, err = w.Reclassify(ctx, c.ID, ward.Classification{Kind: kind, Field: c.Field, Neighbourhood: c.Neighbourhood}, officer, c.Version)
		default:
			_, err = w.Move(ctx, c.ID, t, officer, c.Version)
		}
		return err
	})
}

// merge has a case go on in another, "CODE MAIN".
func (sc *scene) merge(ctx context.Context, order string) error {
	code, main, _ := strings.Cut(order, " ")
	return sc.atDesk(ctx, code, func(w *ward.Ward, c ward.Case) error {
		_, err := w.Merge(ctx, c.ID, ward.Code(main), officer, c.Version)
		return err
	})
}

// split makes a case of a part, "CODE KIND words".
func (sc *scene) split(ctx context.Context, order string) error {
	parts := append(strings.SplitN(order, " ", 3), "", "")
	return sc.atDesk(ctx, parts[0], func(w *ward.Ward, c ward.Case) error {
		_, err := w.Split(ctx, c.ID, ward.Part{Kind: law.PetitionKind(parts[1]), Field: c.Field, What: parts[2]}, officer, c.Version)
		return err
	})
}

// inTalk lets the staff act in the talk that goes on with the present chat.
func (sc *scene) inTalk(ctx context.Context, act func(*ward.Ward, int64) error) error {
	var posted []*ward.Letter
	err := sc.house.Write(ctx, sampleWard, func(w *ward.Ward) error {
		talks, err := w.Handovers(ctx)
		if err != nil {
			return err
		}
		for _, h := range talks {
			if h.Chat == sc.chat {
				err = act(w, h.ID)
			}
		}
		posted = w.Posted()
		return err
	})
	if err != nil {
		return err
	}
	if err := sc.push(ctx, posted); err != nil {
		return err
	}
	return sc.effects(ctx)
}

// decide changes the schedule, "KIND DAY TO reason", and shows who is told; TO is the other day of a move, "-" for none. The
// due dates of open cases follow.
func (sc *scene) decide(ctx context.Context, order string) error {
	parts := append(strings.SplitN(order, " ", 4), "", "", "")
	change := ward.ScheduleChange{Kind: ward.ChangeKind(parts[0]), Reason: parts[3], Document: "Thông báo số 12/TB-UBND ngày 04/03/2024"}
	var err error
	if change.Day, err = law.ParseDate(parts[1]); err != nil {
		return err
	}
	if parts[2] != "-" {
		if change.To, err = law.ParseDate(parts[2]); err != nil {
			return err
		}
	}
	if change.Kind == ward.ChangeMove || change.Kind == ward.ChangeCancel {
		change.Who = "Chủ tịch UBND phường"
	}
	var posted []*ward.Letter
	err = sc.house.Write(ctx, sampleWard, func(w *ward.Ward) error {
		_, err := w.DecideSchedule(ctx, change, officer)
		posted = w.Posted()
		return err
	})
	if err != nil {
		return err
	}
	sc.house.HandOn = func(_ string, letters []*ward.Letter) { posted = append(posted, letters...) }
	_, err = sc.house.Redate(ctx, sampleWard)
	sc.house.HandOn = nil
	if err != nil {
		return err
	}
	if err := sc.push(ctx, posted); err != nil {
		return err
	}
	return sc.effects(ctx)
}
