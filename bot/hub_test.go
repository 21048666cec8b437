package bot

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"danbiet/db/dbtest"
)

func TestAWakeReachesTheReadersOfItsChatOnly(t *testing.T) {
	hub := NewHub(nil, "", slog.New(slog.DiscardHandler))
	first, leave := hub.Subscribe("minh-duc", "a")
	second, _ := hub.Subscribe("minh-duc", "a")
	stranger, _ := hub.Subscribe("minh-duc", "b")
	elsewhere, _ := hub.Subscribe("thuong-hong", "a")
	hub.Wake("minh-duc", "a")
	hub.Wake("minh-duc", "a") // nobody has looked yet: one wake is enough
	for name, reader := range map[string]<-chan struct{}{"first": first, "second": second} {
		if len(reader) != 1 {
			t.Errorf("the %s reader has %d wakes; want 1", name, len(reader))
		}
	}
	if len(stranger)+len(elsewhere) != 0 {
		t.Error("the reader of another chat was woken")
	}
	<-first
	leave()
	leave()
	hub.Wake("minh-duc", "a")
	if len(first) != 0 || hub.Readers() != 3 {
		t.Errorf("%d readers; want the one that left to hear nothing more", hub.Readers())
	}
}

func TestAWakeReachesTheOtherReplicas(t *testing.T) {
	url := dbtest.RedisURL(t)
	here, there := sharedHub(t, url, "here"), sharedHub(t, url, "there")
	chat := t.Name() // channels belong to the whole server: another test must not wake this reader
	reader, leave := there.Subscribe("minh-duc", chat)
	defer leave()
	again := time.NewTicker(10 * time.Millisecond) // until the subscription has reached Redis
	defer again.Stop()
	for patience := time.After(10 * time.Second); ; {
		select {
		case <-reader:
			return
		case <-again.C:
			here.Wake("minh-duc", chat)
		case <-patience:
			t.Fatal("the other replica's reader was not woken")
		}
	}
}

func TestAHubWithoutItsRedisStillWakesItsOwnReaders(t *testing.T) {
	hub := sharedHub(t, "redis://127.0.0.1:1", "here")
	reader, leave := hub.Subscribe("minh-duc", "a")
	defer leave()
	for range 2 * hubBacklog {
		hub.Wake("minh-duc", "a")
	}
	if len(reader) != 1 {
		t.Error("the reader was not woken")
	}
}

// sharedHub runs a hub until the test ends.
func sharedHub(t *testing.T, url, origin string) *Hub {
	t.Helper()
	options, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	hub := NewHub(client, origin, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); hub.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		<-ended
		if err := client.Close(); err != nil {
			t.Error(err)
		}
	})
	return hub
}
