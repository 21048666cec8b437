package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/bot"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

func TestUpdatesOfOneChatAreAnsweredInTheirOrder(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := openOffice(t, d, counting)
		want := map[string][]string{}
		var waiting []<-chan error
		for i := 1; i <= 20; i++ {
			for chat := range 5 {
				name := strconv.Itoa(chat)
				waiting = append(waiting, o.enqueue(said(name, strconv.Itoa(i), "lần")))
				want[name] = append(want[name], "lần "+strconv.Itoa(i))
			}
		}
		for _, done := range waiting {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if diff := cmp.Diff(want, o.texts()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestTurnsOfDifferentChatsCommitTogether(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var mu sync.Mutex
		transactions := map[*ward.Ward]int{}
		begun, goOn := make(chan bool, 1), make(chan bool)
		o := openOffice(t, d, func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
			if c.Chat == "first" {
				begun <- true
				<-goOn
			}
			mu.Lock()
			defer mu.Unlock()
			transactions[w]++
			return counting(ctx, w, c, in)
		})
		o.engine.Stop()
		o.engine = &bot.Engine{House: o.house, Turn: o.engine.Turn, Workers: 1, Logger: o.engine.Logger, Channels: o.engine.Channels, Apology: o.engine.Apology}
		o.engine.Start()
		t.Cleanup(o.engine.Stop)
		waiting := []<-chan error{o.enqueue(said("first", "1", "x"))}
		<-begun
		for chat := range 40 {
			waiting = append(waiting, o.enqueue(said(strconv.Itoa(chat), "1", "x")))
		}
		close(goOn)
		for _, done := range waiting {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if len(transactions) != 2 {
			t.Errorf("%d transactions for one turn and forty that came meanwhile; want 2", len(transactions))
		}
		if got := o.texts(); len(got) != 41 {
			t.Errorf("%d chats were answered; want 41", len(got))
		}
	})
}

func TestAnUpdateThatComesAgainIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := openOffice(t, d, counting)
		o.receive(said("a", "1", "x"), said("a", "1", "x"), said("a", "2", "x"), said("a", "1", "x"), said("b", "1", "x"))
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() { o.receive(said("a", "3", "x")) })
		}
		all.Wait()
		want := map[string][]string{"a": {"x 1", "x 2", "x 3"}, "b": {"x 1"}}
		if diff := cmp.Diff(want, o.texts()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestTwoReplicasAnswerAnUpdateThatBothGetOnce(t *testing.T) {
	t.Parallel()
	dbtest.EachURL(t, func(t *testing.T, url string) {
		var offices []*office
		for range 2 {
			d, err := db.Open(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = d.Close() })
			offices = append(offices, openOffice(t, d, counting))
		}
		offices[1].house.Key = offices[0].house.Key
		var all sync.WaitGroup
		for i := range 20 {
			for _, o := range offices {
				all.Go(func() { o.receive(said(strconv.Itoa(i%4), strconv.Itoa(i), "x")) })
			}
		}
		all.Wait()
		answers := map[string]int{}
		for _, o := range offices {
			for chat, texts := range o.texts() {
				for _, text := range texts {
					answers[chat+" "+text]++
				}
			}
		}
		for chat := range 4 {
			for n := 1; n <= 5; n++ {
				if answer := fmt.Sprintf("%d x %d", chat, n); answers[answer] != 1 {
					t.Errorf("%q was said %d times", answer, answers[answer])
				}
			}
		}
		if len(answers) != 20 {
			t.Errorf("%d answers; want 20", len(answers))
		}
	})
}

// failing is counting, but for updates that say how to fail.
func failing(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
	messages, events, err := counting(ctx, w, c, in)
	switch {
	case strings.HasPrefix(in.Text, "panic"):
		panic("Trần Thị A, 0912345678")
	case strings.HasPrefix(in.Text, "error"):
		return messages, events, errors.New("a flow's mistake")
	case strings.HasPrefix(in.Text, "break"): // what the database says to this breaks the transaction
		_, err = w.PetitionContent(ctx, 404)
	}
	return messages, events, err
}

func TestATurnThatFailsHurtsNobodyElseAndSaysSoOnce(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"panic", "error", "break"} {
		t.Run(how, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				o := openOffice(t, d, failing)
				o.receive(said("bad", "1", "x"))
				var waiting []<-chan error
				for chat := range 10 {
					waiting = append(waiting, o.enqueue(said(strconv.Itoa(chat), "1", "x")))
					if chat == 5 {
						waiting = append(waiting, o.enqueue(said("bad", "2", how)))
					}
				}
				waiting = append(waiting, o.enqueue(said("bad", "2", how)), o.enqueue(said("bad", "3", "x")))
				for _, done := range waiting {
					if err := <-done; err != nil {
						t.Errorf("an update comes again: %v", err)
					}
				}
				got := o.texts()
				if diff := cmp.Diff([]string{"x 1", "Xin lỗi ông/bà.", "x 2"}, got["bad"]); diff != "" {
					t.Errorf("the chat whose turn fails (-want +got):\n%s", diff)
				}
				for chat := range 10 {
					if diff := cmp.Diff([]string{"x 1"}, got[strconv.Itoa(chat)]); diff != "" {
						t.Errorf("chat %d (-want +got):\n%s", chat, diff)
					}
				}
				if log := o.log.String(); strings.Contains(log, "Trần") || strings.Contains(log, "0912345678") || !strings.Contains(log, "a turn failed") {
					t.Errorf("the log tells too much or nothing:\n%s", log)
				}
				if n := steps(t, o.house); n != 12 {
					t.Errorf("%d steps were counted; want those of the twelve turns that stand", n)
				}
			})
		})
	}
}

// steps counts the interactions of all time.
func steps(t *testing.T, house *ward.House) (n int) {
	t.Helper()
	err := house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
		return w.Interactions(t.Context(), law.MustDate("2020-01-01"), law.MustDate("2100-01-01"), func(ward.Interaction) error { n++; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestUpdatesPastTheLimitComeAgain(t *testing.T) {
	t.Parallel()
	goOn := make(chan bool)
	o := openOffice(t, dbtest.SQLite(t), func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		<-goOn
		return counting(ctx, w, c, in)
	})
	const room = 100
	o.engine.Room = room
	var waiting []<-chan error
	var err error
	for i := 0; err == nil && i < 10*room; i++ {
		var done <-chan error
		if done, err = o.engine.Enqueue(said(strconv.Itoa(i), "1", "x")); err == nil {
			waiting = append(waiting, done)
		}
	}
	if !errors.Is(err, bot.ErrBusy) || len(waiting) != room {
		t.Errorf("after %d updates: %v; want ErrBusy after %d", len(waiting), err, room)
	}
	if err := o.engine.Receive(t.Context(), said("late", "1", "x")); !errors.Is(err, bot.ErrBusy) {
		t.Errorf("one more: %v; want ErrBusy", err)
	}
	close(goOn)
	for _, done := range waiting {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	o.receive(said("late", "1", "x"))
}

func TestStoppingFinishesWhatWaits(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		begun, goOn := make(chan bool, 100), make(chan bool)
		o := openOffice(t, d, func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
			begun <- true
			<-goOn
			return counting(ctx, w, c, in)
		})
		var waiting []<-chan error
		for i := range 30 {
			waiting = append(waiting, o.enqueue(said(strconv.Itoa(i%3), strconv.Itoa(i), "x")))
		}
		<-begun
		stopped := make(chan bool)
		go func() { o.engine.Stop(); close(stopped) }()
		close(goOn)
		<-stopped
		for _, done := range waiting {
			select {
			case err := <-done:
				if err != nil {
					t.Error(err)
				}
			default:
				t.Fatal("the engine has stopped with updates that nobody answered")
			}
		}
		if err := o.engine.Receive(t.Context(), said("late", "1", "x")); !errors.Is(err, bot.ErrStopped) {
			t.Errorf("after the end: %v; want ErrStopped", err)
		}
		o.engine.Stop() // again
	})
}

func TestACallerThatHasGoneDoesNotStopTheTurn(t *testing.T) {
	begun, goOn := make(chan bool, 1), make(chan bool)
	o := openOffice(t, dbtest.SQLite(t), func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		if in.Text == "slow" {
			begun <- true
			<-goOn
		}
		return counting(ctx, w, c, in)
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-begun; cancel() }()
	if err := o.engine.Receive(ctx, said("a", "1", "slow")); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v; want that of the caller", err)
	}
	close(goOn)
	o.receive(said("a", "1", "slow"), said("a", "2", "x")) // it comes again, and is known
	if diff := cmp.Diff(map[string][]string{"a": {"slow 1", "x 2"}}, o.texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
