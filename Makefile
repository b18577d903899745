# Everything a fresh machine with Python 3.11+ and make needs: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
RUNS := $(VENV)/runs
READY := $(VENV)/ready
PEERS := $(VENV)/peers
ARTICLES := docs/examples/articles
# The quality gate: both tasks of the bundled corpus, for the methods of the baselines.
TASKS := article brief
EVALUATE = $(BIN)/summarise evaluate benchmarks/corpus/stories.jsonl --variant unicode \
	--task $$task --baseline benchmarks/results/baseline-$$task.json
BENCH := $(BIN)/python -m pytest benchmarks -p benchmark --benchmark-only

.PHONY: demo test lint bench bench-quick bench-save bench-gate bench-ratios gate baseline docs \
	wheel clean

$(RUNS): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade "pip>=25.1"
	$(PIP) --editable .
	@touch $@

$(READY): $(RUNS)
	$(PIP) --editable '.[offline]' --group dev
	@touch $@

$(PEERS): $(READY)
	$(PIP) --group peers || echo "without the peers that cannot be installed"
	@touch $@

demo: $(RUNS)
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

bench: $(PEERS)
	$(BENCH)

bench-quick: $(PEERS)
	$(BENCH) -m "not slow"

bench-save: $(PEERS)
	$(PIP) --group plots
	$(BENCH) --benchmark-json benchmarks/results/latest.json
	$(BIN)/python -m benchmarks.report --save

bench-gate: $(RUNS)
	$(BIN)/python -m benchmarks.ratios

bench-ratios: $(RUNS)
	$(BIN)/python -m benchmarks.ratios --update

gate: $(RUNS)
	for task in $(TASKS); do \
	  $(EVALUATE) --max-drop rouge1=0 --max-drop rouge2=0 || exit; \
	done

baseline: $(RUNS)
	for task in $(TASKS); do \
	  $(EVALUATE) -m coverage -m textrank -m lexrank --update-baseline $(UPDATE) || exit; \
	done

docs: $(READY)
	$(PIP) --group docs
	$(BIN)/sphinx-build --nitpicky --fail-on-warning --quiet docs docs/_build/html

wheel: $(READY)
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --disable-pip-version-check build/wheel/*.whl
	cd build/wheel && venv/bin/summarise brief --length 20w ../../$(ARTICLES) >/dev/null

clean:
	rm -rf $(VENV) docs/_build build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
