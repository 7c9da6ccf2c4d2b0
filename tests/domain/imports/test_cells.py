"""One cell of a list: what is plain is read, what isn't is said, nothing is guessed."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkCalendar
from domain.dates.parse import DateContext
from domain.imports.cells import Dates, Owners, UnclearError, read_level, read_number, read_status
from domain.imports.columns import ListKind
from domain.imports.sheet import Value, cell
from domain.organisations import REFERENCE

TODAY = date(2026, 11, 23)
OWNERS = Owners(REFERENCE, "agder")
DATES = Dates(DateContext(TODAY, WorkCalendar()), date(1899, 12, 30))


def owner(text: str) -> str:
    """Who a cell names; «?» and the code when it is unclear, with the name that is suggested."""
    try:
        found, otherwise = OWNERS.one(cell(text))
    except UnclearError as error:
        return f"?{error.code.removeprefix('imports.cell-')} {error.params.get('near', '')}".strip()
    return f"{found.slug}{' (otherwise)' if otherwise else ''}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Siva", "siva"),
        ("IN", "innovasjon-norge"),
        ("Forskningsraadet", "forskningsradet"),
        ("NFR", "forskningsradet"),
        ("Møre og Romsdal", "more-og-romsdal"),
        ("Agder fylkeskommune", "agder"),
        ("Fylkeskommunen", "agder"),
        ("FK", "agder"),
        ("Siva SF", "siva (otherwise)"),
        ("Agder FK", "agder (otherwise)"),
        ("Siva (Kari)", "siva (otherwise)"),
        ("Agder fylkeskommune v/ Kari Nordmann", "agder (otherwise)"),
        ("Sivva", "?owner-near Siva"),
        ("Innovasjn Norge", "?owner-near Innovasjon Norge"),
        ("Forskingsradt", "?owner-near Forskningsrådet"),
        ("Kari Nordmann", "?owner"),
        ("alle", "?owner"),
        ("???", "?owner"),
        ("Viken", "?owner"),
        ("Siva, IN", "?several"),
        ("Siva og Innovasjon Norge", "?several"),
        ("IN/Siva", "?several"),
        ("Siva;IN;KS", "?several"),
        ("Møre og Romsdal og Siva", "?several"),
        ("Siva, Kari", "?owner"),
    ],
)
def test_who_is_responsible(text: str, said: str) -> None:
    assert owner(text) == said


def test_a_whole_text_is_no_name_and_no_date() -> None:
    assert owner("Siva " * 1000) == "?owner"
    assert day("15.12 " * 1000) == "dates.not-understood"


def test_contributors_are_several() -> None:
    found = OWNERS.all(cell("FK, Møre og Romsdal og Siva"))
    assert [one.slug for one in found] == ["agder", "more-og-romsdal", "siva"]


def test_the_county_itself_only_where_there_is_one() -> None:
    with pytest.raises(UnclearError):
        Owners(REFERENCE).one(cell("fylkeskommunen"))


def day(value: Value, *, closed: bool = False) -> str:
    try:
        return DATES.read(cell(value), closed=closed).day.isoformat()
    except UnclearError as error:
        return error.code


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("15.12", "2026-12-15"),
        ("15.12.2026", "2026-12-15"),
        ("uke 17", "2027-04-30"),
        ("medio april", "2027-04-15"),
        (date(2025, 5, 1), "2025-05-01"),
        (datetime(2025, 5, 1, 12, tzinfo=UTC), "2025-05-01"),
        ("2026-12-15 00:00:00", "2026-12-15"),
        (46371, "2026-12-15"),
        ("46371", "2026-12-15"),
        (46371.5, "2026-12-15"),
        ("15.4.2025", "2025-04-15"),
        ("31.11.2026", "dates.no-such-day"),
        ("12/15/2026", "dates.no-such-month"),
        (15.12, "imports.cell-date-number"),
        (2027, "imports.cell-date-number"),
        (10**30, "imports.cell-date-number"),
        ("15.10", "imports.cell-no-year"),
        ("uke 40", "imports.cell-no-year"),
        ("fredag", "imports.cell-relative"),
        ("om to uker", "imports.cell-relative"),
        ("i går", "imports.cell-relative"),
        ("fredag uke 17", "2027-04-30"),
        ("uke 48", "2026-11-27"),
        ("snarest", "dates.not-understood"),
        ("løpende", "dates.not-understood"),
        (date(1905, 1, 1), "dates.year-out-of-range"),
    ],
)
def test_dates(value: Value, said: str) -> None:
    assert day(value) == said


def test_a_date_of_something_done_needs_its_year() -> None:
    assert day("15.4", closed=True) == "imports.cell-no-year"
    assert day("15.4", closed=False) == "2027-04-15"
    assert day("15.4.2026", closed=True) == "2026-04-15"


def test_day_numbers_of_the_other_epoch() -> None:
    mac = Dates(DateContext(TODAY, WorkCalendar()), date(1904, 1, 1))
    assert mac.read(cell(44909)).day == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (11, 11),
        ("12,5", 12.5),
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("25 %", 25),
        ("-3", -3),
        ("−2,5", -2.5),
        ("1.2", 1.2),
    ],
)
def test_figures(value: Value, number: float) -> None:
    assert read_number(cell(value)) == number


@pytest.mark.parametrize(
    "value",
    [
        "to",
        "1.200",
        "-1,200",
        "1.200 %",
        "12 50",
        "1.200,5",
        "3-4",
        "ca. 5",
        date(2026, 1, 1),
        float("nan"),
        float("inf"),
        10**20,
    ],
)
def test_what_is_no_figure(value: Value) -> None:
    with pytest.raises(UnclearError):
        read_number(cell(value))


@pytest.mark.parametrize(
    ("word", "state", "status"),
    [
        ("i gang", "confirmed", "in-progress"),
        ("Pågår", "confirmed", "in-progress"),
        ("UTFØRT", "done", "completed"),
        ("utsett", "postponed", "postponed"),
        ("Ikkje starta", "open", "not-started"),
        ("i rute", "confirmed", "in-progress"),
        ("Avlyst", "lapsed", "cancelled"),
        ("forsinket", "open", "delayed"),
        ("Not started", "open", "not-started"),
    ],
)
def test_status_words(word: str, state: str, status: str) -> None:
    assert read_status(cell(word), ListKind.FOLLOW_UPS) == state
    assert read_status(cell(word), ListKind.MEASURES) == status


def test_a_status_nobody_knows() -> None:
    with pytest.raises(UnclearError) as near:
        read_status(cell("i gangg"), ListKind.MEASURES)
    assert near.value.params["near"] == "i gang"
    for word in ("ikke ferdig", "50 %", "grønn"):
        with pytest.raises(UnclearError):
            read_status(cell(word), ListKind.FOLLOW_UPS)


def test_levels() -> None:
    assert [read_level(cell(one)) for one in ("Nasjonalt", "regional", "EU")] == ["national", "regional", "eu"]
    with pytest.raises(UnclearError):
        read_level(cell("nasjonal/regional"))


@given(st.text(max_size=80) | st.integers() | st.floats() | st.dates())
def test_no_cell_raises_anything_else(value: Value) -> None:
    one = cell(value)
    for read in (
        lambda: OWNERS.one(one),
        lambda: DATES.read(one),
        lambda: DATES.read(one, closed=True),
        lambda: read_number(one),
        lambda: read_status(one, ListKind.MEASURES),
        lambda: read_level(one),
    ):
        with suppress(UnclearError):
            read()
