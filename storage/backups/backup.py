"""A backup: one SQLite file, whatever the database is. Made while the program runs, readable by nobody else.

Of SQLite it is a copy page by page (SQLite's own online backup), of PostgreSQL row by row out of one snapshot. It holds
a mark that it is one, so that whatever is started over it notices that it has gone back.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from storage.backups.rows import copy_rows
from storage.delivery.restore_epoch import BACKUP
from storage.migrate import at_head, migrate, revision_of
from storage.unit_of_work.store import Store
from storage.unit_of_work.trouble import OperationError

_MARK = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


class BackupError(OperationError):
    """A backup can't be made, or not gone back to: `code` says why, `facts` what is to be named."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def make_backup(store: Store, file: Path, at: datetime) -> int:
    """Write a backup of the database as it stands; how many bytes it has. at: now, aware.

    Raises BackupError: exists, unwritable, no-tables, not-at-head (PostgreSQL: the tables aren't this version's),
    damaged; and what the database or the disk raises.
    """
    if store.sqlite and not store.in_memory and not Path(store.url.database or "").is_file():
        raise BackupError("no-tables")
    with new_file(file) as begun:
        (_of_sqlite if store.sqlite else _of_postgres)(store, begun)
        with closing(sqlite3.connect(begun, isolation_level=None)) as copy:
            if found := damage(copy):
                raise BackupError("damaged", reason=found)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, and nothing beside it
            copy.execute(_MARK, (BACKUP, at.astimezone(UTC).isoformat()))
    return file.stat().st_size


@contextmanager
def new_file(file: Path) -> Iterator[Path]:
    """A file to write, under another name until it is whole and on the disk; for the user's own eyes.

    Raises BackupError: exists (when the name is taken by then), unwritable.
    """
    if file.exists():
        raise BackupError("exists", file=str(file))
    begun = file.with_name(f".{file.name}.part")
    try:
        begun.unlink(missing_ok=True)
        os.close(os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise BackupError("unwritable", file=str(file), reason=error.strerror or "") from error
    try:
        yield begun
        _on_the_disk(begun)
        try:
            os.link(begun, file)  # unlike a rename it never replaces what came there meanwhile
        except FileExistsError:
            raise BackupError("exists", file=str(file)) from None
        except OSError:  # a file system that knows no links
            begun.rename(file)
        with suppress(OSError):  # not every system lets a folder be written out
            _on_the_disk(file.parent)
    finally:
        begun.unlink(missing_ok=True)


def _on_the_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _of_sqlite(store: Store, begun: Path) -> None:
    connection = store.reader.raw_connection()
    try:
        if not has_tables(_driver(connection)):
            raise BackupError("no-tables")
        with closing(sqlite3.connect(begun)) as copy:
            _driver(connection).backup(copy)
    finally:
        connection.close()


def _driver(connection: object) -> sqlite3.Connection:
    return cast("sqlite3.Connection", getattr(connection, "driver_connection", connection))


def has_tables(connection: sqlite3.Connection) -> bool:
    """Whether an SQLite database holds tables of ours. Raises sqlite3.DatabaseError for a file that is no database."""
    query = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('alembic_version', 'audit', 'setting')"
    )
    return bool(connection.execute(query).fetchone()[0] == 3)


def damage(connection: sqlite3.Connection) -> str:
    """What SQLite's own quick look finds wrong, three faults at most; empty: nothing."""
    found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
    return "" if found == ["ok"] else "; ".join(found)


def _of_postgres(store: Store, begun: Path) -> None:
    with store.reader.connect() as source:
        if revision_of(source) is None:
            raise BackupError("no-tables")
    if not at_head(store.reader):
        raise BackupError("not-at-head")
    target = Store(f"sqlite:///{begun}", store.rules, None)
    try:
        migrate(target)
        copy_into(store, target)
    finally:
        target.close()


def copy_into(source: Store, target: Store, prepare: Callable[..., None] | None = None) -> int:
    """Copy a database at the newest revision into the empty tables of another: how many rows, all compared.

    prepare: done with the target's connection first, in the same transaction. Raises NotTheSameError.
    """
    with source.reading() as reading, target.unhurried() as writing:
        if prepare is not None:
            prepare(writing)
        return sum(one.rows for one in copy_rows(reading, writing).values())
