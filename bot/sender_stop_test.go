package bot_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"danbiet/bot"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestWhatWasNotSentGoesOutAtTheNextStartInOrder(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		begun, goOn := make(chan bool, 1), make(chan bool)
		first := openPostRoom(t, d, func(context.Context, *ward.Letter) error {
			begun <- true
			<-goOn
			return nil
		})
		first.sender.Workers = 1
		first.sender.Start(t.Context())
		var letters []*ward.Letter
		for seq := int64(1); seq <= 20; seq++ {
			letters = append(letters, letter("a", seq), letter("b", seq))
		}
		first.post(letters...)
		<-begun
		stopped := make(chan bool)
		go func() { first.sender.Stop(); close(stopped) }()
		first.halted()
		close(goOn)
		<-stopped
		if n := len(first.arrived()); n != 1 {
			t.Errorf("%d letters were sent by the one that stopped; want the one under way", n)
		}
		first.sender.Post(first.write(letter("a", 21))) // one that commits late: it is in the outbox

		second := newPostRoom(t, first.house, 2, nil)
		second.sender.Start(t.Context())
		second.adopt()
		second.settled()
		second.sender.Stop()
		all := append(first.arrived(), second.arrived()...)
		for chat, n := range map[string]int64{"a": 21, "b": 20} {
			var want []string
			for seq := int64(1); seq <= n; seq++ {
				want = append(want, chat+":"+strconv.FormatInt(seq, 10))
			}
			same(t, "chat "+chat, want, ofChat(all, chat))
		}
	})
}

// halted waits until the sender takes no more letters.
func (p *postRoom) halted() {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for seq := int64(1); time.Now().Before(deadline); seq++ {
		before := p.sender.Waiting()
		p.sender.Post([]*ward.Letter{{ID: seq, Slug: "nobody", Chat: "probe" + strconv.FormatInt(seq, 10)}})
		if p.sender.Waiting() == before {
			return
		}
	}
	p.t.Fatal("the sender does not stop")
}

func TestAdoptedLettersGoBeforeThoseThatWereSaidLater(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		begun, goOn := make(chan bool, 1), make(chan bool)
		p := openPostRoom(t, d, func(_ context.Context, l *ward.Letter) error {
			if l.Chat == "busy" {
				begun <- true
				<-goOn
			}
			return nil
		})
		p.sender.Workers = 1
		p.sender.Start(t.Context())
		dead := newPostRoom(t, p.house, 9, nil)
		dead.write(letter("a", 3)) // a replica whose clock was ahead: its rows are numbered in another order
		dead.write(letter("a", 1), letter("a", 2))
		p.post(letter("busy", 1))
		<-begun
		p.post(letter("a", 4), letter("a", 5))
		p.adopt()
		close(goOn)
		p.settled()
		p.sender.Stop()
		same(t, "sent", []string{"a:1", "a:2", "a:3", "a:4", "a:5"}, ofChat(p.arrived(), "a"))
	})
}

func TestACallThatHangsIsCutOffAtTheEndAndItsLetterStays(t *testing.T) {
	inTime(t, func(ctx context.Context, l *ward.Letter) error {
		<-ctx.Done()
		return ctx.Err()
	}, func(t *testing.T, p *postRoom) {
		p.sender.Start(t.Context())
		last := letter("a", 1)
		last.Attempts = 59 // one more failure, and it would be given up
		p.post(last, letter("b", 1))
		synctest.Wait()
		begun := time.Now()
		p.sender.Stop()
		if took := time.Since(begun); took != 5*time.Second {
			t.Errorf("the end took %v; want the five seconds of grace", took)
		}
		same(t, "states", []string{"a:1 pending", "b:1 pending"}, p.states())
	})
}

func TestTheEndOfTheContextBeginsNothingNewAndCutsNothingOff(t *testing.T) {
	goOn := make(chan bool)
	inTime(t, func(ctx context.Context, l *ward.Letter) error {
		<-goOn
		return ctx.Err()
	}, func(t *testing.T, p *postRoom) {
		goOn = make(chan bool)
		ctx, cancel := context.WithCancel(t.Context())
		p.sender.Start(ctx)
		p.post(letter("a", 1), letter("a", 2))
		synctest.Wait()
		cancel()
		synctest.Wait()
		close(goOn)
		p.sender.Stop()
		same(t, "states", []string{"a:2 pending"}, p.states())
	})
}

func TestAMessageThatWasSentWhileTheDatabaseWasAwayIsNotSentAgain(t *testing.T) {
	line, url := lay(t, dbtest.PostgresURL(t))
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // its connections may have been cut
	sent := make(chan string, 10)
	p := openPostRoom(t, d, func(_ context.Context, l *ward.Letter) error {
		line.cut()
		sent <- name(l)
		return nil
	})
	p.sender.Start(t.Context())
	p.post(letter("a", 1))
	<-sent
	line.mend()
	p.settled()
	p.sender.Stop()
	same(t, "states", nil, p.states())
	same(t, "sent", []string{"a:1"}, p.arrived())
}

func TestADatabaseThatIsAwayAtTheEndDoesNotHoldUpTheSender(t *testing.T) {
	line, url := lay(t, dbtest.PostgresURL(t))
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	sent := make(chan bool, 10)
	p := openPostRoom(t, d, func(context.Context, *ward.Letter) error {
		line.cut()
		sent <- true
		return nil
	})
	p.sender.Start(t.Context())
	p.post(letter("a", 1))
	<-sent
	begun := time.Now()
	p.sender.Stop()
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("the end took %v", took)
	}
	line.mend()
	same(t, "states", []string{"a:1 pending"}, p.states())
}

func TestABroadcastToManyKeepsToTheRateAndLetsRepliesThrough(t *testing.T) {
	t.Parallel()
	inTime(t, nil, func(t *testing.T, p *postRoom) {
		const citizens, perSecond = 600, 30
		p.sender.Limits = bot.NewLocalLimits(bot.Rates{PerBot: perSecond, PerChat: 1, ChatBurst: 3}, time.Now)
		p.sender.Start(t.Context())
		defer p.sender.Stop()
		var bulk []*ward.Letter
		for chat := range citizens {
			bulk = append(bulk, inLane(ward.LaneBulk, letter(strconv.Itoa(chat), 1)))
		}
		p.post(bulk...)
		time.Sleep(10 * time.Second)
		asked := time.Now()
		p.post(letter("599", 2), letter("new", 1)) // one of them also waits for the broadcast
		time.Sleep(time.Second)
		sent, times := p.arrived(), p.moments()
		for _, reply := range []string{"599:2", "new:1"} {
			if i := slices.Index(sent, reply); i < 0 || times[i].Sub(asked) > 100*time.Millisecond {
				t.Errorf("the reply %s waits behind the broadcast", reply)
			}
		}
		time.Sleep(time.Minute)
		if n := len(p.arrived()); n != citizens+2 {
			t.Fatalf("%d letters arrived; want %d", n, citizens+2)
		}
		times = p.moments()
		atMost(t, times, perSecond, time.Second)
		if took := times[len(times)-1].Sub(times[0]); took > (citizens/perSecond+1)*time.Second {
			t.Errorf("the broadcast took %v at %d a second", took, perSecond)
		}
	})
}

// atMost checks that no span holds more than so many of some moments.
func atMost(t *testing.T, times []time.Time, limit int, span time.Duration) {
	t.Helper()
	for i := range times {
		if j := i + limit; j < len(times) && times[j].Sub(times[i]) < span-time.Microsecond*time.Duration(limit) {
			t.Fatalf("%d in %v", limit+1, times[j].Sub(times[i]))
		}
	}
}

func TestTwoSendersOfOneOutboxSendEverythingOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		one := openPostRoom(t, d, nil)
		two := newPostRoom(t, one.house, 2, nil)
		var all sync.WaitGroup
		for _, p := range []*postRoom{one, two} {
			if err := p.house.Beat(t.Context(), p.owner); err != nil {
				t.Fatal(err)
			}
			p.sender.Start(t.Context())
			all.Go(func() {
				for seq := range int64(20) {
					p.post(letter(strconv.FormatInt(p.owner, 10), seq))
					fleet := &bot.Fleet{House: p.house, Channel: bot.TelegramChannel, Senders: map[string]*bot.Sender{"minh-duc": p.sender}, Now: time.Now, Logger: p.sender.Logger}
					if err := fleet.Adopt(t.Context(), p.owner, time.Minute); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		one.settled()
		one.sender.Stop()
		two.sender.Stop()
		sent := append(one.arrived(), two.arrived()...)
		if unique := slices.Compact(sorted(sent)); len(sent) != 40 || len(unique) != 40 {
			t.Errorf("%d letters were sent, %d different ones; want 40", len(sent), len(unique))
		}
	})
}

func TestAStopWithNothingToDoReturns(t *testing.T) {
	inTime(t, nil, func(t *testing.T, p *postRoom) {
		p.sender.Start(t.Context())
		p.sender.Stop()
		p.sender.Post(p.write(letter("a", 1)))
		if n := p.sender.Waiting(); n != 0 {
			t.Errorf("%d chats wait at a sender that has stopped", n)
		}
		same(t, "states", []string{"a:1 pending"}, p.states())
	})
	if (bot.Flooded{Pause: time.Second}).Error() == "" || !errors.As(error(bot.Gone{Reason: "x"}), new(bot.Gone)) {
		t.Error("the errors of a delivery say nothing")
	}
}
