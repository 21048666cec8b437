// Package viet reads and writes Vietnamese text: folding for search, Telex residue and pastes from legacy fonts,
// phrase matching, names, phone numbers, dates and figures as an office writes them.
//
// Every function is pure: no clock, no files, no network, no state. Strings come back in NFC. Nothing here logs, and no
// error repeats what a person typed, so that callers may log errors freely.
package viet
