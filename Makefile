# The bot runs from its checkout; everything it needs goes into .venv/.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# In as many processes as there are processors, four at most: each takes seconds to find the tests. One that has done
# its share takes over from another; a run of tests that follow each other stays in one, with what they share.
PYTEST := $(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=worksteal
LOCK := $(BIN)/python -m uv pip compile --quiet pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade)
# What the bot needs depends on whether it has a token. Settings that are wrong are named when it starts.
NEEDED := $(BIN)/python -c 'from bot.settings import load_settings as s; print("" if s().discord_token else "-preview")'

# "make bench stalls": what follows is no target, but the name of a benchmark.
ifeq (bench,$(firstword $(MAKECMDGOALS)))
NAMED := $(wordlist 2,99,$(MAKECMDGOALS))
$(eval $(NAMED):;@:)
endif

.PHONY: help run preview install install-postgres test check bench torture weights lock

help:
	@echo "make run      start the bot: on Discord with DISCORD_TOKEN, else the preview in the browser"
	@echo "make preview  the preview in the browser, token or not"
	@echo "make install  only install what a bot with a token needs, for a service that starts it"
	@echo "make install-postgres  what a database on a PostgreSQL server needs as well"
	@echo "make test     run every test"
	@echo "make check    lint, types, licences and tests"
	@echo "make bench    measure loading and answering (make bench stalls: one benchmark alone)"
	@echo "make torture  try to break it with random input for an hour (HOURS=3)"
	@echo "make weights  learn what questions ask from bot/questions/examples (two minutes)"
	@echo "make lock     pin the requirements anew (UPGRADE=1: to their newest versions)"

run: .venv/installed
	@$(MAKE) --silent .venv/installed$$($(NEEDED) 2>/dev/null)
	$(BIN)/python -m bot

preview: .venv/installed-preview
	$(BIN)/python -m bot preview

install: .venv/installed

install-postgres: .venv/installed-postgres

test: .venv/installed-dev
	$(PYTEST)

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tools.licences requirements.txt requirements-preview.txt requirements-postgres.txt
	$(PYTEST)

bench: .venv/installed-dev
	$(BIN)/python -m bench $(NAMED)

torture: .venv/installed-dev
	$(BIN)/python -m tests.torture

weights: .venv/installed
	$(BIN)/python -m bot.questions.learn

# Each list holds the one before it, in the same versions.
lock: .venv/installed
	@$(PIP) uv
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra preview --constraint requirements.txt --output-file requirements-preview.txt
	$(LOCK) --extra postgres --constraint requirements.txt --output-file requirements-postgres.txt
	$(LOCK) --extra dev --constraint requirements-preview.txt --output-file requirements-dev.txt

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=/path/to/it")'
	@echo "Installing what the bot needs into .venv/ (half a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.txt
	@touch $@

.venv/installed-preview: requirements-preview.txt .venv/installed
	@echo "Installing what the preview needs into .venv/ (a few seconds) ..."
	@$(PIP) --require-hashes -r requirements-preview.txt
	@touch $@

.venv/installed-postgres: requirements-postgres.txt .venv/installed
	@$(PIP) --require-hashes -r requirements-postgres.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing what the tests need into .venv/ (half a minute) ..."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@
