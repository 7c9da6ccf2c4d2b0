"""The day and the hour of a meeting as people type them; of «kl. 10.30–14» the start is kept, and that is said."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from domain.dates.context import DateNote
from domain.dates.parse import ParsedDate, parse_date
from domain.errors import UserError
from domain.meetings.meetings import Season, season_of
from handlers.core.context import CommandContext

_HOUR = r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?"
_TIME = re.compile(rf"(?:kl\.?\s*)?{_HOUR}", re.IGNORECASE)
_SPAN = re.compile(
    rf"(?:^|\s)(kl\.?\s*)?(?P<start>{_HOUR})\s*(?:-|–|til|to)\s*(?:kl\.?\s*)?(?P<end>{_HOUR})$", re.IGNORECASE
)
"""Two times of day at the end of a text."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a meeting begins. end: when it ends, if that was typed; it is told, not kept."""

    start: time
    end: time | None = None


def read_day(context: CommandContext, text: str, season: Season) -> ParsedDate:
    """The date of a meeting of this half-year, with its hour if one was said. Raises UserError, its choices in it."""
    typed = text.strip(" .,;")
    span = _SPAN.search(typed)
    if span is None or not (span[1] or typed[: span.start()].strip()):
        return _parsed(context, text, season)
    found = _parsed(context, f"{typed[: span.start()]} kl. {span['start']}", season)
    hours = read_time(typed[span.start() :].strip())
    return replace(found, notes=(*found.notes, *end_notes(hours)))


def _parsed(context: CommandContext, text: str, season: Season) -> ParsedDate:
    try:
        return parse_date(text, context.dates(meeting=True))
    except UserError as error:
        if season is not Season.NONE:
            error.choices = tuple(one for one in error.choices if season_of(date.fromisoformat(one.value)) is season)
        raise


def read_time(text: str) -> Hours:
    """A time of day as people type it: «kl. 10», «10.30», «10:30-14:00». Raises UserError."""
    typed = text.strip(" .,;")
    span = _SPAN.fullmatch(typed)
    found = _TIME.fullmatch(span["start"] if span else typed)
    last = _TIME.fullmatch(span["end"]) if span else None
    if found is None:
        raise UserError("meetings.time-unknown", {"typed": text.strip()[:30]}, field_name="time")
    return Hours(_time(found), _time(last) if last else None)


def _time(found: re.Match[str]) -> time:
    return time(int(found[1]), int(found[2] or 0))


def end_notes(hours: Hours) -> tuple[DateNote, ...]:
    """That the end of the meeting isn't kept, where one was typed."""
    return (DateNote("meetings.note-end", {"end": hours.end}),) if hours.end else ()
