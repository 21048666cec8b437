package talk

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

func TestWhatIsRememberedIsRecalledAsItWas(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text, yes := rapid.String().Draw(t, "text"), rapid.Bool().Draw(t, "yes")
		var gotText string
		var gotYes bool
		if err := recall(encoded(t, text), &gotText); err != nil || gotText != text {
			t.Fatalf("recalled %q, %v; want %q", gotText, err, text)
		}
		if err := recall(encoded(t, yes), &gotYes); err != nil || gotYes != yes {
			t.Fatalf("recalled %t, %v; want %t", gotYes, err, yes)
		}
		if recall(encoded(t, text), &gotYes) == nil || recall(encoded(t, yes), &gotText) == nil {
			t.Fatal("a value was taken for one of another type")
		}
	})
}

func encoded(t *rapid.T, value any) []byte {
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
