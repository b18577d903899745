# Everything a fresh machine with Python 3.11+ and make needs: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
RUNS := $(VENV)/runs
READY := $(VENV)/ready
PEERS := $(VENV)/peers
INSTALLED := $(CURDIR)/build/wheel/venv/bin/python
# What shows whether a package is whole.
PACKAGED := installed registry paragraphs sumy report evaluation_report formats
ARTICLES := docs/examples/articles
# The quality gate: both tasks of the bundled corpus, for the methods of the baselines.
TASKS := article brief
EVALUATE = $(BIN)/summarise evaluate benchmarks/corpus/stories.jsonl --variant unicode \
	--task $$task --baseline benchmarks/results/baseline-$$task.json
# The tests, on every core where pytest-xdist is installed, and on one where it is not.
TEST = $(BIN)/python -m pytest \
	$$($(BIN)/python -c 'import xdist' 2>/dev/null && echo "--numprocesses auto --dist worksteal")
BENCH := $(BIN)/python -m pytest benchmarks -p benchmark --benchmark-only

.PHONY: demo report test test-all fuzz coverage lint bench bench-quick bench-save bench-gate \
	bench-ratios gate baseline docs notebook pictures wheel clean

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

# From a clone to a page to look at: every story of the bundled articles, as one HTML file.
report: $(RUNS)
	@mkdir -p build
	@$(BIN)/summarise brief --format html --output build/report.html $(ARTICLES)
	@echo "open build/report.html in a browser"

test: $(READY)
	$(TEST) -m "not slow"

# More examples of every law, kills at every moment, a cluster and very long input. ONLY=slow runs
# those with this mark alone; it is pytest's option -m.
test-all: $(READY)
	$(TEST) --hypothesis-profile thorough $(if $(ONLY),-m "$(ONLY)")

# Looks for inputs that break what holds for any, in every door; it writes them to build/fuzz.
fuzz: $(READY)
	$(BIN)/python -m benchmarks.fuzz --minutes $(or $(MINUTES),60) $(if $(SEED),--seed $(SEED))

# The same as `make test`; it fails where less than the floor of pyproject.toml is tried.
coverage: $(READY)
	$(TEST) -m "not slow" --cov --cov-report=term:skip-covered

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

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

# The cells of the notebook run anew, and what they show written into it.
notebook: $(READY)
	$(PIP) --group notebooks
	$(BIN)/python -m tests.run_notebook docs/examples/tour.ipynb docs/examples/tour.ipynb

# The pictures of the README and of the pages, by the system's chromium.
pictures: $(READY)
	$(PIP) --group plots
	$(BIN)/python -m tests.take_pictures

docs: $(READY)
	$(PIP) --group docs
	$(BIN)/sphinx-build --nitpicky --fail-on-warning --quiet docs docs/_build/html

# The wheel is made from the sdist, and once more from the tree: both are the same. What pip makes
# of it is the package, file by file. Of the tests of the sdist, with no src to find and with plain
# dependencies alone, every module is imported, and those run that show what a package may lack:
# data, templates, commands. `make test` has looked for the rest.
wheel: $(READY)
	$(PIP) --group wheel
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m build --outdir build/wheel . >build/wheel/log 2>&1 || { cat build/wheel/log; exit 1; }
	$(BIN)/python -m build --wheel --outdir build/wheel/again . >>build/wheel/log 2>&1
	cmp build/wheel/*.whl build/wheel/again/*.whl
	$(BIN)/twine check --strict build/wheel/*.whl build/wheel/*.tar.gz
	$(PYTHON) -m venv build/wheel/venv
	$(INSTALLED) -m pip install --quiet --disable-pip-version-check build/wheel/*.whl pytest hypothesis
	diff -r --exclude __pycache__ src/summarizer build/wheel/venv/lib/python3*/site-packages/summarizer
	mkdir build/wheel/sdist && tar -xzf build/wheel/*.tar.gz -C build/wheel/sdist --strip-components 1
	rm -r build/wheel/sdist/src
	cd build/wheel/sdist && $(INSTALLED) -m pytest -p no:cacheprovider --collect-only -qqq
	cd build/wheel/sdist && $(INSTALLED) -m pytest -p no:cacheprovider -m "not slow" $(PACKAGED:%=tests/test_%.py)

clean:
	rm -rf $(VENV) docs/_build build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks \
	  .coverage*
