"""PostgreSQL falls silent, and everything goes on by itself once it speaks again: replies, the tick, the sender.

Nothing is asserted about how long it takes on this machine: what is waited for at most follows from the limits that
are set, and the test waits until what is to come has come.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.app import App, build, open_store
from bot.clock import FixedClock
from bot.delivery.jobs import Jobs
from bot.delivery.sender import Sender
from bot.settings import Settings
from bot.terminal.console import room_of, speaker
from domain.accounts import CONSOLE
from handlers.cards import Reply
from handlers.core.invocation import Invocation
from handlers.texts import say
from storage.setup.reference import load_reference
from storage.tables import MessageRow, NoticeRow
from storage.unit_of_work.engines import FEW, ONE, UNHURRIED, Limits
from storage.unit_of_work.store import LIMITS, WRITER_LOCK, Store
from storage.unit_of_work.unit import Rules, StoreBusyError
from tests.faults.world import MemoryChat, again, at, draw, follow_up, rows
from tests.patience import PATIENCE
from tests.swallowing import Swallower

pytestmark = pytest.mark.postgres

NINE = at("2026-11-06")
SHORT = replace(LIMITS, answer=0.6, ping=0.2)
"""So that the test needn't wait as long as people may."""


@pytest.fixture
def way(new_postgres_url: Callable[[], str]) -> Iterator[Swallower]:
    """The way to a fresh database."""
    made = Swallower(new_postgres_url())
    yield made
    made.close()


@pytest.fixture
def silent_store(way: Swallower, rules: Rules) -> Iterator[Store]:
    """The database at the end of it."""
    made = Store(way.url, rules, None, limits=SHORT)
    yield made
    made.close()


def test_the_next_answer_comes_within_ten_seconds() -> None:
    """Whatever it was caught in: what is waited for at most, one after the other."""
    print(f"the next answer comes {LIMITS.next_answer:g} s after a silence at the latest")  # noqa: T201 - what is shown
    assert LIMITS.next_answer <= 10
    assert LIMITS.lock < LIMITS.statement < LIMITS.answer  # the server says why, before anybody gives up on it


def test_a_server_is_told_every_limit(silent_store: Store) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")

    def told(connection: Connection) -> list[str]:
        return [connection.execute(text(f"SHOW {name}")).scalar_one() for name in names]

    for engine in (silent_store.writer, silent_store.reader):
        with engine.connect() as connection:
            assert told(connection) == ["5s", "4s", "1min"]
            driver = connection.connection.driver_connection
            assert driver is not None
            parameters = driver.info.get_parameters()
            assert {name: parameters[name] for name in ("connect_timeout", "keepalives_idle", "tcp_user_timeout")} == {
                "connect_timeout": "2",
                "keepalives_idle": "5",
                "tcp_user_timeout": "6000",
            }
    with silent_store.unhurried() as connection:
        assert told(connection) == ["1h", "10min", "1h"]
    with silent_store.writer.connect() as connection:  # the same one again
        assert told(connection) == ["5s", "4s", "1min"]


def test_a_statement_without_an_answer_is_given_up_and_what_takes_long_may(way: Swallower, rules: Rules) -> None:
    limits = Limits(answer=0.3, ping=0.2)
    store = Store(way.url, rules, None, limits=limits)
    with pytest.raises(OperationalError, match=r"no answer within 0\.3 seconds"), store.transaction() as session:
        session.execute(text("SELECT pg_sleep(60)"))
    with store.unhurried() as connection:
        connection.execute(text("SELECT pg_sleep(0.5)"))
    assert UNHURRIED.answer > UNHURRIED.statement
    store.close()


def test_replies_tick_and_sender_go_on_by_themselves(way: Swallower, rules: Rules) -> None:
    asyncio.run(_town_falls_silent(way, rules))


async def _town_falls_silent(way: Swallower, rules: Rules) -> None:
    store = open_store(way.url, rules, limits=SHORT)
    clock, chat = FixedClock(NINE), MemoryChat(platform=CONSOLE)
    app = build(Settings(_env_file=None), clock, frozenset({CONSOLE}), store)  # type: ignore[call-arg] # pydantic's own
    load_reference(store, NINE)
    status = Invocation("status", speaker(app, "agder", NINE), room_of(speaker(app, "agder", NINE)), NINE)
    sender = Sender(store.beside(FEW), {CONSOLE: chat}, draw, clock, redraw=again, poll=0.05)
    jobs = Jobs(store.beside(ONE), sender.wake, clock, frozenset({CONSOLE}), every=0.1)
    sending = asyncio.create_task(sender.run())
    jobs.start()
    assert (await _answered(app, status)).ok
    way.swallow()
    caught = asyncio.create_task(_answered(app, status))
    problem = (await caught).problem
    assert problem is not None
    assert problem.code == "common.away"
    way.restore()
    begun, replies = monotonic(), 0
    while not (reply := await _answered(app, status)).ok:
        assert reply.problem is not None
        assert reply.problem.problem == say("nb", "common.away")
        replies += 1
    print(f"the next good answer came after {monotonic() - begun:.1f} s, {replies} in vain")  # noqa: T201 - what is shown
    await asyncio.to_thread(follow_up, store, "agder", "2026-11-27", since=at("2026-11-02"))
    async with asyncio.timeout(PATIENCE):
        while not chat.stands:  # noqa: ASYNC110 - the tick and the sender tell nobody
            await asyncio.sleep(0.02)
    assert len(rows(store, NoticeRow)) == 1
    assert len(rows(store, MessageRow)) == 1
    await jobs.stop()
    sender.stop()
    await sending
    store.close()


async def _answered(app: App, invocation: Invocation) -> Reply:
    return await asyncio.to_thread(app.answer, invocation)


def test_many_in_vain_keep_nobody_else_from_the_database(way: Swallower, rules: Rules) -> None:
    """Every connection for replies is taken: the tick's and the sender's are their own."""
    store = Store(way.url, rules, None, patience=0.0, limits=SHORT)
    beside = store.beside(ONE)
    with_all = [store.reader.connect() for _ in range(16)]
    with pytest.raises(SQLAlchemyError), store.read(NINE):
        pytest.fail("there was one left")
    with beside.read(NINE) as snapshot:
        assert snapshot.today
    for connection in with_all:
        connection.close()
    store.close()


def test_a_turn_that_does_not_come_is_not_waited_for_for_ever(way: Swallower, rules: Rules) -> None:
    limits = replace(SHORT, lock=0.05)
    store = Store(way.url, rules, None, patience=0.0, limits=limits)
    with store.transaction() as holding:
        holding.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        for holds in (store.take_turn, store.between_commands):
            with pytest.raises(StoreBusyError), store.transaction() as session:
                holds(session)
    with store.transaction() as session:
        store.take_turn(session)
    store.close()


def test_a_turn_that_comes_late_is_taken(way: Swallower, rules: Rules) -> None:
    store = Store(way.url, rules, None, limits=replace(SHORT, lock=0.05))
    waits, taken = threading.Event(), threading.Event()

    def wait() -> None:
        with store.transaction() as session:
            waits.set()
            store.take_turn(session)
            assert session.execute(text("SELECT 1")).scalar_one() == 1
            taken.set()

    thread = threading.Thread(target=wait)
    with store.transaction() as holding:
        store.take_turn(holding)
        thread.start()
        assert waits.wait(PATIENCE)
        assert not taken.wait(0.2)  # four times the limit of one statement
    assert taken.wait(PATIENCE)
    thread.join(PATIENCE)
    store.close()
