# Every target with its purpose: make help
.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk 'BEGIN {FS = ":.*## "} {printf "  %-10s %s\n", $$1, $$2}'

.PHONY: run
run: ## start the marketplace with demo people and a movable clock
	go run ./examples/marketplace

.PHONY: test
test: ## all tests of every module
	go test work

.PHONY: check
check: ## what has to be clean before a commit: format, vet, linters, module graph
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	go vet work
	.ci/lint
	.ci/deps check

.PHONY: race
race: ## the race detector on what has goroutines
	go test -race ./store/... ./transaction/engine/... ./transaction/payment/stripe/... ./store/sqlstore/sqlitetest/... ./examples/marketplace/...

.PHONY: explore
explore: ## every short history, more than a million states
	TORIKIME_EXPLORE=full go test ./transaction -run Explore -v

.PHONY: fuzz
fuzz: ## each fuzz target for a while (FUZZTIME=30s)
	.ci/fuzz $${FUZZTIME:-30s}

.PHONY: bench
bench: ## benchmarks with allocations, peers and the bare driver in the same run
	go test -run '^$$' -bench . -benchmem ./policy/... ./attachment ./transaction/... ./store/...
	go test -run '^$$' -bench . -benchmem ./store/sqlstore/sqlitetest/... ./examples/bench/...

.PHONY: deps
deps: ## write the root's module graph down again; a new dependency is a visible diff
	.ci/deps write

.PHONY: ci
ci: ## the whole gate, as CI runs it
	.ci/run
