# Each target sets up what it needs, in .venv/ (ignored by git). Safe to repeat; quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve test format clean

site: $(VENV)/.site ## check the registry, regenerate README, build both sites into site/
	@$(BIN)/papershelf check
	@$(BIN)/papershelf build

serve: $(VENV)/.site ## show the site while you write
	@$(BIN)/papershelf serve

format: $(VENV)/.site ## write papers.yaml in canonical form and order
	@$(BIN)/papershelf format

test: $(VENV)/.test ## install what the tests need, a browser included, and run them all
	@sh tests/install-tools.sh
	@$(BIN)/ruff check src tests bench
	@$(BIN)/ruff format --check src tests bench
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

clean: ## remove what was made here
	rm -rf $(VENV) site .papershelf

$(VENV)/.site: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it so: make site PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements-test.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@
