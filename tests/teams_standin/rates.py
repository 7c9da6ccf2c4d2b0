"""How much a bot may say in one conversation, on a clock of its own.

Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit, per bot per thread. Every operation on the
conversation's messages counts (sending, updating); reading members has the doubled limits.
"""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable

SENDING = ((1, 7), (2, 8), (30, 60), (3600, 1800))
READING = ((1, 14), (2, 16), (30, 120), (3600, 3600))
"""Seconds, and how many operations in them."""


class Rates:
    """Counts operations by conversation. clock: seconds, of any start; None: nothing is limited."""

    def __init__(self, clock: Callable[[], float] | None = time.monotonic) -> None:
        self.clock = clock
        self._done: dict[tuple[str, bool], deque[float]] = defaultdict(deque)

    def wait(self, conversation: str, *, reading: bool = False) -> int:
        """Whole seconds until this operation would be let in; 0: now, and it counts."""
        if self.clock is None:
            return 0
        now, done = self.clock(), self._done[conversation, reading]
        while done and now - done[0] >= 3600:
            done.popleft()
        waits = [
            math.ceil(done[-most] + seconds - now)
            for seconds, most in (READING if reading else SENDING)
            if len(done) >= most and done[-most] > now - seconds
        ]
        if not waits:
            done.append(now)
        return max(waits, default=0)
