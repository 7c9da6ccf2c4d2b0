"""Days of the calendar: «15.4», «15. april 2027», «den 15. i neste måned»."""

from domain.dates import words
from domain.dates.cursor import Cursor, Found
from domain.dates.forms import DayForm, MonthDayForm

_OCLOCK = frozenset(("kl", "klokka", "klokken", "at"))
_SEPARATORS = frozenset(("-", ".", "/"))
_DAYS = range(1, 32)
_MONTHS = range(1, 13)


def year_first(cursor: Cursor, start: int) -> Found[DayForm] | None:
    """«2027-04-15»."""
    year, separator = cursor.year_at(start), cursor.text(start + 1)
    if year is None or separator not in _SEPARATORS or separator != cursor.text(start + 3):
        return None
    month, number = cursor.number(start + 2, 2), cursor.number(start + 4, 2)
    if month is None or number is None or not all(cursor.glued(start + step) for step in range(1, 5)):
        return None
    return Found(start + 5, DayForm(number, month, year))


def numeric(cursor: Cursor, start: int) -> Found[DayForm] | None:
    """«15.4», «15.4.27», «15/4», «15-04-2027»; with spaces after the full stops where nothing else is meant."""
    number, separator = cursor.number(start, 2), cursor.text(start + 1)
    if number is None or separator not in _SEPARATORS or not cursor.glued(start + 1):
        return None
    month = cursor.number(start + 2, 2)
    if month is None:
        return None
    place = start + 3
    end, year = _glued_year(cursor, place) if cursor.is_glued(place, separator) else cursor.year(place)
    form = DayForm(number, month, year)
    if not cursor.glued(start + 2) and not _may_be_spaced(cursor, separator, form):
        return None
    return Found(end, form) if year is not None or _may_lack_year(cursor, start, end, form) else None


def _may_be_spaced(cursor: Cursor, separator: str, form: DayForm) -> bool:
    """Whether «15. 4» is a day: with its year, or where the text is a date alone."""
    return separator == "." and (cursor.whole or form.year is not None)


def _may_lack_year(cursor: Cursor, start: int, end: int, form: DayForm) -> bool:
    """Whether «4.12» is meant as a day rather than as an amount or the number of an item; «4-12» is a span."""
    if cursor.text(start + 1) == "-":
        return False
    if cursor.whole:
        return True
    if form.day not in _DAYS or form.month not in _MONTHS or cursor.text(end) in words.MEASURE_WORDS:
        return False
    before = start - 2 if cursor.is_glued(start - 1, ".") else start - 1
    return bool(cursor.marker) or cursor.text(before) not in words.REFERENCE_WORDS


def _glued_year(cursor: Cursor, start: int) -> tuple[int, int | None]:
    """The year after the separator there: «.2027», «/27», «. neste år»."""
    year = cursor.year_at(start + 1)
    if year is not None:
        return start + 2, year
    goes_on = cursor.glued(start + 1) and cursor.token(start + 1).is_number
    short = cursor.two_digits(start + 1)
    if goes_on and short is not None:
        return start + 2, 2000 + short
    return cursor.year(start + 1) if cursor.text(start) == "." and not goes_on else (start, None)


def month_last(cursor: Cursor, start: int) -> Found[DayForm] | None:
    """«15. april 2027», «15 april», «15th of April 2027», «15.apr.2027»."""
    number = cursor.number(start, 2)
    if number is None:
        return None
    place = cursor.skip(cursor.after_ordinal(start + 1), "of")
    month = words.MONTHS.get(cursor.text(place))
    if month is None:
        return None
    end, year = _year_of_month(cursor, place + 1)
    return Found(end, DayForm(number, month, year))


def _year_of_month(cursor: Cursor, start: int) -> tuple[int, int | None]:
    glued_year = cursor.year_at(start + 1) if cursor.is_glued(start, ".") and cursor.glued(start + 1) else None
    if glued_year is not None:
        return start + 2, glued_year
    place = cursor.after_short_form(start)
    end, year = cursor.year(place)
    if year is None and cursor.whole and cursor.text(place) not in {"", ","}:
        return _two_digit_year(cursor, place)
    return end, year


def _two_digit_year(cursor: Cursor, start: int) -> tuple[int, int | None]:
    """«15. april 27», «15. april '27»: only where the text ends with it."""
    place = cursor.skip(start, "'", "’")
    year = cursor.two_digits(place)
    is_last = place + 1 == len(cursor.tokens)
    return (place + 1, 2000 + year) if year is not None and is_last else (start, None)


def month_first(cursor: Cursor, start: int) -> Found[DayForm] | None:
    """«April 15, 2027», «March 9»; not «april 15», which may be a year."""
    month, number = words.MONTHS.get(cursor.text(start)), cursor.number(start + 1, 2)
    if month is None or number is None or cursor.glued(start + 1):
        return None
    is_ordinal = cursor.text(start + 2) in words.ORDINAL_ENDINGS and cursor.glued(start + 2)
    end, year = cursor.year(start + 2 + is_ordinal)
    if year is None and not is_ordinal and cursor.text(start) not in words.MONTHS_ENGLISH:
        return None
    return Found(end, DayForm(number, month, year)) if not cursor.is_decimal(end) else None


def day(cursor: Cursor, start: int) -> Found[DayForm] | None:
    """A day and its month in any of the ways above; no two of them fit the same text."""
    return (
        year_first(cursor, start) or numeric(cursor, start) or month_last(cursor, start) or month_first(cursor, start)
    )


def day_of_month(cursor: Cursor, start: int) -> Found[MonthDayForm] | None:
    """«den 15.», «the 15th», «15. i neste måned»; not «15.» alone."""
    place = cursor.skip(start, "den", "the")
    return _in_named_month(cursor, place) or (_ordinal_alone(cursor, place) if place > start else None)


def day_after_weekday(cursor: Cursor, start: int) -> Found[MonthDayForm] | None:
    """As `day_of_month`, after «fredag»: there «den» may be left out."""
    place = cursor.skip(start, "den", "the")
    return _in_named_month(cursor, place) or _ordinal_alone(cursor, place)


def _in_named_month(cursor: Cursor, start: int) -> Found[MonthDayForm] | None:
    number, place = cursor.number(start, 2), cursor.after_ordinal(start + 1)
    if number is None or place == start + 1:
        return None
    of_month = cursor.skip(cursor.skip(place, "i", "of", "in"), "the")
    noun = of_month + 1 if cursor.text(of_month) in words.QUALIFIERS else of_month
    if noun == place or cursor.text(noun) not in words.MONTH_WORDS:
        return None
    which = words.QUALIFIERS.get(cursor.text(of_month), "this")
    return Found(noun + 1, MonthDayForm(number, words.OFFSETS[which]))


def _ordinal_alone(cursor: Cursor, start: int) -> Found[MonthDayForm] | None:
    number, place = cursor.number(start, 2), cursor.after_ordinal(start + 1)
    if number is None or place == start + 1:
        return None
    is_said_of_a_thing = cursor.token(place).is_word and cursor.text(place) not in _OCLOCK
    return Found(place, MonthDayForm(number, None)) if not is_said_of_a_thing else None
