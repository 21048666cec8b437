package telegramtest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-telegram/bot"

	"danbiet/bot/telegramtest"
)

// BenchmarkDelivery is one update of one of a thousand people, through the webhook and acknowledged.
func BenchmarkDelivery(b *testing.B) {
	s := telegramtest.NewServer(telegramtest.WithLean())
	defer s.Close()
	h := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
	}))
	defer h.Close()
	resp, err := http.Get(s.URL() + "/bot" + s.Token() + "/setWebhook?url=" + h.URL)
	if err != nil {
		b.Fatal(err)
	}
	_ = resp.Body.Close()
	b.ReportAllocs()
	for i := range b.N {
		s.User(int64(i%1000 + 1)).SendText("Xin hỏi lịch tiếp công dân")
	}
	if err := s.Drain(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
}

// BenchmarkSendMessage is one message of the bot by the real client, in multipart, from eight goroutines.
func BenchmarkSendMessage(b *testing.B) {
	s := telegramtest.NewServer(telegramtest.WithLean())
	defer s.Close()
	for id := range int64(1000) {
		s.User(id + 1).Start("")
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	client, err := bot.New(s.Token(), bot.WithServerURL(s.URL()), bot.WithSkipGetMe(),
		bot.WithHTTPClient(0, &http.Client{Transport: transport}))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		for id := int64(0); pb.Next(); id = (id + 1) % 1000 {
			if _, err := client.SendMessage(b.Context(), &bot.SendMessageParams{ChatID: id + 1, Text: "Đã nhận"}); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkSendMessageJSON is the same call in JSON over one connection: mostly the server's own work.
func BenchmarkSendMessageJSON(b *testing.B) {
	s := telegramtest.NewServer(telegramtest.WithLean())
	defer s.Close()
	s.User(1).Start("")
	address := s.URL() + "/bot" + s.Token() + "/sendMessage"
	body := `{"chat_id":1,"text":"Đã nhận <b>phản ánh</b>","parse_mode":"HTML","reply_markup":{"inline_keyboard":[` +
		`[{"text":"Tra cứu","callback_data":"c1:status:1"},{"text":"Đóng","callback_data":"c1:close:1"}]]}}`
	b.ReportAllocs()
	for b.Loop() {
		resp, err := http.Post(address, "application/json", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}
}

func ExampleServer() {
	s := telegramtest.NewServer()
	defer s.Close()
	s.User(7).Start("") // the bot may write only to those who began
	resp, err := http.Get(s.URL() + "/bot" + s.Token() + "/sendMessage?chat_id=7&text=Xin+chào")
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = resp.Body.Close()
	fmt.Println(s.User(7).Messages()[0].Text)
	// Output: Xin chào
}
