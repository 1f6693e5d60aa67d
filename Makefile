# The bot runs from its checkout; everything it needs goes into .venv/.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# In as many processes as there are processors, four at most: each takes seconds to find the tests. One that has done
# its share takes over from another; a run of tests that follow each other stays in one, with what they share.
PYTEST := $(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=worksteal
LOCK := $(BIN)/python -m uv pip compile --quiet pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: help run test check bench lock

help:
	@echo "make run    start the bot: on Discord with DISCORD_TOKEN, else the preview in the browser"
	@echo "make test   run every test"
	@echo "make check  lint, types and tests"
	@echo "make bench  measure loading and answering"
	@echo "make lock   pin the requirements anew (UPGRADE=1: to their newest versions)"

run: .venv/installed
	$(BIN)/python -m bot

test: .venv/installed-dev
	$(PYTEST)

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST)

bench: .venv/installed
	$(BIN)/python -m bench

lock: .venv/installed
	$(PIP) uv
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra preview --output-file requirements.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

.venv/installed: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=/path/to/it")'
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@
