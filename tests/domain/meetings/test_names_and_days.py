"""What meetings are called, on which days they are usually held, what is pointed out, and which a year should have."""

from datetime import date
from typing import Any

import pytest

from domain.calendar import WorkCalendar
from domain.errors import UserError
from domain.meetings.meetings import (
    MIN_GAP,
    Concern,
    MeetingKind,
    Season,
    check_day,
    check_half_year,
    concerns,
    example_day,
    ref_of,
)
from domain.meetings.steps import BEFORE_MEETING, NEXT, REACHES, State
from domain.meetings.year import PLANNED_FROM, SHORTEST_NOTICE, half_year_end, to_plan, year_of
from domain.organisations import REFERENCE, Kind
from tests.domain.meetings.test_meetings import meeting, national

CALENDAR = WorkCalendar()
NATIONAL, REGIONAL, STEERING = MeetingKind.NATIONAL, MeetingKind.REGIONAL, MeetingKind.STEERING
SPRING, AUTUMN, NONE = Season.SPRING, Season.AUTUMN, Season.NONE


@pytest.mark.parametrize(
    ("kind", "season", "ref"),
    [
        (NATIONAL, SPRING, "N-2027-V"),
        (NATIONAL, AUTUMN, "N-2027-H"),
        (REGIONAL, SPRING, "R42-2027-V"),
        (REGIONAL, AUTUMN, "R42-2027-H"),
        (STEERING, NONE, "SG-2027-42"),
    ],
)
def test_what_a_meeting_is_called(kind: MeetingKind, season: Season, ref: str) -> None:
    assert ref_of(kind, season, 2027, "42") == ref


@pytest.mark.parametrize(
    ("kind", "season", "meeting_clause", "convening_clause", "county"),
    [
        (NATIONAL, SPRING, "§ 1", "§ 4.1", None),
        (REGIONAL, SPRING, "§ 2.1", "§ 4.2", "agder"),
        (REGIONAL, AUTUMN, "§ 2.2", "§ 4.2", "agder"),
        (STEERING, NONE, "§ 1", "§ 4.1", None),
    ],
)
def test_which_clauses_ask_for_it(
    kind: MeetingKind, season: Season, meeting_clause: str, convening_clause: str, county: str | None
) -> None:
    one = meeting(kind=kind, season=season)
    assert (one.meeting_clause, one.convening_clause, one.county) == (meeting_clause, convening_clause, county)
    assert one.version == 1


def test_a_fresh_meeting_says_nothing() -> None:
    one = meeting()
    assert (one.place, one.link, one.theme, one.political_body, one.at, one.moved_on) == ("", "", "", "", None, None)
    assert not one.partnership


def test_which_steps_lead_where() -> None:
    onward = {state.value: sorted(then.value for then in onward) for state, onward in NEXT.items()}
    assert onward == {
        "planned": ["cancelled", "dated"],
        "dated": ["cancelled", "convened", "held", "save-the-date-sent"],
        "save-the-date-sent": ["cancelled", "convened", "held"],
        "convened": ["cancelled", "held", "papers-out"],
        "papers-out": ["cancelled", "held"],
        "held": ["minutes-drafted"],
        "minutes-drafted": ["approved"],
        "approved": [],
        "cancelled": [],
    }
    assert " ".join(f"{step.value}={state.value}" for step, state in REACHES.items()) == (
        "set-date=dated save-the-date=save-the-date-sent convene=convened papers=papers-out hold=held "
        "draft=minutes-drafted approve=approved"
    )
    assert sorted(BEFORE_MEETING) == ["convened", "dated", "papers-out", "planned", "save-the-date-sent"]


@pytest.mark.parametrize(
    ("kind", "season", "today", "expected"),
    [
        (NATIONAL, SPRING, "2026-11-23", "2027-03-09"),
        (NATIONAL, AUTUMN, "2026-11-23", "2027-10-19"),
        (REGIONAL, SPRING, "2026-11-23", "2027-04-15"),
        (REGIONAL, AUTUMN, "2026-11-23", "2027-11-16"),
        (STEERING, NONE, "2026-11-23", "2027-05-03"),
        (NATIONAL, SPRING, "2027-03-08", "2027-03-09"),
        (NATIONAL, SPRING, "2027-03-09", "2027-03-10"),
        (NATIONAL, SPRING, "2027-03-12", "2027-03-15"),
        (NATIONAL, SPRING, "2027-06-29", "2027-06-30"),
        (NATIONAL, SPRING, "2027-06-30", None),
        (REGIONAL, AUTUMN, "2027-12-31", None),
        (STEERING, NONE, "2027-12-31", "2028-01-03"),
    ],
)
def test_a_day_to_give_as_an_example(kind: MeetingKind, season: Season, today: str, expected: str | None) -> None:
    found = example_day(kind, season, 2027, date.fromisoformat(today), CALENDAR)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("day", "code", "facts", "choices"),
    [
        ("2027-03-25", "not-working-day", {"day": date(2027, 3, 25), "why": "maundy-thursday"},
         "2027-03-24 2027-03-30"),
        ("2027-04-17", "not-working-day", {"day": date(2027, 4, 17), "why": "weekend"}, "2027-04-16 2027-04-19"),
        ("2027-01-02", "not-working-day", {"day": date(2027, 1, 2), "why": "weekend"}, "2027-01-04"),
        ("2027-07-01", "outside-half-year",
         {"day": date(2027, 7, 1), "season": "spring", "year": 2027, "clause": "§ 2.1"}, ""),
        ("2026-04-15", "outside-half-year",
         {"day": date(2026, 4, 15), "season": "spring", "year": 2027, "clause": "§ 2.1"}, ""),
    ],
)  # fmt: skip
def test_days_it_cannot_be_held_on(day: str, code: str, facts: dict[str, object], choices: str) -> None:
    with pytest.raises(UserError) as caught:
        check_day(meeting(), date.fromisoformat(day), CALENDAR, span="typed")
    error = caught.value
    assert (error.code, error.params, error.span, error.field_name) == (f"meetings.{code}", facts, "typed", "date")
    assert " ".join(choice.value for choice in error.choices) == choices


def test_without_words_of_their_own_the_day_itself_is_what_was_typed() -> None:
    with pytest.raises(UserError) as caught:
        check_day(meeting(), date(2027, 4, 17), CALENDAR)
    assert caught.value.span == "2027-04-17"
    with pytest.raises(UserError) as caught:
        check_half_year(meeting(), date(2027, 7, 1))
    assert caught.value.span == ""
    check_half_year(meeting(season=NONE), date(2030, 7, 1))


def said(found: list[Concern]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(one.code, one.clause, dict(one.facts)) for one in found]


@pytest.mark.parametrize(
    ("gap", "code"),
    [(-1, "before-national"), (0, "before-national"), (1, "short-gap"), (27, "short-gap"), (28, ""), (29, "")],
)
def test_a_regional_meeting_comes_four_weeks_after_the_national_one(gap: int, code: str) -> None:
    day = date(2027, 4, 15)
    before = national(date.fromordinal(day.toordinal() - gap))
    found = said(concerns(meeting(day=day, partnership=True), before))
    facts = {"gap": gap, "national": before.day, "min": 28}
    assert found == ([(code, "§ 2.1", facts)] if code else [])
    assert concerns(meeting(day=day, partnership=True), meeting(State.CANCELLED, day=day)) == []
    assert concerns(meeting(kind=NATIONAL, day=day), before) == []
    assert MIN_GAP == 28


@pytest.mark.parametrize(
    ("facts", "missing", "expected"),
    [
        ({"season": AUTUMN, "political_body": "hu"}, None, [("autumn-administrative", "§ 2.2", {"body": "hu"})]),
        ({"season": SPRING, "political_body": "hu", "partnership": True, "day": date(2027, 4, 15)}, None, []),
        ({"season": SPRING, "day": date(2027, 4, 15)}, None, [("no-partnership", "§ 2.1", {})]),
        ({"season": SPRING}, None, []),
        ({"season": AUTUMN}, (), []),
        ({"season": AUTUMN}, ("Siva", "IN"), [("not-together", "§ 2", {"missing": "Siva, IN"})]),
    ],
)
def test_what_else_is_pointed_out(
    facts: dict[str, Any], missing: tuple[str, ...] | None, expected: list[tuple[str, str, dict[str, Any]]]
) -> None:
    assert said(concerns(meeting(**facts), None, missing)) == expected


def test_a_year_has_two_national_meetings_and_two_for_each_county() -> None:
    counties = [one for one in REFERENCE if one.kind is Kind.COUNTY][:2]
    found = [
        f"{one.ref} {one.kind.value} {one.season.value} {one.organisation}" for one in year_of(2027, "ks", counties)
    ]
    assert found == [
        "N-2027-V national spring ks", "N-2027-H national autumn ks", "R03-2027-V regional spring oslo",
        "R03-2027-H regional autumn oslo", "R11-2027-V regional spring rogaland", "R11-2027-H regional autumn rogaland",
    ]  # fmt: skip
    assert {one.year for one in year_of(2027, "ks", counties)} == {2027}


@pytest.mark.parametrize(
    ("today", "planned"),
    [
        ("2027-01-01", "2027s 2027a"),
        ("2027-05-05", "2027s 2027a"),  # 56 days before the end of June
        ("2027-05-06", "2027a"),
        ("2027-07-31", "2027a"),
        ("2027-08-01", "2027a 2028s 2028a"),
        ("2027-11-05", "2027a 2028s 2028a"),
        ("2027-11-06", "2028s 2028a"),
    ],
)
def test_which_half_years_stand_in_the_plan(today: str, planned: str) -> None:
    found = " ".join(f"{year}{season.value[0]}" for year, season in to_plan(date.fromisoformat(today)))
    assert found == planned
    assert (PLANNED_FROM, SHORTEST_NOTICE) == ((8, 1), 56)
    assert (half_year_end(2027, SPRING), half_year_end(2027, AUTUMN)) == (date(2027, 6, 30), date(2027, 12, 31))
