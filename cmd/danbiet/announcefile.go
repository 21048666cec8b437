package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gabriel-vasile/mimetype"
	"github.com/goccy/go-yaml"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// noticeFile is an announcement as it is written in YAML.
type noticeFile struct {
	Title      string       `yaml:"title"`
	Text       string       `yaml:"text"`
	Topic      string       `yaml:"topic"`
	Audience   fileAudience `yaml:"audience"`
	Ground     string       `yaml:"ground"`
	Emergency  bool         `yaml:"emergency"`
	AskSeen    bool         `yaml:"ask_seen"`
	Disclosure string       `yaml:"disclosure"`
	Files      []string     `yaml:"files"`
	Plan       filePlan     `yaml:"plan"`
}

type fileAudience struct {
	Neighbourhoods []string `yaml:"neighbourhoods"`
}

type filePlan struct {
	At       string   `yaml:"at"`
	From     string   `yaml:"from"`
	To       string   `yaml:"to"`
	Times    []string `yaml:"times"`
	Skip     []string `yaml:"skip"`
	Workdays bool     `yaml:"workdays"`
	Cron     string   `yaml:"cron"`
	Late     string   `yaml:"late"`
}

// problems collects what is wrong with a file, a sentence each, beginning with the field's name.
type problems struct {
	path string
	all  []string
}

func (p *problems) add(field, format string, args ...any) {
	p.all = append(p.all, field+": "+fmt.Sprintf(format, args...))
}

// err is all that was found as wrong usage, or nil.
func (p *problems) err() error {
	if len(p.all) == 0 {
		return nil
	}
	return wrongUsage("%s: %s", p.path, strings.Join(p.all, "; "))
}

// readNotice reads a file. Words that it should not hold are errors that name the line.
func readNotice(path string) (*noticeFile, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, wrongUsage("FILE: %v", err)
	}
	var f noticeFile
	if err := yaml.UnmarshalWithOptions(raw, &f, yaml.Strict()); err != nil {
		err = ward.ExplainYAML(err)
		if strings.Contains(err.Error(), `":" is not `) {
			err = fmt.Errorf("%w: a time within braces needs quotes, as in \"06:30\"", err)
		}
		return nil, wrongUsage("%s: %v", path, err)
	}
	return &f, nil
}

// maxNoticeLetters bounds what is read of a text; the ward tells how much fits an announcement.
const maxNoticeLetters = 1 << 16

// notice makes the announcement of a file for a ward, with files that are not stored yet. Everything that is wrong is
// told at once.
func (f *noticeFile) notice(ctx context.Context, w *ward.Ward, path string) (ward.Notice, []ward.File, error) {
	p := &problems{path: path}
	n := ward.Notice{
		Title: oneLine(viet.Clean(f.Title, maxNoticeLetters)), Text: viet.Clean(f.Text, maxNoticeLetters), Topic: f.Topic,
		Audience: ward.Audience{Neighbourhoods: f.Audience.Neighbourhoods}, Ground: oneLine(viet.Clean(f.Ground, maxNoticeLetters)),
		Emergency: f.Emergency, AskSeen: f.AskSeen, Disclosure: f.Disclosure, Plan: f.Plan.plan(p, w.Now()),
	}
	if err := f.names(ctx, w, n, p); err != nil {
		return n, nil, err
	}
	files := f.open(p)
	if len(p.all) > 0 {
		return n, nil, p.err()
	}
	switch err := w.CheckAnnouncement(n).(type) {
	case nil:
		return n, files, nil
	case ward.PlanProblem:
		p.add("plan", "%v", err)
		return n, nil, p.err()
	default: // its sentence names what it is about
		return n, nil, wrongUsage("%s: %v", path, err)
	}
}

// names checks that what the file names is there.
func (f *noticeFile) names(ctx context.Context, w *ward.Ward, n ward.Notice, p *problems) error {
	if n.Title == "" {
		p.add("title", "it is missing")
	}
	if n.Text == "" {
		p.add("text", "it is missing")
	}
	if _, ok := w.Profile.Topic(n.Topic); !ok {
		p.add("topic", "%s; the ward has: %s", noSuch(n.Topic), slugs(w.Profile.Topics, func(t ward.Topic) string { return t.Slug }))
	}
	for i, slug := range n.Audience.Neighbourhoods {
		if _, ok := w.Profile.Neighbourhood(slug); !ok {
			p.add(fmt.Sprintf("audience.neighbourhoods[%d]", i), "%s; the ward has: %s", noSuch(slug),
				slugs(w.Profile.Neighbourhoods, func(n ward.Neighbourhood) string { return n.Slug }))
		}
	}
	if n.Disclosure == "" {
		return nil
	}
	_, err := w.Disclosure(ctx, n.Disclosure)
	if errors.Is(err, ward.ErrNoDisclosure) {
		all, err := w.NewestDisclosures(ctx, shownDisclosures)
		if err != nil {
			return err
		}
		p.add("disclosure", "%s; the ward has: %s", noSuch(n.Disclosure), slugs(all, func(d ward.Disclosure) string { return d.Slug }))
		return nil
	}
	return err
}

// shownDisclosures is how many disclosures are named to whoever mistypes one.
const shownDisclosures = 8

func noSuch(slug string) string {
	if slug == "" {
		return "it is missing"
	}
	return fmt.Sprintf("there is no %q", slug)
}

func slugs[T any](all []T, slug func(T) string) string {
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = slug(one)
	}
	return cmp.Or(strings.Join(names, ", "), "none")
}

// momentForm is how a time of the ward is written in a file.
const momentForm = "2006-01-02 15:04"

// plan reads the plan; whether it can be kept is the ward's to say.
func (f filePlan) plan(p *problems, now time.Time) ward.Plan {
	plan := ward.Plan{Times: f.Times, Cron: f.Cron, Workdays: f.Workdays}
	switch f.At {
	case "":
	case "now":
		plan.Soon = true
	default:
		at, err := time.ParseInLocation(momentForm, f.At, now.Location())
		if err != nil {
			p.add("plan.at", "%q is not a time such as %s, nor now", f.At, "2026-12-01 07:30")
		}
		plan.At = at
	}
	plan.From, plan.To = p.date("plan.from", f.From), p.date("plan.to", f.To)
	for i, day := range f.Skip {
		plan.Skip = append(plan.Skip, p.date(fmt.Sprintf("plan.skip[%d]", i), day))
	}
	if f.Late != "" {
		late, err := time.ParseDuration(f.Late)
		if err != nil || late <= 0 {
			p.add("plan.late", "%q is not a span such as 2h or 30m", f.Late)
		}
		plan.Late = ward.TimeSpan(late)
	}
	return plan
}

func (p *problems) date(field, s string) law.Date {
	if s == "" {
		return law.Date{}
	}
	d, err := law.ParseDate(s)
	if err != nil {
		p.add(field, "%q is not a date such as 2026-12-01", s)
	}
	return d
}

// open reads the files that are named, beside the one that names them.
func (f *noticeFile) open(p *problems) []ward.File {
	if len(f.Files) > ward.MaxNoticeFiles {
		p.add("files", "there are %d, and at most %d go out with an announcement; disclose the others and name the document in disclosure", len(f.Files), ward.MaxNoticeFiles)
		return nil
	}
	var all []ward.File
	for i, name := range f.Files {
		field := fmt.Sprintf("files[%d]", i)
		file, err := openNoticeFile(beside(p.path, name))
		if err != nil {
			p.add(field, "%v", err)
			continue
		}
		all = append(all, file)
	}
	return all
}

func openNoticeFile(path string) (ward.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return ward.File{}, err
	case !info.Mode().IsRegular():
		return ward.File{}, fmt.Errorf("%s is no file", path)
	case info.Size() > ward.MaxNoticeFile:
		return ward.File{}, fmt.Errorf("%s has %s, and at most %s can be sent", path, viet.FileSize(info.Size()), viet.FileSize(ward.MaxNoticeFile))
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return ward.File{}, err
	}
	mime, _, _ := strings.Cut(mimetype.Detect(data).String(), ";")
	if !ward.NoticeType(mime) {
		return ward.File{}, fmt.Errorf("%s is %s, and what can be sent is JPEG, PNG, WebP, PDF, DOCX or XLSX", path, mime)
	}
	return ward.File{Name: filepath.Base(path), Mime: mime, Size: int64(len(data)), Data: data}, nil
}
