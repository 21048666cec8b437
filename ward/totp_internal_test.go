package ward

import (
	"testing"
	"time"
)

// The secret and the times of RFC 6238, appendix B, for HMAC-SHA-1, with the last six of its eight digits.
func TestOneTimeCodesAreThoseOfTheStandard(t *testing.T) {
	totp := TOTP{Secret: []byte("12345678901234567890")}
	for at, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if got := totp.CodeAt(time.Unix(at, 0)); got != want {
			t.Errorf("at %d it is %s; want %s", at, got, want)
		}
	}
}

func TestACodeCountsOnceAndForHalfAMinuteAround(t *testing.T) {
	totp, now := TOTP{Secret: []byte("12345678901234567890")}, time.Unix(1234567890, 0)
	for name, c := range map[string]struct {
		shown time.Time
		last  int64
		want  bool
	}{
		"now":                     {now, 0, true},
		"half a minute ago":       {now.Add(-30 * time.Second), 0, true},
		"half a minute ahead":     {now.Add(30 * time.Second), 0, true},
		"a minute ago":            {now.Add(-time.Minute), 0, false},
		"a minute ahead":          {now.Add(time.Minute), 0, false},
		"used already":            {now, stepAt(now), false},
		"older than the last one": {now.Add(-30 * time.Second), stepAt(now), false},
	} {
		if _, ok := totp.check(totp.CodeAt(c.shown), now, c.last); ok != c.want {
			t.Errorf("%s: counts = %v; want %v", name, ok, c.want)
		}
	}
	if _, ok := totp.check("", now, 0); ok {
		t.Error("no code at all counts")
	}
}

func TestTheWaitDoublesAfterFiveFailures(t *testing.T) {
	for failures, want := range map[int]time.Duration{0: 0, 1: 0, 4: 0, 5: time.Minute, 6: 2 * time.Minute, 8: 8 * time.Minute, 11: time.Hour, 500: time.Hour} {
		if got := waitAfter(failures); got != want {
			t.Errorf("after %d failures it is %v; want %v", failures, got, want)
		}
	}
}
