# `make demo` runs the main job, `make test` every check; both set everything up first.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo test lint postgres format eval bench catalog requirements clean

help: ## Show this list.
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

install: $(STAMP) ## Create .venv and install the package into it, from pinned and hashed requirements.

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Attribune needs Python 3.11 or newer; call make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: install ## Read the bundled dispatches into a ledger and print the tour.
	@$(BIN)/python -m tools.build_assets
	@$(BIN)/attribune demo

test: install lint ## Lint, types, import contracts, catalogue build, tests and the evaluation gate.
	@$(BIN)/python -m tools.build_catalog --check
	@$(BIN)/python -m tools.build_assets --dev
	@$(BIN)/python -m pytest -q

postgres: install ## Every test that keeps a ledger, again on a throw-away PostgreSQL server.
	@$(BIN)/python -m tools.with_postgres -- $(BIN)/python -m pytest -q tests/store tests/web tests/cli tests/linking tests/batch \
		tests/brief tests/test_pipeline.py tests/test_replacement.py tests/test_watch.py

lint: install ## Ruff, mypy (strict) and the import contracts.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: install ## Format the code.
	@$(BIN)/ruff check --fix -q .
	@$(BIN)/ruff format -q .

eval: install ## Score the extraction on our dispatches, and on ../shared/seeds where present.
	@$(BIN)/python tools/eval.py

bench: install ## Measure speed and memory side by side with peers (see docs/benchmarks.md).
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@$(BIN)/python bench/bench_layers.py --out docs/benchmarks.md
	@$(BIN)/python bench/bench_tagger.py $(if $(wildcard ../shared/data/polnear),--polnear ../shared/data/polnear) --out docs/benchmarks.md

catalog: install ## Compile resources/ into the package data.
	@$(BIN)/python -m tools.build_catalog

requirements: install ## Pin and hash the dependencies again (names no registry).
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra dev --extra web --extra parquet --extra postgres --extra cluster pyproject.toml tools/build-requirements.in -o requirements.txt

clean: ## Remove .venv and caches.
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist
