# Everything is one word after `make`; nothing else must be typed first. ARGS is passed on:
#   make demo ARGS=--once
#   make test ARGS="tests/unit -k period"

.DEFAULT_GOAL := help
.PHONY: help demo up down test test-faults check lint types bench docs requirements runtime development
MAKEFLAGS += --no-print-directory
ARGS ?=
BIN := .venv/bin

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | \
	    while IFS="$$(printf '\t')" read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

demo: runtime ## The season of 2009 at five nodes, and the Ministry's report (ARGS=--once: then stop)
	@$(BIN)/owss demo $(ARGS)

up: runtime ## One empty node that keeps its data
	@$(BIN)/owss up $(ARGS)

down: runtime ## Stops what `make up` or `make demo` left running
	@$(BIN)/owss down $(ARGS)

test: development ## All tests, with coverage (ARGS="tests/unit -k period": some, without)
	@deploy/bootstrap/test-servers
ifeq ($(strip $(ARGS)),)
	@rm -rf .coverage
	$(BIN)/pytest -n 2 --dist worksteal -m "not bench" --cov --cov-report= --junitxml=reports/tests.xml
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --fail-under=100 \
	    --include='services/*/domain/*,services/*/application/*,shared/**'
else
	$(BIN)/pytest $(ARGS)
endif

test-faults: development ## Every fault as often as it says (8 minutes), into docs/faults.md
	@deploy/bootstrap/test-servers
	$(BIN)/pytest -n 2 --dist loadfile -m fault --full-faults --fault-table=docs/faults.md $(ARGS)

check: lint types ## What must hold before a commit, besides the tests
	$(BIN)/owss docs --check

lint: development ## Style, format, and who may import whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: development ## mypy, strict
	$(BIN)/mypy

bench: development ## Speed, latency and memory, into bench.json (ARGS=pipeline)
	@deploy/bootstrap/test-servers
	@$(BIN)/python -m tests.bench $(ARGS)

docs: runtime ## Writes the generated documents anew
	$(BIN)/owss docs $(ARGS)

requirements: ## Pins anew what requirements/*.in ask for (wants uv)
	@deploy/bootstrap/pin-requirements

runtime development:
	@deploy/bootstrap/environment $@
