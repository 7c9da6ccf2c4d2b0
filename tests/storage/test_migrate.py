"""Migrations: they lead to the tables the code knows, on both databases, and one that was killed can be run again."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Inspector, Table, inspect, select, text
from sqlalchemy.exc import DBAPIError

from domain.organisations import Kind
from storage.audit.entries import entries
from storage.audit.verify import verify
from storage.migrate import MIGRATION_LOCK, VERSIONS, at_head, migrate
from storage.tables import OrganisationRow, Row
from storage.unit_of_work.session import Session
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.audit_log import add_entry
from tests.conftest import database_of
from tests.patience import PATIENCE


def test_models_and_migrations_agree(store: Store) -> None:
    with store.writer.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []


def test_every_constraint_has_a_name(store: Store) -> None:
    tables = inspect(store.writer)
    for table in Row.metadata.tables:
        names = [constraint["name"] for constraint in tables.get_unique_constraints(table)]
        names += [key["name"] for key in tables.get_foreign_keys(table)]
        names += [check["name"] for check in tables.get_check_constraints(table)]
        assert all(names), table


def test_partial_indexes_are_partial(store: Store) -> None:
    for table in ("duty", "notice", "message"):
        for index in Row.metadata.tables[table].indexes:
            wanted = index.dialect_options["sqlite"]["where"]
            found = next(each for each in inspect(store.writer).get_indexes(table) if each["name"] == index.name)
            assert (f"{store.writer.dialect.name}_where" in found["dialect_options"]) == (wanted is not None), (
                index.name
            )


def test_migrating_again_changes_nothing_and_keeps_what_is_there(store: Store) -> None:
    fill(store)
    before = contents(store)

    assert migrate(store) == []

    assert at_head(store.writer)
    assert contents(store) == before


@pytest.mark.parametrize("statement", ["UPDATE audit SET organisation = 'other'", "DELETE FROM audit"])
def test_the_audit_log_can_neither_be_changed_nor_removed(store: Store, statement: str) -> None:
    fill(store)
    with pytest.raises(DBAPIError, match="cannot be changed"), store.transaction() as session:
        session.execute(text(statement))


def test_the_audit_log_cannot_be_replaced(sqlite_store: Store) -> None:
    fill(sqlite_store)
    replace = """
        INSERT OR REPLACE INTO audit (id, at, organisation, on_behalf, changes, personal, previous, sha256)
        SELECT id, at, 'other', on_behalf, changes, personal, previous, sha256 FROM audit
    """
    with pytest.raises(DBAPIError, match="cannot be changed"), sqlite_store.transaction() as session:
        session.execute(text(replace))


@pytest.mark.postgres
def test_the_audit_log_cannot_be_emptied(postgres_store: Store) -> None:
    with pytest.raises(DBAPIError, match="cannot be changed"), postgres_store.transaction() as session:
        session.execute(text("TRUNCATE audit CASCADE"))


def test_the_triggers_are_at_the_end_of_the_road(store: Store) -> None:
    """Whatever later migrations do to the table (batch mode drops triggers without a word)."""
    query = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        if store.sqlite
        else "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'audit'::regclass AND NOT tgisinternal"
    )
    with store.writer.connect() as connection:
        assert connection.execute(text(query)).scalar_one() >= 2


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: os.PathLike[str]) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{os.fspath(tmp_path)}/empty.db"
    server = request.getfixturevalue("postgres_url")
    name = f"empty_{os.getpid()}_{abs(hash(request.node.name))}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return database_of(str(server), name)


KILLED = """
import os, signal, sys
from sqlalchemy import event
from storage.unit_of_work.unit import Rules
from storage.unit_of_work.session import Session
from storage.unit_of_work.store import Store
from domain.calendar import WorkCalendar
from storage.migrate import migrate

store = Store(sys.argv[1], Rules(WorkCalendar()), None)
step = 0
seen = 0

def kill(connection, cursor, statement, *rest):
    global seen
    if statement.lstrip().startswith(("CREATE", "INSERT", "UPDATE")):
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)

event.listen(store.writer, "after_cursor_execute", kill)
for step in (int(word) for word in sys.argv[2].split(",")):
    seen = 0
    child = os.fork()
    if child == 0:
        migrate(store)
        os._exit(0)
    sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])} ")
"""


def test_a_migration_killed_anywhere_can_be_run_again(empty_url: str, rules: Rules) -> None:
    steps = [1, 2, 7, 19, 30, 38, 92]
    run = subprocess.run(
        [sys.executable, "-c", KILLED, empty_url, ",".join(map(str, steps))],
        capture_output=True, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    assert run.stdout.split() == [str(-signal.SIGKILL)] * len(steps), run.stderr

    store = Store(empty_url, rules, None)
    assert not at_head(store.writer)
    assert migrate(store) == sorted(path.stem[:4] for path in VERSIONS.glob("[0-9]*.py"))
    assert at_head(store.writer)
    with store.writer.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
    store.close()


def test_the_last_migration_keeps_what_is_there(empty_url: str, rules: Rules) -> None:
    """Filled at the first revision, migrated to the newest, nothing is lost."""
    store = Store(empty_url, rules, None)
    assert migrate(store, "0001") == ["0001"]
    fill(store)
    before = contents(store)
    assert migrate(store) == sorted(path.stem[:4] for path in VERSIONS.glob("[0-9]*.py"))[1:]
    with store.transaction() as session:
        old, begins = entries(session)
    assert (old.account, old.line, old.changes[0]) == ("a", "l", {"a": 1})
    assert begins.changes[0]["what"] == "chain-begins"
    assert [(one["table"], one["key"]) for one in begins.changes[1:]] == [("organisation", "ks")]
    with store.reading() as connection:  # what the old log lacked was noted then, and is held from there on
        report = verify(connection)
    assert (report.findings, report.begins) == ([], 2)
    after = contents(store)
    after.pop("audit"), after.pop("audit_person"), after.pop("setting")
    before.pop("audit"), before.pop("setting")
    new = [column.name for column in MESSAGES.columns].index("drawn")
    assert [row[new] for row in after["message"]] == [""]  # what stands from before is not known
    after["message"] = [row[:new] + row[new + 1 :] for row in after["message"]]
    assert {name: rows for name, rows in after.items() if name in before} == before
    store.close()


OLD_PEOPLE = """
    INSERT INTO person (id, name, created_at)
    VALUES (1, :name, '2026-11-23 08:00:00'), (2, 'Per', '2026-11-23 08:00:00')
"""
OLD_REQUESTS = """
    INSERT INTO role_request (id, platform, workspace, "user", name, organisation, role, asked_at, state)
    VALUES (7, 'slack', 'T1', 'U1', :name, 'ks', 'member', '2026-11-23 08:00:00', 'open'),
        (8, 'slack', 'T1', 'U2', 'Per', 'ks', 'member', '2026-11-23 08:00:00', 'granted')
"""


def test_requests_from_before_stand_by_themselves_and_names_are_cleaned(empty_url: str, rules: Rules) -> None:
    store = Store(empty_url, rules, None)
    migrate(store, "0006")
    fill(store)
    with store.transaction() as session:
        for statement in (OLD_PEOPLE, OLD_REQUESTS):
            session.execute(text(statement), {"name": "\u202eKari\n Nordmann\u200b"})
    migrate(store)
    with store.writer.connect() as connection:
        people = connection.execute(text("SELECT name FROM person ORDER BY id")).scalars().all()
        requests = connection.execute(text("SELECT id, batch, name FROM role_request ORDER BY id")).all()
    assert people == ["Kari Nordmann", "Per"]
    assert [tuple(row) for row in requests] == [(7, 7, "Kari Nordmann"), (8, 8, "Per")]
    store.close()


@pytest.mark.parametrize("way", [str, lambda url: Store(url, Rules.__new__(Rules), None)])
def test_a_url_or_a_store_will_do(tmp_path: os.PathLike[str], way: Callable[[str], Store | str]) -> None:
    path = f"{os.fspath(tmp_path)}/way.db"
    assert migrate(way(f"sqlite:///{path}"))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()


MESSAGES = Row.metadata.tables["message"]
SENT = """
    INSERT INTO message (key, kind, recipient, organisation, language, cause, facts, status, late, created_at, attempt,
    worker, boot, lease_until, room_platform, room_workspace, room_channel, room_direct, message_ts, reason, epoch)
    VALUES ('k', 'nudge', 'ks', 'ks', '', 1, '{}', 'sent', false, '2026-11-23 08:00:00', 1,
    '', '', 0, 'slack', 'T', 'C', false, '1.0', '', 0)
"""


LOGGED = """
    INSERT INTO audit (at, account, organisation, on_behalf, line, changes)
    VALUES ('2026-11-23 08:00:00', 'a', '', false, 'l', '[{"a": 1}, {"table": "organisation", "key": "ks",
    "before": {"short": "never so"}, "after": {"short": "K"}}]')
"""


def _has(session: Session, table: str, column: str) -> bool:
    return column in {one["name"] for one in inspect(session.connection()).get_columns(table)}


def fill(store: Store) -> None:
    with store.transaction() as session:
        session.add(OrganisationRow(slug="ks", kind=Kind.KS, short="KS", name="KS", language="nb", aliases=["k"]))
        session.flush()
        if _has(session, "audit", "line"):
            session.connection().exec_driver_sql(LOGGED)  # by the columns there were at first
        else:
            add_entry(session, {"a": 1})
        session.execute(text(SENT))  # likewise


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """What is in the tables there are, by the columns both they and this version have."""
    kept = inspect(store.writer)
    queries = {
        name: select(*_known(kept, table)) for name, table in Row.metadata.tables.items() if kept.has_table(name)
    }
    with store.writer.connect() as connection:
        return {name: [tuple(row) for row in connection.execute(query)] for name, query in queries.items()}


def _known(kept: Inspector, table: Table) -> list[Column[object]]:
    there = {column["name"] for column in kept.get_columns(table.name)}
    return [column for column in table.columns if column.name in there]


def test_every_version_waits_for_the_same_lock() -> None:
    """Two versions that are started at once on one database must queue: the number is agreed on for good."""
    assert MIGRATION_LOCK == 7_264_892
