"""What was forgotten is gone from the file, too: SQLite leaves the bytes of old rows in free space and in its journal.

Zeroing what is freed (`secure_delete`) would not reach what an earlier version freed, nor the copies that moving rows
between pages leaves. So the file is written anew, which takes a moment and happens when somebody is forgotten.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from storage.unit_of_work.store import Store

LEFT = "forgotten-left-in-file"
"""The setting that stands from a forgetting until the file has been written anew."""
_PATIENT = 10.0
"""Seconds to wait for others who read or write."""

_SAY = text(f"INSERT INTO setting (key, value) VALUES ('{LEFT}', '') ON CONFLICT (key) DO NOTHING")  # noqa: S608 - ours
_ASK = text(f"SELECT count(*) FROM setting WHERE key = '{LEFT}'")  # noqa: S608 - likewise
_DONE = text(f"DELETE FROM setting WHERE key = '{LEFT}'")  # noqa: S608 - likewise


def leaves_something(session: Session) -> None:
    """Note, with the forgetting itself, that old bytes are left."""
    session.execute(_SAY)


def clear_leftovers(store: Store) -> bool:
    """Write the file anew where old bytes are left in it; whether none are now. Safe to repeat.

    False where others didn't let us within `_PATIENT` seconds, or the disk has no room for a second copy: it is tried
    again the next day. PostgreSQL's files are its server's own affair (docs/privacy.md).
    """
    with store.reading() as connection:
        left = bool(connection.execute(_ASK).scalar())
    if not left:
        return True
    if store.sqlite and not store.in_memory and not _written_anew(Path(str(store.url.database))):
        return False
    with store.transaction() as session:
        session.execute(_DONE)
    return True


def _written_anew(file: Path) -> bool:
    address = f"{file.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=_PATIENT, isolation_level=None)) as connection:
        try:
            connection.execute("VACUUM")
            [busy, *_] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            return False
    return not busy
