"""Another process is writing: a command waits its turn, and when that doesn't come it says so and has done nothing."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.app import open_store
from handlers.texts import LANGUAGES, say
from handlers.views.plain_text import plain
from storage.setup.reference import load_reference
from storage.tables import AuditRow, FollowUpRow, OrganisationRow
from storage.unit_of_work.dry_run import rolled_back
from storage.unit_of_work.store import LIMITS, PATIENCE, Store
from storage.unit_of_work.unit import Origin, Rules, StoreBusyError
from tests import patience
from tests.desk import START, Desk

BY = Origin("test", "linje", "ks")
LINE = "oppfølging ny Siva: levere skisse innen 15.12"


@pytest.fixture
def url(new_sqlite_url: Callable[[], str], rules: Rules) -> str:
    """A database with the organisations."""
    made = new_sqlite_url()
    with closing(open_store(made, rules)) as store:
        load_reference(store, START)
    return made


@pytest.fixture
def other(url: str) -> Iterator[sqlite3.Connection]:
    """Another process, in the middle of a write."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)) as one:
        one.execute("BEGIN IMMEDIATE")
        yield one


def changes(store: Store) -> tuple[int, int]:
    with store.read(START) as snapshot:
        return (
            len(snapshot.session.exec(select(AuditRow)).all()),
            len(snapshot.session.exec(select(FollowUpRow)).all()),
        )


def test_a_write_waits_until_the_other_has_ended(url: str, rules: Rules, other: sqlite3.Connection) -> None:
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 40:
            other.execute("UPDATE organisation SET short = 'SIVA' WHERE slug = 'siva'")
            other.execute("COMMIT")

    with closing(open_store(url, rules, pause=pause)) as store, store.begin(BY, START) as unit:
        assert len(pauses) == 40
        assert unit.session.get_one(OrganisationRow, "siva").short == "SIVA"  # begun after it, and sees it
        assert unit.directory.organisations["ks"].short == "KS"
    assert all(0 < one <= 0.1 for one in pauses)
    assert len(set(pauses[10:])) > 1  # not in step with whoever waits besides


@pytest.mark.parametrize("patience", [PATIENCE, 0.0])
def test_patience_comes_to_an_end(
    url: str, rules: Rules, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("storage.unit_of_work.store.time.monotonic", lambda: clock[0])

    def pause(seconds: float) -> None:
        clock[0] += seconds

    with closing(open_store(url, rules, patience, pause)) as store:
        before = changes(store)
        with pytest.raises(StoreBusyError) as caught, store.begin(BY, START):
            pytest.fail("begun")
        assert patience <= clock[0] - 1000 <= patience + 0.1
        assert isinstance(caught.value, OperationalError)  # who knows a database that can't be used, knows this
        assert "locked" in str(caught.value.orig)
        for _ in range(20):  # no connection is lost on the way
            with pytest.raises(StoreBusyError), store.transaction():
                pytest.fail("begun")
            clock[0] += 1
        assert changes(store) == before
        other.execute("ROLLBACK")
        with store.begin(BY, START) as unit:
            unit.session.get_one(OrganisationRow, "siva").short = "SIVA"
        assert changes(store) == (before[0] + 1, 0)


def test_those_who_queue_here_wait_no_longer_for_it(
    url: str, rules: Rules, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The turns taken in this process are part of each one's patience: it is not one patience after another."""
    clock, pauses, outcome = [1000.0], list[float](), list[str]()
    arrived, all_here = set[str](), threading.Event()

    def monotonic() -> float:
        arrived.add(threading.current_thread().name)
        if {f"writer {number}" for number in range(4)} <= arrived:
            all_here.set()
        return clock[0]

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        assert all_here.wait(patience.PATIENCE)
        clock[0] += PATIENCE

    def write() -> None:
        try:
            with store.transaction():
                outcome.append("begun")
        except StoreBusyError:
            outcome.append("busy")

    monkeypatch.setattr("storage.unit_of_work.store.time.monotonic", monotonic)
    with closing(open_store(url, rules, pause=pause)) as store:
        assert other.in_transaction
        threads = [threading.Thread(target=write, name=f"writer {number}") for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(patience.PATIENCE)
    assert outcome == ["busy"] * 4
    assert len(pauses) == 1


def test_another_trouble_is_not_waited_for(url: str, rules: Rules) -> None:
    with closing(open_store(url, rules, pause=lambda _: pytest.fail("waited"))) as store:
        with pytest.raises(OperationalError) as caught, store.transaction() as session:
            session.connection().exec_driver_sql("SELECT * FROM atlantis")
        assert not isinstance(caught.value, StoreBusyError)
        with pytest.raises(OperationalError) as caught, store.writer.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # one within another
        assert not isinstance(caught.value, StoreBusyError)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_is_told_in_words_and_may_try_again(
    url: str, rules: Rules, other: sqlite3.Connection, language: str
) -> None:
    other.execute(f"UPDATE organisation SET language = '{language}' WHERE slug = 'agder'")  # noqa: S608
    other.execute("COMMIT")
    other.execute("BEGIN IMMEDIATE")
    with closing(open_store(url, rules, patience=0.0)) as store:
        desk = Desk(store)
        before = changes(store)
        refused = desk.reply("agder", LINE, request="Ev1")
        assert refused.problem is not None
        assert refused.problem.code == "common.busy"
        assert plain(refused.card).split("\n\n") == [say(language, "common.busy"), say(language, "common.busy.hint")]
        assert not desk.reply("agder", LINE.partition(":")[0], fields={"text": "skisse"}).ok
        assert changes(store) == before
        assert desk.reply("agder", "status").ok  # reading waits for nobody
        other.execute("ROLLBACK")
        assert desk.reply("agder", LINE, request="Ev1").ok
        assert changes(store) == (before[0] + 1, 1)


@pytest.mark.postgres
def test_on_a_server_a_command_lets_nobody_in_and_looking_on_lets_others_look(postgres_store: Store) -> None:
    """Every version of the program asks for the same lock: two that run at once have one writer between them."""

    def let_in() -> tuple[bool, bool]:
        """Whether a command may begin now, and whether somebody may look on between commands."""
        ways = ("pg_try_advisory_xact_lock", "pg_try_advisory_xact_lock_shared")
        found = []
        for way in ways:
            with postgres_store.reader.connect() as connection:
                found.append(connection.execute(text(f"SELECT {way}(7264891)")).scalar_one())
        return found[0], found[1]

    assert let_in() == (True, True)
    for holds, others in ((postgres_store.take_turn, (False, False)), (postgres_store.between_commands, (False, True))):
        with postgres_store.transaction() as session:
            holds(session)
            assert let_in() == others
    assert let_in() == (True, True)


@pytest.mark.postgres
def test_what_is_rolled_back_waits_its_turn_like_any_command(postgres_store: Store, rules: Rules) -> None:
    url = postgres_store.url.render_as_string(hide_password=False)
    hasty = closing(open_store(url, rules, patience=0.0, limits=replace(LIMITS, lock=0.1)))
    with hasty as other, postgres_store.transaction() as session:
        postgres_store.take_turn(session)
        with rolled_back(other) as store, pytest.raises(StoreBusyError), store.begin(BY, START):
            pytest.fail("begun")
