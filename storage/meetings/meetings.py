"""Meetings as kept: reading them as the domain sees them, planning a year's, taking their steps."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import partial

from sqlmodel import Session, col, select

from domain.duties.duties import DutyRules, Parties
from domain.meetings.deadlines import Offsets, offsets_for
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import State, Step
from domain.organisations import Kind
from storage.people.directory import Directory
from storage.tables import AttendanceRow, MeetingRow, OffsetRow, StepRow
from storage.unit_of_work.unit import Rules, Snapshot, UnitOfWork


def as_meeting(row: MeetingRow, steps: Iterable[StepRow] = ()) -> Meeting:
    """The row as the domain sees it, with the steps it was given."""
    return Meeting(
        id=row.id,
        ref=row.ref,
        kind=MeetingKind(row.kind),
        season=Season(row.season),
        year=row.year,
        organisation=row.organisation,
        state=State(row.state),
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
        steps={(Step(step.step), step.organisation): step.day for step in steps},
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


def meeting(session: Session, ref: str) -> Meeting | None:
    """One meeting by its name, or None."""
    row = meeting_row(session, ref)
    return with_steps(session, [row])[0] if row else None


def national_of(session: Session, one: Meeting) -> Meeting | None:
    """The national meeting of the same half-year: the one a regional meeting follows (§ 2.1, § 2.2)."""
    return meeting(session, f"N-{one.year}-{'V' if one.season is Season.SPRING else 'H'}")


def attendance(session: Session, meeting_ids: Iterable[int]) -> dict[int, dict[str, bool]]:
    """meeting → organisation → present."""
    found: dict[int, dict[str, bool]] = {}
    for row in session.exec(select(AttendanceRow).where(col(AttendanceRow.meeting_id).in_(list(meeting_ids)))):
        found.setdefault(row.meeting_id, {})[row.organisation] = row.present
    return found


def record_step(unit: UnitOfWork, row: MeetingRow, step: Step, organisation: str, day: date) -> None:
    """Stamp a step as taken by an organisation, once; who and when stand with it."""
    known = unit.session.exec(
        select(StepRow).where(
            StepRow.meeting_id == row.id, StepRow.step == step.value, StepRow.organisation == organisation
        )
    ).first()
    if known is None:
        unit.session.add(
            StepRow(
                meeting_id=row.id,
                step=step.value,
                organisation=organisation,
                day=day,
                at=unit.at,
                account=unit.by.account,
                on_behalf=unit.on_behalf,
            )
        )


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
        own.setdefault(row.organisation, {})[Step(row.step)] = row.days
    for slug, steps in own.items():
        kind = MeetingKind.NATIONAL if slug == directory.ks.slug else MeetingKind.REGIONAL
        offsets[kind, slug] = offsets_for(kind, steps)
    return DutyRules(rules.calendar, partial(parties, directory), offsets, rules.set_date)


def parties_at(reading: UnitOfWork | Snapshot, one: Meeting) -> tuple[str, ...]:
    """The convener of a meeting and those invited to it."""
    return (one.organisation, *frame_of(reading).invited(one))


def attendance_rows(session: Session, meeting_id: int) -> dict[str, AttendanceRow]:
    """organisation → what is recorded of it at a meeting."""
    query = select(AttendanceRow).where(AttendanceRow.meeting_id == meeting_id)
    return {row.organisation: row for row in session.exec(query)}


def frame_of(reading: UnitOfWork | Snapshot) -> DutyRules:
    """The frame of an open transaction or a snapshot."""
    return frame(reading.session, reading.rules, reading.directory)
