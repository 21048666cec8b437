package viet

import (
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// drawSyllable draws a syllable of the language, taken apart.
func drawSyllable(t *rapid.T) ([]rune, tone) {
	all := make([]string, 0, len(rhymes))
	for rhyme := range rhymes {
		all = append(all, rhyme)
	}
	slices.Sort(all)
	for {
		bases := []rune(rapid.SampledFrom(onsets).Draw(t, "onset") + rapid.SampledFrom(all).Draw(t, "rhyme"))
		tn := tone(rapid.IntRange(0, 5).Draw(t, "tone"))
		if isSyllable(bases, tn) {
			return bases, tn
		}
	}
}

// typeTelex writes the keys of a syllable as different typists do: the tone after its vowel or at the end, ươ with one w or two.
func typeTelex(bases []rune, tn tone, toneLast, oneW bool) string {
	var b strings.Builder
	toneKey := strings.TrimSpace(string(" frxsj"[tn]))
	place := tonePlace(bases)
	pair := strings.Contains(string(bases), "ươ")
	for i, r := range bases {
		switch r {
		case 'ă', 'ơ':
			b.WriteString(string(plain(r)) + "w")
		case 'â', 'ê', 'ô', 'đ':
			b.WriteString(strings.Repeat(string(plain(r)), 2))
		case 'ư':
			b.WriteString("u")
			if !pair || !oneW {
				b.WriteString("w")
			}
		default:
			b.WriteRune(r)
		}
		if i == place && !toneLast {
			b.WriteString(toneKey)
		}
	}
	if toneLast {
		b.WriteString(toneKey)
	}
	return b.String()
}

// typeVNI writes the keys of a syllable in VNI.
func typeVNI(bases []rune, tn tone, toneLast bool) string {
	var b strings.Builder
	toneKey := strings.TrimSpace(string(" 23415"[tn]))
	place := tonePlace(bases)
	for i, r := range bases {
		b.WriteRune(plain(r))
		switch r {
		case 'â', 'ê', 'ô':
			b.WriteString("6")
		case 'ơ', 'ư':
			b.WriteString("7")
		case 'ă':
			b.WriteString("8")
		case 'đ':
			b.WriteString("9")
		}
		if i == place && !toneLast {
			b.WriteString(toneKey)
		}
	}
	if toneLast {
		b.WriteString(toneKey)
	}
	return b.String()
}

// inTCVN3 writes a lower-case text with the signs of the .VnTime fonts.
func inTCVN3(s string) string {
	return strings.Map(func(r rune) rune {
		for i, to := range tcvn3 {
			if to == r && r != ' ' {
				return rune(0xa1 + i)
			}
		}
		return r
	}, s)
}

// inVNI writes a lower-case text with the signs of the VNI-Windows fonts.
func inVNI(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(oneInVNI(r))
	}
	return b.String()
}

func oneInVNI(r rune) string {
	for sign, to := range vniLetters {
		if to == r {
			return string(sign)
		}
	}
	for _, vowel := range "aeouyơư" {
		for sign, mark := range vniMarks {
			if got, ok := addMark(vowel, mark); ok && got == r {
				return oneInVNI(vowel) + string(sign)
			}
		}
	}
	return string(r)
}
