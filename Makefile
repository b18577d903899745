# Everything a fresh machine with Python 3.11+ and make needs: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
ARTICLES := docs/examples/articles

.PHONY: demo test lint bench docs clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

demo: $(READY)
	@echo "### TextRank, two sentences of each article"
	@$(BIN)/summarise article --method textrank --length 2 $(ARTICLES)
	@echo
	@echo "### LexRank, two sentences of each article"
	@$(BIN)/summarise article --method lexrank --length 2 $(ARTICLES)
	@echo
	@echo "### One brief of all of them, 120 words a story"
	@$(BIN)/summarise brief --length 120w $(ARTICLES)

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m pytest benchmarks -p benchmark --benchmark-only

docs: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
	$(BIN)/sphinx-build --nitpicky --fail-on-warning --quiet docs docs/_build/html

clean:
	rm -rf $(VENV) docs/_build build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
