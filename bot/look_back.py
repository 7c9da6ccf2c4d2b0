"""Whether the database has gone back in time: asked at every start, before anything is said. Part of the wiring."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

import structlog

from bot.delivery.chat import Chat, ChatError
from domain.accounts import Address
from handlers.messages.retrace import retrace
from storage.backups.gone_back import GoneBack, anything_sent, gone_back, never_said, notice
from storage.backups.state_file import Mark, StateFile
from storage.delivery.restore_epoch import ensure_secrets, installation_id, suspect
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system

GAP = timedelta(minutes=15)
"""After this long without a sign of life the chats are asked: a machine that is put back whole, state file and all,
looks like one that was switched off."""
PUT_BACK = "database-put-back"
"""The kind of message that tells of it."""

_log = structlog.get_logger(__name__)


@runtime_checkable
class Remembers(Protocol):
    """A chat that can tell what we have said in a room."""

    async def newest_keys(self, room: Address) -> Collection[str]:
        """The keys of the newest messages of ours in a room. Raises ChatError."""
        ...


def look_back(
    store: Store, state: StateFile, chats: Collection[str], platforms: frozenset[str], now: datetime
) -> GoneBack | None:
    """By the database's own marks and by the state file; from here on the store keeps the file. See `App.look_back`.

    chats: those that are configured; platforms: where messages go.
    """
    found = notice(store, state, now)
    mark = state.read()
    with store.read(now) as snapshot:
        named = bool(installation_id(snapshot.session))
    if not named:
        ensure_secrets(store)
    asks = bool(chats) and found is None and anything_sent(store, now)
    state.doubtful = asks and _long_ago(mark, now)
    state.established = state.established or not asks or mark is not None
    store.witness = lambda at, key: state.note(store, at, key)
    if found is not None:
        _follow(store, found, platforms, now)
    if not state.doubtful:
        state.note(store, now)
    return found


def _long_ago(mark: Mark | None, now: datetime) -> bool:
    return mark is None or now - datetime.fromisoformat(mark.at) > GAP


async def ask_the_chats(store: Store, state: StateFile, chats: Mapping[str, Chat], now: datetime) -> GoneBack | None:
    """Where the state file can't tell: do the rooms hold messages of ours that the database doesn't know?

    What can't be asked leaves a doubt: then all that waits is looked up before it is said, and shown to people where
    that can't be done.
    """
    if not state.doubtful:
        return None
    known = state.read() is not None
    found, sure = await _heard(store, chats, now)
    state.doubtful, state.established = False, True
    if found:
        began = gone_back(store, state, now)
        _follow(store, began, frozenset(chats), now)
        state.note(store, now)
        return began
    if not sure and not known:
        _log.warning("database.may_have_gone_back")
        suspect(store, now)
    state.note(store, now)
    return None


async def _heard(store: Store, chats: Mapping[str, Chat], now: datetime) -> tuple[bool, bool]:
    """Whether a room holds what was never said, as far as the database knows; and whether all could be asked."""
    sure = True
    with store.read(now) as snapshot:
        rooms = [room for room in snapshot.directory.rooms if room.platform in chats and not room.refused]
    for room in rooms:
        chat = chats[room.platform]
        if not isinstance(chat, Remembers):
            sure = False
            continue
        try:
            keys = await chat.newest_keys(room.address)
        except ChatError as error:
            _log.warning("database.not_asked", room=str(room.address), error=repr(error))
            sure = False
            continue
        if never_said(store, keys, now):
            return True, True
    return False, sure


def _follow(store: Store, found: GoneBack, platforms: frozenset[str], now: datetime) -> None:
    """What was said meanwhile is looked for, and everybody who has a room is told."""
    _log.warning("database.gone_back", epoch=found.epoch, since=found.since.isoformat())
    retrace(store, found.since, now, platforms)
    after = now + timedelta(microseconds=1)  # what was written before the epoch began is looked up first
    with store.begin(system("gjenopprettet"), after) as unit:
        for slug in unit.directory.organisations:
            if any(not room.refused for room in unit.directory.rooms_of(slug, platforms)):
                unit.send(PUT_BACK, slug, {"since": found.since.isoformat()})
