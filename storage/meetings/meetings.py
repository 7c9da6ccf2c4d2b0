"""Meetings as kept: reading them as the domain sees them, planning a year's, taking their steps."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import TypedDict, Unpack

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from domain.duties.duties import DutyRules, Parties
from domain.meetings.deadlines import Offsets, offsets_for
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import State, Step
from domain.meetings.year import Planned
from domain.organisations import Kind
from storage.people.directory import Directory
from storage.tables import AttendanceRow, MeetingRow, OffsetRow, StepRow
from storage.unit_of_work.unit import Rules, Snapshot, UnitOfWork

# Made once: to make it anew costs as much as to run it.
_ATTENDANCE = select(AttendanceRow.meeting_id, AttendanceRow.organisation, AttendanceRow.present).where(
    col(AttendanceRow.meeting_id).in_(bindparam("meetings", expanding=True))
)


def as_meeting(row: MeetingRow, steps: Iterable[StepRow] = ()) -> Meeting:
    """The row as the domain sees it, with the steps it was given."""
    return Meeting(
        id=row.id,
        ref=row.ref,
        kind=row.kind,
        season=row.season,
        year=row.year,
        organisation=row.organisation,
        state=row.state,
        day=row.day,
        arose_on=row.arose_on,
        at=row.at,
        place=row.place,
        link=row.link,
        theme=row.theme,
        partnership=row.partnership,
        political_body=row.political_body,
        version=row.version,
        moved_on=row.moved_on,
        steps={(step.step, step.organisation): step.day for step in steps},
    )


def meeting_row(session: Session, ref: str) -> MeetingRow | None:
    """The row of a meeting by its name (N-2027-V), or None."""
    return session.exec(select(MeetingRow).where(MeetingRow.ref == ref)).first()


def with_steps(session: Session, rows: Iterable[MeetingRow]) -> list[Meeting]:
    """The rows as meetings, their steps read in one go."""
    rows = list(rows)
    ids = [row.id for row in rows]
    steps: dict[int, list[StepRow]] = {}
    for step in session.exec(select(StepRow).where(col(StepRow.meeting_id).in_(ids))):
        steps.setdefault(step.meeting_id, []).append(step)
    return [as_meeting(row, steps.get(row.id, ())) for row in rows]


def meetings_with_steps(session: Session, numbers: Collection[int]) -> list[Meeting]:
    """The meetings of these numbers that are there, in no order."""
    if not numbers:
        return []
    return with_steps(session, session.exec(select(MeetingRow).where(col(MeetingRow.id).in_(numbers))))


def meetings_of_years(session: Session, first: int, last: int) -> list[Meeting]:
    """All meetings of the years, both included, by date; undated ones last, spring before autumn."""
    rows = session.exec(select(MeetingRow).where(MeetingRow.year >= first, MeetingRow.year <= last)).all()
    found = with_steps(session, rows)
    return sorted(found, key=lambda one: (one.day or date.max, one.year, one.season is Season.AUTUMN, one.ref))


def meeting_called(session: Session, ref: str) -> Meeting | None:
    """The meeting of this name («R42-2027-V»), or None."""
    row = meeting_row(session, ref)
    return whole(session, row) if row else None


def meeting_by_id(session: Session, meeting_id: int) -> Meeting:
    """One meeting by its number, which something else points at. Raises NoResultFound when there is none."""
    return whole(session, session.get_one(MeetingRow, meeting_id))


def meetings_like(
    session: Session, kind: MeetingKind, organisation: str | None, season: Season | None, year: int | None
) -> list[Meeting]:
    """The meetings of a kind, called off or not, by year and spring before autumn; None: whichever."""
    query = select(MeetingRow).where(MeetingRow.kind == kind)
    if organisation:
        query = query.where(MeetingRow.organisation == organisation)
    if season:
        query = query.where(MeetingRow.season == season.value)
    if year:
        query = query.where(MeetingRow.year == year)
    return with_steps(session, session.exec(query.order_by(col(MeetingRow.year), col(MeetingRow.season).desc())))


def standing_meetings(session: Session) -> list[Meeting]:
    """Every meeting that hasn't been called off, without its steps: to choose among."""
    return [as_meeting(row) for row in session.exec(select(MeetingRow).where(MeetingRow.state != State.CANCELLED))]


def refs_of_year(session: Session, kind: MeetingKind, year: int) -> list[str]:
    """What the meetings of a kind and a year are called."""
    return list(session.exec(select(MeetingRow.ref).where(MeetingRow.kind == kind, MeetingRow.year == year)))


def whole(session: Session, row: MeetingRow) -> Meeting:
    """The row as a meeting with its steps."""
    return with_steps(session, [row])[0]


def national_of(session: Session, meeting: Meeting) -> Meeting | None:
    """The national meeting of the same half-year: the one a regional meeting follows (§ 2.1, § 2.2)."""
    return meeting_called(session, f"N-{meeting.year}-{'V' if meeting.season is Season.SPRING else 'H'}")


def attendance(session: Session, meeting_ids: Iterable[int]) -> dict[int, dict[str, bool]]:
    """meeting → organisation → present."""
    found: dict[int, dict[str, bool]] = {}
    for number, organisation, present in session.exec(_ATTENDANCE, params={"meetings": list(meeting_ids)}):
        found.setdefault(number, {})[organisation] = present
    return found


class MeetingFacts(TypedDict, total=False):
    """What of a meeting can be changed once it stands; the names are `Meeting`'s and the table's alike."""

    state: State
    day: date | None
    at: time | None
    place: str
    link: str
    theme: str
    partnership: bool
    political_body: str
    arose_on: date
    moved_on: date | None


def add_meeting(unit: UnitOfWork, planned: Planned) -> Meeting:
    """A new meeting, without a date. It arises today: what should have been done about it before asks once, now."""
    row = planned_row(unit, planned)
    unit.session.add(row)
    unit.session.flush()
    return as_meeting(row)


def planned_row(unit: UnitOfWork, planned: Planned) -> MeetingRow:
    """The row of a new meeting, for whoever adds many."""
    return MeetingRow(
        ref=planned.ref,
        kind=planned.kind,
        season=planned.season,
        year=planned.year,
        organisation=planned.organisation,
        state=State.PLANNED,
        arose_on=unit.today,
    )


def change_meeting(unit: UnitOfWork, meeting: Meeting, **facts: Unpack[MeetingFacts]) -> Meeting:
    """Write the facts that are named, and nothing else; the meeting as it stands now, its version one higher.

    The object given keeps saying what was: go on with the one that is returned.
    """
    row = unit.session.get_one(MeetingRow, meeting.id)
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
    unit.session.flush()
    return replace(meeting, **facts, version=row.version)


def record_step(unit: UnitOfWork, meeting: Meeting, step: Step, organisation: str, day: date) -> Meeting:
    """Stamp a step as taken by an organisation, once; who and when stand with it. The meeting with its step."""
    known = unit.session.exec(
        select(StepRow).where(
            StepRow.meeting_id == meeting.id, StepRow.step == step, StepRow.organisation == organisation
        )
    ).first()
    if known is not None:
        return meeting
    unit.session.add(
        StepRow(
            meeting_id=meeting.id,
            step=step,
            organisation=organisation,
            day=day,
            at=unit.at,
            account=unit.by.account,
            on_behalf=unit.on_behalf,
        )
    )
    return replace(meeting, steps={**meeting.steps, (step, organisation): day})


def forget_steps(unit: UnitOfWork, meeting: Meeting, *steps: Step) -> Meeting:
    """These steps have not been taken after all, by anybody. The meeting without them."""
    words = {step.value for step in steps}
    for row in unit.session.exec(select(StepRow).where(StepRow.meeting_id == meeting.id)).all():
        if row.step in words:
            unit.session.delete(row)
    unit.session.flush()
    return replace(meeting, steps={key: day for key, day in meeting.steps.items() if key[0] not in steps})


def begin_anew(unit: UnitOfWork, meeting: Meeting) -> Meeting:
    """A meeting that was called off is planned again: what was done about the old one counts for nothing now."""
    meeting = forget_steps(unit, meeting, *Step)
    for row in attendance_rows(unit.session, meeting.id).values():
        unit.session.delete(row)
    return change_meeting(unit, meeting, state=State.PLANNED, day=None, at=None, moved_on=None)


def parties(directory: Directory, day: date) -> Parties:
    """Who takes part on a day. A made-up demo county holds its own meetings, but is no party nationally."""
    return Parties(
        ks=directory.ks.slug,
        counties=tuple(one.slug for one in directory.of_kind(Kind.COUNTY, day) if not one.fictional),
        agencies=tuple(one.slug for one in directory.of_kind(Kind.AGENCY, day)),
    )


def frame(session: Session, rules: Rules, directory: Directory) -> DutyRules:
    """What duties depend on besides their subject, as it stands now."""
    offsets: dict[tuple[MeetingKind, str], Offsets] = {(kind, ""): offsets_for(kind) for kind in MeetingKind}
    own: dict[str, dict[Step, int]] = {}
    for row in session.exec(select(OffsetRow)):
        own.setdefault(row.organisation, {})[row.step] = row.days
    for slug, steps in own.items():
        kind = MeetingKind.NATIONAL if slug == directory.ks.slug else MeetingKind.REGIONAL
        offsets[kind, slug] = offsets_for(kind, steps)
    return DutyRules(rules.calendar, partial(parties, directory), offsets, rules.set_date)


def parties_at(reading: UnitOfWork | Snapshot, meeting: Meeting) -> tuple[str, ...]:
    """The convener of a meeting and those invited to it."""
    return parties_known(reading.directory, meeting)


def parties_known(directory: Directory, meeting: Meeting) -> tuple[str, ...]:
    """The same by the directory alone: those who took part in the model on its day («Formål»)."""
    return (meeting.organisation, *parties(directory, meeting.day or meeting.arose_on).of(meeting))


def attendance_rows(session: Session, meeting_id: int) -> dict[str, AttendanceRow]:
    """organisation → what is recorded of it at a meeting."""
    query = select(AttendanceRow).where(AttendanceRow.meeting_id == meeting_id)
    return {row.organisation: row for row in session.exec(query)}


def record_attendance(session: Session, meeting_id: int, there: Mapping[str, bool]) -> None:
    """Keep who was at a meeting (organisation → whether it was there); of all others nothing is recorded.

    Who spoke for an organisation of which something was recorded already, stays.
    """
    rows = attendance_rows(session, meeting_id)
    for slug, here in there.items():
        known = rows.pop(slug, None)
        if known is None:
            session.add(AttendanceRow(meeting_id=meeting_id, organisation=slug, present=here))
        else:
            known.present = here
    for row in rows.values():
        session.delete(row)
    session.flush()


def note_role(attendance: AttendanceRow, role: str, deputy: bool) -> None:  # noqa: FBT001 - read in pairs from a line
    """In which role somebody spoke for an organisation, and whether as a deputy."""
    attendance.role, attendance.deputy = role, deputy


def frame_of(reading: UnitOfWork | Snapshot) -> DutyRules:
    """The frame of an open transaction or a snapshot."""
    return frame(reading.session, reading.rules, reading.directory)
