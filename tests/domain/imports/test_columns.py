"""The header of a list: found among whatever stands above it, its columns matched by name."""

import pytest

from domain.errors import UserError
from domain.imports.columns import Column, ListKind, find_header, meaning
from domain.imports.sheet import Cell, Sheet, SheetRow, cell, letter, one_span
from tests.sheets import Grid, sheet_of


def columns(grid: Grid, kind: ListKind | None = None) -> dict[str, str]:
    """What each column letter was taken for."""
    header, _ = find_header(sheet_of(grid).rows, kind)
    return {one: column.value for column, letters in header.columns.items() for one in letters}


def refused(grid: Grid) -> str:
    with pytest.raises(UserError) as error:
        find_header(sheet_of(grid).rows)
    return error.value.code


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Ansvarlig", "owner"),
        ("ANSVARLEG:", "owner"),
        ("Eier", "owner"),
        ("Hovedansvarlig", "owner"),
        ("Frist (dato)", "due"),
        ("Innen", "due"),
        ("Innan", "due"),
        ("Dato", "due"),
        ("Deadline", "due"),
        ("Hva skal gjøres?", "title"),
        ("Hva skal gjoeres", "title"),
        ("Kva skal gjerast", "title"),
        ("Sak", "title"),
        ("Tiltak/oppfølging", "title"),
        ("Measure", "title"),
        ("Merknad", "comment"),
        ("#", "number"),
        ("Virkemiddel", "instrument"),
        ("Verkemiddel", "instrument"),
        ("Utgangsverdi", "baseline"),
        ("Start", "baseline"),
        ("Måltall", "target"),
        ("Maaltall", "target"),
        ("Siste verdi", "latest"),
        ("Bidragsytere", "contributors"),
    ],
)
def test_headings_are_understood(heading: str, column: str) -> None:
    found = meaning(heading)
    assert found
    assert found[0].value == column


@pytest.mark.parametrize("heading", ["Kontaktperson", "Telefon", "", "2026", "Avdeling"])
def test_other_headings_are_not(heading: str) -> None:
    assert meaning(heading) is None


def test_titles_above_the_header_are_passed_over() -> None:
    grid: Grid = [
        ["Oppfølgingsliste"],
        [],
        ["Sist endret", "12.11.2026"],
        ["Sak", "Ansvarlig", "Frist"],
        ["a", "Siva", "x"],
    ]
    header, kind = find_header(sheet_of(grid).rows)
    assert header.rows == (4,)
    assert kind is ListKind.FOLLOW_UPS


def test_the_surest_of_two_headings_decides_and_the_other_is_said() -> None:
    header, _ = find_header(sheet_of([["Sak", "Oppfølging", "Ansvarlig", "Frist"]]).rows)
    assert header.columns[Column.TITLE] == ("B",)
    assert header.unused == {"A": "Sak"}


def test_a_description_says_what_is_to_be_done_where_nothing_else_does() -> None:
    assert columns([["Beskrivelse", "Ansvarlig", "Frist"]])["A"] == "title"
    assert columns([["Tiltak", "Beskrivelse", "Ansvarlig", "Frist"]], ListKind.MEASURES)["B"] == "description"


def test_a_day_to_start_makes_no_list_of_measures() -> None:
    assert find_header(sheet_of([["Tiltak", "Ansvarlig", "Start", "Frist"]]).rows)[1] is ListKind.FOLLOW_UPS


def test_two_columns_of_one_name_are_asked_about() -> None:
    assert refused([["Tiltak", "Ansvarlig", "Frist", "Ansvarlig"]]) == "imports.two-columns"


def test_no_header() -> None:
    assert refused([["Levere skisse", "Siva", "15.12.2026"]]) == "imports.no-header"
    assert refused([["Ansvarlig", "Frist"]]) == "imports.no-header"


def test_what_the_list_holds() -> None:
    def kind(*headings: str) -> ListKind:
        return find_header(sheet_of([headings]).rows)[1]

    assert kind("Tiltak", "Ansvarlig", "Frist") is ListKind.FOLLOW_UPS
    assert kind("Tiltak", "Ansvarlig", "Frist", "Mål") is ListKind.MEASURES
    assert kind("Sak", "Ansvarlig", "Frist", "Mål", "Virkemiddel") is ListKind.MEASURES
    assert refused([["Sak", "Ansvarlig", "Frist", "Mål"]]) == "imports.which-kind"
    told = find_header(sheet_of([["Sak", "Ansvarlig", "Frist", "Mål"]]).rows, ListKind.FOLLOW_UPS)
    assert told[1] is ListKind.FOLLOW_UPS


@pytest.mark.parametrize(
    "heading",
    ["Mål", "Planmål", "Virkemiddel", "Nivå", "Indikator", "Enhet", "Utgangsverdi", "Måltall", "Siste verdi"],
)
def test_what_only_measures_have_makes_a_list_one_of_measures(heading: str) -> None:
    header, kind = find_header(sheet_of([["Tiltak", "Ansvarlig", "Frist", heading]]).rows)
    assert (kind, header.unused) == (ListKind.MEASURES, {})
    header, kind = find_header(sheet_of([["Tiltak", "Ansvarlig", "Frist", heading]]).rows, ListKind.FOLLOW_UPS)
    assert (kind, header.unused) == (ListKind.FOLLOW_UPS, {"D": heading})


@pytest.mark.parametrize(
    ("heading", "taken_over"),
    [
        ("Nr", False), ("Oppstart", False), ("Neste steg", False), ("Beskrivelse", False), ("Start", False),
        ("Fylke", True), ("Bidragsytere", True), ("Utført", True), ("Status", True), ("Kommentar", True),
    ],
)  # fmt: skip
def test_what_both_may_have_makes_no_list_of_measures(heading: str, *, taken_over: bool) -> None:
    header, kind = find_header(sheet_of([["Tiltak", "Ansvarlig", "Frist", heading]]).rows)
    assert (kind, header.unused) == (ListKind.FOLLOW_UPS, {} if taken_over else {"D": heading})


def test_a_merged_heading_counts_for_each_of_its_columns() -> None:
    merged = Cell("Ansvar", "Ansvar", "B1:C1")
    upper = SheetRow(1, {"A": cell("Tiltak"), "B": merged, "C": merged, "D": cell("Frist")})
    header, _ = find_header(Sheet((upper,)).rows)
    assert header.columns[Column.OWNER] == ("B", "C")
    lower = SheetRow(2, {"B": cell("Hovedansvarlig"), "C": cell("Bidragsytere")})
    header, _ = find_header(Sheet((upper, lower)).rows)
    assert header.rows == (1, 2)
    assert header.columns[Column.OWNER] == ("B",)
    assert header.columns[Column.CONTRIBUTORS] == ("C",)


def test_a_row_of_words_below_is_no_second_header() -> None:
    grid: Grid = [["Tiltak", "Ansvarlig", "Frist"], ["Status", "Siva", "15.12.2026"]]
    assert find_header(sheet_of(grid).rows)[0].rows == (1,)


def test_letters_and_headings_across() -> None:
    assert [letter(one) for one in (1, 26, 27, 52, 703, 16384)] == ["A", "Z", "AA", "AZ", "AAA", "XFD"]
    across = Cell("M1 Mål", "M1 Mål", "A2:B2")
    assert one_span(SheetRow(2, {"A": across, "B": across}))
    assert not one_span(SheetRow(2, {"A": cell("M1 Mål")}))
    assert not one_span(SheetRow(2, {"A": cell("M1 Mål", "A2:A3")}))


def test_the_columns_of_a_follow_up_list() -> None:
    assert columns([["Nr", "Sak", "Ansvar", "Innen", "Status", "Kommentar"]]) == {
        "B": "title",
        "C": "owner",
        "D": "due",
        "E": "status",
        "F": "comment",
    }
