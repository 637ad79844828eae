# Two commands matter: `make practice` and `make test`. Both set everything up themselves; Python 3.11+ and make are enough.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

.PHONY: practice test lint types contracts unit check format bench lock clean

practice: $(READY)
	@$(BIN)/simulator practice $(ARGS)

test: $(READY_DEV)
	@$(MAKE) --no-print-directory lint types contracts unit

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and was not found. See README, Getting Python."; exit 1; }
	@echo "Setting up (once; about a minute)…"
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment here. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }

$(READY): requirements.lock pyproject.toml $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(READY_DEV): requirements-dev.lock $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

lint: $(READY_DEV)
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .

types: $(READY_DEV)
	@$(BIN)/mypy

contracts: $(READY_DEV)
	@$(BIN)/lint-imports --no-cache | tail -n 12

unit: $(READY_DEV)
	@$(BIN)/python -m pytest -n 2 -rs $(PYTEST)

check: $(READY)
	@$(BIN)/simulator check --strict

format: $(READY_DEV)
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --fix --quiet .

bench: $(READY_DEV)
	@for b in benchmarks/[a-z]*.py; do case $$b in *train_*) ;; *) echo "== $$b"; $(BIN)/python $$b || exit 1;; esac; done

# Needs uv, for whoever changes a dependency.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra pdf --extra docx --extra sign pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements.lock requirements-dev.in -o requirements-dev.lock

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
