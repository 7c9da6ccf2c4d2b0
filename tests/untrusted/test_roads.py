"""The ways a text is read, whole: each takes time in proportion to it, whatever the text."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from unicodedata import normalize

import pytest

from bot.slack.incoming import addressed
from bot.slack.incoming import words as slack_words
from bot.teams.incoming import read as teams_read
from bot.teams.incoming import to_ask_for
from bot.teams.incoming import words as teams_words
from domain.accounts import display_name
from domain.agreements.indicators import read_indicator
from domain.agreements.measure_reports import read_report
from domain.calendar import WorkCalendar
from domain.dates.context import DateContext
from domain.dates.parse import find_date, parse_date
from domain.errors import UserError
from domain.organisations import REFERENCE, fold, named_in
from domain.search_words import search_words, too_short
from handlers.core.invocation import readable, unaddressed
from handlers.core.meeting_words import read_meeting_words
from handlers.dispatch.paraphrases import in_other_words
from handlers.minutes.form import read_made
from tests.desk import Desk
from tests.thorough import THOROUGH
from tests.untrusted.growth import AT_MOST, LONG, SHORT, growth
from tests.untrusted.worst import LINES, PIECES

TODAY = DateContext(date(2026, 11, 23), WorkCalendar())
LENGTHS = (SHORT, LONG) if THOROUGH else (1_500, 3_000)
MARKERS = ("innen", "til", "frist")


def _in_teams(text: str) -> object:
    """A message of many mentions, every one of them with the same sign."""
    mention = {"type": "mention", "text": text[:40], "mentioned": {"id": "29:x", "name": text[:40]}}
    came = teams_read({"text": text, "entities": [mention] * (len(text) // 40), "recipient": {"id": "28:bot"}})
    return teams_words(came), to_ask_for(came)


WAYS: dict[str, Callable[[str], object]] = {
    "slack": slack_words,
    "slack, to the bot": lambda text: addressed(text, "U"),
    "teams": _in_teams,
    "readable": readable,
    "unaddressed": unaddressed,
    "display name": display_name,
    "find_date": lambda text: find_date(text, TODAY),
    "find_date after": lambda text: find_date(text, TODAY, MARKERS),
    "parse_date": lambda text: parse_date(text, TODAY),
    "fold": fold,
    "named_in": lambda text: named_in(text, REFERENCE),
    "meeting words": lambda text: read_meeting_words(text, list(REFERENCE)),
    "search words": lambda text: (search_words(text), too_short(text)),
    "other words": lambda text: in_other_words(text, lambda: REFERENCE),
    "form": read_made,
    "indicator": read_indicator,
    "measure report": lambda text: read_report(text, "bedrifter i løpet"),
}
"""What reads a text before its length is looked at, and what reads it whatever its length."""


def _quietly(way: Callable[[str], object], text: str) -> Callable[[], object]:
    def work() -> object:
        try:
            return way(text)
        except UserError as error:
            return error

    return work


def _texts(length: int) -> Iterator[tuple[str, str]]:
    for piece in PIECES:
        yield piece, piece * (length // len(piece))


@pytest.mark.parametrize("name", WAYS)
def test_each_way_takes_time_in_proportion_to_the_text(name: str) -> None:
    way, found = WAYS[name], {}
    for (piece, short), (_, long) in zip(*map(_texts, LENGTHS), strict=True):
        found[piece] = growth(_quietly(way, short), _quietly(way, long)).ratio
    worst = max(found, key=lambda piece: found[piece])
    sys.stdout.write(f"{name}: at most {found[worst]:.2f} times ({worst!r})\n")
    assert found[worst] <= AT_MOST, worst


def test_what_is_made_readable_is_still_composed() -> None:
    assert readable("A\u030a\u0300") == normalize("NFC", "A\u030a\u0300")
    assert len(readable("a" + "\u0315\u0300" * 500)) < 50


@pytest.mark.parametrize("name", LINES)
def test_a_whole_line_takes_time_in_proportion_to_it(desk: Desk, name: str) -> None:
    """From the front end's text to the reply: beyond the longest line there is it is refused unread."""
    begin, again = LINES[name]

    def said(length: int) -> Callable[[], object]:
        line = begin + again * ((length - len(begin)) // len(again))
        return lambda: desk.reply("agder", line)

    found = growth(said(SHORT), said(LONG))
    sys.stdout.write(f"{name}: {found.seconds * 1000:.0f} ms, {found.ratio:.2f} times\n")
    assert found.ratio <= AT_MOST
    assert found.seconds < 1
    assert growth(said(1_400), said(2_800)).ratio <= AT_MOST
