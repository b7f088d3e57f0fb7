# Everything runs in .venv, which the first target makes. `make help` lists the targets.
PYTHON ?= python3
PORT ?= 8501
VERSION ?= 2026.08.1
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-neo4j lint bench messages clean

help: ## show this list
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/installed: requirements.txt ui/power_map/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Powermap needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@

run: .venv/installed ## install what is needed and open the product on PORT (8501)
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/installed-dev ## run all tests, those in a real browser beside the others; ARGS=... runs some
	-@$(BIN)/python -m tests.chromium
ifdef ARGS
	$(BIN)/python -m pytest $(ARGS)
else
	@$(BIN)/python -m pytest tests/e2e > .browser-tests.log 2>&1 & browser=$$!; \
	$(BIN)/python -m pytest --ignore=tests/e2e; rest=$$?; \
	wait $$browser; of_browser=$$?; echo "Tests in the browser:"; cat .browser-tests.log; exit $$((rest | of_browser))
endif

test-neo4j: .venv/installed-dev ## run the tests of the store against Neo4j VERSION (2026.08.1), with its Graph Data Science
	NEO4J_VERSION=$(VERSION) POWERMAP_REQUIRE_NEO4J=1 $(BIN)/python -m pytest tests/store $(ARGS)

lint: .venv/installed-dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/installed-dev ## measure against named rivals and write docs/performance.md
	$(BIN)/python -m benchmarks $(ARGS)

messages: .venv/installed ## bring the Chinese catalogue up to date with the strings of the source
	$(BIN)/pybabel -q extract -k _ -o locale/powermap.pot --no-location --omit-header ui pages
	$(BIN)/pybabel -q update -N -i locale/powermap.pot -d locale -D powermap -l zh --no-fuzzy-matching

clean: ## remove the environment and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache
