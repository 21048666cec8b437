package report_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

// steps counts the steps of one chat, a minute after another.
func (r *record) steps(clock, channel, flow string, steps ...[2]string) {
	r.t.Helper()
	r.at(clock)
	var all []ward.Interaction
	for i, s := range steps {
		all = append(all, ward.Interaction{
			At: r.now.Add(time.Duration(i) * time.Minute), Conversation: 7, Channel: channel, Lang: "vi", Flow: flow, Step: s[0], Kind: s[1],
		})
	}
	r.write(func(ctx context.Context, w *ward.Ward) error { return w.Count(ctx, all) })
}

func TestAFunnelShowsWhereCitizensGiveUp(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		r.steps("2025-12-31 23:00", "web", "petition", [2]string{"", "started"}) // of another half-year
		r.steps("2026-02-03 09:00", "web", "petition",
			[2]string{"", "started"}, [2]string{"hood.0", "asked"}, [2]string{"hood.0", "answered"}, [2]string{"hood.1", "asked"}, [2]string{"hood.1", "answered"},
			[2]string{"phone", "asked"}, [2]string{"phone", "not-understood"}, [2]string{"phone", "answered"}, [2]string{"", "completed"})
		r.steps("2026-02-04 09:00", "telegram", "petition",
			[2]string{"", "started"}, [2]string{"hood.0", "asked"}, [2]string{"hood.0", "answered"}, [2]string{"phone", "asked"}, [2]string{"phone", "abandoned"})
		r.steps("2026-02-05 09:00", "telegram", "directory", [2]string{"", "started"})
		r.steps("2026-02-05 10:00", "web", "rating", [2]string{"5", "rating.given"})
		r.at("2026-07-01 09:00")
		want := []report.Funnel{
			{Flow: "petition", Started: 2, Completed: 1, Abandoned: 1, Steps: []report.FunnelStep{
				{Step: "hood", Asked: 3, Answered: 3}, {Step: "phone", Asked: 2, Answered: 1, Missed: 1, Abandoned: 1},
			}},
			{Flow: "directory", Started: 1},
		}
		got := r.funnels(half)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the funnels (-want +got):\n%s", diff)
		}
		if worst, ok := got[0].Worst(); !ok || worst.Step != "phone" || worst.Left() != 1 || got[0].Missed() != 1 {
			t.Errorf("most are lost at %+v, %v, with %d not understood; want the phone, and 1", worst, ok, got[0].Missed())
		}
		if _, ok := got[1].Worst(); ok {
			t.Error("a flow that asks nothing loses somebody at a question")
		}
		web := half
		web.Channel = "web"
		if got := r.funnels(web); len(got) != 1 || got[0].Started != 1 || got[0].Abandoned != 0 {
			t.Errorf("on the web: %+v", got)
		}
		r.write(func(ctx context.Context, w *ward.Ward) error { return report.RollUp(ctx, w, w.Today()) })
		if diff := cmp.Diff(want, r.funnels(half)); diff != "" {
			t.Errorf("from the roll-ups (-want +got):\n%s", diff)
		}
	})
}

func (r *record) funnels(s report.Scope) (all []report.Funnel) {
	r.t.Helper()
	r.write(func(ctx context.Context, w *ward.Ward) (err error) { all, err = report.Funnels(ctx, w, s); return err })
	return all
}

func TestSatisfactionIsReadWithItsResponseRate(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		for i, stars := range []int{5, 3, 4, 0} { // 0: never rated
			day := law.MustDate("2026-03-02").AddDays(7 * i).String()
			c := r.move(r.file(day+" 09:00", law.PhanAnh, "moi-truong", "duong-hoa"), day+" 10:00", ward.StatusAnswered)
			if stars > 0 {
				r.write(func(ctx context.Context, w *ward.Ward) error {
					return w.Rate(ctx, &ward.Conversation{ID: 7, Channel: "web", Lang: "vi"}, c.Petition, stars)
				})
			}
		}
		r.at("2026-07-01 09:00")
		if diff := cmp.Diff(map[string]string{"A8": "66,7%", "A8.phan-hoi": "75%"}, r.says(half, "A8", "A8.phan-hoi")); diff != "" {
			t.Errorf("satisfaction (-want +got):\n%s", diff)
		}
		later := report.Scope{From: law.MustDate("2026-07-01"), To: law.MustDate("2026-12-31")}
		if diff := cmp.Diff(map[string]string{"A8": "không phát sinh", "A8.phan-hoi": "không phát sinh"}, r.says(later, "A8", "A8.phan-hoi")); diff != "" {
			t.Errorf("the next half-year (-want +got):\n%s", diff)
		}
	})
}

func TestTheTimeUntilAnOfficerAnswersIsInOfficeHours(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		begin := func(chat string) (talk int64) {
			r.write(func(ctx context.Context, w *ward.Ward) error {
				all, err := w.Lock(ctx, "web", []string{chat})
				if err != nil {
					return err
				}
				if err := w.BeginHandover(ctx, all[chat], ward.Said{Text: "Xin gặp cán bộ"}); err != nil {
					return err
				}
				talk = all[chat].HandoverID
				return w.SaveConversations(ctx, []*ward.Conversation{all[chat]})
			})
			return talk
		}
		r.at("2026-03-06 16:30") // a Friday
		first := begin("1")
		begin("2")               // nobody answers it
		r.at("2026-03-09 08:30") // on Monday: half an hour on Friday and an hour
		r.write(func(ctx context.Context, w *ward.Ward) error {
			return w.AnswerHandover(ctx, first, "Kính chào ông/bà", ward.Staff{ID: 9})
		})
		r.at("2026-07-01 09:00")
		if diff := cmp.Diff(map[string]string{"A10": "1,5"}, r.says(half, "A10")); diff != "" {
			t.Errorf("hours (-want +got):\n%s", diff)
		}
	})
}
