# channelsim: what one does with it, in one word each.
GO ?= go
SCENARIO ?= death-spiral
PYTHON ?= python3

.PHONY: help run test check bench figures notebooks release

help: ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: ## simulate SCENARIO (default death-spiral) and show what came out
	$(GO) run ./cmd/channelsim run $(SCENARIO)

test: ## run the tests
	$(GO) test ./...

check: ## all that continuous integration does, slow checks too
	.ci/run

release: ## one file each for Windows, macOS and Linux in dist, with licences and checksums
	GO=$(GO) .ci/release

bench: ## speed and memory by size, one and two shards, whole runs
	$(GO) test -run '^$$' -bench . -benchtime 1s ./sim ./sim/chance ./sim/experiment

figures: ## write every table, picture and number of the documents anew; FLAGS=--check only lists what would change, FLAGS="--check --quick" without the slow ones
	$(GO) build -o bin/channelsim ./cmd/channelsim
	$(GO) run ./cmd/figures $(FLAGS) bin/channelsim
	[ -n "$(findstring --check,$(FLAGS))" ] || { $(GO) generate ./cmd/channelsim && $(MAKE) notebooks ACCEPT=--accept; }

notebooks: notebooks/.venv/made ## run all notebooks from start to end, outputs in place (Python 3.11)
	$(GO) build -buildvcs=false -trimpath -o notebooks/runs/channelsim ./cmd/channelsim
	notebooks/.venv/bin/python notebooks/build.py $(ACCEPT) notebooks/runs/channelsim

notebooks/.venv/made: notebooks/requirements.txt
	$(PYTHON) -m venv notebooks/.venv
	notebooks/.venv/bin/python -m pip install --quiet --disable-pip-version-check -r notebooks/requirements.txt
	touch $@
