"""Noticing that the database has gone back in time, before anything is said or numbered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select, text
from sqlmodel import Session

from storage.backups.state_file import Mark, StateFile, is_behind
from storage.backups.versions import renew_versions
from storage.delivery.restore_epoch import (
    BACKUP,
    FOUND,
    MARGIN,
    begin_epoch,
    current_epoch,
    ensure_secrets,
    installation_id,
    kept_epoch,
)
from storage.tables import Row
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system

UNKNOWN_MARGIN = 100
"""Numbers that are skipped, of each series, when nobody knows how long ago the backup was made."""

_MADE = text(f"SELECT value FROM setting WHERE key = '{BACKUP}'")  # noqa: S608 - our own name
_FOUND = text(f"SELECT value FROM setting WHERE key = '{FOUND}'")  # noqa: S608 - likewise
_NOTICED = text(f"DELETE FROM setting WHERE key IN ('{BACKUP}', '{FOUND}')")  # noqa: S608 - likewise
_TABLES = Row.metadata.tables
_LAST_KNOWN = [
    select(func.max(_TABLES[table].c[column]))
    for table, column in (("audit", "at"), ("notice", "created_at"), ("message", "sent_at"))
]
_ANY_SENT = text("SELECT EXISTS (SELECT 1 FROM message WHERE attempt > 0)")
_SAID = text(
    "SELECT key FROM message WHERE key IN :keys AND (status NOT IN ('waiting', 'cancelled') OR attempt > 0)"
).bindparams(bindparam("keys", expanding=True))


@dataclass(frozen=True, slots=True)
class GoneBack:
    """A new epoch has begun. since: from when on it isn't known what was said and done."""

    epoch: int
    since: datetime


def notice(store: Store, state: StateFile, at: datetime) -> GoneBack | None:
    """See whether the database is a backup put back, or older than the state file says; begin a new epoch if it is.

    at: now, aware. Safe to repeat; where nothing has happened it only reads. The database is at the newest revision.
    """
    mark = state.read()
    with store.read(at) as snapshot:
        made = snapshot.session.execute(_MADE).scalar()
        if made is None and (mark is None or not is_behind(snapshot.session, mark)) and store.sqlite:
            return None
    with store.transaction() as session:
        before = kept_epoch(session).number
        known = _since(session, at)
        raised = current_epoch(session, at).number > before  # by what PostgreSQL knows of itself
        raised = raised or session.execute(_FOUND).scalar() is not None
        behind = made is not None or (mark is not None and is_behind(session, mark))
    return _begin(store, mark, min(known, _instant(made)) if made else known, at) if raised or behind else None


def never_said(store: Store, keys: Collection[str], at: datetime) -> bool:
    """Whether one of these keys, which stand in a chat, is of a message the database doesn't know or hasn't sent."""
    if not keys:
        return False
    with store.read(at) as snapshot:
        known = set(snapshot.session.execute(_SAID, {"keys": sorted(keys)}).scalars())
    return bool(set(keys) - known)


def gone_back(store: Store, state: StateFile, at: datetime) -> GoneBack:
    """The database has gone back: somebody else has found out."""
    with store.transaction() as session:
        since = _since(session, at)
    return _begin(store, state.read(), since, at)


def _begin(store: Store, mark: Mark | None, since: datetime, at: datetime) -> GoneBack:
    given = _given(store, mark, at)
    ensure_secrets(store)
    with store.begin(system("gjenopprettet"), at) as unit:
        epoch = begin_epoch(unit.session, at, given, MARGIN if given else UNKNOWN_MARGIN)
        renew_versions(unit.session)
        unit.session.execute(_NOTICED)
        unit.record("database-put-back", epoch=epoch.number, since=since.astimezone(UTC).isoformat())
    return GoneBack(epoch.number, since)


def _given(store: Store, mark: Mark | None, at: datetime) -> dict[str, int]:
    """The numbers that are known to have been given out; another installation's mark knows nothing of ours."""
    if mark is None:
        return {}
    with store.read(at) as snapshot:
        ours = installation_id(snapshot.session) in ("", mark.installation)
    return dict(mark.numbers) if ours else {}


def last_known(session: Session) -> datetime | None:
    """The last moment anything is known to have happened at; None: nothing has."""
    return max((found for query in _LAST_KNOWN if (found := session.execute(query).scalar()) is not None), default=None)


def _since(session: Session, at: datetime) -> datetime:
    return min(last_known(session) or at, at)


def _instant(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def anything_sent(store: Store, at: datetime) -> bool:
    """Whether a message was ever begun to be sent, as far as the database knows."""
    with store.read(at) as snapshot:
        return bool(snapshot.session.execute(_ANY_SENT).scalar_one())
