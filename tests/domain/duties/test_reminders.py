"""The ladder: every rung on a day that sends, none overdue too early, none twice, and who hears of which."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import QuietWeeks, WorkCalendar, oslo_date, oslo_instant
from domain.duties.reminders import (
    AFTER,
    BEFORE,
    EVERY,
    GENTLE,
    SEND_FROM,
    SEND_UNTIL,
    SNOOZE_END,
    Rung,
    due_now,
    due_rung,
    escalation,
    ladder_due,
    next_planned,
    next_rung,
    next_sending,
    rungs_before,
    send_at,
    sending_now,
    snooze_end,
)
from domain.organisations import Role

CALENDAR = WorkCalendar()
CALENDARS = st.sampled_from([CALENDAR, WorkCalendar(QuietWeeks(easter=False, iso_weeks=(), christmas=False))])
DAYS = st.dates(date(2024, 2, 1), date(2060, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def ladder(
    due: date, since: date, until: date, calendar: WorkCalendar = CALENDAR, *, gentle: bool = False
) -> list[Rung]:
    """All rungs after `since` and up to `until`."""
    found: list[Rung] = []
    rung = next_rung(due, since, calendar, gentle=gentle)
    while rung is not None and rung.day <= until:
        found.append(rung)
        rung = next_rung(due, rung.day, calendar, gentle=gentle)
    return found


@given(due=DAYS, lead=st.integers(0, 90), gentle=st.booleans(), calendar=CALENDARS)
def test_every_rung_sends_and_no_two_on_a_day(due: date, lead: int, gentle: bool, calendar: WorkCalendar) -> None:  # noqa: FBT001
    arose_on = due - timedelta(days=lead)
    rungs = ladder(due, arose_on, due + timedelta(days=60), calendar, gentle=gentle)
    days = [rung.day for rung in rungs]
    assert all(calendar.is_sendable(each) for each in days)
    assert days == sorted(set(days))
    assert all(each > arose_on for each in days)
    for rung in rungs:
        if rung.number > 0:
            assert rung.day > due  # nobody hears «over fristen» on or before the deadline
        else:
            assert rung.day <= due
            assert rung.day == calendar.sendable_on_or_before(due + timedelta(days=rung.number))
    if gentle:
        assert all(rung.number <= 0 for rung in rungs)
    else:
        assert [rung.number for rung in rungs if rung.number > 0][:4] == [1, 3, 5, 10]


@given(due=DAYS, calendar=CALENDARS)
def test_after_the_deadline_sendable_days_are_counted(due: date, calendar: WorkCalendar) -> None:
    for rung in ladder(due, due, due + timedelta(days=90), calendar):
        assert calendar.sendable_days_after(due, rung.day) == rung.number
        assert rung.number in AFTER or (rung.number - AFTER[-1]) % EVERY == 0


@given(due=DAYS, gentle=st.booleans(), calendar=CALENDARS)
def test_of_rungs_that_meet_the_nearest_to_the_deadline_counts(
    due: date,
    gentle: bool,  # noqa: FBT001
    calendar: WorkCalendar,
) -> None:
    rungs = rungs_before(due, calendar, gentle=gentle)
    numbers = GENTLE if gentle else BEFORE
    assert rungs[-1].number == 0
    merged: dict[date, int] = {}
    for number in numbers:
        merged[calendar.sendable_on_or_before(due + timedelta(days=number))] = number
    assert {rung.day: rung.number for rung in rungs} == merged


@given(due=DAYS, arose_on=DAYS, calendar=CALENDARS)
def test_a_duty_that_comes_too_late_is_to_be_done_now_and_not_yet_overdue(
    due: date, arose_on: date, calendar: WorkCalendar
) -> None:
    base = ladder_due(due, arose_on, calendar)
    if due >= arose_on:
        assert base == due
        return
    assert base == calendar.add_sendable_days(arose_on, 1)
    first, second = ladder(base, arose_on, base + timedelta(days=30), calendar)[:2]
    assert first == Rung(0, base)  # one «gjør dette nå» …
    assert second == Rung(1, calendar.add_sendable_days(base, 1))  # … and overdue on the sendable day after


@given(due=DAYS, since=DAYS, ahead=st.integers(0, 60))
def test_after_downtime_only_the_last_rung_is_still_relevant(due: date, since: date, ahead: int) -> None:
    today = since + timedelta(days=ahead)
    missed = [rung for rung in ladder(due, since, today) if rung.day <= today]
    assert due_rung(due, since, today, CALENDAR) == (missed[-1] if missed else None)


@given(due=DAYS, since=DAYS, until=DAYS)
def test_nothing_is_said_once_it_has_lost_its_meaning(due: date, since: date, until: date) -> None:
    rung = next_rung(due, since, CALENDAR, until=until)
    assert rung is None or since < rung.day < until


@given(number=st.integers(-30, 200))
def test_who_hears_of_a_rung(number: int) -> None:
    roles = escalation(number)
    if number < 3:
        assert roles == ()
    elif number < 5:
        assert roles == (Role.COORDINATOR,)
    else:
        assert roles == (Role.COORDINATOR, Role.LEADER)
    assert escalation(SNOOZE_END + abs(number)) == ()


INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2040, 1, 1)).map(  # noqa: DTZ001 - made aware at once
    lambda naive: oslo_instant(naive.date(), naive.time())
)


@given(at=INSTANTS)
def test_reminders_go_from_nine_to_four_on_sendable_days(at: datetime) -> None:
    today = oslo_date(at)
    inside = oslo_instant(today, SEND_FROM) <= at < oslo_instant(today, SEND_UNTIL)
    assert sending_now(at, CALENDAR) is (inside and CALENDAR.is_sendable(today))
    following = next_sending(at, CALENDAR)
    assert following >= at
    assert sending_now(following, CALENDAR)
    assert following == at or following == send_at(oslo_date(following))
    if following > at:  # nothing in between would have done
        for days in range((oslo_date(following) - today).days):
            between = today + timedelta(days=days)
            assert send_at(between) < at or not CALENDAR.is_sendable(between)


@pytest.mark.parametrize("text", ["2026-10-23", "2026-10-26", "2027-03-26", "2027-03-30", "2027-10-29", "2027-11-01"])
def test_nine_is_nine_around_the_clock_changes(text: str) -> None:
    at = send_at(day(text))
    assert at.astimezone(oslo_instant(day(text), time(9)).tzinfo) == oslo_instant(day(text), time(9))
    assert oslo_date(at) == day(text)
    assert not sending_now(at - timedelta(seconds=1), CALENDAR)


def test_the_worked_ladder() -> None:
    """A follow-up due on Friday 27 November 2026, and the national notice of 26 January 2027 across Christmas."""
    rungs = ladder(day("2026-11-27"), day("2026-11-02"), day("2026-12-11"))
    assert [(rung.number, rung.day.isoformat()) for rung in rungs] == [
        (-21, "2026-11-06"), (-14, "2026-11-13"), (-7, "2026-11-20"), (-3, "2026-11-24"), (-1, "2026-11-26"),
        (0, "2026-11-27"), (1, "2026-11-30"), (3, "2026-12-02"), (5, "2026-12-04"), (10, "2026-12-11"),
    ]  # fmt: skip
    christmas = ladder(day("2026-12-28"), day("2026-12-01"), day("2027-01-08"))
    assert [(rung.number, rung.day.isoformat()) for rung in christmas] == [
        (-21, "2026-12-07"), (-14, "2026-12-14"), (-7, "2026-12-21"), (0, "2026-12-23"),
        (1, "2027-01-04"), (3, "2027-01-06"), (5, "2027-01-08"),
    ]  # fmt: skip


SNOOZED = day("2026-11-28")
"""A Saturday: the snooze ends on the Monday after it, the 30th."""


@pytest.mark.parametrize(
    ("since", "today", "until", "ended"),
    [
        ("2026-11-27", "2026-11-29", None, False),
        ("2026-11-27", "2026-11-30", None, True),
        ("2026-11-29", "2026-11-30", None, True),
        ("2026-11-29", "2026-12-02", None, True),
        ("2026-11-30", "2026-11-30", None, False),  # said already
        ("2026-11-30", "2026-12-02", None, False),
        ("2026-11-29", "2026-11-30", "2026-11-30", False),  # from that day on it has lost its meaning
        ("2026-11-29", "2026-11-30", "2026-12-01", True),
    ],
)
def test_a_snooze_ends_once_on_a_day_that_sends(since: str, today: str, until: str | None, *, ended: bool) -> None:
    gone = day("2026-11-02")  # pointless after its deadline, so it has no rungs left
    end = snooze_end(SNOOZED, CALENDAR)
    meaning = day(until) if until else None
    now = due_now(gone, day(since), day(today), CALENDAR, gentle=True, until=meaning, snoozed_until=SNOOZED)
    assert (end.day, now) == (day("2026-11-30"), end if ended else None)
    planned = next_planned(gone, day(since), CALENDAR, gentle=True, until=meaning, snoozed_until=SNOOZED)
    still_ahead = day(since) < end.day and (meaning is None or end.day < meaning)
    assert planned == (end if still_ahead else None)


def test_of_a_rung_and_the_end_of_a_snooze_the_first_is_planned_and_the_rung_is_said() -> None:
    due, since, snoozed = day("2026-12-04"), day("2026-11-25"), day("2026-11-30")
    end, rung = snooze_end(snoozed, CALENDAR), next_rung(due, since, CALENDAR)
    assert rung == Rung(-7, day("2026-11-27"))
    assert next_planned(due, since, CALENDAR, snoozed_until=snoozed) == rung
    assert next_planned(due, day("2026-11-27"), CALENDAR, snoozed_until=snoozed) == end
    assert due_now(due, since, snoozed, CALENDAR, snoozed_until=snoozed) == rung
    assert due_now(due, day("2026-11-27"), snoozed, CALENDAR, snoozed_until=snoozed) == end
    on_it = next_planned(due, day("2026-11-27"), CALENDAR, snoozed_until=day("2026-12-01"))
    assert on_it == Rung(-3, day("2026-12-01")), "on the same day the rung says more"
