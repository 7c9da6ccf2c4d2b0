"""Two clocks: what people call the time, and the one leases run on."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import Clock, FixedClock, MovableClock, SystemClock

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize("clock", [SystemClock(), MovableClock(), FixedClock(NINE)])
def test_instants_are_aware_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC
    assert clock.boot_id()


def test_the_lease_clock_only_goes_forward() -> None:
    clock = SystemClock()
    assert clock.lease_now() <= clock.lease_now()
    assert clock.boot_id() == SystemClock().boot_id()


def test_moving_the_time_does_not_move_leases() -> None:
    clock = MovableClock()
    before = clock.lease_now()
    clock.move_to(NINE.astimezone(timezone(timedelta(hours=1))))
    assert NINE <= clock.now() < NINE + timedelta(minutes=1)
    assert clock.lease_now() - before < 60


def test_a_fixed_clock_stands_until_it_is_told() -> None:
    clock = FixedClock(NINE)
    clock.advance(30)
    assert (clock.now(), clock.lease_now()) == (NINE + timedelta(seconds=30), 30)
    clock.move_to(NINE)
    assert (clock.now(), clock.lease_now()) == (NINE, 30)


def test_an_instant_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 11, 23, 9))  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="aware"):
        MovableClock().move_to(datetime(2026, 11, 23, 9))  # noqa: DTZ001 - the point
