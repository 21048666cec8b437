package ward

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// readYAML reads a document into a structure. Words that the structure does not know are errors.
func readYAML(raw []byte, into any) error {
	return ExplainYAML(yaml.UnmarshalWithOptions(raw, into, yaml.Strict()))
}

// ExplainYAML says what is wrong with a document in one sentence that names the line, for whoever wrote it: they need not
// know what our structures are called. An error that does not come from reading YAML, and nil, are returned as they are.
func ExplainYAML(err error) error {
	var mistake yaml.Error
	if !errors.As(err, &mistake) {
		return err
	}
	message := mistake.GetMessage()
	t := mistake.GetToken()
	var wrongType *yaml.TypeError
	var overflow *yaml.OverflowError
	var wrongNode *yaml.UnexpectedNodeTypeError
	switch {
	case errors.As(err, &wrongType):
		message = misplaced(t, wanted(wrongType.DstType))
	case errors.As(err, &overflow):
		message = misplaced(t, wanted(overflow.DstType))
	case errors.As(err, &wrongNode) && wrongNode.Expected == ast.MappingType:
		message = misplaced(t, anEntry)
	case errors.As(err, &wrongNode) && wrongNode.Expected == ast.SequenceType:
		message = misplaced(t, aList)
	}
	if t == nil || t.Position == nil {
		return errors.New(message)
	}
	return fmt.Errorf("line %d: %s", t.Position.Line, message)
}

// misplaced says what was found at a token, and what belongs there.
func misplaced(t *token.Token, want string) string {
	what := "what stands here"
	if t != nil && strings.TrimSpace(t.Value) != "" {
		what = fmt.Sprintf("%q", t.Value)
	}
	if key := keyOf(t); key != "" {
		what = key + ": " + what
	}
	return what + " is not " + want
}

// keyOf is the key that a scalar is the value of, "" where it stands in a list.
func keyOf(t *token.Token) string {
	if t == nil || t.Prev == nil || t.Prev.Type != token.MappingValueType || t.Prev.Prev == nil {
		return ""
	}
	return t.Prev.Prev.Value
}

const (
	aList   = "a list"
	anEntry = "an entry with fields of its own"
)

func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return aList
	case reflect.Struct:
		return anEntry
	}
	return "a text"
}
