# The commands of every day. `make site` is all that a newcomer needs.

PYTHON ?= python3
BIN := .venv/bin
TODAY ?=
DAY := $(if $(TODAY),--today $(TODAY))

.PHONY: site serve check test test-days test-kills test-engines strict lint lint-theme theme-checked lock bench bench-search clean

site: .venv/.site          ## set everything up and build site/
	$(BIN)/servicebook build $(DAY)

serve: .venv/.site         ## show the site and rebuild it when a file changes
	$(BIN)/servicebook serve $(DAY)

check: .venv/.site         ## say what is wrong with the catalog
	$(BIN)/servicebook check $(DAY)

test: .venv/.dev           ## set everything up, a browser included, and run the tests
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m pytest -m '' -n auto --dist loadfile -q

DAYS ?=
test-days: .venv/.dev      ## run the tests on days to come that are unlike others; takes hours (DAYS="leap-day tomorrow": these)
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m tests.other_days $(DAYS)

test-kills: .venv/.dev     ## end commands by signals at every step at which they write; the tests try some
	$(BIN)/python -m pytest --every-step -n auto -q tests/cli/test_killed.py

test-engines: .venv/.engines ## judge 200,000 tickets with DuckDB, Spark and plain Python alike; needs Java 17 or later
	@command -v java >/dev/null || { echo "Spark needs Java, for instance Debian's default-jre-headless"; exit 1; }
	$(BIN)/python -m pytest -q tests/measuring/every_engine.py

strict: .venv/.site        ## build the site with MkDocs itself, where a warning is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir .venv/strict-site

lint: .venv/.dev lint-theme ## style, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lint-theme:                ## the same for scripts and style sheets, where npm and Node 20 or later are there
	@if command -v npm >/dev/null && node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))'; \
	then $(MAKE) --silent --no-print-directory theme-checked; \
	else echo "no npm with Node 20 or later here: scripts and style sheets are not checked"; fi

theme-checked: node_modules/.lint
	npm run --silent lint

node_modules/.lint: package.json package-lock.json
	npm ci --silent
	@touch $@

lock: .venv/.dev           ## renew the lock that new catalog repositories get, with the versions in constraints.txt
	$(BIN)/servicebook lock --constraints constraints.txt --output generator/servicebook/exchange/repository/templates/requirements-lock.txt

SIZES ?= 100,1000,10000
REPEAT ?= 3
bench: .venv/.bench        ## measure all commands on generated data beside other tools, and where the time goes (SIZES=100,1000: so many services)
	$(BIN)/python -m benchmarks.run --sizes $(SIZES) --repeat $(REPEAT) --json .venv/figures.json
	$(BIN)/python -m benchmarks.stages
	$(BIN)/python -m benchmarks.importing
	$(BIN)/python -m benchmarks.comparing
	$(BIN)/python -m benchmarks.measuring

bench-search: .venv/.bench ## compare the search with others, measure how long readers wait and what they are sent
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m benchmarks.search.run
	$(BIN)/python -m benchmarks.search.latency --services 10000
	$(BIN)/python -m benchmarks.sent

clean:
	rm -rf .venv site node_modules

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Servicebook needs Python 3.11 or later; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.site: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.dev: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ .venv/.site

.venv/.engines: pyproject.toml constraints.txt | .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,engines]'
	@touch $@

.venv/.bench: pyproject.toml constraints.txt | .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $@
