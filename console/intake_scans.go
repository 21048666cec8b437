package console

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"danbiet/viet"
	"danbiet/ward"
)

// Bounds of the scans of one petition.
const (
	largestScans = 24 << 20 // bytes of a form with its files
	mostScans    = 10
	longestName  = 100 // runes
)

// scanTypes are what a scanner and a phone make, as the citizens' own chat takes them.
var scanTypes = map[string]bool{
	"image/jpeg": true, "image/png": true, "image/webp": true, "image/heic": true, "image/heif": true, "application/pdf": true,
}

// scansOf reads the files of a form to which some were sent before. A problem is told in a sentence; then none is taken.
func scansOf(r *http.Request, before int) (scans []ward.File, problem string) {
	if r.MultipartForm == nil {
		return nil, ""
	}
	for _, head := range r.MultipartForm.File["tep"] {
		if head.Size == 0 {
			continue // a browser sends an empty field as a file without bytes
		}
		file, err := head.Open()
		if err != nil {
			return nil, "Không đọc được tệp. Xin chọn lại."
		}
		data, err := io.ReadAll(file)
		_ = file.Close() // it was only read
		if err != nil {
			return nil, "Không đọc được tệp. Xin chọn lại."
		}
		kind, _, _ := strings.Cut(mimetype.Detect(data).String(), ";")
		if !scanTypes[kind] {
			return nil, "Chỉ nhận ảnh (JPG, PNG, WEBP, HEIC) hoặc PDF. Xin chọn lại tệp."
		}
		scans = append(scans, ward.File{Name: viet.Clean(head.Filename, longestName), Mime: kind, Data: data, Size: int64(len(data))})
	}
	if before+len(scans) > mostScans {
		return nil, fmt.Sprintf("Mỗi đơn nhận nhiều nhất %d tệp.", mostScans)
	}
	return scans, ""
}

// keepScans keeps the new scans of a form, and finds those that came with an earlier try.
func keepScans(v *visit, w *ward.Ward, in ward.Intake, scans []ward.File) (all []ward.File, err error) {
	for _, id := range v.r.PostForm["da-gui"] {
		f, err := w.OpenFile(v.ctx(), id)
		if err != nil || f.Owner != in.Owner() {
			continue // pruned since, or not of this form
		}
		f.Data = nil
		all = append(all, f)
	}
	for _, f := range scans {
		f.Owner = in.Owner()
		if f, err = w.Keep(v.ctx(), f); err != nil {
			return nil, err
		}
		f.Data = nil
		all = append(all, f)
	}
	return all, nil
}
