"""Connections to the database, none of which waits without a limit.

A server that falls silent says nothing: its answers, and the news that it is gone, are swallowed somewhere on the way.
So it is told how long a statement may take, the network how long it may stay silent, and whoever waits for an answer
stops waiting a little after both (docs/decisions/0027-no-wait-without-a-limit.md).
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DatabaseError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.pool import QueuePool, StaticPool


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one may wait for PostgreSQL, in seconds.

    connect: for a connection to stand (the driver's least is 2). lock, statement: what the server is told. answer:
    until whoever waits for a statement's answer gives the connection up. ping: likewise, whether an idle connection
    still stands. idle: what the server gives a transaction that asks nothing. silence: what the network is told.
    """

    connect: float = 2.0
    lock: float = 4.0
    statement: float = 5.0
    answer: float = 6.0
    ping: float = 1.0
    idle: float = 60.0
    silence: float = 6.0

    @property
    def next_answer(self) -> float:
        """Seconds after a silence has ended until a question is answered again, at most, and the answer's own time.

        A thread that was caught in it lets go of its connection, one that lay idle is found to be dead, and with it
        all others, and a new one is made.
        """
        return self.answer + self.ping + self.connect


@dataclass(frozen=True, slots=True)
class Pools:
    """How many connections of each kind a use may have: those that are kept, and more when they are all busy."""

    writing: tuple[int, int] = (4, 4)
    reading: tuple[int, int] = (8, 8)


FEW = Pools(writing=(2, 4), reading=(2, 4))
"""For a use that has a handful of threads."""
ONE = Pools(writing=(1, 1), reading=(1, 1))
"""For a use that does one thing at a time."""

UNHURRIED = Limits(lock=600.0, statement=3600.0, answer=3660.0, idle=3600.0)
"""For what takes as long as it takes: migrations, copies. The network is watched all the same."""


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database can't be used just now, not that what was asked of it is wrong."""
    if isinstance(error, OperationalError):
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_IOERR)
        return bool(code & 0xFF != sqlite3.SQLITE_ERROR)  # that one is SQLite's for a statement that is wrong
    if isinstance(error, InterfaceError | InternalError | NoConnectionError):
        return True
    return type(error) is DatabaseError  # SQLite's for a file that is damaged, or none of its own


def sqlite_engine(
    url: URL, begin: Callable[[Connection], None], *, in_memory: bool, busy_timeout: int, patience: float
) -> Engine:
    """A file, or a database in memory. begin: how a transaction begins. busy_timeout: milliseconds; patience: seconds
    for a connection to be free."""
    pool: dict[str, Any] = {"poolclass": StaticPool}
    if not in_memory:
        pool = {"poolclass": QueuePool, "pool_size": 8, "max_overflow": 8, "pool_timeout": max(patience, 1.0)}
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 1.9}, **pool)
    event.listen(engine, "connect", _pragmas(busy_timeout))
    event.listen(engine, "begin", begin)
    return engine


def _pragmas(busy_timeout: int) -> Callable[[sqlite3.Connection, object], None]:
    """busy_timeout: milliseconds that SQLite itself waits; none where `Store` does."""

    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun by the engine's listeners, not by the driver
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={busy_timeout}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return set_up
