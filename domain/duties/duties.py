"""Duties: what an organisation must do by a date, and the clause it comes from.

Pure functions derive them from their subject; status, mine, frister, the annual wheel and every reminder are views of
them. Nothing that is not a duty is chased.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.agreements.agreements import CLAUSE
from domain.calendar import WorkCalendar
from domain.meetings.deadlines import Offsets, SetDateRules, deadlines
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import STEPS, After, Before, State, Step, StepRule, Taker

FOLLOW_UP = "follow-up"
MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something `owner` must do by `due` (a Norwegian date).

    key: its name for good. arose_on: reminders come after this day only. until: from this day on it has lost its
    meaning. gentle: reminded of before the date, never chased after it. done_on: the day it was done.
    """

    key: str
    subject_kind: str
    subject_id: int
    kind: str
    clause: str
    owner: str
    due: date
    arose_on: date
    until: date | None = None
    gentle: bool = False
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part on a day: KS, the counties and the agencies, as slugs."""

    ks: str
    counties: tuple[str, ...]
    agencies: tuple[str, ...]

    def of(self, meeting: Meeting) -> tuple[str, ...]:
        """Those invited to a meeting besides its convener: the agencies regionally (§ 2), all nationally (§ 1)."""
        if meeting.kind is MeetingKind.REGIONAL:
            return self.agencies
        return (*self.counties, *self.agencies)


@dataclass(frozen=True, slots=True)
class DutyRules:
    """What duties depend on besides their subject."""

    calendar: WorkCalendar
    parties_on: Callable[[date], Parties]
    """Who takes part on a day: who is invited is asked for the day of the meeting, not of today."""
    offsets: Mapping[tuple[MeetingKind, str], Offsets]
    """(kind, convener) → offsets; looked up by `offsets_of`."""
    set_date: SetDateRules = field(default_factory=SetDateRules)

    def invited(self, meeting: Meeting) -> tuple[str, ...]:
        """Those invited to a meeting besides its convener: the parties on its day («Formål»)."""
        return self.parties_on(meeting.day or meeting.arose_on).of(meeting)

    def offsets_of(self, meeting: Meeting) -> Offsets:
        """The offsets that hold for a meeting: its convener's own, else the standard frame's."""
        own = self.offsets.get((meeting.kind, meeting.organisation))
        return own if own is not None else self.offsets[meeting.kind, ""]


def duties_of_meeting(meeting: Meeting, frame: DutyRules) -> list[Duty]:
    """Every duty a meeting gives rise to, done ones included."""
    if meeting.state is State.CANCELLED:
        # The model asks for a national meeting every half-year (§ 1): a cancelled one leaves its date to be set.
        return _set_date(meeting, frame) if meeting.kind is MeetingKind.NATIONAL else []
    if meeting.day is None:
        return _set_date(meeting, frame)
    due = _due(meeting, meeting.day, frame)
    asked = [step for step in due if meeting.asks_for(step)]
    owners = {Taker.CONVENER: (meeting.organisation,), Taker.EACH_PARTY: frame.invited(meeting)}
    return [
        _step_duty(meeting, meeting.day, step, owner, due)
        for taker, whose in owners.items()
        for owner in whose
        for step in asked
        if STEPS[step].taker is taker
    ]


def _set_date(meeting: Meeting, frame: DutyRules) -> list[Duty]:
    due = frame.set_date.due(meeting)
    if due is None:
        return []
    end = date(meeting.year, 7, 1) if meeting.season is Season.SPRING else date(meeting.year + 1, 1, 1)
    since = meeting.moved_on or meeting.arose_on
    return [_duty(meeting, Step.SET_DATE, meeting.organisation, due, since, until=end)]


def _due(meeting: Meeting, day: date, frame: DutyRules) -> dict[Step, date]:
    """By when each step of a meeting on this day is to be taken: as planned, and recorded as held right after it."""
    dates = deadlines(day, frame.offsets_of(meeting), frame.calendar, meeting.taken(Step.DRAFT))
    held = frame.calendar.sendable_on_or_after(day + timedelta(days=1))
    return {Step.HOLD: held, **{step: deadline.day for step, deadline in dates.items()}}


def _step_duty(meeting: Meeting, day: date, step: Step, owner: str, due: Mapping[Step, date]) -> Duty:
    rule = STEPS[step]
    overtaken = (meeting.done(other) for other in rule.overtaken_by)
    return _duty(
        meeting,
        step,
        owner,
        due[step],
        _arises(meeting, day, step, due),
        until=_lapses(rule, day, due[step]),
        done_on=meeting.done(step, owner) or next((taken for taken in overtaken if taken), None),
    )


def _arises(meeting: Meeting, day: date, step: Step, due: Mapping[Step, date]) -> date:
    """The day after which a step is reminded of: when it is asked for, when the meeting was set to its day.

    After the meeting the convener is left alone until it has been, and until the days of the step before are over; the
    parties' days run from when they are asked.
    """
    rule = STEPS[step]
    dated = meeting.moved_on or meeting.arose_on
    asked = (meeting.done(rule.follows) if rule.follows else None) or dated
    if isinstance(rule.due, Before):
        return max(asked, dated)
    if rule.taker is Taker.EACH_PARTY:
        return asked
    before = rule.due.counted_from if isinstance(rule.due, After) else None
    return max(day, dated, due[before] if before else day)


def _lapses(rule: StepRule, day: date, due: date) -> date | None:
    """From when on a step means nothing: a gentle one after its deadline, what prepares a meeting on its day."""
    if rule.gentle:
        return due + timedelta(days=1)
    return day if isinstance(rule.due, Before) else None


def _duty(
    meeting: Meeting,
    step: Step,
    owner: str,
    due: date,
    arose_on: date,
    *,
    until: date | None,
    done_on: date | None = None,
) -> Duty:
    return Duty(
        key=f"meeting/{meeting.id}/{step.value}/{owner}",
        subject_kind="meeting",
        subject_id=meeting.id,
        kind=step.value,
        clause=meeting.clause_of(step),
        owner=owner,
        due=due,
        arose_on=arose_on,
        until=until,
        gentle=STEPS[step].gentle,
        done_on=done_on,
    )


def duty_of_follow_up(
    id_: int, *, owner: str, county: str | None, due: date, dated_on: date, closed_on: date | None
) -> Sequence[Duty]:
    """The one duty of a follow-up: its owner does it by the date people set, which stays as typed."""
    return [
        Duty(
            key=f"follow-up/{id_}",
            subject_kind="follow_up",
            subject_id=id_,
            kind=FOLLOW_UP,
            clause="§ 2" if county else "§ 1",
            owner=owner,
            due=due,
            arose_on=dated_on,
            done_on=closed_on,
        )
    ]


def duty_of_measure(
    id_: int, *, owner: str, due: date, dated_on: date, closed_on: date | None, running: bool
) -> Sequence[Duty]:
    """The one duty of an agreement's measure: its owner carries it out by the date people set, which stays as typed.

    running: whether its agreement is signed, in force or under revision, and the measure still part of it; else nothing
    is asked of anybody (§ 3.1).
    """
    if not running:
        return []
    return [
        Duty(
            key=f"measure/{id_}",
            subject_kind="measure",
            subject_id=id_,
            kind=MEASURE,
            clause=CLAUSE,
            owner=owner,
            due=due,
            arose_on=dated_on,
            done_on=closed_on,
        )
    ]
