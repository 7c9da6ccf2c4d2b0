"""The time of day, which may follow a date: «kl. 10.30», «klokka 1030», «at 10:30», «10:30»."""

from domain.dates.cursor import Cursor, Found
from domain.dates.forms import Hour

_OCLOCK = frozenset(("kl", "klokka", "klokken", "klokkan"))
_COLON = (":",)
_ANY = (":", ".")


def time_of_day(cursor: Cursor, start: int) -> Found[Hour] | None:
    """The time of day that starts there, perhaps after a comma; unless a word or a number goes on from it."""
    place = cursor.skip(start, ",")
    if cursor.text(place) in _OCLOCK:
        found = _after_oclock(cursor, cursor.skip(place + 1, "."))
    elif cursor.text(place) == "at":
        found = _after_at(cursor, place + 1)
    else:
        found = _hour_and_minute(cursor, place)
    return found if found is not None and not _goes_on(cursor, found.end) else None


def _after_oclock(cursor: Cursor, start: int) -> Found[Hour] | None:
    """«kl. 10», «kl. 10.30», «kl. 1030»; a number of three digits is an hour there is not."""
    hour = cursor.number(start, 4)
    if hour is None:
        return None
    if len(cursor.text(start)) == 4:
        return Found(start + 1, Hour(hour // 100, hour % 100))
    minute = _minute(cursor, start + 1, _ANY)
    return Found(start + 3, Hour(hour, minute)) if minute is not None else Found(start + 1, Hour(hour, 0))


def _after_at(cursor: Cursor, start: int) -> Found[Hour] | None:
    """«at 10:30»; «at 10» where the text is a date alone."""
    hour = cursor.number(start, 2)
    alone = Found(start + 1, Hour(hour, 0)) if hour is not None and cursor.whole else None
    return _hour_and_minute(cursor, start) or alone


def _hour_and_minute(cursor: Cursor, start: int) -> Found[Hour] | None:
    """«10:30»; «10.30» where the text is a date alone."""
    hour, minute = cursor.number(start, 2), _minute(cursor, start + 1, _ANY if cursor.whole else _COLON)
    return Found(start + 3, Hour(hour, minute)) if hour is not None and minute is not None else None


def _minute(cursor: Cursor, start: int, separators: tuple[str, ...]) -> int | None:
    """Two digits after one of the separators, all glued together."""
    if cursor.text(start) not in separators or not cursor.glued(start) or not cursor.glued(start + 1):
        return None
    return cursor.two_digits(start + 1)


def _goes_on(cursor: Cursor, end: int) -> bool:
    return cursor.glued(end) and (cursor.is_alphanumeric(end) or cursor.is_decimal(end))
