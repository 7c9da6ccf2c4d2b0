"""When a duty is reminded of: the rungs before its deadline, the escalation after it (docs/model.md, «Time»).

Before: 21, 14, 7, 3 and 1 calendar days and the day itself, each moved earlier to a sendable day; rungs that meet on
one day merge. After: sendable days +1 owner, +3 coordinator too, +5 leader too, then every fifth. So nobody hears
«over fristen» on or before the deadline.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from domain.calendar import WorkCalendar, oslo_date, oslo_instant
from domain.organisations import Role

SEND_FROM = time(9)
SEND_UNTIL = time(16)
LATE_AFTER = timedelta(minutes=15)
"""A reminder sent this long after its hour says that it comes late."""

BEFORE = (-21, -14, -7, -3, -1, 0)
GENTLE = (-7, -1, 0)
AFTER = (1, 3, 5)
EVERY = 5
ESCALATED = (Role.COORDINATOR, Role.LEADER)
"""Who hears of what is late, in this order: one who holds both hears as the first."""
SNOOZE_END = 100_000
"""Rung numbers from here on are the end of a snooze; the day's ordinal is added."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One reminder: its number (days from the deadline; sendable days after it) and the day it goes out."""

    number: int
    day: date


def ladder_due(due: date, arose_on: date, calendar: WorkCalendar) -> date:
    """The date the ladder counts from: the deadline, or, when it was past as the duty arose, the next sendable day.

    So a duty that comes too late gives one «gjør dette nå» and is not overdue before the sendable day after that.
    """
    return due if due >= arose_on else calendar.add_sendable_days(arose_on, 1)


@lru_cache(maxsize=65536)
def rungs_before(due: date, calendar: WorkCalendar, *, gentle: bool = False) -> tuple[Rung, ...]:
    """The rungs up to the deadline, in order of time; of those that meet on one day, the nearest to the deadline."""
    by_day: dict[date, Rung] = {}
    for number in GENTLE if gentle else BEFORE:
        day = calendar.sendable_on_or_before(due + timedelta(days=number))
        by_day[day] = Rung(number, day)
    return tuple(sorted(by_day.values(), key=lambda rung: rung.day))


@lru_cache(maxsize=65536)
def _rung_after(due: date, step: int, calendar: WorkCalendar) -> Rung:
    number = AFTER[step] if step < len(AFTER) else AFTER[-1] + EVERY * (step - len(AFTER) + 1)
    return Rung(number, calendar.add_sendable_days(due, number))


def next_rung(
    due: date,
    after: date,
    calendar: WorkCalendar,
    *,
    gentle: bool = False,
    until: date | None = None,
) -> Rung | None:
    """The first rung of a ladder counted from `due` that goes out later than the day `after`; None: no more."""
    rung = _next(due, after, calendar, gentle)
    return None if rung is None or (until is not None and rung.day >= until) else rung


@lru_cache(maxsize=262144)
def _next(due: date, after: date, calendar: WorkCalendar, gentle: bool) -> Rung | None:  # noqa: FBT001 - cached by place
    for rung in rungs_before(due, calendar, gentle=gentle):
        if rung.day > after:
            return rung
    if gentle:
        return None
    step = 0
    while (rung := _rung_after(due, step, calendar)).day <= after:
        step += 1
    return rung


def due_rung(
    due: date,
    since: date,
    today: date,
    calendar: WorkCalendar,
    *,
    gentle: bool = False,
    until: date | None = None,
) -> Rung | None:
    """Of the rungs after the day `since` and up to `today`, the last: those before it have lost their meaning."""
    found = None
    rung = next_rung(due, since, calendar, gentle=gentle, until=until)
    while rung is not None and rung.day <= today:
        found = rung
        rung = next_rung(due, rung.day, calendar, gentle=gentle, until=until)
    return found


def snooze_end(snoozed_until: date, calendar: WorkCalendar) -> Rung:
    """The reminder that ends a snooze: on its date, or the next sendable day; its number names the date."""
    return Rung(SNOOZE_END + snoozed_until.toordinal(), calendar.sendable_on_or_after(snoozed_until))


def next_planned(
    ladder_due: date,
    after: date,
    calendar: WorkCalendar,
    *,
    gentle: bool = False,
    until: date | None = None,
    snoozed_until: date | None = None,
) -> Rung | None:
    """The first reminder later than the day `after`, a rung or the end of a snooze; None: no more."""
    rung = next_rung(ladder_due, after, calendar, gentle=gentle, until=until)
    if snoozed_until is None:
        return rung
    end = snooze_end(snoozed_until, calendar)
    if end.day <= after or (until is not None and end.day >= until):
        return rung
    return end if rung is None or end.day < rung.day else rung


def due_now(
    ladder_due: date,
    since: date,
    today: date,
    calendar: WorkCalendar,
    *,
    gentle: bool = False,
    until: date | None = None,
    snoozed_until: date | None = None,
) -> Rung | None:
    """The one reminder that is to be sent of those after the day `since` and up to `today`.

    The last rung; those before it have lost their meaning. Without one, the end of a snooze. None: nothing, because
    the duty has lost its meaning meanwhile (`until`) or the calendar has changed.
    """
    if until is not None and today >= until:
        return None
    rung = due_rung(ladder_due, since, today, calendar, gentle=gentle, until=until)
    if rung is not None or snoozed_until is None:
        return rung
    end = snooze_end(snoozed_until, calendar)
    return end if since < end.day <= today else None


def escalation(number: int) -> tuple[Role, ...]:
    """The roles that hear of a rung besides the owner's room."""
    if number >= SNOOZE_END or number < 3:
        return ()
    return ESCALATED[:1] if number < 5 else ESCALATED


def sending_now(at: datetime, calendar: WorkCalendar) -> bool:
    """Whether reminders may go out at this instant: a sendable day, from 09:00 up to 16:00 Oslo time."""
    day = oslo_date(at)
    return calendar.is_sendable(day) and oslo_instant(day, SEND_FROM) <= at < oslo_instant(day, SEND_UNTIL)


def next_sending(at: datetime, calendar: WorkCalendar) -> datetime:
    """The first instant from `at` on at which reminders may go out (aware UTC)."""
    if sending_now(at, calendar):
        return at
    day = oslo_date(at)
    if at >= oslo_instant(day, SEND_FROM):
        day += timedelta(days=1)
    return oslo_instant(calendar.sendable_on_or_after(day), SEND_FROM)


def send_at(day: date) -> datetime:
    """The instant reminders of a day go out: 09:00 Oslo time, as aware UTC."""
    return oslo_instant(day, SEND_FROM)
