"""What of the decision register is asked for: words, a body, a year, where to go on; read, and written as a line again.

A line is read strictly: what names a county, «nasjonalt», the steering group or a year is a filter, a decision's number
at the end of «etter …» is where the page before it ended, and all the rest is searched for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.errors import Choice, UserError
from domain.lengths import check
from domain.meetings.agenda import decision_number
from domain.organisations import Kind, fold, names_of
from domain.search_words import STOP_WORDS, search_words, spelling, too_short
from handlers.core.context import CommandContext
from handlers.lookup.agenda_items import BODIES, body_word
from handlers.lookup.reading import decision_reader
from storage.decisions.search import NATIONAL, STEERING, numbered
from storage.tables import DecisionRow

_YEARS = {"i ar": 0, "i fjor": -1, "this year": 0, "last year": -1}
_ALL = ("alle", "all")
_NEWEST = ("siste", "nyeste", "nyaste", "latest", "newest")
_SHOW = re.compile(r"(?:vis|show)\s+", re.IGNORECASE)
_COUNTY_WORDS = (" fylke", " county")
_AFTER = re.compile(r"(?:^|\s)(?:etter|after)\s+", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
_NUMBER = re.compile(r"(?<![^\s:])(?P<typed>V-?\s?(?P<number>\d{1,6})/(?P<year>\d\d))\.?\Z", re.IGNORECASE)
_LONGEST_NAME = 4
"""Words of a body's name at most («Møre og Romsdal fylkeskommune»)."""
_MOST_CHOICES = 5


@dataclass(frozen=True, slots=True)
class DecisionReference:
    """A decision as people name it: V-4/26, with or without its body. `typed`: its number, letter for letter."""

    number: int
    year: int
    body: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `words`: what is searched for, as typed; `body`: one body's; `everyone`: of all bodies."""

    words: str = ""
    body: str = ""
    year: int | None = None
    everyone: bool = False
    after: DecisionReference | None = field(default=None)

    @property
    def narrowed(self) -> bool:
        """Whether more is asked for than the newest."""
        return bool(self.words or self.body or self.year)


def named_whole(context: CommandContext) -> DecisionReference | None:
    """The one decision that the words name and nothing else («Agder V-4/26»), or None."""
    show = _SHOW.match(context.words)
    return _named(context, context.words[show.end() :] if show else context.words)


def _named(context: CommandContext, text: str) -> DecisionReference | None:
    text = text.strip()
    found = _NUMBER.search(text)
    if not found:
        return None
    said = text[: found.start()].rstrip(" :\n\t")
    body = _body_of(context, said.split()) if said else ""
    return (
        None
        if body is None
        else DecisionReference(int(found["number"]), 2000 + int(found["year"]), body, found["typed"])
    )


def the_decision(context: CommandContext, named: DecisionReference) -> DecisionRow:
    """The decision that is named, as far as the asker may read it. Raises UserError with the bodies it can be of."""
    counties = [one.slug for one in context.directory.organisations.values() if one.kind is Kind.COUNTY]
    bodies = [named.body] if named.body else [NATIONAL, STEERING, *counties]
    rows = numbered(context.session, named.year, named.number, bodies, decision_reader(context))
    if not rows:
        raise UserError("decisions.none-such", {"name": named.typed, "words": _typed_body(context, named.body)})
    if len(rows) == 1:
        return rows[0]
    rows.sort(key=lambda row: (row.body != context.actor.organisation, bodies.index(row.body)))
    shown = [f"{_typed_body(context, row.body)} {number_of(row)}" for row in rows[:_MOST_CHOICES]]
    raise UserError(
        "decisions.which-body",
        {"name": named.typed, "n": len(rows), "first": shown[0]},
        span=named.typed,
        choices=tuple(Choice(one) for one in shown),
    )


def number_of(row: DecisionRow) -> str:
    """«V-4/26»."""
    return decision_number(row.number, row.year)


def typed_name(context: CommandContext, row: DecisionRow) -> str:
    """How the decision is named in a line: «Agder V-4/26»."""
    return f"{_typed_body(context, row.body)} {number_of(row)}"


def _typed_body(context: CommandContext, body: str) -> str:
    return body_word(context, body) if body else ""


def read_wish(context: CommandContext) -> Wish:
    """What the words ask for. Raises UserError for two bodies, two years, and words nothing can be found by."""
    words, after = _cut_after(context, context.words)
    wish, left, rest = Wish(after=after), list[str](), words.split()
    while rest:
        taken = _take_body(context, wish, rest) or _take_year(context, wish, rest)
        if taken:
            wish, count = taken
        else:
            left.append(rest[0])
            count = 1
        rest = rest[count:]
    if fold(" ".join(left)) in _NEWEST:
        return wish
    searched = _searched(" ".join(left), filtered=wish.narrowed)
    return replace(wish, everyone=True) if fold(searched) in _ALL else replace(wish, words=searched)


def line_of(context: CommandContext, wish: Wish, after: DecisionRow | None = None) -> str:
    """The wish as a line; with a decision, what comes after it."""
    parts = [
        "vedtak",
        wish.words,
        "alle" if wish.everyone else "",
        _typed_body(context, wish.body),
        str(wish.year or ""),
    ]
    if after is not None:
        parts += ["etter", typed_name(context, after)]
    return " ".join(part for part in parts if part)


def _cut_after(context: CommandContext, words: str) -> tuple[str, DecisionReference | None]:
    """The words before «etter Agder V-12/26», and that decision, when they end so."""
    for found in reversed(list(_AFTER.finditer(words))):
        named = _named(context, words[found.end() :])
        if named:
            return words[: found.start()], named
    return words, None


def _take_body(context: CommandContext, wish: Wish, rest: Sequence[str]) -> tuple[Wish, int] | None:
    for count in range(min(len(rest), _LONGEST_NAME), 0, -1):
        body = _body_of(context, rest[:count])
        if body is not None:
            if wish.body and wish.body != body:
                typed = " ".join(rest[:count])
                raise UserError("decisions.one-body", {"typed": typed[:60]}, span=typed)
            return replace(wish, body=body), count
    return None


def _body_of(context: CommandContext, words: Sequence[str]) -> str | None:
    """The body that the words name and nothing else."""
    name = fold(" ".join(words).strip(",.:;"))
    if name in BODIES:
        return BODIES[name]
    names = (name, *(name.removesuffix(ending) for ending in _COUNTY_WORDS if name.endswith(ending)))
    counties = [one for one in context.directory.organisations.values() if one.kind is Kind.COUNTY]
    return next((one.slug for one in counties if any(one_name in names for one_name in names_of(one))), None)


def _take_year(context: CommandContext, wish: Wish, rest: Sequence[str]) -> tuple[Wish, int] | None:
    """A year that has been or is. One to come is a word: no decision is of it, many speak of it."""
    two = fold(" ".join(rest[:2]))
    typed = rest[0].strip(",.:;")
    if two in _YEARS:
        year, count = context.today.year + _YEARS[two], 2
    elif _YEAR.fullmatch(typed) and int(typed) <= context.today.year:
        year, count = int(typed), 1
    else:
        return None
    if wish.year and wish.year != year:
        raise UserError("decisions.one-year", {"typed": " ".join(rest[:count])[:60]}, span=" ".join(rest[:count]))
    return replace(wish, year=year), count


def _searched(text: str, *, filtered: bool) -> str:
    """The words to search for, as typed; «i» and «om» around a filter may be alone. Raises UserError."""
    check("decision:search", text)
    if short := too_short(text):
        raise UserError("decisions.too-short", {"typed": short[0]}, span=short[0])
    found = [one.typed for one in search_words(text)]
    only_small = filtered and all(spelling(one) in STOP_WORDS for one in text.split())
    if text and not found and not only_small:
        raise UserError("decisions.too-common", {"typed": text[:60]}, span=text)
    if _AFTER.fullmatch(" ".join([*found[-2:-1], ""])) and _NUMBER.match(found[-1]):
        found[-2:] = reversed(found[-2:])  # «etter i V-3/26» is no place to go on from, nor is it to become one
    return " ".join(found)
