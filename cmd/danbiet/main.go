// Command danbiet is the chat of a ward and the desk behind it. This folder holds the configuration and the wiring, one
// file a command.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/redis/go-redis/v9"
)

// version is set when the program is built: -ldflags "-X main.version=…".
var version = ""

// cli is the command line.
type cli struct {
	Demo     demoCmd     `cmd:"" help:"Run the sample ward Minh Đức on this machine only: web chat, public pages and the staff's desk, without network or tokens."`
	Serve    serveCmd    `cmd:"" help:"Serve citizens: web chat, public pages and Telegram."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the database's tables up to date. Serve does it too when it starts."`
	Chat     chatCmd     `cmd:"" help:"Talk with the ward's assistant in this terminal, or through a pipe."`
	Ward     wardCmd     `cmd:"" help:"Manage wards."`
	Staff    staffCmd    `cmd:"" help:"Manage who works at a ward's desk."`
	Announce announceCmd `cmd:"" help:"Broadcast announcements: submit, approve, watch; posters, loudspeaker scripts and legal plans."`
	Calendar calendarCmd `cmd:"" help:"List a year's days off and reception sessions."`
	Import   importCmd   `cmd:"" help:"Read records from a file: figures that no register of the program holds, or an old register of petitions."`
	Report   reportCmd   `cmd:"" help:"Write the report of a period: its text with the figures, or the figures alone."`
	Export   exportCmd   `cmd:"" help:"Write records to a file, without names, phones or what citizens wrote."`
	Check    checkCmd    `cmd:"" help:"Check a written report: sums, contradictions, copied parts, names, acts, dates."`
	Doctor   doctorCmd   `cmd:"" help:"Check the installation, a line for each check."`
	Health   healthCmd   `cmd:"" help:"Ask the server on this machine whether it runs. For container health checks."`
	Version  versionCmd  `cmd:"" help:"Print the program's version."`
}

const description = `The chat of a Vietnamese ward: citizens file petitions, find reception days and read disclosures.

To see it run: danbiet demo`

// usageError is wrong usage or an invalid configuration: the program ends with 2.
type usageError struct{ words string }

func (e usageError) Error() string { return e.words }

func wrongUsage(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// quiet takes what the Redis library would write to standard error: the program says itself, once, when Redis is away.
type quiet struct{}

// Printf drops the line.
func (quiet) Printf(context.Context, string, ...any) {}

func main() {
	redis.SetLogger(quiet{})
	os.Exit(run(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// run runs one command and returns the program's exit code: 0, 1 for a failure, 2 for wrong usage. What went wrong is
// said in one line.
func run(ctx context.Context, args []string, s streams) int {
	err := runCommand(ctx, args, s)
	if err == nil {
		return 0
	}
	fmt.Fprintln(s.err, "danbiet: "+oneLine(err.Error()))
	if errors.As(err, new(usageError)) {
		return 2
	}
	return 1
}

// helped is the panic by which --help leaves kong's parser; it is recovered at once.
type helped struct{}

func runCommand(ctx context.Context, args []string, s streams) (err error) {
	defer func() {
		if p := recover(); p != nil && p != (helped{}) {
			panic(p)
		}
	}()
	parser, err := kong.New(&cli{}, kong.Name("danbiet"), kong.Description(description), kong.Writers(s.out, s.err),
		kong.ConfigureHelp(kong.HelpOptions{NoExpandSubcommands: true, WrapUpperBound: 100}),
		kong.Exit(func(int) { panic(helped{}) }))
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if err != nil {
		return usageError{err.Error() + " (see danbiet --help)"}
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return command.Run(s)
}

// oneLine joins the lines of a message.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
