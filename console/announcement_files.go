package console

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"danbiet/viet"
	"danbiet/ward"
)

// largestNotice bounds the form of an announcement with its files, in bytes.
const largestNotice = ward.MaxNoticeFiles*ward.MaxNoticeFile + 1<<20

// noticeAccept is what the browser offers to choose from.
const noticeAccept = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"

// uploadWithin is how long the files of a form may take: an office has a slow line.
const uploadWithin = 5 * time.Minute

// deskOwner is the owner of a file that an officer has brought along and not saved yet: nobody else opens it.
func deskOwner(s ward.Staff) string { return ward.OwnerOf("desk", s.Login) }

// incoming is what came with the form of an announcement.
type incoming struct {
	values  url.Values
	files   []ward.File
	problem string // of the files
}

// cutOff is said of files that did not come through.
const cutOff = "Các tệp gửi lên quá lớn hoặc đường truyền bị ngắt. Nội dung đã nhập vẫn còn; xin chọn lại tệp."

// receive reads the form of an announcement. Its fields come before its files, so that a file that is too large costs
// nothing of what was typed.
func (v *visit) receive() (in incoming, err error) {
	in.values = url.Values{}
	if !strings.HasPrefix(v.r.Header.Get("Content-Type"), "multipart/") {
		err = v.r.ParseForm()
		in.values = v.r.PostForm
		return in, err
	}
	control := http.NewResponseController(v.w)
	end := time.Now().Add(uploadWithin)
	_, _ = control.SetReadDeadline(end), control.SetWriteDeadline(end) // a writer without deadlines has none to lengthen
	reader, err := v.r.MultipartReader()
	if err != nil {
		return in, fmt.Errorf("read a form: %w", err)
	}
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return in, nil
		}
		if err != nil {
			in.problem = cutOff
			return in, nil // what was typed is shown again
		}
		if err := in.take(part); err != nil {
			in.problem = cutOff
			return in, nil
		}
	}
}

// take reads one part of a form.
func (in *incoming) take(part *multipart.Part) error {
	if part.FileName() == "" {
		value, err := io.ReadAll(io.LimitReader(part, largestInside))
		if part.FormName() != "tep" { // nothing was chosen
			in.values.Add(part.FormName(), string(value))
		}
		return err
	}
	name := path.Base(strings.ReplaceAll(viet.Clean(part.FileName(), 100), `\`, "/"))
	data, err := io.ReadAll(io.LimitReader(part, ward.MaxNoticeFile+1))
	if err != nil {
		return err
	}
	kind, _, _ := strings.Cut(mimetype.Detect(data).String(), ";")
	switch {
	case len(data) > ward.MaxNoticeFile:
		in.refuse("Tệp “" + name + "” lớn hơn " + viet.FileSize(ward.MaxNoticeFile) + ".")
		_, err = io.Copy(io.Discard, part)
		return err
	case len(data) == 0:
		in.refuse("Tệp “" + name + "” không có nội dung.")
	case !ward.NoticeType(kind):
		in.refuse("Tệp “" + name + "” không gửi được: chỉ nhận ảnh JPEG, PNG, WebP và tệp PDF, DOCX, XLSX.")
	default:
		in.files = append(in.files, ward.File{Name: name, Mime: kind, Data: data})
	}
	return nil
}

func (in *incoming) refuse(problem string) {
	in.problem = strings.TrimSpace(in.problem + " " + problem)
}

// keepFiles stores what came along for the officer, and gives the files that the form has now: those it had, without one
// that is taken away, and the new ones. Ids that are none of theirs are left out.
func (d *desk) keepFiles(v *visit, in *incoming, known []ward.FileLink) (files []ward.FileLink, err error) {
	gone := strings.TrimPrefix(in.values.Get("viec"), "bo:")
	for _, id := range in.values["co-tep"] {
		if id == gone {
			continue
		}
		link, ok, err := d.ownFile(v, id, known)
		if err != nil {
			return nil, err
		}
		if ok && len(files) < ward.MaxNoticeFiles {
			files = append(files, link)
		}
	}
	room := ward.MaxNoticeFiles - len(files)
	if len(in.files) > room {
		in.refuse(fmt.Sprintf("Mỗi lần gửi kèm tối đa %d tệp; các tệp sau chưa được nhận.", ward.MaxNoticeFiles))
		in.files = in.files[:room]
	}
	if len(in.files) == 0 {
		return files, nil
	}
	added := []ward.FileLink(nil)
	err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		added = nil
		for _, f := range in.files {
			f.Owner = deskOwner(v.session.Staff)
			kept, err := w.Keep(v.ctx(), f)
			if err != nil {
				return err
			}
			added = append(added, ward.FileLink{ID: kept.ID, Name: kept.Name, Mime: kept.Mime, Size: kept.Size})
		}
		return nil
	})
	return append(files, added...), err
}

// ownFile is a file that the form names: one of the announcement, or one that the officer has brought along.
func (d *desk) ownFile(v *visit, id string, known []ward.FileLink) (link ward.FileLink, ok bool, err error) {
	for _, k := range known {
		if k.ID == id {
			return k, true, nil
		}
	}
	err = d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		f, err := w.OpenFile(v.ctx(), id)
		link = ward.FileLink{ID: f.ID, Name: f.Name, Mime: f.Mime, Size: f.Size}
		ok = err == nil && f.Owner == deskOwner(v.session.Staff)
		return err
	})
	if errors.Is(err, ward.ErrNoFile) {
		err = nil
	}
	return link, ok, err
}

// publishFiles makes what the officer has brought along such that everybody may open it: those who approve, and the
// citizens.
func publishFiles(v *visit, w *ward.Ward, files []ward.FileLink) ([]ward.FileLink, error) {
	public := make([]ward.FileLink, len(files))
	for i, link := range files {
		public[i] = link
		f, err := w.OpenFile(v.ctx(), link.ID)
		if err != nil {
			return nil, err
		}
		if f.Owner == "" {
			continue
		}
		kept, err := w.Keep(v.ctx(), ward.File{Name: f.Name, Mime: f.Mime, Data: f.Data})
		if err != nil {
			return nil, err
		}
		public[i].ID = kept.ID
	}
	return public, nil
}

// showNoticeFile sends a file of an announcement, or one that the officer has brought along.
func (d *desk) showNoticeFile(v *visit) {
	var f ward.File
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		f, err = w.OpenFile(v.ctx(), v.r.PathValue("file"))
		if err == nil && f.Owner != "" && f.Owner != deskOwner(v.session.Staff) {
			err = ward.ErrNoFile
		}
		return err
	})
	switch {
	case errors.Is(err, ward.ErrNoFile):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		sendFile(v.w, f)
	}
}
