"""One look at a clock that is a year ahead, and then at one that is right: everything is said all the same, once."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.app import open_store
from bot.clock import FixedClock, SystemClock
from bot.delivery.clock_watch import ClockWatch
from bot.delivery.jobs import Jobs
from domain.calendar import oslo_date
from handlers.messages.reminders import put_due
from handlers.setup.demo import load_demo
from storage.delivery.wrong_clock import take_back
from storage.setup.demo import demo_clock
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.unit import Rules
from tests.desk import oslo
from tests.year.test_every_day import TODO
from tests.year.town import CONSOLE, Town, days

FIRST, LAST = date(2026, 11, 23), date(2027, 2, 12)
JUMP_ON = date(2026, 12, 2)
Said = Counter[tuple[str, date, int, str]]


def lived(url: str, rules: Rules, jump: Callable[[Town], None] = lambda _town: None) -> Town:
    """Three months of a town's life, a tick each day at nine; `jump` is what happens on one of them."""
    store = open_store(url, rules)
    load_reference(store, demo_clock())
    load_demo(store, demo_clock())
    plan_ahead(store, demo_clock())
    town = Town(store)
    for day in days(FIRST, LAST):
        town.tick(f"{day} 09:00")
        if day == JUMP_ON:
            jump(town)
        for who, line in TODO.get(str(day), ()):
            assert town.desk.reply(who, line, at=f"{day} 10:00").ok
            town.tick(f"{day} 10:30")
    return town


def said(town: Town) -> Said:
    """What stands in a chat of its own day: which duty, which date, which rung, to whom."""
    with town.store.read(oslo(str(LAST))) as snapshot:
        found = snapshot.session.execute(
            select(DutyRow.key, NoticeRow.due, NoticeRow.rung, NoticeRow.recipient)  # type: ignore[call-overload] # four columns
            .join(NoticeRow, col(NoticeRow.duty_id) == col(DutyRow.id))
            .join(MessageRow, col(MessageRow.id) == col(NoticeRow.message_id))
            .where(col(MessageRow.status) == "sent", col(NoticeRow.void).is_(False))
        )
        return Counter(tuple(row) for row in found)


def a_year_ahead(town: Town) -> None:
    """One tick and one sending by a clock that is a year ahead; then the clock is right again, and somebody looks."""
    ahead = oslo(f"{JUMP_ON.replace(year=JUMP_ON.year + 1)} 09:30")
    put_due(town.store, ahead, CONSOLE)
    town.clock.at = ahead
    asyncio.run(town.sender.run_once())  # not among the letters: it is of no day of theirs
    taken = take_back(town.store, oslo(f"{JUMP_ON} 09:31"))
    assert taken is not None
    assert min(taken.notices, taken.digests, taken.duties) > 10
    print(f"taken back: {taken}")  # noqa: T201 - what is shown


def test_every_rung_is_still_said_and_none_twice(new_sqlite_url: Callable[[], str], rules: Rules) -> None:
    undisturbed, jumped = lived(new_sqlite_url(), rules), lived(new_sqlite_url(), rules, a_year_ahead)
    wanted, found = said(undisturbed), said(jumped)
    print(f"{len(wanted)} rungs: {len(wanted - found)} lost, {len(found - wanted)} doubled or made up")  # noqa: T201
    assert len(wanted) > 150
    assert found == wanted
    per_day = Counter((letter.recipient, letter.day, letter.card.title) for letter in jumped.letters)
    assert per_day == Counter((letter.recipient, letter.day, letter.card.title) for letter in undisturbed.letters)


@pytest.mark.postgres
def test_what_was_said_ahead_is_taken_back_on_a_server_too(new_postgres_url: Callable[[], str], rules: Rules) -> None:
    store = open_store(new_postgres_url(), rules)
    load_reference(store, demo_clock())
    load_demo(store, demo_clock())
    town = Town(store)
    town.tick(f"{JUMP_ON} 09:00")
    with store.read(town.clock.at) as snapshot:
        before = {row.key: row.next_reminder_at for row in snapshot.session.exec(select(DutyRow))}
    put_due(store, oslo("2027-12-02 09:30"), CONSOLE)
    assert take_back(store, oslo(f"{JUMP_ON} 09:31")) is not None
    with store.read(town.clock.at) as snapshot:
        assert {row.key: row.next_reminder_at for row in snapshot.session.exec(select(DutyRow))} == before
        assert not [row for row in snapshot.session.exec(select(NoticeRow)) if row.created_at > town.clock.at]
    assert take_back(store, oslo(f"{JUMP_ON} 09:32")) is None
    store.close()


# the watch: whether the clock can be believed


@contextmanager
def watched(town: Town, *second: datetime | None) -> Iterator[tuple[Jobs, FixedClock]]:
    """The tick with its watch over a town; second: what another clock says, one look after the other."""
    told = iter(second)

    async def ask() -> datetime | None:
        return next(told, None)

    clock = FixedClock(oslo(f"{JUMP_ON} 08:59"))
    yield Jobs(town.store, lambda: None, clock, CONSOLE, watch=ClockWatch(clock, (ask,))), clock


@pytest.fixture
def town(rules: Rules, new_sqlite_url: Callable[[], str]) -> Town:
    """The demo data."""
    store = open_store(new_sqlite_url(), rules)
    load_reference(store, demo_clock())
    load_demo(store, demo_clock())
    plan_ahead(store, demo_clock())
    return Town(store)


def ticked(jobs: Jobs, clock: FixedClock, seconds: float = 30, jump: timedelta = timedelta(0)) -> bool:
    """Whether reminders were looked for, so much later by the clock that nobody moves."""
    clock.advance(seconds)
    clock.at += jump
    before = jobs._good_at
    asyncio.run(jobs.tick())
    assert (jobs._good_at != before) == (jobs.clock_watch.doubted is None), "a tick has failed"
    return jobs._good_at != before


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=1), timedelta(days=365)])
def test_no_tick_while_the_clock_is_doubted_and_on_it_goes_when_it_is_right(town: Town, jump: timedelta) -> None:
    with watched(town) as (jobs, clock):
        assert ticked(jobs, clock)
        assert not ticked(jobs, clock, jump=jump)
        assert not ticked(jobs, clock)
        assert not jobs.clock_watch.ready().ok
        assert abs(jobs.clock_watch.believed_now() - (clock.now() - jump)) < timedelta(seconds=1)
        with town.store.read(clock.now()) as snapshot:
            assert {oslo_date(one.created_at) for one in snapshot.session.exec(select(NoticeRow))} <= {JUMP_ON}
        assert ticked(jobs, clock, jump=-jump)
        assert jobs.clock_watch.ready().ok


@pytest.mark.parametrize("jump", [timedelta(seconds=60), timedelta(seconds=-60), timedelta(minutes=4)])
def test_a_small_step_is_none(town: Town, jump: timedelta) -> None:
    with watched(town) as (jobs, clock):
        assert ticked(jobs, clock)
        assert ticked(jobs, clock, jump=jump)


def test_a_second_clock_that_agrees_is_believed(town: Town) -> None:
    later = oslo(f"{JUMP_ON} 13:00")
    with watched(town, None, None, later) as (jobs, clock):
        assert ticked(jobs, clock)
        assert not ticked(jobs, clock, jump=timedelta(hours=4))  # the machine slept, and its clock did not
        assert ticked(jobs, clock)


@pytest.mark.parametrize(
    ("stopped", "started"),
    [
        ("2026-12-04 16:00", "2026-12-07 09:00"),
        ("2026-12-23 15:00", "2027-01-04 09:00"),
        ("2027-07-09 15:30", "2027-08-02 09:00"),
    ],
)
def test_down_over_a_weekend_christmas_or_the_holidays_nobody_has_to_be_told(
    town: Town, stopped: str, started: str
) -> None:
    for at in (stopped, started):
        with watched(town) as (jobs, clock):
            clock.move_to(oslo(at))
            assert ticked(jobs, clock, seconds=0)


def test_at_the_start_a_second_clock_may_contradict(town: Town) -> None:
    with watched(town, oslo("2025-12-02 09:00"), oslo("2025-12-02 09:00")) as (jobs, clock):
        assert not ticked(jobs, clock)
        assert not ticked(jobs, clock)
        with town.store.read(clock.now()) as snapshot:
            assert snapshot.session.exec(select(NoticeRow)).all() == []


def test_who_is_told_that_it_is_right_believes_it(town: Town) -> None:
    clock = FixedClock(oslo(f"{JUMP_ON} 09:00"))
    jobs = Jobs(town.store, lambda: None, clock, CONSOLE, watch=ClockWatch(clock, told=True))
    assert ticked(jobs, clock)
    assert ticked(jobs, clock, jump=timedelta(days=30))


def test_who_can_mend_it_is_told_once_and_again_only_when_it_was_right_meanwhile(town: Town) -> None:
    said: list[tuple[bool, datetime]] = []
    clock = FixedClock(oslo(f"{JUMP_ON} 08:59"))
    watch = ClockWatch(clock)
    jobs = Jobs(town.store, lambda: None, clock, CONSOLE, watch=watch, doubted=lambda *told: said.append(told))
    year = timedelta(days=365)
    for jump in (timedelta(0), year, timedelta(0), -year, timedelta(0), year):
        ticked(jobs, clock, jump=jump)
    assert [doubted for doubted, _ in said] == [False, True, False, True]
    assert all(oslo_date(now) == JUMP_ON for _, now in said)


def test_a_machine_that_has_lost_its_clock_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _self: datetime(1970, 1, 1, tzinfo=UTC))
    for command in ("init", "migrate", "run"):
        ended = CliRunner().invoke(cli, [command])
        assert ended.exit_code == 1
        assert "1970-01-01" in ended.output
