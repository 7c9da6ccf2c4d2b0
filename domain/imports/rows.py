"""What becomes of each row of a list: ready to be taken over, unclear, or skipped with its reason."""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from domain import followups
from domain.agreements import agreements
from domain.agreements.agreements import Level, Status
from domain.dates.parse import DateContext
from domain.followups import FollowUpState
from domain.imports.cells import ERRORS, QUOTED, CellProblem, Dates, Owners, Read, Remark, UnclearError, read_status
from domain.imports.columns import Column, Header, ListKind
from domain.imports.sheet import Cell, Sheet, SheetRow
from domain.lengths import length, most
from domain.organisations import Organisation, fold

"""Characters of a follow-up's text."""

_YES = ("x", "ja", "yes", "ok", "utført", "ferdig", "fullført", "done", "completed", "true", "1")
_NO = ("nei", "no", "false", "0", "ikke", "ikkje", "not")
YES = frozenset(fold(word) for word in _YES) | frozenset("✓✔☑√")
NO = frozenset(fold(word) for word in _NO) | frozenset("-–—☐")
"""Marks in a column for what is done, folded."""

CLOSED: Container[str] = (*followups.CLOSED, *agreements.CLOSED)
"""What a list can say of a follow-up or a measure that is over."""
_BETWEEN = {Column.OWNER: "; ", Column.CONTRIBUTORS: "; "}
"""What is put between the texts of several cells that are read together; else a space."""

What = TypeVar("What")

_SUM = re.compile(r"^(?:sum|totalt?|i alt|til sammen|antall|antal|count)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FollowUpDraft:
    """A follow-up as the list has it. done: the day it was closed, if the list says so."""

    owner: str
    county: str | None
    text: str
    due: date
    state: FollowUpState = FollowUpState.OPEN
    done: date | None = None

    @property
    def name(self) -> str:
        """What it is called in a list."""
        return self.text


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A measure as the list has it, with the goal it belongs to (number, title, goal of the regional plan)."""

    number: str
    goal: tuple[str, str, str]
    title: str
    owner: str
    due: date
    status: Status = Status.NOT_STARTED
    contributors: tuple[str, ...] = ()
    description: str = ""
    instrument: str = ""
    level: Level = Level.NONE
    starts: date | None = None
    done: date | None = None
    comment: str = ""
    next_step: str = ""
    indicator: str = ""
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    latest: float | None = None

    @property
    def name(self) -> str:
        """What it is called in a list."""
        return f"{self.number} {self.title}"


Draft = FollowUpDraft | MeasureDraft


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be taken over, with what should be said about it."""

    number: int
    draft: Draft
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A row that can't, and why, cell by cell."""

    number: int
    shown: str
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that isn't one of the list's, or stands already. code: why, a text key with its facts."""

    number: int
    shown: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExistingFollowUp:
    """A follow-up that is in the database already."""

    id: int
    due: date
    open: bool


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What the list is read against.

    county: whose list it is; empty: the national level. may: (county, owner) for which the speaker may note
    follow-ups. follow_ups: by county (empty: national), owner and folded text. goals, measures: number → title, of the
    county's agreement, those it holds now; removed: the numbers of those it held, which are never used again.
    """

    dates: DateContext
    organisations: tuple[Organisation, ...]
    county: str = ""
    may: frozenset[tuple[str, str]] = frozenset()
    follow_ups: Mapping[tuple[str, str, str], tuple[ExistingFollowUp, ...]] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """The list as it was understood: every row that isn't empty, in order."""

    kind: ListKind
    header: Header
    rows: tuple[Ready | Unclear | Skipped, ...]

    @property
    def ready(self) -> list[Ready]:
        """The rows that can be taken over."""
        return [row for row in self.rows if isinstance(row, Ready)]

    @property
    def unclear(self) -> list[Unclear]:
        """The rows that can't."""
        return [row for row in self.rows if isinstance(row, Unclear)]

    @property
    def skipped(self) -> list[Skipped]:
        """The rows that are none of the list's, or stand already."""
        return [row for row in self.rows if isinstance(row, Skipped)]


@dataclass
class RowReader:
    """What reading a row takes, whichever kind of list it is: cells by what they hold, and the problems met."""

    sheet: Sheet
    header: Header
    ground: ImportContext
    kind: ListKind
    owners: Owners = field(init=False)
    dates: Dates = field(init=False)
    problems: list[CellProblem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.owners = Owners(self.ground.organisations, self.ground.county)
        self.dates = Dates(self.ground.dates, self.sheet.epoch)

    def begin(self) -> None:
        """Another row: nothing is unclear in it yet."""
        self.problems, self.remarks = [], []

    def repeats_header(self, row: SheetRow) -> bool:
        """Whether the header stands here once more, as on a new page."""
        texts = {letter: cell.text for letter, cell in row.cells.items()}
        return len(texts) > 1 and all(self.header.headings.get(letter) == text[:60] for letter, text in texts.items())

    def is_sum(self, row: SheetRow) -> bool:
        """Whether it is a trailing sum: «Sum» or figures alone, and nobody responsible."""
        if any(letter in row.cells for letter in self.header.columns[Column.OWNER]):
            return False
        if all(isinstance(cell.value, int | float) for cell in row.cells.values()):
            return not any(letter in row.cells for letter in self.header.columns[Column.TITLE])
        first = next(cell for cell in row.cells.values())
        figures = all(isinstance(cell.value, int | float) for cell in list(row.cells.values())[1:])
        return figures and bool(_SUM.match(first.text))

    def touches(self, row: SheetRow) -> bool:
        """Whether it holds anything in the columns that are taken over."""
        return any(letter in row.cells for letters in self.header.columns.values() for letter in letters)

    def cell(self, row: SheetRow, column: Column) -> tuple[Cell | None, str]:
        """What a row holds of a column, and where. The cells under one merged heading are read together."""
        letters = self.header.columns.get(column, ())
        here = {letter: row.cells[letter] for letter in letters if letter in row.cells}
        place = f"{next(iter(here), letters[0] if letters else '')}{row.number}"
        distinct = list({cell.span or letter: cell for letter, cell in here.items()}.values())
        broken = next((one for one in distinct if one.text.upper() in ERRORS), None)
        if broken is not None:
            self.unclear(place, "imports.cell-formula", typed=broken.text)
            return None, place
        return _together(distinct, _BETWEEN.get(column, " ")), place

    def unclear(self, place: str, code: str, **params: object) -> None:
        """Note a problem; one per cell, the first."""
        if all(problem.cell != place for problem in self.problems):
            self.problems.append(CellProblem(place, code, params))

    def refused(self, row: SheetRow) -> Unclear:
        """The row with its problems, from the left."""
        problems = sorted(self.problems, key=lambda one: (len(one.cell), one.cell))
        return Unclear(row.number, row.shown, tuple(problems))

    def text(self, row: SheetRow, column: Column, limit: str) -> str:
        """A text as it stands. limit: what it may not be longer than (`domain.lengths`)."""
        cell, place = self.cell(row, column)
        return self.within(place, limit, cell.text if cell else "")

    def within(self, place: str, limit: str, text: str) -> str:
        """The text of a cell; a problem of that cell when it is too long."""
        if length(text) > most(limit):
            self.unclear(place, "imports.cell-too-long", most=most(limit), length=length(text))
        return text

    def title(self, row: SheetRow) -> str:
        """What it is about: at least a letter or a figure."""
        cell, place = self.cell(row, Column.TITLE)
        if cell is None or not any(char.isalnum() for char in cell.text):
            self.unclear(place, "imports.cell-no-title")
        return cell.text if cell else ""

    def owner(self, row: SheetRow) -> str:
        """The slug of the one who is responsible."""
        cell, place = self.cell(row, Column.OWNER)
        if cell is None:
            self.unclear(place, "imports.cell-no-owner")
            return ""
        try:
            found, otherwise = self.owners.one(cell)
        except UnclearError as error:
            self.unclear(place, error.code, **error.params)
            return ""
        if otherwise:
            self.remarks.append(
                Remark(place, "imports.remark-owner", {"typed": cell.text[:QUOTED], "owner": found.short})
            )
        return found.slug

    def reading(self, row: SheetRow, column: Column, read: Callable[[Cell], What], otherwise: What) -> What:
        """What `read` makes of a column's cell; `otherwise` of none, and of one that is unclear, which is noted."""
        cell, place = self.cell(row, column)
        if cell is not None:
            try:
                return read(cell)
            except UnclearError as error:
                self.unclear(place, error.code, **error.params)
        return otherwise

    def status(self, row: SheetRow, default: str) -> str:
        """The state, `default` when nothing is said."""
        return self.reading(row, Column.STATUS, lambda cell: read_status(cell, self.kind), default)

    def due(self, row: SheetRow, *, closed: bool) -> date:
        """The deadline; notes about it are remarks when it is still to come."""
        found = self._day(row, Column.DUE, closed=closed)
        if found is None:
            _, place = self.cell(row, Column.DUE)
            self.unclear(place, "imports.cell-no-due")
            return date.min
        if not closed:
            _, place = self.cell(row, Column.DUE)
            notes = (note for note in found.notes if note.code != "dates.note-past")  # said of the whole row
            self.remarks += [Remark(place, note.code, note.params) for note in notes]
        return found.day

    def day(self, row: SheetRow, column: Column) -> date | None:
        """Another date, if there is one."""
        found = self._day(row, column, closed=False)
        return found.day if found else None

    def state(self, row: SheetRow, default: str, done: str) -> tuple[str, date | None]:
        """The status, and the day it was done: a date or a mark in the column for that makes it `done`.

        The two mustn't say different things.
        """
        said, _ = self.cell(row, Column.STATUS)
        state = self.status(row, default)
        cell, place = self.cell(row, Column.DONE)
        if cell is None or _mark(cell) in NO:
            return state, None
        day = self._day_done(cell, place) if _mark(cell) not in YES else None
        if said is not None and state not in CLOSED:
            self.unclear(place, "imports.cell-done-differs", typed=cell.text[:QUOTED])
        return (state if said is not None else done), day

    def _day_done(self, cell: Cell, place: str) -> date | None:
        """The day in the column for what is done, where it holds no mere mark."""
        try:
            return self.dates.read(cell, closed=True).day
        except UnclearError as error:
            code = "imports.cell-done" if error.code == "dates.not-understood" else error.code
            self.unclear(place, code, **{"typed": cell.text[:QUOTED], **error.params})
            return None

    def _day(self, row: SheetRow, column: Column, *, closed: bool) -> Read | None:
        return self.reading(row, column, lambda cell: self.dates.read(cell, closed=closed), None)


def _together(cells: list[Cell], between: str) -> Cell | None:
    """The cells as one; None when there is none."""
    if len(cells) <= 1:
        return cells[0] if cells else None
    text = between.join(cell.text for cell in cells)
    return Cell(text, text)


def _mark(cell: Cell) -> str:
    """A cell's text, to compare with the marks for yes and no: folded, where anything is left of it then."""
    return fold(cell.text) or cell.text
