package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"danbiet/law"
)

// announcePlanCmd plans a campaign.
type announcePlanCmd struct {
	Kind  string            `required:"" enum:"leader-election,election,disclosure,consultation,health,military-exam,military-call" placeholder:"KIND" help:"leader-election (of the head of a neighbourhood), election (National Assembly and People's Councils), disclosure, consultation, health, military-exam or military-call."`
	Date  law.Date          `required:"" placeholder:"YYYY-MM-DD" help:"The day of the vote, the decision, the end of the consultation, the session, the examination or the enlistment."`
	Act   law.Date          `placeholder:"YYYY-MM-DD" help:"The day of the decision or plan that starts it."`
	Today law.Date          `placeholder:"YYYY-MM-DD" help:"The day from which it is judged what is too late. Default: today."`
	Group string            `placeholder:"N" help:"Of a disclosure: the group, 1 to 14 (Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11)."`
	IDs   bool              `name:"ids" help:"Name the steps also as --done takes them."`
	Done  map[string]string `placeholder:"STEP=YYYY-MM-DD" help:"A step that is done, or meant for a day; several are parted by semicolons."`
	Fill  map[string]string `placeholder:"FIELD=TEXT" help:"What is written into the suggested notices, such as ten_phuong=\"phường Minh Đức\"."`
}

// Help is shown after the command's one line.
func (announcePlanCmd) Help() string {
	return `Lists what the law asks for, by when, by which article, and whether it is in time or by how many days too late; then the notices to broadcast, in words to be completed. Needs no database, and ends with 0 however late it is.`
}

// Run prints the plan.
func (c announcePlanCmd) Run(_ context.Context, s streams) error {
	campaign, err := c.campaign()
	if err != nil {
		return err
	}
	plan, err := law.PlanCampaign(campaign, law.NewCalendar(nil))
	switch {
	case errors.Is(err, law.ErrNoRule):
		return wrongUsage("--date: the rules for %s on %s are not known", campaign.Kind, c.Date)
	case errors.Is(err, law.ErrNoGroup):
		return wrongUsage("--group: a disclosure needs its group, 1 to %d", len(law.DisclosureGroups()))
	case err != nil:
		return err
	}
	for step := range campaign.Done {
		if _, ok := plan.Step(step); !ok && step != law.StepConsultSummary {
			return wrongUsage("--done: %s has no step %q", campaign.Kind, step)
		}
	}
	page := planPage{Writer: s.out, ids: c.IDs}
	if isTerminal(s.out) {
		page.width, page.columns = planWidth, planWidths
	}
	return c.write(page, plan)
}

// planPage is where a plan is written: on a screen in columns that fit it, in a pipe with a line for each step.
type planPage struct {
	io.Writer

	width   int   // letters of a line, 0 for any number
	columns []int // letters of a column, nil for any number
	ids     bool  // steps are called as --done takes them
}

func (c announcePlanCmd) campaign() (law.Campaign, error) {
	campaign := law.Campaign{Kind: law.CampaignKind(c.Kind), Day: c.Date, Act: c.Act, Today: c.Today, Done: map[law.StepID]law.Date{}}
	if campaign.Today.IsZero() {
		campaign.Today = law.DateOf(time.Now().In(law.Zone()))
	}
	for step, day := range c.Done {
		date, err := law.ParseDate(day)
		if err != nil {
			return campaign, wrongUsage("--done: %q is not a date such as 2026-12-01", day)
		}
		campaign.Done[law.StepID(step)] = date
	}
	if c.Group == "" {
		return campaign, nil
	}
	groups := law.DisclosureGroups()
	n, err := strconv.Atoi(c.Group)
	if err != nil || n < 1 || n > len(groups) {
		return campaign, wrongUsage("--group: %q is not a number from 1 to %d", c.Group, len(groups))
	}
	campaign.Group = groups[n-1]
	return campaign, nil
}

// planWidth is how many letters a line of a plan has at most.
const planWidth = 100

// planWidths are the columns of a plan on a screen: step, when, citation, verdict. With the gaps between them a line has a hundred letters.
var planWidths = []int{32, 18, 22, 22}

func (c announcePlanCmd) write(out planPage, plan law.CampaignPlan) error {
	fmt.Fprintf(out, "%s, %s %s\n\n", plan.Kind.Name(), plan.Kind.DayName(), plan.Day.Vietnamese())
	if today := law.DateOf(time.Now().In(law.Zone())); c.Today.IsZero() && plan.Day.Before(today) {
		fmt.Fprintf(out, "Chú ý: %s đã qua (hôm nay là %s).\n\n", plan.Day.Vietnamese(), today.Vietnamese())
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	rows := [][]string{{"Việc", "Khi nào", "Căn cứ", "Tình trạng"}}
	for _, step := range plan.Steps {
		rows = append(rows, []string{out.name(step), step.When(), cmp.Or(step.Rule.Basis(), "–"), sign(step.Verdict) + step.Reason})
	}
	for _, row := range rows {
		if out.columns == nil {
			fmt.Fprintln(table, strings.Join(row, "\t"))
			continue
		}
		writeWrapped(table, row, out.columns)
	}
	if err := table.Flush(); err != nil { // which keeps the errors of the writes above
		return err
	}
	c.writeNotes(out, plan)
	return nil
}

// sign marks what is too late, so that an eye that runs down the table stops there.
func sign(v law.StepVerdict) string {
	switch v {
	case law.TooLate:
		return "✗ "
	case law.DoneInTime:
		return "✓ "
	}
	return ""
}

// writeWrapped writes a row whose cells are broken between words.
func writeWrapped(out io.Writer, row []string, widths []int) {
	cells, height := make([][]string, len(row)), 0
	for i, cell := range row {
		cells[i] = wrapped(cell, widths[i])
		height = max(height, len(cells[i]))
	}
	for line := range height {
		for i := range cells {
			if line < len(cells[i]) {
				fmt.Fprint(out, cells[i][line])
			}
			if i < len(cells)-1 {
				fmt.Fprint(out, "\t")
			}
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out, strings.Repeat("\t", len(row)-1))
}

// wrapped breaks a text between words into lines of at most so many letters, 0 for any number; a longer word has a line of
// its own.
func wrapped(text string, width int) []string {
	if width == 0 {
		return []string{text}
	}
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}

// writeNotes writes what belongs below the table: a day that would do, what to look up, and the notices.
func (c announcePlanCmd) writeNotes(out planPage, plan law.CampaignPlan) {
	if len(plan.Late()) > 0 && !plan.Earliest.IsZero() {
		fmt.Fprintf(out, "\nĐể đủ mọi thời hạn, %s sớm nhất là %s.\n", plan.Kind.DayName(), plan.Earliest.Vietnamese())
	}
	for _, step := range plan.Steps {
		if step.Rule.Note != "" {
			fmt.Fprintf(out, "\n%s\n", strings.Join(wrapped(fmt.Sprintf("Lưu ý (%s): %s", out.name(step), step.Rule.Note), out.width), "\n"))
		}
	}
	for _, step := range plan.Steps {
		if n := step.Notice; n != nil {
			c.writeNotice(out, step, *n)
		}
	}
}

// name is how a step is called: in words without their full stop, and with --ids as --done takes it.
func (out planPage) name(step law.CampaignStep) string {
	name := strings.TrimSuffix(step.What, ".")
	if out.ids {
		name += " [" + string(step.ID) + "]"
	}
	return name
}

func (c announcePlanCmd) writeNotice(out planPage, step law.CampaignStep, n law.PublicNotice) {
	title, text, missing := n.Fill(c.Fill)
	span := "từ " + n.From.Vietnamese() + " đến " + n.To.Vietnamese()
	if n.From == n.To {
		span = "ngày " + n.From.Vietnamese()
	}
	head := fmt.Sprintf("Thông báo gợi ý (%s), %s, %s:", out.name(step), strings.Join(n.Times, " và "), span)
	fmt.Fprintf(out, "\n%s\n", strings.Join(wrapped(head, out.width), "\n"))
	for _, part := range []string{title, text} {
		fmt.Fprintf(out, "  %s\n", strings.Join(wrapped(part, max(out.width-2, 0)), "\n  "))
	}
	for _, field := range missing {
		fmt.Fprintf(out, "  {%s}: %s\n", field.Name, field.Label)
	}
	if n.Verbatim {
		fmt.Fprintln(out, "  Đọc nguyên văn nội dung đã duyệt, không thêm lời khen, chê người ứng cử.")
	}
}
