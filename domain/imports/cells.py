"""Reads one cell of a list: an organisation, a date, a status, a figure. What isn't plain is never guessed."""

import difflib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from domain.agreements.agreements import Level, Status
from domain.agreements.indicators import read_number as figure
from domain.dates.context import FIRST_YEAR, LAST_YEAR, day_notes
from domain.dates.parse import DateContext, DateNote, Direction, ParsedDate, parse_date
from domain.errors import UserError
from domain.followups import FollowUpState
from domain.imports.columns import ListKind
from domain.imports.sheet import Cell
from domain.organisations import Kind, Organisation, fold, names_of

QUOTED = 60
ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#I/T", "#VERDI!", "#NAVN?"})
"""What a spreadsheet shows where a formula has no result."""

LONGEST_NAME = 300
"""Characters: no date and no list of organisations is longer."""

MOST_JOINED = 3
"""Names joined by «og» that may be one name: «Møre og Romsdal» are two."""

LARGEST_FIGURE = 10**15


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is unclear in a cell. code: a text key with its facts."""

    cell: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a cell that was understood."""

    cell: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class UnclearError(Exception):
    """A cell that can't be read: text key and facts, for whoever knows which cell it is."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class Read:
    """A day, with what is to be said about it."""

    day: date
    notes: tuple[DateNote, ...] = ()


_WORDS: Mapping[ListKind, Mapping[str, str]] = {
    ListKind.FOLLOW_UPS: {
        FollowUpState.OPEN: "åpen|åpent|open|opent|ny|nytt|new|ikke startet|ikke påbegynt|ikkje starta|not started|"
        "forsinket|forseinka|delayed|over fristen|overdue|planlagt|planned",
        FollowUpState.CONFIRMED: "bekreftet|stadfesta|confirmed|accepted|i gang|igang|pågår|i arbeid|under arbeid|"
        "påbegynt|starta|startet|in progress|ongoing|i rute|on track",
        FollowUpState.WAITING: "venter|ventar|avventer|avventar|på vent|waiting|on hold",
        FollowUpState.POSTPONED: "utsatt|utsett|postponed",
        FollowUpState.DONE: "utført|ferdig|fullført|gjort|gjennomført|gjennomførd|ok|lukket|lukka|done|completed|"
        "closed|complete",
        FollowUpState.LAPSED: "bortfalt|bortfalle|utgår|utgått|avlyst|droppet|droppa|uaktuell|lapsed|cancelled|"
        "canceled|dropped",
    },
    ListKind.MEASURES: {
        Status.NOT_STARTED: "ikke startet|ikke påbegynt|ikkje starta|ikkje påbyrja|not started|planlagt|planned|ny|"
        "nytt|new",
        Status.IN_PROGRESS: "i gang|igang|pågår|i arbeid|under arbeid|påbegynt|starta|startet|in progress|ongoing|"
        "i rute|on track",
        Status.DELAYED: "forsinket|forseinka|delayed|over fristen|overdue",
        Status.COMPLETED: "fullført|ferdig|utført|gjennomført|gjennomførd|done|completed|complete",
        Status.POSTPONED: "utsatt|utsett|postponed",
        Status.CANCELLED: "avlyst|bortfalt|bortfalle|utgår|utgått|droppet|droppa|cancelled|canceled|dropped",
    },
}
STATUS: Mapping[ListKind, Mapping[str, tuple[str, str]]] = {
    kind: {fold(word): (state, word) for state, words in states.items() for word in words.split("|")}
    for kind, states in _WORDS.items()
}
"""Status words, folded, for each kind of list: the state and the word as it is written."""

_LEVELS = {
    Level.REGIONAL: "regional|regionalt|regionalt nivå|fylke|fylkeskommunal",
    Level.NATIONAL: "nasjonal|nasjonalt|nasjonalt nivå|national",
    Level.EU: "eu|europeisk|europa|european|europe",
}
LEVELS: Mapping[str, Level] = {fold(word): level for level, words in _LEVELS.items() for word in words.split("|")}
"""Where an instrument is decided, folded."""

_LEGAL = re.compile(r"(?<!\s)\s+(?:SF|AS|ASA|FK|fylkeskommune|fylkeskommunen|HF)\.?$", re.IGNORECASE)
_PERSON = re.compile(r"(?<!\s)(?:\s+(?:v\s?/|ved\s|c/o\s).*|\s*\([^()]*\)\s*)\Z", re.IGNORECASE | re.DOTALL)
_OWN = frozenset(fold(word) for word in ("FK", "fylkeskommunen", "fylket", "fylkeskommune", "the county"))
_BETWEEN = re.compile(r"[,;/&+|\n]|(?<=\s)-(?=\s)")
_DAY_NUMBER = re.compile(r"\d{5}([.,]\d+)?")
_MIDNIGHT = re.compile(r"^(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?$")
_SPACE = re.compile(r"[\s\u00a0\u202f]")
_SIGN = re.compile(r"^[-+−] ?")
_AND = re.compile(r"(?<!\s)\s+(?:og|and)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Owners:
    """Reads the names of organisations, and remembers what it has read: a list repeats the same few."""

    organisations: tuple[Organisation, ...]
    county: str = ""
    """The county the list belongs to: «fylkeskommunen»."""
    _known: dict[str, list[Organisation]] = field(default_factory=dict, compare=False)

    @cached_property
    def _by_name(self) -> dict[str, Organisation]:
        """Every name, folded; of two organisations with one name it is the first one's."""
        names = ((name, one) for one in reversed(self.organisations) for name in names_of(one))
        return {name: one for name, one in names if name}

    def one(self, cell: Cell) -> tuple[Organisation, bool]:
        """The one organisation named, and whether its name was written otherwise («Siva SF»). Raises UnclearError."""
        found = self.all(cell)
        if len(found) > 1:
            raise UnclearError("imports.cell-several", typed=cell.text[:QUOTED])
        return found[0], self._exact(cell.text) is None

    def all(self, cell: Cell) -> list[Organisation]:
        """Every organisation named. Raises UnclearError for one that isn't known, with the likeliest name."""
        text = cell.text
        if text not in self._known:
            self._known[text] = list({one.slug: one for one in self._read(text)}.values())
        return self._known[text]

    def _read(self, text: str) -> list[Organisation]:
        if found := self._named(text):
            return [found]
        if len(text) > LONGEST_NAME:
            raise self._unknown(text)
        names = [name.strip() for name in _BETWEEN.split(text) if name.strip()] or [text]
        return [one for name in names for one in self._joined(name)]

    def _joined(self, text: str) -> list[Organisation]:
        """«Møre og Romsdal og Siva»: names with «og» between them, the longest first, because a name may hold one."""
        words, found = _AND.split(text), []
        while words:
            for count in range(MOST_JOINED, 0, -1):
                if one := self._named(" og ".join(words[:count])):
                    found.append(one)
                    words = words[count:]
                    break
            else:
                raise self._unknown(text)
        return found

    def _named(self, text: str) -> Organisation | None:
        """The organisation of this name, without a person behind it («Agder v/ …») and without its legal form."""
        plain = _PERSON.sub("", text).strip()
        return self._exact(text) or self._exact(plain) or self._exact(_LEGAL.sub("", plain))

    def _exact(self, text: str) -> Organisation | None:
        if self.county and fold(text) in _OWN:
            return next((one for one in self.organisations if one.slug == self.county), None)
        return self._by_name.get(fold(text))

    def _unknown(self, text: str) -> UnclearError:
        names = {fold(one.short): one.short for one in self.organisations}
        plain = fold(_LEGAL.sub("", _PERSON.sub("", text[:LONGEST_NAME])))
        near = difflib.get_close_matches(plain[:QUOTED], names, n=1, cutoff=0.6)
        if near:
            return UnclearError("imports.cell-owner-near", typed=text[:QUOTED], near=names[near[0]])
        return UnclearError("imports.cell-owner", typed=text[:QUOTED])

    def is_county(self, slug: str) -> bool:
        """Whether it is a county authority."""
        return any(one.slug == slug and one.kind is Kind.COUNTY for one in self.organisations)


@dataclass(frozen=True)
class Dates:
    """Reads dates as they stand in a list; what has passed may stand there. epoch: of Excel's day numbers."""

    context: DateContext
    epoch: date
    _known: dict[tuple[str, bool], Read | UnclearError] = field(default_factory=dict, compare=False)

    def read(self, cell: Cell, *, closed: bool = False) -> Read:
        """The day. closed: what it is about is done, so a date without a year lies behind or ahead: who knows.

        Raises UnclearError.
        """
        value = cell.value
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, int | float) or _DAY_NUMBER.fullmatch(cell.text):
            return self._day(self._serial(float(str(value).replace(",", ".")), cell.text))
        if len(cell.text) > LONGEST_NAME:
            raise UnclearError("dates.not-understood", text=cell.text[:QUOTED])
        key = (cell.text, closed)
        if key not in self._known:
            try:
                self._known[key] = self._typed(cell.text, closed=closed)
            except UserError as error:
                self._known[key] = UnclearError(error.code, **error.params)
            except UnclearError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, UnclearError):
            raise UnclearError(found.code, **found.params)
        return found

    def _day(self, day: date) -> Read:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise UnclearError("dates.year-out-of-range", year=day.year, first=FIRST_YEAR, last=LAST_YEAR)
        return Read(day, day_notes(day, self.context))

    def _serial(self, number: float, text: str) -> date:
        """The day that Excel writes as this number: what a date looks like that has lost its format."""
        with suppress(OverflowError):
            day = self.epoch + timedelta(days=int(number))
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
        raise UnclearError("imports.cell-date-number", typed=text[:QUOTED])

    def _typed(self, text: str, *, closed: bool) -> Read:
        text = _MIDNIGHT.sub(r"\1", text)
        ahead, behind = self._parsed(text, Direction.FUTURE), self._parsed(text, Direction.PAST)
        if isinstance(ahead, UserError):
            if ahead.code == "dates.past" and isinstance(behind, ParsedDate):
                self._must_be_fixed(text, behind, Direction.PAST)
                return Read(behind.day, behind.notes)
            raise ahead
        passed = any(note.code == "dates.note-other-year" for note in ahead.notes)
        without_year = isinstance(behind, ParsedDate) and behind.day != ahead.day
        if passed or (closed and without_year):
            raise UnclearError("imports.cell-no-year", typed=text[:QUOTED])
        self._must_be_fixed(text, ahead, Direction.FUTURE)
        return Read(ahead.day, ahead.notes)

    def _parsed(self, text: str, direction: Direction, back: int = 0) -> ParsedDate | UserError:
        today = self.context.today - timedelta(days=back)
        try:
            return parse_date(text, replace(self.context, today=today, direction=direction))
        except UserError as error:
            return error

    def _must_be_fixed(self, text: str, found: ParsedDate, direction: Direction) -> None:
        """«Fredag» or «om to uker» says nothing in a list: nobody knows from when it is counted."""
        before = self._parsed(text, direction, back=7)
        if isinstance(before, ParsedDate) and before.day != found.day:
            raise UnclearError("imports.cell-relative", typed=text[:QUOTED])


def read_number(cell: Cell) -> float:
    """A figure: 11, 12,5, 1 200, 25 %; «1.200» could be two. Raises UnclearError."""
    if isinstance(cell.value, int | float) and abs(cell.value) < LARGEST_FIGURE:
        return float(cell.value)
    typed = _SPACE.sub(" ", cell.text).removesuffix("%").strip()
    plain = _SIGN.sub("", typed)
    try:
        return -figure(plain) if typed.startswith(("-", "−")) else figure(plain)
    except UserError as error:
        raise UnclearError("imports.cell-number", typed=cell.text[:QUOTED]) from error


def is_percent(cell: Cell) -> bool:
    """Whether it says itself that it is a share: «25 %»."""
    return cell.text.endswith("%")


def read_status(cell: Cell, kind: ListKind) -> str:
    """The state a status word stands for. Raises UnclearError with the likeliest word."""
    words = STATUS[kind]
    said = " ".join(fold(cell.text).split())
    if said in words:
        return words[said][0]
    near = difflib.get_close_matches(said, words, cutoff=0.75)
    if near:
        raise UnclearError("imports.cell-status-near", typed=cell.text[:QUOTED], near=words[near[0]][1])
    raise UnclearError("imports.cell-status", typed=cell.text[:QUOTED])


def read_level(cell: Cell) -> Level:
    """The level of an instrument. Raises UnclearError."""
    found = LEVELS.get(" ".join(fold(cell.text).split()))
    if found is None:
        raise UnclearError("imports.cell-level", typed=cell.text[:QUOTED])
    return found
