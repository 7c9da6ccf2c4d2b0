"""The standard frame of a meeting's deadlines, and what moves them."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import QuietWeeks, WorkCalendar
from domain.meetings.deadlines import AFTER, BEFORE, STANDARD, Deadline, SetDateRules, deadlines, offsets_for
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import State, Step

CALENDAR = WorkCalendar()
MEETING_DAYS = st.dates(date(2026, 6, 1), date(2035, 6, 1)).map(CALENDAR.working_on_or_after)
KINDS = st.sampled_from(MeetingKind)

ORDER = ["save-the-date", "convene", "contribute", "papers", "sign-up", "draft", "comment", "approve"]


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("national", [84, 42, 21, 14, 7, 7, 7, 7]),
        ("regional", [56, 28, 21, 14, 7, 7, 7, 7]),
        ("steering", [21, 14, 10, 7, 3, 5, 5, 4]),
    ],
)
def test_the_standard_frame(kind: str, days: list[int]) -> None:
    assert STANDARD[MeetingKind(kind)] == dict(zip(map(Step, ORDER), days, strict=True))
    assert [*BEFORE, *AFTER] == [Step(name) for name in ORDER]


def test_a_county_s_own_numbers_take_the_place_of_the_standard_s() -> None:
    own = offsets_for(MeetingKind.REGIONAL, {Step.CONVENE: 35})
    assert own == {**STANDARD[MeetingKind.REGIONAL], Step.CONVENE: 35}
    assert offsets_for(MeetingKind.REGIONAL) == STANDARD[MeetingKind.REGIONAL]


@pytest.mark.parametrize(
    ("step", "day"),
    [  # a regional meeting on Thursday 15 April 2027; Easter Sunday is 28 March
        (Step.SAVE_THE_DATE, "2027-02-18"),
        (Step.CONVENE, "2027-03-18"),
        (Step.CONTRIBUTE, "2027-03-19"),  # 25 March is Maundy Thursday, and that week is quiet
        (Step.PAPERS, "2027-04-01"),
        (Step.SIGN_UP, "2027-04-08"),
        (Step.DRAFT, "2027-04-22"),
        (Step.COMMENT, "2027-04-29"),
        (Step.APPROVE, "2027-05-07"),  # 6 May is Ascension Day
    ],
)
def test_the_deadlines_of_a_meeting(step: Step, day: str) -> None:
    found = deadlines(date(2027, 4, 15), STANDARD[MeetingKind.REGIONAL], CALENDAR)
    assert found[step].day.isoformat() == day
    assert found[step].moved is (step in (Step.CONTRIBUTE, Step.APPROVE))
    assert found[step].step is step


@given(day=MEETING_DAYS, kind=KINDS)
def test_before_the_meeting_a_deadline_moves_earlier_and_after_it_later(day: date, kind: MeetingKind) -> None:
    found = deadlines(day, STANDARD[kind], CALENDAR)
    assert list(found) == [*BEFORE, *AFTER]
    for step in BEFORE:
        assert found[step].raw == day - timedelta(days=STANDARD[kind][step])
        assert found[step].day <= found[step].raw
    link = day
    for step in AFTER:
        assert found[step].raw == link + timedelta(days=STANDARD[kind][step])
        assert found[step].day >= found[step].raw
        link = found[step].day


@pytest.mark.parametrize(
    ("drafted", "comment", "approve"),
    [
        (None, "2027-04-29", "2027-05-07"),
        ("2027-04-20", "2027-04-29", "2027-05-07"),  # early: the parties keep the frame's days
        ("2027-04-22", "2027-04-29", "2027-05-07"),
        ("2027-04-23", "2027-04-30", "2027-05-07"),  # a day late: all that follows is a day later
        ("2027-05-03", "2027-05-10", "2027-05-18"),  # 17 May is a holiday
    ],
)
def test_a_late_draft_moves_what_follows_it_and_an_early_one_nothing(
    drafted: str | None, comment: str, approve: str
) -> None:
    out = date.fromisoformat(drafted) if drafted else None
    found = deadlines(date(2027, 4, 15), STANDARD[MeetingKind.REGIONAL], CALENDAR, out)
    assert found[Step.DRAFT].day == date(2027, 4, 22)
    assert [found[step].day.isoformat() for step in (Step.COMMENT, Step.APPROVE)] == [comment, approve]


def test_a_deadline_that_stands_where_it_was_counted_to_is_not_moved() -> None:
    day = date(2027, 4, 15)
    assert not Deadline(Step.PAPERS, day, day).moved
    assert Deadline(Step.PAPERS, day, day + timedelta(days=1)).moved


@pytest.mark.parametrize(
    ("kind", "season", "due"),
    [
        (MeetingKind.NATIONAL, Season.SPRING, date(2026, 11, 1)),
        (MeetingKind.NATIONAL, Season.AUTUMN, date(2027, 4, 1)),
        (MeetingKind.REGIONAL, Season.SPRING, date(2027, 2, 1)),
        (MeetingKind.REGIONAL, Season.AUTUMN, date(2027, 9, 1)),
        (MeetingKind.STEERING, Season.NONE, None),
    ],
)
def test_by_when_a_meeting_of_2027_is_to_have_its_date(kind: MeetingKind, season: Season, due: date | None) -> None:
    facts: dict[str, Any] = {"id": 1, "ref": "x", "kind": kind, "season": season, "year": 2027, "organisation": "ks"}
    assert SetDateRules().due(Meeting(**facts, state=State.PLANNED, day=None, arose_on=date(2026, 8, 1))) == due


def test_an_installation_without_quiet_weeks_moves_less() -> None:
    found = deadlines(date(2027, 4, 15), STANDARD[MeetingKind.REGIONAL], WorkCalendar(QuietWeeks(easter=False)))
    assert found[Step.CONTRIBUTE].day == date(2027, 3, 24)
