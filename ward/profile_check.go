package ward

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/viet"
)

// ParseProfile reads a profile and checks it. The error is one sentence that names the line, or the entry.
func ParseProfile(raw []byte) (*Profile, error) {
	var p Profile
	if err := readYAML(raw, &p); err != nil {
		return nil, err
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	return &p, nil
}

func (p *Profile) check() error {
	for _, check := range []func() error{p.checkItself, p.checkSlugs, p.checkHours, p.checkPhones, p.checkOfficials, p.checkReporting} {
		if err := check(); err != nil {
			return err
		}
	}
	_, err := p.weekly()
	return err
}

func (p *Profile) checkItself() error {
	if !validSlug(p.Slug) {
		return fmt.Errorf("slug %q: use small letters, digits and hyphens", p.Slug)
	}
	if strings.TrimSpace(p.Name) == "" || strings.TrimSpace(p.Short) == "" {
		return errors.New("name and short are required")
	}
	if !slices.Contains([]string{"phuong", "xa", "dac-khu"}, p.Kind) {
		return fmt.Errorf("kind %q: use phuong, xa or dac-khu", p.Kind)
	}
	if p.Timezone != "" && p.Timezone != hanoiZone { // which needs no time zone data
		if _, err := time.LoadLocation(p.Timezone); err != nil {
			return fmt.Errorf("timezone %q is not known", p.Timezone)
		}
	}
	return nil
}

func (p *Profile) checkSlugs() error {
	var slugs []string
	for _, f := range p.Fields {
		slugs = append(slugs, "fields "+f.Slug)
	}
	for _, n := range p.Neighbourhoods {
		slugs = append(slugs, "neighbourhoods "+n.Slug)
	}
	for _, o := range p.Officials {
		slugs = append(slugs, "officials "+o.Slug)
	}
	slices.Sort(slugs)
	for i, s := range slugs {
		list, slug, _ := strings.Cut(s, " ")
		if !validSlug(slug) {
			return fmt.Errorf("%s: slug %q: use small letters, digits and hyphens", list, slug)
		}
		if i > 0 && slugs[i-1] == s {
			return fmt.Errorf("%s: %q stands twice", list, slug)
		}
	}
	return nil
}

func validSlug(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (p *Profile) checkHours() error {
	for i, h := range p.Hours {
		if len(h.Days) == 0 || len(h.Shifts) == 0 {
			return fmt.Errorf("hours[%d]: days and shifts are required", i)
		}
		if _, err := WeekdaysOf(h.Days); err != nil {
			return fmt.Errorf("hours[%d]: %w", i, err)
		}
		if _, err := shiftsOf(h.Shifts); err != nil {
			return fmt.Errorf("hours[%d]: %w", i, err)
		}
	}
	return nil
}

func (p *Profile) checkPhones() error {
	for _, l := range p.Hotlines {
		if !validPhone(l.Number) {
			return fmt.Errorf("hotlines %s: number %q is no telephone number", l.Slug, l.Number)
		}
	}
	for _, n := range p.Neighbourhoods {
		if !validPhone(n.Phone) {
			return fmt.Errorf("neighbourhoods %s: phone %q is no telephone number", n.Slug, n.Phone)
		}
	}
	for _, o := range p.Officials {
		if !validPhone(o.Phone) {
			return fmt.Errorf("officials %s: phone %q is no telephone number", o.Slug, o.Phone)
		}
	}
	return nil
}

// validPhone accepts what the network connects: a number of a person or an office, a short national one such as 113 or
// 18001 (three to five digits), or a service number, 1800 or 1900 with four to six more. Empty is not declared yet.
func validPhone(s string) bool {
	digits := strings.NewReplacer(" ", "", ".", "").Replace(s)
	if strings.Trim(digits, "0123456789") == "" {
		service := strings.HasPrefix(digits, "1800") || strings.HasPrefix(digits, "1900")
		if n := len(digits); s == "" || n >= 3 && n <= 5 || service && n >= 8 && n <= 10 {
			return true
		}
	}
	_, err := viet.ParsePhone(s)
	return err == nil
}

// checkOfficials checks that whoever is referred to is on the list of officials.
func (p *Profile) checkOfficials() error {
	for _, f := range p.Fields {
		if _, ok := p.Official(f.Official); !ok && f.Official != "" {
			return fmt.Errorf("fields %s: official %q is not on the list of officials", f.Slug, f.Official)
		}
	}
	for _, r := range p.Reception.Weekly {
		if _, ok := p.Official(r.Official); !ok && r.Official != "" {
			return fmt.Errorf("reception of %s: official %q is not on the list of officials", r.Name, r.Official)
		}
	}
	return nil
}

// check checks what the weekly rule says beyond its days and hours.
func (r ReceptionRule) check() error {
	switch law.OnHoliday(r.OnHoliday) {
	case "", law.Skip, law.NextWorkingDay:
	default:
		return fmt.Errorf("on_holiday %q: use %s or %s", r.OnHoliday, law.Skip, law.NextWorkingDay)
	}
	for _, day := range r.MonthDays {
		if day < 1 || day > 31 {
			return fmt.Errorf("month_days: there is no day %d of a month", day)
		}
	}
	return nil
}
