"""The unit of work: one command, one transaction. State, duties, outgoing messages and audit commit together or not.

SQLite (WAL, synchronous=FULL) and PostgreSQL. One writer at a time: SQLite by a lock in this process and BEGIN
IMMEDIATE between processes, tried again until the store's patience is at an end; PostgreSQL by an advisory lock. Reads
take a snapshot and never queue behind a write.
"""

import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, event, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from storage.audit.chain import NewEntry, append
from storage.audit.parts import Recorded
from storage.audit.recorder import Recorder
from storage.people.directory import READ_FROM, Directory, load_directory
from storage.tables import RequestRow, Row
from storage.unit_of_work.engines import UNHURRIED, Limits, Pools, sqlite_engine
from storage.unit_of_work.unit import Origin, RepeatedRequestError, Rules, Snapshot, StoreBusyError, UnitOfWork

WRITER_LOCK = 7_264_891
"""The PostgreSQL advisory lock that makes commands take turns."""


PATIENCE = 10.0
"""Seconds that a write waits for another process's to end."""

LIMITS, POOLS = Limits(), Pools()
_HERE = ("localhost", "127.0.0.1", "::1")
_LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's own code
_GRACE = 1.0
"""Seconds more than its patience that a thread waits for one that waits for other processes, for it may end so."""
_UNTIL = "samhandling_until"
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.002, 0.1


class DerivedData(Protocol):
    """What follows from other rows and is kept true with them. The store asks for it, and knows nothing of it."""

    def bring_into_step(self, unit: UnitOfWork, touched: Sequence[Row]) -> None:
        """Derive anew what follows from the rows a transaction has touched; called just before it commits."""

    def tell(self, unit: UnitOfWork, changes: Sequence[dict[str, object]]) -> None:
        """Send word of what these changes mean for people; called before the audit entry is written."""

    def refresh(self, unit: UnitOfWork) -> bool:
        """Derive everything anew if the way it is derived has changed since it was; say whether."""


class Store:
    """The database. `url`: sqlite:///file, sqlite:// (in memory) or postgresql://…

    derived: what each unit of work does before it commits; None for a store that only migrates. patience: seconds a
    write waits for others before it raises StoreBusyError. pause: how it waits on SQLite. limits: how long one may wait
    for a server. pools: how many connections.
    """

    def __init__(
        self,
        url: str,
        rules: Rules,
        derived: DerivedData | None,
        patience: float = PATIENCE,
        pause: Callable[[float], None] = time.sleep,
        *,
        limits: Limits = LIMITS,
        pools: Pools = POOLS,
    ) -> None:
        self.url: URL = with_driver(make_url(url))
        self.rules, self.derived = rules, derived
        self.limits = limits
        self.patience, self._pause, self._pools = patience, pause, pools
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._lock = threading.RLock()
        self._there = threading.Event()  # its file has been opened once, by this store or one beside it
        self._directory: tuple[int, Directory] | None = None
        self.witness: Callable[[datetime, str], None] = nobody
        """Told of each change that is committed, and of each message that is known to stand, by its key."""
        self._beside: list[Store] = []
        self._closed = False
        # One connection in memory is one database: there, reading and writing share it and the lock.
        self.in_memory = self.sqlite and self.url.database in (None, "", ":memory:")
        self.writer = self._engine(self._begin_immediate, pools.writing, busy_timeout=0)
        self.reader = self.writer if self.in_memory else self._engine(_begin, pools.reading)

    def _engine(self, begin: Callable[[Connection], None], kept: tuple[int, int], busy_timeout: int = 1900) -> Engine:
        if not self.sqlite:
            # SQLite needs no driver of PostgreSQL's: a line in the terminal starts sooner without.
            from storage.unit_of_work.postgres import postgres_engine  # noqa: PLC0415 - only where there is one

            engine = postgres_engine(self.url, self.limits, kept, self.patience)
        else:
            engine = sqlite_engine(
                self.url, begin, in_memory=self.in_memory, busy_timeout=busy_timeout, patience=self.patience
            )
            event.listen(engine, "do_connect", self._open_file)
        event.listen(engine, "checkin", self._close_what_comes_late)
        return engine

    def _close_what_comes_late(self, _connection: object, record: ConnectionPoolEntry) -> None:
        """A thread that nobody waits for may come back with its connection when all others are closed."""
        if self._closed:
            record.invalidate()

    def beside(self, pools: Pools) -> "Store":
        """The same database with connections of its own: whoever fills this store's keeps nobody from that one's.

        Closed with this one. In memory it is this one.
        """
        if self.in_memory:
            return self
        url = self.url.render_as_string(hide_password=False)
        made = Store(url, self.rules, self.derived, self.patience, self._pause, limits=self.limits, pools=pools)
        made._lock = self._lock  # one writer in this process
        made._there = self._there
        made.witness = self._tell_witness
        self._beside.append(made)
        return made

    def _tell_witness(self, at: datetime, key: str) -> None:
        self.witness(at, key)  # whoever it is by then

    @contextmanager
    def unhurried(self) -> Iterator[Connection]:
        """A bare write transaction for what may take as long as it takes: migrations, copies."""
        with self.writer.begin() as connection, self._unlimited(connection):
            yield connection

    def _unlimited(self, connection: Connection) -> AbstractContextManager[None]:
        if self.sqlite:
            return nullcontext()
        from storage.unit_of_work.postgres import limited_by  # noqa: PLC0415 - as above

        return limited_by(connection, UNHURRIED)

    def _open_file(
        self, _dialect: object, _record: object, arguments: Sequence[str], more: dict[str, Any]
    ) -> sqlite3.Connection | None:
        """A new file is for its user alone to read; SQLite gives the journal beside it the same rights.

        Made once: a file that goes while the program runs is not followed by an empty one.
        """
        file = arguments[0] if arguments else ""
        if not file or file == ":memory:" or file.startswith("file:"):
            return None
        if not self._there.is_set():
            with suppress(OSError):  # it is there already, or SQLite itself says why it can't be made
                os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_RDWR, 0o600))
        connection: sqlite3.Connection = sqlite3.connect(f"{Path(file).absolute().as_uri()}?mode=rw", uri=True, **more)
        self._there.set()
        return connection

    def _begin_immediate(self, connection: Connection) -> None:
        """Begin a write, the database's only one, before anything is done in it. Raises StoreBusyError."""
        until = connection.get_execution_options().get(_UNTIL) or time.monotonic() + self.patience
        longest = _SHORTEST_PAUSE
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                if not _is_busy(error):
                    raise
                if time.monotonic() >= until:
                    raise StoreBusyError(error.statement, error.params, error.orig or error) from error
            else:
                return
            self._pause(longest * (1 + secrets.randbelow(1000) / 1000) / 2)
            longest = min(longest * 2, _LONGEST_PAUSE)

    def close(self) -> None:
        """Let go of every connection, now, and of one that is in use when it comes back."""
        self._closed = True
        for store in self._beside:
            store.close()
        self.writer.dispose()
        self.reader.dispose()

    @contextmanager
    def _turn(self, until: float) -> Iterator[None]:
        """SQLite's one writer in this process. Raises StoreBusyError when it isn't its turn by then."""
        if not self._lock.acquire(timeout=max(until - time.monotonic(), 0.0) + _GRACE):
            raise StoreBusyError("BEGIN IMMEDIATE", None, TimeoutError("another thread is writing"))
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A bare write transaction for the outbox and the tick: no audit, no duties. Commits, or rolls back.

        Raises StoreBusyError when other processes don't let it begin.
        """
        if self.sqlite:
            until = time.monotonic() + self.patience  # the turns of this process are part of it
            with self._turn(until), Session(self.writer, expire_on_commit=False) as session, session.begin():
                session.connection(execution_options={_UNTIL: until})
                yield session
        else:
            with Session(self.writer, expire_on_commit=False) as session, session.begin():
                yield session

    @contextmanager
    def begin(self, by: Origin, at: datetime) -> Iterator[UnitOfWork]:
        """The unit of work of one command. Commits when the block ends well, otherwise nothing has happened.

        Raises RepeatedRequestError when the same platform request has been through before, StoreBusyError when it
        could not begin.
        """
        with self.transaction() as session:
            self.take_turn(session)
            if by.request_id and (done := session.get(RequestRow, by.request_id)) is not None:
                raise RepeatedRequestError(done.id, done.at, done.reply if done.account == by.account else "")
            recorder = Recorder(session)
            unit = UnitOfWork(session, at, by, self.rules, self.directory_in(session))
            yield unit
            audit_id = self._finish(unit, recorder)
        if audit_id is not None:
            self.witness(at, "")
        if audit_id is not None and not any(isinstance(row, READ_FROM) for row in recorder.touched()):
            self._directory = (audit_id, unit.directory)  # commands take turns: nobody else's came between

    def _finish(self, unit: UnitOfWork, recorder: Recorder) -> int | None:
        """All that is done before it commits; the number of its audit entry, None: it has changed nothing."""
        session = unit.session
        session.flush()
        recorded = [*recorder.recorded(), *map(Recorded, unit.events)]
        if self.derived is not None:
            self.derived.tell(unit, [one.change for one in recorded])
        if recorded and unit.by.through:
            recorded.append(Recorded({"what": "through", "workspace": unit.by.through}))
        audit_id = _audit(unit, recorded) if recorded or unit.messages else None
        unit.changed = audit_id is not None
        if unit.by.request_id and audit_id is not None:
            done = RequestRow(
                id=unit.by.request_id, at=unit.at, audit_id=audit_id, account=unit.by.account, reply=unit.reply
            )
            session.add(done)
        session.flush()
        if self.derived is not None:
            self.derived.bring_into_step(unit, recorder.touched())
        return audit_id

    @contextmanager
    def read(self, at: datetime) -> Iterator[Snapshot]:
        """A snapshot as of now that never waits for a writer; `at` only says what today is."""
        if self.in_memory:
            with self._lock, Session(self.reader) as session:
                yield Snapshot(session, at, self.rules, self.directory_in(session))
                return
        with Session(self.reader) as session:
            if not self.sqlite:
                session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield Snapshot(session, at, self.rules, self.directory_in(session))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent reading without a session, for what goes through whole tables."""
        with self._lock if self.in_memory else nullcontext(), self.reader.connect() as connection:
            if not self.sqlite:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            with self._unlimited(connection):
                yield connection

    @property
    def elsewhere(self) -> bool:
        """Whether it is a server on another machine, by its address: its clock is another one."""
        hosts = self.url.host or self.url.query.get("host", "")
        return not self.sqlite and bool(hosts) and str(hosts) not in _HERE and not str(hosts).startswith("/")

    def server_time(self) -> datetime | None:
        """What time the server says it is; None for a file. Raises DBAPIError."""
        if self.sqlite:
            return None
        with self.reader.connect() as connection:
            told: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            return told

    def take_turn(self, session: Session) -> None:
        """This transaction waits for the command that is under way, and commands wait for it. SQLite's do anyway.

        Raises StoreBusyError when its turn doesn't come, OperationalError when the server can't be asked.
        """
        if not self.sqlite:
            self._wait_for(session, "pg_advisory_xact_lock", "pg_try_advisory_xact_lock")

    def between_commands(self, session: Session) -> None:
        """No command is under way from here on to the end of this transaction: it sees all of each, or nothing.

        Several transactions can stand there at once. On SQLite there is one writer anyway. Raises StoreBusyError, and
        OperationalError as `take_turn`.
        """
        if not self.sqlite:
            self._wait_for(session, "pg_advisory_xact_lock_shared", "pg_try_advisory_xact_lock_shared")

    def _wait_for(self, session: Session, lock: str, at_once: str) -> None:
        """Hold the advisory lock, as soon as it is free. No statement waits longer than `Limits.lock` for it."""
        connection = session.connection()
        if connection.execute(text(f"SELECT {at_once}(:key)"), {"key": WRITER_LOCK}).scalar_one():
            return
        until = time.monotonic() + self.patience
        while True:
            waiting = connection.begin_nested()
            try:
                connection.execute(text(f"SELECT {lock}(:key)"), {"key": WRITER_LOCK})
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
                    raise
                waiting.rollback()
                if time.monotonic() >= until:
                    raise StoreBusyError(error.statement, error.params, error.orig or error) from error
            else:
                waiting.commit()
                return

    def last_audit(self, session: Session) -> int:
        """The number of the last change: as long as it stands, nothing a reply is made of has changed."""
        return int(session.connection().exec_driver_sql(_LAST_AUDIT).scalar_one())  # every reply asks: the short way

    def directory_in(self, session: Session) -> Directory:
        """Organisations, people, roles and rooms as this transaction sees them; loaded anew only after a change."""
        number = self.last_audit(session)
        held = self._directory
        if held is None or held[0] != number:
            held = (number, load_directory(session))
            self._directory = held
        return held[1]


def _audit(unit: UnitOfWork, recorded: Sequence[Recorded]) -> int:
    """Write the entry of what was changed and, with its number as their cause, the messages; the number."""
    by = unit.by
    entry = NewEntry(unit.at, by.account, by.line, recorded, by.organisation, on_behalf=unit.on_behalf)
    number = append(unit.session.connection(), entry, unit.forgotten)
    for message in unit.messages:
        message.cause = number
        unit.session.add(message)
    return number


def nobody(_at: datetime, _key: str) -> None:
    """Nobody wants to know."""


_LAST_AUDIT = "SELECT coalesce(max(id), 0) FROM audit"


def with_driver(url: URL) -> URL:
    """The address with the driver that is installed."""
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    return url


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return bool(code & 0xFF == sqlite3.SQLITE_BUSY)  # the rest of the code says how it is busy
