# `make demo` shows the product, `make test` checks it. Each target says what it does: `make help`.

PYTHON ?= python3
PORT ?= 8000
DEMO_HOME ?= .home/demo

VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
PAGE := src/houndstooth/api/static/index.html
FRONTEND := $(shell find frontend -path frontend/node_modules -prune -o -type f -print)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup demo test format lint types imports frontend-test pytest bench soak lock clean

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMPS)/packages $(PAGE) $(STAMPS)/browser ## Install everything into .venv and build the page

demo: $(STAMPS)/demo $(PAGE) ## Draw a catalogue, take it in and serve it at http://127.0.0.1:8000/ (PORT=…)
	$(BIN)/houndstooth --home $(DEMO_HOME) demo --port $(PORT)

test: setup format lint types imports frontend-test pytest ## Check everything: format, lint, types, import contracts, all tests

format:
	$(BIN)/ruff format --check src tests benchmarks

lint:
	$(BIN)/ruff check src tests benchmarks

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

frontend-test:
	cd frontend && npm run --silent check && npm run --silent test

pytest:
	$(BIN)/pytest -m "not soak"

bench: setup ## Measure, side by side with peers; writes benchmarks/results/*.json
	$(BIN)/python benchmarks/whole_path.py
	$(BIN)/python benchmarks/fresh_clone.py
	$(BIN)/python benchmarks/hostile.py
	$(BIN)/python benchmarks/catalogue.py
	$(BIN)/python benchmarks/recommend_http.py
	$(BIN)/python benchmarks/table.py

soak: setup ## The long campaigns: 10,000 hostile files and the like
	$(BIN)/python benchmarks/hostile.py
	$(BIN)/pytest -m soak --timeout 7200

lock: ## Renew the lock files from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra train --extra hub --extra postgres --extra demo --extra evaluate --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --quiet --no-annotate --custom-compile-command 'make lock' -o requirements.lock
	uv pip compile pyproject.toml --extra demo --constraints requirements.lock --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --quiet --no-annotate --custom-compile-command 'make lock' -o requirements-demo.lock

clean: ## Remove what setup and demo made
	rm -rf $(VENV) $(STAMPS) .home frontend/node_modules src/houndstooth/api/static src/houndstooth/weights/imagenet-* \
	  .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what setup is made of; each step is done once and again when what it depends on changes ---

# The demo serves: it needs no torch.
$(STAMPS)/demo: requirements-demo.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "houndstooth needs Python 3.11 or newer; set PYTHON=")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement requirements-demo.lock
	$(BIN)/pip install --quiet --no-deps --editable .
	@mkdir -p $(STAMPS) && touch $@

# Torch first and by pip alone, so that whatever CPU build the machine offers is taken
# (docs/decisions/0002-torch-outside-the-lock.md).
$(STAMPS)/packages: requirements.lock $(STAMPS)/demo
	$(BIN)/pip install --quiet 'torch>=2.13,<2.14'
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement requirements.lock
	@mkdir -p $(STAMPS) && touch $@

$(PAGE): $(FRONTEND)
	cd frontend && npm ci --silent --no-audit --no-fund && npm run --silent build
	@touch $@

$(STAMPS)/browser:
	@mkdir -p $(STAMPS)
	@if command -v chromium >/dev/null; then touch $@; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null && touch $@; \
	else echo 'SKIPPED: no chromium and not root, so the browser tests will be skipped. Install it: apt install chromium'; fi
