# `make run` and `make test` are all a newcomer needs. Everything is kept in .venv/ and var/.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links

.PHONY: run test check format messages bench bench-ingest lock clean

# Ctrl-C reaches the shell as well; it waits for the server to stop, so that make sees no failure.
run: .venv/run.stamp
	@trap : INT; DEBUG=1 $(BIN)/python manage.py demo --port $(PORT)

test: .venv/test.stamp
	@$(BIN)/python -m pytest --numprocesses auto -rs $(ARGS)

check: .venv/test.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files -z 'templates/*.html' | xargs -0 $(BIN)/djade --check
	@DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	@SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))") \
		ALLOWED_HOSTS=newsroom.example $(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/test.stamp
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@git ls-files -z 'templates/*.html' | xargs -0 $(BIN)/djade

messages: .venv/test.stamp
	@$(BIN)/python -m tests.catalogues

bench: .venv/test.stamp
	@$(BIN)/python -m tests.benchmarks.bench_pages $(ARGS)

bench-ingest: .venv/test.stamp
	@$(BIN)/python tests/benchmarks/bench_ingest.py $(ARGS)

lock: .venv/test.stamp
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	@rm -rf .venv var

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "The newsroom needs Python 3.11 or newer. Name one: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "Python could not make .venv here (Debian: install python3-venv; else: is the folder writable?)."; exit 1; }

.venv/run.stamp: requirements.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/test.stamp: requirements-dev.txt .venv/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
