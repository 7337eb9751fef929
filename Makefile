# From nothing but Python 3.11 or newer and make: `make demo`, `make test`.
# All else is installed into .venv, in the versions of constraints.txt. A Python of your own: make PYTHON=python3.12 demo

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# The first Python that is new enough; asked for only when .venv is made.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	if $$python -c '$(NEW_ENOUGH)' 2>/dev/null; then echo $$python; break; fi; done)
# More for pytest: make test ARGS="-k segment -x"
ARGS ?=
# A file of tests stays with one worker, which makes its fixtures once. One process, to debug in: make test PARALLEL=
PARALLEL ?= -n auto --maxprocesses 8 --dist loadfile

.DELETE_ON_ERROR:
.PHONY: help demo test eval lint types imports check wheel smoke samples clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile

demo: $(VENV)/installed  ## read the three sample reports
	@echo "== Recommendations of samples/report.ar.pdf (a terminal that shows Arabic unjoined: add --reshape)"
	@$(BIN)/unodc-parse samples/report.ar.pdf --role recommendation --format view
	@echo "== Recommendations of samples/report.en.pdf"
	@$(BIN)/unodc-parse samples/report.en.pdf --role recommendation --format view
	@echo "== Recommendations of samples/report.damaged.txt, repaired"
	@$(BIN)/unodc-parse samples/report.damaged.txt --role recommendation --format view

test: $(VENV)/installed  ## run all tests
	$(BIN)/python -m pytest $(PARALLEL) $(ARGS)

eval: $(VENV)/installed  ## score the gold documents against the floors; make eval ARGS=--raise raises floors
	$(BIN)/python -m tests.eval.gate $(ARGS)

lint: $(VENV)/tools  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/tools  ## mypy, strict
	$(BIN)/mypy
	cd samples && ../$(BIN)/mypy --config-file ../pyproject.toml --cache-dir ../.mypy_cache *.py

imports: $(VENV)/tools  ## imports point inwards
	$(BIN)/lint-imports

check: lint types imports test  ## everything that must pass but the wheel

wheel: $(VENV)/tools  ## build dist/*.whl
	rm -rf dist
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

smoke: wheel  ## install the wheel into a virtual environment of its own, use it, and compare what it reads with the sources
	rm -rf build/smoke
	$(BIN)/python -m venv build/smoke
	build/smoke/bin/python -m pip --disable-pip-version-check -q install -c constraints.txt dist/*.whl
	build/smoke/bin/unodc-parse --version
	build/smoke/bin/unodc-parse samples/report.en.pdf -f jsonl | head -1 \
		| build/smoke/bin/python -c 'import json; print("first segment:", json.loads(input())["id"])'
	$(BIN)/python -m tests.same_output build/smoke/bin/python

samples: $(VENV)/installed  ## build samples/ anew (needs LibreOffice and the fonts of samples/README.md)
	$(BIN)/python samples/build.py

clean:  ## remove what make made
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is written last: a .venv that was cut short is made again.
$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer was found; name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "make: $(PYTHON) is not Python 3.11 or newer; name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: $(PYTHON) cannot make virtual environments (no ensurepip); on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# What builds the package comes first and is pinned too, so the build needs no environment of its own with versions that nobody chose.
$(VENV)/installed: $(VENV)/made pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt hatchling editables
	$(PIP) install -c constraints.txt --no-build-isolation -e ".[test]"
	@touch $@

$(VENV)/tools: $(VENV)/installed
	$(PIP) install -c constraints.txt --no-build-isolation -e ".[dev]"
	@touch $@
