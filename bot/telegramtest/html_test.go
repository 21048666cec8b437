package telegramtest

import (
	"html"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestHTMLIsReadAsTelegramReadsIt(t *testing.T) {
	tests := []struct {
		name, src, text string
		entities        []Entity
	}{
		{"plain", "Kính gửi ông/bà", "Kính gửi ông/bà", nil},
		{"bold and its alias", "<b>a</b><STRONG>b</STRONG>", "ab", []Entity{{Type: "bold", Length: 1}, {Type: "bold", Offset: 1, Length: 1}}},
		{"nested, the outer first", "<b>x<i>y</i></b>", "xy", []Entity{{Type: "bold", Length: 2}, {Type: "italic", Offset: 1, Length: 1}}},
		{"references", "a &lt; b &amp;&amp; c &gt; d &quot;e&quot; &#272;&#x1EBF;", `a < b && c > d "e" Đế`, nil},
		{"an unknown reference stays", "&nbsp;&copy; & &", "&nbsp;&copy; & &", nil},
		{"a reference without a semicolon", "&lt b", "< b", nil},
		{"offsets in UTF-16", "😀<b>é</b>", "😀é", []Entity{{Type: "bold", Offset: 2, Length: 1}}},
		{"a link", `<a href="https://minhduc.gov.vn/x?a=1&amp;b=2">đây</a>`, "đây", []Entity{{Type: "text_link", Length: 3, URL: "https://minhduc.gov.vn/x?a=1&b=2"}}},
		{"a link by its own text", "<a>example.com</a>", "example.com", []Entity{{Type: "text_link", Length: 11, URL: "http://example.com/"}}},
		{"a bad link is only text", `<a href="x">đây</a>`, "đây", nil},
		{"a mention", `<a href="tg://user?id=7">bà</a>`, "bà", []Entity{{Type: "text_mention", Length: 2, User: &wireUser{ID: 7}}}},
		{"code with a language", `<pre><code class="language-go">x</code></pre>`, "x", []Entity{{Type: "pre", Length: 1, Language: "go"}}},
		{"code and pre", "<code>a</code><pre>b</pre>", "ab", []Entity{{Type: "code", Length: 1}, {Type: "pre", Offset: 1, Length: 1}}},
		{"a spoiler", `<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>`, "ab", []Entity{{Type: "spoiler", Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}}},
		{"a quotation", "<blockquote expandable>a</blockquote>", "a", []Entity{{Type: "expandable_blockquote", Length: 1}}},
		{"an emoji", `<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>`, "👍", []Entity{{Type: "custom_emoji", Length: 2, Emoji: "5368324170671202286"}}},
		{"an empty tag makes nothing", "<b></b>a", "a", nil},
		{"a short end tag", "<b>a</>", "a", []Entity{{Type: "bold", Length: 1}}},
		{"a greater-than sign alone", "a > b", "a > b", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, entities, err := parseHTML(tt.src)
			if err != nil {
				t.Fatalf("refused: %v", err)
			}
			if text != tt.text {
				t.Errorf("text = %q, want %q", text, tt.text)
			}
			if diff := cmp.Diff(tt.entities, entities); diff != "" {
				t.Errorf("entities (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBrokenHTMLIsRefused(t *testing.T) {
	tests := map[string]string{
		"<b":                            "Unclosed start tag at byte offset 0",
		"a<":                            "Unclosed start tag at byte offset 1",
		"<b>a":                          `Can't find end tag corresponding to start tag "b"`,
		"a</b>":                         "Unexpected end tag at byte offset 1",
		"<b>a</i>":                      `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
		"<b>a</b":                       "Unclosed end tag at byte offset 4",
		"<b>a</":                        "Unclosed end tag at byte offset 4",
		"<script>x</script>":            `Unsupported start tag "script" at byte offset 0`,
		"1 <2 3":                        `Unsupported start tag "2" at byte offset 2`,
		"<br/>":                         `Unsupported start tag "br/" at byte offset 0`,
		"<p>":                           `Unsupported start tag "p" at byte offset 0`,
		"<span>a</span>":                `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		`<a ="x">a</a>`:                 `Empty attribute name in the tag "a" at byte offset 0`,
		"<a href=x/y>a</a>":             "Unexpected end of name token at byte offset 8",
		`<a href="x`:                    "Unclosed start tag at byte offset 0",
		"<a href=":                      `Unclosed start tag "a" at byte offset 0`,
		"<a href":                       `Unclosed start tag "a" at byte offset 0`,
		`<tg-emoji emoji-id="x">a</>`:   "Invalid custom emoji identifier specified",
		"&#xd800;":                      "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
		"đường <Nguyễn Trãi> và ngõ 12": `Unsupported start tag "nguyễn" at byte offset 10`,
	}
	for src, want := range tests {
		t.Run(src, func(t *testing.T) {
			_, _, err := parseHTML(src)
			if err == nil || err.Error() != "Bad Request: can't parse entities: "+want {
				t.Errorf("err = %v, want %s", err, want)
			}
		})
	}
}

func TestEscapedWordsComeThroughUnchanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := clean(rapid.String().Draw(t, "words"))
		escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(words)
		text, entities, err := parseHTML("<b>" + escaped + "</b>")
		if err != nil || text != words {
			t.Fatalf("%q came out as %q, %v", words, text, err)
		}
		if n := utf16Len(words); n > 0 && (len(entities) != 1 || entities[0].Length != n) {
			t.Fatalf("bold over %v, want %d units", entities, n)
		}
		if again, _, err := parseHTML(html.EscapeString(words)); err != nil || again != words {
			t.Fatalf("the standard library's escaping came out as %q, %v", again, err)
		}
	})
}

func TestNoHTMLMakesTheParserPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := rapid.StringOf(rapid.SampledFrom([]rune("<>/ab=\"'& #x;spanđ😀"))).Draw(t, "src")
		text, entities, err := parseHTML(src)
		if err != nil {
			return
		}
		text, entities = trim(text, entities)
		for _, e := range entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > utf16Len(text) {
				t.Fatalf("%q gives %v outside %q", src, e, text)
			}
		}
	})
}
