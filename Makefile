# The two commands of the README are `make demo` and `make test`; each does the set-up it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find src -name '*.py')
WORKERS ?= 2

.PHONY: setup demo test served fuzz pushes workers chaos kills bench lint docs picture clean

setup: $(VENV)/installed $(VENV)/compiled

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "beadwork needs Python 3.11 or newer; say make PYTHON=/path/to/python3")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# Where PYTHONDONTWRITEBYTECODE is set, every command would compile everything anew, for 20 ms.
$(VENV)/compiled: $(VENV)/installed $(SOURCES)
	@$(BIN)/python -m compileall -q src
	@touch $@

demo: setup
	@sh demo/demo.sh

test: setup
	@$(BIN)/bd dolt install --quiet
	$(BIN)/python -m pytest -n $(WORKERS)

# All transcripts, by the command server.
served: setup
	@$(BIN)/bd dolt install --quiet
	BEADWORK_SERVED=1 $(BIN)/python -m pytest -n $(WORKERS) tests/transcripts -k by_the_command_server

# Two at the same time, with other numbers each time; a failing try says how to run it again.
TRIES ?= 20000
FIRST ?= $(shell date +%s)

fuzz: setup
	@$(BIN)/bd dolt install --quiet
	@PYTHONPATH=tests/support $(BIN)/python -m fuzz --tries $(TRIES) --first $(FIRST) --jobs $(WORKERS)

# Two clones, and two towns, push to one remote at the same time, a hundred times.
PUSHES ?= 100

pushes: setup
	@$(BIN)/bd dolt install --quiet
	BEADWORK_PUSHES=$(PUSHES) $(BIN)/python -m pytest -n 0 \
		tests/actions/remotes/test_two_towns.py tests/town/remotes/test_two_towns_push.py

# Two towns at work while everything is killed; chaos/__init__.py says what has to hold at the end.
SEED ?= $(shell date +%s)
MINUTES ?= 10
KILLS ?= 1000

chaos: setup
	@$(BIN)/bd dolt install --quiet
	@PYTHONPATH=.:tests/support $(BIN)/python -m chaos --seed $(SEED) --minutes $(MINUTES) --kills $(KILLS)

# Fifty workers edit 200 issues at once, on a branch each, and all of it is merged. A failure says
# its seed, which BEADWORK_SEED takes.
MANY ?= 50

workers: setup
	@$(BIN)/bd dolt install --quiet
	BEADWORK_WORKERS=$(MANY) $(BIN)/python -m pytest -n 0 tests/machines/test_hard_merges.py

# Threads, forked and spawned processes and tasks write by the library while the server is killed.
kills: setup
	@$(BIN)/bd dolt install --quiet
	BEADWORK_KILLS=$(KILLS) BEADWORK_SEED=$(SEED) $(BIN)/python -m pytest -s -n 0 \
		tests/chaos/test_library_under_kills.py

bench: setup
	@$(BIN)/bd dolt install --quiet
	$(BIN)/python -m bench

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# What is generated from the declared flags and tables; a test fails where it is stale.
docs: setup
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/generate_doctor.py
	$(BIN)/python docs/generate_settings.py
	$(BIN)/python docs/generate_rooms.py
	$(BIN)/python docs/generate_aio.py
	$(BIN)/python docs/generate_library.py

# The terminal of the README, and the views, from real runs.
picture: setup
	$(BIN)/python demo/picture.py

clean:
	rm -rf $(VENV)
