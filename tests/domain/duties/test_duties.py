"""Deadlines and duties: earlier before the meeting, later after it, each arising when its turn comes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import QuietWeeks, WorkCalendar
from domain.clauses import CLAUSES
from domain.duties.duties import Duty, DutyRules, Parties, duties_of_meeting, duty_of_follow_up
from domain.meetings.deadlines import AFTER, BEFORE, STANDARD, SetDateRules, deadlines, offsets_for
from domain.meetings.meetings import Meeting, MeetingKind, Season, season_of
from domain.meetings.steps import BEFORE_MEETING, REACHES, State, Step
from domain.organisations import REFERENCE, Kind
from tests.thorough import as_many

CALENDARS = (WorkCalendar(), WorkCalendar(QuietWeeks(easter=False, iso_weeks=(), christmas=False)))
CALENDAR = CALENDARS[0]
WORKING = st.dates(date(2024, 2, 1), date(2060, 12, 31)).map(CALENDAR.working_on_or_after)
KINDS = st.sampled_from(MeetingKind)
OFFSETS = st.fixed_dictionaries({step: st.integers(1, 180) for step in (*BEFORE, *AFTER)})
COUNTIES = tuple(one.slug for one in REFERENCE if one.kind is Kind.COUNTY)
AGENCIES = tuple(one.slug for one in REFERENCE if one.kind is Kind.AGENCY)
PARTIES = Parties("ks", COUNTIES, AGENCIES)
FRAME = DutyRules(CALENDAR, lambda _day: PARTIES, {(kind, ""): offsets_for(kind) for kind in MeetingKind})


def day(text: str) -> date:
    return date.fromisoformat(text)


# -- deadlines ---------------------------------------------------------------------------------------------------------


@given(on=WORKING, offsets=OFFSETS, calendar=st.sampled_from(CALENDARS))
def test_before_the_meeting_earlier_after_it_later(
    on: date, offsets: Mapping[Step, int], calendar: WorkCalendar
) -> None:
    found = deadlines(on, offsets, calendar)
    assert set(found) == {*BEFORE, *AFTER}
    for step in BEFORE:
        one = found[step]
        assert one.raw == on - timedelta(days=offsets[step])
        assert calendar.is_sendable(one.day)
        assert one.day <= one.raw < on
        assert not any(calendar.is_sendable(one.day + timedelta(days=n + 1)) for n in range((one.raw - one.day).days))
        assert one.moved is (one.day != one.raw)
    link = on
    for step in AFTER:
        one = found[step]
        assert calendar.is_sendable(one.day)
        assert one.raw == link + timedelta(days=offsets[step])  # nobody gets less time than promised
        assert one.day >= one.raw
        assert one.day > link
        link = one.day


@given(on=WORKING, offsets=OFFSETS, late=st.integers(0, 90))
def test_a_late_draft_moves_what_comes_after_it(on: date, offsets: Mapping[Step, int], late: int) -> None:
    plain = deadlines(on, offsets, CALENDAR)
    drafted = plain[Step.DRAFT].day + timedelta(days=late)
    found = deadlines(on, offsets, CALENDAR, drafted)
    assert found[Step.DRAFT] == plain[Step.DRAFT]
    assert found[Step.COMMENT].day >= drafted + timedelta(days=offsets[Step.COMMENT])
    assert found[Step.COMMENT].day >= plain[Step.COMMENT].day
    assert found[Step.APPROVE].day >= plain[Step.APPROVE].day
    early = deadlines(on, offsets, CALENDAR, on)
    assert early == plain  # an early draft gives the parties more time, not less


@given(on=WORKING, later=st.integers(1, 60))
def test_a_later_meeting_never_has_an_earlier_deadline(on: date, later: int) -> None:
    first = deadlines(on, STANDARD[MeetingKind.REGIONAL], CALENDAR)
    second = deadlines(on + timedelta(days=later), STANDARD[MeetingKind.REGIONAL], CALENDAR)
    assert all(first[step].day <= second[step].day for step in first)


WHEEL = {
    ("2027-03-09", MeetingKind.NATIONAL): "15.12.2026 26.1 16.2 23.2 2.3 16.3 30.3 6.4",
    ("2027-04-15", MeetingKind.REGIONAL): "18.2 18.3 19.3 1.4 8.4 22.4 29.4 7.5",
    ("2027-10-19", MeetingKind.NATIONAL): "9.7 7.9 28.9 5.10 12.10 26.10 2.11 9.11",
    ("2027-11-16", MeetingKind.REGIONAL): "21.9 19.10 26.10 2.11 9.11 23.11 30.11 7.12",
}


@pytest.mark.parametrize(("on", "kind"), list(WHEEL))
def test_the_worked_year(on: str, kind: MeetingKind) -> None:
    found = deadlines(day(on), STANDARD[kind], CALENDAR)
    expected = []
    for text in WHEEL[on, kind].split():
        number, month, *year = (int(part) for part in text.split("."))
        expected.append(date(year[0] if year else 2027, month, number))
    assert [found[step].day for step in (*BEFORE, *AFTER)] == expected


def test_a_countys_own_numbers_take_the_place_of_the_standards() -> None:
    own = offsets_for(MeetingKind.REGIONAL, {Step.CONVENE: 21})
    assert own[Step.CONVENE] == 21
    assert {**own, Step.CONVENE: 28} == STANDARD[MeetingKind.REGIONAL]
    assert offsets_for(MeetingKind.REGIONAL) == STANDARD[MeetingKind.REGIONAL]


@pytest.mark.parametrize(
    ("kind", "season", "due"),
    [
        (MeetingKind.NATIONAL, Season.SPRING, "2026-11-01"),
        (MeetingKind.NATIONAL, Season.AUTUMN, "2027-04-01"),
        (MeetingKind.REGIONAL, Season.SPRING, "2027-02-01"),
        (MeetingKind.REGIONAL, Season.AUTUMN, "2027-09-01"),
        (MeetingKind.STEERING, Season.NONE, ""),
    ],
)
def test_by_when_a_date_is_to_be_set(kind: MeetingKind, season: Season, due: str) -> None:
    one = meeting(kind=kind, season=season, day=None, state=State.PLANNED)
    assert SetDateRules().due(one) == (day(due) if due else None)
    found = duties_of_meeting(one, FRAME)
    assert [(duty.kind, duty.due) for duty in found] == ([(Step.SET_DATE, day(due))] if due else [])
    if found:
        assert found[0].until in (date(2027, 7, 1), date(2028, 1, 1))  # pointless when the half-year is over


# -- a meeting's duties ------------------------------------------------------------------------------------------------


def meeting(**more: Any) -> Meeting:
    facts: dict[str, Any] = {
        "id": 7, "ref": "R42-2027-V", "kind": MeetingKind.REGIONAL, "season": Season.SPRING, "year": 2027,
        "organisation": "agder", "state": State.DATED, "day": day("2027-04-15"), "arose_on": day("2026-11-23"), **more,
    }  # fmt: skip
    return Meeting(**facts)


STEPS_TAKEN = st.dictionaries(
    st.tuples(st.sampled_from(Step), st.sampled_from(["agder", "siva", "ks"])),
    st.dates(day("2026-11-23"), day("2027-06-30")),
)
MEETINGS = st.builds(
    lambda on, kind, state, steps, arose, moved: meeting(
        kind=kind, season=Season.NONE if kind is MeetingKind.STEERING else season_of(on), year=on.year,
        organisation="agder" if kind is MeetingKind.REGIONAL else "ks", state=state,
        day=None if state is State.PLANNED else on, steps=steps, arose_on=arose, moved_on=moved,
    ),
    WORKING, KINDS, st.sampled_from(State), STEPS_TAKEN, st.dates(day("2024-01-01"), day("2060-01-01")),
    st.one_of(st.none(), st.dates(day("2024-01-01"), day("2060-01-01"))),
)  # fmt: skip


@settings(max_examples=as_many(200))
@given(one=MEETINGS)
def test_duties_are_well_formed(one: Meeting) -> None:
    found = duties_of_meeting(one, FRAME)
    assert len({duty.key for duty in found}) == len(found)
    if one.state is State.CANCELLED:
        # Nothing is asked for but, nationally, another date: the model wants a meeting every half-year (§ 1).
        asked = [Step.SET_DATE.value] if one.kind is MeetingKind.NATIONAL else []
        assert [duty.kind for duty in found] == asked
    for duty in found:
        assert duty.clause in CLAUSES
        assert duty.owner in ("ks", *COUNTIES, *AGENCIES)
        assert (duty.subject_kind, duty.subject_id) == ("meeting", 7)
        assert duty.key == f"meeting/7/{duty.kind}/{duty.owner}"
        if Step(duty.kind) is not Step.SET_DATE:
            assert CALENDAR.is_sendable(duty.due)
        if Step(duty.kind) in BEFORE and one.day:
            assert duty.due < one.day
        if duty.until and Step(duty.kind) is not Step.SET_DATE:
            assert duty.until > duty.due  # chased at least on its own day


@given(one=MEETINGS)
def test_a_meeting_that_is_over_asks_for_nothing_before_it(one: Meeting) -> None:
    before = [duty for duty in duties_of_meeting(one, FRAME) if Step(duty.kind) in BEFORE]
    if one.state not in BEFORE_MEETING:
        assert all(duty.done_on is not None for duty in before)


@given(one=MEETINGS, step=st.sampled_from(list(REACHES)))
def test_a_step_that_is_taken_is_done(one: Meeting, step: Step) -> None:
    if one.day is None or step is Step.SET_DATE or one.state is State.CANCELLED:
        return
    taken = {**one.steps, (step, one.organisation): one.day}
    state = one.state if step not in (Step.HOLD, Step.DRAFT, Step.APPROVE) else State.APPROVED
    found = duties_of_meeting(
        meeting(
            kind=one.kind, season=one.season, year=one.year, organisation=one.organisation, state=state, day=one.day,
            steps=taken, arose_on=one.arose_on,
        ),
        FRAME,
    )  # fmt: skip
    own = [duty for duty in found if duty.kind == step.value and duty.owner == one.organisation]
    assert all(duty.done_on is not None for duty in own)


def by_step(found: list[Duty]) -> dict[str, list[str]]:
    """Step → owners who still have it to do."""
    table: dict[str, list[str]] = {}
    for duty in found:
        if duty.done_on is None:
            table.setdefault(duty.kind, []).append(duty.owner)
    return table


def test_who_owes_what_along_a_regional_meetings_life() -> None:
    dated = meeting()
    assert set(by_step(duties_of_meeting(dated, FRAME))) == {
        "save-the-date",
        "convene",
        "papers",
        "hold",
    }

    convened = meeting(state=State.CONVENED, steps={(Step.CONVENE, "agder"): day("2027-03-18")})
    owed = by_step(duties_of_meeting(convened, FRAME))
    assert owed["contribute"] == owed["sign-up"] == list(AGENCIES)
    assert "convene" not in owed
    assert "save-the-date" not in owed  # pointless once the notice is out

    delivered = meeting(state=State.CONVENED, steps={**convened.steps, (Step.CONTRIBUTE, "siva"): day("2027-03-19")})
    assert by_step(duties_of_meeting(delivered, FRAME))["contribute"] == [
        "innovasjon-norge", "forskningsradet",
    ]  # fmt: skip

    held = meeting(state=State.HELD, steps={**convened.steps, (Step.HOLD, "agder"): day("2027-04-15")})
    assert by_step(duties_of_meeting(held, FRAME)).keys() == {"draft"}

    drafted = meeting(state=State.DRAFTED, steps={**held.steps, (Step.DRAFT, "agder"): day("2027-04-22")})
    owed = by_step(duties_of_meeting(drafted, FRAME))
    assert owed == {"comment": list(AGENCIES), "approve": ["agder"]}

    approved = meeting(state=State.APPROVED, steps={**drafted.steps, (Step.APPROVE, "agder"): day("2027-05-07")})
    assert by_step(duties_of_meeting(approved, FRAME)) == {}


WHEN = {
    "save-the-date": ("2027-02-18", "2026-11-23", "2027-04-15"),
    "convene": ("2027-03-18", "2026-11-23", "2027-04-15"),
    "contribute": ("2027-03-19", "2027-03-17", "2027-04-15"),
    "papers": ("2027-04-01", "2026-11-23", "2027-04-15"),
    "sign-up": ("2027-04-08", "2027-03-17", "2027-04-09"),
    "hold": ("2027-04-16", "2027-04-15", ""),
    "draft": ("2027-04-22", "2027-04-15", ""),
    "comment": ("2027-04-29", "2027-04-20", "2027-04-30"),
    "approve": ("2027-05-07", "2027-04-29", ""),
}
"""By when, asked for from when, pointless from when on: of a regional meeting on 15 April, convened 17 March, its draft
out on 20 April."""


@pytest.mark.parametrize("kind", WHEN)
def test_when_each_step_is_asked_for_and_when_it_lapses(kind: str) -> None:
    steps = {(Step.CONVENE, "agder"): day("2027-03-17"), (Step.DRAFT, "agder"): day("2027-04-20")}
    found = [duty for duty in duties_of_meeting(meeting(state=State.DRAFTED, steps=steps), FRAME) if duty.kind == kind]
    assert len({duty.owner for duty in found}) == len(found) >= 1
    for duty in found:
        assert (duty.due, duty.arose_on) == (day(WHEN[kind][0]), day(WHEN[kind][1]))
        assert duty.until == (day(WHEN[kind][2]) if WHEN[kind][2] else None)
        assert duty.gentle is (kind in ("sign-up", "comment"))


def test_all_parties_are_asked_nationally() -> None:
    one = meeting(
        ref="N-2027-V", kind=MeetingKind.NATIONAL, organisation="ks", state=State.CONVENED,
        steps={(Step.CONVENE, "ks"): day("2027-01-26")},
    )  # fmt: skip
    owed = by_step(duties_of_meeting(one, FRAME))
    assert owed["contribute"] == [*COUNTIES, *AGENCIES]


def test_moving_starts_the_reminders_anew() -> None:
    moved = meeting(moved_on=day("2027-03-01"), day=day("2027-04-30"))
    assert {duty.arose_on for duty in duties_of_meeting(moved, FRAME) if duty.kind in ("convene", "papers")} == {
        day("2027-03-01")
    }


@given(due=st.dates(day("2024-01-01"), day("2060-01-01")), county=st.sampled_from([None, "agder"]))
def test_a_follow_ups_date_stays_as_people_set_it(due: date, county: str | None) -> None:
    [duty] = duty_of_follow_up(3, owner="siva", county=county, due=due, dated_on=day("2026-11-23"), closed_on=None)
    assert (duty.due, duty.owner, duty.key, duty.done_on) == (due, "siva", "follow-up/3", None)
    assert duty.clause == ("§ 2" if county else "§ 1")
    [done] = duty_of_follow_up(3, owner="siva", county=county, due=due, dated_on=due, closed_on=due)
    assert done.done_on == due
