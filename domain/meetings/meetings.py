"""The model's meetings: kinds, names, life cycle and what dates are allowed (§ 1, § 2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.errors import Choice, UserError
from domain.meetings.steps import BEFORE_MEETING, NEXT, STEPS, AskedBy, State, Step

MIN_GAP = 28
"""Calendar days from the national meeting to the regional one after it; fewer is flagged (§ 2.1, § 2.2)."""


class MeetingKind(StrEnum):
    """National (§ 1), regional (§ 2) or the steering group's (§ 1, as needed)."""

    NATIONAL = "national"
    REGIONAL = "regional"
    STEERING = "steering"


class Season(StrEnum):
    """The half-year a meeting belongs to; steering-group meetings have none."""

    SPRING = "spring"
    AUTUMN = "autumn"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as the rules see it. `steps`: (step, organisation) → the day it was taken."""

    id: int
    ref: str
    kind: MeetingKind
    season: Season
    year: int
    organisation: str
    state: State
    day: date | None
    arose_on: date
    at: time | None = None
    place: str = ""
    link: str = ""
    theme: str = ""
    partnership: bool = False
    political_body: str = ""
    version: int = 1
    moved_on: date | None = None
    steps: Mapping[tuple[Step, str], date] = field(default_factory=dict)

    @property
    def county(self) -> str | None:
        """The county a regional meeting is held in; None for the others."""
        return self.organisation if self.kind is MeetingKind.REGIONAL else None

    @property
    def convening_clause(self) -> str:
        """Who convenes: KS nationally (§ 4.1), the county authority regionally (§ 4.2)."""
        return "§ 4.2" if self.kind is MeetingKind.REGIONAL else "§ 4.1"

    @property
    def meeting_clause(self) -> str:
        """The clause that asks for the meeting."""
        if self.kind is MeetingKind.REGIONAL:
            return "§ 2.1" if self.season is Season.SPRING else "§ 2.2"
        return "§ 1"

    def taken(self, step: Step, organisation: str = "") -> date | None:
        """The day the step was taken by `organisation` (default: the convener), or None."""
        return self.steps.get((step, organisation or self.organisation))

    def done(self, step: Step, organisation: str = "") -> date | None:
        """As `taken`; but when its date was set, and that it has been held, the meeting shows without a record."""
        match step:
            case Step.SET_DATE:
                return (self.moved_on or self.arose_on) if self.day else None
            case Step.HOLD:
                return None if self.state in BEFORE_MEETING else self.taken(step) or self.day
        return self.taken(step, organisation)

    def asks_for(self, step: Step) -> bool:
        """Whether the convener's step that this one follows has been taken."""
        follows = STEPS[step].follows
        return follows is None or self.done(follows) is not None

    def clause_of(self, step: Step) -> str:
        """The clause that asks for a step of this meeting."""
        match STEPS[step].clause:
            case AskedBy.CONVENING:
                return self.convening_clause
            case AskedBy.MEETING:
                return self.meeting_clause
            case AskedBy.LEVEL:
                return "§ 2" if self.county else "§ 1"


def ref_of(kind: MeetingKind, season: Season, year: int, number: str) -> str:
    """The meeting's name in lines: N-2027-V, R42-2027-H; `number` is the county's, or a steering meeting's running."""
    letter = {Season.SPRING: "V", Season.AUTUMN: "H", Season.NONE: ""}[season]
    match kind:
        case MeetingKind.NATIONAL:
            return f"N-{year}-{letter}"
        case MeetingKind.REGIONAL:
            return f"R{number}-{year}-{letter}"
        case MeetingKind.STEERING:
            return f"SG-{year}-{number}"


def season_of(day: date) -> Season:
    """January–June is spring, July–December autumn (§ 2.1, § 2.2: vårhalvåret, høsthalvåret)."""
    return Season.SPRING if day.month <= 6 else Season.AUTUMN


_USUAL = {
    (MeetingKind.NATIONAL, Season.SPRING): (3, 9),
    (MeetingKind.NATIONAL, Season.AUTUMN): (10, 19),
    (MeetingKind.REGIONAL, Season.SPRING): (4, 15),
    (MeetingKind.REGIONAL, Season.AUTUMN): (11, 16),
}
"""(month, day) around which such meetings are held; for examples only."""


def example_day(kind: MeetingKind, season: Season, year: int, today: date, calendar: WorkCalendar) -> date | None:
    """A working day after `today` that such a meeting could be held on; None: its half-year has no such day left."""
    usual = date(year, *_USUAL.get((kind, season), (5, 3)))
    tomorrow = today + timedelta(days=1)
    day = calendar.working_on_or_after(max(usual, tomorrow))
    fits = season is Season.NONE or (day.year, season_of(day)) == (year, season)
    return day if fits else None


_ORDER = tuple(State)
"""A meeting's life in order of time, «cancelled» last."""


def step_to(meeting: Meeting, target: State) -> State:
    """The state after the step, which is `target`. Raises UserError when the table doesn't allow it."""
    if target in NEXT[meeting.state]:
        return target
    if meeting.state is State.CANCELLED:
        raise UserError("meetings.is-cancelled", {"ref": meeting.ref})
    if target is State.CANCELLED or _ORDER.index(target) <= _ORDER.index(meeting.state):
        raise UserError("meetings.already", {"ref": meeting.ref, "state": meeting.state.value})
    raise UserError("meetings.not-yet", {"ref": meeting.ref, "state": meeting.state.value, "target": target.value})


def check_day(meeting: Meeting, day: date, calendar: WorkCalendar, *, span: str = "") -> None:
    """Refuse a day the meeting can't be held on: not a working day, or outside its half-year.

    Raises UserError with working days nearby as choices.
    """
    check_half_year(meeting, day, span=span)
    if not calendar.is_working_day(day):
        around = (calendar.working_on_or_before(day), calendar.working_on_or_after(day))
        fits = [other for other in around if meeting.season in (Season.NONE, season_of(other))]
        raise UserError(
            "meetings.not-working-day",
            {"day": day, "why": _why_not(day, calendar)},
            span=span or day.isoformat(),
            choices=tuple(Choice(other.isoformat()) for other in fits),
            field_name="date",
        )


def check_half_year(meeting: Meeting, day: date, *, span: str = "") -> None:
    """Refuse a day outside the meeting's half-year; a steering-group meeting has none. Raises UserError."""
    if meeting.season is not Season.NONE and (day.year, season_of(day)) != (meeting.year, meeting.season):
        raise UserError(
            "meetings.outside-half-year",
            {
                "day": day,
                "season": meeting.season.value,
                "year": meeting.year,
                "clause": meeting.meeting_clause,
            },
            span=span,
            field_name="date",
        )


def _why_not(day: date, calendar: WorkCalendar) -> str:
    holiday = calendar.holiday(day)
    if holiday:
        return holiday if isinstance(holiday, str) else holiday[0]
    return "weekend"


@dataclass(frozen=True, slots=True)
class Concern:
    """Something to point out about a meeting, not to refuse and no blame (docs/model.md, «Words»)."""

    code: str
    clause: str
    facts: Mapping[str, object] = field(default_factory=dict)


def concerns(
    meeting: Meeting, national: Meeting | None, agencies_missing: tuple[str, ...] | None = None
) -> list[Concern]:
    """What to flag about a regional meeting: order and gap to the national one (§ 2.1, § 2.2), audiences, attendance.

    `national` is the same half-year's; `agencies_missing` the agencies not at a held meeting, None: not recorded.
    """
    if meeting.kind is not MeetingKind.REGIONAL:
        return []
    found = _order_concerns(meeting, national)
    if meeting.season is Season.AUTUMN and meeting.political_body:
        found.append(Concern("autumn-administrative", "§ 2.2", {"body": meeting.political_body}))
    if meeting.season is Season.SPRING and meeting.day and not meeting.partnership:
        found.append(Concern("no-partnership", "§ 2.1"))
    if agencies_missing:
        found.append(Concern("not-together", "§ 2", {"missing": ", ".join(agencies_missing)}))
    return found


def _order_concerns(meeting: Meeting, national: Meeting | None) -> list[Concern]:
    """The regional meeting comes after the national one, with time between them (§ 2.1, § 2.2)."""
    if meeting.day is None or national is None or national.day is None or national.state is State.CANCELLED:
        return []
    gap = (meeting.day - national.day).days
    if gap >= MIN_GAP:
        return []
    facts = {"gap": gap, "national": national.day, "min": MIN_GAP}
    return [Concern("before-national" if gap <= 0 else "short-gap", meeting.meeting_clause, facts)]
