"""Runs tests in a copy of the tree, in a process forked from one that holds what we stand on, and nothing of ours.

A start costs a quarter of what it costs otherwise, and a sample has hundreds of them.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

PATIENCE = 60
"""Seconds that a test may take; one that hangs has failed."""
LIMIT = 900
"""Seconds that tests started together may take, should a hanging one not let itself be ended."""
_OURS = {"tests", "domain", "storage", "handlers", "bot"}
_AHEAD = """
pytest pytest_asyncio.plugin pytest_socket pytest_timeout hypothesis.strategies hypothesis.internal.conjecture.engine
sqlmodel psycopg alembic.command structlog holidays.countries.norway babel.dates fluent.runtime openpyxl
"""
_OPTIONS = """
-x -rfE --tb=line -p no:cacheprovider -p no:xdist -p no:anyio
-W ignore::pytest.PytestAssertRewriteWarning
"""

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(_AHEAD.split())


def passes(copy: Path, tests: Sequence[str]) -> tuple[bool, str]:
    """Whether these tests pass in a copy, and what pytest says."""
    said = copy.parent / f"{copy.name}.txt"
    arguments = [*_OPTIONS.split(), f"--timeout={PATIENCE}", f"--basetemp={copy}-tmp", *tests]
    process = _server.Process(target=_pytest, args=(copy, arguments, said))
    process.start()
    process.join(LIMIT)
    if process.exitcode is None:
        os.killpg(process.pid or 0, signal.SIGKILL)
        process.join()
    return process.exitcode in {0, pytest.ExitCode.NO_TESTS_COLLECTED}, said.read_text()


def _pytest(copy: Path, arguments: list[str], said: Path) -> None:
    original = {"", str(Path.cwd()), *os.environ.get("PYTHONPATH", "").split(os.pathsep)}
    os.setsid()
    os.chdir(copy)
    os.environ |= {"PYTHONPATH": str(copy), "TEST_MUTANTS": "1"}
    for name in [name for name in sys.modules if name.split(".")[0] in _OURS]:
        del sys.modules[name]
    sys.path[:] = [str(copy), *(path for path in sys.path if path not in original)]
    sys.dont_write_bytecode = False
    with said.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.exit(pytest.main(arguments))
