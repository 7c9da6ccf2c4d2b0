"""The tick. APScheduler says when, and knows nothing else: what is due stands in the database.

Its own job store loses reminders when the process is killed, drops late ones, and stops when the clock is set back.
So no schedule lives in it, and a watchdog on the monotonic clock sees to it that the tick goes on.
"""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, SystemClock
from bot.delivery.clock_watch import ClockWatch
from bot.delivery.threads import Threads
from bot.watch.readiness import Part
from domain.calendar import oslo_date
from handlers.messages.reminders import NOTHING, Tick, put_due
from storage.delivery.doubted import tell_of_doubted
from storage.delivery.room_trials import try_again
from storage.delivery.waiting_long import tell_of_waiting
from storage.delivery.wrong_clock import take_back
from storage.unit_of_work.engines import is_away
from storage.unit_of_work.store import Store

EVERY = 30.0
"""Seconds between ticks."""

PATIENCE = 3
"""Periods without a good tick after which the program is not ready."""

SLACK = 4.0
"""Seconds that the scheduler may be late, because somebody has set the machine's clock, until the watchdog ticks."""

AGAIN = 2.0
"""Seconds until a tick that failed is tried again."""

_JOB = "tick"
_log = structlog.get_logger(__name__)


class Jobs:
    """Ticks every `every` seconds: puts what is due in the outbox, then calls `wake`.

    platforms: the active ones. admins: the account ids of who is told when messages wait for long.
    watch: whether the clock can be believed; without one it is. doubted: called
    in a thread with whether it isn't and with what time it should be, when that has changed and at the start.
    year: called with the instant once a day and at the start, in a thread; it must bear
    being called twice. Its failure, or a tick's, is logged and tried again.
    """

    def __init__(
        self,
        store: Store,
        wake: Callable[[], None],
        clock: Clock,
        platforms: frozenset[str],
        *,
        year: Callable[[datetime], object] | None = None,
        every: float = EVERY,
        admins: Collection[str] = (),
        watch: ClockWatch | None = None,
        doubted: Callable[[bool, datetime], object] = lambda _doubted, _now: None,
    ) -> None:
        self._store, self._wake, self._clock, self._platforms = store, wake, clock, platforms
        self._year, self._every = year, every
        self._admins = admins
        self.clock_watch = watch or ClockWatch(clock, told=True)
        self._doubted: Callable[[bool, datetime], object] = doubted
        self._said_doubted: bool | None = None
        self._threads, self._year_thread = Threads("tick", 3), Threads("year", 1)
        self._year_done: date | None = None
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._watch: asyncio.Task[None] | None = None
        self._next_by = 0.0
        self._good_at = float("inf")

    def start(self) -> None:
        """Tick at once and from then on; in a running event loop."""
        self._scheduler.add_job(
            self.tick,
            IntervalTrigger(seconds=self._every, timezone=UTC),
            id=_JOB,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=SystemClock().now(),
        )
        self._scheduler.start()
        self._good_at = asyncio.get_running_loop().time()
        self._expect(self._every)
        self._watch = asyncio.create_task(self._watchdog())

    async def stop(self) -> None:
        """No tick begins any more."""
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def since_good(self) -> float:
        """Seconds since the last tick that came to its end, or since the start."""
        return max(asyncio.get_running_loop().time() - self._good_at, 0.0)

    def ready(self) -> Part:
        """Whether the last good tick is as recent as it should be."""
        since = self.since_good()
        return Part(since <= self._every * PATIENCE, f"{since:.0f} s since the last good tick")

    async def tick(self) -> Tick:
        """One tick, now. Never raises: what went wrong is logged, and the next tick comes sooner."""
        self._expect(self._every)
        done = NOTHING
        try:
            may_tick = await self.clock_watch.may_tick()
            await self._say_of_the_clock()
            if not may_tick:
                self._wake()
                return done
            await self._take_back()
            await self._run_year()
            await self._threads.run(try_again, self._store, self._clock.now(), self._platforms)
            await self._threads.run(tell_of_waiting, self._store, self._clock.now(), self._admins, self._platforms)
            await self._threads.run(tell_of_doubted, self._store, self._clock.now(), self._platforms)
            done = await self._threads.run(put_due, self._store, self._clock.now(), self._platforms)
        except Exception as error:  # noqa: BLE001 - the next tick must come, whatever became of this one
            _log.error("tick.failed", error=repr(error), exc_info=None if is_away(error) else error)
            self._again(AGAIN)
        else:
            self._good_at = asyncio.get_running_loop().time()
        if done.lapsed:
            _log.warning("tick.lapsed", duties=done.lapsed)
        if done.duties or done.digests:
            _log.info("tick.put", duties=done.duties, notices=done.notices, digests=done.digests)
        self._wake()
        return done

    async def _say_of_the_clock(self) -> None:
        doubted = self.clock_watch.doubted is not None
        if doubted is self._said_doubted:
            return
        try:
            await self._threads.run(self._doubted, doubted, self.clock_watch.believed_now())
        except Exception as error:  # noqa: BLE001 - it is told at the next tick
            _log.error("clock.not_told", error=repr(error))
        else:
            self._said_doubted = doubted

    async def _take_back(self) -> None:
        """What a clock that was ahead has said: looked for at the start and before each tick, in constant time."""
        taken = await self._threads.run(take_back, self._store, self._clock.now())
        if taken is not None:
            _log.error("clock.taken_back", notices=taken.notices, digests=taken.digests, duties=taken.duties)

    async def _run_year(self) -> None:
        now = self._clock.now()
        if self._year is None or self._year_done == oslo_date(now):
            return
        try:
            await self._year_thread.run(self._year, now)
        except Exception as error:  # noqa: BLE001 - reminders must not wait for it
            _log.error("tick.year_failed", error=repr(error), exc_info=None if is_away(error) else error)
            return
        self._year_done = oslo_date(now)

    def _again(self, seconds: float) -> None:
        if self._scheduler.running:
            self._scheduler.modify_job(_JOB, next_run_time=SystemClock().now() + timedelta(seconds=seconds))

    def _expect(self, seconds: float) -> None:
        """A tick must begin within so many seconds and `SLACK`, whatever the machine's clock is set to."""
        self._next_by = asyncio.get_running_loop().time() + seconds + min(seconds / 2, SLACK)

    async def _watchdog(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(max(self._next_by - loop.time(), 0.01))
            if loop.time() >= self._next_by:
                _log.warning("tick.missed")
                self._expect(self._every)
                self._again(0)
