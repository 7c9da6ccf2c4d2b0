"""Meetings as something that has duties: the convener's and each party's, step by step."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session, col, select

from domain.duties.duties import Duty, duties_of_meeting
from domain.meetings.steps import Step
from storage.duties.tracked import Tracked
from storage.meetings.meetings import frame_of, with_steps
from storage.tables import MeetingRow, OffsetRow, OrganisationRow, Row, StepRow
from storage.unit_of_work.chunks import chunks
from storage.unit_of_work.unit import UnitOfWork


class TrackedMeetings(Tracked):
    """A meeting's duties go with its row and its steps, with everybody's offsets, and with who takes part at all."""

    kind = "meeting"
    duty_kinds = frozenset(step.value for step in Step)
    rows = (MeetingRow, StepRow)
    all_follow = (OffsetRow, OrganisationRow)

    def touched(self, _session: Session, rows: Iterable[Row]) -> set[int]:
        own = {row.id for row in rows if isinstance(row, MeetingRow)}
        return own | {row.meeting_id for row in rows if isinstance(row, StepRow)}

    def standing(self, unit: UnitOfWork) -> set[int]:
        query = select(MeetingRow.id).where(MeetingRow.year >= unit.today.year - 1)
        return set(unit.session.exec(query))

    def derive(self, unit: UnitOfWork, ids: Collection[int]) -> Sequence[Duty]:
        rows = [
            row
            for part in chunks(ids)
            for row in unit.session.exec(select(MeetingRow).where(col(MeetingRow.id).in_(part)))
        ]
        rules = frame_of(unit)
        return [duty for meeting in with_steps(unit.session, rows) for duty in duties_of_meeting(meeting, rules)]


MEETINGS = TrackedMeetings()
