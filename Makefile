# Pointsman. `make run` and `make test` do all their own set-up; Python 3.11 to 3.13 and make are enough to start.
# Options: PYTHON=python3.12 (which interpreter), VENV=.venv (where the environment lives), TESTS="tests/engine -x".

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test chaos check fmt bench lock web screens pages

VENV ?= .venv
BIN := $(VENV)/bin
TESTS ?=
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3)
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input

# An environment that was moved with its checkout, or whose Python has gone, is built anew: scripts in it name their old place.
$(shell test ! -f $(VENV)/home || { test "$$(cat $(VENV)/home)" = "$(CURDIR)" && $(BIN)/python -c ''; } 2>/dev/null \
  || rm -f $(VENV)/*.stamp $(BIN)/python)

# The test environment holds everything that running needs, in the same versions: where it is made or wanted, it serves both.
PACKAGES := $(VENV)/$(if $(filter test chaos check fmt bench,$(MAKECMDGOALS))$(wildcard $(VENV)/test.stamp),test,run).stamp
READY := $(PACKAGES) $(VENV)/project.stamp

help: ## List these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | while IFS="$$(printf '\t')" read -r name text; do printf 'make %-6s %s\n' "$$name" "$$text"; done

run: $(READY) web pages ## Serve the training-school demonstration on SQLite in var/, and print its sign-ins
	@$(BIN)/pointsman serve --demo

# Both halves always run, so that one look shows all that is wrong.
test: $(READY) pages ## Check, then run every test: on SQLite, on a real PostgreSQL, in a real browser
	@status=0; $(MAKE) --no-print-directory check || status=$$?; \
	$(BIN)/python -m pytest -n 2 $(TESTS) || status=$$?; \
	$(if $(TESTS),,$(BIN)/python web/tool.py test || status=$$?;) exit $$status

web: $(READY) ## Build the web application, where it has changed
	@$(BIN)/python web/tool.py build

# What lays documents out comes from the system: it is brought where that is possible, else named; all the rest works without.
pages: $(READY)
	@test -f $(VENV)/pages.stamp || ! $(BIN)/python -m adapters.weasyprint.system || touch $(VENV)/pages.stamp

screenshots: $(READY) ## Take the pictures in docs/screens anew: every screen, in both languages, wide and narrow
	@$(BIN)/python web/tool.py screens

# Two cores of tests at once would take each other's time: one after the other.
chaos: $(READY) ## The long form of the tests under load: 10,000 tries at a limit by every way in, kill -9 again and again
	@POINTSMAN_CHAOS=1 $(BIN)/python -m pytest -n 0 -m chaos $(TESTS)

check: $(READY) ## Lint, formatting, types and the floor plan's import rules: under a minute
	@status=0; for gate in "ruff check" "ruff format --check" pyright "lint-imports --no-logo"; do \
	  echo "$$gate" >&2; $(BIN)/$$gate || status=1; done; exit $$status

fmt: $(READY) ## Put the code into its one format and mend what can be mended safely
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

bench: $(READY) ## Measure, and compare with the figures on record
	@$(BIN)/python -m bench

# Locks are universal (one file for every platform and Python) and carry hashes, never an address. No setting of this
# machine decides what is locked: the resolver sees its default index alone. UPGRADE=1 takes newer versions.
lock: $(BIN)/python ## Write requirements/*.txt anew from pyproject.toml (UPGRADE=1: newest versions)
	@uv=$$(command -v uv) || { $(INSTALL) uv && uv=$(BIN)/uv; }; \
	unset UV_INDEX UV_DEFAULT_INDEX UV_INDEX_URL UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_EXCLUDE_NEWER UV_CONSTRAINT UV_OVERRIDE; \
	compile() { UV_CUSTOM_COMPILE_COMMAND="make lock" "$$uv" pip compile --quiet --no-config --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links "$$@"; }; \
	compile pyproject.toml --group build --group test --group dev $(if $(UPGRADE),--upgrade) --output-file requirements/test.txt && \
	compile pyproject.toml --constraints requirements/test.txt --output-file requirements/run.txt && \
	compile --group build --constraints requirements/test.txt --output-file requirements/build.txt && \
	compile --group node --output-file requirements/node.txt

# --- set-up: each step leaves a stamp, and is skipped while the stamp is newer than what it was made from

$(BIN)/python:
	@for python in $(CANDIDATES); do \
	  "$$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || continue; \
	  echo "Making $(VENV) with $$("$$python" --version)" >&2; \
	  "$$python" -m venv --clear $(VENV) && pwd > $(VENV)/home && exit 0; \
	done; \
	echo "No usable Python among: $(CANDIDATES)." >&2; \
	echo "Pointsman needs Python 3.11, 3.12 or 3.13 with its venv and ensurepip modules. On Debian and Ubuntu:" >&2; \
	echo "  apt-get install python3 python3-venv" >&2; \
	echo "or name another interpreter: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; \
	exit 1

$(VENV)/run.stamp: requirements/run.txt requirements/build.txt | $(BIN)/python
	@echo "Installing what running needs" >&2
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --require-hashes -r requirements/build.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt | $(BIN)/python
	@echo "Installing what running and testing need" >&2
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

# --no-build-isolation: the builder is the locked one, so this step fetches nothing.
$(VENV)/project.stamp: pyproject.toml | $(PACKAGES)
	@$(INSTALL) --no-deps --no-index --no-build-isolation --editable .
	@touch $@
