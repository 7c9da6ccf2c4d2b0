# Two commands are all a newcomer needs: `make run` and `make test`. Each makes what it needs; `make install` what `run` does.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q
# Half as many again as there are cores: many tests wait, for a process or for the clock.
JOBS   ?= $(shell echo $$(( ($$(getconf _NPROCESSORS_ONLN) * 3 + 1) / 2 )))

.PHONY: run install test check explore faults fuzz env lock bench mutants clean

run: $(VENV)/.run
	@$(BIN)/samhandling run

install: $(VENV)/.run

test: check
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Other examples than the ones every run tries, and TEST_EXPLORE times as many.
explore: export TEST_EXPLORE ?= 10
explore: $(VENV)/.dev
	$(BIN)/python -m pytest --timeout 0 -n $(JOBS) --dist worksteal $$(grep -rl hypothesis tests --include='test_*.py')

# What is lost and what comes twice when things break: every fault at length, one table. FAULTS="senders disk" for some.
faults: $(VENV)/.dev
	$(BIN)/python -m tests.faults $(FAULTS)

# Lines and payloads that nobody would send: none may raise, change anything once refused, or take a second.
# SEED=7 LINES=1000 PAYLOADS=0 for other or fewer ones.
fuzz: export JOBS := $(JOBS)
fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.fuzz

bench: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks

# Do the tests notice a changed token? SEED=7 N=40 for another sample than 200 drawn anew.
mutants: export JOBS := $(JOBS)
mutants: $(VENV)/.dev
	$(BIN)/python -m tests.mutants

env: $(VENV)/.dev

# A stamp per lock: once it stands, nothing reaches for the network again.
$(VENV)/.run: requirements.txt pyproject.toml
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@echo "Preparing the environment (once) ..."
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@echo "Preparing the test environment (once) ..."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@ $(VENV)/.run

# The locks name no index and no address; they hold for every Python from 3.11 on.
lock:
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
