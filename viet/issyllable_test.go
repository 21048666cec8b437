package viet

import "testing"

func TestIsSyllableKnowsHowWordsAreSpelt(t *testing.T) {
	for word, want := range map[string]bool{
		"nghiêng": true, "khuỷu": true, "Giếng": true, "QUỐC": true, "hoà": true, "hòa": true,
		"zôn": false, "ngiêng": false, "thanhh": false, "kác": false, "": false, "hoc": false, "hồsơ": false,
	} {
		if got := IsSyllable(word); got != want {
			t.Errorf("IsSyllable(%q) = %t, want %t", word, got, want)
		}
	}
}
