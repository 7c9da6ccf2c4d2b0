"""Working days, quiet weeks and the moves of deadlines, against Easter dates and weekdays worked out elsewhere."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from dateutil.easter import easter
from holidays.countries.norway import Norway
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import calendar
from domain.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    QuietWeeks,
    WorkCalendar,
    easter_sunday,
    iso_week_days,
    oslo_date,
    oslo_instant,
    weeks_in_year,
)
from tests.thorough import as_many

CALENDAR = WorkCalendar()
NEVER_QUIET = WorkCalendar(QuietWeeks(easter=False, iso_weeks=(), christmas=False))
DAYS = st.dates(date(2025, 1, 1), date(2036, 12, 31))
DECADE = [date(2026, 1, 1) + timedelta(days=n) for n in range(3652)]


def expected_holidays(year: int) -> dict[date, set[str]]:
    """The holidays act, written out: eight movable days from Easter and five fixed ones."""
    sunday: date = easter(year)
    days: dict[date, set[str]] = {}
    for code, day in {
        "new-years-day": date(year, 1, 1),
        "maundy-thursday": sunday - timedelta(days=3),
        "good-friday": sunday - timedelta(days=2),
        "easter-sunday": sunday,
        "easter-monday": sunday + timedelta(days=1),
        "labour-day": date(year, 5, 1),
        "constitution-day": date(year, 5, 17),
        "ascension-day": sunday + timedelta(days=39),
        "whit-sunday": sunday + timedelta(days=49),
        "whit-monday": sunday + timedelta(days=50),
        "christmas-day": date(year, 12, 25),
        "second-christmas-day": date(year, 12, 26),
    }.items():
        days.setdefault(day, set()).add(code)
    return days


@pytest.mark.parametrize("year", range(2020, 2060))
def test_holidays_are_those_of_the_act(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)] + [date(year, 12, 31)]
    found = {day: set(code.split("-and-")) for day in days if (code := CALENDAR.holiday(day))}
    assert found == expected_holidays(year)
    assert easter_sunday(year) == easter(year)


def test_holidays_of_every_year_are_those_of_a_library_that_counts_them_by_itself() -> None:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [day for day in days if CALENDAR.holiday(day)] == sorted(Norway(years=range(FIRST_YEAR, LAST_YEAR + 1)))


def test_two_holidays_on_one_date_are_joined_in_a_fixed_order() -> None:
    assert CALENDAR.holiday(date(2027, 5, 17)) == "constitution-day-and-whit-monday"
    assert CALENDAR.holiday(date(2043, 5, 17)) == "constitution-day-and-whit-sunday"
    assert CALENDAR.holiday(date(2091, 5, 17)) == "constitution-day-and-ascension-day"
    assert CALENDAR.holiday(date(2008, 5, 1)) == "labour-day-and-ascension-day"


def test_every_day_of_ten_years_agrees_with_the_rules_written_out() -> None:
    holidays = {day for year in range(2026, 2036) for day in expected_holidays(year)}
    for day in DECADE:
        sunday: date = easter(day.year)
        working = day.weekday() < 5 and day not in holidays
        quiet = (
            sunday - timedelta(days=6) <= day <= sunday + timedelta(days=1)
            or day.isocalendar().week in {28, 29, 30}
            or (day.month, day.day) >= (12, 24)
            or (day.month, day.day) == (1, 1)
        )
        half = day == sunday - timedelta(days=4) or (day.month == 12 and day.day in {24, 31} and day.weekday() < 5)
        assert CALENDAR.is_working_day(day) == working, day
        assert CALENDAR.is_quiet(day) == quiet, day
        assert CALENDAR.is_sendable(day) == (working and not quiet), day
        assert CALENDAR.is_half_day(day) == half, day
        assert not half or working, day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 4, 6), date(2026, 4, 1)),
        (date(2026, 5, 14), date(2026, 5, 13)),
        (date(2026, 5, 17), date(2026, 5, 15)),
        (date(2027, 5, 17), date(2027, 5, 14)),
    ],
)
def test_plain_working_days_roll_earlier(day: date, expected: date) -> None:
    assert CALENDAR.working_on_or_before(day) == expected
    assert NEVER_QUIET.sendable_on_or_before(day) == expected


@pytest.mark.parametrize(
    ("raw", "moved"),
    [
        (date(2027, 7, 27), date(2027, 7, 9)),  # save-the-date, in the summer weeks
        (date(2027, 3, 25), date(2027, 3, 19)),  # contributions, Maundy Thursday
        (date(2027, 1, 26), date(2027, 1, 26)),
        (date(2027, 1, 1), date(2026, 12, 23)),
    ],
)
def test_deadlines_before_a_meeting_move_earlier(raw: date, moved: date) -> None:
    assert CALENDAR.sendable_on_or_before(raw) == moved


@pytest.mark.parametrize(
    ("raw", "moved"),
    [
        (date(2027, 3, 23), date(2027, 3, 30)),  # comments, Easter week
        (date(2027, 5, 6), date(2027, 5, 7)),  # approval, Ascension Day
        (date(2026, 12, 24), date(2027, 1, 4)),
    ],
)
def test_deadlines_after_a_meeting_move_later(raw: date, moved: date) -> None:
    assert CALENDAR.sendable_on_or_after(raw) == moved


def test_quiet_weeks_are_settings() -> None:
    other = WorkCalendar(QuietWeeks(easter=False, iso_weeks=(8, 8), christmas=False))
    assert other.quiet.iso_weeks == (8,)
    assert other.is_quiet(date(2027, 2, 24))
    assert not other.is_quiet(date(2027, 7, 14))
    assert other.is_sendable(date(2027, 3, 24))
    assert other.is_sendable(date(2026, 12, 28))
    assert other.fingerprint() != CALENDAR.fingerprint()
    assert WorkCalendar().fingerprint() == CALENDAR.fingerprint()


@pytest.mark.parametrize("weeks", [(0,), (54,), tuple(range(1, 54))])
def test_quiet_weeks_leave_days_to_send_on(weeks: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="ISO week"):
        QuietWeeks(iso_weeks=weeks)


def test_the_public_holidays_are_part_of_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = CALENDAR.fingerprint()
    monkeypatch.setitem(calendar._FIXED, (6, 7), "dissolution-day")
    assert CALENDAR.fingerprint() != before


def test_steps_count_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        CALENDAR.add_sendable_days(date(2026, 11, 23), 0)
    with pytest.raises(ValueError, match="from 1"):
        CALENDAR.add_working_days(date(2026, 11, 23), 0)


def test_years_beyond_the_calendar_are_refused() -> None:
    for year in (FIRST_YEAR - 1, LAST_YEAR + 1):
        with pytest.raises(ValueError, match="no calendar"):
            CALENDAR.is_working_day(date(year, 6, 1))
    assert CALENDAR.is_working_day(date(FIRST_YEAR, 6, 2))
    assert easter_sunday(LAST_YEAR) == easter(LAST_YEAR)


def test_iso_weeks() -> None:
    assert (weeks_in_year(2026), weeks_in_year(2027)) == (53, 52)
    assert iso_week_days(2026, 53)[::6] == (date(2026, 12, 28), date(2027, 1, 3))
    with pytest.raises(ValueError, match="week"):
        iso_week_days(2027, 53)


@given(DAYS)
def test_on_or_before_and_after_are_the_nearest(day: date) -> None:
    before, after = CALENDAR.sendable_on_or_before(day), CALENDAR.sendable_on_or_after(day)
    assert before <= day <= after
    assert CALENDAR.is_sendable(before)
    assert CALENDAR.is_sendable(after)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert not any(CALENDAR.is_sendable(other) for other in between)
    assert (before == day) == (after == day) == CALENDAR.is_sendable(day)
    assert CALENDAR.working_on_or_before(day) >= before
    assert CALENDAR.working_on_or_after(day) <= after


@given(DAYS, st.integers(1, 400))
def test_counting_days_undoes_adding_them(day: date, n: int) -> None:
    end = CALENDAR.add_sendable_days(day, n)
    assert end > day
    assert CALENDAR.is_sendable(end)
    assert CALENDAR.sendable_days_after(day, end) == n
    assert CALENDAR.sendable_days_after(end, day) == 0


@settings(max_examples=as_many(50))
@given(DAYS, st.integers(0, 900))
def test_counting_days_is_counting_days(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    days = [start + timedelta(days=n) for n in range(1, length + 1)]
    assert CALENDAR.sendable_days_after(start, end) == sum(CALENDAR.is_sendable(day) for day in days)


@given(DAYS, st.times())
def test_oslo_instants_come_back_as_their_day(day: date, at: time) -> None:
    instant = oslo_instant(day, at)
    assert instant.tzinfo is UTC
    assert oslo_date(instant) == day


def test_oslo_days_turn_at_midnight_in_oslo() -> None:
    assert oslo_date(datetime(2026, 11, 22, 23, 0, tzinfo=UTC)) == date(2026, 11, 23)
    assert oslo_date(datetime(2027, 6, 30, 21, 59, tzinfo=UTC)) == date(2027, 6, 30)
    assert oslo_date(datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=11)))) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2026, 3, 28), 8), (date(2026, 3, 29), 7), (date(2026, 10, 24), 7), (date(2026, 10, 25), 8),
        (date(2027, 3, 27), 8), (date(2027, 3, 28), 7), (date(2027, 10, 30), 7), (date(2027, 10, 31), 8),
        (date(2028, 3, 26), 7), (date(2028, 10, 29), 8), (date(2029, 3, 25), 7), (date(2029, 10, 28), 8),
        (date(2030, 3, 31), 7), (date(2030, 10, 27), 8),
    ],
)  # fmt: skip
def test_nine_o_clock_stays_nine_through_clock_changes(day: date, hour: int) -> None:
    assert oslo_instant(day, time(9)) == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_instants_need_a_zone_and_hours_none() -> None:
    with pytest.raises(ValueError, match="zone"):
        oslo_date(datetime(2026, 11, 23, 9))  # noqa: DTZ001 # the very thing refused
    with pytest.raises(ValueError, match="zone"):
        oslo_instant(date(2026, 11, 23), time(9, tzinfo=UTC))
