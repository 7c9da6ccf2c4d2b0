"""Which column of a list holds what: the header row is found and its headings are matched by name.

Headings are compared folded, in bokmål, nynorsk and English. What can't be matched is said, never guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, pairwise

from domain.errors import UserError
from domain.imports.sheet import Cell, SheetRow
from domain.organisations import fold

_BRACKETS = re.compile(r"\([^()]*\)")
_PIECES = re.compile(r"[/|:]")


class ListKind(StrEnum):
    """What a list holds."""

    FOLLOW_UPS = "follow-ups"
    MEASURES = "measures"


class Column(StrEnum):
    """What a column can hold."""

    NUMBER = "number"
    TITLE = "title"
    DESCRIPTION = "description"
    OWNER = "owner"
    CONTRIBUTORS = "contributors"
    STARTS = "starts"
    DUE = "due"
    DONE = "done"
    STATUS = "status"
    COMMENT = "comment"
    NEXT = "next"
    COUNTY = "county"
    GOAL = "goal"
    PLAN_GOAL = "plan-goal"
    INSTRUMENT = "instrument"
    LEVEL = "level"
    INDICATOR = "indicator"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    LATEST = "latest"


HEADER_WITHIN = 30
"""The header row is looked for among so many rows that aren't empty."""

_SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.NUMBER: ("nr|nummer|no|number|id|løpenr|løpenummer|tiltaksnr|tiltaksnummer|tiltak nr",),
    Column.TITLE: (
        "hva skal gjøres|kva skal gjerast|what is to be done|oppfølgingspunkt|oppfølgingspunkter|follow up",
        "tiltak|oppfølging|aktivitet|oppgave|oppgåve|tittel|measure|action|action item|task|title|followup",
        "sak|hva|kva|punkt|item|what|tekst|text",
    ),
    Column.DESCRIPTION: ("beskrivelse|skildring|omtale|description",),
    Column.OWNER: (
        "ansvarlig|ansvarleg|hovedansvarlig|hovudansvarleg|hovedansvar|hovudansvar|eier|eigar|owner|responsible",
        "ansvar|ansvarlig organisasjon|ansvarleg organisasjon|ansvarlig part|ansvarleg part|hvem|kven|who|lead",
    ),
    Column.CONTRIBUTORS: (
        "bidragsytere|bidragsyter|bidragsytar|bidragsytarar|bidrar|bidreg|deltakere|deltakarar|contributors|contributor",
    ),
    Column.STARTS: ("oppstart|startdato|starter|startar|start date|starts",),
    Column.DUE: (
        "frist|due|deadline|due date|ny frist",
        "innen|innan|by|når|sluttdato|ferdig innen|ferdig innan",
        "dato|date",
    ),
    Column.DONE: ("utført|ferdig|fullført|utført dato|fullført dato|ferdigdato|done|completed|done on|completed on",),
    Column.STATUS: ("status|tilstand|state",),
    Column.COMMENT: ("kommentar|kommentarer|merknad|merknader|notat|comment|comments|note|notes|remark|remarks",),
    Column.NEXT: ("neste steg|neste skritt|vidare|videre|next|next step",),
    Column.COUNTY: ("fylke|fylkeskommune|county",),
    Column.GOAL: ("mål|hovedmål|hovudmål|delmål|målsetting|goal|objective",),
    Column.PLAN_GOAL: ("planmål|mål i plan|plan goal",),
    Column.INSTRUMENT: ("virkemiddel|virkemidler|verkemiddel|ordning|instrument|instruments",),
    Column.LEVEL: ("nivå|level",),
    Column.INDICATOR: ("indikator|indikatorer|indikatorar|indicator|måles på|målast på",),
    Column.UNIT: ("enhet|eining|unit",),
    Column.BASELINE: ("utgangsverdi|startverdi|nullpunkt|baseline", "start|utgangspunkt"),
    Column.TARGET: ("måltall|måltal|målverdi|target",),
    Column.LATEST: ("siste|sist|siste verdi|verdi|nåverdi|noverdi|status tall|latest|value|current",),
}
_KNOWN: Mapping[str, tuple[Column, int]] = {
    fold(word): (column, rank)
    for column, ranks in _SYNONYMS.items()
    for rank, words in enumerate(ranks)
    for word in words.split("|")
}
_ONLY_MEASURES = frozenset(
    {
        Column.GOAL, Column.PLAN_GOAL, Column.INSTRUMENT, Column.LEVEL, Column.INDICATOR, Column.UNIT,
        Column.BASELINE, Column.TARGET, Column.LATEST,
    }
)  # fmt: skip
_ONLY_FOLLOW_UPS = frozenset({Column.COUNTY})
_MEASURE_WORDS = frozenset(fold(word) for word in ("tiltak", "measure"))
_UNUSED: Mapping[ListKind, frozenset[Column]] = {
    ListKind.FOLLOW_UPS: _ONLY_MEASURES | {Column.NUMBER, Column.STARTS, Column.NEXT, Column.DESCRIPTION},
    ListKind.MEASURES: _ONLY_FOLLOW_UPS,
}


@dataclass(frozen=True, slots=True)
class Header:
    """The header: its rows, and which columns hold what; several hold one thing when they share a merged heading.

    unused: columns with a heading that are not taken over.
    """

    rows: tuple[int, ...]
    columns: Mapping[Column, tuple[str, ...]]
    headings: Mapping[str, str]
    unused: Mapping[str, str]

    def heading(self, column: Column) -> str:
        """What the sheet calls a column; empty when it has none."""
        return next((self.headings[letter] for letter in self.columns.get(column, ())), "")


@dataclass(frozen=True, slots=True)
class _Heading:
    column: Column
    rank: int
    cell: Cell


def meaning(heading: str) -> tuple[Column, int] | None:
    """What a heading means, and how surely (0 most): «Frist (dato)», «Tiltak/oppfølging» too; None: nothing known."""
    whole = " ".join(fold(heading).split())
    if heading.strip() == "#":
        return Column.NUMBER, 0
    bare = " ".join(fold(_BRACKETS.sub(" ", heading)).split())
    pieces = (" ".join(fold(piece).split()) for piece in _PIECES.split(heading))
    return next((_KNOWN[name] for name in (whole, bare, *pieces) if name in _KNOWN), None)


def find_header(rows: Sequence[SheetRow], kind: ListKind | None = None) -> tuple[Header, ListKind]:
    """The header among the first rows, and what the list holds unless `kind` says it.

    The row with most headings counts, together with the row below it when that says more (merged headings). Raises
    UserError: no header, two columns for one thing, or no telling which kind of list.
    """
    first = list(rows[:HEADER_WITHIN])
    candidates: list[list[SheetRow]] = [[row] for row in first]
    candidates += [[upper, lower] for upper, lower in pairwise(first) if lower.number == upper.number + 1]
    best = max(candidates, key=lambda one: (_score(one), -len(one), -one[0].number), default=[])
    matched = _matched(best)
    found = {one.column for one in matched.values()}
    if len(found) < 2 or Column.TITLE not in found:
        raise UserError("imports.no-header")
    decided = kind or _kind_of(matched)
    return _header(best, matched, decided), decided


def _score(rows: Sequence[SheetRow]) -> int:
    """How many different things the headings name; a heading that stretches over several columns counts once."""
    if len(rows) == 2 and not _is_second_row(*rows):
        return 0
    return len({one.column for one in _matched(rows).values()})


def _is_second_row(upper: SheetRow, lower: SheetRow) -> bool:
    """Whether the lower row holds headings only, so that both rows together may be the header."""
    fresh = [cell for column, cell in lower.cells.items() if cell != upper.cells.get(column)]
    return bool(fresh) and all(meaning(cell.text) for cell in fresh)


def _matched(rows: Sequence[SheetRow]) -> dict[str, _Heading]:
    """Column letter → what its heading means; the lower of two rows is the more exact one.

    Where nothing is called «Tiltak» or the like, the description says what is to be done.
    """
    found: dict[str, _Heading] = {}
    for row in rows:
        for column, cell in row.cells.items():
            if isinstance(cell.value, str) and (known := meaning(cell.text)):
                found[column] = _Heading(*known, cell)
    if all(one.column is not Column.TITLE for one in found.values()):
        titled = {letter: one for letter, one in found.items() if one.column is Column.DESCRIPTION}
        found |= {letter: replace(one, column=Column.TITLE) for letter, one in titled.items()}
    return dict(sorted(found.items(), key=lambda pair: (len(pair[0]), pair[0])))


def _kind_of(matched: Mapping[str, _Heading]) -> ListKind:
    """Measures have goals, instruments, figures; a list with one such column and «Tiltak» is one too."""
    telling = {one.column for one in matched.values() if one.rank == 0} & _ONLY_MEASURES  # «Start» may be a date
    if not telling:
        return ListKind.FOLLOW_UPS
    named = any(fold(one.cell.text) in _MEASURE_WORDS for one in matched.values() if one.column is Column.TITLE)
    if len(telling) >= 2 or named:
        return ListKind.MEASURES
    heading = next(one.cell.text for one in matched.values() if one.column in telling)
    raise UserError("imports.which-kind", {"heading": heading[:60]})


def _header(rows: Sequence[SheetRow], matched: Mapping[str, _Heading], kind: ListKind) -> Header:
    texts = {letter: cell.text[:60] for row in rows for letter, cell in row.cells.items()}
    held = {column: _letters(column, matched) for column in Column if column not in _UNUSED[kind]}
    columns = {column: letters for column, letters in held.items() if letters}
    used = set(chain.from_iterable(columns.values()))
    unused = {letter: text for letter, text in texts.items() if letter not in used}
    return Header(tuple(row.number for row in rows), columns, texts, unused)


def _letters(column: Column, matched: Mapping[str, _Heading]) -> tuple[str, ...]:
    """The columns that hold it: the surest heading, all that share it when it is merged; every comment's.

    Raises UserError for two columns of anything else.
    """
    here = {letter: one for letter, one in matched.items() if one.column is column}
    surest = min((one.rank for one in here.values()), default=None)
    cells = {letter: one.cell for letter, one in here.items() if one.rank == surest}
    if len(cells) > 1 and column is not Column.COMMENT and not _share_heading(list(cells.values())):
        (first, heading), (second, other), *_ = cells.items()
        facts = {"first": first, "second": second, "heading": heading.text[:60], "other": other.text[:60]}
        raise UserError("imports.two-columns", facts)
    return tuple(cells)


def _share_heading(cells: list[Cell]) -> bool:
    """Whether they are one merged heading."""
    spans = {cell.span for cell in cells}
    return len(spans) == 1 and "" not in spans
