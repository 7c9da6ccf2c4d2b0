"""Where a meeting stands in time: its day, or without one the end of its half-year."""

from datetime import date
from typing import Any

import pytest

from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import State
from domain.meetings.year import has_been, is_coming, when

APRIL = date(2027, 4, 15)
MARCH_END, MAY_BEGIN = date(2027, 3, 31), date(2027, 5, 1)


def meeting(state: State, day: date | None, **more: Any) -> Meeting:
    facts: dict[str, Any] = {
        "id": 1, "ref": "R42-2027-V", "kind": MeetingKind.REGIONAL, "season": Season.SPRING, "year": 2027,
        "organisation": "agder", "state": state, "day": day, "arose_on": date(2026, 11, 23), **more,
    }  # fmt: skip
    return Meeting(**facts)


@pytest.mark.parametrize(
    ("season", "day", "stands"),
    [
        (Season.SPRING, APRIL, APRIL),
        (Season.SPRING, None, date(2027, 6, 30)),
        (Season.AUTUMN, None, date(2027, 12, 31)),
        (Season.NONE, None, date(2027, 12, 31)),
    ],
)
def test_where_a_meeting_stands_in_time(season: Season, day: date | None, stands: date) -> None:
    assert when(meeting(State.PLANNED, day, season=season)) == stands


@pytest.mark.parametrize(
    ("state", "day", "today", "coming", "been"),
    [
        (State.CONVENED, APRIL, MARCH_END, True, False),
        (State.CONVENED, APRIL, APRIL, True, True),  # on its day it may be held, and be recorded
        (State.CONVENED, APRIL, MAY_BEGIN, False, True),
        (State.HELD, APRIL, APRIL, False, True),
        (State.CANCELLED, APRIL, MARCH_END, False, False),
        (State.PLANNED, None, date(2027, 6, 30), True, False),
        (State.PLANNED, None, date(2027, 7, 1), False, False),  # its half-year is over
    ],
)
def test_what_can_still_be_held_and_what_has_been(
    state: State, day: date | None, today: date, *, coming: bool, been: bool
) -> None:
    one = meeting(state, day)
    assert (is_coming(one, today), has_been(one, today)) == (coming, been)
