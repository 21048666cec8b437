package ward

import (
	"crypto/hmac"
	"crypto/sha1" // RFC 6238's default, the one that every authenticator app knows
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"time"
)

// TOTP makes the one-time codes of RFC 6238: six digits, half a minute each, HMAC-SHA-1.
type TOTP struct {
	Secret []byte
}

const (
	totpSecret = 20 // bytes, as long as a SHA-1 sum (RFC 4226, section 4)
	totpPeriod = 30 // seconds
	totpSkew   = 1  // steps before and after now that count, for clocks that are wrong (RFC 6238, section 5.2)
)

// stepAt is the number of the half minute that a time lies in.
func stepAt(t time.Time) int64 { return t.Unix() / totpPeriod }

// code is the code of a step (RFC 4226, section 5.3).
func (t TOTP) code(step int64) string {
	mac := hmac.New(sha1.New, t.Secret)
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step))
	_, _ = mac.Write(counter[:]) // a hash takes everything
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0xf
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[offset:])&0x7fffffff%1_000_000)
}

// CodeAt is the code that an app shows at a time.
func (t TOTP) CodeAt(at time.Time) string { return t.code(stepAt(at)) }

// check returns the step of a code that counts now and is newer than the last one used.
func (t TOTP) check(code string, now time.Time, last int64) (step int64, ok bool) {
	for s := stepAt(now) - totpSkew; s <= stepAt(now)+totpSkew; s++ {
		if subtle.ConstantTimeCompare([]byte(t.code(s)), []byte(code)) == 1 && s > last {
			step, ok = s, true
		}
	}
	return step, ok
}

// Text is the secret as people type it into an app, in groups of four.
func (t TOTP) Text() string {
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(t.Secret)
	grouped := ""
	for i, r := range text {
		if i > 0 && i%4 == 0 {
			grouped += " "
		}
		grouped += string(r)
	}
	return grouped
}

// URL is what an app reads from a QR code. The issuer names the ward, the account the login.
func (t TOTP) URL(issuer, account string) string {
	values := url.Values{"secret": {base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(t.Secret)}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+account) + "?" + values.Encode()
}
