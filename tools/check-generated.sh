#!/usr/bin/env bash
# Fails when `make generate` would change, add or miss a generated file. It works on a copy, so that a check never
# touches the files that it checks.
set -euo pipefail
cd "$(dirname "$0")/.."

copy=$(mktemp -d "${TMPDIR:-/tmp}/danbiet-generated.XXXXXX")
trap 'rm -rf "$copy"' EXIT

# The copy holds the tree as it is, without the generated files: one whose template was deleted shows up as a difference.
git ls-files -z --cached --others --exclude-standard |
	while IFS= read -r -d '' file; do
		[[ $file == *_templ.go ]] || [ ! -f "$file" ] || printf '%s\0' "$file"
	done | tar --null --files-from=- --create | tar --extract --directory="$copy"
make --directory="$copy" --no-print-directory --silent generate

generated() { (cd "$1" && find . -name '*_templ.go' -not -path './.git/*' -print0 | sort -z | xargs -0 -r sha256sum); }
if ! diff <(generated .) <(generated "$copy"); then
	echo "check-generated.sh: run 'make generate' and commit what it changes (< is here, > is right)" >&2
	exit 1
fi
