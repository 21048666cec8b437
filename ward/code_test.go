package ward_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"danbiet/ward"
)

const codeLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

func newCode(t testing.TB) ward.Code {
	t.Helper()
	code, err := ward.NewCode(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// lettersOf are the nine letters of a code without its signs.
func lettersOf(code ward.Code) string {
	return strings.ReplaceAll(strings.TrimPrefix(string(code), "HS-"), "-", "")
}

func TestEverySingleSlipInACodeIsNoticed(t *testing.T) {
	for range 20 {
		nine := lettersOf(newCode(t))
		for i := range nine {
			for _, r := range codeLetters {
				slip := nine[:i] + string(r) + nine[i+1:]
				if _, ok := ward.ParseCode(slip); ok != (slip == nine) {
					t.Fatalf("%s typed as %s: taken = %v", nine, slip, ok)
				}
			}
		}
	}
}

func TestEverySwapOfNeighboursInACodeIsNoticed(t *testing.T) {
	for range 200 {
		nine := []byte(lettersOf(newCode(t)))
		for i := range len(nine) - 1 {
			swapped := append([]byte(nil), nine...)
			swapped[i], swapped[i+1] = nine[i+1], nine[i]
			if _, ok := ward.ParseCode(string(swapped)); ok != (nine[i] == nine[i+1]) {
				t.Fatalf("%s typed as %s: taken = %v", nine, swapped, ok)
			}
		}
	}
}

func TestACodeIsReadAsPeopleTypeIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringOfN(rapid.RuneFrom([]rune(codeLetters)), 8, 8, -1).Draw(t, "body")
		var code ward.Code
		for _, r := range codeLetters {
			if c, ok := ward.ParseCode(body + string(r)); ok {
				code = c
			}
		}
		if code == "" {
			t.Fatalf("%s has no check character", body)
		}
		nine := lettersOf(code)
		for _, typed := range []string{
			string(code), nine, strings.ToLower(nine), "hs" + nine, "HS " + nine[:4] + " " + nine[4:], " \t" + string(code) + "\n",
			strings.ReplaceAll(string(code), "-", "–"), strings.ReplaceAll(string(code), "-", "\u2011"), strings.ReplaceAll(string(code), "-", "\u00a0"),
			"hs_" + strings.ToLower(nine), "HS." + nine, strings.Join(strings.Split(nine, ""), " "),
		} {
			if got, ok := ward.ParseCode(typed); !ok || got != code {
				t.Fatalf("%q is read as %q, %v; want %q", typed, got, ok, code)
			}
		}
	})
}

func TestWhatIsNoCodeIsNotTakenForOne(t *testing.T) {
	code := string(newCode(t))
	for _, typed := range []string{
		"", "HS", "HS-", code[:len(code)-1], code + "2", code + code, "XX" + code[2:], "HS" + code, code + "'; --", code + "%", code + "\x00",
		"IIIIIIIII", "000000000", "lịch tiếp dân", strings.Repeat("2", 1000), "\xff\xfe", "ＨＳ２３４５６７８９２",
	} {
		if got, ok := ward.ParseCode(typed); ok {
			t.Errorf("%q is taken for the code %q", typed, got)
		}
	}
}

func TestCodesHaveNoLettersThatLookAlikeAndDiffer(t *testing.T) {
	seen := map[ward.Code]bool{}
	for range 2000 {
		code := newCode(t)
		if seen[code] {
			t.Fatalf("%s was made twice in two thousand", code)
		}
		seen[code] = true
		if len(code) != len("HS-7KM2-9QXD3") || strings.Trim(lettersOf(code), codeLetters) != "" {
			t.Fatalf("code = %q", code)
		}
	}
}

func TestRandomnessThatFailsMakesNoCode(t *testing.T) {
	empty := errors.New("no randomness")
	if code, err := ward.NewCode(iotest.ErrReader(empty)); !errors.Is(err, empty) || code != "" {
		t.Errorf("code = %q, %v; want none", code, err)
	}
}

func FuzzParseCode(f *testing.F) {
	for _, seed := range []string{"HS-7KM2-9QXD3", "hs 7km2 9qxd3", "7KM29QXD3", "", "HS", "HSHSHSHSH", "\xff", "ſſſſſſſſſ", "HS-2222-22222\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		code, ok := ward.ParseCode(typed)
		if !ok {
			if code != "" {
				t.Errorf("%q is refused and read as %q", typed, code)
			}
			return
		}
		if again, ok := ward.ParseCode(string(code)); !ok || again != code {
			t.Errorf("%q is read as %q, which is read as %q", typed, code, again)
		}
	})
}
