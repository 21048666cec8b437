package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"danbiet/bot"
)

// takes asks until a message may go, in the bubble's time, and returns when that was.
func takes(t *testing.T, l bot.Limits, chat string) time.Time {
	t.Helper()
	for range 10_000 {
		wait := l.Take(t.Context(), chat)
		if wait == (bot.Wait{}) {
			return time.Now()
		}
		if wait.Bot < 0 || wait.Chat < 0 {
			t.Fatalf("wait = %+v", wait)
		}
		time.Sleep(max(wait.Bot, wait.Chat))
	}
	t.Fatal("a message may never go")
	return time.Time{}
}

func TestABotKeepsToItsRateInEverySecond(t *testing.T) {
	for _, perSecond := range []int{1, 7, 30, 200} {
		t.Run(strconv.Itoa(perSecond), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				limits := bot.NewLocalLimits(bot.Rates{PerBot: float64(perSecond)}, time.Now)
				var mu sync.Mutex
				var times []time.Time
				var all sync.WaitGroup
				begun := time.Now()
				for worker := range 8 {
					all.Go(func() {
						for range perSecond {
							at := takes(t, limits, strconv.Itoa(worker))
							mu.Lock()
							times = append(times, at)
							mu.Unlock()
						}
					})
				}
				all.Wait()
				atMost(t, times, perSecond, time.Second)
				if took := time.Since(begun); took > 9*time.Second {
					t.Errorf("eight seconds' worth of messages took %v", took)
				}
			})
		})
	}
}

func TestAChatKeepsToItsOwnRateAfterABurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := bot.NewLocalLimits(bot.Rates{PerBot: 100, PerChat: 1, ChatBurst: 3}, time.Now)
		begun := time.Now()
		var busy, quiet []time.Duration
		for range 6 {
			busy = append(busy, takes(t, limits, "busy").Sub(begun).Round(100*time.Millisecond))
			quiet = append(quiet, time.Since(begun).Round(100*time.Millisecond))
			takes(t, limits, "chat at "+time.Since(begun).String())
		}
		if want := []time.Duration{0, 0, 0, time.Second, 2 * time.Second, 3 * time.Second}; !slices.Equal(busy, want) {
			t.Errorf("messages to one chat at %v; want %v", busy, want)
		}
		if !slices.Equal(busy, quiet) {
			t.Error("another chat waited")
		}
		time.Sleep(time.Hour)
		for i := range 3 {
			if at := takes(t, limits, "busy"); time.Since(at) != 0 || i == 0 && limits.Take(t.Context(), "quiet").Chat != 0 {
				t.Error("a chat that was quiet has no burst again")
			}
		}
	})
}

func TestARefusalCostsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := bot.NewLocalLimits(bot.Rates{PerBot: 1, PerChat: 1, ChatBurst: 1}, time.Now)
		takes(t, limits, "a")
		for range 100 {
			if wait := limits.Take(t.Context(), "a"); wait.Chat == 0 {
				t.Fatal("a chat sends past its rate")
			}
			if wait := limits.Take(t.Context(), "b"); wait.Bot == 0 {
				t.Fatal("a bot sends past its rate")
			}
		}
		time.Sleep(1100 * time.Millisecond) // the bot's rate is a little below the permitted one
		if wait := limits.Take(t.Context(), "b"); wait != (bot.Wait{}) {
			t.Errorf("after a second, and a hundred refusals: %+v", wait)
		}
	})
}

func TestAPauseHoldsEverythingAndAShorterOneDoesNotEndIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := bot.NewLocalLimits(bot.Rates{}, time.Now)
		limits.Pause(t.Context(), time.Minute)
		limits.Pause(t.Context(), time.Second)
		if wait := limits.Take(t.Context(), "a"); wait.Bot != time.Minute {
			t.Errorf("wait = %+v; want a minute", wait)
		}
		time.Sleep(time.Minute)
		for range 1000 { // without rates nothing else is in the way
			if wait := limits.Take(t.Context(), "a"); wait != (bot.Wait{}) {
				t.Fatalf("wait = %+v", wait)
			}
		}
	})
}

func BenchmarkTakingFromLocalLimits(b *testing.B) {
	limits := bot.NewLocalLimits(bot.Rates{PerBot: 1e9, PerChat: 1e9, ChatBurst: 1e9}, time.Now)
	chats := make([]string, 1000)
	for i := range chats {
		chats[i] = fmt.Sprintf("minh-duc/%d", i)
	}
	i := 0
	for b.Loop() {
		limits.Take(context.Background(), chats[i%len(chats)])
		i++
	}
}
