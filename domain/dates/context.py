"""Where a date is typed, and which dates may stand there."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum

from domain.calendar import WorkCalendar
from domain.errors import Choice, UserError

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""The years people may name; two digits mean these."""

RECENT_DAYS = 60
"""A day passed at most so many days ago may be what was meant: it is asked about, and accepted with its year."""


class Direction(Enum):
    """Which way a date without a year is looked for: deadlines lie ahead, «møtet var …» lies behind."""

    FUTURE = "future"
    PAST = "past"


class Purpose(Enum):
    """What the date is for: a deadline may be «uke 17» (its Friday), a meeting needs one day."""

    DEADLINE = "deadline"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class DateContext:
    """Where and when a date is typed. today: the day in Oslo. calendar: for holidays and working days."""

    today: date
    calendar: WorkCalendar
    direction: Direction = Direction.FUTURE
    purpose: Purpose = Purpose.DEADLINE


@dataclass(frozen=True, slots=True)
class DateNote:
    """Something to say about a date that was understood. code: a whole text key (`dates.note-weekend`)."""

    code: str
    params: Mapping[str, date | time | int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The day a phrase means. notes: what was read into it, not what kind of day it is (`day_notes`)."""

    day: date
    notes: tuple[DateNote, ...] = ()


def day_notes(day: date, context: DateContext) -> tuple[DateNote, ...]:
    """What to say aloud about the kind of day: dates people set stay as typed (docs/model.md, «Time»)."""
    calendar, params = context.calendar, {"day": day}
    holiday, future = calendar.holiday(day), context.direction is Direction.FUTURE
    notes = [DateNote("dates.note-past", params)] if future and day < context.today else []
    if holiday is not None:
        notes.append(DateNote("dates.note-holiday", {"day": day, "holiday": holiday}))
    elif not calendar.is_working_day(day):
        notes.append(DateNote("dates.note-weekend", params))
    elif future and calendar.is_quiet(day):
        notes.append(DateNote("dates.note-quiet-week", params))
    if future and calendar.is_half_day(day):
        notes.append(DateNote("dates.note-half-day", params))
    return tuple(notes)


def in_range(year: int) -> None:
    """Raises UserError `dates.year-out-of-range` for a year people can't name."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserError("dates.year-out-of-range", {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR})


def choices_of(context: DateContext, *days: date) -> tuple[Choice, ...]:
    """Those of the days that would be accepted if they were typed, as choices, each once."""
    return tuple(Choice(day.isoformat()) for day in dict.fromkeys(days) if is_welcome(day, context))


def is_welcome(day: date, context: DateContext) -> bool:
    """Whether the day would be accepted if it were typed with its year."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return False
    if context.direction is Direction.PAST:
        return day <= context.today
    return (context.today - day).days <= RECENT_DAYS


def choices_ahead(context: DateContext, *days: date) -> tuple[Choice, ...]:
    """As `choices_of`, without days that have passed when a coming one is wanted."""
    return choices_of(context, *(day for day in days if context.direction is Direction.PAST or day >= context.today))


def right_side(day: date, context: DateContext) -> date:
    """The day, unless it lies on the wrong side of today.

    Raises UserError when it does, or when its year is out of range.
    """
    in_range(day.year)
    if context.direction is Direction.FUTURE and day < context.today:
        raise UserError("dates.past", {"day": day})
    if context.direction is Direction.PAST and day > context.today:
        raise UserError("dates.future", {"day": day})
    return day


def right_year(day: date, context: DateContext) -> date:
    """As `right_side` for a day typed with its year: one passed lately may be a deadline registered late.

    Raises UserError when it is on the wrong side all the same, with that day in the years around as choices.
    """
    in_range(day.year)
    if is_welcome(day, context):
        return day
    past = context.direction is Direction.FUTURE
    same = [same_day(day, year) for year in range(context.today.year - 1, context.today.year + 2)]
    same = [other for other in same if (other >= context.today if past else other <= context.today)]
    nearest = min(same) if past else max(same)
    raise UserError("dates.past" if past else "dates.future", {"day": day}, choices=choices_ahead(context, nearest))


def same_day(day: date, year: int) -> date:
    """The same day and month in another year; 28 February for the 29th where there is none."""
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def turn_of(passed: bool, coming: bool, context: DateContext) -> int:  # noqa: FBT001 - two readings of one comparison
    """Which year, counted from this one, a date without a year falls in."""
    if context.direction is Direction.FUTURE:
        return 1 if passed else 0
    return -1 if coming else 0


def other_year(day: date, other: date, context: DateContext) -> tuple[DateNote, ...]:
    """«Mente du 2026?», when the day lately passed and so was taken to be next year's; not for meetings."""
    if context.direction is Direction.PAST or context.purpose is Purpose.MEETING or other == day:
        return ()
    if not 0 < (context.today - other).days <= RECENT_DAYS:
        return ()
    return (DateNote("dates.note-other-year", {"day": day, "alternative": other, "year": other.year}),)
