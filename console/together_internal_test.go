package console

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// Whoever changes something and then asks must read the change, however many ask meanwhile.
func TestWhatIsAskedTogetherIsNeverOlderThanTheQuestion(t *testing.T) {
	t.Parallel()
	shared := newTogether[string, int64]()
	var value, asked atomic.Int64
	var officers sync.WaitGroup
	for range 16 {
		officers.Go(func() {
			for range 500 {
				written := value.Add(1)
				read, err := shared.get("inbox", func() (int64, error) {
					asked.Add(1)
					return value.Load(), nil
				})
				if err != nil || read < written {
					t.Errorf("wrote %d and then read %d, %v", written, read, err)
					return
				}
			}
		})
	}
	officers.Wait()
	if n := len(shared.asking); n != 0 {
		t.Errorf("%d questions are left", n)
	}
}

func TestThoseWhoComeMeanwhileShareTheNextAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shared := newTogether[string, int]()
		rounds := 0
		ask := func() (int, error) {
			rounds++
			mine := rounds
			time.Sleep(time.Second)
			return mine, nil
		}
		answers := make([]int, 20)
		var officers sync.WaitGroup
		for i := range answers {
			officers.Go(func() { answers[i], _ = shared.get("inbox", ask) })
			synctest.Wait()
		}
		officers.Wait()
		for i, a := range answers {
			if want := min(i+1, 2); a != want {
				t.Errorf("officer %d got answer %d, want %d", i, a, want)
			}
		}
	})
}

func TestAFailureEndsOnlyItsRound(t *testing.T) {
	t.Parallel()
	shared := newTogether[string, int]()
	failed := errors.New("away")
	if _, err := shared.get("inbox", func() (int, error) { return 0, failed }); !errors.Is(err, failed) {
		t.Errorf("got %v, want %v", err, failed)
	}
	if got, err := shared.get("inbox", func() (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("got %d, %v after a failure", got, err)
	}
}
