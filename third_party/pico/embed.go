// Package pico embeds Pico CSS 2.1.1 in its classless form: it dresses plain HTML elements, follows the reader's light or
// dark setting, and asks for nothing from another server.
package pico

import _ "embed" // the stylesheet below

//go:embed pico.classless.min.css
var stylesheet string

// Stylesheet returns the style sheet, about 71 kB of CSS in UTF-8.
func Stylesheet() string { return stylesheet }
