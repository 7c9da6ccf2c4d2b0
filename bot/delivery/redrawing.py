"""Drawing anew what stands in a chat when people have changed what it shows; docs/delivery.md, «Messages stay true».

A mark in the database says which message; it is drawn from live state, and the chat is only called when the card looks
different. Editing a message notifies nobody, so it may be done at any hour, and again after a crash.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.delivery.chat import (
    BusyError,
    CardRefusedError,
    Chat,
    MessageGoneError,
    Posted,
    RefusedError,
    StuckError,
)
from bot.delivery.plain_fallback import in_words
from bot.delivery.threads import Threads
from handlers.cards import Card, fingerprint
from storage.delivery import redraws
from storage.delivery.outbox import Worker, anything_marked
from storage.delivery.redraws import Redraw
from storage.tables import MessageRow, NoticeRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Snapshot

DrawAgain = Callable[[Snapshot, MessageRow, Sequence[NoticeRow]], Card]
"""Draws a message that stands in a chat from live state; what is over is shown as over."""

REDRAW_STEPS = ("marked", "redrawn", "updating", "updated", "stands")
"""The names of the boundaries a hook is called at, in order."""

TRIES = 12
"""So many updates without a clear answer, or in a room that refuses, in some six hours, and the message is left as it
stands."""

_LONGEST_PAUSE = timedelta(hours=1)
_LEAST_WAIT = 0.1
_log = structlog.get_logger(__name__)


class Redrawer:
    """Takes marked messages and draws them anew, one at a time; several may run, in one process or many.

    chats: the active platforms by name. draw: makes the card. lease: seconds a message is this worker's. hook: told the
    name of each step, for tests that cut in.
    """

    def __init__(
        self,
        store: Store,
        chats: Mapping[str, Chat],
        draw: DrawAgain,
        clock: Clock,
        *,
        worker: Worker,
        lease: float,
        hook: Callable[[str], None],
    ) -> None:
        self._store, self._chats, self._draw, self._clock = store, chats, draw, clock
        self._worker, self._lease, self._hook = worker, lease, hook
        self._room = lease / 4  # what a lease must still hold for an update to begin, and the longest one may take
        self._threads = Threads("redraw", 2)
        self._resting: dict[str, float] = {}  # platform → until when it takes no updates, on the clock of leases

    async def run_once(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Draw what is marked anew; how many messages look different now in their chats."""
        if not await self._threads.run(anything_marked, self._store, self._clock.now()):
            return 0
        updated = 0
        while not stopping() and (taken := await self._next()) is not None:
            self._hook("marked")
            updated += await self._redraw(taken)
        await self._threads.run(redraws.drop_unserved, self._store, self._worker.platforms, self._clock.now())
        return updated

    async def _next(self) -> Redraw | None:
        clock, now = self._clock, self._clock.lease_now()
        awake = frozenset(name for name in self._worker.platforms if self._resting.get(name, now) <= now)
        return await self._threads.run(
            redraws.take_redraw, self._store, self._worker, clock.now(), now, self._lease, platforms=awake
        )

    async def _redraw(self, taken: Redraw) -> bool:
        try:
            card = await self._threads.run(self._drawn, taken)
        except Exception:  # noqa: BLE001 - one message that can't be drawn must not keep the others
            _log.exception("redraw.not_drawn", message=taken.message.id, kind=taken.message.kind)
            return await self._later(taken)
        self._hook("redrawn")
        looks = fingerprint(card)
        if taken.certain and looks == taken.message.drawn:
            await self._threads.run(redraws.mark_current, self._store, taken, looks)
            return False
        return await self._update(taken, card, looks)

    def _drawn(self, taken: Redraw) -> Card:
        with self._store.read(self._clock.now()) as snapshot:
            return self._draw(snapshot, taken.message, taken.notices)

    async def _update(self, taken: Redraw, card: Card, looks: str) -> bool:
        if self._clock.lease_now() + self._room > taken.mark.lease_until:
            # Drawing took too long, or this process was paused: another worker may be drawing it already.
            await self._threads.run(redraws.retry_later, self._store, taken, unsure=False)
            return False
        self._hook("updating")
        message, place = taken.message, taken.place
        try:
            async with asyncio.timeout(self._room):
                await self._draw_in(Posted(place, message.message_ts), card)
        except RefusedError as error:
            return await self._refused(taken, error)
        except StuckError as error:  # perhaps only this message's: it must not keep the others waiting
            _log.warning("redraw.stuck", message=message.id, room=str(place), reason=error.reason)
            return await self._later(taken, stuck=True)
        except BusyError as error:
            await self._rest(taken, max(error.retry_after, _LEAST_WAIT))
            return False
        except Exception as error:  # noqa: BLE001 - no clear answer, whatever the reason: done again, it does no harm
            _log.warning("redraw.uncertain", message=message.id, error=repr(error))
            return await self._later(taken)
        self._hook("updated")
        if not await self._threads.run(redraws.mark_current, self._store, taken, looks):
            await self._threads.run(redraws.mark_dirty, self._store, taken, self._clock.now())
        self._hook("stands")
        return True

    async def _refused(self, taken: Redraw, error: RefusedError) -> bool:
        """Deleted, too old, or not taken in words either: it is left as it stands. Its room: that may be a mistake, and
        no reason to mark it, since a new message will show."""
        _log.info("redraw.refused", message=taken.message.id, room=str(taken.place), reason=error.reason)
        if not isinstance(error, MessageGoneError | CardRefusedError):
            return await self._later(taken)
        await self._threads.run(redraws.give_up, self._store, taken, unsure=not taken.certain)
        return False

    async def _rest(self, taken: Redraw, seconds: float) -> None:
        """Nothing was drawn: again after so long, as is whatever else the chat counts together with it."""
        not_before = None
        if self._chats[taken.place.platform].busy_everywhere:
            self._resting[taken.place.platform] = self._clock.lease_now() + seconds
        else:
            not_before = self._clock.now() + timedelta(seconds=seconds)
        await self._threads.run(redraws.retry_later, self._store, taken, not_before, unsure=False)

    async def _draw_in(self, posted: Posted, card: Card) -> None:
        """As it looks, or in words where the chat doesn't take that: what it says must be true in either case."""
        chat = self._chats[posted.room.platform]
        try:
            await chat.update(posted, card)
        except CardRefusedError as error:
            _log.error("redraw.card_refused", room=str(posted.room), reason=error.reason)
            await chat.update(posted, in_words(card))

    async def _later(self, taken: Redraw, *, stuck: bool = False) -> bool:
        """Again after a pause, each twice as long as the one before, up to an hour; after `TRIES` it is given up.

        stuck: somebody has to mend something first, and gets as long as an unserved platform does.
        """
        attempt, now = taken.mark.attempt, self._clock.now()
        if now - taken.mark.marked_at >= redraws.UNSERVED if stuck else attempt >= TRIES:
            _log.warning("redraw.given_up", message=taken.message.id)
            await self._threads.run(redraws.give_up, self._store, taken, unsure=True)
        else:
            pause = min(timedelta(minutes=2.0 ** min(attempt - 1, 6)), _LONGEST_PAUSE)
            await self._threads.run(redraws.retry_later, self._store, taken, now + pause, unsure=True)
        return False
