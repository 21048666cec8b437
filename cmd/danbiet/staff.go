package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"text/tabwriter"

	"danbiet/viet"
	"danbiet/ward"
)

// staffCmd manages who works at a ward's desk.
type staffCmd struct {
	Add     staffAddCmd     `cmd:"" help:"Add somebody, and print the one-time links that lead to the console and join their chat to the desk."`
	Link    staffLinkCmd    `cmd:"" help:"Print new one-time links; earlier ones are worth nothing any more."`
	List    staffListCmd    `cmd:"" help:"List the staff."`
	Disable staffDisableCmd `cmd:"" help:"Take from somebody what they may do."`
}

// staffAddCmd adds somebody.
type staffAddCmd struct {
	deskFlags
	Login string `required:"" placeholder:"LOGIN" help:"A short name, 2 to 32 of a-z 0-9 . _ -, for --as and lists."`
	Name  string `required:"" placeholder:"NAME" help:"The whole name."`
	Role  string `required:"" enum:"tiep-nhan,xu-ly,editor,leader,giam-sat,quan-tri" placeholder:"ROLE" help:"tiep-nhan (takes petitions in), xu-ly (handles them), editor (writes announcements), leader (approves those of others as well), giam-sat (figures only) or quan-tri (accounts, no cases)."`
}

// Help is shown after the command's one line.
func (staffAddCmd) Help() string {
	return `The invitation opens the console, where the person chooses a password and sets up one-time codes. For everybody but an administrator another link opens a chat and joins it to them: there they ask for figures and are told of cases that are due; whoever writes announcements writes them there, too. Each is used once, within two days. Hand them to nobody else. Whoever runs this command is trusted; there is no other way to become a leader.`
}

// Run adds somebody and prints their link.
func (c staffAddCmd) Run(ctx context.Context, s streams) error {
	name := viet.Clean(c.Name, ward.LongestStaffName)
	switch {
	case !ward.LoginForm(c.Login):
		return wrongUsage("--login: %q is not 2 to 32 of a-z 0-9 . _ -", c.Login)
	case name == "":
		return wrongUsage("--name: it is empty")
	}
	return c.at(ctx, s, func(d *desk) error {
		var token, invitation string
		err := d.write(ctx, func(w *ward.Ward) (err error) {
			if token, err = w.AddStaff(ctx, ward.Staff{Login: c.Login, Name: oneLine(name), Role: ward.Role(c.Role)}); err != nil {
				return err
			}
			invitation, err = w.NewInvitation(ctx, c.Login)
			return err
		})
		if errors.Is(err, ward.ErrStaffTaken) {
			return wrongUsage("--login: %s is taken; danbiet staff link %s makes a new link for them", c.Login, c.Login)
		}
		if err != nil {
			return err
		}
		d.say("Đã thêm %s (%s), quyền %s.", oneLine(name), c.Login, ward.Role(c.Role).Name())
		d.sayInvitation(invitation)
		d.sayLink(ctx, token)
		return nil
	})
}

// sayInvitation prints the way to the console.
func (d *desk) sayInvitation(token string) {
	path := "/console/" + url.PathEscape(d.slug) + "/loi-moi/" + token
	if d.config.PublicURL == "" {
		d.say("Để đặt mật khẩu vào bàn làm việc, mở trang sau trên máy chủ (dùng một lần, trong hai ngày):\n  %s", path)
		return
	}
	d.say("Mở liên kết sau để đặt mật khẩu vào bàn làm việc (dùng một lần, trong hai ngày):\n  %s", d.config.PublicURL+path)
}

// sayLink prints how a chat is joined to somebody: the links, or the words to type where there is none. It prints nothing
// for a role that has no desk in a chat, whose token is "".
func (d *desk) sayLink(ctx context.Context, token string) {
	if token == "" {
		return
	}
	payload := "tk-" + token
	doors := d.doors(ctx, payload)
	if len(doors) == 0 {
		d.say("Để liên kết tài khoản trò chuyện, gõ câu sau cho trợ lý ảo của phường (dùng một lần, trong hai ngày):\n  /start %s", payload)
		return
	}
	d.say("Mở liên kết sau để liên kết tài khoản trò chuyện (dùng một lần, trong hai ngày):")
	for _, door := range doors {
		d.say("  %s", door)
	}
}

// staffLinkCmd makes new links.
type staffLinkCmd struct {
	deskFlags
	Login string `arg:"" placeholder:"LOGIN" help:"Whose."`
}

// Run prints new links. Who has lost their password, or their phone with the recovery codes, begins anew with them.
func (c staffLinkCmd) Run(ctx context.Context, s streams) error {
	return c.at(ctx, s, func(d *desk) error {
		var token, invitation string
		err := d.write(ctx, func(w *ward.Ward) (err error) {
			if token, err = w.NewStaffLink(ctx, c.Login); err != nil && !errors.Is(err, ward.ErrNoDesk) {
				return err
			}
			invitation, err = w.NewInvitation(ctx, c.Login)
			return err
		})
		if err != nil {
			return nobody("LOGIN", c.Login, err)
		}
		d.sayInvitation(invitation)
		d.sayLink(ctx, token)
		return nil
	})
}

// nobody says that a login is nobody's; other errors stay.
func nobody(flag, login string, err error) error {
	if errors.Is(err, ward.ErrNoStaff) {
		return wrongUsage("%s: nobody of the staff has the login %q; danbiet staff list shows them", flag, login)
	}
	return err
}

// staffListCmd lists the staff.
type staffListCmd struct {
	deskFlags
}

// Run lists everybody, without their chats.
func (c staffListCmd) Run(ctx context.Context, s streams) error {
	return c.at(ctx, s, func(d *desk) error {
		var all []ward.Staff
		if err := d.read(ctx, func(w *ward.Ward) (err error) { all, err = w.Everybody(ctx); return err }); err != nil {
			return err
		}
		if len(all) == 0 {
			d.say("Chưa có ai. Thêm người bằng: danbiet staff add --login … --name … --role editor")
			return nil
		}
		table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		for _, one := range all {
			linked := "chưa liên kết"
			switch {
			case one.Disabled:
				linked = "đã khóa"
			case one.Linked():
				linked = "đã liên kết (" + one.Channel + ")"
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", one.Login, one.Name, one.Role.Name(), linked)
		}
		return table.Flush() // which keeps the errors of the writes above
	})
}

// staffDisableCmd disables somebody.
type staffDisableCmd struct {
	deskFlags
	Login string `arg:"" placeholder:"LOGIN" help:"Who."`
}

// Run disables them.
func (c staffDisableCmd) Run(ctx context.Context, s streams) error {
	return c.at(ctx, s, func(d *desk) error {
		if err := d.write(ctx, func(w *ward.Ward) error { return w.DisableStaff(ctx, c.Login) }); err != nil {
			return nobody("LOGIN", c.Login, err)
		}
		d.say("Đã khóa %s.", c.Login)
		return nil
	})
}
