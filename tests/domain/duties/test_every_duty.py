"""All duties of one meeting, follow-up and measure, written out; and the figures of the ladder of reminders."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from domain.calendar import WorkCalendar
from domain.duties.duties import (
    FOLLOW_UP,
    MEASURE,
    Duty,
    DutyRules,
    Parties,
    duties_of_meeting,
    duty_of_follow_up,
    duty_of_measure,
)
from domain.duties.reminders import (
    AFTER,
    BEFORE,
    ESCALATED,
    EVERY,
    GENTLE,
    LATE_AFTER,
    SEND_FROM,
    SEND_UNTIL,
    SNOOZE_END,
    due_rung,
    escalation,
    next_sending,
    sending_now,
)
from domain.meetings.deadlines import STANDARD
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import State, Step
from domain.organisations import Role

CALENDAR = WorkCalendar()
PARTIES = Parties("ks", ("agder", "troms"), ("siva",))
RULES = DutyRules(CALENDAR, lambda _day: PARTIES, {(kind, ""): STANDARD[kind] for kind in MeetingKind})


def day(text: str) -> date:
    return date.fromisoformat(f"2027-{text}" if len(text) == 5 else text)


def meeting(state: State, steps: str = "", **more: Any) -> Meeting:
    """A regional meeting on Thursday 15 April 2027; steps: «convene agder 03-18, …»."""
    taken = [one.split() for one in steps.split(", ") if one]
    facts: dict[str, Any] = {
        "id": 7, "ref": "R42-2027-V", "kind": MeetingKind.REGIONAL, "season": Season.SPRING, "year": 2027,
        "organisation": "agder", "state": state, "day": day("04-15"), "arose_on": day("2026-08-03"),
        "steps": {(Step(step), who): day(on) for step, who, on in taken}, **more,
    }  # fmt: skip
    return Meeting(**facts)


def written(duties: list[Duty]) -> list[str]:
    """«step owner clause: due, since, until, done», in the order of time, the year left out where it is 2027."""

    def short(on: date | None) -> str:
        return "-" if on is None else f"{on}".removeprefix("2027-")

    return [
        f"{one.kind} {one.owner} {one.clause}: "
        + " ".join(short(on) for on in (one.due, one.arose_on, one.until, one.done_on))
        + (" gentle" if one.gentle else "")
        for one in sorted(duties, key=lambda one: (one.due, list(Step).index(Step(one.kind))))
    ]


DATED = [
    "save-the-date agder § 4.2: 02-18 2026-08-03 04-15 -",
    "convene agder § 4.2: 03-18 2026-08-03 04-15 -",
    "papers agder § 4.2: 04-01 2026-08-03 04-15 -",
    "hold agder § 2: 04-16 04-15 - -",
]


def test_a_meeting_with_a_date() -> None:
    assert written(duties_of_meeting(meeting(State.DATED), RULES)) == DATED


def test_a_meeting_that_was_moved_asks_anew_from_that_day() -> None:
    moved = written(duties_of_meeting(meeting(State.DATED, moved_on=day("02-01")), RULES))
    assert moved == [*(line.replace("2026-08-03", "02-01") for line in DATED[:3]), DATED[3]]
    late = written(duties_of_meeting(meeting(State.DATED, moved_on=day("04-20")), RULES))
    assert late[3] == "hold agder § 2: 04-16 04-20 - -"


def test_a_meeting_that_was_convened_asks_its_parties() -> None:
    one = meeting(State.CONVENED, "convene agder 03-10, contribute siva 03-15")
    assert written(duties_of_meeting(one, RULES)) == [
        "save-the-date agder § 4.2: 02-18 2026-08-03 04-15 03-10",
        "convene agder § 4.2: 03-18 2026-08-03 04-15 03-10",
        "contribute siva § 2.1: 03-19 03-10 04-15 03-15",
        "papers agder § 4.2: 04-01 2026-08-03 04-15 -",
        "sign-up siva § 2.1: 04-08 03-10 04-09 - gentle",
        "hold agder § 2: 04-16 04-15 - -",
    ]


def test_a_meeting_that_was_held_asks_for_its_minutes() -> None:
    one = meeting(State.HELD, "convene agder 03-10, hold agder 04-15")
    assert written(duties_of_meeting(one, RULES)) == [
        "save-the-date agder § 4.2: 02-18 2026-08-03 04-15 03-10",
        "convene agder § 4.2: 03-18 2026-08-03 04-15 03-10",
        "contribute siva § 2.1: 03-19 03-10 04-15 04-15",
        "papers agder § 4.2: 04-01 2026-08-03 04-15 04-15",
        "sign-up siva § 2.1: 04-08 03-10 04-09 04-15 gentle",
        "hold agder § 2: 04-16 04-15 - 04-15",
        "draft agder § 4.2: 04-22 04-15 - -",
    ]


@pytest.mark.parametrize(
    ("steps", "comment", "approve"),
    [
        ("", "04-30 04-23 05-01 - gentle", "05-07 04-30 - -"),
        (", comment siva 04-26", "04-30 04-23 05-01 04-26 gentle", "05-07 04-30 - -"),
        (", approve agder 05-03", "04-30 04-23 05-01 05-03 gentle", "05-07 04-30 - 05-03"),
    ],
)
def test_a_draft_asks_for_comments_and_then_for_approval(steps: str, comment: str, approve: str) -> None:
    one = meeting(State.DRAFTED, f"convene agder 03-10, hold agder 04-15, draft agder 04-23{steps}")
    found = written(duties_of_meeting(one, RULES))
    assert found[6:] == [
        "draft agder § 4.2: 04-22 04-15 - 04-23",
        f"comment siva § 2.1: {comment}",
        f"approve agder § 4.2: {approve}",
    ]


def test_a_meeting_recorded_as_held_without_having_been_convened_here() -> None:
    found = written(duties_of_meeting(meeting(State.HELD), RULES))
    assert [line.split()[-1] for line in found] == ["04-15", "04-15", "04-15", "04-15", "-"]


def test_the_parties_are_asked_from_when_they_were_convened() -> None:
    facts: dict[str, Any] = {"kind": MeetingKind.NATIONAL, "organisation": "ks"}
    one = meeting(State.CONVENED, "convene ks 03-10", **facts)
    found = [line for line in written(duties_of_meeting(one, RULES)) if line.startswith("contribute")]
    assert found == [f"contribute {who} § 1: 03-19 03-10 04-15 -" for who in ("agder", "troms", "siva")]
    assert written(duties_of_meeting(one, RULES))[-1].startswith("hold ks § 1: ")
    later = written(duties_of_meeting(replace(one, moved_on=day("03-12")), RULES))
    assert "contribute siva § 1: 03-19 03-12 04-15 -" in later


@pytest.mark.parametrize(
    ("kind", "season", "state", "expected"),
    [
        (MeetingKind.REGIONAL, Season.SPRING, State.PLANNED, ["set-date agder § 2.1: 02-01 2026-08-03 07-01 -"]),
        (MeetingKind.REGIONAL, Season.AUTUMN, State.PLANNED, ["set-date agder § 2.2: 09-01 2026-08-03 2028-01-01 -"]),
        (MeetingKind.NATIONAL, Season.AUTUMN, State.PLANNED, ["set-date agder § 1: 04-01 2026-08-03 2028-01-01 -"]),
        (MeetingKind.NATIONAL, Season.SPRING, State.CANCELLED, ["set-date agder § 1: 2026-11-01 2026-08-03 07-01 -"]),
        (MeetingKind.REGIONAL, Season.SPRING, State.CANCELLED, []),
        (MeetingKind.STEERING, Season.NONE, State.PLANNED, []),
    ],
)
def test_a_meeting_without_a_date(kind: MeetingKind, season: Season, state: State, expected: list[str]) -> None:
    one = meeting(state, kind=kind, season=season, day=None)
    assert written(duties_of_meeting(one, RULES)) == expected
    moved = written(duties_of_meeting(replace(one, moved_on=day("2026-09-01")), RULES))
    assert moved == [line.replace("2026-08-03", "2026-09-01") for line in expected]


def test_a_duty_s_name_says_whose_and_what_for_good() -> None:
    one = meeting(State.CONVENED, "convene agder 03-10")
    assert {duty.key for duty in duties_of_meeting(one, RULES)} == {
        "meeting/7/save-the-date/agder", "meeting/7/convene/agder", "meeting/7/papers/agder",
        "meeting/7/contribute/siva", "meeting/7/sign-up/siva", "meeting/7/hold/agder",
    }  # fmt: skip
    assert {(duty.subject_kind, duty.subject_id) for duty in duties_of_meeting(one, RULES)} == {("meeting", 7)}


def test_a_county_s_own_offsets_go_before_the_standard_s() -> None:
    own = {**STANDARD[MeetingKind.REGIONAL], Step.CONVENE: 35}
    rules = replace(RULES, offsets={**RULES.offsets, (MeetingKind.REGIONAL, "agder"): own})
    assert written(duties_of_meeting(meeting(State.DATED), rules))[1].startswith("convene agder § 4.2: 03-11 ")


@pytest.mark.parametrize(("county", "clause"), [("agder", "§ 2"), (None, "§ 1"), ("", "§ 1")])
def test_a_follow_up(county: str | None, clause: str) -> None:
    due, since, closed = day("04-15"), day("01-10"), day("02-01")
    asked = duty_of_follow_up(12, owner="siva", county=county, due=due, dated_on=since, closed_on=None)
    expected = Duty("follow-up/12", "follow_up", 12, "follow-up", clause, "siva", due, since)
    assert list(asked) == [expected]
    done = duty_of_follow_up(12, owner="siva", county=county, due=due, dated_on=since, closed_on=closed)
    assert list(done) == [replace(expected, done_on=closed)]
    assert (FOLLOW_UP, MEASURE) == ("follow-up", "measure")


def test_a_measure_is_asked_for_while_its_agreement_runs() -> None:
    due, since = day("04-15"), day("01-10")
    facts: dict[str, Any] = {"owner": "siva", "due": due, "dated_on": since}
    expected = Duty("measure/3", "measure", 3, "measure", "§ 3.1", "siva", due, since)
    assert list(duty_of_measure(3, **facts, closed_on=None, running=True)) == [expected]
    assert list(duty_of_measure(3, **facts, closed_on=due, running=True)) == [replace(expected, done_on=due)]
    assert list(duty_of_measure(3, **facts, closed_on=None, running=False)) == []


# -- the ladder --------------------------------------------------------------------------------------------------------


def test_the_figures_of_the_ladder() -> None:
    assert (BEFORE, GENTLE, AFTER, EVERY) == ((-21, -14, -7, -3, -1, 0), (-7, -1, 0), (1, 3, 5), 5)
    assert (time(9), time(16), timedelta(minutes=15)) == (SEND_FROM, SEND_UNTIL, LATE_AFTER)
    assert (ESCALATED, SNOOZE_END) == ((Role.COORDINATOR, Role.LEADER), 100_000)


@pytest.mark.parametrize(
    ("number", "heard"),
    [(-1, 0), (0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (10, 2), (99_999, 2), (100_000, 0), (100_001, 0)],
)
def test_how_many_hear_of_a_rung_besides_the_owner(number: int, heard: int) -> None:
    assert escalation(number) == ESCALATED[:heard]


@pytest.mark.parametrize(
    ("at", "sends", "following"),
    [
        ("2026-11-23T07:59:59", False, "2026-11-23T08:00:00"),
        ("2026-11-23T08:00:00", True, "2026-11-23T08:00:00"),
        ("2026-11-23T14:59:59", True, "2026-11-23T14:59:59"),
        ("2026-11-23T15:00:00", False, "2026-11-24T08:00:00"),
        ("2026-11-27T15:00:00", False, "2026-11-30T08:00:00"),
        ("2026-11-28T07:59:00", False, "2026-11-30T08:00:00"),
        ("2026-11-28T08:00:00", False, "2026-11-30T08:00:00"),
        ("2026-11-28T10:00:00", False, "2026-11-30T08:00:00"),
        ("2026-12-23T15:00:00", False, "2027-01-04T08:00:00"),
        ("2027-06-15T07:00:00", True, "2027-06-15T07:00:00"),
    ],
)
def test_when_reminders_go_out(at: str, following: str, *, sends: bool) -> None:
    instant = datetime.fromisoformat(f"{at}+00:00")
    assert sending_now(instant, CALENDAR) is sends
    assert next_sending(instant, CALENDAR) == datetime.fromisoformat(f"{following}+00:00")


@pytest.mark.parametrize(
    ("since", "today", "number"),
    [
        ("2026-11-26", "2026-11-26", None),  # what went out on that day isn't sent again
        ("2026-11-25", "2026-11-26", -1),
        ("2026-11-02", "2026-11-05", None),
        ("2026-11-02", "2026-11-06", -21),
        ("2026-11-02", "2026-11-27", 0),
        ("2026-11-27", "2026-11-29", None),
        ("2026-11-27", "2026-11-30", 1),
        ("2026-11-27", "2026-12-18", 15),
    ],
)
def test_which_reminder_of_a_duty_due_on_27_november_is_due(since: str, today: str, number: int | None) -> None:
    rung = due_rung(day("2026-11-27"), day(since), day(today), CALENDAR)
    assert (rung.number if rung else None) == number


def test_what_has_lost_its_meaning_is_not_reminded_of_from_that_day_on() -> None:
    due, until = day("2026-11-27"), day("2026-11-30")
    assert due_rung(due, due, day("2026-12-01"), CALENDAR, until=until) is None
    assert due_rung(due, day("2026-11-26"), due, CALENDAR, until=until) is not None
    assert due_rung(due, due, day("2026-12-04"), CALENDAR, gentle=True) is None
