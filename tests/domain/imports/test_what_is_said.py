"""What is said of a row: the facts that go with it, the cell it is said of, and how much of a cell is quoted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from domain.errors import UserError
from domain.followups import FollowUpState
from domain.imports.cells import UnclearError, read_status
from domain.imports.columns import Column, ListKind, meaning
from domain.imports.plan import interpret
from domain.imports.rows import ExistingFollowUp, FollowUpDraft, MeasureDraft
from domain.imports.sheet import Sheet, SheetRow, Value, cell
from domain.organisations import fold
from tests.domain.imports.test_rows import GROUND, follow_ups, said
from tests.domain.imports.test_whole_rows import FOLLOW_UPS as LONG_FOLLOW_UPS
from tests.domain.imports.test_whole_rows import HEADINGS, WHOLE, read
from tests.sheets import FOLLOW_UPS, Grid, sheet_of

LONG = "x" * 59
GOAL = "Flere " * 12
RELATIVE = f"fredag{'.' * 70}"
PLAIN = ("Levere", "Siva", "1.6.2027")


def facts(grid: Grid) -> Mapping[str, object]:
    """The facts of the first problem in a list."""
    ground = replace(GROUND, goals={"M1": "Flere arbeidsplasser", "M3": GOAL.strip()})
    return interpret(sheet_of(grid), ground).unclear[0].problems[0].params


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Levere", f"{LONG}yz", "1.6.2027"), {"typed": f"{LONG}y"}),
        (("Levere", f"Innovasjn Norge ({LONG})", "1.6.2027"), {"typed": f"Innovasjn Norge ({'x' * 43}",
                                                               "near": "Innovasjon Norge"}),
        (("Levere", "Siva, IN" + ", Siva" * 20, "1.6.2027"), {"typed": ("Siva, IN" + ", Siva" * 20)[:60]}),
        (("Levere", "Siva", f"{LONG}yz"), {"text": f"{LONG}y"}),
        (("Levere", "Siva", f"{LONG}y{'z' * 300}"), {"text": f"{LONG}y"}),
        (("Levere", "Siva", RELATIVE), {"typed": RELATIVE[:60]}),
        (("Levere", "Siva", 10**70), {"typed": f"1{'0' * 59}"}),
        (("Levere", "Siva", date(1999, 12, 31)), {"year": 1999, "first": 2000, "last": 2099}),
        ((*PLAIN, f"{LONG}yz"), {"typed": f"{LONG}y"}),
        ((*PLAIN, None, f"{LONG}yz"), {"typed": f"{LONG}y", "text": f"{LONG}y"}),
        ((*PLAIN, "i gang", f"15.12.2026{'.' * 70}"), {"typed": f"15.12.2026{'.' * 50}"}),
        ((*PLAIN, None, None, None, None, f"Siva v/ {LONG}"), {"typed": f"Siva v/ {'x' * 52}"}),
    ],
)  # fmt: skip
def test_sixty_characters_of_a_follow_up_s_cell_are_quoted(
    row: tuple[Value | None, ...], expected: dict[str, object]
) -> None:
    assert facts([LONG_FOLLOW_UPS, row]) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"Nr": f"{LONG}yz"}, {"typed": f"{LONG}y"}),
        ({"Mål": "M3 Annet", "Nr": None}, {"number": "M3", "title": GOAL[:60]}),
        ({"Nivå": f"{LONG}yz"}, {"typed": f"{LONG}y"}),
        ({"Siste": f"{LONG}yz"}, {"typed": f"{LONG}y"}),
        ({"Nr": "T1.1", "Tiltak": "Annet"}, {"number": "T1.1"}),
        ({"Nr": None, "Tiltak": "T1.2.3 a"}, {"typed": "T1.2.3"}),
        ({"Nr": "T2.4"}, {"number": "T2.4", "goal": "M1", "first": "T1"}),
        ({"Mål": "M7", "Nr": None}, {"number": "M7"}),
        ({"Oppstart": "#N/A"}, {"typed": "#N/A"}),
        ({"Tiltak": "x" * 201}, {"most": 200, "length": 201}),
        ({"Kommentar": "x" * 3001}, {"most": 3000, "length": 3001}),
        ({"Måltall": 0.25, "Siste": "10 %"}, {"typed": "1"}),
    ],
)
def test_what_is_quoted_of_a_measure(change: dict[str, Value | None], expected: dict[str, object]) -> None:
    row = tuple(({**WHOLE, **change}).get(name) for name in HEADINGS)
    assert facts([HEADINGS, row]) == expected


def test_a_goal_with_no_number_left_is_named() -> None:
    full = replace(GROUND, measures={f"T1.{number}": f"x{number}" for number in range(1, 1000)})
    (row,) = read({"Nr": None}, ground=full).unclear
    assert row.problems[0].params == {"number": "M1"}


@pytest.mark.parametrize(
    ("typed", "near"),
    [("ferdi", "ferdig"), ("avventa", "avventar"), ("x" * 40 + " ferdig", None)],
)
def test_the_nearest_word_is_offered(typed: str, near: str | None) -> None:
    with pytest.raises(UnclearError) as caught:
        read_status(cell(typed), ListKind.FOLLOW_UPS)
    assert caught.value.params.get("near") == near


@pytest.mark.parametrize(
    ("headings", "code", "expected"),
    [
        (("Sak", "Frist", "Annet"), "no-owner-column", {"headings": "Sak, Frist, Annet"}),
        (("Sak", "Frist", *(f"{number}{'y' * 70}" for number in range(4))), "no-owner-column",
         {"headings": ("Sak, Frist, " + ", ".join(f"{number}{'y' * 59}" for number in range(4)))[:200]}),
        (("Sak", "Ansvarlig", "Annet", "Annet"), "no-due-column", {"headings": "Sak, Ansvarlig, Annet"}),
        (("Tiltak", "Ansvarlig", "Frist", "Virkemiddel", "Nivå"), "no-goal-column",
         {"headings": "Tiltak, Ansvarlig, Frist, Virkemiddel, Nivå"}),
        (("Sak", "Ansvarlig", "Frist", f"Mål ({LONG})"), "which-kind", {"heading": f"Mål ({'x' * 55}"}),
        (("Tiltak", f"Ansvarlig ({LONG})", "Frist", f"Eier ({LONG})"), "two-columns",
         {"first": "B", "second": "D", "heading": f"Ansvarlig ({'x' * 49}", "other": f"Eier ({'x' * 54}"}),
    ],
)  # fmt: skip
def test_what_is_said_of_headings(headings: tuple[str, ...], code: str, expected: dict[str, str]) -> None:
    with pytest.raises(UserError) as caught:
        interpret(sheet_of([headings, ("a", "b", "c")]), GROUND)
    assert (caught.value.code, caught.value.params) == (f"imports.{code}", expected)


def test_a_long_heading_is_cut_and_still_known_on_the_next_page() -> None:
    headings = (f"Tiltak ({LONG})", "Ansvarlig", "Frist")
    plan = interpret(sheet_of([headings, ("Levere", "Siva", "1.6.2027"), headings]), GROUND)
    assert plan.header.headings["A"] == f"Tiltak ({'x' * 52}"
    assert said(plan) == ["2 ready"]
    assert [row.code for row in plan.skipped] == ["imports.skip-header"] * 2


def test_a_row_that_shares_one_word_with_the_header_is_a_row() -> None:
    assert said(follow_ups((FOLLOW_UPS[0], "Siva", "1.6.2027"))) == ["2 ready"]


@pytest.mark.parametrize(
    ("due", "state", "expected"),
    [
        ("25.12.2026", None, [("C2", "dates.note-holiday")]),
        ("5.12.2026", None, [("C2", "dates.note-weekend")]),
        ("2.12.2026", None, []),
        ("2.10.2026", None, []),
        ("25.12.2026", "utført", []),
    ],
)
def test_what_is_remarked_of_a_deadline(due: str, state: str | None, expected: list[tuple[str, str]]) -> None:
    (row,) = follow_ups(("Levere", "Siva", due, state)).ready
    assert [(one.cell, one.code) for one in row.remarks] == expected


def test_what_is_remarked_of_names_and_of_what_is_like_it() -> None:
    standing = tuple(ExistingFollowUp(number, date(2026, 12, number), open=number != 8) for number in (9, 8, 7))
    ground = replace(GROUND, follow_ups={("agder", "siva", fold("Levere")): standing})
    (row,) = follow_ups(("Levere", f"Siva v/ {LONG}", "1.6.2027"), ground=ground).ready
    assert [(one.cell, one.code, one.params) for one in row.remarks] == [
        ("B2", "imports.remark-owner", {"typed": f"Siva v/ {'x' * 52}", "owner": "Siva"}),
        ("A2", "imports.remark-like", {"name": "O-7", "day": date(2026, 12, 7)}),
        ("A2", "imports.remark-like", {"name": "O-9", "day": date(2026, 12, 9)}),
    ]


def test_which_row_or_follow_up_it_is_the_same_as() -> None:
    plan = follow_ups(("a", "Siva", "1.6.2027"), ("a", "Siva", "1.6.2027"), ("Levere plan", "Siva", "15.12.2026"))
    assert [(row.code, row.params) for row in plan.skipped[1:]] == [
        ("imports.skip-twice", {"number": 2}),
        ("imports.skip-stands", {"name": "O-7"}),
    ]


def test_problems_stand_from_the_left_also_past_the_last_letter() -> None:
    cells = {"A": cell("Tiltak"), "B": cell("Ansvarlig"), "AA": cell("Frist"), "C": cell("Status")}
    row = {"A": cell("a"), "B": cell("Kari"), "AA": cell("snart"), "C": cell("rart")}
    plan = interpret(Sheet((SheetRow(1, cells), SheetRow(2, row))), GROUND)
    assert said(plan) == ["2 B2:owner C2:status AA2:not-understood"]


def test_what_is_over_needs_the_year_of_its_deadline() -> None:
    assert said(follow_ups(("a", "Siva", "15.12", "utført"), ("b", "Siva", "15.12", "i gang"))) == [
        "2 C2:no-year",
        "3 ready",
    ]
    assert said(read({"Frist": "1.6", "Status": "fullført"}, {"Frist": "1.6", "Status": None, "Utført": None})) == [
        "2 K2:no-year",
        "3 ready",
    ]


def test_a_measure_that_is_over_may_have_begun_on_a_day_without_its_year() -> None:
    (row,) = read({"Oppstart": "1.12"}).ready
    assert isinstance(row.draft, MeasureDraft)
    assert row.draft.starts == date(2026, 12, 1)


def test_a_sum_holds_figures_alone() -> None:
    rows = (("Antall deltakere", None, "15.12", None, 14), ("Antall", None, None, 3, 14), (None, None, 3, 14))
    assert said(follow_ups(*rows)) == ["2 B2:no-owner", "3 sum", "4 sum"]


def test_a_figure_under_one_heading_is_kept_exactly() -> None:
    (row,) = read({"Siste": 1 / 3}).ready
    assert isinstance(row.draft, MeasureDraft)
    assert row.draft.latest == 1 / 3


def test_as_long_a_text_as_may_name_organisations() -> None:
    assert said(follow_ups(("a", "Siva," * 60, "15.12"), ("b", "Siva," * 60 + "x", "15.12"))) == [
        "2 ready",
        "3 B3:owner",
    ]


@pytest.mark.parametrize(
    ("grid", "rows", "skipped"),
    [
        ([("Liste",), ("Tiltak", "Ansvar", "Frist")], (2,), ["above", "header"]),
        ([("Tiltak", "Ansvarlig", "Frist"), ("a", "Siva", "1.6.2027", "Status")], (1,), ["header"]),
    ],
)
def test_which_rows_are_the_header(grid: Grid, rows: tuple[int, ...], skipped: list[str]) -> None:
    plan = interpret(sheet_of(grid), GROUND)
    assert plan.header.rows == rows
    assert [row.code.removeprefix("imports.skip-") for row in plan.skipped] == skipped


def test_a_header_in_two_rows_is_no_row_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.imports.plan.MOST_ROWS", 2)
    upper = {"A": cell("Tiltak"), "B": cell("Ansvar", "B2:C2"), "C": cell("Ansvar", "B2:C2"), "D": cell("Frist")}
    lower = {"B": cell("Hovedansvarlig"), "C": cell("Bidragsytere")}
    above, *rows = sheet_of([("Liste",), *([("a", "Siva", "KS", "1.6.2027")] * 3)]).rows
    header = (SheetRow(2, upper), SheetRow(3, lower))
    below = [replace(row, number=row.number + 2) for row in rows]
    plan = interpret(Sheet((above, *header, *below[:2])), GROUND)
    assert [row.code.removeprefix("imports.skip-") for row in plan.skipped] == ["above", "header", "header", "twice"]
    with pytest.raises(UserError) as caught:
        interpret(Sheet((above, *header, *below)), GROUND)
    assert caught.value.params == {"most": 2, "count": 3}


def test_a_heading_that_is_no_goal_ends_the_one_above() -> None:
    def across(number: int, text: str) -> SheetRow:
        span = cell(text, f"A{number}:C{number}")
        return SheetRow(number, dict.fromkeys("ABC", span))

    head, first, second = sheet_of(
        [("Tiltak", "Ansvarlig", "Frist", "Mål"), ("a", "Siva", "1.6.2027"), ("b", "Siva", "1.6.2027")]
    ).rows
    rows = (head, across(2, "M2 Forskning"), replace(first, number=3), across(4, "Vinter"), replace(second, number=5))
    assert said(interpret(Sheet(rows), GROUND)) == ["2 heading", "3 ready", "4 heading", "5 D5:no-goal"]


def test_a_new_number_meets_none_that_stands_further_down() -> None:
    rows: list[dict[str, Value | None]] = [{"Nr": None, "Tiltak": title} for title in ("a", "T1.2 b", "Mobilisering")]
    plan = read(*rows)
    assert [row.draft.name for row in plan.ready] == ["T1.3 a", "T1.2 b"]
    assert [row.params for row in plan.skipped if row.code == "imports.skip-stands"] == [{"name": "T1.1"}]


def test_brackets_part_words() -> None:
    assert meaning("Ansvarlig(navn)organisasjon") == (Column.OWNER, 1)


@pytest.mark.parametrize(("heading", "state"), [("ja", FollowUpState.DONE), ("nei", FollowUpState.OPEN)])
def test_a_mark_says_whether_it_is_done(heading: str, state: FollowUpState) -> None:
    (row,) = interpret(sheet_of([LONG_FOLLOW_UPS, (*PLAIN, None, heading)]), GROUND).ready
    assert isinstance(row.draft, FollowUpDraft)
    assert row.draft.state is state


def test_a_goal_s_title_is_as_long_as_it_may_be() -> None:
    assert said(read({"Nr": "T5.1", "Mål": f"M5 {'x' * 199}yz"})) == ["2 B2:too-long"]
    plan = read({"Nr": "T5.1", "Mål": f"M5 {'x' * 199}y"})
    (row,) = plan.ready
    assert isinstance(row.draft, MeasureDraft)
    assert row.draft.goal[1] == f"{'x' * 199}y"


@pytest.mark.parametrize(("dots", "expected"), [(290, []), (291, ["dates.not-understood"])])
def test_how_long_a_date_may_be(dots: int, expected: list[str]) -> None:
    plan = interpret(sheet_of([FOLLOW_UPS, ("Levere", "Siva", f"15.12.2026{'.' * dots}")]), GROUND)
    assert [problem.code for row in plan.unclear for problem in row.problems] == expected
