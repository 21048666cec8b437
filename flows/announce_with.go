package flows

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// What goes with a notice: files, and a button that opens a disclosed document.

// attachments asks for the files that go with a notice, until there are enough.
func (c *Chat) attachments(known []ward.FileLink) (files []ward.FileLink) {
	key, question, n := "file", "Ông/bà gửi ảnh hoặc tệp (PDF, Word, Excel) kèm thông báo, tối đa %d tệp, hoặc bấm “Không kèm tệp”.", ward.MaxNoticeFiles
	var options []talk.Option
	if len(known) > 0 {
		options = unchanged(known[0].Name)
	}
	options = append(options, talk.Option{Value: skip, Label: "Không kèm tệp", Aliases: []string{"không có", "bỏ qua"}, Means: viet.No})
	for len(files) < ward.MaxNoticeFiles {
		got := talk.Ask(c, key, talk.Upload{Room: ward.MaxNoticeFiles - len(files), Options: options}, question, n)
		switch got.Option {
		case asBefore:
			return known
		case "":
		default:
			return files
		}
		for _, f := range got.Files {
			files = append(files, ward.FileLink{ID: f.ID, Name: f.Name, Mime: f.Mime, Size: f.Size})
		}
		key, question, n = fmt.Sprintf("file.%d", len(files)), "Đã nhận %d tệp. Ông/bà gửi thêm, hoặc bấm “Xong”.", len(files)
		options = []talk.Option{{Value: skip, Label: "Xong", Aliases: []string{"hết", "đủ rồi"}, Means: viet.Yes}}
	}
	return files
}

// document asks which disclosed document a button of the notice opens, by words to look for it; "" for none.
func (c *Chat) document(known string) string {
	options := append(unchanged(known), talk.Option{Value: skip, Label: "Không kèm tài liệu", Aliases: []string{"không có", "bỏ qua"}, Means: viet.No})
	place := talk.Ask(c, "document", talk.Words{Max: maxQuery, Check: c.checkDocuments, Options: options},
		"Có kèm nút mở một tài liệu công khai của phường không? Nếu có, xin gõ vài từ trong tên tài liệu; gõ không dấu cũng được.")
	switch place {
	case asBefore:
		return known
	case skip:
		return ""
	}
	found := look(c, "document.found", func(ctx context.Context) ([]listed, error) { return c.listDocuments(ctx, place) })
	other := talk.Option{Value: otherPlace, Label: "Tìm từ khác", Aliases: []string{"tìm", "khác"}}
	slug := c.pickTitle("document.list", found, c.T("Tài liệu tìm thấy: %d", len(found)), other)
	if slug == otherPlace {
		c.Again("document")
	}
	return slug
}

// documentTitle names a disclosed document to whoever writes the notice.
func (c *Chat) documentTitle(slug string) string {
	if slug == "" {
		return ""
	}
	d, err := c.Ward.Disclosure(c.Context(), slug)
	if errors.Is(err, ward.ErrNoDisclosure) {
		return "tài liệu không còn trong danh mục công khai"
	}
	if err != nil {
		c.Fail(err)
	}
	return d.Title
}

// publish makes files of the official's chat such that everybody may open them: those who approve, and the citizens.
func (c *Chat) publish(ctx context.Context, files []ward.FileLink) ([]ward.FileLink, error) {
	public := slices.Clone(files)
	for i, link := range files {
		f, err := c.Ward.OpenFile(ctx, link.ID)
		if err != nil {
			return nil, err
		}
		if f.Owner == "" { // of an announcement that is written anew
			continue
		}
		kept, err := c.Ward.Keep(ctx, ward.File{Name: f.Name, Mime: f.Mime, Data: f.Data})
		if err != nil {
			return nil, err
		}
		public[i].ID = kept.ID
	}
	return public, nil
}
