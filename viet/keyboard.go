package viet

import (
	"slices"
	"strings"
)

// keyboard plays keystrokes the way an input method does.
type keyboard struct {
	bases  []rune
	tone   tone
	tones  int  // tone keys; a second one would take the first back
	shapes int  // keys that made a hat, breve, horn or bar
	barred bool // a key made đ
	late   bool // a hat came after the final consonants: "thongo"
}

// telex plays one key; false means that the word cannot go on so.
func (k *keyboard) telex(c rune) bool {
	switch c {
	case 'f', 's', 'r', 'x', 'j':
		if k.hasVowel() {
			k.setTone(c)
			return true
		}
		if c == 'f' || c == 'j' {
			return false
		}
	case 'a', 'e', 'o':
		if k.telexHat(c) {
			return true
		}
	case 'w':
		return k.horn(true)
	case 'd':
		if len(k.bases) == 1 && k.bases[0] == 'd' {
			k.shape(0, 'đ')
			k.barred = true
			return true
		}
	case 'z':
		return false
	}
	k.bases = append(k.bases, c)
	return true
}

// vni plays one key of the VNI method: 1–5 are tones, 6 the hat, 7 the horn, 8 the breve and 9 the bar.
func (k *keyboard) vni(c rune) bool {
	switch c {
	case '1', '2', '3', '4', '5':
		if !k.hasVowel() {
			return false
		}
		k.setTone(rune("sfrxj"[c-'1']))
	case '6':
		i := lastIndexFunc(k.bases, func(r rune) bool { return hats[r] != 0 })
		if i < 0 {
			return false
		}
		k.shape(i, hats[k.bases[i]])
	case '7':
		return k.horn(false)
	case '8':
		return k.shapeLast('a', 'ă')
	case '9':
		k.barred = true
		return k.shapeLast('d', 'đ')
	case '0':
		return false
	default:
		k.bases = append(k.bases, c)
	}
	return true
}

var hats = map[rune]rune{'a': 'â', 'e': 'ê', 'o': 'ô'}

func (k *keyboard) hasVowel() bool { return slices.ContainsFunc(k.bases, isVowel) }

func (k *keyboard) shape(i int, to rune) {
	k.bases[i] = to
	k.shapes++
}

func (k *keyboard) shapeLast(from, to rune) bool {
	i := lastIndexFunc(k.bases, func(r rune) bool { return r == from })
	if i < 0 {
		return false
	}
	k.shape(i, to)
	return true
}

func (k *keyboard) setTone(key rune) {
	switch key {
	case 'f':
		k.tone = huyen
	case 's':
		k.tone = sac
	case 'r':
		k.tone = hoi
	case 'x':
		k.tone = nga
	case 'j':
		k.tone = nang
	}
	k.tones++
}

// telexHat turns the second of two equal vowels into a hat: at once ("caao"), or after the final consonants as fast
// typists do ("thongo"). A tone key between them means two syllables, as in "here".
func (k *keyboard) telexHat(c rune) bool {
	last := len(k.bases) - 1
	i := lastIndexFunc(k.bases, isVowel)
	if i < 0 || k.bases[i] != c || k.tones > 0 {
		return false
	}
	k.late = k.late || i < last
	k.shape(i, hats[c])
	return true
}

// horn puts the horn on u and o, in Telex also the breve on a, and without a vowel writes ư.
func (k *keyboard) horn(telex bool) bool {
	find := func(want rune) int { return lastIndexFunc(k.bases, func(r rune) bool { return r == want }) }
	u, o, a := find('u'), find('o'), find('a')
	afterQ := u == 1 && k.bases[0] == 'q'
	switch {
	case o > 0 && u == o-1 && !afterQ:
		k.bases[u] = 'ư'
		k.shape(o, 'ơ')
	case u >= 0 && a == u+1 && !afterQ:
		k.shape(u, 'ư')
	case telex && a >= 0:
		k.shape(a, 'ă')
	case o >= 0:
		k.shape(o, 'ơ')
	case u >= 0:
		k.shape(u, 'ư')
	case telex && len(k.bases) > 0 && !k.hasVowel():
		k.bases = append(k.bases, 'ư')
		k.shapes++
	default:
		return false
	}
	return true
}

func lastIndexFunc(bases []rune, f func(rune) bool) int {
	for i := len(bases) - 1; i >= 0; i-- {
		if f(bases[i]) {
			return i
		}
	}
	return -1
}

// syllable returns the finished syllable, "" if the letters spell none. A missing tone is forgiven, as in "tieep".
func (k *keyboard) syllable() string {
	word := strings.Replace(string(k.bases), "ưo", "ươ", 1) // "dduwoc": the second w is often left out
	if rest, open := strings.CutSuffix(word, "ươ"); open {
		word = rest + "uơ"
	}
	bases := []rune(word)
	t := k.tone
	if k.tones == 0 {
		t = sac // for the check only: p, t, c, ch need a tone that nobody typed
	}
	if !isSyllable(bases, t) {
		return ""
	}
	return putTogether(bases, k.tone)
}
