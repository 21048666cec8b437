// Package sample is the ward Minh Đức as data: its profile, the documents it
// discloses and the procedures it handles.
//
// The figures come from the ward's own report for the first half of 2024, the
// rules from the statutes each entry cites. It is a sample for demonstration
// and says so in every document; a ward that goes live brings its own files.
package sample

import "embed"

// FS holds ward.yaml, procedures.yaml and disclosures/NN-slug.yaml, one
// disclosed document each; indicators.csv, the figures of that report which
// no register holds; and narrative/KEY.txt, what the ward writes in the sections
// of that report. Paths are relative to this folder and files sort in the
// order in which the law lists what a ward must disclose.
//
//go:embed ward.yaml procedures.yaml disclosures/*.yaml indicators.csv narrative/*.txt
var FS embed.FS
