"""Going back to a backup, and moving to another database.

What is put back brings the mark of a backup with it (`storage.backups.backup`): whoever starts over it, this command
first, sees that the database has gone back (`storage.backups.gone_back`), however far this has come before it was cut
short.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from storage.backups.backup import BackupError, copy_into, damage, has_tables, make_backup, new_file
from storage.backups.rows import is_empty, tables
from storage.delivery.restore_epoch import BACKUP
from storage.migrate import make_tables, migrate, newest, revision_of
from storage.unit_of_work.store import Store
from storage.unit_of_work.trouble import Trouble, trouble_of
from storage.unit_of_work.unit import Rules

_PUT = text("INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value")

PATIENCE = 5
"""Seconds for another to let go of the file."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was done: the file that keeps what was there before (None: nothing was), the migrations that were run on the
    backup's copy, and when the backup was made."""

    kept: Path | None
    migrations: list[str]
    made_at: datetime


def put_back(store: Store, file: Path, at: datetime, *, replace: bool, keep: Path) -> PutBack:
    """Put a backup in the place of the database. keep: where what is there now is kept, when there is something.

    The program should not run meanwhile. Raises BackupError: no-file, no-backup, newer-backup, backup-damaged,
    not-empty (unless `replace`), in-use (SQLite), exists and unwritable (`keep`). And what the database raises
    (DatabaseError).
    """
    with _opened(file, store.rules, at) as (backup, made_at, migrations):
        there = not _nothing_in(store)
        if there and not replace:
            raise BackupError("not-empty")
        if store.sqlite:
            _nobody_else(store)
        kept = _keep(store, keep, at) if there else None
        if store.sqlite:
            _put_sqlite(store, backup)
        else:
            copy_into(backup, store, lambda connection: _begin_anew(connection, made_at))
    return PutBack(kept, migrations, made_at)


def copy_to(source: Store, target: Store) -> int:
    """Move to another database: every row of `source` into `target`, which must be empty. How many rows, all compared.

    Raises BackupError: no-tables, not-at-head (the source), not-empty; NotTheSameError; DatabaseError.
    """
    with source.reader.connect() as connection:
        at = revision_of(connection)
    if at != newest():
        raise BackupError("not-at-head" if at else "no-tables")
    if not _nothing_in(target):
        raise BackupError("not-empty")
    return copy_into(source, target, lambda connection: _begin_anew(connection, None))


@contextmanager
def _opened(file: Path, rules: Rules, at: datetime) -> Iterator[tuple[Store, datetime, list[str]]]:
    """A backup's copy with the tables of this version, when it was made, and the migrations that took."""
    if not file.is_file():
        raise BackupError("no-file", file=str(file))
    made_at = _read(file)
    with TemporaryDirectory(prefix="samhandling-") as scratch:
        copy = Path(scratch) / "backup.db"
        shutil.copyfile(file, copy)
        backup = Store(f"sqlite:///{copy}", rules, None)
        try:
            done = migrate(backup, at=at)
            with backup.writer.begin() as connection:  # one that was made otherwise has gone back all the same
                connection.execute(_PUT, {"key": BACKUP, "value": made_at.isoformat()})
            yield backup, made_at, done
        finally:
            backup.close()


def _read(file: Path) -> datetime:
    """When a backup was made; of a copy made otherwise, when anything was last done in it."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if not has_tables(connection):
                raise BackupError("no-backup", file=str(file))
            if found := damage(connection):
                raise BackupError("backup-damaged", file=str(file), reason=found)
            at = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
            if at > newest():
                raise BackupError("newer-backup", file=str(file), revision=at, newest=newest())
            made = connection.execute("SELECT value FROM setting WHERE key = ?", (BACKUP,)).fetchone()
            last = connection.execute("SELECT max(at) FROM audit").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupError("no-backup", file=str(file), reason=str(error)) from error
    return _instant(str((made or last)[0] or "1970-01-01T00:00:00"))


def _instant(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _nothing_in(store: Store) -> bool:
    if store.sqlite and not store.in_memory and not Path(store.url.database or "").is_file():
        return True
    try:
        with store.reader.connect() as connection:
            return is_empty(connection)
    except DatabaseError:
        if store.sqlite:  # damaged, or no database at all: there is something in any case
            return False
        raise


def _keep(store: Store, keep: Path, at: datetime) -> Path:
    """Keep what is there: as a backup, or byte for byte where the file is too damaged to be read."""
    try:
        make_backup(store, keep, at)
    except (DatabaseError, sqlite3.DatabaseError, BackupError) as error:
        if not store.sqlite or (isinstance(error, BackupError) and error.code == "exists"):
            raise
        store.close()
        with new_file(keep) as begun:
            shutil.copyfile(str(store.url.database), begun)
    return keep


def _put_sqlite(store: Store, backup: Store) -> None:
    """Page by page, in one transaction; a damaged file gives way first."""
    path = Path(str(store.url.database))
    try:
        _pages(backup, path)
    except sqlite3.DatabaseError as error:
        if trouble_of(error) not in (Trouble.DAMAGED, Trouble.NO_DATABASE):
            raise  # a disk that is full takes no second attempt either, and what is there stays
        store.close()
        for one in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            one.unlink(missing_ok=True)
        _pages(backup, path)


def _nobody_else(store: Store) -> None:
    """Raises BackupError in-use: a program that went on over another database would take it for its own.

    SQLite gives up its journal only where nobody else has the file open.
    """
    store.close()
    path = Path(str(store.url.database))
    if not path.is_file():
        return
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection, suppress(sqlite3.DatabaseError):
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise BackupError("in-use", file=str(path)) from error


def _pages(backup: Store, path: Path) -> None:
    with suppress(OSError):  # a new file is for its user alone to read; why there can be none, SQLite says
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with (
        closing(sqlite3.connect(str(backup.url.database))) as source,
        closing(sqlite3.connect(path, timeout=PATIENCE)) as target,
    ):
        source.backup(target, progress=_patiently(path))
        target.execute("PRAGMA journal_mode = WAL")


def _patiently(path: Path) -> Callable[[int, int, int], None]:
    """Told of each step of a copy, SQLite's own; one that can't be taken is tried again after a quarter of a second."""
    vain = 0

    def step(status: int, _left: int, _total: int) -> None:
        nonlocal vain
        vain = vain + 1 if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) else 0
        if vain > 4 * PATIENCE:
            raise BackupError("in-use", file=str(path))

    return step


def _begin_anew(connection: Connection, made_at: datetime | None) -> None:
    """Tables of this version with nothing in them; made_at: of the backup that is put back into them.

    Everything of ours that is there goes first, whatever version's it is.
    """
    if connection.dialect.name == "postgresql":
        _drop(connection)
    make_tables(connection)
    if made_at is not None:
        connection.execute(_PUT, {"key": BACKUP, "value": made_at.isoformat()})


_TRIGGERED = text(
    "SELECT DISTINCT CAST(CAST(t.tgfoid AS regprocedure) AS text) FROM pg_trigger t"
    " JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relname = ANY(:tables)"
    " AND c.relnamespace = CAST(current_schema() AS regnamespace) AND NOT t.tgisinternal"
)


def _drop(connection: Connection) -> None:
    names = [*(one.name for one in tables()), "alembic_version"]
    functions = connection.execute(_TRIGGERED, {"tables": names}).scalars().all()
    for name in names:
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}" CASCADE')
    for function in functions:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function} CASCADE")
