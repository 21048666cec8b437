package flows

import (
	"context"
	"fmt"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

// Period is what the figures are asked of, and the earlier period that they are compared with; all days included.
type Period struct {
	Name       string // "Tháng này"
	From, To   law.Date
	BeforeFrom law.Date
	BeforeTo   law.Date
}

// Summary is what is told of a period: the figures as lines of Vietnamese, which say all that the picture shows, and files.
type Summary struct {
	Lines []string
	Files []ward.File // the picture first
}

// Figures computes a Summary. It is handed in: the flows know nothing of how figures are made.
type Figures func(ctx context.Context, w *ward.Ward, p Period) (Summary, error)

// WithFigures lets the staff ask for figures. Without it there is no such command.
func (r *Router) WithFigures(f Figures) *Router {
	flow := figuresFlow()
	flow.Run = func(c *Chat) { figures(c, f) }
	r.byName[flow.Name] = flow
	return r
}

func figuresFlow() Flow {
	return Flow{Name: "figures", Version: 1, Desk: ward.MayReadFigures, Title: "Xem thống kê"}
}

// Choices that are no period.
const (
	digestOn  = "digest-on"
	digestOff = "digest-off"
	doneValue = "done"
)

// figures tells the ward's figures of one period after the other.
func figures(c *Chat, compute Figures) {
	by := c.staff()
	for i := 0; ; i++ {
		key := func(name string) string { return fmt.Sprintf("%s.%d", name, i) }
		options := periodOptions(c.Ward.Today())
		if by.Role.Approves() {
			gets := look(c, key("digest"), func(ctx context.Context) (bool, error) { return c.Ward.GetsDigest(ctx, by) })
			options = append(options, digestOption(gets))
		}
		options = append(options, talk.Option{Value: doneValue, Label: "Xong", Aliases: []string{"thôi", "cảm ơn"}})
		chosen := c.Choice(key("period"), "Ông/bà xem số liệu của kỳ nào?", options...)
		switch chosen {
		case doneValue:
			c.Say("Khi cần xem lại, ông/bà gõ /thongke.")
			return
		case digestOn, digestOff:
			c.wantDigest(key("wanted"), by, chosen == digestOn)
			continue
		}
		// The day is remembered with the figures: after midnight they are still those that were asked for.
		shown := talk.Once(c, key("shown"), func(ctx context.Context) ([]talk.Message, error) {
			return c.summary(ctx, periodOf(chosen, c.Ward.Today()), compute)
		})
		c.sendAll(shown)
	}
}

func periodOptions(today law.Date) []talk.Option {
	half := "6 tháng đầu năm"
	if today.Month > monthsOfHalf {
		half = "6 tháng cuối năm"
	}
	return []talk.Option{
		{Value: "week", Label: "Tuần trước"},
		{Value: "month", Label: "Tháng này"},
		{Value: "last-month", Label: "Tháng trước"},
		{Value: "quarter", Label: "Quý này"},
		{Value: "half", Label: half, Aliases: []string{"nửa năm", "sáu tháng", "6 tháng"}},
		{Value: "year", Label: "Năm nay"},
		{Value: "last-year", Label: "Năm trước", Aliases: []string{"năm ngoái"}},
	}
}

func digestOption(gets bool) talk.Option {
	if gets {
		return talk.Option{Value: digestOff, Label: "Thôi nhận bản tin tuần"}
	}
	return talk.Option{Value: digestOn, Label: "Nhận bản tin tuần"}
}

func (c *Chat) wantDigest(key string, by ward.Staff, wanted bool) {
	talk.Once(c, key, func(ctx context.Context) (bool, error) { return true, c.Ward.WantDigest(ctx, by, wanted) })
	if wanted {
		c.Say("7 giờ sáng thứ Hai hằng tuần, ông/bà nhận bản tin số liệu của tuần trước tại đây.")
		return
	}
	c.Say("Ông/bà không nhận bản tin tuần nữa.")
}

// summary computes the figures of a period and keeps their files for this chat.
func (c *Chat) summary(ctx context.Context, p Period, compute Figures) ([]talk.Message, error) {
	s, err := compute(ctx, c.Ward, p)
	if err != nil {
		return nil, err
	}
	all := []talk.Message{{
		Title: fmt.Sprintf("%s: %s – %s", p.Name, p.From.Vietnamese(), p.To.Vietnamese()),
		Text: lines(s.Lines...) + "\n\n" + fmt.Sprintf("Tăng, giảm so với %s – %s. Số liệu lúc %s.",
			p.BeforeFrom.Vietnamese(), p.BeforeTo.Vietnamese(), moment(c.Ward.Now())),
	}}
	for _, f := range s.Files {
		f.Owner = ward.OwnerOf(c.Conversation.Channel, c.Conversation.Chat)
		kept, err := c.Ward.Keep(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, talk.Message{File: &talk.Sent{ID: kept.ID, Name: kept.Name, Mime: kept.Mime, Size: kept.Size}})
	}
	return all, nil
}

// Months of a period.
const (
	monthsOfQuarter = 3
	monthsOfHalf    = 6
	monthsOfYear    = 12
)

// periodOf is a period as of a day. One that goes on ends on that day, and is compared with as many days of the one before.
func periodOf(value string, today law.Date) Period {
	name := ""
	for _, o := range periodOptions(today) {
		if o.Value == value {
			name = o.Label
		}
	}
	first := law.Date{Year: today.Year, Month: today.Month, Day: 1}
	inYear := int(today.Month) - 1
	switch value {
	case "week":
		monday := today.Monday()
		return Period{name, monday.AddDays(-7), monday.AddDays(-1), monday.AddDays(-14), monday.AddDays(-8)}
	case "last-month":
		return monthsFrom(name, first.AddMonths(-1), 1, today)
	case "quarter":
		return monthsFrom(name, first.AddMonths(-(inYear % monthsOfQuarter)), monthsOfQuarter, today)
	case "half":
		return monthsFrom(name, first.AddMonths(-(inYear % monthsOfHalf)), monthsOfHalf, today)
	case "year":
		return monthsFrom(name, law.Date{Year: today.Year, Month: time.January, Day: 1}, monthsOfYear, today)
	case "last-year":
		return monthsFrom(name, law.Date{Year: today.Year - 1, Month: time.January, Day: 1}, monthsOfYear, today)
	}
	return monthsFrom(name, first, 1, today)
}

func monthsFrom(name string, from law.Date, months int, today law.Date) Period {
	p := Period{Name: name, From: from, To: from.AddMonths(months).AddDays(-1), BeforeFrom: from.AddMonths(-months), BeforeTo: from.AddDays(-1)}
	if !p.To.After(today) {
		return p
	}
	p.To = today
	if until := p.BeforeFrom.AddDays(p.To.Sub(p.From)); until.Before(p.BeforeTo) {
		p.BeforeTo = until
	}
	return p
}

// Digest is the weekly message to a leader.
func Digest(title string, said []string) talk.Message {
	return talk.Message{
		Title: title, Text: strings.Join(said, "\n") + "\n\nThôi nhận bản tin này: gõ /thongke, chọn “Thôi nhận bản tin tuần”.",
		Rows: [][]talk.Button{{{Label: figuresFlow().Title, Data: goTo(figuresFlow().Name, "")}}},
	}
}
