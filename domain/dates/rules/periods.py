"""Months, quarters, halves and years, and parts of them: «medio april», «utgangen av året», «Q2», «1. halvår»."""

from dataclasses import replace

from domain.dates import words
from domain.dates.cursor import Cursor, Found
from domain.dates.forms import PeriodForm, WeekForm
from domain.dates.rules import weeks

_LETTERS = {"q": "quarter", "h": "half"}
_PER_YEAR = {"quarter": 4, "half": 2}
_THIS_WEEK = frozenset(("uka", "uken", "veka", "week"))


# -- a part of a period ---------------------------------------------------------------------------------------------


def owned_part(cursor: Cursor, start: int) -> Found[PeriodForm | WeekForm] | None:
    """«årets slutt», «månedens utgang», «ukas slutt»."""
    place = cursor.skip(start, "the")
    owner = words.OWNING_PERIODS.get(cursor.text(place))
    if owner is None or cursor.text(place + 1) not in words.PART_ENDINGS:
        return None
    is_week = owner == "week"
    return Found(place + 2, WeekForm(None, None) if is_week else PeriodForm(owner, None, None, part="last"))


def part(cursor: Cursor, start: int) -> Found[PeriodForm | WeekForm] | None:
    """«medio april», «utgangen av året», «slutten av uke 17»."""
    place = cursor.skip(start, "the")
    named = words.PARTS.get(cursor.text(place))
    if named is None:
        return None
    place = cursor.skip(cursor.skip(place + 1, "av", "of", "i", "in", "-"), "the")
    whole = _period_of_part(cursor, place) or weeks.week_alone(cursor, place) or _this_week(cursor, place)
    return Found(whole.end, replace(whole.form, part=named)) if whole is not None else None


def _period_of_part(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    """A period after «utgangen av», where «2027» is a year, and «året» this one."""
    return (
        _month(cursor, start)
        or year(cursor, start)
        or _counted(cursor, start)
        or _this(cursor, start)
        or numbered(cursor, start)
    )


def _this(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    unit = _unit(cursor, start)
    return Found(start + 1, PeriodForm(unit, None, None)) if unit is not None else None


def _this_week(cursor: Cursor, start: int) -> Found[WeekForm] | None:
    return Found(start + 1, WeekForm(None, None)) if cursor.text(start) in _THIS_WEEK else None


# -- a whole period -------------------------------------------------------------------------------------------------


def month(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    """«april 2027», and «april» where it can't be something else."""
    found = _month(cursor, start)
    return found if found is not None and _is_meant(cursor, start, found) else None


def year(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    """«2027», where the text is a date alone."""
    number = cursor.year_at(start)
    return Found(start + 1, PeriodForm("year", None, number)) if number is not None else None


def counted(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    """«neste kvartal», «dette halvåret»; «neste måned» and «neste år» where they can't be something else."""
    found = _counted(cursor, start)
    return found if found is not None and _is_meant(cursor, start, found) else None


def numbered(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    """«Q2», «H1», «2. kvartal», «første halvår», with or without a year."""
    found = _by_letter(cursor, start) or _by_ordinal(cursor, start)
    if found is None or found.form.number not in range(1, _PER_YEAR[found.form.unit] + 1):
        return None
    glued_year = cursor.glued_year(found.end)
    end, said = (found.end + 2, glued_year) if glued_year is not None else cursor.year(found.end)
    return Found(end, replace(found.form, year=said))


def _month(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    number = words.MONTHS.get(cursor.text(start))
    if number is None:
        return None
    end, said = cursor.year(cursor.after_short_form(start + 1))
    return Found(end, PeriodForm("month", number, said))


def _counted(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    which, unit = words.QUALIFIERS.get(cursor.text(start)), _unit(cursor, start + 1)
    if which is None or unit is None:
        return None
    return Found(start + 2, PeriodForm(unit, None, None, offset=words.OFFSETS[which]))


def _is_meant(cursor: Cursor, start: int, found: Found[PeriodForm]) -> bool:
    """Whether a period without a number is meant as a date: a month after a marker, unless it looks like a name."""
    if cursor.whole or found.form.unit in _PER_YEAR or (found.form.unit == "month" and found.form.year is not None):
        return True
    if found.form.unit != "month" or not cursor.marker:
        return False
    name = cursor.token(start)
    may_be_name = name.text in words.MONTHS_SHORT or name.starts_upper
    return not may_be_name and not cursor.token(found.end).is_number


def _by_letter(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    """«Q2», «H1»."""
    unit = _LETTERS.get(cursor.text(start))
    if unit is None or not cursor.glued(start + 1):
        return None
    return Found(start + 2, PeriodForm(unit, cursor.number(start + 1, 1), None))


def _by_ordinal(cursor: Cursor, start: int) -> Found[PeriodForm] | None:
    """«2. kvartal», «første halvår»."""
    place = cursor.after_ordinal(start + 1)
    number = cursor.number(start, 1) if place > start + 1 else words.ORDINALS.get(cursor.text(start))
    unit = _unit(cursor, place)
    return Found(place + 1, PeriodForm(unit, number, None)) if unit in _PER_YEAR else None


def _unit(cursor: Cursor, place: int) -> str | None:
    """Which kind of period the word there means."""
    return words.PERIOD_UNITS.get(cursor.text(place))
