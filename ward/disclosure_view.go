package ward

import "context"

// MadeDisclosurePaper is the PDF of a disclosed document with its bytes, where DisclosurePaper has made one of the
// document's present text, and ErrNoFile where it has not. It only reads.
func (w *Ward) MadeDisclosurePaper(ctx context.Context, d Disclosure) (File, error) {
	return w.OpenFile(ctx, "cong-khai-"+d.Slug+"-"+d.edition())
}
