"""The fault bench, at length: `python -m tests.faults`, or the first words of some (`senders`, `whole`). One table.

TEST_KILLS: how often each fault strikes instead.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import structlog

from storage.migrate import migrate
from tests.conftest import database_of, start_postgres
from tests.faults.outcome import POSTGRESQL, Outcome, Place, UnavailableError
from tests.faults.scenarios import SCENARIOS, Scenario

HEAD = ("fault", "database", "messages", "struck", "lost", "doubled", "longest recovery", "took")


@contextmanager
def place(kind: str) -> Iterator[Place]:
    """A folder, or a server, of the scenario's own."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    server = start_postgres(folder / "data") if kind == POSTGRESQL else None
    try:
        empty_url = _maker(folder, server)
        yield Place(kind, empty_url, lambda: _migrated(empty_url()), folder, server)
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _maker(folder: Path, server: Any) -> Callable[[], str]:
    numbers = count()

    def empty_url() -> str:
        name = f"faults_{next(numbers)}"
        if server is None:
            return f"sqlite:///{folder / name}.db"
        address = str(server.get_uri())
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return database_of(address, name)

    return empty_url


def _migrated(url: str) -> str:
    migrate(url)
    return url


def tried(scenario: Scenario, kind: str) -> tuple[Outcome, float]:
    """Try it at length; what came of it, and the seconds it took."""
    began = time.monotonic()
    with place(kind) as where:
        outcome = scenario.run(where, int(os.environ.get("TEST_KILLS", scenario.at_length)))
    return outcome, time.monotonic() - began


def row(scenario: Scenario, outcome: Outcome, seconds: float) -> tuple[str, ...]:
    """The outcome as people read it."""
    recovery = "" if outcome.recovery is None else f"{outcome.recovery:.1f} s"
    numbers = (outcome.messages, outcome.strikes, len(outcome.lost), len(outcome.doubled))
    return (scenario.name, outcome.database, *(f"{one:,}" for one in numbers), recovery, f"{seconds:.0f} s")


def main(wanted: Sequence[str]) -> int:
    """Try them, print each row as it comes; 1 if anything was lost or doubled."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))  # they bear what they log
    wide = max(len(one.name) for one in SCENARIOS)
    ill = 0

    def tell(cells: Sequence[str]) -> None:
        widths = (wide, 10, *(len(name) for name in HEAD[2:]))
        line = [
            f"{cell:<{width}}" if n < 2 else f"{cell:>{width}}"
            for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        sys.stdout.write("  ".join(line).rstrip() + "\n")
        sys.stdout.flush()

    tell(HEAD)
    for scenario in SCENARIOS:
        if wanted and not any(word in scenario.name for word in wanted):
            continue
        for kind in scenario.databases:
            try:
                outcome, seconds = tried(scenario, kind)
            except UnavailableError as error:
                sys.stdout.write(f"{scenario.name:<{wide}}  {kind:<10}  not here: {error}\n")
                continue
            tell(row(scenario, outcome, seconds))
            for what, found in (("lost", outcome.lost), ("doubled", outcome.doubled)):
                ill += len(found)
                for one in list(found)[:10]:
                    sys.stdout.write(f"    {what}: {one}\n")
    return 1 if ill else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
