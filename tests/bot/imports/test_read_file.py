"""Files as people have them: read into rows, or refused in a sentence, never with a traceback."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.imports import inside
from bot.imports import read_file as sheets
from bot.imports.read_file import read_bytes, read_file
from domain.errors import UserError
from domain.imports.sheet import Sheet
from tests.untrusted.patterns import modules

TEXT = "Tiltak;Ansvarlig;Frist\nLøype på Møre;Forskningsrådet;15.12\n"


def workbook(fill: Callable[[Worksheet], object], *more: str) -> bytes:
    """An .xlsx file whose first sheet a function fills; more: names of further sheets, with a word in each."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    for name in more:
        book.create_sheet(name)["A1"] = "noe"
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def grid(sheet: Sheet) -> list[tuple[int, dict[str, str]]]:
    return [(row.number, {letter: cell.text for letter, cell in row.cells.items()}) for row in sheet.rows]


def code(data: bytes, name: str = "") -> str:
    with pytest.raises(UserError) as error:
        read_bytes(data, name)
    return error.value.code


LOYPE = [
    (1, {"A": "Tiltak", "B": "Ansvarlig", "C": "Frist"}),
    (2, {"A": "Løype på Møre", "B": "Forskningsrådet", "C": "15.12"}),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_csv_however_it_was_saved(encoding: str, sign: str, ending: str) -> None:
    assert grid(read_bytes(TEXT.replace(";", sign).replace("\n", ending).encode(encoding))) == LOYPE


def test_csv_with_what_people_put_in_it() -> None:
    text = 'sep=;\nTiltak;Ansvarlig\n\n;;\n"Levere skisse, plan;\nog budsjett";Siva\n'
    assert grid(read_bytes(text.encode())) == [
        (2, {"A": "Tiltak", "B": "Ansvarlig"}),
        (5, {"A": "Levere skisse, plan; og budsjett", "B": "Siva"}),
    ]


def test_a_workbook() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "Oppfølgingsliste"
        sheet.merge_cells("A1:C1")
        sheet["A3"], sheet["B3"], sheet["C3"] = "Tiltak", "Ansvarlig", "Frist"
        sheet["A4"], sheet["C4"] = "  Løype\nto ", datetime(2026, 12, 15, 10)  # noqa: DTZ001 - as spreadsheets have it
        sheet["A5"], sheet["B5"], sheet["C5"] = 12.5, True, 46371
        sheet["B7"] = "=1/0"

    sheet = read_bytes(workbook(fill))
    assert grid(sheet) == [
        (1, dict.fromkeys("ABC", "Oppfølgingsliste")),
        (3, {"A": "Tiltak", "B": "Ansvarlig", "C": "Frist"}),
        (4, {"A": "Løype to", "C": "2026-12-15"}),
        (5, {"A": "12.5", "B": "x", "C": "46371"}),
    ]
    assert {cell.span for cell in sheet.rows[0].cells.values()} == {"A1:C1"}


def test_a_value_merged_downwards_stands_in_each_row() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Mål", "Tiltak"])
        sheet.append(["M1", "a"])
        sheet.append([None, "b"])
        sheet.merge_cells("A2:A3")

    assert [row.text("A") for row in read_bytes(workbook(fill)).rows] == ["Mål", "M1", "M1"]


def test_which_sheet_is_read() -> None:
    data = workbook(lambda sheet: sheet.append(["Tiltak"]), "Gammelt")
    assert read_bytes(data).others == ("Gammelt",)
    assert grid(read_bytes(data, "Gammelt")) == [(1, {"A": "noe"})]
    assert code(data, "Nytt") == "imports.no-sheet"
    book = Workbook()
    book.create_sheet("Liste")["A1"] = "Tiltak"
    book.create_sheet("Skjult")["A1"] = "hemmelig"
    book["Skjult"].sheet_state = "hidden"
    sheet = read_bytes(saved(book))
    assert (sheet.name, sheet.others) == ("Liste", ("Sheet",))  # the first one is empty, the last one hidden


def test_day_numbers_of_an_old_mac() -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active["A1"] = 44909
    assert read_bytes(saved(book)).epoch.year == 1904


def test_what_is_no_spreadsheet() -> None:
    good = workbook(lambda sheet: sheet.append(["Tiltak"]))
    assert code(b"") == "imports.empty-file"
    assert code(b"\n;;\n") == "imports.empty-file"
    assert code(saved(Workbook())) == "imports.empty-file"
    assert code(good[: len(good) // 2]) == "imports.broken-file"
    assert code(b"PK\x03\x04 nothing") == "imports.broken-file"
    assert code(b"%PDF-1.7\x00\x00") == "imports.broken-file"
    assert code(b"\x81\x8d\xff\x00") == "imports.broken-file"
    assert code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "imports.old-or-locked"
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("noe.txt", "noe")
    assert code(empty.getvalue()) == "imports.broken-file"


def test_a_small_file_that_unpacks_to_a_huge_one() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(inside.LARGEST_UNPACKED + 1))
    assert len(content.getvalue()) < 1_000_000
    assert code(content.getvalue()) == "imports.too-much-inside"


def test_more_than_a_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_CELLS", 10)
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    monkeypatch.setattr(sheets, "MOST_MERGED", 10)
    wide = workbook(lambda sheet: sheet.append(list("abcdefghijk")))
    assert code(wide) == code(b"a;b;c;d;e;f;g;h;i;j;k") == "imports.too-much-inside"
    assert code(b"a\nb\nc\nd\n") == "imports.too-many-rows"
    assert code(workbook(lambda sheet: sheet.merge_cells("A1:K1"))) == "imports.too-much-inside"


def test_a_cell_far_out_costs_little() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "Tiltak"
        sheet["B1048576"] = "langt nede"

    assert [row.number for row in read_bytes(workbook(fill)).rows] == [1, 1048576]


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (tmp_path / "finnes-ikke.xlsx", tmp_path):
        with pytest.raises(UserError) as error:
            read_file(path)
        assert error.value.code == "imports.no-file"
    big = tmp_path / "stor.csv"
    big.write_text(TEXT, encoding="utf-8")
    assert read_file(big).name == "stor.csv"
    assert len(read_file(big).sha256) == 64
    monkeypatch.setattr(sheets, "LARGEST_FILE", 10)
    with pytest.raises(UserError) as error:
        read_file(big)
    assert error.value.code == "imports.file-too-large"


@given(
    st.binary(max_size=400) | st.binary(max_size=400).map(lambda data: b"PK\x03\x04" + data) | st.text().map(str.encode)
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        sheet = read_bytes(data)
    except UserError:
        return
    assert sheet.rows


# what a file makes its reader do


def book(*parts: tuple[str, str], change: tuple[str, str, str] = ("", "", "")) -> bytes:
    """A workbook with other parts, or with something else in one of its own."""
    whole, out = workbook(lambda sheet: sheet.append(["Hva skal gjøres"])), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, text.replace(change[1], change[2], 1) if name.endswith(change[0] or "\0") else text)
        for name, text in parts:
            new.writestr(name, text)
    return out.getvalue()


SHEET = "sheet1.xml"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("styles.xml", "<fonts", f"{'<a/>' * 11_000}<fonts"), "imports.too-much-inside"),
        ((SHEET, "<sheetData>", f"<sheetData>{'<row/>' * 11_000}"), "imports.too-much-inside"),
        ((SHEET, "<sheetData>", f"{'<a>' * 60}{'</a>' * 60}<sheetData>"), "imports.too-much-inside"),
        ((SHEET, '<row r="1"', '<row r="99999999999"'), "imports.broken-file"),
        ((SHEET, '<row r="1"', '<row r="-1"'), "imports.broken-file"),
        ((SHEET, '<row r="1"', '<row r="1048577"'), "imports.broken-file"),
        ((SHEET, "Hva skal", "a" * 40_000), "imports.too-much-inside"),
        ((SHEET, "<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet'), "imports.broken-file"),
        ((SHEET, "<worksheet", '<!DOCTYPE a SYSTEM "file:///etc/hostname"><worksheet'), "imports.broken-file"),
        (("workbook.xml", "<workbook", '<!DOCTYPE a [<!ENTITY b "c">]><workbook'), "imports.broken-file"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[0]}:{value[2][:12]}",
)
def test_a_small_file_that_makes_much_work_is_refused(
    monkeypatch: pytest.MonkeyPatch, change: tuple[str, str, str], told: str
) -> None:
    monkeypatch.setattr(inside, "MOST_ELEMENTS", dict.fromkeys(inside.MOST_ELEMENTS, 10_000))
    content = book(change=change)
    assert len(content) < 200_000
    assert code(content) == told


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.dat", "xl/list.xml", "xl/list"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_sheet_is_looked_into_whatever_it_is_called(name: str, encoding: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(content, "w") as new:
        for one in old.namelist():
            text = old.read(one).decode().replace("/xl/worksheets/sheet1.xml", f"/{name}")
            if one.endswith(SHEET):
                new.writestr(name, text.replace('<row r="1"', '<row r="3000000"').encode(encoding))
            else:
                new.writestr(one, text)
    with pytest.raises(UserError) as caught:
        inside.check_inside(content.getvalue())
    assert caught.value.code == "imports.broken-file"


def test_a_sheet_that_is_only_formatted_to_its_end_is_read() -> None:
    content = book(change=(SHEET, "</sheetData>", '<row r="1048576" spans="1:2"/></sheetData>'))
    assert [row.number for row in read_bytes(content).rows] == [1]


def test_two_parts_of_one_name_are_no_workbook() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = book(("xl/workbook.xml", "<a/>"))
    assert code(content) == "imports.broken-file"


def test_the_program_writes_no_sheet() -> None:
    """What began with = in a sheet of ours would be a formula: whoever writes one must make every value a text."""
    for name, path in modules():
        source = path.read_text()
        assert not any(word in source for word in ("csv.writer", "DictWriter", "Workbook(")), name
