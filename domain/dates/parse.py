"""Reads the dates people type, in bokmål, nynorsk and English alike.

`parse_date` reads a text that is a date, `find_date` one inside a sentence. Both are deterministic, take time in
proportion to the text, and raise nothing but UserError (family `dates`). What is ambiguous is asked about, never
guessed: the error's `span` is the date phrase letter for letter and its choices are ISO dates to put in its place.
"""

from dataclasses import dataclass
from datetime import date, time

from domain.dates import words
from domain.dates.context import DateContext, DateNote, Direction, Purpose, day_notes
from domain.dates.cursor import Cursor, Found, Token, tokens_of
from domain.dates.forms import FeastForm, Hour
from domain.dates.grammar import Match, phrase_at, time_after
from domain.dates.meaning import meaning_of
from domain.errors import UserError

__all__ = [
    "DateContext",
    "DateNote",
    "Direction",
    "FoundDate",
    "ParsedDate",
    "Purpose",
    "distance",
    "find_date",
    "parse_date",
]

_QUOTED = 60
_FILLERS = 3
_CLOSING = frozenset(".,;!?")


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date as understood. time: in Oslo, None when not said. span: the date phrase as typed, the time left out.

    notes: what to say beside it, each a text key with its facts: `dates.note-…`.
    """

    day: date
    time: time | None
    span: str
    notes: tuple[DateNote, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date inside a text: `text[start:end]` is its phrase together with the time of day, if one was said."""

    date: ParsedDate
    start: int
    end: int


def parse_date(text: str, context: DateContext) -> ParsedDate:
    """The date that the whole of `text` is; «innen», «frist:» before it and a full stop after it are let pass.

    Raises UserError: `dates.missing` when the text is empty, `dates.not-understood` when it isn't one date, else
    why the date can't be (an impossible day, the wrong weekday, an ambiguous one, the wrong side of today …).
    """
    tokens = tokens_of(text)
    if not any(token.is_word or token.is_number for token in tokens):
        raise UserError("dates.missing", span=text.strip()[:_QUOTED])
    cursor = Cursor(tokens, context.today.year, whole=True)
    for start in _starts(tokens):
        match = phrase_at(cursor, start)
        if match is None:
            continue
        clock = time_after(cursor, match)
        end = clock.end if clock else match.end
        if all(token.text in _CLOSING for token in tokens[end:]):
            return _read(text, tokens, match, clock, context)
    said = text.strip()[:_QUOTED]
    raise UserError("dates.not-understood", {"text": said}, span=said)


def find_date(text: str, context: DateContext, after: tuple[str, ...] = ()) -> FoundDate | None:
    """The date phrase inside `text`, or None when there is none.

    after: marker words, such as («innen», «til»): the last of them that a date follows decides, and only a phrase
    right after it counts. Without them it is the longest phrase anywhere, the leftmost of equals. Raises UserError as
    `parse_date` when the phrase found reads as a date but can't be one: «innen 31.11».
    """
    tokens = tokens_of(text)
    cursor = Cursor(tokens, context.today.year, whole=False)
    match = _after_marker(cursor, _marker_forms(after)) if after else _longest(cursor)
    if match is None:
        return None
    clock = time_after(cursor, match)
    end = clock.end if clock else match.end
    return FoundDate(_read(text, tokens, match, clock, context), tokens[match.start].start, tokens[end - 1].end)


def distance(day: date, today: date) -> DateNote:
    """How far `day` lies from `today`, to echo: «i dag», «i morgen», «om 143 dager», «for 3 dager siden»."""
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    if near is not None:
        return DateNote(f"dates.distance-{near}")
    return DateNote("dates.distance-days" if days > 0 else "dates.distance-days-ago", {"n": abs(days)})


def _starts(tokens: list[Token]) -> list[int]:
    """Where the date may begin: at the first word, or after words that only lead in to it."""
    starts = [0]
    for place, token in enumerate(tokens[:4]):
        if token.text not in words.LEAD_INS and token.raw not in words.MARKER_FILLERS:
            break
        starts.append(place + 1)
    return starts


def _marker_forms(after: tuple[str, ...]) -> frozenset[str]:
    """The marker words and their ASCII spellings; not «for», which is a word of its own."""
    plain = {word.casefold() for word in after}
    spelt = {word.replace("ø", "oe").replace("å", "aa").replace("æ", "ae") for word in plain}
    bare = {words.fold(word) for word in plain} - {"for"}
    return frozenset(plain | spelt | bare)


def _after_marker(cursor: Cursor, markers: frozenset[str]) -> Match | None:
    """The phrase after the last of the markers that one follows.

    One that the marker is a part of («før jul») counts if it isn't the shorter.
    """
    for place in range(len(cursor.tokens) - 1, -1, -1):
        marker = cursor.token(place).raw
        if marker not in markers:
            continue
        match = phrase_at(cursor.after(marker), _after_fillers(cursor, place + 1))
        feast = phrase_at(cursor, place)
        if feast and isinstance(feast.form, FeastForm) and (match is None or feast.end >= match.end):
            # The marker stays outside the phrase, so the line reads the same with an ISO date in its place.
            return Match(place + 1, feast.end, feast.form, place)
        if match is not None:
            return match
    return None


def _after_fillers(cursor: Cursor, start: int) -> int:
    """The place after the few words that may stand between a marker and its date."""
    place = start
    while place < start + _FILLERS and cursor.token(place).raw in words.MARKER_FILLERS:
        place += 1
    return place


def _longest(cursor: Cursor) -> Match | None:
    found: Match | None = None
    reach = 0
    for start, token in enumerate(cursor.tokens):
        match = phrase_at(cursor, start)
        if match is not None and cursor.token(match.end - 1).end - token.start > reach:
            found, reach = match, cursor.token(match.end - 1).end - token.start
    return found


def _read(text: str, tokens: list[Token], match: Match, clock: Found[Hour] | None, context: DateContext) -> ParsedDate:
    span = text[tokens[match.start].start : tokens[match.end - 1].end]
    phrase = text[tokens[match.said].start : tokens[match.end - 1].end]
    try:
        meaning = meaning_of(match.form, context, phrase)
    except UserError as error:
        error.span = span
        raise
    at = None
    if clock is not None:
        said = text[tokens[match.end].start : tokens[clock.end - 1].end]
        at = _time(clock.form, said.lstrip(", "))
    return ParsedDate(meaning.day, at, span, (*meaning.notes, *day_notes(meaning.day, context)))


def _time(clock: Hour, said: str) -> time:
    if clock.hour > 23 or clock.minute > 59:
        raise UserError("dates.no-such-time", {"text": said}, span=said)
    return time(clock.hour, clock.minute)
