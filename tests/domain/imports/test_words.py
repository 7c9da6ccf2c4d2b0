"""The words lists are written with, each once: headings, states, levels, and what a formula without a result shows."""

from datetime import date

import pytest

from domain.calendar import WorkCalendar
from domain.dates.parse import DateContext
from domain.errors import UserError
from domain.imports.cells import (
    ERRORS,
    LARGEST_FIGURE,
    LONGEST_NAME,
    QUOTED,
    Dates,
    Owners,
    UnclearError,
    read_level,
    read_number,
    read_status,
)
from domain.imports.columns import HEADER_WITHIN, Column, ListKind, find_header, meaning
from domain.imports.plan import MOST_ROWS
from domain.imports.sheet import Sheet, Value, cell
from domain.organisations import REFERENCE
from tests.sheets import sheet_of

HEADINGS = """
number 0 | nr, nummer, no, number, id, løpenr, løpenummer, tiltaksnr, tiltaksnummer, tiltak nr
title 0 | hva skal gjøres, kva skal gjerast, what is to be done, oppfølgingspunkt, oppfølgingspunkter, follow up
title 1 | tiltak, oppfølging, aktivitet, oppgave, oppgåve, tittel, measure, action, action item, task, title, followup
title 2 | sak, hva, kva, punkt, item, what, tekst, text
description 0 | beskrivelse, skildring, omtale, description
owner 0 | ansvarlig, ansvarleg, hovedansvarlig, hovudansvarleg, hovedansvar, hovudansvar, eier, eigar, owner
owner 0 | responsible
owner 1 | ansvar, ansvarlig organisasjon, ansvarleg organisasjon, ansvarlig part, ansvarleg part, hvem, kven, who, lead
contributors 0 | bidragsytere, bidragsyter, bidragsytar, bidragsytarar, bidrar, bidreg, deltakere, deltakarar
contributors 0 | contributors, contributor
starts 0 | oppstart, startdato, starter, startar, start date, starts
due 0 | frist, due, deadline, due date, ny frist
due 1 | innen, innan, by, når, sluttdato, ferdig innen, ferdig innan
due 2 | dato, date
done 0 | utført, ferdig, fullført, utført dato, fullført dato, ferdigdato, done, completed, done on, completed on
status 0 | status, tilstand, state
comment 0 | kommentar, kommentarer, merknad, merknader, notat, comment, comments, note, notes, remark, remarks
next 0 | neste steg, neste skritt, vidare, videre, next, next step
county 0 | fylke, fylkeskommune, county
goal 0 | mål, hovedmål, hovudmål, delmål, målsetting, goal, objective
plan-goal 0 | planmål, mål i plan, plan goal
instrument 0 | virkemiddel, virkemidler, verkemiddel, ordning, instrument, instruments
level 0 | nivå, level
indicator 0 | indikator, indikatorer, indikatorar, indicator, måles på, målast på
unit 0 | enhet, eining, unit
baseline 0 | utgangsverdi, startverdi, nullpunkt, baseline
baseline 1 | start, utgangspunkt
target 0 | måltall, måltal, målverdi, target
latest 0 | siste, sist, siste verdi, verdi, nåverdi, noverdi, status tall, latest, value, current
"""
STATES = """
follow-ups open | åpen, åpent, open, opent, ny, nytt, new, ikke startet, ikke påbegynt, ikkje starta, not started
follow-ups open | forsinket, forseinka, delayed, over fristen, overdue, planlagt, planned
follow-ups confirmed | bekreftet, stadfesta, confirmed, accepted, i gang, igang, pågår, i arbeid, under arbeid, påbegynt
follow-ups confirmed | starta, startet, in progress, ongoing, i rute, on track
follow-ups waiting | venter, ventar, avventer, avventar, på vent, waiting, on hold
follow-ups postponed | utsatt, utsett, postponed
follow-ups done | utført, ferdig, fullført, gjort, gjennomført, gjennomførd, ok, lukket, lukka, done, completed, closed
follow-ups done | complete
follow-ups lapsed | bortfalt, bortfalle, utgår, utgått, avlyst, droppet, droppa, uaktuell, lapsed, cancelled, canceled
follow-ups lapsed | dropped
measures not-started | ikke startet, ikke påbegynt, ikkje starta, ikkje påbyrja, not started, planlagt, planned, ny
measures not-started | nytt, new
measures in-progress | i gang, igang, pågår, i arbeid, under arbeid, påbegynt, starta, startet, in progress, ongoing
measures in-progress | i rute, on track
measures delayed | forsinket, forseinka, delayed, over fristen, overdue
measures completed | fullført, ferdig, utført, gjennomført, gjennomførd, done, completed, complete
measures postponed | utsatt, utsett, postponed
measures cancelled | avlyst, bortfalt, bortfalle, utgår, utgått, droppet, droppa, cancelled, canceled, dropped
"""
LEVELS = """
regional | regional, regionalt, regionalt nivå, fylke, fylkeskommunal
national | nasjonal, nasjonalt, nasjonalt nivå, national
eu | eu, europeisk, europa, european, europe
"""


def table(text: str) -> list[tuple[list[str], list[str]]]:
    rows = [line.split(" | ") for line in text.strip().splitlines()]
    return [(head.split(), words.split(", ")) for head, words in rows]


def unclear(value: Value, kind: ListKind = ListKind.FOLLOW_UPS) -> UnclearError:
    with pytest.raises(UnclearError) as caught:
        read_status(cell(value), kind)
    return caught.value


@pytest.mark.parametrize(("head", "words"), table(HEADINGS))
def test_headings(head: list[str], words: list[str]) -> None:
    for word in words:
        assert meaning(word) == meaning(word.upper()) == meaning(f"{word} (x)") == (Column(head[0]), int(head[1])), word


@pytest.mark.parametrize(("head", "words"), table(STATES))
def test_states(head: list[str], words: list[str]) -> None:
    for word in words:
        kind = ListKind(head[0])
        assert read_status(cell(word), kind) == read_status(cell(f" {word.upper()}."), kind) == head[1]


@pytest.mark.parametrize(("head", "words"), table(LEVELS))
def test_levels(head: list[str], words: list[str]) -> None:
    assert [read_level(cell(word)) for word in words] == head * len(words)


def test_a_cross_is_a_number() -> None:
    assert meaning(" # ") == (Column.NUMBER, 0)


def test_a_word_that_is_nearly_one_is_offered_as_it_is_written() -> None:
    assert (unclear("bekrftet").code, unclear("bekrftet").params["near"]) == ("imports.cell-status-near", "bekreftet")
    assert (unclear("helt rart").code, unclear("x" * 70).params) == ("imports.cell-status", {"typed": "x" * 60})
    with pytest.raises(UnclearError) as caught:
        read_level(cell("y" * 70))
    assert (caught.value.code, caught.value.params) == ("imports.cell-level", {"typed": "y" * 60})


def test_what_a_formula_without_a_result_shows() -> None:
    shown = "#REF! #N/A #NAME? #VALUE! #DIV/0! #NULL! #NUM! #I/T #VERDI! #NAVN?"
    assert set(shown.split()) == ERRORS


def test_how_much_is_read() -> None:
    limits = (QUOTED, LONGEST_NAME, LARGEST_FIGURE, HEADER_WITHIN, MOST_ROWS)
    assert limits == (60, 300, 1_000_000_000_000_000, 30, 5_000)
    assert Sheet(()).epoch == date(1899, 12, 30)


@pytest.mark.parametrize(
    ("value", "figure"),
    [(11, 11), (12.5, 12.5), ("1 200", 1200), ("25 %", 25), ("-3", -3), ("− 3", -3), ("+3", 3), ("0", 0),
     (-(10**14), -(10**14))],
)  # fmt: skip
def test_figures(value: Value, figure: float) -> None:
    assert read_number(cell(value)) == figure


@pytest.mark.parametrize("value", ["1.200", "rart", 10**15, -(10**15), "--3", "%"])
def test_no_figures(value: Value) -> None:
    with pytest.raises(UnclearError) as caught:
        read_number(cell(value))
    assert caught.value.code == "imports.cell-number"


DATES = Dates(DateContext(date(2026, 11, 23), WorkCalendar()), date(1899, 12, 30))


def day(value: Value, *, closed: bool = False) -> str:
    try:
        return DATES.read(cell(value), closed=closed).day.isoformat()
    except UnclearError as error:
        return error.code


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (36526, "2000-01-01"), (36525, "imports.cell-date-number"), (73050, "2099-12-31"),
        (73051, "imports.cell-date-number"), (46371, "2026-12-15"), (46371.75, "2026-12-15"), ("46371", "2026-12-15"),
        ("46371,5", "2026-12-15"), (date(2000, 1, 1), "2000-01-01"), (date(2099, 12, 31), "2099-12-31"),
        (date(1999, 12, 31), "dates.year-out-of-range"), (date(2100, 1, 1), "dates.year-out-of-range"),
        ("2026-12-15 00:00:00", "2026-12-15"), ("2026-12-15T00:00", "2026-12-15"), ("fredag", "imports.cell-relative"),
        ("om to uker", "imports.cell-relative"), ("20. november", "imports.cell-no-year"), ("15.12", "2026-12-15"),
        ("1.2.2025", "2025-02-01"), ("x" * 301, "dates.not-understood"), (f"15.12.2026{' ' * 400}", "2026-12-15"),
    ],
)  # fmt: skip
def test_days(value: Value, said: str) -> None:
    assert day(value) == day(value) == said


def test_a_day_of_what_is_done_needs_its_year() -> None:
    assert day("15.12", closed=True) == "imports.cell-no-year"
    assert day("15.12.2026", closed=True) == "2026-12-15"


@pytest.mark.parametrize("text", ["FK", "fylkeskommunen", "fylket", "fylkeskommune", "the county"])
def test_the_county_itself(text: str) -> None:
    assert [one.slug for one in Owners(REFERENCE, "agder").all(cell(text))] == ["agder"]


@pytest.mark.parametrize("between", [", ", ";", "/", "&", " + ", "|", " - ", " og ", " and "])
def test_what_stands_between_names(between: str) -> None:
    assert [one.slug for one in Owners(REFERENCE).all(cell(f"Siva{between}KS"))] == ["siva", "ks"]


@pytest.mark.parametrize(
    "suffix", [" SF", " AS", " ASA", " FK", " HF", " SF.", " v/ Kari", " ved Kari", " (Kari)", " c/o Kari"]
)
def test_what_may_follow_a_name(suffix: str) -> None:
    found, otherwise = Owners(REFERENCE).one(cell(f"Siva{suffix}"))
    assert (found.slug, otherwise) == ("siva", True)


def test_a_header_is_needed_and_is_looked_for_at_the_top() -> None:
    header = ("Tiltak", "Ansvarlig", "Frist")
    above = [(f"rad {number}",) for number in range(29)]
    found, kind = find_header(sheet_of([*above, header]).rows)
    assert (found.rows, kind) == ((30,), ListKind.FOLLOW_UPS)
    assert found.heading(Column.OWNER) == "Ansvarlig"
    assert found.heading(Column.STATUS) == ""
    for grid in ([*above, ("rad",), header], [("Ansvarlig", "Frist")], [("Tiltak",)], []):
        with pytest.raises(UserError) as caught:
            find_header(sheet_of(grid).rows)
        assert caught.value.code == "imports.no-header"
