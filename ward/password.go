package ward

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// A password's length, in runes. Length is what makes one hard to guess; no kind of character is asked for.
const (
	ShortestPassword = 12
	LongestPassword  = 128
)

// What one hash costs: 32 MiB and three passes, about a tenth of a second on an office computer. A changed cost is used
// for new hashes; each hash names its own.
const (
	argonPasses  = 3
	argonMemory  = 32 << 10 // KiB
	argonThreads = 1
	argonSalt    = 16 // bytes
	argonKey     = 32 // bytes
)

// The errors of choosing a password.
var (
	ErrPasswordShort = errors.New("the password is too short")
	ErrPasswordLong  = errors.New("the password is too long")
	ErrPasswordLogin = errors.New("the password holds the login")
)

// checkPassword says why a password will not do.
func checkPassword(password, login string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case n < ShortestPassword:
		return ErrPasswordShort
	case n > LongestPassword:
		return ErrPasswordLong
	case strings.Contains(strings.ToLower(password), login):
		return ErrPasswordLogin
	}
	return nil
}

// hashPassword makes the text that is stored. Marks typed in one keyboard or another are the same password.
func hashPassword(password string, random io.Reader) (string, error) {
	salt := make([]byte, argonSalt)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	sum := argon2.IDKey(norm.NFC.Bytes([]byte(password)), salt, argonPasses, argonMemory, argonThreads, argonKey)
	text := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonPasses, argonThreads, text(salt), text(sum)), nil
}

// isPassword reports whether a hash is that of a password. Where there is no hash it takes as long and says no: how long
// an answer takes does not tell whether a login is somebody's.
func isPassword(password, hash string) bool {
	var version, memory, passes uint32
	var threads uint8
	parts := strings.Split(hash, "$")
	if len(parts) != 6 {
		argon2.IDKey([]byte(password), make([]byte, argonSalt), argonPasses, argonMemory, argonThreads, argonKey)
		return false
	}
	_, errVersion := fmt.Sscanf(parts[2], "v=%d", &version)
	_, errCost := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &threads)
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	want, errSum := base64.RawStdEncoding.DecodeString(parts[5])
	if errors.Join(errVersion, errCost, errSalt, errSum) != nil || version != argon2.Version || len(want) == 0 {
		return false
	}
	got := argon2.IDKey(norm.NFC.Bytes([]byte(password)), salt, passes, memory, threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}
