package bot_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/bot"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/talk"
	"danbiet/ward"
)

func TestAChannelWithALogFindsBothSidesInIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := openOffice(t, d, counting)
		in := said("c", "client-1", `<b>Rác'</b>`)
		in.Channel = "web"
		in.Input.Location = &talk.Location{Latitude: 20.94151, Longitude: 106.33312}
		in.Input.Files = []talk.File{{Name: "ảnh.png", Mime: "image/png", Data: []byte("png")}}
		o.receive(in, in)
		if diff := cmp.Diff([]string{"minh-duc/web/c"}, o.grown); diff != "" {
			t.Errorf("told that it has grown (-want +got):\n%s", diff)
		}
		if got := o.texts(); len(got) != 0 {
			t.Errorf("letters were posted for a channel that fetches them: %v", got)
		}
		var log []string
		err := o.house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
			entries, err := w.Log(t.Context(), "web", "c", 0, 10)
			for i, l := range entries {
				log = append(log, l.Ref+"|"+textOf(t, l))
				if l.Seq != int64(i+1) {
					t.Errorf("entry %d has the number %d", i+1, l.Seq)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"client-1|<b>Rác'</b>", "client-1|", "client-1|📍 20.94151, 106.33312", "|<b>Rác'</b> 1"}
		if diff := cmp.Diff(want, log); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestFilesAreStoredWithTheTurnThatBringsThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var ids []string
		fail := true
		o := openOffice(t, d, func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
			for _, f := range in.Files {
				ids = append(ids, f.ID)
				if stored, err := w.OpenFile(ctx, f.ID); err != nil || string(stored.Data) != "png" || stored.Owner != "telegram/a" || f.Size != 3 {
					t.Errorf("in the turn the file is %+v, %v", stored, err)
				}
			}
			if fail {
				return nil, nil, errors.New("a flow's mistake")
			}
			return counting(ctx, w, c, in)
		})
		in := said("a", "1", "")
		in.Input.Files = []talk.File{{Name: "ảnh.png", Mime: "image/png", Data: []byte("png")}}
		o.receive(in)
		fail = false
		in.UpdateID, in.Input.Files = "2", slices.Clone(in.Input.Files)
		in.Input.Files[0].ID = ""
		o.receive(in)
		if len(ids) != 3 || ids[0] != ids[1] || ids[1] == ids[2] {
			t.Errorf("ids = %v; want one for the two tries of the first update, another for the second", ids)
		}
	})
}

func TestAnswersToAnAlbumBecomeOneAndNoRemarkIsLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := openOffice(t, d, func(_ context.Context, _ *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
			question := talk.Message{Text: "sau " + in.Text, Want: talk.WantFile}
			if in.Text == "lớn quá" || in.Text == "thừa" {
				return []talk.Message{{Text: "Tệp " + in.Text}, question}, nil, nil
			}
			return []talk.Message{question}, nil, nil
		})
		for i, words := range []string{"một", "lớn quá", "hai", "thừa", "thừa"} {
			in := said("a", string(rune('1'+i)), words)
			in.Album = "42"
			o.receive(in)
		}
		o.receive(said("a", "9", "sau album"))
		var left []string
		for _, l := range o.posted {
			pending, err := o.house.StillPending(t.Context(), l.WardID, l.ID)
			if err != nil {
				t.Fatal(err)
			}
			if pending {
				left = append(left, textOf(t, l))
			}
			if wait := l.NotBefore.Sub(l.CreatedAt); l.Merge != "" && (wait <= 0 || wait > time.Second) {
				t.Errorf("an answer waits %v for the next part", wait)
			}
		}
		if diff := cmp.Diff([]string{"Tệp lớn quá", "Tệp thừa", "sau thừa", "sau sau album"}, left); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestWhoeverWritesCanBeWrittenToAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var since []bool
		o := openOffice(t, d, func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
			since = append(since, !c.UnreachableAt.IsZero())
			return nil, nil, nil
		})
		tick := said("a", "", "")
		tick.Input.Tick = true
		o.receive(said("a", "1", "x"))
		if err := o.house.Reach(t.Context(), "minh-duc", bot.TelegramChannel, "a", false); err != nil {
			t.Fatal(err)
		}
		o.receive(tick, said("a", "2", "x"), said("a", "3", "x"))
		if diff := cmp.Diff([]bool{false, true, true, false}, since); diff != "" {
			t.Errorf("unreachable before each turn (-want +got):\n%s", diff)
		}
	})
}

func TestAWardThatNobodyKnowsIsATemporaryError(t *testing.T) {
	o := openOffice(t, dbtest.SQLite(t), counting)
	in := said("a", "1", "x")
	in.Ward = "nowhere"
	if err := o.engine.Receive(t.Context(), in); !errors.Is(err, ward.ErrNoWard) {
		t.Errorf("error = %v; want ErrNoWard", err)
	}
	o.receive(said("a", "1", "x"))
}

func BenchmarkEngineWithFiftyChatsAtOnce(b *testing.B) {
	for _, dialect := range []struct {
		name string
		open func(testing.TB) *db.DB
	}{{"sqlite", dbtest.SQLite}, {"postgres", dbtest.Postgres}} {
		b.Run(dialect.name, func(b *testing.B) {
			o := openOffice(b, dialect.open(b), counting)
			round := 0
			for b.Loop() {
				round++
				waiting := make([]<-chan error, 50)
				for chat := range waiting {
					waiting[chat] = o.enqueue(said(string(rune('a'+chat)), string(rune('a'+round%1_000_000)), "x"))
				}
				for _, done := range waiting {
					if err := <-done; err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.N*50)/b.Elapsed().Seconds(), "updates/s")
		})
	}
}
