package bot_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"danbiet/bot"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func timed(t *testing.T, scene func(t *testing.T)) { t.Helper(); synctest.Test(t, scene) }

func same(t *testing.T, what string, want, got []string) {
	t.Helper()
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func inLane(lane ward.Lane, l *ward.Letter) *ward.Letter { l.Lane = lane; return l }

func TestRepliesGoBeforeNoticesAndNoticesBeforeBroadcasts(t *testing.T) {
	goOn := make(chan bool)
	inTime(t, func(_ context.Context, l *ward.Letter) error {
		if l.Chat == "first" {
			<-goOn
		}
		return nil
	}, func(t *testing.T, p *postRoom) {
		goOn = make(chan bool) // of this time
		p.sender.Workers = 1
		p.sender.Start(t.Context())
		defer p.sender.Stop()
		p.post(letter("first", 1))
		synctest.Wait()
		p.post(inLane(ward.LaneBulk, letter("a", 1)), inLane(ward.LaneBulk, letter("b", 1)), inLane(ward.LaneBulk, letter("c", 1)))
		p.post(inLane(ward.LaneNotice, letter("d", 1)), inLane(ward.LaneNotice, letter("a", 2)))
		p.post(letter("e", 1), letter("b", 2), letter("b", 3))
		close(goOn)
		synctest.Wait()
		same(t, "sent", []string{"first:1", "e:1", "b:2", "b:3", "d:1", "a:2", "c:1", "b:1", "a:1"}, rotate(p.arrived()))
	})
}

// rotate lets the order of the broadcasts, which is nobody's promise, be one.
func rotate(sent []string) []string {
	n := max(len(sent)-3, 0)
	slices.SortFunc(sent[n:], func(a, b string) int { return strings.Compare(b, a) })
	return sent
}

func TestLettersOfAChatArriveInOrderHoweverManyAreOnTheirWay(t *testing.T) {
	inTime(t, func(_ context.Context, l *ward.Letter) error {
		time.Sleep(time.Duration(len(l.Chat)+int(l.Seq*7)%5) * time.Millisecond) // the network, in the bubble's time
		return nil
	}, func(t *testing.T, p *postRoom) {
		p.sender.Start(t.Context())
		defer p.sender.Stop()
		want := map[string][]string{}
		for seq := int64(1); seq <= 10; seq++ {
			for chat := range 20 {
				l := letter(strconv.Itoa(chat), seq)
				p.post(l)
				want[l.Chat] = append(want[l.Chat], name(l))
			}
		}
		time.Sleep(time.Second)
		for chat, letters := range want {
			same(t, "chat "+chat, letters, ofChat(p.arrived(), chat))
		}
		if n := p.sender.Waiting(); n != 0 {
			t.Errorf("%d chats wait", n)
		}
	})
}

func TestATemporaryErrorIsTriedAgainWithGrowingPausesAndKeepsTheOrder(t *testing.T) {
	var tries []time.Time // of one letter: never at the same time
	inTime(t, func(_ context.Context, l *ward.Letter) error {
		if l.Chat == "a" && l.Seq == 1 {
			if tries = append(tries, time.Now()); len(tries) < 6 {
				return errors.New("502 Bad Gateway")
			}
		}
		return nil
	}, func(t *testing.T, p *postRoom) {
		p.sender.Start(t.Context())
		defer p.sender.Stop()
		p.post(letter("a", 1), letter("a", 2), letter("b", 1))
		synctest.Wait()
		same(t, "at once", []string{"b:1"}, p.arrived())
		time.Sleep(time.Minute)
		same(t, "in the end", []string{"b:1", "a:1", "a:2"}, p.arrived())
		for i, at := range tries[1:] {
			pause, longest := at.Sub(tries[i]), 250*time.Millisecond<<i
			if pause < longest/2 || pause > longest {
				t.Errorf("pause %d is %v; want between %v and %v", i+1, pause, longest/2, longest)
			}
		}
	})
}

func TestAPlatformThatIsAwayIsLoggedOnceAndOnceWhenItIsBack(t *testing.T) {
	var away atomic.Bool
	away.Store(true)
	inTime(t, func(context.Context, *ward.Letter) error {
		if away.Load() {
			return errors.New("connection refused")
		}
		return nil
	}, func(t *testing.T, p *postRoom) {
		p.sender.Start(t.Context())
		for chat := range 30 {
			p.post(letter(strconv.Itoa(chat), 1))
		}
		time.Sleep(time.Minute)
		away.Store(false)
		time.Sleep(5 * time.Minute)
		p.sender.Stop()
		if n := len(p.arrived()); n != 30 {
			t.Errorf("%d letters arrived; want 30", n)
		}
		if log := p.log.String(); strings.Count(log, "messages cannot be sent") != 1 || strings.Count(log, "messages are sent again") != 1 {
			t.Errorf("the log:\n%s", log)
		}
	})
}

func TestALetterThatNeverGetsThroughIsGivenUpAndTheNextOneGoes(t *testing.T) {
	tries := 0
	inTime(t, func(_ context.Context, l *ward.Letter) error {
		if l.Seq == 1 {
			tries++
			return errors.New("timeout")
		}
		return nil
	}, func(t *testing.T, p *postRoom) {
		tries = 0
		p.sender.Start(t.Context())
		p.post(letter("a", 1), letter("a", 2))
		begun := time.Now()
		for len(p.arrived()) == 0 {
			time.Sleep(time.Minute)
		}
		p.sender.Stop()
		same(t, "states", []string{"a:1 failed (given up)"}, p.states())
		if took := time.Since(begun); tries != 60 || took < 3*time.Hour || took > 6*time.Hour {
			t.Errorf("given up after %d tries and %v", tries, took)
		}
	})
}

func TestWhatThePlatformAnswersDecidesWhatBecomesOfALetter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := openPostRoom(t, d, func(_ context.Context, l *ward.Letter) error {
			switch name(l) {
			case "refused:1":
				return bot.Refused{Reason: "Bad Request: message is too long"}
			case "gone:1":
				return bot.Gone{Reason: "blocked"}
			case "broken:1":
				panic("Trần Thị A")
			}
			return nil
		})
		var chats []string
		for _, chat := range []string{"refused", "gone", "broken", "good"} {
			chats = append(chats, chat)
			o := &office{t: t, house: p.house}
			o.know(chat)
		}
		p.sender.Start(t.Context())
		for _, chat := range chats {
			p.post(letter(chat, 1), letter(chat, 2))
		}
		p.settled()
		p.sender.Stop()
		same(t, "states", []string{
			"broken:1 failed (panic)", "gone:1 gone (blocked)", "refused:1 failed (Bad Request: message is too long)",
		}, p.states())
		if n := len(p.arrived()); n != 5 {
			t.Errorf("%d letters arrived; want the 5 others", n)
		}
		if log := p.log.String(); strings.Contains(log, "Trần") {
			t.Errorf("the log repeats a panic's words:\n%s", log)
		}
		for _, chat := range chats {
			o := &office{t: t, house: p.house}
			if got, want := o.unreachable(chat), chat == "gone"; got != want {
				t.Errorf("chat %s unreachable = %v; want %v", chat, got, want)
			}
		}
	})
}

// settled waits until no letter is pending.
func (p *postRoom) settled() {
	p.t.Helper()
	waits := func(state string) bool { return strings.HasSuffix(state, " pending") }
	for deadline := time.Now().Add(patience); slices.ContainsFunc(p.states(), waits); {
		if time.Now().After(deadline) {
			p.t.Fatalf("letters are not settled: %v", p.states())
		}
	}
}

// know makes a conversation.
func (o *office) know(chat string) {
	o.t.Helper()
	err := o.house.Write(o.t.Context(), "minh-duc", func(w *ward.Ward) error {
		found, err := w.Lock(o.t.Context(), bot.TelegramChannel, []string{chat})
		if err != nil {
			return err
		}
		return w.SaveConversations(o.t.Context(), []*ward.Conversation{found[chat]})
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) unreachable(chat string) (yes bool) {
	o.t.Helper()
	err := o.house.Write(o.t.Context(), "minh-duc", func(w *ward.Ward) error {
		found, err := w.Lock(o.t.Context(), bot.TelegramChannel, []string{chat})
		yes = err == nil && !found[chat].UnreachableAt.IsZero()
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return yes
}

func TestAFloodPausesTheWholeBotAndCostsNoAttempt(t *testing.T) {
	floods := 0
	inTime(t, func(_ context.Context, l *ward.Letter) error {
		if l.Chat == "a" && floods < 3 {
			floods++
			return bot.Flooded{Pause: 17 * time.Second}
		}
		return nil
	}, func(t *testing.T, p *postRoom) {
		floods = 0
		p.sender.Start(t.Context())
		begun := time.Now()
		flooded := letter("a", 1)
		p.post(flooded)
		synctest.Wait()
		for chat := range 100 {
			p.post(letter("b"+strconv.Itoa(chat), 1))
		}
		time.Sleep(16 * time.Second)
		same(t, "while the bot pauses", nil, p.arrived())
		time.Sleep(2 * time.Minute)
		if n := len(p.arrived()); n != 101 {
			t.Errorf("%d letters arrived; want 101", n)
		}
		if first := p.times[0].Sub(begun); first < 17*time.Second {
			t.Errorf("the first letter came after %v, in the pause", first)
		}
		p.sender.Stop()
		if flooded.Attempts != 0 {
			t.Errorf("the flood counts as %d attempts", flooded.Attempts)
		}
	})
}

func TestAnAnswerToAnAlbumThatWasReplacedIsNotSent(t *testing.T) {
	inTime(t, nil, func(t *testing.T, p *postRoom) {
		p.sender.Start(t.Context())
		part := func(seq int64) *ward.Letter {
			l := letter("a", seq)
			l.Merge, l.NotBefore = "42", time.Now().Add(900*time.Millisecond)
			return l
		}
		p.post(part(1))
		time.Sleep(500 * time.Millisecond)
		p.post(part(2), letter("a", 3))
		time.Sleep(800 * time.Millisecond)
		same(t, "before the last part's time", nil, p.arrived())
		time.Sleep(time.Second)
		p.sender.Stop()
		same(t, "sent", []string{"a:2", "a:3"}, p.arrived())
		same(t, "states", []string{"a:1 superseded"}, p.states())
	})
}

func TestALetterIsSentOnceHoweverOftenItIsPosted(t *testing.T) {
	inTime(t, nil, func(t *testing.T, p *postRoom) {
		p.sender.Start(t.Context())
		defer p.sender.Stop()
		letters := p.write(letter("a", 1), letter("a", 2))
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() { p.sender.Post(letters) })
		}
		all.Wait()
		synctest.Wait()
		same(t, "sent", []string{"a:1", "a:2"}, p.arrived())
	})
}
