"""How fast Teams lets a bot talk."""

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.chat import BusyError

LIMITS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
"""What a bot may do with the messages of one conversation, and in how many seconds: sending and updating together
(learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit)."""

MARGIN = 0.1
"""Seconds kept clear of each limit: Teams counts when requests arrive."""


@dataclass(slots=True)
class Pace:
    """Keeps each conversation within `LIMITS`, on a clock that nobody moves."""

    limits: tuple[tuple[int, float], ...] = LIMITS
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _sent: dict[str, deque[float]] = field(default_factory=dict)

    async def wait(self, conversation: str, most: float = math.inf) -> None:
        """Waits for the conversation's turn, and takes it. most: seconds; raises BusyError, the turn not taken, when it
        would be longer."""
        now = self.monotonic()
        longest = max(seconds for _, seconds in self.limits)
        self._sent = {name: times for name, times in self._sent.items() if times[-1] > now - longest}
        times = self._sent.setdefault(conversation, deque(maxlen=max(count for count, _ in self.limits)))
        turn = max([now, *(times[-count] + seconds + MARGIN for count, seconds in self.limits if len(times) >= count)])
        if turn - now > most:
            raise BusyError(turn - now)
        times.append(turn)
        if turn > now:
            await self.sleep(turn - now)
