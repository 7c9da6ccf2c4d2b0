"""The sender: takes messages out of the outbox, posts them, and settles what became of each. See docs/delivery.md.

No database transaction is open while it posts. Every step can be the last one: whatever a killed sender leaves behind
is looked up in the chat before it is sent again. What stands and has changed is drawn anew beside (`redrawing`).
"""

import asyncio
import os
import platform
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ParamSpec

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.delivery.chat import (
    BusyError,
    CardRefusedError,
    Chat,
    ChatError,
    NotShownError,
    Posted,
    RefusedError,
    StuckError,
)
from bot.delivery.plain_fallback import in_words
from bot.delivery.redrawing import DrawAgain, Redrawer
from bot.delivery.threads import OverdueError, Threads
from domain.accounts import Address
from handlers.cards import Card, fingerprint
from handlers.messages.redraw import redraw as draw_again
from storage.delivery import outcomes
from storage.delivery.outbox import Claimed, Worker, anything_to_send, claim, take_ambiguous
from storage.delivery.outcomes import DrawnCard
from storage.delivery.reasons import stuck_word
from storage.tables import MessageRow, NoticeRow
from storage.unit_of_work.engines import is_away
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Snapshot

Draw = Callable[[Snapshot, MessageRow, Sequence[NoticeRow]], Card | None]
"""Draws a message from live state; None: there is nothing left to say."""

STEPS = ("claimed", "drawn", "posting", "posted", "settled", "taken", "looked", "told")
"""The names of the boundaries a hook is called at, in order: the last three are those of a look-up."""

LEASE = 120.0
"""Seconds. Longer than anything of an attempt can take to show in the chat: 10 s of HTTP and a late commit there."""

POLL = 5.0
"""Seconds between looks into the outbox when nobody wakes the sender."""

_LEAST_WAIT = 0.1
_SETTLE_AGAIN = (0.1, 0.5, 2.0)

P = ParamSpec("P")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message that stands in the chat now. card None: it stood there already, from an attempt cut short."""

    recipient: str
    room: Address
    key: str
    card: Card | None


class Sender:
    """Delivers what the outbox holds. Several may run, in one process or many: each message is one sender's at a time.

    chats: the active platforms by name. draw: makes the card, redraw that of a message which stands. lease: seconds a
    claim holds. parallel: how many messages are on their way at once. hook: told the name of each step, for tests that
    cut in.
    """

    def __init__(
        self,
        store: Store,
        chats: Mapping[str, Chat],
        draw: Draw,
        clock: Clock,
        *,
        lease: float = LEASE,
        worker: str = "",
        parallel: int = 4,
        poll: float = POLL,
        hook: Callable[[str], None] = lambda _step: None,
        redraw: DrawAgain = draw_again,
    ) -> None:
        self._store, self._chats, self._draw, self._clock = store, dict(chats), draw, clock
        self._lease, self._parallel, self._poll, self._hook = lease, parallel, poll, hook
        self._room = lease / 4  # what a lease must still hold for a post to begin, and the longest a post may take
        name = worker or f"{platform.node()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._worker = Worker(name, clock.boot_id(), frozenset(self._chats))
        self._redrawer = Redrawer(store, self._chats, redraw, clock, worker=self._worker, lease=lease, hook=hook)
        self._threads = Threads("sender", parallel + 1)
        self._woken, self._redraw_woken = asyncio.Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False

    @property
    def platforms(self) -> frozenset[str]:
        """The platforms it can post to."""
        return self._worker.platforms

    def wake(self) -> None:
        """There may be something to send, or to draw anew. Callable from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            for woken in (self._woken, self._redraw_woken):
                self._loop.call_soon_threadsafe(woken.set)

    def stop(self) -> None:
        """What is on its way is brought to its end, then `run` returns."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Send whatever there is, whenever there is something, until `stop`. Survives every failure of the database.

        What is drawn anew goes its own way beside: no new message ever waits for it.
        """
        self._loop = asyncio.get_running_loop()
        await asyncio.gather(
            self._keep_on(self.send_once, self._woken), self._keep_on(self.redraw_once, self._redraw_woken)
        )

    async def _keep_on(self, work: Callable[[], Awaitable[object]], woken: asyncio.Event) -> None:
        while not self._stopping:
            woken.clear()
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - whatever it was, the next message must not wait for a person
                _log.error("delivery.failed", error=repr(error), exc_info=None if is_away(error) else error)
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), self._poll)

    async def run_once(self) -> list[PostedMessage]:
        """Send everything that may be sent now, then draw anew what has changed; what has newly come into the chat."""
        sent = await self.send_once()
        await self.redraw_once()
        return sent

    async def redraw_once(self) -> int:
        """Draw anew what stands in the chats and has changed; how many messages look different now."""
        return await self._redrawer.run_once(lambda: self._stopping)

    async def send_once(self) -> list[PostedMessage]:
        """Settle what old attempts left open and send everything that may be sent now; what stands in the chat."""
        if not await self._threads.run(anything_to_send, self._store, self._clock.now()):
            return []
        sent: list[PostedMessage] = []
        # Not a task group: one failing must not cut short what the others have on its way.
        ends = await asyncio.gather(*(self._drain(sent) for _ in range(self._parallel)), return_exceptions=True)
        for end in ends:
            if end is not None:
                raise end
        if sent:  # perhaps of something that has changed while it was on its way
            self._redraw_woken.set()
        return sent

    async def _drain(self, sent: list[PostedMessage]) -> None:
        while (claimed := await self._next(take_ambiguous)) is not None:
            self._hook("taken")
            sent += await self._look_up(claimed)
        while not self._stopping and (claimed := await self._next(claim)) is not None:
            self._hook("claimed")
            sent += await self._deliver(claimed)

    async def _next(self, take: Callable[[Store, Worker, datetime, float, float], Claimed | None]) -> Claimed | None:
        clock = self._clock
        return await self._threads.run(take, self._store, self._worker, clock.now(), clock.lease_now(), self._lease)

    async def _deliver(self, claimed: Claimed) -> list[PostedMessage]:
        try:
            card, as_of = await self._threads.run(self._drawn, claimed)
        except Exception as error:  # noqa: BLE001 - one message that can't be drawn must not keep the others
            _log.exception("delivery.not_drawn", message=claimed.message.id, kind=claimed.message.kind)
            await self._settle(outcomes.failed, self._store, claimed, type(error).__name__, self._clock.now())
            return []
        self._hook("drawn")
        if card is None:
            await self._settle(outcomes.nothing_left, self._store, claimed)
            return []
        posted = await self._post(claimed, card, as_of)
        return [PostedMessage(claimed.message.recipient, posted.room, claimed.message.key, card)] if posted else []

    def _drawn(self, claimed: Claimed) -> tuple[Card | None, int]:
        """The card, and the last change it knows of."""
        with self._store.read(self._clock.now()) as snapshot:
            as_of = self._store.last_audit(snapshot.session)
            return self._draw(snapshot, claimed.message, claimed.notices), as_of

    async def _post(self, claimed: Claimed, card: Card, as_of: int) -> Posted | None:
        message, place = claimed.message, claimed.places[0]
        self._hook("posting")
        try:
            posted = await self._posted(message, place, card)
        except (_LeaseTooShortError, NotShownError):
            await self._settle(outcomes.waiting, self._store, claimed, self._clock.now())
            return None
        except RefusedError as error:
            _log.warning("delivery.refused", message=message.id, room=str(place), reason=error.reason)
            ends = (self._store, claimed, error.reason, self._clock.now(), self._worker.platforms)
            await self._settle(outcomes.refused, *ends, message_only=isinstance(error, CardRefusedError))
            return None
        except StuckError as error:
            _log.warning("delivery.stuck", message=message.id, room=str(place), reason=error.reason)
            word = stuck_word(error.reason, rights=error.rights)
            await self._settle(outcomes.stuck, self._store, claimed, word, self._clock.now())
            return None
        except BusyError as error:
            later = self._clock.now() + timedelta(seconds=max(error.retry_after, _LEAST_WAIT))
            await self._settle(outcomes.waiting, self._store, claimed, later)
            return None
        except Exception as error:  # noqa: BLE001 - no clear answer, whatever the reason: it may have been posted
            await self._open(claimed, error)
            return None
        self._hook("posted")
        drawn = DrawnCard(fingerprint(card), card.language, as_of)
        stands = (self._store, claimed, place, posted.message_id, self._clock.now())
        if not await self._settle(outcomes.sent, *stands, drawn=drawn):
            _log.error("delivery.sent_too_late", message=message.id)
        self._hook("settled")
        return posted

    async def _posted(self, message: MessageRow, place: Address, card: Card) -> Posted:
        """As it looks or, if the chat doesn't take that, in words. Raises ChatError, and TimeoutError: see `READY`."""
        try:
            return await self._attempt(message, place, card)
        except CardRefusedError as error:
            _log.error("delivery.card_refused", message=message.id, kind=message.kind, reason=error.reason)
            return await self._attempt(message, place, in_words(card))

    async def _attempt(self, message: MessageRow, place: Address, card: Card) -> Posted:
        """One POST, no longer than the lease has room for. Cut short by TimeoutError, it had begun: see `READY`."""
        if self._clock.lease_now() + self._room > message.lease_until:
            raise _LeaseTooShortError
        async with asyncio.timeout(self._room):
            return await self._chats[place.platform].post(place, card, message.key)

    async def _open(self, claimed: Claimed, error: Exception) -> None:
        """Leave it to a look-up when the lease is over; later and later when the mistake seems to be our own."""
        message, later, trace = claimed.message, None, None
        if not isinstance(error, ChatError | TimeoutError):
            later, trace = self._clock.lease_now() + self._lease * min(message.attempt, 15), error
        _log.warning("delivery.uncertain", message=message.id, error=repr(error), exc_info=trace)
        await self._settle(outcomes.uncertain, self._store, claimed, later)

    async def _look_up(self, claimed: Claimed) -> list[PostedMessage]:
        """An earlier attempt may have landed: ask the chat before anything else happens to this message."""
        message, now = claimed.message, self._clock.now()
        try:
            async with asyncio.timeout(self._room):
                found = await self._found(claimed)
        except (RefusedError, _NotSearchableError):
            await self._settle(outcomes.unknown, self._store, claimed, now)
            return []
        except Exception as error:  # noqa: BLE001 - the chat can't tell now: nothing is known, so nothing is done
            _log.warning("delivery.look_up_failed", message=message.id, error=repr(error))
            await self._settle(outcomes.look_later, self._store, claimed, self._clock.lease_now() + self._room)
            return []
        self._hook("looked")
        if found is None:
            await self._settle(outcomes.not_found, self._store, claimed, now)
            self._hook("told")
            return []
        place, posted = found
        await self._settle(outcomes.sent, self._store, claimed, place, posted.message_id, now)
        self._hook("told")
        return [PostedMessage(message.recipient, posted.room, message.key, None)]

    async def _found(self, claimed: Claimed) -> tuple[Address, Posted] | None:
        """Where its key stands. Raises _NotSearchableError when it isn't found, and some place can't be searched."""
        everywhere = True
        for place in claimed.places:
            chat = self._chats.get(place.platform)
            if chat is None or not chat.searchable:  # a chat that can't be searched, or that is served no longer
                everywhere = False
                continue
            posted = await chat.find(place, claimed.message.key, claimed.since, claimed.until)
            if posted is not None:
                return place, posted
        if not everywhere:
            raise _NotSearchableError
        return None

    async def _settle(self, settle: Callable[P, bool], *args: P.args, **kwargs: P.kwargs) -> bool:
        """In a thread; again when the database fails. Given up, the message becomes ambiguous, and is looked up."""
        for pause in _SETTLE_AGAIN:
            try:
                return await self._threads.run(settle, *args, **kwargs)
            except (SQLAlchemyError, OverdueError) as error:
                _log.warning("delivery.not_settled", error=repr(error))
                await asyncio.sleep(pause)
        return await self._threads.run(settle, *args, **kwargs)


class _LeaseTooShortError(Exception):
    """Drawing took too long, or this process was paused: another worker may soon be looking the key up already."""


class _NotSearchableError(Exception):
    """The chat can't tell whether a key stands in it."""
