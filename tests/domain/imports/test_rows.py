"""Every row of a list: ready, unclear or left out, and none of them lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.agreements.agreements import Status
from domain.calendar import WorkCalendar
from domain.dates.parse import DateContext
from domain.errors import UserError
from domain.followups import FollowUpState
from domain.imports.cells import CellProblem
from domain.imports.columns import ListKind
from domain.imports.plan import MOST_ROWS, interpret
from domain.imports.rows import ExistingFollowUp, FollowUpDraft, ImportContext, MeasureDraft, Plan
from domain.imports.sheet import Cell, Sheet, SheetRow, Value, cell
from domain.organisations import REFERENCE, fold
from tests.sheets import FOLLOW_UPS, Grid, sheet_of
from tests.thorough import as_many

CONTEXT = DateContext(date(2026, 11, 23), WorkCalendar())
MAY = frozenset((county, one.slug) for county in ("", "agder", "troms") for one in REFERENCE)
GROUND = ImportContext(
    CONTEXT,
    REFERENCE,
    "agder",
    MAY,
    follow_ups={("agder", "siva", fold("Levere plan")): (ExistingFollowUp(7, date(2026, 12, 15), open=True),)},
    goals={"M1": "Flere arbeidsplasser"},
    measures={"T1.1": "Mobilisering"},
)
MEASURES = (
    "Nr",
    "Mål",
    "Tiltak",
    "Ansvarlig",
    "Bidragsytere",
    "Virkemiddel",
    "Frist",
    "Start",
    "Måltall",
    "Siste",
    "Status",
)


def follow_ups(*rows: tuple[Value | None, ...], ground: ImportContext = GROUND) -> Plan:
    return interpret(sheet_of([FOLLOW_UPS, *rows]), ground)


def measures(*rows: tuple[Value | None, ...]) -> Plan:
    return interpret(sheet_of([MEASURES, *rows]), GROUND)


def _said(problem: CellProblem) -> str:
    return f"{problem.cell}:{problem.code.partition('.')[2].removeprefix('cell-')}"


def said(plan: Plan) -> list[str]:
    """Each row below the header in a word: ready, its problems by cell, or why it is left out."""
    found = [f"{row.number} ready" for row in plan.ready]
    found += [f"{row.number} {' '.join(_said(one) for one in row.problems)}" for row in plan.unclear]
    found += [f"{row.number} {row.code.split('-', 1)[1]}" for row in plan.skipped if row.code != "imports.skip-header"]
    return sorted(found, key=lambda one: int(one.split()[0]))


def test_a_follow_up() -> None:
    plan = follow_ups(("Levere skisse", "Siva", "15.12", "i gang", "venter på tall"))
    (row,) = plan.ready
    assert row.draft == FollowUpDraft(
        "siva", "agder", "Levere skisse – venter på tall", date(2026, 12, 15), FollowUpState.CONFIRMED
    )


def test_what_is_unclear_is_named_by_its_cell() -> None:
    assert said(
        follow_ups(
            ("Levere skisse", "Sivva", "15.12", "", ""),
            (None, "Siva", None, "kanskje", ""),
            ("#REF!", "Siva, IN", "snarest", "", ""),
            ("x" * 501, "Siva", "15.12", "", ""),
        )
    ) == [
        "2 B2:owner-near",
        "3 A3:no-title C3:no-due D3:status",
        "4 A4:formula B4:several C4:not-understood",
        "5 A5:too-long",
    ]


def test_duplicates() -> None:
    assert said(
        follow_ups(
            ("Levere skisse", "Siva", "15.12", "", ""),
            ("levere  SKISSE", "Siva", "15.12.2026", "", ""),
            ("Levere skisse", "Siva", "15.3.2027", "", ""),
            ("Levere plan", "Siva", "15.12.2026", "", ""),
            ("Levere plan", "Siva", "15.12.2026", "", "med tall"),
            ("Levere plan", "KS", "15.12.2026", "", ""),
        )
    ) == ["2 ready", "3 twice", "4 ready", "5 stands", "6 stands", "7 ready"]
    (row,) = follow_ups(("Levere plan", "Siva", "1.2.2027", "", "")).ready
    assert [one.code for one in row.remarks] == ["imports.remark-like"]


def test_another_countys_follow_up_is_another() -> None:
    grid: Grid = [
        ["Sak", "Ansvarlig", "Frist", "Fylke"],
        ["Sende tall", "Siva", "1.2.2027", "Troms"],
        ["Sende tall", "Siva", "1.2.2027", "Agder"],
        ["Levere plan", "Siva", "15.12.2026", "Troms"],
        ["Levere plan", "Siva", "1.2.2027", "Troms"],
        ["Levere plan", "Siva", "15.12.2026", "Agder"],
    ]
    plan = interpret(sheet_of(grid), GROUND)
    assert said(plan) == ["2 ready", "3 ready", "4 ready", "5 ready", "6 stands"]
    assert not any(row.remarks for row in plan.ready)


def test_rows_that_are_none_of_the_list() -> None:
    across = Cell("Vinter", "Vinter", "A3:E3")
    rows = (
        *sheet_of([FOLLOW_UPS, ("Levere skisse", "Siva", "15.12", "", "")]).rows,
        SheetRow(3, dict.fromkeys("ABCDE", across)),
        SheetRow(4, {letter: cell(text) for letter, text in zip("ABCDE", FOLLOW_UPS, strict=True)}),
        SheetRow(6, {"A": cell("Sum"), "C": cell(14)}),
        SheetRow(7, {"C": cell(14)}),
        SheetRow(8, {"H": cell("Kari")}),
    )
    assert said(interpret(Sheet(rows), GROUND)) == ["2 ready", "3 heading", "6 sum", "7 sum", "8 nothing"]


def test_a_sum_with_an_owner_is_a_row() -> None:
    assert said(follow_ups(("Sum", "Siva", "15.12", "", ""))) == ["2 ready"]


def test_a_column_for_what_is_done() -> None:
    grid: Grid = [
        ["Beskrivelse", "Ansvarlig", "Frist", "Status", "Utført"],
        ["a", "Siva", "1.9.2026", None, "28.8.2026"],
        ["b", "Siva", "1.9.2026", None, "✓"],
        ["c", "Siva", "1.9.2026", "utført", date(2026, 8, 30)],
        ["d", "Siva", "1.2.2027", None, "–"],
        ["e", "Siva", "1.2.2027", "i gang", "x"],
        ["f", "Siva", "1.9.2026", None, "før ferien"],
        ["g", "Siva", "1.9.2026", None, "28.8"],
    ]
    plan = interpret(sheet_of(grid), GROUND)
    drafts = [one.draft for one in plan.ready if isinstance(one.draft, FollowUpDraft)]
    assert [(one.text, one.state, one.done) for one in drafts] == [
        ("a", "done", date(2026, 8, 28)),
        ("b", "done", None),
        ("c", "done", date(2026, 8, 30)),
        ("d", "open", None),
    ]
    assert said(plan)[4:] == ["6 E6:done-differs", "7 E7:done", "8 E8:no-year"]


def test_several_comments_stand_one_after_the_other() -> None:
    grid: Grid = [["Sak", "Ansvarlig", "Frist", "Kommentar", "Merknad"], ["a", "Siva", "1.2.2027", "først", "så"]]
    (row,) = interpret(sheet_of(grid), GROUND).ready
    assert row.draft.name == "a – først så"


def test_whose_follow_ups_one_may_note() -> None:
    ground = ImportContext(CONTEXT, REFERENCE, "", frozenset({("", "siva")}))
    assert said(follow_ups(("a", "Siva", "15.12"), ("b", "KS", "15.12"), ground=ground)) == [
        "2 ready",
        "3 B3:not-yours",
    ]


def test_a_column_for_the_county() -> None:
    grid: Grid = [
        ["Sak", "Ansvarlig", "Frist", "Fylke"],
        ["a", "Siva", "1.2.2027", "Troms"],
        ["b", "KS", "1.2.2027", None],
        ["c", "KS", "1.2.2027", "Siva"],
    ]
    plan = interpret(sheet_of(grid), GROUND)
    assert [one.draft.county for one in plan.ready if isinstance(one.draft, FollowUpDraft)] == ["troms", "agder"]
    assert said(plan)[2] == "4 D4:no-county"


def test_a_measure() -> None:
    plan = measures(
        (
            "T1.2",
            "M1 Flere arbeidsplasser",
            "Testfasilitet",
            "Siva",
            "FK, Siva, IN",
            "Katapult",
            "1.6.2027",
            0,
            "1",
            "-",
            "forsinket",
        )
    )
    (row,) = plan.ready
    assert row.draft == MeasureDraft(
        number="T1.2",
        goal=("M1", "Flere arbeidsplasser", ""),
        title="Testfasilitet",
        owner="siva",
        due=date(2027, 6, 1),
        status=Status.DELAYED,
        contributors=("agder", "innovasjon-norge"),
        instrument="Katapult",
        baseline=0,
        target=1,
    )


@pytest.mark.parametrize(
    ("target", "latest", "found"),
    [
        (0.25, "10 %", "2 I2:share"),
        ("25 %", "0,1", "2 J2:share"),
        ("25 %", "10 %", "2 ready"),
        (0.25, 0.1, "2 ready"),
        ("25 %", 0, "2 ready"),
        ("25 %", 30, "2 ready"),
        ("1.200", 0, "2 I2:number"),
    ],
)
def test_figures_that_could_be_two(target: Value, latest: Value, found: str) -> None:
    assert said(measures(("T1.2", "M1", "a", "Siva", None, None, "1.6.2027", None, target, latest))) == [found]


def test_numbers_and_goals_of_measures() -> None:
    def row(number: Value | None, goal: str | None, title: str) -> tuple[Value | None, ...]:
        return (number, goal, title, "Siva", None, None, "1.6.2027", None, None, None, None)

    plan = measures(
        row(None, "M1", "Nytt"),
        row(1.5, None, "Eget tall"),
        row(None, "Mer forskning", "Et annet mål"),
        row(None, "M7: Sjuende", "T7.3 Nummeret i teksten"),
        row("T1.1", "M1", "Mobilisering"),
        row("T1.1", "M1", "Noe annet"),
        row("T1.5", "M1", "Samme nummer"),
        row("første", "M1", "Uten tall"),
        row(None, None, "Uten mål"),
        row(None, "M9", "Ukjent mål"),
        row(None, "M1 Noe helt annet", "Feil navn"),
    )
    assert [one.draft.name for one in plan.ready] == [
        "T1.6 Nytt",
        "T1.5 Eget tall",
        "T8.1 Et annet mål",
        "T7.3 Nummeret i teksten",
    ]
    assert said(plan)[4:] == [
        "6 stands",
        "7 A7:number-taken",
        "8 A8:number-twice",
        "9 A9:measure-number",
        "10 B10:no-goal",
        "11 B11:goal-unknown",
        "12 B12:goal-differs",
    ]


@pytest.mark.parametrize(
    ("number", "goal", "title", "found"),
    [
        ("T1", "M1", "a", "2 A2:measure-number"),
        ("T1.2.3", "M1", "a", "2 A2:measure-number"),
        ("T1.05", "M1", "a", "2 A2:measure-number"),
        (None, "M1", "T1.2.3 a", "2 C2:title-number"),
        (None, "M1", "T1.2 a", "2 ready"),
        ("1", "M1", "a", "2 ready"),
        ("1.", "M1", "T1.2 a", "2 ready"),
        (None, "M1", "2.5.2027 er fristen", "2 ready"),
        ("tiltak 1.2.", "M1", "a", "2 ready"),
        ("T1.4", "M2 Mer forskning", "a", "2 A2:number-goal"),
        (None, "M2 Mer forskning", "T1.4 a", "2 C2:number-goal"),
        ("T2.1", "Mer forskning", "a", "2 ready"),
        ("T4.1", None, "a", "2 B2:removed"),
        ("T4.1", "M4 Mer forskning", "a", "2 B2:removed"),
        ("T1.9", "M1", "a", "2 A2:removed"),
    ],
)
def test_a_measure_can_be_named_and_has_its_goal(number: str | None, goal: str | None, title: str, found: str) -> None:
    ground = replace(GROUND, removed=frozenset({"M4", "T1.9"}))
    row = (number, goal, title, "Siva", None, None, "1.6.2027")
    assert said(interpret(sheet_of([MEASURES, row]), ground)) == [found]


@pytest.mark.parametrize(
    ("indicator", "unit", "name"),
    [
        ("Omsetning", "mill. kr", "Omsetning (mill. kr)"),
        (None, "bedrifter", "bedrifter"),
        ("Nye bedrifter", "bedrifter", "Nye bedrifter"),
        ("Omsetning", None, "Omsetning"),
    ],
)
def test_what_figures_are_counted_in_stands_with_the_indicator(
    indicator: str | None, unit: str | None, name: str
) -> None:
    grid: Grid = [(*MEASURES, "Indikator", "Enhet")]
    row = ("T1.2", "M1", "a", "Siva", None, None, "1.6.2027", 0, 25, 11, None, indicator, unit)
    (found,) = interpret(sheet_of([*grid, row]), GROUND).ready
    assert isinstance(found.draft, MeasureDraft)
    assert found.draft.indicator == name


def test_no_new_number_is_one_that_was_removed() -> None:
    ground = replace(GROUND, removed=frozenset({"M4", "T1.9"}))
    rows = [(None, goal, goal, "Siva", None, None, "1.6.2027") for goal in ("M1", "Mer forskning")]
    plan = interpret(sheet_of([MEASURES, *rows]), ground)
    assert [one.draft.name for one in plan.ready] == ["T1.10 M1", "T5.1 Mer forskning"]


def test_a_goal_as_a_heading_holds_for_the_rows_below() -> None:
    across = Cell("M2 Mer forskning", "M2 Mer forskning", "A2:K2")
    head = SheetRow(2, dict.fromkeys("ABCDEFGHIJK", across))
    first, *rows = sheet_of(
        [
            MEASURES,
            [],
            ("T2.1", None, "a", "Siva", None, None, "1.6.2027"),
            (None, None, "b", "IN", None, None, "1.6.2027"),
        ]
    ).rows
    plan = interpret(Sheet((first, head, *rows)), GROUND)
    assert [(one.draft.name, one.draft.goal[0]) for one in plan.ready if isinstance(one.draft, MeasureDraft)] == [
        ("T2.1 a", "M2"),
        ("T2.2 b", "M2"),
    ]


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (("Sak", "Frist"), "imports.no-owner-column"),
        (("Sak", "Ansvarlig"), "imports.no-due-column"),
        (("Tiltak", "Ansvarlig", "Frist", "Virkemiddel", "Nivå"), "imports.no-goal-column"),
    ],
)
def test_columns_that_are_needed(headings: tuple[str, ...], code: str) -> None:
    with pytest.raises(UserError) as error:
        interpret(sheet_of([headings, ("a", "b", "c")]), GROUND)
    assert error.value.code == code


def test_as_many_rows_as_a_list_may_have() -> None:
    rows = [(f"Punkt {number}", "Siva", "15.12", "", "") for number in range(MOST_ROWS)]
    told: list[tuple[int, int]] = []
    plan = interpret(sheet_of([FOLLOW_UPS, *rows]), GROUND, progress=lambda done, total: told.append((done, total)))
    assert len(plan.ready) == MOST_ROWS
    assert told[-1] == (MOST_ROWS + 1, MOST_ROWS + 1)
    with pytest.raises(UserError) as error:
        interpret(sheet_of([FOLLOW_UPS, *rows, rows[0]]), GROUND)
    assert error.value.code == "imports.too-many-rows"


VALUES = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.dates(),
    st.sampled_from(
        [
            "Tiltak",
            "Ansvarlig",
            "Frist",
            "Mål",
            "Status",
            "Nr",
            "Siste",
            "Bidragsytere",
            "Siva",
            "IN, KS",
            "FK",
            "15.12",
            "uke 17",
            "M1 Mål",
            "T1.1",
            "M2",
            "i gang",
            "utført",
            "Sum",
            "#REF!",
            "medio april",
            46371,
        ]
    ),
)
HEADERS = st.sampled_from([(), FOLLOW_UPS, MEASURES, ("Sak", "Ansvarlig", "Frist", "Fylke", "Dato utført")])


@settings(max_examples=as_many(300))
@given(HEADERS, st.lists(st.lists(VALUES, max_size=12), max_size=12), st.sampled_from([None, *ListKind]))
def test_any_grid_is_read_or_refused_and_no_row_is_lost(
    header: tuple[str, ...], rows: list[list[Value | None]], kind: ListKind | None
) -> None:
    sheet = sheet_of([header, *rows])
    try:
        plan = interpret(sheet, GROUND, kind)
    except UserError:
        return
    assert [row.number for row in plan.rows] == [row.number for row in sheet.rows]
    assert len(plan.ready) + len(plan.unclear) + len(plan.skipped) == len(sheet.rows)
    assert all(row.problems for row in plan.unclear)
    numbers = [row.draft.number for row in plan.ready if isinstance(row.draft, MeasureDraft)]
    assert len(set(numbers)) == len(numbers)
    assert not {"T1.1"} & set(numbers)
    for row in plan.ready:
        assert date(2000, 1, 1) <= row.draft.due <= date(2099, 12, 31)
        assert any(char.isalnum() for char in row.draft.name)


@given(st.lists(st.lists(VALUES, max_size=8), max_size=8))
def test_the_same_list_twice_adds_nothing(rows: list[list[Value | None]]) -> None:
    sheet = sheet_of([FOLLOW_UPS, *rows])
    first = [one.draft for one in interpret(sheet, GROUND, ListKind.FOLLOW_UPS).ready]
    standing = {
        (one.county or "", one.owner, fold(one.text)): (ExistingFollowUp(number, one.due, open=True),)
        for number, one in enumerate(first)
        if isinstance(one, FollowUpDraft)
    }
    again = interpret(
        sheet,
        ImportContext(CONTEXT, REFERENCE, "agder", MAY, follow_ups={**GROUND.follow_ups, **standing}),
        ListKind.FOLLOW_UPS,
    )
    assert all(one.draft.name in {draft.name for draft in first} for one in again.ready)
    assert len(again.ready) <= len(first) - len(standing)
