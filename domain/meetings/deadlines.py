"""A meeting's deadlines: how many days before or after it, moved to days on which something can be sent.

The model says only «i god tid» (§ 4.1); the numbers are the product's standard frame (§ 3.1 asks for routines), each
county may set its own. Before the meeting a deadline moves earlier, after it later: nobody gets less time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import STEPS, After, Before, Step

_BEFORE: Mapping[Step, Before] = {step: rule.due for step, rule in STEPS.items() if isinstance(rule.due, Before)}
_AFTER: Mapping[Step, After] = {step: rule.due for step, rule in STEPS.items() if isinstance(rule.due, After)}
_PLANNED: Mapping[Step, Before | After] = {**_BEFORE, **_AFTER}
BEFORE: tuple[Step, ...] = tuple(_BEFORE)
AFTER: tuple[Step, ...] = tuple(_AFTER)
"""The steps whose deadline is a number of days, in the order of time."""

Offsets = Mapping[Step, int]
"""Calendar days: before the meeting for BEFORE; for AFTER, from where `After.counted_from` says."""

STANDARD: Mapping[MeetingKind, Offsets] = {
    MeetingKind.NATIONAL: {step: due.national for step, due in _PLANNED.items()},
    MeetingKind.REGIONAL: {step: due.regional for step, due in _PLANNED.items()},
    MeetingKind.STEERING: {step: due.steering for step, due in _PLANNED.items()},
}


def limits(step: Step) -> tuple[int, int]:
    """The fewest and the most days a county may choose for a step. Raises KeyError for one that no days are set for."""
    due = _PLANNED[step]
    return due.least, due.most


@dataclass(frozen=True, slots=True)
class Deadline:
    """A step's deadline; `raw` is the date before it was moved to a sendable day."""

    step: Step
    day: date
    raw: date

    @property
    def moved(self) -> bool:
        """Whether the calendar moved it."""
        return self.day != self.raw


def offsets_for(kind: MeetingKind, own: Mapping[Step, int] | None = None) -> Offsets:
    """The standard frame for the kind of meeting, with the county's own numbers in place of the standard's (§ 3.1)."""
    return {**STANDARD[kind], **(own or {})}


def deadlines(day: date, offsets: Offsets, calendar: WorkCalendar, drafted: date | None = None) -> dict[Step, Deadline]:
    """All deadlines of a meeting on `day`. `drafted`: when the minutes' draft went out, if later than its deadline.

    A late draft moves comments and approval later: the parties keep their days.
    """
    found: dict[Step, Deadline] = {}
    for step in BEFORE:
        raw = day - timedelta(days=offsets[step])
        found[step] = Deadline(step, calendar.sendable_on_or_before(raw), raw)
    counted_from: dict[Step | None, date] = {None: day}
    for step, due in _AFTER.items():
        raw = counted_from[due.counted_from] + timedelta(days=offsets[step])
        link = calendar.sendable_on_or_after(raw)
        found[step] = Deadline(step, link, raw)
        counted_from[step] = max(link, drafted) if step is Step.DRAFT and drafted else link
    return found


@dataclass(frozen=True, slots=True)
class SetDateRules:
    """By when a meeting's date is to be set: (month, day), the national spring's in the year before.

    docs/model.md, «Time»."""

    national_spring: tuple[int, int] = (11, 1)
    national_autumn: tuple[int, int] = (4, 1)
    regional_spring: tuple[int, int] = (2, 1)
    regional_autumn: tuple[int, int] = (9, 1)

    def due(self, meeting: Meeting) -> date | None:
        """The day by which the date is to be set; None for steering-group meetings, which come as needed (§ 1)."""
        national = meeting.kind is MeetingKind.NATIONAL
        match meeting.kind, meeting.season:
            case MeetingKind.NATIONAL, Season.SPRING:
                month, day = self.national_spring
            case MeetingKind.NATIONAL, Season.AUTUMN:
                month, day = self.national_autumn
            case MeetingKind.REGIONAL, Season.SPRING:
                month, day = self.regional_spring
            case MeetingKind.REGIONAL, Season.AUTUMN:
                month, day = self.regional_autumn
            case _:
                return None
        year = meeting.year - 1 if national and meeting.season is Season.SPRING else meeting.year
        return date(year, month, day)
