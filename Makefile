# Everything starts here: `make help` lists the targets. Nothing but git, make and Python 3.11 or later is needed.
PYTHON ?= python3
PORT ?= 8000
DATA ?=
PACK ?= cities/bologna
BIN := .venv/bin
# A store belongs to one city: a pack other than the demo's has its own, unless the environment names one.
CITY_STATE := $(if $(PORTICI_STATE),$(PORTICI_STATE),build/state$(if $(filter-out cities/bologna,$(PACK:/=)),-$(notdir $(PACK:/=))))
LOCKS := requirements/run.txt requirements/build.txt requirements/dev.txt requirements/geopop.txt
STATIC := src/portici/fronts/static/portici
FRONT_SOURCES := $(wildcard frontend/*.mjs frontend/package*.json) $(shell find frontend/src -type f 2>/dev/null)
SOURCES := $(shell find src -name '*.py')
CATALOGUES := $(wildcard translations/*/*.po)
STAMPS := build/stamps

.PHONY: help run test check bench screenshots build lock format translations clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16
	@echo; echo "make run PORT=8000 DATA=../shared/data   the port, and a folder of open data to load besides the city pack"
	@echo "make run PACK=cities/torino               another city, with a store of its own: build/state-torino"
	@echo "$(BIN)/portici help                       the command line, once installed"

run: build  ## install, build, load the city pack, start the web server and the job worker
	@PORTICI_DEMO=1 PORTICI_STATE="$(CITY_STATE)" PORTICI_ADDRESS="$${PORTICI_ADDRESS:-http://localhost:$(PORT)}" $(BIN)/portici start --port $(PORT) --pack "$(PACK)" $(if $(DATA),--data "$(DATA)")

test: build  ## run the tests; says what could not be run here and how to get it
	@$(BIN)/python scripts/run_tests.py

check: $(STAMPS)/python $(STAMPS)/translations  ## format, lint, types, import contract, migrations, translations
	$(BIN)/ruff format --check src tests scripts
	$(BIN)/ruff check src tests scripts
	$(BIN)/mypy src/portici
	$(BIN)/lint-imports
	PORTICI_UNCOLLECTED=1 $(BIN)/portici makemigrations --check --dry-run
	PORTICI_UNCOLLECTED=1 $(BIN)/portici check
	$(BIN)/portici translations --check

bench: build $(STAMPS)/bench  ## measure; each measure is also a record in build/bench.json
	@$(BIN)/python -m tests.bench

screenshots: build  ## take the pictures of README and docs anew
	@$(BIN)/python scripts/screenshots.py $(if $(DATA),--data "$(DATA)")

format:  ## format the sources
	$(BIN)/ruff format src tests scripts
	$(BIN)/ruff check --fix src tests scripts

translations: $(STAMPS)/python  ## bring the catalogues up to the sources
	$(BIN)/portici translations --update

lock: $(STAMPS)/python  ## resolve the dependencies anew and write the locks
	cd requirements && for one in "../pyproject.toml -o run.txt" "build.in -c run.txt -o build.txt" "dev.in -c run.txt -o dev.txt" "bench.in -c run.txt -c build.txt -c dev.txt -o bench.txt" "--no-deps geopop.in -o geopop.txt" "uv.in -o uv.txt"; do \
	  ../$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet $$one || exit 1; done

build: $(STAMPS)/static $(STAMPS)/bytecode  ## install what is needed and build the front end

clean:  ## remove what was built, installed and stored
	rm -rf .venv build frontend/node_modules $(STATIC) src/portici/locale

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Portici needs Python 3.11 or later; this is %s. Name another with make PYTHON=python3.12" % sys.version.split()[0])'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python came without its venv module; on Debian and Ubuntu it is the package python3-venv."; exit 1; }

$(STAMPS)/uv: requirements/uv.txt .venv/pyvenv.cfg
	@mkdir -p $(STAMPS)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(STAMPS)/python: $(LOCKS) pyproject.toml $(STAMPS)/uv
	@echo "installing Python packages"
	@$(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode $(LOCKS)
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Services cannot write where the sources lie: without it each of their starts would compile every module.
$(STAMPS)/bytecode: $(SOURCES) $(STAMPS)/python
	@$(BIN)/python -m compileall -q -j 0 src
	@touch $@

$(STAMPS)/bench: requirements/bench.txt $(STAMPS)/python
	@echo "installing what the benchmarks compare with"
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

$(STAMPS)/npm: frontend/package-lock.json $(STAMPS)/python
	@echo "installing front-end packages"
	@cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-audit --no-fund
	@touch $@

$(STAMPS)/front: $(FRONT_SOURCES) $(STAMPS)/npm
	@echo "building the front end"
	@cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build
	@touch $@

$(STAMPS)/translations: $(CATALOGUES) $(STAMPS)/python
	@PORTICI_UNCOLLECTED=1 $(BIN)/portici translations --compile >/dev/null
	@touch $@

$(STAMPS)/static: $(STAMPS)/front $(STAMPS)/translations
	@rm -rf build/static
	@PORTICI_COLLECT=1 $(BIN)/portici collectstatic --noinput --verbosity 0
	@touch $@
