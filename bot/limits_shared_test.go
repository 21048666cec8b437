package bot_test

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"danbiet/bot"
	"danbiet/db/dbtest"
)

// shared is the limits of one replica on a Redis.
func shared(t *testing.T, url, name string, rates bot.Rates, log *journal) *bot.SharedLimits {
	t.Helper()
	options, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal("the Redis URL cannot be read")
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() }) // its connections may have been cut
	return bot.NewSharedLimits(client, name, rates, time.Now, slog.New(slog.NewTextHandler(log, nil)))
}

// grant is a message that was let go somewhere between two moments.
type grant struct{ from, to time.Time }

// press asks with several workers until a moment and returns all that was granted. Each worker has chats of its own.
func press(t *testing.T, workers int, until time.Time, limits ...bot.Limits) (all []grant) {
	t.Helper()
	var mu sync.Mutex
	var asking sync.WaitGroup
	for replica, l := range limits {
		for worker := range workers {
			asking.Go(func() {
				for n := 0; time.Now().Before(until); n++ {
					g := grant{from: time.Now()}
					wait := l.Take(t.Context(), strconv.Itoa(replica)+"/"+strconv.Itoa(worker)+"/"+strconv.Itoa(n))
					g.to = time.Now()
					if wait == (bot.Wait{}) {
						mu.Lock()
						all = append(all, g)
						mu.Unlock()
					}
				}
			})
		}
	}
	asking.Wait()
	return all
}

// inside counts the grants that surely fell into the second from a moment.
func inside(all []grant, from time.Time) (n int) {
	for _, g := range all {
		if !g.from.Before(from) && !g.to.After(from.Add(time.Second)) {
			n++
		}
	}
	return n
}

func TestTwoReplicasTogetherKeepToTheRateInEverySecond(t *testing.T) {
	t.Parallel()
	url := dbtest.RedisURL(t)
	for _, perSecond := range []int{40, 400} { // the higher one takes several at once
		t.Run(strconv.Itoa(perSecond), func(t *testing.T) {
			name, log := strconv.Itoa(perSecond), &journal{}
			rates := bot.Rates{PerBot: float64(perSecond)}
			begun := time.Now()
			all := press(t, 3, begun.Add(1500*time.Millisecond), shared(t, url, name, rates, log), shared(t, url, name, rates, log))
			for _, g := range all {
				if n := inside(all, g.from); n > perSecond {
					t.Fatalf("%d messages in one second; want at most %d", n, perSecond)
				}
			}
			if len(all) == 0 {
				t.Error("nothing was granted")
			}
			if log.String() != "" {
				t.Errorf("the log:\n%s", log)
			}
		})
	}
}

func TestAChatsRateIsSharedAndARefusalOfTheBotCostsItNothing(t *testing.T) {
	t.Parallel()
	url, log := dbtest.RedisURL(t), &journal{}
	rates := bot.Rates{PerBot: 5, PerChat: 0.01, ChatBurst: 3}
	one, two := shared(t, url, "chats", rates, log), shared(t, url, "chats", rates, log)
	granted := 0
	deadline := time.Now().Add(patience)
	full := map[*bot.SharedLimits]time.Duration{}
	for len(full) < 2 {
		for _, l := range []*bot.SharedLimits{one, two} {
			switch wait := l.Take(t.Context(), "a"); {
			case wait == bot.Wait{}:
				granted++
			case wait.Chat > 0: // the bot's own rate may be in the way for a while
				full[l] = wait.Chat
			}
		}
		if time.Now().After(deadline) {
			t.Fatal("the chat is never full")
		}
	}
	if granted != 3 {
		t.Errorf("%d messages went to one chat; want its burst of 3, however often the bot's rate was in the way", granted)
	}
	for _, wait := range full {
		if wait < 90*time.Second || wait > 110*time.Second {
			t.Errorf("the chat waits %v; want about the hundred seconds of its rate", wait)
		}
	}
}

func TestWithoutRedisAReplicaGoesOnSlowerAndComesBack(t *testing.T) {
	t.Parallel()
	line, url := lay(t, dbtest.RedisURL(t))
	for name, fail := range map[string]func(){"cut": line.cut, "silent": line.silence} {
		t.Run(name, func(t *testing.T) {
			log := &journal{}
			limits := shared(t, url, name, bot.Rates{PerBot: 40}, log)
			for limits.Take(t.Context(), "a") != (bot.Wait{}) {
			}
			fail()
			begun := time.Now()
			all := press(t, 8, begun.Add(1200*time.Millisecond), limits)
			for _, g := range all {
				if took := g.to.Sub(g.from); took > patience/2 {
					t.Errorf("somebody waited %v for a Redis that is away", took)
				}
			}
			// A quarter of the rate, and what Redis had granted before.
			if n := len(all); n < 1 || n > 40 {
				t.Errorf("%d messages in %v without Redis; want about ten a second", n, time.Since(begun).Round(time.Millisecond))
			}
			line.mend()
			line.breakAll()
			deadline := time.Now().Add(patience)
			for !strings.Contains(log.String(), "Redis answers again") {
				limits.Take(t.Context(), "a")
				if time.Now().After(deadline) {
					t.Fatalf("Redis is back and nobody asks it:\n%s", log)
				}
			}
			if n := strings.Count(log.String(), "Redis does not answer"); n != 1 {
				t.Errorf("its absence was logged %d times:\n%s", n, log)
			}
		})
	}
}

func TestAPauseReachesTheOtherReplica(t *testing.T) {
	url, log := dbtest.RedisURL(t), &journal{}
	name := "pause-" + strconv.FormatInt(time.Now().UnixNano(), 36) // topics belong to the whole server
	one, two := shared(t, url, name, bot.Rates{}, log), shared(t, url, name, bot.Rates{}, log)
	ctx, cancel := context.WithCancel(t.Context())
	var listening sync.WaitGroup
	listening.Go(func() { two.Listen(ctx) })
	deadline := time.Now().Add(patience)
	for paused := false; !paused; {
		one.Pause(t.Context(), time.Minute) // heard once the other listens
		paused = two.Take(t.Context(), "a").Bot > 50*time.Second
		if time.Now().After(deadline) {
			t.Fatal("the pause is not heard")
		}
	}
	if wait := one.Take(t.Context(), "a"); wait.Bot < 50*time.Second {
		t.Errorf("the one that was told to pause waits %v", wait.Bot)
	}
	other := shared(t, url, name+"-other", bot.Rates{}, log)
	if wait := other.Take(t.Context(), "a"); wait != (bot.Wait{}) {
		t.Errorf("another bot waits %+v", wait)
	}
	cancel()
	listening.Wait()
}

func TestAPauseHoldsTheBotThoughRedisIsAway(t *testing.T) {
	t.Parallel()
	line, url := lay(t, dbtest.RedisURL(t))
	limits := shared(t, url, "away", bot.Rates{}, &journal{})
	line.cut()
	limits.Pause(t.Context(), time.Minute)
	if wait := limits.Take(t.Context(), "a"); wait.Bot < 50*time.Second {
		t.Errorf("wait = %+v; want the pause", wait)
	}
}
