"""What the model wants on each agenda, and the numbers of its items and of decisions, written and read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.meetings.agenda import (
    CHANGES_ITEM,
    OPEN_ITEMS,
    TEMPLATES,
    Numbered,
    body_of,
    decision_number,
    item_number,
    numbered,
    read_decision,
    read_item,
    read_numbered,
    template,
)
from domain.meetings.meetings import MeetingKind, Season
from tests.domain.meetings.test_meetings import meeting

NATIONAL, REGIONAL, STEERING = MeetingKind.NATIONAL, MeetingKind.REGIONAL, MeetingKind.STEERING
NUMBERS = st.integers(1, 999)
YEARS = st.integers(2000, 2099)


@pytest.mark.parametrize(
    ("kind", "season", "items"),
    [
        (NATIONAL, Season.SPRING, "challenges § 1, eu-instruments § 1, open-items § 1"),
        (NATIONAL, Season.AUTUMN, "experience § 1, opportunities § 1, eu-instruments § 1, open-items § 1"),
        (REGIONAL, Season.SPRING, "national-spring § 2.1, agreement-presented § 2.1, trends § 2.1, open-items § 2"),
        (
            REGIONAL,
            Season.AUTUMN,
            "national-autumn § 2.2, agreement-reviewed § 2.2, need-for-changes § 2.2, open-items § 2",
        ),
        (STEERING, Season.NONE, "initiatives § 1"),
    ],
)
def test_what_the_model_wants_on_each_agenda(kind: MeetingKind, season: Season, items: str) -> None:
    one = meeting(kind=kind, season=season)
    assert ", ".join(f"{item.id} {item.clause}" for item in template(one)) == items
    assert all(item.mandatory is (item.id != OPEN_ITEMS) for item in template(one))
    assert [item.id for item in numbered(one)] == [item.id for item in template(one) if item.mandatory]


def test_one_item_asks_whether_the_agreement_needs_changes() -> None:
    assert [place for place, items in TEMPLATES.items() if CHANGES_ITEM in [one.id for one in items]] == [
        (REGIONAL, Season.AUTUMN)
    ]


@pytest.mark.parametrize(("kind", "body"), [(REGIONAL, "agder"), (NATIONAL, "national"), (STEERING, "steering")])
def test_whose_agenda_it_is(kind: MeetingKind, body: str) -> None:
    assert body_of(meeting(kind=kind)) == body


@pytest.mark.parametrize(
    ("text", "number", "year", "end", "internal"),
    [
        ("3/26", 3, 2026, 4, False),
        ("3/2026 tittel", 3, 2026, 6, False),
        ("sak 12/27: mer", 12, 2027, 9, False),
        ("Sak intern 1/26", 1, 2026, 15, True),
        ("intern 1/26", 1, 2026, 11, True),
        ("internal 1/26", 1, 2026, 13, True),
        ("item 999 / 00", 999, 2000, 13, False),
        ("  3/26", 3, 2026, 4, False),
    ],
)
def test_an_item_s_number_is_read(text: str, number: int, year: int, end: int, *, internal: bool) -> None:
    assert read_item(text) == read_numbered(text) == Numbered(number, year, end, internal=internal)


@pytest.mark.parametrize(
    ("text", "number", "year", "end", "version"),
    [
        ("V-4/26", 4, 2026, 6, None),
        ("v4/2026 vedtatt", 4, 2026, 7, None),
        ("V-4/26 v2", 4, 2026, 9, 2),
        ("V-4/26 v12 mer", 4, 2026, 10, 12),
        ("V-4/26 v2x", 4, 2026, 6, None),
        (" V- 4 / 26", 4, 2026, 9, None),
    ],
)
def test_a_decision_s_number_is_read(text: str, number: int, year: int, end: int, version: int | None) -> None:
    assert read_decision(text) == read_numbered(text) == Numbered(number, year, end, version=version)


@pytest.mark.parametrize("text", ["", "3", "3/26/1", "3/26.5", "3/261", "1234/26", "T1.2", "saken 3/26", "V4", "O-12"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_numbered(text) is None


@given(number=NUMBERS, year=YEARS, internal=st.booleans())
def test_a_number_written_is_read_again(number: int, year: int, *, internal: bool) -> None:
    written = item_number(number, year, internal=internal)
    assert read_item(written) == Numbered(number, year, len(written), internal=internal)
    assert read_decision(written) is None
    decided = decision_number(number, year)
    assert read_decision(decided) == Numbered(number, year, len(decided))
    assert read_item(decided) is None


def test_how_numbers_are_written() -> None:
    facts: dict[str, Any] = {"internal": True}
    assert (item_number(3, 2026), item_number(1, 2005, **facts)) == ("3/26", "intern 1/05")
    assert decision_number(4, 2009) == "V-4/09"
