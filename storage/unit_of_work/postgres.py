"""Connections to PostgreSQL that stop waiting: the driver by itself waits for an answer for ever."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.exc import InvalidatePoolError

from storage.unit_of_work.engines import Limits

T = TypeVar("T")
_INTERVAL = 0.1
"""Seconds between two looks at whether somebody wants to interrupt; the driver's own."""


class LimitedConnection(psycopg.Connection[Any]):
    """Gives itself up when an answer takes longer than `limit` seconds (None: never)."""

    limit: float | None = None

    def tell(self, limits: Limits) -> None:
        """Say how long what is asked may take, to the server and to ourselves."""
        self.limit = limits.answer
        self.autocommit = True
        self.execute(_told(limits, local=False))
        self.autocommit = False

    def ping(self, seconds: float) -> None:
        """Ask for a sign of life. Raises psycopg.Error when none comes."""
        usual, self.limit = self.limit, seconds
        try:
            self.autocommit = True
            self.execute("")
            self.autocommit = False
        finally:
            self.limit = usual

    def wait(self, gen: Generator[Any, Any, T], interval: float = _INTERVAL, timeout: float | None = None) -> T:
        """The driver's own, with our limit unless it says one. Raises OperationalError, the connection closed."""
        if timeout is not None or self.limit is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.limit)
        except errors._WaitTimeout as error:  # noqa: SLF001 - whoever calls `wait` is to make it public
            self.pgconn.finish()
            raise psycopg.OperationalError(f"no answer within {self.limit:g} seconds") from error


def postgres_engine(url: URL, limits: Limits, kept: tuple[int, int], patience: float) -> Engine:
    """A server. kept: connections that are kept, and more besides. patience: seconds for one to be free.

    What can't be had in time raises sqlalchemy.exc.TimeoutError, InvalidatePoolError stays in the pool. A
    connection that can't be told its limits is closed, and raises psycopg.Error.
    """
    size, more = kept
    engine = create_engine(url, pool_size=size, max_overflow=more, pool_timeout=max(patience, 1.0))
    told = {name: value for name, value in _network(limits).items() if name not in url.query}

    def connect(_dialect: Dialect, _record: object, arguments: list[Any], named: dict[str, Any]) -> LimitedConnection:
        made = LimitedConnection.connect(*arguments, **{**told, **named})
        try:
            made.tell(limits)
        except psycopg.Error:
            made.close()
            raise
        return made

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "checkout", _still_stands(limits))
    return engine


@contextmanager
def limited_by(connection: Connection, limits: Limits) -> Iterator[None]:
    """Other limits for one transaction, from here on. Raises TypeError for a connection that isn't one of ours."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, LimitedConnection):
        raise TypeError(f"not one of ours: {driver!r}")
    usual, driver.limit = driver.limit, limits.answer
    try:
        connection.execute(text(_told(limits, local=True)))
        yield
    finally:
        driver.limit = usual


def _told(limits: Limits, *, local: bool) -> str:
    settings = {
        "statement_timeout": limits.statement,
        "lock_timeout": limits.lock,
        "idle_in_transaction_session_timeout": limits.idle,
    }
    told = [f"set_config('{name}', '{seconds * 1000:.0f}', {local})" for name, seconds in settings.items()]
    return f"SELECT {', '.join(told)}"


def _network(limits: Limits) -> dict[str, int]:
    """libpq's own words (postgresql.org, «Parameter Key Words»): seconds, and milliseconds for the last."""
    return {
        "connect_timeout": int(max(limits.connect, 2)),
        "keepalives": 1,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": int(limits.silence * 1000),
    }


def _still_stands(limits: Limits) -> Callable[[LimitedConnection, object, object], None]:
    """As a connection is taken out of the pool; if it is dead, so are all that were made before now."""

    def check(connection: LimitedConnection, _record: object, _proxy: object) -> None:
        try:
            connection.ping(limits.ping)
        except psycopg.Error as error:
            raise InvalidatePoolError from error

    return check
