"""Weeks: «uke 17», «neste uke», with or without the weekday after them."""

from dataclasses import replace

from domain.dates import words
from domain.dates.cursor import Cursor, Found
from domain.dates.forms import WeekForm


def week(cursor: Cursor, start: int) -> Found[WeekForm] | None:
    """«uke 17», «neste uke», with the weekday after it if it is there: «uke 17, fredag»."""
    found = week_alone(cursor, start)
    if found is None:
        return None
    place = cursor.skip(cursor.skip(found.end, ","), "pa", "on")
    weekday = words.WEEKDAYS.get(cursor.text(place))
    if weekday is None or cursor.token(place + 1).is_number:
        return found
    return Found(place + 1, replace(found.form, weekday=weekday))


def week_alone(cursor: Cursor, start: int) -> Found[WeekForm] | None:
    """The week, and nothing of a day in it."""
    return _counted(cursor, start) or _numbered(cursor, start)


def _counted(cursor: Cursor, start: int) -> Found[WeekForm] | None:
    """«neste uke»; not «denne uke 17»."""
    which = words.QUALIFIERS.get(cursor.text(start))
    if which is None or cursor.text(start + 1) not in words.WEEK_WORDS or cursor.token(start + 2).is_number:
        return None
    return Found(start + 2, WeekForm(None, None, offset=words.OFFSETS[which]))


def _numbered(cursor: Cursor, start: int) -> Found[WeekForm] | None:
    """«uke 17», «uke nr. 17», «uke 17/2027», «uke 17 neste år»."""
    if cursor.text(start) not in words.WEEK_WORDS:
        return None
    place = cursor.skip(start + 1, "nr", "no")
    place = cursor.skip(place, ".") if place > start + 1 else place
    number = cursor.number(place, 2)
    if number is None:
        return None
    glued_year = cursor.glued_year(place + 1)
    if glued_year is not None:
        return Found(place + 3, WeekForm(number, glued_year))
    end, year = cursor.year(place + 1)
    return Found(end, WeekForm(number, year))
