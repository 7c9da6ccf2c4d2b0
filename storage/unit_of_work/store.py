"""The unit of work: one command, one transaction. State, duties, outgoing messages and audit commit together or not.

SQLite (WAL, synchronous=FULL) and PostgreSQL. One writer at a time: SQLite by a lock in this process and BEGIN
IMMEDIATE between processes, tried again until the store's patience is at an end; PostgreSQL by an advisory lock. Reads
take a snapshot and never queue behind a write.
"""

import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool, StaticPool
from sqlmodel import Session

from domain.calendar import WorkCalendar, oslo_date
from domain.meetings.deadlines import SetDateRules
from storage.people.directory import Directory, load_directory
from storage.people.recipients import organisation_of
from storage.tables import AuditRow, MessageRow, RequestRow
from storage.unit_of_work.audit import Recorder

WRITER_LOCK = 7_264_891
"""The PostgreSQL advisory lock that makes commands take turns."""


PATIENCE = 10.0
"""Seconds that a write waits for another process's to end."""

_UNTIL = "samhandling_until"
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.002, 0.1


class RepeatedRequestError(Exception):
    """The platform sent a request again that has changed something already."""


class StoreBusyError(OperationalError):
    """Another process has been writing all the time this one was prepared to wait. Nothing has been done."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the installation has set: the calendar's quiet weeks and the dates by which meetings are to be dated."""

    calendar: WorkCalendar
    set_date: SetDateRules = field(default_factory=SetDateRules)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who does it: the account, the line as given, the organisation acted for, the platform's request."""

    account: str
    line: str
    organisation: str = ""
    request_id: str = ""


SYSTEM = "system"


@dataclass(slots=True)
class UnitOfWork:
    """An open transaction. Handlers change rows of `session` and call `send`; they never commit and never post."""

    session: Session
    at: datetime
    by: Origin
    rules: Rules
    directory: Directory
    on_behalf_of: str = ""
    messages: list[MessageRow] = field(default_factory=list)
    events: list[dict[str, object]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The Norwegian date of this instant."""
        return oslo_date(self.at)

    @property
    def on_behalf(self) -> bool:
        """Whether it is done for another organisation, which is told."""
        return bool(self.on_behalf_of)

    def send(self, kind: str, recipient: str, facts: Mapping[str, str], *, not_before: datetime | None = None) -> None:
        """Put a message caused by this command in the outbox; once per kind and recipient of one command.

        not_before: it waits until then. Raises ValueError for a second one that says something else: it would be lost.
        """
        said = next((one for one in self.messages if (one.kind, one.recipient) == (kind, recipient)), None)
        if said is not None:
            if said.facts != dict(facts):
                raise ValueError(f"a second {kind} to {recipient} in one command: {said.facts} and {dict(facts)}")
            return
        self.messages.append(
            MessageRow(
                key=new_key(),
                kind=kind,
                recipient=recipient,
                organisation=organisation_of(recipient),
                facts=dict(facts),
                created_at=self.at,
                not_before=not_before,
            )
        )

    def record(self, what: str, **facts: object) -> None:
        """Note something in the audit entry that changes no row of its own (a nudge)."""
        self.events.append({"what": what, **facts})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A consistent reading."""

    session: Session
    at: datetime
    rules: Rules
    directory: Directory

    @property
    def today(self) -> date:
        """The Norwegian date of this instant."""
        return oslo_date(self.at)


def new_key() -> str:
    """An unguessable key for a message."""
    return secrets.token_hex(16)


class Store:
    """The database. `url`: sqlite:///file, sqlite:// (in memory) or postgresql://…

    patience: seconds a write on SQLite waits for other processes before it raises StoreBusyError. pause: how it waits.
    """

    def __init__(
        self, url: str, rules: Rules, patience: float = PATIENCE, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.url: URL = _driver(make_url(url))
        self.rules = rules
        self._patience, self._pause = patience, pause
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._lock = threading.RLock()
        self._directory: tuple[int, Directory] | None = None
        self.writer = self._engine(self._begin_immediate, busy_timeout=0)
        # One connection in memory is one database: there, reading and writing share it and the lock.
        self.in_memory = self.sqlite and self.url.database in (None, "", ":memory:")
        self.reader = self.writer if self.in_memory else self._engine(_begin)

    def _engine(self, begin: Callable[[Connection], None], busy_timeout: int = 1900) -> Engine:
        if not self.sqlite:
            return create_engine(self.url, pool_size=8, max_overflow=8, pool_pre_ping=True)
        memory = self.url.database in (None, "", ":memory:")
        engine = create_engine(
            self.url,
            poolclass=StaticPool if memory else QueuePool,
            connect_args={"check_same_thread": False, "timeout": 1.9},
        )
        event.listen(engine, "connect", _pragmas(busy_timeout))
        event.listen(engine, "begin", begin)
        return engine

    def _begin_immediate(self, connection: Connection) -> None:
        """Begin a write, the database's only one, before anything is done in it. Raises StoreBusyError."""
        until = connection.get_execution_options().get(_UNTIL) or time.monotonic() + self._patience
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
        """Let go of every connection."""
        self.writer.dispose()
        self.reader.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A bare write transaction for the outbox and the tick: no audit, no duties. Commits, or rolls back.

        Raises StoreBusyError when other processes don't let it begin.
        """
        if self.sqlite:
            until = time.monotonic() + self._patience  # the turns of this process are part of it
            with self._lock, Session(self.writer, expire_on_commit=False) as session, session.begin():
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
            if by.request_id and session.get(RequestRow, by.request_id) is not None:
                raise RepeatedRequestError(by.request_id)
            recorder = Recorder(session)
            unit = UnitOfWork(session, at, by, self.rules, self.directory_in(session))
            yield unit
            self._finish(unit, recorder)

    def _finish(self, unit: UnitOfWork, recorder: Recorder) -> None:
        from storage.decisions.search_index import index_decisions  # noqa: PLC0415
        from storage.delivery.message_subjects import touched_subjects  # noqa: PLC0415
        from storage.delivery.redraw_marks import mark  # noqa: PLC0415
        from storage.duties.duties import sync_duties  # noqa: PLC0415 - all build on the unit defined here

        session = unit.session
        session.flush()
        changes = [*recorder.changes(), *unit.events]
        audit_id = None
        if changes or unit.messages:
            entry = AuditRow(
                at=unit.at,
                account=unit.by.account,
                organisation=unit.by.organisation,
                on_behalf=unit.on_behalf,
                line=unit.by.line,
                changes=changes,
            )
            session.add(entry)
            session.flush()
            audit_id = entry.id
            for message in unit.messages:
                message.cause = audit_id
                session.add(message)
        if unit.by.request_id and audit_id is not None:
            session.add(RequestRow(id=unit.by.request_id, at=unit.at, audit_id=audit_id))
        session.flush()
        touched = recorder.touched()
        duties = sync_duties(unit, touched)
        index_decisions(unit, touched)
        mark(session, touched_subjects(session, touched) | {f"duty:{number}" for number in duties}, unit.at)

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

    def take_turn(self, session: Session) -> None:
        """This transaction waits for the command that is under way, and commands wait for it. SQLite's do anyway."""
        if not self.sqlite:
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})

    def between_commands(self, session: Session) -> None:
        """No command is under way from here on to the end of this transaction: it sees all of each, or nothing.

        Several transactions can stand there at once. On SQLite there is one writer anyway.
        """
        if not self.sqlite:
            session.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": WRITER_LOCK})

    def last_audit(self, session: Session) -> int:
        """The number of the last change: as long as it stands, nothing a reply is made of has changed."""
        return int(session.execute(_LAST_AUDIT).scalar_one())

    def directory_in(self, session: Session) -> Directory:
        """Organisations, people, roles and rooms as this transaction sees them; loaded anew only after a change."""
        number = self.last_audit(session)
        held = self._directory
        if held is None or held[0] != number:
            held = (number, load_directory(session))
            self._directory = held
        return held[1]


_LAST_AUDIT = text("SELECT coalesce(max(id), 0) FROM audit")


def _driver(url: URL) -> URL:
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    return url


def _pragmas(busy_timeout: int) -> Callable[[sqlite3.Connection, object], None]:
    """busy_timeout: milliseconds that SQLite itself waits; none where `_begin_immediate` does."""

    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun by the listeners below, not by the driver
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={busy_timeout}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return set_up


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return bool(code & 0xFF == sqlite3.SQLITE_BUSY)  # the rest of the code says how it is busy
