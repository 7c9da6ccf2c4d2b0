"""Whether the database takes a write now: asked over a connection of its own, which nobody else can keep busy."""

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from storage.unit_of_work.store import Store
from storage.unit_of_work.trouble import trouble_of

SECONDS = 5
"""Seconds that the database gets to answer one question."""
KEY = "probe"
_WRITE = text(
    "INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_NO_ANSWER = ("57014", "55P03")  # PostgreSQL: statement_timeout, lock_timeout


def connecting(url: URL) -> Engine:
    """An engine for one question at a time: a new connection each time, and no long wait."""
    if url.get_backend_name() == "sqlite":
        file = f"{Path(str(url.database)).absolute().as_uri()}?mode=rw"  # a file that has gone isn't made anew
        return create_engine(url, poolclass=NullPool, creator=lambda: sqlite3.connect(file, uri=True, timeout=SECONDS))
    limits = f"-c statement_timeout={SECONDS}s -c lock_timeout={SECONDS}s"
    silent = {"connect_timeout": SECONDS, "tcp_user_timeout": SECONDS * 1000}
    return create_engine(url, poolclass=NullPool, connect_args={"options": limits, **silent})


def write(store: Store, now: datetime) -> None:
    """Commit a small fact, so that a full disk shows as well. Raises DBAPIError."""
    if store.in_memory:
        return
    engine = connecting(store.url)
    try:
        with engine.begin() as connection:
            connection.execute(_WRITE, {"key": KEY, "value": now.isoformat()})
    finally:
        engine.dispose()


def why(error: Exception) -> str:
    """What is wrong, in a word or two: no address and no name of the installation's."""
    if trouble := trouble_of(error):
        return trouble.value
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _NO_ANSWER:
        return "no answer"
    return "busy" if "locked" in str(error) else "can't be reached"
