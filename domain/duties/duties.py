"""Duties: what an organisation must do by a date, and the clause it comes from.

Pure functions derive them from their subject; status, mine, frister, the annual wheel and every reminder are views of
them. Nothing that is not a duty is chased.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.agreements.agreements import CLAUSE
from domain.calendar import WorkCalendar
from domain.meetings.deadlines import BEFORE, Offsets, SetDateRules, deadlines
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import BEFORE_MEETING, State, Step

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
        """Those invited to a meeting besides its convener: the parties on its day (S2)."""
        return self.parties_on(meeting.day or meeting.arose_on).of(meeting)

    def offsets_of(self, meeting: Meeting) -> Offsets:
        """The offsets that hold for a meeting: its convener's own, else the standard frame's."""
        own = self.offsets.get((meeting.kind, meeting.organisation))
        return own if own is not None else self.offsets[meeting.kind, ""]


def duties_of_meeting(meeting: Meeting, frame: DutyRules, today: date) -> list[Duty]:
    """Every duty a meeting gives rise to, done ones included. `today`: when they arise if not set by the meeting."""
    if meeting.state is State.CANCELLED:
        # The model asks for a national meeting every half-year (§ 1, S7): a cancelled one leaves its date to be set.
        return _set_date(meeting, frame) if meeting.kind is MeetingKind.NATIONAL else []
    if meeting.day is None:
        return _set_date(meeting, frame)
    return [
        *_before(meeting, meeting.day, frame),
        *_of_the_parties(meeting, meeting.day, frame, today),
        *_after(meeting, meeting.day, frame),
    ]


def _set_date(meeting: Meeting, frame: DutyRules) -> list[Duty]:
    due = frame.set_date.due(meeting)
    if due is None:
        return []
    end = date(meeting.year, 7, 1) if meeting.season is Season.SPRING else date(meeting.year + 1, 1, 1)
    since = meeting.moved_on or meeting.arose_on
    return [_duty(meeting, Step.SET_DATE, meeting.meeting_clause, due, since, until=end)]


def _before(meeting: Meeting, day: date, frame: DutyRules) -> list[Duty]:
    """Save-the-date, convening and papers: the convener's, pointless from the meeting's day on."""
    dates = deadlines(day, frame.offsets_of(meeting), frame.calendar)
    convened = meeting.taken(Step.CONVENE)
    over = None if meeting.state in BEFORE_MEETING else day
    done = {
        Step.SAVE_THE_DATE: meeting.taken(Step.SAVE_THE_DATE) or convened or over,
        Step.CONVENE: convened or over,
        Step.PAPERS: meeting.taken(Step.PAPERS) or over,
    }
    since = meeting.moved_on or meeting.arose_on
    return [
        _duty(
            meeting,
            step,
            meeting.convening_clause,
            dates[step].day,
            since,
            until=day,
            done_on=done[step],
        )
        for step in BEFORE
        if step in done
    ]


def _of_the_parties(meeting: Meeting, day: date, frame: DutyRules, today: date) -> list[Duty]:
    """Contributions and sign-up of each invited party, once convened; their comments, once the draft is out."""
    convened = meeting.taken(Step.CONVENE)
    drafted = meeting.taken(Step.DRAFT)
    dates = deadlines(day, frame.offsets_of(meeting), frame.calendar, drafted)
    since = max(convened or today, meeting.moved_on or meeting.arose_on)
    over = None if meeting.state in BEFORE_MEETING else day
    found: list[Duty] = []
    for party in frame.invited(meeting):
        if convened:
            for step, gentle in ((Step.CONTRIBUTE, False), (Step.SIGN_UP, True)):
                found.append(
                    _duty(
                        meeting,
                        step,
                        meeting.meeting_clause,
                        dates[step].day,
                        since,
                        owner=party,
                        until=day if step is Step.CONTRIBUTE else dates[step].day + timedelta(days=1),
                        gentle=gentle,
                        done_on=meeting.taken(step, party) or over,
                    )
                )
        if drafted:
            found.append(
                _duty(
                    meeting,
                    Step.COMMENT,
                    meeting.meeting_clause,
                    dates[Step.COMMENT].day,
                    drafted,
                    owner=party,
                    until=dates[Step.COMMENT].day + timedelta(days=1),
                    gentle=True,
                    done_on=meeting.taken(Step.COMMENT, party) or meeting.taken(Step.APPROVE),
                )
            )
    return found


def _after(meeting: Meeting, day: date, frame: DutyRules) -> list[Duty]:
    """Recording it as held, the draft, the approval: the convener's, each arising when the link before is taken."""
    drafted = meeting.taken(Step.DRAFT)
    approved = meeting.taken(Step.APPROVE)
    dates = deadlines(day, frame.offsets_of(meeting), frame.calendar, drafted)
    held_by = frame.calendar.sendable_on_or_after(day + timedelta(days=1))
    held = None if meeting.state in BEFORE_MEETING else (meeting.taken(Step.HOLD) or day)
    since = max(day, meeting.moved_on or meeting.arose_on)
    found = [_duty(meeting, Step.HOLD, "§ 2" if meeting.county else "§ 1", held_by, since, done_on=held)]
    if held:
        due = dates[Step.DRAFT].day
        found.append(_duty(meeting, Step.DRAFT, meeting.convening_clause, due, since, done_on=drafted or approved))
    if drafted:
        due, since = dates[Step.APPROVE].day, max(since, dates[Step.COMMENT].day)
        found.append(_duty(meeting, Step.APPROVE, meeting.convening_clause, due, since, done_on=approved))
    return found


def _duty(
    meeting: Meeting,
    step: Step,
    clause: str,
    due: date,
    arose_on: date,
    *,
    owner: str = "",
    until: date | None = None,
    gentle: bool = False,
    done_on: date | None = None,
) -> Duty:
    owner = owner or meeting.organisation
    return Duty(
        key=f"meeting/{meeting.id}/{step.value}/{owner}",
        subject_kind="meeting",
        subject_id=meeting.id,
        kind=step.value,
        clause=clause,
        owner=owner,
        due=due,
        arose_on=arose_on,
        until=until,
        gentle=gentle,
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
