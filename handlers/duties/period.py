"""The days that `frister` is asked about: «60 dager», «2 uker», «neste uke», «uke 50»."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import iso_week_days, weeks_in_year
from domain.errors import UserError

DEFAULT_DAYS = 30
LONGEST_DAYS = 400
_FOR = re.compile(r"(?:for|within)\s+(?=\S)", re.IGNORECASE)
_NEXT = r"(?:(?:de|dei|the)\s+)?(?:neste\s+|next\s+)?"
_DAYS = re.compile(_NEXT + r"(\d{1,4})\s*(?:dager|dagar|dag|days|day|d)?", re.IGNORECASE)
_WEEKS = re.compile(_NEXT + r"(\d{1,2})\s*(?:uker|uke|veker|veke|weeks|week)", re.IGNORECASE)
_THIS_WEEK = re.compile(r"(?:i\s+)?(?:denne|this)\s+(?:uka|uken|uke|veka|veke|week)", re.IGNORECASE)
_NEXT_WEEK = re.compile(r"(?:i\s+)?(?:neste|next)\s+(?:uka|uken|uke|veka|veke|week)", re.IGNORECASE)
_WEEK = re.compile(r"(?:i\s+|in\s+)?(?:uke|veke|week)\s+(\d{1,2})(?:[\s,/]+(20\d\d))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days to look at. first: None counts what is over the deadline, too. week: the ISO week, when it is one."""

    first: date | None
    last: date
    days: int = 0
    week: int = 0


def read_stretch(words: str, today: date) -> Stretch:
    """The days meant; the next 30 when nothing is said. Raises UserError."""
    said = _FOR.sub("", words.strip(" .?!"), count=1)
    if _THIS_WEEK.fullmatch(said):
        return _of_week(today)
    if _NEXT_WEEK.fullmatch(said):
        return _of_week(today + timedelta(weeks=1))
    if found := _WEEK.fullmatch(said):
        return _numbered(int(found[1]), int(found[2] or 0), today)
    number = _DAYS.fullmatch(said)
    weeks = _WEEKS.fullmatch(said)
    days = int(number[1]) if number else int(weeks[1]) * 7 if weeks else DEFAULT_DAYS if not words else 0
    if not 1 <= days <= LONGEST_DAYS:
        raise UserError("status.days-unknown", {"typed": words[:40], "most": LONGEST_DAYS})
    return Stretch(None, today + timedelta(days=days), days)


def _numbered(week: int, year: int, today: date) -> Stretch:
    """A week by its number: the one to come, unless a year is said."""
    now = today.isocalendar()
    year = year or (now.year if week >= now.week else now.year + 1)
    weeks = weeks_in_year(year)
    if not 1 <= week <= weeks:
        raise UserError("dates.no-such-week", {"year": year, "weeks": weeks, "week": week})
    return _of_week(iso_week_days(year, week)[0])


def _of_week(day: date) -> Stretch:
    iso = day.isocalendar()
    days = iso_week_days(iso.year, iso.week)
    return Stretch(days[0], days[6], week=iso.week)
