# Everything from a fresh clone: `make demo` and `make test` set up their own environment in .venv.
# The distribution's Python where it has the version of the first in the path and makes environments: distributions compile it with
# profiles, and it takes a sixth less for the same work than one compiled without.
MAKES := import ensurepip, sys; print(*sys.version_info[:2])
PYTHON ?= $(shell same=$$(python3 -c '$(MAKES)' 2>/dev/null) && [ "$$(/usr/bin/python3 -c '$(MAKES)' 2>/dev/null)" = "$$same" ] \
	&& echo /usr/bin/python3 || echo python3)
WHICH := import sys; print(sys.base_prefix, sys.version)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SHARED := ../shared
STORE := store
OUT := out
PACKAGES := ontology ingest graph shapes check ui zhengmai

# Where the tests and what they start keep their files, gone at the end: in memory where there is room for 4 GB, because builds wait for
# the disk at every step.
IN_MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 && $$6 == "/dev/shm" { print $$6 }')
WITH_FOLDER = folder=$$(mktemp -d "$(or $(IN_MEMORY),$${TMPDIR:-/tmp})/zhengmai-tests.XXXXXX") && trap 'rm -rf "$$folder"' EXIT && \
	TMPDIR="$$folder"

.DEFAULT_GOAL := help
.PHONY: help environment demo test check quick types suite coverage wheel score score-shared bench docs pictures clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# pip compiles in one process, the tests of packages, too: a quarter of all. Nor is compiled what nothing of ours imports: mypy's own
# sources, which it has as machine code, Pygments' and spaCy's languages, the tools that come with onnxruntime, and what other tools of
# development are made of. What is needed of them all the same is compiled when it is imported.
NOT_COMPILED := /(tests?|mypyc?|pygments/lexers|onnxruntime/(quantization|tools|transformers)|spacy/lang/[^z/]+|babel|coverage|filelock|pre_commit|virtualenv|wcwidth)/
# An environment of another Python is made anew: its modules would not fit.
$(STAMP): pyproject.toml constraints.txt
	@[ "$$($(BIN)/python -c '$(WHICH)' 2>/dev/null)" = "$$($(PYTHON) -c '$(WHICH)')" ] || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt --editable '.[ui,serve,mcp,dev]'
	-$(BIN)/python -m compileall -qq -j 0 -x '$(NOT_COMPILED)' $(VENV)/lib
	touch $(STAMP)

environment: $(STAMP) ## Install what the other targets need into .venv

demo: $(STAMP) ## Build the sample graph, count its findings, open the explorer
	$(BIN)/zhengmai build examples --store $(STORE) --keep-originals
	$(BIN)/zhengmai validate --store $(STORE) --summary || [ $$? = 1 ] # findings are what it shows; a fault ends the demo
	$(BIN)/zhengmai explore --store $(STORE) $(DEMO_OPTIONS)

check: quick types ## Format, lint, layers, types

quick: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

# Format, lint and layers come first; mypy, which has one process, runs beside them and beside the tests. All modules are compiled
# before, and the tests' own processes write bytecode, even where the environment forbids it: so the workers share what they
# compile, and the processes that they start have nothing to compile.
test: $(STAMP) ## check, and the whole test suite
	$(MAKE) --no-print-directory --jobs 2 quick types suite

# Half as many processes again as there are processors: a test that waits for a browser or a server leaves its processor to another.
WORKERS ?= $(shell $(PYTHON) -c "import os; print(max(2, (os.cpu_count() or 1) * 3 // 2))")

# Parts of pytest that a whole run does not use: each would be asked several times a test.
WITHOUT := $(addprefix -p no:,anyio cacheprovider junitxml pastebin pytest_cov setuponly setupplan stepwise)

suite: $(STAMP)
	@$(BIN)/python -m compileall -qq $(PACKAGES)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m tests.samples.tables
	@$(WITH_FOLDER) PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(WITHOUT)

coverage: $(STAMP) ## What the tests without a browser reach; fails below the floor in pyproject.toml
	@$(WITH_FOLDER) $(BIN)/python -m pytest -n auto --dist worksteal -m "not browser and not slow" --cov --cov-report term

wheel: $(STAMP) ## Build the wheel into out/
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir $(OUT) .

score: $(STAMP) ## Score the examples against their gold, and the shared texts where they are; what was gained and lost
	$(BIN)/zhengmai build examples --store $(OUT)/examples --quiet
	$(BIN)/zhengmai export --store $(OUT)/examples --format csv --output $(OUT)/examples-tables
	$(BIN)/python -m benchmarks.gold $(OUT)/examples-tables $(SCORE_OPTIONS)
	@if [ -d $(SHARED)/gold ]; then $(MAKE) --no-print-directory score-shared; else echo "$(SHARED)/gold is not here: not scored"; fi

score-shared: $(STAMP)
	mkdir -p $(OUT)/ministries && tar -xJf $(SHARED)/corpora/ministries.tar.xz -C $(OUT)/ministries
	$(BIN)/zhengmai build $(SHARED)/seeds --store $(OUT)/score --quiet
	$(BIN)/zhengmai export --store $(OUT)/score --format csv --output $(OUT)/tables
	$(BIN)/zhengmai build $(SHARED)/corpora/places --store $(OUT)/places --quiet
	$(BIN)/zhengmai export --store $(OUT)/places --format csv --output $(OUT)/places-tables
	$(BIN)/zhengmai build $(OUT)/ministries --store $(OUT)/ministries-store --quiet
	$(BIN)/zhengmai export --store $(OUT)/ministries-store --format csv --output $(OUT)/ministries-tables
	$(BIN)/python -m benchmarks.score $(SHARED) $(OUT) $(SCORE_OPTIONS)
	$(BIN)/python -m benchmarks.annotated $(SHARED) $(OUT)/laws
	$(BIN)/zhengmai build $(OUT)/laws --store $(OUT)/laws-store --quiet
	$(BIN)/zhengmai export --store $(OUT)/laws-store --format csv --output $(OUT)/laws-tables
	$(BIN)/python $(SHARED)/gold/score_provisions.py $(OUT)/laws-tables $(SHARED)/gold/provisions/*.json
	$(BIN)/python $(SHARED)/gold/score_duties.py $(OUT)/laws-tables $(SHARED)/gold/regulations/*.json
	$(BIN)/python $(SHARED)/gold/score_sanctions.py $(OUT)/laws-tables $(SHARED)/gold/sanctions/*.json

bench: $(STAMP) ## Speed and memory of reading and building, as ratios
	$(BIN)/python -m benchmarks.reading

docs: $(STAMP) ## Write the generated references again
	$(BIN)/python -m ontology.document
	$(BIN)/python -m ingest.rules.document
	$(BIN)/python -m graph.export.document
	$(BIN)/python -m check.document
	$(BIN)/python -m ui.cli.document
	$(BIN)/python -m docs.rooms

pictures: $(STAMP) ## Take README's pictures again (needs chromium)
	$(BIN)/python -m docs.pictures.take

clean: ## Remove the environment and what was built
	rm -rf $(VENV) $(STORE) $(OUT)
