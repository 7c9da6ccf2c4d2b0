"""A meeting's deadlines: how many days before or after it, moved to days on which something can be sent.

The model says only «i god tid» (§ 4.1); the numbers are the product's standard frame (§ 3.1 asks for routines), each
county may set its own. Before the meeting a deadline moves earlier, after it later: nobody gets less time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import Step

BEFORE: tuple[Step, ...] = (Step.SAVE_THE_DATE, Step.CONVENE, Step.CONTRIBUTE, Step.PAPERS, Step.SIGN_UP)
AFTER: tuple[Step, ...] = (Step.DRAFT, Step.COMMENT, Step.APPROVE)

Offsets = Mapping[Step, int]
"""Calendar days: before the meeting for BEFORE; for AFTER, days from the link before in the chain."""

STANDARD: Mapping[MeetingKind, Offsets] = {
    MeetingKind.NATIONAL: {
        Step.SAVE_THE_DATE: 84,
        Step.CONVENE: 42,
        Step.CONTRIBUTE: 21,
        Step.PAPERS: 14,
        Step.SIGN_UP: 7,
        Step.DRAFT: 7,
        Step.COMMENT: 7,
        Step.APPROVE: 7,
    },
    MeetingKind.REGIONAL: {
        Step.SAVE_THE_DATE: 56,
        Step.CONVENE: 28,
        Step.CONTRIBUTE: 21,
        Step.PAPERS: 14,
        Step.SIGN_UP: 7,
        Step.DRAFT: 7,
        Step.COMMENT: 7,
        Step.APPROVE: 7,
    },
    MeetingKind.STEERING: {
        Step.SAVE_THE_DATE: 21,
        Step.CONVENE: 14,
        Step.CONTRIBUTE: 10,
        Step.PAPERS: 7,
        Step.SIGN_UP: 3,
        Step.DRAFT: 5,
        Step.COMMENT: 5,
        Step.APPROVE: 4,
    },
}


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
    """The standard frame for the kind of meeting, with the county's own numbers in place of the standard's (S28)."""
    return {**STANDARD[kind], **(own or {})}


def deadlines(day: date, offsets: Offsets, calendar: WorkCalendar, drafted: date | None = None) -> dict[Step, Deadline]:
    """All deadlines of a meeting on `day`. `drafted`: when the minutes' draft went out, if later than its deadline.

    A late draft moves comments and approval later: the parties keep their days.
    """
    found: dict[Step, Deadline] = {}
    for step in BEFORE:
        raw = day - timedelta(days=offsets[step])
        found[step] = Deadline(step, calendar.sendable_on_or_before(raw), raw)
    link = day
    for step in AFTER:
        raw = link + timedelta(days=offsets[step])
        link = calendar.sendable_on_or_after(raw)
        found[step] = Deadline(step, link, raw)
        if step is Step.DRAFT and drafted and drafted > link:
            link = drafted
    return found


@dataclass(frozen=True, slots=True)
class SetDateRules:
    """By when a meeting's date is to be set: (month, day), the national spring's in the year before (rules, Time)."""

    national_spring: tuple[int, int] = (11, 1)
    national_autumn: tuple[int, int] = (4, 1)
    regional_spring: tuple[int, int] = (2, 1)
    regional_autumn: tuple[int, int] = (9, 1)

    def due(self, meeting: Meeting) -> date | None:
        """The day by which the date is to be set; None for steering-group meetings, which come as needed (S12)."""
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
