"""A spreadsheet as neutral rows: what a cell holds, and what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from domain.composed import composed

Value = str | date | int | float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that isn't empty. text: as a person reads it. span: the merged cells it belongs to («A1:C1»), or none.

    The value of merged cells stands in each of them.
    """

    value: Value
    text: str
    span: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as the spreadsheet shows it, and its cells by column letter, from the left."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """The text of a cell; empty when there is none."""
        cell = self.cells.get(column)
        return cell.text if cell else ""

    @property
    def shown(self) -> str:
        """The row in one line, each merged value once."""
        return " | ".join(cell.text for _, cell in _once(self.cells))[:200]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a list that hold anything. others: the names of sheets in the same file that were not read.

    epoch: what Excel's day numbers count from in this file.
    """

    rows: tuple[SheetRow, ...]
    name: str = ""
    others: tuple[str, ...] = ()
    epoch: date = date(1899, 12, 30)


def cell(value: Value, span: str = "") -> Cell:
    """A cell with the text that goes with its value: one line, nothing unprintable, no spaces around it."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and not isfinite(value):
        value = str(value)
    if isinstance(value, float):
        text = f"{value:.10g}"
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        printable = (char if char.isprintable() else " " for char in composed(str(value)))
        text = " ".join("".join(printable).split())
    return Cell(text if isinstance(value, str) else value, text, span)


def letter(number: int) -> str:
    """The name of a column, 1 = A, 27 = AA."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def one_span(row: SheetRow) -> bool:
    """Whether a row is a heading across the sheet: merged cells and nothing else."""
    spans = {one.span for one in row.cells.values()}
    return len(row.cells) > 1 and len(spans) == 1 and "" not in spans


def _once(cells: Mapping[str, Cell]) -> list[tuple[str, Cell]]:
    seen: set[str] = set()
    found = []
    for column, cell in cells.items():
        if not cell.span or cell.span not in seen:
            found.append((column, cell))
        seen.add(cell.span)
    return found
