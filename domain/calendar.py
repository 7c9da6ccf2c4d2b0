"""Which days Norway works, and on which the bot speaks up by itself.

A *working day* is Monday to Friday and no public holiday. A *sendable day* is a working day outside quiet weeks.
Deadlines before a meeting move earlier (`sendable_on_or_before`), deadlines after a meeting move later
(`sendable_on_or_after`). Days are plain dates in Oslo; instants are aware and stored as UTC.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from zoneinfo import ZoneInfo

from dateutil.easter import easter

OSLO = ZoneInfo("Europe/Oslo")
"""The one time zone people's dates and hours are meant in."""

FIRST_YEAR, LAST_YEAR = 1947, 2100
"""The years the calendar answers for: from the act of 26 April 1947, which made 1 and 17 May public holidays."""

_FIXED = {
    (1, 1): "new-years-day",
    (5, 1): "labour-day",
    (5, 17): "constitution-day",
    (12, 25): "christmas-day",
    (12, 26): "second-christmas-day",
}
"""The public holidays that have a date, as (month, day)."""
_FROM_EASTER = {
    -3: "maundy-thursday",
    -2: "good-friday",
    0: "easter-sunday",
    1: "easter-monday",
    39: "ascension-day",
    49: "whit-sunday",
    50: "whit-monday",
}
"""The public holidays that move with Easter, as days after its Sunday."""


WORK_FROM, WORK_UNTIL = time(8), time(16)
"""The hours in which people can be expected to see to something."""


def oslo_date(instant: datetime) -> date:
    """The calendar day it is in Oslo at an aware instant; ValueError if the instant is naive."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(OSLO).date()


def oslo_instant(day: date, at: time) -> datetime:
    """The instant, as aware UTC, when clocks in Oslo show `at` on `day`; ValueError if `at` carries a zone.

    An hour that exists twice (October) is the first of the two, one that is skipped (March) falls after the gap.
    """
    if at.tzinfo is not None:
        raise ValueError("an hour of the day carries no time zone")
    return datetime.combine(day, at, OSLO).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class QuietWeeks:
    """When the bot keeps still by itself (a setting).

    easter: Monday before Easter to Easter Monday. iso_weeks: ISO week numbers, at most 26 of 1–53, else ValueError.
    christmas: 24 December to 1 January.
    """

    easter: bool = True
    iso_weeks: tuple[int, ...] = (28, 29, 30)
    christmas: bool = True

    def __post_init__(self) -> None:
        weeks = tuple(sorted(set(self.iso_weeks)))
        if len(weeks) > 26 or any(not 1 <= week <= 53 for week in weeks):
            raise ValueError("quiet weeks: at most 26 ISO week numbers from 1 to 53")
        object.__setattr__(self, "iso_weeks", weeks)


@lru_cache(maxsize=512)
def _public_holidays(year: int) -> dict[date, str]:
    """The public holidays of a year by code; where two fall on one date, the one that has a date comes first."""
    days = {easter_sunday(year) + timedelta(days=offset): code for offset, code in _FROM_EASTER.items()}
    for (month, number), code in _FIXED.items():
        day = date(year, month, number)
        days[day] = f"{code}-and-{days[day]}" if day in days else code
    return days


@lru_cache(maxsize=512)
def easter_sunday(year: int) -> date:
    """Easter Sunday; ValueError outside `FIRST_YEAR`–`LAST_YEAR`."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no calendar for the year {year}")
    sunday: date = easter(year)
    return sunday


def iso_week_days(iso_year: int, week: int) -> tuple[date, ...]:
    """Monday to Sunday of an ISO week; ValueError when the year has no such week."""
    monday = date.fromisocalendar(iso_year, week, 1)
    return tuple(monday + timedelta(days=offset) for offset in range(7))


def weeks_in_year(iso_year: int) -> int:
    """52 or 53: the number of ISO weeks in a year."""
    return date(iso_year, 12, 28).isocalendar().week


class _Year:
    """The chosen days of one year, ready for counting: `rank[i]` of them fall on or before the year's day i."""

    __slots__ = ("days", "first", "members", "rank")

    def __init__(self, year: int, chosen: Callable[[date], bool]) -> None:
        start = date(year, 1, 1)
        self.first = start.toordinal()
        length = date(year, 12, 31).toordinal() - self.first + 1
        self.days = [day for day in (start + timedelta(days=offset) for offset in range(length)) if chosen(day)]
        self.members = frozenset(self.days)
        self.rank = [bisect_right(self.days, start + timedelta(days=offset)) for offset in range(length)]


class _Days:
    """An endless row of chosen days with constant-time steps, worked out a year at a time."""

    __slots__ = ("_chosen", "_years")

    def __init__(self, chosen: Callable[[date], bool]) -> None:
        self._chosen = chosen
        self._years: dict[int, _Year] = {}

    def year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = _Year(year, self._chosen)
        return found

    def __contains__(self, day: date) -> bool:
        return day in self.year(day.year).members

    def on_or_before(self, day: date) -> date:
        year = self.year(day.year)
        rank = year.rank[day.toordinal() - year.first]
        return year.days[rank - 1] if rank else self.on_or_before(date(day.year - 1, 12, 31))

    def on_or_after(self, day: date) -> date:
        return day if day in self else self.add(day, 1)

    def add(self, day: date, count: int) -> date:
        if count < 1:
            raise ValueError("count days from 1")
        number, year = day.year, self.year(day.year)
        wanted = year.rank[day.toordinal() - year.first] + count
        while wanted > len(year.days):
            wanted -= len(year.days)
            number += 1
            year = self.year(number)
        return year.days[wanted - 1]

    def between(self, start: date, end: date) -> int:
        if end <= start:
            return 0
        head, tail = self.year(start.year), self.year(end.year)
        whole = sum(len(self.year(number).days) for number in range(start.year, end.year))
        return whole + tail.rank[end.toordinal() - tail.first] - head.rank[start.toordinal() - head.first]


class WorkCalendar:
    """Norwegian working days, and the sendable ones among them, under one choice of quiet weeks.

    Answers for the years `FIRST_YEAR`–`LAST_YEAR`, ValueError outside. A year is worked out once; after that every
    question costs less than a microsecond or so, however far the days lie apart. Safe to share between threads.
    """

    __slots__ = ("_sendable", "_working", "quiet")

    def __init__(self, quiet: QuietWeeks = QuietWeeks()) -> None:
        self.quiet = quiet
        self._working = _Days(lambda day: day.weekday() < 5 and self.holiday(day) is None)
        self._sendable = _Days(lambda day: day in self._working and not self.is_quiet(day))

    def holiday(self, day: date) -> str | None:
        """The public holiday's code, such as `good-friday`; None on other days.

        Two on one date are joined: 17 May 2027 is `constitution-day-and-whit-monday`. Text key: `dates.holiday-<code>`.
        """
        return _public_holidays(day.year).get(day)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no public holiday. Half days are working days."""
        return day in self._working

    def is_half_day(self, day: date) -> bool:
        """Whether offices commonly close at noon: Wednesday before Easter, 24 and 31 December on a working day."""
        if day.month == 12:
            return day.day in {24, 31} and day.weekday() < 5
        return 3 <= day.month <= 4 and day == easter_sunday(day.year) - timedelta(days=4)

    def is_quiet(self, day: date) -> bool:
        """Whether the day lies in a quiet week (docs/model.md, «Time»), working day or not."""
        quiet = self.quiet
        if quiet.christmas and ((day.month == 12 and day.day >= 24) or (day.month == 1 and day.day == 1)):
            return True
        if quiet.easter and 3 <= day.month <= 4:
            after_easter = (day - easter_sunday(day.year)).days
            if -6 <= after_easter <= 1:
                return True
        return day.isocalendar().week in quiet.iso_weeks

    def is_sendable(self, day: date) -> bool:
        """A working day outside quiet weeks (docs/model.md, «Time»)."""
        return day in self._sendable

    def sendable_on_or_before(self, day: date) -> date:
        """The day, or the nearest sendable one before it: where a deadline before a meeting, or a rung, moves."""
        return self._sendable.on_or_before(day)

    def sendable_on_or_after(self, day: date) -> date:
        """The day, or the nearest sendable one after it: where a deadline after a meeting moves."""
        return self._sendable.on_or_after(day)

    def add_sendable_days(self, day: date, n: int) -> date:
        """The n-th sendable day strictly after `day` (docs/model.md, «Time»); ValueError if n < 1."""
        return self._sendable.add(day, n)

    def sendable_days_after(self, start: date, end: date) -> int:
        """How many sendable days lie after `start` up to and including `end`; 0 when `end` isn't after `start`."""
        return self._sendable.between(start, end)

    def working_on_or_before(self, day: date) -> date:
        """The day, or the nearest working day before it."""
        return self._working.on_or_before(day)

    def working_on_or_after(self, day: date) -> date:
        """The day, or the nearest working day after it."""
        return self._working.on_or_after(day)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day strictly after `day`; ValueError if n < 1."""
        return self._working.add(day, n)

    def working_hours_before(self, at: datetime, hours: float) -> datetime:
        """The instant that lies so many working hours (8 to 16 Oslo time on working days) before another; aware UTC."""
        left, day = timedelta(hours=hours), oslo_date(at)
        while True:
            begins, ends = oslo_instant(day, WORK_FROM), min(oslo_instant(day, WORK_UNTIL), at)
            if self.is_working_day(day) and ends > begins:
                if ends - begins >= left:
                    return ends - left
                left -= ends - begins
            day -= timedelta(days=1)

    def fingerprint(self) -> str:
        """Sixteen hex digits that change with the quiet weeks or with the public holidays.

        Stored beside what was derived from this calendar, so that it is derived anew when the calendar changes.
        """
        return sha256(f"{self.quiet!r} {_FIXED!r} {_FROM_EASTER!r}".encode()).hexdigest()[:16]
