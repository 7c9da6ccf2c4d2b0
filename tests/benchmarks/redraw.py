"""Messages that stay true: what marking them costs the command that changes something, and how fast they are drawn."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from unittest.mock import patch

from sqlalchemy import text

from bot.app import open_store
from bot.clock import FixedClock
from bot.delivery.sender import Sender
from domain.calendar import WorkCalendar
from handlers.messages.draw import draw
from storage.delivery.redraw_marks import mark
from storage.migrate import migrate
from storage.setup.reference import load_reference
from storage.tables import MessageRow, MessageStatus, MessageSubjectRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.benchmarks.tick import Result, _postgres
from tests.collecting_chat import CollectingChat
from tests.desk import START, Desk

SHOWN = (0, 10, 50, 200)
"""How many messages show the follow-up that is changed."""
ROUNDS = 300
REDRAWN = 200


def shown_in(store: Store, desk: Desk, number: int, count: int, first: int) -> None:
    """A follow-up of its own, and `count` messages in Siva's room that show it."""
    if not desk.reply("agder", "oppfølging ny Siva: levere skisse innen 18.12").ok:
        raise RuntimeError("the follow-up was not taken")
    facts = {"follow_up": str(number), "from": "agder"}
    with store.transaction() as session:
        session.execute(text("DELETE FROM message WHERE status = 'waiting'"))
        for place in range(first, first + count):
            row = MessageRow(
                key=f"bench-{place}", kind=f"new-follow-up-{place}", recipient="siva", organisation="siva", cause=1,
                facts=facts, status=MessageStatus.SENT, created_at=START, sent_at=START, room_platform="console",
                room_channel="siva", message_ts=f"{place}.0",
            )  # fmt: skip
            session.add(row)
            session.flush()
            for subject in (f"follow_up:{number}", "room:console:siva"):
                session.add(MessageSubjectRow(subject=subject, message_id=row.id))


def changed(store: Store, desk: Desk, number: int) -> tuple[float, float]:
    """Seconds that a command takes which renames the follow-up, and how many of them go to marking; both p50."""
    whole, marked = list[float](), list[float]()

    def timed(*arguments: Any) -> None:
        start = time.perf_counter()
        mark(*arguments)
        marked.append(time.perf_counter() - start)

    with patch("storage.derived.derived.mark", timed):
        for place in range(ROUNDS):
            start = time.perf_counter()
            reply = desk.reply("agder", f"oppfølging endre O-{number} tekst: levere skisse {place}")
            whole.append(time.perf_counter() - start)
            if not reply.ok:
                raise RuntimeError(reply.problem)
            with store.transaction() as session:  # as the sender leaves it
                session.execute(text("DELETE FROM redraw"))
                session.execute(text("DELETE FROM message WHERE status = 'waiting'"))
    return statistics.median(whole), statistics.median(marked)


def drawn(store: Store, count: int) -> tuple[float, float]:
    """Marked messages drawn a second: when the chat is called for each, and when none looks different."""
    chat, clock = CollectingChat(), FixedClock(START)
    sender = Sender(store, {"console": chat}, draw, clock, parallel=1)
    with store.transaction() as session:
        session.execute(text("UPDATE message SET kind = 'new-follow-up', cause = id WHERE status = 'sent'"))

    async def update(*_: object) -> None:
        chat.updates += 1

    chat.update = update  # type: ignore[method-assign,assignment] # timed
    speeds = []
    for _ in range(2):
        with store.transaction() as session:
            mark(session, {"room:console:siva"}, START)
        start = time.perf_counter()
        asyncio.run(sender.redraw_once())
        speeds.append(count / (time.perf_counter() - start))
    if chat.updates != count:
        raise RuntimeError(f"{chat.updates} updates instead of {count}")
    return speeds[0], speeds[1]


def _measured(store: Store, name: str) -> Result:
    migrate(store)
    load_reference(store, START)
    desk = Desk(store)
    rows: Result = []
    first = 1
    for number, count in enumerate(SHOWN, start=1):
        shown_in(store, desk, number, count, first)
        first += count
        whole, marking = changed(store, desk, number)
        rows.append(
            (
                f"{name}: a follow-up renamed that {count} messages show, p50; of it marking",
                f"{whole * 1000:.1f} ms; {marking * 1000:.2f} ms",
                f"{whole / (whole - marking):.2f}",
            )
        )
    updated, same = drawn(store, REDRAWN)
    rows.append((f"{name}: marked messages drawn and updated, one at a time", f"{updated:.0f} /s", ""))
    rows.append((f"{name}: marked messages that look the same", f"{same:.0f} /s", f"{same / updated:.1f}"))
    return rows


def _closing(store: Store, measure: Callable[[Store], Result]) -> Result:
    try:
        return measure(store)
    finally:
        store.close()


def run() -> Result:
    """Rows for the table: name, value, ratio to the same without marking."""
    rules, found = Rules(WorkCalendar()), Result()
    with tempfile.TemporaryDirectory() as folder:
        found += _closing(open_store(f"sqlite:///{folder}/bench.db", rules), lambda store: _measured(store, "SQLite"))
    with suppress(ImportError), _postgres() as url:
        found += _closing(open_store(url, rules), lambda store: _measured(store, "PostgreSQL"))
    return found
