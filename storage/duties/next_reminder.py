"""When a duty is reminded of next: its ladder, and the end of a snooze."""

from datetime import date

from domain.calendar import WorkCalendar
from domain.duties.reminders import SNOOZE_END, Rung, due_rung, next_rung


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
