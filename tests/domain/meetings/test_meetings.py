"""Meetings: the life cycle and its one table, the days that are allowed, names, and what is pointed out."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.calendar import WorkCalendar
from domain.clauses import CLAUSES, key
from domain.errors import UserError
from domain.meetings.agenda import TEMPLATES, template
from domain.meetings.meetings import (
    MIN_GAP,
    Meeting,
    MeetingKind,
    Season,
    check_day,
    concerns,
    ref_of,
    season_of,
    step_to,
)
from domain.meetings.steps import BEFORE_MEETING, NEXT, OPEN, REACHES, State, Step
from domain.meetings.year import PLANNED_FROM, SHORTEST_NOTICE, half_year_end, to_plan, year_of
from domain.organisations import REFERENCE, Kind

CALENDAR = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2090, 12, 31))
STATES = st.sampled_from(State)


def meeting(state: State = State.PLANNED, **more: Any) -> Meeting:
    facts: dict[str, Any] = {
        "id": 1, "ref": "R42-2027-V", "kind": MeetingKind.REGIONAL, "season": Season.SPRING, "year": 2027,
        "organisation": "agder", "state": state, "day": None, "arose_on": date(2026, 11, 23), **more,
    }  # fmt: skip
    return Meeting(**facts)


def national(day: date | None, **more: Any) -> Meeting:
    return meeting(State.DATED, ref="N-2027-V", kind=MeetingKind.NATIONAL, organisation="ks", day=day, **more)


# -- the life cycle ----------------------------------------------------------------------------------------------------


def test_the_table_is_complete_and_has_two_ends() -> None:
    assert set(NEXT) == set(State)
    assert {state for state, onward in NEXT.items() if not onward} == {State.APPROVED, State.CANCELLED}
    assert {*BEFORE_MEETING, State.HELD, State.DRAFTED} == OPEN
    assert set(REACHES.values()) == set(State) - {State.PLANNED, State.CANCELLED}


AROSE, MOVED, MET, SAID = date(2026, 11, 23), date(2026, 12, 1), date(2027, 4, 15), date(2027, 4, 20)


@pytest.mark.parametrize(
    ("facts", "step", "organisation", "done"),
    [
        ({}, Step.SET_DATE, "", None),
        ({"day": MET}, Step.SET_DATE, "", AROSE),
        ({"day": MET, "moved_on": MOVED}, Step.SET_DATE, "", MOVED),
        ({"day": MET, "state": State.PAPERS}, Step.HOLD, "", None),
        ({"day": MET, "state": State.HELD}, Step.HOLD, "", MET),
        ({"day": MET, "state": State.HELD, "steps": {(Step.HOLD, "agder"): SAID}}, Step.HOLD, "", SAID),
        ({"steps": {(Step.CONVENE, "agder"): SAID}}, Step.CONVENE, "", SAID),
        ({"steps": {(Step.CONVENE, "siva"): SAID}}, Step.CONVENE, "", None),
        ({"steps": {(Step.CONTRIBUTE, "siva"): SAID}}, Step.CONTRIBUTE, "siva", SAID),
        ({"steps": {(Step.CONTRIBUTE, "siva"): SAID}}, Step.CONTRIBUTE, "ks", None),
    ],
)
def test_when_a_step_was_done(facts: dict[str, Any], step: Step, organisation: str, done: date | None) -> None:
    assert meeting(**facts).done(step, organisation) == done
    if not organisation:
        assert meeting(**facts).done(step) == done, "the convener's, unless somebody else is named"


@given(state=STATES, target=STATES)
def test_only_what_the_table_names_can_be_reached(state: State, target: State) -> None:
    if target in NEXT[state]:
        assert step_to(meeting(state), target) is target
        return
    with pytest.raises(UserError) as refused:
        step_to(meeting(state), target)
    order = list(State)
    if state is State.CANCELLED:
        expected = "meetings.is-cancelled"
    elif target is State.CANCELLED or order.index(target) <= order.index(state):
        expected = "meetings.already"
    else:
        expected = "meetings.not-yet"
    assert refused.value.code == expected


class Life(RuleBasedStateMachine):
    """A meeting that is pushed about: whatever is tried, it only moves along the table and never back."""

    @initialize()
    def begin(self) -> None:
        self.state = State.PLANNED
        self.passed = [State.PLANNED]

    @rule(wanted=STATES)
    def attempt(self, wanted: State) -> None:
        try:
            reached = step_to(meeting(self.state), wanted)
        except UserError:
            assert wanted not in NEXT[self.state]
        else:
            assert reached in NEXT[self.state]
            self.state = reached
            self.passed.append(reached)

    @precondition(lambda self: bool(NEXT[self.state] - {State.CANCELLED}))
    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        onward = sorted(NEXT[self.state] - {State.CANCELLED}, key=list(State).index)
        self.state = step_to(meeting(self.state), data.draw(st.sampled_from(onward)))
        self.passed.append(self.state)

    @invariant()
    def no_state_twice(self) -> None:
        if hasattr(self, "passed"):
            assert len(self.passed) == len(set(self.passed))

    @invariant()
    def held_before_minutes_and_never_called_off_after(self) -> None:
        if not hasattr(self, "passed"):
            return
        for state in (State.DRAFTED, State.APPROVED):
            if state in self.passed:
                assert State.HELD in self.passed
        assert not {State.HELD, State.CANCELLED} <= set(self.passed)
        if len(self.passed) > 1:
            assert self.passed[1] in (State.DATED, State.CANCELLED)


TestLife = Life.TestCase


# -- the days ----------------------------------------------------------------------------------------------------------


@given(day=DAYS)
def test_every_day_belongs_to_one_half_year(day: date) -> None:
    season = season_of(day)
    assert season is (Season.SPRING if day.month <= 6 else Season.AUTUMN)
    assert day <= half_year_end(day.year, season)


@given(day=DAYS)
def test_a_meeting_is_only_set_to_a_working_day_in_its_half_year(day: date) -> None:
    one = meeting(season=season_of(day), year=day.year)
    if CALENDAR.is_working_day(day):
        check_day(one, day, CALENDAR)
        for other in (meeting(season=season_of(day), year=day.year + 1), meeting(season=_other(day), year=day.year)):
            with pytest.raises(UserError) as refused:
                check_day(other, day, CALENDAR)
            assert refused.value.code == "meetings.outside-half-year"
        return
    with pytest.raises(UserError) as refused:
        check_day(one, day, CALENDAR)
    assert refused.value.code == "meetings.not-working-day"
    assert refused.value.choices
    for choice in refused.value.choices:  # each alternative is a day that would be accepted, and near
        chosen = date.fromisoformat(choice.value)
        check_day(one, chosen, CALENDAR)
        assert abs((chosen - day).days) <= 12


def _other(day: date) -> Season:
    return Season.AUTUMN if season_of(day) is Season.SPRING else Season.SPRING


@given(day=DAYS)
def test_a_steering_meeting_has_no_half_year(day: date) -> None:
    one = meeting(kind=MeetingKind.STEERING, season=Season.NONE, year=2027, organisation="ks")
    if CALENDAR.is_working_day(day):
        check_day(one, day, CALENDAR)


# -- names and clauses -------------------------------------------------------------------------------------------------


@given(year=st.integers(2024, 2099), season=st.sampled_from([Season.SPRING, Season.AUTUMN]))
def test_a_years_meetings_have_names_of_their_own(year: int, season: Season) -> None:
    counties = [one for one in REFERENCE if one.kind is Kind.COUNTY]
    planned = year_of(year, "ks", counties)
    assert len(planned) == len({one.ref for one in planned}) == 32
    assert {(one.kind, one.organisation) for one in planned if one.season is season} == {
        (MeetingKind.NATIONAL, "ks"), *((MeetingKind.REGIONAL, one.slug) for one in counties),
    }  # fmt: skip
    assert ref_of(MeetingKind.STEERING, Season.NONE, year, "3") == f"SG-{year}-3"


@pytest.mark.parametrize(
    ("kind", "season", "convening", "clause"),
    [
        (MeetingKind.NATIONAL, Season.SPRING, "§ 4.1", "§ 1"),
        (MeetingKind.NATIONAL, Season.AUTUMN, "§ 4.1", "§ 1"),
        (MeetingKind.REGIONAL, Season.SPRING, "§ 4.2", "§ 2.1"),
        (MeetingKind.REGIONAL, Season.AUTUMN, "§ 4.2", "§ 2.2"),
        (MeetingKind.STEERING, Season.NONE, "§ 4.1", "§ 1"),
    ],
)
def test_clauses(kind: MeetingKind, season: Season, convening: str, clause: str) -> None:
    one = meeting(kind=kind, season=season)
    assert (one.convening_clause, one.meeting_clause) == (convening, clause)
    assert all(item.clause in CLAUSES for item in template(one))
    assert any(item.mandatory for item in template(one))
    assert len({item.id for item in template(one)}) == len(template(one))


def test_every_kind_has_a_template_and_every_clause_a_key() -> None:
    assert len(TEMPLATES) == 5
    assert len({key(clause) for clause in CLAUSES}) == len(CLAUSES)
    with pytest.raises(ValueError, match="§ 5"):
        key("§ 5")


# -- when a year's meetings come into being ----------------------------------------------------------------------------


@given(today=DAYS)
def test_what_should_stand_in_the_plan(today: date) -> None:
    wanted = to_plan(today)
    assert len(wanted) == len(set(wanted)) <= 4
    assert wanted == sorted(wanted, key=lambda half: half_year_end(*half))
    for year, season in wanted:
        assert (half_year_end(year, season) - today).days >= SHORTEST_NOTICE
        assert year in (today.year, today.year + 1)
    assert any(year == today.year + 1 for year, _ in wanted) is ((today.month, today.day) >= PLANNED_FROM)
    tomorrow = to_plan(today + timedelta(days=1))
    assert all(half in tomorrow or (half_year_end(*half) - today).days == SHORTEST_NOTICE for half in wanted)


# -- what is pointed out -----------------------------------------------------------------------------------------------


@given(gap=st.integers(-120, 120))
def test_order_and_gap_to_the_national_meeting(gap: int) -> None:
    base = date(2027, 4, 15)
    found = [
        one.code for one in concerns(meeting(State.DATED, day=base, partnership=True), national(base - timedelta(gap)))
    ]
    if gap <= 0:
        assert found == ["before-national"]
    elif gap < MIN_GAP:
        assert found == ["short-gap"]
    else:
        assert found == []


def test_nothing_is_pointed_out_without_dates_or_about_other_kinds() -> None:
    day = date(2027, 4, 15)
    assert concerns(meeting(), national(day)) == []
    assert concerns(meeting(State.DATED, day=day, partnership=True), None) == []
    assert concerns(meeting(State.DATED, day=day, partnership=True), national(None)) == []
    assert concerns(national(day), None) == []
    cancelled = meeting(State.CANCELLED, ref="N-2027-V", kind=MeetingKind.NATIONAL, day=day + timedelta(30))
    assert concerns(meeting(State.DATED, day=day, partnership=True), cancelled) == []


def test_audiences_and_attendance() -> None:
    day = date(2027, 4, 15)
    spring = meeting(State.DATED, day=day)
    assert [(one.code, one.clause) for one in concerns(spring, None)] == [("no-partnership", "§ 2.1")]
    autumn = meeting(State.DATED, season=Season.AUTUMN, day=date(2027, 11, 16), political_body="hovedutvalget")
    assert [(one.code, one.clause) for one in concerns(autumn, None)] == [("autumn-administrative", "§ 2.2")]
    political = meeting(State.DATED, day=day, partnership=True, political_body="hovedutvalget")
    assert concerns(political, None) == []
    held = meeting(State.HELD, day=day, partnership=True)
    assert concerns(held, None, ()) == []
    assert [(one.code, one.clause) for one in concerns(held, None, ("Siva",))] == [("not-together", "§ 2")]
    assert held.taken(Step.CONVENE) is None
