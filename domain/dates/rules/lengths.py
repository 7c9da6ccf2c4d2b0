"""Days counted from today: «i morgen», «om to uker», «for tre dager siden»."""

from dataclasses import replace

from domain.dates import words
from domain.dates.cursor import Cursor, Found
from domain.dates.forms import ShiftForm

_FIXED_LENGTHS = sorted({len(phrase) for phrase in words.FIXED_DAYS}, reverse=True)
_FROM_NOW = frozenset((("fra", "na"), ("fra", "no"), ("fra", "idag"), ("from", "now"), ("from", "today")))


def fixed(cursor: Cursor, start: int) -> Found[ShiftForm] | None:
    """«i dag», «i overmorgen»."""
    for count in _FIXED_LENGTHS:
        phrase = tuple(token.text for token in cursor.tokens[start : start + count])
        if phrase in words.FIXED_DAYS:
            return Found(start + len(phrase), ShiftForm(words.FIXED_DAYS[phrase], "day"))
    return None


def ahead(cursor: Cursor, start: int) -> Found[ShiftForm] | None:
    """«om to uker», «in 3 working days»."""
    place = cursor.skip(start, "om", "in")
    return length(cursor, place) if place > start else None


def ago(cursor: Cursor, start: int) -> Found[ShiftForm] | None:
    """«for en uke siden», «three days ago»."""
    found = length(cursor, cursor.skip(start, "for"))
    if found is None or cursor.text(found.end) not in words.AGO_WORDS:
        return None
    return Found(found.end + 1, replace(found.form, count=-found.form.count))


def within(cursor: Cursor, start: int) -> Found[ShiftForm] | None:
    """«innen to uker», where the text is a date alone."""
    place = cursor.skip(start, "innen", "innan", "within")
    return length(cursor, place) if place > start else None


def alone(cursor: Cursor, start: int) -> Found[ShiftForm] | None:
    """«to uker fra nå»; «14 dager» where the text is a date alone, or after «innen»."""
    found = length(cursor, start)
    if found is None or cursor.text(found.end) in words.AGO_WORDS:
        return None
    if (cursor.text(found.end), cursor.text(found.end + 1)) in _FROM_NOW:
        return Found(found.end + 2, found.form)
    return found if cursor.whole or cursor.marker in words.WITHIN_WORDS else None


def length(cursor: Cursor, start: int) -> Found[ShiftForm] | None:
    """«to uker», «et halvt år», «3 working days»: the length itself, counted forwards."""
    count = _count(cursor, start)
    if count is None:
        return _half_year(cursor, start)
    following = cursor.text(start + 1)
    if following in {"working", "business"} and words.UNITS.get(cursor.text(start + 2)) == "day":
        return Found(start + 3, ShiftForm(count, "working-day"))
    unit = words.UNITS.get(following)
    return Found(start + 2, ShiftForm(count, unit)) if unit is not None else _half_year(cursor, start)


def _count(cursor: Cursor, start: int) -> int | None:
    number = cursor.number(start, 3)
    return words.NUMBERS.get(cursor.text(start)) if number is None else number


def _half_year(cursor: Cursor, start: int) -> Found[ShiftForm] | None:
    """«et halvt år», «halvt år»."""
    place = cursor.skip(start, "et", "eit", "a")
    is_half_year = (cursor.text(place), cursor.text(place + 1)) == ("halvt", "ar")
    return Found(place + 2, ShiftForm(1, "half")) if is_half_year else None
