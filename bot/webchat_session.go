package bot

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

const (
	webCookie     = "danbiet_chat"
	webSecretSize = 32                   // bytes of randomness in a session
	webSessionAge = 180 * 24 * time.Hour // counted from the last visit
)

// keepSession gives the visitor a session for this ward, or lengthens the one that the browser has.
func (s *webServer) keepSession(w http.ResponseWriter, r *http.Request, ward string) error {
	if secret, ok := webSecret(r); ok {
		http.SetCookie(w, s.cookie(r, ward, secret, webSessionAge))
		return nil
	}
	source := s.Rand
	if source == nil {
		source = rand.Reader
	}
	fresh := make([]byte, webSecretSize)
	if _, err := io.ReadFull(source, fresh); err != nil {
		return fmt.Errorf("draw a session secret: %w", err)
	}
	http.SetCookie(w, s.cookie(r, ward, base64.RawURLEncoding.EncodeToString(fresh), webSessionAge))
	return nil
}

// cookie holds secret for one ward. A negative age makes the browser forget it.
func (s *webServer) cookie(r *http.Request, ward, secret string, age time.Duration) *http.Cookie {
	return &http.Cookie{
		Name:     webCookie,
		Value:    secret,
		Path:     "/chat/" + ward,
		MaxAge:   int(age / time.Second),
		Secure:   s.Secure || r.TLS != nil,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	}
}

// webSecret returns the session value of the request if it is one that we could have made.
func webSecret(r *http.Request) (string, bool) {
	c, err := r.Cookie(webCookie)
	if err != nil {
		return "", false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(c.Value)
	return c.Value, err == nil && len(raw) == webSecretSize
}

// webSession returns the chat that the request belongs to. The id is a hash, so that neither the database
// nor a log ever holds the value that opens the chat.
func webSession(r *http.Request) (chat string, ok bool) {
	secret, ok := webSecret(r)
	if !ok {
		return "", false
	}
	return webHash("chat", r.PathValue("ward"), secret), true
}

// webHash makes a name of 43 letters from its parts, which must not contain a zero byte.
func webHash(parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		_, _ = io.WriteString(sum, part+"\x00") // a hash never fails
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil))
}

// serveLeave ends the session on this device. What was filed stays with the ward.
func (s *webServer) serveLeave(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, s.cookie(r, r.PathValue("ward"), "", -time.Second))
	w.WriteHeader(http.StatusNoContent)
}

// guard refuses requests that another site made the browser send.
func (s *webServer) guard(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var own http.CrossOriginProtection
		if !slices.Contains(s.AllowOrigins, r.Header.Get("Origin")) && own.Check(r) != nil {
			webRefuse(w, webForeign)
			return
		}
		next(w, r)
	}
}
