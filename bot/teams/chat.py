"""Teams as the sender's chat: one POST per attempt, at the pace Teams allows, and errors told apart.

Teams keeps no key beside a message and can't be searched for one. So an attempt without a clear answer can't be
looked up: see docs/delivery.md for what becomes of it.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.chat import Posted, UncertainError
from bot.teams.references import PLATFORM, Reference, References
from bot.teams.render import render
from bot.teams.service import TeamsService
from handlers.cards import Card, RoomRef

LIMITS = ((7, 1.0), (60, 30.0))
"""Messages a bot may send in one conversation, and in how many seconds (learn.microsoft.com, «Rate limiting»)."""

OUTBOX = "outbox"
"""What the buttons of a message from the outbox say they stand in."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Pace:
    """Keeps each conversation within `LIMITS`, on a clock that nobody moves."""

    limits: tuple[tuple[int, float], ...] = LIMITS
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _sent: dict[str, deque[float]] = field(default_factory=dict)

    async def wait(self, conversation: str) -> None:
        """Waits for the conversation's turn, and takes it."""
        now = self.monotonic()
        longest = max(seconds for _, seconds in self.limits)
        self._sent = {name: times for name, times in self._sent.items() if times[-1] > now - longest}
        times = self._sent.setdefault(conversation, deque(maxlen=max(count for count, _ in self.limits)))
        turn = max([now, *(times[-count] + seconds for count, seconds in self.limits if len(times) >= count)])
        times.append(turn)
        if turn > now:
            await self.sleep(turn - now)


class TeamsChat:
    """Fulfils `bot.chat.Chat`."""

    platform = PLATFORM
    searchable = False

    def __init__(self, service: TeamsService, references: References, pace: Pace | None = None) -> None:
        self._service, self._references = service, references
        self._pace = pace or Pace()

    async def post(self, room: RoomRef, card: Card, key: str) -> Posted:
        """Post once, as one message. Raises RefusedError, BusyError, UncertainError."""
        place = await self._references.of(room, self._service)
        payload, summary = self._drawn(card, key)
        await self._pace.wait(place.conversation)
        return Posted(room, await self._service.post(place.service_url, place.conversation, payload, summary))

    async def find(self, _room: RoomRef, _key: str, _since: datetime, _until: datetime) -> Posted | None:
        """Teams can't tell: raises UncertainError."""
        raise UncertainError("Teams can't be searched for a key")

    async def update(self, posted: Posted, card: Card) -> None:
        """Draw a posted message anew. Raises ChatError."""
        place: Reference = await self._references.of(posted.room, self._service)
        payload, summary = self._drawn(card, "")
        await self._pace.wait(place.conversation)
        await self._service.update(place.service_url, place.conversation, posted.message_id, payload, summary)

    def _drawn(self, card: Card, key: str) -> tuple[dict[str, object], str]:
        drawn = render(card, source=OUTBOX)
        if drawn.warnings:
            _log.warning("teams.card_downgraded", key=key, warnings=drawn.warnings)
        return drawn.payload, drawn.summary
