#!/usr/bin/env bash
# Runs every test on real services, on any Debian that has Go: installs what is missing, starts a private PostgreSQL
# and Redis, and stops them at the end. Arguments replace ./... and go to go test: tools/test.sh -run Lunar ./law
set -euo pipefail
cd "$(dirname "$0")/.."

command -v go >/dev/null || { echo "test.sh: Go is not installed; go.mod says which version is needed" >&2; exit 1; }
tools/install.sh

export DANBIET_TEST_CHROMIUM=${DANBIET_TEST_CHROMIUM:-$(command -v chromium)}
export DANBIET_TEST_REQUIRE=all # a test that lacks a service fails instead of skipping
export CGO_ENABLED=1            # the race detector needs it; the program does not

if [ $# -eq 0 ]; then
	go vet ./...
	set -- ./...
fi
tools/services.sh run go test -race -timeout 20m "$@"
