// Package liberation embeds Liberation Serif 2.1.5, whose letters are as wide as those of Times New Roman, the face that
// Nghị định 30/2020/NĐ-CP asks of administrative papers. It covers every Vietnamese letter.
package liberation

import _ "embed" // the four faces below

//go:embed LiberationSerif-Regular.ttf
var regular string

//go:embed LiberationSerif-Bold.ttf
var bold string

//go:embed LiberationSerif-Italic.ttf
var italic string

//go:embed LiberationSerif-BoldItalic.ttf
var boldItalic string

// Regular returns the upright face as a TrueType file. Like the other three it returns a copy of about 380 kB that the
// caller owns.
func Regular() []byte { return []byte(regular) }

// Bold returns the bold face.
func Bold() []byte { return []byte(bold) }

// Italic returns the italic face.
func Italic() []byte { return []byte(italic) }

// BoldItalic returns the bold italic face.
func BoldItalic() []byte { return []byte(boldItalic) }
