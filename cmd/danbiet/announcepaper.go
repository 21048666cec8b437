package main

import (
	"context"
	"io"
	"strings"

	"danbiet/paper"
	"danbiet/talk"
	"danbiet/ward"
)

// address is where an announcement opens, for its QR code: the ward's bot, else its web chat, else its website; "" where
// the ward has none of them.
func (d *desk) address(ctx context.Context, p *ward.Profile, id int64) string {
	if doors := d.doors(ctx, "n-"+idName(id)); len(doors) > 0 {
		return doors[0]
	}
	return p.Website
}

// written is where a paper is written.
type written struct {
	Output string `short:"o" required:"" placeholder:"FILE" help:"The file to write."`
}

func (o written) write(data []byte) error {
	return intoFile(o.Output, func(out io.Writer) error { _, err := out.Write(data); return err })
}

// announcePosterCmd writes a poster.
type announcePosterCmd struct {
	deskFlags
	announcementArg
	written
}

// Run writes it.
func (c announcePosterCmd) Run(ctx context.Context, s streams) error {
	return c.at(ctx, s, func(d *desk) error {
		profile, err := d.Profile(ctx, d.slug)
		if err != nil {
			return err
		}
		id, err := c.number()
		if err != nil {
			return err
		}
		address := d.address(ctx, profile, id) // asks the network, so before the transaction
		if address == "" {
			d.warn("the poster has no QR code: set DANBIET_TELEGRAM_TOKEN or DANBIET_PUBLIC_URL")
		}
		return d.read(ctx, func(w *ward.Ward) error {
			a, err := c.announcementArg.read(ctx, w)
			if err != nil {
				return err
			}
			pdf, err := w.NoticePoster(a, wordsOf(a.Notice.Text), address)
			if err != nil {
				return err
			}
			return c.write(pdf)
		})
	})
}

// wordsOf is a marked text as it is printed.
func wordsOf(text string) (words []paper.Words) {
	for _, s := range talk.Spans(text) {
		words = append(words, paper.Words{Text: s.Text, Bold: s.Bold, Italic: s.Italic})
	}
	return words
}

// announceScriptCmd writes what the loudspeaker's reader gets.
type announceScriptCmd struct {
	deskFlags
	announcementArg
	Output string `short:"o" placeholder:"FILE" help:"A file that ends with .pdf (large letters, for the reader) or .txt. Default: the text, to standard output."`
}

// Run writes it.
func (c announceScriptCmd) Run(ctx context.Context, s streams) error {
	isText := strings.HasSuffix(c.Output, ".txt") || c.Output == ""
	if !isText && !strings.HasSuffix(c.Output, ".pdf") {
		return wrongUsage("--output: %s ends neither with .pdf nor with .txt", c.Output)
	}
	return c.at(ctx, s, func(d *desk) error {
		return d.read(ctx, func(w *ward.Ward) error {
			a, err := c.read(ctx, w)
			if err != nil {
				return err
			}
			spoken := spokenNotice(w.Profile, a)
			data := []byte(spoken + "\n")
			if !isText {
				if data, err = w.NoticeScript(a, spoken); err != nil {
					return err
				}
			}
			if c.Output == "" {
				_, err := s.out.Write(data)
				return err
			}
			return written{c.Output}.write(data)
		})
	})
}
