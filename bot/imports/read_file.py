"""Reads a spreadsheet file (XLSX, CSV) into neutral rows: stored values only, no formula worked out, no link followed.

Raises UserError (family `imports`) for a file that can't be read, or is larger than a list of follow-ups ever is.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import iterparse

from bot.imports.inside import check_inside
from domain.errors import UserError
from domain.imports.sheet import Cell, Sheet, SheetRow, Value, cell, letter

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader

LARGEST_FILE = 10_000_000
"""Bytes of a file."""

MOST_CELLS = 400_000
MOST_ROWS = 10_000
"""Rows that hold anything; how many a list may have, the domain says."""

MOST_MERGED = 20_000
"""Cells that merged ranges may cover, all together."""

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an .xls file begins, and one that is locked with a password."""

_MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
_SPAN = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_SEPARATOR = re.compile(r"sep=(.)\r?")
_DELIMITERS = (";", "\t", ",")


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file that was read: its name, its fingerprint, and its list."""

    name: str
    sha256: str
    sheet: Sheet


def read_file(path: Path, name: str = "") -> SheetFile:
    """Read a list from a file. name: of the sheet, where the file has several. Raises UserError."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UserError("imports.file-too-large", {"most": LARGEST_FILE // 1_000_000})
        data = path.read_bytes()
    except OSError as error:
        raise UserError("imports.no-file", {"path": cell(str(path)).text[:200]}) from error
    return SheetFile(cell(path.name).text, hashlib.sha256(data).hexdigest(), read_bytes(data, name))


def read_bytes(data: bytes, name: str = "") -> Sheet:
    """Read a list from a file's content; what it is, is seen from how it begins. Raises UserError."""
    if data.startswith(_OLD_EXCEL):
        raise UserError("imports.old-or-locked")
    sheet = _workbook(data, name) if data.startswith(b"PK") else _csv(data)
    if not sheet.rows:
        raise UserError("imports.empty-file")
    return sheet


# ---- XLSX


def _workbook(data: bytes, name: str) -> Sheet:
    """The sheet called `name`, or the first visible one that holds anything."""
    try:
        check_inside(data)
        return _read_workbook(data, name)
    except UserError:
        raise
    except Exception as error:  # broken files break the library in a hundred ways; none of them is our fault
        raise UserError("imports.broken-file") from error


def _read_workbook(data: bytes, name: str) -> Sheet:
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    with closing(reader.wb):
        visible = {one.title: one for one in reader.wb.worksheets if one.sheet_state == "visible"}
        for title in _to_read(list(visible), name):
            rows = tuple(_rows(_values(visible[title]), _merged(reader, title)))
            if rows or name:
                others = tuple(cell(other).text for other in visible if other != title)
                return Sheet(rows, cell(title).text, others, reader.wb.epoch.date())
    return Sheet(())


def _to_read(titles: list[str], name: str) -> list[str]:
    """The sheets that may hold the list. Raises UserError when there is none of that name."""
    if not name:
        return titles
    if name not in titles:
        raise UserError("imports.no-sheet", {"name": name[:60], "names": ", ".join(titles)[:300]})
    return [name]


def _values(worksheet: Any) -> Iterator[tuple[int, list[tuple[str, Value]]]]:
    """Row number and what its cells hold, empty ones left out. Raises UserError when there are too many."""
    # worksheet: Any, because the stubs know no sheet that is read only.
    worksheet.reset_dimensions()  # what the file says of its size is not always true
    cells = 0
    for number, row in enumerate(worksheet.iter_rows(values_only=True), 1):
        cells += len(row)
        if cells > MOST_CELLS:
            raise UserError("imports.too-much-inside")
        found = [(letter(place), plain) for place, value in enumerate(row, 1) if (plain := _plain(value)) is not None]
        yield number, found


def _plain(value: object) -> Value | None:
    """A cell's value as the domain knows it; None: nothing in it."""
    if isinstance(value, bool):
        return "x" if value else None
    if isinstance(value, date | int | float):
        return value
    text = "" if value is None else str(value)  # a time of day or a span of time stands as its text
    return text if text.strip() else None


def _merged(reader: "ExcelReader", name: str) -> dict[tuple[int, str], tuple[tuple[int, str], str]]:
    """(row, column) of each merged cell → the cell its value stands in, and the range («A1:C1»)."""
    found: dict[tuple[int, str], tuple[tuple[int, str], str]] = {}
    for sheet, relation in reader.parser.find_sheets():
        if sheet.name != name:
            continue
        with reader.archive.open(relation.target) as part:
            for _, element in iterparse(part):  # noqa: S314 - the parser itself refuses to expand without end
                if element.tag == _MERGED:
                    _spread(element.get("ref", ""), found)
                element.clear()
    return found


def _spread(span: str, found: dict[tuple[int, str], tuple[tuple[int, str], str]]) -> None:
    """Note the cells of one merged range. Raises UserError when they become too many."""
    from openpyxl.utils import column_index_from_string

    corners = _SPAN.fullmatch(span)
    if not corners:
        return
    left, right = column_index_from_string(corners[1]), column_index_from_string(corners[3])
    top, bottom = int(corners[2]), int(corners[4])
    if len(found) + (right - left + 1) * (bottom - top + 1) > MOST_MERGED:
        raise UserError("imports.too-much-inside")
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            found[row, letter(column)] = ((top, corners[1]), span)


def _rows(
    values: Iterable[tuple[int, list[tuple[str, Value]]]],
    merged: Mapping[tuple[int, str], tuple[tuple[int, str], str]],
) -> Iterator[SheetRow]:
    """The rows that hold anything, each merged value in all of its cells. Raises UserError for too many rows."""
    corners: dict[tuple[int, str], Value] = {}
    spread: dict[int, list[str]] = {}
    for row, column in merged:
        spread.setdefault(row, []).append(column)
    count = 0
    for number, found in values:
        here: dict[str, Cell] = {}
        for column, value in found:
            corner, span = merged.get((number, column), ((number, column), ""))
            here[column] = cell(value, span)
            if span and corner == (number, column):
                corners[corner] = value
        for column in spread.get(number, ()):
            corner, span = merged[number, column]
            if corner in corners:
                here[column] = cell(corners[corner], span)
        if here:
            count += 1
            if count > MOST_ROWS:
                raise UserError("imports.too-many-rows", {"most": 5_000, "count": count})
            yield SheetRow(number, dict(sorted(here.items(), key=lambda pair: (len(pair[0]), pair[0]))))


# ---- CSV


def _csv(data: bytes) -> Sheet:
    """Comma, semicolon or tab between the values; UTF-8 with or without a mark, UTF-16 with one, or Windows-1252."""
    text = _decoded(data)
    if "\0" in text:
        raise UserError("imports.broken-file")
    first, _, rest = text.partition("\n")
    said = _SEPARATOR.fullmatch(first)
    delimiter = said[1] if said else _delimiter(text)
    try:
        lines = csv.reader(io.StringIO(rest if said else text, newline=""), delimiter=delimiter)
        numbered = enumerate(lines, 2 if said else 1)
        return Sheet(tuple(_rows(_csv_values(numbered), {})))
    except csv.Error as error:
        raise UserError("imports.broken-file") from error


def _csv_values(lines: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[tuple[str, Value]]]]:
    cells = 0
    for number, line in lines:
        cells += len(line)
        if cells > MOST_CELLS:
            raise UserError("imports.too-much-inside")
        yield number, [(letter(place), value) for place, value in enumerate(line, 1) if value.strip()]


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("imports.broken-file")


def _delimiter(text: str) -> str:
    """The sign that cuts the first lines into most columns."""
    lines = [line for line in text.splitlines() if line.strip()][:30]

    def width(sign: str) -> float:
        try:
            return median(len(row) for row in csv.reader(lines, delimiter=sign)) if lines else 0
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=width)
