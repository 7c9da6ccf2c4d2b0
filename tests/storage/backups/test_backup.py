"""A backup of either database can be put back into either, whole, while the program runs."""

import json
import os
import resource
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.app import open_store
from handlers.setup.demo import load_demo
from storage.backups.backup import BackupError, make_backup
from storage.backups.gone_back import notice
from storage.backups.restore import copy_to, put_back
from storage.backups.rows import OF_THE_DATABASE, Content, NotTheSameError, content, copy_rows, tables
from storage.backups.state_file import StateFile
from storage.delivery.restore_epoch import current_epoch, ensure_secrets
from storage.migrate import migrate
from storage.setup.demo import demo_clock
from storage.tables import FollowUpRow
from storage.unit_of_work.numbers import numbered
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.faults.world import TEST

NOW = demo_clock()
NOWHERE = StateFile(None)


@pytest.fixture
def filled(store: Store) -> Store:
    """Either database with the demo data in it."""
    load_demo(store, NOW)
    ensure_secrets(store)
    return store


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def other(request: pytest.FixtureRequest, rules: Rules) -> Iterator[Store]:
    """Either database, empty, to put something in."""
    make: Callable[[], str] = request.getfixturevalue(f"new_{request.param}_url")
    opened = open_store(make(), rules)
    yield opened
    opened.close()


def holds(store: Store) -> dict[str, Content]:
    with store.reader.connect() as connection:
        return dict(content(connection))


def new_follow_up(store: Store, at: datetime = NOW) -> int:
    with store.begin(TEST, at) as unit:
        row = FollowUpRow(owner="siva", text="Noe", due=unit.today, created_on=unit.today, dated_on=unit.today)
        unit.session.add(row)
        unit.session.flush()
        return row.id


def test_whatever_is_kept_is_in_the_backup_and_comes_back_into_either(
    filled: Store, other: Store, tmp_path: Path
) -> None:
    before = holds(filled)
    make_backup(filled, tmp_path / "b.db", NOW)

    done = put_back(other, tmp_path / "b.db", NOW, replace=False, keep=tmp_path / "kept.db")

    assert holds(other) == before
    assert (done.kept, done.migrations, done.made_at) == (None, [], NOW)
    with pytest.raises(DBAPIError, match="cannot be changed"), other.transaction() as session:
        session.execute(text("UPDATE audit SET organisation = 'other'"))
    assert new_follow_up(other) > new_follow_up(filled) - 1


def test_a_backup_is_for_its_owner_alone_and_replaces_no_file(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "b.db"
    make_backup(filled, file, NOW)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(("b.", ".b"))] == ["b.db"]
    with pytest.raises(BackupError, match="exists"):
        make_backup(filled, file, NOW)


@pytest.mark.postgres
def test_a_backup_is_of_one_moment_though_others_write_meanwhile(postgres_store: Store, tmp_path: Path) -> None:
    """What is written while rows are read is in all of the backup's tables or in none. SQLite's is one call."""
    filled = postgres_store
    load_demo(filled, NOW)
    with filled.read(NOW) as snapshot:
        last = filled.last_audit(snapshot.session)
    seen: list[int] = []

    def write(*_: object) -> None:
        if not seen:
            seen.append(0)
            seen.append(new_follow_up(filled))

    event.listen(filled.reader, "after_cursor_execute", lambda *a: write() if "FROM audit" in a[2] else None)
    make_backup(filled, tmp_path / "b.db", NOW)

    with sqlite3.connect(tmp_path / "b.db") as copy:
        found = copy.execute("SELECT count(*) FROM follow_up WHERE id = ?", (seen[1],)).fetchone()[0]
        logged = copy.execute("SELECT count(*) FROM audit WHERE id > ?", (last,)).fetchone()[0]
    copy.close()
    assert (found, logged) == (0, 0)


def test_what_is_there_is_kept_first_and_only_replaced_when_told(filled: Store, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "b.db", NOW)
    later = new_follow_up(filled)

    with pytest.raises(BackupError, match="not-empty"):
        put_back(filled, tmp_path / "b.db", NOW, replace=False, keep=tmp_path / "kept.db")
    done = put_back(filled, tmp_path / "b.db", NOW, replace=True, keep=tmp_path / "kept.db")

    assert done.kept == tmp_path / "kept.db"
    with sqlite3.connect(done.kept) as kept:
        assert kept.execute("SELECT count(*) FROM follow_up WHERE id = ?", (later,)).fetchone() == (1,)
    kept.close()
    with filled.read(NOW) as snapshot:
        assert snapshot.session.get(FollowUpRow, later) is None


def test_nothing_is_put_back_under_a_program_that_runs(tmp_path: Path, rules: Rules) -> None:
    url = f"sqlite:///{tmp_path / 'used.db'}"
    migrate(url)
    store, running = Store(url, rules, None), Store(url, rules, None)
    make_backup(store, tmp_path / "b.db", NOW)
    with running.read(NOW) as snapshot:
        assert snapshot.today  # and it keeps its connection

    with pytest.raises(BackupError, match="in-use"):
        put_back(store, tmp_path / "b.db", NOW, replace=True, keep=tmp_path / "kept.db")
    assert not (tmp_path / "kept.db").exists()

    running.close()
    assert put_back(store, tmp_path / "b.db", NOW, replace=True, keep=tmp_path / "kept.db").made_at == NOW
    store.close()


def test_whoever_starts_over_a_backup_notices_once(filled: Store, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "b.db", NOW)
    before = new_follow_up(filled)
    assert notice(filled, NOWHERE, NOW) is None
    put_back(filled, tmp_path / "b.db", NOW, replace=True, keep=tmp_path / "kept.db")

    found = notice(filled, NOWHERE, NOW)

    assert found is not None
    assert (found.epoch, found.since) == (1, NOW)
    assert notice(filled, NOWHERE, NOW) is None
    assert new_follow_up(filled) > before, "no number is given out twice"
    with filled.transaction() as session:
        assert current_epoch(session, NOW).number == 1


def test_a_state_file_knows_every_number_that_was_given_out(filled: Store, tmp_path: Path) -> None:
    state = StateFile(tmp_path / "state", established=True)
    filled.witness = lambda at, key: state.note(filled, at, key)
    make_backup(filled, tmp_path / "b.db", NOW)
    given = [new_follow_up(filled) for _ in range(150)]
    put_back(filled, tmp_path / "b.db", NOW, replace=True, keep=tmp_path / "kept.db")

    assert notice(filled, state, NOW) is not None

    assert new_follow_up(filled) == max(given) + 21
    mark = state.read()
    assert mark is not None
    assert set(mark.numbers) >= {table.name for table in numbered()}, "every table's, and none to remember"


def test_a_state_file_follows_no_link_that_somebody_has_laid(filled: Store, tmp_path: Path) -> None:
    """Whoever may write in its folder knows the name it is begun under."""
    state, others = StateFile(tmp_path / "state", established=True), tmp_path / "others"
    others.write_text("kept")
    (tmp_path / f".state.{os.getpid()}").symlink_to(others)
    state.note(filled, NOW)
    assert others.read_text() == "kept"
    assert state.read() is not None
    assert not (tmp_path / "state").is_symlink()
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o600


def test_what_is_put_back_into_a_new_file_is_for_its_owner_alone(filled: Store, tmp_path: Path, rules: Rules) -> None:
    make_backup(filled, tmp_path / "b.db", NOW)
    new = open_store(f"sqlite:///{tmp_path / 'new.db'}", rules)
    put_back(new, tmp_path / "b.db", NOW, replace=False, keep=tmp_path / "kept.db")
    new.close()
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600


def test_a_copy_of_the_file_put_back_is_noticed_by_the_state_file(
    sqlite_store: Store, tmp_path: Path, rules: Rules
) -> None:
    """Nothing in the file says that it is a backup: it is older than what the state file says."""
    load_demo(sqlite_store, NOW)
    ensure_secrets(sqlite_store)
    state = StateFile(tmp_path / "state", established=True)
    sqlite_store.witness = lambda at, key: state.note(sqlite_store, at, key)
    file, copied = Path(str(sqlite_store.url.database)), tmp_path / "copied.db"
    make_backup(sqlite_store, copied, NOW)
    with sqlite3.connect(copied) as connection:
        connection.execute("DELETE FROM setting WHERE key = 'backup-made'")
    connection.close()
    new_follow_up(sqlite_store)
    sqlite_store.close()
    for one in (f"{file}-wal", f"{file}-shm"):
        Path(one).unlink(missing_ok=True)
    shutil.copyfile(copied, file)

    again = open_store(f"sqlite:///{file}", rules)
    assert notice(again, StateFile(tmp_path / "state"), NOW) is not None
    again.close()


def test_a_damaged_file_is_kept_as_it_is_and_replaced(sqlite_store: Store, tmp_path: Path) -> None:
    load_demo(sqlite_store, NOW)
    make_backup(sqlite_store, tmp_path / "b.db", NOW)
    before = holds(sqlite_store)
    sqlite_store.close()
    file = Path(str(sqlite_store.url.database))
    file.write_bytes(b"no database " * 4096)

    put_back(sqlite_store, tmp_path / "b.db", NOW, replace=True, keep=tmp_path / "kept.db")

    assert (tmp_path / "kept.db").read_bytes().startswith(b"no database")
    assert holds(sqlite_store) == before


def test_what_is_there_stays_where_the_disk_takes_no_more(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(sqlite_store, tmp_path / "b.db", NOW)
    load_demo(sqlite_store, NOW)
    before, usual = holds(sqlite_store), resource.getrlimit(resource.RLIMIT_FSIZE)

    def keep_and_be_full(*asked: Any) -> int:
        size = make_backup(*asked)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, usual[1]))
        return size

    monkeypatch.setattr("storage.backups.restore.make_backup", keep_and_be_full)
    try:
        with pytest.raises(sqlite3.OperationalError):
            put_back(sqlite_store, tmp_path / "b.db", NOW, replace=True, keep=tmp_path / "kept.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert holds(sqlite_store) == before


def test_an_older_backup_comes_back_with_the_tables_of_now(sqlite_store: Store, tmp_path: Path, rules: Rules) -> None:
    old = Store(f"sqlite:///{tmp_path}/old.db", rules, None)
    migrate(old, "0003")
    make_backup(old, tmp_path / "b.db", NOW)
    old.close()

    done = put_back(sqlite_store, tmp_path / "b.db", NOW, replace=True, keep=tmp_path / "kept.db")

    assert done.migrations[0] == "0004"
    assert inspect(sqlite_store.reader).has_table("person_join")


@pytest.mark.parametrize(
    ("bytes_", "code"), [(b"", "no-backup"), (b"x" * 9000, "no-backup"), (None, "no-file"), ("9999", "newer-backup")]
)
def test_what_is_no_backup_is_refused_with_nothing_changed(
    store: Store, tmp_path: Path, bytes_: bytes | str | None, code: str
) -> None:
    file = tmp_path / "b.db"
    if isinstance(bytes_, bytes):
        file.write_bytes(bytes_)
    elif bytes_ is not None:
        make_backup(store, file, NOW)
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (bytes_,))
        connection.close()
    before = holds(store)

    with pytest.raises(BackupError, match=code):
        put_back(store, file, NOW, replace=True, keep=tmp_path / "kept.db")

    assert holds(store) == before


def test_moving_to_the_other_database_and_back_changes_nothing(
    filled: Store, other: Store, tmp_path: Path, rules: Rules
) -> None:
    before = holds(filled)

    rows = copy_to(filled, other)

    assert holds(other) == before
    assert rows == sum(one.rows for one in before.values())
    back = open_store(f"sqlite:///{tmp_path}/back.db", rules)
    copy_to(other, back)
    assert holds(back) == before
    assert new_follow_up(back) == new_follow_up(other) == new_follow_up(filled), "they go on counting alike"
    with pytest.raises(BackupError, match="not-empty"):
        copy_to(back, other)
    back.close()


def test_audit_entries_are_copied_to_the_letter(filled: Store, other: Store) -> None:
    """A chain over them holds only if not a key has changed its place."""
    copy_to(filled, other)

    def letters(store: Store) -> list[str]:
        with store.reader.connect() as connection:
            return [
                json.dumps(row) for row in connection.execute(text("SELECT changes FROM audit ORDER BY id")).scalars()
            ]

    def plain(store: Store) -> list[str]:
        return (
            letters(store) if not store.sqlite else [json.dumps(json.loads(json.loads(one))) for one in letters(store)]
        )

    assert plain(other) == plain(filled)


def test_a_row_that_was_not_read_back_as_written_is_found(
    filled: Store, new_sqlite_url: Callable[[], str], rules: Rules
) -> None:
    """Each table in turn, spoilt on its way by a trigger."""
    held = {name for name, one in holds(filled).items() if one.rows}
    noticed = 0
    for table in tables():
        if table.name not in held:
            continue
        target = open_store(new_sqlite_url(), rules)
        with target.writer.begin() as writing, filled.reader.connect() as reading:
            writing.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            writing.exec_driver_sql(
                f'CREATE TRIGGER spoil BEFORE INSERT ON "{table.name}" BEGIN SELECT RAISE(IGNORE); END'
            )
            with pytest.raises(NotTheSameError, match=table.name):
                copy_rows(reading, writing)
            writing.rollback()
        noticed += 1
        target.close()
    assert noticed == len(held) > 20


def test_only_what_is_true_of_one_database_stays_behind(filled: Store, other: Store) -> None:
    with filled.transaction() as session:
        current_epoch(session, NOW)
    copy_to(filled, other)
    with other.reader.connect() as connection:
        kept = set(connection.execute(text("SELECT key FROM setting")).scalars())
    with filled.reader.connect() as connection:
        before = set(connection.execute(text("SELECT key FROM setting")).scalars())
    assert before - kept <= OF_THE_DATABASE
    assert "digest-secret" in kept
