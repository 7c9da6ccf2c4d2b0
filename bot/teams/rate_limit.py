"""How fast Teams lets a bot talk, and who goes first: new messages before edits."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from bot.delivery.chat import PATIENT, BusyError

LIMITS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
"""What a bot may do with the messages of one conversation, and in how many seconds: sending and updating together
(learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit)."""

MARGIN = 0.1
"""Seconds kept clear of each limit: Teams counts when requests arrive."""

FREE = 0.5
"""The part of each limit that edits leave to new messages."""

EDIT_PATIENT = 2.5
"""Seconds that an edit waits for its turn. It is no more than a few of a moment ago make it wait: edits are made one
after the other, so one that waits keeps those in other conversations waiting too."""


@dataclass(slots=True)
class ConversationLimits:
    """Keeps each conversation within `LIMITS`, on a clock that nobody moves."""

    limits: tuple[tuple[int, float], ...] = LIMITS
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _sent: dict[str, deque[float]] = field(default_factory=dict)  # the turns taken, in order; some may be yet to come
    _edits_rest: dict[str, float] = field(default_factory=dict)  # until when

    async def wait(self, conversation: str, most: float = PATIENT) -> None:
        """Waits for the conversation's turn for a new message, and takes it. most: seconds; raises BusyError, the turn
        not taken, when it would be longer."""
        now = self.monotonic()
        times = self._turns(conversation, now)
        turn = max([now, *_ends(times, self.limits)])
        if turn - now > most:
            raise BusyError(turn - now)
        times.append(turn)
        if turn > now:
            await self.sleep(turn - now)

    async def wait_to_edit(self, conversation: str, most: float = EDIT_PATIENT) -> None:
        """Waits until an edit leaves enough of each limit free, then takes a turn; none is kept for it meanwhile. most:
        as for `wait`.

        Raises BusyError when that is longer than `most`.
        """
        began = now = self.monotonic()
        limits = [(max(1, int(count * (1 - FREE))), seconds) for count, seconds in self.limits]
        while (turn := self._turn_to_edit(conversation, now, limits)) > now:
            if turn - began > most:
                raise BusyError(turn - now)
            await self.sleep(turn - now)
            now = self.monotonic()
        self._turns(conversation, now).append(now)

    def rest_edits(self, conversation: str, seconds: float) -> None:
        """The conversation takes no edits for so long; new messages try."""
        now = self.monotonic()
        self._edits_rest = {name: until for name, until in self._edits_rest.items() if until > now}
        self._edits_rest[conversation] = now + seconds

    def _turn_to_edit(self, conversation: str, now: float, limits: Iterable[tuple[int, float]]) -> float:
        times = self._turns(conversation, now)
        last = times[-1] if times else now  # a new message may be waiting for a turn that it has taken
        return max([now, last, self._edits_rest.get(conversation, now), *_ends(times, limits)])

    def _turns(self, conversation: str, now: float) -> deque[float]:
        """The conversation's turns that still count; what no longer does is let go, for all of them."""
        longest = max(seconds for _, seconds in self.limits)
        self._sent = {name: times for name, times in self._sent.items() if times and times[-1] > now - longest}
        return self._sent.setdefault(conversation, deque(maxlen=max(count for count, _ in self.limits)))


def _ends(times: deque[float], limits: Iterable[tuple[int, float]]) -> list[float]:
    """When each limit that is used up has room again."""
    return [times[-count] + seconds + MARGIN for count, seconds in limits if len(times) >= count]
