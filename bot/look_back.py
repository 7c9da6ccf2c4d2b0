"""Whether the database has gone back in time: asked at every start, before anything is said. Part of the wiring."""

from collections.abc import Collection
from datetime import datetime

import structlog

from storage.backups.gone_back import GoneBack, anything_sent, notice
from storage.backups.state_file import StateFile
from storage.delivery.restore_epoch import ensure_secrets, installation_id
from storage.unit_of_work.store import Store

_log = structlog.get_logger(__name__)


def look_back(store: Store, state: StateFile, chats: Collection[str], now: datetime) -> GoneBack | None:
    """By the database's own marks and by the state file; from here on the store keeps the file. See `App.look_back`.

    chats: those that are configured; where one may know better than a state file that is missing, it isn't begun.
    """
    found = notice(store, state, now)
    if found is not None:
        tell(found)
    with store.read(now) as snapshot:
        named = bool(installation_id(snapshot.session))
    if not named:
        ensure_secrets(store)
    known = state.read() is not None
    state.established = bool(known or found or not chats or not anything_sent(store, now))
    store.witness = lambda at, key: state.note(store, at, key)
    state.note(store, now)
    return found


def tell(found: GoneBack) -> None:
    """A new epoch has begun."""
    _log.warning("database.gone_back", epoch=found.epoch, since=found.since.isoformat())
