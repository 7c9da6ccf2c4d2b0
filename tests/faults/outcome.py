"""What a fault did: how much was at stake, what was lost, what came twice, and how long until it was well again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import open_store
from domain.calendar import WorkCalendar
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


class UnavailableError(Exception):
    """A fault can't be tried on this machine; says what it takes."""


@dataclass(frozen=True)
class Place:
    """Where a fault is tried. empty_url, new_url: make a database of this kind, without tables and with today's.

    folder: for what else it needs. server: PostgreSQL's, if it is ours alone.
    """

    kind: str
    empty_url: Callable[[], str]
    new_url: Callable[[], str]
    folder: Path
    server: Any = None

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A fresh database, for as long as the block runs."""
        opened = open_store(self.new_url(), Rules(WorkCalendar()))
        try:
            yield opened
        finally:
            opened.close()


@dataclass(frozen=True)
class Outcome:
    """What came of it. strikes: how often the fault struck. recovery: seconds to the next good answer, the longest."""

    database: str
    messages: int
    strikes: int
    lost: Sequence[str] = ()
    doubled: Sequence[str] = ()
    recovery: float | None = None
    reminders: int = 0


def together(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcome of several trials on one kind of database; at least one."""
    recoveries = [one.recovery for one in outcomes if one.recovery is not None]
    return Outcome(
        outcomes[0].database,
        sum(one.messages for one in outcomes),
        sum(one.strikes for one in outcomes),
        [what for one in outcomes for what in one.lost],
        [what for one in outcomes for what in one.doubled],
        max(recoveries, default=None),
        sum(one.reminders for one in outcomes),
    )
