package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"danbiet/db/dbtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"danbiet": main})
}

// scriptCommands are what scripts may use besides testscript's own.
var scriptCommands = map[string]func(*testscript.TestScript, bool, []string){
	"exits": exits,
}

// exits runs a program and checks its exit code: "exits 2 danbiet demo --listen 0.0.0.0:80".
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM …")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		code = exit.ExitCode()
	}
	if code != want {
		ts.Fatalf("%s exits with %d; want %d", args[1], code, want)
	}
}

// atHome gives a script a home folder.
func atHome(env *testscript.Env) error {
	home := filepath.Join(env.WorkDir, "home")
	env.Setenv("HOME", home)
	env.Setenv("GORACE", "atexit_sleep_ms=0") // the race detector makes each program wait for a second at its end
	return os.Mkdir(home, 0o700)
}

func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: atHome, Cmds: scriptCommands, RequireExplicitExec: true})
}

// Commands that read and write a database do so alike on both; the scripts find it in DANBIET_DATABASE_URL.
func TestCommandsOnBothDatabases(t *testing.T) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": dbtest.EmptySQLiteURL, "postgres": dbtest.EmptyPostgresURL} {
		t.Run(name, func(t *testing.T) {
			url(t) // skips here where there is no server: a script's setup cannot
			testscript.Run(t, testscript.Params{Dir: "testdata/storage", Cmds: scriptCommands, RequireExplicitExec: true, Setup: func(env *testscript.Env) error {
				env.Setenv("DANBIET_DATABASE_URL", url(t))
				env.Setenv("DANBIET_SECRET_KEY_FILE", filepath.Join(env.WorkDir, "secret.key"))
				return atHome(env)
			}})
		})
	}
}
