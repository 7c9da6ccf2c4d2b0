"""The tick goes on: whatever fails in it, and whatever the machine's clock is set to."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from apscheduler.schedulers import base

from bot.clock import FixedClock
from bot.delivery import jobs as module
from bot.delivery.jobs import Jobs
from handlers.messages.reminders import NOTHING
from storage.tables import NoticeRow
from storage.unit_of_work.store import Store
from tests.faults.world import SLACK, at, follow_up, organisations, rows
from tests.patience import PATIENCE


class Count:
    """How often something was called, and a way to wait for the next time."""

    def __init__(self) -> None:
        self.calls: list[object] = []

    def __call__(self, *arguments: object) -> None:
        self.calls.append(arguments)

    async def reaches(self, number: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while len(self.calls) < number:  # noqa: ASYNC110 - counted in other threads too
                await asyncio.sleep(0.001)


@asynccontextmanager
async def running(jobs: Jobs) -> AsyncIterator[Jobs]:
    jobs.start()
    yield jobs
    await jobs.stop()


async def test_a_tick_puts_what_is_due_and_wakes_the_sender(sqlite_store: Store) -> None:
    organisations(sqlite_store)
    follow_up(sqlite_store, "agder", "2026-11-27")
    woken = Count()
    jobs = Jobs(sqlite_store, woken, FixedClock(at("2026-11-06")), SLACK)
    assert (await jobs.tick()).notices == 1
    assert len(woken.calls) == 1
    assert len(rows(sqlite_store, NoticeRow)) == 1


async def test_it_ticks_at_once_and_from_then_on(sqlite_store: Store) -> None:
    woken = Count()
    async with running(Jobs(sqlite_store, woken, FixedClock(at("2026-11-06")), SLACK, every=0.02)):
        await woken.reaches(4)


async def test_the_year_is_looked_at_once_a_day_and_again_when_it_failed(sqlite_store: Store) -> None:
    clock, seen = FixedClock(at("2026-11-06")), Count()
    failing = True

    def year(now: datetime) -> None:
        seen(now)
        if failing:
            raise OSError("not today")

    jobs = Jobs(sqlite_store, lambda: None, clock, SLACK, year=year)
    await jobs.tick()
    failing = False
    for _ in range(3):
        await jobs.tick()
    assert len(seen.calls) == 2
    clock.move_to(at("2026-11-07", "00:01"))
    await jobs.tick()
    assert len(seen.calls) == 3


async def test_a_tick_that_fails_is_tried_again_soon(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGAIN", 0.01)
    woken, failures = Count(), iter([OSError("gone"), OSError("gone")])

    def put(*_: object) -> object:
        for error in failures:
            raise error
        return NOTHING

    monkeypatch.setattr(module, "put_due", put)
    async with running(Jobs(sqlite_store, woken, FixedClock(at("2026-11-06")), SLACK, every=3600)):
        await woken.reaches(3)


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(seconds=-60), timedelta(hours=1)])
async def test_setting_the_clock_does_not_stop_the_tick(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    """APScheduler reads the machine's clock: set back an hour, by itself it would sleep for an hour."""
    set_by, woken = timedelta(0), Count()

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # a clock that jumps
            return datetime.now(UTC).astimezone(tz) + set_by  # noqa: TID251 - a clock that jumps

    monkeypatch.setattr(base, "datetime", Shifted)
    monkeypatch.setattr(module, "SystemClock", _clock(lambda: set_by))
    async with running(Jobs(sqlite_store, woken, FixedClock(at("2026-11-06")), SLACK, every=0.05)):
        await woken.reaches(2)
        set_by = jump
        await woken.reaches(6)


def _clock(jump: Callable[[], timedelta]) -> type:
    class Clock:
        def now(self) -> datetime:
            return datetime.now(UTC) + jump()  # noqa: TID251 - a clock that jumps

    return Clock
