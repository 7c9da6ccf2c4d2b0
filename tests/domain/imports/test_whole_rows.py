"""A row of each list with all it can hold, and the limits of what a row may hold."""

from dataclasses import replace
from datetime import date

import pytest

from domain.agreements.agreements import Level, Status
from domain.followups import FollowUpState
from domain.imports.cells import MOST_JOINED, Owners
from domain.imports.columns import ListKind
from domain.imports.plan import interpret
from domain.imports.rows import NO, YES, FollowUpDraft, ImportContext, MeasureDraft, Plan
from domain.imports.sheet import SheetRow, Value, cell, letter
from domain.organisations import REFERENCE, fold
from tests.domain.imports.test_rows import CONTEXT, GROUND, MAY, said
from tests.sheets import Grid, sheet_of

HEADINGS = (
    "Nr", "Mål", "Planmål", "Tiltak", "Beskrivelse", "Ansvarlig", "Bidragsytere", "Virkemiddel", "Nivå", "Oppstart",
    "Frist", "Status", "Utført", "Kommentar", "Neste steg", "Indikator", "Enhet", "Utgangsverdi", "Måltall", "Siste",
)  # fmt: skip
WHOLE: dict[str, Value] = {
    "Nr": "T1.4", "Mål": "M1 Flere arbeidsplasser", "Planmål": "3.2", "Tiltak": "Skisse", "Beskrivelse": "Om den",
    "Ansvarlig": "Siva", "Bidragsytere": "KS, Agder, Siva", "Virkemiddel": "Midler", "Nivå": "nasjonalt",
    "Oppstart": "1.12.2026", "Frist": "1.6.2027", "Status": "fullført", "Utført": "1.2.2026", "Kommentar": "Bra",
    "Neste steg": "Søke", "Indikator": "omsetning", "Enhet": "mill. kr", "Utgangsverdi": 1, "Måltall": 25,
    "Siste": "2,5",
}  # fmt: skip
DRAFT = MeasureDraft(
    "T1.4", ("M1", "Flere arbeidsplasser", "3.2"), "Skisse", "siva", date(2027, 6, 1), Status.COMPLETED,
    ("ks", "agder"), "Om den", "Midler", Level.NATIONAL, date(2026, 12, 1), date(2026, 2, 1), "Bra", "Søke",
    "omsetning (mill. kr)", "mill. kr", 1.0, 25.0, 2.5,
)  # fmt: skip


def read(*changes: dict[str, Value | None], ground: ImportContext = GROUND) -> Plan:
    """A list of measures, a row for each of these changes to the whole one; None: an empty cell."""
    rows = [tuple(({**WHOLE, **change}).get(name) for name in HEADINGS) for change in changes]
    return interpret(sheet_of([HEADINGS, *rows]), ground)


def test_a_measure_with_all_it_can_hold() -> None:
    (row,) = read({}).ready
    assert (row.number, row.draft, row.remarks) == (2, DRAFT, ())
    assert row.draft.name == "T1.4 Skisse"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"Status": None, "Utført": None}, {"status": "not-started", "done": None}),
        ({"Status": None}, {"status": "completed"}),
        ({"Status": None, "Utført": "x"}, {"status": "completed", "done": None}),
        ({"Status": "i gang", "Utført": "nei"}, {"status": "in-progress", "done": None}),
        ({"Bidragsytere": None}, {"contributors": ()}),
        ({"Bidragsytere": "-"}, {"contributors": ()}),
        ({"Nivå": None}, {"level": ""}),
        ({"Siste": "-"}, {"latest": None}),
        ({"Siste": "–"}, {"latest": None}),
        ({"Siste": None}, {"latest": None}),
        ({"Utgangsverdi": 0}, {"baseline": 0.0}),
        ({"Enhet": None}, {"indicator": "omsetning", "unit": ""}),
        ({"Indikator": None}, {"indicator": "mill. kr"}),
        ({"Indikator": "kr omsatt", "Enhet": "kr"}, {"indicator": "kr omsatt", "unit": "kr"}),
        ({"Nr": "1.4"}, {}),
        ({"Nr": "tiltak 1.4."}, {}),
        ({"Nr": None, "Tiltak": "T1.4: Skisse"}, {}),
        ({"Nr": None, "Tiltak": "1.4 – Skisse"}, {}),
        ({"Nr": None}, {"number": "T1.2"}),
        ({"Nr": "7"}, {"number": "T1.2"}),
        ({"Mål": None}, {}),
        ({"Mål": "Mål 1"}, {}),
        ({"Mål": "Flere Arbeidsplasser"}, {"goal": ("M1", "Flere Arbeidsplasser", "3.2")}),
        ({"Mål": "Nytt", "Nr": "T2.1"}, {"number": "T2.1", "goal": ("M2", "Nytt", "3.2")}),
        ({"Mål": "Nytt", "Nr": None}, {"number": "T2.1", "goal": ("M2", "Nytt", "3.2")}),
        ({"Tiltak": "x" * 200}, {"title": "x" * 200}),
        ({"Beskrivelse": "x" * 3000}, {"description": "x" * 3000}),
        ({"Neste steg": "x" * 500}, {"next_step": "x" * 500}),
    ],
)
def test_what_else_a_measure_may_say(change: dict[str, Value | None], expected: dict[str, object]) -> None:
    (row,) = read(change).ready
    assert row.draft == replace(DRAFT, **expected)  # type: ignore[arg-type] # a field of it each


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"Tiltak": "x" * 201}, "D2:too-long"),
        ({"Beskrivelse": "x" * 3001}, "E2:too-long"),
        ({"Neste steg": "x" * 501}, "O2:too-long"),
        ({"Nr": "T1.2.3"}, "A2:measure-number"),
        ({"Nr": "T1.1"}, "A2:number-taken"),
        ({"Nr": "T1.9"}, "A2:removed"),
        ({"Nr": "T2.4"}, "A2:number-goal"),
        ({"Mål": "M7"}, "A2:number-goal B2:goal-unknown"),
        ({"Mål": "M1 Noe annet"}, "B2:goal-differs"),
        ({"Mål": "M9"}, "A2:number-goal B2:removed"),
        ({"Mål": None, "Nr": "T8.1"}, "B2:no-goal"),
        ({"Mål": None, "Nr": "T9.1"}, "B2:removed"),
        ({"Mål": "x" * 201}, "B2:too-long"),
        ({"Ansvarlig": None}, "F2:no-owner"),
        ({"Bidragsytere": "Kari"}, "G2:owner"),
        ({"Nivå": "rart"}, "I2:level"),
        ({"Status": "rart"}, "L2:status M2:done-differs"),
        ({"Status": "i gang"}, "M2:done-differs"),
        ({"Utført": "rart"}, "M2:done"),
        ({"Måltall": "rart"}, "S2:number"),
        ({"Enhet": "%", "Måltall": 0.5}, "R2:share S2:share"),
        ({"Måltall": "25 %", "Siste": 1}, "R2:share T2:share"),
        ({"Frist": None}, "K2:no-due"),
        ({"Oppstart": "#N/A"}, "J2:formula"),
    ],
)
def test_what_is_unclear_in_a_measure(change: dict[str, Value | None], problem: str) -> None:
    ground = replace(GROUND, removed=frozenset({"T1.9", "M9"}))
    assert said(read(change, ground=ground)) == [f"2 {problem}"]


def test_the_same_measure_twice_and_a_number_twice() -> None:
    plan = read({}, {}, {"Nr": None}, {"Tiltak": "Annet"}, {"Tiltak": "Mobilisering", "Nr": "T1.1"})
    assert said(plan) == ["2 ready", "3 twice", "4 twice", "5 A5:number-twice", "6 stands"]
    assert [one.params for one in plan.skipped if one.code == "imports.skip-twice"] == [{"number": 2}, {"number": 2}]
    assert [one.params for one in plan.skipped if one.code == "imports.skip-stands"] == [{"name": "T1.1"}]


def test_numbers_are_given_after_those_that_are_used() -> None:
    plan = read({"Nr": "T1.7", "Tiltak": "a"}, {"Nr": None, "Tiltak": "b"}, {"Nr": None, "Tiltak": "c"})
    assert [row.draft.name for row in plan.ready] == ["T1.7 a", "T1.8 b", "T1.9 c"]
    full = replace(GROUND, measures={f"T1.{number}": f"x{number}" for number in range(1, 1000)})
    assert said(read({"Nr": None}, ground=full)) == ["2 D2:goal-full"]


def test_the_limits() -> None:
    assert MOST_JOINED == 3
    yes = "x ja yes ok utført ferdig fullført done completed true 1 ✓ ✔ ☑ √"
    no = "nei no false 0 ikke ikkje not - – — ☐"
    assert {fold(word) or word for word in yes.split()} == YES
    assert {fold(word) or word for word in no.split()} == NO


FOLLOW_UPS = ("Hva skal gjøres", "Ansvarlig", "Frist", "Status", "Utført", "Kommentar", "Bidragsytere", "Fylke")


@pytest.mark.parametrize(
    ("row", "draft"),
    [
        (("Levere", "Siva", "1.6.2027"), FollowUpDraft("siva", "agder", "Levere", date(2027, 6, 1))),
        (
            ("Levere", "Siva", "1.6.2026", "utført", "1.2.2026", "Bra", "KS", "Troms"),
            FollowUpDraft(
                "siva",
                "troms",
                "Levere – Bra – Bidragsytere: KS",
                date(2026, 6, 1),
                FollowUpState.DONE,
                date(2026, 2, 1),
            ),
        ),
        (
            ("Levere", "Siva", "1.6.2027", None, "ja"),
            FollowUpDraft("siva", "agder", "Levere", date(2027, 6, 1), FollowUpState.DONE),
        ),
        (("x" * 500, "Siva", "1.6.2027"), FollowUpDraft("siva", "agder", "x" * 500, date(2027, 6, 1))),
    ],
)
def test_a_follow_up_with_what_it_can_hold(row: tuple[Value | None, ...], draft: FollowUpDraft) -> None:
    (found,) = interpret(sheet_of([FOLLOW_UPS, row]), GROUND).ready
    assert found.draft == draft
    assert found.draft.name == draft.text


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("x" * 501, "Siva", "1.6.2027"), "A2:too-long"),
        (("Levere", "Siva", "1.6.2027", None, None, "x" * 500), "A2:too-long"),
        (("Levere", "Siva", "1.6.2027", None, None, None, None, "Siva"), "H2:no-county"),
        (("Levere", "Siva", "1.6.2027", None, None, None, None, "Kari"), "H2:owner"),
        (("Levere", "Siva", "1.6.2027", None, None, None, None, "Oslo"), "B2:not-yours"),
        (("?", "Siva", "1.6.2027"), "A2:no-title"),
    ],
)
def test_what_is_unclear_in_a_follow_up(row: tuple[Value | None, ...], problem: str) -> None:
    assert said(interpret(sheet_of([FOLLOW_UPS, row]), GROUND)) == [f"2 {problem}"]


@pytest.mark.parametrize(
    ("word", "skipped"),
    [("Sum", True), ("Totalt", True), ("I alt", True), ("Til sammen", True), ("Antall", True), ("Count", True),
     ("Summen av", False)],
)  # fmt: skip
def test_a_sum_is_none_of_the_list_s_rows(word: str, *, skipped: bool) -> None:
    grid: Grid = [("Tiltak", "Ansvarlig", "Frist", "Mål", "Siste"), (word, None, None, None, 14)]
    plan = interpret(sheet_of(grid), ImportContext(CONTEXT, REFERENCE, "agder", MAY), ListKind.MEASURES)
    assert any(row.code == "imports.skip-sum" for row in plan.skipped) is skipped


def test_names_joined_by_and() -> None:
    one = Owners(REFERENCE)
    assert [found.slug for found in one.all(cell("Siva og Møre og Romsdal og KS"))] == ["siva", "more-og-romsdal", "ks"]


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")])
def test_the_names_of_columns(number: int, name: str) -> None:
    assert letter(number) == name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.5, "2.5"), (14.0, "14"), (1 / 3, "0.3333333333"), (date(2026, 12, 1), "2026-12-01"), (" a\n b\u200b", "a b"),
        (float("inf"), "inf"), ("e\u0301", "é"),
    ],
)  # fmt: skip
def test_a_cell_as_a_person_reads_it(value: Value, text: str) -> None:
    assert cell(value).text == text
    assert cell(value, "A1:B1").span == "A1:B1"


def test_a_row_in_one_line() -> None:
    row = SheetRow(3, {"A": cell("x", "A3:B3"), "B": cell("x", "A3:B3"), "C": cell(14), "D": cell("y" * 300)})
    assert row.shown == f"x | 14 | {'y' * 191}"
    assert (row.text("C"), row.text("E")) == ("14", "")
