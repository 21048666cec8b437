package ward

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Code is a petition's tracking code (mã hồ sơ), such as "HS-7KM2-9QXD3": eight random letters and a check character. It
// cannot be guessed (31^8 codes), has no letters that look alike, and a mistyped or swapped letter is noticed.
type Code string

// codeAlphabet has a prime number of characters, so that every single slip and every swap of neighbours changes the
// check character. I, L, O, 0 and 1 are missing.
const codeAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

const codeBody = 8

// NewCode makes a code from random bytes.
func NewCode(random io.Reader) (Code, error) {
	body, err := randomText(random, codeAlphabet, codeBody)
	if err != nil {
		return "", fmt.Errorf("make a tracking code: %w", err)
	}
	return format(body + string(checkCharacter(body))), nil
}

func format(nine string) Code { return Code("HS-" + nine[:4] + "-" + nine[4:]) }

// ParseCode reads a code as people type it: small letters, without hyphens or with others, with spaces, with or without
// "HS".
func ParseCode(typed string) (Code, bool) {
	var b strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch {
		case strings.ContainsRune(codeAlphabet, r):
			b.WriteRune(r)
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r), strings.ContainsRune("_.·−", r):
		default:
			return "", false
		}
	}
	nine := b.String()
	if len(nine) == codeBody+3 {
		nine = strings.TrimPrefix(nine, "HS")
	}
	if len(nine) != codeBody+1 || checkCharacter(nine[:codeBody]) != nine[codeBody] {
		return "", false
	}
	return format(nine), true
}

func checkCharacter(body string) byte {
	sum := 0
	for i := range len(body) {
		sum += (i + 2) * strings.IndexByte(codeAlphabet, body[i])
	}
	return codeAlphabet[sum%len(codeAlphabet)]
}

// newPIN makes a PIN of six digits.
func newPIN(random io.Reader) (string, error) {
	pin, err := randomText(random, "0123456789", 6)
	if err != nil {
		return "", fmt.Errorf("make a PIN: %w", err)
	}
	return pin, nil
}

// randomText draws characters evenly: bytes that would favour some of them are drawn again.
func randomText(random io.Reader, alphabet string, n int) (string, error) {
	even := 256 - 256%len(alphabet)
	text := make([]byte, 0, n)
	var b [1]byte
	for len(text) < n {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", err
		}
		if int(b[0]) < even {
			text = append(text, alphabet[int(b[0])%len(alphabet)])
		}
	}
	return string(text), nil
}
