"""What is wrong with a database is found and named: its shape, its bytes, what its errors say of the disk."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.app import App, build
from bot.clock import FixedClock
from bot.settings import Settings
from domain.accounts import Account, Address
from handlers.core.invocation import Invocation
from storage.backups.soundness import misshapen, unsound
from storage.setup.demo import demo_clock
from storage.unit_of_work.store import Store
from storage.unit_of_work.trouble import Trouble, trouble_of

NOW = demo_clock()


def test_a_database_as_it_should_be(store: Store) -> None:
    assert (misshapen(store), unsound(store)) == ([], [])


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("ALTER TABLE message DROP COLUMN late", "message"),
        ("ALTER TABLE message ADD COLUMN extra INTEGER", "extra"),
        ("DROP TABLE redraw", "redraw"),
        ("DROP INDEX ix_redraw_not_before", "ix_redraw_not_before"),
        ("CREATE TABLE another (id INTEGER)", "another"),
    ],
)
def test_what_is_another_than_this_version_makes_it_is_named(store: Store, done: str, said: str) -> None:
    with store.writer.begin() as connection:
        connection.execute(text(done))
    assert said in " ".join(misshapen(store))


def test_triggers_that_are_gone_are_named(store: Store) -> None:
    with store.writer.begin() as connection:
        if store.sqlite:
            names = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
            )
            for name in names.scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            names = connection.execute(
                text("SELECT tgname FROM pg_trigger WHERE tgrelid = CAST('audit' AS regclass) AND NOT tgisinternal")
            )
            for name in names.scalars().all():
                connection.execute(text(f"DROP TRIGGER {name} ON audit"))
    assert misshapen(store) == ["the triggers of audit are gone"]


def test_rows_that_point_to_nothing_and_damaged_pages_are_found(sqlite_store: Store) -> None:
    file = str(sqlite_store.url.database)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("INSERT INTO message_subject (subject, message_id) VALUES ('duty:1', 99)")
    assert "message_subject" in " ".join(unsound(sqlite_store))
    sqlite_store.close()
    with Path(file).open("r+b") as bytes_:
        bytes_.seek(4096 * 3)
        bytes_.write(b"\xff" * 4096 * 3)
    assert found(sqlite_store)


@pytest.mark.postgres
def test_a_large_database_is_read_for_as_long_as_it_takes(postgres_store: Store) -> None:
    """A command's five seconds would cut the check short, and that looks like damage."""
    limits = set[str]()

    def look(_connection: object, cursor: psycopg.Cursor[tuple[str]], statement: str, *_: object) -> None:
        if "FROM audit" in statement:
            limits.update(row[0] for row in cursor.connection.execute("SHOW statement_timeout"))

    event.listen(postgres_store.reader, "after_cursor_execute", look)
    assert unsound(postgres_store) == []
    assert limits == {"1h"}


def found(store: Store) -> list[str]:
    """What the check finds, be it by telling or by failing."""
    try:
        return unsound(store)
    except DBAPIError as error:
        return [str(trouble_of(error) or "")]


SQLITE = [
    (sqlite3.SQLITE_FULL, Trouble.FULL),
    (sqlite3.SQLITE_CORRUPT, Trouble.DAMAGED),
    (sqlite3.SQLITE_NOTADB, Trouble.NO_DATABASE),
    (sqlite3.SQLITE_READONLY, Trouble.READ_ONLY),
    (sqlite3.SQLITE_IOERR_WRITE, Trouble.IO),
]
POSTGRES = [
    (psycopg.errors.DiskFull, Trouble.FULL),
    (psycopg.errors.DataCorrupted, Trouble.DAMAGED),
    (psycopg.errors.IndexCorrupted, Trouble.DAMAGED),
    (psycopg.errors.ReadOnlySqlTransaction, Trouble.READ_ONLY),
    (psycopg.errors.IoError, Trouble.IO),
]


def errors() -> list[tuple[Exception, Trouble]]:
    found: list[tuple[Exception, Trouble]] = []
    for code, trouble in SQLITE:
        error = sqlite3.OperationalError("as the driver says it")
        error.sqlite_errorcode = code
        found.append((error, trouble))
    return [*found, *((kind("as the driver says it"), trouble) for kind, trouble in POSTGRES)]


@pytest.mark.parametrize(("error", "trouble"), errors())
def test_a_full_or_damaged_disk_is_named_for_the_operator_and_neutral_for_people(
    error: Exception, trouble: Trouble, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised = OperationalError("INSERT", {}, error)
    assert trouble_of(raised) is trouble
    settings = Settings(_env_file=None)  # type: ignore[call-arg] # pydantic-settings' own
    app: App = build(settings, FixedClock(NOW), frozenset({"console"}), sqlite_store)

    def fails(*_: object) -> None:
        raise raised

    monkeypatch.setattr("handlers.commands.answer", fails)
    said = app.answer(Invocation("status", Account("console", "", "ks"), Address("console", "", "ks"), NOW))
    assert said.problem
    assert said.problem.code == "common.database-trouble"


def test_other_errors_say_nothing_of_the_disk() -> None:
    assert trouble_of(ValueError("x")) is None
    assert trouble_of(OperationalError("x", {}, sqlite3.OperationalError("x"))) is None
