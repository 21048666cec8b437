package viet

import "testing"

func TestYesAndNoAreUnderstoodInManyWords(t *testing.T) {
	for _, s := range []string{"Có", "co", "ừ", "dạ vâng", "Đúng", "dung", "đúng rồi ạ", "OK", "ok em", "được rồi", "vâng ạ", "yes", "đồng ý!"} {
		if !Yes(s) {
			t.Errorf("%q should be a yes", s)
		}
		if No(s) {
			t.Errorf("%q should not be a no", s)
		}
	}
	for _, s := range []string{"Không", "ko", "k", "dạ không", "không ạ", "hông", "chưa", "khỏi", "không phải", "no"} {
		if !No(s) {
			t.Errorf("%q should be a no", s)
		}
		if Yes(s) {
			t.Errorf("%q should not be a yes", s)
		}
	}
	for _, s := range []string{"", "dừng", "có lẽ", "đúng giờ", "không biết đường nào", "đường", "ốc", "cổ", "khổng lồ", "anh ơi", "1"} {
		if Yes(s) || No(s) {
			t.Errorf("%q is neither a yes nor a no", s)
		}
	}
}
