"""Days before and after a feast: «før jul», «etter påske 2028»."""

from domain.dates import words
from domain.dates.cursor import Cursor, Found
from domain.dates.forms import FeastForm


def beside_feast(cursor: Cursor, start: int) -> Found[FeastForm] | None:
    """«før jul», «etter påske 2028», «by Christmas»."""
    before = _is_before(cursor, start)
    if not before and cursor.token(start).raw not in words.AFTER_WORDS:
        return None
    feast = _feast(cursor, cursor.skip(start + 1, "the"))
    if feast is None:
        return None
    end, year = cursor.year(feast.end)
    return Found(end, FeastForm(feast.form, before, year))


def _is_before(cursor: Cursor, start: int) -> bool:
    raw = cursor.token(start).raw
    return raw in words.BEFORE_WORDS or (cursor.whole and raw in {"for", "til"})


def _feast(cursor: Cursor, start: int) -> Found[str] | None:
    if (cursor.text(start), cursor.text(start + 1)) == ("new", "year"):
        return Found(start + 2, "new-year")
    feast = words.FEASTS.get(cursor.text(start))
    return Found(start + 1, feast) if feast is not None else None
