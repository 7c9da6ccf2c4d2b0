"""Reads a whole list: header, columns, every row. No row that holds anything is lost on the way."""

from collections.abc import Callable

from domain.errors import UserError
from domain.imports.columns import Column, Header, ListKind, find_header
from domain.imports.follow_ups import FollowUpReader
from domain.imports.measures import MeasureReader
from domain.imports.rows import ImportContext, Plan, Ready, RowReader, Skipped, Unclear
from domain.imports.sheet import Sheet, SheetRow, one_span

MOST_ROWS = 5_000
"""Rows of one list."""


def interpret(
    sheet: Sheet,
    ground: ImportContext,
    kind: ListKind | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Read a list. progress: told how many rows of how many are done.

    Raises UserError when there is no header, a column that is needed is missing, or there are too many rows.
    """
    header, kind = find_header(sheet.rows, kind)
    _check_columns(header, kind)
    below = [row for row in sheet.rows if row.number > header.rows[-1]]
    if len(below) > MOST_ROWS:
        raise UserError("imports.too-many-rows", {"most": MOST_ROWS, "count": len(below)})
    read = MeasureReader if kind is ListKind.MEASURES else FollowUpReader
    reader = read(RowReader(sheet, header, ground, kind), below)
    found: list[Ready | Unclear | Skipped] = []
    for done, row in enumerate(sheet.rows, 1):
        found.append(_row(row, reader))
        if progress:
            progress(done, len(sheet.rows))
    return Plan(kind, header, tuple(found))


def _check_columns(header: Header, kind: ListKind) -> None:
    """Raises UserError when a column is missing without which no row can be read."""
    headings = ", ".join(dict.fromkeys(header.headings.values()))[:200]
    if Column.OWNER not in header.columns:
        raise UserError("imports.no-owner-column", {"headings": headings})
    if Column.DUE not in header.columns:
        raise UserError("imports.no-due-column", {"headings": headings})
    if kind is ListKind.MEASURES and not {Column.GOAL, Column.NUMBER} & header.columns.keys():
        raise UserError("imports.no-goal-column", {"headings": headings})


def _row(row: SheetRow, reader: FollowUpReader | MeasureReader) -> Ready | Unclear | Skipped:
    rows = reader.rows
    if row.number < rows.header.rows[0]:
        return Skipped(row.number, row.shown, "imports.skip-above")
    if row.number in rows.header.rows or rows.repeats_header(row):
        return Skipped(row.number, row.shown, "imports.skip-header")
    if one_span(row):
        reader.heading(row)
        return Skipped(row.number, row.shown, "imports.skip-heading")
    if rows.is_sum(row):
        return Skipped(row.number, row.shown, "imports.skip-sum")
    if not rows.touches(row):
        return Skipped(row.number, row.shown, "imports.skip-nothing")
    return reader.read(row)
