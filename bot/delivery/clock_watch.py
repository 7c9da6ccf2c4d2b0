"""Whether what people call the time can be believed: one wrong look at the clock must cost nothing.

Between two ticks the clock people go by and the one that nobody moves (`Clock.lease_now`) must have gone on alike. If
not, nothing is said until the first is right again, until a second clock agrees with it, or until an operator says that
it is right. What happened while the program was down is no fault: there a gap is a weekend.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.watch.readiness import Part

JUMP = timedelta(minutes=5)
"""So far apart two clocks are not the same time any more."""

Second = Callable[[], Awaitable[datetime | None]]
"""Another clock's time, such as that of the chat's answers; None: it can't be had now."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Both clocks at one moment."""

    now: datetime
    boot: float
    boot_id: str


class ClockWatch:
    """Asked before each tick. second: other clocks, the best first; the first that answers counts.

    told: somebody has said that the clock is right, or moves it themselves (`--at`, the try-out): it is believed.
    """

    def __init__(self, clock: Clock, second: tuple[Second, ...] = (), *, told: bool = False) -> None:
        self._clock, self._second, self._told = clock, second, told
        self._good: _Reading | None = None
        self._asked = False
        self.doubted: timedelta | None = None
        """How far the clock is ahead of what it should be, as far as is known; None: it is believed."""

    async def may_tick(self) -> bool:
        """Whether the clock can be believed now. Never raises."""
        reading = _Reading(self._clock.now(), self._clock.lease_now(), self._clock.boot_id())
        off = self._off(reading)
        if not self._told and (abs(off) > JUMP or self.doubted is not None or not self._asked):
            off = await self._settled(reading, off)
        doubted = None if self._told or abs(off) <= JUMP else off
        if doubted is None:
            if self.doubted is not None:
                _log.warning("clock.believed_again", now=reading.now.isoformat())
            self._good = reading
        elif self.doubted is None:
            _log.error("clock.doubted", now=reading.now.isoformat(), seconds_ahead=round(doubted.total_seconds()))
        self.doubted = doubted
        return doubted is None

    def believed_now(self) -> datetime:
        """The time as it should be, counted on from the last moment the clock was believed.

        So it is from the moment the clock has jumped, before any tick has seen that.
        """
        now, good = self._clock.now(), self._good
        if self._told or good is None or good.boot_id != self._clock.boot_id():
            return now - (self.doubted or timedelta(0))
        counted = good.now + timedelta(seconds=self._clock.lease_now() - good.boot)
        return now if self.doubted is None and abs(now - counted) <= JUMP else counted

    def ready(self) -> Part:
        """For `/readyz`: whether it can be believed."""
        if self.doubted is None:
            return Part(ok=True)
        return Part(ok=False, said=f"{self.doubted.total_seconds():+.0f} s off; no reminders until it is right")

    def _off(self, reading: _Reading) -> timedelta:
        """How much further the clock has gone than the one nobody moves, since it was last believed."""
        good = self._good
        if good is None or good.boot_id != reading.boot_id:
            return timedelta(0)
        return (reading.now - good.now) - timedelta(seconds=reading.boot - good.boot)

    async def _settled(self, reading: _Reading, off: timedelta) -> timedelta:
        """What a second clock says of it; without one, what our own two say."""
        for ask in self._second:
            try:
                told = await ask()
            except Exception as error:  # noqa: BLE001 - a clock that can't be asked says nothing
                _log.info("clock.not_told", error=repr(error))
                continue
            if told is not None:
                self._asked = True
                return reading.now - told
        if self._good is None:
            self._asked = True  # at the start nobody contradicts
        return off


class BelievedClock:
    """The time as it should be. The sender goes by it: what a post without an answer has become of is looked for in the
    chat around when it was made, and the chat's clock is right."""

    def __init__(self, clock: Clock, watch: ClockWatch) -> None:
        self._clock, self._watch = clock, watch

    def now(self) -> datetime:
        """The clock's own as long as it is believed."""
        return self._watch.believed_now()

    def lease_now(self) -> float:
        """The clock's own."""
        return self._clock.lease_now()

    def boot_id(self) -> str:
        """The clock's own."""
        return self._clock.boot_id()
