# Run `make` to see what there is to do.

VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
GO_TOOL  := go tool -modfile=tools/go.mod

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build the program, one static file: bin/danbiet
	CGO_ENABLED=0 go build -trimpath -tags timetzdata -ldflags '-s -w -X main.version=$(VERSION)' -o bin/danbiet ./cmd/danbiet

.PHONY: demo
demo: ## Run the sample ward on http://127.0.0.1:8080, without network or tokens
	go run ./cmd/danbiet demo

.PHONY: test
test: ## Run every test on real PostgreSQL, Redis and Chromium (installs them on Debian)
	tools/test.sh

.PHONY: test-short
test-short: ## Run the tests that need no service; the others are skipped
	go test -short ./...

.PHONY: lint
lint: ## Check the formatting, go vet and staticcheck
	@unformatted=$$($(GO_TOOL) gofumpt -l .) && if [ -n "$$unformatted" ]; then \
		echo "run 'make format' for:" $$unformatted; exit 1; fi
	go vet ./...
	$(GO_TOOL) staticcheck ./...
	go -C tools vet ./...

.PHONY: format
format: ## Format the Go files
	$(GO_TOOL) gofumpt -w .

.PHONY: generate
generate: ## Write the Go code of the page templates (*.templ)
	$(GO_TOOL) templ generate -log-level warn

.PHONY: check-generated
check-generated: ## Check that generated files are those that `make generate` writes
	tools/check-generated.sh

.PHONY: bench
bench: build ## Measure under load, beside a bare echo and another library's bot: on SQLite, and on PostgreSQL that waits for the disk, with Redis
	CGO_ENABLED=0 go build -trimpath -o bin/echo ./bench/echo
	CGO_ENABLED=0 go -C bench/telebot build -trimpath -o ../../bin/telebot .
	tools/services.sh run --durable go run ./bench

.PHONY: bench-go
bench-go: ## Run the Go benchmarks
	tools/services.sh run --durable go test -run '^$$' -bench . -benchmem ./...

.PHONY: bench-announce
bench-announce: ## Announce to ten thousand citizens at thirty messages a second, from two replicas, and from one that is killed three times
	DANBIET_TEST_BROADCAST=10000 tools/test.sh -v -timeout 30m -run 'AnnounceToEverybodyOnce|FinishesItsBroadcast' ./cmd/danbiet

.PHONY: bench-desk
bench-desk: ## Have 200 officers open the inbox of a ward with 20,000 petitions, on SQLite and on PostgreSQL
	tools/services.sh run --durable go run ./bench/desk

.PHONY: bench-figures
bench-figures: ## Count the figures of a half-year: a ward with 1 million interactions on SQLite, 100 with 10 million on PostgreSQL
	tools/services.sh run --durable go run ./bench/figures

.PHONY: stress
stress: ## Have a thousand citizens file petitions on a bad day, and kill the program under load
	DANBIET_TEST_CROWD=1000 tools/test.sh -v -run 'OnABadDay|AKilledReplica' ./cmd/danbiet

.PHONY: screenshots
screenshots: build ## Take the documentation's pictures of the demo: docs/screenshots/*.png
	go -C tools run ./screenshots -program ../bin/danbiet -to ../docs/screenshots

.PHONY: docker
docker: ## Build the container image danbiet:latest
	docker build --build-arg VERSION=$(VERSION) -t danbiet .

.PHONY: clean
clean: ## Remove what was built
	rm -rf bin
