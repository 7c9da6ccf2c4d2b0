"""The epoch: raised when the database has gone back in time (a restored backup, a failover to a late replica).

What the database then believes unsent may stand in the chat. Whatever could have been sent in an earlier epoch is
looked up before it is sent in this one. Keys of digests follow from recipient and day, so that a digest whose row was
lost altogether is made anew under the key it was sent with.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import text
from sqlmodel import Session

from domain.calendar import oslo_date
from domain.duties.reminders import send_at
from storage.delivery.redraw_marks import mark_all
from storage.tables import SettingRow
from storage.unit_of_work.numbers import skip
from storage.unit_of_work.store import Store

EPOCH = "epoch"
INSTALLATION = "installation"
SECRET = "digest-secret"  # noqa: S105 - the setting's name
TIMELINE = "postgres-timeline"
IDENTITY = "postgres-identity"
"""Which database and which table of settings it was, in PostgreSQL's own numbers: a dump put back has others."""
FOUND = "gone-back-found"
"""Stands where PostgreSQL has been found to have gone back until all that follows from it has been done."""
BACKUP = "backup-made"
"""Stands in a backup, and in whatever is put back from one until that has been noticed: when it was made."""

MARGIN = 20
"""Numbers that are skipped, of each series, where it isn't known what was given out."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_ON_SQLITE = text("SELECT key, value FROM setting WHERE key = 'epoch'")
_ON_POSTGRES = text(
    """
    SELECT key, value FROM setting WHERE key IN ('epoch', 'postgres-timeline', 'postgres-identity')
    UNION ALL SELECT 'timeline now', substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
    UNION ALL SELECT 'identity now', oid || '.' || CAST(CAST('setting' AS regclass) AS oid) FROM pg_database
    WHERE datname = current_database()
    """
)
_EPOCH = text("SELECT value FROM setting WHERE key = 'epoch'")
_INSTALLATION = text("SELECT value FROM setting WHERE key = 'installation'")
_PUT_NEW = text("INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING")
_PUT = text("INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value")


@dataclass(frozen=True, slots=True)
class Epoch:
    """Which epoch it is and when it began; 0: the database has never gone back."""

    number: int = 0
    raised_at: datetime = LONG_AGO

    @property
    def day(self) -> date:
        """The last Norwegian date whose digests may have been sent before it began: its own from nine o'clock on."""
        today = oslo_date(self.raised_at)
        return today if self.raised_at >= send_at(today) else today - timedelta(days=1)


def raise_epoch(store: Store, at: datetime) -> Epoch:
    """Begin a new epoch. To be called whenever the database was put back; `at` is now, aware."""
    with store.transaction() as session:
        return begin_epoch(session, at)


def suspect(store: Store, at: datetime) -> Epoch:
    """Begin an epoch because nobody can tell whether the database was put back.

    What waits is looked up before it is said. Buttons go on working, and nothing is drawn anew.
    """
    with store.transaction() as session:
        return _next(session, at)


def current_epoch(session: Session, now: datetime) -> Epoch:
    """The epoch, raised first when PostgreSQL has changed its timeline (a replica has taken over) or its tables are
    others (a dump was put back) since last time."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    found = {str(row.key): str(row.value) for row in session.execute(_ON_SQLITE if sqlite else _ON_POSTGRES)}
    if not sqlite:
        changed = [
            _changed(session, found, TIMELINE, "timeline now"),
            _changed(session, found, IDENTITY, "identity now"),
        ]
        if any(changed):
            session.execute(_PUT, {"key": FOUND, "value": now.isoformat()})
            return begin_epoch(session, now)
    return _read(found.get(EPOCH))


def _changed(session: Session, found: Mapping[str, str], kept: str, now: str) -> bool:
    """Whether a mark of the database is another than last time; noted in any case."""
    if found.get(kept) == found[now]:
        return False
    session.execute(_PUT, {"key": kept, "value": found[now]})
    return kept in found


def digest_key(secret: str, recipient: str, day: date) -> str:
    """A digest's key: unguessable, and always the same for the same recipient and day."""
    return hmac.new(secret.encode(), f"{recipient}|{day.isoformat()}".encode(), sha256).hexdigest()[:32]


def kept_epoch(session: Session) -> Epoch:
    """The epoch as it was last noted."""
    return _read(session.execute(_EPOCH).scalar())


def installation_id(session: Session) -> str:
    """What tells this installation's database from any other; empty: it was made before there was one."""
    return str(session.execute(_INSTALLATION).scalar() or "")


def ensure_secrets(store: Store) -> None:
    """Make what every backup is to hold: the installation's id, and the secret behind the keys of digests."""
    with store.transaction() as session:
        digest_secret(session)
        session.execute(_PUT_NEW, {"key": INSTALLATION, "value": secrets.token_hex(16)})


def digest_secret(session: Session) -> str:
    """The installation's secret behind the keys of digests; made the first time."""
    kept = session.get(SettingRow, SECRET)
    if kept is not None:
        return kept.value
    value = secrets.token_hex(32)
    session.execute(_PUT, {"key": SECRET, "value": value})
    return value


def begin_epoch(session: Session, at: datetime, given: Mapping[str, int] | None = None, margin: int = MARGIN) -> Epoch:
    """The database has gone back: a new epoch, in this transaction.

    Numbers go on above those in `given`, as far as they are known, and `margin` more; every message that is kept true
    is drawn anew.
    """
    skip(session, given or {}, margin)
    epoch = _next(session, at)
    mark_all(session, at)
    return epoch


def _next(session: Session, at: datetime) -> Epoch:
    kept = session.get(SettingRow, EPOCH, populate_existing=True)
    epoch = Epoch(_read(kept.value if kept else None).number + 1, at.astimezone(UTC))
    session.execute(_PUT, {"key": EPOCH, "value": f"{epoch.number} {epoch.raised_at.isoformat()}"})
    return epoch


def _read(value: str | None) -> Epoch:
    if not value:
        return Epoch()
    number, _, at = value.partition(" ")
    return Epoch(int(number), datetime.fromisoformat(at))
