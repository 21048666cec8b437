package ward

import (
	"slices"
	"time"

	"danbiet/law"
)

// Profile is what a ward declares of itself, in YAML. Applying it again changes nothing.
type Profile struct {
	Slug       string `yaml:"slug" json:"slug"`   // in addresses and commands
	Name       string `yaml:"name" json:"name"`   // "Ủy ban nhân dân phường Minh Đức"
	Short      string `yaml:"short" json:"short"` // "phường Minh Đức"
	Kind       string `yaml:"kind" json:"kind"`   // phuong, xa or dac-khu
	Sample     bool   `yaml:"sample" json:"sample"`
	SampleNote string `yaml:"sample_note" json:"sample_note"`
	Parent     string `yaml:"parent" json:"parent"` // the issuing body above, for letterheads
	Province   string `yaml:"province" json:"province"`
	Address    string `yaml:"address" json:"address"`
	Website    string `yaml:"website" json:"website"`
	Email      string `yaml:"email" json:"email"`
	Population int64  `yaml:"population" json:"population"`
	Timezone   string `yaml:"timezone" json:"timezone"`

	Hours     []Hours  `yaml:"hours" json:"hours"`
	HoursNote string   `yaml:"hours_note" json:"hours_note"`
	Hotlines  []Line   `yaml:"hotlines" json:"hotlines"`
	Above     []Office `yaml:"denounce_above" json:"denounce_above"` // where to denounce the ward's own leaders

	Neighbourhoods []Neighbourhood `yaml:"neighbourhoods" json:"neighbourhoods"`
	Officials      []Official      `yaml:"officials" json:"officials"`
	Fields         []Field         `yaml:"fields" json:"fields"`
	Reception      Reception       `yaml:"reception" json:"reception"`
	Topics         []Topic         `yaml:"topics" json:"topics"`
	Reporting      Reporting       `yaml:"report" json:"report"`
	AnswerDays     int             `yaml:"answer_days" json:"answer_days"` // the ward's promise for petitions without a legal term, in working days; 0: the default
	ReopenDays     int             `yaml:"reopen_days" json:"reopen_days"` // for how many days after its answer a citizen may have a petition taken up again; 0: the default

	decided []ScheduleChange // what was decided at the desk and holds, the newest first
}

// Hours are office hours (giờ làm việc) of some weekdays, with as many shifts as there are.
type Hours struct {
	Days   []string `yaml:"days" json:"days"`     // mon … sun
	Shifts []string `yaml:"shifts" json:"shifts"` // "07:30-11:30"
}

// Line is a telephone number that serves everybody (đường dây nóng). Number is empty until the ward declares one.
type Line struct {
	Slug   string `yaml:"slug" json:"slug"`
	Name   string `yaml:"name" json:"name"`
	Number string `yaml:"number" json:"number"`
	Note   string `yaml:"note" json:"note"`
}

// Office is a body outside the ward.
type Office struct {
	Name    string `yaml:"name" json:"name"`
	Address string `yaml:"address" json:"address"`
	Note    string `yaml:"note" json:"note"`
}

// Neighbourhood is a tổ dân phố of a ward, or a thôn of a commune.
type Neighbourhood struct {
	Slug    string   `yaml:"slug" json:"slug"`
	Name    string   `yaml:"name" json:"name"`
	Aliases []string `yaml:"aliases" json:"aliases"`
	Hall    string   `yaml:"hall" json:"hall"` // nhà văn hóa
	Head    string   `yaml:"head" json:"head"` // tổ trưởng; empty until declared
	Phone   string   `yaml:"phone" json:"phone"`
	Note    string   `yaml:"note" json:"note"`
}

// Official is an office holder (cán bộ, công chức). Name and Phone are empty until declared.
type Official struct {
	Slug   string `yaml:"slug" json:"slug"`
	Name   string `yaml:"name" json:"name"`
	Title  string `yaml:"title" json:"title"`
	Duties string `yaml:"duties" json:"duties"`
	Room   string `yaml:"room" json:"room"`
	Phone  string `yaml:"phone" json:"phone"`
}

// Field is what a petition is about (lĩnh vực).
type Field struct {
	Slug     string   `yaml:"slug" json:"slug"`
	Name     string   `yaml:"name" json:"name"`
	Aliases  []string `yaml:"aliases" json:"aliases"`
	Official string   `yaml:"official" json:"official"`
}

// Topic is what a citizen can subscribe to.
type Topic struct {
	Slug string `yaml:"slug" json:"slug"`
	Name string `yaml:"name" json:"name"`
}

// Reception is the schedule of receiving citizens (lịch tiếp công dân).
type Reception struct {
	Place       string             `yaml:"place" json:"place"`
	Weekly      []ReceptionRule    `yaml:"weekly" json:"weekly"`
	Moves       []ReceptionMove    `yaml:"moves" json:"moves"`
	Substitutes []ReceptionReplace `yaml:"substitutes" json:"substitutes"`
	SlotMinutes int                `yaml:"slot_minutes" json:"slot_minutes"` // how long a booked talk lasts: 15 or 20; 0: the default
	Capacity    int                `yaml:"capacity" json:"capacity"`         // how many talks of a session can be booked; 0: the default
}

// ReceptionRule is one dated rule of the schedule, with the document that announced it.
type ReceptionRule struct {
	Who       string   `yaml:"who" json:"who"` // chairman, office
	Name      string   `yaml:"name" json:"name"`
	Official  string   `yaml:"official" json:"official"`
	Days      []string `yaml:"days" json:"days"`
	MonthDays []int    `yaml:"month_days" json:"month_days"` // instead of Days: the 10th and the 25th
	Shifts    []string `yaml:"shifts" json:"shifts"`
	From      string   `yaml:"from" json:"from"` // YYYY-MM-DD
	To        string   `yaml:"to" json:"to"`     // "": still in force
	OnHoliday string   `yaml:"on_holiday" json:"on_holiday"`
	Place     string   `yaml:"place" json:"place"`
	Document  string   `yaml:"document" json:"document"`
	Posted    string   `yaml:"posted" json:"posted"` // YYYY-MM-DD, when the schedule was posted; "": the day that the document names
}

// ReceptionMove puts a session off to another day; an empty To cancels it.
type ReceptionMove struct {
	Who      string `yaml:"who" json:"who"`
	Date     string `yaml:"date" json:"date"`
	To       string `yaml:"to" json:"to"`
	Reason   string `yaml:"reason" json:"reason"`
	Document string `yaml:"document" json:"document"`
}

// ReceptionReplace names who receives in somebody's place on one day.
type ReceptionReplace struct {
	Who    string `yaml:"who" json:"who"`
	Date   string `yaml:"date" json:"date"`
	By     string `yaml:"by" json:"by"`
	Reason string `yaml:"reason" json:"reason"`
}

// hanoiZone is the name of the zone that law.Zone is.
const hanoiZone = "Asia/Ho_Chi_Minh"

// Zone is the ward's time zone, Hà Nội's when none is declared. Vietnam has no daylight saving time.
func (p *Profile) Zone() *time.Location {
	if p.Timezone != "" && p.Timezone != hanoiZone {
		if zone, err := time.LoadLocation(p.Timezone); err == nil {
			return zone
		}
	}
	return law.Zone()
}

// Unit is what the ward calls itself in a sentence: "phường", "xã" or "đặc khu".
func (p *Profile) Unit() string {
	switch p.Kind {
	case "xa":
		return "xã"
	case "dac-khu":
		return "đặc khu"
	}
	return "phường"
}

// Field finds a field by its slug.
func (p *Profile) Field(slug string) (Field, bool) {
	i := slices.IndexFunc(p.Fields, func(f Field) bool { return f.Slug == slug })
	if i < 0 {
		return Field{}, false
	}
	return p.Fields[i], true
}

// Neighbourhood finds a neighbourhood by its slug.
func (p *Profile) Neighbourhood(slug string) (Neighbourhood, bool) {
	i := slices.IndexFunc(p.Neighbourhoods, func(n Neighbourhood) bool { return n.Slug == slug })
	if i < 0 {
		return Neighbourhood{}, false
	}
	return p.Neighbourhoods[i], true
}

// Topic finds a topic.
func (p *Profile) Topic(slug string) (Topic, bool) {
	i := slices.IndexFunc(p.Topics, func(t Topic) bool { return t.Slug == slug })
	if i < 0 {
		return Topic{}, false
	}
	return p.Topics[i], true
}

// Official finds an office holder by slug.
func (p *Profile) Official(slug string) (Official, bool) {
	i := slices.IndexFunc(p.Officials, func(o Official) bool { return o.Slug == slug })
	if i < 0 {
		return Official{}, false
	}
	return p.Officials[i], true
}

// Hotline is the ward's own line when it has declared a number.
func (p *Profile) Hotline() (Line, bool) {
	i := slices.IndexFunc(p.Hotlines, func(l Line) bool { return l.Slug == "phuong" })
	if i < 0 || p.Hotlines[i].Number == "" {
		return Line{}, false
	}
	return p.Hotlines[i], true
}
