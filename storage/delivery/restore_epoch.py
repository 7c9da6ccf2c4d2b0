"""The epoch: raised when the database has gone back in time (a restored backup, a failover to a late replica).

What the database then believes unsent may stand in the chat. Whatever could have been sent in an earlier epoch is
looked up before it is sent in this one. Keys of digests follow from recipient and day, so that a digest whose row was
lost altogether is made anew under the key it was sent with.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import text
from sqlmodel import Session

from domain.calendar import oslo_date
from storage.delivery.redraw_marks import mark_all
from storage.tables import SettingRow
from storage.unit_of_work.store import Store

EPOCH = "epoch"
SECRET = "digest-secret"  # noqa: S105 - the setting's name
TIMELINE = "postgres-timeline"

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_SETTINGS = "SELECT key, value FROM setting WHERE key IN ('epoch', 'postgres-timeline')"
_ON_SQLITE = text(_SETTINGS)
_ON_POSTGRES = text(f"{_SETTINGS} UNION ALL SELECT '', substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)")
_PUT = text("INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value")


@dataclass(frozen=True, slots=True)
class Epoch:
    """Which epoch it is and when it began; 0: the database has never gone back."""

    number: int = 0
    raised_at: datetime = LONG_AGO

    @property
    def day(self) -> date:
        """The Norwegian date it began: digests of later days can't have been sent before it."""
        return oslo_date(self.raised_at)


def raise_epoch(store: Store, at: datetime) -> Epoch:
    """Begin a new epoch. To be called whenever the database was put back; `at` is now, aware."""
    with store.transaction() as session:
        return _raise(session, at)


def current_epoch(session: Session, now: datetime) -> Epoch:
    """The epoch, raised first when PostgreSQL has changed its timeline since last time (a replica has taken over)."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    found = {str(row.key): str(row.value) for row in session.execute(_ON_SQLITE if sqlite else _ON_POSTGRES)}
    timeline = found.get("")
    if timeline is not None and timeline != found.get(TIMELINE):
        session.execute(_PUT, {"key": TIMELINE, "value": timeline})
        if TIMELINE in found:
            return _raise(session, now)
    return _read(found.get(EPOCH))


def digest_key(secret: str, recipient: str, day: date) -> str:
    """A digest's key: unguessable, and always the same for the same recipient and day."""
    return hmac.new(secret.encode(), f"{recipient}|{day.isoformat()}".encode(), sha256).hexdigest()[:32]


def digest_secret(session: Session) -> str:
    """The installation's secret behind the keys of digests; made the first time."""
    kept = session.get(SettingRow, SECRET)
    if kept is not None:
        return kept.value
    value = secrets.token_hex(32)
    session.execute(_PUT, {"key": SECRET, "value": value})
    return value


def _raise(session: Session, at: datetime) -> Epoch:
    kept = session.get(SettingRow, EPOCH, populate_existing=True)
    epoch = Epoch(_read(kept.value if kept else None).number + 1, at.astimezone(UTC))
    session.execute(_PUT, {"key": EPOCH, "value": f"{epoch.number} {epoch.raised_at.isoformat()}"})
    mark_all(session, at)
    return epoch


def _read(value: str | None) -> Epoch:
    if not value:
        return Epoch()
    number, _, at = value.partition(" ")
    return Epoch(int(number), datetime.fromisoformat(at))
