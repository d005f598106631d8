# The commands of this project. Each does the set-up it needs first; all are safe to run again.
# make run PORT=8080 HOST=0.0.0.0 DATABASE_URL=postgresql://… are passed on to the app.

BIN := .venv/bin
PYTEST := $(BIN)/pytest -n 3 --dist worksteal
UV := build/uv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 --custom-compile-command 'make requirements'

.PHONY: help run test looks drills check bench seed fix requirements
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-14s%s\n", $$1, $$2 }' Makefile

# While developing, a phone on the same network may look too; the app says how.
run: export HOST ?= 0.0.0.0
run: ## do the set-up, fill the demo neighbourhood and start the app
	@bin/set-up run
	@exec $(BIN)/wijkspel serve --demo

test: ## do the set-up and run every test, on both engines and in a real browser
	@bin/set-up test
	$(PYTEST) -m "not drill" tests

looks: ## the tests that look at every screen, with a screenshot of each in build/looks/
	@bin/set-up test
	KEEP_SCREENSHOTS=1 $(PYTEST) tests/looks tests/journeys

drills: ## the tests that take long: fuzzing, load, interrupted work
	@bin/set-up test
	$(BIN)/pytest -m drill tests

check: ## format, lint, types, the rules of the house, migrations up and down, valid HTML
	@bin/set-up test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(PYTEST) -m "not drill" tests/house tests/migrations
	$(PYTEST) -m "not drill" -k valid tests/looks

bench: ## measure, print the table and write build/bench.json
	@bin/set-up test
	$(BIN)/python -m tests.bench

seed: ## fill an empty database with the demo neighbourhood
	@bin/set-up run
	@$(BIN)/wijkspel seed

fix: ## repair format and lint
	@bin/set-up test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

requirements: ## pin requirements/*.in anew, with hashes; make requirements NEW=--upgrade takes newer versions
	@test -x build/uv/bin/uv || { python3 -m venv build/uv && build/uv/bin/pip install --quiet uv; }
	$(UV) $(NEW) requirements/run.in --output-file requirements/run.txt
	$(UV) $(NEW) requirements/test.in --output-file requirements/test.txt
