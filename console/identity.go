package console

import (
	"net/http"
	"net/netip"

	"danbiet/law"
	"danbiet/ward"
)

// sees reports whether the visitor sees who sent a petition, and every place that shows a name, a number or a file of a
// case asks it. Who denounced is known to whoever the case was given to alone (Luật Tố cáo 2018, Điều 8), and to them
// after they have said why, for a while.
func (d *desk) sees(v *visit, w *ward.Ward, c ward.Case) (bool, error) {
	if c.Kind != law.ToCao {
		return v.can(ward.MayReadCases), nil
	}
	if !unveils(v, c) {
		return false, nil
	}
	return w.Unveiled(v.ctx(), c, v.session.Staff, v.session.ID)
}

// unveils reports whether the visitor may have a hidden identity shown, for a reason.
func unveils(v *visit, c ward.Case) bool {
	return c.Kind == law.ToCao && v.can(ward.MaySeeIdentity) && c.HandlerID == v.session.Staff.ID
}

// maxUnveil is the longest reason for seeing an identity, in runes.
const maxUnveil = 500

// unveilCase shows a hidden identity to whoever says why. For anybody else there is nothing here.
func (d *desk) unveilCase(v *visit) {
	if code, ok := ward.ParseCode(v.r.PathValue("code")); ok {
		mine := false
		err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
			c, err := w.Case(v.ctx(), code)
			mine = err == nil && unveils(v, c)
			return nil // what cannot be read is not theirs
		})
		if err != nil {
			d.fail(v, err)
			return
		}
		if !mine {
			d.missing(v)
			return
		}
	}
	d.changeCase(v, "danh-tinh", func(ch change) error {
		return ch.w.Unveil(ch.c, ch.by, v.session.ID, ch.text("ly-do", maxUnveil))
	})
}

// saw notes that the visitor has looked at something, unless it is in the log of the last half hour. It is called before
// the thing is shown: what cannot be noted is not shown.
func (d *desk) saw(v *visit, act ward.Act, subject, detail string) error {
	by, lately := v.session.Staff, false
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		lately, err = w.SawLately(v.ctx(), by, act, subject, detail)
		return err
	})
	if err != nil || lately {
		return err
	}
	return d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { w.Note(by, act, subject, detail); return nil })
}

// How much of an address the log keeps, in bits: enough to tell the office from elsewhere, and no more.
const (
	keptOf4 = 24
	keptOf6 = 48
)

// origin is where a request comes from, for the log: "203.0.113.0/24".
func (d *desk) origin(r *http.Request) string {
	text := d.visitor(r)
	if network, err := netip.ParsePrefix(text); err == nil {
		text = network.Addr().String()
	}
	address, err := netip.ParseAddr(text)
	if err != nil {
		return ""
	}
	bits := keptOf6
	if address.Is4() {
		bits = keptOf4
	}
	network, err := address.Prefix(bits)
	if err != nil {
		return ""
	}
	return network.String()
}
