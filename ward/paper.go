package ward

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/viet"
)

const pdf = "application/pdf"

// letterhead is the ward's on a paper.
func (p *Profile) letterhead() paper.Letterhead {
	place := strings.TrimSpace(strings.TrimPrefix(p.Short, p.Unit()))
	return paper.Letterhead{Parent: p.Parent, Body: p.Name, Place: place, Sample: p.Sample}
}

// letterheadOf is the letterhead of whoever issued a document: the ward's own, or that of another body whose document the
// ward discloses.
func (p *Profile) letterheadOf(issuer string) paper.Letterhead {
	own := p.letterhead()
	if issuer == "" || strings.HasSuffix(issuer, p.Short) {
		return own
	}
	return paper.Letterhead{Body: issuer, Sample: own.Sample}
}

// ComplaintPaper makes the form of a complaint (đơn khiếu nại) for its citizen to sign, and keeps it with the petition.
// Luật Khiếu nại 2011, Điều 8: a complaint bears the complainant's signature or fingerprint.
func (w *Ward) ComplaintPaper(ctx context.Context, filed Filed, d Draft) (File, error) {
	c := d.Content
	data, err := paper.Complaint(paper.ComplaintForm{
		Letterhead: w.Profile.letterhead(), Created: filed.At,
		To: "Chủ tịch " + w.Profile.Name, Name: c.Name, Address: c.Address, Phone: displayPhone(c.Phone),
		Respondent: c.Respondent, Act: c.Act, Content: c.What, Reason: c.Reason, Demand: c.Demand,
		Code: string(filed.Code), URL: w.Link("ho-so?ma=" + string(filed.Code)),
		SubmitAt: w.Profile.Reception.Place,
	})
	if err != nil {
		return File{}, err
	}
	f, err := w.Keep(ctx, File{Owner: OwnerOf(d.Channel, d.Chat), Name: "don-khieu-nai-" + string(filed.Code) + ".pdf", Mime: pdf, Data: data})
	if err != nil {
		return f, err
	}
	return f, w.AddFile(ctx, filed.PetitionID, f.ID, "form")
}

// DenunciationPaper is the blank form of a denunciation (đơn tố cáo), to be filled by hand: no identity is asked for on
// a messenger. Luật Tố cáo 2018, Điều 9 và Điều 23.
func (w *Ward) DenunciationPaper(ctx context.Context) (File, error) {
	f := File{ID: "to-cao", Name: "mau-don-to-cao.pdf", Mime: pdf}
	if known, err := w.published(ctx, f); err != nil || known.ID != "" {
		return known, err
	}
	var to []string
	to = append(to, w.Profile.Name+", "+w.Profile.Reception.Place)
	for _, o := range w.Profile.Above {
		to = append(to, strings.TrimSuffix(o.Name+", "+o.Address, ", "))
	}
	var err error
	if f.Data, err = paper.Denunciation(paper.DenunciationForm{Letterhead: w.Profile.letterhead(), Created: w.Now(), SendTo: to}); err != nil {
		return f, err
	}
	f.Size = int64(len(f.Data))
	return f, w.Publish(ctx, f)
}

// DisclosurePaper is the PDF of a disclosed document, made when it is first asked for.
func (w *Ward) DisclosurePaper(ctx context.Context, d Disclosure) (File, error) {
	f := File{ID: "cong-khai-" + d.Slug + "-" + d.edition(), Name: d.Slug + ".pdf", Mime: pdf}
	if known, err := w.published(ctx, f); err != nil || known.ID != "" {
		return known, err
	}
	form := paper.DisclosureForm{Letterhead: w.Profile.letterheadOf(d.Issuer), Created: w.Now(), Number: d.Number, Subject: d.Title, Body: blocks(d), Signer: d.Signer}
	if issued, err := law.ParseDate(d.Issued); err == nil {
		form.Date = issued.At(0, 0, w.Profile.Zone())
	}
	if i := slices.IndexFunc(w.Profile.Officials, func(o Official) bool { return o.Name != "" && o.Name == d.Signer }); i >= 0 {
		office, _, _ := strings.Cut(w.Profile.Officials[i].Title, " UBND") // the body stands in the letterhead
		form.Signing = []string{"TM. Ủy ban nhân dân", office}
	}
	var err error
	if f.Data, err = paper.Disclosure(form); err != nil {
		return f, err
	}
	f.Size = int64(len(f.Data))
	return f, w.Publish(ctx, f)
}

// edition tells one text of a document from another, so that a corrected document gets a new paper.
func (d Disclosure) edition() string {
	h := fnv.New32a()
	_ = json.NewEncoder(h).Encode(d) // a struct of texts always encodes, and a hash never fails
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// published finds a published file by its id; the zero File when it was not made yet.
func (w *Ward) published(ctx context.Context, f File) (File, error) {
	rows, err := w.tx.Query(ctx, `SELECT size FROM file WHERE ward_id = $1 AND file_id = $2`, w.ID, f.ID)
	if err != nil {
		return File{}, err
	}
	defer rows.Close()
	if !rows.Next() {
		return File{}, rows.Err()
	}
	return f, rows.Scan(&f.Size)
}

func blocks(d Disclosure) []paper.Block {
	var all []paper.Block
	for line := range strings.Lines(d.Body) {
		line = strings.TrimSpace(line)
		switch heading, ok := strings.CutPrefix(line, "## "); {
		case line == "":
		case ok:
			all = append(all, paper.Block{Heading: heading})
		default:
			all = append(all, paper.Block{Text: line})
		}
	}
	if len(d.Table) > 0 {
		all = append(all, paper.Block{Table: paper.Table{Head: d.Table[0], Rows: d.Table[1:]}})
	}
	return all
}

func displayPhone(e164 string) string {
	phone, err := viet.ParsePhone(e164)
	if err != nil {
		return e164
	}
	return phone.Display()
}

// ReceiptPaper is the printed receipt of a petition (giấy biên nhận).
func (w *Ward) ReceiptPaper(ctx context.Context, p Petition) (File, error) {
	form := paper.ReceiptForm{Letterhead: w.Profile.letterhead(), Created: p.ReceivedAt, Code: string(p.Code), Received: p.ReceivedAt,
		Kind: p.Kind.Name(), DueNote: p.DueExplained, URL: w.Link("ho-so?ma=" + string(p.Code)), Due: dueTime(p.DueOn, w.Profile.Zone())}
	if field, ok := w.Profile.Field(p.Field); ok {
		form.Field = field.Name
	}
	data, err := paper.Receipt(form)
	if err != nil {
		return File{}, err
	}
	f, err := w.Keep(ctx, File{Owner: OwnerOf(p.Channel, p.Chat), Name: "bien-nhan-" + string(p.Code) + ".pdf", Mime: pdf, Data: data})
	if err != nil {
		return f, err
	}
	return f, w.AddFile(ctx, p.ID, f.ID, "receipt")
}

func dueTime(d law.Date, zone *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.At(0, 0, zone)
}
