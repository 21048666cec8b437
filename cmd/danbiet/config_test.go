package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestEveryVariableIsNamedWhenItIsWrong: the script config.txtar gives each variable of the server a value that cannot
// be, and sees that the line names it and the program ends with 2. A new variable needs its lines there.
func TestEveryVariableIsNamedWhenItIsWrong(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("testdata/script/config.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[serverFlags]()) {
		variable := field.Tag.Get("env")
		if variable != "" && !strings.Contains(string(script), "stderr '^danbiet: "+variable+": ") {
			t.Errorf("no line of config.txtar sees how a wrong %s is told", variable)
		}
	}
}
