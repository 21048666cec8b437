package console

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"net/http"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// atomFeed is an Atom feed (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Links    []atomLink   `xml:"link"`
	Category atomCategory `xml:"category"`
	Summary  string       `xml:"summary,omitempty"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// feedEntries is how many documents the feed holds.
const feedEntries = 50

// serveFeed is the feed of the newest documents. One whose date of issue is not known is no news and is left out.
func (s *public) serveFeed(w http.ResponseWriter, r *http.Request) {
	var feed atomFeed
	err := s.house.Read(r.Context(), r.PathValue("ward"), func(wd *ward.Ward) error {
		all, err := wd.Disclosures(r.Context(), 0)
		feed = newFeed(wd, all, origin(r))
		return err
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	out := bytes.NewBufferString(xml.Header)
	if err := xml.NewEncoder(out).Encode(feed); err != nil {
		s.fail(w, r, fmt.Errorf("write the feed: %w", err))
		return
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	send(w, r, anHour, out.Bytes())
}

// newFeed makes the feed of some documents, newest first. Its addresses begin with the installation's public one, and
// where it has none, with the origin that the reader has used.
func newFeed(w *ward.Ward, documents []ward.Disclosure, origin string) atomFeed {
	p := w.Profile
	address := func(below string) string {
		if public := w.Link(below); public != "" {
			return public
		}
		return origin + base(p.Slug) + below
	}
	feed := atomFeed{
		Lang: "vi", ID: feedID(p.Slug, ""), Title: "Thông tin công khai – " + council(p), Author: atomAuthor{Name: p.Name},
		Updated: law.Date{Year: 2023, Month: time.July, Day: 1}.At(0, 0, p.Zone()).Format(time.RFC3339), // the law's first day; an empty feed needs a date too
		Links:   []atomLink{{Rel: "self", Type: "application/atom+xml", Href: address("cong-khai/feed.xml")}, {Rel: "alternate", Type: "text/html", Href: address("cong-khai")}},
	}
	for _, d := range documents {
		issued := dateOf(d.Issued)
		if issued.IsZero() || len(feed.Entries) == feedEntries {
			continue
		}
		group := groupOf(d)
		feed.Entries = append(feed.Entries, atomEntry{
			ID: feedID(p.Slug, d.Slug), Title: d.Title, Updated: issued.At(0, 0, p.Zone()).Format(time.RFC3339), Summary: d.Summary,
			Links:    []atomLink{{Rel: "alternate", Type: "text/html", Href: address("cong-khai/" + d.Slug)}},
			Category: atomCategory{Term: group.Slug, Label: group.Short},
		})
	}
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	return feed
}

// feedID is a permanent id that stays when the installation moves to another address: a UUID of version 8 (RFC 9562) made
// of the slugs.
func feedID(wardSlug, slug string) string {
	id := sha256.Sum256([]byte("danbiet/cong-khai/" + wardSlug + "/" + slug))
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[0:4], id[4:6], id[6:8], id[8:10], id[10:16])
}

// origin is the scheme and host under which the reader has reached this server.
func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
