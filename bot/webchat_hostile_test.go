package bot

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
	"testing"
)

func TestHTMLAndSQLFromTheBrowserArriveAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, words := range map[string]string{
		"SQL":                    `'; DROP TABLE conversation; --`,
		"HTML":                   `<b onclick="alert(1)">x</b><script>alert('x')</script>&lt;&amp;`,
		"format words":           `%s %d %!v(PANIC) {{.Token}} ${jndi:ldap://x}`,
		"ten thousand letters":   strings.Repeat("ờ", 10_000),
		"text that runs back":    "abc\u202ecba\u2066x",
		"emoji of several parts": "👨‍👩‍👧‍👦🇻🇳❤️",
	} {
		t.Run(name, func(t *testing.T) {
			core := newWebCore()
			h := core.chat().Handler()
			cookie := webVisit(t, h, "minh-duc")
			body, err := json.Marshal(map[string]string{"id": webTestID, "text": words, "lang": words})
			if err != nil {
				t.Fatal(err)
			}
			if w := webSend(h, "minh-duc", cookie, string(body)); w.Code != http.StatusAccepted {
				t.Fatalf("as JSON: got %d %s", w.Code, w.Body)
			}
			if w := webUploadTo(h, cookie, map[string]string{"id": "other-" + webTestID, "text": words}, webTestFile{"a.png", webPNG}); w.Code != http.StatusAccepted {
				t.Fatalf("as a form: got %d %s", w.Code, w.Body)
			}
			for _, in := range core.inbox() {
				if in.Input.Text != words || in.Lang != "" {
					t.Errorf("the turn got %.80q in %.20q; want %.80q", in.Input.Text, in.Lang, words)
				}
			}
		})
	}
}

func TestControlCharactersFromTheBrowserAreNoFault(t *testing.T) {
	t.Parallel()
	core := newWebCore()
	h := core.chat().Handler()
	w := webSend(h, "minh-duc", webVisit(t, h, "minh-duc"), `{"id":"`+webTestID+`","text":"a\u0000b\u001bc\ud800d"}`)
	if w.Code != http.StatusAccepted {
		t.Fatalf("got %d %s", w.Code, w.Body)
	}
	if got := core.inbox()[0].Input.Text; !strings.HasPrefix(got, "a") || !strings.HasSuffix(got, "d") {
		t.Errorf("the turn got %q", got)
	}
}

// markup is what makes markup of words in a browser.
var markup = regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc`)

func TestTheBrowserShowsWordsAndNeverMarkup(t *testing.T) {
	t.Parallel()
	scripts, err := fs.Glob(webFiles, "web/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range scripts {
		source, err := fs.ReadFile(webFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		if found := markup.Find(source); found != nil {
			t.Errorf("%s uses %s: what a citizen wrote could become a part of the page", path.Base(name), found)
		}
	}
}
