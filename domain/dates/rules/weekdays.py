"""Weekdays, with what may follow them: «fredag», «neste fredag», «fredag 15. april», «torsdag i uke 17»."""

from dataclasses import replace

from domain.dates import words
from domain.dates.cursor import Cursor, Found
from domain.dates.forms import Form, WeekdayForm, WeekForm
from domain.dates.rules import days, lengths, weeks


def weekday(cursor: Cursor, start: int) -> Found[Form] | None:
    """«fredag», «neste fredag», «fre. 15. april», «torsdag i uke 17», «fredag om to uker»."""
    place, which = _which(cursor, start)
    is_full = cursor.text(place) in words.WEEKDAYS
    named = _full_name(cursor, place) or _short_name(cursor, place)
    if named is None:
        return None
    tail = _tail(cursor, cursor.skip(named.end, ","), named.form)
    if tail is not None:
        return tail
    return Found(named.end, WeekdayForm(named.form, which)) if is_full or cursor.whole else None


def recent(cursor: Cursor, start: int) -> Found[WeekdayForm] | None:
    """«i mandags»."""
    name = cursor.text(start + 1)
    if cursor.text(start) != "i" or not name.endswith("s"):
        return None
    number = words.WEEKDAYS.get(name.removesuffix("s"))
    return Found(start + 2, WeekdayForm(number, "recent")) if number is not None else None


def _which(cursor: Cursor, start: int) -> tuple[int, str]:
    """«neste», «nå på»: where the weekday's name may follow, and which one it would be."""
    which = "coming" if cursor.text(start) in {"na", "no"} else words.QUALIFIERS.get(cursor.text(start), "")
    return (cursor.skip(start + 1, "pa"), which) if which else (start, "")


def _full_name(cursor: Cursor, start: int) -> Found[int] | None:
    number = words.WEEKDAYS.get(cursor.text(start))
    return Found(start + 1, number) if number is not None else None


def _short_name(cursor: Cursor, start: int) -> Found[int] | None:
    number = words.WEEKDAYS_SHORT.get(cursor.text(start))
    if number is None:
        return None
    return Found(start + 2 if cursor.is_glued(start + 1, ".") else start + 1, number)


def _tail(cursor: Cursor, start: int, number: int) -> Found[Form] | None:
    """What says which such weekday is meant; the first way of saying it that fits."""
    day = days.day(cursor, cursor.skip(start, "den", "the")) or days.day_after_weekday(cursor, start)
    if day is not None:
        return Found(day.end, replace(day.form, weekday=number))
    week = _weeks_ahead(cursor, start) or weeks.week_alone(cursor, cursor.skip(start, "i", "in", "of"))
    return Found(week.end, replace(week.form, weekday=number)) if week is not None else None


def _weeks_ahead(cursor: Cursor, start: int) -> Found[WeekForm] | None:
    """«om to uker»."""
    ahead = lengths.ahead(cursor, start)
    if ahead is None or ahead.form.unit != "week":
        return None
    return Found(ahead.end, WeekForm(None, None, offset=ahead.form.count))
