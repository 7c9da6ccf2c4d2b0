"""A small file outside the database that says how far the database had come: beside an older one, it shows that.

Written after every command that changed something and every message that was sent, without waiting for the disk more
often than twice a minute: what a machine that loses its power may lose of it only makes it say less than it could.
"""

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock

import structlog
from sqlalchemy import bindparam, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from storage.delivery.restore_epoch import installation_id, kept_epoch
from storage.tables import Row
from storage.unit_of_work.numbers import highest_given
from storage.unit_of_work.store import Store

ON_THE_DISK_EVERY = 30.0
"""Seconds of running after which it is written through to the disk."""

_AUDIT = Row.metadata.tables["audit"].c
_LAST = select(_AUDIT.id, _AUDIT.at).order_by(_AUDIT.id.desc()).limit(1)
_AT = select(_AUDIT.at).where(_AUDIT.id == bindparam("the_id"))
_STATUS = text("SELECT status FROM message WHERE key = :key")
_log = structlog.get_logger(__name__)


def state_path(given: str, url: str | None) -> Path | None:
    """Where the state file of a database is: as given, beside an SQLite file, or in the user's own folder of states.

    None: nowhere, as for a database in memory or a user without a home. url None: only where it is given.
    """
    if given:
        return Path(given)
    if url is None:
        return None
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        file = address.database
        return None if not file or file == ":memory:" else Path(f"{file}.state")
    name = sha256(f"{address.host}|{address.port}|{address.database}|{dict(address.query)}".encode()).hexdigest()[:16]
    try:
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    except RuntimeError:
        return None
    return home / "samhandling" / f"{name}.state"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a database had come: its last change, the last message that was sent, each series' highest number."""

    installation: str
    epoch: int
    audit: int
    audit_at: str
    message: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    at: str = ""


@dataclass(slots=True)
class StateFile:
    """The file, as one process keeps it. path None: nowhere to keep one, so nothing is noticed by it.

    monotonic: seconds on a clock that nobody moves.
    """

    path: Path | None
    monotonic: Callable[[], float] = time.monotonic
    established: bool = False
    """Whether it speaks for the database: before that, it is read and never written."""
    doubtful: bool = False
    """Whether the chats may know better: there is none, or it is as old as the database and both may have been put
    back."""
    _message: str = ""
    _on_the_disk: float = float("-inf")
    _failed: bool = False
    _lock: Lock = field(default_factory=Lock)

    def read(self) -> Mark | None:
        """What it says; None: there is none, or it can't be read."""
        if self.path is None:
            return None
        try:
            said = json.loads(self.path.read_text(encoding="utf-8"))
            mark = Mark(**{**said, "numbers": {str(name): int(one) for name, one in said["numbers"].items()}})
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        self._message = self._message or mark.message
        return mark

    def note(self, store: Store, at: datetime, message: str = "") -> None:
        """Say how far the database has come. message: the key of one that was sent just now. Never raises."""
        with self._lock:
            self._message = message or self._message
            if self.path is None or not self.established:
                return
            try:
                with store.read(at) as snapshot:
                    mark = mark_of(snapshot.session, at, self._message)
                self._write(self.path, mark)
            except (OSError, SQLAlchemyError) as error:
                if not self._failed:
                    _log.warning("state.not_written", file=str(self.path), error=repr(error))
                self._failed = True
            else:
                self._failed = False

    def _write(self, path: Path, mark: Mark) -> None:
        due = self.monotonic() - self._on_the_disk >= ON_THE_DISK_EVERY
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        begun = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            begun.unlink(missing_ok=True)  # whatever somebody else has put there, or led elsewhere by a link
            descriptor = os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(asdict(mark), file)
                if due:
                    file.flush()
                    os.fsync(file.fileno())
            begun.replace(path)
        except OSError:
            with suppress(OSError):
                begun.unlink(missing_ok=True)
            raise
        if due:
            self._on_the_disk = self.monotonic()


def mark_of(session: Session, at: datetime, message: str) -> Mark:
    """How far a database has come. message: the key of the last one that is known to have been sent; may be empty."""
    last = session.execute(_LAST).one_or_none()
    return Mark(
        installation_id(session),
        kept_epoch(session).number,
        last.id if last else 0,
        _iso(last.at) if last else "",
        message,
        highest_given(session.connection()),
        _iso(at),
    )


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def is_behind(session: Session, mark: Mark) -> bool:
    """Whether a database is older than the mark says it had been, or went another way since."""
    if mark.installation != installation_id(session) or kept_epoch(session).number < mark.epoch:
        return True
    if mark.audit:
        there = session.execute(_AT, {"the_id": mark.audit}).scalar()
        if there is None or _iso(there) != mark.audit_at:
            return True
    if not mark.message:
        return False
    status = session.execute(_STATUS, {"key": mark.message}).scalar()
    return status in (None, "waiting", "cancelled")
