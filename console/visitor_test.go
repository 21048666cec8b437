package console

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAHouseholdIsOneVisitor(t *testing.T) {
	for address, want := range map[string]string{
		"198.51.100.7": "198.51.100.7", "198.51.100.7:443": "198.51.100.7", "::ffff:198.51.100.7": "198.51.100.7",
		"2001:db8:1:2:ffff::9": "2001:db8:1:2::/64", "[2001:db8:1:2::1]:1000": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "unknown": "unknown",
	} {
		if got := household(address); got != want {
			t.Errorf("%s counts as %s; want %s", address, got, want)
		}
	}
}

func TestWithoutAProxysWordTheConnectionCounts(t *testing.T) {
	s := &public{client: func(r *http.Request) string { return r.Header.Get("X-Real-IP") }}
	r := httptest.NewRequest(http.MethodGet, "/", nil) // from 192.0.2.1
	if got := s.visitor(r); got != "192.0.2.1" {
		t.Errorf("without the header it is %s", got)
	}
	r.Header.Set("X-Real-IP", "2001:db8::7")
	if got := s.visitor(r); got != "2001:db8::/64" {
		t.Errorf("with the header it is %s", got)
	}
}
