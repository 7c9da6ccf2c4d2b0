"""The calendar's edges: the first and the last day of what is quiet, half or counted, and what it refuses."""

from datetime import date, datetime, time, timedelta

import pytest

from domain.calendar import FIRST_YEAR, LAST_YEAR, QuietWeeks, WorkCalendar, easter_sunday, iso_week_days, oslo_instant

CALENDAR = WorkCalendar()


def test_the_years_it_answers_for() -> None:
    assert (FIRST_YEAR, LAST_YEAR) == (1947, 2100)
    assert easter_sunday(1947) == date(1947, 4, 6)
    assert easter_sunday(2100) == date(2100, 3, 28)
    for year in (1946, 2101):
        with pytest.raises(ValueError, match=str(year)):
            easter_sunday(year)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-12-24", "2027-01-01"),  # Christmas
        ("2027-03-22", "2027-03-29"),  # Monday before Easter to Easter Monday
        ("2027-07-12", "2027-08-01"),  # weeks 28 to 30
        ("2029-03-26", "2029-04-02"),  # an Easter that lies in two months
        ("2038-04-19", "2038-04-26"),  # the latest Easter there is
        ("2008-03-17", "2008-03-24"),  # the earliest in living memory
    ],
)
def test_what_is_quiet_from_its_first_day_to_its_last(first: str, last: str) -> None:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    around = [start + timedelta(days=step) for step in range(-2, (end - start).days + 3)]
    assert [day for day in around if CALENDAR.is_quiet(day)] == around[2:-2]


@pytest.mark.parametrize(
    ("quiet", "day", "is_quiet"),
    [
        (QuietWeeks(easter=False), "2027-03-24", False),
        (QuietWeeks(christmas=False), "2026-12-28", False),
        (QuietWeeks(iso_weeks=()), "2027-07-14", False),
        (QuietWeeks(iso_weeks=(1,)), "2027-01-08", True),
        (QuietWeeks(iso_weeks=(53,), christmas=False), "2026-12-30", True),
        (QuietWeeks(iso_weeks=(9,)), "2027-03-05", True),
    ],
)
def test_what_is_quiet_is_a_setting(quiet: QuietWeeks, day: str, *, is_quiet: bool) -> None:
    assert WorkCalendar(quiet).is_quiet(date.fromisoformat(day)) is is_quiet


def test_at_most_half_a_year_of_weeks_is_quiet() -> None:
    assert QuietWeeks(iso_weeks=tuple(range(1, 27))).iso_weeks == tuple(range(1, 27))
    assert QuietWeeks(iso_weeks=(53, 1, 53)).iso_weeks == (1, 53)
    for wrong in (tuple(range(1, 28)), (0,), (54,)):
        with pytest.raises(ValueError, match="26 ISO week numbers"):
            QuietWeeks(iso_weeks=wrong)


@pytest.mark.parametrize(
    ("day", "half"),
    [
        ("2027-03-23", False), ("2027-03-24", True), ("2027-03-25", False),  # around the Wednesday before Easter
        ("2026-12-23", False), ("2026-12-24", True), ("2026-12-25", False),
        ("2026-12-30", False), ("2026-12-31", True), ("2027-01-01", False),
        ("2028-12-23", False), ("2028-12-24", False), ("2027-11-24", False),  # a Sunday; not in December
    ],
)  # fmt: skip
def test_half_days(day: str, *, half: bool) -> None:
    assert CALENDAR.is_half_day(date.fromisoformat(day)) is half


def test_a_week_has_seven_days_from_monday() -> None:
    days = iso_week_days(2026, 53)
    assert (days[0], days[-1], len(days)) == (date(2026, 12, 28), date(2027, 1, 3), 7)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-12-31", 1, "2027-01-04"),
        ("2026-12-30", 1, "2026-12-31"),
        ("2026-01-01", 1, "2026-01-02"),
        ("2025-12-31", 1, "2026-01-02"),
    ],
)
def test_working_days_across_the_new_year(start: str, count: int, expected: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(start), count).isoformat() == expected


def test_back_over_the_new_year() -> None:
    assert CALENDAR.working_on_or_before(date(2027, 1, 3)) == date(2026, 12, 31)
    assert CALENDAR.working_on_or_before(date(2028, 1, 2)) == date(2027, 12, 31)
    assert CALENDAR.working_on_or_after(date(2026, 12, 31)) == date(2026, 12, 31)
    with pytest.raises(ValueError, match="from 1"):
        CALENDAR.add_working_days(date(2026, 1, 2), 0)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-23", "2026-11-23", 0),
        ("2026-11-24", "2026-11-23", 0),
        ("2026-11-23", "2026-11-24", 1),
        ("2026-11-20", "2026-11-23", 1),
        ("2026-12-23", "2027-01-04", 1),
        ("2026-12-22", "2027-01-05", 3),
    ],
)
def test_sendable_days_between(start: str, end: str, days: int) -> None:
    assert CALENDAR.sendable_days_after(date.fromisoformat(start), date.fromisoformat(end)) == days


def test_counting_over_years_is_counting_day_by_day() -> None:
    start, end = date(2025, 12, 31), date(2027, 12, 31)
    days = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert CALENDAR.sendable_days_after(start, end) == sum(CALENDAR.is_sendable(day) for day in days)
    working = [day for day in days if CALENDAR.is_working_day(day)]
    assert [CALENDAR.add_working_days(start, count) for count in range(1, len(working) + 1)] == working


def test_an_hour_needs_no_zone_and_an_instant_does() -> None:
    assert oslo_instant(date(2027, 7, 1), time(9)) == datetime.fromisoformat("2027-07-01T07:00+00:00")
    assert oslo_instant(date(2027, 1, 1), time(9)) == datetime.fromisoformat("2027-01-01T08:00+00:00")


def test_the_fingerprint_is_short_and_tells_settings_apart() -> None:
    assert len(CALENDAR.fingerprint()) == 16
    assert CALENDAR.fingerprint() == WorkCalendar(QuietWeeks()).fingerprint()
    others = {
        WorkCalendar(QuietWeeks(easter=False)).fingerprint(),
        WorkCalendar(QuietWeeks(iso_weeks=())).fingerprint(),
    }
    assert len({CALENDAR.fingerprint(), *others}) == 3
