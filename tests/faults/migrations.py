"""Migrations killed half-way, on filled tables: each can be run again, and nothing of what was there is gone."""

import os
import random
import signal
from datetime import UTC, datetime
from time import monotonic

from sqlalchemy import event, text

from domain.calendar import WorkCalendar
from storage.migrate import at_head, migrate
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.faults.outcome import Outcome, Place

ENTRIES = 20_000
FIRST = "0001"
_AUDIT = text(
    "INSERT INTO audit (at, account, organisation, on_behalf, line, changes) VALUES (:at, 'a', '', false, :n, '[]')"
)


def kill_migrations(place: Place, times: int) -> Outcome:
    """From the first version's tables, with many rows, to today's; killed at so many statements on the way."""
    url, recovery = place.empty_url(), 0.0
    store = Store(url, Rules(WorkCalendar()), None)
    try:
        migrate(store, FIRST)
        at = datetime(2026, 11, 23, 8, tzinfo=UTC)
        with store.transaction() as session:
            at_text = at.strftime("%Y-%m-%d %H:%M:%S.%f") if store.sqlite else at
            session.connection().execute(_AUDIT, [{"at": at_text, "n": f"linje {n}"} for n in range(ENTRIES)])
        store.close()
        statements = _statements(place)
        dice = random.Random(9)  # noqa: S311 - a repeatable plan, no secret
        for _ in range(times):
            began = monotonic()
            _killed_at(url, dice.randint(1, statements))
            recovery = max(recovery, monotonic() - began)
        store = Store(url, Rules(WorkCalendar()), None)
        assert not at_head(store.writer)
        began = monotonic()
        migrate(store)
        assert at_head(store.writer)
        with store.transaction() as session:
            kept = session.execute(text("SELECT count(*) FROM audit")).scalar_one()
        lost = [f"{ENTRIES - kept} entries"] if kept < ENTRIES else []
        return Outcome(place.kind, ENTRIES, times, lost, [], monotonic() - began)
    finally:
        store.close()


def _statements(place: Place) -> int:
    """How many statements the whole way takes, on empty tables."""
    store, seen = Store(place.empty_url(), Rules(WorkCalendar()), None), 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1

    migrate(store, FIRST)
    event.listen(store.writer, "after_cursor_execute", count)
    migrate(store)
    store.close()
    return seen


def _killed_at(url: str, number: int) -> None:
    """A process that migrates and dies after so many statements."""
    child = os.fork()
    if child:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        return
    store, left = Store(url, Rules(WorkCalendar()), None), number

    def kill(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store.writer, "after_cursor_execute", kill)
    migrate(store)
    os._exit(1)
