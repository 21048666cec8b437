package bot_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/bot"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/talk"
	"danbiet/ward"
)

// farOffice is an office whose PostgreSQL is at the end of a wire.
func farOffice(t *testing.T, turn bot.Turn) (*office, *wire) {
	t.Helper()
	line, url := lay(t, dbtest.PostgresURL(t))
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // its connections may have been cut
	return openOffice(t, d, turn), line
}

func TestADatabaseThatGoesAwayAndComesBackLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	o, line := farOffice(t, counting)
	o.receive(said("a", "1", "x"))
	line.cut()
	var waiting []<-chan error
	for chat := range 30 {
		waiting = append(waiting, o.enqueue(said(strconv.Itoa(chat), "2", "x")))
	}
	for _, done := range waiting {
		if err := <-done; err == nil {
			t.Fatal("an update was taken while the database was away")
		}
	}
	if got := o.texts(); len(got) != 1 {
		t.Errorf("said while the database was away: %v", got)
	}
	line.mend()
	want := map[string][]string{"a": {"x 1", "x 2"}}
	o.receive(said("a", "2", "x"))
	for chat := range 30 { // the platform sends them again
		name := strconv.Itoa(chat)
		o.receive(said(name, "2", "x"))
		want[name] = []string{"x 1"}
	}
	if diff := cmp.Diff(want, o.texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if log := o.log.String(); strings.Contains(log, "stack") {
		t.Errorf("a database that is away was taken for a flow's mistake:\n%s", log)
	}
}

func TestADatabaseThatGoesAwayInTheMiddleOfATurnIsNoFaultOfTheTurn(t *testing.T) {
	var line *wire
	tries := 0
	o, line := farOffice(t, func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		if in.Text == "cut" {
			if tries++; tries == 1 {
				line.breakAll() // it may be tried again, and goes away for good in the middle of that
			} else {
				line.cut()
			}
			if _, err := w.Disclosures(ctx, 0); err == nil {
				return nil, nil, errors.New("the database answered")
			} else {
				return nil, nil, err
			}
		}
		return counting(ctx, w, c, in)
	})
	if err := o.engine.Receive(t.Context(), said("a", "1", "cut")); err == nil {
		t.Error("the update was taken")
	}
	if log := o.log.String(); tries != 2 || strings.Contains(log, "a turn failed") {
		t.Errorf("after %d tries the turn was blamed:\n%s", tries, log)
	}
	line.mend()
	o.receive(said("a", "1", "x"))
	if diff := cmp.Diff(map[string][]string{"a": {"x 1"}}, o.texts()); diff != "" {
		t.Errorf("want the answer and no apology (-want +got):\n%s", diff)
	}
}

// committed is in what goes to PostgreSQL together with the commit: the kind of a counted step.
const committed = string(talk.EventAnswered)

func TestAnswersOfACommitThatGotNoAnswerAreSentOnce(t *testing.T) {
	t.Parallel()
	for name, again := range map[string]bool{"tried again at once": false, "when the update comes again": true} {
		t.Run(name, func(t *testing.T) {
			var line *wire
			o, line := farOffice(t, func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
				if in.Text == "doubtful" {
					line.breakAfter(committed)
				}
				return counting(ctx, w, c, in)
			})
			o.receive(said("a", "1", "x"))
			if again {
				line.cutAfter(committed)
			}
			err := o.engine.Receive(t.Context(), said("a", "2", "doubtful"))
			if (err != nil) != again {
				t.Fatalf("error = %v", err)
			}
			line.mend()
			o.receive(said("a", "2", "doubtful"), said("a", "3", "x"))
			if diff := cmp.Diff(map[string][]string{"a": {"x 1", "doubtful 2", "x 3"}}, o.texts()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if n, err := o.house.Backlogs(t.Context()); err != nil || len(n) != 1 || n[0].Letters != 3 {
				t.Errorf("backlog = %+v, %v; want the three letters", n, err)
			}
		})
	}
}

func TestAnUpdateBehindOneThatComesAgainDoesNotOvertakeIt(t *testing.T) {
	goOn := make(chan bool)
	spoil := true
	o := openOffice(t, dbtest.Postgres(t), func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		messages, events, err := counting(ctx, w, c, in)
		if in.Text == "first" && spoil {
			<-goOn
			events[0].Step = "\x00" // PostgreSQL refuses to store this: the turn is good, the storing fails
		}
		return messages, events, err
	})
	first, second, third := o.enqueue(said("a", "1", "first")), o.enqueue(said("a", "2", "second")), o.enqueue(said("a", "3", "third"))
	other := o.enqueue(said("b", "1", "x"))
	close(goOn)
	for _, done := range []<-chan error{first, second, third} {
		if err := <-done; err == nil {
			t.Error("an update behind one that was not stored was taken")
		}
	}
	if err := <-other; err != nil {
		t.Errorf("another chat: %v", err)
	}
	spoil = false
	o.receive(said("a", "1", "first"), said("a", "2", "second"), said("a", "3", "third"))
	if diff := cmp.Diff([]string{"first 1", "second 2", "third 3"}, o.texts()["a"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestADatabaseThatIsAwayAtTheEndDoesNotHoldUpTheEnd(t *testing.T) {
	t.Parallel()
	o, line := farOffice(t, counting)
	line.cut()
	var waiting []<-chan error
	for chat := range 20 {
		waiting = append(waiting, o.enqueue(said(strconv.Itoa(chat), "1", "x")))
	}
	begun := time.Now()
	o.engine.Stop()
	for _, done := range waiting {
		if err := <-done; err == nil {
			t.Error("an update was taken")
		}
	}
	if took := time.Since(begun); took > patience {
		t.Errorf("the end took %v", took)
	}
}
