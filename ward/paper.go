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

// Letterhead is the ward's on a paper.
func (p *Profile) Letterhead() paper.Letterhead {
	place := strings.TrimSpace(strings.TrimPrefix(p.Short, p.Unit()))
	return paper.Letterhead{Parent: p.Parent, Body: p.Name, Place: place, Sample: p.Sample}
}

// letterheadOf is the letterhead of whoever issued a document: the ward's own, or that of another body whose document the
// ward discloses.
func (p *Profile) letterheadOf(issuer string) paper.Letterhead {
	own := p.Letterhead()
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
		Letterhead: w.Profile.Letterhead(), Created: filed.At,
		To: "Chủ tịch " + w.Profile.Name, Name: c.Name, Address: c.Address, Phone: viet.DisplayPhone(c.Phone),
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
	form := paper.DenunciationForm{Letterhead: w.Profile.Letterhead(), SendTo: w.Profile.denounceAt()}
	f := File{ID: "to-cao-" + edition(form), Name: "mau-don-to-cao.pdf", Mime: pdf}
	form.Created = w.Now()
	return w.publishOnce(ctx, f, func() ([]byte, error) { return paper.Denunciation(form) })
}

// denounceAt is where a denunciation can be handed in. Whoever denounces the ward's own leaders must not do it here: their
// superiors decide it (Luật Tố cáo 2018, Điều 13 khoản 2).
func (p *Profile) denounceAt() []string {
	own := p.Name
	if p.Reception.Place != "" {
		own += ", " + p.Reception.Place
	}
	to := []string{own + " (không nộp tại đây nếu tố cáo lãnh đạo " + p.Unit() + ")"}
	for _, o := range p.Above {
		to = append(to, strings.TrimSuffix(o.Name+", "+o.Address, ", "))
	}
	return to
}

// DisclosurePaper is the PDF of a disclosed document, made when it is first asked for.
func (w *Ward) DisclosurePaper(ctx context.Context, d Disclosure) (File, error) {
	form := w.disclosureForm(d)
	f := File{ID: disclosurePaperID(d.Slug, form), Name: d.Slug + ".pdf", Mime: pdf}
	form.Created = w.Now()
	return w.publishOnce(ctx, f, func() ([]byte, error) { return paper.Disclosure(form) })
}

// MadeDisclosurePaper is the PDF of a disclosed document with its bytes, where DisclosurePaper has made one of the
// document's present text, and ErrNoFile where it has not. It only reads.
func (w *Ward) MadeDisclosurePaper(ctx context.Context, d Disclosure) (File, error) {
	return w.OpenFile(ctx, disclosurePaperID(d.Slug, w.disclosureForm(d)))
}

func disclosurePaperID(slug string, form paper.DisclosureForm) string {
	return "cong-khai-" + slug + "-" + edition(form)
}

// disclosureForm is what the paper of a document says, without the time at which it is made.
func (w *Ward) disclosureForm(d Disclosure) paper.DisclosureForm {
	form := paper.DisclosureForm{Letterhead: w.Profile.letterheadOf(d.Issuer), Number: d.Number, Subject: d.Title, Body: blocks(d), Signer: d.Signer}
	if issued, err := law.ParseDate(d.Issued); err == nil {
		form.Date = issued.At(0, 0, w.Profile.Zone())
	}
	if i := slices.IndexFunc(w.Profile.Officials, func(o Official) bool { return o.Name != "" && o.Name == d.Signer }); i >= 0 {
		office, _, _ := strings.Cut(w.Profile.Officials[i].Title, " UBND") // the body stands in the letterhead
		form.Signing = []string{"TM. Ủy ban nhân dân", office}
	}
	return form
}

// edition tells what a paper says from what it said before, and how it is laid out: a paper that is to look different is
// made anew. The form has no time of its making yet.
func edition(form any) string {
	h := fnv.New32a()
	_ = json.NewEncoder(h).Encode([]any{paper.Layout, form}) // texts, lists and days always encode, and a hash never fails
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// publishOnce makes a public paper unless it was made before, under an id that tells one content from another.
func (w *Ward) publishOnce(ctx context.Context, f File, set func() ([]byte, error)) (File, error) {
	if known, err := w.published(ctx, f); err != nil || known.ID != "" {
		return known, err
	}
	var err error
	if f.Data, err = set(); err != nil {
		return f, err
	}
	f.Size = int64(len(f.Data))
	return f, w.Publish(ctx, f)
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
	for _, b := range d.Blocks() {
		all = append(all, paper.Block{Heading: b.Heading, Text: b.Text})
	}
	if len(d.Table) > 0 {
		all = append(all, paper.Block{Table: paper.Table{Head: d.Table[0], Rows: d.Table[1:]}})
	}
	return all
}

// ReceiptPaper is the printed receipt of a petition (giấy biên nhận).
func (w *Ward) ReceiptPaper(ctx context.Context, p Petition) (File, error) {
	data, err := paper.Receipt(w.receiptForm(p))
	if err != nil {
		return File{}, err
	}
	f, err := w.Keep(ctx, File{Owner: OwnerOf(p.Channel, p.Chat), Name: "bien-nhan-" + string(p.Code) + ".pdf", Mime: pdf, Data: data})
	if err != nil {
		return f, err
	}
	return f, w.AddFile(ctx, p.ID, f.ID, "receipt")
}

// howCounted is how the days to the due date were counted, without the date itself, which stands before it on a paper.
func howCounted(p Petition) string {
	return strings.TrimPrefix(p.DueExplained, "Hạn "+p.DueOn.Vietnamese()+": ")
}

func dueTime(d law.Date, zone *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.At(0, 0, zone)
}
