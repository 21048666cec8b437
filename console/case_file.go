package console

import (
	"errors"
	"mime"
	"net/http"
	"path"
	"strconv"

	"danbiet/viet"
	"danbiet/ward"
)

// pictures are the types of files that a page shows itself; a browser downloads everything else. SVG is none of them: it
// can hold a script.
var pictures = map[string]bool{"image/jpeg": true, "image/png": true, "image/webp": true, "image/gif": true}

// filePolicy shuts a file into a box where nothing runs, is loaded or sent, whatever the file holds.
const filePolicy = "sandbox; default-src 'none'; style-src 'none'; frame-ancestors 'none'"

// showFile sends a file of a case. Whoever may not know who sent it gets none: a file shows more than one thinks.
func (d *desk) showFile(v *visit) {
	code, ok := ward.ParseCode(v.r.PathValue("code"))
	if !ok {
		d.missing(v)
		return
	}
	var f ward.File
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		c, err := w.Case(v.ctx(), code)
		if err != nil {
			return err
		}
		sees, err := d.sees(v, w, c)
		if err != nil {
			return err
		}
		if !sees {
			return ward.ErrNoFile
		}
		f, err = w.CaseFile(v.ctx(), c.ID, v.r.PathValue("file"))
		return err
	})
	if err == nil {
		err = d.saw(v, ward.ActOpenedFile, string(code), f.ID)
	}
	switch {
	case errors.Is(err, ward.ErrNoPetition), errors.Is(err, ward.ErrNoFile):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		sendFile(v.w, f)
	}
}

// sendFile sends what a citizen has sent, which is nothing to trust.
func sendFile(w http.ResponseWriter, f ward.File) {
	kind, disposition := "application/octet-stream", "attachment"
	if pictures[f.Mime] {
		kind, disposition = f.Mime, "inline"
	}
	name := viet.Clean(path.Base(f.Name), 120)
	if name == "" || name == "." || name == "/" {
		name = "tep-" + f.ID
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Content-Length", strconv.Itoa(len(f.Data)))
	_, _ = w.Write(f.Data) // the reader has gone: nobody to tell
}

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// transferLetter makes the letter with which a case goes elsewhere.
func (d *desk) transferLetter(v *visit) {
	code, ok := ward.ParseCode(v.r.PathValue("code"))
	if !ok {
		d.missing(v)
		return
	}
	var data []byte
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		c, err := w.Case(v.ctx(), code)
		if err != nil {
			return err
		}
		content, err := w.PetitionContent(v.ctx(), c.ID)
		if err != nil {
			return err
		}
		sees, err := d.sees(v, w, c)
		if err != nil {
			return err
		}
		data, err = w.TransferLetter(c, content, viet.Clean(v.r.URL.Query().Get("den"), 200), sees)
		return err
	})
	if err == nil {
		err = d.saw(v, ward.ActExported, string(code), exportedLetter)
	}
	switch {
	case errors.Is(err, ward.ErrNoPetition):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		h := v.w.Header()
		h.Set("Content-Type", docx)
		h.Set("Content-Disposition", `attachment; filename="phieu-chuyen-`+string(code)+`.docx"`)
		_, _ = v.w.Write(data) // the reader has gone: nobody to tell
	}
}
