package bot

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/seal"
	"danbiet/ward"
)

func TestLettersOfAKilledReplicaGoOutThroughTheirOwnWardsBot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		key, err := seal.New()
		if err != nil {
			t.Fatal(err)
		}
		house := ward.NewHouse(d, key)
		fleet := &Fleet{House: house, Channel: TelegramChannel, Senders: map[string]*Sender{}, Now: time.Now, Logger: slog.New(slog.DiscardHandler)}
		sent := make(chan string, 8)
		for _, slug := range []string{"minh-duc", "thuong-hong"} {
			fleet.Senders[slug] = &Sender{
				House: house, Channel: TelegramChannel, Workers: 1, Now: time.Now, Logger: fleet.Logger,
				Limits: NewLocalLimits(Rates{}, time.Now), Deliver: func(_ context.Context, l *ward.Letter) error {
					sent <- slug + " sends to " + l.Slug
					return nil
				},
			}
		}
		const killed, me = 1, 2
		for _, slug := range []string{"minh-duc", "thuong-hong", "without-a-bot"} {
			leaveLetter(t, house, slug, killed)
		}
		fleet.Start(t.Context())
		if err := fleet.Adopt(t.Context(), me, 0); err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{<-sent: true, <-sent: true}
		fleet.Stop()
		if !got["minh-duc sends to minh-duc"] || !got["thuong-hong sends to thuong-hong"] || len(sent) > 0 || fleet.Waiting() > 0 {
			t.Errorf("sent %v and %d more; want each ward's letter through its own bot", got, len(sent))
		}
		left, err := house.Backlogs(t.Context())
		if err != nil || len(left) != 1 || left[0].Letters != 1 {
			t.Errorf("left = %+v, %v; want the letter of the ward without a bot", left, err)
		}
	})
}

// leaveLetter writes a letter that a replica never sent.
func leaveLetter(t *testing.T, house *ward.House, slug string, replica int64) {
	t.Helper()
	if err := house.Apply(t.Context(), &ward.Profile{Slug: slug, Name: "Ủy ban nhân dân phường", Short: "phường"}); err != nil {
		t.Fatal(err)
	}
	err := house.Write(t.Context(), slug, func(w *ward.Ward) error {
		return w.Post(t.Context(), replica, []*ward.Letter{{Channel: TelegramChannel, Chat: "1", Seq: 1, Body: json.RawMessage(`{"text":"x"}`)}})
	})
	if err != nil {
		t.Fatal(err)
	}
}
